//! The findings as a list, and the pages of the request.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::both_sides;
use super::finding_text::{in_a_line, subject};
use super::model::ReviewPage;
use super::pages;
use crate::connection::{Finding, Repair, Severity};
use crate::connection::{RealmMatch, Rule};
use crate::text::printable;
use crate::tui::action::{Action, Area};
use crate::tui::app::App;
use crate::tui::document::Document;
use crate::tui::theme::Role;
use crate::tui::widgets::tabs;
use crate::tui::widgets::text::{bar, fit, padded, scrolled, wrapped};

pub(super) fn list_area(area: Rect) -> Rect {
    let head = 3.min(area.height);
    Rect { y: area.y + head, height: area.height - head, ..area }
}

/// Draws the review.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let Some(document) = &app.document else { return None };
    tabs::draw(&tab_names(app), selected_tab(app), area, buffer, app.theme);
    let head = Rect { y: area.y + 1, height: 1.min(area.height.saturating_sub(1)), ..area };
    draw_counts(app, document, head, buffer);
    if let Some((role, text)) = status_note(app, document)
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
    let columns = usize::from(list.width).saturating_sub(2);
    if app.review.tab == ReviewPage::BothSides {
        // The page follows the entry that has the keys, its heading with it.
        let (lines, at) = both_sides::page(app, document, columns);
        let first = (at + 2).saturating_sub(usize::from(list.height) / 2 + 1);
        scrolled(&lines, first, list, buffer, app.theme);
        return None;
    }
    let lines = pages::page(app, document, columns);
    app.review.scroll.draw(&lines, list, buffer, app.theme);
    None
}

/// What the journal tells of this draft's last submission; else what the draft was not compared with.
fn status_note(app: &App, document: &Document) -> Option<(Role, String)> {
    last_submission(app, document).or_else(|| both_sides::in_short(app, document)).or_else(|| {
        let args = [("why", app.comparison_error()?.to_owned().into())];
        Some((Role::Dim, app.texts.format("review-not-compared", &args)))
    })
}

fn last_submission(app: &App, document: &Document) -> Option<(Role, String)> {
    let region = app.region();
    let (entry, place) = app.last_submission(document.name.as_ref()?, Some(&region))?;
    let date = entry.begun.at.strftime("%Y-%m-%d %H:%M UTC").to_string();
    if entry.is_open() {
        let text = app.texts.format("review-unfinished", &[("date", date.into())]);
        return Some((Role::Warning, text));
    }
    let (_, id) = entry.created()?;
    let args = [("date", date.into()), ("id", id.to_owned().into())];
    let id = match place {
        RealmMatch::Same => "review-created",
        RealmMatch::Unclear | RealmMatch::Other => "review-created-unclear",
    };
    Some((Role::Plain, app.texts.format(id, &args)))
}

/// Which of the pages is at hand.
pub(super) fn selected_tab(app: &App) -> Option<usize> {
    ReviewPage::ALL.iter().position(|tab| *tab == app.review.tab)
}

pub(super) fn tab_names(app: &App) -> Vec<String> {
    ReviewPage::ALL.iter().map(|tab| app.texts.say(tab.name())).collect()
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
        (Role::Error, app.texts.format("review-errors", &[("count", errors.into())]))
    } else if open > 0 {
        (Role::Warning, app.texts.format("review-warnings", &[("count", open.into())]))
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
    let (rows, first) = finding_rows(app, document, area);
    for (row, y) in rows.iter().skip(first).zip(area.y..area.bottom()) {
        let finding = &findings[row.at];
        let is_here = row.at == app.review.cursor.at;
        let is_acknowledged = document.is_acknowledged(finding);
        let (sign, role) = theme.severity_sign(finding.severity(), is_acknowledged);
        let text = match (row.is_first, is_here) {
            (true, true) => format!("{} {sign} {}", marks.here, row.text),
            (true, false) => format!("  {sign} {}", row.text),
            (false, _) => format!("{}{}", " ".repeat(HANGING), row.text),
        };
        let text = padded(&text, usize::from(area.width).saturating_sub(1), theme);
        let style = theme.style(if is_here { Role::Focus } else { Role::Plain });
        buffer.set_stringn(area.x, y, text, area.width.into(), style);
        if row.is_first && !is_here {
            buffer.set_string(area.x + 2, y, sign, theme.style(role));
        }
    }
    bar(first, rows.len(), area, buffer, theme);
}

/// A line of the list of findings.
pub(super) struct FindingRow {
    /// Which finding.
    pub(super) at: usize,
    /// Whether it is its first line, with the sign.
    is_first: bool,
    text: String,
}

/// Columns before the text of a finding: mark, sign and rule stand there.
const HANGING: usize = 10;

/// The lines of the findings, and the first that is seen. A finding takes several where there is room:
/// the chosen one first, then those from the top.
pub(super) fn finding_rows(app: &App, document: &Document, area: Rect) -> (Vec<FindingRow>, usize) {
    let height = usize::from(area.height);
    let columns = usize::from(area.width).saturating_sub(HANGING + 1);
    let findings = document.findings();
    let mut texts: Vec<Vec<String>> =
        findings.iter().map(|finding| wrapped(&in_a_line(app, finding), columns)).collect();
    let mut spare = height.saturating_sub(findings.len());
    let here = app.review.cursor.at;
    for at in [here].into_iter().chain((0..texts.len()).filter(|at| *at != here)) {
        let Some(lines) = texts.get_mut(at) else { continue };
        let kept = lines.len().min(1 + spare);
        spare -= kept.saturating_sub(1);
        if kept < lines.len() {
            // Cut where it is drawn.
            let rest = lines.split_off(kept.saturating_sub(1)).join(" ");
            lines.push(rest);
        }
    }
    let mut rows = Vec::new();
    let mut first = 0;
    for (at, lines) in texts.into_iter().enumerate() {
        if at == here {
            first = rows.len().saturating_sub(height / 2);
        }
        for (index, line) in lines.into_iter().enumerate() {
            let is_first = index == 0;
            let id = padded(findings[at].rule.id(), 5, app.theme);
            let text = if is_first { format!("{id} {line}") } else { line };
            rows.push(FindingRow { at, is_first, text });
        }
    }
    let first = first.min(rows.len().saturating_sub(height));
    (rows, first)
}

/// What is told of the finding at hand beside the list.
pub fn advice(app: &App) -> Vec<(Role, String)> {
    let Some(document) = &app.document else { return Vec::new() };
    if app.review.tab == ReviewPage::BothSides {
        return both_sides::advice(app);
    }
    if app.review.tab != ReviewPage::Findings {
        let id = match app.review.tab {
            ReviewPage::Parameters => "review-about-parameters",
            ReviewPage::Values => "review-about-values",
            ReviewPage::Command => "review-about-command",
            ReviewPage::Curl => "review-about-curl",
            ReviewPage::Json => "review-about-json",
            ReviewPage::Device => "review-about-device",
            _ => "review-about-summary",
        };
        return vec![(Role::Dim, app.texts.say(id))];
    }
    let Some(finding) = app.review.selected(app.document.as_ref()) else { return Vec::new() };
    let beside = finding.fields.first().copied();
    let mut lines = vec![(finding.severity().into(), app.texts.finding_on_form(finding, beside))];
    lines.push((Role::Dim, subject(app, finding, usize::MAX)));
    let key = |action| app.keymap.first_key(Area::Review, action).unwrap_or_default();
    if finding.severity() == Severity::Warning {
        let id = if document.is_acknowledged(finding) { "review-seen" } else { "review-see" };
        let args = [("key", key(Action::Toggle).into())];
        lines.push((Role::Plain, app.texts.format(id, &args)));
    }
    lines.extend(repair_offer(app, finding).map(|text| (Role::Plain, text)));
    if finding.severity() == Severity::Error
        && !finding.rule.is_never_overridable()
        && let Some(command) = without_rule(app, document, finding)
    {
        let args = [("command", command.into())];
        lines.push((Role::Dim, app.texts.format("review-allow", &args)));
    }
    lines
}

/// The key that repairs a finding, and what it will write.
pub fn repair_offer(app: &App, finding: &Finding) -> Option<String> {
    /// Some repairs write a preset or move two dozen fields.
    const LONGEST: usize = 160;
    let told = |repair: &Repair| app.texts.repair(repair, |path| app.texts.path_label(path));
    let repair = match &finding.repair {
        _ if finding.rule == Rule::P14 => app.texts.say("repair-seal"),
        Some(repair) => match finding.alternatives.first() {
            Some(other) => {
                let args = [("one", told(repair).into()), ("other", told(other).into())];
                app.texts.format("repair-either", &args)
            }
            None => told(repair),
        },
        None => return None,
    };
    let repair = fit(&printable(&repair), LONGEST, app.theme);
    let key = app.keymap.first_key(app.area(), Action::Repair).unwrap_or_default();
    Some(app.texts.format("repair-offer", &[("key", key.into()), ("repair", repair.into())]))
}

/// The command that sends the draft although the rule speaks against it.
fn without_rule(app: &App, document: &Document, finding: &Finding) -> Option<String> {
    let name = format!("@{}", document.name.as_ref()?);
    let name = shlex::try_quote(&name).ok()?;
    let sandbox = if app.sandbox || app.sandbox_endpoint { " --sandbox" } else { "" };
    Some(format!("tunnelsmith replay {name} --allow {}{sandbox}", finding.rule.id()))
}
