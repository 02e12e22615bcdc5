//! A list that shrinks as one types: what was typed, else its words, and fuzzy where nothing holds these.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::layout::Rect;

/// Which rows match, first those whose name does, then those that have what was typed elsewhere. Each
/// row is its name and all of it.
pub fn matching_by_name(typed: &str, rows: &[(String, String)]) -> Vec<usize> {
    let all = || rows.iter().map(|(_, all)| all.as_str());
    if typed.trim().is_empty() {
        return matching(typed, all());
    }
    let mut found =
        matching_from(FilterMatch::Words, typed, rows.iter().map(|(name, _)| name.as_str()));
    let elsewhere = matching_from(FilterMatch::Words, typed, all());
    let mut is_found = vec![false; rows.len()];
    found.iter().for_each(|row| is_found[*row] = true);
    found.extend(elsewhere.into_iter().filter(|row| !is_found[*row]));
    if found.is_empty() { matching(typed, all()) } else { found }
}

/// Which rows match, best first; all of them, in their order, while nothing is typed.
pub fn matching<'a>(typed: &str, rows: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let typed = typed.trim();
    if typed.is_empty() {
        return rows.enumerate().map(|(index, _)| index).collect();
    }
    matching_from(FilterMatch::Letters, typed, rows)
}

/// Which rows are at least so much like what was typed.
fn matching_from<'a>(
    least: FilterMatch,
    typed: &str,
    rows: impl Iterator<Item = &'a str>,
) -> Vec<usize> {
    let typed = typed.trim();
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
    let lower = typed.to_lowercase();
    let mut buffer = Vec::new();
    let mut found: Vec<(FilterMatch, u32, usize)> = rows
        .enumerate()
        .filter_map(|(index, row)| {
            let score = pattern.score(Utf32Str::new(row, &mut buffer), &mut matcher)?;
            Some((FilterMatch::of(&row.to_lowercase(), &lower), score, index))
        })
        .filter(|(likeness, ..)| *likeness >= least)
        .collect();
    // A worse likeness is a help only where there is no better one. A word of its own does not hide
    // a longer one that begins so: the rest of it may not be typed yet.
    let best = found.iter().map(|(likeness, ..)| *likeness).max();
    found.retain(|(likeness, ..)| Some(*likeness) >= best.min(Some(FilterMatch::Phrase)));
    found.sort_by(|one, other| (other.0, other.1).cmp(&(one.0, one.1)).then(one.2.cmp(&other.2)));
    found.into_iter().map(|(.., index)| index).collect()
}

/// How a row holds what was typed, the least likely to be meant first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum FilterMatch {
    /// Its letters, strewn over the row.
    Letters,
    /// Every word of it, somewhere.
    Words,
    /// All of it, in one piece.
    Phrase,
    /// As a word of its own.
    Word,
}

impl FilterMatch {
    /// Both in small letters.
    fn of(row: &str, typed: &str) -> Self {
        if row.split_whitespace().any(|word| word == typed) {
            Self::Word
        } else if row.contains(typed) {
            Self::Phrase
        } else if typed.split_whitespace().all(|word| row.contains(word)) {
            Self::Words
        } else {
            Self::Letters
        }
    }
}

/// A place in a list that grows and shrinks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// Which row, from the top of what matches.
    pub at: usize,
}

impl Cursor {
    /// Moves by so many rows and stays inside.
    pub fn step(&mut self, by: isize, rows: usize) {
        self.at = self.at.saturating_add_signed(by).min(rows.saturating_sub(1));
    }

    /// Stays inside a list that has changed.
    pub fn clamp(&mut self, rows: usize) {
        self.at = self.at.min(rows.saturating_sub(1));
    }

    /// The row of the list that is seen at a row of the screen.
    pub fn row_at(self, rows: usize, area: Rect, y: u16) -> Option<usize> {
        let window = self.window(rows, area.height.into());
        let at = window.start + usize::from(y.checked_sub(area.y)?);
        (at < window.end).then_some(at)
    }

    /// Which rows are seen in a window so high: the cursor's is always among them.
    pub fn window(self, rows: usize, height: usize) -> std::ops::Range<usize> {
        let height = height.min(rows);
        let first = self.at.saturating_sub(height / 2).min(rows - height);
        first..first + height
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_words_come_first_and_then_the_better_matches() {
        let rows = ["fra-dc10 x", "frankfurt-d-c1", "x fra-dc1", "munich"];
        assert_eq!(matching("fra-dc1", rows.into_iter()), [2, 0]);
        assert_eq!(matching("frkc1", rows.into_iter()), [1]);
        assert_eq!(matching("dc1 fra", rows.into_iter()), [0, 2]);
        assert_eq!(matching("", rows.into_iter()), [0, 1, 2, 3]);
        assert_eq!(matching("zzz", rows.into_iter()), [0_usize; 0]);
    }

    #[test]
    fn names_come_before_what_stands_beside_them() {
        let rows = [("blocks", "10.0"), ("1: block", "off"), ("mode", "1.5"), ("other", "two")];
        let rows = rows.map(|(name, about)| (name.to_owned(), format!("{name} {about}")));
        assert_eq!(matching_by_name("block 1", &rows), [1, 0]);
        assert_eq!(matching_by_name("1.5", &rows), [2]);
        assert_eq!(matching_by_name("otw", &rows), [3], "letters, where there is nothing better");
        assert_eq!(matching_by_name(" ", &rows), [0, 1, 2, 3]);
    }

    #[test]
    fn the_window_holds_the_cursor() {
        for rows in 0..30 {
            for height in 0..12 {
                for at in 0..rows {
                    let window = Cursor { at }.window(rows, height);
                    assert!(window.len() <= height && window.end <= rows);
                    assert!(height == 0 || window.contains(&at));
                }
            }
        }
    }
}
