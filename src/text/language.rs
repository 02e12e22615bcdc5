//! The languages there are: each a folder of files, embedded in the program.

/// The files of a language's folder, the same in every language.
macro_rules! files {
    ($tag:literal: $($file:literal)*) => {
        &[$(include_str!(concat!("../../assets/locales/", $tag, "/", $file, ".ftl")),)*]
    };
    ($tag:literal) => {
        files!($tag: "program" "wizard" "fields" "errors" "rules-request" "rules-tunnel" "peer" "plain" "rules-peer" "peer-write" "connections" "diagnosis" "commands" "errors-cloud" "errors-drafts" "errors-program")
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
    /// Chinese in simplified characters, with the terms of the service's own console.
    Chinese "zh-CN";
}

impl Language {
    /// The language of a BCP 47 tag, written with dashes or as a locale. A tag that names no script or
    /// region, or another one, gets what there is of its language: it was asked for by name.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.replace('_', "-");
        let (language, rest) = tag.split_once('-').map_or((&*tag, None), |(a, b)| (a, Some(b)));
        let is_whole = rest.is_none_or(|rest| rest.split('-').all(|part| !part.is_empty()));
        Self::ALL.iter().copied().find(|known| {
            let own = known.tag().split('-').next().unwrap_or_default();
            is_whole && own.eq_ignore_ascii_case(language)
        })
    }

    /// The language of a locale such as `zh_CN.UTF-8`. Where another script is read, nobody asked for this
    /// one.
    pub(super) fn from_locale(locale: &str) -> Option<Self> {
        let tag = locale.split(['.', '@']).next().unwrap_or_default();
        let language = Self::from_tag(tag)?;
        let is_other = tag.split(['_', '-']).skip(1).any(|part| {
            ["TW", "HK", "MO", "Hant"].iter().any(|other| other.eq_ignore_ascii_case(part))
        });
        (language != Self::Chinese || !is_other).then_some(language)
    }

    /// The next one, and after the last the first.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|language| *language == self).unwrap_or_default();
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    /// Whether its words are parted by blanks, so that lines may end there and nowhere else.
    pub const fn separates_words(self) -> bool {
        match self {
            Self::English => true,
            Self::Chinese => false,
        }
    }

    /// Whether its letters can be shown on every terminal.
    pub const fn is_ascii(self) -> bool {
        match self {
            Self::English => true,
            Self::Chinese => false,
        }
    }
}

/// The ids of the messages in a file: what stands before ` =` at the beginning of a line.
pub(super) fn ids(source: &str) -> impl Iterator<Item = &str> {
    let starts =
        source.lines().filter(|line| line.starts_with(|sign: char| sign.is_ascii_alphabetic()));
    starts.filter_map(|line| line.split_once(" =").map(|(id, _)| id))
}

/// The same with the attributes, each behind the id of its message and a dot.
pub(super) fn all_ids(source: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut message = "";
    for line in source.lines() {
        let Some((name, _)) = line.split_once(" =") else { continue };
        if let Some(attribute) = name.strip_prefix("    .") {
            all.push(format!("{message}.{attribute}"));
        } else if name.starts_with(|sign: char| sign.is_ascii_alphabetic()) {
            message = name;
            all.push(name.to_owned());
        }
    }
    all
}
