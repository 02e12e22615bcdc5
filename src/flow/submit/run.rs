//! The attempts of a submission, their repetition, and the look-up after a lost answer.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;

use crate::cloud::{Backoff, CallError, CallFailure, Client, CreationOutcome};
use crate::connection::{Connection, Rule};
use crate::rpc::{Params, ServiceError, codes};

use super::super::lookup::{Lookup, LookupAmbiguity, look_up};
use super::super::resume::latest_arrival;
use super::super::submission::{SubmissionPlan, SubmitOutcome, SubmitStep, report_unrecorded};
use super::super::submission_log::SubmissionLog;

/// A submission under way.
pub(super) struct SubmissionRun<'a> {
    pub(super) client: &'a Client,
    pub(super) connection: Connection,
    pub(super) params: Params,
    pub(super) plan: SubmissionPlan,
    /// By this machine's clock.
    pub(super) began: Timestamp,
    pub(super) backoff: Backoff,
    /// Why an earlier attempt may have been carried out; `Some(None)` while one is under way.
    pub(super) doubt: Option<Option<CallError>>,
    /// When that one was last under way, by this machine's clock.
    pub(super) doubtful_at: Timestamp,
    pub(super) attempts: u32,
    pub(super) sandbox: bool,
    pub(super) overridden: BTreeSet<Rule>,
    /// The submission in the journal; none when there is no journal.
    pub(super) log: Option<SubmissionLog>,
    /// Whether it began so long ago that the service may have forgotten the token.
    pub(super) is_old: bool,
    pub(super) held_back: bool,
    pub(super) report: &'a mut (dyn FnMut(SubmitStep) + Send),
}

impl<'a> SubmissionRun<'a> {
    pub(super) fn new(
        client: &'a Client,
        connection: Connection,
        plan: SubmissionPlan,
        report: &'a mut (dyn FnMut(SubmitStep) + Send),
    ) -> Self {
        Self {
            overridden: connection.overridden().clone(),
            params: Params::default(),
            began: client.now(),
            backoff: client.backoff(),
            doubt: None,
            doubtful_at: client.now(),
            attempts: 0,
            sandbox: false,
            log: None,
            is_old: false,
            held_back: false,
            client,
            connection,
            plan,
            report,
        }
    }
}

impl SubmissionRun<'_> {
    pub(super) async fn until_finished(&mut self) -> SubmitOutcome {
        if let Some(outcome) = self.earlier_outcome().await {
            return outcome;
        }
        loop {
            if let Some(log) = &self.log {
                let written = log.attempt(self.attempts + 1, self.client.now()).await;
                report_unrecorded(written, self.report);
            }
            self.attempts += 1;
            (self.report)(SubmitStep::Sending(self.attempts));
            let earlier = self.doubt.take();
            self.doubt = Some(None);
            let answer = self.client.create_vpn_attachment_once(&self.params).await;
            self.doubt = earlier;
            // One more where a wrong clock had to be corrected.
            let requests =
                answer.as_ref().map_or_else(|failed| failed.attempts, |reply| reply.attempts);
            self.attempts += requests.saturating_sub(1);
            let outcome = match answer {
                Ok(reply) => {
                    self.sandbox |= reply.sandbox;
                    Some(match reply.value {
                        CreationOutcome::Created(created) => SubmitOutcome::Created {
                            id: created.id,
                            request_id: reply.request_id,
                            looked_up: false,
                        },
                        CreationOutcome::DryRunPassed => {
                            SubmitOutcome::DryRunPassed { request_id: reply.request_id }
                        }
                    })
                }
                Err(failed) => self.failed(failed).await,
            };
            if let Some(outcome) = outcome {
                return outcome;
            }
        }
    }

    /// The outcome after a failed attempt, or waits until the next one is due.
    async fn failed(&mut self, failed: CallFailure) -> Option<SubmitOutcome> {
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
                self.doubtful_at = self.client.now();
                let lookup = self.find_connection(Some(&because)).await;
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
        (self.report)(SubmitStep::Waiting { delay, because: because.to_owned() });
        tokio::time::sleep(delay).await;
        true
    }

    /// Looks for the connection after a lost answer, or for the one of an earlier run.
    pub(super) async fn find_connection(&mut self, because: Option<&str>) -> Lookup {
        // A dry run creates nothing that could be found.
        if self.connection.is_dry_run() {
            return Lookup::Nothing;
        }
        if !self.plan.has_unique_name {
            return Lookup::Unsure(LookupAmbiguity::Nameless);
        }
        if let Some(because) = because {
            (self.report)(SubmitStep::LookingUp(because.to_owned()));
        }
        let log = self.log.as_ref();
        let is_of_another = |id: &str| log.is_some_and(|log| log.is_of_another(id));
        let looked = look_up(self.client, &self.connection, self.began, &is_of_another).await;
        self.sandbox |= looked.sandbox;
        looked.lookup
    }

    /// The refusal, unless an earlier attempt is in doubt: then it may say nothing about that one, or may
    /// even be its work. What that one made comes into the list within seconds.
    async fn refused(&mut self, error: Box<ServiceError>) -> SubmitOutcome {
        let Some(reason) = &self.doubt else { return SubmitOutcome::Refused(error) };
        let because = reason.as_ref().map(ToString::to_string);
        let holds = self.connection.is_dry_run() || codes::resolves_earlier_attempt(&error.code);
        loop {
            let asked = self.client.now();
            match self.find_connection(because.as_deref()).await {
                Lookup::Found(id) => {
                    return SubmitOutcome::Created { id, request_id: None, looked_up: true };
                }
                Lookup::Nothing if holds || asked >= latest_arrival(self.doubtful_at) => {
                    return SubmitOutcome::Refused(error);
                }
                Lookup::Nothing if self.wait(&error.code, None).await => {}
                lookup => {
                    let reason = self.doubt.take().flatten();
                    return SubmitOutcome::Unknown { reason, lookup };
                }
            }
        }
    }

    async fn unknown(&mut self) -> SubmitOutcome {
        let because = self.doubt.as_ref().and_then(Option::as_ref).map(ToString::to_string);
        let lookup = self.find_connection(because.as_deref()).await;
        match lookup {
            Lookup::Found(id) => SubmitOutcome::Created { id, request_id: None, looked_up: true },
            lookup => SubmitOutcome::Unknown { reason: self.doubt.take().flatten(), lookup },
        }
    }

    pub(super) fn interrupted(&mut self) -> SubmitOutcome {
        match self.doubt.take() {
            None => SubmitOutcome::Interrupted,
            Some(reason) => SubmitOutcome::Unknown { reason, lookup: Lookup::Interrupted },
        }
    }
}
