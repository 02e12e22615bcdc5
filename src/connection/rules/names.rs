//! Name, tags, client token and resource group: rules N, T, K and R.

use std::collections::BTreeMap;

use super::super::characters::is_hidden;
use super::super::draft::Draft;
use super::super::field::{FieldOwner, FieldPath, Key};
use super::super::finding::{Edit, Finding, Repair, Rule};
use super::super::token::{Token, TokenError};
use super::{excerpt, is_blank};

/// How many tags the service takes.
const MOST_TAGS: u16 = 20;

pub(super) fn check(draft: &Draft, found: &mut Vec<Finding>) {
    name(draft, found);
    tags(draft, found);
    token(draft, found);
    found.extend(resource_group(draft));
}

fn name(draft: &Draft, found: &mut Vec<Finding>) {
    let path = FieldPath::connection(Key::Name);
    let Some(typed) = draft.text(path) else {
        found.push(Finding::at(Rule::N04, path));
        return;
    };
    if typed.is_empty() {
        found.push(
            Finding::at(Rule::N01, path).with("length", 0_u64).with_repair(Repair::remove(path)),
        );
        return;
    }
    let length = typed.chars().count();
    if length > 100 {
        found.push(Finding::at(Rule::N01, path).with("length", length));
    }
    if [7, 8].iter().any(|end| typed.get(..*end).is_some_and(is_scheme)) {
        found.push(Finding::at(Rule::N02, path));
    }
    let hidden = typed.chars().filter(|character| is_hidden(*character)).count();
    if hidden > 0 {
        let clean: String = typed.chars().filter(|character| !is_hidden(*character)).collect();
        let repair = match clean.as_str() {
            "" => Repair::remove(path),
            clean => Repair::set(path, clean),
        };
        found.push(Finding::at(Rule::N05, path).with("count", hidden).with_repair(repair));
    }
}

fn is_scheme(text: &str) -> bool {
    text.eq_ignore_ascii_case("http://") || text.eq_ignore_ascii_case("https://")
}

/// Whether a web address stands anywhere in it.
fn holds_scheme(text: &str) -> bool {
    text.match_indices("://").any(|(colon, separator)| {
        [4, 5].iter().any(|length| {
            colon
                .checked_sub(*length)
                .and_then(|start| text.get(start..colon + separator.len()))
                .is_some_and(is_scheme)
        })
    })
}

/// The prefix that the service keeps for itself, if the text starts with one.
fn reserved_prefix(text: &str) -> Option<&'static str> {
    ["aliyun", "acs:"].into_iter().find(|prefix| {
        text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    })
}

fn tags(draft: &Draft, found: &mut Vec<Finding>) {
    let count = draft.tags();
    if count > MOST_TAGS {
        let first = FieldPath::tag(MOST_TAGS + 1, Key::TagKey);
        found.push(Finding::at(Rule::T01, first).with("count", count));
    }
    for number in 1..=count {
        tag(draft, number, found);
    }
    repeated_keys(draft, found);
}

fn tag(draft: &Draft, number: u16, found: &mut Vec<Finding>) {
    let [key, value] = [Key::TagKey, Key::TagValue].map(|key| FieldPath::tag(number, key));
    let about = |rule, path| Finding::at(rule, path).with("tag", number);
    if is_blank(draft, key) {
        let finding = about(Rule::T02, key);
        // A value without a key was typed for something; only an empty tag may go.
        found.push(if is_blank(draft, value) {
            finding.with_repair(Repair { edits: vec![Edit::RemoveTag(number)] })
        } else {
            finding
        });
    }
    for (path, most, rule, part) in [(key, 64, Rule::T03, "key"), (value, 128, Rule::T06, "value")]
    {
        let Some(text) = draft.text(path) else { continue };
        // No text has more characters than bytes.
        let length = if text.len() > most { text.chars().count() } else { 0 };
        if length > most {
            found.push(about(rule, path).with("length", length));
        }
        if let Some(prefix) = reserved_prefix(text) {
            found.push(about(Rule::T04, path).with("part", part).with("prefix", prefix));
        }
        if holds_scheme(text) {
            found.push(about(Rule::T05, path).with("part", part));
        }
    }
}

fn repeated_keys(draft: &Draft, found: &mut Vec<Finding>) {
    let mut holders: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
    for path in draft.present_paths().filter(|path| path.key == Key::TagKey) {
        if let (FieldOwner::Tag(number @ 1..), Some(text)) = (path.owner, draft.text(path))
            && !text.trim().is_empty()
        {
            holders.entry(text).or_default().push(number);
        }
    }
    for (key, numbers) in holders {
        let [first, later @ ..] = numbers.as_slice() else { continue };
        if later.is_empty() {
            continue;
        }
        let mut finding = Finding::at(Rule::T07, FieldPath::tag(*first, Key::TagKey))
            .with("key", excerpt(key))
            .with("count", numbers.len());
        finding.fields.extend(later.iter().map(|number| FieldPath::tag(*number, Key::TagKey)));
        let value = |number: u16| draft.text(FieldPath::tag(number, Key::TagValue)).unwrap_or("");
        // From the last to the first, since the tags after a dropped one move up.
        let drop = || later.iter().rev().map(|number| Edit::RemoveTag(*number)).collect();
        if later.iter().all(|number| value(*number) == value(*first)) {
            finding.repair = Some(Repair { edits: drop() });
        }
        found.push(finding);
    }
}

fn token(draft: &Draft, found: &mut Vec<Finding>) {
    let path = FieldPath::connection(Key::ClientToken);
    if is_blank(draft, path) {
        found.push(Finding::at(Rule::K04, path));
        return;
    }
    let Some(typed) = draft.text(path) else { return };
    match typed.parse::<Token>() {
        Err(TokenError::Character { position, character }) => {
            let character = excerpt(character.encode_utf8(&mut [0; 4]));
            let finding = Finding::at(Rule::K01, path).with("position", position);
            found.push(finding.with("character", character));
        }
        Err(TokenError::TooLong(length)) => {
            found.push(Finding::at(Rule::K02, path).with("length", length));
        }
        // Rule K-04 speaks of an empty one.
        Ok(_) | Err(TokenError::Empty) => {}
    }
}

fn resource_group(draft: &Draft) -> Option<Finding> {
    let path = FieldPath::connection(Key::ResourceGroupId);
    let typed = draft.text(path)?;
    if typed.starts_with("rg-") {
        return None;
    }
    let finding = Finding::at(Rule::R01, path).with("value", excerpt(typed));
    Some(match typed.trim() {
        "" => finding.with_repair(Repair::remove(path)),
        id if id.starts_with("rg-") => finding.with_repair(Repair::set(path, id)),
        _ => finding,
    })
}
