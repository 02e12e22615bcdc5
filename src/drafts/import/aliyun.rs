//! A command of the official command line, as people paste it.

use zeroize::Zeroize;

use crate::connection::{FieldPath, Key};

use super::collect::Collector;
use super::error::ImportError;
use super::imported::{Imported, KeyPolicy, OmissionReason, short};
use super::names::NamingDialect;
use super::request::{OPERATION, is_operation, region};
use super::shell::{Command, Expressions, starts};

/// Options of the tool that take a value.
const WITH_VALUE: [&str; 33] = [
    "profile",
    "p",
    "endpoint",
    "endpoint-type",
    "config-path",
    "mode",
    "access-key-id",
    "access-key-secret",
    "sts-token",
    "sts-region",
    "ram-role-name",
    "ram-role-arn",
    "role-session-name",
    "external-id",
    "source-profile",
    "private-key",
    "key-pair-name",
    "process-command",
    "oidc-provider-arn",
    "oidc-token-file",
    "read-timeout",
    "connect-timeout",
    "retry-count",
    "expired-seconds",
    "language",
    "version",
    "header",
    "output",
    "o",
    "log-level",
    "method",
    "user-agent",
    "style",
];

/// Options of the tool that stand alone.
const ALONE: [&str; 9] =
    ["force", "secure", "insecure", "dryrun", "quiet", "q", "yes", "y", "skip-secure-verify"];

/// Options of the tool that are followed by `name=value` words.
const LISTS: [&str; 3] = ["pager", "waiter", "cli-query"];

/// The operation stands among so many words, options of the tool before it included.
const MOST_WORDS_BEFORE: usize = 40;

/// What is behind the name of a parameter whose value stands in a file.
const IN_FILE: &str = "-FILE";

/// No more commands of a text are looked at; each may reach to the end of it.
const MOST_COMMANDS: usize = 200;

/// Reads an `aliyun vpc CreateVpnAttachment …` command.
///
/// A pasted text may hold other commands around it, a prompt before it, and comments.
///
/// # Errors
/// When there is no such command, or not exactly one, or a quotation mark is never closed.
pub fn aliyun(text: &str, keys: KeyPolicy) -> Result<Imported, ImportError> {
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let (mut found, mut other) = (Vec::new(), None);
    let mut end = 0;
    for start in starts(text).take(MOST_COMMANDS) {
        // What stands inside a command that was read is part of it.
        if start.arguments < end {
            continue;
        }
        let mut command = match Command::read(text, start) {
            Ok(command) => command,
            Err(error) if may_create(text, start.arguments) => return Err(error),
            Err(_) => continue,
        };
        let call = Call::read(&command.words);
        if call.creates() {
            end = command.end;
            found.push((start.after_hash, command));
        } else {
            other = other.or_else(|| call.operation().map(short));
            command.words.zeroize();
        }
    }
    // Prose names the operation without options.
    if found.iter().any(|(_, command)| has_options(command)) {
        found.retain(|(_, command)| has_options(command));
    }
    // What is commented out counts where nothing else is there, since a superuser's prompt looks the
    // same.
    if found.iter().any(|(after_hash, _)| !after_hash) {
        found.retain(|(after_hash, _)| !after_hash);
    }
    let imported = match (&found[..], other) {
        ([(_, command)], _) => {
            Call::read(&command.words).collect(command.expressions(), keys).checked()
        }
        ([], Some(other)) => Err(ImportError::OtherOperation(other)),
        ([], None) => Err(ImportError::NotCommand),
        (several, _) => Err(ImportError::SeveralCommands(several.len())),
    };
    for (_, command) in &mut found {
        command.words.iter_mut().for_each(Zeroize::zeroize);
    }
    imported
}

/// A command taken apart: what stands by itself, and options with their values.
struct Call<'a> {
    plain: Vec<&'a str>,
    options: Vec<(&'a str, Vec<&'a str>)>,
}

impl<'a> Call<'a> {
    fn read(words: &'a [String]) -> Self {
        let mut call = Self { plain: Vec::new(), options: Vec::new() };
        let mut words = words.iter().map(String::as_str).peekable();
        while let Some(word) = words.next() {
            let Some(option) = option_name(word) else {
                call.plain.push(word);
                continue;
            };
            if let Some((name, value)) = option.split_once('=') {
                call.options.push((name, vec![value]));
            } else if ALONE.contains(&option) {
                call.options.push((option, Vec::new()));
            } else {
                // A value may begin with a dash, as long as it does not look like the next option.
                let mut values: Vec<&str> =
                    words.next_if(|next| !is_option(next)).into_iter().collect();
                let takes_more = LISTS.contains(&option) || values.iter().any(|word| is_pair(word));
                let is_more = |next: &&str| {
                    takes_more && !is_option(next) && (LISTS.contains(&option) || is_pair(next))
                };
                while let Some(more) = words.next_if(is_more) {
                    values.push(more);
                }
                call.options.push((option, values));
            }
        }
        call
    }

    fn operation(&self) -> Option<&'a str> {
        self.plain.get(1).copied()
    }

    fn creates(&self) -> bool {
        let is_vpc = self.plain.first().is_some_and(|word| word.eq_ignore_ascii_case("vpc"));
        is_vpc && self.operation().is_some_and(is_operation)
    }

    fn collect(&self, expressions: Expressions<'_>, keys: KeyPolicy) -> Imported {
        let mut collector = Collector::new(&NamingDialect::REQUEST, keys).with(expressions);
        let mut regions = Vec::new();
        let mut stray = self.plain.len().saturating_sub(2);
        for (name, values) in &self.options {
            let shown = short(&format!("--{name}"));
            match (&values[..], name.strip_suffix(IN_FILE)) {
                ([value, ..], _) if *name == "region" => regions.push(*value),
                _ if is_tool(name) => collector.omit(&shown, OmissionReason::Tool),
                ([file], Some(name)) => collector.in_file(name, &shown, file),
                ([first, ..], _) if is_pair(first) && collector.is_level(name) => {
                    pairs(&mut collector, name, values);
                }
                ([value, rest @ ..], _) => {
                    collector.flat(name, value);
                    stray += rest.len();
                }
                ([], _) if collector.knows(name) => {
                    collector.omit(&shown, OmissionReason::WrongType);
                }
                ([], _) => collector.omit(&shown, OmissionReason::Unknown(None)),
            }
        }
        for (index, value) in regions.into_iter().enumerate() {
            // The tool sends it as the parameter, unless that is given as well.
            if index > 0 || region(&collector).is_some_and(|region| region != value) {
                collector.omit("--region", OmissionReason::Duplicate);
            } else if region(&collector).is_none() {
                collector.set(FieldPath::connection(Key::RegionId), "--region", value);
            }
        }
        // They may be the rest of a key that was not quoted, so they are not named.
        if stray > 0 {
            collector.omit(OPERATION, OmissionReason::Stray(stray));
        }
        collector.infer_mode();
        collector.finish()
    }
}

fn has_options(command: &Command) -> bool {
    command.words.iter().any(|word| option_name(word).is_some())
}

/// Reads an option of the plug-ins whose value is written as pairs, `--tags Key=site Value=dc1`. For a
/// list each such option is an entry of its own.
fn pairs(collector: &mut Collector<'_>, name: &str, words: &[&str]) {
    let entry = collector.next_entry(name);
    let name = entry.map_or_else(|| name.to_owned(), |number| format!("{name}.{number}"));
    for pair in words.iter().flat_map(|word| word.split(',')) {
        match pair.split_once('=') {
            Some((key, value)) => collector.flat(&format!("{name}.{key}"), value),
            None => collector.omit(&name, OmissionReason::WrongType),
        }
    }
}

/// Whether a word is a name, an equals sign and a value.
fn is_pair(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    })
}

/// Whether the words at the beginning of a command, as they stand, name the operation.
fn may_create(text: &str, arguments: usize) -> bool {
    text[arguments..].split_whitespace().take(MOST_WORDS_BEFORE).any(is_operation)
}

/// The name of an option: `--Name`, or one letter after a single dash.
fn option_name(word: &str) -> Option<&str> {
    word.strip_prefix("--").filter(|name| !name.is_empty()).or_else(|| {
        let name = word.strip_prefix('-')?;
        (name.len() == 1 && name.bytes().all(|byte| byte.is_ascii_alphabetic())).then_some(name)
    })
}

fn is_tool(name: &str) -> bool {
    ALONE.contains(&name) || WITH_VALUE.contains(&name) || LISTS.contains(&name)
}

/// Whether a word is the next option rather than a value that begins with dashes.
fn is_option(word: &str) -> bool {
    let Some(name) = word.strip_prefix("--") else { return false };
    let name = name.split_once('=').map_or(name, |(name, _)| name);
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || ".-_".contains(letter))
}
