//! Prompts in a terminal's text: taken off, with the commands that only ask and the tables that
//! answered them.

use zeroize::Zeroizing;

use super::source_line::SourceLine;

/// Takes prompts off, with the commands that only ask, and with the tables that answered those
/// which do not show a configuration. Says whether there were such tables.
pub fn drop_prompts(lines: &mut Vec<SourceLine>) -> bool {
    let mut status = false;
    let mut in_status = false;
    let mut kept = Vec::with_capacity(lines.len());
    for mut line in lines.drain(..) {
        let Some(prompt) = prompt(&line.text) else {
            if in_status {
                status |= !line.text.trim().is_empty();
            } else {
                kept.push(line);
            }
            continue;
        };
        let command = Zeroizing::new(line.text[prompt.end..].trim().to_owned());
        in_status = asks(&command) && !shows_configuration(&command);
        if prompt.path.is_some() || !(command.is_empty() || asks(&command)) {
            let path = prompt.path.map(|path| format!("{path}\n"));
            line.text = Zeroizing::new(format!("{}{}", path.unwrap_or_default(), &*command));
            line.indent_kept = false;
            kept.push(line);
        }
    }
    *lines = kept;
    status
}

struct Prompt {
    end: usize,
    path: Option<String>,
}

fn is_host(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 64
        && name.chars().all(|c| c.is_alphanumeric() || "-_.@/:~*".contains(c))
}

fn prompt(text: &str) -> Option<Prompt> {
    let start = text.len() - text.trim_start().len();
    let rest = &text[start..];
    let at = |length: usize| Some(Prompt { end: start + length, path: None });
    if rest.starts_with("[edit") && rest.ends_with(']') {
        return at(rest.len());
    }
    if (rest.starts_with("{primary")
        || rest.starts_with("{secondary")
        || rest.starts_with("{master"))
        && rest.ends_with('}')
    {
        return at(rest.len());
    }
    if let Some(inner) = rest.strip_prefix('[') {
        let close = inner.find(']')?;
        if !is_host(&inner[..close]) {
            return None;
        }
        let after = &inner[close + 1..];
        return if inner[..close].contains('@') {
            router_os(text, start, close + 2, after)
        } else {
            at(close + 2)
        };
    }
    if let Some(inner) = rest.strip_prefix('<') {
        let close = inner.find('>')?;
        return if is_host(&inner[..close]) { at(close + 2) } else { None };
    }
    let stop = rest.find(['#', '>', '$', '('])?;
    let name = rest[..stop].trim_end();
    if !is_host(name) || stop > name.len() + 1 {
        return None;
    }
    let mut end = stop;
    if rest[stop..].starts_with('(') {
        end = stop + rest[stop..].find(')')? + 1;
        end += rest[end..].len() - rest[end..].trim_start().len();
        if !rest[end..].starts_with(['#', '>']) {
            return None;
        }
    } else {
        let is_shell = rest[stop..].starts_with('$');
        let is_comment = rest[stop..].starts_with('#') && stop == name.len() && name.contains(':');
        if is_comment || (is_shell && !name.contains('@')) {
            return None;
        }
    }
    at(end + 1)
}

/// `[admin@host] /ip ipsec> add …`: the path is part of what follows.
fn router_os(text: &str, start: usize, length: usize, after: &str) -> Option<Prompt> {
    let close = after.find('>')?;
    let path = after[..close].trim();
    let path = path.starts_with('/').then(|| path.to_owned());
    let end = (start + length + close + 1).min(text.len());
    Some(Prompt { end, path })
}

/// Whether a command asks for something and sets nothing.
fn asks(command: &str) -> bool {
    let mut words = command.split_whitespace();
    let first = words.next().unwrap_or_default();
    const ASKING: [&str; 30] = [
        "show",
        "sh",
        "display",
        "dis",
        "more",
        "terminal",
        "screen-length",
        "get",
        "run",
        "do",
        "diagnose",
        "diag",
        "cat",
        "less",
        "sudo",
        "enable",
        "en",
        "conf",
        "configure",
        "system-view",
        "ping",
        "traceroute",
        "exit",
        "quit",
        "return",
        "cli",
        "uci",
        "swanctl",
        "ipsec",
        "who",
    ];
    match first {
        // `exit` and `quit` end a block where they are part of a configuration; behind a prompt the
        // next prompt says as much. `ipsec policy …` is a setting, `ipsec statusall` asks.
        "ipsec" => words.next().is_some_and(|word| word.starts_with("status")),
        "set" => false,
        first if first.starts_with('/') => command.contains("export") || command.contains("print"),
        "print" | "export" => true,
        first => ASKING.contains(&first),
    }
}

/// Whether what answers a command is a configuration.
fn shows_configuration(command: &str) -> bool {
    const STATUS: [&str; 22] = [
        "sa",
        "status",
        "statusall",
        "summary",
        "session",
        "sessions",
        "version",
        "log",
        "logging",
        "statistics",
        "brief",
        "print",
        "security-associations",
        "ping",
        "traceroute",
        "neighbors",
        "route",
        "routes",
        "list",
        "gateway",
        "--list-sas",
        "verbose",
    ];
    const CONFIGURATION: [&str; 9] = [
        "running-config",
        "run",
        "current-configuration",
        "configuration",
        "full-configuration",
        "startup-config",
        "export",
        "this",
        "access-list",
    ];
    let words: Vec<&str> = command.split_whitespace().collect();
    let shows = words.iter().skip(1).any(|word| CONFIGURATION.contains(word));
    shows && words.first() != Some(&"run") || !words.iter().any(|word| STATUS.contains(word))
}
