//! A submission: how to go about it, what happens meanwhile, and how it ends.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;
use uuid::Uuid;

use crate::cloud::{CallError, NotSent};
use crate::connection::{Account, Connection, Rule, Token, named_enum};
use crate::drafts::journal::{JournalError, UnreadableStarts};
use crate::rpc::ServiceError;

use super::lookup::Lookup;

/// How to go about a submission.
#[derive(Clone, Debug)]
pub struct SubmissionPlan {
    /// The same for every attempt, so that the service carries out one of them at most.
    pub client_token: Token,
    /// Whether the draft itself names that token.
    pub is_draft_token: bool,
    /// Whether a connection found by its name is this one: false while another submission of the same
    /// run carries the same name.
    pub has_unique_name: bool,
}

impl SubmissionPlan {
    /// The plan for a connection that is submitted by itself: with its own token if it has one.
    pub fn for_connection(connection: &Connection) -> Self {
        match connection.token() {
            Some(client_token) => {
                Self { client_token, is_draft_token: true, has_unique_name: true }
            }
            None => Self::for_dry_run(),
        }
    }

    /// The plan for a dry run that goes before the creation: never with the draft's own token, which
    /// would be spent then.
    pub fn for_dry_run() -> Self {
        let client_token = Token::from(Uuid::new_v4());
        Self { client_token, is_draft_token: false, has_unique_name: true }
    }
}

/// What became of a submission.
#[derive(Debug)]
pub struct Submission {
    /// How it ended.
    pub outcome: SubmitOutcome,
    /// The token it was sent with.
    pub client_token: String,
    /// How many requests to create were sent.
    pub attempts: u32,
    /// Whether the sandbox answered, and not the cloud.
    pub sandbox: bool,
    /// The error rules that were allowed by name.
    pub overridden: BTreeSet<Rule>,
    /// Whether an earlier submission, which the journal knows, made the very connection.
    pub made_before: bool,
    /// Whether the journal knows this submission, so that a later run takes it up.
    pub is_recorded: bool,
    /// Whether an open submission was not sent again, since the service may have forgotten its token
    /// and no list told whether the connection exists.
    pub held_back: bool,
}

impl Submission {
    /// One that the journal held back before anything was sent.
    pub fn unsent(outcome: SubmitOutcome) -> Self {
        Self {
            outcome,
            client_token: String::new(),
            attempts: 0,
            sandbox: false,
            overridden: BTreeSet::new(),
            made_before: false,
            is_recorded: false,
            held_back: false,
        }
    }
}

/// How a submission ended.
#[derive(Debug)]
pub enum SubmitOutcome {
    /// The connection exists.
    Created {
        /// `vco-…`.
        id: String,
        /// The answer's request id; none when the answer was lost and the connection looked up.
        request_id: Option<String>,
        /// Whether it was found by looking, after a lost answer.
        looked_up: bool,
    },
    /// The service would accept it; nothing was created.
    DryRunPassed {
        /// The answer's request id.
        request_id: Option<String>,
    },
    /// The service said no; nothing was created.
    Refused(Box<ServiceError>),
    /// No request reached the service; nothing was created.
    NotSent(NotSent),
    /// Interrupted before anything was sent, or after a definite no; nothing was created.
    Interrupted,
    /// A request may or may not have been carried out.
    Unknown {
        /// Why the answer is not there; none when it was not waited for.
        reason: Option<CallError>,
        /// What looking for the connection gave.
        lookup: Lookup,
    },
    /// This draft has created a connection before, and no other one was asked for (rule Q-08).
    AlreadyCreated {
        /// `vco-…`.
        id: String,
        /// When.
        at: Timestamp,
        /// What has changed in the draft since.
        change: DraftChange,
    },
    /// The draft sent another request before it was changed, and whether that one created a
    /// connection is not known. Nothing was sent.
    EarlierOpen {
        /// When that one began.
        at: Timestamp,
        /// Its name; none where there is nothing to look for it by.
        name: Option<String>,
        /// What looking for its connection gave.
        lookup: Lookup,
        /// From then on a list without its connection means that it created none.
        until: Timestamp,
    },
    /// Lines of the journal cannot be read, and what the submissions that may stand there created is not
    /// known. Nothing was sent.
    JournalDamaged {
        /// The lines.
        hidden: UnreadableStarts,
        /// Its name; none where there is nothing to look for it by.
        name: Option<String>,
        /// What looking for a connection of that name gave.
        lookup: Lookup,
        /// From then on a list without such a connection means that there is none.
        until: Timestamp,
    },
    /// The journal has a submission of this draft that was made with another access key, and whether of
    /// this account is not known. Nothing was sent.
    OtherKey {
        /// When it began.
        at: Timestamp,
        /// Its connection; none while the submission is open.
        id: Option<String>,
        /// Whose it is, as far as was known then.
        account: Account,
    },
    /// The draft's own token was used for another request (rule K-03).
    TokenTaken {
        /// The draft of that request.
        file: String,
        /// When it was sent.
        at: Timestamp,
    },
    /// The journal cannot be written, so nothing was sent.
    NotRecorded(JournalError),
}

impl SubmitOutcome {
    /// The same in a word.
    pub fn kind(&self) -> OutcomeKind {
        match self {
            Self::Created { .. } => OutcomeKind::Created,
            Self::DryRunPassed { .. } => OutcomeKind::DryRunPassed,
            Self::Refused(_) => OutcomeKind::Refused,
            Self::NotSent(_) | Self::Interrupted | Self::NotRecorded(_) => OutcomeKind::NotSent,
            Self::Unknown { .. }
            | Self::EarlierOpen { .. }
            | Self::JournalDamaged { .. }
            | Self::OtherKey { id: None, .. } => OutcomeKind::Unknown,
            Self::AlreadyCreated { .. } | Self::OtherKey { .. } | Self::TokenTaken { .. } => {
                OutcomeKind::Invalid
            }
        }
    }
}

named_enum! {
    /// How a submission ended, in a word; in the order in which they are counted.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum OutcomeKind {
        /// The connection exists.
        Created = "created",
        /// The service would accept it.
        DryRunPassed = "dry-run-passed",
        /// Nothing was sent: the draft or the journal stands in the way.
        Invalid = "invalid",
        /// The service said no.
        Refused = "refused",
        /// Whether the connection exists is not known.
        Unknown = "unknown",
        /// Nothing reached the service.
        NotSent = "not-sent",
    }
}

/// What has changed in a draft since it created a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftChange {
    /// Nothing.
    Nothing,
    /// Its keys alone.
    Keys,
    /// What it asks for.
    Request,
}

/// Something to tell while a submission is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubmitStep {
    /// The request is going out for the n-th time.
    Sending(u32),
    /// The answer was lost; looking whether the connection exists.
    LookingUp(String),
    /// Waiting before the next attempt.
    Waiting {
        /// How long.
        delay: Duration,
        /// The code or the reason.
        because: String,
    },
    /// Bound; waiting until the router has attached the connection.
    Attaching,
    /// The route table is to forward the connection's traffic.
    Associating(String),
    /// The route table is to learn the connection's routes.
    Propagating(String),
    /// Another process works on the same request; waiting until it is done.
    Queued,
    /// Going on with a submission that began then and was left open.
    Resuming(Timestamp),
    /// Looking for what the draft, as it was, may have created in a submission that began then.
    LookingForEarlier(Timestamp),
    /// Looking for what a damaged line of the journal may have been; its number.
    LookingForHidden(usize),
    /// Another submission of this name began then and is still open.
    OtherOpen(Timestamp),
    /// The journal could not be written any more; why.
    Unrecorded(String),
}

/// With the beginning on disk a later run finds its way: a journal that fails now stops nothing.
pub(super) fn report_unrecorded(
    written: Result<(), JournalError>,
    report: &mut (dyn FnMut(SubmitStep) + Send),
) {
    if let Err(error) = written {
        report(SubmitStep::Unrecorded(error.to_string()));
    }
}

/// Tells a submission to stop: true once somebody wants that.
pub type Stop = watch::Receiver<bool>;

/// Ends once the submission is asked to stop; never, if nobody is left who could ask.
pub async fn stop_requested(stop: &mut Stop) {
    // Nobody left who could ask: wait for ever.
    if stop.wait_for(|asked| *asked).await.is_err() {
        std::future::pending::<()>().await;
    }
}
