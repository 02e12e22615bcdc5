//! The codes of a diagnosis, the service's and our own: the phase, the fields, how grave it is; and the
//! words of the service's IKE daemon in those of a request.
//!
//! The facts stand in `assets/diagnosis.json`; what a code means and how it is repaired on either side are
//! the message `diagnosis-CODE` and its attributes `here` and `there`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::connection::{Key, canonical_value};

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
    let is_cipher = matches!(key, Key::IkeEncAlg | Key::IpsecEncAlg);
    let word = match (key, small.as_str()) {
        (Key::IkeMode, "identity protection") => Some("main"),
        (Key::IkeVersion, "ike") => Some("ikev1"),
        (_, "128") if is_cipher => Some("aes"),
        (_, "192") if is_cipher => Some("aes192"),
        (_, "256") if is_cipher => Some("aes256"),
        // It may have any of the sizes.
        (_, "aes-cbc" | "aes_cbc") if is_cipher => None,
        // That a group is missing is told of phase 1 too, though no request can ask for it.
        (Key::IkePfs, _) => canonical_value(Key::IpsecPfs, bare),
        _ => canonical_value(key, bare),
    };
    word.unwrap_or(bare).to_owned()
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
