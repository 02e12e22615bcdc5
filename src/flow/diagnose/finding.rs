//! One thing that was found out about a connection.

use crate::connection::{FieldPath, Severity};

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagnosisFinding {
    /// The tunnel; none for the connection itself.
    pub tunnel: Option<u8>,
    /// How grave it is.
    pub severity: Severity,
    /// The service's code, or one of ours.
    pub code: String,
    /// 1 or 2 for the phase, 3 for BGP, 0 for none of them.
    pub phase: u8,
    /// The phrase of the log that says more about it, by its name.
    pub phrase: Option<&'static str>,
    /// The service's own sentence, for a code that is not known here.
    pub sentence: Option<String>,
    /// The value in force at Alibaba Cloud, in the word of a request.
    pub here: Option<String>,
    /// The device's value, as far as it is known.
    pub there: Option<String>,
    /// The field of the draft.
    pub field: Option<FieldPath>,
    /// The change of the draft that makes this side agree with the device.
    pub repair: Option<FieldRepair>,
    /// The statements that bring the device to the value here, in its own words; none where its platform is
    /// not known. Names that only the device has stand in angle brackets.
    pub commands_there: Vec<String>,
    /// The line of the log.
    pub log: Option<String>,
}

/// A change of one field of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRepair {
    /// The field.
    pub field: FieldPath,
    /// Its new value.
    pub value: String,
}

impl DiagnosisFinding {
    /// One of our own rules.
    pub(super) fn from_rule(code: &'static str, tunnel: Option<u8>) -> Self {
        let known = crate::explain::diagnosis_code(code);
        Self {
            tunnel,
            severity: known.map_or(Severity::Hint, |known| severity(&known.severity)),
            code: code.to_owned(),
            phase: known.map_or(0, |known| known.phase),
            phrase: None,
            sentence: None,
            here: None,
            there: None,
            field: None,
            repair: None,
            commands_there: Vec::new(),
            log: None,
        }
    }
}

pub(super) fn severity(word: &str) -> Severity {
    match word {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        _ => Severity::Hint,
    }
}
