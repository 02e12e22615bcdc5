//! A draft of a run: read, judged by itself, and what is known of it before anything is sent.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::connection::{
    Connection, ConnectionPreview, Draft, FieldPath, Finding, Key, Realm, Rule, Token,
};

use crate::drafts::Journal;
use crate::flow::{JournalContext, PriorSubmission, SubmissionPlan};

use super::super::exit::Exit;
use super::super::load::{DraftInput, DraftLoadError, KeyLoader};
use super::keys::KeyCache;

/// A draft on its way.
#[derive(Clone)]
pub(super) struct ReadyDraft {
    pub(super) file: String,
    pub(super) draft: Draft,
    /// Its keys that stand elsewhere.
    pub(super) keys: KeyLoader,
    /// What will be sent, in which keys may be missing still.
    pub(super) outline: ConnectionPreview,
    /// Whether the service is to check it and no more, even if the draft itself does not say so.
    pub(super) dry_run: bool,
    pub(super) name_is_its_own: bool,
    /// Rule Q-10 speaks against it and was allowed by name.
    pub(super) collides: bool,
    /// Whose connection it is to be; none as long as the journal has not been asked.
    pub(super) realm: Option<Realm>,
    /// The transit router that its row names.
    pub(super) router: Option<String>,
    /// Its version, for the journal.
    pub(super) version: String,
    /// What the journal says of it; asked only for a creation.
    pub(super) prior: PriorSubmission,
}

#[derive(Clone)]
pub(super) enum PreparedDraft {
    Ready(Box<ReadyDraft>),
    Invalid { file: String, draft: Draft, errors: Vec<Finding> },
    Unread(DraftLoadError),
}

impl PreparedDraft {
    /// Judges a draft by itself, as far as that can be done without running a program or asking
    /// anybody.
    pub(super) fn new(
        input: Result<DraftInput, DraftLoadError>,
        allowed: &BTreeSet<Rule>,
        dry_run: bool,
        fetched: &mut KeyCache<'_>,
    ) -> Self {
        let DraftInput { file, draft, keys, version, router, .. } = match input {
            Ok(input) => input,
            Err(unread) => return Self::Unread(unread),
        };
        let outline = match ConnectionPreview::from_draft(&draft, allowed) {
            Ok(outline) => outline,
            Err(errors) => return Self::Invalid { file, draft, errors },
        };
        let ready = ReadyDraft {
            file,
            draft,
            keys,
            outline,
            dry_run,
            name_is_its_own: true,
            collides: false,
            realm: None,
            router,
            version,
            prior: PriorSubmission::Nothing,
        };
        ready.with_keys(allowed, |ready| fetched.unseal(&ready.file, &mut ready.draft, &ready.keys))
    }

    /// Fetches the keys that are still missing and judges it again; tells whether there was any.
    pub(super) fn fetch_keys(
        &mut self,
        allowed: &BTreeSet<Rule>,
        fetched: &mut KeyCache<'_>,
    ) -> bool {
        let Self::Ready(ready) = self else { return false };
        let any = !ready.is_created() && ready.draft.unopened().next().is_some();
        if any {
            *self = ready.as_ref().clone().with_keys(allowed, |ready| {
                fetched.fetch(&ready.file, &mut ready.draft, &ready.keys)
            });
        }
        any
    }

    /// The draft, if it is on its way.
    pub(super) fn ready(&self) -> Option<&ReadyDraft> {
        if let Self::Ready(ready) = self { Some(ready) } else { None }
    }

    /// Whether a connection may come of it.
    pub(super) fn creates(&self) -> bool {
        self.ready().is_some_and(|ready| !ready.is_dry_run() && !ready.is_created())
    }

    /// What already stands in the way of it.
    pub(super) fn load_exit(&self) -> Exit {
        match self {
            Self::Ready(_) => Exit::Done,
            Self::Invalid { .. } => Exit::Invalid,
            Self::Unread(unread) => unread.exit,
        }
    }

    /// What it is called and its draft, if it was or may be created.
    pub(super) fn valid_draft(&self) -> Option<(&str, &Draft)> {
        match self {
            Self::Ready(ready) => Some((&ready.file, &ready.draft)),
            Self::Invalid { .. } | Self::Unread(_) => None,
        }
    }

    /// The same for a rehearsal: nothing is created. None for what cannot be rehearsed: the service
    /// would refuse what it may hold already.
    pub(super) fn rehearsal(&self) -> Option<Self> {
        match self {
            Self::Ready(ready) if ready.prior == PriorSubmission::Open => None,
            Self::Ready(ready) => {
                let mut ready = ready.clone();
                ready.dry_run = !ready.is_created();
                Some(Self::Ready(ready))
            }
            other => Some(other.clone()),
        }
    }
}

impl ReadyDraft {
    /// What it comes to once `open` has put keys into its draft.
    fn with_keys(
        mut self,
        allowed: &BTreeSet<Rule>,
        open: impl FnOnce(&mut Self) -> Result<(), DraftLoadError>,
    ) -> PreparedDraft {
        let unopened = self.draft.unopened().count();
        if let Err(unread) = open(&mut self) {
            return PreparedDraft::Unread(unread);
        }
        if self.draft.unopened().count() < unopened {
            match ConnectionPreview::from_draft(&self.draft, allowed) {
                Ok(outline) => self.outline = outline,
                Err(errors) => {
                    return PreparedDraft::Invalid { file: self.file, draft: self.draft, errors };
                }
            }
        }
        PreparedDraft::Ready(Box::new(self))
    }

    /// Whether the journal knows the connection that it created.
    pub(super) fn is_created(&self) -> bool {
        matches!(self.prior, PriorSubmission::Created { .. })
    }

    /// The plan for its submission.
    pub(super) fn plan(&self) -> SubmissionPlan {
        let asked_itself = self
            .draft
            .text(FieldPath::connection(Key::DryRun))
            .is_some_and(crate::connection::is_true);
        let own = self.outline.connection().token();
        // The draft's own token is for its creation: a dry run that spent it would stand in its way.
        let own = own.filter(|_| !self.is_dry_run() || asked_itself);
        SubmissionPlan {
            is_draft_token: own.is_some(),
            client_token: own.unwrap_or_else(|| Token::from(Uuid::new_v4())),
            has_unique_name: self.name_is_its_own,
        }
    }

    /// Where its submission is written down.
    pub(super) fn record(&self, journal: &Journal, again: bool) -> Option<JournalContext> {
        let (realm, version) = (self.realm.clone()?, self.version.clone());
        let file = journal_name(&self.file);
        Some(JournalContext { journal: journal.clone(), realm, file, version, again })
    }

    /// Where it is to be.
    pub(super) fn region(&self) -> String {
        self.outline.connection().shown(Key::RegionId).unwrap_or_default().into_owned()
    }

    /// Whether nothing is created.
    pub(super) fn is_dry_run(&self) -> bool {
        self.dry_run || self.outline.connection().is_dry_run()
    }

    /// What is sent.
    ///
    /// # Errors
    /// The keys that nobody has fetched.
    pub(super) fn connection(&self) -> Result<Connection, Vec<FieldPath>> {
        let connection = self.outline.clone().into_connection()?;
        Ok(if self.dry_run { connection.as_dry_run() } else { connection })
    }
}

/// How the journal calls a draft. Standard input has no path, and a kept draft is known by its name.
pub(super) fn journal_name(file: &str) -> String {
    let is_file = file != "-" && !file.starts_with('@');
    let path = if is_file { std::path::absolute(file).ok() } else { None };
    path.map_or_else(|| file.to_owned(), |path| path.display().to_string())
}
