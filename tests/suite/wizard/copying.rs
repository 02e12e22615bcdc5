//! What is taken away: copied to the clipboard, written to a file.

use tunnelsmith::flow::{Lookup, SubmitOutcome};
use tunnelsmith::tui::clipboard::Copied;
use tunnelsmith::tui::{Effect, Msg, WizardStep};

use super::harness::{Wizard, created, refused};

const KEYS: [&str; 2] = ["kT7mPq2vXw9bRd4c", "Zw4nLb8sYc6hJf3g"];

/// What was wanted to be copied since it was last looked at; nothing else may stand on the clipboard.
#[track_caller]
fn copied(wizard: &mut Wizard) -> Option<String> {
    let mut texts = wizard.effects().into_iter().filter_map(|effect| match effect {
        Effect::Copy(text) => Some(text.to_string()),
        _ => None,
    });
    let text = texts.next();
    assert!(texts.next().is_none(), "copied twice");
    text
}

#[track_caller]
fn written(wizard: &mut Wizard) -> (String, String) {
    let found = wizard.effects().into_iter().find_map(|effect| match effect {
        Effect::Write(path, text) => Some((path.display().to_string(), text.to_string())),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("nothing is written\n{}", wizard.screen()))
}

#[test]
fn each_page_of_the_review_is_copied_and_written_as_it_is_shown() {
    let pages = [
        ("Findings", "txt", None, "C-30", false),
        ("Summary", "txt", Some("192.168.0.0/16"), "192.168.0.0/16", false),
        ("Values", "txt", Some("28800"), "28800", true),
        ("Params", "txt", Some("LocalSubnet=10.0.0.0/16"), "LocalSubnet=10.0.0.0/16", true),
        ("JSON", "json", Some("\"LocalSubnet\": \"10.0.0.0/16\""), "\"IkePfs\": \"group14\"", true),
        ("CLI", "sh", Some("--method POST --force."), "--LocalSubnet", true),
        ("curl", "sh", Some("valid for 15 minutes"), "--data-urlencode LocalSubnet=", true),
    ];
    let mut wizard = Wizard::reviewed();
    wizard.resize(200, 60).effects();
    for (page, ending, shown, part, has_keys) in pages {
        wizard.shows(&format!("[{page}]"));
        if let Some(shown) = shown {
            wizard.shows(shown);
        }
        wizard.keys("c");
        assert_eq!(wizard.notice(), "Sent to the terminal's clipboard.");
        let masked = copied(&mut wizard).unwrap();
        assert!(masked.contains(part), "{page}: {masked}");
        assert!(!KEYS.iter().any(|key| masked.contains(key)), "{page}: {masked}");
        wizard.keys("w<enter>");
        assert_eq!(written(&mut wizard), (format!("fra-hq-2026.{ending}"), masked.clone()));
        wizard.keys("vc");
        let revealed = copied(&mut wizard).unwrap();
        for key in KEYS {
            assert_eq!(revealed.contains(key), has_keys, "{page}: {revealed}");
        }
        wizard.keys("w<enter>");
        assert_eq!(written(&mut wizard).1, revealed);
        wizard.keys("vc");
        assert_eq!(copied(&mut wizard).unwrap(), masked, "masked again");
        wizard.keys("<right>");
    }
}

#[test]
fn the_json_that_is_copied_is_json() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("<right><right><right><right>").effects();
    wizard.keys("vc");
    let text = copied(&mut wizard).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let psk = &value["TunnelOptionsSpecification"][1]["TunnelIkeConfig"]["Psk"];
    assert_eq!(psk, KEYS[1], "{text}");
}

#[test]
fn the_id_of_a_created_connection_is_copied_alone_or_with_all_that_is_told() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("sy").submitted(created()).effects();
    wizard.keys("c");
    assert_eq!(copied(&mut wizard).as_deref(), Some("vco-6xlj89qlpdn7gf5df2ax"));
    wizard.keys("C");
    let all = copied(&mut wizard).unwrap();
    for part in ["created vco-6xlj89qlpdn7gf5df2ax\n", "transit router", "3F4A-1B2C", "5f1c7a52-"] {
        assert!(all.contains(part), "{part}: {all}");
    }
}

#[test]
fn a_refusal_is_copied_with_its_meaning_and_what_support_asks_for() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("sy").submitted(refused("IllegalParam.LocalSubnet")).effects();
    wizard.keys("c");
    assert_eq!(copied(&mut wizard).as_deref(), Some("251D591F-7CC9-4383-AB46-4502E1B30628"));
    wizard.keys("C");
    let all = copied(&mut wizard).unwrap();
    for part in [
        "refused IllegalParam.LocalSubnet\n",
        "Enter goes to Local CIDR blocks",
        "The specified value is invalid.",
        "251D591F-7CC9-4383-AB46-4502E1B30628",
        "5f1c7a52-",
    ] {
        assert!(all.contains(part), "{part}: {all}");
    }
}

#[test]
fn where_there_is_no_id_that_is_said() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("d").submitted(SubmitOutcome::DryRunPassed { request_id: None }).effects();
    wizard.keys("c");
    assert_eq!(copied(&mut wizard), None);
    assert_eq!(wizard.notice(), "Nothing to copy.");
    wizard.keys("C");
    assert!(copied(&mut wizard).unwrap().starts_with("dry run passed\n"));
}

#[test]
fn an_outcome_is_told_in_a_line_of_its_own() {
    for (outcome, line) in [
        (created(), "fra-hq-2026: created vco-6xlj89qlpdn7gf5df2ax"),
        (
            refused("IllegalParam.LocalSubnet"),
            "fra-hq-2026: refused IllegalParam.LocalSubnet  251D591F-7CC9-4383-AB46-4502E1B30628",
        ),
        (
            SubmitOutcome::Unknown { reason: None, lookup: Lookup::Nothing },
            "fra-hq-2026: unknown  5f1c7a52-0000-4000-8000-000000000001",
        ),
        (SubmitOutcome::Interrupted, "fra-hq-2026: not sent"),
    ] {
        let mut wizard = Wizard::reviewed();
        wizard.is_on(WizardStep::Review);
        wizard.keys("sy").submitted(outcome);
        assert_eq!(wizard.app.result.as_ref().unwrap().outcome_line(), line);
    }
}

#[test]
fn within_tmux_a_person_learns_what_to_set_if_nothing_arrives() {
    let mut wizard = Wizard::reviewed();
    for (by, part) in [(Copied::ByTmux, "set-clipboard on"), (Copied::ByScreen, "to a file")] {
        wizard.tell(Msg::Copied(Ok(by)));
        assert!(wizard.notice().contains(part), "{}", wizard.notice());
    }
}
