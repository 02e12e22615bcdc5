//! A sheet of values that another company sent: `label: value` lines, or a table from a mail or a
//! spreadsheet, in English or Chinese, with vendors' words.
//!
//! What is recognised fills a draft, each value with its line; what is not is listed. Whose side "local" means
//! is for the reader to say.

mod columns;
mod composite;
mod exported;
mod labels;
mod outcome;
mod rows;
mod values;

use crate::connection::{Draft, FieldPath, Key, Mode, replace_block};

use super::imported::short;

use columns::columns;
use composite::{ValuePart, exchange, proposal};
use exported::ExportedSheet;
use labels::{LabelMeaning, SheetColumn, SheetContext, Side, split_sides};
pub use outcome::{
    SheetError, SheetImport, SheetPerspective, SheetSkipReason, SheetValue, SkippedSheetLine,
};
use rows::SheetRow;

/// Reads a sheet.
///
/// # Errors
/// See [`SheetError`].
pub fn sheet(text: &str, theirs: Option<SheetPerspective>) -> Result<SheetImport, SheetError> {
    if text.trim().is_empty() {
        return Err(SheetError::Empty);
    }
    let mut reader = SheetReader {
        theirs,
        found: SheetImport {
            draft: Draft::with_no_tunnels(Mode::Dual),
            values: Vec::new(),
            rest: Vec::new(),
        },
        place: SheetContext::default(),
        columns: Vec::new(),
        own: None,
    };
    if text.trim_start().starts_with('{') {
        reader.filled_in(text)?;
    } else {
        for row in rows::rows(text) {
            reader.row(&row)?;
        }
    }
    let is_known = |rest: &SkippedSheetLine| rest.why != SheetSkipReason::UnknownLabel;
    if reader.found.values.is_empty() && !reader.found.rest.iter().any(is_known) {
        return Err(SheetError::NothingRecognised);
    }
    Ok(reader.found)
}

/// The field whose parameter ends in this name.
fn key_named(name: &str) -> Option<Key> {
    let ends = format!(".{name}");
    let mut all = FieldPath::all(1, 0);
    let found = all.find(|path| {
        let wire = path.to_string();
        path.fits(Mode::Dual) && (wire == name || wire.ends_with(&ends))
    });
    found.map(|path| path.key).filter(|key| *key != Key::Psk)
}

struct SheetReader {
    theirs: Option<SheetPerspective>,
    found: SheetImport,
    place: SheetContext,
    /// What each column of the table at hand is about.
    columns: Vec<SheetColumn>,
    /// The table of our own that is read, filled in by them.
    own: Option<ExportedSheet>,
}

impl SheetReader {
    /// A sheet of ours that they filled in: what they wrote beside our values.
    fn filled_in(&mut self, text: &str) -> Result<(), SheetError> {
        let sheet: serde_json::Value =
            serde_json::from_str(text).map_err(|_| SheetError::NothingRecognised)?;
        for tunnel in sheet["tunnels"].as_array().ok_or(SheetError::NothingRecognised)? {
            let number = tunnel["tunnel"].as_u64().and_then(|number| u16::try_from(number).ok());
            self.place = SheetContext::of_tunnel(number);
            for entry in tunnel["values"].as_array().into_iter().flatten() {
                let (Some(name), Some(yours)) = (entry["field"].as_str(), entry["yours"].as_str())
                else {
                    continue;
                };
                if yours.trim().is_empty() {
                    continue;
                }
                let at = text.find(yours).map_or(0, |at| text[..at].matches('\n').count() + 1);
                let row = SheetRow {
                    line: at,
                    label: name.to_owned(),
                    is_labelled: true,
                    cells: vec![yours.to_owned()],
                };
                self.parameter(&row, name, yours)?;
            }
        }
        Ok(())
    }

    /// A value for a parameter of ours.
    fn parameter(&mut self, row: &SheetRow, name: &str, value: &str) -> Result<(), SheetError> {
        match key_named(name) {
            Some(key) => self.take(row, &LabelMeaning::Field(key), value),
            None => {
                self.skip_row(row, SheetSkipReason::ForGateway);
                Ok(())
            }
        }
    }

    fn row(&mut self, row: &SheetRow) -> Result<(), SheetError> {
        if let Some(own) = ExportedSheet::below(row) {
            self.own = Some(own);
            self.columns.clear();
            return Ok(());
        }
        let of_ours = self.own.as_ref().and_then(|own| own.row(row));
        if let Some((name, value)) = of_ours.map(|(name, value)| (name.to_owned(), value)) {
            return match value {
                Some(value) => self.parameter(row, &name, &value),
                None => Ok(()),
            };
        }
        if row.cells.iter().all(|cell| cell.is_empty()) {
            // A line of its own may open a section.
            if !self.place.enter(&row.label) && row.is_labelled {
                self.skip_row(row, SheetSkipReason::UnknownLabel);
            }
            return Ok(());
        }
        if let Some(columns) = columns(row) {
            self.columns = columns;
            return Ok(());
        }
        if self.columns.len() != row.cells.len() {
            return self.take_single_value(row);
        }
        let apart = self.columns.iter().any(|column| column.phase.is_some());
        if row.value().is_some() && !apart {
            return self.take_single_value(row);
        }
        for (cell, column) in row.cells.iter().zip(self.columns.clone()) {
            if cell.is_empty() || ["-", "–", "—", "n/a"].contains(&cell.to_lowercase().as_str())
            {
                continue;
            }
            let before = self.place.clone();
            self.place.enter_column(column);
            let told =
                self.take_single_value(&SheetRow { cells: vec![cell.clone()], ..row.clone() });
            self.place = before;
            told?;
        }
        Ok(())
    }

    /// A row with one value.
    fn take_single_value(&mut self, row: &SheetRow) -> Result<(), SheetError> {
        let sides = row.value().map(|value| split_sides(&row.label, value)).unwrap_or_default();
        if !sides.is_empty() {
            return sides.into_iter().try_for_each(|(label, value)| {
                self.take_single_value(&SheetRow { label, cells: vec![value], ..row.clone() })
            });
        }
        // The wire name of a field stands in our own sheets.
        let concepts = labels::concepts(&row.label, &self.place);
        if concepts.is_empty() {
            if !rows::is_header(row) {
                self.skip_row(row, SheetSkipReason::UnknownLabel);
            }
            return Ok(());
        }
        let Some(value) = row.value() else {
            self.skip_row(row, SheetSkipReason::SidesDiffer);
            return Ok(());
        };
        let value = value.to_owned();
        let value = value.as_str();
        if let [LabelMeaning::Proposal(phase)] = concepts.as_slice() {
            for part in proposal(value, *phase) {
                match part {
                    ValuePart::Known(key, meant) => self.set(row, key, &meant),
                    ValuePart::Unknown(text) => {
                        let part = SheetRow { cells: vec![text], ..row.clone() };
                        self.skip_row(&part, SheetSkipReason::UnknownValue);
                    }
                }
            }
            return Ok(());
        }
        let values = values::split_values(value, concepts.len());
        if concepts.len() != values.len() {
            self.skip_row(row, SheetSkipReason::UnknownValue);
            return Ok(());
        }
        for (concept, value) in concepts.iter().zip(values) {
            self.take(row, concept, &value)?;
        }
        Ok(())
    }

    fn take(
        &mut self,
        row: &SheetRow,
        concept: &LabelMeaning,
        value: &str,
    ) -> Result<(), SheetError> {
        let key = match concept {
            LabelMeaning::Field(key) => *key,
            LabelMeaning::Left(why) => {
                self.skip_row(row, *why);
                return Ok(());
            }
            // It is of several fields, and was taken apart before.
            LabelMeaning::Proposal(_) => {
                self.skip_row(row, SheetSkipReason::UnknownValue);
                return Ok(());
            }
            LabelMeaning::Sided(side, ours, theirs) => {
                let is_theirs = match (side, self.theirs) {
                    (Side::Theirs, _) => true,
                    (Side::Ours, _) => false,
                    (_, None) => return Err(SheetError::WhoseSide { line: row.line }),
                    (Side::Local, Some(whose)) => whose == SheetPerspective::Local,
                    (Side::Remote, Some(whose)) => whose == SheetPerspective::Remote,
                };
                match if is_theirs { theirs } else { ours } {
                    Ok(key) => *key,
                    Err(why) => {
                        self.skip_row(row, *why);
                        return Ok(());
                    }
                }
            }
        };
        match values::meaning(key, value) {
            Ok(meant) => self.set(row, key, &meant),
            Err(why) => {
                let found = match key {
                    Key::IkeVersion | Key::IkeMode => exchange(value),
                    _ => Vec::new(),
                };
                if found.is_empty() {
                    self.skip_row(row, why);
                }
                for (key, meant) in found {
                    self.set(row, key, meant);
                }
            }
        }
        Ok(())
    }

    /// Writes a value to the tunnel the section is about, or to both.
    fn set(&mut self, row: &SheetRow, key: Key, value: &str) {
        let own = FieldPath::connection(key);
        let paths: Vec<FieldPath> = if own.fits(Mode::Dual) {
            vec![own]
        } else {
            let numbers = self.place.tunnel.map_or(1..=2, |number| number..=number);
            numbers.map(|number| FieldPath::tunnel(number, key)).collect()
        };
        // One block and one address are of one tunnel.
        let unique = matches!(key, Key::TunnelCidr | Key::LocalBgpIp);
        let paths = if unique && self.place.tunnel.is_none() { &paths[..1] } else { &paths };
        for path in paths {
            match self.found.draft.text(*path) {
                Some(known) if known == value => {}
                Some(_) => self.skip_row(row, SheetSkipReason::SaidBefore),
                None => {
                    if key == Key::TunnelCidr {
                        replace_block(&mut self.found.draft, *path, value);
                    } else {
                        self.found.draft.set(*path, value);
                    }
                    self.found.values.push(SheetValue {
                        field: *path,
                        value: value.to_owned(),
                        label: short(&row.label),
                        line: row.line,
                    });
                }
            }
        }
        if matches!(key, Key::LocalAsn | Key::TunnelCidr | Key::LocalBgpIp) {
            self.found.draft.set(FieldPath::connection(Key::EnableTunnelsBgp), "true");
        }
    }

    fn skip_row(&mut self, row: &SheetRow, why: SheetSkipReason) {
        let text = if why == SheetSkipReason::Secret { row.label.clone() } else { row.text() };
        self.found.rest.push(SkippedSheetLine { line: row.line, text: short(&text), why });
    }
}
