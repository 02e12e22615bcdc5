//! The help page of the screen at hand.

use super::frame::help::field_lines;
use crate::text::{Texts, pad};
use crate::tui::action::{Action, Area};
use crate::tui::app::App;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::pager::TextPager;
use crate::tui::rows::FormItem;
use crate::tui::screens::{device, review};

/// The columns of the keys, before what they do.
const KEYS: usize = 22;

/// The help page of the screen at hand: its keys, then those that hold everywhere.
pub fn help(app: &App) -> Overlay {
    let mut text = String::new();
    let area = app.area();
    let advice = match area {
        Area::Review => review::advice(app),
        Area::Device => device::advice(app),
        _ => Vec::new(),
    };
    if !advice.is_empty() {
        for (_, told) in advice {
            text.push_str(&told);
            text.push('\n');
        }
        text.push('\n');
    }
    if let (Some(FormItem::Field(path)), Some(document)) =
        (app.form.focused(app.screen), &app.document)
        && app.overlays.is_empty()
    {
        // What the window was too small for.
        for line in field_lines(app, document, path, usize::MAX / 2) {
            text.push_str(&line.to_string());
            text.push('\n');
        }
        text.push('\n');
    }
    let intro = format!("help-{}", area.name());
    if app.texts.has(&intro) {
        text.push_str(&app.texts.say(&intro));
        text.push_str("\n\n");
    }
    if matches!(area, Area::Form | Area::Device) {
        // Keys that letters and marks of the field itself take; the table does not know them.
        for key in ["space", "arrows", "letters"] {
            let (key, does) = (format!("help-form-{key}"), format!("help-form-{key}.does"));
            text.push_str(&format!(
                "{} {}\n",
                pad(&app.texts.say(&key), KEYS),
                app.texts.say(&does)
            ));
        }
    }
    for (action, name, keys) in app.keymap.listed(area) {
        let does = action_words(&app.texts, area, action, name);
        let does = app.texts.format("help-key", &[("does", does.into()), ("name", name.into())]);
        text.push_str(&format!("{} {does}\n", pad(&keys, KEYS)));
    }
    text.push('\n');
    text.push_str(&app.texts.say("help-marks"));
    text.push('\n');
    text.push_str(&app.texts.say("help-own-keys"));
    Overlay::TextPager(TextPager::new(app.texts.say("help-title"), text))
}

/// What an action does where it is asked for.
pub fn action_words(texts: &Texts, area: Area, action: Action, name: &str) -> String {
    let here = format!("action-{action:?}.{}", area.name());
    let anywhere = format!("action-{action:?}");
    match [here, anywhere].iter().find(|id| texts.has(id)) {
        Some(id) => texts.say(id),
        None => name.to_owned(),
    }
}
