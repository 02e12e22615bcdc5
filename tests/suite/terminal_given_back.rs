//! Whatever happens, the terminal is given back as it was.
//!
//! The program that takes it is this test binary, run once more as [`guest`].

use std::env;
use std::path::Path;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyModifiers};
use portable_pty::CommandBuilder;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Line;
use rustix::process::Signal as Sent;
use tempfile::TempDir;
use tunnelsmith::tui::terminal::{Events, Signal, Signals, Terminal};

use super::terminal::{DEADLINE, Pty};

/// Names the folder for reports; without it the guest does nothing.
const FOLDER: &str = "TUNNELSMITH_TEST_GUEST";
const MOUSE: &str = "TUNNELSMITH_TEST_GUEST_MOUSE";

/// Names a file that the guest makes at its end.
const ENDED: &str = "TUNNELSMITH_TEST_GUEST_ENDED";

/// What the guest prints when it leaves of its own accord.
const GOODBYE: &str = "goodbye from the guest";

/// A program that shows what was typed.
#[test]
#[ignore = "no test, but the program that the tests here run"]
fn guest() {
    let Some(folder) = env::var_os(FOLDER) else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let terminal = Terminal::enter(env::var_os(MOUSE).is_some(), folder.into()).unwrap();
    runtime.block_on(Guest { terminal, typed: String::new() }.run());
    if let Some(file) = env::var_os(ENDED) {
        std::fs::write(file, "").unwrap();
    }
    println!("{GOODBYE}");
}

struct Guest {
    terminal: Terminal,
    typed: String,
}

impl Guest {
    async fn run(mut self) {
        let mut signals = Signals::new().unwrap();
        let mut events = Events::new().unwrap();
        loop {
            self.terminal.draw(|frame| view(&self.typed, frame)).unwrap();
            let event = tokio::select! {
                signal = signals.next() => match signal {
                    Signal::Resume => {
                        self.terminal.resume().unwrap();
                        continue;
                    }
                    Signal::Terminate | Signal::Interrupt => break,
                },
                event = events.next() => match event {
                    Ok(event) => event,
                    // The terminal has gone.
                    Err(_) => return,
                },
            };
            match event {
                Event::Paste(text) => self.typed.push_str(&format!("({text})")),
                Event::Key(key) if key.modifiers == KeyModifiers::CONTROL => match key.code {
                    KeyCode::Char('q') => break,
                    KeyCode::Char('e') => self.edit(),
                    KeyCode::Char(letter) => self.obey(letter).await,
                    _ => {}
                },
                Event::Key(key) => self.typed.extend(key.code.as_char()),
                _ => {}
            }
        }
        // Nobody may be there any more to give it back to.
        let _ = self.terminal.leave();
    }

    async fn obey(&mut self, letter: char) {
        match letter {
            'z' => self.terminal.suspend().unwrap(),
            'y' => drop(self.terminal.copy(&self.typed, |_| None).unwrap()),
            'p' => panic!("the guest panics over \"s3cret\""),
            't' => drop(tokio::spawn(async { panic!("a task panics") }).await),
            _ => {}
        }
    }

    fn edit(&mut self) {
        let mut editor = std::process::Command::new("sh");
        editor.args(["-c", "printf 'editing: '; read line; printf %s \"$line\" > \"$0\""]);
        let file = tempfile::NamedTempFile::new().unwrap();
        editor.arg(file.path());
        self.terminal.suspended(|| editor.status()).unwrap().unwrap();
        self.typed = std::fs::read_to_string(file.path()).unwrap();
    }
}

fn view(typed: &str, frame: &mut Frame) {
    // Letters that come all at once are a paste, in parentheses.
    let letters = typed.chars().filter(|letter| letter.is_alphabetic()).count();
    let typed = format!("typed: {typed}");
    let column = u16::try_from(typed.chars().count()).unwrap();
    let focus = Style::new().fg(Color::Yellow).add_modifier(Modifier::REVERSED | Modifier::BOLD);
    let lines = [Line::styled("focus", focus), typed.into(), format!("{letters} letters").into()];
    for (line, y) in lines.into_iter().zip(0..) {
        let row = Rect { y, height: 1, ..frame.area() };
        // A line knows that there may be no room for it; a mere text would panic.
        frame.render_widget(line, row.intersection(frame.area()));
    }
    frame.set_cursor_position((column, 1));
}

fn command(reports: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(env::current_exe().unwrap());
    command.args(["--exact", "terminal_given_back::guest", "--ignored", "--nocapture"]);
    command.env(FOLDER, reports);
    command.env_remove("RUST_BACKTRACE");
    command
}

fn start(change: impl FnOnce(&mut CommandBuilder)) -> (Pty, TempDir) {
    let reports = tempfile::tempdir().unwrap();
    let mut command = command(&reports.path().join("reports"));
    change(&mut command);
    let pty = Pty::start(command, 60, 12);
    pty.wait_text("typed:");
    (pty, reports)
}

#[test]
fn the_terminal_is_taken_and_given_back() {
    let (mut pty, _reports) = start(|_| ());
    let screen = pty.wait_text("typed:");
    assert!(screen.is_alternate() && screen.takes_pastes() && !screen.takes_mouse(), "{screen:?}");
    assert_ne!(pty.modes(), *pty.modes_at_start());
    pty.keys("ab<paste:1\n2>");
    let screen = pty.wait_text("typed: ab(1");
    assert_eq!(screen.cursor().map(|(row, _)| row), Some(1));
    pty.keys("<ctrl-q>");
    pty.wait_text(GOODBYE);
    assert!(pty.exit_status().success());
    assert!(!pty.screen().has("typed:"), "the screen before is there again");
    pty.assert_given_back();
}

#[test]
fn the_mouse_is_taken_only_if_asked_for_and_given_back() {
    let (mut pty, _reports) = start(|command| command.env(MOUSE, "1"));
    assert!(pty.screen().takes_mouse());
    pty.keys("<ctrl-q>");
    assert!(pty.exit_status().success());
    pty.assert_given_back();
}

#[test]
fn signals_end_the_program_in_good_order() {
    for signal in [Sent::TERM, Sent::HUP, Sent::INT] {
        let (pty, _reports) = start(|_| ());
        pty.signal(signal);
        assert!(pty.exit_status().success(), "{signal:?}");
        assert!(pty.screen().has(GOODBYE), "{signal:?}");
        pty.assert_given_back();
    }
}

/// `script` has a terminal of its own for what it runs; killed, it takes that with it.
#[test]
fn a_program_whose_terminal_goes_ends() {
    let reports = tempfile::tempdir().unwrap();
    let ended = reports.path().join("ended");
    let guest = command(reports.path());
    let words: Vec<_> = guest.get_argv().iter().map(|word| word.to_str().unwrap()).collect();
    // With and without the signal.
    for prefix in ["", "trap '' HUP; "] {
        let mut script = CommandBuilder::new("script");
        script.args(["-qec", &format!("{prefix}exec {}", words.join(" ")), "/dev/null"]);
        script.env(FOLDER, reports.path());
        script.env(ENDED, &ended);
        let mut pty = Pty::start(script, 60, 12);
        pty.keys("a");
        pty.wait_text("typed: a");
        pty.signal(Sent::KILL);
        wait_until(|| ended.exists(), "the guest has ended");
        std::fs::remove_file(&ended).unwrap();
    }
}

#[track_caller]
fn wait_until(mut condition: impl FnMut() -> bool, what: &str) {
    let end = Instant::now() + DEADLINE;
    while !condition() {
        assert!(Instant::now() < end, "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn nothing_is_lost_of_what_comes_all_at_once() {
    let (mut pty, _reports) = start(|_| ());
    let many = "x".repeat(3000);
    pty.keys(&many);
    pty.wait_text("3000 letters");
    pty.paste(&"y".repeat(20_000));
    pty.wait_text("23000 letters");
}

#[test]
fn a_panic_gives_the_terminal_back_and_leaves_a_report() {
    let (mut pty, reports) = start(|_| ());
    pty.keys("<ctrl-p>");
    assert!(!pty.exit_status().success());
    pty.assert_given_back();
    let files: Vec<_> = std::fs::read_dir(reports.path().join("reports")).unwrap().collect();
    let [Ok(file)] = files.as_slice() else { panic!("{files:?}") };
    let shown = pty.output().replace('\n', "");
    assert!(shown.contains(file.file_name().to_str().unwrap()), "{shown}");
    let report = std::fs::read_to_string(file.path()).unwrap();
    assert!(report.contains("message: the guest panics over (a quotation"), "{report}");
    assert!(report.contains("terminal_given_back.rs:") && !report.contains("s3cret"), "{report}");
    assert!(!shown.contains("s3cret"), "{shown}");
}

#[test]
fn a_report_that_cannot_be_kept_is_shown() {
    let (mut pty, _reports) = start(|command| command.env(FOLDER, "/dev/null/reports"));
    pty.keys("<ctrl-p>");
    assert!(!pty.exit_status().success());
    assert!(pty.output().contains("message: the guest panics"), "{}", pty.output());
    pty.assert_given_back();
}

#[test]
fn no_frame_follows_the_panic_of_a_task() {
    let (mut pty, _reports) = start(|_| ());
    pty.keys("<ctrl-t>");
    assert!(!pty.exit_status().success());
    assert!(!pty.screen().has("typed:"));
    pty.assert_given_back();
}

#[test]
fn an_editor_has_the_terminal_as_it_was() {
    let (mut pty, _reports) = start(|_| ());
    pty.keys("<ctrl-e>");
    pty.wait_text("editing:");
    pty.assert_given_back();
    pty.keys("changed<enter>");
    let screen = pty.wait_text("typed: changed");
    assert!(screen.is_alternate() && screen.has("focus"), "{screen:?}");
    pty.keys("!");
    pty.wait_text("typed: changed!");
    // The terminal shows what the first editor left there before the second one asks anything.
    pty.mark();
    pty.keys("<ctrl-e>");
    pty.wait_written("editing:");
    pty.keys("again<enter>");
    pty.wait_text("typed: again");
    // Nothing is read that is not there: the program listens without a key.
    pty.signal(Sent::TERM);
    assert!(pty.exit_status().success());
    pty.assert_given_back();
}

/// Only a shell with job control lets a program be stopped.
#[test]
fn ctrl_z_gives_the_shell_its_terminal_and_fg_paints_anew() {
    let reports = tempfile::tempdir().unwrap();
    let guest = command(reports.path());
    let mut shell = CommandBuilder::new("sh");
    shell.arg("-i");
    shell.env("PS1", "ready> ");
    shell.env(FOLDER, reports.path());
    let mut pty = Pty::start(shell, 60, 12);
    pty.wait_text("ready>");
    let before = pty.modes();
    let words: Vec<_> = guest.get_argv().iter().map(|word| word.to_str().unwrap()).collect();
    pty.keys(&format!("{}<enter>", words.join(" ")));
    pty.wait_text("typed:");
    for typed in ["a", "ab"] {
        pty.keys(&typed[typed.len() - 1..]);
        pty.wait_text(&format!("typed: {typed}"));
        pty.keys("<ctrl-z>");
        pty.wait_for(|screen| !screen.is_alternate() && screen.has("Stopped"), "a stop");
        let screen = pty.screen();
        assert!(screen.leftovers().is_empty(), "{:?}", screen.leftovers());
        assert_eq!(pty.modes(), before);
        pty.mark();
        pty.keys("clear; fg<enter>");
        let screen = pty.wait_for(|screen| screen.has(&format!("typed: {typed}")), "the guest");
        assert!(screen.is_alternate() && screen.has("focus"), "{screen:?}");
    }
    pty.keys("c");
    pty.wait_text("typed: abc");
    assert_eq!(pty.written().matches("\x1b[?1049h").count(), 1, "painted once: {}", pty.written());
    pty.keys("<ctrl-q>");
    pty.wait_for(|screen| !screen.is_alternate() && screen.has(GOODBYE), "the end");
    pty.keys("exit<enter>");
    pty.exit_status();
    pty.assert_given_back();
}

#[test]
fn a_program_stopped_by_somebody_else_sets_the_terminal_again() {
    let (mut pty, _reports) = start(|_| ());
    let raw = pty.modes();
    pty.mark();
    pty.signal(Sent::STOP);
    let stty = std::process::Command::new("stty").arg("-F").arg(pty.tty()).arg("sane").status();
    assert!(stty.unwrap().success());
    assert_ne!(pty.modes(), raw);
    pty.signal(Sent::CONT);
    // Until then the terminal itself would show the key.
    pty.wait_written("focus");
    pty.keys("x");
    pty.wait_text("typed: x");
    assert_eq!(pty.modes(), raw);
    pty.keys("<ctrl-q>");
    assert!(pty.exit_status().success());
    pty.assert_given_back();
}

#[test]
fn what_is_set_off_stays_set_off_without_colours() {
    let (pty, _reports) = start(|command| command.env("NO_COLOR", "1"));
    let screen = pty.wait_text("focus");
    let cell = screen.cell_of("focus");
    assert!(cell.inverse() && cell.bold());
}

#[test]
fn an_unchanged_frame_writes_nothing_and_a_key_little() {
    let (mut pty, _reports) = start(|_| ());
    pty.mark();
    // A key that changes nothing.
    pty.keys("<f5>");
    pty.wait_taken();
    pty.keys("a");
    pty.wait_text("typed: a");
    let written = pty.written();
    assert_eq!(written.matches("\x1b[?2026h").count(), 1, "{written:?}");
    assert!(pty.bytes_written() < 100, "{written:?}");
}

#[test]
fn a_copy_reaches_the_terminal() {
    let (mut pty, _reports) = start(|_| ());
    pty.keys("abc<ctrl-y>!");
    pty.wait_text("typed: abc!");
    assert_eq!(pty.clipboard(), ["abc"]);
    assert!(pty.screen().has("focus"));
}

#[test]
fn another_size_is_painted_whole() {
    let (mut pty, _reports) = start(|_| ());
    pty.keys("abc");
    pty.wait_text("typed: abc");
    for (cols, rows) in [(20, 4), (100, 30), (8, 2)] {
        pty.mark();
        pty.resize(cols, rows);
        let shown = format!("typed: {}", if cols > 8 { "abc" } else { "a" });
        pty.wait_for(
            |screen| pty.written().contains("typed:") && screen.line_with("typed") == shown,
            "a whole frame",
        );
    }
}
