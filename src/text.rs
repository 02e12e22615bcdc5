//! Words for people: an id and values in, a sentence out.
//!
//! The one place that knows a language. The words stand in `assets/locales`, a folder a language, in
//! Fluent's format; ids are `rule-ID`, `field-KEY`, `error-CODE` (dots of the code as dashes),
//! `preset-ID`, `origin-WORD`, and names of their own for the rest. An attribute is asked for as `field-Psk.help`.
//!
//! A language decides as well how sentences are joined and where lines break.
//!
//! Uses fluent-bundle, textwrap and unicode-width, and `connection` for what is to be said. Opens no file,
//! decides nothing.

mod catalogue;
mod half_width;
mod language;
mod locale;
mod printable;
mod process_language;
mod spacing;
mod texts;
mod wrapping;

pub use half_width::{half_width, half_width_text};
pub use language::Language;
pub use locale::{ChosenLanguage, shows_unicode};
pub use printable::{printable, printable_json};
pub(crate) use process_language::print_as_message;
pub use process_language::{format_in_process_language, set_process_language};
pub use spacing::space_after;
pub use texts::{TextError, Texts};
pub use wrapping::{LongWords, columns, cut, pad, wrap};
