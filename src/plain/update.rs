//! A line comes in, or what came of a task; tasks come out. The one place that changes the conversation
//! from outside.

use std::borrow::Cow;
use std::sync::Arc;

use crate::connection::{FieldPath, Key, Mode, Secret};
use crate::drafts::Bookmark;
use crate::drafts::DraftName;
use crate::drafts::store::SaveOutcome;
use crate::flow::{CredentialsInfo, OpenedFile, WorkspaceContents, WorkspaceSave};
use crate::present::{damage, save_remarks};
use crate::text::{half_width, printable};
use crate::walk::document::Document;
use crate::walk::steps::{WizardStep, step_of};

use super::effect::{PlainEffect, PlainMessage, RegionSnapshot};
use super::menu::{Menu, MenuRow, MenuSelection};
use super::model::{FindingAction, HomeChoice, PlainModel, PromptState};
use super::question::{Question, questions};

/// The line with a command as the keys have it, whatever an input method made of it; anything else stays as
/// it was typed.
fn as_typed(line: &str) -> Cow<'_, str> {
    let trimmed = line.trim();
    let Some(first) = trimmed.chars().next() else { return Cow::Borrowed(line) };
    let rest = &trimmed[first.len_utf8()..];
    let key = half_width(first);
    let is_command = match rest.is_empty() {
        true => "?<>!.*-+".contains(key),
        false => "!=".contains(key),
    };
    match is_command && key != first {
        true => Cow::Owned(format!("{key}{rest}")),
        false => Cow::Borrowed(line),
    }
}

impl PlainModel {
    /// A line was entered.
    pub fn handle_line(&mut self, line: &str) -> Vec<PlainEffect> {
        let line = &*as_typed(line);
        match std::mem::replace(&mut self.awaited, PromptState::Nothing) {
            PromptState::Nothing => {}
            PromptState::Ended => self.awaited = PromptState::Ended,
            PromptState::Question(question, menu) => self.answer_question(question, menu, line),
            PromptState::Paste => self.paste_heard(line),
            PromptState::DeviceOut(text, suggested) => self.device_out(text, &suggested, line),
            PromptState::Lines(path, text) => self.line_of_text(path, text, line),
            PromptState::Home(menu) => self.select_home(menu, line),
            PromptState::Findings(question, menu) => self.select_action(Some(question), menu, line),
            PromptState::Resolving(menu) => self.select_action(None, menu, line),
            PromptState::Fields(from, menu) => self.select_field(from, menu, line),
            PromptState::Review(mut menu) => match menu.select(line) {
                MenuSelection::Row(choice) => self.reviewed(choice),
                MenuSelection::Read => self.show_menu(menu, PromptState::Review),
                MenuSelection::Nothing | MenuSelection::Unknown => match line.trim() {
                    "." => self.review(),
                    "<" => self.fields("", None),
                    line if line.starts_with('!') => self.fields(&line[1..], None),
                    line => {
                        self.not_a_choice(line);
                        self.show_menu(menu, PromptState::Review);
                    }
                },
            },
            PromptState::Key(path, order) => {
                // Nothing is sent without it.
                if matches!(line.trim(), "" | "<" | ".") {
                    self.say_text("keys-declined", &[]);
                    self.review();
                } else {
                    self.asked.insert(path, Secret::new(line));
                    self.ask_consent(order);
                }
            }
            PromptState::Consent(order) => self.consented(order, line),
            PromptState::Connections(menu) => self.select_connection(menu, line),
            PromptState::Connection(mut menu) => match menu.select(line) {
                MenuSelection::Row(choice) => self.connection_chosen(choice),
                _ => {
                    self.not_a_choice(line.trim());
                    self.show_menu(menu, PromptState::Connection);
                }
            },
            PromptState::Routers(menu) => self.select_router(menu, line),
            PromptState::Change(plan) => {
                let agrees = self.texts.is_yes(line);
                self.confirm_change(plan, agrees);
            }
            PromptState::DeleteName(plan, name) => self.confirm_change(plan, line.trim() == name),
        }
        if !matches!(self.awaited, PromptState::Ended) {
            self.queue_save();
        }
        self.tasks()
    }

    /// The input has ended, or a person wants to leave at once: keeps what is not kept yet.
    pub fn stop(&mut self) -> Vec<PlainEffect> {
        if !self.is_over() {
            self.leave();
        }
        self.tasks()
    }

    /// The last words: what is kept, and how to come back to it.
    pub fn closing_lines(&mut self) -> Vec<PlainEffect> {
        let Some(document) = &self.document else {
            self.say_text("plain-nothing-kept", &[]);
            return self.tasks();
        };
        match (&document.name, document.is_fully_saved()) {
            (Some(name), true) if document.basis.is_some() => {
                let args = [("name", name.to_string().into())];
                self.say_text("plain-kept", &args);
            }
            (_, true) => self.say_text("plain-nothing-kept", &[]),
            (_, false) => self.say_text("plain-lost", &[]),
        }
        self.tasks()
    }

    /// A task is done.
    pub fn handle_result(&mut self, result: PlainMessage) -> Vec<PlainEffect> {
        match result {
            PlainMessage::Home(home, bookmark) => self.at_home(*home, bookmark),
            PlainMessage::SignedIn(signed_in) => self.signed_in(signed_in),
            PlainMessage::Regions(regions) => self.regions_listed(regions),
            PlainMessage::Gateways(region, lists, why) => self.gateways_listed(region, *lists, why),
            PlainMessage::Opened(name, opened) => match *opened {
                Ok(opened) => self.opened(name, opened),
                Err(why) => {
                    self.say(why);
                    self.wanted = None;
                    self.push_effect(PlainEffect::LoadHome);
                }
            },
            PlainMessage::Saved(revision, result) => self.saved(revision, result),
            PlainMessage::Renamed(name, Ok(basis)) => {
                if let Some(document) = &mut self.document {
                    document.renamed(name, basis);
                }
            }
            // The draft keeps the name it has.
            PlainMessage::Renamed(_, Err(_)) => {}
            PlainMessage::DeviceRead(source, read, again) => self.device_read(source, *read, again),
            PlainMessage::Written(what, written) => self.written(what, written),
            PlainMessage::Submitted(submitted) => self.submitted(*submitted),
            PlainMessage::Connections(region, listed) => self.connections_listed(&region, listed),
            PlainMessage::LookedAt(looked) => self.looked_at(looked),
            PlainMessage::Routers(listed) => self.routers_listed(listed),
            PlainMessage::ChangePlanned(planned) => self.change_planned(*planned),
            PlainMessage::Changed(kind, result) => self.change_made(kind, *result),
            PlainMessage::Watched(ended) => self.watched(*ended),
            PlainMessage::Diagnosed(found) => self.diagnosed(*found),
        }
        self.tasks()
    }

    fn signed_in(&mut self, signed_in: Result<CredentialsInfo, (String, bool)>) {
        let who = match signed_in {
            Ok(who) => who,
            Err((why, is_nothing)) => {
                let id = if is_nothing { "plain-no-account" } else { "home-account-failed" };
                self.say_text(id, &[]);
                self.account = Some(Err(why));
                return self.push_effect(PlainEffect::LoadHome);
            }
        };
        let key = ("key", who.masked_id.clone().into());
        let provider = ("provider", who.provider.clone().into());
        match who.region.clone() {
            Some(region) => {
                self.say_text("account-in", &[key, provider, ("region", region.clone().into())]);
                self.region.get_or_insert(region);
            }
            None => self.say_text("account-in-no-region", &[key, provider]),
        }
        self.account = Some(Ok(who));
        self.push_effect(PlainEffect::LoadRegions);
    }

    fn regions_listed(&mut self, regions: Result<(Vec<String>, bool), String>) {
        match regions {
            Ok((ids, sandbox)) => (self.regions, self.sandbox_endpoint) = (ids, sandbox),
            Err(why) => self.say_text("regions-built-in", &[("why", why.into())]),
        }
        self.push_effect(PlainEffect::LoadHome);
    }

    fn gateways_listed(&mut self, region: String, lists: RegionSnapshot, why: Option<String>) {
        match &lists.gateways {
            Some(gateways) => self.say_text("plain-gateways", &[("count", gateways.len().into())]),
            None => self.say_text("gateways-failed", &[("why", why.unwrap_or_default().into())]),
        }
        if lists.beside.is_none() {
            self.say_text("plain-not-compared", &[]);
        }
        self.lists.insert(region, lists);
        self.update_context();
        self.go_to_place();
    }

    fn not_a_choice(&mut self, typed: &str) {
        let id = if typed.is_empty() { "plain-choose" } else { "plain-not-a-choice" };
        self.say_text(id, &[]);
    }

    fn select_home(&mut self, mut menu: Menu<HomeChoice>, line: &str) {
        match menu.select(line) {
            MenuSelection::Row(HomeChoice::New) => self.begin(),
            MenuSelection::Row(HomeChoice::Draft(name)) => {
                self.push_effect(PlainEffect::Open(name))
            }
            MenuSelection::Row(HomeChoice::Connections(region)) => self.list_connections(region),
            picked => {
                if !matches!(picked, MenuSelection::Read) {
                    self.not_a_choice(line.trim());
                }
                self.show_menu(menu, PromptState::Home);
            }
        }
    }

    fn select_action(
        &mut self,
        question: Option<Question>,
        mut menu: Menu<FindingAction>,
        line: &str,
    ) {
        let asked = |menu: Menu<FindingAction>| match question {
            Some(question) => PromptState::Findings(question, menu),
            None => PromptState::Resolving(menu),
        };
        match (menu.select(line), question, line.trim()) {
            (MenuSelection::Row(FindingAction::Again(question)), ..) | (_, Some(question), "<") => {
                self.ask(question)
            }
            (MenuSelection::Row(FindingAction::GoOn), Some(question), _) => self.ask_next(question),
            (MenuSelection::Row(FindingAction::GoOn), None, _) | (_, _, ".") | (_, None, "<") => {
                self.review()
            }
            (MenuSelection::Row(remedy), question, _) => {
                self.apply_action(&remedy);
                match question {
                    Some(question) => self.say_findings(question),
                    None => self.ask_next_finding(),
                }
            }
            (_, _, line) => {
                if line != "?" {
                    self.not_a_choice(line);
                }
                self.show_menu(menu, asked);
            }
        }
    }

    fn select_field(&mut self, from: Option<Question>, mut menu: Menu<FieldPath>, line: &str) {
        let back = |conversation: &mut Self| match from {
            Some(question) => conversation.ask(question),
            None => conversation.review(),
        };
        // Whoever searches anew may begin as before.
        let line = line.trim().trim_start_matches('!');
        match (menu.select(line), line) {
            (MenuSelection::Row(path), _) => {
                let is_left = self.question_context().is_some_and(|asked| {
                    let step = step_of(path, asked.document.draft().mode());
                    !questions(step, asked).contains(&Question::Field(path))
                });
                self.more |= is_left;
                self.ask(Question::Field(path));
            }
            (_, "" | "<") => back(self),
            (_, ".") => self.review(),
            (picked, typed) => {
                if !matches!(picked, MenuSelection::Read) {
                    self.say_text(
                        "plain-no-field",
                        &[("typed", printable(typed).into_owned().into())],
                    );
                }
                self.show_menu(menu, |menu| PromptState::Fields(from, menu));
            }
        }
    }

    /// The drafts there are: one of them is opened, or a new one begun.
    fn at_home(&mut self, home: WorkspaceContents, bookmark: Bookmark) {
        self.say_lines(home.troubles);
        self.say_lines(damage(&self.texts, &home.damage));
        for entry in &home.open {
            let name = entry.begun.name.clone().unwrap_or_else(|| self.texts.say("no-name"));
            let date = crate::present::minute(entry.begun.at);
            self.say_text("plain-open-submission", &[("name", name.into()), ("date", date.into())]);
        }
        self.neighbours = Arc::clone(&home.neighbours);
        self.blocks = Arc::clone(&home.blocks);
        self.created = home
            .submissions
            .iter()
            .filter_map(|entry| Some((entry.begun.file.clone(), entry.created()?.1.to_owned())))
            .collect();
        self.drafts = home.drafts.iter().map(|row| row.name.clone()).collect();
        self.bookmark = bookmark;
        if let Some(name) = self.wanted.take() {
            return self.push_effect(PlainEffect::Open(name));
        }
        let mut names: Vec<DraftName> = home
            .drafts
            .iter()
            .filter(|row| row.unusable.is_none())
            .filter_map(|row| DraftName::exactly(&row.name))
            .collect();
        if names.is_empty() {
            return self.begin();
        }
        let last = self.bookmark.draft.clone();
        names.sort_by_key(|name| Some(name) != last.as_ref());
        let is_last = names.first() == last.as_ref();
        let mut rows: Vec<MenuRow<HomeChoice>> = names
            .into_iter()
            .map(|name| {
                let id =
                    if Some(&name) == last.as_ref() { "plain-draft-last" } else { "plain-draft" };
                let label = self.texts.format(id, &[("name", name.to_string().into())]);
                MenuRow::valued(HomeChoice::Draft(name.clone()), &name.to_string(), label)
            })
            .collect();
        let new = MenuRow::new(HomeChoice::New, self.texts.say("home-new"));
        rows.insert(usize::from(is_last), new);
        let latest = home.submissions.iter().max_by_key(|entry| entry.begun.at);
        let region = self.region.clone().or_else(|| Some(latest?.begun.realm.region.clone()));
        if let Some(region) = region.filter(|_| self.is_signed_in()) {
            let args = [("region", region.clone().into())];
            let label = self.texts.format("plain-connections", &args);
            rows.push(MenuRow::new(HomeChoice::Connections(region), label));
        }
        self.say("");
        self.say_text("plain-home", &[]);
        self.show_menu(Menu::new(rows).with_default(0), PromptState::Home);
    }

    fn begin(&mut self) {
        let mut document = Document::fresh(Mode::Dual, self.region.as_deref());
        document.is_named = false;
        self.document = Some(document);
        self.update_context();
        self.ask(Question::Mode);
    }

    fn opened(&mut self, name: DraftName, opened: OpenedFile) {
        let OpenedFile { file, revision, locked_by, notes, .. } = opened;
        let mut document = Document::new(file, Some(name.clone()), Some(revision));
        let path = FieldPath::connection(Key::RegionId);
        if let Some(region) = self.region.clone().filter(|_| !document.draft().has(path)) {
            document.prefill(path, &region);
        }
        let mode = document.draft().mode();
        self.document = Some(document);
        self.pasted = None;
        self.say_text("plain-opened", &[("name", name.to_string().into())]);
        self.say_lines(notes.iter().map(|note| printable(note).into_owned()));
        if let Some(holder) = locked_by {
            self.say_text("draft-locked", &[("holder", holder.into())]);
        }
        let is_last = self.bookmark.draft.as_ref() == Some(&name);
        let place = if is_last { self.bookmark.clone() } else { Bookmark::default() };
        let step = place.step.and_then(|step| WizardStep::from_word(&step, mode));
        let step = step.unwrap_or(WizardStep::Mode);
        let field = place.field.filter(|path| step_of(*path, mode) == step).map(Question::Field);
        let first =
            self.question_context().and_then(|asked| questions(step, asked).first().copied());
        self.at = match step {
            WizardStep::Review => None,
            _ => Some(field.or(first).unwrap_or(Question::Mode)),
        };
        self.update_context();
        // What the draft is compared with comes first: the device, then the region.
        if !self.read_device_again() {
            self.load_region_lists();
        }
    }

    /// Looks the region up, then goes to the place in the walk.
    pub(super) fn load_region_lists(&mut self) {
        let region = self.draft_region();
        if region.is_empty() || !self.is_signed_in() {
            return self.go_to_place();
        }
        self.push_effect(PlainEffect::LoadGateways(region));
    }

    /// Asks the question at hand, or for the review.
    fn go_to_place(&mut self) {
        match self.at {
            Some(question) => self.ask(question),
            None => self.review(),
        }
    }

    fn saved(&mut self, revision: u64, result: Result<WorkspaceSave, String>) {
        let Some(document) = &mut self.document else { return };
        match result {
            Ok(kept) => {
                let before = document.name.clone();
                document.mark_saved(revision, &kept);
                self.unkept = None;
                let name = kept.saved.name.to_string();
                self.say_lines(save_remarks(&self.texts, &kept.saved));
                let is_in_place =
                    matches!(kept.saved.outcome, SaveOutcome::Written | SaveOutcome::Unchanged);
                if is_in_place && before.is_none() {
                    self.say_text("plain-saved-as", &[("name", name.into())]);
                    self.name_after_connection();
                }
                for (path, why) in kept.left_out {
                    let args = [("field", self.texts.path_label(path).into()), ("why", why.into())];
                    self.say_text("save-left-out", &args);
                }
                self.submit_kept();
            }
            Err(why) => {
                if self.unkept.as_ref() != Some(&why) || self.pending.is_some() {
                    self.say_text("save-failed", &[("why", why.clone().into())]);
                }
                self.unkept = Some(why);
                if self.pending.take().is_some() {
                    self.review();
                }
            }
        }
    }
}
