//! `tunnelsmith peer`: the configuration of the device at the other end.

mod addresses;
mod compare;
mod reading;
mod write;

use serde_json::{Value as Json, json};

use crate::peer::{self, GENERIC, ParsedConfig, platforms};
use crate::present::note_text;

use super::args::{Common, PeerReadArgs, PeerVerb};
use super::exit::{Exit, ExitResult};
use super::output::Output;
pub use addresses::addresses;
pub use reading::reading;

pub fn run(common: &Common, verb: &PeerVerb, output: &Output) -> ExitResult {
    match verb {
        PeerVerb::Platforms => Ok(list(output)),
        PeerVerb::Read(args) => read(args, output),
        PeerVerb::Compare(args) => compare::run(common, args, output),
        PeerVerb::Write(args) => write::run(common, args, output),
    }
}

fn list(output: &Output) -> Exit {
    for platform in platforms() {
        output.json(&json!({
            "platform": platform.id,
            "product": format!("{} {}", platform.vendor, platform.product),
            "versions": platform.versions,
            "writes": peer::has_writer(platform.id),
            "reads": true,
        }));
    }
    output.json(&json!({
        "platform": GENERIC,
        "product": output.texts.say("peer-generic"),
        "versions": [],
        "writes": true,
        "reads": false,
    }));
    Exit::Done
}

fn read(args: &PeerReadArgs, output: &Output) -> ExitResult {
    let reading = reading(&args.file, args.platform.as_deref(), None, output)?;
    output.json(&as_json(output, &reading));
    Ok(Exit::Done)
}

fn as_json(output: &Output, reading: &ParsedConfig) -> Json {
    let ignored: Vec<String> = reading
        .ignored
        .iter()
        .map(|ignored| {
            let reason = output.texts.say(&format!("peer-ignored-{}", ignored.reason));
            format!("{} ({reason})", ignored.name)
        })
        .collect();
    let left_over: Vec<Json> = reading
        .left_over
        .iter()
        .map(|left| json!({ "line": left.line, "words": left.words }))
        .collect();
    let says: Vec<String> =
        reading.notes.all().iter().map(|note| note_text(&output.texts, note)).collect();
    json!({
        "platform": reading.platform,
        "software": reading.version,
        "tunnels": peer::tunnels_as_json(reading),
        "ignored": ignored,
        "says": says,
        "not_understood": left_over,
    })
}
