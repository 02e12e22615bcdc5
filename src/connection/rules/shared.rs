//! What several sections of rules need: findings over many fields, and texts read generously or
//! shown safely.

use std::net::Ipv4Addr;

use super::super::characters::{self, is_hidden};
use super::super::draft::Draft;
use super::super::field::FieldPath;
use super::super::finding::{Edit, Finding, Repair, Rule};
use super::super::notation::{is_mask, is_mask_word};

/// One finding about all of `fields`, none where there are none.
pub(super) fn finding_for_fields(rule: Rule, fields: Vec<FieldPath>) -> Option<Finding> {
    let first = *fields.first()?;
    Some(Finding { fields, ..Finding::at(rule, first) })
}

/// The same, with the repair that writes `better` into each of the fields.
pub(super) fn finding_with_replacement(
    rule: Rule,
    fields: Vec<FieldPath>,
    better: &str,
) -> Option<Finding> {
    let edits = fields.iter().map(|path| Edit::Set(*path, better.to_owned())).collect();
    finding_for_fields(rule, fields).map(|finding| finding.with_repair(Repair { edits }))
}

/// How much of a typed text a sentence quotes, in characters.
const QUOTED: usize = 60;

/// A typed text for a sentence: its beginning, with unseen characters spelled out.
pub(super) fn excerpt(text: &str) -> String {
    let mut shown = String::with_capacity(text.len().min(QUOTED));
    for (index, character) in text.chars().enumerate() {
        if index == QUOTED {
            shown.push('…');
            break;
        }
        if is_hidden(character) || character != ' ' && characters::is_blank(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// A character for a sentence: itself where that helps, else its code point.
pub(super) fn display_character(character: char) -> String {
    if character.is_alphanumeric() || character.is_ascii_graphic() {
        character.to_string()
    } else {
        code_point(character)
    }
}

/// `U+00A0` for a no-break space.
pub(super) fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// The address meant by one with blanks around it, or a prefix length or a mask behind it.
pub(super) fn address_meant(text: &str) -> Option<Ipv4Addr> {
    let text: String = characters::plain(text).collect();
    let mut words = text.split(['/', ' ']).filter(|word| !word.is_empty() && !is_mask_word(word));
    let address = words.next()?.trim().parse().ok()?;
    let is_mask = |word: &str| word.parse::<u8>().is_ok() || word.parse().is_ok_and(is_mask);
    (words.next().is_none_or(is_mask) && words.next().is_none()).then_some(address)
}

/// Whether nothing stands there, or nothing but blanks.
pub(super) fn is_blank(draft: &Draft, path: FieldPath) -> bool {
    draft.text(path).is_none_or(|text| text.trim().is_empty())
}

/// Several typed texts as they may stand in a sentence.
pub(super) fn excerpt_list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    const MOST: usize = 8;
    let mut shown = String::new();
    for (index, text) in texts.into_iter().enumerate() {
        if index > 0 {
            shown.push_str(", ");
        }
        if index == MOST {
            shown.push('…');
            break;
        }
        shown.push_str(&excerpt(text));
    }
    shown
}
