//! Values in a command for a POSIX shell.

use zeroize::Zeroizing;

use crate::connection::{FieldOwner, FieldPath, MASK, Message, ToMessage, message};
use crate::rpc::Param;
use crate::text::print_as_message;

use super::parameters::KeyDisplay;

/// A value that no shell can be given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ShellQuoteError(pub String);

print_as_message!(ShellQuoteError);

impl ToMessage for ShellQuoteError {
    fn message(&self) -> Message {
        message!("export-control-character", field = &self.0)
    }
}

/// The value of a parameter; a masked key becomes a shell variable that must be set.
pub(super) fn shell_value(
    name: &str,
    param: &Param,
    keys: KeyDisplay,
) -> Result<Zeroizing<String>, ShellQuoteError> {
    match (param, keys) {
        (Param::Sealed { shown, .. }, KeyDisplay::Masked) => {
            Ok(Zeroizing::new(with_key_variable(name, shown)?))
        }
        _ => quote(name, param.sent()),
    }
}

pub(super) fn quote(name: &str, text: &str) -> Result<Zeroizing<String>, ShellQuoteError> {
    let refused = || ShellQuoteError(name.to_owned());
    if text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')) {
        return Err(refused());
    }
    let quoted = shlex::try_quote(text).map_err(|_| refused())?;
    Ok(Zeroizing::new(quoted.into_owned()))
}

/// `shown` with a shell variable where the mask stands.
fn with_key_variable(name: &str, shown: &str) -> Result<String, ShellQuoteError> {
    // In single mode the key stands inside a JSON text, where these two characters are escaped.
    let (variable, form) = match FieldPath::from_wire(name).map(|path| path.owner) {
        Some(FieldOwner::Tunnel(number)) => (format!("PSK_{number}"), ""),
        _ => ("PSK".to_owned(), ", with a backslash before each double quote and backslash"),
    };
    let expansion = format!("\"${{{variable}:?set it to the pre-shared key{form}}}\"");
    let Some((before, after)) = shown.split_once(MASK) else { return Ok(expansion) };
    let mut text = String::new();
    for (part, is_last) in [(before, false), (after, true)] {
        if !part.is_empty() {
            text.push_str(&quote(name, part)?);
        }
        if !is_last {
            text.push_str(&expansion);
        }
    }
    Ok(text)
}
