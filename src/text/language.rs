//! The languages there are: each a folder of files, embedded in the program.

/// The files of a language's folder, the same in every language.
macro_rules! files {
    ($tag:literal: $($file:literal)*) => {
        &[$(include_str!(concat!("../../assets/locales/", $tag, "/", $file, ".ftl")),)*]
    };
    ($tag:literal) => {
        files!($tag: "program" "wizard" "fields" "errors" "rules-request" "rules-tunnel" "peer" "plain" "rules-peer" "peer-write" "connections" "diagnosis")
    };
}

macro_rules! languages {
    ($($(#[$doc:meta])* $variant:ident $tag:literal;)*) => {
        /// A language the program speaks.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum Language {
            $($(#[$doc])* $variant,)*
        }

        impl Language {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its BCP 47 tag, which is also the name of its folder under `assets/locales`.
            pub const fn tag(self) -> &'static str {
                match self {
                    $(Self::$variant => $tag,)*
                }
            }

            /// The text of each of its files.
            pub(super) const fn sources(self) -> &'static [&'static str] {
                match self {
                    $(Self::$variant => files!($tag),)*
                }
            }
        }
    };
}

languages! {
    /// English; complete, and what every other language falls back on.
    #[default]
    English "en";
}

/// The ids of the messages in a file: what stands before ` =` at the beginning of a line.
pub(super) fn ids(source: &str) -> impl Iterator<Item = &str> {
    let starts =
        source.lines().filter(|line| line.starts_with(|sign: char| sign.is_ascii_alphabetic()));
    starts.filter_map(|line| line.split_once(" =").map(|(id, _)| id))
}
