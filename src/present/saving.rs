//! What has to be told of a draft that is written.

use crate::drafts::store::{SaveOutcome, SaveReport};
use crate::text::Texts;

/// That it lies elsewhere than it was meant to, and what is doubtful about it; empty where nothing is.
pub fn save_remarks(texts: &Texts, saved: &SaveReport) -> Vec<String> {
    let name = ("name", saved.name.to_string().into());
    let beside = match saved.outcome {
        SaveOutcome::Written | SaveOutcome::Unchanged => None,
        SaveOutcome::Conflict => Some("save-conflict"),
        SaveOutcome::Unreadable => Some("save-unreadable"),
    };
    let beside = beside.map(|id| texts.format(id, &[name]));
    beside.into_iter().chain(save_doubts(texts, saved)).collect()
}

/// What is doubtful about a draft that is written, a line each.
pub fn save_doubts(texts: &Texts, saved: &SaveReport) -> impl Iterator<Item = String> {
    saved.doubts.iter().map(move |doubt| {
        let args = [("name", saved.name.to_string().into()), ("why", doubt.why().into())];
        texts.format(&format!("save-{}", doubt.name()), &args)
    })
}
