//! The steps at the left, or in a line above, and how far each has come.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr as _;

use crate::tui::app::App;
use crate::tui::layout::Areas;
use crate::tui::progress::{StepProgress, progress};
use crate::tui::steps::{WizardStep, steps};
use crate::tui::theme::Role;
use crate::tui::widgets::text::padded;

fn step_name(app: &App, step: WizardStep) -> String {
    match step {
        WizardStep::Tunnel(number) => app.texts.format("step-tunnel", &[("number", number.into())]),
        step => app.texts.say(&format!("step-{}", step.word())),
    }
}

pub(super) fn draw_sidebar(app: &App, here: WizardStep, areas: &Areas, buffer: &mut Buffer) {
    let Some(document) = &app.document else { return };
    let theme = app.theme;
    let marks = theme.marks();
    let all = steps(document.draft().mode());
    let sign = |step: WizardStep| match progress(step, document) {
        StepProgress::Empty => (marks.empty, Role::Dim),
        StepProgress::Incomplete => (marks.missing, Role::Missing),
        StepProgress::Wrong => (marks.error, Role::Error),
        StepProgress::Done => (marks.done, Role::Good),
    };
    if areas.rail_beside {
        let rail = areas.rail;
        for ((index, step), y) in (1..).zip(all).zip(rail.y + 1..rail.bottom()) {
            let (mark, role) = sign(*step);
            let is_here = *step == here;
            buffer.set_string(rail.x + 1, y, mark, theme.style(role));
            let name = padded(&format!("{index} {}", step_name(app, *step)), 15, theme);
            let style = theme.style(if is_here { Role::Focus } else { Role::Plain });
            buffer.set_stringn(rail.x + 3, y, name, 15, style);
        }
        for y in rail.y..rail.bottom() {
            buffer.set_string(rail.right(), y, marks.separator, theme.style(Role::Border));
        }
        return;
    }
    let at = all.iter().position(|step| *step == here).unwrap_or(0);
    let args = [
        ("number", (at + 1).into()),
        ("count", all.len().into()),
        ("name", step_name(app, here).into()),
    ];
    let text = format!(" {}  ", app.texts.format("step-of", &args));
    buffer.set_stringn(
        areas.rail.x,
        areas.rail.y,
        &text,
        areas.rail.width.into(),
        theme.style(Role::Title),
    );
    let mut x = areas.rail.x + u16::try_from(text.width()).unwrap_or(0);
    for step in all {
        let (mark, role) = sign(*step);
        if x + 2 < areas.rail.right() {
            let style = theme.style(if *step == here { Role::Focus } else { role });
            buffer.set_string(x, areas.rail.y, mark, style);
            x += 2;
        }
    }
}
