//! What a line of the service's log means: the daemon's phrases, whoever's dialect they are of.
//!
//! The phrases stand in `assets/log-lines.json`; `{here}` and `{there}` in one are the values of Alibaba
//! Cloud and of the peer, `*` is anything. Blanks and letter case do not matter. What a phrase means to a
//! person is the message `log-ID`.

use std::sync::LazyLock;

use jiff::Timestamp;
use serde::Deserialize;

use crate::connection::{Key, catalogue};

const TABLE: &str = include_str!("../../assets/log-lines.json");

/// A phrase of the log and what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogPhrase {
    /// Its name, and of the message that says what it means.
    pub id: String,
    /// How it is written; any of them.
    pub phrases: Vec<String>,
    /// 1 or 2 for the phase, 3 for a rekey, 0 for none of them.
    pub phase: u8,
    /// What kind of event it tells of.
    pub kind: LogKind,
    /// The diagnosis it leads to.
    pub code: Option<String>,
    /// The fields it is about, the first one first.
    pub fields: Vec<String>,
    /// What its meaning has to do with that of its diagnosis.
    #[serde(default)]
    pub sentence: PhraseRelation,
}

/// What the meaning of a phrase adds to the meaning of the diagnosis it leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PhraseRelation {
    /// It says more; both are told.
    #[default]
    More,
    /// It says the same more exactly, so that it alone is told.
    Instead,
    /// It says the same.
    Same,
}

/// What kind of event a line tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogKind {
    /// Alibaba Cloud's side refused something, and the line says what.
    Error,
    /// The peer refused something, and its own log says why.
    Peer,
    /// Something happened that is no mistake.
    Note,
    /// Something came up, so that what was refused before no longer counts.
    Up,
}

/// A line of the log, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine<'a> {
    /// The whole line.
    pub text: &'a str,
    /// Its time as it stands there: UTC+8, without saying so.
    pub stamp: Option<&'a str>,
    /// Whose line it is, `vco-…` or `tun-…`.
    pub owner: Option<&'a str>,
    /// What is known of what it says.
    pub known: Option<&'static LogPhrase>,
    /// Alibaba Cloud's value.
    pub local: Option<&'a str>,
    /// The peer's value.
    pub remote: Option<&'a str>,
    /// The addresses that negotiate, as the line has them: Alibaba Cloud's, then the peer's.
    pub addresses: Option<(&'a str, &'a str)>,
}

impl LogLine<'_> {
    /// The moment of its stamp.
    pub fn at(&self) -> Option<Timestamp> {
        format!("{}+08:00", self.stamp?.replace(' ', "T")).parse().ok()
    }
}

impl LogPhrase {
    /// The fields it is about.
    pub fn keys(&self) -> impl Iterator<Item = Key> {
        self.fields.iter().filter_map(|name| key_of(name))
    }
}

/// The field of this leaf name on the wire.
pub(super) fn key_of(name: &str) -> Option<Key> {
    let mut fields = catalogue::FIELDS.iter();
    fields.find(|field| format!("{:?}", field.key) == name).map(|field| field.key)
}

/// Every phrase that is known; a more special one stands before a more general.
pub fn log_phrases() -> &'static [LogPhrase] {
    static PHRASES: LazyLock<Vec<LogPhrase>> = LazyLock::new(|| {
        // The table is part of the program, and a test reads it.
        serde_json::from_str(TABLE).expect("assets/log-lines.json is well formed")
    });
    &PHRASES
}

/// Reads a line of the log.
pub fn parse_log_line(text: &str) -> LogLine<'_> {
    let stamp = text.get(..19).filter(|stamp| is_stamp(stamp));
    let rest = stamp.map_or(text, |_| text[19..].trim_start());
    let owner =
        rest.split(' ').next().filter(|word| word.starts_with("vco-") || word.starts_with("tun-"));
    let mut line = LogLine {
        text,
        stamp,
        owner,
        known: None,
        local: None,
        remote: None,
        addresses: addresses(text),
    };
    for known in log_phrases() {
        let found = known.phrases.iter().find_map(|phrase| find(rest, phrase));
        if let Some((here, there)) = found {
            line.known = Some(known);
            (line.local, line.remote) = (here, there);
            break;
        }
    }
    line
}

fn is_stamp(text: &str) -> bool {
    text.bytes().zip("dddd-dd-dd dd:dd:dd".bytes()).all(|(byte, form)| match form {
        b'd' => byte.is_ascii_digit(),
        other => byte == other,
    })
}

/// The addresses of `{ph1: 198.51.100.11[500] <=> 203.0.113.10[500], …}`.
fn addresses(text: &str) -> Option<(&str, &str)> {
    let pair = text.split_once("ph1:")?.1;
    let (ours, theirs) = pair.split_once("<=>")?;
    let ours = ours.trim().split('[').next()?;
    let theirs = theirs.trim().split(['[', ',', '}', ' ']).next()?;
    Some((ours.trim(), theirs.trim()))
}

type Values<'a> = (Option<&'a str>, Option<&'a str>);

/// Looks for a phrase in a text, and takes its two values from there.
fn find<'a>(text: &'a str, phrase: &str) -> Option<Values<'a>> {
    let starts = text.char_indices().map(|(at, _)| at);
    starts.into_iter().find_map(|at| follow(text, at, phrase))
}

/// Follows a phrase from a place in the text on.
fn follow<'a>(text: &'a str, mut at: usize, phrase: &str) -> Option<Values<'a>> {
    let (mut here, mut there) = (None, None);
    let mut rest = phrase;
    loop {
        let gap = rest.find(['{', '*']).unwrap_or(rest.len());
        at = literal(text, at, &rest[..gap])?;
        rest = &rest[gap..];
        let (slot, after) = match rest {
            "" => return Some((here, there)),
            _ if rest.starts_with("{here}") => (Some(&mut here), &rest[6..]),
            _ if rest.starts_with("{there}") => (Some(&mut there), &rest[7..]),
            _ => (None, &rest[1..]),
        };
        let next = after.find(['{', '*']).unwrap_or(after.len());
        let literal_after = &after[..next];
        let end = match literal_after.trim().is_empty() {
            true => value_end(text, at),
            false => text[at..]
                .char_indices()
                .map(|(offset, _)| at + offset)
                .find(|from| literal(text, *from, literal_after).is_some())?,
        };
        if let Some(slot) = slot {
            let value = text[at..end].trim();
            *slot = (!value.is_empty()).then_some(value);
        }
        at = end;
        rest = after;
    }
}

/// Where a value ends that nothing follows.
fn value_end(text: &str, at: usize) -> usize {
    let start = at + (text[at..].len() - text[at..].trim_start().len());
    let end = text[start..].find([' ', ',', ']', ')', '\'']);
    end.map_or(text.len(), |end| start + end)
}

/// Where a literal ends that begins here; blanks on either side do not count, nor does letter case.
fn literal(text: &str, at: usize, literal: &str) -> Option<usize> {
    let mut wanted = literal.chars().filter(|letter| !letter.is_whitespace());
    let Some(mut next) = wanted.next() else { return Some(at) };
    for (offset, letter) in text[at..].char_indices() {
        if letter.is_whitespace() && offset > 0 {
            continue;
        }
        if !letter.eq_ignore_ascii_case(&next) {
            return None;
        }
        match wanted.next() {
            Some(further) => next = further,
            None => return Some(at + offset + letter.len_utf8()),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(line: &str) -> (&'static str, Option<String>, Option<String>) {
        let read = parse_log_line(line);
        let own = |value: Option<&str>| value.map(str::to_owned);
        (read.known.map_or("", |known| known.id.as_str()), own(read.local), own(read.remote))
    }

    #[test]
    fn every_phrase_finds_itself_and_no_other_first() {
        assert!(log_phrases().len() >= 40);
        for phrase in log_phrases() {
            for text in &phrase.phrases {
                let text = text
                    .replace("{here}", "3600")
                    .replace("{there}", "7200")
                    .replace('*', "something");
                let line = format!("2026-01-02 11:20:18 vco-1 [PROTO_ERR]: a.c:1:f(): {text}");
                assert_eq!(
                    parse_log_line(&line).known.map(|it| &it.id),
                    Some(&phrase.id),
                    "{text}"
                );
            }
            let fields = phrase.keys().count();
            assert_eq!(fields, phrase.fields.len(), "{}: a field is not known", phrase.id);
        }
    }

    #[test]
    fn a_line_of_the_service_is_taken_apart() {
        let line = "2023-01-13 11:39:21 vco-bp1s [PROTO_ERR]: ikev1.c:1433:isakmp_ph1resend(): \
                    phase1 negotiation failed due to time up. [{remote id:4}{ph1: \
                    172.16.0.88[500] <=> 192.168.0.206[500], 172.16.0.88 <=> 192.168.0.206}]";
        let read = parse_log_line(line);
        assert_eq!(read.stamp, Some("2023-01-13 11:39:21"));
        // The service's clock is eight hours ahead.
        assert_eq!(read.at().unwrap().to_string(), "2023-01-13T03:39:21Z");
        assert_eq!(read.owner, Some("vco-bp1s"));
        assert_eq!(read.known.map(|it| it.id.as_str()), Some("phase1-time-up"));
        assert_eq!(read.addresses, Some(("172.16.0.88", "192.168.0.206")));
    }

    #[test]
    fn values_are_read_with_and_without_blanks() {
        for line in ["received KE type 14,expected 2", "received KE type 14, expected 2"] {
            let wanted = ("ke-type", Some("2".to_owned()), Some("14".to_owned()));
            assert_eq!(known(line), wanted);
        }
        let both =
            |id, here: &str, there: &str| (id, Some(here.to_owned()), Some(there.to_owned()));
        assert_eq!(known("pfs group mismatched: my:14 peer:2 [{x}]"), both("pfs-group", "14", "2"));
        assert_eq!(
            known("16[IKE] IDir '192.168.1.1' does not match to '203.0.113.10'"),
            both("idir", "203.0.113.10", "192.168.1.1")
        );
        let read = known("received ID_I (type ID_IPV4_ADDR [10.0.0.1]) does not match peers id");
        assert_eq!(read, ("id-initiator", None, Some("10.0.0.1".to_owned())));
    }

    #[test]
    fn anything_may_stand_in_a_line() {
        for line in ["", "ä", "2023-01-13", "received KE type ", "ph1:", "ph1: <=>", "'", "***"] {
            let read = parse_log_line(line);
            assert_eq!(read.text, line);
        }
        assert_eq!(parse_log_line("the weather is fine").known, None);
    }
}
