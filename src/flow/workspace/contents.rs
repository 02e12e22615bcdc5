//! What lies in the workspace, for the first thing a person sees: nothing in it is passed over in silence,
//! and whatever cannot be read hides nothing else.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use jiff::Timestamp;

use crate::connection::{Mode, Severity};
use crate::drafts::journal::{ChangeEntry, DamagedLine, Journal, JournalEntry, JournalIndex};
use crate::drafts::store::{DraftListing, TrashEntry};

use super::{BlocksInUse, NeighbourDraft, Workspace};

/// So many submissions are shown, and so many changes.
const MOST_SUBMISSIONS: usize = 50;

/// What lies in the workspace.
#[derive(Debug, Default)]
pub struct WorkspaceContents {
    /// The drafts, by name, unusable ones too.
    pub drafts: Vec<DraftRow>,
    /// The usable ones among them in full, for what they must not have in common.
    pub neighbours: Arc<Vec<NeighbourDraft>>,
    /// The tunnel CIDR blocks that drafts and submitted files use.
    pub blocks: Arc<BlocksInUse>,
    /// What lies in the trash, the latest first.
    pub deleted: Vec<TrashEntry>,
    /// The latest submissions, the newest first: 50 at most, and all that are open.
    pub submissions: Vec<JournalEntry>,
    /// The latest submission of each draft in each account and region, however long ago; dry runs do not count.
    pub latest: Vec<JournalEntry>,
    /// The submissions of which a connection may have come that nobody knows of, the newest first.
    pub open: Vec<JournalEntry>,
    /// The latest changes of connections, the newest first: 50 at most, and all that are open.
    pub changes: Vec<ChangeEntry>,
    /// The lines of the journal that could not be read.
    pub damage: Vec<DamagedLine>,
    /// What could not be read at all, and why.
    pub troubles: Vec<String>,
}

/// A draft as far as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRow {
    /// What it goes by; of an unusable one perhaps no name that the store gives.
    pub name: String,
    /// Dual-tunnel or single-tunnel.
    pub mode: Option<Mode>,
    /// The region it is for.
    pub region: Option<String>,
    /// The name of the connection.
    pub connection: Option<String>,
    /// When it was last changed.
    pub changed: Option<Timestamp>,
    /// Which version it is, as the journal tells it; none of an unusable one.
    pub digest: Option<String>,
    /// How many errors stand between it and a connection. Keys that stand elsewhere are not missed.
    pub errors: usize,
    /// How many warnings ask for a second look that were not accepted yet.
    pub warnings: usize,
    /// Why it cannot be used.
    pub unusable: Option<String>,
}

impl Workspace {
    /// What lies in the workspace.
    pub fn home(&self) -> WorkspaceContents {
        let mut home = WorkspaceContents::default();
        match self.store.list() {
            Ok(listed) => {
                home.drafts = listed.iter().map(DraftRow::from).collect();
                home.neighbours = Arc::new(listed.into_iter().filter_map(neighbour).collect());
                home.blocks = Arc::new(self.blocks_in_use());
            }
            Err(error) => home.troubles.push(error.to_string()),
        }
        match self.store.deleted() {
            Ok(deleted) => home.deleted = deleted,
            Err(error) => home.troubles.push(error.to_string()),
        }
        match Journal::read(&self.folders.journal()) {
            Ok(index) => home.take_journal(&index.unwrap_or_default()),
            Err(error) => home.troubles.push(error.to_string()),
        }
        home
    }
}

impl WorkspaceContents {
    fn take_journal(&mut self, index: &JournalIndex) {
        self.open = index.open().cloned().collect();
        self.open.reverse();
        let latest = index.entries().iter().rev().take(MOST_SUBMISSIONS).cloned();
        self.submissions = latest.collect();
        let shown: BTreeSet<&str> =
            self.submissions.iter().map(|one| one.begun.submission.as_str()).collect();
        let older = self.open.iter().filter(|one| !shown.contains(one.begun.submission.as_str()));
        let older: Vec<JournalEntry> = older.cloned().collect();
        self.submissions.extend(older);
        let mut drafts = HashSet::new();
        let latest = index.entries().iter().rev().filter(|one| !one.begun.dry_run).filter(|one| {
            drafts.insert((&one.begun.file, &one.begun.realm.account, &one.begun.realm.region))
        });
        self.latest = latest.cloned().collect();
        let changes = index.changes().iter().rev().enumerate();
        let shown = changes.filter(|(at, change)| *at < MOST_SUBMISSIONS || change.is_open());
        self.changes = shown.map(|(_, change)| change.clone()).collect();
        self.damage = index.damage().to_vec();
    }
}

fn neighbour(listed: DraftListing) -> Option<NeighbourDraft> {
    let file = Arc::new(listed.content.ok()?.file);
    Some(NeighbourDraft { name: listed.name, file })
}

impl From<&DraftListing> for DraftRow {
    fn from(listed: &DraftListing) -> Self {
        let mut findings = listed.findings();
        if let Ok(loaded) = &listed.content {
            findings.retain(|finding| {
                finding.severity() == Severity::Error || !loaded.file.is_acknowledged(finding)
            });
        }
        let count = |severity: Severity| {
            findings.iter().filter(|finding| finding.severity() == severity).count()
        };
        Self {
            name: listed.name.clone(),
            mode: listed.mode(),
            region: listed.region().map(str::to_owned),
            connection: listed.connection().map(str::to_owned),
            changed: listed.changed,
            digest: listed.content.as_ref().ok().map(|loaded| loaded.digest()),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            unusable: listed.content.as_ref().err().map(ToString::to_string),
        }
    }
}
