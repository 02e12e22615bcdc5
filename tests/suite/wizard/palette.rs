//! All actions by name: searched in either language, each with its key, done with Enter, and those that
//! cannot be done for the moment with the reason why.

use tunnelsmith::connection::Mode;
use tunnelsmith::text::Language;
use tunnelsmith::tui::{Effect, Keymap, Screen, WizardStep};

use super::harness::{Wizard, speaking};

/// What is told of the action that is found first: its row, and below the list all of it.
fn told(wizard: &mut Wizard, typed: &str) -> String {
    wizard.keys("<alt-a>").text(typed);
    let screen = wizard.screen();
    wizard.keys("<esc>");
    let inside = |line: &str| {
        let mut parts = line.split('│');
        parts.nth(1).map(|part| part.trim().to_owned())
    };
    screen.lines().filter_map(inside).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_action_is_listed_once_with_its_key() {
    let mut wizard = Wizard::filled();
    wizard.resize(200, 100).keys("<alt-a>");
    let screen = wizard.screen();
    let texts = &wizard.app.texts;
    let mut seen = std::collections::BTreeSet::new();
    for (_, action, name) in Keymap::default().bound() {
        if name == "palette" || !seen.insert(action) {
            continue;
        }
        // An action has words of its own in some places.
        let ids = texts.ids();
        let of = format!("action-{action:?}");
        let words = ids.iter().filter(|id| **id == of || id.starts_with(&format!("{of}.")));
        let lines: Vec<&str> = words
            .flat_map(|id| {
                screen.lines().filter(|line| line.contains(&format!(" {} ", texts.say(id))))
            })
            .collect();
        assert!(!lines.is_empty(), "{action:?} is not listed\n{screen}");
    }
    assert!(seen.len() > 50, "{}", seen.len());
    assert!(wizard.line("next error or warning").contains("ctrl-n"), "{screen}");
}

#[test]
fn enter_does_what_the_row_says() {
    let mut wizard = Wizard::new();
    wizard.keys(":").text("new connection").keys("<enter>").is_on(WizardStep::Mode);
    wizard.keys("<alt-a>").text("next step").keys("<enter>").is_on(WizardStep::Gateways);
    wizard.keys("<f11>").text("home").keys("<enter>");
    assert_eq!(wizard.app.screen, Screen::Home);
    wizard.effects();
    let colours = wizard.app.texts.say("action-Theme");
    wizard.keys(":").text(&colours).keys("<enter>");
    let kept = |effect: &Effect| matches!(effect, Effect::SaveSetting("theme", _));
    assert!(wizard.effects().iter().any(kept));
}

#[test]
fn what_cannot_be_done_says_why_and_does_nothing() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    let nothing = wizard.app.texts.say("nothing-to-undo");
    for (typed, why) in
        [("undo", &*nothing), ("submit", "on the review"), ("duplicate", "only at home")]
    {
        let told = told(&mut wizard, typed);
        assert!(told.contains(&format!("▸ {typed}")) && told.contains(why), "{told}");
    }
    wizard.keys("<alt-a>").text("undo").keys("<enter>");
    assert_eq!(wizard.notice(), nothing);
    wizard.keys("<alt-a>").text("duplicate").keys("<enter>");
    wizard.is_on(WizardStep::Mode);
    assert!(!wizard.notice().is_empty());
}

#[test]
fn the_review_says_what_is_in_the_way_of_a_submission() {
    let mut wizard = Wizard::filled();
    wizard.go_to("LocalSubnet").keys("<ctrl-u>8.8.8.1/24<alt-n><alt-n><alt-n>");
    wizard.is_on(WizardStep::Review);
    let told = told(&mut wizard, "submit");
    assert!(
        told.contains("▸ submit") && told.contains("first: Enter goes to the field."),
        "{told}"
    );
    let mut ready = Wizard::reviewed();
    ready.keys(":").text("submit").keys("<enter>").shows("y yes");
}

#[test]
fn it_is_searched_in_chinese_and_in_english() {
    speaking(Language::Chinese, || {
        for typed in ["新建", "new conn", "nwcnn"] {
            let mut wizard = Wizard::new();
            wizard.keys(":").text(typed).keys("<enter>").is_on(WizardStep::Mode);
        }
    });
}

#[test]
fn letters_of_values_open_nothing() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("Name").keys("a:b");
    assert_eq!(wizard.value("Name"), "a:b");
}
