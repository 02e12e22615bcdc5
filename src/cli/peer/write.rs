//! `tunnelsmith peer write`: the configuration of the device at the other end, from a draft.

use std::io::ErrorKind;
use std::path::Path;

use serde_json::json;
use zeroize::Zeroizing;

use crate::connection::{Draft, DraftPeer, FieldPath, Key};
use crate::files::write_new;
use crate::flow::LiveConnection;
use crate::peer::{self, CloudTunnel, GENERIC};
use crate::present::{DeviceFile, DeviceFileRequest, device_file};
use crate::text::printable;

use super::super::args::{Common, PeerWriteArgs};
use super::super::exit::{Exit, ExitResult};
use super::super::live;
use super::super::load::{DraftInput, DraftLoadError, load_single};
use super::super::new_file::{require_new, taken};
use super::super::output::Output;
use super::addresses::{addresses, set_gateway_asn};
use super::reading::bytes_of;

pub fn run(common: &Common, args: &PeerWriteArgs, output: &Output) -> ExitResult {
    require_new(args.out.as_deref(), output)?;
    let input = load_single(common, &args.draft, &[], output)?;
    let mut tunnels = CloudTunnel::of(&input.draft);
    if let Some(path) = &args.check {
        return check(path, &tunnels, output);
    }
    let known = tunnels.iter().map(|tunnel| tunnel.number).collect::<Vec<_>>();
    if let Some(number) = args.tunnel.filter(|number| !known.contains(number)) {
        let args = [("number", number.into())];
        return Err(output.usage(&output.texts.format("peer-no-such-tunnel", &args)));
    }
    complete(&mut tunnels, common, args, &input.draft, output)?;
    if args.with_keys {
        let closed: Vec<FieldPath> = input.draft.unopened().collect();
        if !closed.is_empty() {
            input.warn_of_unopened(output);
            return Err(DraftLoadError::unopened(input.file.clone(), &closed).report(output));
        }
    }
    write(args, &input, &tunnels, output)
}

fn write(
    args: &PeerWriteArgs,
    input: &DraftInput,
    tunnels: &[CloudTunnel],
    output: &Output,
) -> ExitResult {
    let named = args.platform.as_deref().map(DraftPeer::parse);
    let Some(device) = named.or_else(|| input.peer.clone()) else {
        return Err(output.usage(&output.texts.say("peer-write-which")));
    };
    if device.platform != GENERIC && peer::find(&device.platform).is_none() {
        let name = [("name", device.platform.into())];
        return Err(output.usage(&output.texts.format("peer-unread-platform", &name)));
    }
    let request = DeviceFileRequest {
        draft: &input.draft,
        peer: Some(&device),
        tunnels,
        only: args.tunnel,
        with_keys: args.with_keys,
    };
    let written = device_file(&output.texts, &request).map_err(|obstacles| {
        for obstacle in &obstacles {
            output.print_error_about(&input.file, obstacle);
        }
        Exit::Invalid
    })?;
    if written.is_sheet {
        let args = [("platform", written.platform.clone().into())];
        output.note(&output.texts.format("peer-no-writer", &args));
    }
    hand_out(args, &device, &written, output)
}

fn hand_out(
    args: &PeerWriteArgs,
    device: &DraftPeer,
    written: &DeviceFile,
    output: &Output,
) -> ExitResult {
    let text = written.text();
    if let Some(path) = &args.out {
        write_new(path, text.as_bytes()).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => taken(path, output),
            _ => output
                .fail(output.texts.with_label(&path.display().to_string(), &error.to_string())),
        })?;
    }
    if output.is_json() {
        let shown = args.out.is_none().then(|| text.as_str());
        output.json(&json!({
            "platform": device.name(),
            "digest": written.digest,
            "placeholders": written.placeholders,
            "file": args.out.as_ref().map(|path| path.display().to_string()),
            "text": shown,
        }));
    } else if args.out.is_none() {
        output.raw(text.as_bytes());
    }
    if args.out.is_some() && !written.placeholders.is_empty() {
        let args = [("list", written.placeholders.join(", ").into())];
        output.note(&output.texts.format("peer-write-placeholders", &args));
    }
    Ok(Exit::Done)
}

/// Says whether a file that was written earlier still fits the draft.
fn check(path: &Path, tunnels: &[CloudTunnel], output: &Output) -> ExitResult {
    let bytes = bytes_of(path, output)?;
    let text = Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned());
    let now = peer::draft_digest(tunnels);
    let then = peer::written_digest(&text);
    let (id, exit) = match then {
        Some(then) if then == now => ("current", Exit::Done),
        Some(_) => ("stale", Exit::Invalid),
        None => ("unmarked", Exit::Invalid),
    };
    if output.is_json() {
        output.json(&json!({
            "file": path.display().to_string(), "state": id, "then": then, "now": now,
        }));
    } else {
        let args = [("file", path.display().to_string().into())];
        output.line(&printable(&output.texts.format(&format!("peer-check-{id}"), &args)));
    }
    Ok(exit)
}

/// Adds what a draft does not hold: the addresses of both ends and the gateway's AS number.
fn complete(
    tunnels: &mut [CloudTunnel],
    common: &Common,
    args: &PeerWriteArgs,
    draft: &Draft,
    output: &Output,
) -> Result<(), Exit> {
    if let Some(id) = &args.connection {
        look_up(tunnels, common, id, draft, output)?;
    }
    addresses(tunnels, &args.address, &args.gateway, output)?;
    set_gateway_asn(tunnels, args.gateway_asn);
    Ok(())
}

fn look_up(
    tunnels: &mut [CloudTunnel],
    common: &Common,
    id: &str,
    draft: &Draft,
    output: &Output,
) -> Result<(), Exit> {
    let region = draft.text(FieldPath::connection(Key::RegionId));
    let (LiveConnection { connection, .. }, gateways) =
        live::fetch_with_gateways(common, id, region, output)?;
    for tunnel in tunnels {
        let own = connection.tunnels.iter().zip(1_u16..);
        let mut own = own.map(|(row, at)| (row.index.map_or(at, u16::from), row));
        // A draft may list its tunnels in any order.
        let index = tunnel.get("TunnelIndex").and_then(|text| text.parse().ok());
        let index = index.unwrap_or(tunnel.number);
        let row = own.find(|(number, _)| *number == index).map(|(_, row)| row);
        let cloud = row.and_then(|row| row.internet_ip.clone());
        let gateway = row.and_then(|row| row.customer_gateway.clone());
        if let Some(address) = cloud.or_else(|| connection.internet_ip.clone()) {
            tunnel.set("GatewayIp", &address);
        }
        let gateway = gateway.or_else(|| connection.customer_gateways.first().cloned());
        let found = gateways.iter().find(|row| Some(&row.id) == gateway.as_ref());
        if let Some(address) = found.and_then(|row| row.ip.as_deref()) {
            tunnel.set("CustomerGatewayIp", address);
        }
        if let Some(asn) = found.and_then(|row| row.asn) {
            tunnel.set("CustomerGatewayAsn", &asn.to_string());
        }
    }
    Ok(())
}
