//! `tunnelsmith connections` and `tunnelsmith routers`: what there is in a region, and how it is doing.

use futures_util::StreamExt as _;
use jiff::Timestamp;
use serde_json::{Value as Json, json};

use crate::connection::FieldPath;
use crate::drafts::import::snapshot;
use crate::flow::{
    self, ConnectionStatus, LiveConnection, RouterChoice, ServiceProduct, TunnelStatus,
};
use crate::present;
use crate::text::{pad, printable};

use super::args::{Common, ConnectionsArgs};
use super::exit::{Exit, ExitResult};
use super::output::{Output, Tone};
use super::region_session::{RegionSession, report_trouble, run_stoppable};

pub fn run(common: &Common, args: &ConnectionsArgs, output: &Output) -> ExitResult {
    run_stoppable(output, async |_| connections(common, args, output).await)
}

pub fn routers(common: &Common, output: &Output) -> ExitResult {
    run_stoppable(output, async |_| list_routers(common, output).await)
}

async fn connections(common: &Common, args: &ConnectionsArgs, output: &Output) -> ExitResult {
    let target = RegionSession::open(common, args.id.as_deref(), output).await?;
    match &args.id {
        Some(id) => show_one(&target, id, output).await,
        None => list(&target, output).await,
    }
}

async fn list(target: &RegionSession, output: &Output) -> ExitResult {
    let mut pages = std::pin::pin!(flow::connections(target.session.flow(), &target.region));
    let mut any = false;
    while let Some(page) = pages.next().await {
        let rows = page.map_err(|trouble| report_trouble(output, ServiceProduct::Vpc, &trouble))?;
        // A page at a time: a line each would be a write each.
        let mut lines = String::new();
        for row in &rows {
            if output.is_json() {
                output.json(&as_json(row));
                continue;
            }
            if !any {
                lines.push_str(&output.paint(Tone::Bold, &head(output)));
                lines.push('\n');
            }
            any = true;
            lines.push_str(&line(output, row));
            lines.push('\n');
        }
        output.raw(lines.as_bytes());
        any |= !rows.is_empty();
    }
    if !any && !output.is_json() {
        let region = ("region", target.region.clone().into());
        output.line(&output.texts.format("connections-none", &[region]));
    }
    Ok(Exit::Done)
}

fn head(output: &Output) -> String {
    let say = |id| output.texts.say(id);
    columns([
        &say("connections-head-name"),
        "Id",
        "Mode",
        &say("connections-head-state"),
        &say("connections-head-up"),
        "BGP",
        &say("connections-head-router"),
        &say("connections-head-age"),
    ])
}

fn columns(cells: [&str; 8]) -> String {
    let widths = [24, 25, 6, 10, 3, 4, 25, 0];
    let cells = cells.iter().zip(widths).map(|(cell, width)| pad(cell, width));
    cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

fn line(output: &Output, row: &ConnectionStatus) -> String {
    let up = format!("{}/{}", row.tunnels_up(), row.tunnels.len());
    let name = printable(row.name.as_deref().unwrap_or("-"));
    let state = printable(row.state.as_deref().unwrap_or("-"));
    let router = printable(row.bound_to.as_deref().unwrap_or("-"));
    let age = row.created.map(|created| age(output, created, Timestamp::now())).unwrap_or_default();
    let id = printable(&row.id);
    let line = columns([
        &name,
        &id,
        row.mode.name(),
        &state,
        &up,
        &present::bgp(&output.texts, row),
        &router,
        age.as_str(),
    ]);
    match row.sandbox {
        true => format!("{line}  {}", output.texts.say("sandbox")),
        false => line,
    }
}

fn age(output: &Output, created: Timestamp, now: Timestamp) -> String {
    present::duration_text(&output.texts, now.duration_since(created))
}

/// The form of a connection in JSON: a contract.
pub fn as_json(row: &ConnectionStatus) -> Json {
    let tunnels: Vec<Json> = row
        .tunnels
        .iter()
        .map(|tunnel| {
            json!({
                "index": tunnel.number, "id": tunnel.id, "status": tunnel.status,
                "bgp": tunnel.bgp, "address": tunnel.address,
                "peer_address": tunnel.peer_address, "gateway": tunnel.gateway,
            })
        })
        .collect();
    json!({
        "id": row.id, "name": row.name, "region": row.region, "mode": row.mode.name(),
        "state": row.state, "bound_to": row.bound_to, "tunnels": tunnels,
        "verdict": row.verdict().name(), "created": row.created.map(|it| it.to_string()),
        "sandbox": row.sandbox,
    })
}

async fn show_one(target: &RegionSession, id: &str, output: &Output) -> ExitResult {
    let found = flow::describe_with_status(target.session.flow(), &target.region, id)
        .await
        .map_err(|trouble| report_trouble(output, ServiceProduct::Vpc, &trouble))?;
    let (live, status) = found;
    if output.is_json() {
        output.json(&as_json(&status));
        return Ok(Exit::Done);
    }
    output.line(&output.paint(Tone::Bold, &head(output)));
    output.line(&line(output, &status));
    let verdict = present::verdict(&output.texts, status.verdict());
    output.line(&output.paint(Tone::Bold, &verdict));
    for tunnel in &status.tunnels {
        output.line(&tunnel_line(output, tunnel));
    }
    print_settings(output, &live);
    Ok(Exit::Done)
}

/// A tunnel in a line, with both addresses.
pub fn tunnel_line(output: &Output, tunnel: &TunnelStatus) -> String {
    let none = || output.texts.say("connections-no-address");
    let bgp = tunnel.bgp.as_ref().map(|bgp| format!(", BGP {bgp}")).unwrap_or_default();
    let args = [
        ("number", u64::from(tunnel.number).into()),
        ("status", tunnel.status.clone().unwrap_or_default().into()),
        ("bgp", bgp.into()),
        ("here", tunnel.address.clone().unwrap_or_else(none).into()),
        ("there", tunnel.peer_address.clone().unwrap_or_else(none).into()),
    ];
    output.texts.format("connections-tunnel", &args)
}

fn print_settings(output: &Output, live: &LiveConnection) {
    let draft = snapshot(&live.connection.raw, &live.region, &live.keys).draft;
    let fields: Vec<FieldPath> = draft.present_paths().collect();
    for field in fields {
        // A key has no text here, only its mask.
        let text = draft.text(field).unwrap_or(crate::connection::MASK);
        let shown = if field.key.is_secret() { crate::connection::MASK } else { text };
        output.line(&format!("  {field} = {}", printable(shown)));
    }
}

async fn list_routers(common: &Common, output: &Output) -> ExitResult {
    let target = RegionSession::open(common, None, output).await?;
    let (choices, sandbox) = flow::routers(target.session.flow(), &target.region)
        .await
        .map_err(|trouble| report_trouble(output, ServiceProduct::Cen, &trouble))?;
    if output.is_json() {
        choices.iter().for_each(|choice| output.json(&router_json(output, choice, sandbox)));
        return Ok(Exit::Done);
    }
    if choices.is_empty() {
        let region = ("region", target.region.clone().into());
        output.line(&output.texts.format("routers-none", &[region]));
        return Ok(Exit::Done);
    }
    print_routers(output, &choices);
    Ok(Exit::Done)
}

/// Routers in columns, with why one cannot be used.
pub fn print_routers(output: &Output, choices: &[RouterChoice]) {
    let head = ["Id", "Name", "CEN", "Type", "CIDR"].map(str::to_owned);
    let [id, name, cen, edition, cidr] = head;
    let rows = choices.iter().map(|choice| {
        let router = &choice.router;
        let text = |text: &Option<String>| printable(text.as_deref().unwrap_or("-")).into_owned();
        let usable = match &choice.obstacle {
            None => output.texts.say("routers-usable"),
            Some(obstacle) => present::router_obstacle(&output.texts, obstacle),
        };
        [
            printable(&router.id).into_owned(),
            text(&router.name),
            text(&router.cen),
            text(&router.edition),
            printable(&router.cidr_blocks.join(" ")).into_owned(),
            usable,
        ]
    });
    let usable = output.texts.say("routers-head-usable");
    output.table([id, name, cen, edition, cidr, usable], rows.collect());
}

fn router_json(output: &Output, choice: &RouterChoice, sandbox: bool) -> Json {
    let router = &choice.router;
    let reason =
        choice.obstacle.as_ref().map(|obstacle| present::router_obstacle(&output.texts, obstacle));
    json!({
        "id": router.id, "name": router.name, "cen": router.cen, "region": router.region,
        "type": router.edition, "status": router.status, "cidr_blocks": router.cidr_blocks,
        "usable": choice.is_usable(), "reason": reason, "sandbox": sandbox,
    })
}
