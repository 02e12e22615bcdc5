//! Texts from outside in one line of ours.

/// The beginning of a text of more than so many characters, with a sign that more follows.
pub(super) fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
