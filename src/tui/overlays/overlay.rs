//! What can lie over a screen.

use crate::tui::action::Area;
use crate::tui::overlays::key_form::KeyForm;
use crate::tui::overlays::new_gateway::NewGatewayForm;
use crate::tui::overlays::pager::TextPager;
use crate::tui::overlays::pick::Pick;
use crate::tui::overlays::prompt::Prompt;
use crate::tui::overlays::question::Ask;

/// Something over the screen.
#[derive(Debug)]
pub enum Overlay {
    /// A list that filters as one types.
    Pick(Pick),
    /// A line to fill in.
    Prompt(Prompt),
    /// A question with yes and no.
    Ask(Ask),
    /// A text to read.
    TextPager(TextPager),
    /// A customer gateway to be made.
    Gateway(Box<NewGatewayForm>),
    /// The keys that a draft wants to be asked for.
    Keys(Box<KeyForm>),
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

    /// Whether something in it moves.
    pub fn is_moving(&self) -> bool {
        matches!(self, Self::Gateway(form) if form.is_waiting())
    }
}
