use super::*;

const NONE: KeyModifiers = KeyModifiers::NONE;
const CTRL: KeyModifiers = KeyModifiers::CONTROL;
const ALT: KeyModifiers = KeyModifiers::ALT;
const SHIFT: KeyModifiers = KeyModifiers::SHIFT;

/// What comes of reads that give these bytes.
fn read(pieces: &[&[u8]]) -> Vec<Event> {
    let mut decoder = Decoder::default();
    let mut events = VecDeque::new();
    for piece in pieces {
        decoder.decode(piece, &mut events);
    }
    events.into()
}

fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn letter(letter: char) -> Event {
    pressed(KeyCode::Char(letter), NONE)
}

#[test]
fn keys_are_known_by_what_terminals_send() {
    let table: &[(&[u8], KeyCode, KeyModifiers)] = &[
        (b"a", KeyCode::Char('a'), NONE),
        (b"A", KeyCode::Char('A'), SHIFT),
        ("é".as_bytes(), KeyCode::Char('é'), NONE),
        ("名".as_bytes(), KeyCode::Char('名'), NONE),
        ("😀".as_bytes(), KeyCode::Char('😀'), NONE),
        (b"\r", KeyCode::Enter, NONE),
        (b"\n", KeyCode::Char('j'), CTRL),
        (b"\t", KeyCode::Tab, NONE),
        (b"\x7f", KeyCode::Backspace, NONE),
        (b"\x08", KeyCode::Char('h'), CTRL),
        (b"\0", KeyCode::Char(' '), CTRL),
        (b"\x13", KeyCode::Char('s'), CTRL),
        (b"\x1c", KeyCode::Char('4'), CTRL),
        (b"\x1f", KeyCode::Char('7'), CTRL),
        (b"\x1b", KeyCode::Esc, NONE),
        (b"\x1bb", KeyCode::Char('b'), ALT),
        (b"\x1b\r", KeyCode::Enter, ALT),
        (b"\x1b\x7f", KeyCode::Backspace, ALT),
        ("\x1bé".as_bytes(), KeyCode::Char('é'), ALT),
        (b"\x1b]", KeyCode::Char(']'), ALT),
        (b"\x1b[A", KeyCode::Up, NONE),
        (b"\x1bOA", KeyCode::Up, NONE),
        (b"\x1b[1;5D", KeyCode::Left, CTRL),
        (b"\x1b[1;2F", KeyCode::End, SHIFT),
        (b"\x1b[Z", KeyCode::BackTab, SHIFT),
        (b"\x1b[1~", KeyCode::Home, NONE),
        (b"\x1b[3;5~", KeyCode::Delete, CTRL),
        (b"\x1b[5~", KeyCode::PageUp, NONE),
        (b"\x1bOP", KeyCode::F(1), NONE),
        (b"\x1b[11~", KeyCode::F(1), NONE),
        (b"\x1b[[A", KeyCode::F(1), NONE),
        (b"\x1b[1;2P", KeyCode::F(1), SHIFT),
        (b"\x1b[15;5~", KeyCode::F(5), CTRL),
        (b"\x1b[24~", KeyCode::F(12), NONE),
        (b"\x1b[34~", KeyCode::F(17), NONE),
        (b"\x1bOM", KeyCode::Enter, NONE),
        (b"\x1b[27;5;13~", KeyCode::Enter, CTRL),
        (b"\x1b[13;5u", KeyCode::Enter, CTRL),
        (b"\x1b[9;2u", KeyCode::BackTab, SHIFT),
    ];
    for (bytes, code, modifiers) in table {
        assert_eq!(read(&[bytes]), [pressed(*code, *modifiers)], "{bytes:?}");
        // The same with keys around it in one read.
        let among = [b"x", *bytes, b"y"].concat();
        if *bytes != b"\x1b" {
            let expected = [letter('x'), pressed(*code, *modifiers), letter('y')];
            assert_eq!(read(&[&among]), expected, "{bytes:?}");
        }
    }
}

#[test]
fn a_sequence_may_come_in_pieces() {
    for whole in ["\x1b[1;5D", "\x1bOP", "\x1b[15~", "\x1b[200~ab\x1b[201~", "é", "😀"] {
        let at_once = read(&[whole.as_bytes()]);
        let begins_with_esc = usize::from(whole.starts_with('\x1b'));
        for cut in 1 + begins_with_esc..whole.len() {
            let (head, tail) = whole.as_bytes().split_at(cut);
            assert_eq!(read(&[head, tail]), at_once, "{whole:?} cut at {cut}");
        }
    }
}

#[test]
fn esc_is_a_key_when_a_read_ends_with_it() {
    let esc = pressed(KeyCode::Esc, NONE);
    assert_eq!(read(&[b"\x1b", b"a"]), [esc.clone(), letter('a')]);
    assert_eq!(read(&[b"\x1b\x1b"]), [esc.clone(), esc.clone()]);
    assert_eq!(read(&[b"\x1b\x1b[A"]), [esc, pressed(KeyCode::Up, NONE)]);
}

#[test]
fn a_paste_is_one_event_whatever_is_in_it() {
    let text = "psk\rq\x1b[A\x1b[200~é\0";
    let bytes = format!("a\x1b[200~{text}\x1b[201~b");
    let expected = [letter('a'), Event::Paste(text.to_owned()), letter('b')];
    assert_eq!(read(&[bytes.as_bytes()]), expected);
    let pieces: Vec<&[u8]> = bytes.as_bytes().chunks(7).collect();
    assert_eq!(read(&pieces), expected);
}

#[test]
fn a_long_paste_takes_no_longer_than_its_length() {
    let text = "0123456789".repeat(200_000);
    let bytes = format!("\x1b[200~{text}\x1b[201~");
    let pieces: Vec<&[u8]> = bytes.as_bytes().chunks(4096).collect();
    assert_eq!(read(&pieces), [Event::Paste(text)]);
}

#[test]
fn many_keys_in_one_read_are_many_events() {
    let bytes = "ab".repeat(5000);
    assert_eq!(read(&[bytes.as_bytes()]).len(), 10_000);
}

#[test]
fn answers_that_nobody_asked_for_are_dropped() {
    let answers = [
        "\x1b[12;40R",
        "\x1b[?62;22c",
        "\x1b[?2026;2$y",
        "\x1b]11;rgb:1111/1111/1111\x1b\\",
        "\x1b]11;rgb:1111/1111/1111\x07",
        "\x1bP1$r0m\x1b\\",
        "\x1b[99~",
        "\x1b[1;999A",
    ];
    for answer in answers {
        let bytes = format!("a{answer}b");
        assert_eq!(read(&[bytes.as_bytes()]), [letter('a'), letter('b')], "{answer:?}");
    }
}

#[test]
fn what_is_no_sequence_does_not_take_keys_with_it() {
    assert_eq!(read(&[b"\x1b[1;\x1b[Ab"]), [pressed(KeyCode::Up, NONE), letter('b')]);
    assert_eq!(read(&[b"\xff\xc3a"]), [letter('a')]);
    let endless = [b"\x1b[".as_slice(), &[b'1'; 100], b"", b"Aa"].concat();
    assert_eq!(read(&[&endless]), [letter('a')]);
}

#[test]
fn the_mouse_speaks_in_two_ways() {
    use MouseEventKind::{Down, ScrollDown, Up};
    let at =
        |kind, column, row, modifiers| Event::Mouse(MouseEvent { kind, column, row, modifiers });
    let table: &[(&[u8], Event)] = &[
        (b"\x1b[<0;20;10M", at(Down(MouseButton::Left), 19, 9, NONE)),
        (b"\x1b[<2;20;10m", at(Up(MouseButton::Right), 19, 9, NONE)),
        (b"\x1b[<80;300;1M", at(MouseEventKind::ScrollUp, 299, 0, CTRL)),
        (b"\x1b[<65;1;1M", at(ScrollDown, 0, 0, NONE)),
        (b"\x1b[M !\"", at(Down(MouseButton::Left), 0, 1, NONE)),
    ];
    for (bytes, event) in table {
        assert_eq!(read(&[bytes]), std::slice::from_ref(event), "{bytes:?}");
    }
}

#[test]
fn a_paste_whose_end_never_comes_is_ended_and_keys_are_keys_again() {
    let mut decoder = Decoder::default();
    let mut events = VecDeque::new();
    decoder.decode(b"\x1b[200~10.0.0.0/16", &mut events);
    decoder.decode(b"\x03", &mut events);
    assert!(events.is_empty() && decoder.is_in_paste());
    decoder.end_paste(&mut events);
    assert_eq!(events.pop_front(), Some(Event::Paste("10.0.0.0/16\u{3}".to_owned())));
    assert!(!decoder.is_in_paste());
    decoder.decode(b"\x03a", &mut events);
    assert_eq!(events.pop_back(), Some(letter('a')));
    assert_eq!(events.len(), 1, "Ctrl-C is one again");
    // Nothing is ended that has not begun, and one that ends by itself is whole.
    decoder.end_paste(&mut events);
    assert_eq!(events.len(), 1);
    decoder.decode(b"\x1b[200~ab\x1b[201~", &mut events);
    assert_eq!(events.pop_back(), Some(Event::Paste("ab".to_owned())));
}
