//! The state of the wizard and the one function that changes it.
//!
//! [`App::update`] takes a message and gives the effects that follow from it. It neither waits nor
//! reads a clock nor touches a file, so that a whole walk can be told as a list of messages.

mod going;
mod opening;

use std::collections::BTreeMap;
use std::sync::Arc;

use crossterm::event::{KeyEvent, KeyEventKind, MouseEventKind};
use jiff::Timestamp;

use crate::connection::key::Entropy;
use crate::connection::{FieldPath, Key};
use crate::drafts::Bookmark;
use crate::drafts::{DraftFile, DraftName, KeyReference};
use crate::explain::explain;
use crate::flow::{ServiceTrouble, TroubleKind, Who};
use crate::text::Texts;

use super::document::Document;
use super::keeping::{DraftPosition, Keeping};
use super::keymap::{Action, Area, Keymap};
use super::msg::{Effect, Msg, Regions, SignedOut, Submitted, Ticket};
use super::overlays::{self, Overlay, pick, reading};
use super::screens::form::FormModel;
use super::screens::gateways::GatewaysModel;
use super::screens::home::HomeModel;
use super::screens::result::ResultModel;
use super::screens::review::ReviewModel;
use super::screens::sending::SendingModel;
use super::screens::{form, gateways, home, result, review, sending};
use super::steps::{InputKind, WizardStep, entry};
use super::theme::{Role, Theme};

/// Where the wizard is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The drafts and what was submitted.
    Home,
    /// A step of the walk.
    Step(WizardStep),
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
    /// Whether a sandbox answers at the endpoint that was named.
    pub plays: bool,
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
    /// How the draft at hand gets to the disk.
    pub(super) keeping: Keeping,
    /// Tells one draft that was on the table from the next.
    pub(super) document_number: u64,
    tickets: u64,
    /// The question for the regions that waits for its answer.
    regions_asked: Option<Ticket>,
    opening: Option<(Ticket, DraftPosition)>,
    /// The keys that were asked for to be shown: for which draft, and what stood there.
    opening_keys: BTreeMap<Ticket, (u64, Option<KeyReference>)>,
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
            plays: false,
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
            keeping: Keeping::default(),
            document_number: 0,
            tickets: 0,
            regions_asked: None,
            opening: None,
            opening_keys: BTreeMap::new(),
        };
        let mut effects = vec![Effect::LoadHome];
        if setup.sandbox {
            effects.push(Effect::StartSandbox);
        } else {
            effects.push(app.sign_in());
        }
        let Bookmark { draft, step, field } = setup.bookmark;
        if let Some(name) = setup.draft {
            effects.extend(app.open(name, None));
        } else if let (Some(name), Some(step)) = (draft, step) {
            effects.extend(app.open(name, Some((step, field))));
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
        if let Some(document) = &mut self.document {
            document.hold(self.form.typed());
        }
        match self.screen {
            Screen::Home => home::clamp(self),
            Screen::Step(WizardStep::Gateways) => gateways::sift(self),
            _ => {}
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
            Msg::Terminate => self.terminate(),
            Msg::Home(home, now) => {
                self.now = now;
                home::loaded(self, *home);
                Vec::new()
            }
            Msg::SignedIn(ticket, result) => self.signed_in(ticket, result),
            Msg::SandboxServes(Ok(who)) => {
                self.sandbox = true;
                self.enter_as(who)
            }
            Msg::SandboxServes(Err(why)) => {
                self.sandbox = false;
                if self.account == Account::Asking(Ticket(0)) {
                    self.account = Account::Out(SignedOut { why: why.clone(), nothing: false });
                }
                self.complain(why);
                Vec::new()
            }
            Msg::Regions(ticket, result) => {
                self.regions_listed(ticket, result);
                Vec::new()
            }
            Msg::GatewayPage(ticket, rows, total) => {
                self.gateways.page(ticket, rows, total);
                self.tell_gateways();
                Vec::new()
            }
            Msg::GatewaysEnded(ticket, result) => {
                let result = result.map_err(|trouble| self.explained(&trouble));
                self.gateways.ended(ticket, result);
                Vec::new()
            }
            Msg::GatewayCreated(ticket, region, result) => {
                overlays::gateway::created(self, ticket, &region, *result)
            }
            Msg::DraftOpened(ticket, result) => self.opened(ticket, *result),
            Msg::SaveDue(ticket) => self.save_due(ticket),
            Msg::Saved(ticket, result) => self.saved(ticket, result),
            Msg::Managed(result) => home::managed(self, result),
            Msg::Versions(name, result) => home::versions(self, name, result),
            Msg::Compared(name, number, result) => home::compared(self, name, number, result),
            Msg::KeyOpened(ticket, path, result) => self.key_opened(ticket, path, result),
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
                    let text = match entry(path) {
                        InputKind::Text => text.trim_end_matches('\n').to_owned(),
                        _ => form::one_line(path, &text),
                    };
                    document.pause_typing();
                    document.type_into(path, &text);
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
            Screen::Step(WizardStep::Gateways) => Area::Gateways,
            Screen::Step(WizardStep::Review) => Area::Review,
            Screen::Step(_) => Area::Form,
            Screen::Sending => Area::TextPager,
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
            Some(action) if !self.area().knows(action) => {
                self.decline("nothing-here", &[]);
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
            Screen::Step(WizardStep::Gateways) => gateways::key(self, key, action),
            Screen::Step(WizardStep::Review) => review::key(self, action),
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
        if let Some(step) = super::view::rail_step(self, column, row) {
            return self.go(Screen::Step(step));
        }
        match self.screen {
            Screen::Home => home::click(self, column, row),
            Screen::Step(WizardStep::Gateways) => gateways::click(self, column, row),
            Screen::Step(WizardStep::Review) => review::click(self, column, row),
            Screen::Step(_) => form::click(self, column, row),
            Screen::Sending | Screen::Result => Vec::new(),
        }
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.notice = None;
        if !self.overlays.is_empty() {
            overlays::paste(self, text);
            return Vec::new();
        }
        match self.screen {
            Screen::Step(WizardStep::Gateways) => gateways::paste(self, text),
            Screen::Step(WizardStep::Review) => {}
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
        // What comes while somebody types must not take the letters.
        if short || self.area().types() {
            self.notice = Some(Notice { role: Role::Error, text });
        } else {
            let title = self.texts.say("trouble-title");
            self.overlays.push(Overlay::TextPager(reading::TextPager::new(title, text)));
        }
    }

    /// What a trouble means and what to do about it; a refusal in the words there are for its code.
    pub(super) fn explained(&self, trouble: &ServiceTrouble) -> String {
        match &trouble.kind {
            TroubleKind::Refused(refusal) => {
                let explanation = explain(&self.texts, refusal, None);
                format!("{} {}", explanation.meaning, explanation.remedy)
            }
            _ => trouble.text.clone(),
        }
    }

    // Signing in.

    /// Finds out anew who is signed in.
    pub(super) fn sign_in(&mut self) -> Effect {
        let ticket = self.ticket();
        self.account = Account::Asking(ticket);
        // What the account before is told does not count any more.
        self.regions_asked = None;
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
                self.enter_as(who)
            }
            Err(out) => {
                self.account = Account::Out(out);
                Vec::new()
            }
        }
    }

    /// Somebody is signed in: what was known of another account holds no more.
    fn enter_as(&mut self, who: Who) -> Vec<Effect> {
        self.account = Account::In(who);
        self.regions = None;
        self.gateways.forget();
        let ticket = self.ticket();
        self.regions_asked = Some(ticket);
        let mut effects = vec![Effect::LoadRegions(ticket)];
        effects.extend(self.entered());
        effects
    }

    fn regions_listed(&mut self, ticket: Ticket, result: Result<Regions, ServiceTrouble>) {
        if self.regions_asked.take_if(|asked| *asked == ticket).is_none() {
            return;
        }
        match result {
            Ok(regions) => {
                self.plays |= regions.sandbox;
                self.regions = Some(regions.ids);
            }
            // This was the first time that the key was used. The sandbox's is always good.
            Err(trouble) if trouble.is_about_key() && !self.sandbox => {
                let why = self.explained(&trouble);
                self.account = Account::Out(SignedOut { why, nothing: false });
            }
            // The built-in list serves as well, and what else there is to tell goes first.
            Err(trouble) => {
                if self.notice.is_none() {
                    self.decline("regions-built-in", &[("why", trouble.text.into())]);
                }
            }
        }
    }

    /// Whether the service can be asked.
    pub fn is_signed_in(&self) -> bool {
        matches!(self.account, Account::In(_))
    }

    fn after_change(&mut self) {
        self.tell_gateways();
        if self.screen != Screen::Result {
            // It was about another request.
            self.result = None;
        }
        self.review.clamp(self.document.as_ref());
    }

    /// What is known of the chosen customer gateways goes to the rules.
    pub(super) fn tell_gateways(&mut self) {
        let Some(document) = &mut self.document else { return };
        let region = document.draft().text(FieldPath::own(Key::RegionId)).unwrap_or_default();
        let facts = document
            .draft()
            .paths_of(Key::CustomerGatewayId)
            .into_iter()
            .filter_map(|path| document.draft().text(path))
            .filter_map(|id| self.gateways.facts(region, id))
            .collect();
        document.know_gateways(facts);
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
        effects.extend(self.advance());
        effects
    }

    /// Whether something on the screen moves, so that time has to be told.
    pub fn is_moving(&self) -> bool {
        let asking = matches!(self.account, Account::Asking(_)) && self.screen == Screen::Home;
        let loading = self.screen == Screen::Step(WizardStep::Gateways)
            && self.gateways.is_loading(&self.region());
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
