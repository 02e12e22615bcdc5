//! The draft a person is working on: its values with their origin, what the rules say about it, what
//! was seen and accepted, and the way back.
//!
//! Every change goes through here, so that undo knows it, the findings follow it, and the autosave
//! notices it. Pure: reads no clock and touches no file.

mod context;
mod defaults;
mod device;
mod device_reading;
mod document_context;
mod findings;
mod modes;
mod typing;
mod undo;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::connection::catalogue::FieldKind;
use crate::connection::key::Entropy;
use crate::connection::{
    Draft, Edit, FieldPath, Finding, Key, KeyStorage, Origin, Repair, Secret, catalogue,
    normalize_list, tunnel_cidrs_of,
};
use crate::drafts::store::{EditSession, Revision};
use crate::drafts::{DraftFile, DraftName};
use crate::explain::Explanation;
use crate::flow::WorkspaceSave;

pub use device_reading::{AdoptedValues, ComparedTunnel, DeviceReading};
pub use document_context::DocumentContext;

/// How many changes can be taken back.
const MOST_UNDONE: usize = 500;

/// What undo brings back. The rest of the file (its name) is not a matter of editing.
#[derive(Clone, Debug)]
struct Snapshot {
    file: DraftFile,
    /// Where the change was made, so that undo can lead there.
    at: Option<FieldPath>,
}

/// What the service said of a field of the request it refused. It stands until the field changes.
#[derive(Clone, Debug)]
pub struct RefusedField {
    /// The field.
    pub path: FieldPath,
    /// What it means and what to do.
    pub explanation: Explanation,
}

/// A draft under work.
#[derive(Clone, Debug)]
pub struct Document {
    file: DraftFile,
    /// What it is kept under; none until the first save has found a name.
    pub name: Option<DraftName>,
    /// What the next save builds on.
    pub basis: Option<Revision>,
    /// Whether a person chose the name.
    pub is_named: bool,
    past: Vec<Snapshot>,
    future: Vec<Snapshot>,
    /// The field that is being typed into: further letters there belong to the same change.
    typing: Option<FieldPath>,
    /// Grows with every change.
    revision: u64,
    saved: u64,
    /// Whether the last save had to leave a key out.
    unkept: bool,
    /// Whether something was filled in that no save has kept, see [`Document::offer`].
    is_offered: bool,
    /// What this session has written, so that autosaves share one version.
    pub session: EditSession,
    /// Whether it came from the disk, where somebody has seen to it before.
    pub was_loaded: bool,
    /// What the rules say, once somebody has asked since the last change: of a run of keys only the last
    /// one is judged.
    findings: OnceCell<Vec<Finding>>,
    /// Which of them are too early to tell, while a field is being typed in.
    held: OnceCell<Vec<bool>>,
    held_for: Option<FieldPath>,
    beside: Arc<DocumentContext>,
    /// The blocks that the service has refused; they are not suggested again.
    refused: Vec<ipnet::Ipv4Net>,
    /// The block that is being typed over, so that its address can follow.
    block_before: Option<(FieldPath, String)>,
    /// Fields that were left once, so that what is missing there may be said.
    visited: BTreeSet<FieldPath>,
    /// Whether a person has asked for everything that is missing.
    pub all_visited: bool,
    /// Whether the review was looked at.
    pub is_reviewed: bool,
    objection: Option<RefusedField>,
    /// What was read of the device at the other end.
    device: Option<DeviceReading>,
    /// The two ends held against each other, once somebody has asked since the last change.
    compared: OnceCell<Vec<ComparedTunnel>>,
}

impl Document {
    /// A draft from the disk, or a new one.
    pub fn new(file: DraftFile, name: Option<DraftName>, basis: Option<Revision>) -> Self {
        let (is_named, was_kept) = (name.is_some(), basis.is_some());
        Self {
            file,
            name,
            basis,
            is_named,
            past: Vec::new(),
            future: Vec::new(),
            typing: None,
            revision: 0,
            saved: 0,
            unkept: false,
            is_offered: false,
            session: EditSession::default(),
            was_loaded: was_kept,
            findings: OnceCell::new(),
            held: OnceCell::new(),
            held_for: None,
            beside: Arc::default(),
            refused: Vec::new(),
            block_before: None,
            visited: BTreeSet::new(),
            all_visited: false,
            is_reviewed: false,
            objection: None,
            device: None,
            compared: OnceCell::new(),
        }
    }

    /// A draft that was made of something that is no draft of the store: nothing of it is kept yet.
    pub fn new_unsaved(file: DraftFile) -> Self {
        Self { revision: 1, ..Self::new(file, None, None) }
    }

    /// The file as it stands.
    pub fn file(&self) -> &DraftFile {
        &self.file
    }

    /// The request as typed.
    pub fn draft(&self) -> &Draft {
        &self.file.draft
    }

    /// What the service objected to.
    pub fn refused_field(&self) -> Option<&RefusedField> {
        self.objection.as_ref()
    }

    /// Notes what the service objected to.
    pub fn set_refused_field(&mut self, path: FieldPath, explanation: Explanation) {
        if path.key == Key::TunnelCidr {
            // Which of them is meant is not always said.
            self.refused.extend(tunnel_cidrs_of(&self.file.draft).iter().map(|block| block.net()));
        }
        self.objection = Some(RefusedField { path, explanation });
    }

    /// Where a value comes from; what is absent comes from nowhere.
    pub fn origin(&self, path: FieldPath) -> Option<Origin> {
        let here = self.file.draft.has(path);
        here.then(|| self.file.origins.get(&path).copied().unwrap_or(Origin::Typed))
    }

    /// Whether something was changed since the last save. A save may have left out a key all the same, see
    /// [`Document::is_fully_saved`].
    pub fn is_unsaved(&self) -> bool {
        self.revision != self.saved
    }

    /// Whether all of it is on the disk: no change is missing there, and no key, as one that could not be
    /// sealed.
    pub fn is_fully_saved(&self) -> bool {
        !self.is_unsaved() && !self.unkept
    }

    /// Fills in what a person has said elsewhere. That alone is no change, so that a draft which nobody touches
    /// stays as it is; with the first change, or before it is sent, it is kept.
    pub fn prefill(&mut self, path: FieldPath, text: &str) {
        self.fill(path, text, Origin::Default);
        self.is_offered = true;
        self.invalidate_findings();
    }

    /// What was offered is to be kept.
    pub fn commit_prefill(&mut self) {
        if std::mem::take(&mut self.is_offered) {
            self.revision += 1;
        }
    }

    /// Tries once more to keep what could not be kept.
    pub fn mark_unsaved(&mut self) {
        if self.unkept {
            self.revision += 1;
        }
    }

    /// Counts the changes.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// A save of the state with so many changes has ended well.
    pub fn mark_saved(&mut self, revision: u64, kept: &WorkspaceSave) {
        self.saved = self.saved.max(revision);
        self.basis = Some(kept.saved.revision);
        self.file.name = Some(kept.saved.name.to_string());
        self.name = Some(kept.saved.name.clone());
        self.unkept = !kept.left_out.is_empty();
        self.is_offered = false;
        kept.apply_references(&mut self.file);
    }

    /// It was given another name on the disk, which its text has by now as well.
    pub fn renamed(&mut self, name: DraftName, basis: Option<Revision>) {
        self.file.name = Some(name.to_string());
        self.name = Some(name);
        if let (Some(old), Some(new)) = (self.basis, basis) {
            self.session.replace_revision(old, new);
        }
        self.basis = basis;
    }

    /// Writes what is typed into a field. An empty text makes the value absent.
    pub fn type_into(&mut self, path: FieldPath, text: &str) {
        if self.file.draft.text(path).unwrap_or_default() == text {
            return;
        }
        if path.key == Key::TunnelCidr && self.typing != Some(path) {
            let before = self.file.draft.text(path).unwrap_or_default().to_owned();
            self.block_before = Some((path, before));
        }
        self.remember(path, true);
        if text.is_empty() {
            self.file.draft.remove(path);
        } else {
            self.file.draft.set(path, text);
        }
        self.file.origins.remove(&path);
        self.changed(&[path]);
    }

    /// Takes a typed key over. It goes to the disk sealed.
    pub fn type_key(&mut self, path: FieldPath, key: Secret) {
        let is_same = match self.file.draft.key(path) {
            Some((old, _)) => *old == key,
            None => key.is_empty() && !self.file.draft.is_key_unresolved(path),
        };
        if is_same {
            return;
        }
        self.remember(path, true);
        if key.is_empty() {
            self.file.remove(path);
        } else {
            self.file.type_key(path, key);
        }
        self.changed(&[path]);
    }

    /// Takes the keys that stand in the draft in plain out of it: the next save seals them (rule P-14).
    pub fn seal(&mut self) {
        let plain: Vec<(FieldPath, Secret)> = self
            .file
            .draft
            .present_paths()
            .filter_map(|path| match self.file.draft.key(path) {
                Some((key, KeyStorage::InDraft)) => Some((path, key.clone())),
                _ => None,
            })
            .collect();
        let Some((first, _)) = plain.first() else { return };
        self.pause_typing();
        self.remember(*first, false);
        let paths: Vec<FieldPath> = plain.iter().map(|(path, _)| *path).collect();
        for (path, key) in plain {
            self.file.type_key(path, key);
        }
        self.changed(&paths);
    }

    /// Shows a key that was kept sealed or elsewhere. That is no change.
    pub fn open_key(&mut self, path: FieldPath, key: Secret) {
        if self.file.draft.is_key_unresolved(path) {
            self.file.draft.set_key(path, key, KeyStorage::Elsewhere);
            self.invalidate_findings();
        }
    }

    /// Chooses a value.
    pub fn choose(&mut self, path: FieldPath, text: &str, origin: Origin) {
        self.pause_typing();
        if self.file.draft.text(path) == Some(text) {
            return;
        }
        self.remember(path, false);
        self.file.draft.set(path, text);
        self.set_origin(path, origin);
        self.follow_switch(path);
        self.changed(&[path]);
    }

    /// Makes a value absent.
    pub fn remove(&mut self, path: FieldPath) {
        self.pause_typing();
        if !self.file.draft.has(path) {
            return;
        }
        self.remember(path, false);
        self.file.remove(path);
        self.follow_switch(path);
        self.changed(&[path]);
    }

    /// Makes a change of several steps, which undo takes back at once.
    pub fn apply(&mut self, repair: &Repair, origin: Origin, random: &mut dyn Entropy) {
        let Some(at) = repair.edits.first().map(target) else { return };
        self.pause_typing();
        self.remember_at(at, false);
        let before = self.file.draft.clone();
        self.file.apply(repair, origin, random);
        for edit in &repair.edits {
            if let Some(path) = target(edit) {
                self.follow_switch(path);
            }
        }
        let after = &self.file.draft;
        let all: BTreeSet<FieldPath> =
            before.present_paths().chain(after.present_paths()).collect();
        let touched: Vec<FieldPath> =
            all.into_iter().filter(|path| !is_same(&before, after, *path)).collect();
        self.changed(&touched);
    }

    /// Adds an empty tag.
    pub fn add_tag(&mut self) -> FieldPath {
        let number = self.file.draft.tags() + 1;
        let path = FieldPath::tag(number, Key::TagKey);
        self.pause_typing();
        self.remember(path, false);
        self.file.draft.list_tags(number);
        self.changed(&[path]);
        path
    }

    /// Takes a tag out.
    pub fn remove_tag(&mut self, number: u16) {
        self.pause_typing();
        let repair = Repair { edits: vec![Edit::RemoveTag(number)] };
        self.apply(&repair, Origin::Typed, &mut |_: &mut [u8]| {});
    }

    /// Notes that a finding was seen and is lived with, or takes that back.
    pub fn acknowledge(&mut self, finding: &Finding) {
        self.pause_typing();
        self.remember_at(finding.fields.first().copied(), false);
        self.file.acknowledge(finding);
        self.revision += 1;
    }

    /// Whether a finding was seen and is lived with.
    pub fn is_acknowledged(&self, finding: &Finding) -> bool {
        self.file.is_acknowledged(finding)
    }

    /// The next letter begins a change of its own.
    pub fn pause_typing(&mut self) {
        self.typing = None;
    }

    /// A field was left: what is missing there may be said from now on.
    pub fn visit(&mut self, path: FieldPath) {
        self.visited.insert(path);
        self.pause_typing();
    }

    /// The person leaves a field. A list that was typed gets the commas that the service wants, whatever
    /// separates its items; and where another block was typed, its BGP address follows. The address, if it
    /// has changed.
    pub fn leave(&mut self, path: FieldPath) -> Option<String> {
        let is_list = catalogue::field(path.key).kind == FieldKind::Blocks;
        if is_list && self.typing == Some(path) {
            let tidy = normalize_list(self.draft().text(path).unwrap_or_default());
            self.type_into(path, &tidy);
        }
        self.visit(path);
        self.move_bgp_address(path)
    }

    /// Whether what is missing in a field may be said.
    pub fn was_visited(&self, path: FieldPath) -> bool {
        self.all_visited || self.visited.contains(&path)
    }

    fn set_origin(&mut self, path: FieldPath, origin: Origin) {
        if origin == Origin::Typed {
            self.file.origins.remove(&path);
        } else {
            self.file.origins.insert(path, origin);
        }
    }

    /// Values have changed: what was said of the old ones holds no more.
    fn changed(&mut self, paths: &[FieldPath]) {
        self.revision += 1;
        if self.objection.as_ref().is_some_and(|objection| paths.contains(&objection.path)) {
            self.objection = None;
        }
        self.file.forget_acknowledged(paths);
        self.invalidate_findings();
    }
}

/// Whether the same stands in a field of both, without opening a key.
fn is_same(one: &Draft, other: &Draft, path: FieldPath) -> bool {
    one.has(path) == other.has(path)
        && one.text(path) == other.text(path)
        && one.is_key_unresolved(path) == other.is_key_unresolved(path)
        && one.key(path) == other.key(path)
}

/// Where a step of a change is seen.
fn target(edit: &Edit) -> Option<FieldPath> {
    match edit {
        Edit::Set(path, _)
        | Edit::Remove(path)
        | Edit::Move(_, path)
        | Edit::Copy(_, path)
        | Edit::GenerateKey(path)
        | Edit::CleanKey(path) => Some(*path),
        Edit::Switch(_) | Edit::Tunnels(_) => None,
        Edit::RemoveTag(number) => Some(FieldPath::tag(*number, Key::TagKey)),
    }
}
