//! The command line: one file a verb.
//!
//! May name every room, but knows no rule about a field. Prints results on standard output, and
//! everything else on standard error.

mod args;
mod ask;
mod check;
mod diff;
mod drafts;
mod explain;
mod gateways;
mod history;
mod identity;
mod import;
mod live;
mod load;
mod output;
mod preview;
mod replay;
mod sandbox;
mod seal;
mod session;
mod shell;
mod wizard;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use args::{Arguments, Verb};
use load::Unread;
use output::Output;

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
    /// Stopped by Ctrl-C.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Runs the command line as given, program name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Nobody may be left to read it; the exit status tells all the same.
            let _ = error.print();
            return match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Exit::Done,
                _ => Exit::Usage,
            };
        }
    };
    let common = &arguments.common;
    let output = &Output::new(common);
    let Some(verb) = &arguments.verb else {
        return wizard::run(common, &arguments.wizard, output);
    };
    match verb {
        Verb::Check(wanted) => check::run(common, wanted, output),
        Verb::Preview(wanted) => preview::run(common, wanted, output),
        Verb::Replay(wanted) => replay::run(common, wanted, output),
        Verb::Explain(wanted) => explain::run(wanted, output),
        Verb::Gateways(wanted) => gateways::run(common, wanted, output),
        Verb::Sandbox(wanted) => sandbox::run(wanted, output),
        Verb::Import(wanted) => import::run(common, wanted, output),
        Verb::Identity(wanted) => identity::run(wanted, output),
        Verb::History => history::run(common, output),
        Verb::Completions { shell } => shell::completions(*shell),
        Verb::Man => shell::manual(output),
        Verb::Drafts(wanted) => drafts::run(common, wanted, output),
    }
}

/// Reports a wrong command line.
fn usage(output: &Output, problem: &str) -> Exit {
    output.trouble(problem);
    Exit::Usage
}

/// Reports a file that gave no draft, a line for each thing wrong with it.
fn report_unread(output: &Output, unread: &Unread) -> Exit {
    for problem in &unread.problems {
        output.trouble(&format!("{}: {problem}", unread.file));
    }
    unread.exit
}
