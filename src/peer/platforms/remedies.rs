//! The statements that bring a device to the cloud's value, in its own words.
//!
//! A platform is a table: which lines a field needs, with places for values and for what the device calls
//! its objects. Names that the text does not hold stay marked, as `<IKE-PROPOSAL>`.

mod cisco;
mod desktop;
mod fill;
mod forti;
mod juniper;
mod linux;
mod mikrotik;
mod panos;
mod vrp;
mod vyos;

use fill::Filling;

use super::super::cloud::CloudTunnel;
use super::super::contract::DeviceTunnel;

/// What must be so for lines to be the right ones.
#[derive(Clone, Copy, PartialEq, Eq)]
enum If {
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
}

/// The lines for some fields.
struct Lines {
    fields: &'static [&'static str],
    only: &'static [If],
    lines: &'static [&'static str],
}

/// The words of a platform.
#[derive(Clone, Copy)]
struct Words {
    /// A cipher, in phase 1 or 2.
    cipher: fn(bool, &str) -> String,
    /// A hash, in phase 1 or 2.
    hash: fn(bool, &str) -> String,
    /// A group, in phase 1 or 2.
    group: fn(bool, &str) -> String,
    /// A lifetime in seconds.
    life: fn(u64) -> String,
}

struct Remedies {
    words: Words,
    table: &'static [Lines],
    /// How the lines are written down.
    shape: fn(Vec<String>) -> Vec<String>,
    /// What relatives have alike.
    common: &'static [Lines],
}

const fn lines(
    fields: &'static [&'static str],
    only: &'static [If],
    lines: &'static [&'static str],
) -> Lines {
    Lines { fields, only, lines }
}

/// The statements that give a field of a tunnel the value it has at the cloud, or a neutral one for a
/// field that the cloud does not have, such as `volume`. Empty where the device can do nothing about it,
/// or nobody knows how. A line that begins with `<` stands for a value that is not known here.
pub fn remedy(
    platform: &str,
    field: &str,
    here: &CloudTunnel,
    there: &DeviceTunnel,
) -> Vec<String> {
    let Some(remedies) = of(platform) else { return Vec::new() };
    let filling = Filling { here, there, words: remedies.words };
    let fits = |line: &&Lines| {
        line.fields.contains(&field) && line.only.iter().all(|one| filling.holds(*one, field))
    };
    let found = remedies.table.iter().find(fits).or_else(|| remedies.common.iter().find(fits));
    found.map_or(Vec::new(), |found| (remedies.shape)(filling.fill(found.lines)))
}

fn of(platform: &str) -> Option<&'static Remedies> {
    Some(match platform {
        "cisco-ios" | "ruijie" => &cisco::IOS,
        "cisco-asa" => &cisco::ASA,
        "juniper-srx" => &juniper::SRX,
        "fortios" => &forti::FORTIOS,
        "hillstone" => &forti::HILLSTONE,
        "panos" => &panos::PANOS,
        "huawei-vrp" => &vrp::HUAWEI,
        "h3c-comware" => &vrp::H3C,
        "mikrotik" => &mikrotik::ROUTEROS,
        "vyos" => &vyos::VYOS,
        "edgeos" => &vyos::EDGEOS,
        "strongswan" => &linux::STRONGSWAN,
        "libreswan" => &linux::LIBRESWAN,
        "openwrt" => &linux::OPENWRT,
        "pfsense" => &desktop::PFSENSE,
        "opnsense" => &desktop::OPNSENSE,
        _ => return None,
    })
}

fn as_it_is(lines: Vec<String>) -> Vec<String> {
    lines
}

/// Groups by number: `group14` is `14`.
fn number_of(group: &str) -> String {
    group.trim_start_matches("group").to_owned()
}

/// Seconds as they are.
fn seconds(seconds: u64) -> String {
    seconds.to_string()
}

/// Groups as strongSwan and its kin call them.
fn modp(group: &str) -> String {
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
fn with_bits(cipher: &str) -> String {
    if cipher == "aes" { "aes128".to_owned() } else { cipher.to_owned() }
}

/// `aes-128-cbc`, `3des-cbc`.
fn with_cbc(cipher: &str) -> String {
    match cipher {
        "aes" => "aes-128-cbc".to_owned(),
        "aes192" => "aes-192-cbc".to_owned(),
        "aes256" => "aes-256-cbc".to_owned(),
        other => format!("{other}-cbc"),
    }
}
