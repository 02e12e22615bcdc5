//! Which blocks the BGP sessions of this user's drafts and submissions take.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ipnet::Ipv4Net;

use crate::connection::{Draft, tunnel_cidrs_of};
use crate::drafts;

use super::Workspace;

/// Blocks that are in use, and what could not be looked into.
#[derive(Clone, Debug, Default)]
pub struct BlocksInUse {
    /// The blocks, each with what uses it: a draft's name or a file.
    pub blocks: Vec<(Ipv4Net, String)>,
    /// What may use more of them, and why it could not be read.
    pub unread: Vec<String>,
}

impl BlocksInUse {
    /// Adds the blocks of a draft.
    pub fn of_draft(&mut self, draft: &Draft, user: &str) {
        let blocks = tunnel_cidrs_of(draft).into_iter();
        self.blocks.extend(blocks.map(|block| (block.net(), user.to_owned())));
    }

    /// The blocks alone.
    pub fn nets(&self) -> Vec<Ipv4Net> {
        self.blocks.iter().map(|(net, _)| *net).collect()
    }
}

impl Workspace {
    /// The blocks in the drafts that are kept, and in the files that the journal says were submitted.
    /// A file that is gone says nothing; what is there and cannot be read is named.
    pub fn blocks_in_use(&self) -> BlocksInUse {
        let mut found = BlocksInUse::default();
        match self.store.list() {
            Ok(all) => {
                for listed in all {
                    match &listed.content {
                        Ok(loaded) => {
                            found.of_draft(&loaded.file.draft, &format!("@{}", listed.name))
                        }
                        Err(why) => found.unread.push(format!("@{}: {why}", listed.name)),
                    }
                }
            }
            Err(error) => found.unread.push(error.to_string()),
        }
        match drafts::Journal::read(&self.folders.journal()) {
            Ok(journal) => {
                let journal = journal.unwrap_or_default();
                let files: BTreeSet<&str> =
                    journal.entries().iter().map(|entry| entry.begun.file.as_str()).collect();
                for file in files.into_iter().filter(|file| !file.starts_with('@')) {
                    found.of_file(file);
                }
            }
            Err(error) => found.unread.push(error.to_string()),
        }
        found
    }
}

impl BlocksInUse {
    fn of_file(&mut self, file: &str) {
        let path = PathBuf::from(file);
        if !path.is_file() || path == Path::new("-") {
            return;
        }
        // Nobody has named it just now: whatever stands there today, nothing is waited for.
        match drafts::load_plain(&path).map(|text| drafts::read(&text)) {
            Ok(Ok(found)) => self.of_draft(&found.draft, file),
            Ok(Err(_)) => {}
            Err(error) => self.unread.push(format!("{file}: {error}")),
        }
    }
}
