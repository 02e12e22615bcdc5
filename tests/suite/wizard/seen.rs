//! No key reaches what is not on the screen, and what a key will do is seen before it is pressed.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tunnelsmith::connection::Mode;
use tunnelsmith::tui::{Effect, Msg, SMALLEST, Screen, WizardStep};

use super::harness::{Wizard, letter_key, parsed};

const NAMED: &str = "<tab><backtab><enter><esc><up><down><left><right><space><backspace><delete>\
    <ctrl-s><ctrl-g><ctrl-t><ctrl-r><ctrl-n><alt-u><alt-n><ctrl-d><ctrl-q><f1>";

/// What a key could change: the draft, the place, what lies over it, and what is wanted outside.
fn state(wizard: &Wizard) -> String {
    let app = &wizard.app;
    let overlays = app.overlays.len();
    format!("{:?} {:?} {overlays}", app.document.as_ref().map(|one| one.file()), app.screen)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn in_a_window_too_small_keys_change_nothing(
        columns in 1..SMALLEST.0 + 20,
        rows in 1..SMALLEST.1 + 8,
        place in 0..4_u8,
        keys in vec(prop_oneof![
            select(parsed(NAMED)),
            select("syndcwvx0/. ".chars().map(letter_key).collect::<Vec<_>>()),
        ], 1..30),
    ) {
        prop_assume!(columns < SMALLEST.0 || rows < SMALLEST.1);
        let mut wizard = match place {
            0 => Wizard::new(),
            1 => Wizard::drafting(Mode::Dual),
            2 => Wizard::filled(),
            _ => Wizard::reviewed(),
        };
        wizard.resize(columns, rows);
        wizard.effects();
        let before = state(&wizard);
        for key in keys {
            wizard.tell(Msg::Key(key));
        }
        wizard.paste("10.9.0.0/16\ny\n");
        prop_assert_eq!(state(&wizard), before);
        prop_assert!(wizard.effects().is_empty());
    }
}

#[test]
fn a_question_that_cannot_be_read_is_not_answered() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("s").shows("Create fra-hq-2026");
    wizard.resize(59, 24).keys("y").shows("too small");
    wizard.resize(80, 24);
    wizard.is_on(WizardStep::Review);
    assert!(wizard.app.overlays.is_empty(), "the question is dropped");
    assert!(!wizard.effects().iter().any(|effect| matches!(effect, Effect::Submit(..))));
    wizard.keys("s").keys("y");
    assert_eq!(wizard.app.screen, Screen::Sending);
}

#[test]
fn a_window_too_small_is_left_and_suspended_as_any_other() {
    let mut wizard = Wizard::filled();
    wizard.text("x").resize(40, 10).effects();
    wizard.keys("<ctrl-z>");
    assert!(wizard.effects().iter().any(|effect| matches!(effect, Effect::Suspend)));
    wizard.keys("<ctrl-c>");
    assert!(wizard.effects().iter().any(|effect| matches!(effect, Effect::Quit)));
}

#[test]
fn an_answer_that_was_on_its_way_before_the_question_is_none() {
    let mut wizard = Wizard::reviewed();
    // Both arrive before anything is drawn.
    wizard.app.update(Msg::Key(letter_key('s')));
    wizard.app.update(Msg::Key(letter_key('y')));
    assert_eq!(wizard.app.screen, Screen::Step(WizardStep::Review));
    assert_eq!(wizard.app.overlays.len(), 1);
}

#[test]
fn a_value_that_the_first_letter_replaces_is_selected_whatever_it_comes_from() {
    let mut wizard = Wizard::filled();
    wizard.go_to("Name");
    let (screen, looks) = (wizard.screen(), wizard.looks());
    let at = screen.lines().position(|line| line.contains("▸ Name")).expect("a field");
    let look = looks.lines().nth(at).unwrap_or_default().to_lowercase();
    assert!(look.contains(&"r".repeat("fra-hq-2026".len())), "{screen}\n{looks}");
    wizard.text("muc-1");
    assert_eq!(wizard.value("Name"), "muc-1");
    // Whoever moves in the value adds to it.
    wizard.go_to("LocalSubnet").go_to("Name");
    wizard.keys("<end>").text("-a");
    assert_eq!(wizard.value("Name"), "muc-1-a");
    wizard.go_to("LocalSubnet").go_to("Name").paste("ber-2");
    assert_eq!(wizard.value("Name"), "ber-2");
    wizard.keys("<alt-u>");
    assert_eq!(wizard.value("Name"), "muc-1-a");
}

#[test]
fn an_answer_that_comes_in_a_run_of_letters_is_none() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("s").shows("Create fra-hq-2026");
    wizard.app.is_burst_key = true;
    wizard.keys("yes").shows("Create fra-hq-2026");
    assert!(!wizard.has_submitted());
    wizard.app.is_burst_key = false;
    wizard.keys("y");
    assert!(wizard.has_submitted());
}

#[test]
fn what_is_written_in_otherwise_than_by_typing_is_selected_again() {
    const BLOCK: &str = "TunnelOptionsSpecification.1.TunnelBgpConfig.TunnelCidr";
    // A suggestion, a repair, undo.
    for way in ["<ctrl-t>", "<tab><backtab><ctrl-r>", "<alt-u>"] {
        let mut wizard = Wizard::drafting(Mode::Dual);
        wizard.go_to("EnableTunnelsBgp").keys("<space>").go_to(BLOCK);
        wizard.text("169.254.30.1/30").keys("<tab><backtab><end>").keys(way);
        assert_ne!(wizard.value(BLOCK), "169.254.30.1/30", "{way}");
        wizard.text("169.254.31.0/30");
        assert_eq!(wizard.value(BLOCK), "169.254.31.0/30", "{way}");
    }
}

#[test]
fn a_name_that_is_proposed_is_replaced_by_the_first_letter() {
    let mut wizard = Wizard::filled();
    wizard.go_home().keys("<home><down>d").text("muc-2026").keys("<enter>n");
    assert!(
        wizard.backend.names().contains(&"muc-2026".to_owned()),
        "{:?}",
        wizard.backend.names()
    );
    // The keys are on the copy.
    wizard.shows("\u{25b8} muc-2026");
    wizard.keys("r<end>-b<enter>").shows("muc-2026-b");
}

#[test]
fn a_key_that_is_there_is_replaced_by_a_random_one_only_after_a_yes() {
    const PSK: &str = "TunnelOptionsSpecification.1.TunnelIkeConfig.Psk";
    let mut wizard = Wizard::filled();
    let before = wizard.go_to(PSK).value(PSK);
    wizard.keys("<ctrl-t>").shows("Replace the pre-shared key").keys("n");
    assert_eq!(wizard.value(PSK), before);
    wizard.keys("<ctrl-t>").keys("y");
    assert_ne!(wizard.value(PSK), before);
    // Nor by the repair of a weak one.
    wizard.text("abcde").keys("<tab><backtab><ctrl-r>").shows("Replace the pre-shared key");
    wizard.keys("<esc>");
    assert_eq!(wizard.value(PSK), "abcde");
    // Where there is none, nothing is asked.
    wizard.keys("<ctrl-u><ctrl-t>");
    assert_eq!(wizard.value(PSK).len(), 32);
}

#[test]
fn a_click_moves_nothing_but_the_keys() {
    let mut wizard = Wizard::filled();
    wizard.go_to("ResourceGroupId");
    let below: Vec<String> = wizard.screen().lines().skip(1).take(13).map(str::to_owned).collect();
    let without = |line: &str| line.replace('\u{25b8}', " ");
    for row in 1..14_u16 {
        wizard.click(40, row);
        let screen = wizard.screen();
        for (line, before) in screen.lines().skip(1).zip(&below) {
            let label = |line: &str| without(line).chars().skip(18).take(26).collect::<String>();
            assert_eq!(label(line), label(before), "row {row}\n{screen}");
        }
        wizard.read_on();
    }
    wizard.keys("<down>");
}

#[test]
fn home_is_one_key_away_and_the_keys_are_on_the_draft_there() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("<ctrl-q>");
    assert_eq!(wizard.app.screen, Screen::Home);
    wizard.shows("▸ fra-hq-2026").keys("<enter>");
    wizard.is_on(WizardStep::Mode);
    wizard.keys("<ctrl-g>").text("home").keys("<enter>");
    assert_eq!(wizard.app.screen, Screen::Home);
    // Esc at home changes nothing.
    wizard.keys("<esc>").shows("▸ fra-hq-2026");
}

#[test]
fn the_last_question_says_where_it_goes_and_to_whom() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("s");
    let text = wizard.screen();
    for part in ["Dual-tunnel", "eu-central-1", "LTAI", "environment", "fra-dc1-a", "203.0.113."] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    // However long the name is, it is read to its end.
    let name = format!("frankfurt-to-munich-{}-end", "x".repeat(50));
    wizard.keys("n").go_to("Name").text(&name).keys("<alt-n><alt-n><alt-n>");
    wizard.accept_all();
    for (columns, rows) in [(80, 24), (60, 16)] {
        wizard.resize(columns, rows).keys("s");
        let text: String = wizard.screen().split(|letter| "\n \u{2502}".contains(letter)).collect();
        assert!(text.contains("-end") && text.contains("eu-central-1"), "{}", wizard.screen());
        wizard.keys("n");
    }
}
