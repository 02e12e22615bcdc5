//! Why the service did not do what a verb asked of it, for a person and as a line of JSON.

use serde_json::json;

use crate::explain::{Refusal, explain, explain_gateway};
use crate::flow::{ServiceFailure, ServiceFailureKind};
use crate::text::printable;

use super::exit::Exit;
use super::output::Output;

/// Tells why a call failed; only a creation, which has a token, can have been carried out unseen.
pub fn report_failure(output: &Output, trouble: &ServiceFailure, token: Option<&str>) -> Exit {
    let marked = |text: &str| match trouble.sandbox {
        true => format!("{}: {text}", output.texts.say("sandbox")),
        false => text.to_owned(),
    };
    let (outcome, exit) = match (&trouble.kind, token) {
        (ServiceFailureKind::Refused(refusal), _) => {
            let (meaning, remedy) = refused(output, refusal, trouble.sandbox, token);
            output.print_error(&marked(&output.texts.with_label(&refusal.code, &meaning)));
            output.note(&remedy);
            return Exit::Refused;
        }
        (ServiceFailureKind::Lost, Some(_)) => ("unknown", Exit::Unknown),
        (ServiceFailureKind::Lost, None) => ("failed", Exit::Failed),
        (
            ServiceFailureKind::SignIn(_)
            | ServiceFailureKind::NoClient
            | ServiceFailureKind::NotSent,
            _,
        ) => ("not-sent", Exit::Failed),
    };
    print_failure(output, outcome, &trouble.text, token, trouble.sandbox);
    output.print_error(&marked(&trouble.text));
    exit
}

/// In JSON every run has a line, whatever became of it.
pub fn print_failure(
    output: &Output,
    outcome: &str,
    why: &str,
    token: Option<&str>,
    sandbox: bool,
) {
    if output.is_json() {
        output.json(&json!({
            "outcome": outcome, "message": why, "client_token": token, "sandbox": sandbox,
        }));
    }
}

/// What a refusal means and what to do about it; in JSON the line is written as well.
fn refused(
    output: &Output,
    refusal: &Refusal,
    sandbox: bool,
    token: Option<&str>,
) -> (String, String) {
    let mut found = explain(&output.texts, refusal, None);
    // Only a creation has a token.
    if token.is_some() {
        match explain_gateway(&output.texts, refusal) {
            Some((meaning, remedy)) => (found.meaning, found.remedy) = (meaning, remedy),
            None if !found.known => {
                found.remedy = output.texts.say("explain-gateway-refused-remedy");
            }
            None => {}
        }
    }
    if output.is_json() {
        let message = printable(refusal.message.as_deref().unwrap_or_default());
        output.json(&json!({
            "outcome": "refused", "code": refusal.code, "message": message,
            "meaning": found.meaning, "remedy": found.remedy, "request_id": refusal.request_id,
            "client_token": token, "sandbox": sandbox,
        }));
    }
    (found.meaning, found.remedy)
}
