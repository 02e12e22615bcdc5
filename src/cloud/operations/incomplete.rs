//! An answer that says success and lacks what was asked for.

use super::super::failure::{CallError, CallFailure, LostResponse, LostResponseCause};
use super::super::response::ApiResponse;

/// The error for success without `what`. Something may have been made, so the answer counts as lost.
pub(super) fn missing_field_failure<T>(
    host: &str,
    reply: &ApiResponse<T>,
    what: &'static str,
) -> CallFailure {
    let cause = LostResponseCause::Incomplete(what);
    let request_id = reply.request_id.clone();
    let error = CallError::Lost(LostResponse { host: host.to_owned(), cause, request_id });
    CallFailure { error, sandbox: reply.sandbox, attempts: 1, retry_after: None }
}
