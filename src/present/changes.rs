//! Changes of a connection in words: what became of one, why one is not made, what one would do.

use crate::connection::FieldPath;
use crate::drafts::KeyReference;
use crate::drafts::diff::{Cell, Difference};
use crate::drafts::import::reference_text;
use crate::drafts::journal::ChangeKind;
use crate::explain::{Refusal, explain};
use crate::flow::{
    AskedProduct, ChangeDone, ChangeOutcome, ChangeReport, ServiceTrouble, TroubleKind,
};
use crate::text::{Texts, printable};

use super::{FrontEnd, Status};

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeWords {
    /// How it is set off.
    pub status: Status,
    /// What happened, then what it means and what to do: a sentence or two each.
    pub lines: Vec<String>,
}

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
            let mut lines = vec![change_done(texts, "done", kind, id, done)];
            if done.looked_up {
                lines.push(texts.say("change-looked-up"));
            }
            words(Status::Success, lines)
        }
        ChangeOutcome::Refused(error) => {
            let found = explain(texts, &Refusal::from(&**error), None);
            let head = format!("{}: {}", error.code, found.meaning);
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

/// What a trouble means and what to do about it; a refusal in the words there are for its code.
pub fn trouble(texts: &Texts, trouble: &ServiceTrouble) -> String {
    match &trouble.kind {
        TroubleKind::Refused(refusal) => {
            let explanation = explain(texts, refusal, None);
            format!("{} {}", explanation.meaning, explanation.remedy)
        }
        _ => trouble.text.clone(),
    }
}

/// The same of one of the two products, each with its endpoint and permissions.
pub fn product_trouble(
    texts: &Texts,
    product: AskedProduct,
    about: &ServiceTrouble,
) -> Vec<String> {
    let hint = match product {
        AskedProduct::Cen => cen_hint(about),
        AskedProduct::Vpc => return vec![trouble(texts, about)],
    };
    let head = match &about.kind {
        // What there is to say of the code elsewhere is about VPC.
        TroubleKind::Refused(refusal) => printable(&refusal.code).into_owned(),
        _ => trouble(texts, about),
    };
    vec![head, texts.say(hint)]
}

/// The message about what CEN's own endpoint and permissions have to do with a trouble.
pub fn cen_hint(trouble: &ServiceTrouble) -> &'static str {
    match &trouble.kind {
        TroubleKind::Refused(refusal) => {
            let is_unknown = |start: &str| refusal.code.starts_with(start);
            match is_unknown("InvalidAction") || is_unknown("InvalidVersion") {
                true => "cen-not-served",
                false => "cen-permission",
            }
        }
        _ => "cen-unreachable",
    }
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
