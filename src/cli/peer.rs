//! `tunnelsmith peer`: the configuration of the device at the other end.

mod compare;
mod reading;

use serde_json::{Value as Json, json};

use crate::connection::Arg;
use crate::peer::{self, Note, Reading, platforms};

use super::args::{Common, PeerReadArgs, PeerVerb};
use super::exit::Exit;
use super::output::Output;
pub use reading::reading;

pub fn run(common: &Common, verb: &PeerVerb, output: &Output) -> Exit {
    match verb {
        PeerVerb::Platforms => list(output),
        PeerVerb::Read(args) => read(args, output),
        PeerVerb::Compare(args) => compare::run(common, args, output),
    }
}

fn list(output: &Output) -> Exit {
    for platform in platforms() {
        output.json(&json!({
            "platform": platform.id,
            "product": format!("{} {}", platform.vendor, platform.product),
            "versions": platform.versions,
            "writes": false,
            "reads": true,
        }));
    }
    Exit::Done
}

fn read(args: &PeerReadArgs, output: &Output) -> Exit {
    match reading(&args.file, args.platform.as_deref(), output) {
        Ok(reading) => {
            output.json(&as_json(output, &reading));
            Exit::Done
        }
        Err(exit) => exit,
    }
}

fn as_json(output: &Output, reading: &Reading) -> Json {
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
    let says: Vec<String> = reading.notes.all().iter().map(|note| say(output, note)).collect();
    json!({
        "platform": reading.platform,
        "software": reading.version,
        "tunnels": peer::tunnels_as_json(reading),
        "ignored": ignored,
        "says": says,
        "not_understood": left_over,
    })
}

fn say(output: &Output, note: &Note) -> String {
    let args: Vec<(&str, Arg)> =
        note.args.iter().map(|(name, value)| (*name, Arg::from(value.clone()))).collect();
    let sentence = output.texts.say_with(&format!("peer-note-{}", note.id), &args);
    match note.line.filter(|line| *line > 0) {
        Some(line) => output
            .texts
            .say_with("peer-note-on-line", &[("line", line.into()), ("sentence", sentence.into())]),
        None => sentence,
    }
}
