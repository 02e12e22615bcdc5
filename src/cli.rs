//! The command line: one file a verb.
//!
//! May name every room, but knows no rule about a field. Prints results on standard output, and
//! everything else on standard error.

mod args;
mod ask;
mod change;
mod check;
mod config;
mod connections;
mod diagnose;
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
mod logs;
mod memory;
mod output;
mod peer;
mod place;
mod plain;
mod policy;
mod preview;
mod region;
mod replay;
mod sandbox;
mod seal;
mod session;
mod settings;
mod sheet;
mod shell;
mod suggest;
mod watch;
mod wizard;

use std::ffi::OsString;
use std::io::Write as _;

use clap::Parser as _;
use clap::error::ErrorKind;

use crate::cloud::credentials::Surroundings;
use crate::drafts::Folders;
use args::{Arguments, Common, Verb};
use config::Gathered;
pub use exit::Exit;
use output::Output;
use settings::{ChosenSettings, SettingsFile};

/// Runs the command line as given, program name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    memory::keep_to_itself();
    let mut arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let printed = error.print();
            return match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                    let output = Output::plain();
                    output.note_written(printed.and_then(|()| std::io::stdout().flush()));
                    output.finish(Exit::Done)
                }
                // It went to standard error; the exit status tells all the same.
                _ => Exit::Usage,
            };
        }
    };
    let output = &Output::new(&arguments.common);
    let exit = run_arguments(&mut arguments, output);
    output.finish(exit)
}

fn run_arguments(arguments: &mut Arguments, output: &Output) -> Exit {
    let vars = |name: &str| std::env::var_os(name);
    let folders = Folders::find(arguments.common.drafts_dir.as_deref(), vars).ok();
    let folder = folders.as_ref().and_then(Folders::settings);
    let file = SettingsFile::at(folder.map(|folder| folder.join("config.toml")));
    let gathered = ChosenSettings::gather(arguments, vars, &file);
    // These do not ask what is set, or say themselves what is wrong with it.
    let goes_without =
        matches!(arguments.verb, Some(Verb::Config(_) | Verb::Completions { .. } | Verb::Man));
    match &gathered {
        Ok(settings) => settings.complete(arguments, &Surroundings::of_process()),
        Err(problems) if !goes_without => return config::refuse(problems, output),
        Err(_) => {}
    }
    let common = &arguments.common;
    match &arguments.verb {
        Some(verb) => run_verb(verb, common, (&gathered, &file), output),
        None if plain::is_wanted(&arguments.wizard) => {
            plain::run(common, &arguments.wizard, output)
        }
        None => wizard::run(common, &arguments.wizard, file, output),
    }
}

fn run_verb(
    verb: &Verb,
    common: &Common,
    (gathered, file): (&Gathered, &SettingsFile),
    output: &Output,
) -> Exit {
    match verb {
        Verb::Check(args) => check::run(common, args, output),
        Verb::Preview(args) => preview::run(common, args, output),
        Verb::Replay(args) => replay::run(common, args, output),
        Verb::Explain(args) => explain::run(args, output),
        Verb::Policy(args) => policy::run(args, output),
        Verb::Gateways(args) => gateways::run(common, args, output),
        Verb::Sandbox(args) => sandbox::run(args, output),
        Verb::Import(args) => import::run(common, args, output),
        Verb::Identity(args) => identity::run(args, output),
        Verb::Peer(verb) => peer::run(common, verb, output),
        Verb::Sheet(args) => sheet::run(common, args, output),
        Verb::Suggest(verb) => suggest::run(common, verb, output),
        Verb::Connections(args) => connections::run(common, args, output),
        Verb::Routers => connections::routers(common, output),
        Verb::Bind(args) => change::bind(common, args, output),
        Verb::Unbind(args) => change::unbind(common, args, output),
        Verb::Watch(args) => watch::run(common, args, output),
        Verb::Diagnose(args) => diagnose::run(common, args, output),
        Verb::Logs(args) => logs::run(common, args, output),
        Verb::Modify(args) => change::modify(common, args, output),
        Verb::Delete(args) => change::delete(common, args, output),
        Verb::Config(verb) => config::run(verb, gathered, file, output),
        Verb::History => history::run(common, output),
        Verb::Completions { shell } => shell::completions(*shell, output),
        Verb::Man => shell::manual(output),
        Verb::Drafts(args) => drafts::run(common, args, output),
    }
}
