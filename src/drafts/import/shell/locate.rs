//! Where commands begin in a pasted text.
//!
//! A command is found by its program's name, wherever that stands as a word: after a prompt or an
//! assignment, inside `$( … )`, backticks or quotation marks. So what stands around it needs not be
//! shell text at all.

/// The name of the official command line.
const PROGRAM: &str = "aliyun";

/// A place where a command begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Start {
    /// Where its first argument may stand, in bytes.
    pub arguments: usize,
    /// The quotation mark before the program's name, which ends the command when it comes again.
    pub quote: Option<char>,
    /// Whether it stands in a comment, or after the prompt of a superuser.
    pub after_hash: bool,
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
    let begins_word = last.is_none_or(|last| {
        last.is_whitespace()
            || matches!(last, '(' | '`' | '"' | '\'' | ';' | '&' | '|' | '/' | '\\')
    });
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
    })
}
