//! How a form looks: its lines in the window, their values and signs, and what there is to say of a
//! field.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use zeroize::Zeroizing;

use super::model::Editing;
use crate::connection::{Draft, FieldOwner, FieldPath, Finding, Key, Mode, Origin, Severity};
use crate::text::{columns, printable};
use crate::tui::app::App;
use crate::tui::app::Screen;
use crate::tui::document::Document;
use crate::tui::rows::{FormButton, FormItem, FormRow, rows};
use crate::tui::steps::{InputKind, WizardStep, entry};
use crate::tui::theme::Role;
use crate::tui::widgets::key_input::key_text;
use crate::tui::widgets::text::{bar, fit, padded, wrapped};

/// Columns of a label.
const LABEL: u16 = 25;

/// How many lines of the form are above the window: the one that has the keys is in its middle, but for a
/// click, which moves nothing.
pub(super) fn scrolled_by(app: &App, step: WizardStep, area: Rect) -> u16 {
    let Some(document) = &app.document else { return 0 };
    let all = rows(step, document.draft());
    let heights: Vec<u16> = all.iter().map(|row| height(app, *row, area.width)).collect();
    let total: u16 = heights.iter().sum();
    let here = app.form.focused(app.screen);
    let at = all.iter().position(|row| matches!(row, FormRow::Item(item) if Some(*item) == here));
    let above: u16 = heights.iter().take(at.unwrap_or(0)).sum();
    let own = at.map_or(1, |at| heights[at]);
    match app.form.clicked {
        _ if total <= area.height => 0,
        Some((at, scroll)) if at == step => scroll.min(total - area.height),
        _ => {
            let middle = above + own / 2;
            middle.saturating_sub(area.height / 2).min(total - area.height).min(above)
        }
    }
}

/// The lines of the form that are seen, and where.
pub(super) fn placed(app: &App, step: WizardStep, area: Rect) -> Vec<(Rect, FormRow)> {
    let Some(document) = &app.document else { return Vec::new() };
    let all = rows(step, document.draft());
    let heights: Vec<u16> = all.iter().map(|row| height(app, *row, area.width)).collect();
    let total: u16 = heights.iter().sum();
    let scroll = scrolled_by(app, step, area);
    let mut y = 0;
    let mut found = Vec::new();
    for (row, height) in all.into_iter().zip(heights) {
        let (top, bottom) = (y, y + height);
        y = bottom;
        if top < scroll || top >= scroll + area.height {
            continue;
        }
        let shown = height.min(scroll + area.height - top);
        let width = area.width.saturating_sub(u16::from(total > area.height) * 2);
        found.push((Rect { x: area.x, y: area.y + top - scroll, width, height: shown }, row));
    }
    found
}

fn height(app: &App, row: FormRow, width: u16) -> u16 {
    match row {
        FormRow::Item(FormItem::Button(FormButton::Mode(mode))) => {
            let lines = wrapped(&mode_words(app, mode), usize::from(width.saturating_sub(6)));
            u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2)
        }
        _ => 1,
    }
}

fn mode_words(app: &App, mode: Mode) -> String {
    app.texts.say(&format!("mode-{}.help", mode.name()))
}

/// Draws the form and tells where the cursor is.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let Screen::Step(step) = app.screen else { return None };
    let document = app.document.as_ref()?;
    let lines = placed(app, step, area);
    let all = rows(step, document.draft());
    let total: u16 = all.iter().map(|row| height(app, *row, area.width)).sum();
    if total > area.height
        && let Some((_, first)) = lines.first()
    {
        let before = all.iter().take_while(|row| *row != first);
        let scroll: u16 = before.map(|row| height(app, *row, area.width)).sum();
        bar(scroll.into(), total.into(), area, buffer, app.theme);
    }
    let mut cursor = None;
    for (rect, row) in lines {
        let found = match row {
            FormRow::Heading(section) => {
                let style = app.theme.style(Role::Title);
                buffer.set_stringn(
                    rect.x,
                    rect.y,
                    app.texts.say(section.name()),
                    rect.width.into(),
                    style,
                );
                None
            }
            FormRow::Item(FormItem::Button(button)) => {
                draw_button(app, document, button, rect, buffer);
                None
            }
            FormRow::Item(FormItem::Field(path)) => draw_field(app, document, path, rect, buffer),
        };
        cursor = cursor.or(found);
    }
    cursor
}

fn draw_button(
    app: &App,
    document: &Document,
    button: FormButton,
    rect: Rect,
    buffer: &mut Buffer,
) {
    let is_here = app.form.focused(app.screen) == Some(FormItem::Button(button));
    let marks = app.theme.marks();
    let style = app.theme.style(if is_here { Role::Focus } else { Role::Plain });
    let width = usize::from(rect.width);
    if let FormButton::Mode(mode) = button {
        let chosen = document.draft().mode() == mode;
        let mark = if chosen { "(*)" } else { "( )" };
        let name = app.texts.say(&format!("mode-{}", mode.name()));
        let head = format!("{} {mark} {name} ", if is_here { marks.here } else { " " });
        buffer.set_stringn(rect.x, rect.y, fit(&head, width, app.theme), width, style);
        let words = wrapped(&mode_words(app, mode), width.saturating_sub(6));
        let plain = app.theme.style(if chosen { Role::Plain } else { Role::Dim });
        for (line, y) in words.iter().zip(rect.y + 1..rect.bottom()) {
            buffer.set_stringn(rect.x + 6, y, line, width.saturating_sub(6), plain);
        }
        return;
    }
    let text = match button {
        FormButton::Preset(_) => app.texts.say("button-preset"),
        FormButton::CopyTunnel => app.texts.say("button-copy-tunnel"),
        FormButton::AddTag => app.texts.say("button-add-tag"),
        FormButton::RemoveTag(number) => {
            app.texts.format("button-remove-tag", &[("number", number.into())])
        }
        FormButton::Mode(_) | FormButton::Continue => app.texts.say("button-continue"),
    };
    let mark = if is_here { marks.here } else { " " };
    let text = format!("{mark} [ {text} ]");
    buffer.set_stringn(rect.x, rect.y, fit(&text, width, app.theme), width, style);
}

/// The findings that are told about a field now, gravest first.
pub fn visible_findings(document: &Document, path: FieldPath) -> Vec<&Finding> {
    document
        .findings_at(path)
        .filter(|finding| !Document::is_of_mode(finding))
        .filter(|finding| !document.is_missing(finding) || document.was_visited(path))
        .filter(|finding| !document.is_deferred(finding))
        .collect()
}

/// The sign and role a field has at the right of its line.
pub fn sign(app: &App, document: &Document, path: FieldPath) -> Option<(&'static str, Role)> {
    let marks = app.theme.marks();
    if document.refused_field().is_some_and(|objection| objection.path == path) {
        return Some((marks.error, Role::Error));
    }
    let told = visible_findings(document, path);
    let is_wrong = told.first().is_some_and(|worst| worst.severity() == Severity::Error);
    if !is_wrong && document.differences_at(path).iter().any(|(_, found)| found.is_breaking()) {
        return Some((marks.error, Role::Error));
    }
    if let Some(worst) = told.first() {
        let is_acknowledged = document.is_acknowledged(worst);
        return Some(app.theme.severity_sign(worst.severity(), is_acknowledged));
    }
    // One finding may miss several fields at once.
    let missing = document.findings_at(path).any(|finding| document.is_missing(finding));
    (missing && !document.draft().has(path)).then_some((marks.missing, Role::Missing))
}

fn draw_field(
    app: &App,
    document: &Document,
    path: FieldPath,
    rect: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let is_here = app.form.focused(app.screen) == Some(FormItem::Field(path));
    let theme = app.theme;
    let marks = theme.marks();
    let label_width = LABEL.min(rect.width / 2);
    let label = label(app, path);
    let mark = if is_here { marks.here } else { " " };
    let role = if is_here { Role::Title } else { Role::Plain };
    let head = format!("{mark} {}", padded(&label, usize::from(label_width) - 2, theme));
    buffer.set_stringn(rect.x, rect.y, head, label_width.into(), theme.style(role));

    if let Some((sign, role)) = sign(app, document, path) {
        buffer.set_string(rect.right().saturating_sub(1), rect.y, sign, theme.style(role));
    }
    let room = Rect {
        x: rect.x + label_width + 1,
        width: rect.width.saturating_sub(label_width + 3),
        ..rect
    };
    let origin = origin_word(app, document, path);
    let origin_width = u16::try_from(columns(&origin)).unwrap_or(0);
    let with_origin = room.width > origin_width + 24 && origin_width > 0;
    let value = Rect {
        width: if with_origin { room.width - origin_width - 1 } else { room.width },
        ..room
    };
    if with_origin {
        buffer.set_string(value.right() + 1, rect.y, &origin, theme.style(Role::Dim));
    }
    draw_value(app, document, path, is_here, value, buffer)
}

/// The name of a field where its heading says the rest.
pub fn label(app: &App, path: FieldPath) -> String {
    let short = format!("field-{:?}.short", path.key);
    let label =
        if app.texts.has(&short) { app.texts.say(&short) } else { app.texts.label(path.key) };
    match path.owner {
        FieldOwner::Tag(number) => format!("{label} {number}"),
        FieldOwner::Tunnel(number) if path.key == Key::CustomerGatewayId => {
            app.texts.format("gateway-of-tunnel", &[("number", number.into())])
        }
        _ => label,
    }
}

fn origin_word(app: &App, document: &Document, path: FieldPath) -> String {
    match document.origin(path) {
        None | Some(Origin::Typed) => String::new(),
        Some(origin) => app.texts.say(&format!("origin-{}", origin.name())),
    }
}

fn draw_value(
    app: &App,
    document: &Document,
    path: FieldPath,
    is_here: bool,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    if area.width < 2 {
        return None;
    }
    if is_here && let Some(cursor) = draw_editing(app, document, path, area, buffer) {
        return Some(cursor);
    }
    let (theme, width) = (app.theme, usize::from(area.width));
    let (text, role) = value(app, document, path, is_here);
    let text = fit(&text, width, theme);
    buffer.set_stringn(area.x, area.y, text, width, theme.style(role));
    None
}

/// What stands in the place of a value, and its role. A key is wiped from memory once it is drawn.
fn value(
    app: &App,
    document: &Document,
    path: FieldPath,
    is_here: bool,
) -> (Zeroizing<String>, Role) {
    let marks = app.theme.marks();
    let draft = document.draft();
    let plain = if is_here { Role::Focus } else { Role::Plain };
    let dim_elsewhere = if is_here { Role::Focus } else { Role::Dim };
    let (text, role) = match (entry(path), draft.text(path)) {
        (InputKind::Choice(_) | InputKind::Region, text) => {
            let role = if text.is_some() { plain } else { dim_elsewhere };
            let text = text.map(|text| printable(text).into_owned());
            let text = text.unwrap_or_else(|| absent(app, draft, path));
            let open = format!("{} {text} {}", marks.open_left, marks.open_right);
            (if is_here { open } else { text }, role)
        }
        (InputKind::Secret, _) => match draft.key(path) {
            Some((key, _)) => {
                return (key_text(key, app.form.is_revealed(path), marks.masked), plain);
            }
            None if draft.is_key_unresolved(path) => (unopened(app, document, path), Role::Dim),
            None => (absent(app, draft, path), Role::Dim),
        },
        (InputKind::Text, Some(text)) => {
            let args = [("lines", text.lines().count().into()), ("bytes", text.len().into())];
            (app.texts.format("value-text", &args), plain)
        }
        (InputKind::Text, None) => (app.texts.say("value-text-none"), dim_elsewhere),
        (InputKind::Line | InputKind::Gateway, Some(text)) => (printable(text).into_owned(), plain),
        (InputKind::Line | InputKind::Gateway, None) => (absent(app, draft, path), Role::Dim),
    };
    (Zeroizing::new(text), role)
}

/// Draws the field that is being typed into, and where its cursor stands.
fn draw_editing(
    app: &App,
    document: &Document,
    path: FieldPath,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    match &app.form.editing {
        Editing::Line(at, input) if *at == path => Some(input.draw(area, buffer, app.theme)),
        Editing::Key(at, input) if *at == path => {
            let cursor = input.draw(area, buffer, app.theme);
            if document.draft().is_key_unresolved(path) {
                let text = unopened(app, document, path);
                let role = if input.is_selected() { Role::Focus } else { Role::Dim };
                buffer.set_stringn(area.x, area.y, &text, area.width.into(), app.theme.style(role));
            }
            Some(cursor)
        }
        _ => None,
    }
}

/// What stands in the place of an absent value: what the service will take.
fn absent(app: &App, draft: &Draft, path: FieldPath) -> String {
    match crate::connection::catalogue::field(path.key).default.of(draft.mode()) {
        Some(default) => app.texts.format("value-default", &[("value", default.into())]),
        None => String::new(),
    }
}

/// Where a key that nobody has opened stands.
fn unopened(app: &App, document: &Document, path: FieldPath) -> String {
    use crate::drafts::KeyReference as R;
    match document.file().key_reference(path) {
        Some(R::Env(name)) => app.texts.format("value-env", &[("name", name.clone().into())]),
        Some(R::File(path)) => {
            app.texts.format("value-file", &[("path", path.display().to_string().into())])
        }
        Some(R::Command(words)) => {
            let program = words.first().cloned().unwrap_or_default();
            app.texts.format("value-command", &[("program", program.into())])
        }
        Some(R::Ask) => app.texts.say("value-ask"),
        _ => app.texts.say("value-sealed"),
    }
}
