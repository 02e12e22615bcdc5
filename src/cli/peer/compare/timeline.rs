//! The differences for people, in the order in which they would be felt.

use crate::peer::{FailureStage, FieldComparison, FieldVerdict};
use crate::present::{difference_line, difference_reason, difference_time};

use super::super::super::output::{Output, Tone};
use super::compared::{ComparisonReport, repair_here};

/// Prints every difference under its moment, whichever tunnel it is about.
pub(super) fn print(output: &Output, compared: &[ComparisonReport<'_>]) {
    let mut all: Vec<(&ComparisonReport<'_>, &FieldComparison)> = compared
        .iter()
        .flat_map(|one| one.found.iter().map(move |found| (one, found)))
        .filter(|(_, found)| found.verdict == FieldVerdict::Differs)
        .collect();
    all.sort_by_key(|(one, found)| (found.when, found.after_s, one.number));
    if all.is_empty() {
        output.line(&output.texts.say("peer-timeline-none"));
    }
    let mut last = None;
    for (one, found) in all {
        let moment = (found.when, found.after_s);
        if last != Some(moment) {
            let tone = match found.when {
                FailureStage::Never => Tone::Bold,
                FailureStage::Failover => Tone::Warning,
                _ => Tone::Bad,
            };
            output.line(&output.paint(tone, &difference_time(&output.texts, found)));
            last = Some(moment);
        }
        entry(output, one, found);
    }
    let unknown = compared
        .iter()
        .flat_map(|one| &one.found)
        .filter(|found| found.verdict == FieldVerdict::Unknown)
        .map(|found| found.field);
    let mut unknown: Vec<&str> = unknown.collect();
    unknown.dedup();
    if !unknown.is_empty() {
        let fields = [("fields", unknown.join(", ").into())];
        output.line(&output.texts.format("peer-timeline-unknown", &fields));
    }
}

fn entry(output: &Output, one: &ComparisonReport<'_>, found: &FieldComparison) {
    output.paragraph(2, &difference_line(&output.texts, one.number, found));
    output.paragraph(4, &difference_reason(&output.texts, found));
    if let Some(repair) = repair_here(one, found) {
        output.paragraph(4, &output.texts.format("peer-timeline-here", &[("edit", repair.into())]));
    }
    if !found.repair_there.is_empty() {
        output.paragraph(4, &output.texts.say("peer-timeline-there"));
        for line in &found.repair_there {
            output.line(&format!("      {}", crate::text::printable(line)));
        }
    }
}
