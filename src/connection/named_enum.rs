//! Enums whose variants are written as words.

/// An enum, each variant with its word behind it: `Typed = "typed"`. What is made of it has `ALL`, `name`
/// and `from_name`.
macro_rules! named_enum {
    (
        $(#[$about:meta])*
        $visibility:vis enum $enum:ident {
            $($(#[$doc:meta])* $variant:ident = $word:literal,)*
        }
    ) => {
        $(#[$about])*
        $visibility enum $enum { $($(#[$doc])* $variant,)* }

        impl $enum {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word for it in drafts, settings, JSON output and the ids of texts.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Reads the word, written exactly so.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

pub(crate) use named_enum;
