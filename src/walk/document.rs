//! The draft a person is working on: its values with their origin, what the rules say about it, what
//! was seen and accepted, and the way back.
//!
//! Every change goes through here, so that undo knows it, the findings follow it, and the autosave
//! notices it. Pure: reads no clock and touches no file.

mod beside;
mod surroundings;
mod typing;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::connection::catalogue::Kind;
use crate::connection::key::Entropy;
use crate::connection::{
    Draft, Edit, FieldOwner, FieldPath, Finding, Key, KeyCustody, Mode, Origin, Repair, Rule,
    Secret, Severity, blocks_of, catalogue, check, conversion, convert_to_dual, convert_to_single,
    tidy_list,
};
use crate::drafts::store::{EditSession, Revision};
use crate::drafts::{DraftFile, DraftName};
use crate::explain::Explanation;
use crate::flow::Stored;

pub use surroundings::Beside;

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
pub struct Objection {
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
    /// What this session has written, so that autosaves share one version.
    pub session: EditSession,
    /// Whether it came from the disk, where somebody has seen to it before.
    pub was_kept: bool,
    /// What the rules say, once somebody has asked since the last change: of a run of keys only the last
    /// one is judged.
    findings: OnceCell<Vec<Finding>>,
    /// Which of them are too early to tell, while a field is being typed in.
    held: OnceCell<Vec<bool>>,
    held_for: Option<FieldPath>,
    beside: Arc<Beside>,
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
    objection: Option<Objection>,
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
            session: EditSession::default(),
            was_kept,
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
        }
    }

    /// A new draft of this mode with every value written out, each with its origin: what the modern
    /// preset has, and the defaults of the mode for the rest.
    pub fn fresh(mode: Mode, region: Option<&str>) -> Self {
        let mut document = Self::new(DraftFile::from(Draft::new(mode)), None, None);
        if let Some(region) = region {
            document.fill(FieldPath::own(Key::RegionId), region, Origin::Default);
        }
        document.fill_in();
        document
    }

    /// Writes out what a new draft of its mode has from the start, where nothing stands yet.
    fn fill_in(&mut self) {
        let mode = self.file.draft.mode();
        let places: &[FieldOwner] = match mode {
            Mode::Dual => &[FieldOwner::Tunnel(1), FieldOwner::Tunnel(2)],
            Mode::Single => &[FieldOwner::Connection],
        };
        if mode == Mode::Dual {
            self.file.draft.list_tunnels(2);
            for number in [1, 2] {
                let path = FieldPath::tunnel(number, Key::TunnelIndex);
                self.file.draft.set(path, number.to_string());
                self.file.origins.insert(path, Origin::Default);
            }
        }
        let modern = crate::connection::presets::presets().first();
        for place in places {
            for (key, value) in modern.into_iter().flat_map(|preset| preset.values()) {
                self.fill(FieldPath { owner: *place, key: *key }, value, Origin::Preset);
            }
        }
        // Without it a new tunnel looks dead until traffic comes (rule M-12).
        self.fill(FieldPath::own(Key::EffectImmediately), "true", Origin::Preset);
        self.fill_in_defaults();
        self.judge();
    }

    /// Writes out the default of every field that means something now, but for those that newer
    /// references do not list.
    fn fill_in_defaults(&mut self) {
        let mode = self.file.draft.mode();
        for field in catalogue::FIELDS {
            if matches!(field.key, Key::DryRun | Key::TunnelBandwidth)
                || (field.key == Key::AutoConfigRoute && mode == Mode::Dual)
            {
                continue;
            }
            let Some(default) = field.default.of(mode) else { continue };
            for path in self.file.draft.paths_of(field.key) {
                if self.file.draft.applies(path) {
                    self.fill(path, default, Origin::Default);
                }
            }
        }
    }

    /// A switch was turned: what it brings has its defaults, and what it takes away leaves none behind.
    fn follow_switch(&mut self, switch: FieldPath) {
        if !matches!(switch.key, Key::EnableTunnelsBgp | Key::EnableBgp | Key::HealthEnable) {
            return;
        }
        self.fill_in_defaults();
        let draft = &self.file.draft;
        let idle: Vec<FieldPath> = draft
            .present()
            .filter(|path| self.file.origins.get(path) == Some(&Origin::Default))
            .filter(|path| !draft.meets(catalogue::field(path.key).applies))
            .collect();
        for path in idle {
            self.file.remove(path);
        }
    }

    fn fill(&mut self, path: FieldPath, value: &str, origin: Origin) {
        let draft = &mut self.file.draft;
        if path.fits(draft.mode()) && !draft.has(path) {
            draft.set(path, value);
            self.file.origins.insert(path, origin);
        }
    }

    /// The file as it stands.
    pub fn file(&self) -> &DraftFile {
        &self.file
    }

    /// The request as typed.
    pub fn draft(&self) -> &Draft {
        &self.file.draft
    }

    /// Everything the rules say, gravest first; also what only the customer gateways tell.
    pub fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| {
            let mut found = check(&self.file.draft);
            found.extend(self.judge_beside());
            let mut found = self.with_free_blocks(found);
            found.sort_by_key(Finding::severity);
            found
        })
    }

    /// What the service objected to.
    pub fn objection(&self) -> Option<&Objection> {
        self.objection.as_ref()
    }

    /// Notes what the service objected to.
    pub fn object(&mut self, path: FieldPath, explanation: Explanation) {
        if path.key == Key::TunnelCidr {
            // Which of them is meant is not always said.
            self.refused.extend(blocks_of(&self.file.draft).iter().map(|block| block.net()));
        }
        self.objection = Some(Objection { path, explanation });
    }

    /// Where a value comes from; what is absent comes from nowhere.
    pub fn origin(&self, path: FieldPath) -> Option<Origin> {
        let here = self.file.draft.has(path);
        here.then(|| self.file.origins.get(&path).copied().unwrap_or(Origin::Typed))
    }

    /// Whether something was changed since the last save. A save may have left out a key all the same, see
    /// [`Document::is_kept`].
    pub fn is_unsaved(&self) -> bool {
        self.revision != self.saved
    }

    /// Whether all of it is on the disk: no change is missing there, and no key, as one that could not be
    /// sealed.
    pub fn is_kept(&self) -> bool {
        !self.is_unsaved() && !self.unkept
    }

    /// Tries once more to keep what could not be kept.
    pub fn keep_again(&mut self) {
        if self.unkept {
            self.revision += 1;
        }
    }

    /// Counts the changes.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// A save of the state with so many changes has ended well.
    pub fn saved(&mut self, revision: u64, kept: &Stored) {
        self.saved = self.saved.max(revision);
        self.basis = Some(kept.saved.revision);
        self.file.name = Some(kept.saved.name.to_string());
        self.name = Some(kept.saved.name.clone());
        self.unkept = !kept.left_out.is_empty();
        kept.take_over(&mut self.file);
    }

    /// It was given another name on the disk, which its text has by now as well.
    pub fn renamed(&mut self, name: DraftName, basis: Option<Revision>) {
        self.file.name = Some(name.to_string());
        self.name = Some(name);
        if let (Some(old), Some(new)) = (self.basis, basis) {
            self.session.follow(old, new);
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
            None => key.is_empty() && !self.file.draft.is_unopened(path),
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
            .present()
            .filter_map(|path| match self.file.draft.key(path) {
                Some((key, KeyCustody::InDraft)) => Some((path, key.clone())),
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

    /// Applies what is known to resolve a finding; whether anything is.
    pub fn repair(&mut self, finding: &Finding, random: &mut dyn Entropy) -> bool {
        match &finding.repair {
            _ if finding.rule == Rule::P14 => self.seal(),
            Some(repair) => self.apply(repair, Origin::Suggested, random),
            None => return false,
        }
        true
    }

    /// Whether something is known to resolve a finding.
    pub fn can_repair(finding: &Finding) -> bool {
        finding.repair.is_some() || finding.rule == Rule::P14
    }

    /// Shows a key that was kept sealed or elsewhere. That is no change.
    pub fn open_key(&mut self, path: FieldPath, key: Secret) {
        if self.file.draft.is_unopened(path) {
            self.file.draft.set_key(path, key, KeyCustody::Elsewhere);
            self.judge();
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
        self.note(path, origin);
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
        let all: BTreeSet<FieldPath> = before.present().chain(after.present()).collect();
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

    /// Carries over what fits into the other mode; the fields that have no place there, as far as a person
    /// filled them in.
    pub fn change_mode(&mut self, mode: Mode, random: &mut dyn Entropy) -> Vec<FieldPath> {
        let draft = self.draft();
        // What the walk itself had filled in is no loss.
        let is_loss = |path: &FieldPath| {
            let origin = self.origin(*path);
            matches!(
                origin,
                Some(Origin::Typed | Origin::Suggested | Origin::Imported | Origin::Device)
            )
        };
        let dropped = conversion(draft).dropped.into_iter().filter(is_loss).collect();
        let repair = match mode {
            Mode::Dual => convert_to_dual(draft),
            Mode::Single => convert_to_single(draft),
        };
        self.convert(&repair, random);
        dropped
    }

    /// Changes the mode, by the repair that carries over what fits.
    fn convert(&mut self, repair: &Repair, random: &mut dyn Entropy) {
        let before = self.file.origins.clone();
        self.apply(repair, Origin::Suggested, random);
        // A value that only changed its place comes from where it came from before.
        for edit in &repair.edits {
            if let Edit::Copy(from, to) | Edit::Move(from, to) = edit {
                self.note(*to, before.get(from).copied().unwrap_or_default());
            }
        }
        self.file.origins.retain(|path, _| self.file.draft.has(*path));
        self.visited.clear();
        self.fill_in();
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

    /// The last change is taken back; the field it was made in.
    pub fn undo(&mut self) -> Option<Option<FieldPath>> {
        let snapshot = self.past.pop()?;
        let at = snapshot.at;
        let now = self.swap(snapshot.file);
        self.future.push(Snapshot { file: now, at });
        Some(at)
    }

    /// What was taken back last is made again; the field it was made in.
    pub fn redo(&mut self) -> Option<Option<FieldPath>> {
        let snapshot = self.future.pop()?;
        let at = snapshot.at;
        let now = self.swap(snapshot.file);
        self.past.push(Snapshot { file: now, at });
        Some(at)
    }

    fn swap(&mut self, mut file: DraftFile) -> DraftFile {
        // A key that was sealed or opened since is the same key.
        for (path, reference, at) in &self.file.references {
            let is_same = file.draft.key(*path).map(|(key, _)| key)
                == self.file.draft.key(*path).map(|(key, _)| key);
            let is_there = file.references.iter().any(|(other, ..)| other == path);
            if is_same && file.draft.has(*path) && !is_there {
                file.references.push((*path, reference.clone(), *at));
            }
        }
        file.name.clone_from(&self.file.name);
        self.typing = None;
        self.objection = None;
        self.revision += 1;
        let before = std::mem::replace(&mut self.file, file);
        self.judge();
        before
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
        let is_list = catalogue::field(path.key).kind == Kind::Blocks;
        if is_list && self.typing == Some(path) {
            let tidy = tidy_list(self.draft().text(path).unwrap_or_default());
            self.type_into(path, &tidy);
        }
        self.visit(path);
        self.follow_block(path)
    }

    /// Whether what is missing in a field may be said.
    pub fn was_visited(&self, path: FieldPath) -> bool {
        self.all_visited || self.visited.contains(&path)
    }

    /// What the rules say of one field, gravest first.
    pub fn findings_at(&self, path: FieldPath) -> impl Iterator<Item = &Finding> {
        self.findings().iter().filter(move |finding| finding.fields.contains(&path))
    }

    /// While this field is being typed in, what typing on may resolve is not told.
    pub fn hold(&mut self, typed: Option<FieldPath>) {
        if self.held_for != typed {
            self.held_for = typed;
            self.held.take();
        }
    }

    fn held(&self) -> &[bool] {
        self.held.get_or_init(|| {
            let Some(path) = self.held_for else { return Vec::new() };
            let rules: BTreeSet<Rule> =
                self.findings_at(path).map(|finding| finding.rule).collect();
            if rules.is_empty() {
                return Vec::new();
            }
            let resolved = typing::may_resolve(&self.file.draft, path, &rules);
            let is_held = |finding: &Finding| {
                // What separates the items of a list is put right once the field is left.
                let is_resolved = resolved.contains(&finding.rule) || finding.rule == Rule::S04;
                finding.fields.contains(&path) && is_resolved
            };
            self.findings().iter().map(is_held).collect()
        })
    }

    /// Whether typing on in the field at hand may still resolve the finding, so that it is too early
    /// to speak.
    pub fn is_held(&self, finding: &Finding) -> bool {
        let at = self.findings().iter().position(|other| std::ptr::eq(other, finding));
        let is_typed = at.and_then(|at| self.held().get(at)).is_some_and(|held| *held);
        is_typed || self.is_of_unseen_tunnel(finding)
    }

    /// Whether a finding compares the first tunnel with one that nobody has been to yet: of course
    /// they differ while the first is being filled in.
    fn is_of_unseen_tunnel(&self, finding: &Finding) -> bool {
        let of = |number: u16| {
            let owner = FieldOwner::Tunnel(number);
            move |path: &FieldPath| path.owner == owner
        };
        let was_seen =
            self.was_kept || self.all_visited || self.is_reviewed || self.visited.iter().any(of(2));
        let compares = finding.fields.iter().any(of(1)) && finding.fields.iter().any(of(2));
        finding.severity() != Severity::Error && compares && !was_seen
    }

    /// Whether a finding is about the mode as a whole (M-05), whose choice is no field: it is told
    /// where the mode is chosen, and not at the field that the rule is bound to.
    pub fn is_of_mode(finding: &Finding) -> bool {
        finding.rule == Rule::M05
    }

    /// Whether a finding only says that something is not filled in yet.
    pub fn is_missing(&self, finding: &Finding) -> bool {
        finding.severity() == Severity::Error
            && finding.fields.first().is_some_and(|path| !self.file.draft.has(*path))
    }

    fn remember(&mut self, path: FieldPath, by_typing: bool) {
        self.remember_at(Some(path), by_typing);
    }

    fn remember_at(&mut self, at: Option<FieldPath>, by_typing: bool) {
        self.future.clear();
        if by_typing && at.is_some() && self.typing == at {
            return;
        }
        self.typing = if by_typing { at } else { None };
        self.past.push(Snapshot { file: self.file.clone(), at });
        if self.past.len() > MOST_UNDONE {
            self.past.remove(0);
        }
    }

    fn note(&mut self, path: FieldPath, origin: Origin) {
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
        self.judge();
    }

    /// What was said holds no more.
    fn judge(&mut self) {
        self.findings.take();
        self.held.take();
    }
}

/// Whether the same stands in a field of both, without opening a key.
fn is_same(one: &Draft, other: &Draft, path: FieldPath) -> bool {
    one.has(path) == other.has(path)
        && one.text(path) == other.text(path)
        && one.is_unopened(path) == other.is_unopened(path)
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
