//! The line at the bottom: a word to tell, or the keys that matter here.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use crate::flow::ConnectionVerdict;
use crate::text::printable;
use crate::tui::action::{Action, Area};
use crate::tui::app::{App, Screen};
use crate::tui::overlays::Overlay;
use crate::tui::rows::{FormButton, FormItem};
use crate::tui::screens::form::opens_on_accept;
use crate::tui::screens::home::HomeTab;
use crate::tui::screens::result::ResultModel;
use crate::tui::screens::review::ReviewPage;
use crate::tui::steps::{InputKind, entry};
use crate::tui::theme::Role;
use crate::tui::widgets::text::{padded, wrapped};
use crate::walk::device_rows::DeviceRow;

/// Lines that a word to tell may take.
const NOTICE: usize = 3;

/// The line at the bottom: a word to tell, which may take some lines more, or the keys that matter here.
pub(super) fn draw_footer(app: &App, area: Rect, buffer: &mut Buffer) {
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
    for (key, word) in footer_keys(app) {
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

/// Stands for a label that depends on the state, see [`state_label`].
const BY_STATE: &str = "";

/// The keys that matter here, each with its label.
fn footer_keys(app: &App) -> Vec<(String, String)> {
    let area = app.area();
    let mut keys: Vec<(String, String)> = area_keys(app, area)
        .iter()
        .filter(|(action, _)| is_available(app, area, *action))
        .filter_map(|(action, id)| {
            // Where a text can be closed with a letter, too, Esc is what people know.
            let of = if *action == Action::Back { Area::Anywhere } else { area };
            let id = if *id == BY_STATE { state_label(app, area, *action) } else { id };
            Some((app.keymap.first_key(of, *action)?, app.texts.say(id)))
        })
        .collect();
    let space = match area {
        Area::Form => form_key_labels(app).1,
        Area::Device => space_on_device(app),
        _ => None,
    };
    if let Some(id) = space {
        keys.insert(2, (app.texts.say("key-space"), app.texts.say(id)));
    }
    keys
}

/// The actions of an area in the order of the footer, each with the id of its label.
fn area_keys(app: &App, area: Area) -> &'static [(Action, &'static str)] {
    use Action as A;
    match area {
        Area::Home if app.home.tab() == HomeTab::Trash => &[
            (A::Restore, "foot-restore"),
            (A::Right, "foot-tabs"),
            (A::Help, "foot-help"),
            (A::Quit, "foot-quit"),
        ],
        Area::Connections => &[
            (A::Accept, "foot-watch"),
            (A::GoTo, "foot-actions"),
            (A::Diagnose, "foot-diagnose"),
            (A::Refresh, "foot-refresh"),
            (A::Region, "foot-region"),
            (A::Right, "foot-tabs"),
            (A::Help, "foot-help"),
        ],
        Area::Watch => &[
            (A::Accept, BY_STATE),
            (A::Copy, "foot-copy"),
            (A::Submit, "foot-send-change"),
            (A::GoTo, "foot-actions"),
            (A::Write, "foot-device-file"),
            (A::Back, "foot-back"),
            (A::Help, "foot-help"),
            (A::Unbind, "foot-unbind"),
            (A::Refresh, "foot-refresh"),
        ],
        Area::Diagnosis => &[
            (A::Accept, "foot-to-field"),
            (A::Repair, "foot-repair"),
            (A::Submit, "foot-send-change"),
            (A::Back, "foot-back"),
            (A::Diagnose, "foot-diagnose-again"),
            (A::Copy, "foot-copy"),
            (A::Help, "foot-help"),
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
            (A::Next, "foot-next"),
            (A::Accept, BY_STATE),
            (A::Back, "foot-back"),
            (A::Help, "foot-help"),
            (A::NextStep, "foot-step"),
            (A::Suggest, "foot-suggest"),
            (A::Repair, "foot-repair"),
            (A::NextFinding, "foot-finding"),
            (A::Home, "foot-home"),
            (A::GoTo, "foot-go-to"),
            (A::Undo, "foot-undo"),
            (A::Save, "foot-save"),
        ],
        Area::Prompt => {
            &[(A::Accept, BY_STATE), (A::Back, "foot-cancel"), (A::Reveal, "foot-reveal")]
        }
        Area::Gateways => &[
            (A::Accept, "foot-choose"),
            (A::Next, "foot-next"),
            (A::Back, "foot-back"),
            (A::Create, "foot-create"),
            (A::Refresh, "foot-refresh"),
            (A::Help, "foot-help"),
        ],
        Area::Device => &[
            (A::Next, "foot-next"),
            (A::Accept, BY_STATE),
            (A::Back, "foot-back"),
            (A::Help, "foot-help"),
            (A::NextStep, "foot-step"),
            (A::Editor, "foot-editor"),
            (A::Home, "foot-home"),
            (A::GoTo, "foot-go-to"),
            (A::Undo, "foot-undo"),
            (A::Save, "foot-save"),
        ],
        Area::Review if app.review.tab == ReviewPage::Findings => &[
            (A::Submit, "foot-submit"),
            (A::Toggle, "foot-see"),
            (A::Accept, "foot-to-field"),
            (A::Help, "foot-help"),
            (A::Right, "foot-tabs"),
            (A::DryRun, "foot-dry-run"),
            (A::Back, "foot-back"),
        ],
        Area::Review if app.review.tab == ReviewPage::BothSides => &[
            (A::Submit, "foot-submit"),
            (A::Accept, "foot-to-field"),
            (A::Repair, "foot-repair"),
            (A::Help, "foot-help"),
            (A::Right, "foot-tabs"),
            (A::Copy, "foot-copy"),
            (A::Write, "foot-write"),
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
            (A::Bind, "foot-bind"),
            (A::Watch, "foot-watch"),
            (A::Copy, "foot-copy"),
            (A::Submit, BY_STATE),
            (A::Write, "foot-device-file"),
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
    }
}

/// The label of an action that does something else from one state to the next.
fn state_label(app: &App, area: Area, action: Action) -> &'static str {
    match (area, action) {
        (Area::Result, Action::Submit) => match &app.result {
            Some(result) if result.is_to_create() => "foot-send-now",
            _ => "foot-again",
        },
        (Area::Watch, _) => match app.watches.current() {
            Some(watch) if watch.verdict().0 == ConnectionVerdict::NotBound => "foot-bind",
            Some(watch) if watch.fault().is_some() => "foot-diagnosis",
            _ => "foot-diagnose",
        },
        (Area::Form, _) => form_key_labels(app).0,
        (Area::Device, _) => on_device(app),
        _ => match app.overlays.last() {
            Some(Overlay::Gateway(form)) if form.is_at_create() => "foot-create-gateway",
            Some(Overlay::Gateway(_)) => "foot-next",
            Some(Overlay::Prompt(prompt)) => prompt.accept_label(),
            Some(Overlay::Psk(_)) => "foot-go-on",
            _ => "foot-take",
        },
    }
}

/// Whether an action of the footer does something in the state at hand.
fn is_available(app: &App, area: Area, action: Action) -> bool {
    use Action as A;
    match (area, action) {
        (Area::Result, A::Copy) => app.result.as_ref().is_none_or(ResultModel::can_copy),
        (Area::Result, A::Submit) => app.result.as_ref().is_none_or(ResultModel::can_send),
        (Area::Result, A::Bind | A::Watch | A::Write) => {
            app.result.as_ref().is_some_and(|result| result.connection.is_some())
        }
        (Area::Watch, A::Unbind | A::Write | A::Submit) => {
            let Some(watch) = app.watches.current() else { return action == A::Unbind };
            match action {
                A::Unbind => watch.verdict().0 != ConnectionVerdict::NotBound,
                A::Write => app.is_draft_of(&watch.at),
                _ => app.has_change_to_send(&watch.at),
            }
        }
        // Of the boxes with a line to fill in, one has a key to show.
        (Area::Prompt, A::Reveal) => matches!(app.overlays.last(), Some(Overlay::Psk(_))),
        (Area::TextPager, A::Accept) => {
            matches!(app.overlays.last(), Some(Overlay::TextPager(text)) if text.has_question())
        }
        (Area::TextPager, A::Back) if app.overlays.is_empty() => {
            app.sending.as_ref().is_some_and(|sending| !sending.is_stopping())
        }
        _ => true,
    }
}

/// What Enter does with the line of the device's step that has the keys.
fn on_device(app: &App) -> &'static str {
    let is_known = app.document.as_ref().is_some_and(|document| document.peer().is_some());
    match app.device.selected_row(&app.device.rows(app.document.as_ref())) {
        DeviceRow::Platform if !is_known => "foot-open",
        DeviceRow::Tunnel(_) | DeviceRow::Report => "foot-open",
        DeviceRow::File
        | DeviceRow::Editor
        | DeviceRow::Keep
        | DeviceRow::TakeOver
        | DeviceRow::Continue => "foot-choose",
        _ => "foot-next",
    }
}

/// What Space does there.
fn space_on_device(app: &App) -> Option<&'static str> {
    match app.device.selected_row(&app.device.rows(app.document.as_ref())) {
        DeviceRow::BehindNat | DeviceRow::Initiator => Some("foot-toggle"),
        DeviceRow::Platform | DeviceRow::Release => Some("foot-open"),
        _ => None,
    }
}

/// What Enter does with the line of the form that has the keys, and what Space does.
fn form_key_labels(app: &App) -> (&'static str, Option<&'static str>) {
    match app.form.focused(app.screen) {
        Some(FormItem::Button(FormButton::RemoveTag(_))) => ("foot-next", Some("foot-remove")),
        Some(FormItem::Button(_)) => ("foot-choose", None),
        Some(FormItem::Field(path)) => {
            let enter = if opens_on_accept(app, path) { "foot-open" } else { "foot-next" };
            let space = match entry(path) {
                InputKind::Choice(words) if words.len() == 2 => Some("foot-toggle"),
                InputKind::Choice(_) | InputKind::Region => Some("foot-open"),
                _ => None,
            };
            (enter, space)
        }
        None => ("foot-next", None),
    }
}
