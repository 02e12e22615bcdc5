//! Configurations made of named sections with settings: UCI, ipsec.conf, RouterOS.

use zeroize::Zeroizing;

use super::clean::SourceLine;
use super::source_line::SettingLines;
use super::tree::words;

/// A section and its settings.
#[derive(Default)]
pub struct ConfigSection {
    /// `remote`, `conn`, `/ip ipsec peer`.
    pub kind: String,
    /// Its name, where it has one.
    pub name: String,
    /// Its line.
    pub line: usize,
    entries: Vec<(String, Zeroizing<String>, usize)>,
}

impl ConfigSection {
    /// An empty section.
    pub fn new(kind: &str, name: &str, line: usize) -> Self {
        Self { kind: kind.to_owned(), name: name.to_owned(), line, entries: Vec::new() }
    }

    /// Adds a setting.
    pub fn put(&mut self, key: &str, value: &str, line: usize) {
        self.entries.push((key.to_owned(), Zeroizing::new(value.to_owned()), line));
    }

    /// The value of a setting; the last one counts.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entries.iter().rev().find(|entry| entry.0 == key).map(|entry| entry.1.as_str())
    }

    /// The value of the first of several names that is there.
    pub fn any(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|key| self.get(key))
    }

    /// Every value of a setting.
    pub fn all(&self, key: &str) -> Vec<&str> {
        self.entries.iter().filter(|entry| entry.0 == key).map(|entry| entry.1.as_str()).collect()
    }

    /// The line of a setting.
    pub fn line_of(&self, key: &str) -> Option<usize> {
        self.entries.iter().rev().find(|entry| entry.0 == key).map(|entry| entry.2)
    }

    /// The line of the first value of a setting that has several.
    pub fn first_line_of(&self, key: &str) -> Option<usize> {
        self.entries.iter().find(|entry| entry.0 == key).map(|entry| entry.2)
    }

    /// Takes over what it does not have itself.
    pub fn inherit(&mut self, from: &Self) {
        let mut entries: Vec<_> =
            from.entries.iter().filter(|entry| self.get(&entry.0).is_none()).cloned().collect();
        entries.append(&mut self.entries);
        self.entries = entries;
    }
}

impl SettingLines for ConfigSection {
    fn setting_line(&self, words: &str) -> Option<usize> {
        self.line_of(words)
    }
}

/// `config remote 'x'` with `option` and `list`, or `uci show` lines (`ipsec.x=remote`).
pub fn uci(lines: &[SourceLine]) -> Vec<ConfigSection> {
    let mut sections: Vec<ConfigSection> = Vec::new();
    for line in lines {
        let text = line.text.trim();
        if text.starts_with('#') {
            continue;
        }
        let words = words(text);
        let word = |at: usize| words.get(at).map_or("", |word| word.as_str());
        match word(0) {
            "config" => sections.push(ConfigSection::new(word(1), word(2), line.number)),
            "option" | "list" => {
                if let Some(section) = sections.last_mut() {
                    section.put(word(1), word(2), line.number);
                }
            }
            _ => shown(&mut sections, text, line.number),
        }
    }
    sections
}

/// `ipsec.cloud=remote`, `ipsec.cloud.gateway='192.0.2.1'`, `ipsec.@remote[0].tunnel='a' 'b'`.
fn shown(sections: &mut Vec<ConfigSection>, text: &str, line: usize) {
    let Some((path, value)) = text.split_once('=') else { return };
    let mut parts = path.splitn(3, '.');
    let (_, Some(name), key) = (parts.next(), parts.next(), parts.next()) else { return };
    match key {
        None => sections.push(ConfigSection::new(value.trim_matches('\''), name, line)),
        Some(key) => {
            if let Some(section) = sections.iter_mut().rev().find(|section| section.name == name) {
                for word in words(value) {
                    section.put(key, &word, line);
                }
            }
        }
    }
}

/// `conn x` with indented `key=value`, and the lines of ipsec.secrets as sections of the kind
/// `secret` with `ids` and `key`.
pub fn ipsec_conf(lines: &[SourceLine]) -> Vec<ConfigSection> {
    let mut sections: Vec<ConfigSection> = Vec::new();
    for line in lines {
        let text = line.text.trim();
        if text.starts_with('#') || text.is_empty() {
            continue;
        }
        let mut parts = text.split_whitespace();
        let first = parts.next().unwrap_or_default();
        if matches!(first, "conn" | "config" | "ca") && !text.contains('=') {
            sections.push(ConfigSection::new(first, parts.next().unwrap_or_default(), line.number));
        } else if let Some((ids, key)) = secret(text) {
            let mut section = ConfigSection::new("secret", "", line.number);
            for id in ids.split_whitespace() {
                section.put("ids", id, line.number);
            }
            section.put("key", key, line.number);
            sections.push(section);
        } else if let (Some((key, value)), Some(section)) =
            (text.split_once('='), sections.last_mut())
        {
            let value = value.trim();
            let value = if value.starts_with(['"', '\'']) {
                words(value).first().map_or(value.to_owned(), |word| word.as_str().to_owned())
            } else {
                value.split(" #").next().unwrap_or(value).trim().to_owned()
            };
            section.put(key.trim(), &value, line.number);
        }
    }
    sections
}

/// `a b : PSK "key"`: the ids and the key as it stands there.
fn secret(text: &str) -> Option<(&str, &str)> {
    let at = text.find(" PSK ").or_else(|| text.find(":PSK "))?;
    let ids = text[..at].trim_end();
    let ids = ids.strip_suffix(':').unwrap_or(ids);
    if !text[..=at].contains(':') {
        return None;
    }
    let key = text[at + 5..].trim();
    let quote = key.chars().next().filter(|quote| matches!(quote, '"' | '\''));
    let key = match quote {
        Some(quote) => key[1..].split(quote).next().unwrap_or_default(),
        None => key.split_whitespace().next().unwrap_or_default(),
    };
    Some((ids, key))
}

/// RouterOS: a path, then `add` and `set` lines with `key=value`; a backslash continues a line.
pub fn router_os(lines: &[SourceLine]) -> Vec<ConfigSection> {
    let mut sections = Vec::new();
    let mut path = String::new();
    let mut pending = Zeroizing::new(String::new());
    // Where in the joined text each of its lines begins.
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for line in lines.iter().flat_map(|line| line.text.lines().map(move |text| (line.number, text)))
    {
        let (number, text) = line;
        let text = text.trim();
        if pending.is_empty() && text.starts_with('#') {
            continue;
        }
        starts.push((pending.len(), number));
        if let Some(part) = text.strip_suffix('\\') {
            pending.push_str(part);
            continue;
        }
        pending.push_str(text);
        command(&std::mem::take(&mut pending), &mut path, &starts, &mut sections);
        starts.clear();
    }
    sections
}

fn command(
    text: &str,
    path: &mut String,
    starts: &[(usize, usize)],
    sections: &mut Vec<ConfigSection>,
) {
    let words = router_os_words(text);
    let ends: Vec<usize> = words.iter().map(|(_, end)| *end).collect();
    let line_at = |end: usize| {
        let after = starts.partition_point(|(start, _)| *start < end);
        after.checked_sub(1).and_then(|at| starts.get(at)).map_or(0, |(_, line)| *line)
    };
    let line = line_at(1);
    let mut rest = words.iter().map(|(word, _)| word.as_str()).peekable();
    if text.starts_with('/') {
        let mut named = Vec::new();
        while let Some(word) = rest.next_if(|word| {
            !matches!(*word, "add" | "set" | "remove" | "print" | "export") && !word.contains('=')
        }) {
            named.push(word);
        }
        *path = named.join(" ").replace("/ip/ipsec/", "/ip ipsec ");
    }
    let Some(verb @ ("add" | "set")) = rest.next() else { return };
    let mut section = ConfigSection::new(path, verb, line);
    // A value that a line end parts from its name counts where it ends.
    let taken = ends.len() - rest.len();
    for (word, end) in rest.zip(&ends[taken..]) {
        let line = line_at(*end);
        match word.split_once('=') {
            Some((key, value)) => section.put(key.trim_start_matches('!'), value, line),
            None if word.starts_with('!') => section.put(&word[1..], "", line),
            None => section.put("which", word, line),
        }
    }
    sections.push(section);
}

/// Words of RouterOS, each with where it ends: quotes may stand in the middle of a word, and `[ find … ]`
/// is one word.
fn router_os_words(text: &str) -> Vec<(Zeroizing<String>, usize)> {
    let mut words = Vec::new();
    let mut word = Zeroizing::new(String::new());
    let (mut in_quotes, mut depth) = (false, 0_usize);
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if in_quotes => escaped(&mut letters, &mut word),
            '"' => in_quotes = !in_quotes,
            '[' if !in_quotes => depth += 1,
            ']' if !in_quotes => depth = depth.saturating_sub(1),
            letter if letter.is_whitespace() && !in_quotes && depth == 0 => {
                if !word.is_empty() {
                    let end = text.len() - letters.as_str().len() - letter.len_utf8();
                    words.push((std::mem::take(&mut word), end));
                }
            }
            // What stands in brackets selects an object; its `=` is no setting.
            '=' if depth > 0 => word.push(':'),
            letter => word.push(letter),
        }
    }
    if !word.is_empty() {
        words.push((word, text.len()));
    }
    words
}

/// `\"`, `\\`, `\$`, `\?`, `\n` and `\41`.
fn escaped(letters: &mut std::str::Chars<'_>, word: &mut String) {
    let Some(next) = letters.next() else { return };
    let second = letters.clone().next();
    match (next.to_digit(16), second.and_then(|second| second.to_digit(16))) {
        (Some(high), Some(low)) if !next.is_lowercase() => {
            letters.next();
            word.extend(char::from_u32(high * 16 + low));
        }
        _ => word.push(match next {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '_' => ' ',
            other => other,
        }),
    }
}
