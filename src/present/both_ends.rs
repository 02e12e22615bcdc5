//! Both ends held against each other, and what was read of the device, in words.

use crate::connection::FieldPath;
use crate::drafts::SourceError;
use crate::flow::DeviceTextError;
use crate::peer::{DeviceValue, FieldComparison, FieldVerdict, ParsedConfig};
use crate::text::{Texts, printable};

use super::device::{
    difference_line, difference_reason, difference_time, end_value, note_text, unreadable,
};

/// The heading below which a comparison stands: when a difference is felt, or that there is none.
pub fn both_ends_heading(texts: &Texts, found: &FieldComparison) -> String {
    match found.verdict {
        FieldVerdict::Differs => difference_time(texts, found),
        FieldVerdict::Unknown => texts.say("both-unknown"),
        FieldVerdict::Agrees => texts.say("both-same"),
    }
}

/// A comparison in one line; a field by the name that the form has for it.
pub fn both_ends_line(
    texts: &Texts,
    path: Option<FieldPath>,
    number: u16,
    found: &FieldComparison,
) -> String {
    let Some(path) = path else { return difference_line(texts, number, found) };
    let value = |side: &Option<String>| end_value(texts, found.field, side.as_deref());
    let args = [
        ("field", texts.path_label(path).into()),
        ("here", value(&found.here).into()),
        ("there", value(&found.there).into()),
    ];
    let id = if found.verdict == FieldVerdict::Agrees { "both-agrees" } else { "both-differs" };
    with_line(texts, texts.format(id, &args), found.line)
}

/// The timeline of all of them, with reasons and the repairs on the device, a line each.
pub fn both_ends<'a>(
    texts: &Texts,
    entries: impl Iterator<Item = (Option<FieldPath>, u16, &'a FieldComparison)>,
) -> Vec<String> {
    let (mut lines, mut last) = (Vec::new(), None);
    for (path, number, found) in entries {
        let head = both_ends_heading(texts, found);
        if last.as_ref() != Some(&head) {
            lines.push(head.clone());
            last = Some(head);
        }
        lines.push(format!("  {}", both_ends_line(texts, path, number, found)));
        if found.verdict == FieldVerdict::Differs {
            lines.push(format!("    {}", difference_reason(texts, found)));
            lines.extend(found.repair_there.iter().map(|line| format!("      {line}")));
        }
    }
    lines
}

/// What the device has for a field, with its line; for a difference when it is felt, and why.
pub fn device_has(texts: &Texts, found: &FieldComparison) -> Option<String> {
    let there = end_value(texts, found.field, Some(&printable(found.there.as_ref()?)));
    let text = match found.line {
        Some(line) => {
            let args = [("value", there.into()), ("line", line.into())];
            texts.format("form-device-line", &args)
        }
        None => texts.format("form-device", &[("value", there.into())]),
    };
    if found.verdict != FieldVerdict::Differs {
        return Some(text);
    }
    let when = difference_time(texts, found);
    let when = texts.format("form-device-when", &[("when", when.into())]);
    Some(texts.sentences([&*text, &*when, &*difference_reason(texts, found)]))
}

/// A value that can be taken over, with its line.
pub fn device_offer(texts: &Texts, value: &DeviceValue) -> String {
    let args = [
        ("field", texts.path_label(value.path).into()),
        ("value", printable(&value.text).into_owned().into()),
    ];
    with_line(texts, texts.format("device-offer", &args), value.line)
}

fn with_line(texts: &Texts, text: String, line: Option<usize>) -> String {
    match line {
        Some(line) => {
            let line = texts.format("peer-timeline-line", &[("line", line.into())]);
            texts.parenthesized(&text, &line)
        }
        None => text,
    }
}

/// What the reader has to say of a text, and what it did not understand.
pub fn reading_remarks(texts: &Texts, reading: &ParsedConfig) -> Vec<String> {
    let mut all: Vec<String> =
        reading.notes.all().iter().map(|note| note_text(texts, note)).collect();
    for ignored in &reading.ignored {
        let why = texts.say(&format!("peer-ignored-{}", ignored.reason));
        let args = [("name", ignored.name.clone().into()), ("why", why.into())];
        all.push(texts.format("device-ignored", &args));
    }
    for left in &reading.left_over {
        let args = [("line", left.line.into()), ("words", left.words.clone().into())];
        all.push(texts.format("device-left-over", &args));
    }
    all.into_iter().map(|text| printable(&text).into_owned()).collect()
}

/// Why nothing is known of a device's text, after the path of its file.
pub fn device_unread(texts: &Texts, path: Option<&str>, error: DeviceTextError) -> String {
    let why = match error {
        DeviceTextError::Text(problem) => unreadable(texts, &problem),
        DeviceTextError::File(error) => SourceError::from(error).to_string(),
    };
    match path {
        Some(path) => texts.with_label(&printable(path), &why),
        None => why,
    }
}
