//! What can be wrong with credentials: where it stands and what to do about it.
//!
//! No variant holds a secret, a line of a file or an answer's text.

use std::fmt;

use jiff::Timestamp;

use crate::connection::{Arg, Joint, Message, Worded, worded};
use crate::text::{in_language_of_run, print_as_message};

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
pub enum FileFlaw {
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
        flaw: FileFlaw,
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

print_as_message!(FileFlaw);

/// In one line or, with every place that was searched, in several.
impl fmt::Display for CredentialsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |said: &Message| in_language_of_run(said);
        formatter.write_str(&line(&self.message()))?;
        let Self::Nothing(places) = self else { return Ok(()) };
        for SearchedSource { place, why, .. } in places {
            let told =
                worded!("credentials-nothing-place", place = place.clone(), why = why.clone());
            write!(formatter, "\n  {}", line(&told))?;
        }
        write!(formatter, "\n{}", line(&worded!("credentials-nothing-remedy")))
    }
}

impl Worded for FileFlaw {
    fn message(&self) -> Message {
        match self {
            Self::Unreadable(kind) => worded!("file-flaw-unreadable", reason = kind.to_string()),
            Self::NotAFile => worded!("file-flaw-not-a-file"),
            Self::TooLarge => worded!("file-flaw-too-large"),
            Self::Absent => worded!("file-flaw-absent"),
            Self::NotText { line, column } => {
                worded!("file-flaw-not-text", line = *line, column = *column)
            }
            Self::NotJson { line, column } => {
                worded!("file-flaw-not-json", line = *line, column = *column)
            }
            Self::WrongType { line, column } => {
                worded!("file-flaw-wrong-type", line = *line, column = *column)
            }
            Self::NotIni { line } => worded!("file-flaw-not-ini", line = *line),
        }
    }
}

impl Worded for CredentialsError {
    fn message(&self) -> Message {
        match self {
            Self::Nothing(_) => worded!("credentials-nothing"),
            Self::NoSuchProfile { name, by, places, nearest } => {
                let told = places.iter().map(|one| {
                    worded!("credentials-place", place = one.place.clone(), why = one.why.clone())
                });
                let told = Arg::list(Joint::Values, told);
                match nearest {
                    Some(near) => worded!("credentials-no-profile-near", nearest = &**near),
                    None => worded!("credentials-no-profile"),
                }
                .with("name", name)
                .with("by", by.clone())
                .with("places", told)
            }
            Self::HalfAPair { set, missing } => {
                worded!("credentials-half", set = *set, missing = missing)
            }
            Self::Incomplete { place, missing } => {
                worded!("credentials-incomplete", place = place, missing = *missing)
            }
            Self::TokenMissing { place } => worded!("credentials-token-missing", place = place),
            Self::Malformed { place, what } => {
                worded!("credentials-malformed", place = place, what = what)
            }
            Self::Unsupported { place, remedy, .. } => {
                worded!("credentials-unsupported", place = place, remedy = remedy)
            }
            Self::CacheExpired { place, at, remedy } => worded!(
                "credentials-cache-expired",
                place = place,
                at = at.to_string(),
                remedy = remedy
            ),
            Self::Cycle { file, chain } => {
                worded!("credentials-cycle", file = file, chain = chain)
            }
            Self::File { file, flaw } => {
                worded!("credentials-file", file = file, flaw = flaw.message())
            }
            Self::Forbidden { place, variable } => {
                worded!("credentials-forbidden", place = place, variable = *variable)
            }
            Self::NoAnswer { place, asked, why, .. } => {
                worded!("credentials-no-answer", place = place, asked = &**asked, why = &**why)
            }
            Self::RoleRefused { place, role, .. } => {
                worded!("credentials-role-refused", place = place, role = role)
            }
            Self::TokenRefused { place, role, file, .. } => {
                worded!("credentials-token-refused", place = place, role = role, file = file)
            }
            Self::ConsentMissing { place, program, variable } => worded!(
                "credentials-consent",
                place = place,
                program = program,
                variable = *variable
            ),
            Self::Expired { place, at } => {
                worded!("credentials-expired", place = place, at = at.to_string())
            }
        }
    }
}
