//! A text that may hold a key, on its way to where it is read or written.

use std::fmt;
use std::ops::Deref;

use zeroize::Zeroizing;

use crate::connection::MASK;

/// A text that may hold a key: it prints as a mask and is wiped when dropped.
#[derive(Clone)]
pub struct Private(Zeroizing<String>);

impl Private {
    /// Takes the text over.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }
}

impl From<Zeroizing<String>> for Private {
    fn from(text: Zeroizing<String>) -> Self {
        Self(text)
    }
}

impl Deref for Private {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Private {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(MASK)
    }
}
