//! A command of the official command line, as people paste it.

use zeroize::Zeroize as _;

use crate::connection::{FieldPath, Key};

use super::gather::Gather;
use super::names::fold;
use super::request::{DIALECT, OPERATION, region};
use super::shell::Script;
use super::{ImportError, Imported, KeyPolicy, Why, short};

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
    let mut script = Script::read(text)?;
    let mut commands = std::mem::take(&mut script.commands);
    let mut found: Vec<Command<'_>> =
        commands.iter().filter_map(|words| Command::read(words)).collect();
    let others = found.iter().find(|command| !command.creates()).and_then(Command::operation);
    let other = others.map(short);
    found.retain(Command::creates);
    let imported = match (&found[..], other) {
        ([command], _) => Ok(command.gather(&script, keys)),
        ([], Some(other)) => Err(ImportError::OtherOperation(other)),
        ([], None) => Err(ImportError::NotCommand),
        (several, _) => Err(ImportError::SeveralCommands(several.len())),
    };
    commands.iter_mut().flatten().for_each(|word| word.zeroize());
    imported
}

/// A command taken apart: what stands by itself, and options with their values.
struct Command<'a> {
    plain: Vec<&'a str>,
    options: Vec<(&'a str, Option<&'a str>)>,
}

impl<'a> Command<'a> {
    /// `None` when the words call another program.
    fn read(words: &'a [String]) -> Option<Self> {
        let is_assignment = |word: &str| {
            word.split_once('=').is_some_and(|(name, _)| {
                !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
            })
        };
        let mut words = words
            .iter()
            .map(String::as_str)
            .skip_while(|word| matches!(*word, "$" | "%" | "sudo" | "time") || is_assignment(word));
        let program = words.next()?;
        let program = program.rsplit(['/', '\\']).next()?;
        if !matches!(program, "aliyun" | "aliyun.exe") {
            return None;
        }
        let mut command = Self { plain: Vec::new(), options: Vec::new() };
        let mut words = words.peekable();
        while let Some(word) = words.next() {
            let Some(option) = option_name(word) else {
                command.plain.push(word);
                continue;
            };
            if let Some((name, value)) = option.split_once('=') {
                command.options.push((name, Some(value)));
            } else if ALONE.contains(&option) {
                command.options.push((option, None));
            } else {
                // A value may begin with a dash, as long as it does not look like the next option.
                let value = words.next_if(|next| !is_option(next));
                command.options.push((option, value));
                while LISTS.contains(&option) && words.next_if(|next| !is_option(next)).is_some() {}
            }
        }
        Some(command)
    }

    fn operation(&self) -> Option<&'a str> {
        self.plain.get(1).copied()
    }

    fn creates(&self) -> bool {
        let is_vpc = self.plain.first().is_some_and(|word| word.eq_ignore_ascii_case("vpc"));
        let wanted = |word: &str| word.len() < 40 && fold(word).eq_ignore_ascii_case(OPERATION);
        is_vpc && self.operation().is_some_and(wanted)
    }

    fn gather(&self, script: &Script, keys: KeyPolicy) -> Imported {
        let mut gather = Gather::new(&DIALECT, keys).with(script.expressions());
        let mut regions = Vec::new();
        for (name, value) in &self.options {
            let shown = short(&format!("--{name}"));
            match value {
                Some(value) if *name == "region" => regions.push(*value),
                _ if is_tool(name) => gather.leave(&shown, Why::Tool),
                Some(value) => gather.flat(name, value),
                None if gather.knows(name) => gather.leave(&shown, Why::Shape),
                None => gather.leave(&shown, Why::Unknown(None)),
            }
        }
        for (index, value) in regions.into_iter().enumerate() {
            // The tool sends it as the parameter, unless that is given as well.
            if index > 0 || region(&gather).is_some_and(|region| region != value) {
                gather.leave("--region", Why::Twice);
            } else if region(&gather).is_none() {
                gather.set(FieldPath::own(Key::RegionId), "--region", value);
            }
        }
        // They may be the rest of a key that was not quoted, so they are not named.
        let stray = self.plain.len().saturating_sub(2);
        if stray > 0 {
            gather.leave(OPERATION, Why::Stray(stray));
        }
        gather.settle_mode();
        gather.finish()
    }
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
