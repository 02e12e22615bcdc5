//! The frame around every screen: who and where at the top, the rail of steps, help beside or below
//! the form, and one line of keys at the bottom. Reads the state and changes nothing.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use crate::connection::{FieldPath, Finding, Severity, catalogue};
use crate::text::printable;

use super::app::{Account, App, Screen};
use super::document::Document;
use super::keymap::{Action, Area};
use super::overlays::{self, Overlay};
use super::screens::{form, gateways, home, result, review, sending};
use super::steps::{FormItem, StepProgress, WizardStep, progress, steps};
use super::theme::Role;
use super::widgets::paper::{bar, fit, hanging, padded, paragraph, wrapped};

/// The smallest window that everything fits into.
pub const SMALLEST: (u16, u16) = (60, 16);

/// From this width on the rail stands at the left.
const RAIL_BESIDE: u16 = 80;
/// From this width on the help stands at the right.
const HELP_BESIDE: u16 = 110;

/// Lines that a word to tell may take.
const NOTICE: usize = 3;

/// Where the parts of a screen of the walk are.
#[derive(Clone, Copy, Debug)]
pub struct Areas {
    /// Draft, sandbox, account.
    pub head: Rect,
    /// The steps.
    pub rail: Rect,
    /// Whether the steps stand one below the other.
    pub rail_beside: bool,
    /// The form, the list, the review.
    pub main: Rect,
    /// Help and findings.
    pub help: Rect,
    /// The keys.
    pub foot: Rect,
}

/// Where everything is in the window as it was last told.
pub fn areas(app: &App) -> Areas {
    areas_in(app, Rect::new(0, 0, app.size.0, app.size.1))
}

/// Where everything is in a window.
fn areas_in(app: &App, whole: Rect) -> Areas {
    let (width, height) = (whole.width, whole.height);
    let head = Rect { height: 1.min(height), ..whole };
    let foot = Rect { y: height.saturating_sub(1), height: 1.min(height), ..whole };
    let body = Rect { y: 1, height: height.saturating_sub(2), ..whole };
    let rail_beside = width >= RAIL_BESIDE;
    let (rail, rest) = if rail_beside {
        let rail = Rect { width: 18, ..body };
        (rail, Rect { x: 20, width: width - 20, ..body })
    } else {
        let rail = Rect { height: 1.min(body.height), ..body };
        let below = Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body };
        (rail, below)
    };
    let (main, help) = if width >= HELP_BESIDE {
        let help_width = (rest.width / 3).clamp(34, 56);
        let main = Rect { width: rest.width - help_width - 2, ..rest };
        (main, Rect { x: main.right() + 2, width: help_width, ..rest })
    } else {
        let reads = app.screen == Screen::Step(WizardStep::Review)
            && app.review.tab != review::ReviewPage::Findings;
        let help_height = match height {
            _ if reads => 3,
            0..20 => 5,
            20..28 => 8,
            _ => 11,
        };
        let help_height = help_height.min(rest.height / 2);
        let main = Rect { height: rest.height - help_height, ..rest };
        (main, Rect { y: main.bottom(), height: help_height, ..rest })
    };
    // A column of air at the right, where the window is wide.
    let main = Rect { width: main.width.saturating_sub(u16::from(rail_beside)), ..main };
    Areas { head, rail, rail_beside, main, help, foot }
}

/// The area of home and of what has neither rail nor help.
pub fn home_area(app: &App) -> Rect {
    home_area_in(Rect::new(0, 0, app.size.0, app.size.1))
}

fn home_area_in(whole: Rect) -> Rect {
    let (width, height) = (whole.width, whole.height);
    Rect::new(1, 2.min(height), width.saturating_sub(2), height.saturating_sub(3))
}

/// The area that overlays may take: all but the line of keys.
pub fn overlay_area(whole: Rect) -> Rect {
    Rect { height: whole.height.saturating_sub(1), ..whole }
}

/// Draws the whole window.
pub fn view(app: &App, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(app, area, frame.buffer_mut());
        return;
    }
    // The window as it is now: the message that tells its size may still be on its way.
    let areas = areas_in(app, area);
    let mut cursor = screen(app, &areas, home_area_in(area), frame.buffer_mut());
    if !app.overlays.is_empty() {
        cursor = overlays::view(app, overlay_area(area), frame.buffer_mut());
    }
    draw_foot(app, areas.foot, frame.buffer_mut());
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

fn too_small(app: &App, area: Rect, buffer: &mut Buffer) {
    let args = [("columns", SMALLEST.0.into()), ("rows", SMALLEST.1.into())];
    let text = app.texts.say_with("too-small", &args);
    for (line, y) in wrapped(&text, area.width.into()).iter().zip(area.y..area.bottom()) {
        buffer.set_stringn(area.x, y, line, area.width.into(), app.theme.style(Role::Plain));
    }
}

fn screen(app: &App, areas: &Areas, whole: Rect, buffer: &mut Buffer) -> Option<Position> {
    draw_head(app, areas.head, buffer);
    match app.screen {
        Screen::Home => {
            home::view(app, whole, buffer);
            None
        }
        Screen::Sending => {
            sending::view(app, whole, buffer);
            None
        }
        Screen::Result => {
            result::view(app, whole, buffer);
            None
        }
        Screen::Step(step) => {
            draw_rail(app, step, areas, buffer);
            let cursor = match step {
                WizardStep::Gateways => gateways::view(app, areas.main, buffer),
                WizardStep::Review => {
                    review::view(app, areas.main, buffer);
                    None
                }
                step => form::view(app, step, areas.main, buffer),
            };
            draw_help(app, step, areas, buffer);
            cursor
        }
    }
}

/// What the draft is called and whether it is on the disk; who is signed in, and whether all of it is
/// play.
fn draw_head(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme;
    let mut right: Vec<Span<'static>> = Vec::new();
    if app.sandbox || app.plays {
        let word = format!(" {} ", app.texts.say("sandbox"));
        right.push(Span::styled(word, theme.style(Role::Sandbox)));
    }
    match &app.account {
        Account::In(who) if !app.sandbox => {
            right.push(Span::styled(format!(" {}", who.masked_id), theme.style(Role::Dim)));
        }
        Account::Out(_) if !app.sandbox => {
            let word = format!(" {}", app.texts.say("account-out"));
            right.push(Span::styled(word, theme.style(Role::Warning)));
        }
        _ => {}
    }
    let region = match app.screen {
        Screen::Home => app.region.clone().unwrap_or_default(),
        _ => app.region(),
    };
    if !region.is_empty() {
        right.push(Span::styled(format!(" {}", printable(&region)), theme.style(Role::Dim)));
    }
    let right = Line::from(right);
    let right_width = u16::try_from(right.width()).unwrap_or(area.width).min(area.width);
    let mut left = String::from(" Tunnelsmith");
    if let (Some(document), Screen::Step(_) | Screen::Sending | Screen::Result) =
        (&app.document, app.screen)
    {
        let untitled = || app.texts.say("untitled");
        let name = document.name.as_ref().map_or_else(untitled, ToString::to_string);
        let mark = if document.is_kept() { "" } else { "*" };
        left.push_str(&format!("  {}{mark}", printable(&name)));
    }
    let room = usize::from(area.width.saturating_sub(right_width + 1));
    buffer.set_stringn(area.x, area.y, fit(&left, room, theme), room, theme.style(Role::Title));
    buffer.set_line(area.right() - right_width, area.y, &right, right_width);
}

fn step_name(app: &App, step: WizardStep) -> String {
    match step {
        WizardStep::Tunnel(number) => {
            app.texts.say_with("step-tunnel", &[("number", number.into())])
        }
        step => app.texts.say(&format!("step-{}", step.word())),
    }
}

/// The step whose line in the rail this is.
pub fn rail_step(app: &App, column: u16, row: u16) -> Option<WizardStep> {
    let areas = areas(app);
    let (Screen::Step(_), Some(document)) = (app.screen, &app.document) else { return None };
    if !areas.rail_beside || !areas.rail.contains(Position::new(column, row)) {
        return None;
    }
    let line = usize::from(row.checked_sub(areas.rail.y + 1)?);
    steps(document.draft().mode()).get(line).copied()
}

fn draw_rail(app: &App, here: WizardStep, areas: &Areas, buffer: &mut Buffer) {
    let Some(document) = &app.document else { return };
    let theme = app.theme;
    let marks = theme.marks();
    let all = steps(document.draft().mode());
    let sign = |step: WizardStep| match progress(step, document) {
        StepProgress::Empty => (marks.empty, Role::Dim),
        StepProgress::Incomplete => (marks.missing, Role::Missing),
        StepProgress::Wrong => (marks.error, Role::Error),
        StepProgress::Done => (marks.done, Role::Good),
    };
    if areas.rail_beside {
        let rail = areas.rail;
        for ((index, step), y) in (1..).zip(all).zip(rail.y + 1..rail.bottom()) {
            let (mark, role) = sign(*step);
            let is_here = *step == here;
            buffer.set_string(rail.x + 1, y, mark, theme.style(role));
            let name = padded(&format!("{index} {}", step_name(app, *step)), 15, theme);
            let style = theme.style(if is_here { Role::Focus } else { Role::Plain });
            buffer.set_stringn(rail.x + 3, y, name, 15, style);
        }
        for y in rail.y..rail.bottom() {
            buffer.set_string(rail.right(), y, marks.separator, theme.style(Role::Border));
        }
        return;
    }
    let at = all.iter().position(|step| *step == here).unwrap_or(0);
    let args = [
        ("number", (at + 1).into()),
        ("count", all.len().into()),
        ("name", step_name(app, here).into()),
    ];
    let text = format!(" {}  ", app.texts.say_with("step-of", &args));
    buffer.set_stringn(
        areas.rail.x,
        areas.rail.y,
        &text,
        areas.rail.width.into(),
        theme.style(Role::Title),
    );
    let mut x = areas.rail.x + u16::try_from(text.width()).unwrap_or(0);
    for step in all {
        let (mark, role) = sign(*step);
        if x + 2 < areas.rail.right() {
            let style = theme.style(if *step == here { Role::Focus } else { role });
            buffer.set_string(x, areas.rail.y, mark, style);
            x += 2;
        }
    }
}

fn draw_help(app: &App, step: WizardStep, areas: &Areas, buffer: &mut Buffer) {
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
        let key = app.keymap.shown(app.area(), Action::Help).unwrap_or_default();
        let text = format!(" {} ", app.texts.say_with("help-more", &[("key", key.into())]));
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
    if step == WizardStep::Review {
        return review::told(app)
            .into_iter()
            .flat_map(|(role, text)| paragraph(&text, columns, theme.style(role)))
            .collect();
    }
    let Some(document) = &app.document else { return Vec::new() };
    match app.form.spot(app.screen) {
        Some(FormItem::Field(path)) => field_lines(app, document, path, columns),
        Some(FormItem::Button(deed)) => {
            let id = match deed {
                super::steps::FormButton::Mode(_) => "help-mode",
                super::steps::FormButton::Preset(_) => "help-preset",
                super::steps::FormButton::CopyTunnel => "help-copy-tunnel",
                super::steps::FormButton::AddTag | super::steps::FormButton::RemoveTag(_) => {
                    "help-tags"
                }
                super::steps::FormButton::Continue => "help-continue",
            };
            let mut lines = paragraph(&app.texts.say(id), columns, theme.style(Role::Plain));
            if matches!(deed, super::steps::FormButton::Mode(_)) {
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
    if let Some(objection) = document.objection().filter(|objection| objection.path == path) {
        let text = format!("{} {}", objection.explanation.meaning, objection.explanation.remedy);
        let head =
            app.texts.say_with("objection", &[("code", objection.explanation.code.clone().into())]);
        lines.extend(paragraph(&head, columns, theme.style(Role::Error)));
        lines.extend(paragraph(&text, columns, theme.style(Role::Plain)));
    }
    for finding in form::told_findings(document, path) {
        lines.extend(finding_lines(app, document, finding, Some(path), columns));
    }
    if app.screen == Screen::Step(WizardStep::Gateways)
        && let Some(gateway) = gateways::pointed_at(app)
    {
        lines.extend(paragraph(&gateway, columns, theme.style(Role::Focus)));
    }
    let wire = format!("{}  {path}", app.texts.label(path.key));
    lines.extend(paragraph(&wire, columns, theme.style(Role::Title)));
    let help = app.texts.help(path.key, document.draft().mode());
    lines.extend(paragraph(&help, columns, theme.style(Role::Plain)));
    let field = catalogue::field(path.key);
    if let catalogue::Kind::Choice(words) = field.kind {
        let args = [("values", words.join(", ").into())];
        let text = app.texts.say_with("help-allowed", &args);
        lines.extend(paragraph(&text, columns, theme.style(Role::Dim)));
    }
    if let Some(default) = field.default.of(document.draft().mode()) {
        let args = [("value", default.into())];
        let text = app.texts.say_with("help-default", &args);
        lines.extend(paragraph(&text, columns, theme.style(Role::Dim)));
    }
    if let Some(origin) = document.origin(path) {
        let args = [("origin", app.texts.say(&format!("origin-{}", origin.name())).into())];
        let text = app.texts.say_with("help-origin", &args);
        lines.extend(paragraph(&text, columns, theme.style(Role::Dim)));
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
    let marks = theme.marks();
    let sign = match finding.severity() {
        Severity::Error => marks.error,
        Severity::Warning if document.is_acknowledged(finding) => marks.done,
        Severity::Warning => marks.warning,
        Severity::Hint => marks.hint,
    };
    let head = format!("{sign} {}", finding.rule.id());
    let mut text = app.texts.finding(finding);
    let others: Vec<String> = finding
        .fields
        .iter()
        .filter(|path| at.is_some() && Some(**path) != at)
        .take(3)
        .map(|path| app.texts.place(*path))
        .collect();
    if !others.is_empty() {
        let args = [("fields", others.join(", ").into())];
        text.push(' ');
        text.push_str(&app.texts.say_with("finding-also", &args));
    }
    let repairable = app.area() == Area::Form || app.area() == Area::TextPager;
    if Document::can_repair(finding) && at.is_some() && repairable {
        let key = app.keymap.shown(app.area(), Action::Repair).unwrap_or_default();
        text.push(' ');
        text.push_str(&app.texts.say_with("repair-offer", &[("key", key.into())]));
    }
    let style = theme.style(finding.severity().into());
    hanging(&head, style, &text, columns, theme.style(Role::Plain))
}

/// The line at the bottom: a word to tell, which may take some lines more, or the keys that matter here.
fn draw_foot(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme;
    if let Some(notice) = &app.notice {
        let width = usize::from(area.width);
        let text: Vec<_> = notice.text.lines().map(printable).collect();
        let mut lines = wrapped(&text.join("\n"), width.saturating_sub(2));
        if lines.len() > NOTICE {
            let rest = lines.split_off(NOTICE - 1).join(" ");
            lines.push(rest);
        }
        let top = area.bottom().saturating_sub(u16::try_from(lines.len()).unwrap_or(1));
        for (line, y) in lines.iter().zip(top..area.bottom()) {
            let line = padded(&format!(" {line}"), width, theme);
            buffer.set_stringn(area.x, y, line, width, theme.style(notice.role));
        }
        return;
    }
    let mut spans = vec![Span::raw(" ")];
    let mut width = 1;
    for (key, word) in foot_keys(app) {
        let room = usize::from(area.width);
        let needed = key.width() + word.width() + 3;
        if width + needed > room {
            break;
        }
        width += needed;
        spans.push(Span::styled(key, theme.style(Role::Key)));
        spans.push(Span::styled(format!(" {word}  "), theme.style(Role::Dim)));
    }
    buffer.set_line(area.x, area.y, &Line::from(spans), area.width);
}

fn foot_keys(app: &App) -> Vec<(String, String)> {
    use Action as A;
    let area = app.area();
    let again = match &app.result {
        Some(result) if result.is_to_create() => "foot-send-now",
        _ => "foot-again",
    };
    let takes = match app.overlays.last() {
        Some(Overlay::Gateway(form)) if form.is_at_create() => "foot-create-gateway",
        Some(Overlay::Gateway(_)) => "foot-next",
        _ => "foot-take",
    };
    let wanted: &[(Action, &str)] = match area {
        Area::Home if app.home.tab() == home::HomeTab::Trash => &[
            (A::Restore, "foot-restore"),
            (A::Right, "foot-tabs"),
            (A::Help, "foot-help"),
            (A::Quit, "foot-quit"),
        ],
        Area::Home => &[
            (A::Accept, "foot-open"),
            (A::New, "foot-new"),
            (A::Right, "foot-tabs"),
            (A::GoTo, "foot-search"),
            (A::Submit, "foot-replay"),
            (A::Help, "foot-help"),
            (A::Quit, "foot-quit"),
        ],
        Area::Form => &[
            (A::Help, "foot-help"),
            (A::Suggest, "foot-suggest"),
            (A::Repair, "foot-repair"),
            (A::NextFinding, "foot-finding"),
            (A::NextStep, "foot-step"),
            (A::Undo, "foot-undo"),
            (A::GoTo, "foot-go-to"),
            (A::Save, "foot-save"),
            (A::Next, "foot-next"),
            (A::Back, "foot-back"),
        ],
        Area::Prompt => &[(A::Accept, takes), (A::Back, "foot-cancel"), (A::Reveal, "foot-reveal")],
        Area::Gateways => &[
            (A::Accept, "foot-choose"),
            (A::Next, "foot-next"),
            (A::Back, "foot-back"),
            (A::Create, "foot-create"),
            (A::Refresh, "foot-refresh"),
            (A::Help, "foot-help"),
        ],
        Area::Review if app.review.tab == review::ReviewPage::Findings => &[
            (A::Submit, "foot-submit"),
            (A::Toggle, "foot-see"),
            (A::Accept, "foot-to-field"),
            (A::Help, "foot-help"),
            (A::Right, "foot-tabs"),
            (A::DryRun, "foot-dry-run"),
            (A::Back, "foot-back"),
        ],
        Area::Review => &[
            (A::Submit, "foot-submit"),
            (A::Right, "foot-tabs"),
            (A::Copy, "foot-copy"),
            (A::Write, "foot-write"),
            (A::Reveal, "foot-reveal"),
            (A::Help, "foot-help"),
            (A::DryRun, "foot-dry-run"),
        ],
        Area::Result => &[
            (A::Accept, "foot-go-on"),
            (A::Copy, "foot-copy"),
            (A::Submit, again),
            (A::Back, "foot-back"),
            (A::Help, "foot-help"),
            (A::CopyAll, "foot-copy-all"),
        ],
        Area::Filter => {
            &[(A::Accept, "foot-take"), (A::Down, "foot-move"), (A::Back, "foot-cancel")]
        }
        Area::Question => &[],
        Area::TextPager if app.screen == Screen::Sending && app.overlays.is_empty() => {
            &[(A::Back, "foot-stop")]
        }
        Area::TextPager => &[
            (A::Accept, "foot-bring-back"),
            (A::Back, "foot-close"),
            (A::Down, "foot-scroll"),
            (A::Copy, "foot-copy"),
        ],
        Area::Anywhere => &[],
    };
    let can = |action: Action| match (area, action, &app.result) {
        (Area::Result, A::Copy, Some(result)) => result.can_copy(),
        (Area::Result, A::Submit, Some(result)) => result.can_send(),
        // Of the boxes with a line to fill in, one has a key to show.
        (Area::Prompt, A::Reveal, _) => matches!(app.overlays.last(), Some(Overlay::Keys(_))),
        (Area::TextPager, A::Accept, _) => {
            matches!(app.overlays.last(), Some(Overlay::TextPager(text)) if text.goes_on())
        }
        (Area::TextPager, A::Back, _) if app.overlays.is_empty() => {
            app.sending.as_ref().is_some_and(|sending| !sending.is_stopping())
        }
        _ => true,
    };
    wanted
        .iter()
        .filter(|(action, _)| can(*action))
        .filter_map(|(action, id)| Some((app.keymap.shown(area, *action)?, app.texts.say(id))))
        .collect()
}
