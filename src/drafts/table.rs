//! Reads a table of values: one row a connection, a column a field, as a spreadsheet saves it.
//!
//! A row changes a template draft. An empty cell leaves the template's value, a cell `-` makes the
//! value absent, and a key may stand elsewhere: `env:NAME`, `file:PATH`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use csv::{ReaderBuilder, StringRecord};

use crate::connection::{Draft, FieldPath, Key, KeyStorage, Secret, catalogue, replace_block};

use super::draft_file::DraftFile;
use super::json::TextPosition;
use super::reference::KeyReference;
use super::shorten::shorten;

mod header;
mod problem;

pub use problem::{MOST_ROWS, TableError, TableProblem};

/// More problems than this are not told one by one.
const MOST_ERRORS: usize = 20;

/// A table as it stands in a file.
#[derive(Clone, Debug)]
pub struct Table {
    /// The rows with anything in them.
    pub rows: Vec<TableRow>,
}

/// What one row changes in the template.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// Its line in the file, from 1; the header is a line, too.
    pub line: usize,
    /// The transit router it names, `tr-…`, for what follows the creation.
    pub router: Option<String>,
    cells: Vec<(FieldPath, usize, TableCell)>,
}

#[derive(Clone, Debug)]
enum TableCell {
    Absent,
    Text(String),
    Key(Secret),
    Reference(KeyReference),
}

impl Table {
    /// Reads a table whose rows change drafts like `template`; its mode and its number of tunnels say
    /// which short names are plain.
    ///
    /// # Errors
    /// Everything that is wrong with its form; then no row can be trusted.
    pub fn read(text: &str, template: &Draft) -> Result<Self, Vec<TableError>> {
        TableReader::new(text, template).read()
    }

    /// The fields that every row says something about, so that the template's value is not needed.
    pub fn always_says(&self) -> BTreeSet<FieldPath> {
        let mut rows = self.rows.iter().map(|row| row.paths().collect::<BTreeSet<_>>());
        let first = rows.next().unwrap_or_default();
        rows.fold(first, |all, row| all.intersection(&row).copied().collect())
    }
}

impl TableRow {
    /// The fields it says something about.
    fn paths(&self) -> impl Iterator<Item = FieldPath> {
        self.cells.iter().map(|(path, ..)| *path)
    }

    /// Whether it says which address the BGP session of this block has.
    fn says_address(&self, block: FieldPath) -> bool {
        let address = FieldPath { key: Key::LocalBgpIp, ..block };
        self.paths().any(|path| path == address)
    }

    /// The template with this row's values. Keys that stand elsewhere are still to be fetched, see
    /// [`super::resolve`]; relative paths count from the folder of the table.
    pub fn apply(&self, template: &Draft) -> DraftFile {
        let mut draft = template.clone();
        let mut references = Vec::new();
        for (path, column, cell) in &self.cells {
            match cell {
                TableCell::Absent => draft.remove(*path),
                TableCell::Text(text)
                    if path.key == Key::TunnelCidr && !self.says_address(*path) =>
                {
                    replace_block(&mut draft, *path, text);
                }
                TableCell::Text(text) => draft.set(*path, text.as_str()),
                TableCell::Key(key) => draft.set_key(*path, key.clone(), KeyStorage::InDraft),
                TableCell::Reference(reference) => {
                    draft.set_unopened(*path);
                    let at = TextPosition { line: self.line, column: *column };
                    references.push((*path, reference.clone(), at));
                }
            }
        }
        DraftFile { references, ..DraftFile::from(draft) }
    }
}

/// The column that names a transit router, which is no field of the request.
const ROUTER: &str = "TransitRouter";

struct TableReader<'a> {
    text: std::borrow::Cow<'a, str>,
    template: &'a Draft,
    errors: Vec<TableError>,
    /// What is left out of `errors`.
    more: usize,
}

impl<'a> TableReader<'a> {
    fn new(text: &'a str, template: &'a Draft) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        // Excel for Macintosh ends lines as Macintosh computers did once.
        let text = if text.contains('\r') && !text.contains('\n') {
            text.replace('\r', "\n").into()
        } else {
            text.into()
        };
        Self { text, template, errors: Vec::new(), more: 0 }
    }

    fn fail(&mut self, line: Option<usize>, column: Option<(usize, &str)>, problem: TableProblem) {
        if self.errors.len() < MOST_ERRORS {
            let column = column.map(|(number, name)| (number, shorten(name, 60)));
            self.errors.push(TableError { line, column, problem });
        } else {
            self.more += 1;
        }
    }

    fn read(mut self) -> Result<Table, Vec<TableError>> {
        if self.text.contains('\0') {
            self.fail(None, None, TableProblem::Utf16);
            return Err(self.errors);
        }
        let text = std::mem::take(&mut self.text);
        let mut records = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(header::separator(&text))
            .from_reader(text.as_bytes());
        // Records of valid UTF-8 in memory cannot fail to be read.
        let mut records = records.records().filter_map(Result::ok);
        let Some(head) = records.next() else {
            self.fail(None, None, TableProblem::Empty);
            return Err(self.errors);
        };
        let mut lines = LineCounter::of(&text);
        let columns = self.columns(&head, lines.line_of(&head));
        let mut rows = Vec::new();
        for record in records {
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if rows.len() == MOST_ROWS {
                self.fail(None, None, TableProblem::TooMany);
                break;
            }
            rows.push(self.row(&head, &columns, &record, lines.line_of(&record)));
        }
        if rows.is_empty() && self.errors.is_empty() {
            self.fail(None, None, TableProblem::Empty);
        }
        if self.more > 0 {
            let problem = TableProblem::More(self.more);
            self.errors.push(TableError { line: None, column: None, problem });
        }
        if self.errors.is_empty() { Ok(Table { rows }) } else { Err(self.errors) }
    }

    /// The field of each column; none for notes and for names that are wrong.
    fn columns(&mut self, head: &StringRecord, line: usize) -> Vec<Option<FieldPath>> {
        let names = header::Names::of(self.template);
        let mut taken: BTreeMap<FieldPath, usize> = BTreeMap::new();
        let mut columns = Vec::with_capacity(head.len());
        let mut router = None;
        for (number, name) in (1..).zip(head) {
            let name = name.trim();
            if name.eq_ignore_ascii_case(ROUTER) {
                if let Some(first) = router.replace(number) {
                    self.fail(Some(line), Some((number, name)), TableProblem::Twice(first));
                }
                columns.push(None);
                continue;
            }
            if name.is_empty() || name.starts_with('#') {
                columns.push(None);
                continue;
            }
            // What is not told is not worth a suggestion, which takes its time.
            let suggests = self.errors.len() < MOST_ERRORS;
            let found =
                names.find(name, suggests).and_then(|path| match taken.insert(path, number) {
                    Some(first) => Err(TableProblem::Twice(first)),
                    None => Ok(path),
                });
            columns.push(match found {
                Ok(path) => Some(path),
                Err(problem) => {
                    self.fail(Some(line), Some((number, name)), problem);
                    None
                }
            });
        }
        columns
    }

    fn row(
        &mut self,
        head: &StringRecord,
        columns: &[Option<FieldPath>],
        record: &StringRecord,
        line: usize,
    ) -> TableRow {
        let mut cells = Vec::new();
        let mut router = None;
        for (index, text) in record.iter().enumerate() {
            // Spreadsheets leave cells out at the end of a line, or add some: both mean nothing.
            if text.trim().is_empty() {
                continue;
            }
            let Some(name) = head.get(index) else {
                let (header, cells) = (head.len(), record.len());
                self.fail(Some(line), None, TableProblem::TooLong { header, cells });
                break;
            };
            let name = name.trim();
            if name.eq_ignore_ascii_case(ROUTER) && text.trim() != "-" {
                router = Some(text.trim().to_owned());
            }
            let path = columns.get(index).copied().flatten();
            if path.is_none() && name.is_empty() {
                self.fail(Some(line), Some((index + 1, "")), TableProblem::Nameless);
            }
            let is_pem = path
                .is_some_and(|path| catalogue::field(path.key).kind == catalogue::FieldKind::Pem);
            if !is_pem && text.contains(['\n', '\r']) {
                self.fail(Some(line), Some((index + 1, name)), TableProblem::LineBreak);
            }
            if let Some(path) = path {
                cells.push((path, index + 1, cell(path, text)));
            }
        }
        TableRow { line, router, cells }
    }
}

fn cell(path: FieldPath, text: &str) -> TableCell {
    if text.trim() == "-" {
        return TableCell::Absent;
    }
    if !path.key.is_secret() {
        return TableCell::Text(text.to_owned());
    }
    if let Some(name) = text.strip_prefix("env:") {
        TableCell::Reference(KeyReference::Env(name.trim().to_owned()))
    } else if let Some(file) = text.strip_prefix("file:") {
        TableCell::Reference(KeyReference::File(PathBuf::from(file.trim())))
    } else {
        TableCell::Key(Secret::new(text))
    }
}

/// Counts lines up to each record. The reader's own count stops before the second half of a CRLF,
/// and before the empty lines that it passes over on its way to a record.
struct LineCounter<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> LineCounter<'a> {
    fn of(text: &'a str) -> Self {
        Self { text: text.as_bytes(), at: 0, line: 1 }
    }

    /// The line that a record begins in. Records come in their order.
    fn line_of(&mut self, record: &StringRecord) -> usize {
        let begin = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0));
        let is_break = |at: &usize| matches!(self.text.get(*at), Some(b'\r' | b'\n'));
        let begin = (begin..).find(|at| !is_break(at)).unwrap_or(begin);
        while self.at < begin {
            let ends = match self.text[self.at] {
                b'\n' => true,
                b'\r' => self.text.get(self.at + 1) != Some(&b'\n'),
                _ => false,
            };
            self.line += usize::from(ends);
            self.at += 1;
        }
        self.line
    }
}
