//! `tunnelsmith policy`: what a RAM user must be allowed to do.

use serde_json::json;

use crate::cloud::{OPERATIONS, OperationAccess};

use super::args::PolicyArgs;
use super::exit::Exit;
use super::output::Output;

/// Prints a policy of one statement. Whatever is created has no id yet that a resource could name, so
/// that every action is allowed on all of them (API reference, `CreateVpnAttachment`).
pub fn run(wanted: &PolicyArgs, output: &Output) -> Exit {
    let is_wanted = |access| match access {
        OperationAccess::Read => true,
        OperationAccess::Write => !wanted.read_only,
        OperationAccess::Trust | OperationAccess::Open => false,
    };
    let operations = OPERATIONS.iter().filter(|operation| is_wanted(operation.access));
    let actions: Vec<String> = operations.map(|operation| operation.ram_action()).collect();
    let policy = json!({
        "Version": "1",
        "Statement": [{ "Effect": "Allow", "Action": actions, "Resource": "*" }],
    });
    if output.is_json() {
        output.json(&policy);
    } else {
        // A value made of texts alone can be written.
        output.line(&serde_json::to_string_pretty(&policy).unwrap_or_default());
        output.note(&output.texts.say("policy-role"));
    }
    Exit::Done
}
