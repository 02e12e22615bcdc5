//! Enums whose variants are written as words.

/// An enum, each variant with its word behind it: `Typed = "typed"`. What is made of it has `ALL` and
/// `name`.
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

            /// The word for it in drafts and JSON output.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}

pub(crate) use named_enum;
