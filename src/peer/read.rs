//! From a text to the tunnels in it.

use super::apply_defaults::apply_defaults;
use super::clean::{self, CleanedText};
use super::defaults::PlatformDefaults;
use super::note::Note;
use super::platform::{Platform, TextProbe};
use super::platforms::{find, platforms};
use super::read_error::UnreadableText;
use super::reading::{MAX_TUNNELS, ParsedConfig};
use super::sheet;

/// The longest text that is read, in bytes.
pub const MAX_CONFIG_BYTES: usize = 4 << 20;

/// Reads a text, whose platform is named (`cisco-ios`, `vyos@1.3`) or told from its words.
pub fn read(bytes: &[u8], named: Option<&str>) -> Result<ParsedConfig, UnreadableText> {
    if bytes.len() > MAX_CONFIG_BYTES {
        return Err(UnreadableText::TooLong);
    }
    let (wanted, version) = match named {
        Some(named) => {
            let (id, version) =
                named.split_once('@').map_or((named, None), |(id, v)| (id, Some(v)));
            let found = find(id).ok_or_else(|| UnreadableText::NoSuchPlatform(id.to_owned()))?;
            (Some(found), version.map(str::to_owned))
        }
        None => (None, None),
    };
    if is_binary(bytes) {
        return Err(UnreadableText::Binary);
    }
    if let Some(filled) = sheet::read_filled_sheet(bytes) {
        return filled;
    }
    let text = clean::clean(bytes);
    if text.whole.trim().is_empty() {
        return Err(UnreadableText::Empty);
    }
    let signs = TextProbe(&text);
    let recognised = platforms().iter().find(|platform| (platform.detect)(&signs));
    let Some(platform) = wanted.or(recognised) else { return Err(unrecognized_text(&text)) };
    let mut reading = read_as(&text, platform, version);
    other_devices(&text, &signs, &mut reading);
    if reading.tunnels.is_empty() && reading.ignored.is_empty() {
        return Err(match recognised {
            Some(other) if wanted.is_some() && other.id != platform.id => {
                UnreadableText::LooksLike(other.id)
            }
            Some(_) if !text.status => UnreadableText::NoVpn,
            _ => unrecognized_text(&text),
        });
    }
    Ok(reading)
}

fn read_as(
    text: &CleanedText,
    platform: &'static Platform,
    version: Option<String>,
) -> ParsedConfig {
    let mut reading = ParsedConfig::new(platform.id, PlatformDefaults(platform.defaults));
    (reading.version, reading.notes) = (version, text.notes.clone());
    (platform.reader)(text, &mut reading);
    let version = reading.numbers();
    if reading.tunnels.len() > MAX_TUNNELS {
        reading.tunnels.truncate(MAX_TUNNELS);
        reading.notes.add(Note::new("too-many-tunnels"));
    }
    if reading.tunnels.iter().any(|tunnel| tunnel.extra.contains_key("networks_cut")) {
        reading.notes.add(Note::new("too-many-networks"));
    }
    for tunnel in &mut reading.tunnels {
        apply_defaults(tunnel, reading.defaults, version.as_ref());
    }
    super::key_notes::key_notes(&mut reading);
    reading
}

/// Platforms whose words are so much alike that a text of one may be read as another.
const RELATED: [&[&str]; 5] = [
    &["cisco-ios", "cisco-asa", "ruijie"],
    &["huawei-vrp", "h3c-comware"],
    &["strongswan", "libreswan", "openwrt"],
    &["vyos", "edgeos"],
    &["pfsense", "opnsense"],
];

/// Notes that the text has tunnels of another device too, which were not read.
fn other_devices(text: &CleanedText, signs: &TextProbe<'_>, reading: &mut ParsedConfig) {
    let is_related = |id: &str| {
        RELATED.iter().any(|family| family.contains(&id) && family.contains(&reading.platform))
    };
    let others = platforms().iter().filter(|other| {
        other.id != reading.platform && !is_related(other.id) && (other.detect)(signs)
    });
    let mut found = Vec::new();
    for other in others {
        let tunnels = read_as(text, other, None).tunnels;
        let line = tunnels.iter().flat_map(|tunnel| tunnel.lines.values()).min();
        if let Some(line) = line {
            found.push(Note::new("another-device").on(*line).with("platform", other.id));
        }
    }
    found.into_iter().for_each(|note| reading.notes.add(note));
}

fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let wide = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    // What terminals leave behind is text all the same.
    let is_control = |byte: &u8| matches!(byte, 0..=6 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
    let control = head.iter().filter(|byte| is_control(byte)).count();
    !wide && (zeros * 20 > head.len() || control * 20 > head.len())
}

/// What a text is that no platform's words were found in.
fn unrecognized_text(text: &CleanedText) -> UnreadableText {
    let signs = TextProbe(text);
    if text.status {
        return UnreadableText::Status;
    }
    if signs.starts_any(&["interface ", "hostname ", " sysname ", "sysname "]) {
        return UnreadableText::NoVpn;
    }
    let filled = text.lines.len().max(1);
    let sentences = text.lines.iter().filter(|line| {
        let line = line.text.trim();
        line.contains(": ") || line.contains("   ") || line.ends_with('.') || line.contains('|')
    });
    if sentences.count() * 2 >= filled {
        UnreadableText::NotAConfiguration
    } else {
        UnreadableText::Unknown
    }
}
