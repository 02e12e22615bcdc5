//! The keys of a draft, opened to be shown or to be sent.

use std::collections::BTreeMap;

use crate::connection::{Draft, FieldPath, Secret, message};
use crate::drafts::{
    AskError, CommandRunner, Consent, DraftFile, Identity, IdentityError, KeyReference,
    ReferenceError, ReferenceOpener, command_line, open_unresolved, resolve, reveal,
};
use crate::text::format_in_process_language;

use super::Workspace;

/// The keys that a person has to be asked for before the draft can be sent.
pub fn needs_asking(file: &DraftFile) -> Vec<FieldPath> {
    let asked = unopened(file).filter(|(_, reference)| matches!(reference, KeyReference::Ask));
    asked.map(|(path, _)| path).collect()
}

/// The programs that are run for keys when the draft is sent: their command lines, as a shell would take
/// them, each with the field it is for.
pub fn programs(file: &DraftFile) -> Vec<(FieldPath, String)> {
    let named = unopened(file).filter_map(|(path, reference)| match reference {
        KeyReference::Command(words) => Some((path, command_line(words))),
        _ => None,
    });
    named.collect()
}

fn unopened(file: &DraftFile) -> impl Iterator<Item = (FieldPath, &KeyReference)> {
    let references = file.references.iter().map(|(path, reference, _)| (*path, reference));
    references.filter(|(path, _)| file.draft.is_key_unresolved(*path))
}

impl Workspace {
    /// Opens one key to show it: what is sealed with the identity, a variable or a file. Nothing is
    /// run or asked for that.
    ///
    /// # Errors
    /// Why it cannot be shown.
    pub fn open_key(&self, file: &DraftFile, path: FieldPath) -> Result<Secret, String> {
        if let Some((key, _)) = file.draft.key(path) {
            return Ok(key.clone());
        }
        let reference = file.references.iter().find(|(other, ..)| *other == path);
        let reference = reference
            .ok_or_else(|| format_in_process_language(&message!("key-none", field = path)))?;
        let identity = self.identity_for(file);
        let (folder, variable) = (self.store.folder(), |name: &str| self.variable(name));
        reveal(reference, folder, variable, identity.as_ref()).map_err(|error| error.to_string())
    }

    /// The draft with every key, to be sent: runs programs, and takes what people were asked for from
    /// `asked`. Only programs that a person has agreed to are run, without a terminal of their own. A key
    /// that stands in the draft already stays as it is.
    ///
    /// # Errors
    /// Every key that cannot be had. Programs come last, and only if all else was to be had.
    pub fn open_all(
        &self,
        file: &DraftFile,
        asked: &BTreeMap<FieldPath, Secret>,
        consent: &Consent,
    ) -> Result<Draft, Vec<String>> {
        let mut open = file.clone();
        open.references.retain(|(path, ..)| file.draft.is_key_unresolved(*path));
        let identity = self.identity_for(&open);
        let variable = |name: &str| self.variable(name);
        resolve(&mut open, self.store.folder(), variable, identity.as_ref().ok())
            .map_err(messages_of)?;
        let mut means = ReferenceOpener {
            identity: identity.as_ref(),
            programs: &CommandRunner::new(consent.clone(), false)
                .without_variables_of(file.references.iter().map(|(_, reference, _)| reference)),
            before_command: &mut |_, _| {},
            ask: &mut |path| asked.get(&path).cloned().ok_or(AskError::Declined),
        };
        let DraftFile { mut draft, references, .. } = open;
        let (programs, others): (Vec<_>, Vec<_>) = references
            .into_iter()
            .partition(|(_, reference, _)| matches!(reference, KeyReference::Command(_)));
        for references in [others, programs] {
            open_unresolved(&mut draft, &references, &mut means).map_err(messages_of)?;
        }
        let rest: Vec<_> = draft
            .unopened()
            .map(|path| format_in_process_language(&message!("key-unopened", field = path)))
            .collect();
        if rest.is_empty() { Ok(draft) } else { Err(rest) }
    }

    /// The identity, read only where something is sealed.
    pub(super) fn identity_for(&self, file: &DraftFile) -> Result<Identity, IdentityError> {
        let is_sealed = |reference: &KeyReference| matches!(reference, KeyReference::Sealed(_));
        match file.references.iter().any(|(_, reference, _)| is_sealed(reference)) {
            true => self.identity(),
            // Nobody will ask for it.
            false => Err(IdentityError::NoPlace),
        }
    }
}

fn messages_of(errors: Vec<ReferenceError>) -> Vec<String> {
    errors.iter().map(ToString::to_string).collect()
}
