//! The request as a command of the official command line, ready for a POSIX shell.

use zeroize::Zeroizing;

use crate::connection::{Connection, FieldPath, Key, MASK, Mode};
use crate::rpc::{Param, flatten};

use super::parameters::KeyDisplay;
use super::shell::{ShellQuoteError, quote, shell_value};

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
        let joined = match (param, keys) {
            // A key may begin with anything.
            (Param::Sealed { shown, .. }, KeyDisplay::Masked) => shown == MASK,
            _ => param.sent().starts_with('-'),
        };
        push_option(&mut line, name, &shell_value(name, param, keys)?, joined);
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
