//! What the conversation knows, and what it waits for.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::connection::key::Entropy;
use crate::connection::presets::Preset;
use crate::connection::{
    Arg, ConnectionFacts, FieldPath, Finding, GatewayFacts, Key, Mode, Repair, Secret,
};
use crate::drafts::{Bookmark, DraftName};
use crate::flow::{
    BlocksInUse, ChangePlan, ConnectionRef, ConnectionStatus, CredentialsInfo, CustomerGateway,
    DraftSave, FieldRepair, NeighbourDraft, RouterChoice, SecretText, SubmitConsent,
};
use crate::text::Texts;
use crate::walk::document::{Document, DocumentContext};

use super::effect::{PlainEffect, RegionSnapshot};
use super::menu::Menu;
use super::question::{Question, QuestionContext};

/// What plain mode begins with.
pub struct PlainSetup {
    /// The words.
    pub texts: Arc<Texts>,
    /// The draft to open, in place of asking which.
    pub draft: Option<DraftName>,
    /// The region of new drafts.
    pub region: Option<String>,
    /// Whether the built-in sandbox serves.
    pub sandbox: bool,
    /// The endpoint that was asked for.
    pub endpoint: Option<String>,
    /// Where fresh keys come from.
    pub entropy: Box<dyn Entropy + Send>,
}

/// The next line to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainPrompt {
    /// What stands before it.
    pub text: String,
    /// Whether nothing of it may be shown.
    pub hidden: bool,
    /// The line that ends the answer where it has several; without it the answer is one line.
    pub until: Option<&'static str>,
}

/// An answer of a list to a question of the walk.
#[derive(Clone, Debug)]
pub(super) enum MenuAnswer {
    Value(String),
    Mode(Mode),
    Preset(&'static Preset),
    /// The settings of tunnel 1; whether its key comes along.
    Copy(bool),
    /// The device's text is pasted.
    Paste,
    /// One of the device's tunnels by its place, or none.
    Tunnel(Option<usize>),
    /// What the device says; whether also in the place of what a person has typed.
    TakeOver(bool),
    Yes,
    No,
}

/// What may be done about a finding.
#[derive(Clone, Debug)]
pub(super) enum FindingAction {
    Repair(Box<Finding>),
    Alternative(Box<Finding>, Repair),
    Accept(Box<Finding>),
    /// Answer the question anew.
    Again(Question),
    /// Leave it as it is.
    GoOn,
}

/// What may be done at the review.
#[derive(Clone, Copy, Debug)]
pub(super) enum ReviewChoice {
    Resolve,
    Create {
        again: bool,
    },
    DryRun,
    Values,
    Parameters,
    GoTo,
    /// What differs from the device, in the order in which it would be felt.
    BothSides,
    /// The configuration that the device needs, in a file; whether with the keys.
    DeviceFile(bool),
    Field(FieldPath),
    Review,
    /// What comes after the creation.
    Bind,
    /// Change the connection to what the draft says.
    Send,
    Leave,
}

/// What may be done with a connection.
#[derive(Clone, Debug)]
pub(super) enum ConnectionChoice {
    Bind,
    Watch,
    Diagnose,
    /// Change the field of the draft, and send that.
    Repair(FieldRepair),
    Field(FieldPath),
    Send,
    Unbind,
    Delete,
    /// Open the draft that has created it.
    Draft(DraftName),
    List,
    Review,
    /// The configuration that the device needs, with the addresses of the connection.
    DeviceFile,
    Leave,
}

/// What may be opened first.
#[derive(Clone, Debug)]
pub(super) enum HomeChoice {
    New,
    Draft(DraftName),
    /// The connections of a region.
    Connections(String),
}

/// What the next line is the answer to.
pub(super) enum PromptState {
    /// Nothing: something is being done outside.
    Nothing,
    Home(Menu<HomeChoice>),
    Question(Question, Menu<MenuAnswer>),
    /// The device's configuration, all of it.
    Paste,
    /// The file for the configuration that the device needs, and one to suggest.
    DeviceOut(SecretText, String),
    /// The lines of a certificate.
    Lines(FieldPath, String),
    /// What to do about the findings of an answer.
    Findings(Question, Menu<FindingAction>),
    /// The same on the way from the review, and back to it.
    Resolving(Menu<FindingAction>),
    /// Which field to go to, and where from.
    Fields(Option<Question>, Menu<FieldPath>),
    Review(Menu<ReviewChoice>),
    /// A key that is used for this request alone.
    Key(FieldPath, SubmitConsent),
    Consent(SubmitConsent),
    /// Which connection.
    Connections(Menu<Box<ConnectionStatus>>),
    /// What to do with the connection at hand.
    Connection(Menu<ConnectionChoice>),
    /// Which router to bind it to.
    Routers(Menu<Box<RouterChoice>>),
    /// Whether a change is sent.
    Change(Box<ChangePlan>),
    /// The name of the connection, which deletes it.
    DeleteName(Box<ChangePlan>, String),
    Ended,
}

/// Plain mode: lines come in, tasks come out.
pub struct PlainModel {
    pub(super) texts: Arc<Texts>,
    pub(super) entropy: Box<dyn Entropy + Send>,
    pub(super) document: Option<Document>,
    pub(super) awaited: PromptState,
    pub(super) account: Option<Result<CredentialsInfo, String>>,
    pub(super) sandbox: bool,
    /// Whether the endpoint has answered as a sandbox.
    pub(super) sandbox_endpoint: bool,
    pub(super) endpoint: Option<String>,
    pub(super) region: Option<String>,
    pub(super) regions: Vec<String>,
    /// What was looked up, by region.
    pub(super) lists: BTreeMap<String, RegionSnapshot>,
    /// This user's drafts, for the rules that compare.
    pub(super) neighbours: Arc<Vec<NeighbourDraft>>,
    /// The tunnel CIDR blocks in use.
    pub(super) blocks: Arc<BlocksInUse>,
    /// Which file created which connection.
    pub(super) created: Vec<(String, String)>,
    /// The names that are taken.
    pub(super) drafts: Vec<String>,
    /// The draft to open, or the one that the last walk ended in.
    pub(super) wanted: Option<DraftName>,
    pub(super) bookmark: Bookmark,
    /// Whether the fields that most connections leave alone are asked for.
    pub(super) more: bool,
    /// The device's text that was pasted and stands in no file.
    pub(super) pasted: Option<SecretText>,
    /// Whether the look at the connection at hand is for the addresses in the device's configuration.
    pub(super) wants_device_file: bool,
    pub(super) asked: BTreeMap<FieldPath, Secret>,
    /// What is sent as soon as the draft is kept.
    pub(super) pending: Option<SubmitConsent>,
    /// The question at hand, for the bookmark.
    pub(super) at: Option<Question>,
    /// Why the draft could not be kept, as it was said last.
    pub(super) unkept: Option<String>,
    /// The connection that was created last, or chosen from the list.
    pub(super) connection: Option<ConnectionRef>,
    tasks: Vec<PlainEffect>,
}

impl PlainModel {
    /// A conversation, and what it begins with.
    pub fn new(setup: PlainSetup) -> (Self, Vec<PlainEffect>) {
        let mut conversation = Self {
            texts: setup.texts,
            entropy: setup.entropy,
            document: None,
            awaited: PromptState::Nothing,
            account: None,
            sandbox: setup.sandbox,
            sandbox_endpoint: false,
            endpoint: setup.endpoint,
            region: setup.region,
            regions: Vec::new(),
            lists: BTreeMap::new(),
            neighbours: Arc::default(),
            blocks: Arc::default(),
            created: Vec::new(),
            drafts: Vec::new(),
            wanted: setup.draft,
            bookmark: Bookmark::default(),
            more: false,
            pasted: None,
            wants_device_file: false,
            asked: BTreeMap::new(),
            pending: None,
            at: None,
            unkept: None,
            connection: None,
            tasks: Vec::new(),
        };
        conversation.say_text("plain-welcome", &[]);
        if conversation.sandbox {
            conversation.say_text("home-sandbox", &[]);
        }
        conversation.say_text("plain-commands", &[]);
        conversation.push_effect(PlainEffect::SignIn);
        let tasks = conversation.tasks();
        (conversation, tasks)
    }

    /// Whether there is nothing more to say.
    pub fn is_over(&self) -> bool {
        matches!(self.awaited, PromptState::Ended)
    }

    /// What decides which questions there are, once there is a draft.
    pub(super) fn question_context(&self) -> Option<QuestionContext<'_>> {
        let document = self.document.as_ref()?;
        Some(QuestionContext { document, more: self.more, is_pasted: self.pasted.is_some() })
    }

    /// Whether something typed is not on the disk.
    pub fn is_unkept(&self) -> bool {
        self.document.as_ref().is_some_and(|document| !document.is_fully_saved())
    }

    pub(super) fn tasks(&mut self) -> Vec<PlainEffect> {
        std::mem::take(&mut self.tasks)
    }

    pub(super) fn push_effect(&mut self, task: PlainEffect) {
        self.tasks.push(task);
    }

    pub(super) fn say(&mut self, line: impl Into<String>) {
        self.tasks.push(PlainEffect::Say(line.into()));
    }

    pub(super) fn say_lines(&mut self, lines: impl IntoIterator<Item = String>) {
        self.tasks.extend(lines.into_iter().map(PlainEffect::Say));
    }

    /// Reads a list, and waits for one of its answers.
    pub(super) fn show_menu<T: Clone>(
        &mut self,
        menu: Menu<T>,
        awaited: impl FnOnce(Menu<T>) -> PromptState,
    ) {
        self.say_lines(menu.lines(&self.texts));
        self.awaited = awaited(menu);
    }

    pub(super) fn say_text(&mut self, id: &str, args: &[(&str, Arg)]) {
        self.say(self.texts.format(id, args));
    }

    /// Keeps what has changed since the last save, before anything else is done: what is said next already
    /// builds on it.
    pub(super) fn queue_save(&mut self) {
        let Some(document) = self.document.as_ref().filter(|document| document.is_unsaved()) else {
            return;
        };
        let is_new = document.basis.is_none();
        let Some(name) = document.name.clone().or_else(|| self.working_name(document)) else {
            return;
        };
        let save = DraftSave {
            name,
            is_new,
            file: document.file().clone(),
            basis: document.basis,
            session: document.session.clone(),
            place: self.current_bookmark(),
        };
        let revision = document.revision();
        self.tasks.insert(0, PlainEffect::Save(revision, Box::new(save)));
    }

    /// What a draft is called that nobody has named: like its connection, or untitled.
    fn working_name(&self, document: &Document) -> Option<DraftName> {
        let connection =
            document.draft().text(FieldPath::connection(Key::Name)).unwrap_or_default();
        DraftName::from_typed(connection)
            .or_else(|| DraftName::from_typed(&self.texts.say("untitled")))
    }

    /// A draft that nobody has named goes by the name of its connection, once it has one.
    pub(super) fn name_after_connection(&mut self) {
        let Some(document) = self.document.as_ref().filter(|document| !document.is_named) else {
            return;
        };
        let connection =
            document.draft().text(FieldPath::connection(Key::Name)).unwrap_or_default();
        let (Some(new), Some(old)) = (DraftName::from_typed(connection), &document.name) else {
            return;
        };
        if *old != new && !self.drafts.contains(&new.to_string()) {
            let old = old.clone();
            self.push_effect(PlainEffect::Rename(old, new));
        }
    }

    /// The place in the walk, in the words of the wizard.
    pub(super) fn current_bookmark(&self) -> Bookmark {
        let Some(document) = &self.document else { return Bookmark::default() };
        let step = match self.at {
            Some(question) => question.step(document.draft().mode()).word(),
            None => crate::walk::steps::WizardStep::Review.word(),
        };
        let field = match self.at {
            Some(Question::Field(path)) => Some(path),
            _ => None,
        };
        // What the wizard noted of a new customer gateway stays its own.
        let gateway = self.bookmark.gateway.clone();
        Bookmark { draft: document.name.clone(), step: Some(step.to_owned()), field, gateway }
    }

    /// The region of the draft; empty while there is none.
    pub(super) fn draft_region(&self) -> String {
        let path = FieldPath::connection(Key::RegionId);
        let document = self.document.as_ref();
        document.and_then(|document| document.draft().text(path)).unwrap_or_default().to_owned()
    }

    /// What there is in the region of the draft, as far as it was looked up.
    pub(super) fn region_lists(&self) -> Option<&RegionSnapshot> {
        self.lists.get(&self.draft_region())
    }

    /// The customer gateways of the draft's region, as far as they are known.
    pub(super) fn gateways(&self) -> &[CustomerGateway] {
        self.region_lists().and_then(|lists| lists.gateways.as_deref()).unwrap_or_default()
    }

    /// What else there is in the region and among the drafts is told to the rules.
    pub(super) fn update_context(&mut self) {
        let Some(document) = &self.document else { return };
        let name = document.name.as_ref().map(|name| format!("@{name}"));
        // What came of this draft does not stand in its own way.
        let is_own = |row: &ConnectionFacts| {
            self.created.iter().any(|(file, id)| Some(file) == name.as_ref() && *id == row.id)
        };
        let lists = self.region_lists().cloned().unwrap_or_default();
        let facts = |rows: Vec<CustomerGateway>| rows.iter().map(GatewayFacts::from).collect();
        let mut region = lists.beside.unwrap_or_default();
        region.gateways = lists.gateways.map(facts);
        if let Some(rows) = &mut region.connections {
            rows.retain(|row| !is_own(row));
        }
        let beside = DocumentContext {
            region,
            gateways: Vec::new(),
            drafts: Arc::clone(&self.neighbours),
            blocks: Arc::clone(&self.blocks),
            created: self
                .created
                .iter()
                .filter_map(|(file, id)| Some((file.strip_prefix('@')?.to_owned(), id.clone())))
                .collect(),
            untitled: self.texts.say("untitled"),
        };
        if let Some(document) = &mut self.document {
            document.set_context(Arc::new(beside));
        }
    }
}
