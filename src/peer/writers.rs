//! The writers, one file each.

mod cisco_asa;
mod cisco_ios;
mod common;
mod fortios;
mod generic;
mod h3c_comware;
mod huawei_vrp;
mod juniper_srx;
mod mikrotik;
mod opnsense;
mod panos;
mod pfsense;
mod strongswan;
mod vrp;
mod vyos;

use super::writer::ConfigWriter;

/// All of them.
pub const WRITERS: &[ConfigWriter] = &[
    strongswan::STRONGSWAN,
    cisco_ios::IOS,
    fortios::FORTIOS,
    juniper_srx::SRX,
    cisco_asa::ASA,
    panos::PANOS,
    huawei_vrp::HUAWEI,
    h3c_comware::H3C,
    mikrotik::MIKROTIK,
    vyos::VYOS,
    opnsense::OPNSENSE,
    pfsense::PFSENSE,
    generic::GENERIC,
];
