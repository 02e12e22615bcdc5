//! What a key does in the step.

use std::path::PathBuf;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Position;

use super::advice::report;
use super::replies::take_over;
use super::view::window;
use crate::connection::{DraftPeer, Initiator};
use crate::flow::DeviceSource;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::{Effect, SecretText};
use crate::tui::layout::areas;
use crate::tui::overlays::pick_list;
use crate::tui::overlays::prompt::PromptPurpose;
use crate::tui::widgets::filter::Cursor;
use crate::tui::widgets::list::turned;
use crate::walk::device_rows::DeviceRow;

/// A key in the step.
pub fn key(app: &mut App, key: KeyEvent, action: Option<Action>) -> Vec<Effect> {
    let rows = app.device.rows(app.document.as_ref());
    let here = app.device.selected_row(&rows);
    match action {
        Some(Action::Next) => return walk(app, &rows, here, 1),
        Some(Action::Previous) => return walk(app, &rows, here, -1),
        Some(Action::Back) => return app.move_step(-1),
        Some(Action::Editor) => return open_editor(app),
        Some(Action::Accept) => return accept(app, &rows, here),
        Some(other) => {
            if let Some(by) = other.scroll_lines() {
                step(app, &rows, here, by);
            }
        }
        None => return letter(app, here, key),
    }
    Vec::new()
}

fn walk(app: &mut App, rows: &[DeviceRow], here: DeviceRow, by: isize) -> Vec<Effect> {
    let at = rows.iter().position(|row| *row == here).unwrap_or(0);
    match at.checked_add_signed(by) {
        Some(to) if to < rows.len() => {
            app.device.row = Some(rows[to]);
            Vec::new()
        }
        _ => app.move_step(by),
    }
}

fn step(app: &mut App, rows: &[DeviceRow], here: DeviceRow, by: isize) {
    let mut cursor = Cursor { at: rows.iter().position(|row| *row == here).unwrap_or(0) };
    cursor.step(by, rows.len());
    app.device.row = rows.get(cursor.at).copied();
}

/// Enter presses a button, opens a list where nothing is chosen, and goes on otherwise.
fn accept(app: &mut App, rows: &[DeviceRow], here: DeviceRow) -> Vec<Effect> {
    let peer = app.document.as_ref().and_then(|document| document.peer());
    match here {
        DeviceRow::Platform if peer.is_none() => open_list(app, here, ""),
        DeviceRow::Platform | DeviceRow::Release | DeviceRow::BehindNat | DeviceRow::Initiator => {
            walk(app, rows, here, 1)
        }
        DeviceRow::Tunnel(_) => open_list(app, here, ""),
        _ => act(app, here),
    }
}

fn act(app: &mut App, here: DeviceRow) -> Vec<Effect> {
    match here {
        DeviceRow::File => {
            app.prompt(PromptPurpose::DeviceFile, "");
            Vec::new()
        }
        DeviceRow::Editor => open_editor(app),
        DeviceRow::Keep => {
            let Some(text) = app.device.pasted.clone() else { return Vec::new() };
            let name = app.document.as_ref().and_then(|document| document.name.clone());
            let name = name.map_or_else(|| app.texts.say("untitled"), |name| name.to_string());
            let purpose = PromptPurpose::KeepDevice(text);
            app.prompt(purpose, &format!("~/{name}.device.txt"));
            Vec::new()
        }
        DeviceRow::TakeOver => {
            take_over(app, true);
            Vec::new()
        }
        DeviceRow::Report => {
            app.show_text("device-report", report(app));
            Vec::new()
        }
        DeviceRow::Continue => app.move_step(1),
        DeviceRow::Platform
        | DeviceRow::Release
        | DeviceRow::BehindNat
        | DeviceRow::Initiator
        | DeviceRow::Tunnel(_) => Vec::new(),
    }
}

/// Letters open a list there, Space opens one or presses, arrows turn, and Delete takes a value away.
fn letter(app: &mut App, here: DeviceRow, key: KeyEvent) -> Vec<Effect> {
    let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    match key.code {
        KeyCode::Char(' ') => match here {
            DeviceRow::BehindNat | DeviceRow::Initiator => cycle_value(app, here, 1),
            DeviceRow::Platform | DeviceRow::Release | DeviceRow::Tunnel(_) => {
                return open_list(app, here, "");
            }
            _ => return act(app, here),
        },
        KeyCode::Char(letter) if plain => match here {
            DeviceRow::Platform | DeviceRow::Release | DeviceRow::Tunnel(_) => {
                return open_list(app, here, &letter.to_string());
            }
            _ => app.warn("device-no-letters", &[]),
        },
        KeyCode::Left => cycle_value(app, here, -1),
        KeyCode::Right => cycle_value(app, here, 1),
        KeyCode::Backspace | KeyCode::Delete => clear(app, here),
        _ => {}
    }
    Vec::new()
}

fn open_list(app: &mut App, here: DeviceRow, typed: &str) -> Vec<Effect> {
    let Some(document) = &app.document else { return Vec::new() };
    let peer = document.peer();
    let list = match here {
        DeviceRow::Platform => pick_list::platforms(peer, &app.texts, typed),
        DeviceRow::Release => match peer {
            Some(peer) => pick_list::releases(peer, &app.texts, typed),
            None => return Vec::new(),
        },
        DeviceRow::Tunnel(number) => pick_list::device_tunnels(number, document, &app.texts, typed),
        _ => return Vec::new(),
    };
    app.show_list(list);
    Vec::new()
}

/// Changes what the draft remembers of the device.
fn change(app: &mut App, with: impl FnOnce(&mut DraftPeer)) {
    if let Some(document) = &mut app.document {
        document.change_peer(with);
    }
}

fn cycle_value(app: &mut App, here: DeviceRow, by: isize) {
    match here {
        DeviceRow::BehindNat => change(app, |peer| {
            let all = [None, Some(false), Some(true)];
            peer.behind_nat = turned(&all, peer.behind_nat, by);
        }),
        DeviceRow::Initiator => change(app, |peer| {
            let mut all = vec![None];
            all.extend(Initiator::ALL.iter().copied().map(Some));
            peer.initiator = turned(&all, peer.initiator, by);
        }),
        _ => {}
    }
}

fn clear(app: &mut App, here: DeviceRow) {
    change(app, |peer| match here {
        DeviceRow::Platform => *peer = DraftPeer::default(),
        DeviceRow::Release => peer.version = None,
        DeviceRow::BehindNat => peer.behind_nat = None,
        DeviceRow::Initiator => peer.initiator = None,
        _ => {}
    });
}

/// The platform was chosen.
pub fn choose_platform(app: &mut App, id: &str) {
    if let Some(document) = &mut app.document {
        document.choose_platform(id);
    }
    app.device.row = Some(DeviceRow::Release);
}

/// The release was chosen or typed; an empty one is the newest.
pub fn choose_release(app: &mut App, release: &str) {
    if let Some(document) = &mut app.document {
        document.choose_release(release);
    }
}

/// A tunnel of the device, by its place, belongs to the one of this number; what it says is taken over.
pub fn choose_pair(app: &mut App, number: u16, place: Option<usize>) {
    let Some(document) = &mut app.document else { return };
    document.pair(number, place);
    let unsure = document.pairing().ambiguous;
    if let Some(number) = unsure.first() {
        app.device.row = Some(DeviceRow::Tunnel(*number));
        return app.warn("device-which", &[("number", (*number).into())]);
    }
    take_over(app, false);
}

fn open_editor(app: &mut App) -> Vec<Effect> {
    // The editor may take its time, and nothing else happens meanwhile.
    let mut effects: Vec<Effect> = app.save().into_iter().collect();
    effects.push(Effect::EditDevice);
    effects
}

/// Reads the configuration in a file.
pub fn read_file(app: &mut App, path: &str) -> Vec<Effect> {
    vec![app.read_device(DeviceSource::File(PathBuf::from(path)), false)]
}

/// A pasted text is the device's configuration, or one tunnel's part of it.
pub fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    vec![app.read_device(DeviceSource::Text(SecretText::new(text)), false)]
}

/// A click gives a line the keys; a second one opens its list or presses its button.
pub fn click(app: &mut App, column: u16, row: u16) -> Vec<Effect> {
    let area = areas(app).main;
    if !area.contains(Position::new(column, row)) {
        return Vec::new();
    }
    let rows = app.device.rows(app.document.as_ref());
    let shown = window(app, &rows, area);
    let at = shown.start + usize::from(row - area.y);
    let Some(clicked) = rows.get(at).copied().filter(|_| at < shown.end) else {
        return Vec::new();
    };
    if app.device.selected_row(&rows) != clicked {
        app.device.row = Some(clicked);
        return Vec::new();
    }
    match clicked {
        DeviceRow::BehindNat | DeviceRow::Initiator => {
            cycle_value(app, clicked, 1);
            Vec::new()
        }
        DeviceRow::Platform | DeviceRow::Release | DeviceRow::Tunnel(_) => {
            open_list(app, clicked, "")
        }
        _ => act(app, clicked),
    }
}
