//! Where the wizard was when it ended, so that it can go on from there.
//!
//! Nothing depends on it: what cannot be read is as good as never written.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::connection::FieldPath;

use super::folders::{BOOKMARK, Folders};
use super::store::disk::StoreFolder;
use super::store::{DraftName, Store, StoreError};

/// A place in the wizard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bookmark {
    /// The draft that was open.
    pub draft: Option<DraftName>,
    /// The step it was on, in a word of the wizard's own.
    pub step: Option<String>,
    /// The field that was being filled in.
    pub field: Option<FieldPath>,
    /// The customer gateway that was being filled in.
    pub gateway: Option<SavedGatewayForm>,
}

/// What was typed for a new customer gateway. None of it is a secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedGatewayForm {
    /// Its address.
    pub ip: String,
    /// Its AS number.
    pub asn: String,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// The client token of a request for it that was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

/// A bookmark as it stands in its file.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct BookmarkFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gateway: Option<SavedGatewayForm>,
}

impl Bookmark {
    /// Where the wizard was; nowhere, as far as that cannot be told.
    pub fn load(folders: &Folders) -> Self {
        let data = StoreFolder::open(folders.data()).ok().flatten();
        let contents = data.and_then(|data| data.read(BOOKMARK).ok()?);
        let bytes = contents.map(|contents| contents.bytes).unwrap_or_default();
        let BookmarkFile { draft, step, field, gateway } =
            serde_json::from_slice(&bytes).unwrap_or_default();
        Self {
            draft: draft.as_deref().and_then(DraftName::exactly),
            step,
            field: field.as_deref().and_then(FieldPath::from_wire),
            gateway,
        }
    }

    /// Keeps the place, for this user alone; a crash leaves the old or the new one.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self, folders: &Folders) -> Result<(), StoreError> {
        let file = BookmarkFile {
            draft: self.draft.as_ref().map(ToString::to_string),
            step: self.step.clone(),
            field: self.field.as_ref().map(ToString::to_string),
            gateway: self.gateway.clone(),
        };
        let text = format!("{:#}\n", json!(file));
        let _alone = Store::open(folders).lock_for_writing()?;
        let data = StoreFolder::make(folders.data())?;
        data.sweep();
        data.write(text.as_bytes())?.name(BOOKMARK)?;
        data.sync()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::connection::Key;

    fn folders(data: &Path) -> Folders {
        // A folder that was asked for needs no environment.
        Folders::find(Some(data), |_| None).unwrap()
    }

    fn full() -> Bookmark {
        Bookmark {
            draft: DraftName::exactly("fra (conflict 2026-01-02 03.04.05)"),
            step: Some("tunnel-1".to_owned()),
            field: Some(FieldPath::tunnel(1, Key::TunnelCidr)),
            gateway: Some(SavedGatewayForm {
                ip: "203.0.113.9".to_owned(),
                name: "fra \u{202e}".to_owned(),
                token: Some("t".to_owned()),
                ..SavedGatewayForm::default()
            }),
        }
    }

    #[test]
    fn what_was_saved_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let folders = folders(&folder.path().join("not/there/yet"));
        assert_eq!(Bookmark::load(&folders), Bookmark::default());
        for bookmark in [full(), Bookmark { field: None, ..full() }, Bookmark::default()] {
            bookmark.save(&folders).unwrap();
            assert_eq!(Bookmark::load(&folders), bookmark);
        }
    }

    #[test]
    fn what_cannot_be_read_is_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let folders = folders(folder.path());
        for (text, expected) in [
            ("", Bookmark::default()),
            ("[]", Bookmark::default()),
            ("{\"draft\": 1, \"step\": null, \"field\": {}}", Bookmark::default()),
            (
                "{\"draft\": \"../fra\", \"step\": \"s\", \"field\": \"Nmae\", \"more\": 1}",
                Bookmark { step: Some("s".to_owned()), ..Bookmark::default() },
            ),
        ] {
            fs::write(folders.bookmark(), text).unwrap();
            assert_eq!(Bookmark::load(&folders), expected, "{text}");
        }
        fs::write(folders.bookmark(), [0xFF, 0xFE]).unwrap();
        assert_eq!(Bookmark::load(&folders), Bookmark::default());
        fs::remove_file(folders.bookmark()).unwrap();
        fs::create_dir(folders.bookmark()).unwrap();
        assert_eq!(Bookmark::load(&folders), Bookmark::default());
        assert!(full().save(&folders).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_it_and_nothing_is_left_beside_it() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let folders = folders(folder.path());
        fs::write(folder.path().join(".saving-of-a-killed-writer"), "half").unwrap();
        full().save(&folders).unwrap();
        let mode = fs::metadata(folders.bookmark()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let names = fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name());
        let mut names: Vec<_> = names.collect();
        names.sort();
        assert_eq!(names, ["drafts", "wizard.json"]);
    }
}
