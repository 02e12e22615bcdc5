//! `tunnelsmith peer`: the configuration of the device at the other end.

mod compare;
mod write;

use std::path::Path;
use std::time::Duration;

use serde_json::{Value as Json, json};
use zeroize::Zeroizing;

use crate::connection::Arg;
use crate::drafts::SourceError;
use crate::files::{Contents, FileReadError, read_passed, read_stream};
use crate::peer::{self, GENERIC, LONGEST, Note, Reading, UnreadableText, platforms};

use super::args::{Common, PeerReadArgs, PeerVerb};
use super::exit::Exit;
use super::output::Output;

/// How long a pipe may take.
const PATIENCE: Duration = Duration::from_secs(30);

pub fn run(common: &Common, verb: &PeerVerb, output: &Output) -> Exit {
    match verb {
        PeerVerb::Platforms => list(output),
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
            "writes": peer::writes(platform.id),
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

fn read(args: &PeerReadArgs, output: &Output) -> Exit {
    match reading(&args.file, args.platform.as_deref(), output) {
        Ok(reading) => {
            output.json(&as_json(output, &reading));
            Exit::Done
        }
        Err(exit) => exit,
    }
}

/// Reads a configuration; what is wrong with it has been said when there is none.
fn reading(file: &Path, platform: Option<&str>, output: &Output) -> Result<Reading, Exit> {
    let bytes = bytes_of(file, output)?;
    peer::read(&bytes, platform).map_err(|problem| refuse(output, file, &problem))
}

/// The bytes of a configuration; why there are none has been said.
fn bytes_of(file: &Path, output: &Output) -> Result<Zeroizing<Vec<u8>>, Exit> {
    load(file).map_err(|error| match error {
        FileReadError::TooLong => refuse(output, file, &UnreadableText::TooLong),
        error => {
            output.trouble(&format!("{}: {}", file.display(), SourceError::from(error)));
            Exit::Usage
        }
    })
}

fn load(path: &Path) -> Result<Zeroizing<Vec<u8>>, FileReadError> {
    let limit = LONGEST as u64;
    if path == Path::new("-") {
        return read_stream(std::io::stdin().lock(), limit, 0);
    }
    read_passed(path, limit, PATIENCE).map(|Contents { bytes, .. }| bytes)
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
        "platform": reading.platform.id,
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

fn refuse(output: &Output, file: &Path, problem: &UnreadableText) -> Exit {
    let (id, args): (&str, Vec<(&str, Arg)>) = match problem {
        UnreadableText::NoSuchPlatform(name) => ("platform", vec![("name", name.clone().into())]),
        UnreadableText::TooLong => ("too-long", vec![("most", (LONGEST >> 20).into())]),
        UnreadableText::Binary => ("binary", Vec::new()),
        UnreadableText::Empty => ("empty", Vec::new()),
        UnreadableText::Status => ("status", Vec::new()),
        UnreadableText::NotAConfiguration => ("prose", Vec::new()),
        UnreadableText::NoVpn => ("no-vpn", Vec::new()),
        UnreadableText::Unknown => ("unknown", Vec::new()),
        UnreadableText::LooksLike(other) => ("looks-like", vec![("platform", (*other).into())]),
    };
    let sentence = output.texts.say_with(&format!("peer-unread-{id}"), &args);
    output.trouble(&format!("{}: {sentence}", file.display()));
    if matches!(problem, UnreadableText::NoSuchPlatform(_)) { Exit::Usage } else { Exit::Invalid }
}
