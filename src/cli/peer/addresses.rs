//! The cloud's addresses, which no draft holds.

use std::net::IpAddr;

use crate::peer::CloudTunnel;

use super::super::output::Output;

/// Gives tunnels the addresses named on the command line, `1=198.51.100.1`.
///
/// # Errors
/// The sentence about one that is none, or of no tunnel.
pub fn addresses(
    here: &mut [CloudTunnel],
    named: &[String],
    output: &Output,
) -> Result<(), String> {
    for text in named {
        let parts = text.split_once('=');
        let parsed = parts.and_then(|(number, address)| {
            Some((number.parse::<u16>().ok()?, address.parse::<IpAddr>().ok()?))
        });
        let place = parsed.and_then(|(number, address)| {
            Some((here.iter_mut().find(|tunnel| tunnel.number == number)?, address))
        });
        let Some((tunnel, address)) = place else {
            return Err(output
                .texts
                .say_with("peer-address-form", &[("text", text.clone().into())]));
        };
        tunnel.set("GatewayIp", &address.to_string());
    }
    Ok(())
}
