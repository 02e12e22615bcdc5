//! Subnets and routing mode: rules S-01 to S-21 but for those that need the network or the peer.
//!
//! Each list is taken apart once, leniently, so that a stray blank does not hide what is wrong with
//! the blocks behind it. A block with host bits is judged on as the network it stands for.

mod list;

use ipnet::Ipv4Net;

pub use self::list::normalize_list;
use self::list::{Item, List, ListReading, SPECIAL, SubnetSide, net};
use super::super::draft::Draft;
use super::super::field::{FieldPath, Key};
use super::super::finding::{Edit, Finding, Repair, Rule};
use super::super::value::is_any_address;
use super::{excerpt, excerpt_list};

/// How many blocks a side may have by the published limits of 2021.
const MOST_BLOCKS: usize = 5;

/// Every address.
const EVERYTHING: &str = "0.0.0.0/0";

/// Alibaba Cloud's own services; elsewhere shared address space (RFC 6598).
const SERVICES: Ipv4Net = net(100, 64, 0, 0, 10);

/// Never routed on the Internet: private (RFC 1918), documentation (RFC 5737), benchmarks (RFC 2544).
const PRIVATE: &[Ipv4Net] = &[
    net(10, 0, 0, 0, 8),
    net(172, 16, 0, 0, 12),
    net(192, 168, 0, 0, 16),
    net(192, 0, 2, 0, 24),
    net(198, 51, 100, 0, 24),
    net(203, 0, 113, 0, 24),
    net(198, 18, 0, 0, 15),
    SERVICES,
];

pub(super) fn check(draft: &Draft, found: &mut Vec<Finding>) {
    let local = List::read(draft, Key::LocalSubnet);
    let remote = List::read(draft, Key::RemoteSubnet);
    for list in [&local, &remote] {
        if list.items.is_empty() {
            found.push(about(Rule::S01, list));
            continue;
        }
        writing(list, found);
        unreadable(list, found);
        cover(list, found);
        mixed(list, found);
        ranges(list, found);
        found.extend(summary(list));
    }
    found.extend(public(&remote));
    found.extend(overlap(&local, &remote));
    found.extend(one_pair_only(draft, &local, &remote));
    found.extend(one_pair_per_association(draft, &local, &remote));
    routing(draft, &local, &remote, found);
}

fn about(rule: Rule, list: &List<'_>) -> Finding {
    Finding::at(rule, list.path).with("field", list.path)
}

/// Adds the items a finding is about: how many, and the first of them as they were typed.
fn naming<'a>(finding: Finding, items: &[&'a Item<'a>]) -> Option<Finding> {
    let shown = excerpt_list(items.iter().map(|item| item.text.as_ref()));
    (!items.is_empty()).then(|| finding.with("items", shown).with("count", items.len()))
}

/// The whole list as the service wants it, if that is beyond doubt.
fn written(list: &List<'_>) -> Option<String> {
    let nets = list.networks()?;
    Some(nets.iter().map(Ipv4Net::to_string).collect::<Vec<_>>().join(","))
}

/// S-04: what stands between the blocks.
fn writing(list: &List<'_>, found: &mut Vec<Finding>) {
    if list.untidy {
        let clean = written(list);
        let shown = clean.as_deref().map_or_else(|| "none".to_owned(), excerpt);
        let repair = clean.map(|clean| Repair::set(list.path, clean));
        found.push(about(Rule::S04, list).with("clean", shown).with_repair(repair));
    }
}

/// S-02, S-03 and S-05: what is no block as the service wants it.
fn unreadable(list: &List<'_>, found: &mut Vec<Finding>) {
    let which = |wanted: fn(&ListReading) -> bool| -> Vec<&Item<'_>> {
        list.items.iter().filter(|item| wanted(&item.reading)).collect()
    };
    let unclear = which(|reading| matches!(reading, ListReading::Wrong(None)));
    let plain = about(Rule::S02, list).with("meant", "none");
    found.extend(naming(plain, &unclear));

    let clear = which(|reading| matches!(reading, ListReading::Wrong(Some(_))));
    found.extend(corrected(Rule::S02, list, &clear));
    let hosts = which(|reading| matches!(reading, ListReading::HostBits(_)));
    found.extend(corrected(Rule::S03, list, &hosts));

    let sixes = which(|reading| matches!(reading, ListReading::Six));
    found.extend(naming(about(Rule::S05, list), &sixes));
}

/// A finding that names the blocks meant by these items; its repair writes the list that was meant.
fn corrected(rule: Rule, list: &List<'_>, items: &[&Item<'_>]) -> Option<Finding> {
    let nets: Vec<String> =
        items.iter().filter_map(|item| item.reading.network()).map(|net| net.to_string()).collect();
    let finding = about(rule, list).with("meant", excerpt_list(nets.iter().map(String::as_str)));
    let repair = written(list).map(|clean| Repair::set(list.path, clean));
    Some(naming(finding, items)?.with_repair(repair))
}

/// S-06: blocks that another one of the same list covers.
fn cover(list: &List<'_>, found: &mut Vec<Finding>) {
    let pairs = list.covered();
    let Some((inner, outer)) = pairs.first().copied() else { return };
    let mut drop = vec![false; list.items.len()];
    for (inner, _) in &pairs {
        drop[*inner] = true;
    }
    let mut kept = drop.iter().map(|drop| !drop);
    let mut finding = about(Rule::S06, list)
        .with("inner", excerpt(&list.items[inner].text))
        .with("outer", excerpt(&list.items[outer].text))
        .with("count", pairs.len());
    finding.repair = list.networks().map(|nets| {
        let nets = nets.iter().filter(|_| kept.next().unwrap_or(true));
        Repair::set(list.path, nets.map(Ipv4Net::to_string).collect::<Vec<_>>().join(","))
    });
    found.push(finding);
}

/// S-08: everything and something besides.
fn mixed(list: &List<'_>, found: &mut Vec<Finding>) {
    let all = |item: &Item<'_>| item.reading.net().is_some_and(is_any_address);
    let others = list.items.iter().filter(|item| !all(item)).count();
    if others == 0 || others == list.items.len() {
        return;
    }
    // Which of the two was meant, nobody knows.
    found.push(about(Rule::S08, list).with("count", others));
}

/// S-10, S-11 and S-13: ranges with a meaning of their own, and too many blocks.
fn ranges(list: &List<'_>, found: &mut Vec<Finding>) {
    let which = |wanted: fn(Ipv4Net) -> bool| -> Vec<&Item<'_>> {
        let specific = |net: &Ipv4Net| !is_any_address(*net);
        list.items
            .iter()
            .filter(|item| item.reading.net().filter(specific).is_some_and(wanted))
            .collect()
    };
    let special = which(|net| SPECIAL.iter().any(|range| range.contains(&net)));
    found.extend(naming(about(Rule::S10, list), &special));
    let services = which(|net| SERVICES.contains(&net) || net.contains(&SERVICES));
    found.extend(naming(about(Rule::S11, list), &services));
    if list.items.len() > MOST_BLOCKS {
        found.push(about(Rule::S13, list).with("count", list.items.len()));
    }
}

/// S-12: addresses of the Internet behind the tunnel.
fn public(remote: &List<'_>) -> Option<Finding> {
    let routable = |net: Ipv4Net| {
        !is_any_address(net) && !PRIVATE.iter().chain(SPECIAL).any(|range| range.contains(&net))
    };
    let items: Vec<_> =
        remote.items.iter().filter(|item| item.reading.net().is_some_and(routable)).collect();
    naming(about(Rule::S12, remote), &items)
}

/// S-16: fewer blocks for the same addresses.
fn summary(list: &List<'_>) -> Option<Finding> {
    let nets: Option<Vec<Ipv4Net>> = list
        .items
        .iter()
        .map(|item| match item.reading {
            ListReading::Net(net) => Some(net),
            _ => None,
        })
        .collect();
    let nets = nets.filter(|nets| nets.len() > 1 && list.networks().is_some())?;
    let fewer = Ipv4Net::aggregate(&nets);
    // All of IPv4 in two halves is no route-based mode, and S-08 speaks where it stands in the list.
    if fewer.len() + list.covered().len() >= nets.len()
        || fewer.iter().any(|net| is_any_address(*net))
    {
        return None;
    }
    let texts: Vec<String> = fewer.iter().map(Ipv4Net::to_string).collect();
    Some(
        about(Rule::S16, list)
            .with("count", nets.len())
            .with("fewer", texts.len())
            .with("items", excerpt_list(texts.iter().map(String::as_str)))
            .with_repair(Repair::set(list.path, texts.join(","))),
    )
}

/// S-07: addresses that both ends claim.
fn overlap(local: &List<'_>, remote: &List<'_>) -> Option<Finding> {
    let (here, there, count) = list::overlaps(local, remote)?;
    let finding = Finding::at(Rule::S07, remote.path)
        .with_field(local.path)
        .with("local", excerpt(&here.text))
        .with("remote", excerpt(&there.text))
        .with("count", count);
    Some(finding)
}

/// S-14: IKEv1 carries one pair of blocks.
fn one_pair_only(draft: &Draft, local: &List<'_>, remote: &List<'_>) -> Option<Finding> {
    let crowded: Vec<_> = [local, remote].into_iter().filter(|list| list.items.len() > 1).collect();
    let count = crowded.iter().map(|list| list.items.len()).max()?;
    let first_version = |path: &FieldPath| {
        draft.effective(*path).is_some_and(|text| text.trim().eq_ignore_ascii_case("ikev1"))
    };
    let fields: Vec<FieldPath> =
        draft.paths_of(Key::IkeVersion).into_iter().filter(first_version).collect();
    let edits = fields.iter().map(|path| Edit::Set(*path, "ikev2".into())).collect();
    let mut finding =
        Finding::at(Rule::S14, *fields.first()?).with("count", count).with_repair(Repair { edits });
    finding.fields = fields;
    finding.fields.extend(crowded.iter().map(|list| list.path));
    Some(finding)
}

/// S-15: with IKEv2 the service offers all pairs of blocks at once, and some devices take only one.
fn one_pair_per_association(draft: &Draft, local: &List<'_>, remote: &List<'_>) -> Option<Finding> {
    let several = [local, remote].into_iter().filter(|list| list.items.len() > 1);
    let mut fields: Vec<FieldPath> = several.map(|list| list.path).collect();
    let is_second = |path: &FieldPath| draft.effective(*path).is_some_and(|text| text == "ikev2");
    let are_specific = [local, remote].iter().all(|list| list.side() == SubnetSide::Specific);
    let versions = draft.paths_of(Key::IkeVersion).into_iter().filter(is_second);
    if fields.is_empty() || !are_specific {
        return None;
    }
    fields.extend(versions);
    let count = local.items.len() * remote.items.len();
    let is_meant = fields.iter().any(|path| path.key == Key::IkeVersion);
    is_meant.then(|| Finding { fields, ..about(Rule::S15, local).with("count", count) })
}

/// S-09, S-17, S-18 and S-21: what the two lists together mean for routing.
fn routing(draft: &Draft, local: &List<'_>, remote: &List<'_>, found: &mut Vec<Finding>) {
    let both = |rule| Finding::at(rule, local.path).with_field(remote.path);
    let sides = (local.side(), remote.side());
    match sides {
        (SubnetSide::Everything, SubnetSide::Specific) => {
            found.push(both(Rule::S09).with("field", local.path));
        }
        (SubnetSide::Specific, SubnetSide::Everything) => {
            found.push(both(Rule::S09).with("field", remote.path));
        }
        (SubnetSide::Everything, SubnetSide::Everything) if !draft.wants_bgp() => {
            found.push(both(Rule::S18))
        }
        (SubnetSide::Specific, SubnetSide::Specific) => {
            let shown =
                |list: &List<'_>| excerpt_list(list.items.iter().map(|item| item.text.as_ref()));
            let finding = both(Rule::S21).with("local", shown(local)).with("remote", shown(remote));
            found.push(finding);
        }
        _ => {}
    }
    let limits = |side: SubnetSide| matches!(side, SubnetSide::Specific | SubnetSide::Mixed);
    if draft.wants_bgp() && (limits(sides.0) || limits(sides.1)) {
        let narrow = if limits(sides.0) { local } else { remote };
        let all = [local, remote].map(|list| Edit::Set(list.path, EVERYTHING.into())).to_vec();
        let also = if limits(sides.1) { remote.path } else { narrow.path };
        found.push(about(Rule::S17, narrow).with_field(also).with_repair(Repair { edits: all }));
    }
}
