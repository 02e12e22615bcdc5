//! The platforms, one file each; relatives share one.

mod cisco_acl;
mod cisco_asa;
mod cisco_dialect;
mod cisco_ike;
mod cisco_interfaces;
mod cisco_ios;
mod cisco_isakmp;
mod fortios;
mod fortios_selectors;
mod h3c_comware;
mod h3c_ike;
mod hillstone;
mod huawei_peer;
mod huawei_vrp;
mod ipsec_conf_settings;
mod juniper_crypto;
mod juniper_srx;
mod mikrotik;
mod openwrt;
pub mod opnsense;
mod panos;
mod panos_crypto;
mod pfsense;
pub mod remedies;
mod strongswan;
mod swanctl;
mod swanctl_identity;
mod swanctl_syntax;
mod vrp_common;
mod vyos;
mod vyos_groups;

use super::platform::Platform;

/// All of them; of two whose signs both fit the first is meant.
const ALL: &[Platform] = &[
    fortios::FORTIOS,
    juniper_srx::SRX,
    panos::PANOS,
    mikrotik::MIKROTIK,
    h3c_comware::H3C,
    huawei_vrp::HUAWEI,
    hillstone::HILLSTONE,
    cisco_asa::ASA,
    cisco_ios::RUIJIE,
    cisco_ios::IOS,
    opnsense::OPNSENSE,
    pfsense::PFSENSE,
    strongswan::LIBRESWAN,
    strongswan::STRONGSWAN,
    openwrt::OPENWRT,
    vyos::EDGEOS,
    vyos::VYOS,
];

/// All platforms, those first whose signs decide best.
pub fn platforms() -> &'static [Platform] {
    ALL
}

/// The platform of that id.
pub fn find(id: &str) -> Option<&'static Platform> {
    platforms().iter().find(|platform| platform.id == id)
}
