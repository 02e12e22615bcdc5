//! Other devices' words for ciphers, hashes, groups and versions: what was meant by a near miss.

use super::super::super::catalogue::{self, FieldKind};
use super::super::super::characters::plain;
use super::super::super::field::Key;

/// A group that older revisions of the service took and today's does not.
const GROUP24: &str = "group24";

/// The service's own word for what was typed in another vendor's spelling, where only one can be meant.
pub fn canonical_value(key: Key, typed: &str) -> Option<&'static str> {
    let FieldKind::Choice(allowed) = catalogue::field(key).kind else { return None };
    translated(key, typed).filter(|word| allowed.contains(word))
}

/// Whether group 24 was meant, by any of its names.
pub(super) fn is_group24(key: Key, typed: &str) -> bool {
    translated(key, typed) == Some(GROUP24)
}

fn translated(key: Key, typed: &str) -> Option<&'static str> {
    let word = bare(typed)?;
    match key {
        Key::IkeVersion => version(&word),
        Key::IkeMode => mode(&word),
        Key::IkeEncAlg | Key::IpsecEncAlg => cipher(&word),
        Key::IkeAuthAlg | Key::IpsecAuthAlg => hash(&word),
        Key::IkePfs | Key::IpsecPfs => group(&word),
        _ => None,
    }
}

/// Small letters and digits alone, full-width ones made plain.
fn bare(typed: &str) -> Option<String> {
    // No device's word is as long as this, and a pasted file is no slip of the finger.
    if typed.len() > 64 {
        return None;
    }
    let word: String = plain(typed)
        .filter(|character| character.is_alphanumeric())
        .map(|character| character.to_ascii_lowercase())
        .collect();
    (word.is_ascii() && !word.is_empty()).then_some(word)
}

fn without<'a>(word: &'a str, prefixes: &[&str]) -> &'a str {
    prefixes.iter().find_map(|prefix| word.strip_prefix(prefix)).unwrap_or(word)
}

fn version(word: &str) -> Option<&'static str> {
    let word = word.strip_suffix("only").unwrap_or(word);
    match without(without(word, &["ike"]), &["version", "v"]) {
        "1" | "10" => Some("ikev1"),
        "2" | "20" => Some("ikev2"),
        _ => None,
    }
}

fn mode(word: &str) -> Option<&'static str> {
    match word {
        "main" | "mainmode" => Some("main"),
        "aggressive" | "aggressivemode" | "agressive" | "aggr" => Some("aggressive"),
        _ => None,
    }
}

/// GCM and the like are other ciphers, not other names, so they find nothing here.
fn cipher(word: &str) -> Option<&'static str> {
    let word = without(word, &["esp", "ike", "enc"]).replacen("cbc", "", 1);
    match word.trim_end_matches("bits").trim_end_matches("bit") {
        "aes" | "aes128" | "128aes" => Some("aes"),
        "aes192" | "192aes" => Some("aes192"),
        "aes256" | "256aes" => Some("aes256"),
        "des" | "des56" => Some("des"),
        "3des" | "des3" | "tripledes" | "3des168" | "desede3" | "desede" => Some("3des"),
        _ => None,
    }
}

/// A number behind the size of a hash is the length it is cut to: `sha256_128`, `hmac-sha1-96`.
fn hash(word: &str) -> Option<&'static str> {
    let word = without(without(word, &["esp", "ah", "prf", "auth"]), &["hmac"]);
    match word.strip_suffix("hmac").unwrap_or(word) {
        "md5" | "md596" | "md5128" => Some("md5"),
        "sha" | "sha1" | "sha196" | "sha160" | "sha1160" => Some("sha1"),
        "sha256" | "sha2256" | "sha256128" | "sha2256128" => Some("sha256"),
        "sha384" | "sha2384" | "sha384192" | "sha2384192" => Some("sha384"),
        "sha512" | "sha2512" | "sha512256" | "sha2512256" => Some("sha512"),
        _ => None,
    }
}

/// The words that stand around the number of a group or the size of its prime.
const AROUND_A_GROUP: &[&str] = &[
    "diffiehellman",
    "perfectforwardsecrecy",
    "oakley",
    "group",
    "modp",
    "pfs",
    "dh",
    "bits",
    "bit",
    "g",
];

/// A group by its number, by the size of its prime, or by both where they agree:
/// `group14`, `PFS2048`, `14 (2048-bit MODP)`.
fn group(word: &str) -> Option<&'static str> {
    if matches!(word, "modp2048s256" | "dh2048s256") {
        return Some(GROUP24);
    }
    let mut rest = word.to_owned();
    for around in AROUND_A_GROUP {
        rest = rest.replace(around, " ");
    }
    let mut groups = rest.split_whitespace().map(|part| of_group(part, word));
    let group = groups.next()??;
    groups.all(|other| other == Some(group)).then_some(group)
}

fn of_group(part: &str, word: &str) -> Option<&'static str> {
    Some(match part {
        // A prime is named by its size, a group by its number; the two may stand together.
        "1" | "2" | "5" | "14" | "24" if word == format!("modp{part}") => return None,
        "1" | "768" | "1768" => "group1",
        "2" | "1024" | "21024" => "group2",
        "5" | "1536" | "51536" => "group5",
        "14" | "2048" | "142048" => "group14",
        "24" => GROUP24,
        "0" | "disabled" | "disable" | "none" | "null" | "off" | "no" | "false" => "disabled",
        _ => return None,
    })
}

/// What somebody meant that the service does not have: `curve` for a group over an elliptic curve,
/// `larger` for a larger prime, `combined` for a cipher that authenticates as well, else `unknown`.
pub(super) fn unavailable(key: Key, typed: &str) -> &'static str {
    let Some(word) = bare(typed) else { return "unknown" };
    match key {
        Key::IkePfs | Key::IpsecPfs => {
            let is_curve = ["ecp", "curve", "nistp", "brainpool", "25519", "x448"];
            if is_curve.iter().any(|part| word.contains(part)) {
                return "curve";
            }
            let number = word.trim_start_matches(|sign: char| !sign.is_ascii_digit());
            match number {
                "19" | "20" | "21" | "25" | "26" | "27" | "28" | "29" | "30" | "31" | "32" => {
                    "curve"
                }
                "15" | "16" | "17" | "18" | "3072" | "4096" | "6144" | "8192" => "larger",
                _ => "unknown",
            }
        }
        Key::IkeEncAlg | Key::IpsecEncAlg
            if ["gcm", "ccm", "chacha", "gmac"].iter().any(|part| word.contains(part)) =>
        {
            "combined"
        }
        _ => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_other_devices() {
        for (key, typed, expected) in [
            (Key::IkeVersion, "v2", Some("ikev2")),
            (Key::IkeVersion, "2", Some("ikev2")),
            (Key::IkeVersion, "IKEv1", Some("ikev1")),
            (Key::IkeVersion, "IKE version 2", Some("ikev2")),
            (Key::IkeVersion, "3", None),
            (Key::IkeMode, "Main", Some("main")),
            (Key::IkeMode, "aggressive-mode", Some("aggressive")),
            (Key::IkeMode, "quick", None),
            (Key::IkeEncAlg, "AES-256", Some("aes256")),
            (Key::IkeEncAlg, "aes-cbc-128", Some("aes")),
            (Key::IkeEncAlg, "ＡＥＳ１９２", Some("aes192")),
            (Key::IkeEncAlg, "Triple DES", Some("3des")),
            (Key::IpsecEncAlg, "esp-aes-256", Some("aes256")),
            (Key::IpsecEncAlg, "esp-3des", Some("3des")),
            (Key::IpsecEncAlg, "aes-256-gcm", None),
            (Key::IpsecEncAlg, "256", None),
            (Key::IkeAuthAlg, "SHA2-256", Some("sha256")),
            (Key::IkeAuthAlg, "hmac-sha1-96", Some("sha1")),
            (Key::IkeAuthAlg, "sha", Some("sha1")),
            (Key::IkeAuthAlg, "SHA-2", None),
            (Key::IpsecAuthAlg, "esp-sha512-hmac", Some("sha512")),
            (Key::IpsecAuthAlg, "sha384_192", Some("sha384")),
            (Key::IkePfs, "14", Some("group14")),
            (Key::IkePfs, "modp2048", Some("group14")),
            (Key::IkePfs, "dh14", Some("group14")),
            (Key::IkePfs, "DH-Group 5", Some("group5")),
            (Key::IkePfs, "none", None),
            (Key::IkePfs, "modp14", None),
            (Key::IkePfs, "group19", None),
            (Key::IpsecPfs, "None", Some("disabled")),
            (Key::IpsecPfs, "disable", Some("disabled")),
            (Key::IpsecPfs, "", None),
            (Key::IkeVersion, "v2-only", Some("ikev2")),
            (Key::IkeVersion, "IKEv1 only", Some("ikev1")),
            (Key::IkeEncAlg, "aes-256-cbc", Some("aes256")),
            (Key::IkeEncAlg, "aes-cbc-256", Some("aes256")),
            (Key::IkeEncAlg, "AES 128 bits", Some("aes")),
            (Key::IkeEncAlg, "3des_168", Some("3des")),
            (Key::IpsecAuthAlg, "hmac-sha-256-128", Some("sha256")),
            (Key::IkeAuthAlg, "SHA-256", Some("sha256")),
            (Key::IpsecPfs, "PFS2048", Some("group14")),
            (Key::IpsecPfs, "2048", Some("group14")),
            (Key::IpsecPfs, "PFS2", Some("group2")),
            (Key::IkePfs, "DHGroup14", Some("group14")),
            (Key::IkePfs, "DHGroup2048", Some("group14")),
            (Key::IkePfs, "group14/modp2048", Some("group14")),
            (Key::IkePfs, "group 14 (2048-bit MODP)", Some("group14")),
            (Key::IkePfs, "group 14 (modp1024)", None),
            (Key::IpsecPfs, "NULL", Some("disabled")),
            (Key::IpsecPfs, "dh-group0", Some("disabled")),
            (Key::IkePfs, "NULL", None),
            (Key::IpsecPfs, "ECP256", None),
            (Key::IpsecPfs, "PFSMM", None),
        ] {
            assert_eq!(canonical_value(key, typed), expected, "{key:?} {typed}");
        }
    }

    #[test]
    fn what_the_service_does_not_have_is_known_for_what_it_is() {
        for (key, typed, expected) in [
            (Key::IpsecPfs, "ECP256", "curve"),
            (Key::IkePfs, "group19", "curve"),
            (Key::IkePfs, "curve25519", "curve"),
            (Key::IkePfs, "DH-Group 16", "larger"),
            (Key::IpsecPfs, "modp4096", "larger"),
            (Key::IkeEncAlg, "aes256-gcm", "combined"),
            (Key::IkeEncAlg, "chacha20poly1305", "combined"),
            (Key::IkeEncAlg, "blowfish", "unknown"),
        ] {
            assert_eq!(unavailable(key, typed), expected, "{typed}");
        }
    }

    #[test]
    fn group_24_has_several_names() {
        for typed in ["group24", "24", "dh24", "modp2048s256", "Group 24"] {
            assert!(is_group24(Key::IkePfs, typed), "{typed}");
            assert_eq!(canonical_value(Key::IpsecPfs, typed), None, "{typed}");
        }
    }
}
