//! What lies over a screen: a list to choose from, a line to fill in, a question, a text to read.
//!
//! The topmost has the keys. Esc closes it and changes nothing.

pub mod ask;
pub mod gateway;
pub mod keys;
pub mod pick;
pub mod prompt;
pub mod reading;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::app::App;
use super::keymap::{Action, Area};
use super::msg::Effect;

/// Something over the screen.
#[derive(Debug)]
pub enum Overlay {
    /// A list that filters as one types.
    Pick(pick::Pick),
    /// A line to fill in.
    Prompt(prompt::Prompt),
    /// A question with yes and no.
    Ask(ask::Ask),
    /// A text to read.
    TextPager(reading::TextPager),
    /// A customer gateway to be made.
    Gateway(Box<gateway::NewGatewayForm>),
    /// The keys that a draft wants to be asked for.
    Keys(Box<keys::KeyForm>),
}

impl Overlay {
    /// Whose keys count while it is topmost.
    pub fn area(&self) -> Area {
        match self {
            Self::Pick(_) => Area::Filter,
            Self::Prompt(_) | Self::Gateway(_) | Self::Keys(_) => Area::Prompt,
            Self::Ask(_) => Area::Question,
            Self::TextPager(_) => Area::TextPager,
        }
    }
}

/// A key for the topmost.
pub fn key(app: &mut App, key: KeyEvent, action: Option<Action>) -> Vec<Effect> {
    if action == Some(Action::Help) && app.area() != Area::TextPager {
        app.overlays.push(help(app));
        return Vec::new();
    }
    // The wheel of a mouse comes without a key, and may turn anywhere.
    let is_pressed = key.code != KeyCode::Null;
    if action.is_some_and(|action| is_pressed && !app.area().knows(action)) {
        app.decline("nothing-here", &[]);
        return Vec::new();
    }
    let Some(top) = app.overlays.pop() else { return Vec::new() };
    match top {
        Overlay::Pick(pick) => pick::key(app, pick, key, action),
        Overlay::Prompt(prompt) => prompt::key(app, prompt, key, action),
        Overlay::Ask(question) => ask::key(app, question, action),
        Overlay::TextPager(reading) => reading::key(app, reading, action),
        Overlay::Gateway(form) => gateway::key(app, form, key, action),
        Overlay::Keys(form) => keys::key(app, form, key, action),
    }
}

/// A pasted text for the topmost.
pub fn paste(app: &mut App, text: &str) {
    match app.overlays.last_mut() {
        Some(Overlay::Pick(pick)) => pick.paste(text),
        Some(Overlay::Prompt(prompt)) => prompt.paste(text),
        Some(Overlay::Gateway(form)) => form.paste(text),
        Some(Overlay::Keys(form)) => form.paste(text),
        Some(Overlay::Ask(_) | Overlay::TextPager(_)) | None => {}
    }
}

/// A click on the topmost.
pub fn click(app: &mut App, column: u16, row: u16) -> Vec<Effect> {
    match app.overlays.last() {
        Some(Overlay::Pick(_)) => pick::click(app, column, row),
        _ => Vec::new(),
    }
}

/// Whether something in them moves.
pub fn is_moving(app: &App) -> bool {
    app.overlays
        .iter()
        .any(|overlay| matches!(overlay, Overlay::Gateway(form) if form.is_waiting()))
}

/// Draws them over the screen, and tells where the cursor of the topmost is.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let mut cursor = None;
    for overlay in &app.overlays {
        cursor = match overlay {
            Overlay::Pick(pick) => pick::view(app, pick, area, buffer),
            Overlay::Prompt(prompt) => prompt::view(app, prompt, area, buffer),
            Overlay::Ask(question) => {
                ask::view(app, question, area, buffer);
                None
            }
            Overlay::TextPager(reading) => {
                reading::view(app, reading, area, buffer);
                None
            }
            Overlay::Gateway(form) => gateway::view(app, form, area, buffer),
            Overlay::Keys(form) => keys::view(app, form, area, buffer),
        };
    }
    cursor
}

/// The help page of the screen at hand: its keys, then those that hold everywhere.
pub fn help(app: &App) -> Overlay {
    let mut text = String::new();
    let area = app.area();
    if area == Area::Review {
        for (_, told) in super::screens::review::told(app) {
            text.push_str(&told);
            text.push('\n');
        }
        text.push('\n');
    }
    if let (Some(super::steps::FormItem::Field(path)), Some(document)) =
        (app.form.spot(app.screen), &app.document)
        && app.overlays.is_empty()
    {
        // What the window was too small for.
        for line in super::view::field_lines(app, document, path, usize::MAX / 2) {
            text.push_str(&line.to_string());
            text.push('\n');
        }
        text.push('\n');
    }
    let intro = format!("help-{}", area_word(area));
    if app.texts.has(&intro) {
        text.push_str(&app.texts.say(&intro));
        text.push_str("\n\n");
    }
    for (action, name, keys) in app.keymap.listed(area) {
        let id = format!("action-{action:?}");
        let does = if app.texts.has(&id) { app.texts.say(&id) } else { name.to_owned() };
        text.push_str(&format!("{keys:<22} {does}\n"));
    }
    text.push('\n');
    text.push_str(&app.texts.say("help-marks"));
    text.push('\n');
    text.push_str(&app.texts.say("help-own-keys"));
    Overlay::TextPager(reading::TextPager::new(app.texts.say("help-title"), text))
}

/// The word of an area in the texts.
pub fn area_word(area: Area) -> &'static str {
    match area {
        Area::Anywhere => "anywhere",
        Area::Form => "form",
        Area::Gateways => "gateways",
        Area::Filter => "filter",
        Area::Prompt => "prompt",
        Area::Home => "home",
        Area::Review => "review",
        Area::Result => "result",
        Area::Question => "question",
        Area::TextPager => "reading",
    }
}
