//! One slot a tunnel above, the list of the region below.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::model::GatewayLine;
use crate::connection::{Arg, FieldPath};
use crate::flow::CustomerGateway;
use crate::text::printable;
use crate::tui::action::{Action, Area};
use crate::tui::app::{App, SignInState};
use crate::tui::message::SignedOut;
use crate::tui::screens::form;
use crate::tui::theme::Role;
use crate::tui::widgets::age::age;
use crate::tui::widgets::list::{draw_filter, draw_rows, in_columns};
use crate::tui::widgets::text::{fit, padded, wrapped};

/// Where what is drawn.
pub(super) struct GatewayAreas {
    pub(super) slots: Rect,
    pub(super) filter: Rect,
    pub(super) head: Rect,
    pub(super) rows: Rect,
}

pub(super) fn parts(app: &App, area: Rect) -> GatewayAreas {
    let slots = u16::try_from(app.gateway_slots().len()).unwrap_or(2).min(area.height);
    let gap = u16::from(area.height > 9);
    let row = |y: u16, height: u16| {
        let y = area.y + y.min(area.height);
        Rect { y, height: height.min(area.bottom() - y), ..area }
    };
    GatewayAreas {
        slots: row(0, slots),
        filter: row(slots + gap, 1),
        head: row(slots + gap + 1, 1),
        rows: row(slots + gap + 2, area.height),
    }
}

/// The key that leads to the region while there is none.
pub(super) fn accepting(app: &App) -> [(&'static str, Arg); 1] {
    let key = app.keymap.first_key(Area::Gateways, Action::Accept).unwrap_or_default();
    [("key", key.into())]
}

/// Draws slots, filter and list, and tells where the cursor is.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let parts = parts(app, area);
    for (index, path) in app.gateway_slots().into_iter().enumerate() {
        let y = parts.slots.y + u16::try_from(index).unwrap_or(0);
        if y < parts.slots.bottom() {
            draw_slot(app, index, path, Rect { y, height: 1, ..parts.slots }, buffer);
        }
    }
    let region = app.region();
    if region.is_empty() {
        let text = app.texts.format("gateways-no-region", &accepting(app));
        let style = app.theme.style(Role::Warning);
        let width = parts.head.width.into();
        for (line, y) in wrapped(&text, width).iter().zip(parts.head.y..parts.rows.bottom()) {
            buffer.set_stringn(parts.head.x, y, line, width, style);
        }
        return None;
    }
    let (label, status) = (app.texts.say("gateways-filter"), status(app, &region));
    let filter = (&*label, &app.gateways.filter, &*status);
    let cursor = draw_filter(filter, parts.filter, buffer, app.theme);
    draw_list(app, &region, &parts, buffer);
    Some(cursor)
}

fn status(app: &App, region: &str) -> String {
    let Some(list) = app.gateways.lists.get(region) else { return String::new() };
    let count = list.rows.len();
    let shown = if app.gateways.filter.text().trim().is_empty() {
        count
    } else {
        app.gateways.matched.len()
    };
    let total = list.total.map_or(count, |total| usize::try_from(total).unwrap_or(count));
    let args = [("shown", shown.into()), ("count", count.into()), ("total", total.into())];
    if !app.gateways.lists.is_loading(region) {
        return app.texts.format("gateways-count", &args);
    }
    // How many there are is known with the first page.
    let text = match list.total {
        None => app.texts.say("gateways-asking"),
        Some(_) => app.texts.format("gateways-loading", &args),
    };
    format!("{text} {}", app.spinner())
}

/// Address and ASN.
fn peer(app: &App, gateway: &CustomerGateway) -> String {
    let asn = gateway.asn.map_or_else(|| app.texts.say("gateway-no-asn"), |asn| format!("AS{asn}"));
    format!("{}  {asn}", gateway.ip.clone().unwrap_or_default())
}

/// All of the gateway at the cursor, of which a narrow window has not everything in its line.
pub fn selected_gateway_text(app: &App) -> Option<String> {
    let GatewayLine::Row(row) = *app.gateways.lines().get(app.gateways.cursor.at)? else {
        return None;
    };
    let gateway = &app.gateways.lists.rows(&app.region()).get(row)?.item;
    let name = gateway.name.clone().unwrap_or_default();
    let text = format!("{}  {}  {name}", gateway.id, peer(app, gateway));
    Some(printable(text.trim_end()).into_owned())
}

fn draw_slot(app: &App, index: usize, path: FieldPath, rect: Rect, buffer: &mut Buffer) {
    let Some(document) = &app.document else { return };
    let theme = app.theme;
    let marks = theme.marks();
    let is_here = app.gateways.slot == index;
    let id = document.draft().text(path).unwrap_or_default();
    let text = app.gateway_at(path).unwrap_or_else(|| app.texts.say("gateway-none"));
    let label = form::label(app, path);
    let mark = if is_here { marks.here } else { " " };
    let head = format!("{mark} {} ", padded(&label, 20, theme));
    let width = usize::from(rect.width.saturating_sub(2));
    buffer.set_stringn(
        rect.x,
        rect.y,
        &head,
        width,
        theme.style(if is_here { Role::Title } else { Role::Plain }),
    );
    let room = width.saturating_sub(23);
    let role = match (is_here, id.is_empty()) {
        (true, _) => Role::Focus,
        (false, true) => Role::Dim,
        (false, false) => Role::Plain,
    };
    buffer.set_stringn(rect.x + 23, rect.y, fit(&text, room, theme), room, theme.style(role));
    if let Some((sign, role)) = form::sign(app, document, path) {
        buffer.set_string(rect.right().saturating_sub(1), rect.y, sign, theme.style(role));
    }
}

/// Columns of the list: name, address, ASN, id, age; the last ones only where there is room.
fn columns(width: u16) -> [usize; 5] {
    let width = usize::from(width).saturating_sub(3);
    let (ip, asn, id, age) = (16, 12, 26, 6);
    if width >= 16 + ip + asn + id + age {
        [width - ip - asn - id - age, ip, asn, id, age]
    } else if width >= 14 + ip + asn + age {
        [width - ip - asn - age, ip, asn, 0, age]
    } else {
        [width.saturating_sub(ip + asn), ip, asn, 0, 0]
    }
}

/// Why there is no list: nobody has signed in, or what the credentials suffer from.
fn signed_out(app: &App, out: &SignedOut) -> String {
    if out.nothing {
        return app.texts.say("gateways-signed-out");
    }
    let why = out.why.trim_end().trim_end_matches('.');
    app.texts.format("gateways-refused", &[("why", why.to_owned().into())])
}

fn draw_list(app: &App, region: &str, parts: &GatewayAreas, buffer: &mut Buffer) {
    let theme = app.theme;
    let rows = parts.rows;
    let widths = columns(rows.width);
    let lists = &app.gateways.lists;
    let lines = app.gateways.lines();
    let trouble = match (&app.account, lists.error(region)) {
        (SignInState::Out(out), None) if lists.get(region).is_none() => Some(signed_out(app, out)),
        (_, why) => {
            why.map(|why| app.texts.format("gateways-failed", &[("why", why.to_owned().into())]))
        }
    };
    let mut top = rows.y;
    if let Some(trouble) = trouble {
        for line in wrapped(&trouble, rows.width.into()) {
            if top < rows.bottom() {
                let style = theme.style(Role::Warning);
                buffer.set_stringn(rows.x, top, line, rows.width.into(), style);
                top += 1;
            }
        }
    } else {
        let heads = ["name", "address", "asn", "id", "age"];
        let heads = heads.map(|head| app.texts.say(&format!("gateways-head-{head}")));
        let head = in_columns(&heads, &widths, theme);
        let style = theme.style(Role::Dim);
        buffer.set_stringn(parts.head.x + 2, parts.head.y, head, parts.head.width.into(), style);
    }
    let rows = Rect { y: top, height: rows.bottom() - top, ..rows };
    draw_rows(app.gateways.cursor, lines.len(), rows, buffer, theme, |index| {
        let id = |text: &str| [("id", text.to_owned().into())];
        let text = match lines[index] {
            GatewayLine::Typed => {
                app.texts.format("gateways-typed", &id(app.gateways.filter.text().trim()))
            }
            GatewayLine::Chosen => {
                app.texts.format("gateways-chosen", &id(&app.gateways.matched_for.chosen))
            }
            GatewayLine::New => app.texts.say("gateways-new"),
            GatewayLine::Row(row) => match lists.rows(region).get(row) {
                Some(row) => in_columns(&cells(app, &row.item), &widths, theme),
                None => String::new(),
            },
        };
        (Role::Plain, text)
    });
}

/// The other tunnel, if it has this gateway.
fn other_tunnel_label(app: &App, id: &str) -> Option<String> {
    let draft = app.document.as_ref()?.draft();
    let slots = app.gateway_slots().into_iter().enumerate();
    let mut others = slots.filter(|(index, _)| *index != app.gateways.slot);
    let (_, path) = others.find(|(_, path)| draft.text(*path) == Some(id))?;
    Some(app.texts.format("gateways-elsewhere", &[("tunnel", form::label(app, path).into())]))
}

fn cells(app: &App, gateway: &CustomerGateway) -> [String; 5] {
    [
        match other_tunnel_label(app, &gateway.id) {
            Some(other) => {
                let name = gateway.name.as_deref().unwrap_or_default();
                app.texts.sentences([&*other, name])
            }
            None => gateway.name.clone().unwrap_or_default(),
        },
        gateway.ip.clone().unwrap_or_default(),
        gateway.asn.map_or_else(|| "-".to_owned(), |asn| asn.to_string()),
        gateway.id.clone(),
        gateway.create_time_ms.map(|at| age(at, app.now)).unwrap_or_default(),
    ]
}
