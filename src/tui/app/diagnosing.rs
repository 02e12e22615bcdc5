//! What is wrong with a connection is found out, and repaired in its draft.

use super::pending::AfterOpen;
use super::screen::Screen;
use super::state::App;
use crate::connection::{FieldPath, Mode, Origin};
use crate::drafts::DraftFile;
use crate::flow::{ConnectionRef, Diagnosis, DiagnosisFinding, FieldRepair, ServiceFailure};
use crate::text::printable;
use crate::tui::effect::{Effect, Ticket};
use crate::tui::screens::watch::WatchModel;
use crate::tui::steps::{WizardStep, step_of, steps};

impl App {
    /// Finds out what is wrong with a connection. Whoever asked for it sees the answer.
    pub(in crate::tui) fn diagnose(&mut self, at: &ConnectionRef, by_person: bool) -> Vec<Effect> {
        if !self.is_signed_in() {
            return Vec::new();
        }
        let draft = self.draft_of(at);
        let ticket = self.ticket();
        let mut effects = self.start_watch(at);
        let diagnosis = &mut self.watches.entry(at, None).diagnosis;
        diagnosis.by_person |= by_person;
        let is_asked = diagnosis.asked.is_some();
        if !is_asked {
            diagnosis.asked = Some(ticket);
            effects.push(Effect::Diagnose(ticket, at.clone(), draft));
        }
        if by_person {
            effects.extend(self.show_connection(at.clone(), Screen::Diagnosis));
        }
        effects
    }

    /// What is wrong with a connection was found out. A fault that is new is shown to whoever watches it.
    pub(in crate::tui) fn diagnosed(
        &mut self,
        ticket: Ticket,
        result: Result<Diagnosis, ServiceFailure>,
    ) -> Vec<Effect> {
        let now = self.now;
        let failed = result.as_ref().err().map(|trouble| self.explained(trouble));
        let Some(watch) = self.watches.diagnosed_as(ticket) else { return Vec::new() };
        let at = watch.at.clone();
        let diagnosis = &mut watch.diagnosis;
        diagnosis.asked = None;
        let by_person = std::mem::take(&mut diagnosis.by_person);
        match (result, failed) {
            (Ok(found), _) => diagnosis.set_result(found, now),
            // What nobody has asked for is tried again by itself.
            (Err(_), failed) if by_person => diagnosis.failed = failed,
            (Err(_), _) => return Vec::new(),
        }
        let is_new = diagnosis.has_new_fault();
        let is_seen = self.screen == Screen::Watch
            && self.watches.here.as_ref() == Some(&at)
            && self.overlays.is_empty();
        if is_new && is_seen && !by_person {
            self.notify("diagnosis-opened", &[]);
            return self.go(Screen::Diagnosis);
        }
        Vec::new()
    }

    /// The connection whose diagnosis counts for the draft at hand.
    pub(in crate::tui) fn diagnosed_connection(&self) -> Option<&WatchModel> {
        let at = self.connection_of_document()?;
        self.watches.get(&at).filter(|watch| watch.diagnosis.found.is_some())
    }

    /// What a diagnosis found about a field of the draft at hand.
    pub(in crate::tui) fn diagnosed_at(&self, field: FieldPath) -> Option<&DiagnosisFinding> {
        self.diagnosed_connection()?.diagnosis.at_field(field)
    }

    /// Enter on a finding: to its field in the draft.
    pub(in crate::tui) fn go_to_finding(&mut self) -> Vec<Effect> {
        let Some(watch) = self.watches.current() else { return Vec::new() };
        let at = watch.at.clone();
        match watch.diagnosis.chosen().and_then(|finding| finding.field) {
            Some(field) => self.with_draft_of(&at, AfterOpen::Go(field)),
            None => {
                self.warn("diagnosis-no-field", &[]);
                Vec::new()
            }
        }
    }

    /// Repairs the chosen finding in the draft.
    pub(in crate::tui) fn repair_finding(&mut self) -> Vec<Effect> {
        let Some(watch) = self.watches.current() else { return Vec::new() };
        let at = watch.at.clone();
        match watch.diagnosis.chosen().and_then(|finding| finding.repair.clone()) {
            Some(repair) => self.with_draft_of(&at, AfterOpen::Repair(repair)),
            None => {
                self.warn("diagnosis-no-repair", &[]);
                Vec::new()
            }
        }
    }

    /// Takes a connection as it is over into a draft, to be worked on.
    pub(super) fn open_connection(&mut self, at: ConnectionRef) -> Vec<Effect> {
        if !self.is_signed_in() {
            self.warn("account-out", &[]);
            return Vec::new();
        }
        self.notify("connection-opening", &[]);
        self.import(at, AfterOpen::Edit)
    }

    /// Does something with the draft of a connection: the one at hand, the kept one, or else one that is made
    /// of the connection as it is.
    fn with_draft_of(&mut self, at: &ConnectionRef, then: AfterOpen) -> Vec<Effect> {
        if self.is_draft_of(at) {
            return self.apply_after_open(at, then);
        }
        match self.kept_draft_of(at) {
            Some(name)
                if self.document.as_ref().is_some_and(|one| one.name.as_ref() == Some(&name)) =>
            {
                // It has created another connection since.
                self.requests.document_connection = Some((self.document_number, at.clone()));
                self.apply_after_open(at, then)
            }
            Some(name) => {
                let effects = self.open(name, None);
                self.requests.after_open = Some((at.clone(), then));
                effects
            }
            None => self.import(at.clone(), then),
        }
    }

    fn import(&mut self, at: ConnectionRef, then: AfterOpen) -> Vec<Effect> {
        let ticket = self.ticket();
        self.requests.import = Some((ticket, at.clone(), then));
        vec![Effect::ImportConnection(ticket, at)]
    }

    /// A draft was made of a connection as it is.
    pub(in crate::tui) fn connection_imported(
        &mut self,
        ticket: Ticket,
        result: Result<DraftFile, ServiceFailure>,
    ) -> Vec<Effect> {
        let Some((_, at, then)) = self.requests.import.take_if(|(asked, ..)| *asked == ticket)
        else {
            return Vec::new();
        };
        match result {
            Ok(file) => {
                self.watches.entry(&at, None).sent = Some(Box::new(file.draft.clone()));
                self.requests.after_open = Some((at, then));
                self.open_unsaved(file)
            }
            Err(trouble) => {
                let text = self.explained(&trouble);
                self.report_error(text);
                Vec::new()
            }
        }
    }

    /// A draft is at hand: if it is the one that was waited for, what was wanted with it is done.
    pub(super) fn run_after_open(&mut self) -> Vec<Effect> {
        let Some((at, then)) = self.requests.after_open.take() else { return Vec::new() };
        let name = self.document.as_ref().and_then(|document| document.name.clone());
        // One that was made of the connection has no name yet.
        if name.is_some() && name != self.kept_draft_of(&at) {
            return Vec::new();
        }
        self.requests.document_connection = Some((self.document_number, at.clone()));
        self.apply_after_open(&at, then)
    }

    fn apply_after_open(&mut self, at: &ConnectionRef, then: AfterOpen) -> Vec<Effect> {
        let mode = self.document.as_ref().map(|document| document.draft().mode());
        match then {
            AfterOpen::Go(field) => {
                let effects = self.go_to(field);
                // Where Esc leads from there.
                self.requests.returns_to =
                    Some((step_of(field, mode.unwrap_or_default()), at.clone()));
                effects
            }
            AfterOpen::Repair(repair) => {
                self.apply_diagnosed(&repair);
                self.watches.here = Some(at.clone());
                self.go(Screen::Diagnosis)
            }
            AfterOpen::Edit => self.go(Screen::Step(first_step(mode))),
        }
    }

    /// Writes the device's value into the draft.
    pub(in crate::tui) fn apply_diagnosed(&mut self, repair: &FieldRepair) {
        let place = self.texts.path_label(repair.field);
        let Some(document) = &mut self.document else { return };
        document.choose(repair.field, &repair.value, Origin::Device);
        document.visit(repair.field);
        let value = printable(&repair.value).into_owned();
        self.notify("diagnosis-applied", &[("field", place.into()), ("value", value.into())]);
    }

    /// Whether the draft at hand has the repair of a finding already.
    pub(in crate::tui) fn is_repaired(&self, finding: &DiagnosisFinding) -> bool {
        let Some(watch) = self.watches.current() else { return false };
        let repair = finding.repair.as_ref().filter(|_| self.is_draft_of(&watch.at));
        repair.is_some_and(|repair| {
            let value = self.document.as_ref().and_then(|one| one.draft().text(repair.field));
            value == Some(repair.value.as_str())
        })
    }

    /// What stands in a field of the draft of the connection that is seen, if that draft is at hand.
    pub(in crate::tui) fn draft_value(&self, field: FieldPath) -> Option<String> {
        let watch = self.watches.current()?;
        let document = self.document.as_ref().filter(|_| self.is_draft_of(&watch.at))?;
        document.draft().text(field).map(|text| printable(text).into_owned())
    }

    /// Back from a field that was come to from a diagnosis, if it was.
    pub(in crate::tui) fn return_to_diagnosis(&mut self) -> Option<Vec<Effect>> {
        let (step, at) = self.requests.returns_to.take()?;
        if self.screen != Screen::Step(step) {
            return None;
        }
        // Whoever leaves the connection then comes to where it was come from first.
        self.watches.here = Some(at);
        Some(self.go(Screen::Diagnosis))
    }
}

/// Where a draft is worked on first: its mode stays what the connection's is.
fn first_step(mode: Option<Mode>) -> WizardStep {
    let all = steps(mode.unwrap_or_default());
    let connection = all.iter().copied().find(|step| *step == WizardStep::Connection);
    connection.unwrap_or(WizardStep::Mode)
}
