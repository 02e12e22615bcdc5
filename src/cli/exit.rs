//! How a run of the program ends, as its caller sees it.

use std::process::ExitCode;

/// How a run ended. With several files the highest wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Everything asked for was done.
    Done = 0,
    /// The program itself failed, or nothing could reach the service.
    Failed = 1,
    /// The command line is wrong, or names a file that is not there.
    Usage = 2,
    /// A draft breaks an error rule, or is none; or two drafts differ.
    Invalid = 3,
    /// The service said no.
    Refused = 4,
    /// Whether a connection was created is not known.
    Unknown = 5,
    /// No usable credentials.
    NoCredentials = 6,
    /// A connection is not up, or not as far as was waited for.
    NotUp = 7,
    /// Stopped by Ctrl-C.
    Interrupted = 130,
}

/// How a verb ended; an error is a status whose reason has been told.
pub type ExitResult = Result<Exit, Exit>;

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
