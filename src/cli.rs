//! The command line: one file a verb.
//!
//! May name every room, but knows no rule about a field. Prints results on standard output, and
//! everything else on standard error.

mod args;
mod ask;
mod check;
mod diff;
mod drafts;
mod exit;
mod explain;
mod gateways;
mod history;
mod identity;
mod import;
mod kept;
mod live;
mod load;
mod memory;
mod output;
mod peer;
mod preview;
mod region;
mod replay;
mod sandbox;
mod seal;
mod session;
mod shell;
mod wizard;

use std::ffi::OsString;

use clap::Parser as _;
use clap::error::ErrorKind;

use args::{Arguments, Verb};
pub use exit::Exit;
use output::Output;

/// Runs the command line as given, program name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    memory::keep_to_itself();
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
        Verb::Check(args) => check::run(common, args, output),
        Verb::Preview(args) => preview::run(common, args, output),
        Verb::Replay(args) => replay::run(common, args, output),
        Verb::Explain(args) => explain::run(args, output),
        Verb::Gateways(args) => gateways::run(common, args, output),
        Verb::Sandbox(args) => sandbox::run(args, output),
        Verb::Import(args) => import::run(common, args, output),
        Verb::Identity(args) => identity::run(args, output),
        Verb::Peer(verb) => peer::run(common, verb, output),
        Verb::History => history::run(common, output),
        Verb::Completions { shell } => shell::completions(*shell),
        Verb::Man => shell::manual(output),
        Verb::Drafts(args) => drafts::run(common, args, output),
    }
}
