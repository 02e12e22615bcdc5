//! What a panic leaves behind: a terminal as it was, a report in a file, and a line that says where.
//!
//! No type that holds a secret can be printed, but the standard library quotes whole texts when one of
//! them is cut at the wrong place, and a key that is being typed is a text: quotations are left out.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write as _};
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::files::{Links, make_folder, open_to_append};
use crate::text::{Texts, printable};

use super::modes;

/// From now on reports panics on any thread into a folder, which is made when it is needed.
pub fn report_into(folder: PathBuf) {
    panic::set_hook(Box::new(move |info| {
        // First of all; and a terminal that has gone needs nothing back.
        let _ = modes::restore_terminal();
        let report = report(info);
        let kept = write_report(&folder, &report);
        // In one piece, and to nobody if standard error has gone.
        let _ = io::stderr().write_all(notice(&kept, &report).as_bytes());
    }));
}

/// What is told on standard error: where the report is, or else all of it.
fn notice(kept: &io::Result<PathBuf>, report: &str) -> String {
    let texts = Texts::default();
    match kept {
        Ok(file) => {
            let file = file.to_string_lossy().into_owned();
            format!("{}\n", texts.format("panic-reported", &[("file", file.into())]))
        }
        Err(_) => format!("{}\n{report}", texts.say("panic-unreported")),
    }
}

fn report(info: &PanicHookInfo) -> String {
    let message = info.payload();
    let message = message
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| message.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("(no message)");
    let place = info.location().map_or_else(|| "(unknown)".to_owned(), ToString::to_string);
    let thread = std::thread::current();
    // Taken only if RUST_BACKTRACE asks for it.
    let backtrace = Backtrace::capture();
    let backtrace = match backtrace.status() {
        BacktraceStatus::Captured => backtrace.to_string(),
        _ => "set RUST_BACKTRACE=1 to have one\n".to_owned(),
    };
    format!(
        "program: tunnelsmith {} for {} on {}\ntime: {:.0}\nthread: {}\nplace: {place}\nmessage: \
         {}\nbacktrace:\n{backtrace}",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::ARCH,
        std::env::consts::OS,
        Timestamp::now(),
        thread.name().unwrap_or("(no name)"),
        redact_quotes(message),
    )
}

/// The message up to its first quotation, safe to look at.
fn redact_quotes(message: &str) -> String {
    let end = ["\"", " '", " of `"].iter().filter_map(|mark| message.find(mark)).min();
    let kept = message[..end.unwrap_or(message.len())].trim_end();
    let lines: Vec<_> = kept.lines().map(printable).collect();
    lines.join("\n") + if end.is_some() { " (a quotation was left out)" } else { "" }
}

/// Adds the report to the file of this process, for its user alone.
fn write_report(folder: &Path, report: &str) -> io::Result<PathBuf> {
    make_folder(folder).map_err(|(_, error)| error)?;
    let now = Timestamp::now().strftime("%Y%m%dT%H%M%SZ");
    let path = folder.join(format!("panic-{now}-{}.txt", std::process::id()));
    let opened = open_to_append(&path, Links::Refuse)?;
    opened.map_err(|_| io::ErrorKind::AlreadyExists)?.write_all(report.as_bytes())?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_told_without_what_it_quotes() {
        let cut = "(a quotation was left out)";
        let table = [
            ("no such field", "no such field".to_owned()),
            ("called `Result::unwrap()` on an `Err` value: Gone", String::new()),
            ("left: 1\n right: 2", String::new()),
            ("value: Text(\"s3cret\")", format!("value: Text( {cut}")),
            ("\u{1b}[2J", "\\u{1b}[2J".to_owned()),
        ];
        for (message, expected) in table {
            let expected = if expected.is_empty() { message } else { expected.as_str() };
            assert_eq!(redact_quotes(message), expected);
        }
    }

    #[test]
    fn what_the_standard_library_quotes_is_a_quotation() {
        let typed = String::from("s3crét");
        let panic = std::panic::catch_unwind(|| typed[..5].len()).unwrap_err();
        let message = panic.downcast_ref::<String>().expect("a message with values");
        assert!(message.contains("s3cr"), "{message}");
        let told = redact_quotes(message);
        assert!(
            told.contains("index 5") && !told.contains("s3cr") && !told.contains('é'),
            "{told}"
        );
    }
}
