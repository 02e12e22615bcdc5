//! How the step looks.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::present::platform_name;
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::document::Document;
use crate::tui::theme::Role;
use crate::tui::widgets::filter::Cursor;
use crate::tui::widgets::text::{bar, fit, padded};
use crate::walk::device_rows::DeviceRow;

/// Columns of a label.
const LABEL: usize = 25;

/// The lines that are seen.
pub(super) fn window(app: &App, rows: &[DeviceRow], area: Rect) -> Range<usize> {
    let here = app.device.selected_row(rows);
    let cursor = Cursor { at: rows.iter().position(|row| *row == here).unwrap_or(0) };
    cursor.window(rows.len(), area.height.into())
}

/// Draws the step. There is nothing to type into.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let document = app.document.as_ref()?;
    let rows = app.device.rows(app.document.as_ref());
    let here = app.device.selected_row(&rows);
    let shown = window(app, &rows, area);
    for (row, y) in rows[shown.clone()].iter().zip(area.y..area.bottom()) {
        let rect = Rect { y, height: 1, width: area.width.saturating_sub(2), ..area };
        draw_row(app, document, *row, *row == here, rect, buffer);
    }
    bar(shown.start, rows.len(), area, buffer, app.theme);
    None
}

fn draw_row(
    app: &App,
    document: &Document,
    row: DeviceRow,
    is_here: bool,
    rect: Rect,
    buffer: &mut Buffer,
) {
    let theme = app.theme;
    let marks = theme.marks();
    let mark = if is_here { marks.here } else { " " };
    let focus = theme.style(if is_here { Role::Focus } else { Role::Plain });
    let width = usize::from(rect.width);
    if let Some(text) = button(app, document, row) {
        let text = format!("{mark} [ {text} ]");
        buffer.set_stringn(rect.x, rect.y, fit(&text, width, theme), width, focus);
        return;
    }
    let label = label(app, row);
    let head = format!("{mark} {}", padded(&label, LABEL - 2, theme));
    let role = if is_here { Role::Title } else { Role::Plain };
    buffer.set_stringn(rect.x, rect.y, head, LABEL.min(width), theme.style(role));
    let (text, is_set) = value(app, document, row);
    let text = match is_here {
        true => format!("{} {text} {}", marks.open_left, marks.open_right),
        false => text,
    };
    let style = if is_set || is_here { focus } else { theme.style(Role::Dim) };
    let room = width.saturating_sub(LABEL + 1);
    let x = rect.x + u16::try_from(LABEL).unwrap_or(0) + 1;
    buffer.set_stringn(x, rect.y, fit(&text, room, theme), room, style);
    if let Some((sign, role)) = sign(app, document, row) {
        buffer.set_string(rect.right() + 1, rect.y, sign, theme.style(role));
    }
}

fn button(app: &App, document: &Document, row: DeviceRow) -> Option<String> {
    Some(match row {
        DeviceRow::File => app.texts.say("device-file"),
        DeviceRow::Editor => app.texts.say("device-editor"),
        DeviceRow::Keep => app.texts.say("device-keep"),
        DeviceRow::TakeOver => {
            app.texts.format("device-take-over", &[("count", document.offers().into())])
        }
        DeviceRow::Continue if document.peer().is_none() && document.reading().is_none() => {
            app.texts.say("device-continue")
        }
        DeviceRow::Continue => app.texts.say("button-continue"),
        _ => return None,
    })
}

fn label(app: &App, row: DeviceRow) -> String {
    let id = match row {
        DeviceRow::Platform => "device-platform",
        DeviceRow::Release => "device-release",
        DeviceRow::BehindNat => "device-behind-nat",
        DeviceRow::Initiator => "device-initiator",
        DeviceRow::Tunnel(number) => {
            return app.texts.format("device-tunnel", &[("number", number.into())]);
        }
        _ => "device-report",
    };
    app.texts.say(id)
}

/// What stands in a line, and whether that is more than a remark.
fn value(app: &App, document: &Document, row: DeviceRow) -> (String, bool) {
    let texts = &app.texts;
    let peer = document.peer();
    let unsaid = || (texts.say("device-unsaid"), false);
    match row {
        DeviceRow::Platform => match peer {
            Some(peer) => {
                let known = platform_name(texts, &peer.platform);
                let name = known.unwrap_or_else(|| printable(&peer.platform).into_owned());
                (name, true)
            }
            None => (texts.say("device-none"), false),
        },
        DeviceRow::Release => match peer.and_then(|peer| peer.version.as_deref()) {
            Some(release) => (printable(release).into_owned(), true),
            None => (texts.say("device-newest"), false),
        },
        DeviceRow::BehindNat => match peer.and_then(|peer| peer.behind_nat) {
            Some(true) => (texts.say("answer-yes"), true),
            Some(false) => (texts.say("answer-no"), true),
            None => unsaid(),
        },
        DeviceRow::Initiator => match peer.and_then(|peer| peer.initiator) {
            Some(who) => (texts.say(&format!("device-initiator-{}", who.name())), true),
            None => unsaid(),
        },
        DeviceRow::Tunnel(number) => (tunnel_name(app, number), true),
        _ if app.device.is_reading() => {
            (format!("{} {}", texts.say("device-reading"), app.spinner()), true)
        }
        _ => {
            let Some(reading) = document.reading() else { return unsaid() };
            let left = reading.left_over.len() + reading.notes.all().len();
            let args = [("tunnels", reading.tunnels.len().into()), ("left", left.into())];
            (texts.format("device-read", &args), true)
        }
    }
}

/// The name of the device's tunnel that belongs to one of the draft's, or why there is none.
pub(super) fn tunnel_name(app: &App, number: u16) -> String {
    let Some(document) = &app.document else { return String::new() };
    let pairing = document.pairing();
    if pairing.ambiguous.contains(&number) {
        return app.texts.say("device-tunnel-unsure");
    }
    let place = pairing.pairs.iter().find(|(other, _)| *other == number);
    let place = place.and_then(|(_, place)| *place);
    let tunnel = place.and_then(|place| document.reading()?.tunnels.get(place));
    match tunnel {
        Some(tunnel) => printable(&tunnel.name).into_owned(),
        None => app.texts.say("device-tunnel-none"),
    }
}

/// How the device does by the line that is about it, or a tunnel of it.
fn sign(app: &App, document: &Document, row: DeviceRow) -> Option<(&'static str, Role)> {
    let marks = app.theme.marks();
    match row {
        DeviceRow::Platform => {
            let of_device =
                document.findings().iter().filter(|one| one.rule.id().starts_with("V-"));
            let open = |one: &&crate::connection::Finding| !document.is_acknowledged(one);
            let worst = of_device.filter(open).map(crate::connection::Finding::severity).min()?;
            Some(app.theme.severity_sign(worst, false))
        }
        DeviceRow::Tunnel(number) => {
            if document.pairing().ambiguous.contains(&number) {
                return Some((marks.missing, Role::Missing));
            }
            let one = document.compared().iter().find(|one| one.number == number)?;
            let breaks = one.found.iter().any(|found| found.is_breaking());
            Some(if breaks { (marks.error, Role::Error) } else { (marks.done, Role::Good) })
        }
        _ => None,
    }
}
