//! BGP: the /30 of each tunnel, the address in it, the ASN and the switch.
//!
//! A malformed value is named also while BGP is off, since it is sent all the same.

use std::net::Ipv4Addr;

use super::super::draft::Draft;
use super::super::field::{FieldOwner, FieldPath, Key, Mode};
use super::super::finding::{Edit, Finding, Repair, Rule};
use super::super::notation;
use super::super::session::{BlockAllocator, address_at, block_at, move_to};
use super::super::value::{Asn, TunnelCidr, TunnelCidrError};

use super::shared::{address_meant, excerpt, finding_for_fields};

/// The values of one BGP session.
const SESSION: [Key; 3] = [Key::LocalAsn, Key::TunnelCidr, Key::LocalBgpIp];

/// The largest number that speakers without four-byte ASNs understand (RFC 6793).
const TWO_BYTES: u32 = 65_535;

pub(super) fn check(draft: &Draft, found: &mut Vec<Finding>) {
    let tunnels: Vec<FieldOwner> =
        draft.paths_of(Key::TunnelCidr).into_iter().map(|path| path.owner).collect();
    let mut offered = BlockAllocator::new(draft, &tunnels);
    let exchanged = exchanged(draft, &tunnels);
    for &owner in &tunnels {
        if draft.mode() == Mode::Dual && draft.wants_bgp() && !speaks(draft, owner) {
            found.push(silent_tunnel(draft, owner, &tunnels, &mut offered));
            continue;
        }
        let block = tunnel_cidr(draft, owner, &mut offered, found);
        let is_told = |finding: &Finding| finding.rule == Rule::B10 && exchanged.is_some();
        found.extend(local_ip(draft, owner, block).filter(|finding| !is_told(finding)));
        local_asn(draft, owner, found);
    }
    if let [one, two, ..] = *tunnels {
        found.extend(same_block(draft, one, two, &mut offered));
        found.extend(differing_asns(draft, one, two));
    }
    found.extend(exchanged);
    found.extend(switched_off(draft, &tunnels));
    switched_on(draft, found);
}

/// Whether any BGP value stands at this place.
fn speaks(draft: &Draft, owner: FieldOwner) -> bool {
    SESSION.iter().any(|&key| draft.has(FieldPath { owner, key }))
}

/// Judges the block of one place and hands it on if it is sound.
fn tunnel_cidr(
    draft: &Draft,
    owner: FieldOwner,
    offered: &mut BlockAllocator,
    found: &mut Vec<Finding>,
) -> Option<TunnelCidr> {
    let path = FieldPath { owner, key: Key::TunnelCidr };
    let text = draft.text(path);
    if text.unwrap_or_default().is_empty() && draft.wants_bgp() {
        found.push(missing_block(draft, path, offered));
        return None;
    }
    let text = text?;
    let error = match text.parse::<TunnelCidr>() {
        Ok(block) => return Some(block),
        Err(error) => error,
    };
    let rule = match error {
        TunnelCidrError::NotCidr => Rule::B02,
        TunnelCidrError::NotSlash30 { .. } => Rule::B03,
        TunnelCidrError::NotLinkLocal => Rule::B04,
        TunnelCidrError::OffBorder { .. } => Rule::B05,
        TunnelCidrError::Reserved => Rule::B06,
    };
    let mut finding = Finding::at(rule, path).with("value", excerpt(text));
    if let TunnelCidrError::OffBorder { meant } = error {
        finding = finding.with("meant", meant.to_string());
    }
    finding.repair = block_meant(text, error)
        .map(|block| Repair::set(path, block.to_string()))
        .or_else(|| match error {
            TunnelCidrError::OffBorder { .. } | TunnelCidrError::Reserved => {
                offered.next(draft, owner).map(|block| move_to(draft, owner, block))
            }
            _ => None,
        });
    found.push(finding);
    None
}

/// The block that a near miss stands for, if the service takes it.
fn block_meant(text: &str, error: TunnelCidrError) -> Option<TunnelCidr> {
    match error {
        TunnelCidrError::OffBorder { meant } => meant.to_string().parse().ok(),
        TunnelCidrError::NotCidr => {
            let trimmed = text.trim();
            let net = notation::parse_network(text).map(|net| net.to_string());
            let meant = net.and_then(|net| net.parse().ok());
            meant.or_else(|| format!("{trimmed}/30").parse().ok())
        }
        _ => None,
    }
}

fn missing_block(draft: &Draft, path: FieldPath, offered: &mut BlockAllocator) -> Finding {
    let free = offered.next(draft, path.owner);
    Finding::at(Rule::B01, path).with_repair(free.map(|block| move_to(draft, path.owner, block)))
}

fn silent_tunnel(
    draft: &Draft,
    owner: FieldOwner,
    tunnels: &[FieldOwner],
    offered: &mut BlockAllocator,
) -> Finding {
    let at = |key| FieldPath { owner, key };
    let finding = Finding::at(Rule::B19, at(Key::TunnelCidr))
        .with_field(at(Key::LocalAsn))
        .with_field(at(Key::LocalBgpIp))
        .with_field(FieldPath::connection(Key::EnableTunnelsBgp));
    let Some(block) = offered.next(draft, owner) else { return finding };
    // Both tunnels of a connection speak with one ASN on this side.
    let asn = tunnels
        .iter()
        .take(2)
        .filter_map(|&owner| draft.text(FieldPath { owner, key: Key::LocalAsn })?.parse().ok())
        .next()
        .unwrap_or(Asn::ALIBABA);
    let [first, _] = block.hosts();
    let edits = vec![
        Edit::Set(at(Key::LocalAsn), asn.to_string()),
        Edit::Set(at(Key::TunnelCidr), block.to_string()),
        Edit::Set(at(Key::LocalBgpIp), first.to_string()),
    ];
    finding.with_repair(Repair { edits })
}

fn local_ip(draft: &Draft, owner: FieldOwner, block: Option<TunnelCidr>) -> Option<Finding> {
    let path = FieldPath { owner, key: Key::LocalBgpIp };
    let Some(text) = draft.text(path) else {
        let [first, second] = block.filter(|_| draft.wants_bgp())?.hosts();
        let finding = Finding::at(Rule::B12, path)
            .with("local", first.to_string())
            .with("peer", second.to_string());
        return Some(finding.with_repair(Repair::set(path, first.to_string())));
    };
    let Ok(address) = text.parse::<Ipv4Addr>() else {
        return Some(not_an_address(path, text, block));
    };
    let block = block?;
    let [first, second] = block.hosts();
    let finding = |rule| Finding::at(rule, path).with("value", address.to_string());
    if !block.contains(address) {
        let cidr = FieldPath { owner, key: Key::TunnelCidr };
        // The host at the same end of its block goes first.
        let is_second = u32::from(address) & 3 == 2;
        let (likely, other) = if is_second { (second, first) } else { (first, second) };
        return Some(
            finding(Rule::B10)
                .with_field(cidr)
                .with("kind", "outside")
                .with("block", block.to_string())
                .with_repair(Repair::set(path, likely.to_string()))
                .with_alternative(Repair::set(path, other.to_string())),
        );
    }
    (!block.hosts().contains(&address)).then(|| {
        finding(Rule::B11)
            .with("first", first.to_string())
            .with("second", second.to_string())
            .with_repair(Repair::set(path, first.to_string()))
            .with_alternative(Repair::set(path, second.to_string()))
    })
}

/// B-10 where each tunnel has the address of the other's block: either the addresses or the blocks stand
/// in the wrong tunnel.
fn exchanged(draft: &Draft, tunnels: &[FieldOwner]) -> Option<Finding> {
    let [one, two, ..] = *tunnels else { return None };
    let at = |owner, key| FieldPath { owner, key };
    let hosts = |owner| block_at(draft, owner).map(|block| block.hosts());
    let is_in = |owner, other| Some(hosts(other)?.contains(&address_at(draft, owner)?));
    let are_crossed = is_in(one, two)? && is_in(two, one)? && !is_in(one, one)?;
    let exchange = |key| {
        let [first, second] = [one, two].map(|owner| at(owner, key));
        let set = |to, from| Some(Edit::Set(to, draft.text(from)?.to_owned()));
        Some(Repair { edits: vec![set(first, second)?, set(second, first)?] })
    };
    let finding = Finding::at(Rule::B10, at(one, Key::LocalBgpIp))
        .with_field(at(two, Key::LocalBgpIp))
        .with_field(at(one, Key::TunnelCidr))
        .with_field(at(two, Key::TunnelCidr))
        .with("kind", "exchanged")
        .with("value", draft.text(at(one, Key::LocalBgpIp))?.to_owned())
        .with("block", block_at(draft, one)?.to_string())
        .with_repair(exchange(Key::LocalBgpIp)?)
        .with_alternative(exchange(Key::TunnelCidr)?);
    are_crossed.then_some(finding)
}

fn not_an_address(path: FieldPath, text: &str, block: Option<TunnelCidr>) -> Finding {
    let finding = Finding::at(Rule::B09, path).with("value", excerpt(text));
    let first = block.filter(|_| text.trim().is_empty()).map(|block| block.hosts()[0]);
    // An address outside of the block would be the next error.
    let meant =
        address_meant(text).filter(|meant| block.is_none_or(|block| block.hosts().contains(meant)));
    finding.with_repair(meant.or(first).map(|address| Repair::set(path, address.to_string())))
}

fn local_asn(draft: &Draft, owner: FieldOwner, found: &mut Vec<Finding>) {
    let path = FieldPath { owner, key: Key::LocalAsn };
    let Some(text) = draft.text(path) else { return };
    let Ok(asn) = text.parse::<Asn>() else {
        let finding = Finding::at(Rule::B13, path).with("value", excerpt(text));
        let repair = asn_meant(text).map(|asn| Repair::set(path, asn.to_string()));
        found.push(finding.with_repair(repair));
        return;
    };
    let finding = |rule| Finding::at(rule, path).with("asn", asn.to_string());
    if asn.is_reserved() {
        found.push(finding(Rule::B18).with("gateway", "none"));
    } else if !asn.is_private() && asn != Asn::ALIBABA {
        found.push(finding(Rule::B17));
    }
    if asn.number() > TWO_BYTES {
        found.push(finding(Rule::B25));
    }
}

/// The number in `AS65001` or ` 65001`.
fn asn_meant(text: &str) -> Option<Asn> {
    let number = text.trim();
    let bare = match number.as_bytes() {
        [b'A' | b'a', b'S' | b's', b'N' | b'n', ..] => &number[3..],
        [b'A' | b'a', b'S' | b's', ..] => &number[2..],
        _ => number,
    };
    bare.trim().parse().ok()
}

fn same_block(
    draft: &Draft,
    one: FieldOwner,
    two: FieldOwner,
    offered: &mut BlockAllocator,
) -> Option<Finding> {
    let [one, two] = [one, two].map(|owner| FieldPath { owner, key: Key::TunnelCidr });
    let block =
        block_at(draft, one.owner).filter(|one| block_at(draft, two.owner) == Some(*one))?;
    let finding = Finding::at(Rule::B07, two).with_field(one).with("block", block.to_string());
    let free = offered.next(draft, two.owner);
    Some(finding.with_repair(free.map(|free| move_to(draft, two.owner, free))))
}

fn differing_asns(draft: &Draft, one: FieldOwner, two: FieldOwner) -> Option<Finding> {
    let [one, two] = [one, two].map(|owner| FieldPath { owner, key: Key::LocalAsn });
    // A tunnel without BGP has no ASN to compare, and B-19 gives it the other's.
    if !speaks(draft, one.owner) || !speaks(draft, two.owner) {
        return None;
    }
    let [first, second]: [Option<Asn>; 2] =
        [one, two].map(|path| draft.effective(path)?.parse().ok());
    let (first, second) = (first?, second?);
    (first != second).then(|| {
        Finding::at(Rule::B21, two)
            .with_field(one)
            .with("first", first.to_string())
            .with("second", second.to_string())
            .with_repair(Repair::set(two, first.to_string()))
    })
}

fn switched_off(draft: &Draft, tunnels: &[FieldOwner]) -> Option<Finding> {
    if draft.mode() != Mode::Dual || draft.wants_bgp() {
        return None;
    }
    let switch = FieldPath::connection(Key::EnableTunnelsBgp);
    let mut fields = vec![switch];
    for &owner in tunnels {
        let values = SESSION.iter().map(|&key| FieldPath { owner, key });
        fields.extend(values.filter(|path| draft.has(*path)));
    }
    let speaks = fields.len() > 1;
    let finding = finding_for_fields(Rule::B20, fields).filter(|_| speaks)?;
    Some(finding.with_repair(Repair::set(switch, "true")))
}

fn switched_on(draft: &Draft, found: &mut Vec<Finding>) {
    if !draft.wants_bgp() {
        return;
    }
    match draft.mode() {
        Mode::Dual => {
            found.push(Finding::at(Rule::B24, FieldPath::connection(Key::EnableTunnelsBgp)))
        }
        Mode::Single => {
            let switch = FieldPath::connection(Key::EnableBgp);
            found.push(Finding::at(Rule::B24, switch));
            found.push(Finding::at(Rule::B28, switch));
        }
    }
}
