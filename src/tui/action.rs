//! What a person can ask for, and where: the words that screens speak in, whatever key stands for them.

use Action as A;
use Area::{Anywhere, Device, Form, Gateways, Home, Prompt, Question, Review};

use crate::connection::named_enum;

/// Something a person can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each action is told by its text action-NAME")]
pub enum Action {
    Next,
    Previous,
    Up,
    Down,
    Left,
    Right,
    First,
    Last,
    PageUp,
    PageDown,
    Accept,
    Toggle,
    Back,
    NextStep,
    PreviousStep,
    Home,
    Help,
    Save,
    GoTo,
    Palette,
    NextFinding,
    PreviousFinding,
    Repair,
    Suggest,
    Reveal,
    Editor,
    Undo,
    Redo,
    Refresh,
    Create,
    Submit,
    DryRun,
    Copy,
    CopyAll,
    Write,
    Open,
    New,
    Duplicate,
    Rename,
    Delete,
    Restore,
    Versions,
    SignIn,
    Profile,
    Region,
    Sandbox,
    Watch,
    Bind,
    Unbind,
    Diagnose,
    Yes,
    No,
    Mouse,
    Theme,
    Language,
    Redraw,
    Suspend,
    Quit,
}

impl Action {
    /// Whether it leads through what is shown, and does nothing else.
    pub const fn is_navigation(self) -> bool {
        self.scroll_lines().is_some()
            || matches!(
                self,
                Self::Next | Self::Previous | Self::Left | Self::Right | Self::Accept | Self::Back
            )
    }

    /// Whether it does something with one connection, which has to be chosen first.
    pub const fn is_connection_action(self) -> bool {
        matches!(
            self,
            Self::Diagnose
                | Self::Bind
                | Self::Unbind
                | Self::Submit
                | Self::Open
                | Self::Delete
                | Self::Copy
                | Self::GoTo
        )
    }

    /// By how many lines a text or a list moves, the whole way for its first and last line.
    pub const fn scroll_lines(self) -> Option<isize> {
        match self {
            Self::Down => Some(1),
            Self::Up => Some(-1),
            Self::PageDown => Some(10),
            Self::PageUp => Some(-10),
            Self::First => Some(isize::MIN / 2),
            Self::Last => Some(isize::MAX / 2),
            _ => None,
        }
    }
}

named_enum! {
    /// Where a key is pressed.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Area {
        /// Everywhere.
        Anywhere = "anywhere",
        /// A form, with a field that takes letters.
        Form = "form",
        /// The customer gateways, whose filter takes letters.
        Gateways = "gateways",
        /// The device at the other end, whose lists take letters.
        Device = "device",
        /// A list that filters as one types: a choice, the fields to go to.
        Filter = "filter",
        /// A box with lines to fill in.
        Prompt = "prompt",
        /// The list of drafts.
        Home = "home",
        /// The list of connections at home, whose filter takes letters.
        Connections = "connections",
        /// A connection that is watched.
        Watch = "watch",
        /// What is wrong with a connection.
        Diagnosis = "diagnosis",
        /// The review.
        Review = "review",
        /// What became of a submission.
        Result = "result",
        /// A question with yes and no.
        Question = "question",
        /// A text to read.
        TextPager = "reading",
    }
}

impl Area {
    /// Whether letters are typed into something here.
    pub const fn takes_text(self) -> bool {
        matches!(
            self,
            Self::Form
                | Self::Gateways
                | Self::Connections
                | Self::Device
                | Self::Filter
                | Self::Prompt
        )
    }

    /// Whether an action that is bound everywhere does something here.
    pub const fn has_action(self, action: Action) -> bool {
        match action {
            A::Save
            | A::Undo
            | A::Redo
            | A::NextFinding
            | A::PreviousFinding
            | A::NextStep
            | A::Home
            | A::PreviousStep => matches!(self, Anywhere | Form | Gateways | Device | Review),
            A::GoTo => matches!(
                self,
                Anywhere
                    | Form
                    | Gateways
                    | Device
                    | Review
                    | Home
                    | Self::Connections
                    | Self::Watch
            ),
            // Over a screen, and over nothing else.
            A::Palette => !matches!(self, Self::Filter | Prompt | Question | Self::TextPager),
            A::Suggest => matches!(self, Anywhere | Form | Review),
            A::Repair => matches!(self, Anywhere | Form | Review | Self::Diagnosis),
            A::Reveal => matches!(self, Anywhere | Form | Review | Prompt),
            A::Editor => matches!(self, Anywhere | Form | Device),
            A::Next | A::Previous => !matches!(self, Self::Result | Question),
            // A long question is read on with the others.
            A::Accept => !matches!(self, Question),
            _ => true,
        }
    }
}
