//! The codes of the service by their names.

use crate::connection::closest;
use crate::rpc::codes;

/// Every code the service is known to answer with, in the order of its reference.
pub fn codes() -> impl Iterator<Item = &'static str> {
    codes::all().iter().map(|entry| entry.code)
}

/// The documented code that was probably meant: one that a word is part of, or else the one most like
/// it.
pub fn nearest_code(word: &str) -> Option<String> {
    const SHORTEST: usize = 5;
    let wanted = word.to_ascii_lowercase();
    let parts = || codes().filter(|code| code.to_ascii_lowercase().contains(&wanted));
    let whole = || parts().find(|code| code.split('.').any(|part| part.eq_ignore_ascii_case(word)));
    let part = (word.len() >= SHORTEST).then(|| whole().or_else(|| parts().next())).flatten();
    part.map(str::to_owned).or_else(|| closest(word, codes().map(str::to_owned)))
}
