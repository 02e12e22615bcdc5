//! Where requests go when it is not the endpoint of each region: one address for every product, or one
//! for each.

use crate::cloud::{Endpoint, EndpointError};
use crate::connection::{Message, ToMessage, message};
use crate::text::print_as_message;

/// The addresses that stand in for those of the service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endpoints {
    vpc: Option<Endpoint>,
    cbn: Option<Endpoint>,
}

/// Why a text names no endpoint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EndpointsError {
    /// The address is none.
    Address(#[from] EndpointError),
    /// Nothing is asked of a product of this name.
    Product(String),
    /// One product has two addresses.
    Twice(&'static str),
}

print_as_message!(EndpointsError);

impl ToMessage for EndpointsError {
    fn message(&self) -> Message {
        match self {
            Self::Address(error) => error.message(),
            Self::Product(product) => message!("endpoints-product", product),
            Self::Twice(product) => message!("endpoints-twice", product = *product),
        }
    }
}

impl Endpoints {
    /// One address for everything.
    pub fn everywhere(endpoint: Endpoint) -> Self {
        Self { vpc: Some(endpoint.clone()), cbn: Some(endpoint) }
    }

    /// Reads `URL`, `vpc=URL` and `cbn=URL` (also `cen=URL`). A URL alone serves the products that have
    /// none of their own.
    ///
    /// # Errors
    /// When a product is not known or named twice, or its address is none.
    pub fn read<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, EndpointsError> {
        let (mut bare, mut own) = (None, Self::default());
        for text in texts {
            let (product, address) = match text.split_once('=') {
                Some((product, address)) if !product.contains([':', '/', '.']) => {
                    (Some(product.trim()), address)
                }
                _ => (None, text),
            };
            let (place, name) = match product {
                None => (&mut bare, "all"),
                Some("vpc") => (&mut own.vpc, "vpc"),
                Some("cbn" | "cen") => (&mut own.cbn, "cbn"),
                Some(other) => {
                    let shown = other.chars().filter(char::is_ascii_graphic).take(20).collect();
                    return Err(EndpointsError::Product(shown));
                }
            };
            if place.replace(Endpoint::parse(address)?).is_some() {
                return Err(EndpointsError::Twice(name));
            }
        }
        Ok(Self { vpc: own.vpc.or_else(|| bare.clone()), cbn: own.cbn.or(bare) })
    }

    /// The address of the VPC API, which holds IPsec-VPN; none for the endpoint of each region.
    pub fn vpc(&self) -> Option<&Endpoint> {
        self.vpc.as_ref()
    }

    /// The address of CEN (product `cbn`), which holds transit routers; none for the service's own.
    pub fn cbn(&self) -> Option<&Endpoint> {
        self.cbn.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str]) -> Result<(String, String), String> {
        let shown = |endpoint: Option<&Endpoint>| endpoint.map_or("-".into(), |it| it.to_string());
        Endpoints::read(texts.iter().copied())
            .map(|found| (shown(found.vpc()), shown(found.cbn())))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn an_address_alone_serves_the_products_without_their_own() {
        let (one, two) = ("http://127.0.0.1:1", "http://127.0.0.1:2");
        let both = |vpc: &str, cbn: &str| Ok((vpc.to_owned(), cbn.to_owned()));
        assert_eq!(read(&[]), both("-", "-"));
        assert_eq!(read(&[one]), both(one, one));
        assert_eq!(read(&[one, &format!("cbn={two}")]), both(one, two));
        assert_eq!(read(&[&format!("cbn={two}")]), both("-", two));
        assert_eq!(read(&[&format!("vpc={one}"), &format!("cen={two}")]), both(one, two));
    }

    #[test]
    fn a_product_is_named_once_and_known() {
        assert!(read(&["ecs=http://127.0.0.1:1"]).unwrap_err().starts_with("ecs is not a product"));
        assert!(read(&["http://127.0.0.1:1", "http://127.0.0.1:2"]).is_err());
        assert!(read(&["cbn=http://127.0.0.1:1", "cen=http://127.0.0.1:2"]).is_err());
        assert!(read(&["cbn=http://example.com"]).unwrap_err().contains("https://example.com"));
    }
}
