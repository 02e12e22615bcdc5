//! Dry runs that go before the creation.

use super::prepared::PreparedDraft;
use super::progress::ProgressLine;
use super::result::DraftResult;
use super::run::{RunContext, unsent};

/// Lets the service check every draft; nothing is created.
///
/// # Errors
/// The result of every draft, in order: not every one would be accepted.
pub(super) async fn rehearse(
    drafts: &[(usize, PreparedDraft)],
    context: &RunContext<'_>,
    progress: &ProgressLine<'_>,
) -> Result<(), Vec<DraftResult>> {
    let (rehearsed, mut results) = rehearsals(drafts);
    let mut finished = |result: DraftResult| {
        progress.finished(result.end.outcome());
        progress.draw();
        results.push(result);
    };
    context.run(rehearsed, progress, &mut finished).await;
    progress.clear();
    let texts = &context.output.texts;
    if results.iter().all(|result| result.end.is_success()) {
        context.output.note(&texts.say("replay-rehearsal-passed"));
        return Ok(());
    }
    context.output.note(&texts.say("replay-rehearsal-failed"));
    results.sort_by_key(|result| result.place);
    Err(results)
}

/// Dry runs of what can be rehearsed, and the results of what cannot, should the rehearsal fail.
fn rehearsals(
    prepared: &[(usize, PreparedDraft)],
) -> (Vec<(usize, PreparedDraft)>, Vec<DraftResult>) {
    let mut rehearsed = Vec::new();
    let mut held = Vec::new();
    for (place, one) in prepared {
        let place = *place;
        match (one.rehearsal(), one) {
            (Some(one), _) => rehearsed.push((place, one)),
            (None, PreparedDraft::Ready(ready)) => {
                let (file, end) = unsent(ready.as_ref().clone());
                held.push(DraftResult { place, file, end, followed: None });
            }
            (None, _) => {}
        }
    }
    (rehearsed, held)
}
