//! Connections, routers and changes in words.

use jiff::SignedDuration;

use crate::connection::ListStyle;
use crate::explain::{PhraseRelation, log_phrases};
use crate::flow::{
    BindPlan, ChangeObstacle, ChangedPart, ConnectionStatus, ConnectionVerdict, DiagnosisFinding,
    ElapsedLifetime, RouterObstacle, TunnelStatus, VerdictReason, WatchChange,
};
use crate::text::Texts;

use super::FrontEnd;

/// From so many of the 50 connections on, which a router takes by default, it is worth a word.
const NEAR_QUOTA: usize = 48;

/// A router spreads the traffic to one destination over so many connections at most.
const EQUAL_COST: usize = 16;

/// What a connection comes to, in a few words.
pub fn verdict(texts: &Texts, verdict: ConnectionVerdict) -> String {
    texts.say(&format!("verdict-{}", verdict.name()))
}

/// The BGP sessions of a connection in a word: `up`, `half` of them, `down`, `-` where BGP is off.
pub fn bgp(texts: &Texts, row: &ConnectionStatus) -> String {
    let with_bgp: Vec<&TunnelStatus> =
        row.tunnels.iter().filter(|tunnel| tunnel.bgp.is_some()).collect();
    let up = with_bgp.iter().filter(|tunnel| tunnel.has_bgp_or_needs_none()).count();
    texts.say(match (up, with_bgp.len()) {
        (_, 0) => return "-".to_owned(),
        (0, _) => "connections-bgp-down",
        (up, all) if up == all => "connections-bgp-up",
        _ => "connections-bgp-half",
    })
}

/// What a watch has seen change, in a line.
pub fn watch_change(texts: &Texts, change: &WatchChange) -> String {
    let none = || texts.say("watch-nothing");
    let from = ("from", change.from.clone().unwrap_or_else(none).into());
    let to = ("to", change.to.clone().unwrap_or_else(none).into());
    match (change.tunnel, change.what, &change.to) {
        (None, ..) => texts.format("watch-connection", &[from, to]),
        (Some(tunnel), ChangedPart::Address, Some(address)) => {
            let args = [("tunnel", u64::from(tunnel).into()), ("address", address.clone().into())];
            texts.format("watch-address", &args)
        }
        (Some(tunnel), what, _) => {
            let what = texts.say(&format!("watch-what-{}", what.name()));
            let args = [("tunnel", u64::from(tunnel).into()), ("what", what.into()), from, to];
            texts.format("watch-tunnel", &args)
        }
    }
}

/// Why a verdict is what it is, in a sentence.
pub fn reason(texts: &Texts, reason: &VerdictReason) -> String {
    match reason {
        VerdictReason::Plain(verdict) => texts.say(&format!("reason-{}", verdict.name())),
        VerdictReason::WaitingForTraffic => texts.say("reason-waiting-for-traffic"),
        VerdictReason::TunnelMissing(tunnel) => {
            texts.format("reason-tunnel-missing", &[("tunnel", u64::from(*tunnel).into())])
        }
        VerdictReason::BgpMissing(tunnel) => {
            texts.format("reason-bgp-missing", &[("tunnel", u64::from(*tunnel).into())])
        }
        VerdictReason::DownAgain(tunnel, lasted, near) => {
            let tunnel = ("tunnel", u64::from(*tunnel).into());
            let lasted = ("lasted", duration_text(texts, *lasted).into());
            let (phase, seconds) = match near {
                None => return texts.format("reason-down-again", &[tunnel, lasted]),
                Some(ElapsedLifetime::Phase1(seconds)) => (1_u64, *seconds),
                Some(ElapsedLifetime::Phase2(seconds)) => (2, *seconds),
            };
            let args =
                [tunnel, lasted, ("phase", phase.into()), ("seconds", u64::from(seconds).into())];
            texts.format("reason-down-at-rekey", &args)
        }
    }
}

/// A duration in its two largest units, as in `1 h 5 min`.
pub fn duration_text(texts: &Texts, duration: SignedDuration) -> String {
    let units = [(86400, "unit-days"), (3600, "unit-hours"), (60, "unit-minutes")];
    let said = |id: &str, count: i64| texts.format(id, &[("count", count.unsigned_abs().into())]);
    let mut rest = duration.as_secs().max(0);
    let mut parts = Vec::new();
    for (length, unit) in units {
        if rest >= length && parts.len() < 2 {
            parts.push(said(unit, rest / length));
            rest %= length;
        }
    }
    if parts.is_empty() || (rest > 0 && parts.len() < 2) {
        parts.push(said("unit-seconds", rest));
    }
    texts.join(ListStyle::Sentences, parts)
}

/// Why a router takes no connection.
pub fn router_obstacle(texts: &Texts, obstacle: &RouterObstacle) -> String {
    let id = format!("router-{}", obstacle.name());
    match obstacle {
        RouterObstacle::NotEnterprise | RouterObstacle::NoCidrBlock => texts.say(&id),
        RouterObstacle::OtherRegion(region) => {
            texts.format(&id, &[("region", region.clone().into())])
        }
        RouterObstacle::NotActive(status) => {
            texts.format(&id, &[("status", status.clone().into())])
        }
        RouterObstacle::Full(count) => texts.format(&id, &[("count", (*count).into())]),
    }
}

/// What to know before a connection is bound, of its router (rules G-05 and G-11) and of itself (M-13).
pub fn bind_hints(texts: &Texts, plan: &BindPlan) -> Vec<String> {
    let bound = plan.router.connections.unwrap_or_default();
    let count = [("count", bound.into())];
    let mut hints = Vec::new();
    if bound >= NEAR_QUOTA {
        hints.push(texts.format("change-near-quota", &count));
    }
    if bound >= EQUAL_COST {
        hints.push(texts.format("change-equal-cost", &count));
    }
    if plan.connection.negotiates_at_once == Some(false) {
        hints.push(texts.say("change-waits-for-traffic"));
    }
    hints
}

/// Why a change of a connection is not made. On the command line some of it names the command that
/// leads on.
pub fn obstacle(
    texts: &Texts,
    front: FrontEnd,
    id: &str,
    region: &str,
    obstacle: &ChangeObstacle,
) -> String {
    let connection = ("id", id.to_owned().into());
    let region = ("region", region.to_owned().into());
    let message = match obstacle {
        ChangeObstacle::Router(..) => "obstacle-router".to_owned(),
        other => format!("obstacle-{}", other.name()),
    };
    let of_wizard = format!("{message}-wizard");
    let has_own = front == FrontEnd::Wizard && texts.has(&of_wizard);
    let message = if has_own { of_wizard } else { message };
    match obstacle {
        ChangeObstacle::BoundElsewhere(router) => {
            texts.format(&message, &[connection, ("router", router.clone().into())])
        }
        ChangeObstacle::StillBound(router) => {
            let router = router.as_ref().map(|router| format!(" ({router})")).unwrap_or_default();
            texts.format(&message, &[connection, ("router", router.into())])
        }
        ChangeObstacle::Busy(state) => {
            texts.format(&message, &[connection, ("state", state.clone().into())])
        }
        ChangeObstacle::Locked | ChangeObstacle::ZoneForTwoTunnels => texts.say(&message),
        ChangeObstacle::NoSuchRouter(router) => {
            texts.format(&message, &[region, ("router", router.clone().into())])
        }
        ChangeObstacle::Router(router, why) => {
            let why = router_obstacle(texts, why);
            texts.format(&message, &[("router", router.clone().into()), ("why", why.into())])
        }
        ChangeObstacle::NoUsableRouter(_) => texts.format(&message, &[region]),
        ChangeObstacle::SeveralRouters(choices) => {
            let ids: Vec<&str> = choices.iter().map(|choice| choice.router.id.as_str()).collect();
            texts.format(&message, &[region, ("routers", ids.join(", ").into())])
        }
        ChangeObstacle::Fixed(field) | ChangeObstacle::KeyUnknown(field) => {
            texts.format(&message, &[("field", field.clone().into())])
        }
    }
}

/// A finding of a diagnosis in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingReport {
    /// What it means.
    pub meaning: String,
    /// What to do in the connection.
    pub repair_here: Option<String>,
    /// What to do on the device.
    pub repair_there: Option<String>,
}

/// Puts a finding about a connection into words.
pub fn diagnosis(texts: &Texts, id: &str, finding: &DiagnosisFinding) -> FindingReport {
    let message = format!("diagnosis-{}", finding.code);
    let args = [("id", id.to_owned().into())];
    if crate::explain::diagnosis_code(&finding.code).is_none() {
        let sentence = finding.sentence.clone().unwrap_or_default();
        let args = [("code", finding.code.clone().into()), ("sentence", sentence.into())];
        let meaning = texts.format("diagnose-unknown-code", &args);
        return FindingReport { meaning, repair_here: None, repair_there: None };
    }
    let mut meaning = texts.format(&message, &args);
    let mut phrases = log_phrases().iter();
    if let Some(phrase) = phrases.find(|it| finding.phrase == Some(it.id.as_str())) {
        let more = texts.say(&format!("log-{}", phrase.id));
        let is_of_code = phrase.code.as_ref() == Some(&finding.code);
        meaning = match phrase.sentence {
            PhraseRelation::Same if is_of_code => meaning,
            PhraseRelation::Instead if is_of_code => more,
            _ if more == meaning => meaning,
            _ => texts.sentences([&*meaning, &*more]),
        };
    }
    let repair_here = match &finding.repair {
        Some(repair) => texts.format(
            "diagnose-set",
            &[("field", repair.field.to_string().into()), ("value", repair.value.clone().into())],
        ),
        None => texts.format(&format!("{message}.here"), &args),
    };
    let repair_there = texts.format(&format!("{message}.there"), &args);
    FindingReport { meaning, repair_here: Some(repair_here), repair_there: Some(repair_there) }
}
