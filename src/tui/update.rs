//! The one function that changes the state: a message comes in, effects go out.
//!
//! It neither waits nor reads a clock nor touches a file, so that a whole walk can be told as a list of
//! messages.

use std::path::PathBuf;
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseEvent, MouseEventKind};

use crate::flow::SubmitResult;
use crate::text::Texts;
use crate::tui::action::{Action, Area};
use crate::tui::app::{App, Screen};
use crate::tui::availability::unavailable_reason;
use crate::tui::document::Document;
use crate::tui::effect::{Effect, Ticket};
use crate::tui::help::help;
use crate::tui::layout::rail_step;
use crate::tui::message::Msg;
use crate::tui::overlays::prompt::Prompt;
use crate::tui::overlays::question::Question;
use crate::tui::overlays::{Overlay, pick_list};
use crate::tui::overlays::{dispatch, new_gateway};
use crate::tui::palette::palette;
use crate::tui::screens::handlers;
use crate::tui::screens::{device, form, home, result};
use crate::tui::steps::WizardStep;
use crate::tui::theme::Role;

impl App {
    /// Takes note of what happened and says what has to be done.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let before = self.document.as_ref().map(Document::revision);
        let mut effects = Vec::new();
        self.take(msg, &mut effects);
        let after = self.document.as_ref().map(Document::revision);
        if before.is_some() && before != after {
            self.after_change();
            effects.extend(self.save_soon());
        }
        self.form.sync_with_document(self.screen, self.document.as_ref());
        if let Some(document) = &mut self.document {
            document.set_typing_field(self.form.typed());
        }
        match self.screen {
            Screen::Home => {
                self.home.clamp(&self.account);
                self.filter_connections();
            }
            Screen::Step(WizardStep::Gateways) => self.filter_gateways(),
            Screen::Step(WizardStep::Review) => self.review.clamp(self.document.as_ref()),
            _ => {}
        }
        effects
    }

    fn take(&mut self, msg: Msg, effects: &mut Vec<Effect>) {
        match msg {
            Msg::Key(key) if key.kind == KeyEventKind::Release => {}
            Msg::Key(key) if self.is_too_small() => effects.extend(self.key_too_small(key)),
            Msg::Key(key) => effects.extend(self.key(key)),
            // Nobody sees where it would go.
            Msg::Paste(_) | Msg::Mouse(_) if self.is_too_small() => {}
            Msg::Paste(text) => effects.extend(self.paste(&text)),
            Msg::Mouse(mouse) => effects.extend(self.mouse(mouse)),
            Msg::Resize(columns, rows) => self.resized(columns, rows),
            Msg::Tick(now) => {
                self.now = now;
                self.spinner_frame = self.spinner_frame.wrapping_add(1);
            }
            Msg::Terminate => effects.extend(self.terminate()),
            Msg::Home(home, now) => {
                self.now = now;
                home::loaded(self, *home);
            }
            Msg::SignedIn(ticket, result) => effects.extend(self.signed_in(ticket, result)),
            Msg::Profiles(result) => self.profiles_listed(result),
            Msg::SandboxServes(result) => effects.extend(self.sandbox_serves(result)),
            Msg::Regions(ticket, result) => self.regions_listed(ticket, result),
            Msg::GatewayPage(ticket, rows, total) => {
                self.gateways.add_page(ticket, rows, total);
                self.external_facts_changed();
            }
            Msg::GatewaysEnded(ticket, result) => {
                let result = result.map_err(|trouble| self.explained(&trouble));
                self.gateways.lists.finish(ticket, result);
                self.external_facts_changed();
            }
            Msg::RegionFacts(ticket, result) => self.region_facts_loaded(ticket, result),
            Msg::ConnectionsPage(ticket, rows) => self.connections_page(ticket, rows),
            Msg::ConnectionsEnded(ticket, result) => self.connections_ended(ticket, result),
            Msg::Watched(ticket, news, at) => effects.extend(self.watched(ticket, news, at)),
            Msg::WatchEnded(ticket, why) => self.watch_ended(ticket, why),
            Msg::Routers(ticket, result) => self.routers_listed(ticket, result),
            Msg::ChangePlanned(ticket, plan) => self.change_planned(ticket, *plan),
            Msg::ChangeStep(ticket, step, at) => {
                effects.extend(self.change_step(ticket, &step, at));
            }
            Msg::Changed(ticket, result) => effects.extend(self.changed(ticket, &result)),
            Msg::Diagnosed(ticket, result) => effects.extend(self.diagnosed(ticket, *result)),
            Msg::ConnectionImported(ticket, result) => {
                effects.extend(self.connection_imported(ticket, *result));
            }
            Msg::Realm(ticket, realm) => self.realm_loaded(ticket, realm),
            Msg::GatewayCreated(ticket, region, result) => {
                effects.extend(new_gateway::created(self, ticket, &region, *result));
            }
            Msg::DraftOpened(ticket, result) => effects.extend(self.draft_opened(ticket, *result)),
            Msg::SaveDue(ticket) => effects.extend(self.save_due(ticket)),
            Msg::Saved(ticket, result) => effects.extend(self.saved(ticket, result)),
            Msg::DraftsChanged(result) => effects.extend(home::managed(self, result)),
            Msg::Renamed(from, to, result) => {
                effects.extend(home::renamed(self, &from, &to, result));
            }
            Msg::Versions(name, result) => home::versions(self, name, result),
            Msg::Compared(name, number, result) => home::compared(self, name, number, result),
            Msg::KeyOpened(ticket, path, result) => self.key_opened(ticket, path, result),
            Msg::Progress(ticket, step, now) => {
                self.now = now;
                let sending = self.sending.as_mut().filter(|sending| sending.ticket == ticket);
                if let Some(sending) = sending {
                    sending.progress(step, now, &self.texts);
                }
            }
            Msg::Submitted(ticket, submitted) => effects.extend(self.submitted(ticket, *submitted)),
            Msg::Copied(Ok(copied)) => self.notify(copied.notice(), &[]),
            Msg::Copied(Err(why)) | Msg::Edited(_, Err(why)) => self.report_error(why),
            Msg::SettingSaved(name, value, result) => self.setting_saved(name, value, result),
            Msg::Written(result) => self.file_written(result),
            Msg::DeviceEdited(result) => effects.extend(device::edited(self, result)),
            Msg::DeviceRead(ticket, result) => device::read(self, ticket, *result),
            Msg::Edited(path, Ok(text)) => form::edited(self, path, text),
        }
    }

    fn mouse(&mut self, mouse: MouseEvent) -> Vec<Effect> {
        match mouse.kind {
            MouseEventKind::ScrollUp => self.screen_action(Action::Up),
            MouseEventKind::ScrollDown => self.screen_action(Action::Down),
            MouseEventKind::Down(_) => self.click(mouse.column, mouse.row),
            _ => Vec::new(),
        }
    }

    fn resized(&mut self, columns: u16, rows: u16) {
        self.size = (columns, rows);
        if self.is_too_small() {
            self.drop_questions();
        }
    }

    fn setting_saved(&mut self, name: &str, value: String, result: Result<(), String>) {
        match result {
            Ok(()) => {}
            Err(why) if name == "language" => {
                self.warn("language-not-kept", &[("why", why.into())]);
            }
            Err(why) => {
                self.warn("theme-not-kept", &[("theme", value.into()), ("why", why.into())]);
            }
        }
    }

    /// A key in a window that is too small to show what it would do: the wizard can be left and
    /// suspended, and nothing else happens. No question is asked either, since nobody could read it.
    fn key_too_small(&mut self, key: KeyEvent) -> Vec<Effect> {
        match self.keymap.action(Area::Anywhere, key) {
            Some(Action::Quit) if self.save_state.is_quitting() => self.end().into_iter().collect(),
            Some(Action::Quit) => self.quit(),
            Some(Action::Suspend) => self.suspend(),
            Some(Action::Redraw) => vec![Effect::Redraw],
            _ => Vec::new(),
        }
    }

    fn suspend(&mut self) -> Vec<Effect> {
        let mut effects: Vec<Effect> = self.save().into_iter().collect();
        effects.push(Effect::Suspend);
        effects
    }

    /// A question that nobody sees any more is asked again when it is wanted again.
    fn drop_questions(&mut self) {
        let is_leaving = |overlay: &Overlay| matches!(overlay, Overlay::Question(ask) if ask.question == Question::LeaveUnsaved);
        if self.overlays.iter().any(is_leaving) {
            self.cancel_pending();
        }
        self.overlays.retain(|overlay| !matches!(overlay, Overlay::Question(_)));
    }

    fn file_written(&mut self, result: Result<PathBuf, String>) {
        let prompt = self.writing.take();
        match result {
            Ok(path) if prompt.as_ref().is_some_and(Prompt::keeps_device) => {
                device::file_kept(self, &path);
            }
            Ok(path) => self.notify("written", &[("path", path.display().to_string().into())]),
            Err(why) => {
                // Whoever is at something else by now types there.
                if let Some(prompt) = prompt.filter(|_| self.overlays.is_empty()) {
                    self.overlays.push(Overlay::Prompt(prompt));
                }
                self.set_notice(Role::Error, why);
            }
        }
    }

    /// Whether the terminal can show the letters of the next language.
    pub(in crate::tui) fn can_switch_language(&self) -> bool {
        self.texts.language().next().is_ascii() || self.theme.has_unicode()
    }

    /// Says everything in the next language from now on, where the terminal can show its letters.
    fn next_language(&mut self) -> Vec<Effect> {
        let language = self.texts.language().next();
        if !self.can_switch_language() {
            self.warn("language-not-shown", &[]);
            return Vec::new();
        }
        self.texts = Arc::new(Texts::new(language));
        self.notify("language-kept", &[]);
        vec![
            Effect::PrintErrorsIn(language),
            Effect::SaveSetting("language", language.tag().to_owned()),
        ]
    }

    fn key(&mut self, key: KeyEvent) -> Vec<Effect> {
        self.notice = None;
        let action = self.keymap.action(self.area(), key).or_else(|| self.read_yes_or_no(key));
        self.act(key, action)
    }

    /// An action that was chosen by its name.
    pub(in crate::tui) fn run_action(&mut self, action: Action) -> Vec<Effect> {
        self.act(KeyEvent::new(KeyCode::Null, KeyModifiers::NONE), Some(action))
    }

    fn act(&mut self, key: KeyEvent, action: Option<Action>) -> Vec<Effect> {
        match action {
            Some(Action::Quit) => return self.ask_to_quit(),
            Some(Action::Suspend) => return self.suspend(),
            Some(Action::Redraw) => return vec![Effect::Redraw],
            Some(Action::Mouse) => {
                self.mouse = !self.mouse;
                let id = if self.mouse { "mouse-on" } else { "mouse-off" };
                self.notify(id, &[]);
                return vec![Effect::Mouse(self.mouse)];
            }
            Some(Action::Theme) => {
                let palette = self.theme.palette().next();
                self.theme = self.theme.with(palette);
                self.notify("theme-kept", &[("theme", palette.name().into())]);
                return vec![Effect::SaveSetting("theme", palette.name().to_owned())];
            }
            Some(Action::Language) => return self.next_language(),
            _ => {}
        }
        if !self.overlays.is_empty() {
            return dispatch::key(self, key, action);
        }
        match action {
            Some(Action::Help) => {
                self.overlays.push(help(self));
                Vec::new()
            }
            Some(Action::Palette) if self.area().has_action(Action::Palette) => {
                self.overlays.push(palette(self));
                Vec::new()
            }
            Some(action) if unavailable_reason(self, action).is_some() => {
                self.warn(unavailable_reason(self, action).unwrap_or_default(), &[]);
                Vec::new()
            }
            action => self.screen_key(key, action),
        }
    }

    /// The answer to a question in the words of the language, and its letter with Shift as well.
    fn read_yes_or_no(&self, key: KeyEvent) -> Option<Action> {
        match (self.area(), key.code) {
            (Area::Question, KeyCode::Char(word))
                if !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) =>
            {
                let is_yes = self.texts.yes_or_no(&word.to_string())?;
                Some(if is_yes { Action::Yes } else { Action::No })
            }
            _ => None,
        }
    }

    fn screen_key(&mut self, key: KeyEvent, action: Option<Action>) -> Vec<Effect> {
        if self.document.is_some() && matches!(self.screen, Screen::Step(_)) {
            match action {
                Some(Action::Save) => return self.save_named(),
                Some(Action::GoTo) => {
                    let is_created = self.connection_of_document().is_some();
                    if let Some(document) = &self.document {
                        self.show_list(pick_list::fields(document, is_created, &self.texts));
                    }
                    return Vec::new();
                }
                Some(Action::Undo) => return self.undo(true),
                Some(Action::Redo) => return self.undo(false),
                Some(Action::NextFinding) => return self.go_to_next_finding(true),
                Some(Action::PreviousFinding) => return self.go_to_next_finding(false),
                Some(Action::NextStep) => return self.move_step(1),
                Some(Action::PreviousStep) => return self.move_step(-1),
                Some(Action::Home) => return self.go_home(),
                _ => {}
            }
        }
        (handlers(self.screen).key)(self, key, action)
    }

    /// An action that came by other ways than a key.
    pub(in crate::tui) fn screen_action(&mut self, action: Action) -> Vec<Effect> {
        let nothing = KeyEvent::new(KeyCode::Null, KeyModifiers::NONE);
        if self.overlays.is_empty() {
            self.screen_key(nothing, Some(action))
        } else {
            dispatch::key(self, nothing, Some(action))
        }
    }

    fn click(&mut self, column: u16, row: u16) -> Vec<Effect> {
        if !self.overlays.is_empty() {
            return dispatch::click(self, column, row);
        }
        if let Some(step) = rail_step(self, column, row) {
            return self.go(Screen::Step(step));
        }
        (handlers(self.screen).click)(self, column, row)
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.notice = None;
        if !self.overlays.is_empty() {
            dispatch::paste(self, text);
            return Vec::new();
        }
        (handlers(self.screen).paste)(self, text)
    }

    fn submitted(&mut self, ticket: Ticket, submitted: SubmitResult) -> Vec<Effect> {
        // Whatever the person does by now: what the service made is shown.
        let awaited = self.sending.as_ref().is_some_and(|sending| sending.ticket == ticket);
        if awaited {
            self.sending = None;
        }
        let mut effects = vec![Effect::LoadHome];
        effects.extend(result::show(self, submitted));
        // There may be one more now, or the one that stood in the way is worth being named.
        effects.extend(self.load_region_facts(true));
        effects.extend(self.continue_saving());
        effects
    }
}
