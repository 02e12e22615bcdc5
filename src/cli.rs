//! The command line: one file a verb.
//!
//! May name every room, but knows no rule about a field. Prints results on standard output, and
//! everything else on standard error.

mod args;
mod ask;
mod change;
mod check;
mod command;
mod config;
mod connections;
mod diagnose;
mod diff;
mod drafts;
mod exit;
mod explain;
mod failure;
mod gateways;
mod hardening;
mod history;
mod identity;
mod import;
mod live;
mod load;
mod logs;
mod new_file;
mod output;
mod peer;
mod plain;
mod policy;
mod preview;
mod region;
mod region_session;
mod replay;
mod sandbox;
mod seal;
mod session;
mod settings;
mod sheet;
mod shell;
mod store;
mod suggest;
mod usage;
mod watch;
mod wizard;

use std::ffi::OsString;

use clap::FromArgMatches as _;

use crate::cloud::credentials::Environment;
use crate::drafts::Folders;
use crate::text::{ChosenLanguage, Texts};
use crate::tui::terminal::environment;

use args::{Arguments, Common, Verb};
use config::SettingsResult;
pub use exit::Exit;
use exit::ExitResult;
use output::Output;
use settings::{ChosenSettings, Setting, SettingsFile};

/// Runs the command line as given, program name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    hardening::disable_core_dumps();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let file = settings_file();
    // Known before anything else is understood: the help and the errors are in it as well.
    let language = language(&arguments, &file);
    let parsed = {
        let words = Texts::new(language.language);
        let matches = command::command(&words).try_get_matches_from(&arguments);
        matches.and_then(|matches| Arguments::from_arg_matches(&matches))
    };
    let mut arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return Output::plain(language).not_understood(&error),
    };
    let output = &Output::new(&arguments.common, arguments.verb.as_ref(), language);
    let ended = run_arguments(&mut arguments, file, output);
    output.finish(ended.unwrap_or_else(|exit| exit))
}

fn settings_file() -> SettingsFile {
    let folders = Folders::find(None, |name| std::env::var_os(name)).ok();
    let folder = folders.as_ref().and_then(Folders::settings);
    SettingsFile::at(folder.map(|folder| folder.join("config.toml")))
}

/// The language of the run. What is wrong with a flag, a variable or the file is reported with the other
/// settings.
fn language(arguments: &[OsString], file: &SettingsFile) -> ChosenLanguage {
    let words: Vec<_> = arguments.iter().skip(1).map(|word| word.to_string_lossy()).collect();
    let options = words.iter().take_while(|word| **word != "--").enumerate();
    let asked = options
        .filter_map(|(at, word)| match word.strip_prefix("--lang")? {
            "" => words.get(at + 1).map(|tag| tag.to_string()),
            tag => tag.strip_prefix('=').map(str::to_owned),
        })
        .last();
    let set = file.read().ok().and_then(|mut set| set.remove(&Setting::Language));
    let set = set.and_then(|(value, _)| value.text());
    ChosenLanguage::find(asked.as_deref(), set.as_deref(), environment)
}

fn run_arguments(arguments: &mut Arguments, file: SettingsFile, output: &Output) -> ExitResult {
    let gathered = ChosenSettings::from_sources(arguments, |name| std::env::var_os(name), &file);
    // These do not ask what is set, or say themselves what is wrong with it.
    let goes_without =
        matches!(arguments.verb, Some(Verb::Config(_) | Verb::Completions { .. } | Verb::Man));
    match &gathered {
        Ok(settings) => settings.apply_to(arguments, &Environment::of_process()),
        Err(problems) if !goes_without => return Err(config::refuse(problems, output)),
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
    (gathered, file): (&SettingsResult, &SettingsFile),
    output: &Output,
) -> ExitResult {
    match verb {
        Verb::Check(args) => check::run(common, args, output),
        Verb::Preview(args) => preview::run(common, args, output),
        Verb::Replay(args) => replay::run(common, args, output),
        Verb::Explain(args) => explain::run(args, output),
        Verb::Policy(args) => Ok(policy::run(args, output)),
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
        Verb::Completions { shell } => Ok(shell::completions(*shell, output)),
        Verb::Man => shell::manual(output),
        Verb::Drafts(args) => drafts::run(common, args, output),
    }
}
