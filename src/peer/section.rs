//! Configurations made of named sections with settings: UCI, ipsec.conf, RouterOS.

use zeroize::Zeroizing;

use super::clean::Line;
use super::tree::words;

/// A section and its settings.
#[derive(Default)]
pub struct Section {
    /// `remote`, `conn`, `/ip ipsec peer`.
    pub kind: String,
    /// Its name, where it has one.
    pub name: String,
    /// Its line.
    pub line: usize,
    entries: Vec<(String, Zeroizing<String>, usize)>,
}

impl Section {
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

    /// Takes over what it does not have itself.
    pub fn inherit(&mut self, from: &Self) {
        let mut entries: Vec<_> =
            from.entries.iter().filter(|entry| self.get(&entry.0).is_none()).cloned().collect();
        entries.append(&mut self.entries);
        self.entries = entries;
    }
}

/// `config remote 'x'` with `option` and `list`, or `uci show` lines (`ipsec.x=remote`).
pub fn uci(lines: &[Line]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for line in lines {
        let text = line.text.trim();
        if text.starts_with('#') {
            continue;
        }
        let words = words(text);
        let word = |at: usize| words.get(at).map_or("", |word| word.as_str());
        match word(0) {
            "config" => sections.push(Section::new(word(1), word(2), line.number)),
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
fn shown(sections: &mut Vec<Section>, text: &str, line: usize) {
    let Some((path, value)) = text.split_once('=') else { return };
    let mut parts = path.splitn(3, '.');
    let (_, Some(name), key) = (parts.next(), parts.next(), parts.next()) else { return };
    match key {
        None => sections.push(Section::new(value.trim_matches('\''), name, line)),
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
pub fn ipsec_conf(lines: &[Line]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for line in lines {
        let text = line.text.trim();
        if text.starts_with('#') || text.is_empty() {
            continue;
        }
        let mut parts = text.split_whitespace();
        let first = parts.next().unwrap_or_default();
        if matches!(first, "conn" | "config" | "ca") && !text.contains('=') {
            sections.push(Section::new(first, parts.next().unwrap_or_default(), line.number));
        } else if let Some((ids, key)) = secret(text) {
            let mut section = Section::new("secret", "", line.number);
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
pub fn router_os(lines: &[Line]) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut path = String::new();
    let mut pending = Zeroizing::new(String::new());
    let mut start = 0;
    for line in lines.iter().flat_map(|line| line.text.lines().map(move |text| (line.number, text)))
    {
        let (number, text) = line;
        if pending.is_empty() {
            start = number;
        }
        let text = text.trim();
        if pending.is_empty() && text.starts_with('#') {
            continue;
        }
        if let Some(part) = text.strip_suffix('\\') {
            pending.push_str(part);
            continue;
        }
        pending.push_str(text);
        command(&std::mem::take(&mut pending), &mut path, start, &mut sections);
    }
    sections
}

fn command(text: &str, path: &mut String, line: usize, sections: &mut Vec<Section>) {
    let words = router_os_words(text);
    let mut rest = words.iter().map(|word| word.as_str()).peekable();
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
    let mut section = Section::new(path, verb, line);
    for word in rest {
        match word.split_once('=') {
            Some((key, value)) => section.put(key.trim_start_matches('!'), value, line),
            None if word.starts_with('!') => section.put(&word[1..], "", line),
            None => section.put("which", word, line),
        }
    }
    sections.push(section);
}

/// Words of RouterOS: quotes may stand in the middle of a word, and `[ find … ]` is one word.
fn router_os_words(text: &str) -> Vec<Zeroizing<String>> {
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
                    words.push(std::mem::take(&mut word));
                }
            }
            // What stands in brackets selects an object; its `=` is no setting.
            '=' if depth > 0 => word.push(':'),
            letter => word.push(letter),
        }
    }
    if !word.is_empty() {
        words.push(word);
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
