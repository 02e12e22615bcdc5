//! What stands before the lines of a pasted terminal session.

/// The prompts before the second and later lines of a command.
const CONTINUATION: [&str; 3] = ["> ", ">> ", "More? "];

/// A line without the prompt for the rest of a command, which stands before options only: elsewhere
/// the same mark may redirect the output.
pub(super) fn without_continuation_prompt(line: &str) -> &str {
    let found = CONTINUATION.iter().find_map(|prompt| line.strip_prefix(prompt));
    found.filter(|rest| rest.trim_start_matches([' ', '\t']).starts_with('-')).unwrap_or(line)
}

/// Whether a line begins with an option, which no command does: its line break was not escaped, or
/// the escape was lost when it was copied.
pub(super) fn begins_option(line: &str) -> bool {
    let line = without_continuation_prompt(line);
    let name = line.trim_start_matches([' ', '\t']).strip_prefix("--");
    name.is_some_and(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))
}

/// Whether a line begins with PowerShell's prompt, `PS C:\\Users\\ops> `.
pub(super) fn is_powershell(before: &str) -> bool {
    let before = before.trim();
    before.starts_with("PS ") && before.ends_with('>')
}

/// Whether a line begins with the prompt of the command prompt of Windows, `C:\\Users\\ops>`.
pub(super) fn is_cmd(before: &str) -> bool {
    let before = before.trim();
    let mut letters = before.chars();
    letters.next().is_some_and(|drive| drive.is_ascii_alphabetic())
        && letters.next() == Some(':')
        && before.ends_with('>')
}
