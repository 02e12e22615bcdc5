//! The writers, one file each.

mod cisco_asa;
mod cisco_ios;
mod common;
mod fortios;
mod generic;
mod juniper_srx;
mod panos;
mod strongswan;

use super::writer::Writer;

/// All of them.
pub const WRITERS: &[Writer] = &[
    strongswan::STRONGSWAN,
    cisco_ios::IOS,
    fortios::FORTIOS,
    juniper_srx::SRX,
    cisco_asa::ASA,
    panos::PANOS,
    generic::GENERIC,
];
