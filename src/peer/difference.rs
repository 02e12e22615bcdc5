//! What two ends of a tunnel have different.

use crate::connection::{Rule, named_enum};

named_enum! {
    /// When a difference is felt.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum FailureStage {
        /// The tunnel never comes up.
        NeverUp = "at-once",
        /// It comes up, and packets or routes do not pass.
        FirstTraffic = "first-traffic",
        /// It works, then drops or flaps when keys are renewed.
        FirstRekey = "first-rekey",
        /// It works until one side or one tunnel is gone.
        Failover = "failover",
        /// Each end may have its own.
        Never = "never",
    }
}

impl FailureStage {
    /// When a difference with such a reason is felt.
    fn of(reason: &str) -> Self {
        match reason {
            "one-pair" | "networks-partly" | "as-number" | "neighbour" | "no-session"
            | "inside" | "nat-traversal" | "mtu" | "sha2" => Self::FirstTraffic,
            "several-offers" | "pfs-hidden" | "pfs-here-off" | "volume" | "no-renewal" => {
                Self::FirstRekey
            }
            "dpd" | "no-tunnel" => Self::Failover,
            "same" | "not-said" | "not-in-draft" | "lifetime-own" | "lifetime-shorter"
            | "key-masked" | "key-hashed" | "key-missing" | "key-unknown" => Self::Never,
            _ => Self::NeverUp,
        }
    }
}

named_enum! {
    /// What comparing a field came to.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum FieldVerdict {
        /// The two ends differ.
        Differs = "differ",
        /// One end does not say.
        Unknown = "not known",
        /// They have the same.
        Agrees = "agree",
    }
}

/// One difference between the two ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldComparison {
    /// The parameter, or `volume`, `prf`, `sha2`, `mtu`, `encapsulation`, `tunnel`, for which there is none.
    pub field: &'static str,
    /// The cloud's value; `None` when it has none. Never a key.
    pub here: Option<String>,
    /// The device's value. Never a key.
    pub there: Option<String>,
    /// Whether it differs or cannot be told.
    pub verdict: FieldVerdict,
    /// When it is felt.
    pub when: FailureStage,
    /// Seconds after the tunnel came up, for the renewal of keys.
    pub after_s: Option<u64>,
    /// The id of the sentence that says why, without the `peer-reason-` in front.
    pub reason: &'static str,
    /// The value the cloud's side would take over, where it has such a one.
    pub repair_here: Option<String>,
    /// The statements that bring the device to the cloud's value, in its own words.
    pub repair_there: Vec<String>,
    /// The line of the device's text.
    pub line: Option<usize>,
}

impl FieldComparison {
    /// That the device has nothing for a tunnel of the cloud.
    pub fn missing() -> Self {
        Self::new("tunnel", Some("configured".to_owned()), None, "no-tunnel")
    }

    /// The rule of the catalogue that speaks of such a difference.
    pub fn rule(&self) -> Option<Rule> {
        Some(match self.reason {
            "several-offers" => Rule::V20,
            "volume" => Rule::V21,
            "lifetime-own" => Rule::V23,
            "lifetime-shorter" => Rule::V24,
            "sha2" => Rule::V11,
            "no-renewal" => Rule::V34,
            "encapsulation" => Rule::V39,
            _ => return None,
        })
    }

    /// Whether it breaks the tunnel, at whatever moment.
    pub fn is_breaking(&self) -> bool {
        self.verdict == FieldVerdict::Differs && self.when != FailureStage::Never
    }

    /// Offers the device's value to the cloud's side.
    pub(super) fn take_over(&mut self) {
        self.repair_here.clone_from(&self.there);
    }

    pub(super) fn new(
        field: &'static str,
        here: Option<String>,
        there: Option<String>,
        reason: &'static str,
    ) -> Self {
        Self {
            field,
            here,
            there,
            verdict: FieldVerdict::Differs,
            when: FailureStage::of(reason),
            after_s: None,
            reason,
            repair_here: None,
            repair_there: Vec::new(),
            line: None,
        }
    }
}
