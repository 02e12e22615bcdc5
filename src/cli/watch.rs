//! `tunnelsmith watch`: a line a change, until what is waited for has come.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::flow::{
    self, ConnectionStatus, ConnectionVerdict, ServiceProduct, Stop, WatchChange, WatchEnd,
    WatchEvent, WatchOrder, WatchOutcome, WatchUntil,
};
use crate::present;
use crate::text::printable;

use super::args::{Common, WatchArgs, WatchUntilArg};
use super::connections::tunnel_line;
use super::exit::{Exit, ExitResult};
use super::output::{Output, Tone};
use super::region_session::{RegionSession, report_trouble, run_stoppable};

/// For so long a binding may take at the service, and a little more.
const PATIENCE: Duration = Duration::from_secs(1200);

/// A connection that is not up and has not changed for so long is worth a word.
const STANDS: Duration = Duration::from_secs(60);

/// The same at a sandbox, whose devices answer at once.
const STANDS_IN_SANDBOX: Duration = Duration::from_secs(5);

pub fn run(common: &Common, args: &WatchArgs, output: &Output) -> ExitResult {
    run_stoppable(output, async |stop| {
        let first = args.ids.first().map(String::as_str);
        let target = RegionSession::open(common, first, output).await?;
        let until = match args.until {
            WatchUntilArg::Bound => WatchUntil::Bound,
            WatchUntilArg::Phase1 => WatchUntil::Phase1,
            WatchUntilArg::Up => WatchUntil::Up,
        };
        let order = WatchOrder {
            region: target.region.clone(),
            ids: args.ids.clone(),
            until,
            patience: Some(binding_patience(args.patience)),
        };
        watch_until(target.session.flow(), &order, output, stop).await
    })
}

/// Watches and tells; whether everything is up is the exit status.
pub async fn watch_until(
    session: &flow::Session,
    order: &WatchOrder,
    output: &Output,
    stop: Stop,
) -> ExitResult {
    let is_several = order.ids.len() > 1;
    let mut standing = LastStatuses::default();
    let mut report = |event| {
        standing.handle_event(output, &event);
        print(output, event, is_several);
    };
    let ends = flow::watch(session, order, stop, &mut report)
        .await
        .map_err(|trouble| report_trouble(output, ServiceProduct::Vpc, &trouble))?;
    let mut exit = Exit::Done;
    for end in &ends {
        exit = exit.max(watch_exit(end.outcome));
        let reason = reason_of(session, &order.region, end, output).await;
        print_end(output, end, &reason);
    }
    Ok(exit)
}

/// The status of a watch that has ended.
pub fn watch_exit(outcome: WatchOutcome) -> Exit {
    match outcome {
        WatchOutcome::Up => Exit::Done,
        WatchOutcome::Stopped => Exit::Interrupted,
        _ => Exit::NotUp,
    }
}

/// How long a connection is waited for: so many seconds, or as long as a binding may take.
pub fn binding_patience(seconds: Option<impl Into<u64>>) -> Duration {
    seconds.map_or(PATIENCE, |seconds| Duration::from_secs(seconds.into()))
}

/// Connections that are not up and do not change: each is told once, with what to do (rule W-04).
#[derive(Default)]
struct LastStatuses(BTreeMap<String, (Option<ConnectionStatus>, Instant)>);

impl LastStatuses {
    fn handle_event(&mut self, output: &Output, event: &WatchEvent) {
        let WatchEvent::Seen(status) = event else { return };
        let now = Instant::now();
        let (last, since) = self.0.entry(status.id.clone()).or_insert((None, now));
        if last.as_ref() != Some(&**status) {
            (*last, *since) = (Some((**status).clone()), now);
        }
        let limit = if status.sandbox { STANDS_IN_SANDBOX } else { STANDS };
        let stands = now.duration_since(*since);
        // A binding may take minutes, in which nothing changes and nothing is wrong.
        let may_wait =
            matches!(status.verdict(), ConnectionVerdict::NotBound | ConnectionVerdict::Binding);
        if stands < limit || may_wait || status.verdict() == ConnectionVerdict::Up {
            return;
        }
        *since = now + Duration::from_secs(86400);
        let span = jiff::SignedDuration::try_from(stands).unwrap_or_default();
        let args = [
            ("id", status.id.clone().into()),
            ("span", present::duration_text(&output.texts, span).into()),
        ];
        output.note(&output.texts.format("watch-stands", &args));
    }
}

fn print(output: &Output, event: WatchEvent, is_several: bool) {
    match event {
        WatchEvent::Seen(_) | WatchEvent::Ended(_) => {}
        WatchEvent::Change(change) => print_change(output, &change, is_several),
        WatchEvent::Trouble(trouble, _) => {
            let why = [("why", trouble.text.clone().into())];
            output.note(&output.texts.format("watch-trouble", &why));
        }
        WatchEvent::Recovered => output.note(&output.texts.say("watch-recovered")),
    }
}

fn print_change(output: &Output, change: &WatchChange, is_several: bool) {
    let reason = present::reason(&output.texts, &change.reason);
    if output.is_json() {
        output.json(&json!({
            "at": change.at.to_string(), "id": change.id, "tunnel": change.tunnel,
            "what": change.what.name(), "from": change.from, "to": change.to,
            "verdict": change.verdict.name(), "reason": reason,
        }));
        return;
    }
    let text = present::watch_change(&output.texts, change);
    let time = change.at.strftime("%H:%M:%S");
    let whose = if is_several { format!("  {}", printable(&change.id)) } else { String::new() };
    let verdict = present::verdict(&output.texts, change.verdict);
    output.line(&format!("{time}{whose}  {}", output.texts.parenthesized(&text, &verdict)));
}

/// Why it ended: of one that is not up what a diagnosis finds first, if anything.
async fn reason_of(
    session: &flow::Session,
    region: &str,
    end: &WatchEnd,
    output: &Output,
) -> String {
    let told = present::reason(&output.texts, &end.reason);
    let is_open =
        !matches!(end.outcome, WatchOutcome::Up | WatchOutcome::Stopped) && end.latest.is_some();
    if !is_open || end.verdict == flow::ConnectionVerdict::Gone {
        return told;
    }
    let Ok(found) = flow::diagnose(session, region, &end.id, None).await else { return told };
    let grave = |it: &&flow::DiagnosisFinding| {
        it.severity == crate::connection::Severity::Error && it.tunnel.is_some()
    };
    match found.findings.iter().find(grave) {
        None => told,
        Some(finding) => {
            let report = present::diagnosis(&output.texts, &end.id, finding);
            let tunnel = finding.tunnel.map(|tunnel| {
                output.texts.format("diagnose-tunnel", &[("tunnel", u64::from(tunnel).into())])
            });
            let head = output.texts.parenthesized(&finding.code, &tunnel.unwrap_or_default());
            output.texts.sentences([&*told, &*output.texts.with_label(&head, &report.meaning)])
        }
    }
}

fn print_end(output: &Output, end: &WatchEnd, reason: &str) {
    if output.is_json() {
        output.json(&json!({
            "at": end.at.to_string(), "id": end.id, "outcome": end.outcome.name(),
            "verdict": end.verdict.name(), "reason": reason,
        }));
        return;
    }
    let tone = match end.outcome {
        WatchOutcome::Up => Tone::Good,
        WatchOutcome::Stopped => Tone::Dim,
        _ => Tone::Bad,
    };
    if end.verdict == ConnectionVerdict::Gone {
        let args = [("id", end.id.clone().into())];
        output.line(&output.paint(tone, &output.texts.format("watch-end-gone", &args)));
        return;
    }
    let verdict = present::verdict(&output.texts, end.verdict);
    let args = [("id", end.id.clone().into()), ("verdict", verdict.into())];
    let text = output.texts.format(&format!("watch-end-{}", end.outcome.name()), &args);
    output.line(&output.paint(tone, &text));
    output.paragraph(2, &printable(reason));
    for tunnel in end.latest.iter().flat_map(|latest| &latest.tunnels) {
        output.line(&format!("  {}", tunnel_line(output, tunnel)));
    }
    if !matches!(end.outcome, WatchOutcome::Up | WatchOutcome::Stopped) {
        output.note(&output.texts.format("watch-next", &[("id", end.id.clone().into())]));
    }
}
