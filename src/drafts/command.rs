//! Runs the program that a draft names as the source of a key: without a shell, for a limited time,
//! reading a limited amount, and only once a person has agreed to that very command line.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::{self, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

#[cfg(unix)]
use process_wrap::std::ProcessSession;
use process_wrap::std::{ChildWrapper, CommandWrap};
use zeroize::Zeroizing;

use crate::connection::{Message, Secret, ToMessage, is_key_variable, message};
use crate::text::print_as_message;

use super::reference::KeyReference;

/// How long a program may take: somebody may have to touch a token or enter a PIN.
pub const COMMAND_LIMIT: Duration = Duration::from_secs(60);

/// More bytes than any key has.
const MOST: usize = 16 * 1024;

/// More bytes than anybody reads of what a program complains about.
const MOST_COMPLAINED: usize = 64 * 1024;

/// The longest complaint that is told, in characters.
const LONGEST_COMPLAINT: usize = 200;

/// Why a program gave no key. What it printed is never quoted; of what it complained about, the last line.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// Nobody has agreed to run it.
    NotAgreed,
    /// No such program.
    Missing,
    /// It could not be started.
    NotStarted(io::Error),
    /// It ended with another status than 0.
    Failed {
        /// The status.
        status: ExitStatus,
        /// The last line on its standard error, if that was not the terminal's.
        complaint: Option<String>,
    },
    /// It took too long.
    TimedOut(Duration),
    /// It printed more than a key.
    TooMuch,
    /// It printed no text.
    NotText,
    /// It printed nothing.
    Empty,
    /// Its output could not be read.
    Unread(io::Error),
}

print_as_message!(CommandError);

impl ToMessage for CommandError {
    fn message(&self) -> Message {
        match self {
            Self::NotAgreed => message!("key-program-not-agreed"),
            Self::Missing => message!("key-program-missing"),
            Self::NotStarted(error) => message!("key-program-not-started", reason = error),
            Self::Failed { status, complaint: None } => {
                message!("key-program-failed", status = status.to_string())
            }
            Self::Failed { status, complaint: Some(line) } => {
                message!("key-program-complained", status = status.to_string(), complaint = line)
            }
            Self::TimedOut(limit) => message!("key-program-timeout", seconds = limit.as_secs()),
            Self::TooMuch => message!("key-program-too-much", limit = MOST),
            Self::NotText => message!("key-program-not-text"),
            Self::Empty => message!("key-program-empty"),
            Self::Unread(error) => message!("key-program-unread", reason = error),
        }
    }
}

/// A command line as a shell would take it.
pub fn command_line(words: &[String]) -> String {
    // A zero byte, which alone cannot be quoted, is refused where a draft is read.
    shlex::try_join(words.iter().map(String::as_str)).unwrap_or_default()
}

/// The command lines that a person has agreed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    every: bool,
    these: BTreeSet<Vec<String>>,
}

impl Consent {
    /// To every one, as `--yes` says.
    pub fn all_commands() -> Self {
        Self { every: true, these: BTreeSet::new() }
    }

    /// To these.
    pub fn to(commands: impl IntoIterator<Item = Vec<String>>) -> Self {
        Self { every: false, these: commands.into_iter().collect() }
    }

    /// Whether this very command line was agreed to.
    pub fn covers(&self, words: &[String]) -> bool {
        self.every || self.these.contains(words)
    }
}

/// How programs are run.
#[derive(Clone, Debug)]
pub struct CommandRunner {
    /// What a person has agreed to.
    pub consent: Consent,
    /// How long each may take; [`COMMAND_LIMIT`] unless in a test.
    pub limit: Duration,
    /// Whether it may use this program's terminal: ask there for a PIN, and complain. A program that runs
    /// below a full screen may not.
    pub has_terminal: bool,
    /// The variables that hold keys of drafts, which it does not get.
    pub hidden: BTreeSet<String>,
}

impl CommandRunner {
    /// With the usual limit, and without the variables that a draft names.
    pub fn new(consent: Consent, has_terminal: bool) -> Self {
        Self { consent, limit: COMMAND_LIMIT, has_terminal, hidden: BTreeSet::new() }
    }

    /// Hides the variables that these references name.
    #[must_use]
    pub fn without_variables_of<'a>(
        mut self,
        references: impl IntoIterator<Item = &'a KeyReference>,
    ) -> Self {
        self.hidden.extend(references.into_iter().filter_map(|reference| match reference {
            KeyReference::Env(name) => Some(name.clone()),
            _ => None,
        }));
        self
    }

    /// Runs a program and takes what it prints for the key; one line break at the end is not part of it.
    pub(super) fn run(&self, words: &[String]) -> Result<Secret, CommandError> {
        if !self.consent.covers(words) {
            return Err(CommandError::NotAgreed);
        }
        let deadline = Instant::now() + self.limit;
        let mut child = self.start(words)?;
        let found = self.key(&mut *child, deadline);
        if found.is_err() {
            // It may have ended by itself; what counts is that nothing of it is left.
            let _ = child.start_kill();
            let _ = child.wait();
        }
        found
    }

    fn start(&self, words: &[String]) -> Result<Box<dyn ChildWrapper>, CommandError> {
        let (program, arguments) = words.split_first().ok_or(CommandError::Missing)?;
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped());
        for (name, _) in std::env::vars_os().filter(|(name, _)| self.hides(name)) {
            command.env_remove(name);
        }
        if !self.has_terminal {
            command.stderr(Stdio::piped());
        }
        let mut wrapped = CommandWrap::from(command);
        #[cfg(unix)]
        if !self.has_terminal {
            // A session of its own has no terminal: nobody fights with the wizard for keys.
            wrapped.wrap(ProcessSession);
        }
        wrapped.spawn().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => CommandError::Missing,
            _ => CommandError::NotStarted(error),
        })
    }

    fn hides(&self, name: &OsStr) -> bool {
        let Some(name) = name.to_str() else { return false };
        is_key_variable(name) || self.hidden.contains(name)
    }

    fn key(&self, child: &mut dyn ChildWrapper, deadline: Instant) -> Result<Secret, CommandError> {
        let Some(output) = child.stdout().take() else { return Err(CommandError::Empty) };
        let complaints = child.stderr().take().map(|stream| in_background(stream, MOST_COMPLAINED));
        let printed = in_background(output, MOST);
        let left = || deadline.saturating_duration_since(Instant::now());
        let bytes = match printed.recv_timeout(left()) {
            Ok(bytes) => bytes.map_err(CommandError::Unread)?,
            Err(_) => return Err(CommandError::TimedOut(self.limit)),
        };
        if bytes.len() > MOST {
            return Err(CommandError::TooMuch);
        }
        let status = ended(child, deadline)?.ok_or(CommandError::TimedOut(self.limit))?;
        if !status.success() {
            let complaints = complaints.and_then(|all| all.recv_timeout(left()).ok()?.ok());
            let complaint = complaints.and_then(|all| last_line(&all, &bytes));
            return Err(CommandError::Failed { status, complaint });
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| CommandError::NotText)?;
        match without_line_break(text) {
            "" => Err(CommandError::Empty),
            key => Ok(Secret::new(key)),
        }
    }
}

type Bytes = io::Result<Zeroizing<Vec<u8>>>;

/// Reads a stream to its end, of which as many bytes are kept and one more.
fn in_background(mut stream: impl Read + Send + 'static, most: usize) -> mpsc::Receiver<Bytes> {
    let (done, received) = mpsc::channel();
    // Not joined: a grandchild may keep the pipe open for ever.
    thread::spawn(move || {
        // What is not waited for any more is wiped where it is.
        let _ = done.send(read(&mut stream, most));
        // Whoever writes more than anybody reads must not be stopped by it.
        let _ = io::copy(&mut stream, &mut io::sink());
    });
    received
}

/// Everything up to one byte more than there may be, in a buffer that never moves.
fn read(output: &mut impl Read, most: usize) -> Bytes {
    let mut bytes = Zeroizing::new(vec![0; most + 1]);
    let mut length = 0;
    while length < bytes.len() {
        match output.read(&mut bytes[length..]) {
            Ok(0) => break,
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(length);
    Ok(bytes)
}

/// The last line of what a program complained about, unless what it printed is in it.
fn last_line(complaints: &[u8], printed: &[u8]) -> Option<String> {
    let text = Zeroizing::new(String::from_utf8_lossy(complaints).into_owned());
    let line = text.lines().map(str::trim).rfind(|line| !line.is_empty())?;
    let printed = Zeroizing::new(String::from_utf8_lossy(printed).into_owned());
    let shows_key = printed.split_whitespace().any(|word| word.len() > 3 && line.contains(word));
    (!shows_key).then(|| line.chars().take(LONGEST_COMPLAINT).collect())
}

/// The exit status, which usually follows the end of the output at once.
fn ended(
    child: &mut dyn ChildWrapper,
    deadline: Instant,
) -> Result<Option<ExitStatus>, CommandError> {
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait().map_err(CommandError::Unread)? {
            return Ok(Some(status));
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(None);
        }
        thread::sleep(pause.min(left));
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// The text without the one line break that editors and `echo` put at its end.
pub(super) fn without_line_break(text: &str) -> &str {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.strip_suffix('\r').unwrap_or(text)
}
