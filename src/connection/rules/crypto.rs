//! Phase 1 and phase 2: unknown words, lifetimes, weak choices and odd pairs.
//!
//! Values that stand in the draft are judged; what an absent one stands for is told by M-19. Only
//! rules that weigh one value against another look at defaults.

mod spellings;

pub use spellings::canonical_value;

use super::super::catalogue::{self, CIPHERS, FieldKind, GROUPS, PHASE_KEYS};
use super::super::draft::Draft;
use super::super::field::{FieldOwner, FieldPath, Key};
use super::super::finding::{Finding, Repair, Rule};
use super::super::message::Arg;
use super::super::notation;
use super::super::presets::MODERN;
use super::super::value;

use super::shared::{excerpt, finding_for_fields, finding_with_replacement};

/// The fields of one word each, with the rule that refuses a word the service does not know.
const WORDS: [(Key, Rule); 8] = [
    (Key::IkeVersion, Rule::C01),
    (Key::IkeMode, Rule::C02),
    (Key::IkeEncAlg, Rule::C03),
    (Key::IkeAuthAlg, Rule::C04),
    (Key::IkePfs, Rule::C05),
    (Key::IpsecEncAlg, Rule::C07),
    (Key::IpsecAuthAlg, Rule::C08),
    (Key::IpsecPfs, Rule::C09),
];

/// Lifetimes below this, in seconds, mean constant rekeying, and several devices refuse them.
const SHORT: u64 = 900;

/// The usual phase 2 lifetime, in seconds: eight hours.
const USUAL_PHASE_2: u64 = 28_800;

/// Words the service takes and nobody should choose.
struct WeakAlgorithm {
    rule: Rule,
    keys: &'static [Key],
    words: &'static [&'static str],
    better: Option<&'static str>,
}

const CIPHER_KEYS: &[Key] = &[Key::IkeEncAlg, Key::IpsecEncAlg];
const HASH_KEYS: &[Key] = &[Key::IkeAuthAlg, Key::IpsecAuthAlg];
const GROUP_KEYS: &[Key] = &[Key::IkePfs, Key::IpsecPfs];

const fn weak(
    rule: Rule,
    keys: &'static [Key],
    words: &'static [&'static str],
    better: &'static str,
) -> WeakAlgorithm {
    WeakAlgorithm { rule, keys, words, better: Some(better) }
}

/// RFC 8221 and RFC 8247 for ciphers, hashes and groups, RFC 9395 for version 1.
const WEAK: &[WeakAlgorithm] = &[
    weak(Rule::C15, CIPHER_KEYS, &["des"], "aes256"),
    weak(Rule::C16, CIPHER_KEYS, &["3des"], "aes256"),
    weak(Rule::C17, HASH_KEYS, &["md5"], "sha256"),
    weak(Rule::C18, HASH_KEYS, &["sha1"], "sha256"),
    weak(Rule::C19, GROUP_KEYS, &["group1"], "group14"),
    weak(Rule::C20, GROUP_KEYS, &["group2", "group5"], "group14"),
    weak(Rule::C21, &[Key::IpsecPfs], &["disabled"], "group14"),
    weak(Rule::C24, &[Key::IkeVersion], &["ikev1"], "ikev2"),
    WeakAlgorithm { rule: Rule::C29, keys: CIPHER_KEYS, words: &["aes192"], better: None },
];

pub(super) fn check(draft: &Draft, found: &mut Vec<Finding>) {
    let owners: Vec<FieldOwner> =
        draft.paths_of(Key::IkeVersion).into_iter().map(|path| path.owner).collect();
    unknown_words(draft, &owners, found);
    weak_words(draft, &owners, found);
    modes(draft, &owners, found);
    for &owner in &owners {
        for (key, rule) in [(Key::IkeLifetime, Rule::C06), (Key::IpsecLifetime, Rule::C10)] {
            found.extend(lifetime(draft, FieldPath { owner, key }, rule));
        }
        found.extend(phase_2_outlives_phase_1(draft, owner));
        found.extend(phase_2_group_is_smaller(draft, owner));
        found.extend(phase_2_cipher_is_stronger(draft, owner));
    }
    found.extend(differing_tunnels(draft, &owners));
    found.extend(modern(draft, &owners));
}

fn unknown_words(draft: &Draft, owners: &[FieldOwner], found: &mut Vec<Finding>) {
    let mut withdrawn = Vec::new();
    for &owner in owners {
        for (key, rule) in WORDS {
            let path = FieldPath { owner, key };
            let Some(text) = draft.text(path) else { continue };
            if is_known(key, text) {
                continue;
            }
            if spellings::is_group24(key, text) {
                withdrawn.push(path);
                continue;
            }
            let meant = spellings::canonical_value(key, text);
            let finding = Finding::at(rule, path)
                .with("value", excerpt(text))
                .with("kind", spellings::unavailable(key, text));
            found.push(finding.with_repair(meant.map(|word| Repair::set(path, word))));
        }
    }
    found.extend(finding_with_replacement(Rule::C27, withdrawn, "group14"));
}

fn is_known(key: Key, text: &str) -> bool {
    matches!(catalogue::field(key).kind, FieldKind::Choice(words) if words.contains(&text))
}

fn weak_words(draft: &Draft, owners: &[FieldOwner], found: &mut Vec<Finding>) {
    for weak in WEAK {
        let fields: Vec<FieldPath> = owners
            .iter()
            .flat_map(|&owner| weak.keys.iter().map(move |&key| FieldPath { owner, key }))
            .filter(|path| draft.text(*path).is_some_and(|text| weak.words.contains(&text)))
            .collect();
        found.extend(match weak.better {
            Some(better) => finding_with_replacement(weak.rule, fields, better),
            None => finding_for_fields(weak.rule, fields),
        });
    }
}

/// What depends on the version: aggressive mode, and the hash that is the PRF as well.
fn modes(draft: &Draft, owners: &[FieldOwner], found: &mut Vec<Finding>) {
    let (mut cracked, mut ignored, mut hashes) = (Vec::new(), Vec::new(), Vec::new());
    for &owner in owners {
        let at = |key| FieldPath { owner, key };
        let aggressive = draft.text(at(Key::IkeMode)) == Some("aggressive");
        match draft.effective(at(Key::IkeVersion)) {
            Some("ikev1") if aggressive => cracked.push(at(Key::IkeMode)),
            Some("ikev2") => {
                if aggressive {
                    ignored.push(at(Key::IkeMode));
                }
                if draft.has(at(Key::IkeAuthAlg)) {
                    hashes.push(at(Key::IkeAuthAlg));
                }
            }
            _ => {}
        }
    }
    found.extend(finding_for_fields(Rule::C25, cracked));
    found.extend(finding_with_replacement(Rule::C26, ignored, "main"));
    found.extend(finding_for_fields(Rule::C31, hashes));
}

fn lifetime(draft: &Draft, path: FieldPath, malformed: Rule) -> Option<Finding> {
    let text = draft.text(path)?;
    let Some(seconds) = seconds(path.key, text) else {
        let finding = Finding::at(malformed, path).with("value", excerpt(text));
        let meant = notation::parse_duration_seconds(text).map(|meant| meant.to_string());
        let meant = meant.filter(|meant| self::seconds(path.key, meant).is_some());
        return Some(finding.with_repair(meant.map(|meant| Repair::set(path, meant))));
    };
    let rule = match seconds {
        0 => Rule::C11,
        _ if seconds < SHORT => Rule::C12,
        _ if path.key == Key::IpsecLifetime && seconds > USUAL_PHASE_2 => Rule::C14,
        _ => return None,
    };
    Some(Finding::at(rule, path).with("seconds", seconds.to_string()))
}

fn seconds(key: Key, text: &str) -> Option<u64> {
    let FieldKind::Seconds(least, most) = catalogue::field(key).kind else { return None };
    value::parse_whole_number(text)
        .filter(|seconds| (u64::from(least)..=u64::from(most)).contains(seconds))
}

/// The effective values of two fields of one place, if at least one of them was written down.
fn pair(draft: &Draft, one: FieldPath, other: FieldPath) -> Option<(&str, &str)> {
    if !draft.has(one) && !draft.has(other) {
        return None;
    }
    Some((draft.effective(one)?, draft.effective(other)?))
}

fn phase_2_outlives_phase_1(draft: &Draft, owner: FieldOwner) -> Option<Finding> {
    let ike = FieldPath { owner, key: Key::IkeLifetime };
    let ipsec = FieldPath { owner, key: Key::IpsecLifetime };
    let (first, second) = pair(draft, ike, ipsec)?;
    let (first, second) = (seconds(ike.key, first)?, seconds(ipsec.key, second)?);
    // Nobody knows what 0 means, so it is neither longer nor shorter; C-11 speaks of it.
    (first > 0 && second > first).then(|| {
        Finding::at(Rule::C13, ipsec)
            .with_field(ike)
            .with("ipsec", second.to_string())
            .with("ike", first.to_string())
    })
}

fn phase_2_group_is_smaller(draft: &Draft, owner: FieldOwner) -> Option<Finding> {
    let ike = FieldPath { owner, key: Key::IkePfs };
    let ipsec = FieldPath { owner, key: Key::IpsecPfs };
    let (first, second) = pair(draft, ike, ipsec)?;
    let rank = |word: &str| GROUPS.iter().position(|group| *group == word);
    (rank(second)? < rank(first)?).then(|| {
        Finding::at(Rule::C22, ipsec)
            .with_field(ike)
            .with("ipsec", second.to_owned())
            .with("ike", first.to_owned())
    })
}

fn phase_2_cipher_is_stronger(draft: &Draft, owner: FieldOwner) -> Option<Finding> {
    let ike = FieldPath { owner, key: Key::IkeEncAlg };
    let ipsec = FieldPath { owner, key: Key::IpsecEncAlg };
    let (first, second) = pair(draft, ike, ipsec)?;
    (strength(second)? > strength(first)?).then(|| {
        Finding::at(Rule::C23, ike)
            .with_field(ipsec)
            .with("ipsec", second.to_owned())
            .with("ike", first.to_owned())
    })
}

/// Bits of work to find the key; 3DES has keys of 168 bits and the strength of 112.
fn strength(cipher: &str) -> Option<u16> {
    const BITS: [u16; 5] = [128, 192, 256, 56, 112];
    CIPHERS.iter().zip(BITS).find(|(word, _)| **word == cipher).map(|(_, bits)| bits)
}

fn differing_tunnels(draft: &Draft, owners: &[FieldOwner]) -> Option<Finding> {
    if owners.len() < 2 {
        return None;
    }
    let mut differing = Vec::new();
    let mut fields = Vec::new();
    for key in PHASE_KEYS {
        let [one, two] = [1, 2].map(|number| FieldPath::tunnel(number, key));
        if draft.effective(one) == draft.effective(two) {
            continue;
        }
        differing.push((two, None));
        fields.extend([two, one]);
    }
    finding_for_fields(Rule::C28, fields)
        .map(|finding| finding.with("fields", Arg::Fields(differing)))
}

fn modern(draft: &Draft, owners: &[FieldOwner]) -> Option<Finding> {
    // IKEv2 has no modes, so whatever stands there is as good.
    let values = || MODERN.values().iter().filter(|(key, _)| *key != Key::IkeMode);
    let all = owners.iter().all(|&owner| {
        values().all(|&(key, word)| draft.text(FieldPath { owner, key }) == Some(word))
    });
    let versions = owners.iter().map(|&owner| FieldPath { owner, key: Key::IkeVersion });
    all.then(|| finding_for_fields(Rule::C30, versions.collect())).flatten()
}
