//! The device at the other end: chosen or pasted, taken over, compared while one types, and its
//! configuration on the review.

use std::path::Path;

use tunnelsmith::connection::{Initiator, Mode, Origin};
use tunnelsmith::drafts::{Bookmark, DraftName};
use tunnelsmith::tui::{Effect, Msg, Screen, SecretText, WizardStep};

use super::harness::{Wizard, path};

const CIPHER_1: &str = "TunnelOptionsSpecification.1.TunnelIkeConfig.IkeEncAlg";
const PFS_1: &str = "TunnelOptionsSpecification.1.TunnelIpsecConfig.IpsecPfs";
const BLOCK_1: &str = "TunnelOptionsSpecification.1.TunnelBgpConfig.TunnelCidr";
const PSK_1: &str = "TunnelOptionsSpecification.1.TunnelIkeConfig.Psk";

/// A configuration of the corpus.
pub fn configuration(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/peer");
    std::fs::read_to_string(folder.join(name)).expect("a configuration")
}

fn cisco() -> String {
    configuration("cisco-ios/vti-ikev2-dual-bgp.conf")
}

/// On the step of the device, with its two gateways chosen.
fn at_the_device() -> Wizard {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<alt-n>fra-dc1-a<enter>fra-dc1-b<enter>");
    wizard.is_on(WizardStep::Device);
    wizard
}

/// From any step to the review.
fn on_to_the_review(wizard: &mut Wizard) {
    for _ in 0..10 {
        if wizard.app.screen == Screen::Step(WizardStep::Review) {
            return;
        }
        wizard.keys("<alt-n>");
    }
    panic!("no way to the review\n{}", wizard.screen());
}

#[test]
fn the_step_may_be_left_out_with_one_key() {
    let mut wizard = at_the_device();
    wizard.shows("Continue without").keys("<enter>");
    wizard.is_on(WizardStep::Connection);
    assert_eq!(wizard.document().file().peer, None);
}

#[test]
fn a_pasted_configuration_fills_the_form_and_one_undo_takes_all_of_it_back() {
    let mut wizard = at_the_device();
    wizard.paste(&cisco());
    assert!(wizard.notice().contains("copied from your device"), "{}", wizard.screen());
    wizard.shows("Cisco IOS").shows("17.6").shows("Tunnel101").shows("Tunnel102");
    assert_eq!(wizard.value(BLOCK_1), "169.254.10.0/30");
    assert_eq!(wizard.value(PSK_1), "Kestrel_7d2QmLw84Zt");
    assert_eq!(wizard.value("EnableTunnelsBgp"), "true");
    assert_eq!(wizard.document().origin(path(BLOCK_1)), Some(Origin::Device));
    wizard.resize(120, 40).go_to(BLOCK_1).shows("from your device").shows("Your device");
    wizard.keys("<alt-u>");
    assert_eq!(wizard.value(BLOCK_1), "");
    assert_eq!(wizard.value(PSK_1), "");
    assert_ne!(wizard.value("EnableTunnelsBgp"), "true");
}

#[test]
fn what_a_person_has_typed_stays_until_they_say_otherwise() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("LocalSubnet").text("10.77.0.0/16").keys("<tab>").text("10.99.0.0/16");
    wizard.keys("<alt-p>").is_on(WizardStep::Device);
    wizard.paste(&cisco());
    assert!(
        wizard.notice().contains("2 values that you typed differ and are kept"),
        "{}",
        wizard.screen()
    );
    assert_eq!(wizard.value("LocalSubnet"), "10.77.0.0/16");
    wizard.keys("<up>").shows("▸ [ Use 2 differing values of the device ]").keys("<enter>");
    assert_eq!(wizard.value("LocalSubnet"), "0.0.0.0/0");
    wizard.keys("<alt-u>");
    assert_eq!(wizard.value("LocalSubnet"), "10.77.0.0/16");
}

#[test]
fn the_platform_is_remembered_and_its_rules_stand_beside_the_fields() {
    let mut wizard = at_the_device();
    wizard.keys("<up><up><up>").shows("▸ Platform").keys("<enter>asa<enter>");
    wizard.shows("Cisco ASA").shows("▸ Release");
    wizard.keys("<tab><space><space><tab><space>");
    let peer = wizard.document().file().peer.clone().expect("it is remembered");
    assert_eq!((peer.platform.as_str(), peer.version), ("cisco-asa", None));
    assert_eq!((peer.behind_nat, peer.initiator), (Some(true), Some(Initiator::Device)));
    // The ASA knows no SHA-2 in IKEv1, and says so while one chooses.
    wizard.go_to("1.TunnelIkeConfig.IkeVersion").keys("<space>").shows_not("V-30");
    wizard.go_to("1.TunnelIkeConfig.IkeAuthAlg").shows("V-30");
    wizard.keys("<ctrl-q>");
    let name = wizard.backend.names().first().cloned().expect("it is kept");
    assert_eq!(wizard.backend.kept(&name).peer.expect("on the disk too").platform, "cisco-asa");
}

#[test]
fn a_difference_stands_at_its_field_while_one_types_and_is_repaired_by_a_key() {
    let mut wizard = at_the_device();
    wizard.paste(&cisco());
    wizard.go_to(PFS_1).shows("Your device, line").shows("group14");
    wizard.keys("<space>disabled<enter>");
    assert!(wizard.line("PFS group").contains('✗'), "{}", wizard.screen());
    wizard.resize(120, 40).shows("At the first rekey").shows("ctrl-r uses");
    wizard.keys("<ctrl-r>");
    assert_eq!(wizard.value(PFS_1), "group14");
    assert_eq!(wizard.document().origin(path(PFS_1)), Some(Origin::Device));
    assert!(!wizard.line("PFS group").contains('✗'), "{}", wizard.screen());
}

#[test]
fn presets_have_what_the_device_has() {
    let mut wizard = at_the_device();
    wizard.paste(&cisco());
    wizard.go_to(CIPHER_1).keys("<space>aes192<enter>");
    wizard.keys("<ctrl-home><enter>").shows("Your device").keys("your device<enter>");
    assert_eq!(wizard.value(CIPHER_1), "aes256");
}

#[test]
fn both_sides_are_told_in_the_order_in_which_they_would_bite() {
    let mut wizard = at_the_device();
    wizard.paste(&cisco());
    wizard.go_to(PFS_1).keys("<space>disabled<enter>");
    wizard.go_to(CIPHER_1).keys("<space>aes192<enter>");
    on_to_the_review(&mut wizard);
    // Besides these two, the gateways that were chosen are not the device's.
    wizard.shows("differences from your device break a tunnel");
    wizard.keys("<left>").shows("[Both sides]").resize(120, 40);
    let screen = wizard.screen();
    let at = |part: &str| screen.find(part).unwrap_or_else(|| panic!("no {part} in\n{screen}"));
    assert!(at("Immediately: the tunnel does not come up") < at("At the first rekey"));
    assert!(at("At the first rekey") < at("Same on both ends"));
    wizard.resize(80, 24).shows("ctrl-r sets").keys("<enter>");
    wizard.is_on(WizardStep::Tunnel(1));
    wizard.line("‹ aes192 ›");
    on_to_the_review(&mut wizard);
    wizard.keys("<ctrl-r>");
    assert_eq!(wizard.value(CIPHER_1), "aes256");
}

#[test]
fn the_configuration_of_the_device_is_copied_and_saved_with_placeholders_for_keys() {
    let mut wizard = Wizard::filled();
    wizard.go_to("LocalSubnet").keys("<alt-p>").is_on(WizardStep::Device);
    wizard.keys("<up><up><up><enter>strongswan<enter>");
    on_to_the_review(&mut wizard);
    wizard.keys("<left><left>").shows("[Device]");
    wizard.effects();
    wizard.never_show("kT7mPq2vXw9bRd4c").keys("c");
    let copied = wizard.effects().into_iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.to_string()),
        _ => None,
    });
    let copied = copied.expect("it was copied");
    assert!(
        copied.contains("<ADDRESS-OF-TUNNEL-1>") && copied.contains("<KEY-OF-TUNNEL-1>"),
        "{copied}"
    );
    wizard.keys("w").shows(".conf");
}

#[test]
fn nothing_is_taken_over_while_it_is_not_known_which_tunnel_is_meant() {
    let text = configuration("h3c-comware/shared-profile-two-tunnels.conf");
    let mut wizard = Wizard::drafting(Mode::Single);
    wizard.keys("<alt-n>fra-dc1-a<enter>");
    wizard.is_on(WizardStep::Device);
    wizard.paste(&text);
    assert!(wizard.notice().contains("Select one"), "{}", wizard.screen());
    wizard.shows("several matches: select").keys("<enter>").shows("Tunnel 1 on the device");
    wizard.keys("<down><enter>");
    assert!(wizard.notice().contains("copied from your device"), "{}", wizard.screen());
    wizard.shows_not("several matches: select");
}

#[test]
fn a_text_that_is_no_configuration_is_told_and_changes_nothing() {
    let mut wizard = at_the_device();
    let before = wizard.draft().clone();
    wizard.paste(&configuration("misc/status-not-config.conf"));
    wizard.shows("status command, not a configuration").read_on();
    wizard.paste("hello, this is a mail about lunch.\nIt has no tunnels: none.\n");
    wizard.shows("not a device configuration").read_on();
    assert_eq!(*wizard.draft(), before);
    assert_eq!(wizard.document().file().peer, None);
}

#[test]
fn another_vendors_text_under_a_chosen_platform_is_told() {
    let mut wizard = at_the_device();
    wizard.keys("<up><up><up><enter>fortigate<enter>");
    wizard.paste(&configuration("juniper-srx/set-ikev2-dual-bgp.conf"));
    wizard.shows("juniper-srx").read_on();
    assert_eq!(wizard.document().file().peer.clone().unwrap().platform, "fortios");
}

#[test]
fn a_file_is_read_and_a_missing_one_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("edge.conf");
    std::fs::write(&file, cisco()).unwrap();
    let mut wizard = at_the_device();
    wizard.keys("<up><up><enter>").text(&folder.path().join("none").display().to_string());
    wizard.keys("<enter>");
    assert!(wizard.app.notice.is_some() || !wizard.app.overlays.is_empty(), "{}", wizard.screen());
    wizard.read_on().keys("<enter>").text(&file.display().to_string()).keys("<enter>");
    assert_eq!(wizard.value(BLOCK_1), "169.254.10.0/30");
}

#[test]
fn an_answer_for_a_draft_that_is_no_longer_open_changes_nothing() {
    let mut wizard = at_the_device();
    wizard.hold();
    wizard.paste(&cisco());
    wizard.shows("Continue without");
    let late = wizard.answers(|effect| matches!(effect, Effect::ReadDevice(..)));
    wizard.release();
    wizard.keys("<ctrl-q>n").is_on(WizardStep::Mode);
    for msg in late {
        wizard.tell(msg);
    }
    assert_eq!(wizard.document().file().peer, None);
    assert!(wizard.document().reading().is_none());
}

#[test]
fn what_comes_back_from_the_editor_is_read_like_a_paste() {
    let mut wizard = at_the_device();
    wizard.keys("<ctrl-x>");
    assert!(wizard.effects().iter().any(|effect| matches!(effect, Effect::EditDevice)));
    wizard.tell(Msg::DeviceEdited(Ok(Some(SecretText::new(cisco())))));
    assert_eq!(wizard.value(BLOCK_1), "169.254.10.0/30");
    wizard.tell(Msg::DeviceEdited(Ok(None)));
    assert_eq!(wizard.value(BLOCK_1), "169.254.10.0/30");
}

#[test]
fn suggested_blocks_keep_clear_of_those_the_device_uses() {
    let mut wizard = at_the_device();
    wizard.paste(&cisco());
    wizard.go_to(BLOCK_1).keys("<ctrl-u><ctrl-t>");
    let suggested = wizard.value(BLOCK_1);
    assert!(
        !["169.254.10.0/30", "169.254.10.4/30", ""].contains(&suggested.as_str()),
        "{suggested}"
    );
}

/// The same drafts in a new run of the wizard, with the only one open.
fn another_run(wizard: &mut Wizard) -> Wizard {
    wizard.keys("<ctrl-q>");
    let name = wizard.backend.names().first().cloned().expect("it is kept");
    let name = DraftName::exactly(&name).expect("a name");
    let step = Some("mode".to_owned());
    let bookmark = Bookmark { draft: Some(name), step, ..Bookmark::default() };
    let backend = std::mem::take(&mut wizard.backend);
    let mut again = Wizard::with(backend, |setup| setup.bookmark = bookmark);
    again.resize(80, 24);
    again
}

#[test]
fn the_file_of_the_device_is_read_again_when_the_draft_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("edge.conf");
    std::fs::write(&file, cisco()).unwrap();
    let mut wizard = at_the_device();
    wizard.keys("<up><up><enter>").text(&file.display().to_string()).keys("<enter>");
    wizard.go_to(PFS_1).keys("<space>disabled<enter>");
    let before = wizard.document().breaking();
    assert!(before > 0);

    let mut again = another_run(&mut wizard);
    assert_eq!(again.document().breaking(), before, "{}", again.screen());
    assert!(!again.document().is_unsaved(), "to read it is no change");
    let peer = again.document().peer().cloned().expect("it is remembered");
    assert_eq!(peer.file.as_deref(), file.to_str());
    let kept = again.backend.kept(&again.backend.names()[0]);
    let text = tunnelsmith::drafts::write(&kept).to_string();
    assert!(!text.contains("Kestrel"), "no key and no line of it is in the draft");
    again.go_to(PFS_1).shows("Your device, line").shows("group14");
    on_to_the_review(&mut again);
    again.keys("<left>").shows("[Both sides]").resize(120, 40).shows("At the first rekey");

    // It says something else by now.
    std::fs::write(&file, cisco().replace("set pfs group14", "set pfs group5")).unwrap();
    let past = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    std::fs::File::options().write(true).open(&file).unwrap().set_modified(past).unwrap();
    let mut again = another_run(&mut again);
    assert!(again.notice().contains("was changed after"), "{}", again.screen());
    assert!(!again.document().is_unsaved());
    again.go_to(PFS_1).shows("group5");

    // It is gone.
    std::fs::remove_file(&file).unwrap();
    let mut again = another_run(&mut again);
    again.shows("edge.conf").shows("nothing is compared").shows("Your device").read_on();
    assert!(again.document().reading().is_none());
    assert_eq!(again.document().peer().cloned().expect("still").file.as_deref(), file.to_str());
    assert_eq!(again.value(PFS_1), "disabled");
}

#[test]
fn which_tunnel_was_meant_is_remembered_with_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("h3c.conf");
    let text = configuration("h3c-comware/shared-profile-two-tunnels.conf");
    std::fs::write(&file, text).unwrap();
    let mut wizard = Wizard::drafting(Mode::Single);
    wizard.keys("<alt-n>fra-dc1-a<enter>").is_on(WizardStep::Device);
    wizard.keys("<up><up><enter>").text(&file.display().to_string()).keys("<enter>");
    wizard.shows("several matches: select").keys("<enter><down><enter>");
    let chosen = wizard.document().pairing().pairs;
    let again = another_run(&mut wizard);
    assert_eq!(again.document().pairing().pairs, chosen);
    assert!(again.document().pairing().ambiguous.is_empty(), "{}", again.screen());
}

#[test]
fn a_pasted_text_is_on_no_disk_until_a_file_is_named_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kept.txt");
    let mut wizard = at_the_device();
    wizard.paste(&cisco());
    assert_eq!(wizard.document().peer().cloned().expect("known").file, None);
    wizard.shows("Save the pasted text to a file");
    while !wizard.screen().contains("▸ [ Save") {
        wizard.keys("<up>");
    }
    wizard.keys("<enter>").shows("File name").keys("<ctrl-u>");
    wizard.effects();
    wizard.text(&file.display().to_string()).keys("<enter>");
    let written = wizard.effects().into_iter().find_map(|effect| match effect {
        Effect::Write(path, text) => Some((path, text)),
        _ => None,
    });
    let (path, text) = written.expect("it is written");
    assert_eq!((path.as_path(), &*text), (file.as_path(), cisco().as_str()));
    assert_eq!(wizard.document().peer().cloned().expect("known").file.as_deref(), file.to_str());
    wizard.shows_not("Save the pasted text to a file");
    std::fs::write(&file, &*text).unwrap();
    let again = another_run(&mut wizard);
    assert_eq!(again.document().reading().map(|reading| reading.tunnels.len()), Some(2));
}
