//! A device's configuration from a file or a pipe, and what is said when it cannot be read.

use std::path::Path;

use zeroize::Zeroizing;

use crate::connection::DraftPeer;
use crate::drafts::SourceError;
use crate::files::read_stream;
use crate::flow::{DeviceTextError, changed_seconds, device_contents, read_device};
use crate::peer::{self, MAX_CONFIG_BYTES, ParsedConfig, UnreadableText};
use crate::present::unreadable;

use super::super::exit::Exit;
use super::super::output::Output;

/// Reads a configuration; what is wrong with it has been said when there is none.
pub fn reading(
    file: &Path,
    platform: Option<&str>,
    remembered: Option<&DraftPeer>,
    output: &Output,
) -> Result<ParsedConfig, Exit> {
    let bytes = bytes_of(file, output)?;
    let read = read_device(&bytes, platform, remembered);
    read.map_err(|problem| refuse(output, file, DeviceTextError::Text(problem)))
}

/// Reads the configuration in the file that a draft remembers, of the device that it remembers unless another
/// is named.
pub fn remembered_reading(
    peer: Option<&DraftPeer>,
    platform: Option<&str>,
    output: &Output,
) -> Result<ParsedConfig, Exit> {
    let Some((peer, file)) = peer.and_then(|peer| Some((peer, peer.file.as_ref()?))) else {
        return Err(output.usage(&output.texts.say("peer-compare-which")));
    };
    let file = Path::new(file);
    let gone = |error| {
        let exit = refuse(output, file, error);
        output.note(&output.texts.say("peer-compare-gone"));
        exit
    };
    let contents = device_contents(file).map_err(gone)?;
    let changed = changed_seconds(&contents);
    if peer.file_time.is_some() && peer.file_time != changed {
        let args = [("path", file.display().to_string().into())];
        output.note(&output.texts.format("device-file-changed", &args));
    }
    let known = peer::find(&peer.platform).map(|_| peer.name());
    let named = platform.or(known.as_deref());
    let read = read_device(&contents.bytes, named, None);
    read.map_err(|problem| refuse(output, file, DeviceTextError::Text(problem)))
}

/// The bytes of a configuration; why there are none has been said.
pub fn bytes_of(file: &Path, output: &Output) -> Result<Zeroizing<Vec<u8>>, Exit> {
    let read = if file == Path::new("-") {
        read_stream(std::io::stdin().lock(), MAX_CONFIG_BYTES as u64, 0)
            .map_err(DeviceTextError::from)
    } else {
        device_contents(file).map(|contents| contents.bytes)
    };
    read.map_err(|error| refuse(output, file, error))
}

fn refuse(output: &Output, file: &Path, error: DeviceTextError) -> Exit {
    let (sentence, exit) = match error {
        DeviceTextError::Text(problem @ UnreadableText::NoSuchPlatform(_)) => {
            (unreadable(&output.texts, &problem), Exit::Usage)
        }
        DeviceTextError::Text(problem) => (unreadable(&output.texts, &problem), Exit::Invalid),
        DeviceTextError::File(error) => (SourceError::from(error).to_string(), Exit::Usage),
    };
    output.print_error_about(&file.display().to_string(), &sentence);
    exit
}
