//! No key is ever seen unless it was asked for, and none lies on the disk in plain.

use std::fs;
use std::path::Path;

use tunnelsmith::connection::Mode;
use tunnelsmith::tui::WizardStep;

use super::harness::{Wizard, created, path};

const FIRST: &str = "kT7mPq2vXw9bRd4c";
const SECOND: &str = "Zw4nLb8sYc6hJf3g";
const PSK: &str = "TunnelOptionsSpecification.1.TunnelIkeConfig.Psk";

fn every_file(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap().path();
        if entry.is_dir() {
            every_file(&entry, found);
        } else {
            found.push((entry.display().to_string(), fs::read(&entry).unwrap()));
        }
    }
}

#[test]
fn no_picture_shows_a_key_that_nobody_asked_for() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.never_show(FIRST).never_show(&FIRST[..4]).never_show(SECOND).never_show(&SECOND[..4]);
    wizard.keys("<alt-n>fra-dc1-a<enter>fra-dc1-b<enter><enter>");
    wizard.keys("fra<tab><tab>10.0.0.0/16<tab>192.168.0.0/16<alt-n>");
    wizard.text(FIRST).keys("<tab><backtab><left><alt-n>").paste(SECOND);
    wizard.keys("<alt-u><alt-e><alt-n>");
    for _ in 0..9 {
        wizard.keys("<right><down><pagedown><end><home>");
    }
    wizard.accept_all();
    wizard.keys("<ctrl-g>pre-shared<esc>s").read_on();
    wizard.keys("<f1><esc>w<esc>sy");
    wizard.submitted(created());
    wizard.keys("<esc>");
    for (columns, rows) in [(60, 16), (200, 60)] {
        wizard.resize(columns, rows);
        for step in 0..6 {
            wizard.keys(if step == 0 { "<alt-n>" } else { "<alt-p>" });
        }
    }
}

#[test]
fn a_typed_key_is_shown_at_one_key_and_masked_at_the_next() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to(PSK).text(FIRST).shows_not(FIRST).shows("\u{2022}\u{2022}\u{2022}\u{2022}");
    wizard.keys("<ctrl-o>").shows(FIRST);
    wizard.keys("<ctrl-o>").shows_not(FIRST);
    wizard.keys("<f4><tab>").shows(FIRST);
    wizard.keys("<backtab><f4><tab>").shows_not(FIRST);
}

#[test]
fn a_sealed_key_is_opened_only_when_it_is_asked_for() {
    let mut wizard = Wizard::reopened();
    wizard.go_to(PSK).shows("sealed").shows_not(FIRST);
    wizard.keys("<ctrl-o>").shows(FIRST);
    assert!(!wizard.document().is_unsaved(), "to look is no change");
    wizard.keys("<ctrl-o>").shows_not(FIRST);
}

#[test]
fn typing_over_a_sealed_key_begins_a_new_one_and_undo_brings_the_sealed_one_back() {
    let mut wizard = Wizard::reopened();
    wizard.go_to(PSK).text("Hb5jWd8n");
    assert_eq!(wizard.value(PSK), "Hb5jWd8n");
    wizard.keys("<alt-u>");
    assert!(wizard.draft().is_key_unresolved(path(PSK)));
    let name = wizard.document().name.clone().unwrap().to_string();
    assert_eq!(wizard.backend.kept_key(&name, path(PSK)), FIRST);
}

#[test]
fn moving_about_in_the_line_of_a_sealed_key_leaves_it_alone() {
    let mut wizard = Wizard::reopened();
    let before = wizard.draft().clone();
    wizard.go_to(PSK).keys("<left><right><home><end><backspace><delete><tab><backtab>");
    assert_eq!(*wizard.draft(), before);
}

#[test]
fn the_review_has_a_switch_of_its_own_for_keys() {
    let mut wizard = Wizard::reopened();
    wizard.keys("<alt-n><alt-n><alt-n><alt-n><alt-n><alt-n>");
    wizard.is_on(WizardStep::Review);
    wizard.keys("<right><right><right><right>").resize(200, 60);
    wizard.shows_not(FIRST).keys("v");
    wizard.shows(FIRST).shows(SECOND);
    wizard.never_show(FIRST).never_show(SECOND).keys("v");
    wizard.keys("<alt-p><alt-p>");
    wizard.is_on(WizardStep::Tunnel(1));
}

#[test]
fn another_draft_is_masked_again() {
    let mut wizard = Wizard::reopened();
    wizard.go_to(PSK).keys("<ctrl-o>").shows(FIRST);
    wizard.go_home();
    wizard.never_show(FIRST).keys("n<esc><home><down><enter>");
    wizard.go_to(PSK).shows("sealed");
}

#[test]
fn a_sealed_key_is_copied_to_tunnel_2_without_being_opened() {
    let mut wizard = Wizard::reopened();
    wizard.never_show(FIRST);
    wizard.go_to("2.TunnelIkeConfig.Psk").keys("<up><up><enter>y");
    let name = wizard.document().name.clone().unwrap().to_string();
    let second = path("TunnelOptionsSpecification.2.TunnelIkeConfig.Psk");
    assert_eq!(wizard.backend.kept_key(&name, second), FIRST);
}

#[test]
fn no_file_holds_a_key_in_plain() {
    let mut wizard = Wizard::filled();
    wizard.keys("<ctrl-s><enter><alt-u><alt-e>");
    let mut files = Vec::new();
    every_file(wizard.backend.folder(), &mut files);
    assert!(files.iter().any(|(name, _)| name.contains("fra-hq-2026")), "{files:?}");
    for (name, bytes) in files {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(FIRST) && !text.contains(SECOND), "{name}");
    }
}

#[test]
fn nothing_that_prints_the_state_prints_a_key() {
    let mut wizard = Wizard::filled();
    wizard.keys("<alt-n>");
    let effects = wizard.effects();
    let printed = format!("{:?} {:?} {effects:?}", wizard.app, wizard.document());
    assert!(!printed.contains(FIRST) && !printed.contains(SECOND));
}
