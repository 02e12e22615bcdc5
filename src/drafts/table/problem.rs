//! What can be wrong with a table.

use std::fmt;

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

impl fmt::Display for TableProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str(
                "the table is empty; its first line names the fields, each further one is a connection",
            ),
            Self::Utf16 => formatter
                .write_str("UTF-16 text; save the table as UTF-8 (in Excel: \"CSV UTF-8\")"),
            Self::Unknown(Some(nearest)) => {
                write!(formatter, "there is no such field; did you mean {nearest}?")
            }
            Self::Unknown(None) => formatter.write_str(
                "there is no such field; name it as on the wire, or begin a note's name with #",
            ),
            Self::Ambiguous(names) => {
                write!(formatter, "which one is meant? Write {}", names.join(" or "))
            }
            Self::Twice(first) => {
                write!(formatter, "column {first} is the same field; keep one of them")
            }
            Self::Nameless => {
                formatter.write_str("a value stands in a column without a name; name the column")
            }
            Self::TooLong { header, cells } => write!(
                formatter,
                "{cells} cells under {header} columns; put a cell with the separator in it in quotes"
            ),
            Self::LineBreak => {
                formatter.write_str("a line break inside a cell; is a quote left open?")
            }
            Self::TooMany => write!(formatter, "more than {MOST_ROWS} rows; split the table"),
            Self::More(count) => write!(formatter, "and {count} more problems"),
        }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, &self.column) {
            (Some(line), Some((number, name))) if !name.is_empty() => {
                write!(formatter, "line {line}, column {number} ({name:?}): ")?;
            }
            (Some(line), Some((number, _))) => {
                write!(formatter, "line {line}, column {number}: ")?;
            }
            (Some(line), None) => write!(formatter, "line {line}: ")?,
            (None, _) => {}
        }
        self.problem.fmt(formatter)
    }
}
