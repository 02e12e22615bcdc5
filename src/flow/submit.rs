//! Creates one connection, exactly once.

use crate::cloud::Client;
use crate::connection::Connection;

use super::submission::{
    Stop, Submission, SubmissionPlan, SubmitOutcome, SubmitStep, stop_requested,
};
use super::submission_log::JournalContext;

mod begin;
mod run;

use run::SubmissionRun;

/// Creates the connection, or finds out why not.
///
/// An attempt is repeated only where the service says that it carried out nothing and that later may
/// be better, or where its answer was lost, and always with the same client token. After a lost
/// answer the connection is looked for first.
///
/// With a `record`, token and request are on disk before the first byte leaves, and a submission of
/// the same request that an earlier run left open is taken up: its connection is looked for, then the
/// request goes out with the token it had.
pub async fn submit(
    client: &Client,
    connection: Connection,
    plan: SubmissionPlan,
    record: Option<JournalContext>,
    mut stop: Stop,
    report: &mut (dyn FnMut(SubmitStep) + Send),
) -> Submission {
    let mut run = SubmissionRun::new(client, connection, plan, report);
    // Its own look, for below a running submission comes before a request to stop: an answer that is
    // there already is worth more.
    let begun = if *stop.borrow() {
        Err(SubmitOutcome::Interrupted)
    } else {
        run.begin(record, &mut stop).await
    };
    let outcome = match begun {
        Ok(()) => tokio::select! {
            biased;
            outcome = run.until_finished() => outcome,
            () = stop_requested(&mut stop) => run.interrupted(),
        },
        Err(outcome) => outcome,
    };
    let made_before = run.record(&outcome).await;
    Submission {
        outcome,
        client_token: run.plan.client_token.to_string(),
        attempts: run.attempts,
        sandbox: run.sandbox,
        overridden: run.overridden,
        made_before,
        is_recorded: run.log.is_some(),
        held_back: run.held_back,
    }
}
