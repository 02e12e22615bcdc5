//! What the columns of a table are about: a side, a phase, a tunnel.

use super::labels::{SheetColumn, Side, folded, phase_of, side_of, tunnel_of};
use super::rows::{SheetRow, names_columns};

/// What the columns are about where a row names them; `None` for a row of values.
pub(super) fn columns(row: &SheetRow) -> Option<Vec<SheetColumn>> {
    const LONGEST: usize = 32;
    let cells: Vec<&String> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
    if row.cells.len() < 2 || cells.iter().any(|cell| cell.chars().count() > LONGEST) {
        return None;
    }
    let mut all: Vec<SheetColumn> = row.cells.iter().map(|cell| column(cell)).collect();
    let known = all.iter().filter(|column| **column != SheetColumn::default()).count();
    let is_header = names_columns(&row.label) && known > 0 || known == row.cells.len() && known > 1;
    // A value says what it says of one thing; columns are of different ones.
    if !is_header || all.windows(2).all(|pair| pair[0] == pair[1]) {
        return None;
    }
    if let [one, other] = all.as_mut_slice() {
        let opposite = |side| match side {
            Side::Theirs => Side::Ours,
            Side::Ours => Side::Theirs,
            Side::Local => Side::Remote,
            Side::Remote => Side::Local,
        };
        match (one.side, other.side) {
            (Some(side), None) => other.side = Some(opposite(side)),
            (None, Some(side)) => one.side = Some(opposite(side)),
            _ => {}
        }
    }
    Some(all)
}

fn column(cell: &str) -> SheetColumn {
    let cell = folded(cell);
    SheetColumn { side: side_of(&cell), phase: phase_of(&cell), tunnel: tunnel_of(&cell) }
}
