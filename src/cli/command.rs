//! The command line in a person's language: what clap takes from the arguments, with the words put in.
//!
//! The text of a command is `command-PATH`, as in `command-drafts-list`, and that of an argument an attribute
//! of it by the argument's name. What several commands take stands in `arguments`; what a value of an
//! argument means in `ARGUMENT-VALUE` there.

use clap::builder::{PossibleValue, PossibleValuesParser, Resettable};
use clap::{Arg, Command, CommandFactory as _};

use crate::text::{LongWords, Texts, columns, wrap};

use super::args::Arguments;

/// The command line with its help in a language.
pub fn command(texts: &Texts) -> Command {
    let command = worded(Arguments::command(), "", texts);
    if texts.language().separates_words() {
        return command;
    }
    // Lines are broken afterwards: clap knows only those that end at a blank.
    endless(command)
}

/// The same for shells, which say beside each value what it means. It is no good for reading a command line:
/// every value in it is a text.
pub fn command_of_shells(texts: &Texts) -> Command {
    described(command(texts), "", texts)
}

fn described(command: Command, path: &str, texts: &Texts) -> Command {
    let id = id_of(path);
    let command = command.mut_args(|argument| match meanings(&argument, &id, texts) {
        meanings if meanings.is_empty() => argument,
        meanings => {
            let values = argument.get_possible_values().into_iter().map(|value| {
                let meaning = meanings.iter().find(|(name, _)| name == value.get_name());
                match meaning {
                    Some((_, meaning)) => value.help(meaning.clone()),
                    None => value,
                }
            });
            let values: Vec<PossibleValue> = values.collect();
            let name = argument.get_id().to_string();
            let help = [format!("{id}.{name}"), format!("arguments.{name}")];
            let help = help.iter().find(|id| texts.has(id)).map(|id| texts.say(id));
            argument.value_parser(PossibleValuesParser::new(values)).help(help.unwrap_or_default())
        }
    });
    command.mut_subcommands(|verb| {
        let path = path_to(path, verb.get_name());
        described(verb, &path, texts)
    })
}

/// What the values of an argument mean, as far as there are texts for them.
fn meanings(argument: &Arg, command: &str, texts: &Texts) -> Vec<(String, String)> {
    let name = argument.get_id().to_string();
    let own = format!("{command}.{name}");
    let id = if texts.has(&own) { own } else { format!("arguments.{name}") };
    let values = argument.get_possible_values();
    let meaning = |value: &str| {
        let id = format!("{id}-{value}");
        texts.has(&id).then(|| texts.say(&id))
    };
    values
        .iter()
        .filter_map(|value| Some((value.get_name().to_owned(), meaning(value.get_name())?)))
        .collect()
}

fn endless(command: Command) -> Command {
    command.next_line_help(true).term_width(0).mut_subcommands(endless)
}

fn worded(mut command: Command, path: &str, texts: &Texts) -> Command {
    let id = id_of(path);
    if texts.has(&id) {
        let about = texts.say(&id);
        let more = (1..).map(|number| format!("{id}.more-{number}"));
        let more = more.take_while(|id| texts.has(id)).map(|id| texts.say(&id));
        let long: Vec<String> = std::iter::once(about.clone()).chain(more).collect();
        command = command.about(about);
        command = match &long[..] {
            [_] => command.long_about(Resettable::Reset),
            long => command.long_about(long.join("\n\n")),
        };
    }
    command = command.mut_args(|argument| worded_argument(argument, &id, texts));
    command.mut_subcommands(|verb| {
        let path = path_to(path, verb.get_name());
        worded(verb, &path, texts)
    })
}

fn id_of(path: &str) -> String {
    if path.is_empty() { "command".to_owned() } else { format!("command-{path}") }
}

fn path_to(path: &str, verb: &str) -> String {
    if path.is_empty() { verb.to_owned() } else { format!("{path}-{verb}") }
}

/// The argument with its help, if there is a text for it.
fn worded_argument(argument: Arg, command: &str, texts: &Texts) -> Arg {
    let name = argument.get_id().to_string();
    let own = format!("{command}.{name}");
    let id = if texts.has(&own) { own } else { format!("arguments.{name}") };
    if !texts.has(&id) {
        return argument;
    }
    let help = texts.say(&id);
    let values = argument.get_possible_values();
    let known = meanings(&argument, command, texts);
    let known: Vec<String> =
        known.iter().map(|(value, meaning)| format!("- {value}: {meaning}")).collect();
    if known.is_empty() {
        return argument.help(help).long_help(Resettable::Reset);
    }
    let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
    let short = format!("{help} [{} {}]", texts.say("help-possible-values"), names.join(", "));
    let values = texts.say("help-possible-values-list");
    let long = format!("{help}\n\n{values}\n{}", known.join("\n"));
    argument.help(short).long_help(long).hide_possible_values(true)
}

/// What clap says of its own accord, and the headings that it takes as constants alone, with the texts that
/// stand in their place.
const OWN_WORDS: [(&str, &str); 18] = [
    ("The sandbox:", "help-sandbox-options"),
    ("Common options:", "help-common-options"),
    ("The wizard:", "help-wizard-options"),
    ("Usage:", "help-usage"),
    ("Commands:", "help-commands"),
    ("Arguments:", "arguments"),
    ("Options:", "help-options"),
    ("[OPTIONS]", "help-usage-options"),
    ("[COMMAND]", "help-usage-command"),
    ("<COMMAND>", "help-usage-command-needed"),
    ("Possible values:", "help-possible-values-list"),
    ("[possible values:", "help-possible-values-open"),
    ("[default:", "help-default-open"),
    ("Print help (see a summary with '-h')", "arguments.help"),
    ("Print help (see more with '--help')", "arguments.help"),
    ("Print help", "arguments.help"),
    ("Print version", "command.version"),
    ("Print this message or the help of the given subcommand(s)", "help-command"),
];

/// What clap has made, with its own words in the language.
pub fn reworded(made: &str, texts: &Texts) -> String {
    let words = OWN_WORDS.iter();
    words.fold(made.to_owned(), |made, (own, id)| made.replace(own, &texts.say(id)))
}

/// A page of help as clap has made it, in the language and in lines of at most so many columns. Marks of
/// colour count as nothing.
pub fn page(help: &str, width: usize, texts: &Texts) -> String {
    let help = reworded(help, texts);
    if texts.language().separates_words() {
        return help;
    }
    let mut page = String::new();
    for line in help.lines() {
        let (head, text) = line.split_at(hanging(line));
        let room = width.saturating_sub(columns(head)).max(20);
        let lines = wrap(text, room, LongWords::Whole);
        let gap = format!("\n{}", " ".repeat(columns(head)));
        page.push_str(&format!("{head}{}\n", lines.join(&gap)));
    }
    page
}

/// Where the text of a line begins: behind its blanks, or in the second column of a list.
fn hanging(line: &str) -> usize {
    let start = line.len() - line.trim_start_matches(' ').len();
    match line[start..].find("  ") {
        Some(gap) if start > 0 => {
            let gap = start + gap;
            line.len() - line[gap..].trim_start_matches(' ').len()
        }
        _ => start,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::text::Language;

    /// The ids of the texts that a command, its arguments and its own commands take.
    fn taken(command: &Command, path: &str, texts: &Texts, ids: &mut BTreeSet<String>) {
        let id = id_of(path);
        for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
            let name = argument.get_id();
            let own = format!("{id}.{name}");
            let id = if texts.has(&own) { own } else { format!("arguments.{name}") };
            let values = argument.get_possible_values();
            let values = values.iter().map(|value| format!("{id}-{}", value.get_name()));
            ids.extend(values.filter(|id| texts.has(id)));
            ids.insert(id);
        }
        let more = (1..).map(|number| format!("{id}.more-{number}"));
        ids.extend(more.take_while(|id| texts.has(id)));
        ids.insert(id);
        for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
            taken(verb, &path_to(path, verb.get_name()), texts, ids);
        }
    }

    #[test]
    fn every_command_and_argument_has_its_text_and_no_text_is_left_over() {
        let mut command = Arguments::command();
        command.build();
        for language in Language::ALL.iter().filter(|language| **language == Language::English) {
            let texts = Texts::new(*language);
            let mut ids = BTreeSet::new();
            taken(&command, "", &texts, &mut ids);
            let missing: Vec<_> = ids.iter().filter(|id| !texts.has(id)).collect();
            assert!(missing.is_empty(), "{missing:#?}");
            let left = texts.ids().into_iter().filter(|id| {
                let message = id.split('.').next().unwrap_or_default();
                let is_help = message == "command" || message.starts_with("command-");
                (is_help || id.starts_with("arguments.")) && !ids.contains(id)
            });
            assert_eq!(left.collect::<Vec<_>>(), Vec::<String>::new());
        }
    }
}
