//! What the rules say of the draft under work, and what of it may be told already.

use std::collections::BTreeSet;

use crate::connection::key::Entropy;
use crate::connection::{FieldOwner, FieldPath, Finding, Origin, Rule, Severity, check};

use super::{Document, typing};

impl Document {
    /// Everything the rules say, gravest first; also what only the customer gateways tell.
    pub fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| {
            let mut found = check(&self.file.draft);
            found.extend(self.context_findings());
            found.extend(self.device_findings());
            let mut found = self.with_free_blocks(found);
            found.sort_by_key(Finding::severity);
            found
        })
    }

    /// What the rules say of one field, gravest first.
    pub fn findings_at(&self, path: FieldPath) -> impl Iterator<Item = &Finding> {
        self.findings().iter().filter(move |finding| finding.fields.contains(&path))
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

    /// While this field is being typed in, what typing on may resolve is not told.
    pub fn set_typing_field(&mut self, typed: Option<FieldPath>) {
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
    pub fn is_deferred(&self, finding: &Finding) -> bool {
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
        let was_seen = self.was_loaded
            || self.all_visited
            || self.is_reviewed
            || self.visited.iter().any(of(2));
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

    /// What was said holds no more.
    pub(super) fn invalidate_findings(&mut self) {
        self.findings.take();
        self.held.take();
        self.compared.take();
    }
}
