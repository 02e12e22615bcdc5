//! A row is looked for and taken.

use crossterm::event::KeyEvent;
use ratatui::layout::{Position, Rect};

use super::model::{AS_DEVICE, PickSelection};
use super::model::{Destination, PickList, PickPurpose};
use super::view::places;
use crate::connection::presets::presets as all_presets;
use crate::connection::{Edit, FieldPath, Finding, Origin, Repair};
use crate::drafts::DraftName;
use crate::tui::action::Action;
use crate::tui::app::{App, Notice};
use crate::tui::effect::Effect;
use crate::tui::layout::overlay_area;
use crate::tui::overlays::Overlay;
use crate::tui::screens::{device, form};
use crate::tui::theme::Role;

/// A key in the list.
pub fn key(
    app: &mut App,
    mut pick: PickList,
    key: KeyEvent,
    action: Option<Action>,
) -> Vec<Effect> {
    let rows = pick.matched.len();
    match action {
        Some(Action::Back) => return Vec::new(),
        Some(Action::Accept | Action::Next) => {
            return match pick.chosen() {
                Some(chosen) => accept(app, pick, &chosen),
                None => {
                    app.warn("no-such-row", &[]);
                    app.overlays.push(Overlay::Pick(pick));
                    Vec::new()
                }
            };
        }
        Some(Action::Down) => pick.cursor.step(1, rows),
        Some(Action::Up) => pick.cursor.step(-1, rows),
        Some(Action::PageDown) => pick.cursor.step(10, rows),
        Some(Action::PageUp) => pick.cursor.step(-10, rows),
        Some(Action::First) => pick.cursor.at = 0,
        Some(Action::Last) => pick.cursor.step(isize::MAX / 2, rows),
        Some(_) => {}
        None => {
            let before = pick.filter.text().to_owned();
            pick.filter.key(key);
            if pick.filter.text() != before {
                pick.filter_rows();
            }
        }
    }
    app.overlays.push(Overlay::Pick(pick));
    Vec::new()
}

fn accept(app: &mut App, pick: PickList, chosen: &PickSelection) -> Vec<Effect> {
    let value = pick.value(chosen);
    let row = match chosen {
        PickSelection::Row(row) => Some(*row),
        PickSelection::Typed(_) => None,
    };
    match &pick.purpose {
        PickPurpose::Value(path) => {
            if let Some(document) = &mut app.document {
                document.choose(*path, value, Origin::Typed);
                document.visit(*path);
            }
            Vec::new()
        }
        PickPurpose::Preset(place) if value == AS_DEVICE => {
            if let Some(document) = &mut app.document {
                let phases = document.device_phases(*place).into_iter();
                let paths = phases.map(|(key, text)| (FieldPath { owner: *place, key }, text));
                let edits: Vec<Edit> = paths.map(|(path, text)| Edit::Set(path, text)).collect();
                document.apply(&Repair { edits }, Origin::Device, app.entropy.as_mut());
                let name = app.texts.say("preset-device");
                let help = app.texts.say("preset-device.help");
                app.notify("preset-applied", &[("name", name.into()), ("help", help.into())]);
            }
            Vec::new()
        }
        PickPurpose::Preset(place) => {
            let preset = all_presets().iter().find(|preset| preset.id == value);
            if let (Some(preset), Some(document)) = (preset, &mut app.document) {
                document.apply(&preset.repair(*place), Origin::Preset, app.entropy.as_mut());
                for (key, _) in preset.values() {
                    document.visit(FieldPath { owner: *place, key: *key });
                }
                app.form.preset_chosen(*place, preset);
                let name = app.texts.preset(preset);
                let help = app.texts.preset_help(preset);
                app.notify("preset-applied", &[("name", name.into()), ("help", help.into())]);
            }
            Vec::new()
        }
        PickPurpose::GoTo(paths) => match row.and_then(|row| paths.get(row)) {
            Some(Destination::Field(path)) => app.go_to(*path),
            Some(Destination::Home) => app.go_home(),
            Some(Destination::Watch) => match app.connection_of_document() {
                Some(at) => app.watch(at),
                None => Vec::new(),
            },
            None => Vec::new(),
        },
        PickPurpose::Draft => match DraftName::exactly(value) {
            Some(name) => app.open(name, None),
            None => Vec::new(),
        },
        PickPurpose::Profile => vec![app.use_profile(value)],
        PickPurpose::HomeRegion => {
            app.region = Some(value.to_owned());
            app.load_for_screen()
        }
        PickPurpose::Platform => {
            device::choose_platform(app, value);
            Vec::new()
        }
        PickPurpose::Release => {
            device::choose_release(app, value);
            Vec::new()
        }
        PickPurpose::DeviceTunnel(number) => device::choose_pair(app, *number, value.parse().ok()),
        PickPurpose::Repair(finding) => {
            let mut all = finding.repair.iter().chain(&finding.alternatives);
            let repair = row.and_then(|row| all.nth(row)).cloned();
            form::apply_repair(app, &Finding { repair, ..(**finding).clone() })
        }
        PickPurpose::Router(at, obstacles) => {
            let obstacle = row.and_then(|row| obstacles.get(row)).cloned().flatten();
            match obstacle {
                Some(why) => {
                    app.warn("routers-no", &[("why", why.into())]);
                    app.overlays.push(Overlay::Pick(pick));
                    Vec::new()
                }
                None => app.request_bind(at.clone(), value.to_owned()),
            }
        }
        PickPurpose::Connection(at, actions) => {
            match row.and_then(|row| actions.get(row)).copied() {
                Some(action) => app.act_on_connection(at.clone(), action),
                None => Vec::new(),
            }
        }
        PickPurpose::Action(actions) => match row.and_then(|row| actions.get(row)) {
            Some((action, why)) => {
                let effects = app.run_action(*action);
                // Where nothing knows the action, nothing else says why.
                if let (None, Some(text)) = (&app.notice, why) {
                    app.notice = Some(Notice { role: Role::Warning, text: text.clone() });
                }
                effects
            }
            None => Vec::new(),
        },
        PickPurpose::DraftFor(at) => match DraftName::exactly(value) {
            Some(name) => app.request_modification_from(at.clone(), name),
            None => Vec::new(),
        },
        PickPurpose::Version(name, numbers) => match row.and_then(|row| numbers.get(row)) {
            Some(number) => vec![Effect::Compare(name.clone(), *number)],
            None => Vec::new(),
        },
    }
}

/// A click on a row takes it.
pub fn click(app: &mut App, column: u16, row: u16) -> Vec<Effect> {
    let Some(Overlay::Pick(pick)) = app.overlays.last() else { return Vec::new() };
    let whole = Rect::new(0, 0, app.size.0, app.size.1);
    let (_, list, _) = places(pick, overlay_area(whole));
    if !list.contains(Position::new(column, row)) {
        return Vec::new();
    }
    let window = pick.cursor.window(pick.matched.len(), list.height.into());
    let at = window.start + usize::from(row - list.y);
    if at >= window.end {
        return Vec::new();
    }
    let Some(Overlay::Pick(mut pick)) = app.overlays.pop() else { return Vec::new() };
    pick.cursor.at = at;
    match pick.chosen() {
        Some(chosen) => accept(app, pick, &chosen),
        None => Vec::new(),
    }
}
