//! What a draft is compared with: the region it is for, this user's other drafts, the blocks in use. None
//! of it is suggested again that is taken or was refused.

use std::sync::Arc;

use ipnet::Ipv4Net;

use super::Document;
use super::document_context::DocumentContext;
use crate::connection::key::Entropy;
use crate::connection::value::TunnelCidr;
use crate::connection::{
    Edit, FieldPath, Finding, Key, Origin, Repair, Rule, check_gateways, check_region, copy_tunnel,
    free_blocks, replace_block, suggest,
};
use crate::flow::judge_neighbours;

impl Document {
    /// Takes note of what else there is.
    pub fn set_context(&mut self, beside: Arc<DocumentContext>) {
        self.beside = beside;
        self.invalidate_findings();
    }

    /// What the rules say of the draft in its surroundings.
    pub(super) fn context_findings(&self) -> Vec<Finding> {
        let DocumentContext { region, gateways, drafts, created, untitled, .. } = &*self.beside;
        let draft = &self.file.draft;
        let mut found = match &region.gateways {
            Some(_) => Vec::new(),
            None => check_gateways(draft, gateways),
        };
        found.extend(check_region(draft, region));
        let used = |path: &FieldPath| {
            found.iter().any(|one: &Finding| one.rule == Rule::B08 && one.fields.contains(path))
        };
        let name = self.name.as_ref().map_or_else(|| untitled.clone(), ToString::to_string);
        let shared: Vec<Finding> =
            judge_neighbours(&self.file, &name, drafts, |other| created.get(other).cloned())
                .into_iter()
                // The connection of the other draft is named already.
                .filter(|one| !one.fields.iter().any(used))
                .collect();
        found.extend(shared);
        found
    }

    /// The blocks that other drafts, connections and the device use, and those that the service has refused.
    pub fn unavailable_blocks(&self) -> Vec<Ipv4Net> {
        let own = self.name.as_ref().map(|name| format!("@{name}")).unwrap_or_default();
        let drafts = self.beside.blocks.blocks.iter().filter(|(_, user)| *user != own);
        let connections = self.beside.region.connections.iter().flatten();
        let blocks = connections.flat_map(|one| &one.tunnel_cidrs);
        drafts
            .map(|(net, _)| *net)
            .chain(blocks.filter_map(|block| block.parse().ok()))
            .chain(self.refused.iter().copied())
            .chain(self.device_blocks())
            .collect()
    }

    /// What to fill in for a field.
    pub fn suggestion(&self, path: FieldPath) -> Option<Repair> {
        suggest(&self.file.draft, path, &self.unavailable_blocks())
    }

    /// Makes every repair of these findings write free blocks alone, and finds one where a block is taken.
    pub(super) fn with_free_blocks(&self, mut found: Vec<Finding>) -> Vec<Finding> {
        let taken = self.unavailable_blocks();
        if taken.is_empty() {
            return found;
        }
        for finding in &mut found {
            let at_block = finding.fields.first().filter(|path| path.key == Key::TunnelCidr);
            if let (Some(path), None, Rule::B08 | Rule::Q10) =
                (at_block, &finding.repair, finding.rule)
            {
                finding.repair = suggest(&self.file.draft, *path, &taken);
            }
            if let Some(repair) = &mut finding.repair {
                self.replace_taken_blocks(repair, &taken);
            }
        }
        found
    }

    fn replace_taken_blocks(&self, repair: &mut Repair, taken: &[Ipv4Net]) {
        let sets = repair.edits.iter().filter_map(|edit| match edit {
            Edit::Set(path, text) if path.key == Key::TunnelCidr => {
                Some((*path, text.parse::<TunnelCidr>().ok()?))
            }
            _ => None,
        });
        let overlaps = |block: &TunnelCidr| {
            taken.iter().any(|net| net.contains(&block.net()) || block.net().contains(net))
        };
        let moved: Vec<(FieldPath, TunnelCidr)> =
            sets.filter(|(_, block)| overlaps(block)).collect();
        for (path, old) in moved {
            let mut used = taken.to_vec();
            used.extend(
                crate::connection::tunnel_cidrs_of(&self.file.draft).iter().map(|one| one.net()),
            );
            let Some(block) = free_blocks(&used).next() else { continue };
            for edit in &mut repair.edits {
                match edit {
                    Edit::Set(at, text) if *at == path => *text = block.to_string(),
                    Edit::Set(at, text) if at.owner == path.owner && at.key == Key::LocalBgpIp => {
                        let end = old.hosts().iter().position(|host| host.to_string() == *text);
                        *text = block.hosts()[end.unwrap_or(0)].to_string();
                    }
                    _ => {}
                }
            }
        }
    }

    /// Copies tunnel 1 to tunnel 2; what was not copied but chosen for it, for the notice.
    pub fn copy_first_tunnel(
        &mut self,
        with_key: bool,
        random: &mut dyn Entropy,
    ) -> Vec<(FieldPath, String)> {
        let repair = copy_tunnel(&self.file.draft, 1, 2, with_key, &self.unavailable_blocks());
        let chosen: Vec<(FieldPath, String)> = repair
            .edits
            .iter()
            .filter_map(|edit| match edit {
                Edit::Set(path, text) => Some((*path, text.clone())),
                _ => None,
            })
            .collect();
        self.apply(&repair, Origin::Copied, random);
        for (path, _) in &chosen {
            self.set_origin(*path, Origin::Suggested);
        }
        chosen
    }

    /// Takes the BGP address along after another block was typed: to the same end of it, if it was a host of
    /// the block before. The address it has now.
    pub(super) fn move_bgp_address(&mut self, path: FieldPath) -> Option<String> {
        let (at, before) = self.block_before.take()?;
        let text = self.file.draft.text(path)?.to_owned();
        if at != path || text == before {
            return None;
        }
        let mut tried = self.file.draft.clone();
        tried.set(path, before);
        replace_block(&mut tried, path, &text);
        let address = FieldPath { owner: path.owner, key: Key::LocalBgpIp };
        let moved = tried.text(address)?.to_owned();
        if self.file.draft.text(address) == Some(&*moved) {
            return None;
        }
        self.choose(address, &moved, Origin::Suggested);
        Some(moved)
    }
}
