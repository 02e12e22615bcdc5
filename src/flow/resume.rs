//! What the journal says before a submission: begin, take up an open one, or leave it.

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::{SignedDuration, Timestamp};
use sha2::Sha256;

use crate::connection::digest::{hex, length_prefixed, sha256_of_parts};
use crate::connection::{Connection, FieldValue, Key, Realm, RealmMatch};
use crate::drafts::journal::{JournalEntry, JournalIndex, draft_path};
use crate::rpc::{Param, Params, flatten};

use super::submission::{DraftChange, SubmissionPlan, SubmitOutcome};
use super::submission_log::JournalContext;

/// For so long a token is trusted to be remembered by the service, which documents no time.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);

/// Longer than a request is waited for by this program, and than the service takes to carry one out.
const ON_ITS_WAY: SignedDuration = SignedDuration::from_mins(2);

/// What a request asks for, whatever its token: by this a draft is known again.
pub(super) struct RequestFingerprint {
    params: Params,
    /// Digest of everything but the secrets.
    pub parameters: String,
    /// Whether a secret is not known yet.
    is_incomplete: bool,
}

impl RequestFingerprint {
    pub(super) fn of(connection: &Connection) -> Self {
        let mut params = flatten(connection);
        params.remove("ClientToken");
        if connection.is_dry_run() {
            params.remove("DryRun");
        }
        let parts = params.iter().flat_map(|(name, value)| [name, value.shown()]);
        let parameters = sha256_of_parts(parts);
        let is_incomplete =
            connection.values().any(|(_, value)| *value == FieldValue::UnresolvedKey);
        Self { params, parameters, is_incomplete }
    }

    /// Digest of the secrets under a key. A plain one would let whoever gets to see it try keys.
    pub(super) fn secrets(&self, salt: &str) -> String {
        let sealed = self.params.iter().filter_map(|(name, value)| match value {
            Param::Sealed { text, .. } => Some([name, text.expose()]),
            _ => None,
        });
        hmac_of_parts(salt, sealed.flatten())
    }

    /// Whether the entry has the same secrets, as far as they are known.
    fn has_secrets_of(&self, entry: &JournalEntry) -> bool {
        self.is_incomplete || entry.begun.secrets == self.secrets(&entry.begun.salt)
    }
}

/// Digest of everything but the token under a key, secrets included: by this a change is known again.
pub(super) fn keyed_digest(params: &Params, salt: &str) -> String {
    let params = params.iter().filter(|(name, _)| *name != "ClientToken");
    let parts = params.flat_map(|(name, value)| match value {
        Param::Sealed { text, .. } => [name, text.expose()],
        open => [name, open.shown()],
    });
    hmac_of_parts(salt, parts)
}

fn hmac_of_parts<'a>(salt: &str, parts: impl Iterator<Item = &'a str>) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(salt.as_bytes()).expect("HMAC takes a key of any length");
    for part in parts {
        length_prefixed(part, &mut |bytes| mac.update(bytes));
    }
    hex(&mac.finalize().into_bytes())
}

/// What the journal says of a draft before anybody is asked about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PriorSubmission {
    /// Nothing that stands in the way: it will be created.
    Nothing,
    /// A submission of it is open. That one is gone on with, or what came of it looked for.
    Open,
    /// It has created a connection, and no other one is wanted.
    Created {
        /// `vco-…`.
        id: String,
        /// When.
        at: Timestamp,
        /// What has changed in the draft since.
        change: DraftChange,
    },
}

impl JournalContext {
    /// What the journal says of a connection. Keys that nobody has opened yet are taken for those that
    /// this draft was sent with.
    ///
    /// What [`super::submit()`] finds when its turn comes is what counts.
    pub fn prior(&self, connection: &Connection, plan: &SubmissionPlan) -> PriorSubmission {
        let name = connection.shown(Key::Name).filter(|name| !name.is_empty());
        let request = SubmissionQuery {
            body: &RequestFingerprint::of(connection),
            realm: &self.realm,
            plan,
            file: &self.file,
            name: name.as_deref(),
            again: self.again,
            dry_run: connection.is_dry_run(),
        };
        match self.journal.with_index(|index| decide(index, &request)) {
            Err(_)
            | Ok(
                SubmissionStart::Resume(_)
                | SubmissionStart::Skip(SubmitOutcome::OtherKey { id: None, .. }),
            ) => PriorSubmission::Open,
            Ok(SubmissionStart::Skip(SubmitOutcome::AlreadyCreated { id, at, change })) => {
                PriorSubmission::Created { id, at, change }
            }
            Ok(SubmissionStart::Fresh | SubmissionStart::Skip(_)) => PriorSubmission::Nothing,
        }
    }
}

/// A word for a request, the same in every process and for every access key: waiting for a stranger does
/// no harm.
pub(super) fn lock_name(realm: &Realm, parameters: &str) -> String {
    let mut word = sha256_of_parts([&*realm.region, parameters]);
    word.truncate(32);
    word
}

/// How to begin.
pub(super) enum SubmissionStart {
    /// With a line of its own in the journal.
    Fresh,
    /// Where an earlier run was stopped or was left without an answer.
    Resume(Box<JournalEntry>),
    /// Not at all.
    Skip(SubmitOutcome),
}

/// What is to be submitted, as far as the journal has words for it.
pub(super) struct SubmissionQuery<'a> {
    pub body: &'a RequestFingerprint,
    pub realm: &'a Realm,
    pub plan: &'a SubmissionPlan,
    /// The draft's file, as [`crate::drafts::journal::SubmissionRecord::file`] has it.
    pub file: &'a str,
    /// The connection's name.
    pub name: Option<&'a str>,
    /// Whether another connection is wanted where the draft has created one.
    pub again: bool,
    pub dry_run: bool,
}

impl SubmissionQuery<'_> {
    /// Whether the entry is of the very request. With keys that nobody has opened yet, only one of the
    /// same source can be told to be.
    fn is_of(&self, entry: &JournalEntry) -> bool {
        let known = !self.body.is_incomplete || self.has_source_of(entry);
        entry.begun.parameters == self.body.parameters && known && self.body.has_secrets_of(entry)
    }

    /// Whether it is certain that the entry is of the account, region and server of this request.
    fn is_own(&self, entry: &JournalEntry) -> bool {
        self.realm.is_same_as(&entry.begun.realm)
    }

    /// Whether the entry stands in the way, if it is of this account, which cannot be told.
    fn may_be_prior(&self, entry: &JournalEntry) -> bool {
        let is_open = entry.is_open() && (self.is_of(entry) || self.is_earlier_form(entry));
        let is_created =
            entry.created().is_some() && (self.is_of(entry) || self.created_before(entry));
        (is_open || is_created) && self.realm.compare(&entry.begun.realm) == RealmMatch::Unclear
    }

    fn has_source_of(&self, entry: &JournalEntry) -> bool {
        entry.begun.source() == draft_path(self.file)
    }

    fn has_name_of(&self, entry: &JournalEntry) -> bool {
        entry.begun.name.as_deref().filter(|name| !name.is_empty()) == self.name
            && self.name.is_some()
    }

    /// Whether it is of the same draft, sent before the draft was changed. A row of a table is known
    /// by its name, since rows move; so is any draft that was kept elsewhere since, unless this very
    /// run sends several of the name.
    fn is_earlier_form(&self, entry: &JournalEntry) -> bool {
        let same_draft = entry.begun.file == self.file && !is_row(self.file);
        let same_name = self.has_name_of(entry) && self.plan.has_unique_name;
        same_draft || same_name
    }

    /// The connection that the draft created before it was changed. Another name means another one.
    fn created_before(&self, entry: &JournalEntry) -> bool {
        let same_name = match (entry.begun.name.as_deref(), self.name) {
            (None | Some(""), None) => entry.begun.file == self.file,
            _ => self.has_name_of(entry),
        };
        self.has_source_of(entry) && same_name && self.plan.has_unique_name
    }

    fn change_since(&self, entry: &JournalEntry) -> DraftChange {
        match entry.begun.parameters == self.body.parameters {
            true => DraftChange::Keys,
            false => DraftChange::Request,
        }
    }
}

fn is_row(file: &str) -> bool {
    draft_path(file).len() < file.len()
}

/// Decides by what is written; the caller has the turn, so nobody else is at this submission.
///
/// # Errors
/// An open submission that the draft began before it was changed: what came of it has to be known
/// first.
pub(super) fn decide(
    journal: &JournalIndex,
    request: &SubmissionQuery<'_>,
) -> Result<SubmissionStart, Box<JournalEntry>> {
    let SubmissionQuery { body, plan, again, .. } = *request;
    if !request.dry_run {
        let is_same = |one: &&JournalEntry| request.is_of(one) && request.is_own(one);
        let same = || journal.with_parameters(&body.parameters).filter(is_same);
        if let Some(open) = same().filter(|one| one.is_open()).last() {
            return Ok(SubmissionStart::Resume(Box::new(open.clone())));
        }
        let already = |entry: &JournalEntry, change| {
            let (settled, id) = entry.created()?;
            let (id, at) = (id.to_owned(), settled.at);
            Some(Ok(SubmissionStart::Skip(SubmitOutcome::AlreadyCreated { id, at, change })))
        };
        if !again {
            let is_earlier =
                |one: &&JournalEntry| request.is_earlier_form(one) && request.is_own(one);
            let latest = same().filter_map(|one| already(one, DraftChange::Nothing)).last();
            if let Some(created) = latest {
                return created;
            }
            if let Some(open) = journal.open().filter(is_earlier).last() {
                return Err(Box::new(open.clone()));
            }
            let name = request.name.unwrap_or_default();
            let of_draft = || journal.with_draft(draft_path(request.file), name);
            let earlier = of_draft().rev();
            let earlier = earlier.filter(|one| request.created_before(one) && request.is_own(one));
            let latest = earlier.filter_map(|one| already(one, request.change_since(one))).next();
            if let Some(created) = latest {
                return created;
            }
            // What may stand in the way is of this draft or of the same request, or is open.
            let candidates = of_draft().chain(journal.with_parameters(&body.parameters));
            let candidates = candidates.chain(journal.open());
            let unclear = candidates.filter(|one| request.may_be_prior(one));
            let unclear = unclear.max_by_key(|one| one.begun.at);
            if let Some(one) = unclear {
                let id = one.created().map(|(_, id)| id.to_owned());
                let (at, account) = (one.begun.at, one.begun.realm.account.clone());
                return Ok(SubmissionStart::Skip(SubmitOutcome::OtherKey { at, id, account }));
            }
        }
    }
    // A refused request left nothing behind under its token: the draft may be corrected and keep it.
    let spent = |one: &&JournalEntry| {
        (one.is_open() || one.created().is_some())
            && request.realm.may_be_same_as(&one.begun.realm)
            && !(request.is_of(one) && request.is_own(one))
    };
    if plan.is_draft_token
        && let Some(other) = journal.with_token(&plan.client_token).find(spent)
    {
        let (file, at) = (other.begun.file.clone(), other.begun.at);
        return Ok(SubmissionStart::Skip(SubmitOutcome::TokenTaken { file, at }));
    }
    Ok(SubmissionStart::Fresh)
}

/// Whether an open submission of another request would look the same in the list of connections.
pub(super) fn open_with_same_name(
    journal: &JournalIndex,
    realm: &Realm,
    connection: &Connection,
    submission: &str,
) -> Option<Timestamp> {
    let name = connection.shown(Key::Name)?;
    journal
        .open()
        .find(|one| {
            one.begun.submission != submission
                && one.begun.name.as_deref() == Some(&*name)
                && realm.may_be_same_as(&one.begun.realm)
        })
        .map(|one| one.begun.at)
}

/// When a request that was sent at `began` is on its way no more, so that its connection is in the
/// list or never will be.
pub(super) fn latest_arrival(began: Timestamp) -> Timestamp {
    began.saturating_add(ON_ITS_WAY).unwrap_or(Timestamp::MAX)
}

/// Whether the service may have forgotten the token of a submission that began then.
pub(super) fn is_token_expired(began: Timestamp, now: Timestamp) -> bool {
    now.duration_since(began) > REMEMBERED
}
