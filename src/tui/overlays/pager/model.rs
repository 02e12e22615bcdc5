//! A text under a title.

use crate::text::printable;
use crate::tui::overlays::question::Question;
use crate::tui::widgets::scroll::ScrollPosition;

/// The text.
#[derive(Clone, Debug)]
pub struct TextPager {
    pub(super) title: String,
    pub(super) text: String,
    pub(super) scroll: ScrollPosition,
    /// What is asked of whoever goes on from here.
    pub(super) then: Option<Question>,
}

impl TextPager {
    /// A text under a title. What came from outside is made printable, line by line.
    pub fn new(title: String, text: String) -> Self {
        let text = text.lines().map(|line| printable(line).into_owned()).collect::<Vec<_>>();
        Self { title, text: text.join("\n"), scroll: ScrollPosition::new(), then: None }
    }

    /// With a question at its end.
    #[must_use]
    pub fn then(mut self, question: Question) -> Self {
        self.then = Some(question);
        self
    }

    /// Whether there is something to go on to.
    pub fn has_question(&self) -> bool {
        self.then.is_some()
    }
}
