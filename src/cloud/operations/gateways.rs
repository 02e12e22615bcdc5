//! Customer gateways: the service's records of the peers' addresses.

use futures_util::stream::Stream;

use crate::connection::Secret;
use crate::rpc::Params;

use super::super::client::Client;
use super::super::failure::CallFailure;
use super::super::response::ApiResponse;
use super::incomplete::missing_field_failure;
use super::json_node::JsonNode;
use super::paging::{Listing, Page};
use super::product;

/// A customer gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerGateway {
    /// `cgw-…`.
    pub id: String,
    /// The name given to it.
    pub name: Option<String>,
    /// What else was written about it.
    pub description: Option<String>,
    /// The peer's address.
    pub ip: Option<String>,
    /// The peer's number for BGP; absent when none is set, for which the service may say 0.
    pub asn: Option<u32>,
    /// The MD5 key of BGP.
    pub auth_key: Option<Secret>,
    /// Unix time in milliseconds.
    pub create_time_ms: Option<i64>,
}

/// A customer gateway to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGateway {
    /// Where; connection and transit router have to be in the same region.
    pub region: String,
    /// The peer's static address.
    pub ip: String,
    /// 1 to 100 characters.
    pub name: Option<String>,
    /// 1 to 100 characters.
    pub description: Option<String>,
    /// The peer's number for BGP, 1 to 4294967295 but not 45104. It cannot be changed later.
    pub asn: Option<u32>,
    /// The MD5 key of BGP, 1 to 64 ASCII characters without blank or `?`.
    pub auth_key: Option<Secret>,
    /// At most 64 ASCII characters, chosen once for this gateway: it makes a repeated request safe.
    pub client_token: String,
    /// `rg-…`; absent means the default group.
    pub resource_group: Option<String>,
}

/// A customer gateway that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatedGateway {
    /// `cgw-…`.
    pub id: String,
    /// Unix time in milliseconds.
    pub create_time_ms: Option<i64>,
}

impl Client {
    /// The customer gateways of a region, page by page as they come.
    pub fn gateways(
        &self,
        region: &str,
    ) -> impl Stream<Item = Result<Page<CustomerGateway>, CallFailure>> + Send + use<> {
        let listing = Listing {
            client: self.clone(),
            operation: product::DESCRIBE_CUSTOMER_GATEWAYS,
            params: Params::from_iter([("RegionId", region)]),
            list: ("CustomerGateways", "CustomerGateway"),
            read: gateway,
            id: |gateway: &CustomerGateway| &gateway.id,
        };
        listing.pages()
    }

    /// Makes a customer gateway, again and again with the same client token if need be.
    ///
    /// # Errors
    /// What the last attempt met with; after a lost answer the gateway may exist.
    pub async fn create_gateway(
        &self,
        wanted: &NewGateway,
    ) -> Result<ApiResponse<CreatedGateway>, CallFailure> {
        let params = wanted.params();
        let reply = self.send_idempotent(product::CREATE_CUSTOMER_GATEWAY, &params).await?;
        let view = JsonNode::of(&reply.value);
        match view.text("CustomerGatewayId") {
            Some(id) => {
                let create_time_ms = view.whole("CreateTime");
                Ok(reply.map(|_| CreatedGateway { id, create_time_ms }))
            }
            None => Err(missing_field_failure(self.endpoint().host(), &reply, "CustomerGatewayId")),
        }
    }
}

impl NewGateway {
    fn params(&self) -> Params {
        let mut params = Params::from_iter([
            ("RegionId", self.region.as_str()),
            ("IpAddress", &self.ip),
            ("ClientToken", &self.client_token),
        ]);
        let asn = self.asn.map(|asn| asn.to_string());
        params.insert_present([
            ("Name", &self.name),
            ("Description", &self.description),
            ("Asn", &asn),
            ("ResourceGroupId", &self.resource_group),
        ]);
        if let Some(key) = &self.auth_key {
            params.insert_secret("AuthKey", key.clone());
        }
        params
    }
}

fn gateway(row: &JsonNode<'_>) -> Option<CustomerGateway> {
    Some(CustomerGateway {
        id: row.text("CustomerGatewayId")?,
        name: row.text("Name"),
        description: row.text("Description"),
        ip: row.text("IpAddress"),
        asn: row.whole("Asn").filter(|asn| *asn != 0),
        auth_key: row.key("AuthKey"),
        create_time_ms: row.whole("CreateTime"),
    })
}
