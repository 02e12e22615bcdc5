//! The review: what stands in the way, what will be sent, the last question before it is sent, and the way
//! to leave.

use crate::connection::{
    ConnectionPreview, FieldPath, Finding, Key, Mode, Rule, Severity, catalogue,
};
use crate::export::{KeyDisplay, parameters};
use crate::flow::{SubmitConsent, SubmitOrder, endpoint_of, needs_asking, programs};
use crate::text::printable;
use crate::walk::document::Document;
use crate::walk::steps::{InputKind, WizardStep, entry};

use super::effect::{PlainEffect, ProgressEffect};
use super::menu::{Menu, MenuRow};
use super::model::{ConnectionChoice, FindingAction, PlainModel, PromptState, ReviewChoice};
use super::question::Question;

impl PlainModel {
    /// Says where the draft stands and what can be done with it.
    pub(super) fn review(&mut self) {
        let Some(document) = &mut self.document else { return };
        document.all_visited = true;
        document.is_reviewed = true;
        let mode = document.draft().mode();
        self.at = None;
        self.say("");
        let args = self.step_words(WizardStep::Review, mode);
        self.say_text("plain-step", &args);
        let mode = self.texts.say(&format!("mode-{}", mode.name()));
        self.say_text(
            "plain-value",
            &[("label", self.texts.say("summary-mode").into()), ("value", mode.into())],
        );
        for key in [Key::Name, Key::RegionId] {
            self.say_value(FieldPath::connection(key));
        }
        let (errors, warnings) = self.counts();
        if errors > 0 {
            self.say_text("review-errors", &[("count", errors.into())]);
        }
        if warnings > 0 {
            self.say_text("review-warnings", &[("count", warnings.into())]);
        }
        if errors + warnings == 0 {
            self.say_text("review-ready", &[]);
        }
        let breaking = self.document.as_ref().map_or(0, Document::breaking);
        if breaking > 0 {
            self.say_text("review-breaks", &[("count", breaking.into())]);
        }
        self.offer_review(errors + warnings > 0);
    }

    fn offer_review(&mut self, is_open: bool) {
        let mut choices = vec![
            (ReviewChoice::Create { again: false }, "plain-create"),
            (ReviewChoice::DryRun, "plain-dry-run"),
            (ReviewChoice::Values, "plain-values"),
            (ReviewChoice::Parameters, "plain-parameters"),
            (ReviewChoice::GoTo, "plain-go-to"),
            (ReviewChoice::Leave, "plain-leave"),
        ];
        let device = self.device_choices();
        choices.splice(4..4, device);
        if self.is_draft_of_connection() {
            choices.insert(0, (ReviewChoice::Send, "plain-send-change"));
        }
        if is_open {
            choices.insert(0, (ReviewChoice::Resolve, "plain-resolve"));
        }
        self.offer(&choices, is_open);
    }

    /// Reads the choices; whether Enter takes the first.
    pub(super) fn offer(&mut self, choices: &[(ReviewChoice, &str)], first: bool) {
        let rows = choices.iter().map(|(choice, id)| MenuRow::new(*choice, self.texts.say(id)));
        let menu = Menu::new(rows.collect());
        let menu = if first { menu.with_default(0) } else { menu };
        self.show_menu(menu, PromptState::Review);
    }

    /// Does what was chosen at the review.
    pub(super) fn reviewed(&mut self, choice: ReviewChoice) {
        match choice {
            ReviewChoice::Resolve => self.ask_next_finding(),
            ReviewChoice::Create { again } => self.send(false, again),
            ReviewChoice::DryRun => self.send(true, false),
            ReviewChoice::Values => {
                self.say_values();
                self.review();
            }
            ReviewChoice::Parameters => {
                self.say_parameters();
                self.review();
            }
            ReviewChoice::BothSides => {
                self.say_both_sides();
                self.review();
            }
            ReviewChoice::DeviceFile(with_keys) => self.ask_device_file(with_keys),
            ReviewChoice::GoTo => self.fields("", None),
            ReviewChoice::Field(path) => self.ask(Question::Field(path)),
            ReviewChoice::Review => self.review(),
            ReviewChoice::Bind => self.connection_chosen(ConnectionChoice::Bind),
            ReviewChoice::Send => self.send_change(),
            ReviewChoice::Leave => self.leave(),
        }
    }

    /// Ends, and says what is kept.
    pub(super) fn leave(&mut self) {
        self.queue_save();
        let place = self.current_bookmark();
        if place.draft.is_some() {
            self.push_effect(PlainEffect::Mark(place));
        }
        self.awaited = PromptState::Ended;
    }

    fn open_findings(&self) -> impl Iterator<Item = &Finding> {
        self.document.iter().flat_map(|document| {
            document.findings().iter().filter(|finding| match finding.severity() {
                Severity::Error => true,
                Severity::Warning => !document.is_acknowledged(finding),
                Severity::Hint => false,
            })
        })
    }

    /// How many errors and unaccepted warnings there are.
    fn counts(&self) -> (usize, usize) {
        let (errors, warnings): (Vec<_>, Vec<_>) =
            self.open_findings().partition(|finding| finding.severity() == Severity::Error);
        (errors.len(), warnings.len())
    }

    /// Takes up the first finding that stands in the way, until there is none.
    pub(super) fn ask_next_finding(&mut self) {
        let Some(finding) = self.open_findings().next().cloned() else { return self.review() };
        self.say("");
        self.say_finding(&finding);
        let mut rows = self.remedies(&finding);
        if let Some(question) = Question::of(&finding) {
            let args = [("field", self.label(question).into())];
            rows.push(MenuRow::new(
                FindingAction::Again(question),
                self.texts.format("plain-go-to-field", &args),
            ));
        }
        rows.push(MenuRow::new(FindingAction::GoOn, self.texts.say("plain-back-to-review")));
        self.show_menu(Menu::new(rows), PromptState::Resolving);
    }

    /// Sends the draft, after whatever stands in the way.
    fn send(&mut self, dry_run: bool, again: bool) {
        let Some(document) = &self.document else { return };
        let order = SubmitConsent::consent_to(document.file(), dry_run, again);
        let (errors, warnings) = self.counts();
        if errors > 0 {
            self.say_text("plain-submit-errors", &[("count", errors.into())]);
            return self.ask_next_finding();
        }
        if warnings > 0 && !order.dry_run {
            self.say_text("plain-submit-warnings", &[]);
            return self.ask_next_finding();
        }
        if let Some(Err(why)) = &self.account {
            let why: Vec<String> = why.lines().map(str::to_owned).collect();
            self.say_lines(why);
            self.say_text("plain-signed-out", &[]);
            return self.review();
        }
        self.asked.clear();
        self.ask_consent(order);
    }

    /// Asks for the keys that are kept nowhere, then for the yes.
    pub(super) fn ask_consent(&mut self, order: SubmitConsent) {
        let Some(document) = &self.document else { return };
        let keys = needs_asking(document.file());
        if let Some(path) = keys.into_iter().find(|path| !self.asked.contains_key(path)) {
            self.say_text("plain-key-asked", &[("field", self.texts.path_label(path).into())]);
            self.awaited = PromptState::Key(path, order);
            return;
        }
        let programs = programs(document.file());
        if order.dry_run && programs.is_empty() {
            return self.submit_saved(order);
        }
        let id = match (order.dry_run, self.sandbox || self.sandbox_endpoint, order.again) {
            (true, ..) => "ask-rehearse",
            (_, true, false) => "ask-submit-sandbox",
            (_, true, true) => "ask-submit-again-sandbox",
            (_, false, false) => "ask-submit",
            (_, false, true) => "ask-submit-again",
        };
        let region = self.draft_region();
        let name = self
            .value(FieldPath::connection(Key::Name))
            .unwrap_or_else(|| self.texts.say("no-name"));
        let args = [("name", name.into()), ("region", region.clone().into())];
        self.say("");
        self.say_text(id, &args);
        self.say_text(&format!("{id}.about"), &args);
        self.say_where(region);
        for (path, program) in programs {
            let args = [("program", program.into()), ("field", self.texts.path_label(path).into())];
            self.say_text("ask-runs", &args);
        }
        self.say_text("plain-consent", &[]);
        self.awaited = PromptState::Consent(order);
    }

    /// Where the request goes and what it is about: what cannot be taken back is read first.
    fn say_where(&mut self, region: String) {
        let account = match &self.account {
            Some(Ok(who)) => self.texts.parenthesized(&who.masked_id, &who.provider),
            _ => self.texts.say("account-out"),
        };
        let endpoint = match &self.endpoint {
            _ if self.sandbox => self.texts.say("sandbox"),
            Some(endpoint) => endpoint.clone(),
            None => endpoint_of(&region).map(|host| host.to_string()).unwrap_or_default(),
        };
        let mode = self.document.as_ref().map(|document| document.draft().mode());
        let mode = format!("mode-{}", mode.unwrap_or_default().name());
        let args = [
            ("mode", self.texts.say(&mode).into()),
            ("region", region.into()),
            ("account", account.into()),
            ("endpoint", endpoint.into()),
        ];
        self.say_text("ask-submit-where", &args);
        let slots = self
            .document
            .as_ref()
            .map(|document| document.draft().paths_of(Key::CustomerGatewayId));
        for path in slots.unwrap_or_default() {
            let gateway = self.value(path).unwrap_or_else(|| self.texts.say("gateway-none"));
            let args = [("field", self.texts.path_label(path).into()), ("gateway", gateway.into())];
            self.say_text("ask-submit-gateway", &args);
        }
    }

    /// The answer to the last question: nothing but a yes sends anything.
    pub(super) fn consented(&mut self, order: SubmitConsent, line: &str) {
        if self.texts.is_yes(line) {
            return self.submit_saved(order);
        }
        self.say_text("result-not-begun", &[]);
        self.review();
    }

    /// What is sent is on the disk first: after a crash nobody could tell what it was.
    fn submit_saved(&mut self, order: SubmitConsent) {
        self.awaited = PromptState::Nothing;
        if let Some(document) = &mut self.document {
            document.mark_unsaved();
            document.commit_prefill();
        }
        self.pending = Some(order);
        if !self.is_unkept() {
            self.submit_kept();
        }
    }

    /// Sends what waited for the draft to be kept.
    pub(super) fn submit_kept(&mut self) {
        let (Some(agreed), Some(document)) = (self.pending.take(), &self.document) else { return };
        let about = if agreed.dry_run { "sending-about-dry-run" } else { "sending-about" };
        let order = SubmitOrder {
            file: Box::new(document.file().clone()),
            name: document.name.clone(),
            agreed,
            asked: std::mem::take(&mut self.asked),
        };
        self.say_text(about, &[]);
        self.push_effect(PlainEffect::WithProgress(ProgressEffect::Submit(Box::new(order))));
    }

    fn say_value(&mut self, path: FieldPath) {
        let value = self.value(path).unwrap_or_else(|| self.texts.say("plain-nothing"));
        self.say_text(
            "plain-value",
            &[("label", self.texts.path_label(path).into()), ("value", value.into())],
        );
    }

    /// Every value that will apply, with where it comes from.
    fn say_values(&mut self) {
        let Some(document) = &self.document else { return };
        let draft = document.draft();
        let tunnels = if draft.mode() == Mode::Dual { draft.tunnels().min(2) } else { 0 };
        let paths = FieldPath::all(tunnels, draft.tags()).filter(|path| draft.applies(*path));
        let lines: Vec<String> = paths.filter_map(|path| self.value_line(document, path)).collect();
        self.say("");
        self.say_text("plain-all-values", &[]);
        self.say_lines(lines);
    }

    fn value_line(&self, document: &Document, path: FieldPath) -> Option<String> {
        let default = catalogue::field(path.key).default.of(document.draft().mode());
        let (value, origin) = match (self.value(path), default) {
            (Some(value), _) => {
                (value, self.texts.origin(document.origin(path).unwrap_or_default()))
            }
            (None, Some(default)) => (default.to_owned(), self.texts.say("origin-service")),
            (None, None) if entry(path) == InputKind::Secret => {
                (self.texts.say("summary-no-key"), self.texts.say("origin-service"))
            }
            (None, None) => return None,
        };
        let args = [
            ("label", self.texts.path_label(path).into()),
            ("value", value.into()),
            ("origin", origin.into()),
        ];
        Some(self.texts.format("plain-value-origin", &args))
    }

    /// The parameters that will be signed, keys masked.
    fn say_parameters(&mut self) {
        let all = Rule::ALL.iter().copied().collect();
        let outline = self
            .document
            .as_ref()
            .map(|document| ConnectionPreview::from_draft(document.draft(), &all));
        self.say("");
        let Some(Ok(outline)) = outline else { return self.say_text("copy-nothing", &[]) };
        self.say_text("review-about-parameters", &[]);
        for (name, value) in parameters(outline.connection(), KeyDisplay::Masked) {
            self.say(printable(&format!("{name}={}", value.as_str())).into_owned());
        }
    }
}
