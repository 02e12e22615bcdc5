//! One line of the journal: read leniently, written strictly.

use std::io;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The form of the journal that this program writes.
pub(super) const VERSION: u32 = 1;

/// No line of ours comes near; longer ones are not looked at.
const LONGEST: usize = 64 * 1024;

/// What is known of a submission before its first request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The name of the submission in the journal.
    pub submission: String,
    /// When, as far as the service's clock is known.
    pub at: Timestamp,
    /// The client token of every attempt.
    pub token: String,
    /// Digest of the parameters but for token, dry run and secrets.
    pub parameters: String,
    /// The key of `secrets`, another one for each submission.
    pub salt: String,
    /// Digest of the secrets under `salt`, so that none can be told from a shared `parameters`.
    pub secrets: String,
    /// Where it is sent.
    pub endpoint: String,
    /// The region.
    pub region: String,
    /// The name of the connection.
    pub name: Option<String>,
    /// The draft.
    pub file: String,
    /// The version of the draft, see [`super::version()`].
    pub draft: String,
    /// Whether nothing is to be created.
    pub dry_run: bool,
}

/// How a submission ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// The connection exists.
    Created,
    /// The service would accept it.
    DryRunPassed,
    /// The service said no.
    Refused,
    /// No request reached the service.
    NotSent,
    /// Not known, so the submission stays open.
    Unknown,
}

impl Ending {
    /// The word for JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::DryRunPassed => "dry-run-passed",
            Self::Refused => "refused",
            Self::NotSent => "not-sent",
            Self::Unknown => "unknown",
        }
    }
}

/// The end of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// When.
    pub at: Timestamp,
    /// How.
    pub ending: Ending,
    /// `vco-…`, always there when it was created.
    pub connection_id: Option<String>,
    /// The answer's request id.
    pub request_id: Option<String>,
    /// The service's code, when it was refused.
    pub code: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum JournalLine {
    Header,
    Newer,
    Begun(Box<Begun>),
    Attempt { submission: String, number: u32, at: Timestamp },
    Outcome { submission: String, settled: Box<Settlement> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Event {
    #[default]
    Journal,
    Begun,
    Attempt,
    Outcome,
}

/// A line as it stands there. One flat form for all events reads fastest.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Raw {
    event: Event,
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
    outcome: Option<Ending>,
    #[serde(skip_serializing_if = "Option::is_none")]
    connection_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

impl JournalLine {
    /// Reads a line, its break included or not.
    ///
    /// # Errors
    /// What is wrong with it; nothing of it is quoted.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, &'static str> {
        if bytes.len() > LONGEST {
            return Err("too long");
        }
        let raw: Raw = serde_json::from_slice(bytes).map_err(|_| "not a line of a journal")?;
        raw.meant().ok_or("something is missing or out of form")
    }

    pub(super) fn write(&self, bytes: &mut Vec<u8>) -> io::Result<()> {
        serde_json::to_writer(&mut *bytes, &Raw::of(self))?;
        bytes.push(b'\n');
        Ok(())
    }
}

impl Raw {
    fn meant(self) -> Option<JournalLine> {
        if self.event == Event::Journal {
            let newer = self.version? > VERSION;
            return Some(if newer { JournalLine::Newer } else { JournalLine::Header });
        }
        let at: Timestamp = self.at?.parse().ok()?;
        let submission = self.submission?;
        Some(match self.event {
            Event::Journal => return None,
            Event::Attempt => JournalLine::Attempt { submission, number: self.number?, at },
            Event::Begun => JournalLine::Begun(Box::new(Begun {
                submission,
                at,
                token: self.client_token.filter(|token| is_token(token))?,
                parameters: self.parameters?,
                salt: self.salt?,
                secrets: self.secrets?,
                endpoint: self.endpoint?,
                region: self.region?,
                name: self.name,
                file: self.file?,
                draft: self.draft?,
                dry_run: self.dry_run,
            })),
            Event::Outcome => {
                let ending = self.outcome?;
                let Self { connection_id, request_id, code, .. } = self;
                if ending == Ending::Created && connection_id.is_none() {
                    return None;
                }
                let settled = Settlement { at, ending, connection_id, request_id, code };
                JournalLine::Outcome { submission, settled: Box::new(settled) }
            }
        })
    }

    fn of(line: &JournalLine) -> Self {
        match line.clone() {
            JournalLine::Header | JournalLine::Newer => {
                Self { version: Some(VERSION), ..Self::default() }
            }
            JournalLine::Begun(begun) => Self {
                event: Event::Begun,
                at: Some(begun.at.to_string()),
                submission: Some(begun.submission),
                client_token: Some(begun.token),
                name: begun.name,
                region: Some(begun.region),
                endpoint: Some(begun.endpoint),
                file: Some(begun.file),
                draft: Some(begun.draft),
                parameters: Some(begun.parameters),
                salt: Some(begun.salt),
                secrets: Some(begun.secrets),
                dry_run: begun.dry_run,
                ..Self::default()
            },
            JournalLine::Attempt { submission, number, at } => Self {
                event: Event::Attempt,
                at: Some(at.to_string()),
                submission: Some(submission),
                number: Some(number),
                ..Self::default()
            },
            JournalLine::Outcome { submission, settled } => Self {
                event: Event::Outcome,
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

/// What the service takes as a client token: it is sent again as it stands here.
fn is_token(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}
