//! Why a text gives no tunnels.

/// Why a text gives no tunnels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnreadableText {
    /// Nobody knows that platform.
    NoSuchPlatform(String),
    /// Longer than [`super::MAX_CONFIG_BYTES`].
    TooLong,
    /// Bytes, and no text.
    Binary,
    /// Nothing but blanks.
    Empty,
    /// The answer of a command that shows a state.
    Status,
    /// Prose, or a sheet of values.
    NotAConfiguration,
    /// A configuration without a VPN.
    NoVpn,
    /// The syntax of a platform that is not known here.
    Unknown,
    /// Not the platform that was named, but that one.
    LooksLike(&'static str),
}
