//! What can be wrong with credentials: where it stands and what to do about it.
//!
//! No variant holds a secret, a line of a file or an answer's text.

use std::fmt;

use jiff::Timestamp;

use crate::connection::{Arg, ListStyle, Message, ToMessage, message};
use crate::text::{format_in_process_language, print_as_message};

/// A place that was looked at and gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchedSource {
    /// Which place, as in `~/.aliyun/config.json`.
    pub place: Arg,
    /// Why it gave nothing, as in `does not exist`.
    pub why: Message,
    /// Whether the place does not exist at all or was not read.
    pub(super) absent: bool,
}

impl SearchedSource {
    pub(super) fn new(place: impl Into<Arg>, why: Message) -> Self {
        Self { place: place.into(), why, absent: false }
    }

    pub(super) fn absent(place: impl Into<Arg>, why: Message) -> Self {
        Self { absent: true, ..Self::new(place, why) }
    }
}

/// What is wrong with a file that holds credentials.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialsFileError {
    /// The system does not let it be read.
    Unreadable(std::io::ErrorKind),
    /// A directory, a pipe or a device.
    NotAFile,
    /// Beyond any size such a file has.
    TooLarge,
    /// It does not exist.
    Absent,
    /// Bytes that are no text.
    NotText {
        /// Counted from 1.
        line: usize,
        /// In bytes, counted from 1.
        column: usize,
    },
    /// Not well-formed.
    NotJson {
        /// Counted from 1.
        line: usize,
        /// In bytes, counted from 1.
        column: usize,
    },
    /// Well-formed, but not what the official tool writes there.
    WrongType {
        /// Counted from 1.
        line: usize,
        /// In bytes, counted from 1.
        column: usize,
    },
    /// A line that is neither section, key nor comment.
    NotIni {
        /// Counted from 1.
        line: usize,
    },
}

/// Why there are no credentials to sign with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialsError {
    /// No place gave any.
    Nothing(Vec<SearchedSource>),
    /// The profile asked for does not exist.
    NoSuchProfile {
        /// The name asked for.
        name: String,
        /// What asks for it: an option, a variable or another profile.
        by: Arg,
        /// Where it was looked for.
        places: Vec<SearchedSource>,
        /// The name most like it, with its file.
        nearest: Option<Box<Message>>,
    },
    /// One half of the key in the environment.
    HalfAPair {
        /// The variable that is set.
        set: &'static str,
        /// The variable that is missing.
        missing: String,
    },
    /// A value that the mode needs is not there.
    Incomplete {
        /// The profile or section.
        place: String,
        /// The key that is missing.
        missing: &'static str,
    },
    /// A temporary key without its token.
    TokenMissing {
        /// Where the key stands.
        place: String,
    },
    /// A value that cannot be what it should be.
    Malformed {
        /// Where it stands.
        place: String,
        /// Which value.
        what: Message,
    },
    /// A mode or type we do not sign in with.
    Unsupported {
        /// The profile or section, with its mode.
        place: String,
        /// The mode or type as written there.
        mode: String,
        /// Why not, and what to do instead.
        remedy: Message,
    },
    /// A key that the official tool keeps in its file has ended.
    CacheExpired {
        /// The profile.
        place: String,
        /// When it ended.
        at: Timestamp,
        /// What renews it.
        remedy: Message,
    },
    /// Profiles that name each other as their source.
    Cycle {
        /// The file.
        file: String,
        /// The names in order, as in `a -> b -> a`.
        chain: String,
    },
    /// A file that is not as it should be.
    File {
        /// The file, with `~` for the home directory.
        file: String,
        /// What is wrong with it.
        flaw: CredentialsFileError,
    },
    /// A variable forbids what the profile asks for.
    Forbidden {
        /// The profile.
        place: String,
        /// The variable.
        variable: &'static str,
    },
    /// The metadata service or a credentials URI gave no key.
    NoAnswer {
        /// The profile or variable.
        place: String,
        /// Who was asked.
        asked: Box<Message>,
        /// What happened, and what to do about it.
        why: Box<Message>,
        /// The failure below, if it was one of the network.
        #[source]
        source: Option<reqwest::Error>,
    },
    /// A role could not be taken on.
    RoleRefused {
        /// The profile or section.
        place: String,
        /// The role's ARN.
        role: String,
        /// What the call met with.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A role could not be taken on with the token of an identity provider.
    TokenRefused {
        /// The profile.
        place: String,
        /// The role's ARN.
        role: String,
        /// The file of the token.
        file: String,
        /// What the call met with.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A program that nobody has allowed to be run.
    ConsentMissing {
        /// The profile.
        place: String,
        /// The program, without its arguments.
        program: String,
        /// The variable that gives consent.
        variable: &'static str,
    },
    /// A key that had already ended when it came.
    Expired {
        /// Where the key comes from.
        place: String,
        /// When it ended.
        at: Timestamp,
    },
}

print_as_message!(CredentialsFileError);

/// In one line or, with every place that was searched, in several.
impl fmt::Display for CredentialsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |said: &Message| format_in_process_language(said);
        formatter.write_str(&line(&self.message()))?;
        let Self::Nothing(places) = self else { return Ok(()) };
        for SearchedSource { place, why, .. } in places {
            let told =
                message!("credentials-nothing-place", place = place.clone(), why = why.clone());
            write!(formatter, "\n  {}", line(&told))?;
        }
        write!(formatter, "\n{}", line(&message!("credentials-nothing-remedy")))
    }
}

impl ToMessage for CredentialsFileError {
    fn message(&self) -> Message {
        match self {
            Self::Unreadable(kind) => message!("file-flaw-unreadable", reason = kind.to_string()),
            Self::NotAFile => message!("file-flaw-not-a-file"),
            Self::TooLarge => message!("file-flaw-too-large"),
            Self::Absent => message!("file-flaw-absent"),
            Self::NotText { line, column } => {
                message!("file-flaw-not-text", line = *line, column = *column)
            }
            Self::NotJson { line, column } => {
                message!("file-flaw-not-json", line = *line, column = *column)
            }
            Self::WrongType { line, column } => {
                message!("file-flaw-wrong-type", line = *line, column = *column)
            }
            Self::NotIni { line } => message!("file-flaw-not-ini", line = *line),
        }
    }
}

impl ToMessage for CredentialsError {
    fn message(&self) -> Message {
        match self {
            Self::Nothing(_) => message!("credentials-nothing"),
            Self::NoSuchProfile { name, by, places, nearest } => {
                let told = places.iter().map(|one| {
                    message!("credentials-place", place = one.place.clone(), why = one.why.clone())
                });
                let told = Arg::list(ListStyle::Values, told);
                match nearest {
                    Some(near) => message!("credentials-no-profile-near", nearest = &**near),
                    None => message!("credentials-no-profile"),
                }
                .with("name", name)
                .with("by", by.clone())
                .with("places", told)
            }
            Self::HalfAPair { set, missing } => message!("credentials-half", set = *set, missing),
            Self::Incomplete { place, missing } => {
                message!("credentials-incomplete", place, missing = *missing)
            }
            Self::TokenMissing { place } => message!("credentials-token-missing", place),
            Self::Malformed { place, what } => message!("credentials-malformed", place, what),
            Self::Unsupported { place, remedy, .. } => {
                message!("credentials-unsupported", place, remedy)
            }
            Self::CacheExpired { place, at, remedy } => {
                message!("credentials-cache-expired", place, at = at.to_string(), remedy)
            }
            Self::Cycle { file, chain } => message!("credentials-cycle", file, chain),
            Self::File { file, flaw } => message!("credentials-file", file, flaw = flaw.message()),
            Self::Forbidden { place, variable } => {
                message!("credentials-forbidden", place, variable = *variable)
            }
            Self::NoAnswer { place, asked, why, .. } => {
                message!("credentials-no-answer", place, asked = &**asked, why = &**why)
            }
            Self::RoleRefused { place, role, .. } => {
                message!("credentials-role-refused", place, role)
            }
            Self::TokenRefused { place, role, file, .. } => {
                message!("credentials-token-refused", place, role, file)
            }
            Self::ConsentMissing { place, program, variable } => {
                message!("credentials-consent", place, program, variable = *variable)
            }
            Self::Expired { place, at } => {
                message!("credentials-expired", place, at = at.to_string())
            }
        }
    }
}
