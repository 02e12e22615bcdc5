//! Both ends of the tunnels held against each other, in the order in which the differences would be felt.

use ratatui::text::Line;

use crate::connection::{ListStyle, Origin};
use crate::present::{both_ends, both_ends_heading, both_ends_line, difference_reason};
use crate::text::printable;
use crate::tui::action::{Action, Area};
use crate::tui::app::{App, Screen};
use crate::tui::document::Document;
use crate::tui::effect::Effect;
use crate::tui::steps::WizardStep;
use crate::tui::theme::Role;
use crate::tui::widgets::text::{hanging, paragraph};

/// Why nothing is compared, where that is so.
fn nothing(app: &App, document: &Document) -> Option<String> {
    if document.reading().is_none() {
        return Some(app.texts.say("both-none"));
    }
    let unsure = document.pairing().ambiguous;
    let number =
        unsure.first().filter(|_| document.compared().iter().all(|one| one.found.is_empty()))?;
    Some(app.texts.format("device-which", &[("number", (*number).into())]))
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
    for (index, (number, found)) in document.timeline().into_iter().enumerate() {
        let (sign, role) = theme.comparison_sign(found);
        let head = both_ends_heading(&app.texts, found);
        if last.as_ref() != Some(&head) {
            lines.extend(paragraph(&head, columns, theme.style(role)));
            last = Some(head);
        }
        let is_here = index == app.review.entry.at;
        if is_here {
            at = lines.len();
        }
        let mark = format!("{} {sign}", if is_here { marks.here } else { " " });
        let style = theme.style(if is_here { Role::Focus } else { Role::Plain });
        let path = document.path_of_difference(number, found);
        let text = both_ends_line(&app.texts, path, number, found);
        let text = printable(&text).into_owned();
        lines.extend(hanging(&mark, theme.style(role), &text, columns, style));
    }
    (lines, at)
}

/// What is told of the entry that the keys are on: why it matters, and the repair on either side.
pub(super) fn advice(app: &App) -> Vec<(Role, String)> {
    let Some(document) = &app.document else { return Vec::new() };
    let entries = document.timeline();
    let Some((number, found)) =
        entries.get(app.review.entry.at).filter(|_| nothing(app, document).is_none())
    else {
        return vec![(
            Role::Dim,
            app.texts.join(
                ListStyle::Sentences,
                ["review-about-both", "review-both-enter"].map(|id| app.texts.say(id)),
            ),
        )];
    };
    let mut lines =
        vec![(app.theme.comparison_sign(found).1, difference_reason(&app.texts, found))];
    if let Some(value) = &found.repair_here
        && let Some(path) = document.path_of_difference(*number, found)
    {
        let key = app.keymap.first_key(Area::Review, Action::Repair).unwrap_or_default();
        let args = [
            ("key", key.into()),
            ("field", app.texts.path_label(path).into()),
            ("value", value.clone().into()),
        ];
        lines.push((Role::Plain, app.texts.format("both-repair-here", &args)));
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
    let entries = document.timeline();
    let path = entries
        .get(app.review.entry.at)
        .and_then(|(number, found)| document.path_of_difference(*number, found));
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
    let repair = document.timeline().get(app.review.entry.at).and_then(|(number, found)| {
        Some((document.path_of_difference(*number, found)?, found.repair_here.clone()?))
    });
    match repair {
        Some((path, value)) => {
            document.choose(path, &value, Origin::Device);
            let field = app.texts.path_label(path);
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
    let entries = document.timeline().into_iter();
    let entries =
        entries.map(|(number, found)| (document.path_of_difference(number, found), number, found));
    both_ends(&app.texts, entries).join("\n") + "\n"
}

/// The line that tells on the findings' page how many differences break a tunnel.
pub(super) fn in_short(app: &App, document: &Document) -> Option<(Role, String)> {
    let count = document.breaking();
    (count > 0)
        .then(|| (Role::Error, app.texts.format("review-breaks", &[("count", count.into())])))
}
