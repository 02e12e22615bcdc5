//! `tunnelsmith logs`: the service's log of a connection, plain or with what each line means.

use std::collections::HashSet;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::cloud::{Client, LogWindow};
use crate::explain::parse_log_line;
use crate::flow::{self, ConnectionStatus, ServiceFailure, ServiceProduct, Stop, stop_requested};
use crate::text::printable;

use super::args::{Common, LogsArgs};
use super::exit::{Exit, ExitResult};
use super::output::{Output, Tone};
use super::region_session::{RegionSession, report_trouble, run_stoppable};

/// Minutes that one question may ask for.
const WINDOW: i64 = 10;

/// How often new lines are asked for, as the service's lines come late themselves.
const PAUSE: Duration = Duration::from_secs(10);

/// The same for a server on this machine.
const LOCAL_PAUSE: Duration = Duration::from_millis(500);

pub fn run(common: &Common, args: &LogsArgs, output: &Output) -> ExitResult {
    let Some(since) = duration(&args.since) else {
        return Err(output.usage(&output.texts.say("logs-since")));
    };
    run_stoppable(output, async |stop| logs(common, args, since, output, stop).await)
}

fn duration(text: &str) -> Option<SignedDuration> {
    let text = text.trim();
    let unit = text.chars().last()?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86400,
        _ => return None,
    };
    let count: i64 = text[..text.len() - 1].trim().parse().ok()?;
    (1..=180 * 86400)
        .contains(&count.checked_mul(seconds)?)
        .then(|| SignedDuration::from_secs(count * seconds))
}

/// A tunnel by its number and its id; one without id asks for the log of all.
type LoggedTunnel = (Option<u8>, Option<String>);

/// Lines told already, whose log is asked for.
struct Reader<'a> {
    client: Client,
    region: String,
    id: &'a str,
    tunnels: Vec<LoggedTunnel>,
    seen: HashSet<String>,
    /// Whether it was told that lines are still to come.
    is_incomplete: bool,
    explains: bool,
    output: &'a Output,
}

async fn logs(
    common: &Common,
    args: &LogsArgs,
    since: SignedDuration,
    output: &Output,
    mut stop: Stop,
) -> ExitResult {
    let target = RegionSession::open(common, Some(&args.id), output).await?;
    let session = target.session.flow();
    let of_vpc = |trouble: ServiceFailure| report_trouble(output, ServiceProduct::Vpc, &trouble);
    let status =
        flow::connection_status(session, &target.region, &args.id).await.map_err(of_vpc)?;
    let tunnels = tunnels(&status, args.tunnel);
    if tunnels.is_empty() {
        let Some(wanted) = args.tunnel else { return Ok(Exit::Done) };
        let tunnel = ("tunnel", u64::from(wanted).into());
        let args = [("id", args.id.clone().into()), tunnel];
        return Err(output.usage(&output.texts.format("logs-no-tunnel", &args)));
    }
    let client = session.client(&target.region).await.map_err(|error| of_vpc(error.into()))?;
    let pause = if client.endpoint().is_loopback() { LOCAL_PAUSE } else { PAUSE };
    let mut reader = Reader {
        client,
        region: target.region.clone(),
        id: &args.id,
        tunnels,
        seen: HashSet::new(),
        is_incomplete: false,
        explains: args.explain,
        output,
    };
    let mut from = Timestamp::now() - since;
    loop {
        let now = Timestamp::now();
        while from < now {
            reader.window(from, now).await.map_err(of_vpc)?;
            from += SignedDuration::from_mins(WINDOW);
        }
        if !args.follow {
            break;
        }
        // Lines may come late, so the last minute is asked for again.
        from = now - SignedDuration::from_mins(1);
        tokio::select! {
            () = stop_requested(&mut stop) => return Ok(Exit::Done),
            () = tokio::time::sleep(pause) => {}
        }
    }
    if reader.seen.is_empty() && !output.is_json() {
        output.note(&output.texts.say("logs-none"));
    }
    Ok(Exit::Done)
}

/// The tunnels whose logs are asked for: one log alone where they have no ids to ask by.
fn tunnels(status: &ConnectionStatus, wanted: Option<u8>) -> Vec<LoggedTunnel> {
    let wanted =
        status.tunnels.iter().filter(|one| wanted.is_none_or(|wanted| wanted == one.number));
    let mut tunnels: Vec<LoggedTunnel> =
        wanted.map(|tunnel| (Some(tunnel.number), tunnel.id.clone())).collect();
    if tunnels.iter().any(|(_, id)| id.is_none()) {
        tunnels.truncate(1);
    }
    tunnels
}

impl Reader<'_> {
    /// Prints the lines of ten minutes, or of what is left of them, the oldest first.
    async fn window(&mut self, from: Timestamp, now: Timestamp) -> Result<(), ServiceFailure> {
        let seconds = now.duration_since(from).as_secs();
        let minutes = (seconds + 59) / 60 + 1;
        let minutes = u8::try_from(minutes.clamp(1, WINDOW)).unwrap_or(10);
        let window = LogWindow { from: Some(from.as_second()), minutes };
        let mut lines: Vec<(Option<u8>, String)> = Vec::new();
        for (number, tunnel) in &self.tunnels {
            let reply =
                self.client.logs(&self.region, self.id, tunnel.as_deref(), window).await?.value;
            if !reply.is_complete && !std::mem::replace(&mut self.is_incomplete, true) {
                self.output.note(&self.output.texts.say("logs-incomplete"));
            }
            lines.extend(reply.lines.into_iter().map(|line| (*number, line)));
        }
        let stamp = |line: &(Option<u8>, String)| parse_log_line(&line.1).stamp.map(str::to_owned);
        lines.sort_by_cached_key(stamp);
        for (number, line) in lines {
            if self.seen.insert(format!("{number:?} {line}")) {
                self.print(number, &line);
            }
        }
        Ok(())
    }

    fn print(&self, number: Option<u8>, line: &str) {
        let output = self.output;
        let read = parse_log_line(line);
        let meaning = read.known.map(|known| output.texts.say(&format!("log-{}", known.id)));
        if output.is_json() {
            let at = read.at().map(|at| at.to_string());
            output.json(&json!({
                "id": self.id, "tunnel": number, "at": at, "line": line,
                "meaning": meaning.filter(|_| self.explains),
                "code": read.known.and_then(|known| known.code.as_deref()),
                "here": read.local, "there": read.remote,
            }));
            return;
        }
        output.line(&printable(line));
        if let Some(meaning) = meaning.filter(|_| self.explains) {
            output.hanging(&output.paint(Tone::Good, "    = "), 6, &meaning);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_a_unit() {
        assert_eq!(duration("30m"), Some(SignedDuration::from_mins(30)));
        assert_eq!(duration("2h"), Some(SignedDuration::from_hours(2)));
        for wrong in ["", "30", "m", "-1m", "0s", "1y", "999999999999999999d", "3µ"] {
            assert_eq!(duration(wrong), None, "{wrong}");
        }
    }
}
