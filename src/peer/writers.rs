//! The writers, one file each.

mod cisco_ios;
mod common;
mod fortios;
mod generic;
mod strongswan;

use super::writer::Writer;

/// All of them.
pub const WRITERS: &[Writer] =
    &[strongswan::STRONGSWAN, cisco_ios::IOS, fortios::FORTIOS, generic::GENERIC];
