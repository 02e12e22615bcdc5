//! The health check of single mode: probes from the VPC to a host in the data center.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::super::catalogue::{self, FieldCondition, FieldKind};
use super::super::draft::Draft;
use super::super::field::{FieldPath, Key, Mode};
use super::super::finding::{Edit, Finding, Repair, Rule};
use super::super::notation;
use super::super::value;

use super::shared::{address_meant, excerpt, finding_for_fields};

const DESTINATION: FieldPath = FieldPath::connection(Key::HealthDestination);
const SOURCE: FieldPath = FieldPath::connection(Key::HealthSource);
const INTERVAL: FieldPath = FieldPath::connection(Key::HealthInterval);
const RETRY: FieldPath = FieldPath::connection(Key::HealthRetry);
const POLICY: FieldPath = FieldPath::connection(Key::HealthPolicy);

pub(super) fn check(draft: &Draft, found: &mut Vec<Finding>) {
    if draft.mode() == Mode::Dual {
        found.extend(wrong_mode(draft));
        return;
    }
    let ends = [SOURCE, DESTINATION];
    found.extend(ends.into_iter().filter_map(|path| not_an_address(draft, path)));
    found.extend([INTERVAL, RETRY].into_iter().filter_map(|path| not_a_count(draft, path)));
    found.extend(unknown_policy(draft));
    locations(draft, found);
    if draft.wants_health_check() {
        found.extend(missing_end(draft));
        found.extend(time_to_notice(draft));
        found.extend(return_path(draft));
        if draft.effective(POLICY) == Some("revoke_route") {
            found.push(Finding::at(Rule::H13, POLICY));
        }
    }
}

fn is_health(path: FieldPath) -> bool {
    path.key == Key::HealthEnable
        || catalogue::field(path.key).applies == FieldCondition::WithHealthCheck
}

fn wrong_mode(draft: &Draft) -> Option<Finding> {
    let fields: Vec<FieldPath> = draft.present_paths().filter(|path| is_health(*path)).collect();
    let edits = fields.iter().map(|path| Edit::Remove(*path)).collect();
    finding_for_fields(Rule::H01, fields).map(|finding| finding.with_repair(Repair { edits }))
}

fn is_missing(draft: &Draft, path: FieldPath) -> bool {
    draft.text(path).unwrap_or_default().is_empty()
}

fn missing_end(draft: &Draft) -> Option<Finding> {
    let missing = [SOURCE, DESTINATION].into_iter().filter(|path| is_missing(draft, *path));
    finding_for_fields(Rule::H02, missing.collect())
}

fn not_an_address(draft: &Draft, path: FieldPath) -> Option<Finding> {
    let text = draft.text(path)?;
    let is_told = text.is_empty() && draft.wants_health_check();
    if is_told || text.parse::<Ipv4Addr>().is_ok() {
        return None;
    }
    let finding = Finding::at(Rule::H03, path).with("value", excerpt(text));
    let meant = address_meant(text);
    Some(finding.with_repair(meant.map(|address| Repair::set(path, address.to_string()))))
}

fn not_a_count(draft: &Draft, path: FieldPath) -> Option<Finding> {
    let text = draft.text(path)?;
    if value::parse_whole_number(text).is_some_and(|count| count > 0) {
        return None;
    }
    let usual = catalogue::field(path.key).default.of(Mode::Single)?;
    let finding = Finding::at(Rule::H05, path).with("value", excerpt(text)).with("usual", usual);
    // 0 and nothing mean no number; whatever else cannot be read means one that nobody can guess.
    let meant = match notation::parse_duration_seconds(text) {
        Some(0) => Some(usual.to_owned()),
        None if text.trim().is_empty() => Some(usual.to_owned()),
        other => other.map(|count| count.to_string()),
    };
    Some(finding.with_repair(meant.map(|meant| Repair::set(path, meant))))
}

fn unknown_policy(draft: &Draft) -> Option<Finding> {
    let FieldKind::Choice(words) = catalogue::field(POLICY.key).kind else { return None };
    let text = draft.text(POLICY).filter(|text| !words.contains(text))?;
    let finding = Finding::at(Rule::H06, POLICY).with("value", excerpt(text));
    // `Revoke-Route`, `revoke route`, `revoke`: the first word decides.
    let typed = text.trim().as_bytes();
    let meant = words.iter().find(|word| {
        let (verb, _) = word.split_once('_').unwrap_or((word, ""));
        typed.len() <= word.len()
            && typed
                .get(..verb.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(verb.as_bytes()))
    });
    Some(finding.with_repair(meant.map(|word| Repair::set(POLICY, *word))))
}

/// One list of blocks, as far as it can tell where an address belongs.
struct SubnetSide(Vec<Ipv4Net>);

impl SubnetSide {
    fn read(draft: &Draft, key: Key) -> Self {
        let text = draft.text(FieldPath::connection(key)).unwrap_or_default();
        Self(value::parse_cidr_list(text).unwrap_or_default())
    }

    /// Whether it consists of specific blocks; 0.0.0.0/0 holds every address and tells nothing.
    fn is_specific(&self) -> bool {
        !self.0.is_empty() && !self.0.iter().any(|net| value::is_any_address(*net))
    }

    fn holds(&self, address: Ipv4Addr) -> bool {
        self.0.iter().any(|net| net.contains(&address))
    }

    fn lacks(&self, address: Ipv4Addr) -> bool {
        self.is_specific() && !self.holds(address)
    }

    /// The block of which this is the network or the broadcast address.
    fn with_border(&self, address: Ipv4Addr) -> Option<Ipv4Net> {
        let is_border = |net: &Ipv4Net| {
            net.prefix_len() <= 30 && (net.network() == address || net.broadcast() == address)
        };
        self.0.iter().copied().find(is_border)
    }
}

/// Where the two addresses lie, with respect to one another and to the two sides.
fn locations(draft: &Draft, found: &mut Vec<Finding>) {
    let address = |path| draft.text(path)?.parse::<Ipv4Addr>().ok();
    let (source, destination) = (address(SOURCE), address(DESTINATION));
    if source.is_none() && destination.is_none() {
        return;
    }
    let local = SubnetSide::read(draft, Key::LocalSubnet);
    let remote = SubnetSide::read(draft, Key::RemoteSubnet);
    let mut swapped = false;
    if let (Some(source), Some(destination)) = (source, destination) {
        if source == destination {
            let finding = Finding::at(Rule::H04, DESTINATION).with_field(SOURCE);
            found.push(finding.with("address", source.to_string()));
        }
        swapped = are_swapped(source, destination, &local, &remote);
        if swapped {
            found.push(swap(source, destination));
        }
    }
    for (rule, path, address, side, key) in [
        (Rule::H07, SOURCE, source, &local, Key::LocalSubnet),
        (Rule::H08, DESTINATION, destination, &remote, Key::RemoteSubnet),
    ] {
        let Some(address) = address else { continue };
        if !swapped && side.lacks(address) {
            let finding = Finding::at(rule, path).with_field(FieldPath::connection(key));
            found.push(finding.with("address", address.to_string()));
        }
        found.extend(border(path, address, &local, &remote));
    }
}

fn are_swapped(
    source: Ipv4Addr,
    destination: Ipv4Addr,
    local: &SubnetSide,
    remote: &SubnetSide,
) -> bool {
    let crossed = remote.holds(source) && local.holds(destination);
    // Where the two sides overlap, the addresses may be right as they are.
    let straight = local.holds(source) && remote.holds(destination);
    local.is_specific() && remote.is_specific() && crossed && !straight
}

fn swap(source: Ipv4Addr, destination: Ipv4Addr) -> Finding {
    let edits = vec![
        Edit::Set(SOURCE, destination.to_string()),
        Edit::Set(DESTINATION, source.to_string()),
    ];
    Finding::at(Rule::H09, SOURCE)
        .with_field(DESTINATION)
        .with("source", source.to_string())
        .with("destination", destination.to_string())
        .with_repair(Repair { edits })
}

fn border(
    path: FieldPath,
    address: Ipv4Addr,
    local: &SubnetSide,
    remote: &SubnetSide,
) -> Option<Finding> {
    let block = local.with_border(address).or_else(|| remote.with_border(address))?;
    let finding = Finding::at(Rule::H14, path).with("address", address.to_string());
    Some(finding.with("block", block.to_string()))
}

fn time_to_notice(draft: &Draft) -> Option<Finding> {
    let count = |path| value::parse_whole_number(draft.effective(path)?).filter(|count| *count > 0);
    let (interval, retry) = (count(INTERVAL)?, count(RETRY)?);
    let finding = Finding::at(Rule::H11, INTERVAL).with_field(RETRY);
    Some(finding.with("n", interval.saturating_mul(retry)))
}

fn return_path(draft: &Draft) -> Option<Finding> {
    let source: Ipv4Addr = draft.text(SOURCE)?.parse().ok()?;
    Some(Finding::at(Rule::H12, SOURCE).with("address", source.to_string()))
}
