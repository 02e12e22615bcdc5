//! The filter, the connections in columns, and what is told of the chosen one.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::flow::{ConnectionStatus, ConnectionVerdict};
use crate::present;
use crate::text::printable;
use crate::tui::action::{Action, Area};
use crate::tui::app::{App, SignInState};
use crate::tui::region_list::LoadState;
use crate::tui::theme::Role;
use crate::tui::widgets::age::age;
use crate::tui::widgets::list::{self, draw_filter, in_columns};
use crate::tui::widgets::text::{padded, wrapped};

/// Lines above the rows: the filter and the heads of the columns.
const ABOVE: u16 = 2;

/// Lines below them: what is told of the chosen one.
const BELOW: u16 = 3;

/// Where the rows are in the area of the tab.
pub(super) fn rows_area(area: Rect) -> Rect {
    let below = if area.height > ABOVE + BELOW + 2 { BELOW } else { 0 };
    let height = area.height.saturating_sub(ABOVE + below);
    Rect { y: area.y + ABOVE.min(area.height), height, ..area }
}

/// Draws the tab into an area and tells where the cursor is.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let region = app.region.clone().unwrap_or_default();
    if let Some(text) = obstacle(app, &region) {
        let style = app.theme.style(Role::Warning);
        for (line, y) in wrapped(&text, area.width.into()).iter().zip(area.y..area.bottom()) {
            buffer.set_stringn(area.x, y, line, area.width.into(), style);
        }
        return None;
    }
    let cursor = filter(app, &region, area, buffer);
    let rows = rows_area(area);
    let widths = columns(area.width);
    let failed = app.connections.lists.error(&region);
    if let Some(why) = failed.filter(|_| app.connections.matched.is_empty()) {
        let key = app.keymap.first_key(Area::Connections, Action::Refresh).unwrap_or_default();
        let args = [("why", why.to_owned().into()), ("key", key.into())];
        let text = app.texts.format("connections-failed", &args);
        let style = app.theme.style(Role::Warning);
        for (line, y) in wrapped(&text, area.width.into()).iter().zip(area.y + 1..area.bottom()) {
            buffer.set_stringn(area.x, y, line, area.width.into(), style);
        }
        return Some(cursor);
    }
    let head = ["name", "state", "up", "bgp", "age"];
    let head = head.map(|head| app.texts.say(&format!("connections-column-{head}")));
    let line = format!("  {}", in_columns(&head, &widths, app.theme));
    buffer.set_stringn(area.x, area.y + 1, line, area.width.into(), app.theme.style(Role::Dim));
    draw_rows(app, &region, &widths, rows, buffer);
    draw_chosen(app, &region, failed, Rect { y: rows.bottom(), ..area }, area.bottom(), buffer);
    Some(cursor)
}

/// Why there is no list, if something has to be done first.
fn obstacle(app: &App, region: &str) -> Option<String> {
    match &app.account {
        SignInState::Asking(_) => Some(app.texts.say("account-asking")),
        SignInState::Out(_) => {
            let key = app.keymap.first_key(Area::Connections, Action::Accept).unwrap_or_default();
            Some(app.texts.format("connections-signed-out", &[("key", key.into())]))
        }
        SignInState::In(_) if region.is_empty() => {
            let key = app.keymap.first_key(Area::Connections, Action::Accept).unwrap_or_default();
            Some(app.texts.format("connections-no-region-yet", &[("key", key.into())]))
        }
        SignInState::In(_) => None,
    }
}

fn filter(app: &App, region: &str, area: Rect, buffer: &mut Buffer) -> Position {
    let (label, status) = (app.texts.say("gateways-filter"), status(app, region));
    draw_filter((&label, &app.connections.filter, &status), area, buffer, app.theme)
}

/// The region, how many connections there are, and as of when.
fn status(app: &App, region: &str) -> String {
    let Some(list) = app.connections.lists.get(region) else { return region.to_owned() };
    let all = list.rows.len();
    let is_filtered = !app.connections.filter.text().trim().is_empty();
    let shown = if is_filtered { app.connections.matched.len() } else { all };
    let time = match &list.state {
        LoadState::Waiting(_) => app.spinner().to_owned(),
        LoadState::Done(at) => at.strftime("%H:%M UTC").to_string(),
        LoadState::Failed(_) => app.theme.marks().warning.to_owned(),
    };
    let args = [
        ("region", printable(region).into_owned().into()),
        ("count", shown.into()),
        ("time", time.into()),
    ];
    app.texts.format("connections-status", &args)
}

/// Columns of the list: name, state, tunnels up, BGP, age; the last ones only where there is room.
fn columns(width: u16) -> [usize; 5] {
    let width = usize::from(width).saturating_sub(3);
    let (state, up, bgp, age) = (26, 5, 5, 5);
    match width {
        64.. => [width - state - up - bgp - age, state, up, bgp, age],
        _ => [width.saturating_sub(24 + up + bgp), 24, up, bgp, 0],
    }
}

fn draw_rows(app: &App, region: &str, widths: &[usize; 5], rows: Rect, buffer: &mut Buffer) {
    let theme = app.theme;
    let Some(list) = app.connections.lists.get(region) else { return };
    let matched = &app.connections.matched;
    if matched.is_empty() && !matches!(list.state, LoadState::Waiting(_)) {
        let id = match list.rows.is_empty() {
            true => "connections-none",
            false => "pick-none",
        };
        let text = app.texts.format(id, &[("region", region.to_owned().into())]);
        buffer.set_stringn(rows.x, rows.y, text, rows.width.into(), theme.style(Role::Dim));
    }
    list::draw_rows(app.connections.cursor, matched.len(), rows, buffer, theme, |index| {
        let row = &list.rows[matched[index]].item;
        (row.verdict().into(), in_columns(&cells(app, row), widths, theme))
    });
}

fn cells(app: &App, row: &ConnectionStatus) -> [String; 5] {
    [
        row.name.clone().unwrap_or_else(|| row.id.clone()),
        verdict(app, row),
        format!("{}/{}", row.tunnels_up(), row.tunnels.len()),
        present::bgp(&app.texts, row),
        row.created.map(|at| age(at.as_millisecond(), app.now)).unwrap_or_default(),
    ]
}

/// The verdict in a few words; of a state that is not known here the service's own.
fn verdict(app: &App, row: &ConnectionStatus) -> String {
    let words = present::verdict(&app.texts, row.verdict());
    match (row.verdict(), &row.state) {
        (ConnectionVerdict::Unknown, Some(state)) => app.texts.parenthesized(&words, state),
        _ => words,
    }
}

/// What the columns have no room for.
fn draw_chosen(
    app: &App,
    region: &str,
    failed: Option<&str>,
    area: Rect,
    bottom: u16,
    buffer: &mut Buffer,
) {
    let theme = app.theme;
    if area.y >= bottom {
        return;
    }
    let width = usize::from(area.width);
    let rule = theme.border().horizontal_top.repeat(width);
    buffer.set_stringn(area.x, area.y, rule, width, theme.style(Role::Border));
    let mut lines = Vec::new();
    if let Some(why) = failed {
        let text = app.texts.format("connections-incomplete", &[("why", why.to_owned().into())]);
        lines.extend(wrapped(&text, width).into_iter().map(|line| (Role::Warning, line)));
    }
    if let Some(row) = app.connections.chosen(region) {
        let router = row.bound_to.as_ref().map(|router| {
            let args = [("router", printable(router).into_owned().into())];
            format!("  {}", app.texts.format("connections-bound-to", &args))
        });
        let line = format!("{}{}", printable(&row.id), router.unwrap_or_default());
        lines.push((Role::Plain, line));
        let addresses = row.tunnels.iter().map(|tunnel| {
            let none = || app.texts.say("connections-no-address");
            let side = |side: &Option<String>| {
                side.as_ref().map_or_else(none, |it| printable(it).into_owned())
            };
            format!("{} - {}", side(&tunnel.address), side(&tunnel.peer_address))
        });
        lines.push((Role::Dim, addresses.collect::<Vec<_>>().join("   ")));
    }
    for ((role, line), y) in lines.iter().zip(area.y + 1..bottom) {
        buffer.set_stringn(area.x, y, padded(line, width, theme), width, theme.style(*role));
    }
}
