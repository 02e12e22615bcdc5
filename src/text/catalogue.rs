//! The messages of one language.

use std::collections::HashMap;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource};

use super::language::{Language, ids};
use super::spacing::spaced;

/// The messages of one language. A file is parsed when one of its messages is first asked for, so that
/// a run pays only for the words it says.
pub(super) struct MessageCatalogue {
    language: Language,
    /// Which file a message stands in.
    files: HashMap<&'static str, usize>,
    bundles: Box<[OnceLock<FluentBundle<FluentResource>>]>,
}

impl MessageCatalogue {
    pub(super) fn new(language: Language) -> Self {
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
            // Marks around each value would show up as litter where output is copied: they are taken off.
            bundle.set_use_isolating(!self.language.separates_words());
            // What cannot be read is left out, and its id is shown instead; a test reads every file.
            let source = self.language.sources()[file].to_owned();
            let resource = FluentResource::try_new(source).unwrap_or_else(|(rest, _)| rest);
            let _ = bundle.add_resource(resource);
            bundle
        }))
    }

    /// A message, or an attribute of one, with what Fluent missed.
    pub(super) fn say(
        &self,
        id: &str,
        args: &FluentArgs<'_>,
    ) -> Option<(String, Vec<FluentError>)> {
        let (message, attribute) =
            id.split_once('.').map_or((id, None), |(id, name)| (id, Some(name)));
        let bundle = self.bundle(message)?;
        let message = bundle.get_message(message)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(name) => message.get_attribute(name)?.value(),
        };
        let mut errors = Vec::new();
        let sentence = bundle.format_pattern(pattern, Some(args), &mut errors);
        // A long message is broken in its file for its author's sake; whoever shows it breaks it anew.
        let sentence = sentence.replace('\n', " ");
        let sentence = if self.language.separates_words() { sentence } else { spaced(&sentence) };
        Some((sentence, errors))
    }
}
