//! How a question is put: step and number, label, allowed values, default, what stands there now.

use crate::connection::catalogue::FieldKind;
use crate::connection::presets::presets;
use crate::connection::regions::{find, regions};
use crate::connection::{Arg, FieldPath, Key, ListStyle, Mode, catalogue};
use crate::flow::CustomerGateway;
use crate::text::printable;
use crate::walk::steps::{InputKind, WizardStep, entry, steps};

use super::device::PASTE_END;
use super::effect::PlainEffect;
use super::menu::{Menu, MenuRow};
use super::model::{MenuAnswer, PlainModel, PlainPrompt, PromptState};
use super::question::{Question, QuestionContext, all, questions};

impl PlainModel {
    /// Puts a question of the walk.
    pub(super) fn ask(&mut self, question: Question) {
        let Some(document) = &self.document else { return };
        let path = match question {
            Question::Field(path) => Some(path),
            _ => None,
        };
        let region = self.draft_region();
        let mode = document.draft().mode();
        if path.is_some_and(|path| entry(path) == InputKind::Gateway)
            && !region.is_empty()
            && self.is_signed_in()
            && self.region_lists().is_none()
        {
            // The list comes first; the question follows with it.
            self.at = Some(question);
            self.awaited = PromptState::Nothing;
            self.push_effect(PlainEffect::LoadGateways(region));
            return;
        }
        self.at = Some(question);
        self.say("");
        self.heading(question, mode);
        if let Some(path) = path {
            self.objection(path);
        }
        let menu = self.menu(question);
        self.allowed(question, &menu);
        self.show_menu(menu, |menu| PromptState::Question(question, menu));
        if let Some(path) = path {
            self.standing(path);
        }
    }

    /// What stands before the next line, or nothing once nothing more is asked.
    pub fn prompt(&self) -> Option<PlainPrompt> {
        let texts = &self.texts;
        let open = |text: String| Some(PlainPrompt { text, hidden: false, until: None });
        let hidden = |text: String, until| Some(PlainPrompt { text, hidden: true, until });
        let labelled = |label: String| texts.format("plain-prompt", &[("label", label.into())]);
        match &self.awaited {
            PromptState::Nothing | PromptState::Ended => None,
            PromptState::Question(question, _) if question.is_secret() => {
                hidden(labelled(self.label(*question)), None)
            }
            PromptState::Question(question, _) => open(labelled(self.label(*question))),
            PromptState::Paste => {
                hidden(labelled(texts.say("plain-device-configuration")), Some(PASTE_END))
            }
            PromptState::DeviceOut(..) => open(labelled(texts.say("plain-file"))),
            PromptState::Lines(path, _) => open(labelled(texts.path_label(*path))),
            PromptState::Key(path, _) => hidden(labelled(texts.path_label(*path)), None),
            PromptState::Fields(..) => open(labelled(texts.say("plain-field"))),
            PromptState::DeleteName(..) => open(labelled(texts.say("plain-name"))),
            PromptState::Consent(_) | PromptState::Change(_) => {
                open(labelled(texts.say("plain-yes-or-no")))
            }
            PromptState::Home(_)
            | PromptState::Findings(..)
            | PromptState::Resolving(_)
            | PromptState::Connections(_)
            | PromptState::Connection(_)
            | PromptState::Routers(_)
            | PromptState::Review(_) => open(labelled(texts.say("plain-choice"))),
        }
    }

    /// What a question is called.
    pub(super) fn label(&self, question: Question) -> String {
        match question {
            Question::Mode => self.texts.say("step-mode"),
            Question::Field(path) => self.texts.path_label(path),
            Question::Device(row) => self.device_label(row),
            Question::Preset(_) => self.texts.say("plain-preset"),
            Question::CopyTunnel => self.texts.say("plain-copy-tunnel"),
            Question::AddTag => self.texts.say("plain-add-tag"),
            Question::More => self.texts.say("plain-more-fields"),
        }
    }

    /// The number of a step with its name.
    pub(super) fn step_words(&self, step: WizardStep, mode: Mode) -> [(&'static str, Arg); 3] {
        let all = steps(mode);
        let number = all.iter().position(|other| *other == step).unwrap_or(0) + 1;
        let name = match step {
            WizardStep::Tunnel(number) => {
                self.texts.format("step-tunnel", &[("number", number.into())])
            }
            step => self.texts.say(&format!("step-{}", step.word())),
        };
        [("number", number.into()), ("count", all.len().into()), ("name", name.into())]
    }

    fn heading(&mut self, question: Question, mode: Mode) {
        let step = question.step(mode);
        let here = self.question_context().map(|asked| questions(step, asked)).unwrap_or_default();
        let at = here.iter().position(|other| *other == question).unwrap_or(0) + 1;
        let mut args = Vec::from(self.step_words(step, mode));
        args.extend([
            ("question", at.into()),
            ("questions", here.len().into()),
            ("label", self.label(question).into()),
        ]);
        self.say_text("plain-question", &args);
    }

    /// What the service objected to, until the field changes.
    fn objection(&mut self, path: FieldPath) {
        let objection =
            self.document.as_ref().and_then(|document| document.refused_field()).cloned();
        if let Some(objection) = objection.filter(|objection| objection.path == path) {
            let found = objection.explanation;
            let code = printable(&found.code).into_owned();
            self.say_text("objection", &[("code", code.into())]);
            self.say(found.meaning);
            self.say(found.remedy);
        }
    }

    fn allowed(&mut self, question: Question, menu: &Menu<MenuAnswer>) {
        let path = match question {
            Question::Field(path) => path,
            Question::Device(row) => return self.device_about(row),
            Question::Preset(_) => return self.say_text("plain-preset.about", &[]),
            Question::CopyTunnel => return self.say_text("plain-copy-tunnel.about", &[]),
            Question::AddTag => return self.say_text("help-tags", &[]),
            Question::More => return self.say_text("plain-more-fields.about", &[]),
            Question::Mode => return,
        };
        match catalogue::field(path.key).kind {
            _ if entry(path) == InputKind::Region => self.say_text("plain-allowed-region", &[]),
            FieldKind::Id(prefix) if menu.is_empty() => {
                self.say_text("plain-allowed-id", &[("prefix", prefix.into())]);
            }
            FieldKind::Id(prefix) => {
                self.say_text("plain-allowed-listed-id", &[("prefix", prefix.into())])
            }
            FieldKind::Flag | FieldKind::Choice(_) => self.say_text("plain-allowed-choice", &[]),
            FieldKind::Text(most) => self.say_text("plain-allowed-text", &[("most", most.into())]),
            FieldKind::Pem => self.say_text("plain-allowed-pem", &[]),
            FieldKind::Seconds(least, most) => {
                let args = [("least", u64::from(least).into()), ("most", u64::from(most).into())];
                self.say_text("plain-allowed-seconds", &args);
            }
            FieldKind::Count => self.say_text("plain-allowed-count", &[]),
            FieldKind::TunnelNumber => self.say_text("plain-allowed-tunnel", &[]),
            FieldKind::Asn => self.say_text("plain-allowed-asn", &[]),
            FieldKind::Address => self.say_text("plain-allowed-address", &[]),
            FieldKind::Blocks => self.say_text("plain-allowed-blocks", &[]),
            FieldKind::TunnelCidr => self.say_text("plain-allowed-tunnel-cidr", &[]),
            FieldKind::Key(most) => self.say_text("plain-allowed-key", &[("most", most.into())]),
        }
    }

    /// The service's default, and what Enter does.
    fn standing(&mut self, path: FieldPath) {
        let Some(document) = &self.document else { return };
        let draft = document.draft();
        let default = catalogue::field(path.key).default.of(draft.mode());
        let lines = match (self.value(path), default) {
            (Some(value), _) => {
                let origin = document.origin(path).unwrap_or_default();
                let origin = self.texts.origin(origin);
                vec![("plain-keeps", vec![("value", value.into()), ("origin", origin.into())])]
            }
            (None, Some(_)) => vec![("plain-leaves-default", Vec::new())],
            (None, None) => vec![("plain-leaves-empty", Vec::new())],
        };
        match default {
            Some(default) => self.say_text("plain-default", &[("value", default.into())]),
            None => self.say_text("plain-no-default", &[]),
        }
        for (id, args) in lines {
            self.say_text(id, &args);
        }
        self.say_device_has(path);
    }

    /// What stands in a field, as far as it may be shown.
    pub(super) fn value(&self, path: FieldPath) -> Option<String> {
        let draft = self.document.as_ref()?.draft();
        if entry(path) == InputKind::Secret {
            return draft.has(path).then(|| self.texts.say("summary-key"));
        }
        let text = draft.text(path)?;
        Some(match entry(path) {
            InputKind::Text => {
                let args = [("lines", text.lines().count().into()), ("bytes", text.len().into())];
                self.texts.format("value-text", &args)
            }
            InputKind::Gateway => self.gateway(text),
            _ => printable(text).into_owned(),
        })
    }

    /// A gateway by what people know it by, as far as its list is here.
    pub(super) fn gateway(&self, id: &str) -> String {
        let found = self.gateways().iter().find(|gateway| gateway.id == id);
        let words = found.map(|gateway| self.gateway_words(gateway));
        words.unwrap_or_else(|| printable(id).into_owned())
    }

    fn gateway_words(&self, gateway: &CustomerGateway) -> String {
        let asn = match gateway.asn {
            Some(asn) => self
                .texts
                .format("plain-gateway-asn", &[("asn", u64::from(asn).to_string().into())]),
            None => self.texts.say("gateway-no-asn"),
        };
        let parts = [gateway.name.clone(), gateway.ip.clone(), Some(asn), Some(gateway.id.clone())];
        self.texts.join(ListStyle::Values, parts.into_iter().flatten())
    }

    /// The answers that can be chosen from.
    fn menu(&self, question: Question) -> Menu<MenuAnswer> {
        let texts = &self.texts;
        let yes_or_no = || {
            let row = |given, id: &str| MenuRow::valued(given, &texts.say(id), texts.say(id));
            Menu::new(vec![row(MenuAnswer::No, "answer-no"), row(MenuAnswer::Yes, "answer-yes")])
                .with_default(0)
        };
        match question {
            Question::Mode => {
                let row = |mode: Mode| {
                    let name = texts.say(&format!("mode-{}", mode.name()));
                    let about = texts.say(&format!("mode-{}.help", mode.name()));
                    let args = [("value", name.into()), ("about", about.into())];
                    let label = texts.format("plain-explained", &args);
                    MenuRow::valued(MenuAnswer::Mode(mode), mode.name(), label)
                };
                let mode = self.document.as_ref().map(|document| document.draft().mode());
                Menu::new(vec![row(Mode::Dual), row(Mode::Single)])
                    .with_default(usize::from(mode == Some(Mode::Single)))
            }
            Question::Field(path) => self.field_menu(path),
            Question::Device(row) => self.device_menu(row),
            Question::Preset(_) => {
                let mut rows = vec![MenuRow::new(MenuAnswer::No, texts.say("plain-no-preset"))];
                rows.extend(presets().iter().map(|preset| {
                    // What its device needs is said once it is chosen: eighteen of them are much to hear.
                    MenuRow::valued(MenuAnswer::Preset(preset), preset.id, texts.preset(preset))
                        .found_by(texts.search_text(|texts| texts.preset(preset)))
                }));
                Menu::new(rows).with_default(0)
            }
            Question::CopyTunnel => Menu::new(vec![
                MenuRow::valued(MenuAnswer::No, &texts.say("answer-no"), texts.say("answer-no")),
                MenuRow::new(MenuAnswer::Copy(false), texts.say("plain-copy-without-key")),
                MenuRow::new(MenuAnswer::Copy(true), texts.say("plain-copy-with-key")),
            ])
            .with_default(0),
            Question::AddTag | Question::More => yes_or_no(),
        }
    }

    fn field_menu(&self, path: FieldPath) -> Menu<MenuAnswer> {
        let row = |value: &str, about: String| {
            let label = match about.as_str() {
                "" => value.to_owned(),
                _ => {
                    let args = [("value", value.to_owned().into()), ("about", about.into())];
                    self.texts.format("plain-explained", &args)
                }
            };
            MenuRow::valued(MenuAnswer::Value(value.to_owned()), value, label)
        };
        match entry(path) {
            InputKind::Choice(words) => Menu::new(
                words
                    .iter()
                    .map(|word| {
                        let id = format!("word-{word}");
                        let about =
                            if self.texts.has(&id) { self.texts.say(&id) } else { String::new() };
                        row(word, about)
                    })
                    .collect(),
            ),
            InputKind::Region => {
                let known: Vec<String> = match self.regions.is_empty() {
                    true => regions().iter().map(|region| region.id.clone()).collect(),
                    false => self.regions.clone(),
                };
                let rows = known.iter().map(|id| match find(id) {
                    Some(region) => row(id, self.texts.region(region).to_owned())
                        .found_by(format!("{} {}", region.name_en, region.name_zh)),
                    None => row(id, String::new()),
                });
                Menu::new(rows.collect()).searchable()
            }
            InputKind::Gateway => {
                let rows = self.gateways().iter().map(|gateway| {
                    let given = MenuAnswer::Value(gateway.id.clone());
                    MenuRow::valued(given, &gateway.id, self.gateway_words(gateway))
                        .called([gateway.name.clone(), gateway.ip.clone()])
                });
                Menu::new(rows.collect()).searchable()
            }
            InputKind::Line | InputKind::Secret | InputKind::Text => Menu::none(),
        }
    }

    /// Asks what comes after a question, or for the review at the end.
    pub(super) fn ask_next(&mut self, from: Question) {
        match self.neighbour(from, 1) {
            Some(next) => self.ask(next),
            None => self.review(),
        }
    }

    /// The question so many places further on.
    pub(super) fn neighbour(&self, from: Question, by: isize) -> Option<Question> {
        let walk = all(self.question_context()?);
        let step = from.step(self.document.as_ref()?.draft().mode());
        let at = walk.iter().position(|(_, question)| *question == from);
        if let (None, Question::Device(row)) = (at, from) {
            // It is asked no more: what comes after it in the step is the next.
            let is_after = |(other, question): &(WizardStep, Question)| match question {
                Question::Device(later) => *later > row,
                _ => *other > step,
            };
            let next = walk.iter().position(is_after)?;
            let to = if by > 0 { next } else { next.checked_add_signed(by)? };
            return walk.get(to).map(|(_, question)| *question);
        }
        // It is asked no more: what comes first in its step takes its place.
        let at = at.or_else(|| walk.iter().position(|(other, _)| *other >= step))?;
        walk.get(at.checked_add_signed(by)?).map(|(_, question)| *question)
    }

    /// The first question of the step after that of a question.
    pub(super) fn next_step(&self, from: Question) -> Option<Question> {
        let walk = all(self.question_context()?);
        let step = from.step(self.document.as_ref()?.draft().mode());
        let rest = walk.into_iter().skip_while(|(other, _)| *other != step);
        rest.skip_while(|(other, _)| *other == step).map(|(_, question)| question).next()
    }

    /// Whether somebody is signed in.
    pub(super) fn is_signed_in(&self) -> bool {
        matches!(self.account, Some(Ok(_)))
    }

    /// Every field that is asked for, to be gone to.
    pub(super) fn fields_menu(&self) -> Menu<FieldPath> {
        let Some(asked) = self.question_context() else { return Menu::none() };
        let walk = all(QuestionContext { more: true, ..asked }).into_iter();
        let fields = walk.filter_map(|(_, question)| match question {
            Question::Field(path) => Some(path),
            _ => None,
        });
        let is_seen = |path: &FieldPath| !matches!(path.key, Key::TunnelIndex);
        let row = |path: FieldPath| {
            let found_by = self.texts.search_text(|texts| texts.path_label(path));
            MenuRow::valued(path, &path.to_string(), self.texts.path_label(path)).found_by(found_by)
        };
        Menu::new(fields.filter(is_seen).map(row).collect()).searchable()
    }
}
