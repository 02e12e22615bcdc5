//! The codes of a diagnosis, the service's and our own: the phase, the fields, how grave it is; and the
//! words of the service's IKE daemon in those of a request.
//!
//! The facts stand in `assets/diagnosis.json`; what a code means and how it is repaired on either side are
//! the message `diagnosis-CODE` and its attributes `here` and `there`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::connection::Key;

use super::log_line::key_of;

const TABLE: &str = include_str!("../../assets/diagnosis.json");

/// A code of a diagnosis.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiagnosisCode {
    /// As the service or this program writes it.
    pub code: String,
    /// 1 or 2 for the phase, 3 for BGP, 0 for none of them.
    pub phase: u8,
    /// The fields it is about, the first one first.
    pub fields: Vec<String>,
    /// How grave it is: `error`, `warning` or `hint`.
    pub severity: String,
    /// The service's own sentence for it, as far as one is known or likely; the sandbox says it.
    #[serde(default)]
    pub reason: Option<String>,
}

impl DiagnosisCode {
    /// The fields it is about.
    pub fn keys(&self) -> impl Iterator<Item = Key> {
        self.fields.iter().filter_map(|name| key_of(name))
    }
}

/// Every code that is known.
pub fn diagnosis_codes() -> &'static [DiagnosisCode] {
    static CODES: LazyLock<Vec<DiagnosisCode>> = LazyLock::new(|| {
        // The table is part of the program, and a test reads it.
        serde_json::from_str(TABLE).expect("assets/diagnosis.json is well formed")
    });
    &CODES
}

/// What is known of a code, spelt exactly so.
pub fn diagnosis_code(code: &str) -> Option<&'static DiagnosisCode> {
    diagnosis_codes().iter().find(|known| known.code == code)
}

/// A value as the service's IKE daemon writes it, in the word of a request; what has none stays as it is.
pub fn normalize_daemon_value(key: Key, raw: &str) -> String {
    let bare = raw.trim();
    let small = bare.to_ascii_lowercase();
    let word = match key {
        Key::IkeAuthAlg | Key::IpsecAuthAlg => hash(&small),
        Key::IkeEncAlg | Key::IpsecEncAlg => cipher(&small),
        Key::IkePfs | Key::IpsecPfs => group(&small),
        Key::IkeMode => match small.as_str() {
            "identity protection" | "main mode" => Some("main"),
            "aggressive mode" => Some("aggressive"),
            _ => None,
        },
        Key::IkeVersion => match small.as_str() {
            "1" | "v1" | "ike" | "1.0" => Some("ikev1"),
            "2" | "v2" | "2.0" => Some("ikev2"),
            _ => None,
        },
        _ => None,
    };
    match word {
        Some(word) => word.to_owned(),
        // Names such as SHA256 or GROUP14 are those of a request but for their letters.
        None if is_own_word(key, &small) => small,
        None => bare.to_owned(),
    }
}

fn is_own_word(key: Key, small: &str) -> bool {
    let choices: &[&str] = match key {
        Key::IkeAuthAlg | Key::IpsecAuthAlg => &["md5", "sha1", "sha256", "sha384", "sha512"],
        Key::IkeEncAlg | Key::IpsecEncAlg => &["aes", "aes192", "aes256", "des", "3des"],
        Key::IkePfs | Key::IpsecPfs => &["disabled", "group1", "group2", "group5", "group14"],
        Key::IkeMode => &["main", "aggressive"],
        Key::IkeVersion => &["ikev1", "ikev2"],
        _ => &[],
    };
    choices.contains(&small)
}

fn hash(small: &str) -> Option<&'static str> {
    let bare = small.trim_start_matches("hmac-").trim_start_matches("hmac_");
    let bare = bare.trim_start_matches("prf_hmac_");
    Some(match bare {
        "md5" | "md5_96" => "md5",
        "sha" | "sha1" | "sha1_96" | "sha-1" => "sha1",
        "sha256" | "sha2_256_128" | "sha2_256" | "sha-256" => "sha256",
        "sha384" | "sha2_384_192" | "sha2_384" | "sha-384" => "sha384",
        "sha512" | "sha2_512_256" | "sha2_512" | "sha-512" => "sha512",
        _ => return None,
    })
}

fn cipher(small: &str) -> Option<&'static str> {
    Some(match small {
        "des-cbc" | "des_cbc" => "des",
        "3des-cbc" | "3des_cbc" => "3des",
        "aes_cbc_128" | "aes128" | "aes-128" | "128" => "aes",
        "aes_cbc_192" | "aes-192" | "192" => "aes192",
        "aes_cbc_256" | "aes-256" | "256" => "aes256",
        _ => return None,
    })
}

fn group(small: &str) -> Option<&'static str> {
    let bare = small.trim_end_matches(" modp group").trim_end_matches("-bit");
    Some(match bare {
        "1" | "768" | "modp_768" | "modp768" => "group1",
        "2" | "1024" | "modp_1024" | "modp1024" => "group2",
        "5" | "1536" | "modp_1536" | "modp1536" => "group5",
        "14" | "2048" | "modp_2048" | "modp2048" => "group14",
        "0" | "none" | "off" => "disabled",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_knows_its_fields_and_grades() {
        for known in diagnosis_codes() {
            assert_eq!(known.keys().count(), known.fields.len(), "{}", known.code);
            assert!(["error", "warning", "hint"].contains(&known.severity.as_str()));
        }
        for phrase in super::super::log_line::log_phrases() {
            let code = phrase.code.as_deref();
            assert!(code.is_none_or(|code| diagnosis_code(code).is_some()), "{code:?}");
        }
    }

    #[test]
    fn the_daemons_words_become_those_of_a_request() {
        for (key, raw, word) in [
            (Key::IkeAuthAlg, "SHA", "sha1"),
            (Key::IkeAuthAlg, "SHA256", "sha256"),
            (Key::IpsecAuthAlg, "hmac-sha256", "sha256"),
            (Key::IpsecAuthAlg, "HMAC_SHA1_96", "sha1"),
            (Key::IkeEncAlg, "3DES-CBC", "3des"),
            (Key::IkeEncAlg, "AES_CBC_128", "aes"),
            (Key::IkeEncAlg, "AES-CBC", "AES-CBC"),
            (Key::IkePfs, "2048-bit MODP group", "group14"),
            (Key::IpsecPfs, "MODP_1024", "group2"),
            (Key::IpsecPfs, "modp3072", "modp3072"),
            (Key::IkeMode, "Identity Protection", "main"),
            (Key::RemoteId, "Gate.example", "Gate.example"),
        ] {
            assert_eq!(normalize_daemon_value(key, raw), word, "{raw}");
        }
    }
}
