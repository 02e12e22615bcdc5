//! What was found about one tunnel, and the edit of the draft that repairs it.

use crate::connection::{FieldOwner, FieldPath, TUNNELS};
use crate::peer::{DeviceTunnel, EndDifference};

/// What was found about one tunnel of the draft.
pub(super) struct Compared<'a> {
    pub(super) number: u16,
    /// Whether the draft has two tunnels, so that fields are named by theirs.
    pub(super) dual: bool,
    pub(super) device: Option<&'a DeviceTunnel>,
    pub(super) found: Vec<EndDifference>,
}

/// An edit of the draft as `--set` takes it.
pub(super) fn repair_here(compared: &Compared<'_>, found: &EndDifference) -> Option<String> {
    let value = found.repair_here.as_ref()?;
    Some(format!("{}={value}", path(compared.number, compared.dual, found.field)))
}

/// The name of a parameter as `--set` takes it.
fn path(number: u16, dual: bool, field: &str) -> String {
    let own = ["LocalSubnet", "RemoteSubnet", "EffectImmediately"].contains(&field);
    let wanted = FieldPath::all(2, 0).find(|path| match path.owner {
        FieldOwner::Tunnel(tunnel) => {
            dual && !own && tunnel == number && path.to_string().ends_with(&format!(".{field}"))
        }
        FieldOwner::Connection => {
            (!dual || own)
                && (path.to_string() == field || path.to_string().ends_with(&format!(".{field}")))
                && !path.to_string().starts_with(TUNNELS)
        }
        FieldOwner::Tag(_) => false,
    });
    wanted.map_or_else(|| field.to_owned(), |path| path.to_string())
}
