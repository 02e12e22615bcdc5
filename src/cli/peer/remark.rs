//! What a reader has to say of a text, as a sentence.

use crate::connection::Arg;
use crate::peer::Note;

use super::super::output::Output;

/// The remark, with its line where it has one.
pub fn say(output: &Output, note: &Note) -> String {
    let args: Vec<(&str, Arg)> =
        note.args.iter().map(|(name, value)| (*name, Arg::from(value.clone()))).collect();
    let sentence = output.texts.say_with(&format!("peer-note-{}", note.id), &args);
    match note.line.filter(|line| *line > 0) {
        Some(line) => output
            .texts
            .say_with("peer-note-on-line", &[("line", line.into()), ("sentence", sentence.into())]),
        None => sentence,
    }
}
