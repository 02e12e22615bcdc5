//! Changes of a connection in words: what became of one, why one is not made, what one would do.

use crate::connection::FieldPath;
use crate::drafts::KeyReference;
use crate::drafts::diff::{Cell, Difference};
use crate::drafts::import::reference_text;
use crate::drafts::journal::ChangeKind;
use crate::explain::{Refusal, explain};
use crate::flow::{ChangeDone, ChangeOutcome, ChangeReport};
use crate::text::{Texts, printable};

use super::routes::routes as routes_told;
use super::trouble::product_trouble;
use super::{ChangeWords, FrontEnd, Status};

/// Puts the end of a change of the connection `id` into words.
pub fn changed(
    texts: &Texts,
    front: FrontEnd,
    id: &str,
    kind: ChangeKind,
    report: &ChangeReport,
) -> ChangeWords {
    let words = |status, lines| ChangeWords { status, lines };
    let not_sent = |why: String| words(Status::Failure, vec![why, texts.say("change-not-sent")]);
    match &report.outcome {
        ChangeOutcome::Done(done) => {
            let how = if report.routes.is_some() { "attached" } else { "done" };
            let mut lines = vec![change_done(texts, how, kind, id, done)];
            let mut status = Status::Success;
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
            let head = texts.labelled(&error.code, &found.meaning);
            words(Status::Failure, vec![printable(&head).into_owned(), found.remedy])
        }
        ChangeOutcome::NotSent(error) => not_sent(texts.tell(error)),
        ChangeOutcome::NotRecorded(error) => not_sent(texts.tell(error)),
        ChangeOutcome::Interrupted => words(Status::Neutral, vec![texts.say("change-interrupted")]),
        ChangeOutcome::Unknown(error) => {
            let why = error.as_ref().map(|error| texts.tell(error));
            let remedy = front.choose("change-unknown-wizard", "change-unknown");
            words(Status::Unknown, why.into_iter().chain([texts.say(remedy)]).collect())
        }
        ChangeOutcome::Trouble(product, trouble) => {
            words(Status::Failure, product_trouble(texts, *product, trouble))
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
    texts.say_with(&format!("change-{}-{how}", kind.name()), &args)
}

/// A value of a comparison; none for a key, which is never told.
pub fn cell(texts: &Texts, cell: &Cell) -> Option<String> {
    match cell {
        Cell::Absent => Some(texts.say("diff-absent")),
        Cell::Text(text) if text.is_empty() => Some("\"\"".to_owned()),
        Cell::Text(text) => Some(printable(text).into_owned()),
        Cell::Key => None,
        Cell::Reference(KeyReference::Sealed(sealed)) => {
            let count = sealed.recipients().len();
            Some(texts.say_with("diff-sealed", &[("count", count.into())]))
        }
        Cell::Reference(reference) => Some(printable(&reference_text(reference)).into_owned()),
    }
}

/// What a modification would change of one field, in a line: from the value in force to the draft's.
pub fn modification(texts: &Texts, difference: &Difference) -> String {
    let name = FieldPath::from_wire(&difference.name)
        .map_or_else(|| printable(&difference.name).into_owned(), |path| texts.place(path));
    let args = match (cell(texts, &difference.right), cell(texts, &difference.left)) {
        (None, None) => {
            return texts.say_with("change-other-key", &[("field", name.into())]);
        }
        (from, to) => {
            let key = || texts.say("diff-key");
            let (from, to) = (from.unwrap_or_else(key), to.unwrap_or_else(key));
            [("field", name.into()), ("from", from.into()), ("to", to.into())]
        }
    };
    texts.say_with("change-value", &args)
}
