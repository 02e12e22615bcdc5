//! Connections are changed: wanted, planned, agreed to, carried out, told.

use super::screen::Screen;
use super::state::App;
use crate::connection::ListStyle;
use crate::drafts::DraftName;
use crate::drafts::journal::ChangeKind;
use crate::flow::{
    BindOrder, ChangeOrder, ChangeOrderError, ChangeOutcome, ChangePlan, ChangeReport,
    ConnectionRef, DraftSource, PlanError, RouterChoice, ServiceFailure, ServiceProduct,
    SubmitStep,
};
use crate::present::{self, ChangeText, FrontEnd, OutcomeStatus};
use crate::tui::effect::{Effect, Ticket};
use crate::tui::overlays::pager::TextPager;
use crate::tui::overlays::prompt::{Prompt, PromptPurpose};
use crate::tui::overlays::question::{Question, QuestionBox};
use crate::tui::overlays::{Overlay, pick_list};
use crate::tui::screens::watch::{ChangeModel, ChangeState};
use crate::tui::theme::Role;
use jiff::Timestamp;

/// Differences that are told in the question itself; more of them are read first.
const MOST_ASKED: usize = 6;

impl App {
    /// Asks for the transit routers that a connection could be bound to.
    pub(in crate::tui) fn ask_for_routers(&mut self, at: ConnectionRef) -> Vec<Effect> {
        if !self.can_change(&at) {
            return Vec::new();
        }
        let ticket = self.ticket();
        let region = at.region.clone();
        self.notify("routers-asking", &[("region", region.clone().into())]);
        self.requests.routers = Some((ticket, at, self.screen));
        vec![Effect::LoadRouters(ticket, region)]
    }

    /// The routers are there to choose from.
    pub(in crate::tui) fn routers_listed(
        &mut self,
        ticket: Ticket,
        result: Result<Vec<RouterChoice>, ServiceFailure>,
    ) {
        let Some((_, at, screen)) = self.requests.routers.take_if(|(asked, ..)| *asked == ticket)
        else {
            return;
        };
        self.notice = None;
        // Whoever is at something else by now types there.
        if self.screen != screen || !self.overlays.is_empty() {
            return;
        }
        match result {
            Ok(choices) if choices.is_empty() => {
                let args = [("region", at.region.into())];
                let text = self.texts.format("routers-none-wizard", &args);
                self.report_error(text);
            }
            Ok(choices) => {
                let name = self.connection_name(&at);
                self.show_list(pick_list::routers(at, &name, choices, &self.texts));
            }
            Err(trouble) => {
                let lines = present::product_trouble(&self.texts, ServiceProduct::Cen, &trouble);
                self.report_error(lines.join("\n\n"));
            }
        }
    }

    /// A router was chosen.
    pub(in crate::tui) fn request_bind(
        &mut self,
        at: ConnectionRef,
        router: String,
    ) -> Vec<Effect> {
        let order = BindOrder::to_router(&at.region, &at.id, &router);
        self.request_change(at, ChangeKind::Bind, ChangeOrder::Bind(order))
    }

    pub(super) fn request_unbind(&mut self, at: ConnectionRef) -> Vec<Effect> {
        let wanted = ChangeOrder::Unbind(at.clone());
        self.request_change(at, ChangeKind::Unbind, wanted)
    }

    pub(super) fn request_deletion(&mut self, at: ConnectionRef) -> Vec<Effect> {
        let wanted = ChangeOrder::Delete(at.clone());
        self.request_change(at, ChangeKind::Delete, wanted)
    }

    /// Changes a connection to what its draft says; of one without a draft it is asked which.
    pub(super) fn request_modification(&mut self, at: ConnectionRef) -> Vec<Effect> {
        match self.draft_of(&at) {
            Some(source) => self.modify_with(at, source),
            None => {
                let drafts = self.home.home_data().map(|home| home.drafts.as_slice());
                let drafts = drafts.unwrap_or_default().iter();
                let names: Vec<_> = drafts
                    .filter(|draft| draft.unusable.is_none())
                    .map(|draft| (draft.name.clone(), draft.region.clone().unwrap_or_default()))
                    .collect();
                if names.is_empty() {
                    self.warn("modify-no-draft", &[]);
                    return Vec::new();
                }
                let name = self.connection_name(&at);
                self.show_list(pick_list::drafts_for(at, &name, names, &self.texts));
                Vec::new()
            }
        }
    }

    /// A draft was chosen to change a connection to.
    pub(in crate::tui) fn request_modification_from(
        &mut self,
        at: ConnectionRef,
        name: DraftName,
    ) -> Vec<Effect> {
        let here = self.document.as_ref().filter(|document| document.name.as_ref() == Some(&name));
        let source = match here {
            Some(document) => DraftSource::AtHand(Box::new(document.file().clone())),
            None => DraftSource::Kept(name),
        };
        self.modify_with(at, source)
    }

    fn modify_with(&mut self, at: ConnectionRef, source: DraftSource) -> Vec<Effect> {
        let wanted = ChangeOrder::Modify(at.clone(), source);
        self.request_change(at, ChangeKind::Modify, wanted)
    }

    /// Whether a change of a connection can be begun now.
    fn can_change(&mut self, at: &ConnectionRef) -> bool {
        if !self.is_signed_in() {
            self.warn("account-out", &[]);
            return false;
        }
        let is_sending = self.watches.get(at).is_some_and(|watch| watch.is_sending());
        if is_sending {
            self.warn("change-running", &[]);
        }
        !is_sending
    }

    /// Finds out whether a change can be made.
    fn request_change(
        &mut self,
        at: ConnectionRef,
        kind: ChangeKind,
        wanted: ChangeOrder,
    ) -> Vec<Effect> {
        if !self.can_change(&at) {
            return Vec::new();
        }
        let ticket = self.ticket();
        let state = ChangeState::Planning(self.screen);
        let name = self.status_of(&at).and_then(|status| status.name.clone());
        let draft = match &wanted {
            ChangeOrder::Modify(_, DraftSource::AtHand(file)) => Some(Box::new(file.draft.clone())),
            _ => None,
        };
        let watch = self.watches.entry(&at, name);
        watch.change = Some(ChangeModel { kind, draft, ticket, state });
        if self.screen != Screen::Watch {
            self.notify("watch-change-planning", &[]);
        }
        vec![Effect::PlanChange(ticket, Box::new(wanted))]
    }

    /// A change can be made, or not.
    pub(in crate::tui) fn change_planned(
        &mut self,
        ticket: Ticket,
        plan: Result<ChangePlan, ChangeOrderError>,
    ) {
        let Some(watch) = self.watches.changed_as(ticket) else { return };
        let (at, Some(mut change)) = (watch.at.clone(), watch.change.take()) else { return };
        let ChangeState::Planning(asked_on) = change.state else {
            watch.change = Some(change);
            return;
        };
        if matches!(plan, Err(ChangeOrderError::Change(PlanError::AlreadyApplied(_)))) {
            watch.sent = change.draft.take().or(watch.sent.take());
        }
        self.notice = None;
        // Who is at something else by now asks again when it is wanted again.
        let is_here = self.screen == asked_on && self.overlays.is_empty();
        match plan {
            Ok(plan) if is_here => {
                let overlay = self.question_about(&at, &plan);
                change.state = ChangeState::Asked(Box::new(plan));
                self.watches.entry(&at, None).change = Some(change);
                self.overlays.push(overlay);
            }
            Ok(_) => {}
            Err(ChangeOrderError::Change(PlanError::AlreadyApplied(done))) => {
                let done = present::change_done(&self.texts, "already", change.kind, &at.id, &done);
                self.report_error(done);
            }
            Err(error) if is_here => {
                let lines = present::unplanned(&self.texts, FrontEnd::Wizard, &at, &error);
                self.report_error(lines.join("\n\n"));
            }
            Err(_) => {}
        }
    }

    /// What is asked before a change is sent: a name to be typed before a deletion, and what differs before
    /// a modification.
    fn question_about(&self, at: &ConnectionRef, plan: &ChangePlan) -> Overlay {
        let question = Question::Change(at.clone());
        match plan {
            ChangePlan::Delete(_) => {
                Overlay::Prompt(Prompt::new(PromptPurpose::DeleteConnection(at.clone()), ""))
            }
            ChangePlan::Modify(plan) if plan.differences.len() > MOST_ASKED => {
                let lines = plan.differences.iter();
                let lines = lines.map(|one| present::modification(&self.texts, one));
                let text = lines.collect::<Vec<_>>().join("\n");
                let args = [("name", self.connection_name(at).into())];
                let title = self.texts.format("ask-modify", &args);
                Overlay::TextPager(TextPager::new(title, text).then(question))
            }
            _ => Overlay::Question(QuestionBox::new(question)),
        }
    }

    /// What the question about a change says: title and text.
    pub(in crate::tui) fn change_question(&self, at: &ConnectionRef) -> (String, String) {
        let texts = &self.texts;
        let name = self.connection_name(at);
        let change = self.watches.get(at).and_then(|watch| watch.change.as_ref());
        let Some(ChangeState::Asked(plan)) = change.map(|change| &change.state) else {
            return (name, String::new());
        };
        let (title, about) = present::change_question(texts, &name, &at.region, plan, MOST_ASKED);
        (title, about.join("\n"))
    }

    /// The person has agreed to a change, or not.
    pub(in crate::tui) fn answer_change(&mut self, at: &ConnectionRef, yes: bool) -> Vec<Effect> {
        let ticket = self.ticket();
        let watch = self.watches.entry(at, None);
        let Some(change) = watch.change.as_mut() else { return Vec::new() };
        let sending = ChangeState::Sending(None);
        let plan = match std::mem::replace(&mut change.state, sending) {
            ChangeState::Asked(plan) if yes => plan,
            ChangeState::Asked(_) => {
                watch.change = None;
                return Vec::new();
            }
            other => {
                change.state = other;
                return Vec::new();
            }
        };
        change.ticket = ticket;
        let mut effects = vec![Effect::ApplyChange(ticket, at.region.clone(), plan)];
        effects.extend(self.watch(at.clone()));
        effects
    }

    /// A change has come so far.
    pub(in crate::tui) fn change_step(
        &mut self,
        ticket: Ticket,
        step: &SubmitStep,
        at: Timestamp,
    ) -> Vec<Effect> {
        let text = present::step(&self.texts, step);
        let Some(watch) = self.watches.changed_as(ticket) else { return Vec::new() };
        if let Some(change) = &mut watch.change {
            change.state = ChangeState::Sending(Some((at, text)));
        }
        let place = watch.at.clone();
        match step {
            // The service has accepted it, so from now on there is something to see.
            SubmitStep::Attaching => self.restart_watch(&place),
            _ => Vec::new(),
        }
    }

    /// A change has ended.
    pub(in crate::tui) fn changed(
        &mut self,
        ticket: Ticket,
        result: &Result<ChangeReport, Vec<String>>,
    ) -> Vec<Effect> {
        let Some(watch) = self.watches.changed_as(ticket) else { return Vec::new() };
        let at = watch.at.clone();
        let Some(kind) = watch.change.as_ref().map(|change| change.kind) else { return Vec::new() };
        let words = match result {
            Ok(report) => present::changed(&self.texts, FrontEnd::Wizard, &at.id, kind, report),
            Err(lines) => ChangeText {
                status: OutcomeStatus::Failure,
                lines: lines.iter().cloned().chain([self.texts.say("change-not-sent")]).collect(),
            },
        };
        let is_done = matches!(result, Ok(ChangeReport { outcome: ChangeOutcome::Done(_), .. }));
        let text = self.texts.join(ListStyle::Sentences, words.lines.iter().cloned());
        let is_good = words.status == OutcomeStatus::Success;
        let watch = self.watches.entry(&at, None);
        if let Some(change) = &mut watch.change {
            change.state = ChangeState::Ended(words);
        }
        if is_done {
            // What was found before was found of what it was before.
            watch.diagnosis.clear_findings();
            let sent = watch.change.as_mut().and_then(|change| change.draft.take());
            watch.sent = sent.or(watch.sent.take());
        }
        let is_seen = self.screen == Screen::Watch && self.watches.here.as_ref() == Some(&at);
        if !is_seen && is_good {
            self.set_notice(Role::Good, text);
        } else if !is_seen {
            self.report_error(text);
        }
        let mut effects = match (kind, is_done) {
            (ChangeKind::Delete, true) => self.deleted(&at),
            (_, true) => self.restart_watch(&at),
            (_, false) => Vec::new(),
        };
        if self.screen == Screen::Home || kind == ChangeKind::Modify {
            effects.push(Effect::LoadHome);
        }
        effects.extend(self.continue_saving());
        effects
    }

    /// What became of a change of which connection, in one line that is read without the rest.
    pub(in crate::tui) fn change_summary(&mut self, ticket: Ticket) -> Option<String> {
        let watch = self.watches.changed_as(ticket)?;
        let ChangeState::Ended(words) = &watch.change.as_ref()?.state else { return None };
        let told = words.lines.first()?.clone();
        Some(self.texts.with_label(watch.label(), &told))
    }

    /// It does not exist any more.
    fn deleted(&mut self, at: &ConnectionRef) -> Vec<Effect> {
        let now = self.now;
        let watch = self.watches.entry(at, None);
        watch.record_deletion(now);
        let ticket = watch.ticket.take();
        self.connections.drop_row(&at.region, &at.id);
        ticket.map(Effect::Cancel).into_iter().collect()
    }

    /// Whether a change is on its way to the service.
    pub(super) fn is_changing(&self) -> bool {
        self.watches.iter().any(|watch| watch.is_sending())
    }

    /// Stops every change as soon as that is safe.
    pub(super) fn stop_changes(&self) -> Vec<Effect> {
        let sending = self.watches.iter().filter(|watch| watch.is_sending());
        sending.filter_map(|watch| Some(Effect::Cancel(watch.change.as_ref()?.ticket))).collect()
    }
}
