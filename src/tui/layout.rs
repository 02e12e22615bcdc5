//! Where the parts of the window are: head, rail of steps, form, help and the line of keys.

use ratatui::layout::{Position, Rect};

use crate::tui::app::{App, Screen};
use crate::tui::screens::review::ReviewPage;
use crate::tui::steps::{WizardStep, steps};

/// From this width on the rail stands at the left.
const RAIL_BESIDE: u16 = 80;

/// From this width on the help stands at the right.
const HELP_BESIDE: u16 = 110;

/// Where the parts of a screen of the walk are.
#[derive(Clone, Copy, Debug)]
pub struct Areas {
    /// Draft, sandbox, account.
    pub head: Rect,
    /// The steps.
    pub rail: Rect,
    /// Whether the steps stand one below the other.
    pub rail_beside: bool,
    /// The form, the list, the review.
    pub main: Rect,
    /// Help and findings.
    pub help: Rect,
    /// The keys.
    pub foot: Rect,
}

/// Where everything is in the window as it was last told.
pub fn areas(app: &App) -> Areas {
    areas_in(app, Rect::new(0, 0, app.size.0, app.size.1))
}

/// Where everything is in a window.
pub fn areas_in(app: &App, whole: Rect) -> Areas {
    let (width, height) = (whole.width, whole.height);
    let head = Rect { height: 1.min(height), ..whole };
    let foot = Rect { y: height.saturating_sub(1), height: 1.min(height), ..whole };
    let body = Rect { y: 1, height: height.saturating_sub(2), ..whole };
    let rail_beside = width >= RAIL_BESIDE;
    let (rail, rest) = if rail_beside {
        let rail = Rect { width: 18, ..body };
        (rail, Rect { x: 20, width: width - 20, ..body })
    } else {
        let rail = Rect { height: 1.min(body.height), ..body };
        let below = Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body };
        (rail, below)
    };
    let (main, help) = if width >= HELP_BESIDE {
        let help_width = (rest.width / 3).clamp(34, 56);
        let main = Rect { width: rest.width - help_width - 2, ..rest };
        (main, Rect { x: main.right() + 2, width: help_width, ..rest })
    } else {
        let reads = app.screen == Screen::Step(WizardStep::Review)
            && !matches!(app.review.tab, ReviewPage::Findings | ReviewPage::BothSides);
        let help_height = match height {
            _ if reads => 3,
            0..20 => 5,
            20..28 => 8,
            _ => 11,
        };
        let help_height = help_height.min(rest.height / 2);
        let main = Rect { height: rest.height - help_height, ..rest };
        (main, Rect { y: main.bottom(), height: help_height, ..rest })
    };
    // A column of air at the right, where the window is wide.
    let main = Rect { width: main.width.saturating_sub(u16::from(rail_beside)), ..main };
    Areas { head, rail, rail_beside, main, help, foot }
}

/// The area of home and of what has neither rail nor help.
pub fn home_area(app: &App) -> Rect {
    home_area_in(Rect::new(0, 0, app.size.0, app.size.1))
}

pub fn home_area_in(whole: Rect) -> Rect {
    let (width, height) = (whole.width, whole.height);
    Rect::new(1, 2.min(height), width.saturating_sub(2), height.saturating_sub(3))
}

/// The area that overlays may take: all but the line of keys.
pub fn overlay_area(whole: Rect) -> Rect {
    Rect { height: whole.height.saturating_sub(1), ..whole }
}

/// The step whose line in the rail this is.
pub fn rail_step(app: &App, column: u16, row: u16) -> Option<WizardStep> {
    let areas = areas(app);
    let (Screen::Step(_), Some(document)) = (app.screen, &app.document) else { return None };
    if !areas.rail_beside || !areas.rail.contains(Position::new(column, row)) {
        return None;
    }
    let line = usize::from(row.checked_sub(areas.rail.y + 1)?);
    steps(document.draft().mode()).get(line).copied()
}
