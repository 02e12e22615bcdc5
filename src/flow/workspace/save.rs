//! Keeping a draft: every key that was typed is sealed before the file is written.

use std::time::Duration;

use crate::connection::{FieldPath, KeyStorage, Secret, message};
use crate::drafts::store::{EditSession, Revision, SaveReport};
use crate::drafts::{
    DraftFile, DraftName, Identity, IdentityError, KeyReference, Sealed, StoreError, TextPosition,
    unsaved_fields,
};
use crate::text::format_in_process_language;

use super::Workspace;
use super::identity::SAVE_PATIENCE;

/// What became of keeping a draft.
#[derive(Clone, Debug)]
pub struct WorkspaceSave {
    /// Under which name and as what it is kept.
    pub saved: SaveReport,
    /// The keys that were sealed for this; see [`WorkspaceSave::apply_references`].
    pub sealed: Vec<SealedKey>,
    /// What is not in the file, and why: keys that could not be sealed, above all.
    pub left_out: Vec<(FieldPath, String)>,
}

/// A key that was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedKey {
    /// Whose key it is.
    pub field: FieldPath,
    /// How it stands in the file.
    pub reference: KeyReference,
    /// The key itself, by which it is told from one that was typed over it meanwhile.
    pub key: Secret,
}

impl WorkspaceSave {
    /// Notes the references in the draft that was saved, so that the next save does not seal anew. A
    /// key that was changed meanwhile is left alone: what was sealed is the one before.
    pub fn apply_references(&self, file: &mut DraftFile) {
        for SealedKey { field, reference, key } in &self.sealed {
            let is_same = file.draft.key(*field) == Some((key, KeyStorage::Elsewhere));
            if is_same && file.key_reference(*field).is_none() {
                file.references.push((*field, reference.clone(), TextPosition::START));
            }
        }
    }
}

impl Workspace {
    /// Keeps a draft. `basis` is what [`Workspace::open_draft`] or the last save gave, none for a new one.
    /// What `session` has written before is replaced without becoming a version.
    ///
    /// Keys that are kept elsewhere and have no reference yet are sealed for this user, whose identity
    /// is made on first use. Where there can be none, or it does not come at once, they are left out:
    /// nothing is ever written in plain text that was not meant to be, and nothing holds a save up.
    ///
    /// # Errors
    /// When it cannot be written; what was there before is untouched then.
    pub fn save(
        &self,
        name: &DraftName,
        file: DraftFile,
        basis: Option<Revision>,
        session: &EditSession,
    ) -> Result<WorkspaceSave, StoreError> {
        self.save_within(SAVE_PATIENCE, name, file, basis, session)
    }

    /// The same with another patience for the identity.
    pub(super) fn save_within(
        &self,
        patience: Duration,
        name: &DraftName,
        mut file: DraftFile,
        basis: Option<Revision>,
        session: &EditSession,
    ) -> Result<WorkspaceSave, StoreError> {
        let (sealed, mut left_out) = self.seal(&file, patience);
        for one in &sealed {
            file.references.push((one.field, one.reference.clone(), TextPosition::START));
        }
        for field in unsaved_fields(&file) {
            if left_out.iter().all(|(known, _)| *known != field) {
                left_out.push((field, format_in_process_language(&message!("key-unwritable"))));
            }
        }
        let saved = self.store.save_in(session, name, &file, basis, &|| {
            Some(vec![self.own_identity(patience).ok()?.recipient()])
        })?;
        Ok(WorkspaceSave { saved, sealed, left_out })
    }

    /// Seals every key that stands nowhere else.
    fn seal(
        &self,
        file: &DraftFile,
        patience: Duration,
    ) -> (Vec<SealedKey>, Vec<(FieldPath, String)>) {
        let loose: Vec<(FieldPath, &Secret)> = loose(file).collect();
        let (mut sealed, mut left_out) = (Vec::new(), Vec::new());
        if loose.is_empty() {
            return (sealed, left_out);
        }
        let identity = self.own_identity(patience);
        for (field, key) in loose {
            match seal_for(identity.as_ref(), key) {
                Ok(reference) => sealed.push(SealedKey { field, reference, key: key.clone() }),
                Err(why) => left_out.push((field, why)),
            }
        }
        (sealed, left_out)
    }

    /// Keeps a draft outside of any editing session, as it is: no key is sealed that stands in it.
    ///
    /// # Errors
    /// When it cannot be written; what was there before is untouched then.
    pub fn store_as_is(
        &self,
        name: &DraftName,
        file: &DraftFile,
        basis: Option<Revision>,
    ) -> Result<SaveReport, StoreError> {
        let recipients = || Some(vec![self.own_identity(SAVE_PATIENCE).ok()?.recipient()]);
        self.store.save_in(&EditSession::default(), name, file, basis, &recipients)
    }

    fn own_identity(&self, patience: Duration) -> Result<Identity, IdentityError> {
        self.identity.get(true, patience)
    }
}

fn loose(file: &DraftFile) -> impl Iterator<Item = (FieldPath, &Secret)> {
    file.draft.present_paths().filter_map(|path| match file.draft.key(path)? {
        (key, KeyStorage::Elsewhere) if file.key_reference(path).is_none() => Some((path, key)),
        _ => None,
    })
}

fn seal_for(
    identity: Result<&Identity, &IdentityError>,
    key: &Secret,
) -> Result<KeyReference, String> {
    let identity = identity.map_err(ToString::to_string)?;
    let sealed = Sealed::seal(key, &[identity.recipient()]).map_err(|error| error.to_string())?;
    Ok(KeyReference::Sealed(sealed))
}
