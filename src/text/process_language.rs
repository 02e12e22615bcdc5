//! The language of this run, which errors are printed in.
//!
//! As with the messages of the system, what an error prints depends on one setting of the process; whoever
//! writes for another reader says the same error with [`Texts::tell`].

use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::connection::{Arg, ToMessage};

use super::language::Language;
use super::texts::Texts;

static LANGUAGE: AtomicUsize = AtomicUsize::new(0);

/// Has errors printed in this language from now on.
pub fn set_process_language(language: Language) {
    let index = Language::ALL.iter().position(|one| *one == language);
    LANGUAGE.store(index.unwrap_or_default(), Ordering::Relaxed);
}

/// A sentence in the language of this run.
pub fn format_in_process_language(said: &impl ToMessage) -> String {
    static TEXTS: [OnceLock<Texts>; Language::ALL.len()] =
        [const { OnceLock::new() }; Language::ALL.len()];
    let index = LANGUAGE.load(Ordering::Relaxed);
    TEXTS[index].get_or_init(|| Texts::new(Language::ALL[index])).format_message(said)
}

/// Prints errors by their messages, in the language of this run.
macro_rules! print_as_message {
    ($($error:ty),+ $(,)?) => {
        $(impl ::std::fmt::Display for $error {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(&$crate::text::format_in_process_language(self))
            }
        })+
    };
}

pub(crate) use print_as_message;

/// The reason that the system gives, in its own words.
impl From<&io::Error> for Arg {
    fn from(error: &io::Error) -> Self {
        error.to_string().into()
    }
}
