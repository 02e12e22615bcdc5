//! What is happening, how long it takes, and how to stop it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::widgets::text::{hanging, paragraph, scrolled};

/// Draws what is happening.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let Some(sending) = &app.sending else { return None };
    let theme = app.theme;
    let columns = usize::from(area.width).saturating_sub(1);
    let elapsed = app.now.duration_since(sending.began).as_secs().max(0);
    let id = match (sending.cancelled, sending.dry_run) {
        (true, _) => "sending-stopping",
        (false, true) => "sending-dry-run",
        (false, false) => "sending",
    };
    let head = app.texts.format(id, &[("seconds", elapsed.to_string().into())]);
    let mut lines =
        vec![Line::styled(format!("{} {head}", app.spinner()), theme.style(Role::Title))];
    lines.push(Line::default());
    for (at, text) in &sending.steps {
        let after = at.duration_since(sending.began).as_secs().max(0);
        lines.extend(hanging(
            &format!("{after:>4}s"),
            theme.style(Role::Dim),
            text,
            columns,
            theme.style(Role::Plain),
        ));
    }
    if let Some(next) = sending.next.filter(|_| !sending.cancelled) {
        let left = next.duration_since(app.now).as_secs_f64().max(0.0);
        let args = [("seconds", format!("{left:.0}").into())];
        let text = app.texts.format("sending-next", &args);
        lines.push(Line::styled(text, theme.style(Role::Warning)));
    }
    lines.push(Line::default());
    let about = if sending.dry_run { "sending-about-dry-run" } else { "sending-about" };
    lines.extend(paragraph(&app.texts.say(about), columns, theme.style(Role::Dim)));
    let most = lines.len().saturating_sub(area.height.into());
    scrolled(&lines, most, area, buffer, theme);
    None
}
