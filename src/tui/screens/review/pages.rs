//! The pages of the review: the request as it will be sent, in several forms, to look at and to take
//! away.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;
use zeroize::Zeroizing;

use super::finding_text::in_a_line;
use super::model::ReviewPage;
use super::{both_sides, device_page, summary};
use crate::connection::{
    Connection, ConnectionPreview, Draft, FieldOwner, FieldPath, FieldValue, Key, Mode, Origin,
    Rule, catalogue,
};
use crate::export::{
    KeyDisplay, SIGNATURE_MINUTES, aliyun_command, curl_command, needs_force, parameters,
    request_json,
};
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::document::Document;
use crate::tui::screens::form;
use crate::tui::steps::{Section, section};
use crate::tui::theme::Role;
use crate::tui::widgets::key_input::key_text;
use crate::tui::widgets::text::{hard_wrapped, padded, wrapped};

fn key_display(app: &App) -> KeyDisplay {
    if app.review.is_revealed { KeyDisplay::Revealed } else { KeyDisplay::Masked }
}

/// The request as it stands. With errors it would not be sent, and yet it can be looked at.
fn outline(draft: &Draft) -> Option<ConnectionPreview> {
    let all = Rule::ALL.iter().copied().collect();
    ConnectionPreview::from_draft(draft, &all).ok()
}

/// The page at hand as a text.
pub fn text(app: &App) -> Option<Zeroizing<String>> {
    let document = app.document.as_ref()?;
    let outline = outline(document.draft())?;
    let connection = outline.connection();
    let lines = |lines: Vec<(Role, String)>| {
        let lines: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
        Zeroizing::new(lines.join("\n") + "\n")
    };
    Some(match app.review.tab {
        ReviewPage::Findings => {
            let told = document.findings().iter().map(|finding| {
                (Role::Plain, format!("{} {}", finding.rule.id(), in_a_line(app, finding)))
            });
            lines(told.collect())
        }
        ReviewPage::Summary => summary::text(app, document, connection, 100).into(),
        ReviewPage::Device => return device_page::text(app, document),
        ReviewPage::BothSides => both_sides::text(app, document).into(),
        ReviewPage::Values => lines(values(app, document, connection, 100)),
        ReviewPage::Parameters => {
            let mut text = Zeroizing::new(String::new());
            for (name, value) in parameters(connection, key_display(app)) {
                text.push_str(&name);
                text.push('=');
                text.push_str(&value);
                text.push('\n');
            }
            text
        }
        ReviewPage::Json => request_json(connection, key_display(app)),
        ReviewPage::Command => aliyun_command(connection, key_display(app)).ok()?,
        ReviewPage::Curl => curl_command(connection, key_display(app)).ok()?,
    })
}

/// Every value that will apply, with where it comes from; what differs from the default stands out.
fn values(
    app: &App,
    document: &Document,
    connection: &Connection,
    columns: usize,
) -> Vec<(Role, String)> {
    let draft = document.draft();
    let mode = draft.mode();
    let tags = draft.tags();
    let tunnels = if mode == Mode::Dual { draft.tunnels().min(2) } else { 0 };
    let mut lines = Vec::new();
    // In the order and under the headings of the forms, so that short labels say enough.
    let part = |path: &FieldPath| match section(path.key) {
        Section::Hidden => (path.owner, Section::Gateway),
        section => (path.owner, section),
    };
    let mut paths: Vec<FieldPath> =
        FieldPath::all(tunnels, tags).filter(|path| draft.applies(*path)).collect();
    paths.sort_by_key(part);
    let mut heading = None;
    for path in paths {
        let Some((shown, origin, differs)) = shown_value(app, document, connection, path) else {
            continue;
        };
        let mark = if differs { "*" } else { " " };
        let role = if differs { Role::Title } else { Role::Dim };
        // Label, value, origin; where that is too much for a line, the value has its own.
        let label_width = 25;
        let room = columns.saturating_sub(label_width + origin.width() + 5);
        let label = padded(&form::label(app, path), label_width, app.theme);
        if heading.replace(part(&path)) != Some(part(&path)) {
            if !lines.is_empty() {
                lines.push((Role::Plain, String::new()));
            }
            lines.push((Role::Title, heading_of(app, path)));
        }
        if shown.width() <= room {
            let value = padded(&shown, room, app.theme);
            lines.push((role, format!("{mark} {label} {value} {origin}")));
        } else {
            let gap = " ".repeat(room);
            lines.push((role, format!("{mark} {label} {gap} {origin}")));
            lines.push((role, format!("    {shown}")));
        }
    }
    lines
}

/// A value that will apply, where it comes from, and whether it is another one than the default.
fn shown_value(
    app: &App,
    document: &Document,
    connection: &Connection,
    path: FieldPath,
) -> Option<(String, String, bool)> {
    let default = catalogue::field(path.key).default.of(document.draft().mode());
    let sent = connection.get(path);
    let shown = match sent {
        Some(FieldValue::Secret(key)) if app.review.is_revealed => {
            key_text(key, true, "").to_string()
        }
        Some(value) => printable(&value.shown()).into_owned(),
        None => default?.to_owned(),
    };
    let origin = match (sent, document.origin(path)) {
        (Some(_), Some(origin)) => format!("origin-{}", origin.name()),
        _ => "origin-service".to_owned(),
    };
    // A region that the profile chose is nobody's choice for this connection.
    let is_chosen = document.origin(path) != Some(Origin::Default);
    // A tunnel has a number whether it is written or not.
    let is_its_number = path.key == Key::TunnelIndex;
    let differs = sent.is_some() && is_chosen && default != Some(shown.as_str()) && !is_its_number;
    Some((shown, app.texts.say(&origin), differs))
}

/// The heading that a field stands under, with the tunnel that it is of.
fn heading_of(app: &App, path: FieldPath) -> String {
    let section = match section(path.key) {
        Section::Hidden => Section::Gateway,
        section => section,
    };
    let name = app.texts.say(section.name());
    match path.owner {
        FieldOwner::Tunnel(number) => {
            let tunnel = app.texts.format("step-tunnel", &[("number", number.into())]);
            app.texts.with_label(&tunnel, &name)
        }
        _ => name,
    }
}

/// The lines of the page at hand.
pub fn page(app: &App, document: &Document, columns: usize) -> Vec<Line<'static>> {
    let theme = app.theme;
    let Some(outline) = outline(document.draft()) else { return Vec::new() };
    let connection = outline.connection();
    let styled = |lines: Vec<(Role, String)>| -> Vec<Line<'static>> {
        lines
            .into_iter()
            .flat_map(|(role, line)| {
                let style = theme.style(role);
                let lines =
                    if line.is_empty() { vec![String::new()] } else { wrapped(&line, columns) };
                lines.into_iter().map(move |line| Line::styled(line, style))
            })
            .collect()
    };
    match app.review.tab {
        ReviewPage::Findings => Vec::new(),
        ReviewPage::Summary => summary::page(app, document, connection, columns),
        ReviewPage::Device => device_page::page(app, document, columns),
        ReviewPage::BothSides => both_sides::page(app, document, columns).0,
        ReviewPage::Values => styled(values(app, document, connection, columns)),
        ReviewPage::Parameters => parameters(connection, key_display(app))
            .into_iter()
            .flat_map(|(name, value)| {
                let value = Zeroizing::new(printable(&value).into_owned());
                let whole = Zeroizing::new(format!("{name}={}", value.as_str()));
                hard_wrapped(&whole, columns)
            })
            .map(|line| Line::styled(line, theme.style(Role::Plain)))
            .collect(),
        ReviewPage::Json => json_lines(&request_json(connection, key_display(app)), app, columns),
        ReviewPage::Command | ReviewPage::Curl => {
            let is_curl = app.review.tab == ReviewPage::Curl;
            let command = match is_curl {
                true => curl_command(connection, key_display(app)),
                false => aliyun_command(connection, key_display(app)),
            };
            let command = match command {
                Ok(command) => command,
                Err(error) => return styled(vec![(Role::Error, error.to_string())]),
            };
            // What the command does not say by itself, and is not part of what is copied.
            let minutes = [("minutes", SIGNATURE_MINUTES.into())];
            let note = match is_curl {
                true => Some(app.texts.format("review-curl-note", &minutes)),
                false => needs_force(connection).then(|| app.texts.say("review-force-note")),
            };
            let note = note.map(|note| vec![(Role::Hint, note), (Role::Plain, String::new())]);
            let mut lines = styled(note.unwrap_or_default());
            lines.extend(
                command
                    .lines()
                    .flat_map(|line| hard_wrapped(&printable(line), columns))
                    .map(|line| Line::styled(line, theme.style(Role::Plain))),
            );
            lines
        }
    }
}

/// JSON with its names set off.
fn json_lines(text: &str, app: &App, columns: usize) -> Vec<Line<'static>> {
    text.lines()
        .flat_map(|line| hard_wrapped(&printable(line), columns))
        .map(|line| match line.split_once("\": ") {
            Some((name, value)) if name.trim_start().starts_with('"') => Line::from(vec![
                Span::styled(format!("{name}\":"), app.theme.style(Role::Key)),
                Span::styled(format!(" {value}"), app.theme.style(Role::Plain)),
            ]),
            _ => Line::styled(line, app.theme.style(Role::Plain)),
        })
        .collect()
}
