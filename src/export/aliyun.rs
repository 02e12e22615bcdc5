//! The request as a command of the official command line, ready for a POSIX shell.

use zeroize::Zeroizing;

use crate::connection::{Connection, FieldPath, Key, MASK, Message, Mode, ToMessage, message};
use crate::rpc::{Param, flatten};
use crate::text::print_as_message;

use super::key_display::KeyDisplay;

/// A value that no shell can be given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ShellQuoteError(pub String);

print_as_message!(ShellQuoteError);

impl ToMessage for ShellQuoteError {
    fn message(&self) -> Message {
        message!("export-control-character", field = &self.0)
    }
}

/// An `aliyun vpc CreateVpnAttachment …` command, one option a line.
///
/// Masked keys become shell variables that must be set (`${PSK_1:?…}`), so that the command neither
/// shows a key nor creates a connection with a mask for a key. Where [`needs_force`] says so, it carries
/// `--method POST --force`.
///
/// # Errors
/// When a value holds a control character other than a line break or a tab.
pub fn aliyun_command(
    connection: &Connection,
    keys: KeyDisplay,
) -> Result<Zeroizing<String>, ShellQuoteError> {
    let mut line = Zeroizing::new(String::from("aliyun vpc CreateVpnAttachment"));
    if let Some(region) = connection.get(FieldPath::connection(Key::RegionId)) {
        push_option(&mut line, "region", &quote("RegionId", &region.shown())?, false);
    }
    if needs_force(connection) {
        line.push_str(" \\\n  --method POST --force");
    }
    for (name, param) in flatten(connection).iter() {
        match (param, keys) {
            // A key may begin with anything.
            (Param::Sealed { shown, .. }, KeyDisplay::Masked) => {
                push_option(&mut line, name, &with_key_variable(name, shown)?, shown == MASK);
            }
            _ => {
                let begins_with_dash = param.sent().starts_with('-');
                push_option(&mut line, name, &quote(name, param.sent())?, begins_with_dash);
            }
        }
    }
    Ok(line)
}

/// Whether the official command line takes the request only with `--force`: the metadata that it brings
/// along calls `TunnelOptionsSpecification` an array and knows nothing inside it, so its options would
/// be refused. With `--force` it sends all parameters in the query of the address, keys included, where
/// proxies and logs may keep them.
pub fn needs_force(connection: &Connection) -> bool {
    connection.mode() == Mode::Dual
}

/// Adds an option. A value that begins with a dash would be taken for the next option, unless it is
/// `joined` to its name.
fn push_option(line: &mut Zeroizing<String>, name: &str, value: &str, joined: bool) {
    line.push_str(" \\\n  --");
    line.push_str(name);
    line.push(if joined { '=' } else { ' ' });
    line.push_str(value);
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
pub(super) fn with_key_variable(name: &str, shown: &str) -> Result<String, ShellQuoteError> {
    // In single mode the key stands inside a JSON text, where these two characters are escaped.
    let (variable, form) = match FieldPath::from_wire(name).map(|path| path.owner) {
        Some(crate::connection::FieldOwner::Tunnel(number)) => (format!("PSK_{number}"), ""),
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
