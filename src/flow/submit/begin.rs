//! A submission and its lines in the journal: begun or resumed, and finished.

use jiff::Timestamp;
use uuid::Uuid;

use crate::connection::{Key, Realm};
use crate::drafts::journal::{Journal, JournalEntry, JournalIndex, SubmissionRecord};
use crate::files::LockedFile;
use crate::rpc::flatten;

use super::super::lookup::{Lookup, LookupAmbiguity, look_for_name};
use super::super::resume::{self, RequestFingerprint, SubmissionQuery, SubmissionStart};
use super::super::submission::{
    DraftChange, Stop, SubmitOutcome, SubmitStep, report_unrecorded, stop_requested,
};
use super::super::submission_log::{self, JournalContext, SubmissionLog};
use super::run::SubmissionRun;

impl SubmissionRun<'_> {
    /// Sees to the journal; the error is an outcome without a request.
    pub(super) async fn begin(
        &mut self,
        record: Option<JournalContext>,
        stop: &mut Stop,
    ) -> Result<(), SubmitOutcome> {
        if let Some(record) = record {
            self.begin_record(record, stop).await?;
        }
        self.connection = self.connection.clone().with_token(&self.plan.client_token);
        self.params = flatten(&self.connection);
        self.backoff = self.client.backoff();
        Ok(())
    }

    async fn begin_record(
        &mut self,
        record: JournalContext,
        stop: &mut Stop,
    ) -> Result<(), SubmitOutcome> {
        let dry_run = self.connection.is_dry_run();
        let body = RequestFingerprint::of(&self.connection);
        let lock = match dry_run {
            true => None,
            false => Some(self.lock(&record, &body, stop).await?),
        };
        let name = self.connection.shown(Key::Name).filter(|name| !name.is_empty());
        let name = name.map(|name| name.into_owned());
        let start = self.decide(&record, &body, name.as_deref(), stop).await?;
        let JournalContext { journal, realm, file, version, again } = record;
        let log = match start {
            SubmissionStart::Skip(outcome) => return Err(outcome),
            SubmissionStart::Resume(entry) => {
                self.resume(&entry, again);
                SubmissionLog::resume(&journal, entry.begun.submission, lock)
            }
            SubmissionStart::Fresh => {
                if !dry_run && !again {
                    let looked = self.look_for_hidden(&journal, &realm, name.as_deref());
                    tokio::select! {
                        biased;
                        looked = looked => looked?,
                        () = stop_requested(stop) => return Err(SubmitOutcome::Interrupted),
                    }
                }
                self.began = self.client.now();
                let begun = self.begun(&body, &realm, file, version);
                SubmissionLog::begin(&journal, begun, lock)
                    .await
                    .map_err(SubmitOutcome::NotRecorded)?
            }
        };
        let other = journal.with_index(|index| {
            resume::open_with_same_name(index, &realm, &self.connection, &log.submission)
        });
        if let Some(began) = other
            && self.plan.has_unique_name
            && !dry_run
        {
            (self.report)(SubmitStep::OtherOpen(began));
            self.plan.has_unique_name = false;
        }
        self.log = Some(log);
        Ok(())
    }

    /// Waits until no other process works on the same request.
    async fn lock(
        &mut self,
        record: &JournalContext,
        body: &RequestFingerprint,
        stop: &mut Stop,
    ) -> Result<LockedFile, SubmitOutcome> {
        let name = resume::lock_name(&record.realm, &body.parameters);
        let mut waiting = || (self.report)(SubmitStep::Queued);
        tokio::select! {
            biased;
            lock = submission_log::wait_for_lock(&record.journal, &name, &mut waiting) => {
                lock.map_err(SubmitOutcome::NotRecorded)
            }
            () = stop_requested(stop) => Err(SubmitOutcome::Interrupted),
        }
    }

    /// Decides how to begin by what the journal says, once what the draft began before it was changed is
    /// known.
    async fn decide(
        &mut self,
        record: &JournalContext,
        body: &RequestFingerprint,
        name: Option<&str>,
        stop: &mut Stop,
    ) -> Result<SubmissionStart, SubmitOutcome> {
        let JournalContext { journal, realm, file, again, .. } = record;
        loop {
            submission_log::refresh(journal).await.map_err(SubmitOutcome::NotRecorded)?;
            let request = SubmissionQuery {
                body,
                realm,
                plan: &self.plan,
                file,
                name,
                again: *again,
                dry_run: self.connection.is_dry_run(),
            };
            match journal.with_index(|index| resume::decide(index, &request)) {
                Err(earlier) => tokio::select! {
                    biased;
                    finished = self.finish_earlier(journal, body, &earlier) => finished?,
                    () = stop_requested(stop) => return Err(SubmitOutcome::Interrupted),
                },
                Ok(start) => return Ok(start),
            }
        }
    }

    /// What the journal is told before anything is sent.
    fn begun(
        &self,
        body: &RequestFingerprint,
        realm: &Realm,
        file: String,
        draft: String,
    ) -> SubmissionRecord {
        let salt = Uuid::new_v4().to_string();
        SubmissionRecord {
            submission: Uuid::new_v4().to_string(),
            at: self.began,
            token: self.plan.client_token.clone(),
            secrets: body.secrets(&salt),
            salt,
            parameters: body.parameters.clone(),
            name: self.connection.shown(Key::Name).map(|name| name.into_owned()),
            realm: realm.clone(),
            file,
            draft,
            dry_run: self.connection.is_dry_run(),
        }
    }

    /// Finds out what came of a submission that the draft began before it was changed, and writes it
    /// down. As long as that is not known, or where it is a connection, nothing is sent.
    async fn finish_earlier(
        &mut self,
        journal: &Journal,
        body: &RequestFingerprint,
        earlier: &JournalEntry,
    ) -> Result<(), SubmitOutcome> {
        let begun = &earlier.begun;
        let name = begun.name.as_deref().filter(|name| !name.is_empty());
        let last = earlier.last_attempt.unwrap_or(begun.at).max(begun.at);
        let until = resume::latest_arrival(last);
        let held = |lookup| SubmitOutcome::EarlierOpen {
            at: begun.at,
            name: name.map(str::to_owned),
            lookup,
            until,
        };
        // With another key alone it is the very turn that this submission has.
        let turn = match begun.parameters == body.parameters {
            true => None,
            false => match journal.lock(&resume::lock_name(&begun.realm, &begun.parameters)) {
                Ok(Some(turn)) => Some(turn),
                Ok(None) => return Err(held(Lookup::Interrupted)),
                Err(error) => return Err(SubmitOutcome::NotRecorded(error)),
            },
        };
        (self.report)(SubmitStep::LookingForEarlier(begun.at));
        let log = SubmissionLog::resume(journal, begun.submission.clone(), turn);
        let Some(name) = name else { return Err(held(Lookup::Unsure(LookupAmbiguity::Nameless))) };
        let is_of_another = |id: &str| log.is_of_another(id);
        // What is not in a list that was asked for before then may come into it.
        let asked = self.client.now();
        let looked =
            look_for_name(self.client, &begun.realm.region, name, begun.at, &is_of_another).await;
        self.sandbox |= looked.sandbox;
        let now = self.client.now();
        match looked.lookup {
            Lookup::Found(id) => {
                let found =
                    SubmitOutcome::Created { id: id.clone(), request_id: None, looked_up: true };
                log.finish(&found, now).await.map_err(SubmitOutcome::NotRecorded)?;
                Err(SubmitOutcome::AlreadyCreated { id, at: now, change: DraftChange::Request })
            }
            Lookup::Nothing if asked >= until => log
                .finish(&SubmitOutcome::Interrupted, now)
                .await
                .map_err(SubmitOutcome::NotRecorded),
            lookup => Err(held(lookup)),
        }
    }

    /// Where the journal has lines that cannot be read, looks for what they may have created under the
    /// name of this connection. As long as that is not known nothing is sent.
    async fn look_for_hidden(
        &mut self,
        journal: &Journal,
        realm: &Realm,
        name: Option<&str>,
    ) -> Result<(), SubmitOutcome> {
        let Some(hidden) = journal.with_index(JournalIndex::unreadable_starts) else {
            return Ok(());
        };
        let asked = self.client.now();
        let until = resume::latest_arrival(hidden.until.unwrap_or(asked));
        let held = |lookup| SubmitOutcome::JournalDamaged {
            hidden,
            name: name.map(str::to_owned),
            lookup,
            until,
        };
        let Some(name) = name else { return Err(held(Lookup::Unsure(LookupAmbiguity::Nameless))) };
        (self.report)(SubmitStep::LookingForHidden(hidden.line));
        let is_known = |id: &str| {
            journal.with_index(|index| {
                index.with_connection(id).any(|entry| realm.may_be_same_as(&entry.begun.realm))
            })
        };
        let since = hidden.since.unwrap_or(Timestamp::UNIX_EPOCH);
        let looked = look_for_name(self.client, &realm.region, name, since, &is_known).await;
        self.sandbox |= looked.sandbox;
        match looked.lookup {
            // What is not in a list that was asked for before then may come into it.
            Lookup::Nothing if asked >= until => Ok(()),
            lookup => Err(held(lookup)),
        }
    }

    fn resume(&mut self, entry: &JournalEntry, again: bool) {
        self.is_old = !again && resume::is_token_expired(entry.begun.at, self.client.now());
        self.began = entry.begun.at;
        self.attempts = entry.attempts;
        self.plan.client_token.clone_from(&entry.begun.token);
        // Whatever the earlier run sent may have been carried out.
        self.doubt = Some(None);
        self.doubtful_at = entry.last_attempt.unwrap_or(self.began).max(self.began);
        (self.report)(SubmitStep::Resuming(self.began));
    }

    /// Looks for what the earlier run may have made; none when the request has to go out again.
    pub(super) async fn earlier_outcome(&mut self) -> Option<SubmitOutcome> {
        self.doubt.as_ref()?;
        match self.find_connection(None).await {
            Lookup::Found(id) => {
                Some(SubmitOutcome::Created { id, request_id: None, looked_up: true })
            }
            Lookup::Nothing => None,
            lookup @ (Lookup::Unsure(_) | Lookup::Failed | Lookup::Interrupted) => {
                self.held_back = self.is_old;
                self.is_old.then_some(SubmitOutcome::Unknown { reason: None, lookup })
            }
        }
    }

    /// Writes the outcome down and tells whether its connection had been made before.
    pub(super) async fn record(&mut self, outcome: &SubmitOutcome) -> bool {
        let Some(log) = &self.log else { return false };
        let made_before = match outcome {
            SubmitOutcome::Created { id, .. } => log.is_of_another(id),
            _ => false,
        };
        let written = log.finish(outcome, self.client.now()).await;
        report_unrecorded(written, self.report);
        made_before
    }
}
