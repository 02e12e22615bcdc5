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
use crate::tui::screens::review::ReviewPage;
use crate::tui::steps::{InputKind, entry};
use crate::tui::theme::Role;
use crate::tui::widgets::text::{padded, wrapped};
use crate::walk::device_rows::DeviceRow;

/// Lines that a word to tell may take.
const NOTICE: usize = 3;

/// The line at the bottom: a word to tell, which may take some lines more, or the keys that matter here.
pub(super) fn draw_foot(app: &App, area: Rect, buffer: &mut Buffer) {
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
        Some(Overlay::Prompt(prompt)) => prompt.accept_label(),
        Some(Overlay::Psk(_)) => "foot-go-on",
        _ => "foot-take",
    };
    let (enters, space) = form_key_labels(app);
    let watched = app.watches.seen();
    let verdict = watched.map(|watch| watch.verdict().0);
    let is_free = verdict == Some(ConnectionVerdict::NotBound);
    let follows = match watched {
        _ if is_free => "foot-bind",
        Some(watch) if watch.fault().is_some() => "foot-diagnosis",
        _ => "foot-diagnose",
    };
    let wanted: &[(Action, &str)] = match area {
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
            (A::Accept, follows),
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
            (A::Accept, enters),
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
        Area::Prompt => &[(A::Accept, takes), (A::Back, "foot-cancel"), (A::Reveal, "foot-reveal")],
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
            (A::Accept, on_device(app)),
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
            (A::Submit, again),
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
    };
    let can = |action: Action| match (area, action, &app.result) {
        (Area::Result, A::Copy, Some(result)) => result.can_copy(),
        (Area::Result, A::Submit, Some(result)) => result.can_send(),
        (Area::Result, A::Bind | A::Watch | A::Write, result) => {
            result.as_ref().is_some_and(|result| result.connection.is_some())
        }
        (Area::Watch, A::Unbind, _) => !is_free,
        (Area::Watch, A::Write, _) => {
            let at = app.watches.seen().map(|watch| &watch.at);
            at.is_some() && app.connection_of_document().as_ref() == at
        }
        // Of the boxes with a line to fill in, one has a key to show.
        (Area::Prompt, A::Reveal, _) => matches!(app.overlays.last(), Some(Overlay::Psk(_))),
        (Area::TextPager, A::Accept, _) => {
            matches!(app.overlays.last(), Some(Overlay::TextPager(text)) if text.has_question())
        }
        (Area::TextPager, A::Back, _) if app.overlays.is_empty() => {
            app.sending.as_ref().is_some_and(|sending| !sending.is_stopping())
        }
        _ => true,
    };
    let mut keys: Vec<(String, String)> = wanted
        .iter()
        .filter(|(action, _)| can(*action))
        .filter_map(|(action, id)| {
            // Where a text can be closed with a letter, too, Esc is what people know.
            let of = if *action == A::Back { Area::Anywhere } else { area };
            Some((app.keymap.first_key(of, *action)?, app.texts.say(id)))
        })
        .collect();
    let space = match area {
        Area::Form => space,
        Area::Device => space_on_device(app),
        _ => None,
    };
    if let Some(id) = space {
        keys.insert(2, (app.texts.say("key-space"), app.texts.say(id)));
    }
    keys
}

/// What Enter does with the line of the device's step that has the keys.
fn on_device(app: &App) -> &'static str {
    let is_known = app.document.as_ref().is_some_and(|document| document.peer().is_some());
    match app.device.here(&app.device.rows(app.document.as_ref())) {
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
    match app.device.here(&app.device.rows(app.document.as_ref())) {
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
