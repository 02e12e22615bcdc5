//! The findings that somebody has seen and lives with, as a draft file lists them.

use crate::connection::{FieldPath, Finding};

use super::draft_file::DraftFile;

impl DraftFile {
    /// Whether a finding was seen and is lived with.
    pub fn is_acknowledged(&self, finding: &Finding) -> bool {
        let word = word(finding);
        self.acknowledged.iter().any(|other| *other == word || *other == finding.rule.id())
    }

    /// Notes that a finding was seen and is lived with, or takes that back.
    pub fn acknowledge(&mut self, finding: &Finding) {
        let word = word(finding);
        if self.is_acknowledged(finding) {
            let rule = finding.rule.id();
            self.acknowledged.retain(|other| *other != word && other != rule);
        } else {
            self.acknowledged.push(word);
        }
    }

    /// These fields have changed: what was accepted there was about something else.
    pub fn forget_acknowledged(&mut self, paths: &[FieldPath]) {
        let names: Vec<String> = paths.iter().map(ToString::to_string).collect();
        self.acknowledged.retain(|word| {
            let Some((_, fields)) = word.split_once(' ') else { return true };
            !fields.split(',').any(|field| names.iter().any(|name| name == field))
        });
    }
}

/// How an accepted finding is written down: `C-24 TunnelOptionsSpecification.1.…,…`. It holds for these
/// fields and until one of them changes.
fn word(finding: &Finding) -> String {
    let fields: Vec<String> = finding.fields.iter().map(ToString::to_string).collect();
    format!("{} {}", finding.rule.id(), fields.join(","))
}
