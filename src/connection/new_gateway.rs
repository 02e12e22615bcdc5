//! What a customer gateway that is to be made has to look like: known before the service is asked.

use std::net::Ipv4Addr;

use super::named_enum::named_enum;
use super::value::Asn;

/// The longest name and description, in characters.
const LONGEST: usize = 100;

/// A value of a customer gateway to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GatewayField {
    /// The static address of the device.
    Address,
    /// Its number for BGP; may be left out.
    Asn,
    /// What it is found by.
    Name,
    /// What there is to know about it.
    Description,
}

named_enum! {
    /// Why the service will not accept it. The sentence of each is `new-gateway-ID` in the texts.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum GatewayFieldError {
        /// There is no address.
        NoAddress = "new-gateway-no-ip",
        /// The address is none.
        BadAddress = "new-gateway-bad-ip",
        /// The number is none.
        BadAsn = "new-gateway-bad-asn",
        /// The number is Alibaba Cloud's own.
        OwnAsn = "new-gateway-own-asn",
        /// Name or description is too long, or a web address.
        BadName = "new-gateway-bad-name",
    }
}

/// What is wrong with a value of a customer gateway to be made; nothing where it may be left out and is.
pub fn check_gateway_field(part: GatewayField, text: &str) -> Option<GatewayFieldError> {
    let text = text.trim();
    match part {
        GatewayField::Address if text.is_empty() => Some(GatewayFieldError::NoAddress),
        GatewayField::Address => match text.parse::<Ipv4Addr>() {
            Ok(_) => None,
            Err(_) => Some(GatewayFieldError::BadAddress),
        },
        GatewayField::Asn if text.is_empty() => None,
        GatewayField::Asn => match text.parse::<Asn>() {
            Ok(Asn::ALIBABA) => Some(GatewayFieldError::OwnAsn),
            Ok(_) => None,
            Err(_) => Some(GatewayFieldError::BadAsn),
        },
        GatewayField::Name | GatewayField::Description if text.chars().count() > LONGEST => {
            Some(GatewayFieldError::BadName)
        }
        GatewayField::Name if text.starts_with("http://") || text.starts_with("https://") => {
            Some(GatewayFieldError::BadName)
        }
        GatewayField::Name | GatewayField::Description => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_service_refuses_is_known_beforehand() {
        use GatewayField as P;
        use GatewayFieldError as F;
        let long = "x".repeat(LONGEST + 1);
        for (part, text, flaw) in [
            (P::Address, "", Some(F::NoAddress)),
            (P::Address, " 203.0.113.10 ", None),
            (P::Address, "10.0.0.1/24", Some(F::BadAddress)),
            (P::Address, "fd00::1", Some(F::BadAddress)),
            (P::Asn, "", None),
            (P::Asn, "65010", None),
            (P::Asn, "45104", Some(F::OwnAsn)),
            (P::Asn, "0", Some(F::BadAsn)),
            (P::Asn, "4294967296", Some(F::BadAsn)),
            (P::Name, "", None),
            (P::Name, "http://fra", Some(F::BadName)),
            (P::Name, &long, Some(F::BadName)),
            (P::Description, "http://wiki/fra", None),
            (P::Description, &long, Some(F::BadName)),
        ] {
            assert_eq!(check_gateway_field(part, text), flaw, "{part:?} {text:?}");
        }
    }
}
