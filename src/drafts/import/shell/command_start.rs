//! Where commands begin in a pasted text.
//!
//! A command is found by its program's name, wherever that stands as a word: after a prompt or an
//! assignment, inside `$( … )`, backticks or quotation marks. So what stands around it needs not be
//! shell text at all.

use super::prompt::{is_cmd, is_powershell};

/// The name of the official command line.
const PROGRAM: &str = "aliyun";

/// The shell that a command is written for.
#[expect(clippy::enum_variant_names, reason = "PowerShell is the name of the product")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Shell {
    /// bash and its like.
    Posix,
    /// PowerShell.
    PowerShell,
    /// The command prompt of Windows.
    Cmd,
}

/// A place where a command begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Start {
    /// Where its first argument may stand, in bytes.
    pub arguments: usize,
    /// The quotation mark before the program's name, which ends the command when it comes again.
    pub quote: Option<char>,
    /// Whether it stands in a comment, or after the prompt of a superuser.
    pub after_hash: bool,
    /// The shell that it is written for, as far as can be seen.
    pub shell: Shell,
}

/// The places of a text where a command begins, in order.
pub(in super::super) fn starts(text: &str) -> impl Iterator<Item = Start> {
    text.match_indices(PROGRAM).filter_map(|(at, _)| start(text, at))
}

fn start(text: &str, at: usize) -> Option<Start> {
    let (before, after) = (&text[..at], &text[at + PROGRAM.len()..]);
    let after = after.strip_prefix(".exe").unwrap_or(after);
    // The path to the program may stand in quotation marks of its own.
    let rest = after.strip_prefix(['"', '\'']).unwrap_or(after);
    let ends_word = rest.starts_with(|next: char| next.is_whitespace() || matches!(next, '\\'));
    let last = before.chars().next_back();
    let begins_word = last.is_none_or(|last| last.is_whitespace() || "(`\"';&|/\\>".contains(last));
    if !begins_word || !ends_word {
        return None;
    }
    let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    let is_quoted = rest.len() == after.len();
    let quote = match last {
        Some(mark @ ('"' | '\'')) if is_quoted => Some(mark),
        _ if line.matches('`').count() % 2 == 1 => Some('`'),
        _ => None,
    };
    Some(Start {
        arguments: text.len() - rest.len(),
        quote,
        after_hash: line.starts_with('#') || line.contains(" #"),
        shell: if quote.is_none() { shell(line, rest) } else { Shell::Posix },
    })
}

/// The shell, by the prompt or assignment before the command, the end of its first line, and the
/// variables in it.
fn shell(before: &str, after: &str) -> Shell {
    let first_line = after.lines().next().unwrap_or_default().trim_end();
    let before = before.trim_start();
    // `$id = aliyun …`; no other shell assigns to a name with its mark.
    let is_assignment = before.strip_prefix('$').is_some_and(|rest| {
        rest.starts_with(|first: char| first.is_ascii_alphabetic())
            && rest.trim_end().ends_with('=')
    });
    if is_powershell(before) || is_assignment || first_line.ends_with('`') {
        return Shell::PowerShell;
    }
    if is_cmd(before) || first_line.ends_with('^') {
        return Shell::Cmd;
    }
    let mut words = first_line.split_whitespace().map(|word| word.trim_matches('"'));
    let is_environment = |word: &str| {
        word.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("$env:"))
            || word.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("${env:"))
    };
    let is_percent = |word: &str| {
        let inner = word.strip_prefix('%').and_then(|word| word.strip_suffix('%'));
        inner.is_some_and(|name| {
            !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        })
    };
    words
        .find_map(|word| match word {
            _ if is_environment(word) => Some(Shell::PowerShell),
            _ if is_percent(word) => Some(Shell::Cmd),
            _ => None,
        })
        .unwrap_or(Shell::Posix)
}
