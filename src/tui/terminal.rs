//! The real terminal: taken whole, painted a frame at a time, given back as it was.
//!
//! Uses ratatui, crossterm and, for signals, tokio. Knows nothing of what is painted. Here lies all
//! that talks to a terminal, so that a test which holds here holds for every screen.
//!
//! What is done about known traps:
//!
//! - crossterm turns colours off by resetting everything when `NO_COLOR` is set, so that what is set
//!   off by reversal alone vanishes, and writes the sixteen colours as the first of 256, of which older
//!   terminals make something else. Here [`shows_color`] decides, and how a cell looks is written by us.
//! - ratatui writes some thirty bytes for a frame in which nothing changed, and asks the terminal
//!   where its cursor is when it is told to redraw, for whose answer it would wait two seconds on a
//!   terminal that gives none. Here an unchanged frame writes nothing and nothing is ever asked.

mod backend;
mod capabilities;
#[cfg(unix)]
mod decoder;
#[cfg(unix)]
mod events;
#[cfg(not(unix))]
mod events_crossterm;
mod modes;
mod panic_hook;
#[cfg(unix)]
mod paste_detection;
mod signals;
mod suspend;

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use ratatui::Frame;

use crate::connection::{Message, ToMessage, message};
use crate::text::print_as_message;

use super::clipboard::{self, Copied, CopyError};
use backend::Canvas;

pub use capabilities::{ColorChoice, environment, shows_color};
#[cfg(unix)]
pub use events::Events;
#[cfg(not(unix))]
pub use events_crossterm::Events;
pub use signals::{Signal, Signals};

/// Which end of the program is no terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotATerminal {
    /// Nobody can type.
    Input,
    /// Nobody can see.
    Output,
}

print_as_message!(NotATerminal);

impl ToMessage for NotATerminal {
    fn message(&self) -> Message {
        match self {
            Self::Input => message!("terminal-no-input"),
            Self::Output => message!("terminal-no-output"),
        }
    }
}

/// Whether somebody can see and type.
///
/// # Errors
/// Names the stream that is no terminal.
pub fn require_terminal() -> Result<(), NotATerminal> {
    if !io::stdin().is_terminal() {
        return Err(NotATerminal::Input);
    }
    if !io::stdout().is_terminal() {
        return Err(NotATerminal::Output);
    }
    Ok(())
}

/// The terminal of standard input and output while it is ours. Gives it back when dropped.
pub struct Terminal {
    screen: ratatui::Terminal<Canvas>,
    mouse: bool,
    /// The signal that tells of the end of our own stop is still to come.
    resumed: bool,
}

impl Terminal {
    /// Takes the terminal: raw mode, a screen of our own, pastes marked as such, no cursor, and mouse
    /// events only if asked for, since they keep people from selecting text.
    ///
    /// From then on a panic on any thread gives the terminal back and leaves a report in the folder
    /// `panic_reports`, which is made when it is needed.
    ///
    /// # Errors
    /// When there is no terminal, or it is taken already; then nothing has changed.
    pub fn enter(mouse: bool, panic_reports: PathBuf) -> io::Result<Self> {
        let screen = ratatui::Terminal::new(Canvas::default())?;
        panic_hook::report_into(panic_reports);
        modes::enable_modes(mouse)?;
        Ok(Self { screen, mouse, resumed: false })
    }

    /// Paints a frame. Writes what has changed since the last one, in one piece, which terminals that
    /// can do so show at once; writes nothing if nothing has changed.
    ///
    /// The cursor is shown where [`Frame::set_cursor_position`] puts it, and hidden without that.
    ///
    /// # Errors
    /// When the terminal has gone, or was given back because a part of the program panicked.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.screen.draw(paint)?;
        modes::write(self.screen.backend_mut().finish()?)
    }

    /// Puts a text on the clipboard of whoever sits at the terminal.
    ///
    /// # Errors
    /// When the terminal cannot do so, or the text is too long.
    pub fn copy(
        &mut self,
        text: &str,
        vars: impl Fn(&str) -> Option<String>,
    ) -> Result<Copied, CopyError> {
        let mut bytes = Vec::new();
        let copied = clipboard::copy(&mut bytes, text, vars)?;
        modes::write(&bytes)?;
        Ok(copied)
    }

    /// Stops the program as Ctrl-Z stops others, and paints everything anew when it goes on.
    ///
    /// Where nobody could bring the program back it is not stopped, and all that is seen is a frame.
    ///
    /// # Errors
    /// When the terminal has gone.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.resumed = self.suspended(suspend::stop)??;
        Ok(())
    }

    /// Takes the terminal once more and paints everything anew, at [`Signal::Resume`]: when the program
    /// was stopped by somebody else, the shell has set the terminal as it likes it. After
    /// [`Self::suspend`] the same signal comes, and nothing is left to do.
    ///
    /// # Errors
    /// When the terminal has gone.
    pub fn resume(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.resumed) {
            return Ok(());
        }
        modes::reenable_modes(self.mouse)?;
        self.repaint()
    }

    /// Takes mouse events from now on, or leaves the mouse to the terminal, which then lets people
    /// select text.
    ///
    /// # Errors
    /// When the terminal has gone.
    pub fn set_mouse(&mut self, taken: bool) -> io::Result<()> {
        self.mouse = taken;
        modes::set_mouse(taken)
    }

    /// Gives the terminal back, does some work (an editor, say), and takes it again.
    ///
    /// [`Events`] need not be told: they read nothing meanwhile.
    ///
    /// # Errors
    /// When the terminal has gone.
    pub fn suspended<T>(&mut self, work: impl FnOnce() -> T) -> io::Result<T> {
        modes::restore_terminal()?;
        let done = work();
        modes::enable_modes(self.mouse)?;
        self.repaint()?;
        Ok(done)
    }

    /// Gives the terminal back for good. Dropping does the same, but tells nobody of an error.
    ///
    /// # Errors
    /// When the terminal has gone.
    pub fn leave(self) -> io::Result<()> {
        modes::restore_terminal()
    }

    /// Forgets what the terminal shows; the next frame is written whole. For a window that has changed
    /// its size, perhaps there and back before anybody looked.
    ///
    /// # Errors
    /// When the terminal has gone.
    pub fn repaint(&mut self) -> io::Result<()> {
        self.screen.backend_mut().invalidate();
        self.screen.clear()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A terminal that has gone needs nothing back.
        let _ = modes::restore_terminal();
    }
}
