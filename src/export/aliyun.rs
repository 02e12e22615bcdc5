//! The request as a line of the official command line, ready for a POSIX shell.

use zeroize::Zeroizing;

use crate::connection::{Connection, FieldPath, Key, MASK};
use crate::rpc::{Param, flatten};

use super::key_display::KeyDisplay;

/// A value that no shell can be given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} holds a control character, which no command line can carry; remove it")]
pub struct CliError(pub String);

/// An `aliyun vpc CreateVpnAttachment …` line.
///
/// Masked keys become shell variables that must be set (`${PSK_1:?…}`), so that the line neither
/// shows a key nor creates a connection with a mask for a key.
///
/// # Errors
/// When a value holds a control character other than a line break or a tab.
pub fn aliyun_line(
    connection: &Connection,
    keys: KeyDisplay,
) -> Result<Zeroizing<String>, CliError> {
    let mut line = Zeroizing::new(String::from("aliyun vpc CreateVpnAttachment"));
    if let Some(region) = connection.get(FieldPath::own(Key::RegionId)) {
        line.push_str(&format!(" --region {}", quote("RegionId", &region.shown())?.as_str()));
    }
    for (name, param) in flatten(connection).iter() {
        line.push_str(&format!(" --{name} "));
        match (param, keys) {
            (Param::Sealed { shown, .. }, KeyDisplay::Masked) => {
                line.push_str(&with_variable(name, shown)?);
            }
            _ => line.push_str(&quote(name, param.sent())?),
        }
    }
    Ok(line)
}

fn quote(name: &str, text: &str) -> Result<Zeroizing<String>, CliError> {
    let refused = || CliError(name.to_owned());
    if text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')) {
        return Err(refused());
    }
    let quoted = shlex::try_quote(text).map_err(|_| refused())?;
    Ok(Zeroizing::new(quoted.into_owned()))
}

/// `shown` with a shell variable where the mask stands.
fn with_variable(name: &str, shown: &str) -> Result<String, CliError> {
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
