//! What one value of a source is: nothing, a reference to a key, or something that stands elsewhere.

use super::super::super::json::PositionedJson;
use super::super::super::reference::KeyReference;

pub(super) fn reference(value: PositionedJson<'_>) -> Option<KeyReference> {
    let members = value.members()?;
    let [(name, value)] = &members[..] else { return None };
    let text = value.string()?;
    match name.as_ref() {
        "env" => Some(KeyReference::Env(text)),
        "file" => Some(KeyReference::File(text.into())),
        _ => None,
    }
}

/// Whether a text is how the service writes that nothing is set: `leftId-not-exist`.
pub(super) fn is_none_word(text: &str) -> bool {
    text.ends_with("-not-exist")
}

pub(super) fn is_blank(value: PositionedJson<'_>) -> bool {
    matches!(value.written(), "\"\"" | "null" | "[]" | "{}")
}

/// Whether tags are written as a map: its names are the keys.
pub(super) fn is_map(value: PositionedJson<'_>) -> bool {
    let members = value.members().unwrap_or_default();
    let is_wrapper = |name: &str| {
        name.eq_ignore_ascii_case("tag") || name.bytes().all(|byte| byte.is_ascii_digit())
    };
    !members.iter().all(|(name, value)| is_wrapper(name) && !value.written().starts_with('"'))
}

/// The name under which readers of other languages write an expression, in place of a value.
pub(in super::super) const EXPRESSION: &str = "$expression";

/// What a value refers to that stands elsewhere: a function of a template, or an [`EXPRESSION`]. The
/// inner `None` says that it does, and not to what.
pub(super) fn elsewhere(value: PositionedJson<'_>) -> Option<Option<String>> {
    if !value.written().starts_with('{') {
        return None;
    }
    let members = value.members()?;
    let (name, target) = members.first()?;
    let is_function =
        name == "Ref" || name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("fn::"));
    if !(is_function || name == EXPRESSION) || members.len() != 1 {
        return None;
    }
    let text = target.string().filter(|text| is_path(text));
    Some(text.map(|text| if is_function { format!("{name} {text}") } else { text }))
}

/// What a text refers to that is nothing but `${…}`.
pub(super) fn referred_by(text: &str) -> Option<String> {
    let inner = text.strip_prefix("${")?.strip_suffix('}')?;
    is_path(inner).then(|| inner.to_owned())
}

/// Whether a text is a plain path of names, so that no part of a value stands in it.
fn is_path(text: &str) -> bool {
    text.len() <= 80
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "._-:[]".contains(letter))
}
