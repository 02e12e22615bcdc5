//! Other devices' words for ciphers, hashes, groups and versions: what was meant by a near miss.

use std::borrow::Cow;

use super::super::super::catalogue::{self, Kind};
use super::super::super::characters::plain;
use super::super::super::field::Key;

/// A group that older revisions of the service took and today's does not.
const GROUP24: &str = "group24";

/// The service's own word for what was typed, where only one can be meant.
pub(super) fn meant(key: Key, typed: &str) -> Option<&'static str> {
    let Kind::Choice(allowed) = catalogue::field(key).kind else { return None };
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
    match without(without(word, &["ike"]), &["version", "v"]) {
        "1" => Some("ikev1"),
        "2" => Some("ikev2"),
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
    let word = without(word, &["esp"]);
    let word: Cow<'_, str> =
        if word.contains("cbc") { word.replacen("cbc", "", 1).into() } else { word.into() };
    match &*word {
        "aes" | "aes128" => Some("aes"),
        "aes192" => Some("aes192"),
        "aes256" => Some("aes256"),
        "des" => Some("des"),
        "3des" | "des3" | "tripledes" => Some("3des"),
        _ => None,
    }
}

/// A number behind the size of a hash is the length it is cut to: `sha256_128`, `hmac-sha1-96`.
fn hash(word: &str) -> Option<&'static str> {
    let word = without(without(word, &["esp", "prf"]), &["hmac"]);
    match word.strip_suffix("hmac").unwrap_or(word) {
        "md5" | "md596" => Some("md5"),
        "sha" | "sha1" | "sha196" | "sha160" => Some("sha1"),
        "sha256" | "sha2256" | "sha256128" | "sha2256128" => Some("sha256"),
        "sha384" | "sha2384" | "sha384192" | "sha2384192" => Some("sha384"),
        "sha512" | "sha2512" | "sha512256" | "sha2512256" => Some("sha512"),
        _ => None,
    }
}

fn group(word: &str) -> Option<&'static str> {
    if let Some(bits) = word.strip_prefix("modp") {
        return match bits {
            "768" => Some("group1"),
            "1024" => Some("group2"),
            "1536" => Some("group5"),
            "2048" => Some("group14"),
            "2048s256" => Some(GROUP24),
            _ => None,
        };
    }
    match without(word, &["pfsgroup", "dhgroup", "group", "pfs", "dh", "g"]) {
        "1" => Some("group1"),
        "2" => Some("group2"),
        "5" => Some("group5"),
        "14" => Some("group14"),
        "24" => Some(GROUP24),
        "disabled" | "disable" | "none" | "off" | "no" | "false" | "nopfs" => Some("disabled"),
        _ => None,
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
        ] {
            assert_eq!(meant(key, typed), expected, "{key:?} {typed}");
        }
    }

    #[test]
    fn group_24_has_several_names() {
        for typed in ["group24", "24", "dh24", "modp2048s256", "Group 24"] {
            assert!(is_group24(Key::IkePfs, typed), "{typed}");
            assert_eq!(meant(Key::IpsecPfs, typed), None, "{typed}");
        }
    }
}
