//! The findings as a list, and the pages of the request.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::model::{ReviewPage, TABS};
use super::pages;
use crate::connection::{Finding, Severity};
use crate::tui::action::{Action, Area};
use crate::tui::app::App;
use crate::tui::document::Document;
use crate::tui::theme::Role;
use crate::tui::widgets::tabs;
use crate::tui::widgets::text::{bar, fit, padded, scrolled};

/// The fields that a finding is about, or the choice that it is about, in words.
fn subject(app: &App, finding: &Finding, most: usize) -> String {
    if Document::is_of_mode(finding) {
        return app.texts.say("summary-mode");
    }
    let fields = finding.fields.iter().take(most);
    fields.map(|path| app.texts.place(*path)).collect::<Vec<_>>().join(", ")
}

pub(super) fn list_area(area: Rect) -> Rect {
    let head = 3.min(area.height);
    Rect { y: area.y + head, height: area.height - head, ..area }
}

/// Draws the review.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let Some(document) = &app.document else { return None };
    let here = TABS.iter().position(|tab| *tab == app.review.tab);
    tabs::draw(&tab_names(app), here, area, buffer, app.theme);
    let head = Rect { y: area.y + 1, height: 1.min(area.height.saturating_sub(1)), ..area };
    draw_counts(app, document, head, buffer);
    if let Some((role, text)) = last_submission(app, document)
        && area.height > 3
    {
        let width = usize::from(area.width);
        let text = fit(&text, width, app.theme);
        buffer.set_stringn(area.x, area.y + 2, text, width, app.theme.style(role));
    }
    let list = list_area(area);
    if app.review.tab == ReviewPage::Findings {
        draw_findings(app, document, list, buffer);
        return None;
    }
    let lines = pages::page(app, document, usize::from(list.width).saturating_sub(2));
    scrolled(&lines, app.review.scroll, list, buffer, app.theme);
    app.review.most.set(lines.len().saturating_sub(list.height.into()));
    None
}

/// What the journal tells of this draft's last submission.
fn last_submission(app: &App, document: &Document) -> Option<(Role, String)> {
    let name = document.name.as_ref()?;
    let entry = app.home.last_submission(name)?;
    let date = entry.begun.at.strftime("%Y-%m-%d %H:%M UTC").to_string();
    if entry.is_open() {
        let text = app.texts.say_with("review-unfinished", &[("date", date.into())]);
        return Some((Role::Warning, text));
    }
    let (_, id) = entry.created()?;
    let args = [("date", date.into()), ("id", id.to_owned().into())];
    Some((Role::Plain, app.texts.say_with("review-created", &args)))
}

pub(super) fn tab_names(app: &App) -> [String; TABS.len()] {
    TABS.map(|tab| app.texts.say(tab.id()))
}

fn draw_counts(app: &App, document: &Document, area: Rect, buffer: &mut Buffer) {
    let count = |severity: Severity| {
        document.findings().iter().filter(|finding| finding.severity() == severity).count()
    };
    let open = document
        .findings()
        .iter()
        .filter(|finding| {
            finding.severity() == Severity::Warning && !document.is_acknowledged(finding)
        })
        .count();
    let errors = count(Severity::Error);
    let (role, text) = if errors > 0 {
        (Role::Error, app.texts.say_with("review-errors", &[("count", errors.into())]))
    } else if open > 0 {
        (Role::Warning, app.texts.say_with("review-warnings", &[("count", open.into())]))
    } else {
        (Role::Good, app.texts.say("review-ready"))
    };
    let text = fit(&text, area.width.into(), app.theme);
    if area.height > 0 {
        buffer.set_stringn(area.x, area.y, text, area.width.into(), app.theme.style(role));
    }
}

fn draw_findings(app: &App, document: &Document, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme;
    let marks = theme.marks();
    let findings = document.findings();
    if findings.is_empty() {
        let text = app.texts.say("review-no-findings");
        buffer.set_stringn(area.x, area.y, text, area.width.into(), theme.style(Role::Good));
        return;
    }
    let window = app.review.cursor.window(findings.len(), area.height.into());
    for (at, y) in window.clone().zip(area.y..area.bottom()) {
        let finding = &findings[at];
        let is_here = at == app.review.cursor.at;
        let (sign, role) = match finding.severity() {
            Severity::Error => (marks.error, Role::Error),
            Severity::Warning if document.is_acknowledged(finding) => (marks.done, Role::Dim),
            Severity::Warning => (marks.warning, Role::Warning),
            Severity::Hint => (marks.hint, Role::Hint),
        };
        let place = subject(app, finding, 1);
        let text = app.texts.finding(finding);
        let line = format!(
            "{} {sign} {} {place}: {text}",
            if is_here { marks.here } else { " " },
            padded(finding.rule.id(), 5, theme)
        );
        let line = padded(&line, usize::from(area.width).saturating_sub(1), theme);
        let style = theme.style(if is_here { Role::Focus } else { Role::Plain });
        buffer.set_stringn(area.x, y, line, area.width.into(), style);
        if !is_here {
            buffer.set_string(area.x + 2, y, sign, theme.style(role));
        }
    }
    bar(window.start, findings.len(), area, buffer, theme);
}

/// What is told of the finding at hand beside the list.
pub fn advice(app: &App) -> Vec<(Role, String)> {
    let Some(document) = &app.document else { return Vec::new() };
    if app.review.tab != ReviewPage::Findings {
        let id = match app.review.tab {
            ReviewPage::Parameters => "review-about-parameters",
            ReviewPage::Values => "review-about-values",
            ReviewPage::Command => "review-about-command",
            ReviewPage::Json => "review-about-json",
            _ => "review-about-summary",
        };
        return vec![(Role::Dim, app.texts.say(id))];
    }
    let Some(finding) = app.review.selected(app.document.as_ref()) else { return Vec::new() };
    let mut lines = vec![(finding.severity().into(), app.texts.finding(finding))];
    lines.push((Role::Dim, subject(app, finding, usize::MAX)));
    let key = |action| app.keymap.shown(Area::Review, action).unwrap_or_default();
    if finding.severity() == Severity::Warning {
        let id = if document.is_acknowledged(finding) { "review-seen" } else { "review-see" };
        let args = [("key", key(Action::Toggle).into())];
        lines.push((Role::Plain, app.texts.say_with(id, &args)));
    }
    if Document::can_repair(finding) {
        let args = [("key", key(Action::Repair).into())];
        lines.push((Role::Plain, app.texts.say_with("repair-offer", &args)));
    }
    if finding.severity() == Severity::Error
        && let Some(command) = without_rule(app, document, finding)
    {
        let args = [("command", command.into())];
        lines.push((Role::Dim, app.texts.say_with("review-allow", &args)));
    }
    lines
}

/// The command that sends the draft although the rule speaks against it.
fn without_rule(app: &App, document: &Document, finding: &Finding) -> Option<String> {
    let name = format!("@{}", document.name.as_ref()?);
    let name = shlex::try_quote(&name).ok()?;
    let sandbox = if app.sandbox || app.sandbox_endpoint { " --sandbox" } else { "" };
    Some(format!("tunnelsmith replay {name} --allow {}{sandbox}", finding.rule.id()))
}
