//! The device at the other end, in words: what its text says and why it says nothing, what differs and
//! when that is felt, and the configuration that it needs.

use zeroize::Zeroizing;

use crate::connection::{Arg, Draft, DraftPeer, FieldPath, Key};
use crate::peer::{
    self, CloudTunnel, FailureStage, FieldComparison, FieldLabel, GENERIC, MAX_CONFIG_BYTES, Note,
    PeerDevice, ScriptLine, UnreadableText, WriteObstacle, WriteRequest,
};
use crate::text::{Language, LongWords, Texts, wrap};

/// The columns of a comment.
const COLUMNS: usize = 96;

/// Why a text gives no tunnels.
pub fn unreadable(texts: &Texts, problem: &UnreadableText) -> String {
    let (id, args): (&str, Vec<(&str, Arg)>) = match problem {
        UnreadableText::NoSuchPlatform(name) => ("platform", vec![("name", name.clone().into())]),
        UnreadableText::TooLong => ("too-long", vec![("most", (MAX_CONFIG_BYTES >> 20).into())]),
        UnreadableText::Binary => ("binary", Vec::new()),
        UnreadableText::Empty => ("empty", Vec::new()),
        UnreadableText::Status => ("status", Vec::new()),
        UnreadableText::NotAConfiguration => ("prose", Vec::new()),
        UnreadableText::NoVpn => ("no-vpn", Vec::new()),
        UnreadableText::Unknown => ("unknown", Vec::new()),
        UnreadableText::LooksLike(other) => {
            let name = platform_name(texts, other).unwrap_or_default();
            ("looks-like", vec![("platform", texts.parenthesized(&name, other).into())])
        }
    };
    texts.format(&format!("peer-unread-{id}"), &args)
}

/// What a reader has to say of a text, with its line where it has one.
pub fn note_text(texts: &Texts, note: &Note) -> String {
    let sentence = texts.format(&format!("peer-note-{}", note.id), &args_of(note));
    match note.line.filter(|line| *line > 0) {
        Some(line) => texts
            .format("peer-note-on-line", &[("line", line.into()), ("sentence", sentence.into())]),
        None => sentence,
    }
}

fn args_of(note: &Note) -> Vec<(&str, Arg)> {
    note.args.iter().map(|(name, value)| (*name, Arg::from(value.clone()))).collect()
}

/// Why a difference matters, in one sentence.
pub fn difference_reason(texts: &Texts, found: &FieldComparison) -> String {
    texts.say(&format!("peer-reason-{}", found.reason))
}

/// The moment at which a difference is felt.
pub fn difference_time(texts: &Texts, found: &FieldComparison) -> String {
    match (found.when, found.after_s) {
        (FailureStage::FirstRekey, Some(seconds)) => {
            texts.format("peer-timeline-after", &[("span", hours(seconds).into())])
        }
        (when, _) => texts.say(&format!("peer-timeline-{}", when.name())),
    }
}

/// `1:25:00`.
fn hours(seconds: u64) -> String {
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// A value of one side, as it is read: what is known of a key is told in words, never the key.
pub fn end_value(texts: &Texts, field: &str, value: Option<&str>) -> String {
    match value {
        None => texts.say("peer-timeline-nothing"),
        Some(known) if field == "Psk" => {
            let id = format!("peer-key-{}", known.replace(' ', "-"));
            if texts.has(&id) { texts.say(&id) } else { known.to_owned() }
        }
        Some(value) => value.to_owned(),
    }
}

/// A difference in one line: whose tunnel, which field, the two values, the line of the device's text.
pub fn difference_line(texts: &Texts, number: u16, found: &FieldComparison) -> String {
    let value = |side: &Option<String>| end_value(texts, found.field, side.as_deref());
    let args = [
        ("number", number.into()),
        ("field", found.field.into()),
        ("here", value(&found.here).into()),
        ("there", value(&found.there).into()),
    ];
    let text = texts.format("peer-timeline-entry", &args);
    match found.line {
        Some(line) => {
            let line = texts.format("peer-timeline-line", &[("line", line.into())]);
            texts.parenthesized(&text, &line)
        }
        None => text,
    }
}

/// What a platform is called; `None` where nobody knows it.
pub fn platform_name(texts: &Texts, platform: &str) -> Option<String> {
    if platform == GENERIC {
        return Some(texts.say("peer-generic"));
    }
    PeerDevice::parse(platform).map(|device| device.product())
}

/// The devices to choose from, each with its id, its name and what is known of it here, by name.
pub fn platform_choices(texts: &Texts) -> Vec<(&'static str, String, String)> {
    let known = peer::platforms().iter().map(|platform| platform.id);
    let mut all: Vec<_> = known
        .chain(peer::cloud_platforms())
        .map(|id| {
            let about = match (peer::find(id).is_some(), peer::has_writer(id)) {
                (true, true) => "device-reads-writes",
                (true, false) => "device-reads",
                (false, _) => "device-limits",
            };
            let name = platform_name(texts, id).unwrap_or_else(|| id.to_owned());
            (id, name, texts.say(about))
        })
        .collect();
    all.sort_by_key(|(_, name, _)| name.to_lowercase());
    all
}

/// A device's configuration that is wanted.
pub struct DeviceFileRequest<'a> {
    /// The draft.
    pub draft: &'a Draft,
    /// The device; a sheet that fits every device without.
    pub peer: Option<&'a DraftPeer>,
    /// The cloud's side of the draft's tunnels, with the addresses that are known.
    pub tunnels: &'a [CloudTunnel],
    /// Only the tunnel of that number.
    pub only: Option<u16>,
    /// Whether keys stand in it.
    pub with_keys: bool,
}

/// A line of a device's configuration.
#[derive(Clone, Debug)]
pub enum DeviceFileLine {
    /// A sentence, which stands in a comment.
    Sentence(String),
    /// Something to type elsewhere or later, which stands in a comment as it is.
    Command(String),
    /// In the device's own words, or a field and its value; a key may stand in it.
    Code(Zeroizing<String>),
    /// Nothing.
    Blank,
}

/// A device's configuration.
pub struct DeviceFile {
    /// Its lines.
    pub lines: Vec<DeviceFileLine>,
    /// What begins a comment.
    pub comment: &'static str,
    /// The id of the platform that it is written for.
    pub platform: String,
    /// Whether the platform has no writer, so that these are the values to enter.
    pub is_sheet: bool,
    /// The digest of the draft's values.
    pub digest: String,
    /// What stands in it for something that is not known, in angle brackets.
    pub placeholders: Vec<String>,
}

impl DeviceFile {
    /// The configuration as text: its sentences are comments.
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::new());
        let comment = self.comment;
        for line in &self.lines {
            match line {
                DeviceFileLine::Sentence(sentence) => {
                    // A placeholder is copied, so it stays whole.
                    let lines = wrap(sentence, COLUMNS, LongWords::Whole);
                    let lines: Vec<String> =
                        lines.iter().map(|line| format!("{comment} {line}")).collect();
                    text.push_str(&lines.join("\n"));
                }
                DeviceFileLine::Command(command) => {
                    text.push_str(&format!("{comment}   {command}"));
                }
                DeviceFileLine::Code(code) => text.push_str(code),
                DeviceFileLine::Blank => {}
            }
            text.push('\n');
        }
        text
    }
}

/// The configuration that the device at the other end of a draft needs.
///
/// # Errors
/// A sentence for each value that the device cannot do or hold.
pub fn device_file(
    texts: &Texts,
    request: &DeviceFileRequest<'_>,
) -> Result<DeviceFile, Vec<String>> {
    let platform = request.peer.map_or(GENERIC, |peer| peer.platform.as_str());
    let release = request.peer.and_then(|peer| peer.version.as_deref());
    let product = platform_name(texts, platform).unwrap_or_else(|| platform.to_owned());
    let written = peer::write(&WriteRequest {
        name: request.draft.text(FieldPath::connection(Key::Name)).unwrap_or_default(),
        tunnels: request.tunnels,
        only: request.only,
        platform,
        product: &product,
        release,
        with_keys: request.with_keys,
    });
    match written {
        Ok(written) => {
            // What is pasted into a device stays in plain ASCII, comments included: many take nothing else.
            let is_typed = written.lines.iter().any(|line| matches!(line, ScriptLine::Code(_)));
            let english = Texts::new(Language::English);
            let words = if is_typed { &english } else { texts };
            let lines = written.lines.iter().map(|line| in_words(words, line));
            let lines = lines.map(|line| if is_typed { plain(line) } else { line });
            Ok(DeviceFile {
                lines: lines.collect(),
                comment: written.comment,
                platform: platform.to_owned(),
                is_sheet: platform != GENERIC && !peer::has_writer(platform),
                digest: written.digest,
                placeholders: written.placeholders,
            })
        }
        Err(obstacles) => {
            let named = request.peer.map_or_else(|| platform.to_owned(), DraftPeer::name);
            Err(obstacles.iter().map(|found| obstacle(texts, &named, found)).collect())
        }
    }
}

fn obstacle(texts: &Texts, platform: &str, found: &WriteObstacle) -> String {
    let mut args: Vec<(&str, Arg)> =
        found.args.iter().map(|(name, value)| (*name, Arg::from(value.clone()))).collect();
    args.push(("platform", platform.to_owned().into()));
    let why = texts.format(&format!("peer-cannot-{}", found.reason), &args);
    let place = [("number", found.tunnel.into()), ("field", found.field.into())];
    texts.with_label(&texts.format("peer-cannot-place", &place), &why)
}

fn in_words(texts: &Texts, line: &ScriptLine) -> DeviceFileLine {
    match line {
        ScriptLine::Code(code) => DeviceFileLine::Code(code.clone()),
        ScriptLine::Remark(note) => {
            let args: Vec<(&str, Arg)> =
                note.args.iter().map(|(name, value)| (*name, Arg::from(one_line(value)))).collect();
            DeviceFileLine::Sentence(texts.format(&format!("peer-write-{}", note.id), &args))
        }
        ScriptLine::Command(command) => DeviceFileLine::Command(one_line(command)),
        ScriptLine::Field(label, value) => {
            let label = match label {
                FieldLabel::Page(label) => (*label).to_owned(),
                FieldLabel::Sentence(id) => texts.say(&format!("peer-write-{id}")),
            };
            let head = texts.with_label(&label, "");
            DeviceFileLine::Code(Zeroizing::new(format!("{head}{}", value.as_str())))
        }
        ScriptLine::Blank => DeviceFileLine::Blank,
    }
}

/// The same with a question mark for each letter of a comment that is not ASCII, as in a draft's name.
fn plain(line: DeviceFileLine) -> DeviceFileLine {
    let ascii = |text: String| {
        text.chars().map(|letter| if letter.is_ascii() { letter } else { '?' }).collect()
    };
    match line {
        DeviceFileLine::Sentence(text) => DeviceFileLine::Sentence(ascii(text)),
        DeviceFileLine::Command(text) => DeviceFileLine::Command(ascii(text)),
        other => other,
    }
}

/// A comment ends with its line, so nothing in it may begin another.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
