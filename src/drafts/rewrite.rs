//! Seals the keys of a draft file where they stand, and leaves every other byte as it is.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde_json::value::RawValue;
use zeroize::Zeroizing;

use crate::connection::{FieldPath, Message, Secret, ToMessage, message};
use crate::files::{TempFile, sync_folder};
use crate::text::print_as_message;

use super::draft_file::DraftFile;
use super::identity::Identity;
use super::json::{PositionedJson, TextPosition};
use super::reader::{KeyLocation, ReadError, read_keys};
use super::recipient::Recipient;
use super::reference::KeyReference;
use super::sealed::{SealError, Sealed};
use super::source::{self, SourceError};

/// A draft whose keys were sealed.
pub struct RewrittenDraft {
    /// The new text of the file.
    pub text: Zeroizing<String>,
    /// The keys that were sealed.
    pub sealed: Vec<SealReport>,
    /// The keys that were sealed already and stay as they are.
    pub kept: Vec<SealReport>,
}

impl RewrittenDraft {
    /// Whether any key stood there in plain text, so that the text before must not stay anywhere.
    pub fn was_plain(&self) -> bool {
        self.sealed.iter().any(|key| key.was_plain)
    }
}

/// A key that is sealed.
#[derive(Debug)]
pub struct SealReport {
    /// The field.
    pub field: FieldPath,
    /// Those who can open it now.
    pub recipients: Vec<Recipient>,
    /// Those of them who could not before, as far as the draft says; of a plain key, all.
    pub added: Vec<Recipient>,
    /// Whether it stood there in plain text.
    pub was_plain: bool,
}

/// Why the keys of a draft cannot be sealed.
#[derive(Debug, thiserror::Error)]
pub enum RewriteError {
    /// It is no draft.
    Unread(Vec<ReadError>),
    /// A key cannot be opened or sealed.
    Key {
        /// Where it stands.
        at: TextPosition,
        /// The field.
        field: FieldPath,
        /// Why.
        source: SealError,
    },
}

/// Seals every key that stands in a draft in plain text. An empty one stays, since it is none.
///
/// # Errors
/// When the text is no draft, or a key cannot be sealed.
pub fn seal_keys(text: &str, recipients: &[Recipient]) -> Result<RewrittenDraft, RewriteError> {
    rewrite(text, |found| match found {
        KeyInFile::Plain(key) => Sealed::seal(key, recipients).map(Some),
        KeyInFile::Sealed(_) => Ok(None),
    })
}

/// Seals every key of a draft for the identity itself and for `more`; one that is sealed already,
/// also for those it was sealed for, unless all of them can open it as it is. None is left in plain
/// text.
///
/// # Errors
/// When the text is no draft, a key cannot be opened, or the draft lists others than those it was
/// sealed for.
pub fn share_keys(
    text: &str,
    identity: &Identity,
    more: &[Recipient],
) -> Result<RewrittenDraft, RewriteError> {
    let wanted: Vec<_> =
        std::iter::once(identity.recipient()).chain(more.iter().cloned()).collect();
    rewrite(text, |found| match found {
        KeyInFile::Plain(key) => Sealed::seal(key, &wanted).map(Some),
        KeyInFile::Sealed(sealed) => {
            let key = sealed.open_to_share(identity)?;
            let before = sealed.recipients();
            if wanted.iter().all(|recipient| before.contains(recipient)) {
                return Ok(None);
            }
            Sealed::seal(&key, &[before, &wanted].concat()).map(Some)
        }
    })
}

/// A key as it stands in a draft.
enum KeyInFile<'a> {
    Plain(&'a Secret),
    Sealed(&'a Sealed),
}

fn rewrite(
    text: &str,
    anew: impl Fn(&KeyInFile<'_>) -> Result<Option<Sealed>, SealError>,
) -> Result<RewrittenDraft, RewriteError> {
    let (file, mut places) = read_keys(text).map_err(RewriteError::Unread)?;
    places.sort_by_key(|place| place.at);
    let mut done =
        RewrittenDraft { text: Zeroizing::default(), sealed: Vec::new(), kept: Vec::new() };
    let mut copied = 0;
    for place in places {
        let Some(found) = find(&file, place.field) else { continue };
        let (at, field) = (place.at, place.field);
        let (was_plain, before) = match &found {
            KeyInFile::Plain(_) => (true, &[][..]),
            KeyInFile::Sealed(sealed) => (false, sealed.recipients()),
        };
        let Some(sealed) =
            anew(&found).map_err(|source| RewriteError::Key { at, field, source })?
        else {
            let recipients = before.to_vec();
            done.kept.push(SealReport { field, recipients, added: Vec::new(), was_plain });
            continue;
        };
        let Some(range) = extent(text, at) else { continue };
        done.text.push_str(&text[copied..range.start]);
        done.text.push_str(&replacement(text, range.clone(), place, &sealed));
        copied = range.end;
        let recipients = sealed.recipients().to_vec();
        let added = recipients.iter().filter(|recipient| !before.contains(recipient));
        let added = added.cloned().collect();
        done.sealed.push(SealReport { field, recipients, added, was_plain });
    }
    done.text.push_str(&text[copied..]);
    Ok(done)
}

fn find(file: &DraftFile, field: FieldPath) -> Option<KeyInFile<'_>> {
    if let Some((key, _)) = file.draft.key(field) {
        return (!key.is_empty()).then_some(KeyInFile::Plain(key));
    }
    file.references.iter().find_map(|(other, reference, _)| match reference {
        KeyReference::Sealed(sealed) if *other == field => Some(KeyInFile::Sealed(sealed)),
        _ => None,
    })
}

/// Where the value that begins at a place begins and ends, in bytes.
fn extent(text: &str, at: TextPosition) -> Option<Range<usize>> {
    let line_start = match at.line {
        1 => 0,
        line => text.match_indices('\n').nth(line - 2)?.0 + 1,
    };
    let start = line_start + text[line_start..].char_indices().nth(at.column - 1)?.0;
    let mut values = serde_json::Deserializer::from_str(&text[start..]).into_iter::<&RawValue>();
    let raw = values.next()?.ok()?;
    Some(start..start + raw.get().len())
}

fn replacement(text: &str, range: Range<usize>, place: KeyLocation, sealed: &Sealed) -> String {
    let reference = KeyReference::Sealed(sealed.clone()).to_json();
    if place.in_text
        && let Some(whole) = inside(&text[range.clone()], place.field, &reference.to_string())
    {
        return whole;
    }
    let line = &text[text[..range.start].rfind('\n').map_or(0, |newline| newline + 1)..];
    // One line stays one line; what is laid out stays laid out.
    if !text[..range.start].contains('\n') {
        return reference.to_string();
    }
    let indent: String = line.chars().take_while(|blank| matches!(blank, ' ' | '\t')).collect();
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    format!("{reference:#}").replace('\n', &format!("{newline}{indent}"))
}

/// A JSON text with the key in it replaced.
fn inside(written: &str, field: FieldPath, reference: &str) -> Option<String> {
    let text = Zeroizing::new(serde_json::from_str::<String>(written).ok()?);
    let (_, name) = field.leaf()?.split_once('.')?;
    let entries = PositionedJson::parse(&text).ok()?.object()?;
    let value = entries.iter().find(|entry| entry.name == name)?.value.written();
    let start = (value.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let whole = format!("{}{reference}{}", &text[..start], &text[start + value.len()..]);
    serde_json::to_string(&whole).ok()
}

/// Why a file was not replaced; it is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// It cannot be read any more.
    Unread(SourceError),
    /// Somebody else wrote it in the meantime.
    Changed,
    /// The disk is full.
    Full,
    /// The folder must not be written in.
    Denied(io::Error),
    /// The system's own reason.
    Io(io::Error),
}

print_as_message!(RewriteError, ReplaceError);

impl ToMessage for RewriteError {
    fn message(&self) -> Message {
        match self {
            Self::Unread(_) => message!("rewrite-not-draft"),
            Self::Key { at, field, source } => {
                let at = at.to_string();
                message!("rewrite-key", at, field = *field, why = source.message())
            }
        }
    }
}

impl ToMessage for ReplaceError {
    fn message(&self) -> Message {
        match self {
            Self::Unread(error) => error.message(),
            Self::Changed => message!("replace-changed"),
            Self::Full => message!("replace-full"),
            Self::Denied(error) => message!("replace-denied", reason = error),
            Self::Io(error) => message!("replace-io", reason = error),
        }
    }
}

impl From<io::Error> for ReplaceError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::Denied(error)
            }
            _ => Self::Io(error),
        }
    }
}

/// Replaces the text of a file at once, for good, and only if it still is `before`. A link stays one,
/// and the file keeps its permissions.
///
/// # Errors
/// When it was changed meanwhile, or cannot be written.
pub fn replace(path: &Path, before: &str, after: &str) -> Result<(), ReplaceError> {
    let path: PathBuf = fs::canonicalize(path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let file = TempFile::write(folder, ".sealing-", after.as_bytes())?;
    file.copy_permissions_from(&path)?;
    let now = source::load_plain(&path).map_err(ReplaceError::Unread)?;
    if now.as_str() != before {
        return Err(ReplaceError::Changed);
    }
    file.persist(&path)?;
    Ok(sync_folder(folder)?)
}
