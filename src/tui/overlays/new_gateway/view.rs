//! The new customer gateway in a box.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::model::CREATE;
use super::model::{CreationState, NewGatewayForm, ROWS};
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::widgets::text::{boxed, fit, middle, padded, wrapped};

/// Draws the form and tells where the cursor is.
pub fn view(app: &App, form: &NewGatewayForm, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let theme = app.theme;
    let width = area.width.saturating_sub(4).min(72);
    let inside = boxed(middle(area, width, 14), &app.texts.say("new-gateway-title"), buffer, theme);
    let label = 16.min(inside.width / 2);
    let mut cursor = None;
    for ((row, name), y) in ROWS.iter().enumerate().zip(inside.y..inside.bottom()) {
        let is_here = form.at == row;
        let mark = if is_here { theme.marks().here } else { " " };
        let text = app.texts.say(&format!("new-gateway-{name}"));
        let Some(line) = form.lines.get(row) else {
            let style = theme.style(if is_here { Role::Focus } else { Role::Plain });
            let text = format!("{mark} [ {text} ]");
            buffer.set_stringn(inside.x, y, text, inside.width.into(), style);
            continue;
        };
        let role = if is_here { Role::Title } else { Role::Plain };
        let text = padded(&format!("{mark} {text}"), label.into(), theme);
        buffer.set_stringn(inside.x, y, text, label.into(), theme.style(role));
        let field = Rect {
            x: inside.x + label + 1,
            y,
            width: inside.width.saturating_sub(label + 3),
            height: 1,
        };
        if is_here {
            cursor = Some(line.draw(field, buffer, theme));
        } else {
            let text = fit(&printable(line.text()), field.width.into(), theme);
            buffer.set_string(field.x, field.y, text, theme.style(Role::Plain));
        }
        if form.visible_flaw(row).is_some() {
            let style = theme.style(Role::Error);
            buffer.set_string(inside.right().saturating_sub(1), y, theme.marks().error, style);
        }
    }
    let width = inside.width.into();
    let mut y = inside.y + 6;
    for (role, text) in remarks(app, form) {
        for line in wrapped(&text, width) {
            if y < inside.bottom() {
                buffer.set_stringn(inside.x, y, line, width, theme.style(role));
                y += 1;
            }
        }
    }
    cursor.filter(|_| !form.is_waiting())
}

fn remarks(app: &App, form: &NewGatewayForm) -> Vec<(Role, String)> {
    let texts = &app.texts;
    let first = match &form.state {
        CreationState::Waiting(_) => {
            (Role::Plain, format!("{} {}", app.spinner(), texts.say("new-gateway-waiting")))
        }
        CreationState::Failed(why) => (Role::Error, why.clone()),
        CreationState::Filling => {
            let lines = [form.at].into_iter().chain(0..CREATE);
            match lines.into_iter().find_map(|line| form.visible_flaw(line)) {
                Some(flaw) => (Role::Error, texts.say(flaw)),
                None => (Role::Dim, texts.say(&format!("new-gateway-{}.help", ROWS[form.at]))),
            }
        }
    };
    let wants_bgp = app.document.as_ref().is_some_and(|document| document.draft().wants_bgp());
    let lacks_asn = wants_bgp && form.text(1).is_none();
    let warning = lacks_asn.then(|| (Role::Warning, texts.say("new-gateway-asn-wanted")));
    [first].into_iter().chain(warning).collect()
}
