//! From the name of a parameter, as codes and messages write it, to the field of the draft.

use crate::connection::catalogue::{FIELDS, Field};
use crate::connection::{Draft, FieldOwner, FieldPath, Key, Mode, Severity, TAGS, TUNNELS, check};

/// Codes that the service makes for any parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// `Missing<Parameter>`.
    Missing,
    /// `Invalid<Parameter>`.
    Invalid,
}

/// How the families begin, the longer before the shorter.
const FAMILIES: &[(&str, Family)] = &[
    ("MissingParameter", Family::Missing),
    ("MissingParam", Family::Missing),
    ("Missing", Family::Missing),
    ("InvalidParameter", Family::Invalid),
    ("InvalidParam", Family::Invalid),
    ("IllegalParameter", Family::Invalid),
    ("IllegalParam", Family::Invalid),
    ("NotSupportVpnConnectionParameter", Family::Invalid),
    ("Invalid", Family::Invalid),
    ("Illegal", Family::Invalid),
];

impl Family {
    /// The id of its words.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Missing => "error-family-missing",
            Self::Invalid => "error-family-invalid",
        }
    }
}

/// The family of a code, and what follows the family's name in it.
pub(super) fn family(code: &str) -> Option<(Family, &str)> {
    FAMILIES.iter().find_map(|(prefix, family)| {
        let rest = code.strip_prefix(prefix)?;
        Some((*family, rest.strip_prefix('.').unwrap_or(rest)))
    })
}

/// Whether a code of a family says only that some parameter is at fault, so that its message has to
/// say which.
pub(super) fn names_none(code: &str) -> bool {
    code.contains("Param")
}

/// The parameter that a code spells, with or without the reason behind it (`LocalBgpIp.Malformed`).
pub(super) fn spelt(rest: &str, mode: Mode) -> Option<&str> {
    let first = rest.split('.').next().unwrap_or_default();
    [rest, first].into_iter().find(|name| is_name(name, mode))
}

/// The parameter that a message names; the longest if several words could be one.
pub(super) fn named_in(message: &str, mode: Mode) -> Option<&str> {
    words(message)
        // Inside single mode's JSON texts some names are plain English words: enable, retry.
        .filter(|word| word.starts_with(|first: char| first.is_ascii_uppercase()))
        .filter(|word| is_name(word, mode))
        .max_by_key(|word| word.len())
}

fn is_name(name: &str, mode: Mode) -> bool {
    name == TUNNELS || FieldPath::from_wire(name).is_some() || key(name, mode).is_some()
}

/// The field of the draft that a parameter's name stands for.
///
/// A name without a tunnel is taken for the tunnel that the message tells, by number or by value;
/// then for the one where the fault is plain to see; then for tunnel 1.
pub(super) fn locate(
    name: &str,
    draft: &Draft,
    message: &str,
    gaps: &[&str],
    missing: bool,
) -> Option<FieldPath> {
    if name == TUNNELS {
        return incomplete_tunnel(draft);
    }
    if name == TAGS {
        return (draft.tags() > 0).then(|| FieldPath::tag(draft.tags(), Key::TagKey));
    }
    let full =
        |word: &str| FieldPath::from_wire(word).filter(|path| path.owner != FieldOwner::Connection);
    if let Some(path) = full(name) {
        return Some(path);
    }
    let key = key(name, draft.mode())?;
    if let Some(path) = words(message).filter_map(full).find(|path| path.key == key) {
        return Some(path);
    }
    let candidates = candidates(key, draft);
    let quoted = |path: &&FieldPath| {
        draft.text(**path).is_some_and(|text| {
            !text.is_empty() && (gaps.contains(&text) || words(message).any(|word| word == text))
        })
    };
    let named: Vec<&FieldPath> = candidates.iter().filter(quoted).collect();
    if let [path] = named[..] {
        return Some(*path);
    }
    let absent = |path: &&FieldPath| {
        missing
            && draft.key(**path).is_none()
            && !draft.is_key_unresolved(**path)
            && draft.text(**path).is_none_or(str::is_empty)
    };
    candidates
        .iter()
        .find(absent)
        .or_else(|| repeated(key, &candidates, draft))
        .or_else(|| faulty(&candidates, draft))
        .or(candidates.first())
        .copied()
}

/// Where this key may stand in this draft.
fn candidates(key: Key, draft: &Draft) -> Vec<FieldPath> {
    let own = FieldPath::connection(key);
    let places = match key {
        Key::TagKey | Key::TagValue => {
            (1..=draft.tags()).map(|number| FieldPath::tag(number, key)).collect()
        }
        _ => draft.paths_of(key),
    };
    // A parameter of the other mode that was sent all the same.
    if places.is_empty() && draft.has(own) { vec![own] } else { places }
}

/// The later of two fields that must differ and do not.
fn repeated<'a>(key: Key, candidates: &'a [FieldPath], draft: &Draft) -> Option<&'a FieldPath> {
    if !matches!(key, Key::TunnelCidr | Key::TunnelIndex | Key::TagKey) {
        return None;
    }
    candidates.iter().enumerate().find_map(|(index, path)| {
        let text = draft.text(*path)?;
        candidates[..index].iter().any(|other| draft.text(*other) == Some(text)).then_some(path)
    })
}

/// The first field that our own rules find fault with.
fn faulty<'a>(candidates: &'a [FieldPath], draft: &Draft) -> Option<&'a FieldPath> {
    if candidates.len() < 2 {
        return None;
    }
    check(draft)
        .iter()
        .filter(|finding| finding.severity() == Severity::Error)
        .find_map(|finding| candidates.iter().find(|path| finding.fields.first() == Some(*path)))
}

/// The first thing a tunnel lacks, or else its first field.
fn incomplete_tunnel(draft: &Draft) -> Option<FieldPath> {
    if draft.mode() == Mode::Single {
        return None;
    }
    let wanted: &[Key] = if draft.wants_bgp() {
        &[Key::CustomerGatewayId, Key::TunnelCidr, Key::LocalBgpIp]
    } else {
        &[Key::CustomerGatewayId]
    };
    let absent = (1..=2)
        .flat_map(|number| wanted.iter().map(move |key| FieldPath::tunnel(number, *key)))
        .find(|path| draft.text(*path).is_none_or(str::is_empty));
    Some(absent.unwrap_or(FieldPath::tunnel(1, Key::CustomerGatewayId)))
}

/// What a name without its level is about.
fn key(name: &str, mode: Mode) -> Option<Key> {
    Some(match name {
        "EnableBgp" | "EnableTunnelsBgp" | "BgpConfig" | "TunnelBgpConfig" => match mode {
            Mode::Dual => Key::EnableTunnelsBgp,
            Mode::Single => Key::EnableBgp,
        },
        "Tags" | "TagKey" | "Tags.N.Key" => Key::TagKey,
        "TagValue" | "Tags.N.Value" => Key::TagValue,
        "VpnConnectionName" => Key::Name,
        // Below their level these say too little to tell what they belong to.
        "Key" | "Value" | "Policy" => return None,
        _ => FIELDS.iter().find(|field| has_name(field, name))?.key,
    })
}

/// Whether this is a field's name, whole, without its group, or the name of a group it opens.
fn has_name(field: &Field, name: &str) -> bool {
    [field.own.map(|own| own.wire), field.tunnel].into_iter().flatten().any(|wire| {
        wire == name
            || wire.split_once('.').is_some_and(|(group, last)| group == name || last == name)
    })
}

/// The words of a message, with the marks that addresses, blocks, ids and wire names have inside.
fn words(message: &str) -> impl Iterator<Item = &str> {
    message
        .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-' | '_' | ':')))
        .map(|word| word.trim_end_matches(['.', ':']))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rpc::codes;

    #[test]
    fn every_field_of_the_table_is_one_of_ours_or_of_another_call() {
        // Names that belong to neighbours of CreateVpnAttachment.
        let others = ["VpnConnectionId", "IpAddress", "Description", "TransitRouterId"];
        for entry in codes::all() {
            let Some(name) = entry.field else { continue };
            let ours = is_name(name, Mode::Dual);
            assert_ne!(ours, others.contains(&name), "{}: {name}", entry.code);
        }
    }

    #[test]
    fn names_are_found_in_messages() {
        for (message, expected) in [
            ("RegionId is mandatory for this action.", Some("RegionId")),
            ("The input parameter \"LocalSubnet\" is not supplied.", Some("LocalSubnet")),
            (
                "TunnelOptionsSpecification.2.TunnelIkeConfig.Psk is invalid.",
                Some("TunnelOptionsSpecification.2.TunnelIkeConfig.Psk"),
            ),
            ("Please retry and enable it.", None),
            ("", None),
        ] {
            assert_eq!(named_in(message, Mode::Dual), expected, "{message}");
        }
    }

    #[test]
    fn codes_of_a_family_spell_their_parameter() {
        for (code, expected) in [
            ("MissingRemoteSubnet", Some((Family::Missing, "RemoteSubnet"))),
            ("MissingParam.RemoteId", Some((Family::Missing, "RemoteId"))),
            ("InvalidLocalBgpIp.Malformed", Some((Family::Invalid, "LocalBgpIp"))),
            ("IllegalParam.IkeVersion", Some((Family::Invalid, "IkeVersion"))),
            ("InvalidParameter.IkeConfig", Some((Family::Invalid, "IkeConfig"))),
            ("InvalidBogus.Malformed", None),
            ("InvalidKey", None),
            ("Forbidden", None),
        ] {
            let found =
                family(code).and_then(|(family, rest)| Some((family, spelt(rest, Mode::Dual)?)));
            assert_eq!(found, expected, "{code}");
        }
    }
}
