//! `CreateVpnAttachment`, once. Whether it is sent again is decided by whoever keeps the journal.

use crate::rpc::Params;
use crate::rpc::codes::DRY_RUN_PASSED;

use super::super::client::Client;
use super::super::failure::{CallError, CallFailure};
use super::super::response::ApiResponse;
use super::incomplete::missing_field_failure;
use super::json_node::JsonNode;
use super::product;

/// What became of an attempt that did not fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CreationOutcome {
    /// There is a new connection, or this client token's connection from before.
    Created(CreatedConnection),
    /// The service found nothing wrong and created nothing, as asked by `DryRun`.
    DryRunPassed,
}

/// The connection that was created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatedConnection {
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
    ) -> Result<ApiResponse<CreationOutcome>, CallFailure> {
        match self.send_once(product::CREATE_VPN_ATTACHMENT, params).await {
            Ok(reply) => {
                let view = JsonNode::of(&reply.value);
                let Some(id) = view.text("VpnConnectionId") else {
                    return Err(missing_field_failure(
                        self.endpoint().host(),
                        &reply,
                        "VpnConnectionId",
                    ));
                };
                let name = view.text("Name");
                let create_time_ms = view.whole("CreateTime");
                Ok(reply.map(|_| {
                    CreationOutcome::Created(CreatedConnection { id, name, create_time_ms })
                }))
            }
            Err(failed) => passed(params, failed),
        }
    }
}

/// A passed dry run comes as an error; without having been asked for it stays one.
fn passed(
    params: &Params,
    failed: CallFailure,
) -> Result<ApiResponse<CreationOutcome>, CallFailure> {
    let asked = params.plain_text("DryRun").is_some_and(|flag| flag.eq_ignore_ascii_case("true"));
    match &failed.error {
        CallError::Refused(error) if asked && error.code == DRY_RUN_PASSED => Ok(ApiResponse {
            value: CreationOutcome::DryRunPassed,
            request_id: error.request_id.clone(),
            sandbox: failed.sandbox,
            attempts: failed.attempts,
        }),
        _ => Err(failed),
    }
}
