//! Runs the program that a draft names as the source of a key: without a shell, for a limited time,
//! reading a limited amount.

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use crate::connection::Secret;

/// How long a program may take: somebody may have to touch a token or enter a PIN.
pub const COMMAND_LIMIT: Duration = Duration::from_secs(60);

/// More bytes than any key has.
const MOST: usize = 16 * 1024;

/// Why a program gave no key. What it printed is never quoted.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// No such program.
    #[error("there is no such program; check its name and PATH")]
    Missing,
    /// It could not be started.
    #[error("it cannot be started: {0}")]
    NotStarted(io::Error),
    /// It ended with another status than 0.
    #[error("it failed ({0}); run it by hand to see why")]
    Failed(ExitStatus),
    /// It took too long.
    #[error("it was not done after {} s and was stopped; run it by hand to see why", .0.as_secs())]
    TimedOut(Duration),
    /// It printed more than a key.
    #[error("it printed more than {MOST} bytes; it must print the key and nothing else")]
    TooMuch,
    /// It printed no text.
    #[error("it printed bytes that are no UTF-8 text; it must print the key and nothing else")]
    NotText,
    /// It printed nothing.
    #[error("it printed nothing; it must print the key and nothing else")]
    Empty,
    /// Its output could not be read.
    #[error("what it printed cannot be read: {0}")]
    Unread(io::Error),
}

/// Runs a program and takes what it prints for the key; one line break at the end is not part of it.
pub(super) fn run(command: &[String], limit: Duration) -> Result<Secret, CommandError> {
    let deadline = Instant::now() + limit;
    let (program, arguments) = command.split_first().ok_or(CommandError::Missing)?;
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => CommandError::Missing,
            _ => CommandError::NotStarted(error),
        })?;
    let found = wait(&mut child, deadline, limit);
    if found.is_err() {
        // It may have ended by itself; what counts is that nothing of it is left.
        let _ = child.kill();
        let _ = child.wait();
    }
    found
}

fn wait(child: &mut Child, deadline: Instant, limit: Duration) -> Result<Secret, CommandError> {
    let Some(mut output) = child.stdout.take() else { return Err(CommandError::Empty) };
    let (done, printed) = mpsc::channel();
    // Not joined: a grandchild may keep the pipe open for ever.
    thread::spawn(move || done.send(read(&mut output)));
    let left = deadline.saturating_duration_since(Instant::now());
    let bytes = match printed.recv_timeout(left) {
        Ok(bytes) => bytes.map_err(CommandError::Unread)?,
        Err(_) => return Err(CommandError::TimedOut(limit)),
    };
    if bytes.len() > MOST {
        return Err(CommandError::TooMuch);
    }
    let status = ended(child, deadline)?.ok_or(CommandError::TimedOut(limit))?;
    if !status.success() {
        return Err(CommandError::Failed(status));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| CommandError::NotText)?;
    match without_line_break(text) {
        "" => Err(CommandError::Empty),
        key => Ok(Secret::new(key)),
    }
}

/// Everything up to one byte more than there may be, in a buffer that never moves.
fn read(output: &mut impl Read) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(vec![0; MOST + 1]);
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

/// The exit status, which usually follows the end of the output at once.
fn ended(child: &mut Child, deadline: Instant) -> Result<Option<ExitStatus>, CommandError> {
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
