//! A change carried out once: begun in the journal, sent, looked up after a lost answer, sent again
//! with the same token.

use jiff::Timestamp;
use uuid::Uuid;

use crate::cloud::{Backoff, CallError, CallFailure};
use crate::connection::digest::sha256_of_parts;
use crate::connection::{Realm, Token};
use crate::drafts::journal::{
    ChangeKind, ChangeRecord, Journal, JournalError, JournalOutcome, JournalOutcomeKind,
};
use crate::rpc::codes;

use super::super::failure::{ServiceFailure, is_missing_connection};
use super::super::resume::keyed_digest;
use super::super::submission::{Stop, SubmitStep, report_unrecorded, stop_requested};
use super::super::submission_log::{self, SubmissionLog};
use super::action::{ChangeClients, ChangeLookup, ChangeReply, PendingChange};
use super::open_changes::resume_open_change;
use super::{ChangeContext, ChangeDone, ChangeOutcome, ChangeReport};

/// Answers that pass by themselves, beside those of a creation: something of the connection, its router
/// or its network is being changed (retried by the service's own Terraform provider).
const PASSING: &[&str] = &[
    "VpnConnection.Configuring",
    "VpnGateway.Configuring",
    "VpnTask.CONFLICT",
    "TaskConflict",
    "Appliance.Configuring",
    "Operation.Blocking",
    "IncorrectStatus.",
    "InvalidOperation.CenInstanceStatus",
    "InstanceStatus.NotSupport",
    "OperationFailed.AllocateCidrFailed",
    "OperationFailed.TaskConflict",
];

fn is_temporary(code: &str) -> bool {
    codes::is_retryable(code)
        || PASSING.iter().any(|known| match known.ends_with('.') {
            true => code.starts_with(known),
            false => code == *known,
        })
}

/// Carries a change out, exactly once, and reports each step.
pub(super) async fn execute(
    setting: &ChangeContext,
    work: PendingChange,
    mut stop: Stop,
    report: &mut (dyn FnMut(SubmitStep) + Send),
) -> ChangeReport {
    if *stop.borrow() {
        return ChangeReport::unsent(ChangeOutcome::Interrupted);
    }
    let clients = match ChangeClients::of(&setting.session, &work).await {
        Ok(clients) => clients,
        Err(error) => {
            let trouble = ServiceFailure::from(error);
            return ChangeReport::unsent(ChangeOutcome::Trouble(work.product(), trouble));
        }
    };
    let backoff = clients.vpc.backoff();
    let mut run = ChangeRun {
        log: None,
        token: Token::from(Uuid::new_v4()),
        is_resumed: false,
        attempts: 0,
        sandbox: false,
        is_under_way: false,
        doubt: None,
        clients: clients.once(),
        backoff,
        work,
        report,
    };
    let begun = match &setting.journal {
        Some((journal, realm)) => tokio::select! {
            biased;
            begun = run.begin(journal, realm) => begun.map_err(ChangeOutcome::NotRecorded),
            () = stop_requested(&mut stop) => Err(ChangeOutcome::Interrupted),
        },
        None => Ok(()),
    };
    let outcome = match begun {
        Ok(()) => tokio::select! {
            biased;
            outcome = run.until_finished() => outcome,
            () = stop_requested(&mut stop) => run.interrupted(),
        },
        Err(outcome) => outcome,
    };
    run.record_outcome(&outcome).await;
    let client_token = (run.attempts > 0 || run.is_resumed).then(|| run.token.to_string());
    ChangeReport {
        outcome,
        client_token,
        attempts: run.attempts,
        sandbox: run.sandbox,
        routes: None,
    }
}

struct ChangeRun<'a> {
    work: PendingChange,
    clients: ChangeClients,
    log: Option<SubmissionLog>,
    token: Token,
    /// Whether an earlier run has sent it.
    is_resumed: bool,
    attempts: u32,
    sandbox: bool,
    /// Whether a request is on its way right now.
    is_under_way: bool,
    /// Why an attempt may have been carried out.
    doubt: Option<CallError>,
    backoff: Backoff,
    report: &'a mut (dyn FnMut(SubmitStep) + Send),
}

impl ChangeRun<'_> {
    async fn begin(&mut self, journal: &Journal, realm: &Realm) -> Result<(), JournalError> {
        let mut word = sha256_of_parts(["change", &*realm.region, &self.work.connection]);
        word.truncate(32);
        let mut waiting = || (self.report)(SubmitStep::Queued);
        let lock = submission_log::wait_for_lock(journal, &word, &mut waiting).await?;
        submission_log::refresh(journal).await?;
        let params = self.work.params();
        let (kind, connection) = (self.work.kind(), self.work.connection.clone());
        let is_same = |begun: &ChangeRecord| begun.parameters == keyed_digest(&params, &begun.salt);
        if let Some(begun) = resume_open_change(journal, realm, kind, &connection, is_same).await? {
            self.token = begun.token;
            self.is_resumed = true;
            (self.report)(SubmitStep::Resuming(begun.at));
            self.log = Some(SubmissionLog::resume(journal, begun.submission, Some(lock)));
            return Ok(());
        }
        let salt = Uuid::new_v4().to_string();
        let begun = ChangeRecord {
            submission: Uuid::new_v4().to_string(),
            at: Timestamp::now(),
            kind,
            connection,
            token: self.token.clone(),
            parameters: keyed_digest(&params, &salt),
            salt,
            realm: realm.clone(),
        };
        self.log = Some(SubmissionLog::begin_change(journal, begun, lock).await?);
        Ok(())
    }

    async fn until_finished(&mut self) -> ChangeOutcome {
        if self.is_resumed
            && let ChangeLookup::Done(done) = self.work.find_result(&self.clients).await
        {
            return ChangeOutcome::Done(done);
        }
        loop {
            self.attempts += 1;
            if let Some(log) = &self.log {
                let written = log.attempt(self.attempts, Timestamp::now()).await;
                report_unrecorded(written, self.report);
            }
            (self.report)(SubmitStep::Sending(self.attempts));
            self.is_under_way = true;
            let answer = self.work.send(&self.clients, &self.token).await;
            self.is_under_way = false;
            let failed = match answer {
                Ok(ChangeReply { done, sandbox }) => {
                    self.sandbox |= sandbox;
                    return ChangeOutcome::Done(done);
                }
                Err(failed) => failed,
            };
            self.sandbox |= failed.sandbox;
            if let Some(outcome) = self.failed(failed).await {
                return outcome;
            }
        }
    }

    /// The outcome after a failed attempt, or waits until the next one is due.
    async fn failed(&mut self, failed: CallFailure) -> Option<ChangeOutcome> {
        let may_be_done = self.doubt.is_some() || self.is_resumed;
        if self.work.kind() == ChangeKind::Delete
            && may_be_done
            && is_missing_connection(&failed.error)
        {
            return Some(ChangeOutcome::Done(ChangeDone::looked_up()));
        }
        let (again, because) = match &failed.error {
            CallError::Refused(error) => (is_temporary(&error.code), error.code.clone()),
            CallError::NotSent(_) => {
                (self.doubt.is_some() || failed.error.is_transient(), failed.error.to_string())
            }
            CallError::Lost(_) => (true, failed.error.to_string()),
        };
        let is_lost = failed.error.in_doubt();
        if is_lost || (may_be_done && !again) {
            (self.report)(SubmitStep::LookingUp(because.clone()));
            if let ChangeLookup::Done(done) = self.work.find_result(&self.clients).await {
                return Some(ChangeOutcome::Done(done));
            }
        }
        if is_lost {
            self.doubt = Some(failed.error.clone());
        }
        let delay = if again { self.backoff.next_delay(failed.retry_after) } else { None };
        match delay {
            Some(delay) => {
                (self.report)(SubmitStep::Waiting { delay, because });
                tokio::time::sleep(delay).await;
                None
            }
            None => Some(self.given_up(failed.error)),
        }
    }

    fn given_up(&mut self, error: CallError) -> ChangeOutcome {
        match (self.doubt.take(), error) {
            // What is wrong with the request itself was so for the earlier attempt as well.
            (_, CallError::Refused(error)) if codes::resolves_earlier_attempt(&error.code) => {
                ChangeOutcome::Refused(error)
            }
            (Some(doubt), _) => ChangeOutcome::Unknown(Some(doubt)),
            (None, CallError::Refused(error)) => ChangeOutcome::Refused(error),
            (None, CallError::NotSent(not_sent)) if !self.is_resumed => {
                ChangeOutcome::NotSent(CallError::NotSent(not_sent))
            }
            (None, error) => ChangeOutcome::Unknown(Some(error)),
        }
    }

    fn interrupted(&mut self) -> ChangeOutcome {
        match self.is_under_way || self.doubt.is_some() || self.is_resumed {
            true => ChangeOutcome::Unknown(self.doubt.take()),
            false => ChangeOutcome::Interrupted,
        }
    }

    async fn record_outcome(&mut self, outcome: &ChangeOutcome) {
        let Some(log) = &self.log else { return };
        let settlement = |ending| JournalOutcome::new(ending, Timestamp::now());
        let settled = match outcome {
            ChangeOutcome::Done(done) => JournalOutcome {
                request_id: done.request_id.clone(),
                connection_id: Some(self.work.connection.clone()),
                ..settlement(JournalOutcomeKind::Applied)
            },
            ChangeOutcome::Refused(error) => JournalOutcome {
                request_id: error.request_id.clone(),
                code: Some(error.code.clone()),
                ..settlement(JournalOutcomeKind::Refused)
            },
            ChangeOutcome::NotSent(_) | ChangeOutcome::Interrupted => {
                settlement(JournalOutcomeKind::NotSent)
            }
            ChangeOutcome::Unknown(_) => settlement(JournalOutcomeKind::Unknown),
            ChangeOutcome::NotRecorded(_) | ChangeOutcome::Trouble(..) => return,
        };
        let written = log.record_outcome(settled).await;
        report_unrecorded(written, self.report);
    }
}
