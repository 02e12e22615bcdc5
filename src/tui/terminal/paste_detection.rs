//! Letters that come faster than a person types are a paste, marked as one or not.
//!
//! Terminals and multiplexers that do not mark a paste send its letters as keys: its line breaks would
//! leave fields and its letters answer questions. Pure.

use std::collections::VecDeque;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// So many letters nobody types within one read.
const LETTERS: usize = 32;

/// So many keys with a line break among them are lines of a text, and no word with an Enter behind it.
const LINES: usize = 4;

/// An event, and how it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimedEvent {
    /// The event.
    pub event: Event,
    /// Whether it is a letter that came together with others: too fast for an answer to a question.
    pub in_run: bool,
}

/// Makes one paste of each run of letters that nobody has typed.
pub fn join(events: &mut VecDeque<Event>) -> VecDeque<TimedEvent> {
    let mut joined = VecDeque::with_capacity(events.len());
    let mut run: Vec<char> = Vec::new();
    for event in events.drain(..) {
        match letter(&event) {
            Some(letter) => run.push(letter),
            None => {
                close(&mut run, &mut joined);
                joined.push_back(TimedEvent { event, in_run: false });
            }
        }
    }
    close(&mut run, &mut joined);
    joined
}

/// Whether the last of these events belong to a paste, of which more may be on its way.
pub fn is_open(events: &VecDeque<Event>) -> bool {
    let run: Vec<char> = events.iter().rev().map_while(letter).collect();
    is_paste(run.iter().rev().copied())
}

fn close(run: &mut Vec<char>, joined: &mut VecDeque<TimedEvent>) {
    if is_paste(run.iter().copied()) {
        let event = Event::Paste(run.drain(..).collect());
        joined.push_back(TimedEvent { event, in_run: false });
    } else {
        // A letter and the Enter behind it are one answer.
        let in_run = run.iter().filter(|letter| !letter.is_control()).count() > 1;
        joined.extend(run.drain(..).map(|letter| TimedEvent { event: key(letter), in_run }));
    }
}

fn is_paste(run: impl Iterator<Item = char> + Clone) -> bool {
    let count = run.clone().count();
    let has_lines =
        || run.clone().skip_while(|letter| *letter != '\n').any(|letter| letter != '\n');
    let has_letters = run.clone().any(|letter| !letter.is_control());
    has_letters && (count >= LETTERS || (count >= LINES && has_lines()))
}

/// The letter that a key types into a text.
fn letter(event: &Event) -> Option<char> {
    let Event::Key(key) = event else { return None };
    match key.code {
        KeyCode::Char(letter) if (key.modifiers - KeyModifiers::SHIFT).is_empty() => Some(letter),
        KeyCode::Enter if key.modifiers.is_empty() => Some('\n'),
        KeyCode::Tab if key.modifiers.is_empty() => Some('\t'),
        _ => None,
    }
}

fn key(letter: char) -> Event {
    let shift = if letter.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    Event::Key(match letter {
        '\n' => KeyEvent::from(KeyCode::Enter),
        '\t' => KeyEvent::from(KeyCode::Tab),
        letter => KeyEvent::new(KeyCode::Char(letter), shift),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::terminal::decoder::Decoder;

    fn events(bytes: &[u8]) -> VecDeque<Event> {
        let mut events = VecDeque::new();
        Decoder::default().decode(bytes, &mut events);
        join(&mut events).into_iter().map(|arrival| arrival.event).collect()
    }

    fn is_typed(bytes: &[u8]) {
        let mut plain = VecDeque::new();
        Decoder::default().decode(bytes, &mut plain);
        assert_eq!(events(bytes), plain, "{}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn what_a_person_types_stays_keys() {
        for typed in
            ["a", "fra-dc1\r", "S\t", "10.1.0.0/16\t", "\r\r\r\r\r\r", "\x1b[B\x1b[Bx", "sy"]
        {
            is_typed(typed.as_bytes());
        }
        is_typed(&[b'\r'; 100]);
    }

    #[test]
    fn letters_that_come_together_are_told_from_one_alone() {
        for (bytes, in_run) in
            [("y", false), ("y\r", false), ("\ry\r", false), ("yes", true), ("sy\r", true)]
        {
            let mut events = VecDeque::new();
            Decoder::default().decode(bytes.as_bytes(), &mut events);
            let arrivals = join(&mut events);
            assert!(arrivals.iter().all(|arrival| arrival.in_run == in_run), "{bytes:?}");
        }
        // Keys between them part them.
        let mut events = VecDeque::new();
        Decoder::default().decode(b"a\x1b[By", &mut events);
        assert!(join(&mut events).iter().all(|arrival| !arrival.in_run));
    }

    #[test]
    fn lines_and_long_texts_that_come_at_once_are_pastes() {
        let paste = |text: &str| Event::Paste(text.to_owned());
        assert_eq!(events(b"10.1.0.0/16\r10.2.0.0/16\r"), [paste("10.1.0.0/16\n10.2.0.0/16\n")]);
        assert_eq!(events(b"s\ry\r"), [paste("s\ny\n")]);
        let long = "x".repeat(10_000);
        assert_eq!(events(long.as_bytes()), [paste(&long)]);
        let mixed = events(b"\x1b[Ba\rbc\x1b[A");
        assert_eq!(mixed.len(), 3);
        assert_eq!(mixed[1], paste("a\nbc"));
    }
}
