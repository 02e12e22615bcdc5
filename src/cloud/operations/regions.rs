//! `DescribeRegions`: a cheap call, which also tells whether key and clock are right. And
//! `CheckVpnBgpEnabled`: what a region can do.

use crate::rpc::Params;

use super::super::client::Client;
use super::super::failure::CallFailure;
use super::super::response::ApiResponse;
use super::json_node::JsonNode;
use super::product;

/// A region as the service lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionRow {
    /// For example `eu-central-1`.
    pub id: String,
    /// Its English name, as far as the service gives one.
    pub name: Option<String>,
    /// The host that serves it, as far as the service gives one.
    pub endpoint: Option<String>,
}

impl Client {
    /// All regions, with English names.
    ///
    /// # Errors
    /// What the last attempt met with.
    pub async fn regions(&self) -> Result<ApiResponse<Vec<RegionRow>>, CallFailure> {
        let params = Params::from_iter([("AcceptLanguage", "en-US")]);
        let reply = self.send_with_retry(product::DESCRIBE_REGIONS, &params).await?;
        Ok(reply.map(|answer| {
            let rows = JsonNode::of(&answer).rows("Regions", "Region");
            rows.iter().filter_map(region).collect()
        }))
    }
}

impl Client {
    /// Whether IPsec-VPN connections of this region can run BGP (`CheckVpnBgpEnabled`); none where the
    /// answer does not say.
    ///
    /// # Errors
    /// What the last attempt met with. A user whose permissions are limited to a resource group is refused.
    pub async fn bgp_support(
        &self,
        region: &str,
    ) -> Result<ApiResponse<Option<bool>>, CallFailure> {
        let params = Params::from_iter([("RegionId", region)]);
        let reply = self.send_with_retry(product::CHECK_VPN_BGP_ENABLED, &params).await?;
        Ok(reply.map(|answer| JsonNode::of(&answer).flag("BgpEnabled")))
    }
}

fn region(row: &JsonNode<'_>) -> Option<RegionRow> {
    Some(RegionRow {
        id: row.text("RegionId")?,
        name: row.text("LocalName"),
        endpoint: row.text("RegionEndpoint"),
    })
}
