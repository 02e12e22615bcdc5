//! Tags of a connection: `TagResources`, `UnTagResources`, `ListTagResources`.

use crate::rpc::Params;

use super::super::client::Client;
use super::super::failure::CallFailure;
use super::super::response::ApiResponse;
use super::paging::fetch_all_pages;
use super::product;

/// What the service calls a connection here. Its printed list lacks the word; the vendor's Terraform
/// provider uses it.
const RESOURCE_TYPE: &str = "VPNATTACHMENT";

impl Client {
    /// Puts tags on a connection, 20 at most; a key that is there gets the new value. Harmless to
    /// repeat.
    ///
    /// # Errors
    /// What the last attempt met with.
    pub async fn tag(
        &self,
        region: &str,
        id: &str,
        tags: &[(String, String)],
    ) -> Result<ApiResponse<()>, CallFailure> {
        let mut params = of(region, id);
        for (number, (key, value)) in (1..).zip(tags) {
            params.insert(format!("Tag.{number}.Key"), key);
            params.insert(format!("Tag.{number}.Value"), value);
        }
        let limit = self.timeouts().create;
        Ok(self.send_with_retry(product::TAG_RESOURCES, &params, limit).await?.map(|_| ()))
    }

    /// Takes tags off a connection by their keys. Harmless to repeat.
    ///
    /// # Errors
    /// What the last attempt met with.
    pub async fn untag(
        &self,
        region: &str,
        id: &str,
        keys: &[String],
    ) -> Result<ApiResponse<()>, CallFailure> {
        let mut params = of(region, id);
        params.insert_list("TagKey", keys);
        let limit = self.timeouts().create;
        Ok(self.send_with_retry(product::UNTAG_RESOURCES, &params, limit).await?.map(|_| ()))
    }

    /// The tags of a connection, keys with values.
    ///
    /// # Errors
    /// What the last attempt met with.
    pub async fn tags(
        &self,
        region: &str,
        id: &str,
    ) -> Result<ApiResponse<Vec<(String, String)>>, CallFailure> {
        let list = ("TagResources", "TagResource");
        fetch_all_pages(self, product::LIST_TAG_RESOURCES, of(region, id), list, |row| {
            Some((row.text("TagKey")?, row.text("TagValue").unwrap_or_default()))
        })
        .await
    }
}

fn of(region: &str, id: &str) -> Params {
    Params::from_iter([("RegionId", region), ("ResourceType", RESOURCE_TYPE), ("ResourceId.1", id)])
}
