//! `CreateVpnAttachment`, once. Whether it is sent again is decided by whoever keeps the journal.

use crate::rpc::Params;

use super::super::attempt::DRY_RUN_PASSED;
use super::super::client::Client;
use super::super::failure::{CallError, Failed};
use super::super::reply::ApiReply;
use super::incomplete::incomplete;
use super::product;
use super::view::View;

/// What became of an attempt that did not fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// There is a new connection, or this client token's connection from before.
    Created(Created),
    /// The service found nothing wrong and created nothing, as asked by `DryRun`.
    DryRunPassed,
}

/// The connection that was created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    /// `vco-…`.
    pub id: String,
    /// As given.
    pub name: Option<String>,
    /// Unix time in milliseconds.
    pub create_time_ms: Option<i64>,
}

impl Client {
    /// Sends `CreateVpnAttachment` once; only a wrong clock, which the service refuses before all
    /// else, is corrected and leads to a second request.
    ///
    /// # Errors
    /// Whatever is not a success. A success without an id counts as lost.
    pub async fn create_vpn_attachment_once(
        &self,
        params: &Params,
    ) -> Result<ApiReply<Attempt>, Failed> {
        let limit = self.timeouts().create;
        match self.attempt(product::CREATE_VPN_ATTACHMENT, params, limit).await {
            Ok(reply) => {
                let view = View::of(&reply.value);
                let Some(id) = view.text("VpnConnectionId") else {
                    return Err(incomplete(self, &reply, "VpnConnectionId"));
                };
                let name = view.text("Name");
                let create_time_ms = view.whole("CreateTime");
                Ok(reply.map(|_| Attempt::Created(Created { id, name, create_time_ms })))
            }
            Err(failed) => passed(params, failed),
        }
    }
}

/// A passed dry run comes as an error; without having been asked for it stays one.
fn passed(params: &Params, failed: Failed) -> Result<ApiReply<Attempt>, Failed> {
    let asked = params.open("DryRun").is_some_and(|flag| flag.eq_ignore_ascii_case("true"));
    match &failed.error {
        CallError::Refused(error) if asked && error.code == DRY_RUN_PASSED => Ok(ApiReply {
            value: Attempt::DryRunPassed,
            request_id: error.request_id.clone(),
            sandbox: failed.sandbox,
            attempts: failed.attempts,
        }),
        _ => Err(failed),
    }
}
