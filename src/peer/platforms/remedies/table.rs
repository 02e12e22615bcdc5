//! What a platform's table is made of, and words that several platforms share.

/// What must be so for lines to be the right ones.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum If {
    /// The tunnel speaks IKEv1.
    V1,
    /// The tunnel speaks IKEv2.
    V2,
    /// A tunnel interface carries it.
    Routed,
    /// Selectors decide.
    Policy,
    /// The text holds an object of this kind.
    Has(&'static str),
    /// It holds none.
    Lacks(&'static str),
    /// The cloud's value is this.
    Is(&'static str),
    /// The name an end is to go by is no address.
    Named,
    /// It has an at sign.
    Mail,
    /// The name is an address that the device does not have, which not every device can say.
    Foreign,
    /// The tunnel is one of GRE.
    Gre,
}

/// The lines for some fields.
pub(super) struct Lines {
    pub(super) fields: &'static [&'static str],
    pub(super) only: &'static [If],
    pub(super) lines: &'static [&'static str],
}

/// The words of a platform.
#[derive(Clone, Copy)]
pub(super) struct Words {
    /// A cipher, in phase 1 or 2.
    pub(super) cipher: fn(bool, &str) -> String,
    /// A hash, in phase 1 or 2.
    pub(super) hash: fn(bool, &str) -> String,
    /// A group, in phase 1 or 2.
    pub(super) group: fn(bool, &str) -> String,
    /// A lifetime in seconds.
    pub(super) life: fn(u64) -> String,
}

pub(super) struct Remedies {
    pub(super) words: Words,
    pub(super) table: &'static [Lines],
    /// How the lines are written down.
    pub(super) shape: fn(Vec<String>) -> Vec<String>,
    /// What relatives have alike.
    pub(super) common: &'static [Lines],
}

pub(super) const fn lines(
    fields: &'static [&'static str],
    only: &'static [If],
    lines: &'static [&'static str],
) -> Lines {
    Lines { fields, only, lines }
}

pub(super) fn as_it_is(lines: Vec<String>) -> Vec<String> {
    lines
}

/// Groups by number: `group14` is `14`.
pub(super) fn number_of(group: &str) -> String {
    group.trim_start_matches("group").to_owned()
}

/// Seconds as they are.
pub(super) fn seconds(seconds: u64) -> String {
    seconds.to_string()
}

/// Groups as strongSwan and its kin call them.
pub(super) fn modp(group: &str) -> String {
    match group {
        "group1" => "modp768",
        "group2" => "modp1024",
        "group5" => "modp1536",
        "group14" => "modp2048",
        "disabled" => "none",
        other => other,
    }
    .to_owned()
}

/// `aes` is AES with 128 bits, which most platforms say.
pub(super) fn with_bits(cipher: &str) -> String {
    if cipher == "aes" { "aes128".to_owned() } else { cipher.to_owned() }
}

/// `aes-128-cbc`, `3des-cbc`.
pub(super) fn with_cbc(cipher: &str) -> String {
    match cipher {
        "aes" => "aes-128-cbc".to_owned(),
        "aes192" => "aes-192-cbc".to_owned(),
        "aes256" => "aes-256-cbc".to_owned(),
        other => format!("{other}-cbc"),
    }
}
