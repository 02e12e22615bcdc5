//! Keys that stand elsewhere than in the draft: which of them are had at once, and how the others are opened.

use std::collections::BTreeSet;
use std::path::Path;
use std::rc::Rc;

use crate::connection::{Draft, FieldPath, Secret};
use crate::drafts::{
    self, CommandRunner, Consent, DraftFile, Identity, IdentityError, KeyReference, ReferenceError,
    ReferenceOpener, TextPosition,
};

use super::super::ask::ask;
use super::super::output::Output;

/// What a draft says of keys that stand elsewhere. Those that can be had without any effect are in the
/// draft already.
#[derive(Clone)]
pub struct KeyLoader {
    /// The file in which all stand that are still unopened: the draft, or the template of a table.
    pub file: String,
    pub(super) references: Vec<(FieldPath, KeyReference, TextPosition)>,
    pub(super) identity: CachedIdentity,
}

/// The identity of this machine's user, read once for all drafts and only if one is sealed.
pub(super) type CachedIdentity = Rc<std::cell::OnceCell<Result<Identity, IdentityError>>>;

impl KeyLoader {
    /// Warns of an identity that others can read, if any key needs it.
    pub fn warn_of_open_identity(&self, output: &Output) {
        if has_sealed(&self.references)
            && let Ok(identity) = find_identity(&self.identity)
        {
            super::super::identity::warn_if_open(identity, output);
        }
    }

    /// The references to keys that nobody has opened in `draft` yet.
    pub fn unopened(
        &self,
        draft: &Draft,
    ) -> impl Iterator<Item = &(FieldPath, KeyReference, TextPosition)> + use<'_> {
        let unopened: BTreeSet<FieldPath> = draft.unopened().collect();
        self.references.iter().filter(move |(field, ..)| unopened.contains(field))
    }

    /// Opens one of them by whatever it takes: runs a program, or asks.
    ///
    /// # Errors
    /// Why the key cannot be had.
    pub fn open(
        &self,
        reference: &(FieldPath, KeyReference, TextPosition),
        consent: &Consent,
        output: &Output,
    ) -> Result<Secret, ReferenceError> {
        let file = &self.file;
        let mut before_command = |field: FieldPath, program: &str| {
            let args =
                [("field", field.to_string().into()), ("program", program.to_owned().into())];
            output.note_about(file, &output.texts.format("key-running", &args));
        };
        let mut ask = |field: FieldPath| {
            let args = [("file", file.clone().into()), ("field", field.to_string().into())];
            ask(&output.texts.format("key-ask", &args))
        };
        let mut means = ReferenceOpener {
            identity: find_identity(&self.identity).as_ref(),
            programs: &CommandRunner::new(consent.clone(), true)
                .without_variables_of(self.references.iter().map(|(_, reference, _)| reference)),
            before_command: &mut before_command,
            ask: &mut ask,
        };
        drafts::open_reference(reference, &mut means)
    }
}

/// The identity of this machine's user, if the draft needs it and it is there.
pub fn identity_for(found: &DraftFile) -> Option<Identity> {
    if !has_sealed(&found.references) {
        return None;
    }
    let place = Identity::default_path(|name| std::env::var_os(name)).ok()?;
    Identity::load(&place).ok()
}

/// Fetches the keys that stand elsewhere; paths count from the folder of `path`.
pub(super) fn fetch_keys(
    found: &mut DraftFile,
    path: &Path,
    identity: &CachedIdentity,
) -> Result<(), Vec<String>> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let own = has_sealed(&found.references).then(|| find_identity(identity));
    let own = own.and_then(|own| own.as_ref().ok());
    drafts::resolve(found, folder, |name| std::env::var(name).ok(), own)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

fn has_sealed(references: &[(FieldPath, KeyReference, TextPosition)]) -> bool {
    references.iter().any(|(_, reference, _)| matches!(reference, KeyReference::Sealed(_)))
}

pub(super) fn find_identity(identity: &CachedIdentity) -> &Result<Identity, IdentityError> {
    identity.get_or_init(|| Identity::load(&Identity::default_path(|name| std::env::var_os(name))?))
}
