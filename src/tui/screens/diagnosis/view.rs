//! The findings above, all of the chosen one below.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::finding_text::{head, values};
use crate::flow::DiagnosisFinding;
use crate::present;
use crate::text::printable;
use crate::tui::action::{Action, Area};
use crate::tui::app::App;
use crate::tui::screens::watch::WatchModel;
use crate::tui::theme::Role;
use crate::tui::widgets::list::draw_rows;
use crate::tui::widgets::text::{fit, hanging, paragraph};

/// The most lines that the list of findings takes.
const MOST_ROWS: u16 = 7;

/// Draws what is wrong with the connection at hand.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let watch = app.watches.current()?;
    let columns = usize::from(area.width).saturating_sub(1);
    let above = title(app, watch, columns);
    for (line, y) in above.iter().zip(area.y..area.bottom()) {
        buffer.set_line(area.x, y, line, area.width);
    }
    let used = u16::try_from(above.len()).unwrap_or(area.height).min(area.height);
    let rest = Rect { y: area.y + used, height: area.height - used, ..area };
    let findings = watch.diagnosis.findings();
    let rows = u16::try_from(findings.len()).unwrap_or(MOST_ROWS).min(MOST_ROWS);
    let rows = rows.min(rest.height / 3);
    let list = Rect { height: rows, ..rest };
    draw_list(app, watch, findings, list, buffer);
    let finding = watch.diagnosis.chosen()?;
    let y = list.bottom();
    if y < rest.bottom() {
        let rule = app.theme.border().horizontal_top.repeat(columns);
        buffer.set_stringn(area.x, y, rule, columns, app.theme.style(Role::Border));
    }
    let below = Rect { y: y + 1, height: rest.bottom().saturating_sub(y + 1), ..area };
    let lines = finding_lines(app, watch, finding, columns);
    watch.diagnosis.scroll.draw(&lines, below, buffer, app.theme);
    None
}

/// Whose diagnosis it is, of when, and what is missing from it.
fn title(app: &App, watch: &WatchModel, columns: usize) -> Vec<Line<'static>> {
    let (texts, theme) = (&app.texts, app.theme);
    let diagnosis = &watch.diagnosis;
    let name = printable(watch.label()).into_owned();
    let verdict = present::verdict(texts, watch.verdict().0);
    let id = match (&diagnosis.found, diagnosis.asked) {
        (_, Some(_)) => "diagnosis-asking",
        (Some(_), None) => "diagnosis-of",
        (None, None) => "diagnosis-none",
    };
    let time = diagnosis.found.as_ref().map(|(_, at)| at.strftime("%H:%M:%S UTC").to_string());
    let args = [
        ("name", name.into()),
        ("verdict", verdict.into()),
        ("time", time.unwrap_or_default().into()),
    ];
    let text = fit(&texts.format(id, &args), columns, theme);
    let mut lines = vec![Line::styled(text, theme.style(Role::Title))];
    if let Some(why) = &diagnosis.failed {
        let key = app.keymap.first_key(Area::Diagnosis, Action::Diagnose).unwrap_or_default();
        let args = [("why", why.clone().into()), ("key", key.into())];
        let text = texts.format("diagnosis-failed", &args);
        lines.extend(paragraph(&text, columns, theme.style(Role::Warning)));
    }
    if let Some((found, _)) = &diagnosis.found {
        for (id, trouble) in
            [("diagnose-no-service", &found.no_diagnosis), ("diagnose-no-log", &found.no_log)]
        {
            if let Some(trouble) = trouble {
                let why = [("why", present::trouble(texts, trouble).into())];
                let text = texts.format(id, &why);
                lines.extend(paragraph(&text, columns, theme.style(Role::Warning)));
            }
        }
        if found.findings.is_empty() {
            let text = texts.say("diagnosis-nothing");
            lines.extend(paragraph(&text, columns, theme.style(Role::Plain)));
        }
    }
    lines
}

fn draw_list(
    app: &App,
    watch: &WatchModel,
    findings: &[DiagnosisFinding],
    area: Rect,
    buffer: &mut Buffer,
) {
    draw_rows(watch.diagnosis.cursor, findings.len(), area, buffer, app.theme, |index| {
        let finding = &findings[index];
        let (sign, head) = head(app, finding);
        let sign = if app.is_repaired(finding) { app.theme.marks().done } else { sign };
        let field = finding.field.map(|field| app.texts.path_label(field)).unwrap_or_default();
        (finding.severity.into(), format!("{sign} {head}  {field}"))
    });
}

/// All there is to say of a finding.
pub(super) fn finding_lines(
    app: &App,
    watch: &WatchModel,
    finding: &DiagnosisFinding,
    columns: usize,
) -> Vec<Line<'static>> {
    let (texts, theme) = (&app.texts, app.theme);
    let report = present::diagnosis(texts, &watch.at.id, finding);
    let mut lines = paragraph(&printable(&report.meaning), columns, theme.style(Role::Plain));
    if let Some(values) = values(app, finding) {
        lines.extend(paragraph(&values, columns, theme.style(Role::Title)));
    }
    if let Some(field) = finding.field {
        let place = texts.parenthesized(&texts.path_label(field), &field.to_string());
        let text = texts.format("diagnose-field", &[("field", place.into())]);
        lines.extend(paragraph(&text, columns, theme.style(Role::Dim)));
        if let Some(value) = app.draft_value(field) {
            let args = [("value", value.into())];
            let text = texts.format("diagnosis-draft-value", &args);
            lines.extend(paragraph(&text, columns, theme.style(Role::Dim)));
        }
    }
    let key = |action| app.keymap.first_key(Area::Diagnosis, action).unwrap_or_default();
    let here = match &finding.repair {
        Some(repair) => {
            let args = [
                ("value", printable(&repair.value).into_owned().into()),
                ("repair", key(Action::Repair).into()),
                ("send", key(Action::Submit).into()),
            ];
            Some(texts.format("diagnosis-repair-here", &args))
        }
        None => report.repair_here,
    };
    let here = match app.is_repaired(finding) {
        true => {
            let args = [("send", key(Action::Submit).into())];
            Some(texts.format("diagnosis-repaired", &args))
        }
        false => here,
    };
    let sides = [("diagnosis-side-here", here), ("diagnosis-side-there", report.repair_there)];
    for (id, text) in sides {
        if let Some(text) = text {
            let style = theme.style(Role::Title);
            let text = printable(&text).into_owned();
            lines.extend(hanging(&texts.say(id), style, &text, columns, theme.style(Role::Plain)));
        }
    }
    for line in &finding.commands_there {
        let line = format!("  {}", printable(line));
        lines.push(Line::styled(fit(&line, columns, theme), theme.style(Role::Plain)));
    }
    if let Some(log) = &finding.log {
        lines.extend(paragraph(&printable(log), columns, theme.style(Role::Dim)));
    }
    lines
}
