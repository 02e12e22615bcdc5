//! What the selectors of FortiOS stand for: networks, ranges, and address objects by name.

use super::super::device_tunnel::DeviceTunnel;
use super::super::tree::Node;
use super::super::vocabulary::network;

pub(super) fn selectors(scope: &Node, phase2: &Node, tunnel: &mut DeviceTunnel) {
    let (local, remote) = (side(scope, phase2, "src"), side(scope, phase2, "dst"));
    if !["src-subnet", "dst-subnet", "src-name", "dst-name", "src-start-ip", "dst-start-ip"]
        .iter()
        .any(|name| phase2.has(name))
    {
        tunnel.defaulted.insert("selectors");
    }
    for (field, side) in [("local_subnets", "src"), ("remote_subnets", "dst")] {
        for setting in ["subnet", "start-ip"] {
            tunnel.record_lines(phase2, &[(field, &format!("{side}-{setting}"))]);
        }
        let named = phase2.text(&format!("{side}-name"));
        let object = |kind: &str| scope.at(kind)?.child(named?);
        if let Some(address) = object("firewall address") {
            tunnel.record_lines(address, &[(field, "subnet"), (field, "start-ip")]);
        } else if let Some(group) = object("firewall addrgrp") {
            let member = group.text("member");
            let address = member.and_then(|name| scope.at("firewall address")?.child(name));
            if let Some(address) = address {
                tunnel.record_lines(address, &[(field, "subnet"), (field, "start-ip")]);
            }
        }
    }
    tunnel.rule(&phase2.name, &local, &remote);
    for one in &local {
        for other in &remote {
            tunnel.add_pair(one, other);
        }
    }
    // A range is told apart: no network can mirror it.
    let ranges: Vec<String> = tunnel
        .local_subnets
        .iter()
        .chain(&tunnel.remote_subnets)
        .filter(|net| net.contains('-'))
        .cloned()
        .collect();
    if !ranges.is_empty() {
        tunnel.extra.insert("ranges", ranges.join(","));
    }
    tunnel.local_subnets.retain(|net| !net.contains('-'));
    tunnel.remote_subnets.retain(|net| !net.contains('-'));
}

pub(super) fn side(scope: &Node, phase2: &Node, side: &str) -> Vec<String> {
    let texts = |name: &str| phase2.texts(&format!("{side}-{name}"));
    let kind = texts("addr-type");
    match kind.first().copied().unwrap_or("subnet") {
        "name" => texts("name").iter().flat_map(|name| named(scope, name, 0)).collect(),
        "ip" => texts("start-ip").first().map(|ip| format!("{ip}/32")).into_iter().collect(),
        "range" => match (texts("start-ip").first(), texts("end-ip").first()) {
            (Some(start), Some(end)) => vec![format!("{start}-{end}")],
            _ => Vec::new(),
        },
        _ => match texts("subnet").as_slice() {
            [address, mask, ..] => network(address, mask, false).into_iter().collect(),
            [net] => vec![(*net).to_owned()],
            [] => vec!["0.0.0.0/0".to_owned()],
        },
    }
}

pub(super) fn named(scope: &Node, name: &str, depth: usize) -> Vec<String> {
    if depth > 8 {
        return Vec::new();
    }
    if name == "all" {
        return vec!["0.0.0.0/0".to_owned()];
    }
    if let Some(address) = scope.at("firewall address").and_then(|all| all.child(name)) {
        return match (
            address.texts("subnet").as_slice(),
            address.text("start-ip"),
            address.text("end-ip"),
        ) {
            ([ip, mask, ..], ..) => network(ip, mask, false).into_iter().collect(),
            ([net], ..) => vec![(*net).to_owned()],
            ([], Some(start), Some(end)) => vec![format!("{start}-{end}")],
            _ => Vec::new(),
        };
    }
    let group = scope.at("firewall addrgrp").and_then(|all| all.child(name));
    group.map_or(Vec::new(), |group| {
        group.texts("member").iter().flat_map(|member| named(scope, member, depth + 1)).collect()
    })
}
