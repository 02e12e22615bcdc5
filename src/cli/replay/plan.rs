//! What a run is about to do: every draft loaded and judged, alone, by what earlier runs left, and among
//! the others.

use std::collections::{BTreeMap, BTreeSet};

use crate::connection::{Draft, FieldPath, Finding, Key, Realm, Rule, Severity};
use crate::drafts::Journal;
use crate::flow::Session;

use super::super::args::{Common, ReplayArgs};
use super::super::exit::Exit;
use super::super::load::{load, parse_allowed};
use super::super::output::Output;
use super::super::region::RegionChecker;
use super::collisions;
use super::consent::{print_warnings, warnings};
use super::keys::KeyCache;
use super::log::ReportLog;
use super::prepared::PreparedDraft;

/// What a run is about to do.
pub(super) struct RunPlan<'a> {
    pub(super) prepared: Vec<PreparedDraft>,
    pub(super) log: Option<ReportLog>,
    allowed: BTreeSet<Rule>,
    pub(super) fetched: KeyCache<'a>,
    /// What was printed of drafts that share something.
    collisions: Vec<Finding>,
}

impl<'a> RunPlan<'a> {
    /// Everything that can be known before anybody is asked.
    ///
    /// # Errors
    /// When an option itself is wrong, which was told; a wrong file is part of the plan.
    pub(super) fn load(
        common: &Common,
        args: &ReplayArgs,
        output: &'a Output,
    ) -> Result<Self, Exit> {
        let inputs = load(common, &args.drafts, output)?;
        let allowed = parse_allowed(&args.allow, output)?;
        let mut fetched = KeyCache::new(output);
        let mut prepared: Vec<PreparedDraft> = Vec::with_capacity(inputs.len());
        for input in inputs {
            if let Ok(input) = &input {
                input.keys.warn_of_open_identity(output);
            }
            let one = PreparedDraft::new(input, &allowed, args.dry_run, &mut fetched);
            prepared.push(one);
        }
        let log = args.report.as_deref().map(ReportLog::open).transpose();
        let log = log.map_err(|problem| output.usage(&problem))?;
        let mut plan = Self { prepared, log, allowed, fetched, collisions: Vec::new() };
        plan.judge_together(output);
        Ok(plan)
    }

    /// Asks the journal what it knows of each creation. `realm` tells whose connections a region's
    /// requests are about.
    pub(super) async fn consult(
        &mut self,
        journal: &Journal,
        again: bool,
        realm: impl AsyncFn(&str) -> Option<Realm>,
    ) {
        let mut known: BTreeMap<String, Option<Realm>> = BTreeMap::new();
        for one in &mut self.prepared {
            let PreparedDraft::Ready(ready) = one else { continue };
            let region = ready.region();
            if !known.contains_key(&region) {
                known.insert(region.clone(), realm(&region).await);
            }
            ready.realm = known.get(&region).cloned().flatten();
            if let Some(record) = ready.record(journal, again).filter(|_| !ready.is_dry_run()) {
                ready.prior = record.prior(ready.outline.connection(), &ready.plan());
            }
        }
    }

    /// Whether something is bound.
    pub(super) fn binds(&self, router: Option<&str>) -> bool {
        let mut ready = self.prepared.iter().filter_map(PreparedDraft::ready);
        ready.any(|one| router.or(one.router.as_deref()).is_some())
    }

    /// Whose connections this run is about.
    pub(super) fn realms(&self) -> BTreeSet<&Realm> {
        self.prepared.iter().filter_map(|one| one.ready()?.realm.as_ref()).collect()
    }

    fn judge_together(&mut self, output: &Output) {
        let Self { prepared, allowed, collisions, .. } = self;
        collisions::report_collisions(prepared, allowed, collisions, output);
        mark_own_names(prepared);
    }

    /// Looks up the regions, and judges every draft against what there is. What cannot work is set aside;
    /// warnings are printed, whether or not somebody will be asked.
    pub(super) async fn judge_regions(&mut self, session: &Session, output: &Output) {
        let mut regions = RegionChecker::new(session, output);
        let mut warnings = Vec::new();
        for one in &mut self.prepared {
            let PreparedDraft::Ready(ready) = one else { continue };
            let (errors, others): (Vec<_>, Vec<_>) = regions
                .region_findings(&ready.draft)
                .await
                .into_iter()
                .partition(|finding| finding.severity() == Severity::Error);
            let told = others.iter().filter(|finding| finding.severity() == Severity::Warning);
            warnings.extend(told.map(|finding| {
                let text = output.texts.finding(finding);
                output.texts.with_label(&ready.file, &format!("{} {text}", finding.rule.id()))
            }));
            let errors: Vec<Finding> =
                errors.into_iter().filter(|it| !self.allowed.contains(&it.rule)).collect();
            if !errors.is_empty() {
                let (file, draft) = (ready.file.clone(), ready.draft.clone());
                *one = PreparedDraft::Invalid { file, draft, errors };
            }
        }
        output.notes(&warnings, "replay-more-warnings");
    }

    /// Fetches the keys that are left, and judges everything again that has some.
    pub(super) fn fetch_keys(&mut self, output: &Output, prints_warnings: bool) {
        let mut any = false;
        for one in &mut self.prepared {
            let before = if prints_warnings { warnings(one) } else { Vec::new() };
            if !one.fetch_keys(&self.allowed, &mut self.fetched) {
                continue;
            }
            any = true;
            if prints_warnings {
                print_warnings(output, one, &before);
            }
        }
        if any {
            self.judge_together(output);
        }
    }
}

/// A connection is known by its name only while no other draft of this run carries the same one.
fn mark_own_names(prepared: &mut [PreparedDraft]) {
    let name = |draft: &Draft| {
        let text = |key| draft.text(FieldPath::connection(key)).unwrap_or_default();
        (text(Key::RegionId).to_owned(), text(Key::Name).to_owned())
    };
    let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (_, draft) in prepared.iter().filter_map(PreparedDraft::valid_draft) {
        *seen.entry(name(draft)).or_default() += 1;
    }
    for one in prepared {
        if let PreparedDraft::Ready(ready) = one {
            ready.name_is_its_own = seen.get(&name(&ready.draft)) == Some(&1);
        }
    }
}
