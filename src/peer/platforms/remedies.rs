//! The statements that bring a device to the cloud's value, in its own words.
//!
//! A platform is a table: which lines a field needs, with places for values and for what the device calls
//! its objects. Names that the text does not hold stay marked, as `<IKE-PROPOSAL>`.

mod asa;
mod cisco;
mod desktop;
mod fill;
mod forti;
mod h3c;
mod hillstone;
mod huawei;
mod juniper;
mod linux;
mod mikrotik;
mod panos;
mod table;
mod vyos;

use fill::Filling;
use table::{Lines, Remedies};

use super::super::cloud::CloudTunnel;
use super::super::contract::DeviceTunnel;

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
    let quotes = matches!(platform, "juniper-srx" | "panos");
    let filling = Filling { here, there, words: remedies.words, quotes };
    let fits = |line: &&Lines| {
        line.fields.contains(&field) && line.only.iter().all(|one| filling.holds(*one, field))
    };
    let found = remedies.table.iter().find(fits).or_else(|| remedies.common.iter().find(fits));
    found.map_or(Vec::new(), |found| (remedies.shape)(filling.fill(found.lines)))
}

fn of(platform: &str) -> Option<&'static Remedies> {
    Some(match platform {
        "cisco-ios" | "ruijie" => &cisco::IOS,
        "cisco-asa" => &asa::ASA,
        "juniper-srx" => &juniper::SRX,
        "fortios" => &forti::FORTIOS,
        "hillstone" => &hillstone::HILLSTONE,
        "panos" => &panos::PANOS,
        "huawei-vrp" => &huawei::HUAWEI,
        "h3c-comware" => &h3c::H3C,
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
