//! The frame around every screen: who and where at the top, the rail of steps, help beside or below
//! the form, and one line of keys at the bottom. Reads the state and changes nothing.

mod footer;
pub mod help;
mod sidebar;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crate::text::printable;
use crate::tui::app::{App, SMALLEST, Screen, SignInState};
use crate::tui::layout::{Areas, overlay_area};
use crate::tui::layout::{areas_in, home_area_in};
use crate::tui::overlays::dispatch;
use crate::tui::screens::handlers;
use crate::tui::theme::Role;
use crate::tui::widgets::text::{fit, wrapped};
use footer::draw_footer;
use help::draw_help;
use sidebar::draw_sidebar;

/// Draws the whole window.
pub fn view(app: &App, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(app, area, frame.buffer_mut());
        return;
    }
    // The window as it is now: the message that tells its size may still be on its way.
    let areas = areas_in(app, area);
    let mut cursor = screen(app, &areas, home_area_in(area), frame.buffer_mut());
    if !app.overlays.is_empty() {
        cursor = dispatch::view(app, overlay_area(area), frame.buffer_mut());
    }
    draw_footer(app, areas.foot, frame.buffer_mut());
    for cell in &mut frame.buffer_mut().content {
        if let Some(like) = app.theme.punctuation(cell.symbol()) {
            cell.set_symbol(like);
        }
    }
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

fn too_small(app: &App, area: Rect, buffer: &mut Buffer) {
    let args = [("columns", SMALLEST.0.into()), ("rows", SMALLEST.1.into())];
    let text = app.texts.format("too-small", &args);
    for (line, y) in wrapped(&text, area.width.into()).iter().zip(area.y..area.bottom()) {
        buffer.set_stringn(area.x, y, line, area.width.into(), app.theme.style(Role::Plain));
    }
}

fn screen(app: &App, areas: &Areas, whole: Rect, buffer: &mut Buffer) -> Option<Position> {
    draw_head(app, areas.head, buffer);
    let Screen::Step(step) = app.screen else {
        return (handlers(app.screen).view)(app, whole, buffer);
    };
    draw_sidebar(app, step, areas, buffer);
    let cursor = (handlers(app.screen).view)(app, areas.main, buffer);
    draw_help(app, step, areas, buffer);
    cursor
}

/// What the draft is called and whether it is on the disk; who is signed in, and whether all of it is
/// play.
fn draw_head(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme;
    let mut right: Vec<Span<'static>> = Vec::new();
    if app.sandbox || app.sandbox_endpoint {
        let word = format!(" {} ", app.texts.say("sandbox"));
        right.push(Span::styled(word, theme.style(Role::Sandbox)));
    } else if let Some(endpoint) = &app.endpoint {
        let host = endpoint.split_once("://").map_or(endpoint.as_str(), |(_, host)| host);
        right.push(Span::styled(format!(" {}", printable(host)), theme.style(Role::Warning)));
    }
    match &app.account {
        SignInState::In(who) if !app.sandbox => {
            right.push(Span::styled(format!(" {}", who.masked_id), theme.style(Role::Dim)));
        }
        SignInState::Out(_) if !app.sandbox => {
            let word = format!(" {}", app.texts.say("account-out"));
            right.push(Span::styled(word, theme.style(Role::Warning)));
        }
        _ => {}
    }
    let region = match app.screen {
        Screen::Home => app.region.clone().unwrap_or_default(),
        Screen::Watch | Screen::Diagnosis => {
            app.watches.here.as_ref().map(|at| at.region.clone()).unwrap_or_default()
        }
        _ => app.region(),
    };
    if !region.is_empty() {
        right.push(Span::styled(format!(" {}", printable(&region)), theme.style(Role::Dim)));
    }
    let right = Line::from(right);
    let right_width = u16::try_from(right.width()).unwrap_or(area.width).min(area.width);
    let mut left = String::from(" Tunnelsmith");
    let mut mark = "";
    if let (Some(document), Screen::Step(_) | Screen::Sending | Screen::Result) =
        (&app.document, app.screen)
    {
        let untitled = || app.texts.say("untitled");
        let name = document.name.as_ref().map_or_else(untitled, ToString::to_string);
        mark = if document.is_fully_saved() { "" } else { "*" };
        left.push_str(&format!("  {}", printable(&name)));
    }
    let room = usize::from(area.width.saturating_sub(right_width + 1));
    // However long the name is, what is not kept is marked.
    let left = fit(&left, room.saturating_sub(mark.len()), theme) + mark;
    buffer.set_stringn(area.x, area.y, left, room, theme.style(Role::Title));
    buffer.set_line(area.right() - right_width, area.y, &right, right_width);
}
