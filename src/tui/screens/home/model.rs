//! What stands at home, and where the keys are.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::connection::named_enum;
use crate::drafts::DraftName;
use crate::drafts::journal::ChangeEntry;
use crate::flow::{DraftRow, WorkspaceContents};
use crate::tui::app::SignInState;
use crate::tui::widgets::filter::Cursor;

named_enum! {
    /// The lists at home.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum HomeTab {
        /// New ones, unfinished work and the drafts.
        #[default]
        Drafts = "home-drafts",
        /// The connections of the region.
        Connections = "home-connections",
        /// What was submitted.
        Submissions = "home-submissions",
        /// What was deleted.
        Trash = "home-trash",
    }
}

/// What stands at home, and where the keys are.
#[derive(Debug, Default)]
pub struct HomeModel {
    pub(super) home: Option<WorkspaceContents>,
    pub(super) tab: HomeTab,
    pub(super) cursor: Cursor,
    /// The submissions and changes that were made in other accounts or at sandboxes that do not answer here,
    /// and the changes under way.
    elsewhere: BTreeSet<String>,
    /// Whether the keys go to the draft one comes from, once the lists are there.
    returns: bool,
    /// The draft that the keys go to, once it is in the lists.
    awaited: Option<DraftName>,
}

impl HomeModel {
    /// What was read, once it was.
    pub fn home_data(&self) -> Option<&WorkspaceContents> {
        self.home.as_ref()
    }

    /// The list that is seen.
    pub fn tab(&self) -> HomeTab {
        self.tab
    }

    /// These submissions and changes were made elsewhere or are under way: none of them can be taken up.
    pub fn set_elsewhere(&mut self, elsewhere: BTreeSet<String>) {
        self.elsewhere = elsewhere;
    }

    /// What was read is shown; the keys stay on the line they are on, wherever that is now. What is
    /// unfinished comes first while nobody has touched a key.
    pub fn show(
        &mut self,
        home: WorkspaceContents,
        account: &SignInState,
        draft: Option<&DraftName>,
    ) {
        let is_first = self.home.is_none() && self.cursor.at == 0;
        let here = self.chosen(account).filter(|_| !is_first).and_then(|line| self.identity(line));
        self.home = Some(home);
        let found = here.and_then(|here| {
            let mut all = self.lines(account).into_iter();
            all.position(|line| self.identity(line).is_some_and(|other| other == here))
        });
        if let Some(at) = found {
            self.cursor.at = at;
        }
        let wanted = self.awaited.take();
        let wanted = wanted.as_ref().or(draft.filter(|_| self.returns));
        self.returns = false;
        if let Some(home) = &self.home
            && let Some(name) = wanted
            && let Some(row) = home.drafts.iter().position(|row| row.name == name.as_str())
            && let Some(at) =
                self.lines(account).iter().position(|line| *line == HomeLine::Draft(row))
        {
            self.cursor.at = at;
        }
    }

    /// One comes home from a draft: the keys go there.
    pub fn return_to_draft(&mut self) {
        self.tab = HomeTab::Drafts;
        self.returns = true;
    }

    /// A draft was made here: the keys go there.
    pub fn go_to_draft(&mut self, name: DraftName) {
        self.tab = HomeTab::Drafts;
        self.awaited = Some(name);
    }

    /// Keeps the keys on a line that is there.
    pub fn clamp(&mut self, account: &SignInState) {
        self.cursor.clamp(self.lines(account).len());
    }

    /// What a line is known by when the lists are read anew.
    fn identity(&self, line: HomeLine) -> Option<(std::mem::Discriminant<HomeLine>, String)> {
        let home = self.home.as_ref();
        let name = match line {
            HomeLine::New | HomeLine::Sandbox | HomeLine::SignIn => String::new(),
            HomeLine::Open(at) => home?.open.get(at)?.begun.submission.clone(),
            HomeLine::Submission(at) => home?.submissions.get(at)?.begun.submission.clone(),
            HomeLine::Change(at) => home?.changes.get(at)?.begun.submission.clone(),
            HomeLine::Draft(at) => home?.drafts.get(at)?.name.clone(),
            HomeLine::Deleted(at) => {
                let deleted = home?.deleted.get(at)?;
                format!("{} {}", deleted.when, deleted.name)
            }
        };
        Some((std::mem::discriminant(&line), name))
    }

    /// The lines of the list that is seen.
    pub(super) fn lines(&self, account: &SignInState) -> Vec<HomeLine> {
        let count = |count: fn(&WorkspaceContents) -> usize| 0..self.home.as_ref().map_or(0, count);
        match self.tab {
            HomeTab::Drafts => {
                let home = self.home.as_ref();
                let is_here = |at: &usize| {
                    let entry = home.and_then(|home| home.open.get(*at));
                    entry.is_some_and(|one| !self.elsewhere.contains(&one.begun.submission))
                };
                let is_open = |at: &usize| {
                    let change = home.and_then(|home| home.changes.get(*at));
                    change.is_some_and(|change| self.is_open_here(change))
                };
                let changes =
                    count(|home| home.changes.len()).filter(is_open).map(HomeLine::Change);
                let open = count(|home| home.open.len()).filter(is_here).map(HomeLine::Open);
                let signed_out = matches!(account, SignInState::Out(_));
                let offers =
                    if signed_out { &[HomeLine::Sandbox, HomeLine::SignIn][..] } else { &[] };
                open.chain(changes)
                    .chain([HomeLine::New])
                    .chain(offers.iter().copied())
                    .chain(count(|home| home.drafts.len()).map(HomeLine::Draft))
                    .collect()
            }
            // These have a list of their own.
            HomeTab::Connections => Vec::new(),
            HomeTab::Submissions => self.submitted(),
            HomeTab::Trash => count(|home| home.deleted.len()).map(HomeLine::Deleted).collect(),
        }
    }

    /// What was submitted and changed, the newest first.
    fn submitted(&self) -> Vec<HomeLine> {
        let Some(home) = &self.home else { return Vec::new() };
        let submissions = home.submissions.iter().map(|entry| entry.begun.at);
        let changes = home.changes.iter().map(|change| change.begun.at);
        let submissions =
            submissions.enumerate().map(|(at, when)| (when, HomeLine::Submission(at)));
        let changes = changes.enumerate().map(|(at, when)| (when, HomeLine::Change(at)));
        let mut all: Vec<(Timestamp, HomeLine)> = submissions.chain(changes).collect();
        all.sort_by_key(|(when, _)| Reverse(*when));
        all.into_iter().map(|(_, line)| line).collect()
    }

    /// Whether nobody knows what came of a change of a connection that is here.
    pub(super) fn is_open_here(&self, change: &ChangeEntry) -> bool {
        change.is_open() && !self.elsewhere.contains(&change.begun.submission)
    }

    pub(super) fn chosen(&self, account: &SignInState) -> Option<HomeLine> {
        self.lines(account).get(self.cursor.at).copied()
    }

    /// The name of the draft the keys are on, if its name is a safe one.
    pub(super) fn chosen_draft(&self, account: &SignInState) -> Option<DraftName> {
        let Some(HomeLine::Draft(at)) = self.chosen(account) else { return None };
        let draft = self.home.as_ref()?.drafts.get(at)?;
        DraftName::exactly(&draft.name)
    }

    /// Whether a draft goes by this name, as far as was read.
    pub fn has_draft(&self, name: &DraftName) -> bool {
        self.draft(name.as_str()).is_some()
    }

    /// The draft of this name, as far as was read.
    pub fn draft(&self, name: &str) -> Option<&DraftRow> {
        self.home.as_ref()?.drafts.iter().find(|draft| draft.name == name)
    }
}

/// A line that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HomeLine {
    New,
    Sandbox,
    SignIn,
    Open(usize),
    Draft(usize),
    Submission(usize),
    Change(usize),
    Deleted(usize),
}
