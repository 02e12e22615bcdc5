//! Words for people: an id and values in, a sentence out.
//!
//! The one place that knows a language. The words stand in `assets/locales`, a folder a language, in
//! Fluent's format; ids are `rule-ID`, `field-KEY`, `error-CODE` (dots of the code as dashes),
//! `preset-ID`, `origin-WORD`, and names of their own for the rest. An attribute is asked for as `field-Psk.help`.
//!
//! Uses fluent-bundle, and `connection` for what is to be said. Opens no file, decides nothing.

mod language;
mod printable;

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};

use crate::connection::presets::Preset;
use crate::connection::{Arg, FieldOwner, FieldPath, Finding, Key, Mode, Origin, Repair, Severity};

use language::ids;

pub use language::Language;
pub use printable::{printable, printable_json};

/// The words of one language. Cheap to make: a file is read when its first message is asked for.
pub struct Texts {
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
        Self { catalogues, said: Mutex::default() }
    }

    /// A message without values; the id itself if there is no such message.
    pub fn say(&self, id: &str) -> String {
        // Nothing in here can panic half way, so what is behind a poisoned lock is sound.
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = said.get(id) {
            return known.clone();
        }
        let sentence = self.say_with(id, &[]);
        said.insert(id.to_owned(), sentence.clone());
        sentence
    }

    /// A message with named values; the id itself if there is no such message.
    ///
    /// Values pass through [`printable`] first. A value the message wants and does not get shows as
    /// its name in braces.
    pub fn say_with(&self, id: &str, args: &[(&str, Arg)]) -> String {
        self.find(id, args).map_or_else(|| id.to_owned(), |(sentence, _)| sentence)
    }

    /// A message with named values, or why it cannot be said in full.
    ///
    /// # Errors
    /// There is no such message, or it wants a value that was not given.
    pub fn try_say_with(&self, id: &str, args: &[(&str, Arg)]) -> Result<String, TextError> {
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

    /// Whether there is such a message, or such an attribute of one.
    pub fn has(&self, id: &str) -> bool {
        self.find(id, &[]).is_some()
    }

    /// What a rule has to say, fields by their wire names, as in files and on the command line.
    pub fn finding(&self, finding: &Finding) -> String {
        self.say_with(&format!("rule-{}", finding.rule.id()), &finding.args)
    }

    /// What a rule has to say, fields by the labels that they have on forms. It is said beside the label of
    /// `beside`, so that a sentence that begins with this label goes without.
    pub fn finding_on_form(&self, finding: &Finding, beside: Option<FieldPath>) -> String {
        let labelled = |arg: &Arg| match arg {
            Arg::Field(path) => Arg::from(self.place(*path)),
            Arg::Fields(all) => Arg::from(named_fields(all, |path| self.label(path.key))),
            other => other.clone(),
        };
        let args: Vec<(&str, Arg)> =
            finding.args.iter().map(|(name, arg)| (*name, labelled(arg))).collect();
        let sentence = self.say_with(&format!("rule-{}", finding.rule.id()), &args);
        let rest = beside.and_then(|path| {
            sentence.strip_prefix(&self.place(path))?.strip_prefix(": ").map(str::to_owned)
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
    pub fn place(&self, path: FieldPath) -> String {
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
        self.say_with(id, &[("number", number.into()), ("label", label.into())])
    }

    /// What a repair will do, in words. `name` says what the reader knows a field by: its label in the
    /// wizard ([`Texts::place`]), its wire name on the command line.
    pub fn repair(&self, repair: &Repair, name: impl Fn(FieldPath) -> String) -> String {
        let steps = repair.edits.iter().map(|edit| {
            let (id, args) = edit.message(&name);
            self.say_with(id, &args)
        });
        steps.collect::<Vec<_>>().join("; ")
    }

    /// The word for a grade of finding.
    pub fn severity(&self, severity: Severity) -> String {
        self.say(match severity {
            Severity::Error => "severity-error",
            Severity::Warning => "severity-warning",
            Severity::Hint => "severity-hint",
        })
    }

    fn find(&self, id: &str, args: &[(&str, Arg)]) -> Option<(String, Vec<FluentError>)> {
        self.catalogues.iter().find_map(|catalogue| catalogue.say(id, args))
    }
}

/// The messages of one language. A file is parsed when one of its messages is first asked for, so that
/// a run pays only for the words it says.
struct MessageCatalogue {
    language: Language,
    /// Which file a message stands in.
    files: HashMap<&'static str, usize>,
    bundles: Box<[OnceLock<FluentBundle<FluentResource>>]>,
}

impl MessageCatalogue {
    fn new(language: Language) -> Self {
        let sources = language.sources();
        let numbered = sources.iter().enumerate();
        let files =
            numbered.flat_map(|(file, source)| ids(source).map(move |id| (id, file))).collect();
        Self { language, files, bundles: sources.iter().map(|_| OnceLock::new()).collect() }
    }

    fn bundle(&self, id: &str) -> Option<&FluentBundle<FluentResource>> {
        let file = *self.files.get(id)?;
        Some(self.bundles[file].get_or_init(|| {
            let tag = self.language.tag().parse().unwrap_or_default();
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            // Marks around each value would show up as litter where output is copied.
            bundle.set_use_isolating(false);
            // What cannot be read is left out, and its id is shown instead; a test reads every file.
            let source = self.language.sources()[file].to_owned();
            let resource = FluentResource::try_new(source).unwrap_or_else(|(rest, _)| rest);
            let _ = bundle.add_resource(resource);
            bundle
        }))
    }

    /// A message, or an attribute of one, with what Fluent missed.
    fn say(&self, id: &str, args: &[(&str, Arg)]) -> Option<(String, Vec<FluentError>)> {
        let (message, attribute) =
            id.split_once('.').map_or((id, None), |(id, name)| (id, Some(name)));
        let bundle = self.bundle(message)?;
        let message = bundle.get_message(message)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(name) => message.get_attribute(name)?.value(),
        };
        let args: FluentArgs<'_> =
            args.iter().map(|(name, value)| (*name, fluent_value(value))).collect();
        let mut errors = Vec::new();
        let sentence = bundle.format_pattern(pattern, Some(&args), &mut errors);
        // A long message is broken in its file for its author's sake; whoever shows it breaks it anew.
        Some((sentence.replace('\n', " "), errors))
    }
}

fn fluent_value(arg: &Arg) -> FluentValue<'_> {
    match arg {
        Arg::Text(text) => FluentValue::String(printable(text)),
        Arg::Number(number) => FluentValue::from(*number),
        Arg::Field(path) => FluentValue::from(path.to_string()),
        Arg::Fields(all) => FluentValue::from(named_fields(all, |path| {
            path.leaf().and_then(|leaf| leaf.rsplit('.').next()).unwrap_or_default().to_owned()
        })),
    }
}

/// Fields in a row, by the name that the reader knows each by.
fn named_fields(
    all: &[(FieldPath, Option<&'static str>)],
    name: impl Fn(FieldPath) -> String,
) -> String {
    let named = all.iter().map(|(path, value)| match value {
        Some(value) => format!("{} {value}", name(*path)),
        None => name(*path),
    });
    named.collect::<Vec<_>>().join(", ")
}
