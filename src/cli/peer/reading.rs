//! A device's configuration from a file or a pipe, and what is said when it cannot be read.

use std::path::Path;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::connection::Arg;
use crate::drafts::SourceError;
use crate::files::{Contents, FileReadError, read_passed, read_stream};
use crate::peer::{self, LONGEST, Reading, UnreadableText};

use super::super::exit::Exit;
use super::super::output::Output;

/// How long a pipe may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads a configuration; what is wrong with it has been said when there is none.
pub fn reading(file: &Path, platform: Option<&str>, output: &Output) -> Result<Reading, Exit> {
    let bytes = bytes_of(file, output)?;
    peer::read(&bytes, platform).map_err(|problem| refuse(output, file, &problem))
}

/// The bytes of a configuration; why there are none has been said.
pub fn bytes_of(file: &Path, output: &Output) -> Result<Zeroizing<Vec<u8>>, Exit> {
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
