//! The client token: what makes a repeated request the same request.

use std::fmt;
use std::str::FromStr;

/// The most characters of a token. The API reference has it for the sibling operations; what is longer
/// may be cut by the service, and two tokens that are cut alike are one.
const LONGEST: usize = 64;

/// A client token: 1 to 64 printable ASCII characters without blanks.
///
/// Wherever a token is kept, sent or compared it is one of these, so that one that was written down can
/// be read again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(String);

/// Why a text is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Nothing stands there.
    #[error("is empty")]
    Empty,
    /// A character that a token cannot have.
    #[error(
        "has {character:?} as character {position}; only printable ASCII without blanks may stand there"
    )]
    Character {
        /// Which one, counted from 1.
        position: usize,
        /// The character.
        character: char,
    },
    /// More characters than a token can have.
    #[error("has {0} characters, at most {LONGEST} may stand there")]
    TooLong(usize),
}

impl Token {
    /// The token as it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Token {
    type Err = TokenError;

    fn from_str(text: &str) -> Result<Self, TokenError> {
        if text.is_empty() {
            return Err(TokenError::Empty);
        }
        let odd = text.chars().enumerate().find(|(_, character)| !character.is_ascii_graphic());
        if let Some((index, character)) = odd {
            return Err(TokenError::Character { position: index + 1, character });
        }
        match text.len() {
            length if length > LONGEST => Err(TokenError::TooLong(length)),
            _ => Ok(Self(text.to_owned())),
        }
    }
}

impl fmt::Display for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<uuid::Uuid> for Token {
    /// 36 characters, all of them digits, letters or hyphens.
    fn from(number: uuid::Uuid) -> Self {
        Self(number.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_short_and_printable() {
        for good in ["t", "good-token-77", &"x".repeat(64), "~!\"\\{}"] {
            assert_eq!(good.parse::<Token>().unwrap().as_str(), good);
        }
        let character = |position, character| TokenError::Character { position, character };
        for (bad, why) in [
            ("", TokenError::Empty),
            ("my token", character(3, ' ')),
            ("a\u{7f}", character(2, '\u{7f}')),
            ("é", character(1, 'é')),
            (&"x".repeat(65), TokenError::TooLong(65)),
        ] {
            assert_eq!(bad.parse::<Token>(), Err(why), "{bad:?}");
        }
    }
}
