//! Changing and deleting a connection: `ModifyVpnAttachmentAttribute` and `DeleteVpnAttachment`.

use crate::connection::Token;
use crate::rpc::Params;

use super::super::client::Client;
use super::super::failure::Failed;
use super::super::reply::ApiReply;
use super::connections::{VpnConnection, connection};
use super::product::vpc;
use super::view::View;

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
    ) -> Result<ApiReply<VpnConnection>, Failed> {
        let limit = self.timeouts().create;
        let reply = self.creation(vpc("ModifyVpnAttachmentAttribute"), params, limit).await?;
        let asked = params.open("VpnConnectionId").unwrap_or_default().to_owned();
        Ok(reply.map(|answer| {
            let view = View::of(&answer);
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
    ) -> Result<ApiReply<()>, Failed> {
        let params = Params::from_iter([
            ("RegionId", region),
            ("VpnConnectionId", id),
            ("ClientToken", token.as_str()),
        ]);
        let limit = self.timeouts().create;
        let reply = self.creation(vpc("DeleteVpnAttachment"), &params, limit).await?;
        Ok(reply.map(|_| ()))
    }
}
