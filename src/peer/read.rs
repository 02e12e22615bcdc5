//! From a text to the tunnels in it.

use super::clean::{self, Text};
use super::contract::Tunnel;
use super::note::{Note, Notes};
use super::platform::{Platform, Signs, find, platforms};
use super::settle::settle;
use super::version::Version;

/// The longest text that is read, in bytes.
pub const LONGEST: usize = 16 << 20;

/// How many tunnels of one text are read.
pub const MOST_TUNNELS: usize = 2000;

/// What a text says.
pub struct Reading {
    /// The platform.
    pub platform: &'static Platform,
    /// The release, as named by the caller or as the text says.
    pub version: Option<String>,
    /// The tunnels, in the order of the text.
    pub tunnels: Vec<Tunnel>,
    /// What is no tunnel of this kind.
    pub ignored: Vec<Ignored>,
    /// What there is to say besides.
    pub notes: Notes,
    /// Lines about VPNs that were not understood.
    pub left_over: Vec<LeftOver>,
}

/// Something in the text that is no site-to-site tunnel, or is switched off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// Its name.
    pub name: String,
    /// Why, by the id of a sentence without the `peer-ignored-` in front.
    pub reason: &'static str,
    /// Its line.
    pub line: Option<usize>,
}

/// A line that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOver {
    /// Its number.
    pub line: usize,
    /// The words it begins with, never so many that a key could be among them.
    pub words: String,
}

/// Why a text gives no tunnels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Nobody knows that platform.
    NoSuchPlatform(String),
    /// Longer than [`LONGEST`].
    TooLong,
    /// Bytes, and no text.
    Binary,
    /// Nothing but blanks.
    Empty,
    /// The answer of a command that shows a state.
    Status,
    /// Prose, or a sheet of values.
    NotAConfiguration,
    /// A configuration without a VPN.
    NoVpn,
    /// The syntax of a platform that is not known here.
    Unknown,
    /// Not the platform that was named, but that one.
    LooksLike(&'static str),
}

impl Reading {
    /// Notes that something is no tunnel.
    pub fn ignore(&mut self, name: &str, reason: &'static str, line: usize) {
        let line = (line > 0).then_some(line);
        self.ignored.push(Ignored { name: name.to_owned(), reason, line });
    }

    /// Notes the release that the text names, unless the caller named one.
    pub fn release(&mut self, release: impl Into<String>) {
        if self.version.is_none() {
            self.version = Some(release.into());
        }
    }

    /// The release as numbers.
    pub fn numbers(&self) -> Option<Version> {
        self.version.as_deref().and_then(Version::parse)
    }

    /// Notes words that mean nothing here.
    pub fn unknown_words(&mut self, words: Vec<String>, line: usize) {
        for word in words {
            self.notes.add(Note::new("unknown-word").on(line).with("word", word));
        }
    }

    /// Notes a reference to something that is not in the text.
    pub fn missing(&mut self, kind: &'static str, name: &str, line: usize) {
        self.notes.add(Note::new("missing").on(line).with("kind", kind).with("name", name));
    }

    /// Notes the lines that nobody asked for.
    pub fn left_over(&mut self, text: &Text, mut numbers: Vec<usize>) {
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            if let Ok(at) = text.lines.binary_search_by_key(&number, |line| line.number) {
                self.left_over
                    .push(LeftOver { line: number, words: opening(&text.lines[at].text) });
            }
        }
    }
}

/// The first words of a line, cut before anything that could be a key.
fn opening(text: &str) -> String {
    const TELLING: [&str; 6] = ["key", "secret", "psk", "password", "pre-share", "cipher"];
    let mut words = Vec::new();
    for word in text.split_whitespace().take(3) {
        let lower = word.to_ascii_lowercase();
        words.push(word);
        if TELLING.iter().any(|telling| lower.contains(telling)) || words.len() == 3 {
            break;
        }
    }
    // A setting in one word may hold its value.
    words.join(" ").split('=').next().unwrap_or_default().to_owned()
}

/// Reads a text, whose platform is named (`cisco-ios`, `vyos@1.3`) or told from its words.
pub fn read(bytes: &[u8], named: Option<&str>) -> Result<Reading, Unreadable> {
    if bytes.len() > LONGEST {
        return Err(Unreadable::TooLong);
    }
    let (wanted, version) = match named {
        Some(named) => {
            let (id, version) =
                named.split_once('@').map_or((named, None), |(id, v)| (id, Some(v)));
            let found = find(id).ok_or_else(|| Unreadable::NoSuchPlatform(id.to_owned()))?;
            (Some(found), version.map(str::to_owned))
        }
        None => (None, None),
    };
    if is_binary(bytes) {
        return Err(Unreadable::Binary);
    }
    let text = clean::clean(bytes);
    if text.whole.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let signs = Signs(&text);
    let recognised = platforms().iter().find(|platform| (platform.recognise)(&signs));
    let Some(platform) = wanted.or(recognised) else { return Err(nothing(&text)) };
    let reading = read_as(&text, platform, version);
    if reading.tunnels.is_empty() && reading.ignored.is_empty() {
        return Err(match recognised {
            Some(other) if wanted.is_some() && other.id != platform.id => {
                Unreadable::LooksLike(other.id)
            }
            Some(_) if !text.status => Unreadable::NoVpn,
            _ => nothing(&text),
        });
    }
    Ok(reading)
}

fn read_as(text: &Text, platform: &'static Platform, version: Option<String>) -> Reading {
    let mut reading = Reading {
        platform,
        version,
        tunnels: Vec::new(),
        ignored: Vec::new(),
        notes: text.notes.clone(),
        left_over: Vec::new(),
    };
    (platform.reader)(text, &mut reading);
    let version = reading.numbers();
    if reading.tunnels.len() > MOST_TUNNELS {
        reading.tunnels.truncate(MOST_TUNNELS);
        reading.notes.add(Note::new("too-many-tunnels"));
    }
    for tunnel in &mut reading.tunnels {
        settle(tunnel, platform, version.as_ref());
    }
    super::faults::key_notes(&mut reading);
    reading
}

fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let wide = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    !wide && zeros * 20 > head.len()
}

/// What a text is that no platform's words were found in.
fn nothing(text: &Text) -> Unreadable {
    let signs = Signs(text);
    if text.status {
        return Unreadable::Status;
    }
    if signs.starts_any(&["interface ", "hostname ", " sysname ", "sysname "]) {
        return Unreadable::NoVpn;
    }
    let filled = text.lines.len().max(1);
    let sentences = text.lines.iter().filter(|line| {
        let line = line.text.trim();
        line.contains(": ") || line.contains("   ") || line.ends_with('.') || line.contains('|')
    });
    if sentences.count() * 2 >= filled {
        Unreadable::NotAConfiguration
    } else {
        Unreadable::Unknown
    }
}
