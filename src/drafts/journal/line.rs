//! One line of the journal.
//!
//! Since version 2 each line ends in a checksum of what stands before it, so that a line is what was
//! written or is known to be damaged. Lines of version 1 have none and name no account.

use std::io;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::connection::digest::sha256;
use crate::connection::{AccessKeyFingerprint, Account, Realm, Token};

use super::change::{ChangeKind, ChangeRecord};
use super::outcome::{JournalOutcome, JournalOutcomeKind};

/// The form of the journal that this program writes.
const VERSION: u32 = 2;

/// What stands before the checksum of a line.
const BEFORE_SUM: &[u8] = b",\"sum\":\"";

/// Hexadecimal digits of a checksum.
const SUM: usize = 16;

/// What stands behind it.
const BEHIND_SUM: &[u8] = b"\"}";

/// No line of ours comes near; longer ones are not looked at.
pub(super) const LONGEST: usize = 64 * 1024;

/// What is known of a submission before its first request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionRecord {
    /// The name of the submission in the journal.
    pub submission: String,
    /// When, as far as the service's clock is known.
    pub at: Timestamp,
    /// The client token of every attempt.
    pub token: Token,
    /// Digest of the parameters but for token, dry run and secrets.
    pub parameters: String,
    /// The key of `secrets`, another one for each submission.
    pub salt: String,
    /// Digest of the secrets under `salt`, so that none can be told from a shared `parameters`.
    pub secrets: String,
    /// Where the connection is to be.
    pub realm: Realm,
    /// The name of the connection.
    pub name: Option<String>,
    /// The draft.
    pub file: String,
    /// The version of the draft, see [`super::text_digest()`].
    pub draft: String,
    /// Whether nothing is to be created.
    pub dry_run: bool,
}

impl SubmissionRecord {
    /// The draft without the line of a table that it may have behind it.
    pub fn source(&self) -> &str {
        draft_path(&self.file)
    }

    /// The name of the draft, if it is one that the store keeps.
    pub fn draft_name(&self) -> Option<&str> {
        self.file.strip_prefix('@')
    }
}

/// The file of a draft, as [`SubmissionRecord::file`] has it, without the line of a table that it may have behind it.
pub fn draft_path(disk: &str) -> &str {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match disk.rsplit_once(':') {
        Some((source, line)) if is_number(line) => source,
        _ => disk,
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum JournalLine {
    Header,
    Newer,
    Begun(Box<SubmissionRecord>),
    Change(Box<ChangeRecord>),
    Attempt { submission: String, number: u32, at: Timestamp },
    Outcome { submission: String, settled: Box<JournalOutcome> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum LineEvent {
    #[default]
    Journal,
    Begun,
    Change,
    Attempt,
    Outcome,
}

/// A line as it stands there. One flat form for all events reads fastest.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct RawLine {
    event: LineEvent,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    submission: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    access_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    endpoint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    salt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secrets: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    dry_run: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<ChangeKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<JournalOutcomeKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    connection_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

/// How the lines of a file stand there, as far as those before have told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum LineFormat {
    /// No line was seen yet that tells.
    #[default]
    Unknown,
    /// Version 1, without checksums.
    Plain,
    /// Each with its checksum.
    Summed,
}

/// A line that cannot be read. Nothing of it is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineReadError {
    /// What is wrong with it.
    pub why: &'static str,
    /// Whether it may be the beginning of a submission.
    pub may_begin: bool,
}

impl JournalLine {
    /// When it was written, if it tells.
    pub(super) fn at(&self) -> Option<Timestamp> {
        match self {
            Self::Header | Self::Newer => None,
            Self::Begun(begun) => Some(begun.at),
            Self::Change(begun) => Some(begun.at),
            Self::Attempt { at, .. } => Some(*at),
            Self::Outcome { settled, .. } => Some(settled.at),
        }
    }

    /// Reads a line without its break, in a file whose lines were of this form so far; gives the form
    /// that the next one has at least.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn read(
        bytes: &[u8],
        form: LineFormat,
    ) -> Result<(Self, LineFormat), LineReadError> {
        if bytes.len() > LONGEST {
            return Err(LineReadError { why: "journal-line-too-long", may_begin: true });
        }
        let flaw = |why| LineReadError { why, may_begin: may_begin(bytes) };
        if let Some((text, sum)) = parts(bytes) {
            if checksum(text).as_bytes() != sum {
                return Err(flaw("journal-line-changed"));
            }
            let raw = parse(&[text, b"}"].concat()).map_err(flaw)?;
            let line = raw.into_line(VERSION).ok_or_else(|| flaw(OUT_OF_FORM))?;
            return Ok((line, LineFormat::Summed));
        }
        if form == LineFormat::Summed {
            return Err(flaw("journal-line-cut"));
        }
        let raw = parse(bytes).map_err(flaw)?;
        let line = raw.into_line(1).ok_or_else(|| flaw(OUT_OF_FORM))?;
        Ok((line, LineFormat::Plain))
    }

    /// Adds the line, its break included.
    ///
    /// # Errors
    /// When it would not read back as it is: then it must not be written.
    pub(super) fn write(&self, bytes: &mut Vec<u8>) -> io::Result<()> {
        let start = bytes.len();
        serde_json::to_writer(&mut *bytes, &RawLine::of(self))?;
        // The brace that closes the object.
        bytes.pop();
        let sum = checksum(&bytes[start..]);
        for part in [BEFORE_SUM, sum.as_bytes(), BEHIND_SUM] {
            bytes.extend_from_slice(part);
        }
        match Self::read(&bytes[start..], LineFormat::Summed) {
            Ok((line, _)) if line == *self => {
                bytes.push(b'\n');
                Ok(())
            }
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

const OUT_OF_FORM: &str = "journal-line-form";

fn parse(bytes: &[u8]) -> Result<RawLine, &'static str> {
    serde_json::from_slice(bytes).map_err(|_| "journal-line-other")
}

/// What is summed up, and the checksum.
fn parts(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (text, sum) = bytes.strip_suffix(BEHIND_SUM)?.split_last_chunk::<SUM>()?;
    Some((text.strip_suffix(BEFORE_SUM)?, sum))
}

fn checksum(text: &[u8]) -> String {
    let mut sum = sha256(text);
    sum.truncate(SUM);
    sum
}

/// Whether a damaged line may be the beginning of a submission: unless it begins as something else and
/// nothing else can stand behind that.
fn may_begin(bytes: &[u8]) -> bool {
    let others = [LineEvent::Journal, LineEvent::Attempt, LineEvent::Outcome];
    let begins_as_other = others.iter().any(|event| {
        let name = serde_json::to_string(event).unwrap_or_default();
        bytes.starts_with(format!("{{\"event\":{name},").as_bytes())
    });
    let is_one_object = bytes.iter().filter(|byte| **byte == b'{').count() == 1;
    !(begins_as_other && is_one_object && bytes.iter().all(|byte| (b' '..0x7f).contains(byte)))
}

impl RawLine {
    /// What a line means that was written in this version.
    fn into_line(self, version: u32) -> Option<JournalLine> {
        if self.event == LineEvent::Journal {
            return match self.version? {
                found if found > VERSION => Some(JournalLine::Newer),
                found => (found == version).then_some(JournalLine::Header),
            };
        }
        let realm = self.realm();
        let at: Timestamp = self.at?.parse().ok()?;
        let submission = self.submission?;
        Some(match self.event {
            LineEvent::Journal => return None,
            LineEvent::Attempt => JournalLine::Attempt { submission, number: self.number?, at },
            LineEvent::Begun => JournalLine::Begun(Box::new(SubmissionRecord {
                submission,
                at,
                token: self.client_token?.parse().ok()?,
                parameters: self.parameters?,
                salt: self.salt?,
                secrets: self.secrets?,
                realm: realm?,
                name: self.name,
                file: self.file?,
                draft: self.draft?,
                dry_run: self.dry_run,
            })),
            LineEvent::Change => JournalLine::Change(Box::new(ChangeRecord {
                submission,
                at,
                kind: self.kind?,
                connection: self.connection_id?,
                token: self.client_token?.parse().ok()?,
                salt: self.salt?,
                parameters: self.parameters?,
                realm: realm?,
            })),
            LineEvent::Outcome => {
                let ending = self.outcome?;
                let Self { connection_id, request_id, code, .. } = self;
                if ending == JournalOutcomeKind::Created && connection_id.is_none() {
                    return None;
                }
                let settled = JournalOutcome { at, ending, connection_id, request_id, code };
                JournalLine::Outcome { submission, settled: Box::new(settled) }
            }
        })
    }

    /// Where the connection is; none when what stands there cannot be.
    fn realm(&self) -> Option<Realm> {
        let (region, endpoint) = (self.region.clone()?, self.endpoint.clone()?);
        Some(Realm { account: self.account()?, region, endpoint })
    }

    fn account(&self) -> Option<Account> {
        let key = |text: &str| AccessKeyFingerprint::from_text(text);
        Some(
            match (self.account.as_deref(), self.access_key.as_deref(), self.instance.as_deref()) {
                (None, None, None) => Account::Unknown,
                (None, None, Some(id)) => Account::Instance(id.to_owned()),
                (None, Some(mark), None) => Account::Keyed(key(mark)?),
                (Some(number), Some(mark), None) => {
                    Account::Numbered { number: number.to_owned(), key: key(mark)? }
                }
                _ => return None,
            },
        )
    }

    /// Notes where the connection is.
    fn in_realm(self, Realm { account, region, endpoint }: Realm) -> Self {
        let mark = |key: AccessKeyFingerprint| Some(key.as_str().to_owned());
        let raw = Self { region: Some(region), endpoint: Some(endpoint), ..self };
        match account {
            Account::Unknown => raw,
            Account::Instance(id) => Self { instance: Some(id), ..raw },
            Account::Keyed(key) => Self { access_key: mark(key), ..raw },
            Account::Numbered { number, key } => {
                Self { account: Some(number), access_key: mark(key), ..raw }
            }
        }
    }

    fn of(line: &JournalLine) -> Self {
        match line.clone() {
            JournalLine::Header | JournalLine::Newer => {
                Self { version: Some(VERSION), ..Self::default() }
            }
            JournalLine::Begun(begun) => Self {
                event: LineEvent::Begun,
                at: Some(begun.at.to_string()),
                submission: Some(begun.submission),
                client_token: Some(begun.token.to_string()),
                name: begun.name,
                file: Some(begun.file),
                draft: Some(begun.draft),
                parameters: Some(begun.parameters),
                salt: Some(begun.salt),
                secrets: Some(begun.secrets),
                dry_run: begun.dry_run,
                ..Self::default()
            }
            .in_realm(begun.realm),
            JournalLine::Change(begun) => Self {
                event: LineEvent::Change,
                at: Some(begun.at.to_string()),
                submission: Some(begun.submission),
                kind: Some(begun.kind),
                connection_id: Some(begun.connection),
                client_token: Some(begun.token.to_string()),
                parameters: Some(begun.parameters),
                salt: Some(begun.salt),
                ..Self::default()
            }
            .in_realm(begun.realm),
            JournalLine::Attempt { submission, number, at } => Self {
                event: LineEvent::Attempt,
                at: Some(at.to_string()),
                submission: Some(submission),
                number: Some(number),
                ..Self::default()
            },
            JournalLine::Outcome { submission, settled } => Self {
                event: LineEvent::Outcome,
                at: Some(settled.at.to_string()),
                submission: Some(submission),
                outcome: Some(settled.ending),
                connection_id: settled.connection_id,
                request_id: settled.request_id,
                code: settled.code,
                ..Self::default()
            },
        }
    }
}
