//! What stands in the way of an action for the moment: said before it is tried in the list of actions, and
//! when its key is pressed.

use crate::tui::action::{Action, Area};
use crate::tui::app::App;
use crate::tui::screens::{form, home, result, review};
use Action as A;

/// Why an action does nothing where the keys are now, as the id of a text; none where it does something.
pub(in crate::tui) fn unavailable_reason(app: &App, action: Action) -> Option<&'static str> {
    let document = app.document.as_ref();
    let is_there = |is_it: bool, id: &'static str| (!is_it).then_some(id);
    match (app.area(), action) {
        (area, action) if !area.has_action(action) => Some("nothing-here"),
        (_, A::Undo) => is_there(document.is_some_and(|one| one.can_undo()), "nothing-to-undo"),
        (_, A::Redo) => is_there(document.is_some_and(|one| one.can_redo()), "nothing-to-redo"),
        (_, A::Language) => is_there(app.can_switch_language(), "language-not-shown"),
        (Area::Home, action) => home::obstacle(app, action),
        (Area::Connections, action) if action == A::Accept || action.is_connection_action() => {
            let region = app.region.as_deref().unwrap_or_default();
            is_there(app.connections.chosen(region).is_some(), "connections-choose")
        }
        (Area::Form, action) => form::obstacle(app, action),
        (Area::Review, action) => review::obstacle(app, action),
        (Area::Result, action) => result::obstacle(app, action),
        (Area::Diagnosis, A::Repair) => {
            let chosen = app.watches.current().and_then(|watch| watch.diagnosis.chosen());
            let has_repair = chosen.is_some_and(|finding| finding.repair.is_some());
            is_there(has_repair, "diagnosis-no-repair")
        }
        (Area::Diagnosis, A::Accept) => {
            let chosen = app.watches.current().and_then(|watch| watch.diagnosis.chosen());
            let has_field = chosen.is_some_and(|finding| finding.field.is_some());
            is_there(has_field, "diagnosis-no-field")
        }
        _ => None,
    }
}
