//! A terminal that tests sit at: runs any program in a pseudo-terminal, types at it, and knows what
//! the screen shows.
//!
//! ```ignore
//! let mut pty = Pty::start(command(&["--sandbox"]), 80, 24);
//! pty.wait_text("Region");
//! pty.keys("eu-central-1<tab>fra-dc1<enter>");
//! assert!(pty.line_with("Name").ends_with("fra-dc1"));
//! pty.keys("<ctrl-q>");
//! assert_eq!(pty.exit_status().exit_code(), 0);
//! pty.assert_given_back();
//! ```
//!
//! Nothing here waits for a while: it waits for a condition, and when that does not come about in
//! [`DEADLINE`] it says what was waited for and shows the screen. A frame between the marks of a
//! synchronized update is seen whole or not at all, as on a real terminal.

#![allow(dead_code, reason = "tests and benchmarks each use a part of it")]

// The paths are written out because the benchmarks use this file too, from a folder of their own.
#[path = "terminal/answers.rs"]
mod answers;
#[path = "terminal/keys.rs"]
mod keys;
#[path = "terminal/modes.rs"]
mod modes;
#[path = "terminal/screen.rs"]
mod screen;

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use vt100::Parser;

use answers::Terminal;
use keys::Keys;

pub use modes::Modes;
pub use screen::Screen;

/// Far longer than anything here takes.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// How often something is looked at that nobody reports.
const GLANCE: Duration = Duration::from_millis(1);

/// A program in a pseudo-terminal. Dropped, the program is killed.
pub struct Pty {
    shared: Arc<Shared>,
    master: Box<dyn MasterPty + Send>,
    keyboard: Keyboard,
    process: Pid,
    tty: PathBuf,
    at_start: Modes,
    started: Instant,
}

type Keyboard = Arc<Mutex<Box<dyn Write + Send>>>;

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    parser: Parser<Terminal>,
    /// Every byte the program has written.
    output: Vec<u8>,
    /// How much of it there was at the last mark.
    mark: usize,
    /// When the last byte of it came.
    at: Instant,
    /// How often anything here has changed.
    changes: usize,
    /// Nobody can write any more.
    closed: bool,
    ended: Option<ExitStatus>,
}

impl Pty {
    /// Runs a program in a terminal of this size.
    pub fn start(command: CommandBuilder, cols: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(cols, rows)).expect("a terminal");
        let tty = pair.master.tty_name().expect("it has a name");
        let at_start = Modes::of(&tty);
        let keyboard = Arc::new(Mutex::new(pair.master.take_writer().expect("a keyboard")));
        let reader = pair.master.try_clone_reader().expect("a screen");
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("the program starts");
        // Or the output would never end.
        drop(pair.slave);
        let shared = Arc::new(Shared::new(cols, rows));
        let id = child.process_id().expect("it runs").cast_signed();
        spawn_reader(reader, Arc::clone(&shared), Arc::clone(&keyboard));
        spawn_waiter(child, Arc::clone(&shared));
        Self {
            shared,
            master: pair.master,
            keyboard,
            process: Pid::from_raw(id).expect("no process has the number 0"),
            tty,
            at_start,
            started,
        }
    }

    /// When the program was started.
    pub fn started(&self) -> Instant {
        self.started
    }

    /// The number of the process.
    pub fn process(&self) -> i32 {
        self.process.as_raw_nonzero().get()
    }

    /// The file that the program has for its terminal.
    pub fn tty(&self) -> &Path {
        &self.tty
    }

    /// Types: `text<tab><enter><ctrl-s><esc><f1><paste:a text>`; see [`keys`] for all of it.
    ///
    /// What follows an `<esc>` is typed when the program has taken it, since otherwise it would see
    /// one key with Alt.
    #[track_caller]
    pub fn keys(&mut self, notation: &str) {
        let keys = Keys::parse(notation).unwrap_or_else(|error| panic!("{error}"));
        for piece in keys.pieces(self.screen().takes_pastes()) {
            self.bytes(&piece);
            if piece.ends_with(b"\x1b") {
                self.wait_taken();
            }
        }
    }

    /// Pastes any text, marked as a paste if the program has asked for that.
    pub fn paste(&mut self, text: &str) {
        let bytes = keys::paste(text, self.screen().takes_pastes());
        self.bytes(&bytes);
    }

    /// Types these very bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        let mut keyboard = self.keyboard.lock().unwrap_or_else(PoisonError::into_inner);
        keyboard.write_all(bytes).and_then(|()| keyboard.flush()).expect("the terminal is there");
    }

    /// Waits until the program has read all that was typed. Lines that the terminal itself still
    /// edits don't count.
    #[track_caller]
    pub fn wait_taken(&self) {
        let end = Instant::now() + DEADLINE;
        while modes::is_waiting(&self.tty) {
            assert!(Instant::now() < end, "nobody reads the keys\n{}", self.lock().report());
            thread::sleep(GLANCE);
        }
    }

    /// What the screen shows now; better, wait for something on it.
    pub fn screen(&self) -> Screen {
        self.lock().screen()
    }

    /// Waits until the screen is as wanted, and returns it; `what` says in words what is waited
    /// for.
    #[track_caller]
    pub fn wait_for(&self, mut wanted: impl FnMut(&Screen) -> bool, what: &str) -> Screen {
        let end = Instant::now() + DEADLINE;
        let mut state = self.lock();
        loop {
            let (whole, screen, changes) = (state.is_whole(), state.screen(), state.changes);
            // Whoever looks at the screen may ask the terminal about other things too.
            drop(state);
            if whole && wanted(&screen) {
                return screen;
            }
            state = self.lock();
            if state.changes == changes {
                state = self.wait_change(state, end, what);
            }
        }
    }

    /// Waits until a text stands on one line of the screen.
    #[track_caller]
    pub fn wait_text(&self, text: &str) -> Screen {
        self.wait_for(|screen| screen.has(text), &format!("{text:?} on the screen"))
    }

    /// Waits until a text stands nowhere on the screen.
    #[track_caller]
    pub fn wait_gone(&self, text: &str) -> Screen {
        self.wait_for(|screen| !screen.has(text), &format!("{text:?} gone from the screen"))
    }

    /// Waits for a text, and returns the whole of its line without blanks at the end.
    #[track_caller]
    pub fn line_with(&self, text: &str) -> String {
        self.wait_text(text).line_with(text)
    }

    /// Waits until the program has written a text since the last mark, wherever that shows on the
    /// screen. Before any mark, since the start.
    #[track_caller]
    pub fn wait_written(&self, text: &str) {
        self.wait(&format!("{text:?} in the output"), |state| {
            let text = text.as_bytes();
            let written = &state.output[state.mark..];
            written.windows(text.len()).any(|window| window == text).then_some(())
        });
    }

    /// Makes the terminal larger or smaller, of which the program is told.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.lock().parser.set_size(screen::side(rows), screen::side(cols));
        self.master.resize(size(cols, rows)).expect("a terminal has any size");
    }

    /// From here on [`Self::bytes_written`] and [`Self::written`] count.
    pub fn mark(&self) {
        let mut state = self.lock();
        state.mark = state.output.len();
    }

    /// How many bytes the program has written since the last mark.
    pub fn bytes_written(&self) -> usize {
        let state = self.lock();
        state.output.len() - state.mark
    }

    /// What the program has written since the last mark.
    pub fn written(&self) -> String {
        let state = self.lock();
        String::from_utf8_lossy(&state.output[state.mark..]).into_owned()
    }

    /// Everything the program has written, line ends as the program meant them.
    pub fn output(&self) -> String {
        String::from_utf8_lossy(&self.lock().output).replace("\r\n", "\n")
    }

    /// The texts the program has put on the clipboard, the last one at the end.
    pub fn clipboard(&self) -> Vec<String> {
        self.lock().parser.callbacks().clipboard.clone()
    }

    /// Sends a signal to the program.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.process, signal).expect("the program is there");
    }

    /// Waits for the end of the program and of its output.
    #[track_caller]
    pub fn exit_status(&self) -> ExitStatus {
        self.wait("the end of the program", |state| state.ended.clone().filter(|_| state.closed))
    }

    /// Waits until the program has ended, or the screen shows a text; whether it was the end.
    #[track_caller]
    pub fn ends_before(&self, text: &str) -> bool {
        self.wait("the end of the program, or a text", |state| {
            let ended = state.ended.is_some() && state.closed;
            let shown = state.parser.screen().contents().contains(text);
            (ended || shown).then_some(ended)
        })
    }

    /// How the terminal treats what goes through it: lines, echo, signals.
    pub fn modes(&self) -> Modes {
        Modes::of(&self.tty)
    }

    /// The same, before the program was started.
    pub fn modes_at_start(&self) -> &Modes {
        &self.at_start
    }

    /// Asserts that the terminal is as it was: its modes, the screen, the cursor, mouse and pastes.
    #[track_caller]
    pub fn assert_given_back(&self) {
        let screen = self.screen();
        let left = screen.leftovers();
        assert!(left.is_empty(), "still on: {left:?}\n{}", self.lock().report());
        assert_eq!(self.modes(), self.at_start, "{}", self.lock().report());
    }

    /// Waits until something can be got out of the state.
    #[track_caller]
    fn wait<T>(&self, what: &str, mut get: impl FnMut(&State) -> Option<T>) -> T {
        let end = Instant::now() + DEADLINE;
        let mut state = self.lock();
        loop {
            if let Some(got) = get(&state) {
                return got;
            }
            state = self.wait_change(state, end, what);
        }
    }

    /// Waits until the state is another one.
    #[track_caller]
    fn wait_change<'a>(
        &self,
        state: MutexGuard<'a, State>,
        end: Instant,
        what: &str,
    ) -> MutexGuard<'a, State> {
        let left = end.saturating_duration_since(Instant::now());
        let over = state.ended.is_some() && state.closed;
        if left.is_zero() || over {
            let why = if over { "the program has ended" } else { "time is up" };
            panic!("{why}; waited for {what}\n{}", state.report());
        }
        let waited = self.shared.changed.wait_timeout(state, left);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.shared.lock()
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // Its number may belong to somebody else once it was waited for.
        if self.lock().ended.is_none() {
            let _ = kill_process(self.process, Signal::KILL);
        }
    }
}

impl Shared {
    fn new(cols: u16, rows: u16) -> Self {
        let state = State {
            parser: Parser::new_with_callbacks(
                screen::side(rows),
                screen::side(cols),
                0,
                Terminal::default(),
            ),
            output: Vec::new(),
            mark: 0,
            at: Instant::now(),
            changes: 0,
            closed: false,
            ended: None,
        };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        change(&mut state);
        state.changes += 1;
        drop(state);
        self.changed.notify_all();
    }
}

impl State {
    fn screen(&self) -> Screen {
        Screen::new(self.parser.screen().clone(), self.at)
    }

    /// Whether the screen may be looked at: not in the middle of a frame.
    fn is_whole(&self) -> bool {
        !self.parser.callbacks().updating
    }

    /// Takes in what the program wrote, and returns what the terminal answers.
    fn take(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.at = Instant::now();
        self.output.extend_from_slice(bytes);
        self.parser.process(bytes);
        std::mem::take(&mut self.parser.callbacks_mut().answers)
    }

    /// All there is to know when a test fails.
    fn report(&self) -> String {
        let end = self.output.len();
        let tail = String::from_utf8_lossy(&self.output[end.saturating_sub(400)..]);
        let ended = self.ended.as_ref().map_or("runs".to_owned(), ToString::to_string);
        format!("{:?}\nprogram: {ended}; {end} bytes written, last: {tail:?}", self.screen())
    }
}

fn spawn_reader(mut reader: Box<dyn Read + Send>, shared: Arc<Shared>, keyboard: Keyboard) {
    thread::spawn(move || {
        let mut bytes = [0; 65536];
        loop {
            let count = match reader.read(&mut bytes) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                // Linux ends a terminal that nobody writes to any more with an error.
                Ok(0) | Err(_) => break,
                Ok(count) => count,
            };
            let mut answers = Vec::new();
            shared.change(|state| answers = state.take(&bytes[..count]));
            // It may have ended without waiting for the answer.
            let mut keyboard = keyboard.lock().unwrap_or_else(PoisonError::into_inner);
            let _ = keyboard.write_all(&answers);
        }
        shared.change(|state| state.closed = true);
    });
}

fn spawn_waiter(mut child: Box<dyn Child + Send + Sync>, shared: Arc<Shared>) {
    thread::spawn(move || {
        let status = child.wait().expect("it is ours to wait for");
        shared.change(|state| state.ended = Some(status));
    });
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, ..PtySize::default() }
}
