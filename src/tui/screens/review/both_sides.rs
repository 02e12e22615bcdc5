//! Both ends of the tunnels held against each other, in the order in which the differences would be felt.

use ratatui::text::Line;

use crate::connection::Origin;
use crate::peer::{EndDifference, EndVerdict};
use crate::present::{difference_line, difference_reason, end_value, felt_when};
use crate::text::printable;
use crate::tui::action::{Action, Area};
use crate::tui::app::{App, Screen};
use crate::tui::document::Document;
use crate::tui::effect::Effect;
use crate::tui::steps::WizardStep;
use crate::tui::theme::Role;
use crate::tui::widgets::text::{hanging, paragraph};

/// A field of a tunnel of the draft, compared.
type Entry<'a> = (u16, &'a EndDifference);

/// What is compared: differences in the order in which they would be felt, then what is not known, then what
/// is the same.
pub(super) fn entries(document: &Document) -> Vec<Entry<'_>> {
    let all = document.compared().iter();
    let mut entries: Vec<Entry<'_>> =
        all.flat_map(|one| one.found.iter().map(move |found| (one.number, found))).collect();
    entries
        .sort_by_key(|(number, found)| (rank(found.verdict), found.when, found.after_s, *number));
    entries
}

fn rank(verdict: EndVerdict) -> u8 {
    match verdict {
        EndVerdict::Differs => 0,
        EndVerdict::Unknown => 1,
        EndVerdict::Agrees => 2,
    }
}

/// The heading that an entry stands below.
fn heading(app: &App, found: &EndDifference) -> (Role, String) {
    match found.verdict {
        EndVerdict::Differs if found.breaks() => (Role::Error, felt_when(&app.texts, found)),
        EndVerdict::Differs => (Role::Hint, felt_when(&app.texts, found)),
        EndVerdict::Unknown => (Role::Missing, app.texts.say("both-unknown")),
        EndVerdict::Agrees => (Role::Good, app.texts.say("both-same")),
    }
}

/// Why nothing is compared, where that is so.
fn nothing(app: &App, document: &Document) -> Option<String> {
    if document.reading().is_none() {
        return Some(app.texts.say("both-none"));
    }
    let unsure = document.pairing().unsure;
    let number =
        unsure.first().filter(|_| document.compared().iter().all(|one| one.found.is_empty()))?;
    Some(app.texts.say_with("device-which", &[("number", (*number).into())]))
}

/// The lines of the page, and the one that the keys are on.
pub(super) fn page(app: &App, document: &Document, columns: usize) -> (Vec<Line<'static>>, usize) {
    let theme = app.theme;
    if let Some(why) = nothing(app, document) {
        return (paragraph(&why, columns, theme.style(Role::Dim)), 0);
    }
    let marks = theme.marks();
    let (mut lines, mut at) = (Vec::new(), 0);
    let mut last = None;
    for (index, (number, found)) in entries(document).into_iter().enumerate() {
        let (role, head) = heading(app, found);
        if last.as_ref() != Some(&head) {
            lines.extend(paragraph(&head, columns, theme.style(role)));
            last = Some(head);
        }
        let is_here = index == app.review.entry.at;
        if is_here {
            at = lines.len();
        }
        let mark = match found.verdict {
            EndVerdict::Differs if found.breaks() => marks.error,
            EndVerdict::Differs => marks.hint,
            EndVerdict::Unknown => marks.missing,
            EndVerdict::Agrees => marks.done,
        };
        let mark = format!("{} {mark}", if is_here { marks.here } else { " " });
        let style = theme.style(if is_here { Role::Focus } else { Role::Plain });
        let text = printable(&line(app, document, number, found)).into_owned();
        lines.extend(hanging(&mark, theme.style(role), &text, columns, style));
    }
    (lines, at)
}

/// An entry in one line; a field by the name that the form has for it.
fn line(app: &App, document: &Document, number: u16, found: &EndDifference) -> String {
    let Some(path) = document.place_of(number, found) else {
        return difference_line(&app.texts, number, found);
    };
    let value = |side: &Option<String>| end_value(&app.texts, found.field, side.as_deref());
    let args = [
        ("field", app.texts.place(path).into()),
        ("here", value(&found.here).into()),
        ("there", value(&found.there).into()),
    ];
    let id = if found.verdict == EndVerdict::Agrees { "both-agrees" } else { "both-differs" };
    let text = app.texts.say_with(id, &args);
    match found.line {
        Some(line) => {
            let line = app.texts.say_with("peer-timeline-line", &[("line", line.into())]);
            app.texts.aside(&text, &line)
        }
        None => text,
    }
}

/// What is told of the entry that the keys are on: why it matters, and the repair on either side.
pub(super) fn advice(app: &App) -> Vec<(Role, String)> {
    let Some(document) = &app.document else { return Vec::new() };
    let entries = entries(document);
    let Some((number, found)) =
        entries.get(app.review.entry.at).filter(|_| nothing(app, document).is_none())
    else {
        return vec![(Role::Dim, app.texts.say("review-about-both"))];
    };
    let mut lines = vec![(heading(app, found).0, difference_reason(&app.texts, found))];
    if let Some(value) = &found.repair_here
        && let Some(path) = document.place_of(*number, found)
    {
        let key = app.keymap.shown(Area::Review, Action::Repair).unwrap_or_default();
        let args = [
            ("key", key.into()),
            ("field", app.texts.place(path).into()),
            ("value", value.clone().into()),
        ];
        lines.push((Role::Plain, app.texts.say_with("both-repair-here", &args)));
    }
    if !found.repair_there.is_empty() {
        lines.push((Role::Plain, app.texts.say("peer-timeline-there")));
        let there = found.repair_there.iter();
        lines.extend(there.map(|line| (Role::Plain, format!("  {}", printable(line)))));
    }
    lines
}

/// Enter on an entry leads to its field.
pub(super) fn enter(app: &mut App) -> Vec<Effect> {
    let Some(document) = &app.document else { return Vec::new() };
    if nothing(app, document).is_some() {
        return app.go(Screen::Step(WizardStep::Device));
    }
    let entries = entries(document);
    let path = entries
        .get(app.review.entry.at)
        .and_then(|(number, found)| document.place_of(*number, found));
    match path {
        Some(path) => app.go_to(path),
        None => {
            app.warn("both-no-field", &[]);
            Vec::new()
        }
    }
}

/// Writes the device's value into the draft.
pub(super) fn repair(app: &mut App) {
    let Some(document) = &mut app.document else { return };
    let repair = entries(document).get(app.review.entry.at).and_then(|(number, found)| {
        Some((document.place_of(*number, found)?, found.repair_here.clone()?))
    });
    match repair {
        Some((path, value)) => {
            document.choose(path, &value, Origin::Device);
            let field = app.texts.place(path);
            app.notify("both-repaired", &[("field", field.into()), ("value", value.into())]);
        }
        None => app.warn("nothing-to-repair", &[]),
    }
}

/// The page as a text: the timeline with reasons and repairs.
pub(super) fn text(app: &App, document: &Document) -> String {
    if let Some(why) = nothing(app, document) {
        return why;
    }
    let mut text = String::new();
    let mut last = None;
    for (number, found) in entries(document) {
        let (_, head) = heading(app, found);
        if last.as_ref() != Some(&head) {
            text.push_str(&head);
            text.push('\n');
            last = Some(head);
        }
        text.push_str(&format!("  {}\n", line(app, document, number, found)));
        if found.verdict == EndVerdict::Differs {
            text.push_str(&format!("    {}\n", difference_reason(&app.texts, found)));
            for line in &found.repair_there {
                text.push_str(&format!("      {line}\n"));
            }
        }
    }
    text
}

/// The line that tells on the findings' page how many differences break a tunnel.
pub(super) fn in_short(app: &App, document: &Document) -> Option<(Role, String)> {
    let count = document.breaking();
    (count > 0)
        .then(|| (Role::Error, app.texts.say_with("review-breaks", &[("count", count.into())])))
}
