//! `tunnelsmith peer compare`: a draft held against a device's configuration.

use std::net::IpAddr;

use serde_json::{Value as Json, json};

use crate::connection::{FieldOwner, FieldPath, TUNNELS};
use crate::peer::{CloudTunnel, EndDifference, EndVerdict, FeltWhen, compare, pair_up};

use super::super::args::{Common, Drafts, PeerCompareArgs};
use super::super::exit::Exit;
use super::super::load::load;
use super::super::output::Output;
use super::reading::reading;

pub fn run(common: &Common, args: &PeerCompareArgs, output: &Output) -> Exit {
    let drafts = Drafts { files: vec![args.draft.clone()], changes: Vec::new(), values: None };
    let mut inputs = match load(common, &drafts, output) {
        Ok(inputs) => inputs,
        Err(problem) => return output.usage(&problem),
    };
    let [Ok(input)] = inputs.as_mut_slice() else {
        let unread = inputs.iter().find_map(|input| input.as_ref().err());
        return unread.map_or(Exit::Usage, |unread| unread.report(output));
    };
    let mut here = CloudTunnel::of(&input.draft);
    if let Err(problem) = complete(&mut here, args, output) {
        return output.usage(&problem);
    }
    let reading = match reading(&args.file, args.platform.as_deref(), output) {
        Ok(reading) => reading,
        Err(exit) => return exit,
    };
    let dual = FieldPath::tunnel(1, crate::connection::Key::Psk).fits(input.draft.mode());
    let mut exit = Exit::Done;
    for (cloud, device) in here.iter().zip(pair_up(&here, &reading.tunnels)) {
        let found = match device {
            Some(device) => compare(cloud, device),
            None => vec![EndDifference::missing()],
        };
        for difference in &found {
            if difference.verdict == EndVerdict::Differs && difference.when != FeltWhen::Never {
                exit = Exit::Invalid;
            }
            let name = device.map(|device| device.name.as_str());
            output.json(&as_json(output, cloud.number, dual, name, difference));
        }
    }
    exit
}

/// Adds what a draft does not hold: the addresses of both ends and the gateway's AS number.
fn complete(
    here: &mut [CloudTunnel],
    args: &PeerCompareArgs,
    output: &Output,
) -> Result<(), String> {
    for text in &args.address {
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
    for tunnel in here {
        if let Some(address) = args.gateway {
            tunnel.set("CustomerGatewayIp", &address.to_string());
        }
        if let Some(asn) = args.gateway_asn {
            tunnel.set("CustomerGatewayAsn", &asn.to_string());
        }
    }
    Ok(())
}

fn as_json(
    output: &Output,
    number: u16,
    dual: bool,
    device: Option<&str>,
    found: &EndDifference,
) -> Json {
    let severity = match (found.verdict, found.when) {
        (EndVerdict::Unknown, _) | (_, FeltWhen::Never) => "hint",
        (_, FeltWhen::Failover) => "warning",
        _ => "error",
    };
    json!({
        "tunnel": number,
        "device": device,
        "field": found.field,
        "here": found.here,
        "there": found.there,
        "verdict": match found.verdict { EndVerdict::Differs => "differ", EndVerdict::Unknown => "not known" },
        "when": found.when.name(),
        "after_seconds": found.after_s,
        "severity": severity,
        "reason": output.texts.say(&format!("peer-reason-{}", found.reason)),
        "repair_here": found.repair_here.as_ref().map(|value| {
            format!("{}={value}", path(number, dual, found.field))
        }),
        "repair_there": found.repair_there,
        "line": found.line,
    })
}

/// The name of a parameter as `--set` takes it.
fn path(number: u16, dual: bool, field: &str) -> String {
    let own = ["LocalSubnet", "RemoteSubnet", "EffectImmediately"].contains(&field);
    let wanted = FieldPath::all(2, 0).find(|path| match path.owner {
        FieldOwner::Tunnel(tunnel) => {
            dual && !own && tunnel == number && path.to_string().ends_with(&format!(".{field}"))
        }
        FieldOwner::Connection => {
            (!dual || own)
                && (path.to_string() == field || path.to_string().ends_with(&format!(".{field}")))
                && !path.to_string().starts_with(TUNNELS)
        }
        FieldOwner::Tag(_) => false,
    });
    wanted.map_or_else(|| field.to_owned(), |path| path.to_string())
}
