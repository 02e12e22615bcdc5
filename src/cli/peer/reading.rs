//! A device's configuration from a file or a pipe, and what is said when it cannot be read.

use std::path::Path;

use zeroize::Zeroizing;

use crate::connection::DraftPeer;
use crate::drafts::SourceError;
use crate::files::read_stream;
use crate::flow::{DeviceTextError, device_bytes, read_device};
use crate::peer::{LONGEST, Reading, UnreadableText};
use crate::present::unreadable;

use super::super::exit::Exit;
use super::super::output::Output;

/// Reads a configuration; what is wrong with it has been said when there is none.
pub fn reading(
    file: &Path,
    platform: Option<&str>,
    remembered: Option<&DraftPeer>,
    output: &Output,
) -> Result<Reading, Exit> {
    let bytes = bytes_of(file, output)?;
    let read = read_device(&bytes, platform, remembered);
    read.map_err(|problem| refuse(output, file, DeviceTextError::Text(problem)))
}

/// The bytes of a configuration; why there are none has been said.
pub fn bytes_of(file: &Path, output: &Output) -> Result<Zeroizing<Vec<u8>>, Exit> {
    let read = if file == Path::new("-") {
        read_stream(std::io::stdin().lock(), LONGEST as u64, 0).map_err(DeviceTextError::from)
    } else {
        device_bytes(file)
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
    output.trouble_about(&file.display().to_string(), &sentence);
    exit
}
