//! What can be done in a form besides typing: buttons, repairs, suggestions, keys shown in plain.

use super::editing::is_list;
use super::model::Editing;
use crate::connection::Edit;
use crate::connection::{FieldPath, Finding, Key, Mode, Origin, Repair, Rule};
use crate::text::printable;
use crate::tui::action::{Action, Area};
use crate::tui::app::App;
use crate::tui::document::Document;
use crate::tui::effect::Effect;
use crate::tui::overlays::pick_list;
use crate::tui::overlays::question::Question;
use crate::tui::rows::{FormButton, FormItem};
use crate::tui::steps::{InputKind, WizardStep, entry};
use crate::tui::widgets::text::fit;

/// Some repairs write a preset or move two dozen fields: so much is told of one.
const LONGEST: usize = 120;

pub(super) fn act(app: &mut App, step: WizardStep, button: FormButton) -> Vec<Effect> {
    match button {
        FormButton::Mode(mode) => return change_mode(app, mode),
        FormButton::Preset(place) => {
            let device = app.document.as_ref().map(|document| document.device_phases(place));
            let device = device.unwrap_or_default();
            app.show_list(pick_list::presets(place, &device, &app.texts));
        }
        FormButton::CopyTunnel => {
            app.ask(Question::CopyKey);
        }
        FormButton::AddTag => {
            if let Some(document) = &mut app.document {
                let path = document.add_tag();
                app.form.focus(step, FormItem::Field(path));
            }
        }
        FormButton::RemoveTag(number) => {
            if let Some(document) = &mut app.document {
                let name = document.draft().text(FieldPath::tag(number, Key::TagKey));
                let name = printable(name.unwrap_or_default()).into_owned();
                document.remove_tag(number);
                let key = app.keymap.first_key(Area::Form, Action::Undo).unwrap_or_default();
                app.notify("tag-removed", &[("name", name.into()), ("key", key.into())]);
                app.form.focus(step, FormItem::Button(FormButton::AddTag));
            }
        }
        FormButton::Continue => return app.move_step(1),
    }
    Vec::new()
}

/// Carries over what fits into the other mode, and says what was dropped.
fn change_mode(app: &mut App, mode: Mode) -> Vec<Effect> {
    let Some(document) = &mut app.document else { return Vec::new() };
    let draft = document.draft();
    if draft.mode() == mode {
        let region = FieldPath::connection(Key::RegionId);
        if draft.region().is_empty() {
            // The next step can do nothing without one.
            app.form.focus(WizardStep::Mode, FormItem::Field(region));
            return Vec::new();
        }
        return app.move_step(1);
    }
    let dropped = document.change_mode(mode, app.entropy.as_mut());
    // Enter goes on, as it does where the mode is chosen already; what there is to say against the mode
    // is read first.
    let item = match document.findings().iter().any(Document::is_of_mode) {
        true => FormItem::Button(FormButton::Mode(mode)),
        false => FormItem::Field(FieldPath::connection(Key::RegionId)),
    };
    app.form.focus(WizardStep::Mode, item);
    if dropped.is_empty() {
        let name = app.texts.say(&format!("mode-{}", mode.name()));
        app.notify("mode-switched", &[("mode", name.into())]);
    } else {
        let mut text = app.texts.say("mode-dropped");
        for path in dropped {
            text.push_str("\n- ");
            text.push_str(&app.texts.path_label(path));
        }
        app.show_text("mode-changed", text);
    }
    Vec::new()
}

/// Why an action does nothing in a form for the moment.
pub fn obstacle(app: &App, action: Action) -> Option<&'static str> {
    let path = match app.form.focused(app.screen) {
        Some(FormItem::Field(path)) => Some(path),
        _ => None,
    };
    let document = app.document.as_ref();
    let (can, id) = match action {
        Action::Reveal => {
            let is_key = |path| {
                entry(path) == InputKind::Secret
                    && document.is_some_and(|one| one.draft().has(path))
            };
            (path.is_some_and(is_key), "nothing-to-reveal")
        }
        Action::Editor => {
            let is_text = |path| matches!(entry(path), InputKind::Line | InputKind::Text);
            (path.is_some_and(is_text), "nothing-to-edit")
        }
        Action::Suggest => {
            let repair = path.and_then(|path| document?.suggestion(path));
            (repair.is_some_and(|repair| repair != Repair::default()), "nothing-to-suggest")
        }
        Action::Repair => {
            let has_one = |path| {
                let document = document?;
                let diagnosed = app.diagnosed_at(path).and_then(|found| found.repair.as_ref());
                let is_due = diagnosed.is_some_and(|repair| {
                    document.draft().text(path) != Some(repair.value.as_str())
                });
                let differs = document.differences_at(path);
                let is_of_device = differs.iter().any(|(_, found)| found.repair_here.is_some());
                Some(is_due || is_of_device || document.findings_at(path).any(Document::can_repair))
            };
            (path.and_then(has_one).unwrap_or_default(), "nothing-to-repair")
        }
        _ => return None,
    };
    (!can).then_some(id)
}

/// Applies the first repair known for the field at hand: what a diagnosis of the connection found goes before
/// what the rules say.
pub(super) fn repair(app: &mut App, item: FormItem) -> Vec<Effect> {
    if let FormItem::Field(path) = item
        && let Some(repair) = app.diagnosed_at(path).and_then(|found| found.repair.clone())
        && app.file().is_some_and(|file| file.draft.text(path) != Some(repair.value.as_str()))
    {
        app.apply_diagnosed(&repair);
        return Vec::new();
    }
    let (FormItem::Field(path), Some(document)) = (item, &mut app.document) else {
        return Vec::new();
    };
    let differing = document.differences_at(path).into_iter();
    let device = differing.map(|(_, found)| (found.is_breaking(), found.repair_here.clone()));
    let device = device.into_iter().find_map(|(breaks, value)| Some((breaks, value?)));
    let found = document.findings_at(path).find(|finding| Document::can_repair(finding)).cloned();
    match (device, found) {
        // What breaks the tunnel goes first, as it is told first.
        (Some((breaks, value)), found) if breaks || found.is_none() => {
            document.choose(path, &value, Origin::Device);
            let field = app.texts.path_label(path);
            app.notify("both-repaired", &[("field", field.into()), ("value", value.into())]);
            Vec::new()
        }
        (_, Some(finding)) => choose_repair(app, &finding),
        (_, None) => Vec::new(),
    }
}

/// Applies what resolves a finding, or asks which of several repairs is meant.
pub fn choose_repair(app: &mut App, finding: &Finding) -> Vec<Effect> {
    if finding.alternatives.is_empty() {
        return apply_repair(app, finding);
    }
    app.show_list(pick_list::repairs(finding, &app.texts));
    Vec::new()
}

/// Applies what resolves a finding, here and on the review.
pub fn apply_repair(app: &mut App, finding: &Finding) -> Vec<Effect> {
    let edits = finding.repair.iter().flat_map(|repair| &repair.edits);
    let mode = edits.clone().find_map(|edit| match edit {
        Edit::Switch(mode) => Some(*mode),
        _ => None,
    });
    if let Some(mode) = mode {
        let mut effects = change_mode(app, mode);
        effects.extend(app.leave_missing_step(mode));
        return effects;
    }
    match &finding.repair {
        _ if finding.rule == Rule::P14 => {
            if let Some(document) = &mut app.document {
                document.seal();
                tell_written(app, app.texts.say("repair-seal"));
            }
        }
        Some(repair) => write_unless_asked(app, repair.clone()),
        None => {}
    }
    Vec::new()
}

/// Makes a change, or asks first where a random key would take the place of one: somebody may have agreed
/// on that with the other side.
fn write_unless_asked(app: &mut App, repair: Repair) {
    let has_key = |path: &FieldPath| {
        app.document.as_ref().is_some_and(|document| document.draft().has(*path))
    };
    if repair.edits.iter().any(|edit| matches!(edit, Edit::GenerateKey(path) if has_key(path))) {
        app.ask(Question::ReplaceKey(Box::new(repair)));
    } else {
        write(app, &repair);
    }
}

/// Makes a change and says what it was.
pub fn write(app: &mut App, repair: &Repair) {
    let Some(document) = &mut app.document else { return };
    document.apply(repair, Origin::Suggested, app.entropy.as_mut());
    tell_written(app, app.texts.repair(repair, |path| app.texts.path_label(path)));
}

fn tell_written(app: &mut App, what: String) {
    let key = app.keymap.first_key(Area::Form, Action::Undo).unwrap_or_default();
    let what = fit(&printable(&what), LONGEST, app.theme);
    app.notify("written-in", &[("what", what.into()), ("key", key.into())]);
}

/// Fills in what the rules suggest for the field at hand.
pub(super) fn suggest_value(app: &mut App, item: FormItem) -> Vec<Effect> {
    if let (FormItem::Field(path), Some(document)) = (item, &app.document)
        && let Some(repair) = document.suggestion(path)
    {
        write_unless_asked(app, repair);
    }
    Vec::new()
}

/// Shows a key in plain, or masks it again.
pub(super) fn reveal(app: &mut App, item: FormItem) -> Vec<Effect> {
    let (FormItem::Field(path), Some(document)) = (item, &app.document) else {
        return Vec::new();
    };
    if document.draft().is_key_unresolved(path) {
        return app.open_key(path).into_iter().collect();
    }
    if !app.form.revealed.remove(&path) {
        app.form.revealed.insert(path);
    }
    if let Editing::Key(_, input) = &mut app.form.editing {
        input.is_shown = app.form.revealed.contains(&path);
    }
    Vec::new()
}

/// Opens the value in the editor of the person's choice; never a key, which would lie in a file.
pub(super) fn editor(app: &mut App, item: FormItem) -> Vec<Effect> {
    let (FormItem::Field(path), Some(document)) = (item, &app.document) else {
        return Vec::new();
    };
    match entry(path) {
        InputKind::Line | InputKind::Text => {
            let mut text = document.draft().text(path).unwrap_or_default().to_owned();
            if is_list(path) {
                // One a line, as people keep them; a line break or a comma means the same coming back.
                text = text.replace(',', "\n");
            }
            // The editor may take its time, and nothing else happens meanwhile.
            let mut effects: Vec<Effect> = app.save().into_iter().collect();
            effects.push(Effect::Edit(path, text));
            effects
        }
        _ => Vec::new(),
    }
}
