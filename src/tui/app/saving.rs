//! How the draft at hand gets to the disk, and what has to wait until it is there.
//!
//! One save or rename of a draft is under way at a time, each building on the one before. Whatever
//! would take the draft off the table (another draft, sending it, leaving) waits and is done
//! once everything typed is kept, so that nothing is ever dropped because the disk was slow or full.

use std::collections::BTreeMap;

use super::pending::PendingAction;
use super::screen::Screen;
use super::state::App;
use crate::connection::{FieldPath, Key, Secret};
use crate::drafts::Bookmark;
use crate::drafts::DraftName;
use crate::drafts::store::Revision;
use crate::flow::{DraftSave, SubmitConsent, SubmitOrder, WorkspaceSave};
use crate::present;
use crate::tui::document::Document;
use crate::tui::effect::{Effect, SaveTicket, Ticket};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::prompt::PromptPurpose;
use crate::tui::overlays::question::Question;
use crate::tui::rows::FormItem;
use crate::tui::screens::sending::SendingModel;
use crate::tui::steps::WizardStep;
use crate::tui::theme::Role;

impl App {
    /// Keeps the draft after the pause that makes several changes one save.
    pub(in crate::tui) fn save_soon(&mut self) -> Option<Effect> {
        let unsaved = self.document.as_ref().is_some_and(Document::is_unsaved);
        if !unsaved || self.save_state.due.is_some() || self.save_state.is_busy() {
            return None;
        }
        let ticket = self.ticket();
        self.save_state.due = Some(ticket);
        Some(Effect::SaveSoon(ticket))
    }

    /// The pause is over.
    pub(in crate::tui) fn save_due(&mut self, ticket: Ticket) -> Vec<Effect> {
        if self.save_state.retry.take_if(|retry| *retry == ticket).is_some() {
            // What waits for the draft as it is goes first, and tries by itself.
            if self.save_state.is_busy() || self.save_state.pending.is_some() {
                return self.save_again().into_iter().collect();
            }
            if let Some(document) = &mut self.document {
                document.mark_unsaved();
            }
        } else if self.save_state.due.take_if(|due| *due == ticket).is_none() {
            return Vec::new();
        }
        self.save().into_iter().collect()
    }

    /// Tries once more after a while to keep what could not be kept, unless that is tried already: a disk has
    /// room again, or the identity that seals a key can be had by then.
    fn save_again(&mut self) -> Option<Effect> {
        if self.save_state.retry.is_some() || !self.is_unsaved() {
            return None;
        }
        let ticket = self.ticket();
        self.save_state.retry = Some(ticket);
        Some(Effect::RetrySave(ticket))
    }

    /// Keeps the draft at hand now, unless there is nothing to keep or a save is under way, after which
    /// the rest follows by itself.
    pub(in crate::tui) fn save(&mut self) -> Option<Effect> {
        if self.save_state.is_busy() {
            return None;
        }
        let document = self.document.as_ref()?;
        let wanted = self.save_state.wanted.as_ref().map(|(name, _)| name.clone());
        let is_new = document.basis.is_none();
        let is_wanted = is_new && wanted.is_some();
        if !document.is_unsaved() && !is_wanted {
            return None;
        }
        let name = match (&document.name, wanted) {
            (Some(name), _) if !is_new => name.clone(),
            (_, Some(wanted)) => wanted,
            (Some(name), None) => name.clone(),
            (None, None) => self.working_name(document)?,
        };
        let ticket = self.draft_state()?;
        let mut file = document.file().clone();
        file.name = Some(name.to_string());
        let (basis, session) = (document.basis, document.session.clone());
        self.save_state.saving = Some(ticket);
        let place = self.current_bookmark();
        let save = DraftSave { name, is_new, file, basis, session, place };
        Some(Effect::Save(ticket, Box::new(save)))
    }

    /// What a draft is called that nobody has named: like its connection, or untitled.
    pub(in crate::tui) fn working_name(&self, document: &Document) -> Option<DraftName> {
        let connection =
            document.draft().text(FieldPath::connection(Key::Name)).unwrap_or_default();
        DraftName::from_typed(connection)
            .or_else(|| DraftName::from_typed(&self.texts.say("untitled")))
    }

    /// A save has ended.
    pub(in crate::tui) fn saved(
        &mut self,
        ticket: SaveTicket,
        result: Result<WorkspaceSave, String>,
    ) -> Vec<Effect> {
        if self.save_state.saving == Some(ticket) {
            self.save_state.saving = None;
        }
        match result {
            Ok(kept) => self.save_succeeded(ticket, kept),
            Err(why) => self.save_failed(&why),
        }
    }

    fn save_succeeded(&mut self, ticket: SaveTicket, kept: WorkspaceSave) -> Vec<Effect> {
        let is_this = ticket.document == self.document_number;
        let Some(document) = self.document.as_mut().filter(|_| is_this) else {
            return self.continue_saving();
        };
        document.mark_saved(ticket.revision, &kept);
        if let Some((name, true)) = &self.save_state.wanted
            && *name == kept.saved.name
        {
            document.is_named = true;
        }
        if self.save_state.wanted.as_ref().is_some_and(|(name, _)| *name == kept.saved.name) {
            self.save_state.wanted = None;
        }
        if self.save_state.announce && !self.is_unsaved() {
            self.save_state.announce = false;
            self.notify("draft-saved", &[("name", kept.saved.name.to_string().into())]);
        }
        for remark in present::save_remarks(&self.texts, &kept.saved) {
            self.report_error(remark);
        }
        if let Some((path, why)) = kept.left_out.into_iter().next() {
            let args = [("field", self.texts.path_label(path).into()), ("why", why.into())];
            let text = self.texts.format("save-left-out", &args);
            self.set_notice(Role::Error, text);
        }
        let mut effects: Vec<Effect> = self.save_again().into_iter().collect();
        effects.extend(self.continue_saving());
        effects
    }

    fn save_failed(&mut self, why: &str) -> Vec<Effect> {
        let text = self.texts.format("save-failed", &[("why", why.to_owned().into())]);
        self.set_notice(Role::Error, text.clone());
        self.save_state.announce = false;
        match &self.save_state.pending {
            None => self.save_again().into_iter().collect(),
            Some(_) if self.save_state.terminating => self.end().into_iter().collect(),
            // What is sent is on the disk first: after a crash nobody could tell what it was.
            Some(PendingAction::Send { .. }) => {
                self.save_state.pending = None;
                self.sending = None;
                self.report_error(text);
                self.go(Screen::Step(WizardStep::Review))
            }
            Some(
                PendingAction::Open(..)
                | PendingAction::Begin(_)
                | PendingAction::BeginWith(_)
                | PendingAction::Quit,
            ) => {
                self.ask(Question::LeaveUnsaved);
                Vec::new()
            }
        }
    }

    /// Whether something typed is not on the disk.
    pub(in crate::tui) fn is_unsaved(&self) -> bool {
        self.document.as_ref().is_some_and(|document| !document.is_fully_saved())
    }

    /// Which state of which draft is at hand.
    pub(in crate::tui) fn draft_state(&self) -> Option<SaveTicket> {
        let revision = self.document.as_ref()?.revision();
        Some(SaveTicket { document: self.document_number, revision })
    }

    /// Wants something that the draft at hand has to be kept for.
    pub(in crate::tui) fn when_saved(&mut self, action: PendingAction) -> Vec<Effect> {
        self.cancel_unsent();
        self.save_state.pending = Some(action);
        self.continue_saving()
    }

    /// Stops what is being sent: at once as long as the draft is still being kept for it, and else as soon as
    /// that is safe.
    pub(in crate::tui) fn stop_sending(&mut self) -> Vec<Effect> {
        if self.cancel_unsent() {
            self.warn("submit-stopped", &[]);
            return self.go(Screen::Step(WizardStep::Review));
        }
        self.sending.as_mut().map(SendingModel::cancel).into_iter().collect()
    }

    /// Gives up a submission that still waits for the draft to be kept; whether there was one. A newer order
    /// takes its place, and nothing of it is sent later.
    pub(super) fn cancel_unsent(&mut self) -> bool {
        let waits = matches!(self.save_state.pending, Some(PendingAction::Send { .. }));
        if waits {
            self.save_state.pending = None;
            self.sending = None;
        }
        waits
    }

    /// Gives up what waits for the draft to be kept.
    pub(in crate::tui) fn cancel_pending(&mut self) {
        self.save_state.pending = None;
    }

    /// Does what waits though the draft could not be kept; the person said so.
    pub(in crate::tui) fn leave_unsaved(&mut self) -> Vec<Effect> {
        match self.save_state.pending.take() {
            Some(PendingAction::Quit) => self.end().into_iter().collect(),
            Some(action) => self.perform(action),
            None => Vec::new(),
        }
    }

    /// The next thing to do for the draft, or what waits once nothing is left.
    pub(in crate::tui) fn continue_saving(&mut self) -> Vec<Effect> {
        if self.save_state.is_busy() {
            return Vec::new();
        }
        let waits = self.save_state.pending.is_some();
        let unsaved = self.document.as_ref().is_some_and(Document::is_unsaved);
        if unsaved && !waits && self.save_state.wanted.is_none() {
            return self.save_soon().into_iter().collect();
        }
        if let Some(effect) = self.save() {
            return vec![effect];
        }
        if let Some(effect) = self.rename() {
            return vec![effect];
        }
        if self.would_lose() {
            self.ask_to_leave();
            return Vec::new();
        }
        match self.save_state.pending.take() {
            // What the service answers is taken note of first.
            Some(PendingAction::Quit) if self.sending.is_some() || self.is_changing() => {
                self.save_state.pending = Some(PendingAction::Quit);
                Vec::new()
            }
            Some(action) => self.perform(action),
            None => Vec::new(),
        }
    }

    /// Whether what waits would drop something that no save has kept. What is sent stays at hand, and before
    /// the wizard ends that was asked already.
    fn would_lose(&self) -> bool {
        let leaves = matches!(
            self.save_state.pending,
            Some(PendingAction::Open(..) | PendingAction::Begin(_) | PendingAction::BeginWith(_))
        );
        leaves && self.is_unsaved()
    }

    /// Asks whether to leave what is not kept, once.
    fn ask_to_leave(&mut self) {
        let question = Question::LeaveUnsaved;
        let is_asked = |overlay: &Overlay| matches!(overlay, Overlay::Question(ask) if ask.question == question);
        if !self.overlays.iter().any(is_asked) {
            self.ask(question);
        }
    }

    fn perform(&mut self, action: PendingAction) -> Vec<Effect> {
        match action {
            PendingAction::Open(name, place) => vec![self.load_draft(name, place)],
            PendingAction::Begin(mode) => self.new_draft_now(mode),
            PendingAction::BeginWith(file) => self.open_unsaved_now(*file),
            PendingAction::Send { agreed, state, asked } => self.send_pending(agreed, state, asked),
            PendingAction::Quit => {
                let mut effects = vec![self.save_bookmark()];
                effects.extend(self.end());
                effects
            }
        }
    }

    fn send_pending(
        &mut self,
        agreed: SubmitConsent,
        state: SaveTicket,
        asked: BTreeMap<FieldPath, Secret>,
    ) -> Vec<Effect> {
        let is_agreed = self.draft_state() == Some(state);
        let (Some(document), Some(sending)) = (&self.document, &self.sending) else {
            return Vec::new();
        };
        if !is_agreed {
            // The yes was about the draft as it stood there, with the programs it named.
            self.sending = None;
            self.warn("submit-changed", &[]);
            return self.go(Screen::Step(WizardStep::Review));
        }
        let file = Box::new(document.file().clone());
        let order = SubmitOrder { file, name: document.name.clone(), agreed, asked };
        vec![Effect::Submit(sending.ticket, Box::new(order))]
    }

    fn rename(&mut self) -> Option<Effect> {
        let (wanted, _) = self.save_state.wanted.clone()?;
        let document = self.document.as_ref()?;
        let name = document.name.clone()?;
        if name == wanted {
            let by_person = self.save_state.wanted.take().is_some_and(|(_, by_person)| by_person);
            if let Some(document) = &mut self.document {
                document.is_named |= by_person;
            }
            return None;
        }
        self.save_state.renaming = Some((name.clone(), wanted.clone()));
        Some(Effect::Rename(name, wanted))
    }

    /// The draft at hand goes by another name now.
    pub(in crate::tui) fn renamed(
        &mut self,
        from: &DraftName,
        to: &DraftName,
        basis: Option<Revision>,
    ) {
        let Some(document) = self.document.as_mut() else { return };
        if document.name.as_ref() != Some(from) {
            return;
        }
        document.renamed(to.clone(), basis);
        if let Some((_, by_person)) = self.save_state.wanted.take() {
            document.is_named |= by_person;
        }
    }

    /// A rename has ended; whether it was one of the draft at hand that nobody asked for.
    pub(in crate::tui) fn rename_ended(
        &mut self,
        from: &DraftName,
        to: &DraftName,
        failed: bool,
    ) -> bool {
        let is_it = |(old, new): &mut (DraftName, DraftName)| old == from && new == to;
        let was_renaming = self.save_state.renaming.take_if(is_it).is_some();
        let by_person = self.save_state.wanted.as_ref().is_some_and(|(_, by_person)| *by_person);
        if was_renaming && failed {
            self.save_state.wanted = None;
        }
        was_renaming && !by_person
    }

    /// A person, or its connection, gives the draft at hand a name.
    pub(in crate::tui) fn name_document(
        &mut self,
        name: DraftName,
        by_person: bool,
    ) -> Vec<Effect> {
        self.save_state.wanted = Some((name, by_person));
        self.save_state.announce |= by_person;
        self.continue_saving()
    }

    /// A draft that nobody has named goes by the name of its connection, once it has one.
    pub(in crate::tui) fn name_after_connection(&mut self) -> Vec<Effect> {
        let Some(document) = self.document.as_ref().filter(|document| !document.is_named) else {
            return Vec::new();
        };
        let connection =
            document.draft().text(FieldPath::connection(Key::Name)).unwrap_or_default();
        let (Some(name), Some(old)) = (DraftName::from_typed(connection), &document.name) else {
            return Vec::new();
        };
        let taken = self.home.has_draft(&name);
        if taken || *old == name { Vec::new() } else { self.name_document(name, false) }
    }

    /// Keeps the draft, and asks for a name if nobody has given it one.
    pub(in crate::tui) fn save_named(&mut self) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        if !document.is_named {
            let suggested = self.working_name(document).map(|name| name.to_string());
            self.prompt(PromptPurpose::SaveAs, &suggested.unwrap_or_default());
            return self.save().into_iter().collect();
        }
        if self.is_unsaved() {
            self.save_state.announce = true;
            if let Some(document) = &mut self.document {
                document.mark_unsaved();
            }
            return self.save().into_iter().collect();
        }
        let name = document.name.as_ref().map(ToString::to_string).unwrap_or_default();
        self.notify("draft-saved", &[("name", name.into())]);
        Vec::new()
    }

    /// Where the wizard is, for the next start.
    pub(in crate::tui) fn save_bookmark(&self) -> Effect {
        Effect::SaveBookmark(self.current_bookmark())
    }

    fn current_bookmark(&self) -> Bookmark {
        let open = self.overlays.iter().find_map(|overlay| match overlay {
            Overlay::Gateway(form) => Some(form),
            _ => None,
        });
        let gateway = open.or(self.gateways.unfinished.as_ref()).and_then(|form| form.notes());
        let mut bookmark = Bookmark { gateway, ..Bookmark::default() };
        if let (Screen::Step(step), Some(document)) = (self.screen, &self.document) {
            bookmark.draft.clone_from(&document.name);
            bookmark.step = Some(step.word().to_owned());
            bookmark.field = match self.form.focused(self.screen) {
                Some(FormItem::Field(path)) => Some(path),
                _ => None,
            };
        }
        bookmark
    }
}
