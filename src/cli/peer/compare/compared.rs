//! What was found about one tunnel, and the edit of the draft that repairs it.

use crate::connection::Mode;
use crate::peer::{CloudTunnel, DeviceTunnel, FieldComparison};

/// What was found about one tunnel of the draft.
pub(super) struct ComparisonReport<'a> {
    pub(super) number: u16,
    /// The mode of the draft, by which fields have their names.
    pub(super) mode: Mode,
    pub(super) device: Option<&'a DeviceTunnel>,
    pub(super) found: Vec<FieldComparison>,
}

/// An edit of the draft as `--set` takes it.
pub(super) fn repair_here(
    compared: &ComparisonReport<'_>,
    found: &FieldComparison,
) -> Option<String> {
    let value = found.repair_here.as_ref()?;
    let path = CloudTunnel::path(compared.mode, compared.number, found.field)?;
    Some(format!("{path}={value}"))
}
