//! Help beside or below the form: what is wrong where the keys are, and what it is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr as _;

use crate::connection::{FieldPath, Finding, ListStyle, catalogue};
use crate::peer::FieldVerdict;
use crate::present::device_has;
use crate::tui::action::{Action, Area};
use crate::tui::app::{App, Screen};
use crate::tui::document::Document;
use crate::tui::layout::Areas;
use crate::tui::rows::{FormButton, FormItem};
use crate::tui::screens::{device, diagnosis, form, gateways, review};
use crate::tui::steps::WizardStep;
use crate::tui::theme::Role;
use crate::tui::widgets::text::{bar, hanging, paragraph};

pub(super) fn draw_help(app: &App, step: WizardStep, areas: &Areas, buffer: &mut Buffer) {
    let theme = app.theme;
    let area = areas.help;
    let beside = areas.help.y == areas.main.y;
    let inside = if beside {
        for y in area.y..area.bottom() {
            buffer.set_string(area.x - 1, y, theme.marks().separator, theme.style(Role::Border));
        }
        Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
    } else {
        let rule = theme.border().horizontal_top.repeat(area.width.into());
        buffer.set_stringn(area.x, area.y, rule, area.width.into(), theme.style(Role::Border));
        let x = area.x + u16::from(areas.rail_beside);
        Rect {
            x,
            y: area.y + 1,
            width: area.right().saturating_sub(x + 1),
            height: area.height.saturating_sub(1),
        }
    };
    let lines = help_lines(app, step, usize::from(inside.width).saturating_sub(2));
    for (line, y) in lines.iter().zip(inside.y..inside.bottom()) {
        buffer.set_line(inside.x, y, line, inside.width.saturating_sub(1));
    }
    if lines.len() > usize::from(inside.height) {
        bar(0, lines.len(), inside, buffer, theme);
        // The rest is one key away.
        let key = app.keymap.first_key(app.area(), Action::Help).unwrap_or_default();
        let text = format!(" {} ", app.texts.format("help-more", &[("key", key.into())]));
        let width = u16::try_from(text.width()).unwrap_or(0);
        let y = if beside { area.bottom().saturating_sub(1) } else { area.y };
        if width + 4 < area.width {
            buffer.set_string(area.right() - width - 2, y, text, theme.style(Role::Dim));
        }
    }
}

/// What there is to say about where the keys are: first what is wrong, then what it is.
fn help_lines(app: &App, step: WizardStep, columns: usize) -> Vec<Line<'static>> {
    let theme = app.theme;
    let advice = match step {
        WizardStep::Review => Some(review::advice(app)),
        WizardStep::Device => Some(device::advice(app)),
        _ => None,
    };
    if let Some(advice) = advice {
        return advice
            .into_iter()
            .flat_map(|(role, text)| paragraph(&text, columns, theme.style(role)))
            .collect();
    }
    let Some(document) = &app.document else { return Vec::new() };
    match app.form.focused(app.screen) {
        Some(FormItem::Field(path)) => field_lines(app, document, path, columns),
        Some(FormItem::Button(button)) => {
            let id = match button {
                FormButton::Mode(_) => "help-mode",
                FormButton::Preset(_) => "help-preset",
                FormButton::CopyTunnel => "help-copy-tunnel",
                FormButton::AddTag | FormButton::RemoveTag(_) => "help-tags",
                FormButton::Continue => "help-continue",
            };
            let mut lines = Vec::new();
            if let FormButton::Preset(place) = button
                && let Some(preset) = app.form.preset_at(place, document)
            {
                // What its device needs is to be read when one comes back, too.
                let args = [
                    ("name", app.texts.preset(preset).into()),
                    ("help", app.texts.preset_help(preset).into()),
                ];
                let text = app.texts.format("help-preset-here", &args);
                lines.extend(paragraph(&text, columns, theme.style(Role::Plain)));
            }
            lines.extend(paragraph(&app.texts.say(id), columns, theme.style(Role::Plain)));
            if matches!(button, FormButton::Mode(_)) {
                for finding in document.findings() {
                    if Document::is_of_mode(finding) {
                        lines.extend(finding_lines(app, document, finding, None, columns));
                    }
                }
            }
            lines
        }
        None => Vec::new(),
    }
}

/// Everything there is to say about a field.
pub fn field_lines(
    app: &App,
    document: &Document,
    path: FieldPath,
    columns: usize,
) -> Vec<Line<'static>> {
    let theme = app.theme;
    let mut lines = Vec::new();
    if let Some(objection) = document.refused_field().filter(|objection| objection.path == path) {
        let told = &objection.explanation;
        let text = app.texts.sentences([&*told.meaning, &*told.remedy]);
        let head =
            app.texts.format("objection", &[("code", objection.explanation.code.clone().into())]);
        lines.extend(paragraph(&head, columns, theme.style(Role::Error)));
        lines.extend(paragraph(&text, columns, theme.style(Role::Plain)));
    }
    if let Some(found) = app.diagnosed_at(path) {
        lines.extend(diagnosis::lines_at_field(app, found, columns));
    }
    let breaks = document.differences_at(path).iter().any(|(_, found)| found.is_breaking());
    if breaks {
        lines.extend(device_lines(app, document, path, columns));
    }
    for finding in form::visible_findings(document, path) {
        lines.extend(finding_lines(app, document, finding, Some(path), columns));
    }
    if !breaks {
        lines.extend(device_lines(app, document, path, columns));
    }
    if app.screen == Screen::Step(WizardStep::Gateways)
        && let Some(gateway) = gateways::selected_gateway_text(app)
    {
        lines.extend(paragraph(&gateway, columns, theme.style(Role::Focus)));
    }
    let wire = format!("{}  {path}", app.texts.label(path.key));
    lines.extend(paragraph(&wire, columns, theme.style(Role::Title)));
    let help = app.texts.help(path.key, document.draft().mode());
    lines.extend(paragraph(&help, columns, theme.style(Role::Plain)));
    let field = catalogue::field(path.key);
    if let catalogue::FieldKind::Choice(words) = field.kind {
        let args = [("values", words.join(", ").into())];
        let text = app.texts.format("help-allowed", &args);
        lines.extend(paragraph(&text, columns, theme.style(Role::Dim)));
    }
    if let Some(default) = field.default.of(document.draft().mode()) {
        let args = [("value", default.into())];
        let text = app.texts.format("help-default", &args);
        lines.extend(paragraph(&text, columns, theme.style(Role::Dim)));
    }
    if let Some(origin) = document.origin(path) {
        let args = [("origin", app.texts.say(&format!("origin-{}", origin.name())).into())];
        let text = app.texts.format("help-origin", &args);
        lines.extend(paragraph(&text, columns, theme.style(Role::Dim)));
    }
    lines
}

/// What the device has for a field, and what comes of a difference.
fn device_lines(
    app: &App,
    document: &Document,
    path: FieldPath,
    columns: usize,
) -> Vec<Line<'static>> {
    let theme = app.theme;
    let mut lines = Vec::new();
    let differences = document.differences_at(path).into_iter();
    for (_, found) in differences.filter(|(_, it)| it.verdict != FieldVerdict::Unknown) {
        let (sign, role) = theme.comparison_sign(found);
        let Some(mut text) = device_has(&app.texts, found) else { continue };
        if let Some(value) = &found.repair_here {
            let key = app.keymap.first_key(app.area(), Action::Repair).unwrap_or_default();
            let args = [("key", key.into()), ("value", value.clone().into())];
            text = app.texts.sentences([&*text, &*app.texts.format("form-device-repair", &args)]);
        }
        lines.extend(hanging(sign, theme.style(role), &text, columns, theme.style(Role::Plain)));
    }
    lines
}

/// A finding with its sign, the other fields it names, and the key that repairs it.
fn finding_lines(
    app: &App,
    document: &Document,
    finding: &Finding,
    at: Option<FieldPath>,
    columns: usize,
) -> Vec<Line<'static>> {
    let theme = app.theme;
    let (sign, _) = theme.severity_sign(finding.severity(), document.is_acknowledged(finding));
    let head = format!("{sign} {}", finding.rule.id());
    let mut text = app.texts.finding_on_form(finding, at);
    let others: Vec<String> = finding
        .fields
        .iter()
        .filter(|path| at.is_some() && Some(**path) != at)
        .map(|path| app.texts.path_label(*path))
        // What the sentence names is said.
        .filter(|place| !text.contains(place))
        .take(3)
        .collect();
    if !others.is_empty() {
        let args = [("fields", app.texts.join(ListStyle::Words, others).into())];
        text = app.texts.sentences([&*text, &*app.texts.format("finding-also", &args)]);
    }
    let repairable = app.area() == Area::Form || app.area() == Area::TextPager;
    if let Some(offer) = review::repair_offer(app, finding).filter(|_| at.is_some() && repairable) {
        text = app.texts.sentences([&*text, &*offer]);
    }
    let style = theme.style(finding.severity().into());
    hanging(&head, style, &text, columns, theme.style(Role::Plain))
}
