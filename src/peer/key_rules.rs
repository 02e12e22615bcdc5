//! A pre-shared key as a device takes it.

use zeroize::Zeroizing;

use super::obstacle::WriteObstacle;
use super::wanted_tunnel::WantedTunnel;

/// What a platform can hold as a key, and how it is written there.
pub struct KeyRules {
    /// The fewest and the most characters.
    pub length: (usize, usize),
    /// Characters that change or break it.
    pub refused: &'static [char],
    /// Beginnings by which the device takes it for something else.
    pub refused_prefixes: &'static [&'static str],
    /// How it is quoted.
    pub quote: fn(&str) -> String,
}

impl KeyRules {
    /// What keeps the key of a tunnel off the platform: ASCII without blanks is all that any takes.
    pub fn obstacle(&self, tunnel: &WantedTunnel) -> Option<WriteObstacle> {
        let text = tunnel.key.as_ref()?.expose();
        let obstacle = |reason| WriteObstacle::new(tunnel.number, "Psk", reason);
        let bad =
            text.chars().find(|letter| !letter.is_ascii_graphic() || self.refused.contains(letter));
        if let Some(letter) = bad {
            let shown = if letter.is_control() || letter.is_whitespace() {
                format!("U+{:04X}", u32::from(letter))
            } else {
                letter.to_string()
            };
            return Some(obstacle("key-character").with("character", shown));
        }
        if let Some(start) = self.refused_prefixes.iter().find(|start| text.starts_with(**start)) {
            return Some(obstacle("key-start").with("start", *start));
        }
        let (fewest, most) = self.length;
        (!(fewest..=most).contains(&text.len())).then(|| {
            obstacle("key-length").with("fewest", fewest.to_string()).with("most", most.to_string())
        })
    }

    /// The key as it stands in the text: quoted, or what stands in its place.
    pub fn text(&self, tunnel: &WantedTunnel, with_keys: bool) -> Zeroizing<String> {
        let key = tunnel.key.as_ref().filter(|_| with_keys);
        Zeroizing::new(match key {
            Some(key) => (self.quote)(key.expose()),
            None => quoted(&format!("<KEY-OF-TUNNEL-{}>", tunnel.number), self.quote),
        })
    }
}

/// A placeholder is quoted where a key is, but never encoded.
fn quoted(placeholder: &str, quote: fn(&str) -> String) -> String {
    let text = quote(placeholder);
    if text.contains(placeholder) { text } else { format!("\"{placeholder}\"") }
}

/// As it is.
pub fn bare(text: &str) -> String {
    text.to_owned()
}

/// Between double quotes, a backslash before quotes and backslashes.
pub fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
