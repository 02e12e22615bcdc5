//! Our own sheet as a table that the other company filled in: what its rows are called is known, in whatever
//! language it was made.

use std::collections::BTreeMap;

use crate::connection::FieldPath;
use crate::text::{Language, Texts};

use super::rows::SheetRow;

/// The values of the sheet that no draft has.
const SHEET_ONLY_NAMES: [&str; 3] = ["GatewayIp", "CustomerGatewayIp", "InsideIp"];

/// A table of our own.
pub(super) struct ExportedSheet {
    /// The parameter by what its row is called.
    fields: BTreeMap<String, String>,
    /// What stands in the place of a value that is not known yet.
    unknown: Vec<String>,
}

impl ExportedSheet {
    /// The table that a row is the head of.
    pub(super) fn below(row: &SheetRow) -> Option<Self> {
        Language::ALL.iter().find_map(|language| {
            let texts = Texts::new(*language);
            let head = ["value", "yours"].map(|name| texts.say(&format!("sheet-column-{name}")));
            let is_head = row.label == texts.say("sheet-column-setting") && row.cells == head;
            is_head.then(|| Self::of(&texts))
        })
    }

    fn of(texts: &Texts) -> Self {
        let names = FieldPath::all(1, 0).map(|path| path.to_string());
        let names = names.chain(SHEET_ONLY_NAMES.map(str::to_owned));
        let fields = names.filter_map(|name| {
            let leaf = name.rsplit('.').next()?.to_owned();
            let id = format!("sheet-label-{leaf}");
            texts.has(&id).then(|| (texts.say(&id), leaf))
        });
        let follows =
            (1_u16..=2).map(|number| texts.format("sheet-follows", &[("number", number.into())]));
        let unknown = follows.chain([texts.say("sheet-yours-to-say")]).collect();
        Self { fields: fields.collect(), unknown }
    }

    /// The parameter of a row and its value: what they wrote, or else what stood there. The value is none where
    /// neither is known; no row of the table is none altogether.
    pub(super) fn row(&self, row: &SheetRow) -> Option<(&str, Option<String>)> {
        let [value, yours] = row.cells.as_slice() else { return None };
        let field = self.fields.get(&row.label)?;
        let said = if yours.trim().is_empty() { value } else { yours };
        // Marks of Markdown in a value are written with a backslash.
        let said = said.replace('\\', "");
        let is_known = !said.trim().is_empty() && !self.unknown.contains(&said);
        Some((field, is_known.then_some(said)))
    }
}
