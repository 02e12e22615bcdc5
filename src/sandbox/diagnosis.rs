//! What a negotiation leaves behind: lines of the log, and what the service's diagnosis makes of a refusal.
//!
//! The sentences stand in `assets/diagnosis.json`, with the codes they belong to.

use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

const TABLE: &str = include_str!("../../assets/diagnosis.json");

/// The log's time zone, which it does not tell (samples of the API reference).
const LOG_OFFSET: SignedDuration = SignedDuration::from_hours(8);

/// How grave a line of the log is, in the daemon's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LogLevel {
    Info,
    Warning,
    Error,
}

/// What the daemon writes, and where in its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LogMessage {
    pub level: LogLevel,
    /// `file.c:line:function()`.
    pub place: &'static str,
    pub text: String,
}

/// A negotiation that failed, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NegotiationFailure {
    /// `FailedReasonCode`.
    pub code: &'static str,
    /// Alibaba Cloud's value as the daemon names it; empty where it does not tell.
    pub here: String,
    /// The device's.
    pub there: String,
    pub message: LogMessage,
}

/// A refusal as it is remembered.
#[derive(Clone, Debug)]
pub(super) struct DiagnosisRecord {
    pub at: Timestamp,
    pub code: &'static str,
    pub here: String,
    pub there: String,
    /// The line of the log.
    pub line: String,
}

impl LogMessage {
    pub(super) fn error(place: &'static str, text: impl Into<String>) -> Self {
        Self { level: LogLevel::Error, place, text: text.into() }
    }

    pub(super) fn info(place: &'static str, text: impl Into<String>) -> Self {
        Self { level: LogLevel::Info, place, text: text.into() }
    }

    /// The whole line, as the samples of the API reference have it.
    pub(super) fn line(&self, at: Timestamp, connection: &str, context: &str) -> String {
        let shown = at.checked_add(LOG_OFFSET).unwrap_or(at).strftime("%Y-%m-%d %H:%M:%S");
        let level = match self.level {
            LogLevel::Info => "INFO",
            LogLevel::Warning => "PROTO_WARN",
            LogLevel::Error => "PROTO_ERR",
        };
        let Self { place, text, .. } = self;
        format!("{shown} {connection} [{level}]: {place}: {text} {context}")
    }
}

impl NegotiationFailure {
    /// Without values: the daemon knows none, or does not tell.
    pub(super) fn bare(code: &'static str, place: &'static str, text: impl Into<String>) -> Self {
        Self::valued(code, (String::new(), String::new()), place, text)
    }

    pub(super) fn valued(
        code: &'static str,
        (here, there): (String, String),
        place: &'static str,
        text: impl Into<String>,
    ) -> Self {
        Self { code, here, there, message: LogMessage::error(place, text) }
    }
}

#[derive(Deserialize)]
struct Fact {
    code: String,
    #[serde(default)]
    reason: String,
}

/// The sentence that the service says for a code.
pub(super) fn reason(code: &str) -> &'static str {
    static FACTS: LazyLock<Vec<Fact>> = LazyLock::new(|| {
        // The table is part of the program, and a test reads it.
        serde_json::from_str(TABLE).expect("assets/diagnosis.json is well formed")
    });
    FACTS.iter().find(|fact| fact.code == code).map_or("", |fact| fact.reason.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_looks_like_the_services_own() {
        let at = "2023-01-13T03:39:21Z".parse().unwrap();
        let place = "ikev1.c:1433:isakmp_ph1resend()";
        let message = LogMessage::error(place, "phase1 negotiation failed due to time up.");
        assert_eq!(
            message.line(at, "vco-bp1s", "[{remote id:4}]"),
            "2023-01-13 11:39:21 vco-bp1s [PROTO_ERR]: ikev1.c:1433:isakmp_ph1resend(): phase1 \
             negotiation failed due to time up. [{remote id:4}]"
        );
    }

    #[test]
    fn every_code_of_the_service_has_its_sentence() {
        assert_eq!(reason("PskMismatch"), "The pre-shared key does not match.");
        for code in super::super::negotiate::CODES {
            assert!(!reason(code).is_empty(), "{code}");
        }
    }
}
