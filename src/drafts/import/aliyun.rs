//! A command of the official command line, as people paste it.

use zeroize::Zeroize;

use crate::connection::{FieldPath, Key};

use super::collect::Collector;
use super::error::ImportError;
use super::imported::{Imported, KeyPolicy, OmissionReason, short};
use super::names::fold;
use super::request::{DIALECT, OPERATION, region};
use super::shell::{Command, Expressions, starts};

/// Options of the tool that take a value.
const WITH_VALUE: [&str; 30] = [
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
];

/// Options of the tool that stand alone.
const ALONE: [&str; 9] =
    ["force", "secure", "insecure", "dryrun", "quiet", "q", "yes", "y", "skip-secure-verify"];

/// Options of the tool that are followed by `name=value` words.
const LISTS: [&str; 3] = ["pager", "waiter", "cli-query"];

/// The operation stands among so many words, options of the tool before it included.
const MOST_WORDS_BEFORE: usize = 40;

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
    // What is commented out counts where nothing else is there, since a superuser's prompt looks the
    // same.
    if found.iter().any(|(after_hash, _)| !after_hash) {
        found.retain(|(after_hash, _)| !after_hash);
    }
    let imported = match (&found[..], other) {
        ([(_, command)], _) => Ok(Call::read(&command.words).collect(command.expressions(), keys)),
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
    options: Vec<(&'a str, Option<&'a str>)>,
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
                call.options.push((name, Some(value)));
            } else if ALONE.contains(&option) {
                call.options.push((option, None));
            } else {
                // A value may begin with a dash, as long as it does not look like the next option.
                let value = words.next_if(|next| !is_option(next));
                call.options.push((option, value));
                while LISTS.contains(&option) && words.next_if(|next| !is_option(next)).is_some() {}
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
        let mut collector = Collector::new(&DIALECT, keys).with(expressions);
        let mut regions = Vec::new();
        for (name, value) in &self.options {
            let shown = short(&format!("--{name}"));
            match value {
                Some(value) if *name == "region" => regions.push(*value),
                _ if is_tool(name) => collector.omit(&shown, OmissionReason::Tool),
                Some(value) => collector.flat(name, value),
                None if collector.knows(name) => collector.omit(&shown, OmissionReason::WrongType),
                None => collector.omit(&shown, OmissionReason::Unknown(None)),
            }
        }
        for (index, value) in regions.into_iter().enumerate() {
            // The tool sends it as the parameter, unless that is given as well.
            if index > 0 || region(&collector).is_some_and(|region| region != value) {
                collector.omit("--region", OmissionReason::Duplicate);
            } else if region(&collector).is_none() {
                collector.set(FieldPath::own(Key::RegionId), "--region", value);
            }
        }
        // They may be the rest of a key that was not quoted, so they are not named.
        let stray = self.plain.len().saturating_sub(2);
        if stray > 0 {
            collector.omit(OPERATION, OmissionReason::Stray(stray));
        }
        collector.infer_mode();
        collector.finish()
    }
}

/// Whether the words at the beginning of a command, as they stand, name the operation.
fn may_create(text: &str, arguments: usize) -> bool {
    text[arguments..].split_whitespace().take(MOST_WORDS_BEFORE).any(is_operation)
}

fn is_operation(word: &str) -> bool {
    word.len() < 40 && fold(word).eq_ignore_ascii_case(OPERATION)
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
