//! An answer that says success and lacks what was asked for.

use super::super::causes;
use super::super::client::Client;
use super::super::failure::{CallError, Failed, LostCause};
use super::super::reply::ApiReply;

/// The error for success without `what`. Something may have been made, so the answer counts as lost.
pub(super) fn incomplete<T>(client: &Client, reply: &ApiReply<T>, what: &'static str) -> Failed {
    let mut error = causes::lost(client.endpoint().host(), LostCause::Incomplete(what));
    if let CallError::Lost(lost) = &mut error {
        lost.request_id.clone_from(&reply.request_id);
    }
    Failed { error, sandbox: reply.sandbox, attempts: 1, retry_after: None }
}
