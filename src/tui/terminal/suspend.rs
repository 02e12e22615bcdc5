//! Stopping as Ctrl-Z does, until the shell's `fg`.

use std::io;

/// Stops the whole process group, as the key does: a wrapper that runs us and goes on would leave its
/// user at a terminal that nobody reads.
///
/// The signal may be taken by another thread, and this one be stopped only a moment after it was sent;
/// whoever took the terminal in that moment would leave it to the shell in a bad way. So this waits
/// until the program was told to go on. Nobody tells it where a stop has no effect (no shell with job
/// control has started it), which is why there is an end to the waiting. Returns whether it was told.
///
/// # Errors
/// When the system refuses.
#[cfg(unix)]
pub fn stop() -> io::Result<bool> {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;
    use std::time::{Duration, Instant};

    use rustix::process::{Signal, kill_current_process_group};
    use signal_hook::{flag, low_level};

    /// Far longer than a thread needs to be stopped. A stopped program's clock runs on, but then the
    /// flag is set too.
    const LONGEST: Duration = Duration::from_millis(500);
    const GLANCE: Duration = Duration::from_millis(1);

    let told = Arc::new(AtomicBool::new(false));
    let listener = flag::register(Signal::CONT.as_raw(), Arc::clone(&told))?;
    let end = Instant::now() + LONGEST;
    let sent = kill_current_process_group(Signal::TSTP);
    while sent.is_ok() && !told.load(Ordering::SeqCst) && Instant::now() < end {
        thread::sleep(GLANCE);
    }
    low_level::unregister(listener);
    sent?;
    Ok(told.load(Ordering::SeqCst))
}

/// There is nothing to go on in the meantime.
#[cfg(not(unix))]
pub fn stop() -> io::Result<bool> {
    Ok(false)
}
