//! The whole state of the wizard, and what every screen asks of it.

use std::sync::Arc;

use jiff::Timestamp;

use super::pending::{Requests, SaveState};
use super::region_facts_cache::RegionFactsCache;
use super::screen::{Notice, Screen, SignInState};
use crate::connection::Realm;
use crate::connection::key::Entropy;
use crate::drafts::Bookmark;
use crate::drafts::{DraftFile, DraftName};
use crate::flow::ServiceFailure;
use crate::present;
use crate::text::{Texts, columns};
use crate::tui::action::Area;
use crate::tui::document::Document;
use crate::tui::effect::{Effect, Ticket};
use crate::tui::keymap::Keymap;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::new_gateway::NewGatewayForm;
use crate::tui::overlays::pager::TextPager;
use crate::tui::overlays::pick_list::PickList;
use crate::tui::overlays::prompt::{Prompt, PromptPurpose};
use crate::tui::overlays::question::{Question, QuestionBox};
use crate::tui::screens::connections::ConnectionsModel;
use crate::tui::screens::device::DeviceModel;
use crate::tui::screens::form::FormModel;
use crate::tui::screens::gateways::GatewaysModel;
use crate::tui::screens::home::{HomeModel, HomeTab};
use crate::tui::screens::result::ResultModel;
use crate::tui::screens::review::ReviewModel;
use crate::tui::screens::sending::SendingModel;
use crate::tui::screens::watch::WatchesModel;
use crate::tui::steps::WizardStep;
use crate::tui::theme::{Role, SPINNER, Theme};

/// Columns and rows of the smallest window that everything fits into.
pub const SMALLEST: (u16, u16) = (60, 16);

/// How the wizard begins.
pub struct AppConfig {
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
    /// Where requests go, if a place was named: `--endpoint`.
    pub endpoint: Option<String>,
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
    pub account: SignInState,
    /// Whether the built-in sandbox serves.
    pub sandbox: bool,
    /// Whether a sandbox answers at the endpoint that was named.
    pub sandbox_endpoint: bool,
    /// The draft that is open.
    pub document: Option<Document>,
    /// The region for new drafts.
    pub region: Option<String>,
    /// The account that is asked, once that is known.
    pub realm: Option<Realm>,
    /// The connections that the draft at hand is compared with.
    pub(super) region_facts: RegionFactsCache,
    /// The regions of the account; none until they are known.
    pub regions: Option<Vec<String>>,
    /// Where requests go, if a place was named.
    pub endpoint: Option<String>,
    /// A line to tell.
    pub notice: Option<Notice>,
    /// Whether the key at hand is a letter that came together with others, faster than a person types: part of
    /// what a terminal pastes as keys, and no answer to a question.
    pub is_burst_key: bool,
    /// Whether the mouse is taken.
    pub mouse: bool,
    /// Counts the steps of what turns while something is waited for.
    pub spinner_frame: usize,
    /// The screens.
    pub home: HomeModel,
    /// The forms.
    pub form: FormModel,
    /// The customer gateways.
    pub gateways: GatewaysModel,
    /// The connections of a region.
    pub connections: ConnectionsModel,
    /// The connections that are watched.
    pub watches: WatchesModel,
    /// The device at the other end.
    pub device: DeviceModel,
    /// The review.
    pub review: ReviewModel,
    /// The submission under way.
    pub sending: Option<SendingModel>,
    /// The submission that has ended.
    pub result: Option<ResultModel>,
    pub(in crate::tui) entropy: Box<dyn Entropy + Send>,
    /// The name and the text of a file that is being written: if it cannot be, the name is asked for again.
    pub(in crate::tui) writing: Option<Prompt>,
    /// How the draft at hand gets to the disk.
    pub(in crate::tui) save_state: SaveState,
    /// Tells one draft that was on the table from the next.
    pub(in crate::tui) document_number: u64,
    pub(super) tickets: u64,
    /// What waits for its answer.
    pub(super) requests: Requests,
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
    pub fn new(setup: AppConfig) -> (Self, Vec<Effect>) {
        let mut app = Self {
            texts: setup.texts,
            theme: setup.theme,
            keymap: setup.keymap,
            size: setup.size,
            now: setup.now,
            screen: Screen::Home,
            overlays: Vec::new(),
            account: SignInState::Asking(Ticket(0)),
            sandbox: setup.sandbox,
            sandbox_endpoint: false,
            document: None,
            region: setup.region,
            realm: None,
            region_facts: RegionFactsCache::default(),
            regions: None,
            endpoint: setup.endpoint,
            notice: setup.note.map(|text| Notice { role: Role::Warning, text }),
            is_burst_key: false,
            mouse: setup.mouse,
            spinner_frame: 0,
            home: HomeModel::default(),
            form: FormModel::default(),
            gateways: GatewaysModel::default(),
            connections: ConnectionsModel::default(),
            watches: WatchesModel::default(),
            device: DeviceModel::default(),
            review: ReviewModel::default(),
            sending: None,
            result: None,
            entropy: setup.entropy,
            writing: None,
            save_state: SaveState::default(),
            document_number: 0,
            tickets: 0,
            requests: Requests::default(),
        };
        let mut effects = vec![Effect::LoadHome];
        if setup.sandbox {
            effects.push(Effect::StartSandbox);
        } else {
            effects.push(app.sign_in());
        }
        let Bookmark { draft, step, field, gateway } = setup.bookmark;
        let unfinished = gateway.map(|notes| Box::new(NewGatewayForm::of_notes(notes)));
        app.gateways.unfinished = unfinished;
        if let Some(name) = setup.draft {
            effects.extend(app.open(name, None));
        } else if let (Some(name), Some(step)) = (draft, step) {
            effects.extend(app.open(name, Some((step, field))));
        }
        (app, effects)
    }

    /// Whether the window is too small to show anything but that.
    pub fn is_too_small(&self) -> bool {
        self.size.0 < SMALLEST.0 || self.size.1 < SMALLEST.1
    }

    /// The area whose keys count now.
    pub fn area(&self) -> Area {
        if let Some(overlay) = self.overlays.last() {
            return overlay.area();
        }
        match self.screen {
            Screen::Home if self.home.tab() == HomeTab::Connections => Area::Connections,
            Screen::Home => Area::Home,
            Screen::Step(WizardStep::Gateways) => Area::Gateways,
            Screen::Step(WizardStep::Device) => Area::Device,
            Screen::Step(WizardStep::Review) => Area::Review,
            Screen::Step(_) => Area::Form,
            Screen::Sending => Area::TextPager,
            Screen::Result => Area::Result,
            Screen::Watch => Area::Watch,
            Screen::Diagnosis => Area::Diagnosis,
        }
    }

    /// A number that no other question has.
    pub(in crate::tui) fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    /// Says something in the bottom line.
    pub(in crate::tui) fn notify(&mut self, id: &str, args: &[(&str, crate::connection::Arg)]) {
        self.set_notice(Role::Good, self.texts.format(id, args));
    }

    /// Says in the bottom line why something cannot be done.
    pub(in crate::tui) fn warn(&mut self, id: &str, args: &[(&str, crate::connection::Arg)]) {
        self.set_notice(Role::Warning, self.texts.format(id, args));
    }

    /// Says a text in the bottom line.
    pub(in crate::tui) fn set_notice(&mut self, role: Role, text: String) {
        self.notice = Some(Notice { role, text });
    }

    /// Asks a question over the screen.
    pub(in crate::tui) fn ask(&mut self, question: Question) {
        self.overlays.push(Overlay::Question(QuestionBox::new(question)));
    }

    /// Lets a person choose from a list over the screen.
    pub(in crate::tui) fn show_list(&mut self, list: PickList) {
        self.overlays.push(Overlay::Pick(list));
    }

    /// Shows a text over the screen, under the title of this id.
    pub(in crate::tui) fn show_text(&mut self, title: &str, text: String) {
        let title = self.texts.say(title);
        self.overlays.push(Overlay::TextPager(TextPager::new(title, text)));
    }

    /// Asks for a line over the screen, with a text to begin with.
    pub(in crate::tui) fn prompt(&mut self, purpose: PromptPurpose, text: &str) {
        self.overlays.push(Overlay::Prompt(Prompt::new(purpose, text)));
    }

    /// Says what went wrong, in full where the bottom line is too short for it.
    pub(in crate::tui) fn report_error(&mut self, text: String) {
        let short = text.lines().count() == 1 && columns(&text) + 2 < self.size.0.into();
        // What comes while somebody types must not take the letters.
        if short || self.area().takes_text() {
            self.set_notice(Role::Error, text);
        } else {
            self.show_text("trouble-title", text);
        }
    }

    /// What a trouble means and what to do about it; a refusal in the words there are for its code.
    pub(in crate::tui) fn explained(&self, trouble: &ServiceFailure) -> String {
        present::trouble(&self.texts, trouble)
    }

    /// Whether the service can be asked.
    pub fn is_signed_in(&self) -> bool {
        matches!(self.account, SignInState::In(_))
    }

    pub(in crate::tui) fn after_change(&mut self) {
        self.update_region_facts();
        if self.screen != Screen::Result {
            // It was about another request.
            self.result = None;
        }
    }

    /// Whether something on the screen moves, so that time has to be told.
    pub fn is_moving(&self) -> bool {
        let asking = matches!(self.account, SignInState::Asking(_)) && self.screen == Screen::Home;
        let loading = self.screen == Screen::Step(WizardStep::Gateways)
            && self.gateways.lists.is_loading(&self.region());
        let listing = self.shows_connections()
            && self.connections.lists.is_loading(self.region.as_deref().unwrap_or_default());
        let reading = self.screen == Screen::Step(WizardStep::Device) && self.device.is_reading();
        asking
            || loading
            || listing
            || reading
            || self.screen == Screen::Sending
            || self.overlays.iter().any(Overlay::is_moving)
    }

    /// What turns while something is waited for.
    pub(in crate::tui) fn spinner(&self) -> &'static str {
        SPINNER[self.spinner_frame % SPINNER.len()]
    }

    /// The region of the draft at hand.
    pub fn region(&self) -> String {
        self.document.as_ref().map_or("", |document| document.draft().region()).to_owned()
    }

    /// The draft as a file without a name, for what is made of it.
    pub(in crate::tui) fn file(&self) -> Option<&DraftFile> {
        self.document.as_ref().map(Document::file)
    }
}
