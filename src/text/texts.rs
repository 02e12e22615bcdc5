//! Everything that the program says in one language.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use fluent_bundle::{FluentArgs, FluentError, FluentValue};

use crate::connection::presets::Preset;
use crate::connection::regions::Region;
use crate::connection::{
    Arg, FieldOwner, FieldPath, Finding, Key, ListStyle, Mode, Origin, Repair, Severity, ToMessage,
};

use super::catalogue::MessageCatalogue;
use super::half_width::half_width_text;
use super::language::{Language, all_ids};
use super::printable::printable;
use super::spacing::{is_han, joined};

/// The words of one language. Cheap to make: a file is read when its first message is asked for.
pub struct Texts {
    language: Language,
    /// The language asked for, then the one that helps out.
    catalogues: Vec<MessageCatalogue>,
    /// What was said without values: a screen says the same some fifty times a frame.
    said: Mutex<HashMap<String, String>>,
}

/// Why a sentence could not be made as its author meant it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// No language has this message.
    #[error("no message {id}")]
    Missing {
        /// The id asked for.
        id: String,
    },
    /// The message wants something it was not given, most often a value.
    #[error("message {id}: {problem}")]
    Broken {
        /// The id asked for.
        id: String,
        /// What Fluent has to say.
        problem: String,
    },
}

impl Default for Texts {
    fn default() -> Self {
        Self::new(Language::default())
    }
}

impl Texts {
    /// The words of this language, with English for each message it lacks.
    pub fn new(language: Language) -> Self {
        let mut catalogues = vec![MessageCatalogue::new(language)];
        if language != Language::English {
            catalogues.push(MessageCatalogue::new(Language::English));
        }
        Self { language, catalogues, said: Mutex::default() }
    }

    /// The language that was asked for.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The ids of all texts of the language asked for, `field-Psk.help` for an attribute.
    pub fn ids(&self) -> Vec<String> {
        self.language.sources().iter().flat_map(|source| all_ids(source)).collect()
    }

    /// A message without values; the id itself if there is no such message.
    pub fn say(&self, id: &str) -> String {
        // Nothing in here can panic half way, so what is behind a poisoned lock is sound.
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = said.get(id) {
            return known.clone();
        }
        let sentence = self.format(id, &[]);
        said.insert(id.to_owned(), sentence.clone());
        sentence
    }

    /// A message with named values; the id itself if there is no such message.
    ///
    /// Values pass through [`printable`] first. A value the message wants and does not get shows as
    /// its name in braces.
    pub fn format(&self, id: &str, args: &[(&str, Arg)]) -> String {
        self.find(id, args).map_or_else(|| id.to_owned(), |(sentence, _)| sentence)
    }

    /// A message with named values, or why it cannot be said in full.
    ///
    /// # Errors
    /// There is no such message, or it wants a value that was not given.
    pub fn try_format(&self, id: &str, args: &[(&str, Arg)]) -> Result<String, TextError> {
        match self.find(id, args) {
            None => Err(TextError::Missing { id: id.to_owned() }),
            Some((sentence, errors)) => match errors.first() {
                None => Ok(sentence),
                Some(error) => {
                    Err(TextError::Broken { id: id.to_owned(), problem: error.to_string() })
                }
            },
        }
    }

    /// What a list is searched by: the words of the language, and the English ones, for people whose input
    /// method is not at hand.
    pub fn search_text(&self, say: impl Fn(&Self) -> String) -> String {
        static ENGLISH: OnceLock<Texts> = OnceLock::new();
        let own = say(self);
        match self.language {
            Language::English => own,
            _ => format!("{own} {}", say(ENGLISH.get_or_init(Self::default))),
        }
    }

    /// What a room hands on to be said.
    pub fn format_message(&self, said: &impl ToMessage) -> String {
        let message = said.message();
        self.format(&message.id, &message.args)
    }

    /// Whether an answer to a question is a yes; anything else is a no.
    pub fn is_yes(&self, answer: &str) -> bool {
        self.yes_or_no(answer) == Some(true)
    }

    /// The answer to a question: in English or in the language, in full or with its first letter, with an
    /// input method switched on or off.
    pub fn yes_or_no(&self, answer: &str) -> Option<bool> {
        let answer = half_width_text(answer.trim()).to_lowercase();
        let is = |word: &str, id: &str| {
            answer == word || answer == word[..1] || answer == self.say(id).to_lowercase()
        };
        match (is("yes", "answer-yes"), is("no", "answer-no")) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    }

    /// Several words or sentences, put together as the language does it.
    pub fn join(&self, joint: ListStyle, parts: impl IntoIterator<Item = String>) -> String {
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let gap = self.say(match joint {
            // Names of parameters may be copied; labels are words.
            ListStyle::Values if self.are_words(&parts) => "joint-words",
            ListStyle::Values => "joint-values",
            ListStyle::Words => "joint-words",
            ListStyle::Either => "joint-either",
            ListStyle::Clauses => "joint-clauses",
            ListStyle::Sentences => "joint-sentences",
        });
        if self.language.separates_words() { parts.join(&gap) } else { joined(&parts, &gap) }
    }

    /// Whether values are words of a language that sets them apart by marks of its own.
    fn are_words(&self, values: &[String]) -> bool {
        !self.language.separates_words() && values.iter().any(|value| value.contains(is_han))
    }

    /// Sentences that follow on each other.
    pub fn sentences<'a>(&self, parts: impl IntoIterator<Item = &'a str>) -> String {
        self.join(ListStyle::Sentences, parts.into_iter().map(str::to_owned))
    }

    /// A text with something said aside, in the parentheses of the language.
    pub fn parenthesized(&self, text: &str, note: &str) -> String {
        self.format("aside", &[("text", text.to_owned().into()), ("note", note.to_owned().into())])
    }

    /// A text behind what it is about, with the colon of the language.
    pub fn with_label(&self, label: &str, text: &str) -> String {
        let args = [("label", label.to_owned().into()), ("text", text.to_owned().into())];
        self.format("labelled", &args)
    }

    /// Whether there is such a message, or such an attribute of one.
    pub fn has(&self, id: &str) -> bool {
        self.find(id, &[]).is_some()
    }

    /// What a rule has to say, fields by their wire names, as in files and on the command line.
    pub fn finding(&self, finding: &Finding) -> String {
        self.format(&format!("rule-{}", finding.rule.id()), &finding.args)
    }

    /// What a rule has to say, fields by the labels that they have on forms. It is said beside the label of
    /// `beside`, so that a sentence that begins with this label goes without.
    pub fn finding_on_form(&self, finding: &Finding, beside: Option<FieldPath>) -> String {
        let labelled = |arg: &Arg| match arg {
            Arg::Field(path) => Arg::from(self.path_label(*path)),
            Arg::Fields(all) => Arg::from(self.fields(all, |path| self.label(path.key))),
            other => other.clone(),
        };
        let args: Vec<(&str, Arg)> =
            finding.args.iter().map(|(name, arg)| (*name, labelled(arg))).collect();
        let sentence = self.format(&format!("rule-{}", finding.rule.id()), &args);
        let rest = beside.and_then(|path| {
            let rest = sentence.strip_prefix(&self.path_label(path))?;
            rest.strip_prefix(": ").or_else(|| rest.strip_prefix('\u{ff1a}')).map(str::to_owned)
        });
        let Some(mut rest) = rest else { return sentence };
        if let Some(first) = rest.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        rest
    }

    /// The name of a field on a form.
    pub fn label(&self, key: Key) -> String {
        self.say(&format!("field-{key:?}"))
    }

    /// What a field is in a mode, its units and ranges, and what to watch out for.
    pub fn help(&self, key: Key, mode: Mode) -> String {
        let of_mode = format!("field-{key:?}.help-{}", mode.name());
        if self.has(&of_mode) {
            self.say(&of_mode)
        } else {
            self.say(&format!("field-{key:?}.help"))
        }
    }

    /// The name of a region, as the service's own console has it.
    pub fn region(&self, region: &'static Region) -> &'static str {
        match self.language {
            Language::English => &region.name_en,
            Language::Chinese => &region.name_zh,
        }
    }

    /// The name of a preset.
    pub fn preset(&self, preset: &Preset) -> String {
        self.say(&format!("preset-{}", preset.id))
    }

    /// What a preset is for, or what to mind on the device it is named for.
    pub fn preset_help(&self, preset: &Preset) -> String {
        self.say(&format!("preset-{}.help", preset.id))
    }

    /// Where a value came from, in a word or two.
    pub fn origin(&self, origin: Origin) -> String {
        self.say(&format!("origin-{}", origin.name()))
    }

    /// The name of a field with the tunnel or tag it belongs to.
    pub fn path_label(&self, path: FieldPath) -> String {
        self.placed(path, "place-tunnel", "place-tag")
    }

    /// The same for a narrow column: the tunnel comes first, so that it is never what is cut off.
    pub fn place_short(&self, path: FieldPath) -> String {
        self.placed(path, "place-tunnel-short", "place-tag-short")
    }

    fn placed(&self, path: FieldPath, tunnel: &str, tag: &str) -> String {
        let label = self.label(path.key);
        let (id, number) = match path.owner {
            FieldOwner::Connection => return label,
            FieldOwner::Tunnel(number) => (tunnel, number),
            FieldOwner::Tag(number) => (tag, number),
        };
        self.format(id, &[("number", number.into()), ("label", label.into())])
    }

    /// What a repair will do, in words. `name` says what the reader knows a field by: its label in the
    /// wizard ([`Texts::path_label`]), its wire name on the command line.
    pub fn repair(&self, repair: &Repair, name: impl Fn(FieldPath) -> String) -> String {
        self.join(
            ListStyle::Clauses,
            repair.edits.iter().map(|edit| self.format_message(&edit.message(&name))),
        )
    }

    /// The word for a grade of finding.
    pub fn severity(&self, severity: Severity) -> String {
        self.say(&format!("severity-{}", severity.name()))
    }

    /// Fields in a row, by the name that the reader knows each by.
    fn fields(
        &self,
        all: &[(FieldPath, Option<&'static str>)],
        name: impl Fn(FieldPath) -> String,
    ) -> String {
        let named = all.iter().map(|(path, value)| match value {
            Some(value) => format!("{} {value}", name(*path)),
            None => name(*path),
        });
        self.join(ListStyle::Values, named)
    }

    fn find(&self, id: &str, args: &[(&str, Arg)]) -> Option<(String, Vec<FluentError>)> {
        let args: FluentArgs<'_> =
            args.iter().map(|(name, value)| (*name, self.value(value))).collect();
        self.catalogues.iter().find_map(|catalogue| catalogue.say(id, &args))
    }

    fn value<'a>(&self, arg: &'a Arg) -> FluentValue<'a> {
        match arg {
            Arg::Text(text) => FluentValue::String(printable(text)),
            Arg::Number(number) => FluentValue::from(*number),
            other => FluentValue::from(self.word(other)),
        }
    }

    /// A value as it stands in a sentence.
    fn word(&self, arg: &Arg) -> String {
        match arg {
            Arg::Text(text) => printable(text).into_owned(),
            Arg::Number(number) => number.to_string(),
            Arg::Message(message) => self.format_message(&**message),
            Arg::List(joint, parts) => self.join(*joint, parts.iter().map(|part| self.word(part))),
            Arg::Field(path) => path.to_string(),
            Arg::Fields(all) => self.fields(all, |path| path.key.name().to_owned()),
        }
    }
}
