//! What the drafts of a run share and should not, before anything is sent (rule Q-10).

use std::collections::{BTreeMap, BTreeSet};

use crate::connection::find_collisions;
use crate::connection::{Finding, Rule};

use super::super::output::Output;
use super::prepared::PreparedDraft;

/// Warns of what several drafts share, and was not in `printed` before. Those that the service would refuse
/// for it are set aside as invalid, unless the rule was allowed.
pub(super) fn report_collisions(
    prepared: &mut [PreparedDraft],
    allowed: &BTreeSet<Rule>,
    printed: &mut Vec<Finding>,
    output: &Output,
) {
    let mut warnings = Vec::new();
    let mut errors: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
    {
        let sound = prepared.iter().enumerate();
        let sound: Vec<(usize, (&str, _))> =
            sound.filter_map(|(at, one)| Some((at, one.valid_draft()?))).collect();
        let drafts: Vec<_> = sound.iter().map(|(_, (_, draft))| *draft).collect();
        for collision in find_collisions(&drafts) {
            let finding = collision.finding(&drafts, |place| sound[place].1.0.to_owned());
            if !collision.shared.is_refused() {
                warnings.push(finding);
                continue;
            }
            for (place, path) in collision.drafts {
                let finding = Finding { fields: vec![path], ..finding.clone() };
                errors.entry(sound[place].0).or_default().push(finding);
            }
        }
    }
    warnings.retain(|warning| !printed.contains(warning));
    let told = |one: &Finding| format!("{} {}", one.rule.id(), output.texts.finding(one));
    output.notes(&warnings.iter().map(told).collect::<Vec<_>>(), "replay-more-collisions");
    printed.append(&mut warnings);
    for (at, errors) in errors {
        let PreparedDraft::Ready(ready) = &mut prepared[at] else { continue };
        if allowed.contains(&Rule::Q10) {
            ready.collides = true;
        } else {
            let (file, draft) = (ready.file.clone(), ready.draft.clone());
            prepared[at] = PreparedDraft::Invalid { file, draft, errors };
        }
    }
}
