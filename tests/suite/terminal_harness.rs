//! The terminal that tests sit at is itself tested, with programs of a line or two.

use std::time::Instant;

use portable_pty::CommandBuilder;
use rustix::process::Signal;

use super::terminal::Pty;

/// A line of shell on a terminal of 40 columns and 10 rows.
fn shell(line: &str) -> Pty {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", line]);
    Pty::start(command, 40, 10)
}

#[test]
fn what_a_program_prints_is_on_the_screen_and_its_end_is_known() {
    let pty = shell("printf 'one\\ntwo  \\n'; exit 7");
    assert_eq!(pty.exit_status().exit_code(), 7);
    let screen = pty.screen();
    assert_eq!(screen.lines()[..3], ["one", "two", ""]);
    assert_eq!(screen.line_with("tw"), "two");
    assert_eq!(screen.cursor(), Some((2, 0)));
    assert_eq!(pty.output(), "one\ntwo  \n");
    pty.assert_given_back();
}

#[test]
fn keys_reach_the_program() {
    let mut pty = shell("read name && echo \"hello $name\"");
    pty.keys("wrl<backspace>ld<enter>");
    assert_eq!(pty.line_with("hello"), "hello wrld");
    assert!(pty.exit_status().success());
}

#[test]
fn a_key_after_esc_is_not_taken_for_alt() {
    // `dd` tells of every read it makes.
    let mut pty =
        shell("stty raw -echo; printf 'ready\\r\\n'; dd bs=64 count=2 2>/dev/null | od -An -c");
    pty.wait_text("ready");
    pty.keys("<esc>a");
    assert!(pty.line_with("033").contains("033   a"));
    assert!(pty.exit_status().success());
}

#[test]
fn the_size_is_told_and_so_is_its_change() {
    let mut pty = shell("trap 'stty size; exit' WINCH; stty size; while :; do read x; done");
    pty.wait_text("10 40");
    pty.resize(50, 12);
    pty.wait_text("12 50");
    assert_eq!(pty.screen().lines().len(), 12);
}

#[test]
fn modes_that_a_program_leaves_behind_are_seen() {
    let pty =
        shell("stty raw -echo; printf '\\033[?1049h\\033[?1000h\\033[?2004h\\033[?25l\\033[7m'");
    assert!(pty.exit_status().success());
    assert_ne!(pty.modes(), *pty.modes_at_start());
    let screen = pty.screen();
    assert!(screen.is_alternate() && screen.takes_mouse() && screen.takes_pastes());
    assert_eq!(screen.cursor(), None);
    assert_eq!(screen.leftovers().len(), 5, "{:?}", screen.leftovers());
}

#[test]
fn a_terminal_answers_when_asked() {
    // Each answer is read up to the letter it ends with.
    let pty = shell(
        "stty raw -echo; ask() { printf \"$1\"; dd bs=1 count=$2 2>/dev/null | od -An -c; }; \
         ask 'ab\\033[6n' 6; ask '\\033[c' 9; ask '\\033]11;?\\033\\\\' 25",
    );
    assert!(pty.exit_status().success());
    let output = pty.output().replace([' ', '\r', '\n'], "");
    assert!(output.contains("033[1;3R"), "{output}");
    assert!(output.contains("033[?62;22c"), "{output}");
    assert!(output.contains("033]11;rgb:1111/1111/1111033"), "{output}");
}

#[test]
fn a_frame_is_seen_whole_or_not_at_all() {
    let pty = shell(
        "printf '\\033[?2026hhalf'; read x; printf ' whole\\033[?2026l'; read x; printf ' over'",
    );
    pty.wait_written("half");
    let mut looks = 0;
    let mut pty = pty;
    pty.keys("<enter>");
    let screen = pty.wait_for(
        |screen| {
            looks += 1;
            assert!(!screen.has("half") || screen.has("whole"), "{screen:?}");
            screen.has("whole")
        },
        "the whole frame",
    );
    assert!(screen.has("half") && looks > 0);
}

#[test]
fn bytes_are_counted_from_a_mark() {
    let mut pty = shell("stty -echo; printf ready; read x; printf 12345; read x");
    pty.wait_text("ready");
    pty.mark();
    assert_eq!(pty.bytes_written(), 0);
    pty.keys("<enter>");
    pty.wait_text("12345");
    assert_eq!((pty.bytes_written(), pty.written().as_str()), (5, "12345"));
}

#[test]
fn a_signal_arrives() {
    let pty = shell("trap 'echo told; exit 3' TERM; echo ready; while :; do read x; done");
    pty.wait_text("ready");
    pty.signal(Signal::TERM);
    assert_eq!(pty.exit_status().exit_code(), 3);
    assert!(pty.screen().has("told"));
}

#[test]
fn colours_and_places_can_be_asked_for() {
    let pty = shell("printf '\\n  \\033[7;1;33mmark\\033[m no mark \\345\\245\\275x'");
    assert!(pty.exit_status().success());
    let screen = pty.screen();
    assert_eq!(screen.place_of("mark"), Some((1, 2)));
    let cell = screen.cell_of("mark");
    assert!(cell.inverse() && cell.bold() && cell.fgcolor() == vt100::Color::Idx(3));
    assert!(!screen.cell_of("no mark").inverse());
    // A wide character takes two places.
    assert_eq!(screen.place_of("x"), Some((1, 17)));
}

#[test]
fn pastes_are_marked_for_a_program_that_asks_and_copies_are_kept() {
    let mut pty = shell(
        "stty raw -echo; printf '\\033[?2004h\\033]52;c;dmNvLTE=\\007ready'; dd bs=64 count=1 \
         2>/dev/null | od -An -c",
    );
    pty.wait_text("ready");
    assert_eq!(pty.clipboard(), ["vco-1"]);
    pty.keys("<paste:a\nb>");
    assert!(pty.exit_status().success());
    let output = pty.output().replace([' ', '\r', '\n'], "");
    assert!(output.contains("033[200~a\\rb033[201~"), "{output}");
}

#[test]
fn waiting_in_vain_shows_the_screen() {
    let pty = shell("echo something else; exit 4");
    let start = Instant::now();
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| pty.wait_text("nothing")));
    let message = panic.unwrap_err();
    let message = message.downcast_ref::<String>().expect("a message with values");
    assert!(message.contains("waited for \"nothing\" on the screen"), "{message}");
    assert!(message.contains("|something else") && message.contains("code 4"), "{message}");
    assert!(start.elapsed() < super::terminal::DEADLINE, "it saw that nothing can come any more");
}
