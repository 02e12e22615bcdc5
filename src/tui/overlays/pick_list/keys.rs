//! A row is looked for and taken.

use crossterm::event::KeyEvent;
use ratatui::layout::{Position, Rect};

use super::model::{AS_DEVICE, PickSelection};
use super::model::{Destination, PickList, PickPurpose};
use super::view::places;
use crate::connection::presets::presets as all_presets;
use crate::connection::{Edit, FieldOwner, FieldPath, Finding, Origin, Repair};
use crate::drafts::DraftName;
use crate::tui::action::Action;
use crate::tui::app::App;
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
        Some(other) => pick.cursor.step(other.scroll_lines().unwrap_or_default(), rows),
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
    // Where something is typed there is no row, and so none that is taken by its number.
    let row = match chosen {
        PickSelection::Row(row) => *row,
        PickSelection::Typed(_) => usize::MAX,
    };
    match &pick.purpose {
        PickPurpose::Value(path) => {
            if let Some(document) = &mut app.document {
                document.choose(*path, value, Origin::Typed);
                document.visit(*path);
            }
        }
        PickPurpose::Preset(place) if value == AS_DEVICE => apply_device_preset(app, *place),
        PickPurpose::Preset(place) => apply_preset(app, *place, value),
        PickPurpose::GoTo(paths) => match paths.get(row) {
            Some(Destination::Field(path)) => return app.go_to(*path),
            Some(Destination::Home) => return app.go_home(),
            Some(Destination::Watch) => {
                return app.connection_of_document().map(|at| app.watch(at)).unwrap_or_default();
            }
            None => {}
        },
        PickPurpose::Draft => {
            let name = DraftName::exactly(value);
            return name.map(|name| app.open(name, None)).unwrap_or_default();
        }
        PickPurpose::Profile => return vec![app.use_profile(value)],
        PickPurpose::HomeRegion => {
            app.region = Some(value.to_owned());
            return app.load_for_screen();
        }
        PickPurpose::Platform => device::choose_platform(app, value),
        PickPurpose::Release => device::choose_release(app, value),
        PickPurpose::DeviceTunnel(number) => device::choose_pair(app, *number, value.parse().ok()),
        PickPurpose::Repair(finding) => {
            let repair = finding.repair.iter().chain(&finding.alternatives).nth(row).cloned();
            return form::apply_repair(app, &Finding { repair, ..(**finding).clone() });
        }
        PickPurpose::Router(at, obstacles) => match obstacles.get(row).cloned().flatten() {
            Some(why) => {
                app.warn("routers-no", &[("why", why.into())]);
                app.overlays.push(Overlay::Pick(pick));
            }
            None => return app.request_bind(at.clone(), value.to_owned()),
        },
        PickPurpose::Connection(at, actions) => {
            let action = actions.get(row).copied();
            return action.map(|it| app.act_on_connection(at.clone(), it)).unwrap_or_default();
        }
        PickPurpose::Action(actions) => {
            return actions.get(row).map(|listed| run_listed(app, listed)).unwrap_or_default();
        }
        PickPurpose::DraftFor(at) => {
            let name = DraftName::exactly(value);
            let modify = |name| app.request_modification_from(at.clone(), name);
            return name.map(modify).unwrap_or_default();
        }
        PickPurpose::Version(name, numbers) => {
            return numbers
                .get(row)
                .map(|at| Effect::Compare(name.clone(), *at))
                .into_iter()
                .collect();
        }
    }
    Vec::new()
}

/// Writes what the device has into both phases.
fn apply_device_preset(app: &mut App, owner: FieldOwner) {
    let Some(document) = &mut app.document else { return };
    let phases = document.device_phases(owner).into_iter();
    let edits = phases.map(|(key, text)| Edit::Set(FieldPath { owner, key }, text)).collect();
    document.apply(&Repair { edits }, Origin::Device, app.entropy.as_mut());
    let (name, help) = (app.texts.say("preset-device"), app.texts.say("preset-device.help"));
    app.notify("preset-applied", &[("name", name.into()), ("help", help.into())]);
}

/// Writes a preset into both phases.
fn apply_preset(app: &mut App, owner: FieldOwner, id: &str) {
    let preset = all_presets().iter().find(|preset| preset.id == id);
    let (Some(preset), Some(document)) = (preset, &mut app.document) else { return };
    document.apply(&preset.repair(owner), Origin::Preset, app.entropy.as_mut());
    for (key, _) in preset.values() {
        document.visit(FieldPath { owner, key: *key });
    }
    app.form.preset_chosen(owner, preset);
    let (name, help) = (app.texts.preset(preset), app.texts.preset_help(preset));
    app.notify("preset-applied", &[("name", name.into()), ("help", help.into())]);
}

/// Does what was chosen from the list of all actions, or says why it cannot be done.
fn run_listed(app: &mut App, (action, why): &(Action, Option<String>)) -> Vec<Effect> {
    let effects = app.run_action(*action);
    // Where nothing knows the action, nothing else says why.
    if let (None, Some(text)) = (&app.notice, why) {
        app.set_notice(Role::Warning, text.clone());
    }
    effects
}

/// A click on a row takes it.
pub fn click(app: &mut App, column: u16, row: u16) -> Vec<Effect> {
    let Some(Overlay::Pick(pick)) = app.overlays.last() else { return Vec::new() };
    let whole = Rect::new(0, 0, app.size.0, app.size.1);
    let (_, list, _) = places(pick, overlay_area(whole));
    if !list.contains(Position::new(column, row)) {
        return Vec::new();
    }
    let Some(at) = pick.cursor.row_at(pick.matched.len(), list, row) else { return Vec::new() };
    let Some(Overlay::Pick(mut pick)) = app.overlays.pop() else { return Vec::new() };
    pick.cursor.at = at;
    match pick.chosen() {
        Some(chosen) => accept(app, pick, &chosen),
        None => Vec::new(),
    }
}
