//! The flat parameters of the request, from the very code that makes what is signed.

use zeroize::Zeroizing;

use crate::connection::Connection;
use crate::rpc::flatten;

/// Whether keys may be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyDisplay {
    /// Shown as a mask, or in a command as a variable to be set.
    #[default]
    Masked,
    /// Shown as they are.
    Revealed,
}

/// Names and values in the order of signing. A submission adds its client token, and the client what
/// every request has: action, version, signature.
pub fn parameters(connection: &Connection, keys: KeyDisplay) -> Vec<(String, Zeroizing<String>)> {
    let params = flatten(connection);
    let text = params.iter().map(|(name, param)| {
        let value = match keys {
            KeyDisplay::Revealed => param.sent(),
            KeyDisplay::Masked => param.shown(),
        };
        (name.to_owned(), Zeroizing::new(value.to_owned()))
    });
    text.collect()
}
