//! Values that no rule of their own speaks of (F-01 to F-03), and values left to the service (M-19).

use super::super::catalogue::{self, Field, FieldCondition, FieldKind};
use super::super::characters::is_hidden;
use super::super::closest::closest;
use super::super::draft::{Draft, is_false, is_true};
use super::super::field::{FieldOwner, FieldPath, Key, Mode};
use super::super::finding::{Edit, Finding, Repair, Rule};
use super::super::message::Arg;
use super::excerpt;
use super::shared::finding_for_fields;

pub(super) fn check(draft: &Draft, found: &mut Vec<Finding>) {
    let mut idle = UnusedFields::default();
    for path in draft.present_paths().filter(|path| path.fits(draft.mode())) {
        let field = catalogue::field(path.key);
        if let Some(text) = draft.text(path) {
            found.extend(check_choice(path, field, text));
            found.extend(hidden(path, field, text));
        }
        if path.owner == FieldOwner::Connection && !draft.meets(field.applies) {
            idle.add(field.applies, path);
        }
    }
    idle.report(found);
    found.extend(defaults(draft, FieldOwner::Connection));
    // A third tunnel has to go (M-07), so what it lacks is of no interest.
    for number in 1..=draft.tunnels().min(2) {
        found.extend(defaults(draft, FieldOwner::Tunnel(number)));
    }
}

/// F-01: neither a flag nor one of the words.
fn check_choice(path: FieldPath, field: &Field, text: &str) -> Option<Finding> {
    let (words, wrong): (&[&str], bool) = match field.kind {
        FieldKind::Flag => (&["true", "false"], !is_true(text) && !is_false(text)),
        FieldKind::Choice(words) if !has_own_rule(path.key) => (words, !words.contains(&text)),
        _ => return None,
    };
    if !wrong {
        return None;
    }
    let finding = Finding::at(Rule::F01, path)
        .with("field", path)
        .with("value", excerpt(text))
        .with("words", words.join(", "));
    let meant = match field.kind {
        FieldKind::Flag => meant_flag(text).map(|flag| Repair::set(path, flag)),
        _ => None,
    };
    let meant = meant.or_else(|| meant_word(text, words).map(|repair| repair(path)));
    Some(finding.with_repair(meant))
}

/// Whether another rule of the catalogue says which words this field takes.
fn has_own_rule(key: Key) -> bool {
    matches!(
        key,
        Key::NetworkType
            | Key::IkeVersion
            | Key::IkeMode
            | Key::IkeEncAlg
            | Key::IkeAuthAlg
            | Key::IkePfs
            | Key::IpsecEncAlg
            | Key::IpsecAuthAlg
            | Key::IpsecPfs
            | Key::HealthPolicy
    )
}

/// What people and other programs write for true and false.
fn meant_flag(text: &str) -> Option<&'static str> {
    const YES: &[&str] = &["yes", "y", "on", "1", "t", "enable", "enabled"];
    const NO: &[&str] = &["no", "n", "off", "0", "f", "disable", "disabled"];
    let text = text.trim();
    let among = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    if among(YES) { Some("true") } else { among(NO).then_some("false") }
}

/// How to set right a text that is none of the words: an empty one goes, a near miss becomes the
/// word that was meant.
pub(super) fn meant_word(
    text: &str,
    words: &'static [&'static str],
) -> Option<impl FnOnce(FieldPath) -> Repair + use<>> {
    let text = text.trim();
    let meant = match words.iter().find(|word| word.eq_ignore_ascii_case(text)) {
        Some(word) => Some((*word).to_owned()),
        None if text.is_empty() => None,
        None => Some(closest(text, words.iter().map(|word| (*word).to_owned()))?),
    };
    Some(move |path| match meant {
        Some(word) => Repair::set(path, word),
        None => Repair::remove(path),
    })
}

/// F-02: characters that cannot be seen.
fn hidden(path: FieldPath, field: &Field, text: &str) -> Option<Finding> {
    let plain_ascii = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    // N-05 speaks of names.
    if plain_ascii || path.key == Key::Name {
        return None;
    }
    let wanted = |character: char| match field.kind {
        FieldKind::Pem => matches!(character, '\n' | '\r' | '\t'),
        // S-04 knows what to do about blocks that stand on lines of their own.
        FieldKind::Blocks => character.is_whitespace(),
        _ => false,
    };
    let unwanted = |character: char| is_hidden(character) && !wanted(character);
    let count = text.chars().filter(|character| unwanted(*character)).count();
    if count == 0 {
        return None;
    }
    let clean: String = text.chars().filter(|character| !unwanted(*character)).collect();
    Some(
        Finding::at(Rule::F02, path)
            .with("field", path)
            .with("count", count)
            .with_repair(Repair::set(path, clean)),
    )
}

/// Values that stand behind a switch that is off.
#[derive(Default)]
struct UnusedFields {
    bgp: Vec<FieldPath>,
    health: Vec<FieldPath>,
}

impl UnusedFields {
    fn add(&mut self, applies: FieldCondition, path: FieldPath) {
        match applies {
            FieldCondition::WithBgp => self.bgp.push(path),
            FieldCondition::WithHealthCheck => self.health.push(path),
            FieldCondition::Always => {}
        }
    }

    /// F-03, once for each switch. B-20 speaks of dual mode's BGP values, which stand in tunnels.
    fn report(self, found: &mut Vec<Finding>) {
        for (switch, values) in [(Key::EnableBgp, self.bgp), (Key::HealthEnable, self.health)] {
            if values.is_empty() {
                continue;
            }
            let switch = FieldPath::connection(switch);
            let mut finding = Finding::at(Rule::F03, switch)
                .with("switch", switch)
                .with("count", values.len())
                .with_repair(Repair::set(switch, "true"));
            finding.fields.extend(values);
            found.push(finding);
        }
    }
}

/// M-19: the values of one level that are left to the service.
fn defaults(draft: &Draft, owner: FieldOwner) -> Option<Finding> {
    let mode = draft.mode();
    let mut fields = Vec::new();
    let mut edits = Vec::new();
    let mut values = Vec::new();
    for field in catalogue::FIELDS {
        let Some(default) = field.default.of(mode) else { continue };
        let path = FieldPath { owner, key: field.key };
        if is_left_out(field.key, mode) || !draft.applies(path) || draft.has(path) {
            continue;
        }
        values.push((path, Some(default)));
        edits.push(Edit::Set(path, default.to_owned()));
        fields.push(path);
    }
    let tunnel = match owner {
        FieldOwner::Tunnel(number) => number,
        _ => 0,
    };
    let finding = finding_for_fields(Rule::M19, fields)?;
    let count = finding.fields.len();
    Some(
        finding
            .with("values", Arg::Fields(values))
            .with("count", count)
            .with("mode", mode.name())
            .with("tunnel", tunnel)
            .with_repair(Repair { edits }),
    )
}

/// Defaults not worth a warning: switches whose absence is a plain no, what M-12 and M-14 speak of,
/// and what the reference does not list.
fn is_left_out(key: Key, mode: Mode) -> bool {
    match key {
        Key::EffectImmediately
        | Key::EnableTunnelsBgp
        | Key::EnableBgp
        | Key::HealthEnable
        | Key::DryRun
        | Key::TunnelBandwidth => true,
        Key::AutoConfigRoute => mode == Mode::Dual,
        _ => false,
    }
}
