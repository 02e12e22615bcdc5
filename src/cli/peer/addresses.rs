//! The addresses of both ends, which no draft holds.

use std::net::Ipv4Addr;

use crate::connection::value::Asn;
use crate::peer::CloudTunnel;

use super::super::exit::Exit;
use super::super::output::Output;

/// Gives tunnels the addresses of the cloud (`--address`) and of their customer gateways (`--gateway`) named
/// on the command line, `1=198.51.100.1` each. Without a number a gateway's is that of all tunnels, and the
/// cloud's that of the only one.
///
/// # Errors
/// The exit status, after telling of one that is none, or of no tunnel.
pub fn addresses(
    here: &mut [CloudTunnel],
    cloud: &[String],
    gateways: &[String],
    output: &Output,
) -> Result<(), Exit> {
    let cloud = cloud.iter().map(|text| ("--address", "GatewayIp", text));
    let gateways = gateways.iter().map(|text| ("--gateway", "CustomerGatewayIp", text));
    for (option, name, text) in cloud.chain(gateways) {
        if !set(here, option, name, text) {
            let args = [("option", option.into()), ("text", text.clone().into())];
            return Err(output.usage(&output.texts.format("peer-write-address-form", &args)));
        }
    }
    Ok(())
}

/// Gives tunnels the AS number of their customer gateways that the command line names.
pub fn set_gateway_asn(here: &mut [CloudTunnel], asn: Option<Asn>) {
    let Some(asn) = asn else { return };
    here.iter_mut().for_each(|tunnel| tunnel.set("CustomerGatewayAsn", &asn.to_string()));
}

/// Whether the text names an address and a tunnel.
fn set(here: &mut [CloudTunnel], option: &str, name: &'static str, text: &str) -> bool {
    let (number, address) = match text.split_once('=') {
        Some((number, address)) => match number.parse::<u16>() {
            Ok(number) => (Some(number), address),
            Err(_) => return false,
        },
        None => (None, text),
    };
    let Ok(address) = address.parse::<Ipv4Addr>() else { return false };
    if number.is_none() && option == "--address" && here.len() > 1 {
        return false;
    }
    let mut meant = here
        .iter_mut()
        .filter(|tunnel| number.is_none_or(|number| number == tunnel.number))
        .peekable();
    let known = meant.peek().is_some();
    meant.for_each(|tunnel| tunnel.set(name, &address.to_string()));
    known
}
