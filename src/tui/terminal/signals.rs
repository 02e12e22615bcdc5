//! What the rest of the machine tells the program while it runs.

use std::io;

#[cfg(unix)]
use tokio::signal::unix::{self, SignalKind};

/// What to do, not which number came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Give the terminal back and end; nobody can be asked any more (SIGTERM, SIGHUP, and from outside
    /// SIGQUIT and SIGABRT).
    Terminate,
    /// The same, if it came while the terminal was ours (SIGINT): Ctrl-C is a key then, so somebody
    /// else has sent it. One that came while an editor had the terminal was meant for the editor.
    Interrupt,
    /// The program goes on after it was stopped (SIGCONT); the terminal may have been changed.
    Resume,
}

/// The signals that matter to a program on a terminal. From its making on, none of them ends the
/// program by itself.
#[cfg(unix)]
#[derive(Debug)]
pub struct Signals {
    terminate: unix::Signal,
    hang_up: unix::Signal,
    quit: unix::Signal,
    abort: unix::Signal,
    interrupt: unix::Signal,
    resume: unix::Signal,
}

#[cfg(unix)]
impl Signals {
    /// Begins to listen; a signal that comes before the first question is not lost.
    ///
    /// # Errors
    /// When the system refuses.
    ///
    /// # Panics
    /// Outside a tokio runtime with its driver for I/O.
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            terminate: unix::signal(SignalKind::terminate())?,
            hang_up: unix::signal(SignalKind::hangup())?,
            quit: unix::signal(SignalKind::quit())?,
            abort: unix::signal(SignalKind::from_raw(rustix::process::Signal::ABORT.as_raw()))?,
            interrupt: unix::signal(SignalKind::interrupt())?,
            resume: unix::signal(SignalKind::from_raw(rustix::process::Signal::CONT.as_raw()))?,
        })
    }

    /// Waits for the next one. Dropped while waiting, it loses none.
    pub async fn next(&mut self) -> Signal {
        tokio::select! {
            biased;
            _ = self.terminate.recv() => Signal::Terminate,
            _ = self.hang_up.recv() => Signal::Terminate,
            _ = self.quit.recv() => Signal::Terminate,
            _ = self.abort.recv() => Signal::Terminate,
            _ = self.interrupt.recv() => Signal::Interrupt,
            _ = self.resume.recv() => Signal::Resume,
        }
    }
}

/// The one signal that every system has.
#[cfg(not(unix))]
#[derive(Debug)]
pub struct Signals;

#[cfg(not(unix))]
impl Signals {
    /// Begins to listen.
    ///
    /// # Errors
    /// Never here.
    pub fn new() -> io::Result<Self> {
        Ok(Self)
    }

    /// Waits for Ctrl-C from outside.
    pub async fn next(&mut self) -> Signal {
        match tokio::signal::ctrl_c().await {
            Ok(()) => Signal::Interrupt,
            // No signal can come.
            Err(_) => std::future::pending().await,
        }
    }
}
