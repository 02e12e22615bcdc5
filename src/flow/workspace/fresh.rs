//! A copy of a draft for another connection: with its own name, keys and tunnel CIDR blocks.

use ipnet::Ipv4Net;

use crate::connection::{FieldPath, Key, Origin, Secret, suggest, tunnel_cidrs_of};
use crate::drafts::store::EditSession;
use crate::drafts::{DraftFile, DraftName, StoreError};

use super::Workspace;
use super::identity::PATIENCE;

/// What a copy takes that must not be the original's.
#[derive(Clone, Debug, Default)]
pub struct DuplicateOptions {
    /// A new key for each tunnel.
    pub keys: Vec<Secret>,
    /// Tunnel CIDR blocks in use elsewhere.
    pub taken: Vec<Ipv4Net>,
}

impl Workspace {
    /// Copies a draft under another name for a connection of its own: it is named like the draft, each of its
    /// keys is a new one, sealed for this user, and each tunnel CIDR block is a free one. Its client token,
    /// if any, stays with the original.
    ///
    /// # Errors
    /// When there is none, the new name is taken, or the copy cannot be written.
    pub fn duplicate_fresh(
        &self,
        from: &DraftName,
        to: &DraftName,
        parts: &DuplicateOptions,
    ) -> Result<(), StoreError> {
        let mut file = self.store.load(from)?.file;
        if self.store.has(to)? {
            return Err(StoreError::Taken { name: to.to_string() });
        }
        file.name = Some(to.to_string());
        refresh(&mut file, to.as_str(), parts);
        self.save_within(PATIENCE, to, file, None, &EditSession::default()).map(drop)
    }
}

fn refresh(file: &mut DraftFile, name: &str, parts: &DuplicateOptions) {
    file.draft.set(FieldPath::connection(Key::Name), name);
    file.origins.insert(FieldPath::connection(Key::Name), Origin::Suggested);
    file.remove(FieldPath::connection(Key::ClientToken));
    let own = tunnel_cidrs_of(&file.draft);
    let mut taken = parts.taken.clone();
    taken.extend(own.iter().map(|block| block.net()));
    for path in file.draft.paths_of(Key::TunnelCidr) {
        let Some(repair) = suggest(&file.draft, path, &taken) else { continue };
        file.apply(&repair, Origin::Suggested, &mut |_: &mut [u8]| {});
        taken.extend(tunnel_cidrs_of(&file.draft).iter().map(|block| block.net()));
    }
    let holders: Vec<FieldPath> = file.draft.paths_of(Key::Psk);
    let held = holders.into_iter().filter(|path| file.draft.has(*path));
    for (path, key) in held.collect::<Vec<_>>().into_iter().zip(&parts.keys) {
        file.type_key(path, key.clone());
        file.origins.insert(path, Origin::Suggested);
    }
}
