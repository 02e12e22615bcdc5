//! What is wrong with a connection, and the change of its draft that repairs it.

use crate::connection::{ListStyle, Origin, Severity};
use crate::flow::{
    ChangeOrder, Diagnosis, DiagnosisFinding, DraftSource, FieldRepair, ServiceFailure,
};
use crate::present;
use crate::text::printable;

use super::effect::PlainEffect;
use super::model::{ConnectionChoice, PlainModel, PromptState};

impl PlainModel {
    /// Asks what is wrong with the connection at hand.
    pub(super) fn diagnose(&mut self) {
        let Some(at) = self.connection.clone() else { return };
        let file = self.document.as_ref().filter(|_| self.is_draft_of_connection());
        let source = match (file, self.draft_of_connection()) {
            (Some(document), _) => Some(DraftSource::AtHand(Box::new(document.file().clone()))),
            (None, Some(name)) => Some(DraftSource::Kept(name)),
            (None, None) => None,
        };
        self.awaited = PromptState::Nothing;
        self.push_effect(PlainEffect::Diagnose(at, source));
    }

    /// Reads what was found, and offers to change the field and to send the change.
    pub(super) fn diagnosed(&mut self, found: Result<Diagnosis, ServiceFailure>) {
        let found = match found {
            Ok(found) => found,
            Err(trouble) => return self.looked_at(Err(trouble)),
        };
        for (id, trouble) in
            [("diagnose-no-service", &found.no_diagnosis), ("diagnose-no-log", &found.no_log)]
        {
            if let Some(trouble) = trouble {
                self.say_text(id, &[("why", trouble.text.clone().into())]);
            }
        }
        if found.findings.is_empty() {
            self.say_text("diagnose-nothing", &[]);
        }
        for finding in &found.findings {
            self.say_diagnosis(finding);
        }
        let mut first = Vec::new();
        let has_draft = self.is_draft_of_connection();
        let grave = found.findings.iter().filter(|it| it.severity != Severity::Hint);
        for finding in grave.filter(|_| has_draft) {
            if let Some(repair) = &finding.repair {
                let args = [
                    ("field", self.texts.path_label(repair.field).into()),
                    ("value", printable(&repair.value).into_owned().into()),
                ];
                let label = self.texts.format("plain-repair-and-send", &args);
                first.push((ConnectionChoice::Repair(repair.clone()), label));
            }
            if let Some(path) = finding.field {
                let args = [("field", self.texts.path_label(path).into())];
                let label = self.texts.format("plain-go-to-field", &args);
                first.push((ConnectionChoice::Field(path), label));
            }
        }
        self.show_connection_menu(found.status.verdict(), first);
    }

    fn say_diagnosis(&mut self, finding: &DiagnosisFinding) {
        let id = self.connection.as_ref().map(|at| at.id.clone()).unwrap_or_default();
        let report = present::diagnosis(&self.texts, &id, finding);
        let mut head = self.texts.severity(finding.severity);
        if let Some(tunnel) = finding.tunnel {
            let tunnel = [("tunnel", u64::from(tunnel).into())];
            let tunnel = self.texts.format("diagnose-tunnel", &tunnel);
            head = self.texts.join(ListStyle::Words, [head, tunnel]);
        }
        self.say("");
        self.say(self.texts.with_label(&head, &report.meaning));
        if finding.here.is_some() || finding.there.is_some() {
            let unknown = || self.texts.say("diagnose-value-unknown");
            let here = finding.here.clone().unwrap_or_else(unknown);
            let there = finding.there.clone().unwrap_or_else(unknown);
            self.say_text("diagnose-values", &[("here", here.into()), ("there", there.into())]);
        }
        if let Some(field) = finding.field {
            let place = self.texts.parenthesized(&self.texts.path_label(field), &field.to_string());
            self.say_text("diagnose-field", &[("field", place.into())]);
        }
        let sides =
            [("diagnose-here", report.repair_here), ("diagnose-there", report.repair_there)];
        for (id, text) in sides {
            if let Some(text) = text {
                self.say_text(id, &[("text", text.into())]);
            }
        }
        for line in &finding.commands_there {
            self.say(format!("  {}", printable(line)));
        }
    }

    /// Changes the field of the draft, and asks whether to send that to the connection.
    pub(super) fn repair_and_send(&mut self, repair: &FieldRepair) {
        if let Some(document) = &mut self.document {
            document.choose(repair.field, &repair.value, Origin::Typed);
            document.leave(repair.field);
        }
        let field = self.texts.path_label(repair.field);
        let args = [("field", field.into()), ("value", repair.value.clone().into())];
        self.say_text("plain-suggested", &args);
        self.send_change();
    }

    /// Sends what the draft has different to the connection, once that was read.
    pub(super) fn send_change(&mut self) {
        let (Some(at), Some(document)) = (self.connection.clone(), &self.document) else { return };
        let source = DraftSource::AtHand(Box::new(document.file().clone()));
        self.awaited = PromptState::Nothing;
        self.push_effect(PlainEffect::PlanChange(Box::new(ChangeOrder::Modify(at, source))));
    }
}
