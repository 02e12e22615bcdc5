//! Mode, envelope and flags: rules M-01 to M-18 but for those that need the network or the peer.
//! M-19 stands in `forms`, M-20 in [`super::super::conversion_notes`].

use super::super::catalogue::{self, FieldKind};
use super::super::closest::closest;
use super::super::convert::{convert_to_dual, into_tunnels, number_tunnels, single_only};
use super::super::draft::{Draft, is_false};
use super::super::field::{FieldOwner, FieldPath, Key, Mode};
use super::super::finding::{Edit, Finding, Repair, Rule};
use super::super::{regions, value};
use super::{excerpt, is_blank};

const GATEWAY: FieldPath = FieldPath::connection(Key::CustomerGatewayId);

pub(super) fn check(draft: &Draft, found: &mut Vec<Finding>) {
    found.extend(region(draft));
    match draft.mode() {
        Mode::Dual => {
            found.extend(single_settings_in_dual(draft));
            found.extend(tunnel_count(draft));
            found.extend(tunnel_numbers(draft));
            gateways(draft, found);
            found.extend(auto_route(draft));
        }
        Mode::Single => {
            found.extend(tunnel_settings_in_single(draft));
            found.push(Finding::at(Rule::M05, GATEWAY).with_repair(convert_to_dual(draft)));
            found.extend(is_blank(draft, GATEWAY).then(|| Finding::at(Rule::M06, GATEWAY)));
        }
    }
    found.extend(network_type(draft));
    found.extend(waits_for_traffic(draft));
    certificate(draft, found);
    found.extend(bandwidth(draft));
}

fn region(draft: &Draft) -> Option<Finding> {
    let path = FieldPath::connection(Key::RegionId);
    if is_blank(draft, path) {
        return Some(Finding::at(Rule::M01, path));
    }
    let typed = draft.text(path)?;
    if regions::find(typed).is_some() {
        return None;
    }
    let ids = regions::regions().iter().map(|region| region.id.clone());
    let nearest = closest(typed.trim(), ids);
    let finding = Finding::at(Rule::M02, path)
        .with("region", excerpt(typed))
        .with("nearest", nearest.clone().unwrap_or_else(|| "none".into()));
    Some(finding.with_repair(nearest.map(|id| Repair::set(path, id))))
}

fn about(rule: Rule, fields: Vec<FieldPath>) -> Option<Finding> {
    let count = fields.len();
    let first = *fields.first()?;
    let mut finding = Finding::at(rule, first).with("count", count).with("field", first);
    finding.fields = fields;
    Some(finding)
}

fn single_settings_in_dual(draft: &Draft) -> Option<Finding> {
    let finding = about(Rule::M03, single_only(draft).collect())?;
    Some(finding.with_repair(Repair { edits: into_tunnels(draft) }))
}

fn tunnel_settings_in_single(draft: &Draft) -> Option<Finding> {
    let switch = FieldPath::connection(Key::EnableTunnelsBgp);
    let of_tunnels = |path: &FieldPath| matches!(path.owner, FieldOwner::Tunnel(_));
    let mut fields: Vec<FieldPath> =
        draft.present_paths().filter(|path| *path == switch || of_tunnels(path)).collect();
    let filled = fields.iter().any(of_tunnels);
    if draft.tunnels() > 0 && !filled {
        fields.push(FieldPath::tunnel(1, Key::CustomerGatewayId));
    }
    let edits = if filled {
        std::iter::once(Edit::Switch(Mode::Dual)).chain(into_tunnels(draft)).collect()
    } else {
        without_tunnels(draft, switch)
    };
    Some(about(Rule::M04, fields)?.with_repair(Repair { edits }))
}

/// Drops empty tunnels, and makes the switch of dual mode that of single mode.
fn without_tunnels(draft: &Draft, switch: FieldPath) -> Vec<Edit> {
    let own = FieldPath::connection(Key::EnableBgp);
    let mut edits = vec![Edit::Tunnels(0)];
    if draft.has(switch) {
        edits.push(if draft.has(own) { Edit::Remove(switch) } else { Edit::Move(switch, own) });
    }
    edits
}

fn tunnel_count(draft: &Draft) -> Option<Finding> {
    let count = draft.tunnels();
    if count == 2 {
        return None;
    }
    let beside = if count < 2 { count + 1 } else { 3 };
    let finding = Finding::at(Rule::M07, FieldPath::tunnel(beside, Key::CustomerGatewayId))
        .with("count", count);
    let lost = draft.present_paths().any(|path| matches!(path.owner, FieldOwner::Tunnel(3..)));
    Some(if lost { finding } else { finding.with_repair(Repair { edits: vec![Edit::Tunnels(2)] }) })
}

fn tunnel_numbers(draft: &Draft) -> Option<Finding> {
    let mut given = [0_u32; 2];
    let (mut fields, mut absent, mut wrong) = (Vec::new(), false, false);
    for number in 1..=draft.tunnels() {
        let path = FieldPath::tunnel(number, Key::TunnelIndex);
        match draft.text(path).map(value::parse_whole_number) {
            Some(index) => {
                fields.push(path);
                match index {
                    Some(1) => given[0] += 1,
                    Some(2) => given[1] += 1,
                    _ => wrong = true,
                }
            }
            None => absent = true,
        }
    }
    let pair = draft.tunnels() == 2;
    let repeated = given.iter().any(|times| *times > 1);
    if fields.is_empty() || !(wrong || repeated || (pair && absent)) {
        return None;
    }
    if pair {
        fields = [1, 2].map(|number| FieldPath::tunnel(number, Key::TunnelIndex)).to_vec();
    }
    let finding = about(Rule::M08, fields)?;
    Some(if pair {
        finding.with_repair(Repair { edits: number_tunnels().into() })
    } else {
        finding
    })
}

fn gateways(draft: &Draft, found: &mut Vec<Finding>) {
    // A third tunnel has to go (M-07), so what it lacks is of no interest.
    for number in 1..=draft.tunnels().min(2) {
        let path = FieldPath::tunnel(number, Key::CustomerGatewayId);
        if is_blank(draft, path) {
            found.push(Finding::at(Rule::M09, path).with("tunnel", number));
        }
    }
    let [one, other] = [1, 2].map(|number| FieldPath::tunnel(number, Key::CustomerGatewayId));
    let gateway = |path| draft.text(path).map(str::trim).filter(|id| !id.is_empty());
    if let Some(both) = gateway(one).filter(|id| gateway(other) == Some(*id)) {
        found.push(Finding::at(Rule::M10, other).with_field(one).with("gateway", excerpt(both)));
    }
}

fn network_type(draft: &Draft) -> Option<Finding> {
    let path = FieldPath::connection(Key::NetworkType);
    let typed = draft.text(path)?;
    let FieldKind::Choice(words) = catalogue::field(path.key).kind else { return None };
    if words.contains(&typed) {
        return None;
    }
    let finding = Finding::at(Rule::M11, path).with("value", excerpt(typed));
    let meant = super::forms::meant_word(typed, words);
    Some(finding.with_repair(meant.map(|repair| repair(path))))
}

fn waits_for_traffic(draft: &Draft) -> Option<Finding> {
    let path = FieldPath::connection(Key::EffectImmediately);
    // The service's default is false; a word that is neither is F-01's.
    draft.effective(path).is_some_and(is_false).then(|| {
        Finding::at(Rule::M12, path).with("field", path).with_repair(Repair::set(path, "true"))
    })
}

fn auto_route(draft: &Draft) -> Option<Finding> {
    let path = FieldPath::connection(Key::AutoConfigRoute);
    draft.has(path).then(|| Finding::at(Rule::M14, path).with("field", path))
}

fn certificate(draft: &Draft, found: &mut Vec<Finding>) {
    let path = FieldPath::connection(Key::RemoteCaCert);
    let Some(typed) = draft.text(path) else { return };
    if typed.trim().is_empty() {
        found.push(Finding::at(Rule::M17, path).with_repair(Repair::remove(path)));
        return;
    }
    found.push(Finding::at(Rule::M15, path));
    let unnamed: Vec<FieldPath> =
        draft.paths_of(Key::RemoteId).into_iter().filter(|path| is_blank(draft, *path)).collect();
    found.extend(about(Rule::M16, unnamed).map(|finding| finding.with_field(path)));
    if !is_pem(typed) {
        // A PEM text copied out of JSON has its line breaks written as \n.
        let unescaped = typed.replace("\\r", "").replace("\\n", "\n");
        let finding = Finding::at(Rule::M17, path);
        found.push(if is_pem(&unescaped) {
            finding.with_repair(Repair::set(path, unescaped))
        } else {
            finding
        });
    }
}

/// Whether a text is one certificate or several in PEM form (RFC 7468), and nothing else.
fn is_pem(text: &str) -> bool {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    const END: &str = "-----END CERTIFICATE-----";
    let mut rest = text.trim();
    while !rest.is_empty() {
        let Some((body, after)) =
            rest.strip_prefix(BEGIN).and_then(|inside| inside.split_once(END))
        else {
            return false;
        };
        let plain = |byte: u8| {
            byte.is_ascii_alphanumeric() || b"+/=".contains(&byte) || byte.is_ascii_whitespace()
        };
        if body.trim().is_empty() || !body.bytes().all(plain) {
            return false;
        }
        rest = after.trim_start();
    }
    !text.trim().is_empty()
}

fn bandwidth(draft: &Draft) -> Option<Finding> {
    let path = FieldPath::connection(Key::TunnelBandwidth);
    let large = draft.text(path)?.trim().eq_ignore_ascii_case("large");
    large.then(|| Finding::at(Rule::M18, path))
}
