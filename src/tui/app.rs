//! The state of the wizard and the one function that changes it.
//!
//! [`App::update`] takes a message and gives the effects that follow from it. It neither waits nor
//! reads a clock nor touches a file, so that a whole walk can be told as a list of messages.

use std::sync::Arc;

use crossterm::event::{KeyEvent, KeyEventKind, MouseEventKind};
use jiff::Timestamp;
use zeroize::Zeroizing;

use crate::connection::key::Entropy;
use crate::connection::{FieldPath, Key, Mode};
use crate::drafts::session::Bookmark;
use crate::drafts::{DraftFile, DraftName};
use crate::flow::Who;
use crate::text::Texts;

use super::document::Document;
use super::keymap::{Action, Area, Keymap};
use super::msg::{Effect, Kept, Msg, Opened, Save, SaveTicket, SignedOut, Submitted, Ticket};
use super::overlays::{self, Overlay, ask, pick, prompt, reading};
use super::screens::form::FormModel;
use super::screens::gateways::GatewaysModel;
use super::screens::home::HomeModel;
use super::screens::result::ResultModel;
use super::screens::review::ReviewModel;
use super::screens::sending::SendingModel;
use super::screens::{form, gateways, home, result, review, sending};
use super::steps::{Spot, Step, step_of, steps};
use super::theme::{Role, Theme};

/// Where the wizard is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The drafts and what was submitted.
    Home,
    /// A step of the walk.
    Step(Step),
    /// A submission is under way.
    Sending,
    /// A submission has ended.
    Result,
}

/// Who the service knows us as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Account {
    /// Being found out.
    Asking(Ticket),
    /// Signed in.
    In(Who),
    /// Nobody.
    Out(SignedOut),
}

/// A line at the bottom that stays until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it looks.
    pub role: Role,
    /// What it says.
    pub text: String,
}

/// How the wizard begins.
pub struct Setup {
    /// The words.
    pub texts: Arc<Texts>,
    /// How the terminal is written on.
    pub theme: Theme,
    /// The keys.
    pub keymap: Keymap,
    /// Columns and rows.
    pub size: (u16, u16),
    /// What time it is.
    pub now: Timestamp,
    /// Where the wizard was when it ended.
    pub bookmark: Bookmark,
    /// A draft to open, and not the one of the bookmark.
    pub draft: Option<DraftName>,
    /// The region for new drafts, if one was named.
    pub region: Option<String>,
    /// Whether the sandbox serves from the start.
    pub sandbox: bool,
    /// What there is to tell at the start: keys that could not be read.
    pub note: Option<String>,
    /// Whether the mouse is taken.
    pub mouse: bool,
    /// Where random bytes come from.
    pub entropy: Box<dyn Entropy + Send>,
}

/// The whole state.
pub struct App {
    /// The words.
    pub texts: Arc<Texts>,
    /// How the terminal is written on.
    pub theme: Theme,
    /// The keys.
    pub keymap: Keymap,
    /// Columns and rows.
    pub size: (u16, u16),
    /// The time as of the last message that told it.
    pub now: Timestamp,
    /// Where the wizard is.
    pub screen: Screen,
    /// What lies over the screen, the topmost last.
    pub overlays: Vec<Overlay>,
    /// Who is signed in.
    pub account: Account,
    /// Whether the built-in sandbox serves.
    pub sandbox: bool,
    /// The draft that is open.
    pub document: Option<Document>,
    /// The region for new drafts.
    pub region: Option<String>,
    /// The regions of the account; none until they are known.
    pub regions: Option<Vec<String>>,
    /// A line to tell.
    pub notice: Option<Notice>,
    /// Whether the mouse is taken.
    pub mouse: bool,
    /// Counts the steps of what turns while something is waited for.
    pub turn: usize,
    /// The screens.
    pub home: HomeModel,
    /// The forms.
    pub form: FormModel,
    /// The customer gateways.
    pub gateways: GatewaysModel,
    /// The review.
    pub review: ReviewModel,
    /// The submission under way.
    pub sending: Option<SendingModel>,
    /// The submission that has ended.
    pub result: Option<ResultModel>,
    pub(super) entropy: Box<dyn Entropy + Send>,
    document_number: u64,
    tickets: u64,
    opening: Option<(Ticket, Option<(String, Option<FieldPath>)>)>,
    save_due: Option<Ticket>,
    saving: Option<SaveTicket>,
    /// A draft that shall be opened as soon as the one at hand is on the disk.
    quitting: bool,
    ended: bool,
}

impl std::fmt::Debug for App {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("App")
            .field("screen", &self.screen)
            .field("document", &self.document)
            .finish_non_exhaustive()
    }
}

impl App {
    /// The wizard at its start, and what it wants to know first.
    pub fn new(setup: Setup) -> (Self, Vec<Effect>) {
        let mut app = Self {
            texts: setup.texts,
            theme: setup.theme,
            keymap: setup.keymap,
            size: setup.size,
            now: setup.now,
            screen: Screen::Home,
            overlays: Vec::new(),
            account: Account::Asking(Ticket(0)),
            sandbox: setup.sandbox,
            document: None,
            region: setup.region,
            regions: None,
            notice: setup.note.map(|text| Notice { role: Role::Warning, text }),
            mouse: setup.mouse,
            turn: 0,
            home: HomeModel::default(),
            form: FormModel::default(),
            gateways: GatewaysModel::default(),
            review: ReviewModel::default(),
            sending: None,
            result: None,
            entropy: setup.entropy,
            document_number: 0,
            tickets: 0,
            opening: None,
            save_due: None,
            saving: None,
            quitting: false,
            ended: false,
        };
        let mut effects = vec![Effect::LoadHome];
        if setup.sandbox {
            effects.push(Effect::StartSandbox);
        } else {
            effects.push(app.sign_in());
        }
        let Bookmark { draft, step, field } = setup.bookmark;
        if let Some(name) = setup.draft {
            effects.push(app.open(name, None));
        } else if let (Some(name), Some(step)) = (draft, step) {
            effects.push(app.open(name, Some((step, field))));
        }
        (app, effects)
    }

    /// Takes note of what happened and says what has to be done.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let before = self.document.as_ref().map(Document::revision);
        let mut effects = self.take(msg);
        let after = self.document.as_ref().map(Document::revision);
        if before.is_some() && before != after {
            self.after_change();
            effects.extend(self.save_soon());
        }
        self.form.follow(self.screen, self.document.as_ref());
        if self.screen == Screen::Step(Step::Gateways) {
            let region = self.region();
            self.gateways.sift(&region);
        }
        effects
    }

    fn take(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Key(key) if key.kind == KeyEventKind::Release => Vec::new(),
            Msg::Key(key) => self.key(key),
            Msg::Paste(text) => self.paste(&text),
            Msg::Mouse(mouse) => match mouse.kind {
                MouseEventKind::ScrollUp => self.press(Action::Up),
                MouseEventKind::ScrollDown => self.press(Action::Down),
                MouseEventKind::Down(_) => self.click(mouse.column, mouse.row),
                _ => Vec::new(),
            },
            Msg::Resize(columns, rows) => {
                self.size = (columns, rows);
                Vec::new()
            }
            Msg::Tick(now) => {
                self.now = now;
                self.turn = self.turn.wrapping_add(1);
                Vec::new()
            }
            Msg::Terminate => self.quit(),
            Msg::Home(home, now) => {
                self.now = now;
                home::loaded(self, *home);
                Vec::new()
            }
            Msg::SignedIn(ticket, result) => self.signed_in(ticket, result),
            Msg::SandboxServes(Ok(who)) => {
                self.sandbox = true;
                self.account = Account::In(who);
                self.gateways.forget();
                self.entered()
            }
            Msg::SandboxServes(Err(why)) => {
                self.complain(why);
                Vec::new()
            }
            Msg::Regions(Ok(regions)) => {
                self.regions = Some(regions);
                Vec::new()
            }
            // The built-in list serves as well.
            Msg::Regions(Err(_)) => Vec::new(),
            Msg::GatewayPage(ticket, rows, total) => {
                self.gateways.page(ticket, rows, total);
                self.tell_gateways();
                Vec::new()
            }
            Msg::GatewaysEnded(ticket, result) => {
                self.gateways.ended(ticket, result);
                Vec::new()
            }
            Msg::GatewayCreated(ticket, result) => {
                overlays::gateway::created(self, ticket, *result)
            }
            Msg::DraftOpened(ticket, result) => self.opened(ticket, *result),
            Msg::SaveDue(ticket) if self.save_due == Some(ticket) => {
                self.save_due = None;
                self.save().into_iter().collect()
            }
            Msg::SaveDue(_) => Vec::new(),
            Msg::Saved(ticket, result) => self.saved(ticket, result),
            Msg::Managed(result) => home::managed(self, result),
            Msg::Versions(name, result) => home::versions(self, name, result),
            Msg::Compared(name, number, result) => home::compared(self, name, number, result),
            Msg::KeyOpened(_, path, Ok(key)) => {
                if let Some(document) = &mut self.document {
                    document.open_key(path, key);
                    self.form.show_key(path, document);
                }
                Vec::new()
            }
            Msg::KeyOpened(_, _, Err(why)) => {
                self.complain(why);
                Vec::new()
            }
            Msg::Progress(ticket, step, now) => {
                self.now = now;
                sending::progress(self, ticket, step);
                Vec::new()
            }
            Msg::Submitted(ticket, submitted) => self.submitted(ticket, *submitted),
            Msg::Copied(Ok(())) => {
                self.tell("copied", &[]);
                Vec::new()
            }
            Msg::Copied(Err(why)) => {
                self.complain(why);
                Vec::new()
            }
            Msg::Written(Ok(path)) => {
                self.tell("written", &[("path", path.display().to_string().into())]);
                Vec::new()
            }
            Msg::Written(Err(why)) => {
                self.complain(why);
                Vec::new()
            }
            Msg::Edited(path, Ok(text)) => {
                if let (Some(document), Some(text)) = (&mut self.document, text) {
                    document.pause_typing();
                    document.type_into(path, text.trim_end_matches('\n'));
                    document.pause_typing();
                }
                Vec::new()
            }
            Msg::Edited(_, Err(why)) => {
                self.complain(why);
                Vec::new()
            }
        }
    }

    /// The area whose keys count now.
    pub fn area(&self) -> Area {
        if let Some(overlay) = self.overlays.last() {
            return overlay.area();
        }
        match self.screen {
            Screen::Home => Area::Home,
            Screen::Step(Step::Gateways) => Area::Gateways,
            Screen::Step(Step::Review) => Area::Review,
            Screen::Step(_) => Area::Form,
            Screen::Sending => Area::Reading,
            Screen::Result => Area::Result,
        }
    }

    fn key(&mut self, key: KeyEvent) -> Vec<Effect> {
        self.notice = None;
        let action = self.keymap.action(self.area(), key);
        match action {
            Some(Action::Quit) => return self.ask_to_quit(),
            Some(Action::Suspend) => {
                let mut effects: Vec<Effect> = self.save().into_iter().collect();
                effects.push(Effect::Suspend);
                return effects;
            }
            Some(Action::Redraw) => return vec![Effect::Redraw],
            Some(Action::Mouse) => {
                self.mouse = !self.mouse;
                let id = if self.mouse { "mouse-on" } else { "mouse-off" };
                self.tell(id, &[]);
                return vec![Effect::Mouse(self.mouse)];
            }
            _ => {}
        }
        if !self.overlays.is_empty() {
            return overlays::key(self, key, action);
        }
        match action {
            Some(Action::Help) => {
                self.overlays.push(overlays::help(self));
                Vec::new()
            }
            action => self.screen_key(key, action),
        }
    }

    fn screen_key(&mut self, key: KeyEvent, action: Option<Action>) -> Vec<Effect> {
        if self.document.is_some() && matches!(self.screen, Screen::Step(_)) {
            match action {
                Some(Action::Save) => return self.save_named(),
                Some(Action::GoTo) => {
                    if let Some(document) = &self.document {
                        self.overlays.push(Overlay::Pick(pick::fields(document, &self.texts)));
                    }
                    return Vec::new();
                }
                Some(Action::Undo) => return self.undo(true),
                Some(Action::Redo) => return self.undo(false),
                Some(Action::NextFinding) => return self.finding(true),
                Some(Action::PreviousFinding) => return self.finding(false),
                Some(Action::NextStep) => return self.step(1),
                Some(Action::PreviousStep) => return self.step(-1),
                _ => {}
            }
        }
        match self.screen {
            Screen::Home => home::key(self, action),
            Screen::Step(Step::Gateways) => gateways::key(self, key, action),
            Screen::Step(Step::Review) => review::key(self, action),
            Screen::Step(_) => form::key(self, key, action),
            Screen::Sending => sending::key(self, action),
            Screen::Result => result::key(self, action),
        }
    }

    /// An action that came by other ways than a key.
    pub(super) fn press(&mut self, action: Action) -> Vec<Effect> {
        let nothing =
            KeyEvent::new(crossterm::event::KeyCode::Null, crossterm::event::KeyModifiers::NONE);
        if self.overlays.is_empty() {
            self.screen_key(nothing, Some(action))
        } else {
            overlays::key(self, nothing, Some(action))
        }
    }

    fn click(&mut self, column: u16, row: u16) -> Vec<Effect> {
        if !self.overlays.is_empty() {
            return overlays::click(self, column, row);
        }
        match self.screen {
            Screen::Home => home::click(self, column, row),
            Screen::Step(Step::Gateways) => gateways::click(self, column, row),
            Screen::Step(Step::Review) => review::click(self, column, row),
            Screen::Step(_) => form::click(self, column, row),
            Screen::Sending | Screen::Result => Vec::new(),
        }
    }

    fn paste(&mut self, text: &Zeroizing<String>) -> Vec<Effect> {
        self.notice = None;
        if !self.overlays.is_empty() {
            overlays::paste(self, text);
            return Vec::new();
        }
        match self.screen {
            Screen::Step(Step::Gateways) => gateways::paste(self, text),
            Screen::Step(Step::Review) => {}
            Screen::Step(_) => form::paste(self, text),
            Screen::Home | Screen::Sending | Screen::Result => {}
        }
        Vec::new()
    }

    /// A number that no other question has.
    pub(super) fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    /// Says something in the bottom line.
    pub(super) fn tell(&mut self, id: &str, args: &[(&str, crate::connection::Arg)]) {
        self.notice = Some(Notice { role: Role::Good, text: self.texts.say_with(id, args) });
    }

    /// Says in the bottom line why something cannot be done.
    pub(super) fn decline(&mut self, id: &str, args: &[(&str, crate::connection::Arg)]) {
        self.notice = Some(Notice { role: Role::Warning, text: self.texts.say_with(id, args) });
    }

    /// Says what went wrong, in full where the bottom line is too short for it.
    pub(super) fn complain(&mut self, text: String) {
        let short = text.lines().count() == 1 && text.chars().count() + 2 < self.size.0.into();
        if short {
            self.notice = Some(Notice { role: Role::Error, text });
        } else {
            let title = self.texts.say("trouble-title");
            self.overlays.push(Overlay::Reading(reading::Reading::new(title, text)));
        }
    }

    // Signing in.

    /// Finds out anew who is signed in.
    pub(super) fn sign_in(&mut self) -> Effect {
        let ticket = self.ticket();
        self.account = Account::Asking(ticket);
        Effect::SignIn(ticket)
    }

    fn signed_in(&mut self, ticket: Ticket, result: Result<Who, SignedOut>) -> Vec<Effect> {
        if self.account != Account::Asking(ticket) {
            return Vec::new();
        }
        match result {
            Ok(who) => {
                if self.region.is_none() {
                    self.region.clone_from(&who.region);
                }
                self.account = Account::In(who);
                let mut effects = vec![Effect::LoadRegions];
                effects.extend(self.entered());
                effects
            }
            Err(out) => {
                self.account = Account::Out(out);
                Vec::new()
            }
        }
    }

    /// Whether the service can be asked.
    pub fn is_signed_in(&self) -> bool {
        matches!(self.account, Account::In(_))
    }

    // Going about.

    /// Goes to a screen, and asks for what it needs.
    pub(super) fn go(&mut self, screen: Screen) -> Vec<Effect> {
        if let (Some(document), Some(Spot::Field(path))) =
            (&mut self.document, self.form.spot(self.screen))
        {
            document.visit(path);
        }
        self.screen = screen;
        self.form.follow(screen, self.document.as_ref());
        let mut effects = self.entered();
        effects.push(self.mark());
        effects
    }

    /// What the screen at hand needs from outside.
    fn entered(&mut self) -> Vec<Effect> {
        match self.screen {
            Screen::Step(Step::Gateways | Step::Review) => {
                gateways::load(self, false).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// Goes home, and keeps the draft first.
    pub(super) fn go_home(&mut self) -> Vec<Effect> {
        let mut effects = self.go(Screen::Home);
        effects.extend(self.save());
        effects.push(Effect::LoadHome);
        effects
    }

    /// Goes to a step of the walk, from where the wizard is.
    pub(super) fn step(&mut self, by: isize) -> Vec<Effect> {
        let (Screen::Step(step), Some(document)) = (self.screen, &self.document) else {
            return Vec::new();
        };
        let all = steps(document.draft().mode());
        let at = all.iter().position(|other| *other == step).unwrap_or(0);
        match at.checked_add_signed(by) {
            Some(at) if at < all.len() => self.go(Screen::Step(all[at])),
            Some(_) => Vec::new(),
            None => self.go_home(),
        }
    }

    /// Goes to the field where it is filled in.
    pub(super) fn go_to(&mut self, path: FieldPath) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let step = step_of(path, document.draft().mode());
        let effects = self.go(Screen::Step(step));
        if step == Step::Gateways {
            self.gateways.slot = match path.place {
                crate::connection::Place::Tunnel(number) => usize::from(number.clamp(1, 2)) - 1,
                _ => 0,
            };
        }
        self.form.focus(step, Spot::Field(path));
        effects
    }

    /// Goes to the next finding of weight, or the one before, in the order of the walk.
    fn finding(&mut self, forward: bool) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let targets = review::targets(document);
        if targets.is_empty() {
            self.tell("no-findings", &[]);
            return Vec::new();
        }
        let here = self.form.spot(self.screen).and_then(|spot| match spot {
            Spot::Field(path) => Some(review::rank(path, document)),
            Spot::Deed(_) => None,
        });
        let of_step = match self.screen {
            Screen::Step(step) => (
                steps(document.draft().mode()).iter().position(|other| *other == step).unwrap_or(0),
                0,
            ),
            _ => (0, 0),
        };
        let here = here.unwrap_or(of_step);
        let ranked: Vec<_> =
            targets.iter().map(|path| (review::rank(*path, document), *path)).collect();
        let found = if forward {
            ranked.iter().find(|(rank, _)| *rank > here).or_else(|| ranked.first())
        } else {
            ranked.iter().rev().find(|(rank, _)| *rank < here).or_else(|| ranked.last())
        };
        let Some((_, path)) = found.copied() else { return Vec::new() };
        if let Some(document) = &mut self.document {
            document.visit(path);
        }
        self.go_to(path)
    }

    fn undo(&mut self, back: bool) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        let at = if back { document.undo() } else { document.redo() };
        let Some(at) = at else {
            self.decline(if back { "nothing-to-undo" } else { "nothing-to-redo" }, &[]);
            return Vec::new();
        };
        self.tell(if back { "undone" } else { "redone" }, &[]);
        match at {
            // What was changed on the review page is seen there.
            Some(_) if self.screen == Screen::Step(Step::Review) => Vec::new(),
            Some(path) => self.go_to(path),
            None => {
                let mode = self.document.as_ref().map(|document| document.draft().mode());
                self.stay_in(mode.unwrap_or_default())
            }
        }
    }

    /// Leaves a step that the mode does not have.
    pub(super) fn stay_in(&mut self, mode: Mode) -> Vec<Effect> {
        match self.screen {
            Screen::Step(step) if !steps(mode).contains(&step) => {
                self.go(Screen::Step(Step::Connection))
            }
            _ => Vec::new(),
        }
    }

    fn after_change(&mut self) {
        self.tell_gateways();
        self.review.clamp(self.document.as_ref());
    }

    /// What is known of the chosen customer gateways goes to the rules.
    pub(super) fn tell_gateways(&mut self) {
        let Some(document) = &mut self.document else { return };
        let region = document.draft().text(FieldPath::own(Key::RegionId)).unwrap_or_default();
        let facts = document
            .draft()
            .places(Key::CustomerGatewayId)
            .into_iter()
            .filter_map(|path| document.draft().text(path))
            .filter_map(|id| self.gateways.facts(region, id))
            .collect();
        document.know_gateways(facts);
    }

    // Drafts.

    /// Begins a new draft.
    pub(super) fn begin(&mut self, mode: Mode) -> Vec<Effect> {
        let mut effects = self.close();
        let mut document = Document::fresh(mode);
        if let Some(region) = self.region.clone() {
            document.choose(
                FieldPath::own(Key::RegionId),
                &region,
                crate::connection::Origin::Default,
            );
        }
        self.take_up(document);
        effects.extend(self.go(Screen::Step(Step::Mode)));
        effects
    }

    /// Opens a draft of the store.
    pub(super) fn open(
        &mut self,
        name: DraftName,
        place: Option<(String, Option<FieldPath>)>,
    ) -> Effect {
        let ticket = self.ticket();
        self.opening = Some((ticket, place));
        Effect::OpenDraft(ticket, name)
    }

    fn opened(&mut self, ticket: Ticket, result: Result<Opened, String>) -> Vec<Effect> {
        let place = match self.opening.take() {
            Some((awaited, place)) if awaited == ticket => place,
            // Something else was asked for since.
            other => {
                self.opening = other;
                return Vec::new();
            }
        };
        let Opened { name, file, revision, locked_by, notes } = match result {
            Ok(opened) => opened,
            Err(why) => {
                // The draft of a bookmark may be gone; that is told at home and stops nothing.
                self.complain(why);
                return Vec::new();
            }
        };
        let mut effects = self.close_for(&name);
        let mode = file.draft.mode();
        self.take_up(Document::new(file, Some(name), Some(revision)));
        for note in notes {
            self.complain(note);
        }
        if let Some(holder) = locked_by {
            let text = self.texts.say_with("draft-locked", &[("holder", holder.into())]);
            let title = self.texts.say("draft-locked-title");
            self.overlays.push(Overlay::Reading(reading::Reading::new(title, text)));
        }
        let (step, field) = place.unwrap_or_else(|| (Step::Mode.word().to_owned(), None));
        let step = Step::from_word(&step, mode).unwrap_or(Step::Mode);
        effects.extend(self.go(Screen::Step(step)));
        if let Some(path) = field.filter(|path| step_of(*path, mode) == step) {
            self.form.focus(step, Spot::Field(path));
        }
        effects
    }

    /// Puts a draft that was just read on the table without a step: for a replay from home.
    pub(super) fn take_up(&mut self, document: Document) {
        self.document_number += 1;
        self.document = Some(document);
        self.form = FormModel::default();
        self.gateways.reset_view();
        self.review = ReviewModel::default();
        self.result = None;
        self.tell_gateways();
    }

    /// Keeps the draft at hand and lets go of it.
    fn close(&mut self) -> Vec<Effect> {
        let mut effects: Vec<Effect> = self.save().into_iter().collect();
        self.document = None;
        effects.push(Effect::LetGo);
        effects
    }

    /// The same, where the next draft may be the very same one and is locked by now.
    fn close_for(&mut self, next: &DraftName) -> Vec<Effect> {
        let same = self.document.as_ref().and_then(|document| document.name.as_ref()) == Some(next);
        if same || self.document.is_none() {
            self.document = None;
            return Vec::new();
        }
        let effects = self.save().into_iter().collect();
        self.document = None;
        effects
    }

    // Keeping.

    fn save_soon(&mut self) -> Option<Effect> {
        let unsaved = self.document.as_ref().is_some_and(Document::is_unsaved);
        if !unsaved || self.save_due.is_some() {
            return None;
        }
        let ticket = self.ticket();
        self.save_due = Some(ticket);
        Some(Effect::SaveSoon(ticket))
    }

    /// Keeps the draft at hand now, if there is something to keep and no save is under way.
    pub(super) fn save(&mut self) -> Option<Effect> {
        let document = self.document.as_ref().filter(|document| document.is_unsaved())?;
        let ticket = SaveTicket { document: self.document_number, revision: document.revision() };
        // Saves of one draft follow one another, each building on the one before.
        if self.saving.is_some() {
            return None;
        }
        let is_new = document.name.is_none();
        let name = match &document.name {
            Some(name) => name.clone(),
            None => self.working_name(document)?,
        };
        let mut file = Box::new(document.file().clone());
        file.name = Some(name.to_string());
        let effect = Effect::Save(Save {
            ticket,
            name,
            is_new,
            file,
            basis: document.basis,
            continues: document.continues,
        });
        self.saving = Some(ticket);
        Some(effect)
    }

    /// What a draft is called that nobody has named: like its connection, or untitled.
    fn working_name(&self, document: &Document) -> Option<DraftName> {
        let connection = document.draft().text(FieldPath::own(Key::Name)).unwrap_or_default();
        DraftName::from_typed(connection)
            .or_else(|| DraftName::from_typed(&self.texts.say("untitled")))
    }

    fn saved(&mut self, ticket: SaveTicket, result: Result<Kept, String>) -> Vec<Effect> {
        if self.saving == Some(ticket) {
            self.saving = None;
        }
        let is_this = ticket.document == self.document_number;
        let mut effects = Vec::new();
        match result {
            Ok(Kept { saved, sealed, left_out }) => {
                let conflict = saved.outcome == crate::drafts::store::Outcome::Conflict;
                if let Some(document) = self.document.as_mut().filter(|_| is_this) {
                    document.saved(ticket.revision, saved.name.clone(), saved.revision, sealed);
                    if conflict {
                        let args = [("name", saved.name.to_string().into())];
                        let text = self.texts.say_with("save-conflict", &args);
                        self.complain(text);
                    }
                    effects.push(self.mark());
                }
                if let Some((path, why)) = left_out.into_iter().next() {
                    let field = self.texts.place(path);
                    self.decline("save-left-out", &[("field", field.into()), ("why", why.into())]);
                }
            }
            Err(why) => {
                let args = [("why", why.into())];
                let text = self.texts.say_with("save-failed", &args);
                self.notice = Some(Notice { role: Role::Error, text });
                if self.quitting {
                    // The person has seen nothing of it yet, and leaving now would lose the work.
                    self.quitting = false;
                    self.overlays.push(Overlay::Ask(ask::Ask::new(ask::Question::LeaveUnsaved)));
                    return effects;
                }
                // Tried again with the next change, or when leaving.
                return effects;
            }
        }
        let unsaved = self.document.as_ref().is_some_and(Document::is_unsaved);
        if self.quitting {
            effects.extend(if unsaved { self.save() } else { None });
            if self.saving.is_none() {
                effects.extend(self.end());
            }
        } else if unsaved {
            effects.extend(self.save_soon());
        }
        effects
    }

    /// Keeps the draft under a name that a person gives it.
    fn save_named(&mut self) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        if document.is_named {
            let effects: Vec<Effect> = self.save().into_iter().collect();
            let name = self.document.as_ref().and_then(|document| document.name.clone());
            let name = name.map(|name| name.to_string()).unwrap_or_default();
            self.tell("draft-saved", &[("name", name.into())]);
            return effects;
        }
        let suggested = self.working_name(document).map(|name| name.to_string());
        let prompt = prompt::Prompt::new(prompt::Purpose::SaveAs, &suggested.unwrap_or_default());
        self.overlays.push(Overlay::Prompt(prompt));
        self.save().into_iter().collect()
    }

    /// A person has named the draft at hand.
    pub(super) fn name_document(&mut self, name: DraftName) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        document.is_named = true;
        match document.name.clone() {
            None => {
                document.name = Some(name);
                self.save().into_iter().collect()
            }
            Some(old) if old == name => self.save().into_iter().collect(),
            Some(old) => {
                let mut effects: Vec<Effect> = self.save().into_iter().collect();
                effects.push(Effect::Rename(old, name));
                effects
            }
        }
    }

    /// Where the wizard is, for the next start.
    pub(super) fn mark(&self) -> Effect {
        let mut bookmark = Bookmark::default();
        if let (Screen::Step(step), Some(document)) = (self.screen, &self.document) {
            bookmark.draft.clone_from(&document.name);
            bookmark.step = Some(step.word().to_owned());
            bookmark.field = match self.form.spot(self.screen) {
                Some(Spot::Field(path)) => Some(path),
                _ => None,
            };
        }
        Effect::Mark(bookmark)
    }

    // Sending.

    fn submitted(&mut self, ticket: Ticket, submitted: Submitted) -> Vec<Effect> {
        // Whatever the person does by now: what the service made is shown.
        let awaited = self.sending.as_ref().is_some_and(|sending| sending.ticket == ticket);
        if awaited {
            self.sending = None;
        }
        let mut effects = vec![Effect::LoadHome];
        effects.extend(result::show(self, submitted));
        effects
    }

    // Leaving.

    fn ask_to_quit(&mut self) -> Vec<Effect> {
        if self.quitting {
            return Vec::new();
        }
        if let Some(Overlay::Ask(question)) = self.overlays.last()
            && question.question == ask::Question::Quit
        {
            return self.quit();
        }
        let unsaved = self.document.as_ref().is_some_and(Document::is_unsaved);
        if !unsaved && self.sending.is_none() && self.saving.is_none() {
            return self.quit();
        }
        self.overlays.push(Overlay::Ask(ask::Ask::new(ask::Question::Quit)));
        self.save().into_iter().collect()
    }

    /// Ends, after the last save.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        self.quitting = true;
        let mut effects = Vec::new();
        if let Some(sending) = &self.sending {
            effects.push(Effect::Cancel(sending.ticket));
        }
        effects.push(self.mark());
        effects.extend(self.save());
        if self.saving.is_none() {
            effects.extend(self.end());
        }
        effects
    }

    /// Ends at once.
    pub(super) fn end(&mut self) -> Option<Effect> {
        let first = !self.ended;
        self.ended = true;
        first.then_some(Effect::Quit)
    }

    /// Whether something on the screen moves, so that time has to be told.
    pub fn is_moving(&self) -> bool {
        let asking = matches!(self.account, Account::Asking(_)) && self.screen == Screen::Home;
        let loading =
            self.screen == Screen::Step(Step::Gateways) && self.gateways.is_loading(&self.region());
        asking || loading || self.screen == Screen::Sending || overlays::is_moving(self)
    }

    /// The region of the draft at hand.
    pub fn region(&self) -> String {
        let path = FieldPath::own(Key::RegionId);
        self.document
            .as_ref()
            .and_then(|document| document.draft().text(path))
            .unwrap_or_default()
            .trim()
            .to_owned()
    }

    /// The draft as a file without a name, for what is made of it.
    pub(super) fn file(&self) -> Option<&DraftFile> {
        self.document.as_ref().map(Document::file)
    }
}
