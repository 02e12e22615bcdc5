//! Whether keys may be seen in what is exported.

/// Whether keys may be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyDisplay {
    /// Shown as a mask, or in a command as a variable to be set.
    #[default]
    Masked,
    /// Shown as they are.
    Revealed,
}
