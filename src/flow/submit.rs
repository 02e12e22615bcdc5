//! Creates one connection, exactly once.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;
use uuid::Uuid;

use crate::cloud::{Attempt, Backoff, CallError, Client, Failed, NotSent};
use crate::connection::{Connection, Key, Rule};
use crate::drafts::journal::JournalError;
use crate::rpc::{Params, ServiceError, codes};

use super::lookup::{Lookup, look_up};
use super::record::{Record, SubmissionLog};

mod enter;

/// How to go about a submission.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The same for every attempt, so that the service carries out one of them at most.
    pub client_token: String,
    /// Whether the draft itself names that token.
    pub token_is_own: bool,
    /// Whether a connection found by its name is this one: false while another submission of the same
    /// run carries the same name.
    pub name_is_its_own: bool,
}

impl Plan {
    /// The plan for a connection that is submitted by itself: with its own token if it has one.
    pub fn alone(connection: &Connection) -> Self {
        match connection.shown(Key::ClientToken) {
            Some(token) => {
                Self { client_token: token.into_owned(), token_is_own: true, name_is_its_own: true }
            }
            None => Self::rehearsal(),
        }
    }

    /// The plan for a dry run that goes before the creation: never with the draft's own token, which
    /// would be spent then.
    pub fn rehearsal() -> Self {
        let client_token = Uuid::new_v4().to_string();
        Self { client_token, token_is_own: false, name_is_its_own: true }
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
        /// Whether the draft was another request then.
        is_changed: bool,
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
    /// Another process works on the same request; waiting until it is done.
    Queued,
    /// Going on with a submission that began then and was left open.
    Resuming(Timestamp),
    /// Looking for what the draft, as it was, may have created in a submission that began then.
    LookingForEarlier(Timestamp),
    /// Another submission of this name began then and is still open.
    OtherOpen(Timestamp),
    /// The journal could not be written any more; why.
    Unrecorded(String),
}

/// Tells a submission to stop: true once somebody wants that.
pub type Stop = watch::Receiver<bool>;

/// Creates the connection, or finds out why not.
///
/// An attempt is repeated only where the service says that it carried out nothing and that later may
/// be better, or where its answer was lost, and always with the same client token. After a lost
/// answer the connection is looked for first.
///
/// With a `record`, token and request are on disk before the first byte leaves, and a submission of
/// the same request that an earlier run left open is taken up: its connection is looked for, then the
/// request goes out with the token it had.
pub async fn submit(
    client: &Client,
    connection: Connection,
    plan: Plan,
    record: Option<Record>,
    mut stop: Stop,
    tell: &mut (dyn FnMut(SubmitStep) + Send),
) -> Submission {
    let mut run = Run {
        overridden: connection.overridden().clone(),
        params: Params::default(),
        began: client.now(),
        backoff: client.backoff(),
        doubt: None,
        attempts: 0,
        sandbox: false,
        log: None,
        is_old: false,
        held_back: false,
        client,
        connection,
        plan,
        tell,
    };
    // Its own look, for below a running submission comes before the wish to stop: an answer that is
    // there already is worth more.
    let begun = if *stop.borrow() {
        Err(SubmitOutcome::Interrupted)
    } else {
        run.begin(record, &mut stop).await
    };
    let outcome = match begun {
        Ok(()) => tokio::select! {
            biased;
            outcome = run.until_settled() => outcome,
            () = wanted(&mut stop) => run.interrupted(),
        },
        Err(outcome) => outcome,
    };
    let made_before = run.settle(&outcome).await;
    Submission {
        outcome,
        client_token: run.plan.client_token,
        attempts: run.attempts,
        sandbox: run.sandbox,
        overridden: run.overridden,
        made_before,
        is_recorded: run.log.is_some(),
        held_back: run.held_back,
    }
}

/// Ends once the submission is wanted to stop; never, if nobody is left who could want it.
pub async fn wanted(stop: &mut Stop) {
    // Nobody left who could want it: wait for ever.
    if stop.wait_for(|wanted| *wanted).await.is_err() {
        std::future::pending::<()>().await;
    }
}

struct Run<'a> {
    client: &'a Client,
    connection: Connection,
    params: Params,
    plan: Plan,
    /// By this machine's clock.
    began: jiff::Timestamp,
    backoff: Backoff,
    /// Why an earlier attempt may have been carried out; `Some(None)` while one is under way.
    doubt: Option<Option<CallError>>,
    attempts: u32,
    sandbox: bool,
    overridden: BTreeSet<Rule>,
    /// The submission in the journal; none when there is no journal.
    log: Option<SubmissionLog>,
    /// Whether it began so long ago that the service may have forgotten the token.
    is_old: bool,
    held_back: bool,
    tell: &'a mut (dyn FnMut(SubmitStep) + Send),
}

impl Run<'_> {
    async fn until_settled(&mut self) -> SubmitOutcome {
        if let Some(outcome) = self.settled_earlier().await {
            return outcome;
        }
        loop {
            if let Some(log) = &self.log {
                let written = log.attempt(self.attempts + 1, self.client.now()).await;
                self.told(written);
            }
            self.attempts += 1;
            (self.tell)(SubmitStep::Sending(self.attempts));
            let earlier = self.doubt.take();
            self.doubt = Some(None);
            let answer = self.client.create_vpn_attachment_once(&self.params).await;
            self.doubt = earlier;
            let settled = match answer {
                Ok(reply) => {
                    self.sandbox |= reply.sandbox;
                    Some(match reply.value {
                        Attempt::Created(created) => SubmitOutcome::Created {
                            id: created.id,
                            request_id: reply.request_id,
                            looked_up: false,
                        },
                        Attempt::DryRunPassed => {
                            SubmitOutcome::DryRunPassed { request_id: reply.request_id }
                        }
                    })
                }
                Err(failed) => self.failed(failed).await,
            };
            if let Some(outcome) = settled {
                return outcome;
            }
        }
    }

    /// Settles a failed attempt, or waits until the next one is due.
    async fn failed(&mut self, failed: Failed) -> Option<SubmitOutcome> {
        self.sandbox |= failed.sandbox;
        match failed.error {
            CallError::Refused(error) if codes::is_retryable(&error.code) => {
                if self.wait(&error.code, failed.retry_after).await {
                    return None;
                }
                Some(self.refused(error).await)
            }
            CallError::Refused(error) => Some(self.refused(error).await),
            // Nothing of this attempt arrived. With nothing in doubt the person knows soonest what
            // is wrong when told at once; otherwise the earlier attempt must be cleared up.
            CallError::NotSent(reason) if self.doubt.is_none() => {
                Some(SubmitOutcome::NotSent(reason))
            }
            error @ CallError::NotSent(_) => {
                let because = error.to_string();
                if self.wait(&because, failed.retry_after).await {
                    return None;
                }
                Some(self.unknown().await)
            }
            error @ CallError::Lost(_) => {
                let because = error.to_string();
                let is_transient = error.is_transient();
                self.doubt = Some(Some(error));
                let lookup = self.look(Some(&because)).await;
                if let Lookup::Found(id) = lookup {
                    return Some(SubmitOutcome::Created { id, request_id: None, looked_up: true });
                }
                if is_transient && self.wait(&because, failed.retry_after).await {
                    return None;
                }
                Some(SubmitOutcome::Unknown { reason: self.doubt.take().flatten(), lookup })
            }
        }
    }

    /// Whether there is patience left, after waiting.
    async fn wait(&mut self, because: &str, retry_after: Option<Duration>) -> bool {
        let Some(delay) = self.backoff.next_delay(retry_after) else { return false };
        (self.tell)(SubmitStep::Waiting { delay, because: because.to_owned() });
        tokio::time::sleep(delay).await;
        true
    }

    /// Looks for the connection after a lost answer, or for the one of an earlier run.
    async fn look(&mut self, because: Option<&str>) -> Lookup {
        // A dry run creates nothing that could be found.
        if self.connection.is_dry_run() {
            return Lookup::Nothing;
        }
        if !self.plan.name_is_its_own {
            return Lookup::Unsure;
        }
        if let Some(because) = because {
            (self.tell)(SubmitStep::LookingUp(because.to_owned()));
        }
        let log = self.log.as_ref();
        let is_of_another = |id: &str| log.is_some_and(|log| log.is_of_another(id));
        let looked = look_up(self.client, &self.connection, self.began, &is_of_another).await;
        self.sandbox |= looked.sandbox;
        looked.lookup
    }

    /// The refusal, unless an earlier attempt is in doubt: then it may say nothing about that one.
    async fn refused(&mut self, error: Box<ServiceError>) -> SubmitOutcome {
        let Some(reason) = &self.doubt else { return SubmitOutcome::Refused(error) };
        let because = reason.as_ref().map(ToString::to_string);
        match self.look(because.as_deref()).await {
            Lookup::Found(id) => SubmitOutcome::Created { id, request_id: None, looked_up: true },
            Lookup::Nothing
                if self.connection.is_dry_run() || codes::settles_earlier(&error.code) =>
            {
                SubmitOutcome::Refused(error)
            }
            lookup => SubmitOutcome::Unknown { reason: self.doubt.take().flatten(), lookup },
        }
    }

    async fn unknown(&mut self) -> SubmitOutcome {
        let because = self.doubt.as_ref().and_then(Option::as_ref).map(ToString::to_string);
        let lookup = self.look(because.as_deref()).await;
        match lookup {
            Lookup::Found(id) => SubmitOutcome::Created { id, request_id: None, looked_up: true },
            lookup => SubmitOutcome::Unknown { reason: self.doubt.take().flatten(), lookup },
        }
    }

    fn interrupted(&mut self) -> SubmitOutcome {
        match self.doubt.take() {
            None => SubmitOutcome::Interrupted,
            Some(reason) => SubmitOutcome::Unknown { reason, lookup: Lookup::Interrupted },
        }
    }
}
