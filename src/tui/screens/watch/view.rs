//! The connection from the verdict down: the tunnels side by side, the addresses, a change under way, what is wrong.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::large_digits::{HEIGHT, WIDEST, large};
use super::model::{ChangeState, WatchModel};
use super::tunnel_progress::stages;
use crate::connection::ListStyle;
use crate::flow::{ConnectionStatus, ConnectionVerdict, TunnelPhase};
use crate::present;
use crate::text::printable;
use crate::tui::action::{Action, Area};
use crate::tui::app::App;
use crate::tui::screens::diagnosis;
use crate::tui::theme::Role;
use crate::tui::widgets::text::{fit, hanging, padded, paragraph};

/// Columns of the labels before addresses.
const LABEL: usize = 10;

/// Draws the connection that is watched.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let watch = app.watches.current()?;
    let columns = usize::from(area.width).saturating_sub(1);
    let rows = usize::from(area.height);
    let mut parts = vec![head(app, watch, columns)];
    if let Some(latest) = watch.latest() {
        parts.push(tunnel_columns(app, watch, latest, columns));
    }
    let told = [fault(app, watch, columns), change(app, watch, columns)].concat();
    let used: usize = parts.iter().map(Vec::len).sum::<usize>() + told.len();
    if let Some(latest) = watch.latest() {
        parts.push(addresses(app, latest, rows.saturating_sub(used), columns));
    }
    parts.push(told);
    parts.retain(|part| !part.is_empty());
    // Air where it costs nothing.
    let used: usize = parts.iter().map(Vec::len).sum();
    let gap = if used + parts.len() <= rows { 1 } else { 0 };
    parts.push(events(app, watch, columns));
    let mut lines = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !lines.is_empty() {
            lines.extend(std::iter::repeat_n(Line::default(), gap));
        }
        lines.extend(part);
    }
    watch.scroll.draw(&lines, area, buffer, app.theme);
    None
}

/// What it is, what it comes to and why, and what is waited for.
fn head(app: &App, watch: &WatchModel, columns: usize) -> Vec<Line<'static>> {
    let (texts, theme) = (&app.texts, app.theme);
    let mut title = printable(watch.label()).into_owned();
    if watch.label() != watch.at.id {
        title = format!("{title}  {}", printable(&watch.at.id));
    }
    let router = watch.latest().and_then(|latest| latest.bound_to.as_deref());
    if let Some(router) = router {
        let args = [("router", printable(router).into_owned().into())];
        title = format!("{title}  {}", texts.format("connections-bound-to", &args));
    }
    let mut lines = vec![Line::styled(fit(&title, columns, theme), theme.style(Role::Title))];
    if let Some(why) = &watch.ended {
        lines.extend(paragraph(why, columns, theme.style(Role::Warning)));
        return lines;
    }
    if watch.latest().is_none() {
        lines.push(Line::styled(texts.say("watch-asking"), theme.style(Role::Dim)));
    } else {
        let (verdict, reason) = watch.verdict();
        let mut words = present::verdict(texts, verdict);
        let state = watch.latest().and_then(|latest| latest.state.as_deref());
        if let (ConnectionVerdict::Unknown, Some(state)) = (verdict, state) {
            words = texts.parenthesized(&words, state);
        }
        lines.extend(paragraph(&words, columns, verdict_style(app, verdict)));
        // What is wrong says more than what comes next if all is well.
        let waits = match watch.fault() {
            Some(_) => String::new(),
            None => waits(app, verdict),
        };
        let text = texts.sentences([&*present::reason(texts, &reason), &*waits]);
        lines.extend(paragraph(text.trim_end(), columns, theme.style(Role::Plain)));
    }
    if let Some(why) = &watch.trouble {
        let text = texts.format("watch-trouble", &[("why", why.clone().into())]);
        lines.extend(paragraph(&text, columns, theme.style(Role::Warning)));
    }
    lines
}

/// The verdict is the first thing that is looked for.
fn verdict_style(app: &App, verdict: ConnectionVerdict) -> Style {
    app.theme.style(verdict.into()).add_modifier(Modifier::BOLD)
}

/// What is waited for, and which key leads on.
fn waits(app: &App, verdict: ConnectionVerdict) -> String {
    let id = format!("watch-waits-{}", verdict.name());
    if !app.texts.has(&id) {
        return String::new();
    }
    let key = |action| app.keymap.first_key(Area::Watch, action).unwrap_or_default();
    let args = [
        ("bind", key(Action::Bind).into()),
        ("diagnose", key(Action::Diagnose).into()),
        ("back", key(Action::Back).into()),
    ];
    app.texts.format(&id, &args)
}

/// The tunnels side by side: title, stages, the device's address.
fn tunnel_columns(
    app: &App,
    watch: &WatchModel,
    latest: &ConnectionStatus,
    columns: usize,
) -> Vec<Line<'static>> {
    let (texts, theme) = (&app.texts, app.theme);
    let width = columns / latest.tunnels.len().max(1);
    let mut rows: Vec<Vec<(Role, String)>> = vec![Vec::new(); 7];
    for (tunnel, progress) in latest.tunnels.iter().zip(watch.progress.tunnel_progress()) {
        let number = [("number", u64::from(tunnel.number).into())];
        let mut title = texts.format("gateway-of-tunnel", &number);
        if let Some(address) = &tunnel.address {
            title = format!("{title}  {}", printable(address));
        }
        rows[0].push((Role::Title, title));
        let stages = stages(texts, theme.marks(), watch, tunnel, progress);
        for (row, stage) in rows[1..6].iter_mut().zip(stages) {
            row.push(stage);
        }
        let none = || texts.say("connections-no-address");
        let peer =
            tunnel.peer_address.as_deref().map_or_else(none, |it| printable(it).into_owned());
        let args = [("address", peer.into())];
        rows[6].push((Role::Dim, texts.format("watch-device", &args)));
    }
    let spans = |row: Vec<(Role, String)>| {
        let cells = row.into_iter().map(|(role, text)| {
            let text = padded(&text, width.saturating_sub(2), theme);
            Span::styled(format!("{text}  "), theme.style(role))
        });
        Line::from(cells.collect::<Vec<_>>())
    };
    rows.into_iter().map(spans).collect()
}

/// The gravest thing that a diagnosis found, and how to come to it.
fn fault(app: &App, watch: &WatchModel, columns: usize) -> Vec<Line<'static>> {
    let theme = app.theme;
    let Some(finding) = watch.fault() else { return Vec::new() };
    let (sign, head) = diagnosis::head(app, finding);
    let style = theme.style(finding.severity.into());
    let mut lines = paragraph(&format!("{sign} {head}"), columns, style);
    // Two values side by side say more than a sentence.
    let text = match (&finding.there, diagnosis::values(app, finding)) {
        (Some(_), Some(values)) => app.texts.format("watch-values", &[("values", values.into())]),
        _ => present::diagnosis(&app.texts, &watch.at.id, finding).meaning,
    };
    let key = app.keymap.first_key(Area::Watch, Action::Accept).unwrap_or_default();
    let lead = app.texts.format("watch-fault-lead", &[("key", key.into())]);
    let text = printable(&text).into_owned();
    lines.extend(paragraph(
        &app.texts.sentences([&*text, &*lead]),
        columns,
        theme.style(Role::Plain),
    ));
    lines
}

/// A change under way, or what became of the last one.
fn change(app: &App, watch: &WatchModel, columns: usize) -> Vec<Line<'static>> {
    let (texts, theme) = (&app.texts, app.theme);
    let Some(change) = &watch.change else { return Vec::new() };
    let kind = texts.say(&format!("watch-change-{}", change.kind.name()));
    let doing = |text: String| texts.with_label(&kind, &text);
    let (role, text) = match &change.state {
        ChangeState::Planning(_) => (Role::Dim, doing(texts.say("watch-change-planning"))),
        ChangeState::Asked(_) => return Vec::new(),
        ChangeState::Sending(None) => (Role::Title, doing(texts.say("watch-change-sending"))),
        ChangeState::Sending(Some((at, step))) => {
            (Role::Title, doing(format!("{} {step}", at.strftime("%H:%M:%S"))))
        }
        ChangeState::Ended(words) => {
            (words.status.into(), texts.join(ListStyle::Sentences, words.lines.iter().cloned()))
        }
    };
    paragraph(&text, columns, theme.style(role))
}

/// The addresses in large digits, to be read aloud while the device is set up, where there is room.
fn addresses(
    app: &App,
    latest: &ConnectionStatus,
    room: usize,
    columns: usize,
) -> Vec<Line<'static>> {
    let theme = app.theme;
    let told: Vec<_> =
        latest.tunnels.iter().filter_map(|it| Some((it.number, it.address.as_deref()?))).collect();
    let is_done = latest.tunnels.iter().all(|tunnel| tunnel.phase >= TunnelPhase::Phase1);
    // With a line between the two.
    let needed = (told.len() * (HEIGHT + 1)).saturating_sub(1);
    if is_done || !theme.has_unicode() || room < needed || columns < LABEL + WIDEST {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for (number, address) in told {
        let Some(rows) = large(address) else { continue };
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        let args = [("number", u64::from(number).into())];
        let label = app.texts.format("gateway-of-tunnel", &args);
        for (at, row) in rows.into_iter().enumerate() {
            let label = if at == 1 { label.as_str() } else { "" };
            lines.push(Line::from(vec![
                Span::styled(padded(label, LABEL, theme), theme.style(Role::Dim)),
                Span::styled(row, theme.style(Role::Plain)),
            ]));
        }
    }
    lines
}

/// What has changed, the latest first.
fn events(app: &App, watch: &WatchModel, columns: usize) -> Vec<Line<'static>> {
    let theme = app.theme;
    if watch.changes.is_empty() {
        return Vec::new();
    }
    let lines = watch.changes.iter().rev().flat_map(|change| {
        let time = change.at.strftime("%H:%M:%S").to_string();
        let text = present::watch_change(&app.texts, change);
        hanging(&time, theme.style(Role::Dim), &text, columns, theme.style(Role::Plain))
    });
    let utc = Line::styled(app.texts.say("watch-utc"), theme.style(Role::Dim));
    lines.chain([utc]).collect()
}

/// Everything that is told, as text: to be copied.
pub(super) fn as_text(app: &App, watch: &WatchModel) -> String {
    let columns = 200;
    let mut lines = head(app, watch, columns);
    if let Some(latest) = watch.latest() {
        lines.extend(tunnel_columns(app, watch, latest, 80));
    }
    lines.extend(fault(app, watch, columns));
    lines.extend(change(app, watch, columns));
    lines.extend(events(app, watch, columns));
    let lines = lines.into_iter().map(|line| line.to_string().trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n") + "\n"
}
