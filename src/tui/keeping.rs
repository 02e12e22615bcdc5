//! How the draft at hand gets to the disk, and what has to wait until it is there.
//!
//! One save or rename of a draft is under way at a time, each building on the one before. Whatever
//! would take the draft off the table (another draft, sending it, leaving) is a wish that is granted
//! once everything typed is kept, so that nothing is ever dropped because the disk was slow or full.

use std::collections::BTreeMap;

use crate::connection::{FieldPath, Key, Mode, Secret};
use crate::drafts::Bookmark;
use crate::drafts::DraftName;
use crate::drafts::store::{Revision, SaveOutcome};

use crate::flow::Stored;

use super::app::{App, Notice, Screen};
use super::document::Document;
use super::msg::{Effect, Save, SaveTicket, SubmitOrder, Ticket};
use super::overlays::{Overlay, ask};
use super::screens::sending;
use super::steps::FormItem;
use super::theme::Role;

/// Where a draft is opened: the word of a step, and a field there.
pub type DraftPosition = Option<(String, Option<FieldPath>)>;

/// What waits until the draft at hand is kept.
#[derive(Debug)]
pub enum PendingAction {
    /// Another draft is opened.
    Open(DraftName, DraftPosition),
    /// A new draft is begun.
    Begin(Mode),
    /// The draft is sent.
    Send {
        /// Whether the service only checks it.
        dry_run: bool,
        /// Whether another connection is wanted where it has created one.
        again: bool,
        /// The keys that were asked for.
        asked: BTreeMap<FieldPath, Secret>,
    },
    /// The wizard ends.
    Quit,
}

/// What is under way.
#[derive(Debug, Default)]
pub struct Keeping {
    due: Option<Ticket>,
    saving: Option<SaveTicket>,
    renaming: bool,
    /// What the draft shall be called, and whether a person said so.
    wanted: Option<(DraftName, bool)>,
    wish: Option<PendingAction>,
    /// Whether it shall be told that the draft is on the disk.
    tell: bool,
    /// Nobody can be asked any more.
    terminating: bool,
    ended: bool,
}

impl Keeping {
    fn is_busy(&self) -> bool {
        self.saving.is_some() || self.renaming
    }

    /// Whether the wizard is about to end.
    pub fn is_quitting(&self) -> bool {
        self.ended || matches!(self.wish, Some(PendingAction::Quit))
    }
}

impl App {
    /// Keeps the draft after the pause that makes several changes one save.
    pub(super) fn save_soon(&mut self) -> Option<Effect> {
        let unsaved = self.document.as_ref().is_some_and(Document::is_unsaved);
        if !unsaved || self.keeping.due.is_some() || self.keeping.is_busy() {
            return None;
        }
        let ticket = self.ticket();
        self.keeping.due = Some(ticket);
        Some(Effect::SaveSoon(ticket))
    }

    /// The pause is over.
    pub(super) fn save_due(&mut self, ticket: Ticket) -> Vec<Effect> {
        if self.keeping.due != Some(ticket) {
            return Vec::new();
        }
        self.keeping.due = None;
        self.save().into_iter().collect()
    }

    /// Keeps the draft at hand now, unless there is nothing to keep or a save is under way, after which
    /// the rest follows by itself.
    pub(super) fn save(&mut self) -> Option<Effect> {
        if self.keeping.is_busy() {
            return None;
        }
        let document = self.document.as_ref()?;
        let wanted = self.keeping.wanted.as_ref().map(|(name, _)| name.clone());
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
        let ticket = SaveTicket { document: self.document_number, revision: document.revision() };
        let mut file = Box::new(document.file().clone());
        file.name = Some(name.to_string());
        let (basis, session) = (document.basis, document.session.clone());
        self.keeping.saving = Some(ticket);
        let place = self.place();
        Some(Effect::Save(Save { ticket, name, is_new, file, basis, session, place }))
    }

    /// What a draft is called that nobody has named: like its connection, or untitled.
    pub(super) fn working_name(&self, document: &Document) -> Option<DraftName> {
        let connection = document.draft().text(FieldPath::own(Key::Name)).unwrap_or_default();
        DraftName::from_typed(connection)
            .or_else(|| DraftName::from_typed(&self.texts.say("untitled")))
    }

    /// A save has ended.
    pub(super) fn saved(
        &mut self,
        ticket: SaveTicket,
        result: Result<Stored, String>,
    ) -> Vec<Effect> {
        if self.keeping.saving == Some(ticket) {
            self.keeping.saving = None;
        }
        match result {
            Ok(kept) => self.is_kept(ticket, kept),
            Err(why) => self.is_not_kept(&why),
        }
    }

    fn is_kept(&mut self, ticket: SaveTicket, kept: Stored) -> Vec<Effect> {
        let is_this = ticket.document == self.document_number;
        let Some(document) = self.document.as_mut().filter(|_| is_this) else {
            return self.advance();
        };
        document.saved(ticket.revision, &kept);
        if let Some((name, true)) = &self.keeping.wanted
            && *name == kept.saved.name
        {
            document.is_named = true;
        }
        if self.keeping.wanted.as_ref().is_some_and(|(name, _)| *name == kept.saved.name) {
            self.keeping.wanted = None;
        }
        if self.keeping.tell && !self.is_unsaved() {
            self.keeping.tell = false;
            self.tell("draft-saved", &[("name", kept.saved.name.to_string().into())]);
        }
        if kept.saved.outcome == SaveOutcome::Conflict {
            let args = [("name", kept.saved.name.to_string().into())];
            let text = self.texts.say_with("save-conflict", &args);
            self.complain(text);
        }
        if let Some((path, why)) = kept.left_out.into_iter().next() {
            let args = [("field", self.texts.place(path).into()), ("why", why.into())];
            let text = self.texts.say_with("save-left-out", &args);
            self.notice = Some(Notice { role: Role::Error, text });
        }
        self.advance()
    }

    fn is_not_kept(&mut self, why: &str) -> Vec<Effect> {
        let text = self.texts.say_with("save-failed", &[("why", why.to_owned().into())]);
        self.notice = Some(Notice { role: Role::Error, text: text.clone() });
        self.keeping.tell = false;
        match &self.keeping.wish {
            None => Vec::new(),
            Some(_) if self.keeping.terminating => self.end().into_iter().collect(),
            // What is sent is on the disk first: after a crash nobody could tell what it was.
            Some(PendingAction::Send { .. }) => {
                self.keeping.wish = None;
                self.sending = None;
                self.complain(text);
                self.go(Screen::Step(super::steps::WizardStep::Review))
            }
            Some(PendingAction::Open(..) | PendingAction::Begin(_) | PendingAction::Quit) => {
                self.overlays.push(Overlay::Ask(ask::Ask::new(ask::Question::LeaveUnsaved)));
                Vec::new()
            }
        }
    }

    /// Whether something typed is not on the disk.
    pub(super) fn is_unsaved(&self) -> bool {
        self.document
            .as_ref()
            .is_some_and(|document| document.is_unsaved() || document.has_unkept_keys())
    }

    /// Wants something that the draft at hand has to be kept for.
    pub(super) fn wish(&mut self, wish: PendingAction) -> Vec<Effect> {
        self.keeping.wish = Some(wish);
        self.advance()
    }

    /// Gives up what waits for the draft to be kept.
    pub(super) fn stay(&mut self) {
        self.keeping.wish = None;
    }

    /// Grants the wish though the draft could not be kept; the person said so.
    pub(super) fn leave_unsaved(&mut self) -> Vec<Effect> {
        match self.keeping.wish.take() {
            Some(PendingAction::Quit) => self.end().into_iter().collect(),
            Some(wish) => self.grant(wish),
            None => Vec::new(),
        }
    }

    /// The next thing to do for the draft, or the wish once nothing is left.
    pub(super) fn advance(&mut self) -> Vec<Effect> {
        if self.keeping.is_busy() {
            return Vec::new();
        }
        let waits = self.keeping.wish.is_some();
        let unsaved = self.document.as_ref().is_some_and(Document::is_unsaved);
        if unsaved && !waits && self.keeping.wanted.is_none() {
            return self.save_soon().into_iter().collect();
        }
        if let Some(effect) = self.save() {
            return vec![effect];
        }
        if let Some(effect) = self.rename() {
            return vec![effect];
        }
        match self.keeping.wish.take() {
            // What the service answers is taken note of first.
            Some(PendingAction::Quit) if self.sending.is_some() => {
                self.keeping.wish = Some(PendingAction::Quit);
                Vec::new()
            }
            Some(wish) => self.grant(wish),
            None => Vec::new(),
        }
    }

    fn grant(&mut self, wish: PendingAction) -> Vec<Effect> {
        match wish {
            PendingAction::Open(name, place) => vec![self.ask_for(name, place)],
            PendingAction::Begin(mode) => self.begin_now(mode),
            PendingAction::Send { dry_run, again, asked } => self.order(dry_run, again, asked),
            PendingAction::Quit => {
                let mut effects = vec![self.mark()];
                effects.extend(self.end());
                effects
            }
        }
    }

    fn order(
        &mut self,
        dry_run: bool,
        again: bool,
        asked: BTreeMap<FieldPath, Secret>,
    ) -> Vec<Effect> {
        let (Some(document), Some(sending)) = (&self.document, &self.sending) else {
            return Vec::new();
        };
        let file = Box::new(document.file().clone());
        let order = SubmitOrder { file, name: document.name.clone(), dry_run, again, asked };
        vec![Effect::Submit(sending.ticket, Box::new(order))]
    }

    fn rename(&mut self) -> Option<Effect> {
        let (wanted, _) = self.keeping.wanted.clone()?;
        let document = self.document.as_ref()?;
        let name = document.name.clone()?;
        if name == wanted {
            let by_person = self.keeping.wanted.take().is_some_and(|(_, by_person)| by_person);
            if let Some(document) = &mut self.document {
                document.is_named |= by_person;
            }
            return None;
        }
        self.keeping.renaming = true;
        Some(Effect::Rename(name, wanted))
    }

    /// The draft at hand goes by another name now.
    pub(super) fn renamed(&mut self, from: &DraftName, to: &DraftName, basis: Option<Revision>) {
        let Some(document) = self.document.as_mut() else { return };
        if document.name.as_ref() != Some(from) {
            return;
        }
        document.renamed(to.clone(), basis);
        if let Some((_, by_person)) = self.keeping.wanted.take() {
            document.is_named |= by_person;
        }
    }

    /// A rename or something else that was done to the drafts has ended; whether it was a rename of
    /// the draft at hand that nobody asked for.
    pub(super) fn managed(&mut self, failed: bool) -> bool {
        let was_renaming = std::mem::take(&mut self.keeping.renaming);
        let by_person = self.keeping.wanted.as_ref().is_some_and(|(_, by_person)| *by_person);
        if was_renaming && failed {
            self.keeping.wanted = None;
        }
        was_renaming && !by_person
    }

    /// A person, or its connection, gives the draft at hand a name.
    pub(super) fn name_document(&mut self, name: DraftName, by_person: bool) -> Vec<Effect> {
        self.keeping.wanted = Some((name, by_person));
        self.keeping.tell |= by_person;
        self.advance()
    }

    /// A draft that nobody has named goes by the name of its connection, once it has one.
    pub(super) fn name_after_connection(&mut self) -> Vec<Effect> {
        let Some(document) = self.document.as_ref().filter(|document| !document.is_named) else {
            return Vec::new();
        };
        let connection = document.draft().text(FieldPath::own(Key::Name)).unwrap_or_default();
        let (Some(name), Some(old)) = (DraftName::from_typed(connection), &document.name) else {
            return Vec::new();
        };
        let taken = self.home.has_draft(&name);
        if taken || *old == name { Vec::new() } else { self.name_document(name, false) }
    }

    /// Keeps the draft, and asks for a name if nobody has given it one.
    pub(super) fn save_named(&mut self) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        if !document.is_named {
            let suggested = self.working_name(document).map(|name| name.to_string());
            let prompt = super::overlays::prompt::Prompt::new(
                super::overlays::prompt::PromptPurpose::SaveAs,
                &suggested.unwrap_or_default(),
            );
            self.overlays.push(Overlay::Prompt(prompt));
            return self.save().into_iter().collect();
        }
        if self.is_unsaved() {
            self.keeping.tell = true;
            return self.save().into_iter().collect();
        }
        let name = document.name.as_ref().map(ToString::to_string).unwrap_or_default();
        self.tell("draft-saved", &[("name", name.into())]);
        Vec::new()
    }

    /// Where the wizard is, for the next start.
    pub(super) fn mark(&self) -> Effect {
        Effect::Mark(self.place())
    }

    fn place(&self) -> Bookmark {
        let mut bookmark = Bookmark::default();
        if let (Screen::Step(step), Some(document)) = (self.screen, &self.document) {
            bookmark.draft.clone_from(&document.name);
            bookmark.step = Some(step.word().to_owned());
            bookmark.field = match self.form.spot(self.screen) {
                Some(FormItem::Field(path)) => Some(path),
                _ => None,
            };
        }
        bookmark
    }

    // Leaving.

    /// Ctrl-C: asks if something is unsaved or under way, and saves in any case.
    pub(super) fn ask_to_quit(&mut self) -> Vec<Effect> {
        if self.keeping.is_quitting() {
            // A disk or a service that hangs does not keep anybody here.
            return self.end().into_iter().collect();
        }
        if let Some(Overlay::Ask(question)) = self.overlays.last()
            && question.question == ask::Question::Quit
        {
            return self.quit();
        }
        if !self.is_unsaved() && self.sending.is_none() && !self.keeping.is_busy() {
            return self.quit();
        }
        self.overlays.push(Overlay::Ask(ask::Ask::new(ask::Question::Quit)));
        self.save().into_iter().collect()
    }

    /// Ends, after the last save and the last answer.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        let mut effects = vec![self.mark()];
        effects.extend(sending::cancel(self));
        effects.extend(self.wish(PendingAction::Quit));
        effects
    }

    /// Nobody can be asked any more.
    pub(super) fn terminate(&mut self) -> Vec<Effect> {
        self.keeping.terminating = true;
        self.quit()
    }

    /// Ends at once.
    pub(super) fn end(&mut self) -> Option<Effect> {
        let first = !self.keeping.ended;
        self.keeping.ended = true;
        first.then_some(Effect::Quit)
    }
}
