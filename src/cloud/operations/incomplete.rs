//! An answer that says success and lacks what was asked for.

use super::super::client::Client;
use super::super::error_mapping;
use super::super::failure::{CallError, CallFailure, LostResponseCause};
use super::super::response::ApiResponse;

/// The error for success without `what`. Something may have been made, so the answer counts as lost.
pub(super) fn missing_field_failure<T>(
    client: &Client,
    reply: &ApiResponse<T>,
    what: &'static str,
) -> CallFailure {
    let mut error =
        error_mapping::lost(client.endpoint().host(), LostResponseCause::Incomplete(what));
    if let CallError::Lost(lost) = &mut error {
        lost.request_id.clone_from(&reply.request_id);
    }
    CallFailure { error, sandbox: reply.sandbox, attempts: 1, retry_after: None }
}
