//! A numbered list of answers, read page by page and searched by typing.

use crate::text::{Texts, half_width_text, printable};

/// Rows that are read at once.
const PAGE: usize = 10;

/// An answer of a list.
#[derive(Clone, Debug)]
pub(super) struct MenuRow<T> {
    /// What it stands for.
    pub(super) choice: T,
    /// What may be typed in place of its number; empty where nothing may.
    pub(super) value: String,
    /// What is read.
    pub(super) label: String,
    /// What it is found by besides.
    found_by: String,
    /// What may be typed as well where no other row has it.
    names: Vec<String>,
}

impl<T> MenuRow<T> {
    /// An answer that is chosen by its number alone.
    pub(super) fn new(choice: T, label: String) -> Self {
        Self { choice, value: String::new(), label, found_by: String::new(), names: Vec::new() }
    }

    /// With more that it is found by.
    pub(super) fn found_by(self, found_by: String) -> Self {
        Self { found_by, ..self }
    }

    /// With names that people know it by.
    pub(super) fn called(self, names: impl IntoIterator<Item = Option<String>>) -> Self {
        Self { names: names.into_iter().flatten().collect(), ..self }
    }

    /// An answer that may also be typed.
    pub(super) fn valued(choice: T, value: &str, label: String) -> Self {
        Self { value: value.to_owned(), ..Self::new(choice, label) }
    }
}

/// The list.
#[derive(Clone, Debug)]
pub(super) struct Menu<T> {
    rows: Vec<MenuRow<T>>,
    /// The rows that match what was searched for, all of them at first.
    matched: Vec<usize>,
    first: usize,
    /// What Enter chooses, if anything.
    default: Option<usize>,
    /// Whether what is no answer is searched for, however short the list is.
    is_searched: bool,
}

/// What a line means to a list.
#[derive(Debug)]
pub(super) enum MenuSelection<T> {
    /// One of its answers.
    Row(T),
    /// Nothing was typed, and nothing is chosen by that.
    Nothing,
    /// Other rows are to be read now.
    Read,
    /// It is none of the answers.
    Unknown,
}

impl<T: Clone> Menu<T> {
    /// A list of these answers; Enter chooses none of them.
    pub(super) fn new(rows: Vec<MenuRow<T>>) -> Self {
        let matched = (0..rows.len()).collect();
        Self { rows, matched, first: 0, default: None, is_searched: false }
    }

    /// No list: whatever is typed is an answer.
    pub(super) fn none() -> Self {
        Self::new(Vec::new())
    }

    /// With the row, counted from 0, that Enter chooses.
    pub(super) fn with_default(mut self, row: usize) -> Self {
        self.default = Some(row);
        self
    }

    /// Searched even where it is short.
    pub(super) fn searchable(mut self) -> Self {
        self.is_searched = true;
        self
    }

    /// Whether there is anything to choose from.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows that are read now, and how to come by the rest.
    pub(super) fn lines(&self, texts: &Texts) -> Vec<String> {
        let page = self.matched.iter().enumerate().skip(self.first).take(PAGE);
        let mut lines: Vec<String> = page
            .map(|(at, row)| {
                let label = printable(&self.rows[*row].label).into_owned();
                let args = [("number", (at + 1).into()), ("label", label.into())];
                texts.format("plain-row", &args)
            })
            .collect();
        if self.matched.len() > PAGE {
            let last = (self.first + PAGE).min(self.matched.len());
            let args = [
                ("first", (self.first + 1).into()),
                ("last", last.into()),
                ("count", self.matched.len().into()),
            ];
            lines.push(texts.format("plain-more", &args));
        }
        let default = self.matched.iter().position(|row| Some(*row) == self.default);
        lines.extend(default.map(|at| texts.format("plain-enter", &[("number", (at + 1).into())])));
        lines
    }

    /// What a line chooses. What is neither a number nor an answer is searched for in a long list: every
    /// word of it has to occur in a row.
    pub(super) fn select(&mut self, line: &str) -> MenuSelection<T> {
        let line = line.trim();
        let row = |at: usize| self.rows.get(at).map(|row| MenuSelection::Row(row.choice.clone()));
        if line.is_empty() {
            return self.default.and_then(row).unwrap_or(MenuSelection::Nothing);
        }
        let is_same =
            |row: &MenuRow<T>| !row.value.is_empty() && row.value.eq_ignore_ascii_case(line);
        if let Some(found) = self.rows.iter().find(|row| is_same(row)) {
            return MenuSelection::Row(found.choice.clone());
        }
        let is_called =
            |row: &&MenuRow<T>| row.names.iter().any(|name| name.eq_ignore_ascii_case(line));
        let mut called = self.rows.iter().filter(is_called);
        if let (Some(found), None) = (called.next(), called.next()) {
            return MenuSelection::Row(found.choice.clone());
        }
        if let Ok(number) = half_width_text(line).parse::<usize>() {
            let at = number.checked_sub(1).and_then(|at| self.matched.get(at).copied());
            return at.and_then(row).unwrap_or(MenuSelection::Unknown);
        }
        let is_long = self.rows.len() > PAGE;
        if !is_long && !self.is_searched {
            return MenuSelection::Unknown;
        }
        if line == "+" && is_long {
            let next = self.first + PAGE;
            self.first = if next < self.matched.len() { next } else { 0 };
            return MenuSelection::Read;
        }
        self.search(line)
    }

    /// Only rows with every word from now on; if there are none, the list stays as it is.
    pub(super) fn search(&mut self, typed: &str) -> MenuSelection<T> {
        let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
        let has_all = |row: &MenuRow<T>| {
            let all = format!("{} {} {}", row.value, row.label, row.found_by).to_lowercase();
            words.iter().all(|word| all.contains(word))
        };
        let found: Vec<usize> =
            (0..self.rows.len()).filter(|at| has_all(&self.rows[*at])).collect();
        if found.is_empty() {
            return MenuSelection::Unknown;
        }
        (self.matched, self.first) = (found, 0);
        MenuSelection::Read
    }
}
