//! By what a change is known again: a digest of its parameters under a key of its own, as secrets may
//! be among them.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::connection::digest::{framed, hex};
use crate::rpc::{Param, Params};

/// The digest of everything but the token.
pub(super) fn digest(params: &Params, salt: &str) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(salt.as_bytes()).expect("HMAC takes a key of any length");
    for (name, value) in params.iter().filter(|(name, _)| *name != "ClientToken") {
        let text = match value {
            Param::Sealed { text, .. } => text.expose(),
            open => open.shown(),
        };
        for part in [name, text] {
            framed(part, &mut |bytes| mac.update(bytes));
        }
    }
    hex(&mac.finalize().into_bytes())
}
