//! The list of all actions by name, to be searched and chosen from.

use crate::connection::ListStyle;
use crate::text::Texts;
use crate::tui::action::{Action, Area};
use crate::tui::app::App;
use crate::tui::availability::unavailable_reason;
use crate::tui::help::action_words;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::pick_list::{self, ActionRow};
use crate::tui::screens::review;

/// The actions of the screen at hand, those that do something first; then those of other screens.
pub(in crate::tui) fn palette(app: &App) -> Overlay {
    let area = app.area();
    let mut rows: Vec<ActionRow> = Vec::new();
    for (action, name, _) in app.keymap.listed(area) {
        if action != Action::Palette && rows.iter().all(|row| row.action != action) {
            rows.push(row(app, area, action, name, why_not(app, action)));
        }
    }
    // What moves the cursor has keys that everybody finds.
    rows.sort_by_key(|row| (row.why.is_some(), row.action.is_navigation()));
    for (there, action, name) in app.keymap.bound() {
        if action == Action::Palette || rows.iter().any(|row| row.action == action) {
            continue;
        }
        let areas = app.keymap.bound().filter(|(_, other, _)| *other == action);
        let areas: Vec<Area> = areas.map(|(area, ..)| area).collect();
        let places = areas.iter().map(|area| place(&app.texts, *area));
        let args = [("places", app.texts.join(ListStyle::Words, places).into())];
        let why = app.texts.format("palette-elsewhere", &args);
        let words = |texts: &Texts, area| action_words(texts, area, action, name);
        // It is called as everywhere, and found by what it does in each place.
        rows.push(ActionRow {
            label: words(&app.texts, Area::Anywhere),
            found_by: app.texts.search_text(|texts| {
                areas.iter().map(|area| words(texts, *area)).collect::<Vec<_>>().join(" ")
            }),
            ..row(app, there, action, name, Some(why))
        });
    }
    Overlay::Pick(pick_list::actions(rows, &app.texts))
}

/// Why an action cannot be done where the keys are.
fn why_not(app: &App, action: Action) -> Option<String> {
    match unavailable_reason(app, action) {
        Some(id) => Some(app.texts.say(id)),
        None if app.area() == Area::Review => review::blocking_reason(app, action),
        None => None,
    }
}

fn place(texts: &Texts, area: Area) -> String {
    texts.say(&format!("palette-{}", area.name()))
}

fn row(
    app: &App,
    area: Area,
    action: Action,
    name: &'static str,
    why: Option<String>,
) -> ActionRow {
    ActionRow {
        action,
        name,
        label: action_words(&app.texts, area, action, name),
        found_by: app.texts.search_text(|texts| action_words(texts, area, action, name)),
        key: app.keymap.first_key(area, action).unwrap_or_default(),
        why,
    }
}
