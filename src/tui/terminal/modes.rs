//! What is switched on in the terminal. A process has one, so it is kept once, for the wizard and for
//! a panic on any thread alike.

use crate::connection::message;
use crate::text::format_in_process_language;

use std::io::{self, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::queue;
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{
    Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};

/// Nothing while the terminal is not ours.
static TAKEN: Mutex<Option<ActiveModes>> = Mutex::new(None);

#[derive(Clone, Copy)]
struct ActiveModes {
    mouse: bool,
}

/// Switches on what the wizard needs.
///
/// # Errors
/// When it is on already or there is no terminal; then nothing has changed.
pub fn enable_modes(mouse: bool) -> io::Result<()> {
    let mut taken = lock();
    if taken.is_some() {
        let in_use = format_in_process_language(&message!("terminal-in-use"));
        return Err(io::Error::new(io::ErrorKind::ResourceBusy, in_use));
    }
    enable_raw_mode()?;
    *taken = Some(ActiveModes { mouse });
    switch_on(mouse).inspect_err(|_| {
        // The first error is the one to tell.
        let _ = switch_off(&mut taken);
    })
}

/// Switches everything on again, whatever others have done to the terminal in the meantime.
///
/// # Errors
/// When the terminal has gone.
pub fn reenable_modes(mouse: bool) -> io::Result<()> {
    let mut taken = lock();
    if taken.is_some() {
        // It does nothing while it believes that the mode is on.
        disable_raw_mode()?;
    }
    enable_raw_mode()?;
    *taken = Some(ActiveModes { mouse });
    switch_on(mouse)
}

/// Takes mouse events from now on, or no more.
///
/// # Errors
/// When the terminal has gone, or is not ours.
pub fn set_mouse(on: bool) -> io::Result<()> {
    let mut taken = lock();
    let Some(state) = taken.as_mut() else {
        return Err(io::Error::other(format_in_process_language(&message!("terminal-released"))));
    };
    state.mouse = on;
    let mut bytes = Vec::new();
    if on {
        queue!(bytes, EnableMouseCapture)?;
    } else {
        queue!(bytes, DisableMouseCapture)?;
    }
    write_bytes(&bytes)
}

/// Switches off whatever is on.
///
/// # Errors
/// When the terminal has gone.
pub fn restore_terminal() -> io::Result<()> {
    switch_off(&mut lock())
}

/// Writes to the terminal in one piece; nothing is no piece.
///
/// # Errors
/// When the terminal has gone, or, even with nothing to write, is not ours.
pub fn write(bytes: &[u8]) -> io::Result<()> {
    // Held while writing, so that a panic elsewhere gives back a terminal on which no frame follows.
    let taken = lock();
    if taken.is_none() {
        return Err(io::Error::other(format_in_process_language(&message!("terminal-released"))));
    }
    if bytes.is_empty() { Ok(()) } else { write_bytes(bytes) }
}

fn switch_on(mouse: bool) -> io::Result<()> {
    let mut bytes = Vec::new();
    // A run that was killed has left its picture on the alternate screen.
    queue!(bytes, EnterAlternateScreen, Clear(ClearType::All), EnableBracketedPaste, Hide)?;
    if mouse {
        queue!(bytes, EnableMouseCapture)?;
    }
    write_bytes(&bytes)
}

fn switch_off(taken: &mut Option<ActiveModes>) -> io::Result<()> {
    let Some(ActiveModes { mouse }) = taken.take() else { return Ok(()) };
    let mut bytes = Vec::new();
    // A frame may have been cut off in the middle.
    queue!(bytes, EndSynchronizedUpdate, SetAttribute(Attribute::Reset))?;
    if mouse {
        queue!(bytes, DisableMouseCapture)?;
    }
    queue!(bytes, DisableBracketedPaste, Show, LeaveAlternateScreen)?;
    let put = write_bytes(&bytes);
    // Both, even if one of them fails.
    disable_raw_mode().and(put)
}

/// One system call, unless the terminal takes only a part: standard output is line buffered and there
/// is no end of a line in here.
fn write_bytes(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// Nothing that panics runs under the lock; a poisoned one has to let a panic hook through all the same.
fn lock() -> MutexGuard<'static, Option<ActiveModes>> {
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner)
}
