//! What the journal says before a submission: begin, take up an open one, or leave it.

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

use crate::connection::{Connection, Key};
use crate::drafts::journal::{Book, Entry};
use crate::rpc::{Param, Params, flatten};

use super::submit::{Outcome, Plan};

/// For so long a token is trusted to be remembered by the service, which documents no time.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);

/// What a request asks for, whatever its token: by this a draft is known again.
pub(super) struct Body {
    params: Params,
    /// Digest of everything but the secrets.
    pub parameters: String,
}

impl Body {
    pub(super) fn of(connection: &Connection) -> Self {
        let mut params = flatten(connection);
        params.remove("ClientToken");
        if connection.is_dry_run() {
            params.remove("DryRun");
        }
        let mut digest = Sha256::new();
        for (name, value) in params.iter() {
            framed(&mut |bytes| digest.update(bytes), name, value.shown());
        }
        let parameters = hex(&digest.finalize());
        Self { params, parameters }
    }

    /// Digest of the secrets under a key. A plain one would let whoever gets to see it try keys.
    pub(super) fn secrets(&self, salt: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(salt.as_bytes())
            .expect("HMAC takes a key of any length");
        for (name, value) in self.params.iter() {
            if let Param::Sealed { text, .. } = value {
                framed(&mut |bytes| mac.update(bytes), name, text.expose());
            }
        }
        hex(&mac.finalize().into_bytes())
    }

    fn is_of(&self, entry: &Entry, place: &Place<'_>) -> bool {
        let begun = &entry.begun;
        begun.endpoint == place.endpoint
            && begun.region == place.region
            && begun.parameters == self.parameters
            && begun.secrets == self.secrets(&begun.salt)
    }
}

/// Each part with its length before it, so that no two lists of parts run into the same bytes.
fn framed(add: &mut dyn FnMut(&[u8]), name: &str, value: &str) {
    for part in [name, value] {
        add(&(part.len() as u64).to_be_bytes());
        add(part.as_bytes());
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where a submission goes.
pub(super) struct Place<'a> {
    pub endpoint: &'a str,
    pub region: &'a str,
}

impl Place<'_> {
    /// A word for the request at this place, the same in every process.
    pub(super) fn word(&self, body: &Body) -> String {
        let mut digest = Sha256::new();
        framed(&mut |bytes| digest.update(bytes), self.endpoint, &body.parameters);
        hex(&digest.finalize()[..16])
    }
}

/// How to begin.
pub(super) enum Start {
    /// With a line of its own in the journal.
    Fresh,
    /// Where an earlier run was stopped or was left without an answer.
    Resume(Box<Entry>),
    /// Not at all.
    Not(Outcome),
}

/// Decides by what is written; the caller has the turn, so nobody else is at this submission.
pub(super) fn decide(
    book: &Book,
    body: &Body,
    place: &Place<'_>,
    plan: &Plan,
    again: bool,
    dry_run: bool,
) -> Start {
    if !dry_run {
        let same = || book.with_parameters(&body.parameters).filter(|one| body.is_of(one, place));
        if let Some(open) = same().filter(|one| one.is_open()).last() {
            return Start::Resume(Box::new(open.clone()));
        }
        if !again && let Some((settled, id)) = same().filter_map(Entry::created).last() {
            return Start::Not(Outcome::AlreadyCreated { id: id.to_owned(), at: settled.at });
        }
    }
    // A refused request left nothing behind under its token: the draft may be corrected and keep it.
    let spent = |one: &&Entry| {
        (one.is_open() || one.created().is_some())
            && one.begun.endpoint == place.endpoint
            && one.begun.region == place.region
            && !body.is_of(one, place)
    };
    if plan.token_is_own
        && let Some(other) = book.with_token(&plan.client_token).find(spent)
    {
        let (file, at) = (other.begun.file.clone(), other.begun.at);
        return Start::Not(Outcome::TokenTaken { file, at });
    }
    Start::Fresh
}

/// Whether an open submission of another request would look the same in the list of connections.
pub(super) fn is_mistakable(
    book: &Book,
    place: &Place<'_>,
    connection: &Connection,
    submission: &str,
) -> Option<Timestamp> {
    let name = connection.shown(Key::Name)?;
    book.open()
        .find(|one| {
            one.begun.submission != submission
                && one.begun.endpoint == place.endpoint
                && one.begun.region == place.region
                && one.begun.name.as_deref() == Some(&*name)
        })
        .map(|one| one.begun.at)
}

/// Whether the service may have forgotten the token of a submission that began then.
pub(super) fn is_old(began: Timestamp, now: Timestamp) -> bool {
    now.duration_since(began) > REMEMBERED
}
