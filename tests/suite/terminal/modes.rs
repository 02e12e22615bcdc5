//! How a terminal treats what goes through it.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::termios::tcgetattr;

/// Lines, echo, signals, special keys: all that `stty -a` shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modes(String);

impl Modes {
    pub fn of(tty: &Path) -> Self {
        let modes = tcgetattr(open(tty)).expect("a terminal");
        Self(format!("{modes:#?}"))
    }
}

/// Whether something was typed that nobody has read yet.
///
/// What was typed is handed on by the kernel in its own time; asking in this way waits for that, while
/// asking for the number of bytes (FIONREAD) does not.
pub fn is_waiting(tty: &Path) -> bool {
    let tty = open(tty);
    let mut input = [PollFd::new(&tty, PollFlags::IN)];
    let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
    rustix::io::retry_on_intr(|| poll(&mut input, Some(&at_once))).expect("a terminal") > 0
}

/// Opened anew each time: a terminal that somebody keeps open never tells that its program has ended.
fn open(tty: &Path) -> File {
    let noctty = OFlags::NOCTTY.bits().cast_signed();
    OpenOptions::new().read(true).write(true).custom_flags(noctty).open(tty).expect("it is there")
}
