//! The request as a command of curl, without what signs it.

use zeroize::Zeroizing;

use crate::connection::{Connection, FieldPath, Key, regions};
use crate::rpc::flatten;

use super::parameters::KeyDisplay;
use super::shell::{ShellQuoteError, shell_value};

/// How many minutes a signature is good for: the service refuses a time further off its own.
pub const SIGNATURE_MINUTES: u64 = 15;

/// A `curl` command with the parameters of the request as a form, one a line, for those who sign it
/// with a tool of their own: access key, time, nonce and signature are not part of it, since a
/// signature would be good for [`SIGNATURE_MINUTES`] only.
///
/// Masked keys become shell variables that must be set, as in the command of the official tool.
///
/// # Errors
/// When a value holds a control character other than a line break or a tab.
pub fn curl_command(
    connection: &Connection,
    keys: KeyDisplay,
) -> Result<Zeroizing<String>, ShellQuoteError> {
    let region = connection.get(FieldPath::connection(Key::RegionId)).map(|region| region.shown());
    let known = region.as_deref().and_then(regions::find);
    let host = known.map_or("vpc.aliyuncs.com", |region| region.vpc_endpoint.as_str());
    let mut command = Zeroizing::new(format!("curl --request POST https://{host}/"));
    let system = [("Action", "CreateVpnAttachment"), ("Version", "2016-04-28"), ("Format", "JSON")];
    for (name, value) in system {
        push_pair(&mut command, &format!("{name}={value}"));
    }
    for (name, param) in flatten(connection).iter() {
        let value = shell_value(name, param, keys)?;
        push_pair(&mut command, &Zeroizing::new(format!("{name}={}", value.as_str())));
    }
    Ok(command)
}

fn push_pair(command: &mut Zeroizing<String>, pair: &str) {
    command.push_str(" \\\n  --data-urlencode ");
    command.push_str(pair);
}
