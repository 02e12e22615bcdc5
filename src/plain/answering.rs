//! What an answer does to the draft, and what the rules say of it at once.

use crate::connection::catalogue::FieldKind;
use crate::connection::{
    Edit, FieldOwner, FieldPath, Finding, Key, ListStyle, Mode, Origin, Repair, Secret, Severity,
    catalogue,
};
use crate::walk::document::Document;
use crate::walk::steps::{InputKind, entry};

use super::menu::{Menu, MenuRow, MenuSelection};
use super::model::{FindingAction, MenuAnswer, PlainModel, PromptState};
use super::question::Question;

/// The mode that a repair leads to.
fn switched(repair: &Repair) -> Option<Mode> {
    repair.edits.iter().find_map(|edit| match edit {
        Edit::Switch(mode) => Some(*mode),
        _ => None,
    })
}

impl PlainModel {
    /// A line in answer to a question of the walk.
    pub(super) fn answer_question(
        &mut self,
        question: Question,
        mut menu: Menu<MenuAnswer>,
        line: &str,
    ) {
        match (line.trim(), question) {
            ("?", _) => {
                self.help(question);
                self.awaited = PromptState::Question(question, menu);
            }
            ("<", _) => match self.neighbour(question, -1) {
                Some(before) => self.ask(before),
                None => {
                    self.say_text("plain-first", &[]);
                    self.awaited = PromptState::Question(question, menu);
                }
            },
            (">", _) => match self.next_step(question) {
                Some(next) => self.ask(next),
                None => self.review(),
            },
            (".", _) => self.review(),
            ("!", _) => self.fields("", Some(question)),
            ("*", _) => self.suggested(question, menu),
            ("-", Question::Field(path)) => self.removed(path),
            ("-", Question::Device(row)) => self.device_cleared(row),
            ("", _) => match menu.select("") {
                MenuSelection::Row(given) => self.apply_answer(question, given),
                _ => self.keep_value(question),
            },
            (_, Question::Field(path)) if question.is_secret() => {
                self.key_typed(path, Secret::new(line));
            }
            (answer, _) => self.chosen(question, menu, answer),
        }
    }

    /// A line that is no command.
    fn chosen(&mut self, question: Question, mut menu: Menu<MenuAnswer>, trimmed: &str) {
        if let Some(sought) = trimmed.strip_prefix('!') {
            return self.fields(sought, Some(question));
        }
        let literal = trimmed.strip_prefix('=');
        let picked = match (literal, question, self.texts.yes_or_no(trimmed)) {
            (Some(_), ..) => MenuSelection::Unknown,
            (None, Question::AddTag | Question::More, Some(true)) => {
                MenuSelection::Row(MenuAnswer::Yes)
            }
            (None, Question::AddTag | Question::More | Question::CopyTunnel, Some(false)) => {
                MenuSelection::Row(MenuAnswer::No)
            }
            (None, ..) => menu.select(trimmed),
        };
        match (picked, question) {
            (MenuSelection::Row(given), _) => self.apply_answer(question, given),
            (MenuSelection::Read, _) => {
                self.show_menu(menu, |menu| PromptState::Question(question, menu));
            }
            (_, Question::Field(path)) => self.typed(path, menu, literal, trimmed),
            (_, Question::Device(row)) => self.device_typed(row, menu, trimmed),
            _ => {
                self.say_text("plain-not-a-choice", &[]);
                self.awaited = PromptState::Question(question, menu);
            }
        }
    }

    /// A text for a field.
    fn typed(
        &mut self,
        path: FieldPath,
        menu: Menu<MenuAnswer>,
        literal: Option<&str>,
        text: &str,
    ) {
        let question = Question::Field(path);
        let kind = entry(path);
        let value = literal.unwrap_or(text).trim();
        let is_listed = !menu.is_empty() && literal.is_none();
        let is_id = matches!(catalogue::field(path.key).kind, FieldKind::Id(prefix) if text.starts_with(prefix));
        if let (InputKind::Choice(words), None) = (kind, literal)
            && let Some(flag) = self.flag(words, text)
        {
            return self.apply_answer(question, MenuAnswer::Value(flag.to_owned()));
        }
        if is_listed && !is_id {
            let id = match kind {
                InputKind::Choice(_) => "plain-not-a-choice",
                _ => "plain-not-listed",
            };
            self.say_text(id, &[]);
            self.awaited = PromptState::Question(question, menu);
            return;
        }
        if kind == InputKind::Text {
            return self.line_of_text(path, String::new(), text);
        }
        if let Some(document) = &mut self.document {
            document.type_into(path, value);
            document.leave(path);
        }
        self.changed(path);
    }

    /// Yes and no stand for the words of a switch.
    fn flag(&self, words: &[&'static str], text: &str) -> Option<&'static str> {
        let word = if self.texts.yes_or_no(text)? { "true" } else { "false" };
        words.iter().copied().find(|known| *known == word)
    }

    /// A line of a certificate, which ends at its last line.
    pub(super) fn line_of_text(&mut self, path: FieldPath, mut text: String, line: &str) {
        if line.contains("PRIVATE KEY") {
            self.say_text("paste-private-key", &[]);
            return self.ask(Question::Field(path));
        }
        if !line.trim().is_empty() {
            text.push_str(line.trim_end());
            text.push('\n');
        }
        if !line.trim().is_empty() && !line.contains("-----END") {
            self.awaited = PromptState::Lines(path, text);
            return;
        }
        if let Some(document) = &mut self.document {
            document.type_into(path, &text);
            document.leave(path);
        }
        self.changed(path);
    }

    fn key_typed(&mut self, path: FieldPath, key: Secret) {
        if let Some(document) = &mut self.document {
            document.type_key(path, key);
            document.leave(path);
        }
        self.say_text("plain-key-taken", &[("field", self.texts.path_label(path).into())]);
        self.changed(path);
    }

    /// An answer that was chosen.
    fn apply_answer(&mut self, question: Question, given: MenuAnswer) {
        if let Question::Device(row) = question {
            return self.device_given(row, given);
        }
        let Some(document) = &mut self.document else { return };
        match (question, given) {
            (Question::Field(path), MenuAnswer::Value(value)) => {
                document.choose(path, &value, Origin::Typed);
                document.leave(path);
                return self.changed(path);
            }
            (_, MenuAnswer::Mode(mode)) if document.draft().mode() != mode => {
                self.switch(mode);
            }
            (Question::Preset(owner), MenuAnswer::Preset(preset)) => {
                document.apply(&preset.repair(owner), Origin::Preset, self.entropy.as_mut());
                let name = self.texts.preset(preset);
                self.say_text("plain-preset-applied", &[("name", name.into())]);
                self.say(self.texts.preset_help(preset));
            }
            (Question::CopyTunnel, MenuAnswer::Copy(with_key)) => {
                let chosen = document.copy_first_tunnel(with_key, self.entropy.as_mut());
                let told = chosen.iter().map(|(path, text)| {
                    let args = [
                        ("field", self.texts.path_label(*path).into()),
                        ("value", text.clone().into()),
                    ];
                    self.texts.format("plain-suggested", &args)
                });
                let told: Vec<String> = told.collect();
                self.say_text("plain-tunnel-copied", &[]);
                self.say_lines(told);
            }
            (Question::AddTag, MenuAnswer::Yes) => {
                let path = document.add_tag();
                return self.ask(Question::Field(path));
            }
            (Question::More, MenuAnswer::Yes) => {
                self.more = true;
                // The fields stand where their question stood.
                let first = self.neighbour(Question::AddTag, 1);
                return match first {
                    Some(first) => self.ask(first),
                    None => self.review(),
                };
            }
            _ => {}
        }
        self.say_findings(question);
    }

    /// Carries over what fits into the other mode, and says what was dropped.
    fn switch(&mut self, mode: Mode) {
        let Some(document) = &mut self.document else { return };
        let dropped = document.change_mode(mode, self.entropy.as_mut());
        let name = self.texts.say(&format!("mode-{}", mode.name()));
        self.say_text("mode-switched", &[("mode", name.into())]);
        if !dropped.is_empty() {
            let names = dropped.into_iter().map(|path| self.texts.path_label(path));
            let fields = self.texts.join(ListStyle::Words, names);
            self.say_text("plain-mode-dropped", &[("fields", fields.into())]);
        }
        self.update_context();
    }

    /// Enter leaves what stands there.
    fn keep_value(&mut self, question: Question) {
        if let (Question::Field(path), Some(document)) = (question, &mut self.document) {
            document.leave(path);
        }
        self.say_findings(question);
    }

    fn removed(&mut self, path: FieldPath) {
        let Some(document) = &mut self.document else { return };
        if let (FieldOwner::Tag(number), Key::TagKey) = (path.owner, path.key) {
            document.remove_tag(number);
            self.say_text("plain-tag-removed", &[("number", number.into())]);
            return self.ask(Question::AddTag);
        }
        document.remove(path);
        document.leave(path);
        self.say_text("plain-removed", &[("field", self.texts.path_label(path).into())]);
        self.changed(path);
    }

    /// Fills in what the rules suggest; for a key, a fresh one.
    fn suggested(&mut self, question: Question, menu: Menu<MenuAnswer>) {
        let Question::Field(path) = question else {
            self.say_text("nothing-to-suggest", &[]);
            self.awaited = PromptState::Question(question, menu);
            return;
        };
        let Some(document) = &mut self.document else { return };
        if question.is_secret() && document.draft().has(path) {
            // Somebody may have agreed on it with the other side.
            self.say_text("plain-key-stays", &[("field", self.texts.path_label(path).into())]);
            self.awaited = PromptState::Question(question, menu);
            return;
        }
        let found = document.suggestion(path);
        match found.filter(|repair| !repair.edits.is_empty()) {
            Some(repair) => {
                document.apply(&repair, Origin::Suggested, self.entropy.as_mut());
                document.leave(path);
                let value = self.value(path).unwrap_or_default();
                let args = [("field", self.texts.path_label(path).into()), ("value", value.into())];
                let id = if question.is_secret() { "plain-key-made" } else { "plain-suggested" };
                self.say_text(id, &args);
                self.changed(path);
            }
            None => {
                self.say_text("nothing-to-suggest", &[]);
                self.awaited = PromptState::Question(question, menu);
            }
        }
    }

    /// A value has changed: the rules that depend on others are asked anew, and the answer is judged.
    fn changed(&mut self, path: FieldPath) {
        match path.key {
            Key::RegionId | Key::CustomerGatewayId => self.update_context(),
            Key::Name => self.name_after_connection(),
            _ => {}
        }
        self.say_findings(Question::Field(path));
    }

    /// Says what the rules have to say of an answer, and asks what to do about it or goes on.
    pub(super) fn say_findings(&mut self, question: Question) {
        let Some(document) = &self.document else { return };
        let open = |finding: &&Finding| {
            finding.severity() != Severity::Warning || !document.is_acknowledged(finding)
        };
        let told: Vec<Finding> =
            question.findings(document).into_iter().filter(open).cloned().collect();
        for finding in &told {
            self.say_finding(finding);
        }
        let blocks = |finding: &Finding| finding.severity() != Severity::Hint;
        if !told.iter().any(blocks) {
            return self.ask_next(question);
        }
        let is_wrong = told.iter().any(|finding| finding.severity() == Severity::Error);
        let mut rows: Vec<MenuRow<FindingAction>> =
            told.iter().flat_map(|finding| self.remedies(finding)).collect();
        rows.push(MenuRow::new(FindingAction::Again(question), self.texts.say("plain-again")));
        rows.push(MenuRow::new(FindingAction::GoOn, self.texts.say("plain-go-on")));
        let last = rows.len() - 1;
        let menu = Menu::new(rows).with_default(if is_wrong { last - 1 } else { last });
        self.show_menu(menu, |menu| PromptState::Findings(question, menu));
    }

    /// A finding in a sentence that names its grade, its rule and its field.
    pub(super) fn say_finding(&mut self, finding: &Finding) {
        let id = match finding.severity() {
            Severity::Error => "plain-error",
            Severity::Warning => "plain-warning",
            Severity::Hint => "plain-hint",
        };
        let field = match (Document::is_of_mode(finding), finding.fields.first()) {
            (false, Some(path)) => self.texts.path_label(*path),
            _ => self.texts.say("step-mode"),
        };
        let args = [
            ("rule", finding.rule.id().into()),
            ("field", field.into()),
            (
                "sentence",
                self.texts.finding_on_form(finding, finding.fields.first().copied()).into(),
            ),
        ];
        self.say_text(id, &args);
    }

    /// What may be done about a finding by the program itself.
    pub(super) fn remedies(&self, finding: &Finding) -> Vec<MenuRow<FindingAction>> {
        let mut rows = Vec::new();
        let mut put = |remedy: FindingAction, repair: String| {
            let args = [("rule", finding.rule.id().into()), ("repair", repair.into())];
            rows.push(MenuRow::new(remedy, self.texts.format("plain-repair", &args)));
        };
        if Document::can_repair(finding) {
            let words = match &finding.repair {
                // Every value moves with the mode: to hear each of them would tell nothing.
                Some(repair) => match switched(repair) {
                    Some(mode) => {
                        let mode = self.texts.say(&format!("mode-{}", mode.name()));
                        self.texts.format("plain-switch", &[("mode", mode.into())])
                    }
                    None => self.texts.repair(repair, |path| self.texts.path_label(path)),
                },
                None => self.texts.say("repair-seal"),
            };
            put(FindingAction::Repair(Box::new(finding.clone())), words);
        }
        for repair in &finding.alternatives {
            let words = self.texts.repair(repair, |path| self.texts.path_label(path));
            put(FindingAction::Alternative(Box::new(finding.clone()), repair.clone()), words);
        }
        if finding.severity() == Severity::Warning {
            let label = self.texts.format("plain-accept", &[("rule", finding.rule.id().into())]);
            rows.push(MenuRow::new(FindingAction::Accept(Box::new(finding.clone())), label));
        }
        rows
    }

    /// Does what was chosen about a finding; whether the draft has changed by it.
    pub(super) fn apply_action(&mut self, remedy: &FindingAction) -> bool {
        let Some(document) = &mut self.document else { return false };
        let (finding, repair) = match remedy {
            FindingAction::Repair(finding) => (finding, finding.repair.clone()),
            FindingAction::Alternative(finding, repair) => (finding, Some(repair.clone())),
            FindingAction::Accept(finding) => {
                document.acknowledge(finding);
                self.say_text("plain-accepted", &[("rule", finding.rule.id().into())]);
                return true;
            }
            FindingAction::Again(_) | FindingAction::GoOn => return false,
        };
        let rule = finding.rule.id();
        match (remedy, repair.as_ref().and_then(switched), &repair) {
            (_, Some(mode), _) => {
                self.switch(mode);
                return true;
            }
            (FindingAction::Repair(finding), ..) => {
                document.repair(finding, self.entropy.as_mut());
            }
            (_, None, Some(repair)) => {
                document.apply(repair, Origin::Suggested, self.entropy.as_mut());
            }
            _ => {}
        }
        self.update_context();
        self.say_text("plain-repaired", &[("rule", rule.into())]);
        true
    }

    /// What a question is about, and what else can be typed.
    fn help(&mut self, question: Question) {
        match (question, &self.document) {
            (Question::Field(path), Some(document)) => {
                self.say(self.texts.help(path.key, document.draft().mode()));
            }
            (Question::Device(row), _) => self.device_about(row),
            _ => {}
        }
        self.say_text("plain-commands", &[]);
    }

    /// Asks which field to go to.
    pub(super) fn fields(&mut self, sought: &str, from: Option<Question>) {
        let mut menu = self.fields_menu();
        if !sought.trim().is_empty() && matches!(menu.search(sought), MenuSelection::Unknown) {
            self.say_text("plain-no-field", &[("typed", sought.trim().to_owned().into())]);
        }
        self.show_menu(menu, |menu| PromptState::Fields(from, menu));
    }
}
