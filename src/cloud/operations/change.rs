//! Changing and deleting a connection: `ModifyVpnAttachmentAttribute` and `DeleteVpnAttachment`.

use crate::connection::Token;
use crate::rpc::Params;

use super::super::client::Client;
use super::super::failure::CallFailure;
use super::super::response::ApiResponse;
use super::connections::{VpnConnection, connection};
use super::json_node::JsonNode;
use super::product;

impl Client {
    /// Changes a connection to what `params` say, with their client token again and again if need be;
    /// [`modification`](crate::rpc::modification) makes them. What is answered is in force only once
    /// the connection is no longer `updating`.
    ///
    /// # Errors
    /// What the last attempt met with; after a lost answer the change may be under way.
    pub async fn modify_connection(
        &self,
        params: &Params,
    ) -> Result<ApiResponse<VpnConnection>, CallFailure> {
        let reply = self.send_idempotent(product::MODIFY_VPN_ATTACHMENT_ATTRIBUTE, params).await?;
        let asked = params.plain_text("VpnConnectionId").unwrap_or_default().to_owned();
        Ok(reply.map(|answer| {
            let view = JsonNode::of(&answer);
            connection(&view, view.text("VpnConnectionId").unwrap_or(asked))
        }))
    }

    /// Deletes a connection that is bound to nothing, with the client token again and again if need
    /// be.
    ///
    /// # Errors
    /// What the last attempt met with; after a lost answer the connection may be gone.
    pub async fn delete_connection(
        &self,
        region: &str,
        id: &str,
        token: &Token,
    ) -> Result<ApiResponse<()>, CallFailure> {
        let params = Params::from_iter([
            ("RegionId", region),
            ("VpnConnectionId", id),
            ("ClientToken", token.as_str()),
        ]);
        let reply = self.send_idempotent(product::DELETE_VPN_ATTACHMENT, &params).await?;
        Ok(reply.map(|_| ()))
    }
}
