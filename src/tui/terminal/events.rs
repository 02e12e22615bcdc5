//! What the person at the terminal does: keys, pastes, another size of the window.
//!
//! crossterm can read these too, and its words for them are used here. But its stream was seen to
//! take keys that were meant for an editor, to lose a key when it was dropped and made anew around the
//! editor, and to leave all but 1,024 of many bytes until the next key; it needs a thread, through which
//! every key goes; and it does not tell that the terminal has gone. This reads only what is there, only
//! while somebody waits for it, and on the thread of whoever waits.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use crossterm::event::Event;
use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::time::{Instant, sleep_until};
use zeroize::Zeroizing;

use crate::connection::message;
use crate::text::format_in_process_language;

use super::backend;
use super::decoder::Decoder;
use super::paste_detection::{self, TimedEvent};

/// The most that is read at once; a terminal holds no more.
const PIECE: usize = 4096;

/// Without waiting.
const AT_ONCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 0 };

/// The longest pause between two pieces of a paste: 20 ms.
const SOON: Timespec = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };

/// So long the next piece of a paste is waited for. A terminal that never marks its end would keep every key
/// that follows, Ctrl-C too.
const PASTE_PATIENCE: Duration = Duration::from_secs(2);

/// Events from standard input, in the order in which they came.
#[derive(Debug)]
pub struct Events {
    input: AsyncFd<io::Stdin>,
    resized: Signal,
    decoder: Decoder,
    ready: VecDeque<TimedEvent>,
    in_run: bool,
    /// When something was read last.
    read_at: Instant,
}

impl Events {
    /// Begins to listen. Nothing is read before somebody waits.
    ///
    /// # Errors
    /// When standard input is no terminal.
    ///
    /// # Panics
    /// Outside a tokio runtime with its driver for I/O.
    pub fn new() -> io::Result<Self> {
        #[expect(
            deprecated,
            reason = "sound for standard input, which nobody closes; without unsafe"
        )]
        let input = AsyncFd::with_interest(io::stdin(), Interest::READABLE)?;
        Ok(Self {
            input,
            resized: signal(SignalKind::window_change())?,
            decoder: Decoder::default(),
            ready: VecDeque::new(),
            in_run: false,
            read_at: Instant::now(),
        })
    }

    /// Waits for the next event. Dropped while waiting, it loses none.
    ///
    /// # Errors
    /// When the terminal has gone: then there is nobody left to ask, and nothing to give back.
    pub async fn next(&mut self) -> io::Result<Event> {
        loop {
            if let Some(TimedEvent { event, in_run }) = self.ready.pop_front() {
                self.in_run = in_run;
                return Ok(event);
            }
            tokio::select! {
                // A key counts in the window as it is by then.
                biased;
                _ = self.resized.recv() => {
                    let Size { width, height } = backend::size()?;
                    return Ok(Event::Resize(width, height));
                }
                () = sleep_until(self.read_at + PASTE_PATIENCE), if self.decoder.is_in_paste() => {
                    let mut events = VecDeque::new();
                    self.decoder.end_paste(&mut events);
                    self.ready = paste_detection::join(&mut events);
                }
                guard = self.input.readable() => {
                    let mut guard = guard?;
                    // It may have been readable a while ago, and reading would wait.
                    if there_is_more(AT_ONCE)? {
                        let mut events = VecDeque::new();
                        self.take(&mut events)?;
                        // The rest of a paste that is not marked as one belongs to it.
                        while paste_detection::is_open(&events) && there_is_more(SOON)? {
                            self.take(&mut events)?;
                        }
                        self.ready = paste_detection::join(&mut events);
                    } else {
                        guard.clear_ready();
                    }
                }
            }
        }
    }

    /// Whether the last event was a letter that came together with others, faster than a person types.
    pub const fn in_run(&self) -> bool {
        self.in_run
    }

    /// Takes in what is there.
    fn take(&mut self, events: &mut VecDeque<Event>) -> io::Result<()> {
        // A key may be among them.
        let mut bytes = Zeroizing::new([0; PIECE]);
        let count = read(bytes.as_mut_slice())?;
        self.read_at = Instant::now();
        self.decoder.decode(&bytes[..count], events);
        Ok(())
    }
}

/// Whether something is there to be read within a time.
fn there_is_more(within: Timespec) -> io::Result<bool> {
    let stdin = rustix::stdio::stdin();
    let mut input = [PollFd::new(&stdin, PollFlags::IN)];
    match rustix::io::retry_on_intr(|| poll(&mut input, Some(&within)))? {
        0 => Ok(false),
        _ => Ok(!input[0].revents().is_empty()),
    }
}

fn read(bytes: &mut [u8]) -> io::Result<usize> {
    // Past the buffer of standard input, which would keep what nobody waits for.
    let count = rustix::io::retry_on_intr(|| rustix::io::read(rustix::stdio::stdin(), &mut *bytes));
    match count {
        Ok(0) | Err(rustix::io::Errno::IO) => {
            let gone = format_in_process_language(&message!("terminal-gone"));
            Err(io::Error::new(io::ErrorKind::UnexpectedEof, gone))
        }
        count => Ok(count?),
    }
}
