//! Keys as a test writes them, and as a terminal sends them.
//!
//! Letters stand for themselves; `<enter>`, `<tab>`, `<backtab>`, `<esc>`, `<space>`, `<backspace>`,
//! `<delete>`, `<insert>`, `<up>`, `<down>`, `<left>`, `<right>`, `<home>`, `<end>`, `<pageup>`,
//! `<pagedown>` and `<f1>` to `<f12>` are keys, `<lt>` is a `<`. Before a letter or a key may stand
//! `ctrl-`, `alt-` and `shift-`, in this order. `<paste:…>` pastes what comes before the next `>`.

/// What one part of the notation stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Key {
    Bytes(Vec<u8>),
    Paste(String),
}

/// Keys in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys(Vec<Key>);

impl Keys {
    pub fn parse(notation: &str) -> Result<Self, String> {
        let mut keys = Vec::new();
        let mut rest = notation;
        while let Some(letter) = rest.chars().next() {
            if letter == '<' {
                let (name, after) = rest[1..]
                    .split_once('>')
                    .ok_or_else(|| format!("{notation:?}: a < without its >"))?;
                let key =
                    key(name).ok_or_else(|| format!("{notation:?}: there is no key <{name}>"))?;
                keys.push(key);
                rest = after;
            } else {
                keys.push(Key::Bytes(letter.to_string().into_bytes()));
                rest = &rest[letter.len_utf8()..];
            }
        }
        Ok(Self(keys))
    }

    /// The bytes to send, cut where the program has to read before more may come: after an Esc.
    pub fn pieces(&self, marks_pastes: bool) -> Vec<Vec<u8>> {
        let mut pieces: Vec<Vec<u8>> = vec![Vec::new()];
        for key in &self.0 {
            let bytes = match key {
                Key::Bytes(bytes) => bytes.clone(),
                Key::Paste(text) => paste(text, marks_pastes),
            };
            if let Some(piece) = pieces.last_mut() {
                piece.extend(&bytes);
            }
            if bytes == b"\x1b" {
                pieces.push(Vec::new());
            }
        }
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }
}

/// A text as a terminal pastes it: ends of lines as the key Enter, and no escape sequence, which could
/// end the paste.
pub fn paste(text: &str, marked: bool) -> Vec<u8> {
    let text = text.replace("\r\n", "\r").replace('\n', "\r").replace('\x1b', "");
    let text = if marked { format!("\x1b[200~{text}\x1b[201~") } else { text };
    text.into_bytes()
}

fn key(name: &str) -> Option<Key> {
    if let Some(text) = name.strip_prefix("paste:") {
        return Some(Key::Paste(text.to_owned()));
    }
    let (held, name) = Held::parse(name);
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => held.letter(letter),
        _ => held.named(name),
    }
    .map(Key::Bytes)
}

/// The keys that are held down meanwhile.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    ctrl: bool,
    alt: bool,
    shift: bool,
}

impl Held {
    fn parse(name: &str) -> (Self, &str) {
        let mut held = Self::default();
        let mut rest = name;
        for (prefix, flag) in
            [("ctrl-", &mut held.ctrl), ("alt-", &mut held.alt), ("shift-", &mut held.shift)]
        {
            if let Some(after) = rest.strip_prefix(prefix) {
                *flag = true;
                rest = after;
            }
        }
        (held, rest)
    }

    fn letter(self, letter: char) -> Option<Vec<u8>> {
        let letter = if self.shift { letter.to_ascii_uppercase() } else { letter };
        let mut bytes = if self.alt { b"\x1b".to_vec() } else { Vec::new() };
        if self.ctrl {
            match letter.to_ascii_uppercase() {
                '?' => bytes.push(0x7f),
                control @ '@'..='_' => bytes.push(control as u8 & 0x1f),
                _ => return None,
            }
        } else {
            bytes.extend(letter.to_string().into_bytes());
        }
        Some(bytes)
    }

    fn named(self, name: &str) -> Option<Vec<u8>> {
        let plain = match name {
            "lt" => "<",
            "space" if self.ctrl => "\0",
            "space" => " ",
            "enter" => "\r",
            "esc" => "\x1b",
            "backspace" if self.ctrl => "\x08",
            "backspace" => "\x7f",
            "backtab" => "\x1b[Z",
            "tab" if self.shift => "\x1b[Z",
            "tab" => "\t",
            _ => return self.sequence(name),
        };
        let alt = if self.alt { "\x1b" } else { "" };
        Some(format!("{alt}{plain}").into_bytes())
    }

    /// The keys whose sequence tells what is held down.
    fn sequence(self, name: &str) -> Option<Vec<u8>> {
        let (number, letter) = match name {
            "up" => (1, 'A'),
            "down" => (1, 'B'),
            "right" => (1, 'C'),
            "left" => (1, 'D'),
            "home" => (1, 'H'),
            "end" => (1, 'F'),
            "f1" => (1, 'P'),
            "f2" => (1, 'Q'),
            "f3" => (1, 'R'),
            "f4" => (1, 'S'),
            "insert" => (2, '~'),
            "delete" => (3, '~'),
            "pageup" => (5, '~'),
            "pagedown" => (6, '~'),
            _ => {
                let number: usize = name.strip_prefix('f')?.parse().ok()?;
                // Ten and eleven are followed by a gap, for historical reasons.
                (*[15, 17, 18, 19, 20, 21, 23, 24].get(number.checked_sub(5)?)?, '~')
            }
        };
        let held = 1 + u8::from(self.shift) + 2 * u8::from(self.alt) + 4 * u8::from(self.ctrl);
        let sequence = match (number, held) {
            (1, 1) if matches!(letter, 'P'..='S') => format!("\x1bO{letter}"),
            (1, 1) => format!("\x1b[{letter}"),
            (number, 1) => format!("\x1b[{number}{letter}"),
            (number, held) => format!("\x1b[{number};{held}{letter}"),
        };
        Some(sequence.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(notation: &str) -> String {
        let pieces = Keys::parse(notation).unwrap().pieces(true);
        String::from_utf8(pieces.concat()).unwrap()
    }

    #[test]
    fn keys_are_sent_as_a_terminal_sends_them() {
        let table = [
            ("", ""),
            ("fra-dc1 é", "fra-dc1 é"),
            ("a<tab>b<enter>", "a\tb\r"),
            ("<ctrl-s><ctrl-S><ctrl-[>", "\x13\x13\x1b"),
            ("<ctrl-space><ctrl-backspace>", "\0\x08"),
            ("<alt-b><alt-enter><ctrl-alt-x>", "\x1bb\x1b\r\x1b\x18"),
            ("<shift-a><shift-tab><backtab>", "A\x1b[Z\x1b[Z"),
            ("<up><ctrl-left><shift-end>", "\x1b[A\x1b[1;5D\x1b[1;2F"),
            ("<delete><ctrl-delete><pageup>", "\x1b[3~\x1b[3;5~\x1b[5~"),
            ("<f1><f4><f5><f10><f11><f12>", "\x1bOP\x1bOS\x1b[15~\x1b[21~\x1b[23~\x1b[24~"),
            ("<shift-f1><ctrl-f5>", "\x1b[1;2P\x1b[15;5~"),
            ("<lt>b>", "<b>"),
            ("<paste:10.0.0.0/8\n\x1b[201~x>", "\x1b[200~10.0.0.0/8\r[201~x\x1b[201~"),
        ];
        for (notation, expected) in table {
            assert_eq!(bytes(notation), expected, "{notation}");
        }
    }

    #[test]
    fn a_paste_nobody_asked_to_mark_is_typed() {
        let keys = Keys::parse("<paste:a\nb>").unwrap();
        assert_eq!(keys.pieces(false), [b"a\rb"]);
    }

    #[test]
    fn what_follows_an_esc_is_a_piece_of_its_own() {
        let pieces = Keys::parse("a<esc>b<esc><esc><up>").unwrap().pieces(true);
        assert_eq!(pieces, [&b"a\x1b"[..], b"b\x1b", b"\x1b", b"\x1b[A"]);
    }

    #[test]
    fn a_key_that_is_not_there_is_named() {
        for (notation, named) in [
            ("a<entre>", "<entre>"),
            ("<f13>", "<f13>"),
            ("<f0>", "<f0>"),
            ("a<b", "without"),
            ("<>", "<>"),
        ] {
            let error = Keys::parse(notation).unwrap_err();
            assert!(error.contains(named), "{error}");
        }
    }
}
