//! Drafts are begun and opened, and their keys shown.

use super::pending::{DraftPosition, PendingAction};
use super::screen::Screen;
use super::state::App;
use crate::connection::{FieldPath, Key, Mode, Secret};
use crate::drafts::{DraftFile, DraftName};
use crate::flow::OpenedFile;
use crate::tui::document::Document;
use crate::tui::effect::{Effect, Ticket};
use crate::tui::rows::FormItem;
use crate::tui::screens::form::FormModel;
use crate::tui::screens::review::ReviewModel;
use crate::tui::steps::{WizardStep, step_of};

impl App {
    /// Begins a new draft, once the one at hand is kept.
    pub(in crate::tui) fn new_draft(&mut self, mode: Mode) -> Vec<Effect> {
        self.when_saved(PendingAction::Begin(mode))
    }

    pub(in crate::tui) fn new_draft_now(&mut self, mode: Mode) -> Vec<Effect> {
        // A draft that is still on its way here is not wanted any more.
        self.requests.draft = None;
        self.set_document(Document::fresh(mode, self.region.as_deref()));
        let mut effects = vec![Effect::CloseDraft];
        effects.extend(self.go(Screen::Step(WizardStep::Mode)));
        effects
    }

    /// Begins with a draft that was made of something else, once the one at hand is kept.
    pub(super) fn open_unsaved(&mut self, file: DraftFile) -> Vec<Effect> {
        self.when_saved(PendingAction::BeginWith(Box::new(file)))
    }

    pub(super) fn open_unsaved_now(&mut self, file: DraftFile) -> Vec<Effect> {
        self.requests.draft = None;
        self.set_document(Document::new_unsaved(file));
        let mut effects = vec![Effect::CloseDraft];
        effects.extend(self.run_after_open());
        effects.extend(self.read_device_again());
        effects.extend(self.save_soon());
        effects
    }

    /// Opens a draft of the store, once the one at hand is kept. The one at hand is only gone to.
    pub(in crate::tui) fn open(&mut self, name: DraftName, place: DraftPosition) -> Vec<Effect> {
        let here = self.document.as_ref().filter(|document| document.name.as_ref() == Some(&name));
        match here.map(|document| document.draft().mode()) {
            Some(mode) => self.go_to_place(place, mode),
            None => self.when_saved(PendingAction::Open(name, place)),
        }
    }

    pub(in crate::tui) fn load_draft(&mut self, name: DraftName, place: DraftPosition) -> Effect {
        let ticket = self.ticket();
        self.requests.draft = Some((ticket, place));
        Effect::OpenDraft(ticket, name)
    }

    pub(in crate::tui) fn draft_opened(
        &mut self,
        ticket: Ticket,
        result: Result<(DraftName, OpenedFile), String>,
    ) -> Vec<Effect> {
        let place = match self.requests.draft.take() {
            Some((awaited, place)) if awaited == ticket => place,
            // Something else was asked for since.
            other => {
                self.requests.draft = other;
                return Vec::new();
            }
        };
        let (name, OpenedFile { file, revision, locked_by, notes, .. }) = match result {
            Ok(opened) => opened,
            Err(why) => {
                // The draft of a bookmark may be gone; that is told at home and stops nothing.
                self.report_error(why);
                return Vec::new();
            }
        };
        let mode = file.draft.mode();
        let mut document = Document::new(file, Some(name), Some(revision));
        let path = FieldPath::connection(Key::RegionId);
        if let Some(region) = self.region.clone().filter(|_| !document.draft().has(path)) {
            document.prefill(path, &region);
        }
        self.set_document(document);
        for note in notes {
            self.report_error(note);
        }
        if let Some(holder) = locked_by {
            let text = self.texts.format("draft-locked", &[("holder", holder.into())]);
            self.show_text("draft-locked-title", text);
        }
        let mut effects = self.go_to_place(place, mode);
        effects.extend(self.run_after_open());
        effects.extend(self.read_device_again());
        effects
    }

    fn go_to_place(&mut self, place: DraftPosition, mode: Mode) -> Vec<Effect> {
        let (step, field) = place.unwrap_or_else(|| (WizardStep::Mode.word().to_owned(), None));
        let step = WizardStep::from_word(&step, mode).unwrap_or(WizardStep::Mode);
        let effects = self.go(Screen::Step(step));
        if let Some(path) = field.filter(|path| step_of(*path, mode) == step) {
            self.form.focus(step, FormItem::Field(path));
        }
        effects
    }

    /// Puts another draft on the table. What lay over the old one goes with it.
    fn set_document(&mut self, document: Document) {
        self.document_number += 1;
        self.document = Some(document);
        self.overlays.clear();
        self.requests.keys.clear();
        self.form = FormModel::default();
        self.gateways.reset_view();
        self.device.reset();
        self.review = ReviewModel::default();
        self.result = None;
        self.update_region_facts();
    }

    /// Asks for a key to be shown.
    pub(in crate::tui) fn open_key(&mut self, path: FieldPath) -> Option<Effect> {
        let file = Box::new(self.document.as_ref()?.file().clone());
        let ticket = self.ticket();
        let reference = file.key_reference(path).cloned();
        self.requests.keys.insert(ticket, (self.document_number, reference));
        Some(Effect::OpenKey(ticket, path, file))
    }

    pub(in crate::tui) fn key_opened(
        &mut self,
        ticket: Ticket,
        path: FieldPath,
        result: Result<Secret, String>,
    ) {
        let Some((number, reference)) = self.requests.keys.remove(&ticket) else { return };
        let Some(document) = self.document.as_mut().filter(|_| number == self.document_number)
        else {
            return;
        };
        // Another key may stand there by now.
        if document.file().key_reference(path) != reference.as_ref() {
            return;
        }
        match result {
            Ok(key) => {
                document.open_key(path, key);
                if self.screen != Screen::Step(WizardStep::Review) {
                    self.form.show_key(path, document);
                }
            }
            Err(why) => self.report_error(why),
        }
    }
}
