//! What can lie over a screen.

use crate::tui::action::Area;
use crate::tui::overlays::key_form::PskForm;
use crate::tui::overlays::new_gateway::NewGatewayForm;
use crate::tui::overlays::pager::TextPager;
use crate::tui::overlays::pick_list::PickList;
use crate::tui::overlays::prompt::Prompt;
use crate::tui::overlays::question::QuestionBox;

/// Something over the screen.
#[derive(Debug)]
pub enum Overlay {
    /// A list that filters as one types.
    Pick(PickList),
    /// A line to fill in.
    Prompt(Prompt),
    /// A question with yes and no.
    Question(QuestionBox),
    /// A text to read.
    TextPager(TextPager),
    /// A customer gateway to be made.
    Gateway(Box<NewGatewayForm>),
    /// The keys that a draft wants to be asked for.
    Psk(Box<PskForm>),
}

impl Overlay {
    /// Whose keys count while it is topmost.
    pub fn area(&self) -> Area {
        match self {
            Self::Pick(_) => Area::Filter,
            Self::Prompt(_) | Self::Gateway(_) | Self::Psk(_) => Area::Prompt,
            Self::Question(_) => Area::Question,
            Self::TextPager(_) => Area::TextPager,
        }
    }

    /// Whether something in it moves.
    pub fn is_moving(&self) -> bool {
        matches!(self, Self::Gateway(form) if form.is_waiting())
    }
}
