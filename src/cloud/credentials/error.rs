//! What can be wrong with credentials: where it stands and what to do about it.
//!
//! No variant holds a secret, a line of a file or an answer's text.

use std::fmt;

use jiff::Timestamp;

/// A place that was looked at and gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchedSource {
    /// Which place, as in `~/.aliyun/config.json`.
    pub place: String,
    /// Why it gave nothing, as in `does not exist`.
    pub why: String,
    /// Whether the place does not exist at all or was not read.
    pub(super) absent: bool,
}

impl SearchedSource {
    pub(super) fn new(place: impl Into<String>, why: impl Into<String>) -> Self {
        Self { place: place.into(), why: why.into(), absent: false }
    }

    pub(super) fn absent(place: impl Into<String>, why: impl Into<String>) -> Self {
        Self { absent: true, ..Self::new(place, why) }
    }
}

/// What is wrong with a file that holds credentials.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileFlaw {
    /// The system does not let it be read.
    #[error("cannot be read ({0}); check its owner and mode")]
    Unreadable(std::io::ErrorKind),
    /// A directory, a pipe or a device.
    #[error("is not a regular file")]
    NotAFile,
    /// Beyond any size such a file has.
    #[error("is larger than 1 MiB, which no file of credentials is")]
    TooLarge,
    /// It does not exist.
    #[error("does not exist; check the path, and that whatever writes the file has run")]
    Absent,
    /// Bytes that are no text.
    #[error("is not UTF-8 text at line {line}, column {column}; save it as UTF-8")]
    NotText {
        /// Counted from 1.
        line: usize,
        /// In bytes, counted from 1.
        column: usize,
    },
    /// Not well-formed.
    #[error(
        "is not JSON at line {line}, column {column}; correct it there, or move the file away and run `aliyun configure`"
    )]
    NotJson {
        /// Counted from 1.
        line: usize,
        /// In bytes, counted from 1.
        column: usize,
    },
    /// Well-formed, but not what the official tool writes there.
    #[error(
        "has a value of the wrong type, or a key twice, at line {line}, column {column}; correct it there, or move the file away and run `aliyun configure`"
    )]
    WrongType {
        /// Counted from 1.
        line: usize,
        /// In bytes, counted from 1.
        column: usize,
    },
    /// A line that is neither section, key nor comment.
    #[error(
        "has neither `[section]`, `key = value` nor a comment in line {line}; correct it there"
    )]
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
    #[error("{}", Nothing(.0))]
    Nothing(Vec<SearchedSource>),
    /// The profile asked for does not exist.
    #[error("no profile {name}, which {by} asks for{}", NoProfile(.places, .nearest.as_deref()))]
    NoSuchProfile {
        /// The name asked for.
        name: String,
        /// What asks for it: an option, a variable or another profile.
        by: String,
        /// Where it was looked for.
        places: Vec<SearchedSource>,
        /// The name most like it, with its file.
        nearest: Option<String>,
    },
    /// One half of the key in the environment.
    #[error("{set} is set but {missing} is not; set both or neither")]
    HalfAPair {
        /// The variable that is set.
        set: &'static str,
        /// The variable that is missing.
        missing: String,
    },
    /// A value that the mode needs is not there.
    #[error("{place} has no {missing}; add it, or run `aliyun configure` for the profile again")]
    Incomplete {
        /// The profile or section.
        place: String,
        /// The key that is missing.
        missing: &'static str,
    },
    /// A temporary key without its token.
    #[error(
        "{place}: a temporary access key (STS.…) needs its security token; set that too, as ALIBABA_CLOUD_SECURITY_TOKEN or sts_token"
    )]
    TokenMissing {
        /// Where the key stands.
        place: String,
    },
    /// A value that cannot be what it should be.
    #[error("{place}: the {what} is not well formed; enter it again")]
    Malformed {
        /// Where it stands.
        place: String,
        /// Which value.
        what: &'static str,
    },
    /// A mode or type we do not sign in with.
    #[error("{place}: {remedy}")]
    Unsupported {
        /// The profile or section, with its mode.
        place: String,
        /// The mode or type as written there.
        mode: String,
        /// Why not, and what to do instead.
        remedy: String,
    },
    /// A key that the official tool keeps in its file has ended.
    #[error("{place}: the temporary access key ended at {at}; {remedy}")]
    CacheExpired {
        /// The profile.
        place: String,
        /// When it ended.
        at: Timestamp,
        /// What renews it.
        remedy: String,
    },
    /// Profiles that name each other as their source.
    #[error("the profiles of {file} lead back to themselves: {chain}; change one `source_profile`")]
    Cycle {
        /// The file.
        file: String,
        /// The names in order, as in `a -> b -> a`.
        chain: String,
    },
    /// A file that is not as it should be.
    #[error("{file} {flaw}")]
    File {
        /// The file, with `~` for the home directory.
        file: String,
        /// What is wrong with it.
        flaw: FileFlaw,
    },
    /// A variable forbids what the profile asks for.
    #[error("{place} may not be used, because {variable} is set; unset it or take another profile")]
    Forbidden {
        /// The profile.
        place: String,
        /// The variable.
        variable: &'static str,
    },
    /// The metadata service or a credentials URI gave no key.
    #[error("{place}: {asked} {why}")]
    NoAnswer {
        /// The profile or variable.
        place: String,
        /// Who was asked.
        asked: String,
        /// What happened, and what to do about it.
        why: String,
        /// The failure below, if it was one of the network.
        #[source]
        source: Option<reqwest::Error>,
    },
    /// A role could not be taken on.
    #[error("{place}: the role {role} could not be taken on")]
    RoleRefused {
        /// The profile or section.
        place: String,
        /// The role's ARN.
        role: String,
        /// What the call met with.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A role could not be taken on with the token of an identity provider.
    #[error(
        "{place}: the role {role} could not be taken on with the token in {file}; if that has ended, its provider has to write a new one"
    )]
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
    #[error(
        "{place} gets its key from a program, {program}, which is run only with your consent: add --run-process-command, or set {variable}=1"
    )]
    ConsentMissing {
        /// The profile.
        place: String,
        /// The program, without its arguments.
        program: String,
        /// The variable that gives consent.
        variable: &'static str,
    },
    /// A key that had already ended when it came.
    #[error("{place}: the temporary access key ended at {at}; check this machine's clock")]
    Expired {
        /// Where the key comes from.
        place: String,
        /// When it ended.
        at: Timestamp,
    },
}

struct Nothing<'a>(&'a [SearchedSource]);

impl fmt::Display for Nothing<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "no credentials were found")?;
        for SearchedSource { place, why, .. } in self.0 {
            writeln!(formatter, "  {place}: {why}")?;
        }
        formatter.write_str(
            "run `aliyun configure`, or set ALIBABA_CLOUD_ACCESS_KEY_ID and \
             ALIBABA_CLOUD_ACCESS_KEY_SECRET, or try it without any: --sandbox",
        )
    }
}

struct NoProfile<'a>(&'a [SearchedSource], Option<&'a str>);

impl fmt::Display for NoProfile<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, SearchedSource { place, why, .. }) in self.0.iter().enumerate() {
            write!(formatter, "{} {place} {why}", if index == 0 { ":" } else { "," })?;
        }
        match self.1 {
            Some(nearest) => write!(formatter, "; did you mean {nearest}?"),
            None => formatter.write_str("; `aliyun configure list` shows the profiles"),
        }
    }
}
