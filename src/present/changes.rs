//! Changes of a connection in words: what became of one, why one is not made, what one would do.

use crate::connection::FieldPath;
use crate::drafts::KeyReference;
use crate::drafts::diff::{DiffValue, Difference};
use crate::drafts::import::reference_text;
use crate::drafts::journal::ChangeKind;
use crate::explain::{Refusal, explain};
use crate::flow::{ChangeDone, ChangeOutcome, ChangeReport};
use crate::text::{Texts, printable};

use super::routes::routes as routes_told;
use super::trouble::product_trouble;
use super::{ChangeText, FrontEnd, OutcomeStatus};

/// Puts the end of a change of the connection `id` into words.
pub fn changed(
    texts: &Texts,
    front: FrontEnd,
    id: &str,
    kind: ChangeKind,
    report: &ChangeReport,
) -> ChangeText {
    let words = |status, lines| ChangeText { status, lines };
    let not_sent =
        |why: String| words(OutcomeStatus::Failure, vec![why, texts.say("change-not-sent")]);
    match &report.outcome {
        ChangeOutcome::Done(done) => {
            let how = if report.routes.is_some() { "attached" } else { "done" };
            let mut lines = vec![change_done(texts, how, kind, id, done)];
            let mut status = OutcomeStatus::Success;
            if done.looked_up {
                lines.push(texts.say("change-looked-up"));
            }
            if let Some(routes) = &report.routes {
                let told = routes_told(texts, front, id, routes);
                lines.extend(told.lines);
                status = front.choose(told.status, status);
            }
            words(status, lines)
        }
        ChangeOutcome::Refused(error) => {
            let found = explain(texts, &Refusal::from(&**error), None);
            let head = texts.with_label(&error.code, &found.meaning);
            words(OutcomeStatus::Failure, vec![printable(&head).into_owned(), found.remedy])
        }
        ChangeOutcome::NotSent(error) => not_sent(texts.format_message(error)),
        ChangeOutcome::NotRecorded(error) => not_sent(texts.format_message(error)),
        ChangeOutcome::Interrupted => {
            words(OutcomeStatus::Neutral, vec![texts.say("change-interrupted")])
        }
        ChangeOutcome::Unknown(error) => {
            let why = error.as_ref().map(|error| texts.format_message(error));
            let remedy = front.choose("change-unknown-wizard", "change-unknown");
            words(OutcomeStatus::Unknown, why.into_iter().chain([texts.say(remedy)]).collect())
        }
        ChangeOutcome::Trouble(product, trouble) => {
            words(OutcomeStatus::Failure, product_trouble(texts, *product, trouble))
        }
    }
}

/// That it is done, or was so `already`.
pub fn change_done(
    texts: &Texts,
    how: &str,
    kind: ChangeKind,
    id: &str,
    done: &ChangeDone,
) -> String {
    let router = done.router.clone().unwrap_or_else(|| "-".to_owned());
    let args = [("id", id.to_owned().into()), ("router", router.into())];
    texts.format(&format!("change-{}-{how}", kind.name()), &args)
}

/// A value of a comparison; none for a key, which is never told.
pub fn cell(texts: &Texts, cell: &DiffValue) -> Option<String> {
    match cell {
        DiffValue::Absent => Some(texts.say("diff-absent")),
        DiffValue::Text(text) if text.is_empty() => Some("\"\"".to_owned()),
        DiffValue::Text(text) => Some(printable(text).into_owned()),
        DiffValue::Key => None,
        DiffValue::Reference(KeyReference::Sealed(sealed)) => {
            let count = sealed.recipients().len();
            Some(texts.format("diff-sealed", &[("count", count.into())]))
        }
        DiffValue::Reference(reference) => Some(printable(&reference_text(reference)).into_owned()),
    }
}

/// What a modification would change of one field, in a line: from the value in force to the draft's.
pub fn modification(texts: &Texts, difference: &Difference) -> String {
    let name = FieldPath::from_wire(&difference.name)
        .map_or_else(|| printable(&difference.name).into_owned(), |path| texts.path_label(path));
    let args = match (cell(texts, &difference.right), cell(texts, &difference.left)) {
        (None, None) => {
            return texts.format("change-other-key", &[("field", name.into())]);
        }
        (from, to) => {
            let key = || texts.say("diff-key");
            let (from, to) = (from.unwrap_or_else(key), to.unwrap_or_else(key));
            [("field", name.into()), ("from", from.into()), ("to", to.into())]
        }
    };
    texts.format("change-value", &args)
}
