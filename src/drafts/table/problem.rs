//! What can be wrong with a table.

use crate::connection::{Arg, ListStyle, Message, ToMessage, message};
use crate::text::print_as_message;

/// The most rows that are read.
pub const MOST_ROWS: usize = 10_000;

/// Something in a table that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// The line, from 1; none when the whole is meant.
    pub line: Option<usize>,
    /// The column: its number from 1 and the name above it.
    pub column: Option<(usize, String)>,
    /// What is wrong and what to do.
    pub problem: TableProblem,
}

/// What can be wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableProblem {
    /// No header, or no row below it.
    Empty,
    /// Saved as UTF-16.
    Utf16,
    /// A name that is no field, and the known one most like it.
    Unknown(Option<String>),
    /// A name that several fields have.
    Ambiguous(Vec<String>),
    /// Two columns for one field: the number of the first.
    Twice(usize),
    /// Values in a column without a name.
    Nameless,
    /// More cells than the header has columns.
    TooLong {
        /// Columns of the header.
        header: usize,
        /// Cells of the row.
        cells: usize,
    },
    /// A line break inside a cell, most often from a quote that is not closed.
    LineBreak,
    /// More than [`MOST_ROWS`] rows.
    TooMany,
    /// Not told one by one: how many more.
    More(usize),
}

print_as_message!(TableProblem, TableError);

impl ToMessage for TableProblem {
    fn message(&self) -> Message {
        match self {
            Self::Empty => message!("table-empty"),
            Self::Utf16 => message!("table-utf16"),
            Self::Unknown(Some(nearest)) => message!("table-unknown-near", nearest),
            Self::Unknown(None) => message!("table-unknown"),
            Self::Ambiguous(names) => {
                message!("table-ambiguous", names = Arg::list(ListStyle::Either, names.clone()))
            }
            Self::Twice(first) => message!("table-twice", first = *first),
            Self::Nameless => message!("table-nameless"),
            Self::TooLong { header, cells } => {
                message!("table-too-long", cells = *cells, header = *header)
            }
            Self::LineBreak => message!("table-line-break"),
            Self::TooMany => message!("table-too-many", limit = MOST_ROWS),
            Self::More(count) => message!("read-more", count = *count),
        }
    }
}

impl ToMessage for TableError {
    fn message(&self) -> Message {
        let problem = self.problem.message();
        match (self.line, &self.column) {
            (Some(line), Some((column, name))) if !name.is_empty() => {
                message!("table-at-name", line, column = *column, name)
            }
            (Some(line), Some((column, _))) => message!("table-at-column", line, column = *column),
            (Some(line), None) => message!("table-at-line", line),
            (None, _) => return problem,
        }
        .with("problem", problem)
    }
}
