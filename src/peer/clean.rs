//! From the bytes of a paste to lines of configuration: what terminals, pagers, mails and editors
//! add on the way is taken off, and every line keeps the number it had.

use zeroize::Zeroizing;

use super::note::{Note, Notes};
use super::prompt::drop_prompts;
pub use super::source_line::SourceLine;

/// A cleaned text.
pub struct CleanedText {
    /// Its lines, empty ones left out.
    pub lines: Vec<SourceLine>,
    /// What had to be repaired.
    pub notes: Notes,
    /// Whether tables of a status command were left out.
    pub status: bool,
    /// Whether it is XML.
    pub xml: bool,
    /// Everything as one text, for formats that are not made of lines.
    pub whole: Zeroizing<String>,
}

/// Cleans a paste. Takes any bytes.
pub fn clean(bytes: &[u8]) -> CleanedText {
    let mut notes = Notes::default();
    let whole = decode(bytes, &mut notes);
    let xml = is_xml(&whole);
    let mut lines = split(&whole);
    if xml {
        return CleanedText { lines, notes, status: false, xml, whole };
    }
    unquote(&mut lines);
    unnumber(&mut lines);
    let status = drop_prompts(&mut lines);
    lines.retain(|line| !line.text.trim().is_empty());
    CleanedText { lines, notes, status, xml, whole }
}

fn decode(bytes: &[u8], notes: &mut Notes) -> Zeroizing<String> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    let text = Zeroizing::new(text);
    if text.contains('\u{fffd}') {
        notes.add(Note::new("encoding"));
    }
    if text.contains(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}', '\u{a0}']) {
        notes.add(Note::new("typography"));
    }
    Zeroizing::new(
        text.chars()
            .map(|letter| match letter {
                '\u{201c}' | '\u{201d}' => '"',
                '\u{2018}' | '\u{2019}' => '\'',
                '\u{a0}' => ' ',
                other => other,
            })
            .collect(),
    )
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16_lossy(&units)
}

fn is_xml(text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with("<?xml")
        || (start.starts_with('<') && text.contains("</") && !start.starts_with("<?"))
}

fn split(whole: &str) -> Vec<SourceLine> {
    // A text without a line feed comes from a system that ends lines with a carriage return.
    let end = if whole.contains('\n') { '\n' } else { '\r' };
    whole
        .split(end)
        .enumerate()
        .map(|(at, raw)| {
            let shown = Zeroizing::new(shown(raw));
            let (text, indent_kept) = without_pager(&shown);
            SourceLine { number: at + 1, text, indent_kept }
        })
        .collect()
}

/// What follows the word of a pager and the characters that erased it, which terminals and the programs
/// that record them count differently.
fn erased_pager(raw: &str) -> &str {
    let is_paged = PAGERS.iter().any(|pager| raw.trim_start().starts_with(*pager));
    match raw.rfind(['\u{8}', '\r']).filter(|_| is_paged) {
        Some(at) => &raw[at + 1..],
        None => raw,
    }
}

/// What a terminal would show after a line with carriage returns, backspaces and escape sequences.
fn shown(raw: &str) -> String {
    let raw = erased_pager(raw.trim_end_matches('\r'));
    if !raw.contains(['\r', '\u{8}', '\u{1b}', '\0']) {
        return raw.trim_end().to_owned();
    }
    let mut cells: Vec<char> = Vec::with_capacity(raw.len());
    let mut column: usize = 0;
    let mut letters = raw.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => column = 0,
            '\u{8}' => column = column.saturating_sub(1),
            '\u{1b}' => escape(&mut letters, &mut cells, &mut column),
            other if other.is_control() && other != '\t' => {}
            other => {
                if column < cells.len() {
                    cells[column] = other;
                } else {
                    cells.push(other);
                }
                column += 1;
            }
        }
    }
    cells.into_iter().collect::<String>().trim_end().to_owned()
}

fn escape(
    letters: &mut std::iter::Peekable<std::str::Chars<'_>>,
    cells: &mut Vec<char>,
    column: &mut usize,
) {
    if letters.peek() != Some(&'[') {
        letters.next();
        return;
    }
    letters.next();
    let mut digits = String::new();
    for letter in letters.by_ref() {
        match letter {
            '0'..='9' | ';' | '?' => digits.push(letter),
            'D' => {
                *column = column.saturating_sub(digits.parse().unwrap_or(1));
                return;
            }
            'C' => {
                *column = (*column + digits.parse().unwrap_or(1)).min(cells.len());
                return;
            }
            'K' => {
                match digits.as_str() {
                    "2" => cells.iter_mut().for_each(|cell| *cell = ' '),
                    "1" => cells.iter_mut().take(*column).for_each(|cell| *cell = ' '),
                    _ => cells.truncate(*column),
                }
                return;
            }
            _ => return,
        }
    }
}

/// The words pagers print at the bottom of a page.
const PAGERS: [&str; 9] = [
    "--More--",
    "<--- More --->",
    "---- More ----",
    "---(more",
    "-- More --",
    "--- More ---",
    "--more--",
    "- - more - -",
    "-- [Q quit",
];

/// A line without the word of a pager in front, and whether its indentation is its own.
fn without_pager(text: &str) -> (Zeroizing<String>, bool) {
    let trimmed = text.trim_start();
    let Some(pager) = PAGERS.iter().find(|pager| trimmed.starts_with(**pager)) else {
        let status = trimmed.strip_prefix("lines ").is_some_and(|rest| {
            rest.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        });
        let kept = if status { "" } else { text };
        return (Zeroizing::new(kept.to_owned()), true);
    };
    let mut rest = &trimmed[pager.len()..];
    if *pager == "---(more" {
        rest = rest.split_once(")---").map_or("", |(_, after)| after);
    } else if *pager == "-- [Q quit" {
        rest = rest.split_once(']').map_or("", |(_, after)| after);
    } else if rest.starts_with('(') || rest.starts_with(" (") {
        rest = rest.split_once(')').map_or("", |(_, after)| after);
    }
    // Erase sequences that lost their escape character on the way.
    loop {
        let start = rest.trim_start();
        let Some(after) = start.strip_prefix('[') else { break };
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        match after.as_bytes().get(digits) {
            Some(b'D' | b'K' | b'C') => rest = &after[digits + 1..],
            _ => break,
        }
    }
    (Zeroizing::new(rest.trim_start().to_owned()), false)
}

/// Takes the marks of a quoted mail off, where most lines have them.
fn unquote(lines: &mut [SourceLine]) {
    for _ in 0..3 {
        let filled = lines.iter().filter(|line| !line.text.trim().is_empty()).count();
        let quoted = lines.iter().filter(|line| line.text.trim_start().starts_with('>')).count();
        if quoted < 3 || quoted * 10 < filled * 6 {
            return;
        }
        for line in lines.iter_mut() {
            let start = line.text.trim_start();
            if let Some(rest) = start.strip_prefix('>') {
                let rest = rest.strip_prefix(' ').unwrap_or(rest).to_owned();
                line.text = Zeroizing::new(rest);
            }
        }
    }
}

/// The number in front of a line, and what follows it.
fn numbered(text: &str) -> Option<(u64, &str)> {
    let start = text.trim_start();
    let digits = start.bytes().take_while(u8::is_ascii_digit).count();
    let number = start.get(..digits)?.parse().ok()?;
    let rest = &start[digits..];
    let rest = match rest.chars().next() {
        None => "",
        Some(':' | '.' | ')' | '|') => {
            let rest = &rest[1..];
            rest.strip_prefix(' ').unwrap_or(rest)
        }
        Some(' ' | '\t') => &rest[1..],
        Some(_) => return None,
    };
    Some((number, rest))
}

/// Takes line numbers off, where nearly every line has one and they rise.
fn unnumber(lines: &mut [SourceLine]) {
    let mut last = None;
    let (mut rising, mut filled) = (0, 0);
    for line in lines.iter().filter(|line| !line.text.trim().is_empty()) {
        filled += 1;
        if let Some((number, _)) = numbered(&line.text) {
            if last.is_none_or(|last| number > last) {
                rising += 1;
            }
            last = Some(number);
        }
    }
    if filled < 4 || rising * 10 < filled * 9 {
        return;
    }
    for line in lines.iter_mut() {
        if let Some((_, rest)) = numbered(&line.text) {
            line.text = Zeroizing::new(rest.to_owned());
        }
    }
}
