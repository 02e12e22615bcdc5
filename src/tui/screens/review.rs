//! The review: what the rules say, then the request as it will be sent, in five forms.

mod pages;

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::connection::{FieldPath, Finding, Severity};
use crate::export::KeyDisplay;
use crate::tui::app::{App, Screen};
use crate::tui::document::Document;
use crate::tui::keymap::{Action, Area};
use crate::tui::msg::Effect;
use crate::tui::overlays::{Overlay, ask, prompt, reading};
use crate::tui::screens::sending;
use crate::tui::steps::{FormButton, FormItem, FormRow, WizardStep, rows, step_of, steps};
use crate::tui::theme::Role;
use crate::tui::widgets::filter::Cursor;
use crate::tui::widgets::paper::{bar, fit, padded, scrolled};
use crate::tui::widgets::tabs;

/// The pages of the review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReviewPage {
    /// What the rules say.
    #[default]
    Findings,
    /// The connection in few words.
    Summary,
    /// Every value that will apply, with its origin.
    Values,
    /// The flat parameters as they are signed.
    Parameters,
    /// The request as JSON.
    Json,
    /// The line for the official command line.
    Command,
}

/// All of them, in order.
pub const TABS: [ReviewPage; 6] = [
    ReviewPage::Findings,
    ReviewPage::Summary,
    ReviewPage::Values,
    ReviewPage::Parameters,
    ReviewPage::Json,
    ReviewPage::Command,
];

impl ReviewPage {
    const fn id(self) -> &'static str {
        match self {
            Self::Findings => "tab-findings",
            Self::Summary => "tab-summary",
            Self::Values => "tab-values",
            Self::Parameters => "tab-parameters",
            Self::Json => "tab-json",
            Self::Command => "tab-command",
        }
    }

    /// What a text of it is called by as a file.
    const fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Command => "sh",
            _ => "txt",
        }
    }
}

/// Which page, and where on it.
#[derive(Clone, Debug, Default)]
pub struct ReviewModel {
    /// The page.
    pub tab: ReviewPage,
    cursor: Cursor,
    scroll: usize,
    /// How far it can be scrolled, as the last drawing found out.
    most: Cell<usize>,
    /// Whether keys are shown in plain.
    pub is_revealed: bool,
}

impl ReviewModel {
    /// The list of findings has changed.
    pub fn clamp(&mut self, document: Option<&Document>) {
        self.cursor.clamp(document.map_or(0, |document| document.findings().len()));
    }

    fn turn(&mut self, by: isize) {
        let at = TABS.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        let to = (at + TABS.len()).saturating_add_signed(by) % TABS.len();
        self.tab = TABS[to];
        self.scroll = 0;
    }
}

/// Where a finding is settled: its field, or the choice of the mode.
fn target(finding: &Finding, document: &Document) -> Option<FormItem> {
    if Document::is_of_mode(finding) {
        return Some(FormItem::Button(FormButton::Mode(document.draft().mode())));
    }
    finding.fields.first().copied().map(FormItem::Field)
}

/// The fields that a finding is about, or the choice that it is about, in words.
fn settled_at(app: &App, finding: &Finding, most: usize) -> String {
    if Document::is_of_mode(finding) {
        return app.texts.say("summary-mode");
    }
    let fields = finding.fields.iter().take(most);
    fields.map(|path| app.texts.place(*path)).collect::<Vec<_>>().join(", ")
}

/// Where there is something of weight to say, in the order of the walk.
pub fn targets(document: &Document) -> Vec<FormItem> {
    let mut found: Vec<FormItem> = document
        .findings()
        .iter()
        .filter(|finding| match finding.severity() {
            Severity::Error => true,
            Severity::Warning => !document.is_acknowledged(finding),
            Severity::Hint => false,
        })
        .filter_map(|finding| target(finding, document))
        .chain(document.objection().map(|objection| FormItem::Field(objection.path)))
        .collect();
    found.sort_by_key(|spot| rank(*spot, document));
    found.dedup();
    found
}

/// Where a field or the choice of the mode comes in the walk: its step and its line there.
pub fn rank(spot: FormItem, document: &Document) -> (usize, usize) {
    let draft = document.draft();
    let step = match spot {
        FormItem::Field(path) => step_of(path, draft.mode()),
        FormItem::Button(_) => WizardStep::Mode,
    };
    let at = steps(draft.mode()).iter().position(|other| *other == step).unwrap_or(0);
    let line = rows(step, draft).iter().position(|row| *row == FormRow::Item(spot));
    // A field without a line of its own comes first in its step; 0 is the step itself.
    (at, line.unwrap_or(0) + 1)
}

/// A key on the review.
pub fn key(app: &mut App, action: Option<Action>) -> Vec<Effect> {
    let page = 10;
    match action {
        Some(Action::Right | Action::Next) => app.review.turn(1),
        Some(Action::Left | Action::Previous) => app.review.turn(-1),
        Some(Action::Down) => scroll(app, 1),
        Some(Action::Up) => scroll(app, -1),
        Some(Action::PageDown) => scroll(app, page),
        Some(Action::PageUp) => scroll(app, -page),
        Some(Action::First) => scroll(app, isize::MIN / 2),
        Some(Action::Last) => scroll(app, isize::MAX / 2),
        Some(Action::Back) => return app.step(-1),
        Some(Action::Accept) => return enter(app),
        Some(Action::Toggle) => acknowledge(app),
        Some(Action::Repair | Action::Suggest) => return repair(app),
        Some(Action::Reveal) => return reveal(app),
        Some(Action::Copy) => return copy(app),
        Some(Action::Write) => write(app),
        Some(Action::Submit) => return submit(app, false),
        Some(Action::DryRun) => return submit(app, true),
        _ => {}
    }
    Vec::new()
}

fn scroll(app: &mut App, by: isize) {
    if app.review.tab == ReviewPage::Findings {
        let count = app.document.as_ref().map_or(0, |document| document.findings().len());
        app.review.cursor.step(by, count);
    } else {
        let most = app.review.most.get();
        app.review.scroll = app.review.scroll.min(most).saturating_add_signed(by).min(most);
    }
}

fn selected(app: &App) -> Option<&Finding> {
    let document = app.document.as_ref()?;
    document.findings().get(app.review.cursor.at)
}

/// Enter on a finding leads to its field.
fn enter(app: &mut App) -> Vec<Effect> {
    if app.review.tab != ReviewPage::Findings {
        return Vec::new();
    }
    let spot = match (selected(app), &app.document) {
        (Some(finding), Some(document)) => target(finding, document),
        _ => None,
    };
    spot.map(|spot| app.go_to_spot(spot)).unwrap_or_default()
}

fn acknowledge(app: &mut App) {
    let Some(finding) = selected(app).cloned().filter(|_| app.review.tab == ReviewPage::Findings)
    else {
        app.decline("acknowledge-nothing", &[]);
        return;
    };
    match (finding.severity(), &mut app.document) {
        (Severity::Warning, Some(document)) => {
            document.acknowledge(&finding);
            let at = next_open(document, app.review.cursor.at);
            if document.is_acknowledged(&finding)
                && let Some(at) = at
            {
                app.review.cursor.at = at;
            }
        }
        (Severity::Error, _) => app.decline("acknowledge-error", &[]),
        _ => app.decline("acknowledge-hint", &[]),
    }
}

/// The next warning that was not accepted yet, from a place on.
fn next_open(document: &Document, from: usize) -> Option<usize> {
    let open = |finding: &Finding| {
        finding.severity() == Severity::Warning && !document.is_acknowledged(finding)
    };
    let findings = document.findings();
    let after = findings.iter().enumerate().skip(from).find(|(_, finding)| open(finding));
    after
        .or_else(|| findings.iter().enumerate().find(|(_, finding)| open(finding)))
        .map(|(at, _)| at)
}

fn repair(app: &mut App) -> Vec<Effect> {
    let found = selected(app)
        .filter(|finding| app.review.tab == ReviewPage::Findings && Document::can_repair(finding))
        .cloned();
    match found {
        Some(finding) => super::form::settle(app, &finding),
        None => {
            app.decline("nothing-to-repair", &[]);
            Vec::new()
        }
    }
}

/// Shows the keys in plain, opening what is sealed, or masks them again.
fn reveal(app: &mut App) -> Vec<Effect> {
    app.review.is_revealed = !app.review.is_revealed;
    if !app.review.is_revealed {
        return Vec::new();
    }
    let Some(document) = &app.document else { return Vec::new() };
    let unopened: Vec<FieldPath> = document.draft().unopened().collect();
    unopened.into_iter().filter_map(|path| app.open_key(path)).collect()
}

fn keys(app: &App) -> KeyDisplay {
    if app.review.is_revealed { KeyDisplay::Revealed } else { KeyDisplay::Masked }
}

fn copy(app: &mut App) -> Vec<Effect> {
    match pages::text(app) {
        Some(text) => vec![Effect::Copy(text.into())],
        None => {
            app.decline("copy-nothing", &[]);
            Vec::new()
        }
    }
}

fn write(app: &mut App) {
    let Some(text) = pages::text(app) else {
        app.decline("copy-nothing", &[]);
        return;
    };
    let name = app.document.as_ref().and_then(|document| document.name.clone());
    let name = name.map_or_else(|| "connection".to_owned(), |name| name.to_string());
    let path = format!("{name}.{}", app.review.tab.ending());
    let prompt = prompt::Prompt::new(prompt::PromptPurpose::Write(text.into()), &path);
    app.overlays.push(Overlay::Prompt(prompt));
}

/// Submit can always be pressed: what stands in the way is gone to.
pub fn submit(app: &mut App, dry_run: bool) -> Vec<Effect> {
    let Some(document) = &mut app.document else { return Vec::new() };
    document.all_visited = true;
    let is_wrong = |path: &FieldPath| {
        document.findings_at(*path).any(|finding| {
            finding.severity() == Severity::Error && finding.fields.first() == Some(path)
        })
    };
    let fields = targets(document).into_iter().filter_map(|spot| match spot {
        FormItem::Field(path) => Some(path),
        FormItem::Button(_) => None,
    });
    let first = fields.into_iter().find(is_wrong);
    if let Some(path) = first {
        let count = document
            .findings()
            .iter()
            .filter(|finding| finding.severity() == Severity::Error)
            .count();
        let effects = app.go_to(path);
        app.decline("submit-errors", &[("count", count.into())]);
        return effects;
    }
    if !dry_run && let Some(at) = next_open(document, 0) {
        app.review.tab = ReviewPage::Findings;
        app.review.cursor.at = at;
        let effects = if app.screen == Screen::Step(WizardStep::Review) {
            Vec::new()
        } else {
            app.go(Screen::Step(WizardStep::Review))
        };
        app.decline("submit-warnings", &[]);
        return effects;
    }
    if !app.is_signed_in() {
        let why = match &app.account {
            crate::tui::app::Account::Out(out) => out.why.clone(),
            _ => app.texts.say("account-asking"),
        };
        let text = format!("{why}\n\n{}", app.texts.say("submit-signed-out"));
        let title = app.texts.say("account-out");
        app.overlays.push(Overlay::TextPager(reading::TextPager::new(title, text)));
        return Vec::new();
    }
    if app.sending.is_some() {
        app.decline("submit-running", &[]);
        return Vec::new();
    }
    if dry_run {
        return sending::rehearse(app);
    }
    let question = match app.result.as_ref().is_some_and(|result| result.has_one()) {
        true => ask::Question::SubmitAgain,
        false => ask::Question::Submit,
    };
    app.overlays.push(Overlay::Ask(ask::Ask::new(question)));
    Vec::new()
}

/// A click on a tab opens it, one on a finding chooses it.
pub fn click(app: &mut App, column: u16, row: u16) -> Vec<Effect> {
    let area = crate::tui::view::areas(app).main;
    if row == area.y {
        if let Some(index) = tabs::at(&tab_names(app), area, column) {
            app.review.tab = TABS[index];
            app.review.scroll = 0;
        }
        return Vec::new();
    }
    let list = list_area(area);
    if app.review.tab == ReviewPage::Findings && row >= list.y && row < list.bottom() {
        let count = app.document.as_ref().map_or(0, |document| document.findings().len());
        let window = app.review.cursor.window(count, list.height.into());
        let at = window.start + usize::from(row - list.y);
        if at < window.end {
            if app.review.cursor.at == at {
                return enter(app);
            }
            app.review.cursor.at = at;
        }
    }
    Vec::new()
}

fn list_area(area: Rect) -> Rect {
    let head = 3.min(area.height);
    Rect { y: area.y + head, height: area.height - head, ..area }
}

/// Draws the review.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) {
    let Some(document) = &app.document else { return };
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
        return;
    }
    let lines = pages::page(app, document, usize::from(list.width).saturating_sub(2));
    scrolled(&lines, app.review.scroll, list, buffer, app.theme);
    app.review.most.set(lines.len().saturating_sub(list.height.into()));
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

fn tab_names(app: &App) -> [String; TABS.len()] {
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
        let place = settled_at(app, finding, 1);
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
pub fn told(app: &App) -> Vec<(Role, String)> {
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
    let Some(finding) = selected(app) else { return Vec::new() };
    let mut lines = vec![(finding.severity().into(), app.texts.finding(finding))];
    lines.push((Role::Dim, settled_at(app, finding, usize::MAX)));
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
    let sandbox = if app.sandbox || app.plays { " --sandbox" } else { "" };
    Some(format!("tunnelsmith replay {name} --allow {}{sandbox}", finding.rule.id()))
}
