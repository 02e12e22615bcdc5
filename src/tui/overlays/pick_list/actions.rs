//! Every action by name: what it does, its key, and why it cannot be done for the moment.

use super::model::{PickList, PickPurpose, PickRow};
use crate::text::{Texts, pad};
use crate::tui::action::Action;

/// The columns of a key.
const KEY: usize = 12;

/// An action as it is listed.
pub struct ActionRow {
    /// What is done.
    pub action: Action,
    /// Its name in a person's own key file.
    pub name: &'static str,
    /// What it does, in words.
    pub label: String,
    /// The words it is found by.
    pub found_by: String,
    /// Its key; empty where it has none.
    pub key: String,
    /// Why it cannot be done where the keys are; none where it can.
    pub why: Option<String>,
}

/// The actions in this order.
pub fn actions(rows: Vec<ActionRow>, texts: &Texts) -> PickList {
    let actions = rows.iter().map(|row| (row.action, row.why.clone())).collect();
    let rows = rows.into_iter().map(|row| PickRow {
        found_by: row.found_by,
        is_off: row.why.is_some(),
        ..PickRow::new(
            row.name.to_owned(),
            row.label,
            format!("{}{}", pad(&row.key, KEY), row.why.unwrap_or_default()).trim_end().to_owned(),
        )
    });
    PickList::new(texts.say("palette-title"), PickPurpose::Action(actions), rows.collect(), "")
}
