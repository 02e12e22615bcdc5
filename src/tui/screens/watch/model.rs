//! What has been seen of each connection that is watched, and what is being changed about it.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::connection::Draft;
use crate::drafts::journal::ChangeKind;
use crate::flow::{
    ChangePlan, ConnectionRef, ConnectionStatus, ConnectionVerdict, DiagnosisFinding,
    VerdictReason, WatchChange, WatchProgress,
};
use crate::present::{ChangeText, OutcomeStatus};
use crate::tui::app::Screen;
use crate::tui::effect::Ticket;
use crate::tui::screens::diagnosis::DiagnosisModel;
use crate::tui::widgets::scroll::ScrollPosition;

/// So many changes are remembered.
const MOST_CHANGES: usize = 200;

/// A connection that is watched.
#[derive(Debug)]
pub struct WatchModel {
    /// Which one.
    pub at: ConnectionRef,
    /// The watch under way; none while nobody looks.
    pub ticket: Option<Ticket>,
    /// What it is called, as far as that is known before the first look.
    pub name: Option<String>,
    /// What has been seen.
    pub progress: WatchProgress,
    /// When it was first looked at; what was there by then may be older.
    pub began: Option<Timestamp>,
    /// What has changed, the latest last.
    pub changes: Vec<WatchChange>,
    /// Why it cannot be looked at for the moment.
    pub trouble: Option<String>,
    /// Why it is not looked at any more.
    pub ended: Option<String>,
    /// A change of it that is under way or has ended last.
    pub change: Option<ChangeModel>,
    /// Its draft as it was sent to it or made of it in this session.
    pub sent: Option<Box<Draft>>,
    /// What is wrong with it.
    pub diagnosis: DiagnosisModel,
    pub(super) scroll: ScrollPosition,
}

/// A change of a connection.
#[derive(Debug)]
pub struct ChangeModel {
    /// What is changed.
    pub kind: ChangeKind,
    /// The draft at hand that a modification sends.
    pub draft: Option<Box<Draft>>,
    /// The question or the work that an answer is awaited of.
    pub ticket: Ticket,
    /// How far it has come.
    pub state: ChangeState,
}

/// How far a change has come.
#[derive(Debug)]
pub enum ChangeState {
    /// It is being found out whether it can be made; asked for on this screen.
    Planning(Screen),
    /// A person has to agree to it.
    Asked(Box<ChangePlan>),
    /// It is being sent; the latest step, and when that was.
    Sending(Option<(Timestamp, String)>),
    /// It has ended.
    Ended(ChangeText),
}

impl ChangeModel {
    fn has_succeeded(&self) -> bool {
        matches!(&self.state, ChangeState::Ended(words) if words.status == OutcomeStatus::Success)
    }
}

/// What a look at a connection has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusChange {
    /// Whether it comes to something else now.
    pub turns: bool,
    /// Whether a tunnel was up and is not any more.
    pub loses: bool,
}

impl WatchModel {
    /// A connection of which nothing has been seen yet.
    pub fn new(at: ConnectionRef, name: Option<String>) -> Self {
        Self {
            at,
            ticket: None,
            name,
            progress: WatchProgress::default(),
            began: None,
            changes: Vec::new(),
            trouble: None,
            ended: None,
            change: None,
            sent: None,
            diagnosis: DiagnosisModel::default(),
            scroll: ScrollPosition::new(),
        }
    }

    /// What it comes to, and why.
    pub fn verdict(&self) -> (ConnectionVerdict, VerdictReason) {
        self.progress.verdict()
    }

    /// What was last seen.
    pub fn latest(&self) -> Option<&ConnectionStatus> {
        self.progress.latest()
    }

    /// What people know it by.
    pub fn label(&self) -> &str {
        let seen = self.latest().and_then(|latest| latest.name.as_deref());
        seen.or(self.name.as_deref()).filter(|name| !name.is_empty()).unwrap_or(&self.at.id)
    }

    /// Takes note of a look at it.
    pub fn record_status(&mut self, status: ConnectionStatus, at: Timestamp) -> StatusChange {
        let before = self.latest().is_some().then(|| self.verdict().0);
        let losses =
            |progress: &WatchProgress| progress.tunnel_progress().iter().map(|it| it.losses).sum();
        let lost: u32 = losses(&self.progress);
        self.began.get_or_insert(at);
        let changes = self.progress.record_status(status, at);
        if before.is_some() {
            self.remember(changes);
        }
        let turns = before.is_some_and(|before| before != self.verdict().0);
        // What a change came to is seen by now.
        let is_over = !matches!(
            self.verdict().0,
            ConnectionVerdict::Binding | ConnectionVerdict::Unbinding | ConnectionVerdict::Updating
        );
        self.change.take_if(|change| turns && is_over && change.has_succeeded());
        let is_bound = self.progress.bound_since().is_some();
        StatusChange { turns, loses: is_bound && losses(&self.progress) > lost }
    }

    /// It has been deleted.
    pub fn record_deletion(&mut self, at: Timestamp) {
        let change = self.progress.record_deleted(&self.at.id, at);
        self.remember(vec![change]);
    }

    fn remember(&mut self, changes: Vec<WatchChange>) {
        self.changes.extend(changes);
        let excess = self.changes.len().saturating_sub(MOST_CHANGES);
        self.changes.drain(..excess);
    }

    /// What is wrong with it, as long as it is not as it should be.
    pub fn fault(&self) -> Option<&DiagnosisFinding> {
        let stands = !matches!(
            self.verdict().0,
            ConnectionVerdict::NotBound
                | ConnectionVerdict::Binding
                | ConnectionVerdict::Unbinding
                | ConnectionVerdict::Updating
                | ConnectionVerdict::Up
                | ConnectionVerdict::Gone
        );
        self.diagnosis.gravest().filter(|_| stands)
    }

    /// Whether a change of it is on its way to the service.
    pub fn is_sending(&self) -> bool {
        matches!(&self.change, Some(change) if matches!(change.state, ChangeState::Sending(_)))
    }

    /// Alibaba Cloud's addresses in the order of the tunnels, as far as they are told.
    pub fn addresses(&self) -> Vec<&str> {
        let tunnels = self.latest().map(|latest| latest.tunnels.as_slice()).unwrap_or_default();
        tunnels.iter().filter_map(|tunnel| tunnel.address.as_deref()).collect()
    }
}

/// Every connection that is watched, and the one that is seen.
#[derive(Debug, Default)]
pub struct WatchesModel {
    all: BTreeMap<ConnectionRef, WatchModel>,
    /// The one that is seen.
    pub here: Option<ConnectionRef>,
    /// The screen that it was come from.
    pub from: Option<Screen>,
}

impl WatchesModel {
    /// The one that is seen.
    pub fn current(&self) -> Option<&WatchModel> {
        self.all.get(self.here.as_ref()?)
    }

    /// The same, to be changed.
    pub fn seen_mut(&mut self) -> Option<&mut WatchModel> {
        self.all.get_mut(self.here.as_ref()?)
    }

    /// A connection, if it is watched.
    pub fn get(&self, at: &ConnectionRef) -> Option<&WatchModel> {
        self.all.get(at)
    }

    /// A connection, which is known from now on.
    pub fn entry(&mut self, at: &ConnectionRef, name: Option<String>) -> &mut WatchModel {
        self.all.entry(at.clone()).or_insert_with(|| WatchModel::new(at.clone(), name))
    }

    /// All of them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut WatchModel> {
        self.all.values_mut()
    }

    /// All of them, to be read.
    pub fn iter(&self) -> impl Iterator<Item = &WatchModel> {
        self.all.values()
    }

    /// The one whose watch has this ticket.
    pub fn watched_as(&mut self, ticket: Ticket) -> Option<&mut WatchModel> {
        self.all.values_mut().find(|one| one.ticket == Some(ticket))
    }

    /// The one whose change has this ticket.
    pub fn changed_as(&mut self, ticket: Ticket) -> Option<&mut WatchModel> {
        let is_it = |one: &&mut WatchModel| {
            one.change.as_ref().is_some_and(|change| change.ticket == ticket)
        };
        self.all.values_mut().find(is_it)
    }

    /// The one whose diagnosis has this ticket.
    pub fn diagnosed_as(&mut self, ticket: Ticket) -> Option<&mut WatchModel> {
        self.all.values_mut().find(|one| one.diagnosis.asked == Some(ticket))
    }

    /// Forgets all of them: somebody else answers now. Gives the watches that are to be stopped.
    pub fn forget(&mut self) -> Vec<Ticket> {
        self.here = None;
        std::mem::take(&mut self.all).into_values().filter_map(|one| one.ticket).collect()
    }
}
