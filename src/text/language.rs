//! The languages there are: each a folder of files, embedded in the program.

/// A language the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English; complete, and what every other language falls back on.
    #[default]
    English,
}

/// The files of a language's folder.
macro_rules! folder {
    ($tag:literal: $($file:literal)*) => {
        &[$(include_str!(concat!("../../assets/locales/", $tag, "/", $file, ".ftl")),)*]
    };
}

impl Language {
    /// All of them.
    pub const ALL: &[Self] = &[Self::English];

    /// Its BCP 47 tag, which is also the name of its folder under `assets/locales`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }

    /// The text of each of its files.
    pub(super) const fn sources(self) -> &'static [&'static str] {
        match self {
            Self::English => {
                folder!("en": "program" "wizard" "fields" "errors" "rules-request" "rules-tunnel" "peer")
            }
        }
    }
}

/// The ids of the messages in a file: what stands before ` =` at the beginning of a line.
pub(super) fn ids(source: &str) -> impl Iterator<Item = &str> {
    let starts =
        source.lines().filter(|line| line.starts_with(|sign: char| sign.is_ascii_alphabetic()));
    starts.filter_map(|line| line.split_once(" =").map(|(id, _)| id))
}
