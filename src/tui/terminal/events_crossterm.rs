//! What the person at the terminal does, read by crossterm where there is no `poll`.

use std::io;

use crossterm::event::{Event, EventStream};
use futures_util::StreamExt as _;

/// Events from the terminal, in the order in which they came.
#[derive(Debug, Default)]
pub struct Events(EventStream);

impl Events {
    /// Begins to listen.
    ///
    /// # Errors
    /// Never here.
    pub fn new() -> io::Result<Self> {
        Ok(Self::default())
    }

    /// Whether the last event was a letter that came together with others. That is not told here.
    pub const fn in_run(&self) -> bool {
        false
    }

    /// Waits for the next event. Dropped while waiting, it loses none.
    ///
    /// # Errors
    /// When the terminal has gone.
    pub async fn next(&mut self) -> io::Result<Event> {
        self.0.next().await.unwrap_or_else(|| Err(io::ErrorKind::UnexpectedEof.into()))
    }
}
