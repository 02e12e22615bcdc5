//! What is typed and pasted: letters stay letters, and a paste becomes one value.

use tunnelsmith::connection::Mode;
use tunnelsmith::tui::{Effect, Screen, WizardStep};

use super::harness::Wizard;

const PSK: &str = "TunnelOptionsSpecification.1.TunnelIkeConfig.Psk";

#[test]
fn letters_never_do_anything_but_be_typed() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("Name");
    wizard.effects();
    let all = "sdcwvqnrxui?/ yobSDCWVQ";
    wizard.text(all);
    assert_eq!(wizard.value("Name"), all);
    wizard.is_on(WizardStep::Connection);
    let only_saves = wizard.effects().into_iter().all(|effect| {
        matches!(effect, Effect::SaveSoon(_) | Effect::Save(..) | Effect::SaveBookmark(_))
    });
    assert!(only_saves && wizard.app.overlays.is_empty());
}

#[test]
fn letters_among_the_gateways_filter_and_do_nothing_else() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<alt-n>");
    wizard.effects();
    wizard.text("qsdcwvn?");
    wizard.is_on(WizardStep::Gateways);
    assert!(wizard.effects().is_empty());
    wizard.shows("qsdcwvn?");
    wizard.keys("<esc>");
    wizard.is_on(WizardStep::Gateways);
    wizard.shows("fra-dc1-a");
}

#[test]
fn a_letter_on_a_choice_opens_it_filtered() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("1.TunnelIkeConfig.IkeEncAlg").keys("3");
    wizard.shows("3des").keys("<enter>");
    assert_eq!(wizard.value("TunnelOptionsSpecification.1.TunnelIkeConfig.IkeEncAlg"), "3des");
    wizard.keys("a<esc>");
    assert_eq!(wizard.value("TunnelOptionsSpecification.1.TunnelIkeConfig.IkeEncAlg"), "3des");
    wizard.keys("<right>");
    assert_eq!(wizard.value("TunnelOptionsSpecification.1.TunnelIkeConfig.IkeEncAlg"), "aes");
    wizard.keys("<left><left>");
    assert_eq!(wizard.value("TunnelOptionsSpecification.1.TunnelIkeConfig.IkeEncAlg"), "des");
}

#[test]
fn a_pasted_list_of_subnets_comes_out_right_whatever_separates_it() {
    let list = "10.0.0.0/16,10.1.0.0/16,192.168.7.0/24";
    for separator in ["\n", "\r\n", "\t", "; ", ",", ", ", "\u{ff0c}", "\u{ff1b} ", " ", "\n\n"] {
        let mut wizard = Wizard::drafting(Mode::Dual);
        wizard.go_to("RemoteSubnet");
        let pasted = format!("\n{}\n", list.replace(',', separator));
        wizard.paste(&pasted);
        assert_eq!(wizard.value("RemoteSubnet"), list, "{separator:?}");
        wizard.is_on(WizardStep::Connection);
        wizard.keys("<alt-u>");
        assert_eq!(wizard.value("RemoteSubnet"), "", "a paste is one change");
    }
}

#[test]
fn a_typed_list_of_subnets_comes_out_right_whatever_separates_it() {
    for typed in
        ["10.0.0.0/16, 10.1.0.0/16", "10.0.0.0/16 10.1.0.0/16", " 10.0.0.0/16 ;, 10.1.0.0/16"]
    {
        let mut wizard = Wizard::drafting(Mode::Dual);
        wizard.go_to("RemoteSubnet").text(typed).shows_not("S-04").keys("<tab>");
        assert_eq!(wizard.value("RemoteSubnet"), "10.0.0.0/16,10.1.0.0/16", "{typed:?}");
    }
    // A block between two others.
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("RemoteSubnet").text("10.0.0.0/16,10.1.0.0/16");
    for _ in 0.."10.1.0.0/16".len() + 1 {
        wizard.keys("<left>");
    }
    wizard.text(", 10.2.0.0/16").keys("<tab>");
    assert_eq!(wizard.value("RemoteSubnet"), "10.0.0.0/16,10.2.0.0/16,10.1.0.0/16");
    wizard.go_to("Name").text("fra, hq");
    assert_eq!(wizard.value("Name"), "fra, hq");
}

#[test]
fn a_network_with_its_mask_stays_one_block_however_it_comes() {
    for mask in ["255.255.255.0", "0.0.0.255", "mask 255.255.255.0"] {
        let list = format!("192.168.10.0 {mask}, 10.2.0.0/16");
        for is_pasted in [false, true] {
            let mut wizard = Wizard::drafting(Mode::Dual);
            wizard.go_to("RemoteSubnet");
            if is_pasted {
                wizard.paste(&list)
            } else {
                wizard.text(&list)
            };
            wizard.keys("<tab><backtab>").shows("ctrl-r: set Remote CIDR").keys("<ctrl-r>");
            assert_eq!(wizard.value("RemoteSubnet"), "192.168.10.0/24,10.2.0.0/16", "{list}");
        }
    }
}

#[test]
fn subnets_pasted_behind_others_are_joined_with_a_comma_of_the_persons_own() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("RemoteSubnet").text("10.0.0.0/16,").paste("10.1.0.0/16\n10.2.0.0/16");
    assert_eq!(wizard.value("RemoteSubnet"), "10.0.0.0/16,10.1.0.0/16,10.2.0.0/16");
}

#[test]
fn a_blank_at_the_end_of_a_list_is_no_block_more() {
    for way_out in ["<tab>", "<alt-n>", "<up>", "<ctrl-n>"] {
        let mut wizard = Wizard::drafting(Mode::Dual);
        wizard.go_to("LocalSubnet").text("10.0.0.0/16, 10.1.0.0/16 ").keys(way_out);
        assert_eq!(wizard.value("LocalSubnet"), "10.0.0.0/16,10.1.0.0/16", "{way_out}");
        wizard.keys("<alt-u>");
        assert_eq!(wizard.value("LocalSubnet"), "", "one step, as it was typed: {way_out}");
    }
}

#[test]
fn a_pasted_certificate_keeps_its_lines() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    let pem =
        "-----BEGIN CERTIFICATE-----\nMIIB8jCCAZmgAwIBAgIU\nq4yZ\n-----END CERTIFICATE-----\n";
    wizard.go_to("RemoteCaCert").paste(&pem.replace('\n', "\r\n"));
    assert_eq!(wizard.value("RemoteCaCert"), pem);
    wizard.shows("4 lines").shows_not("MIIB");
    wizard.keys("<backspace>");
    assert_eq!(wizard.value("RemoteCaCert"), "");
    wizard.keys("<alt-u>");
    assert_eq!(wizard.value("RemoteCaCert"), pem);
}

#[test]
fn the_certificate_goes_to_the_editor_and_comes_back() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("RemoteCaCert").keys("<ctrl-x>");
    let edited = wizard.effects().into_iter().find_map(|effect| match effect {
        Effect::Edit(path, text) => Some((path, text)),
        _ => None,
    });
    let (path, text) = edited.expect("an editor is wanted");
    assert_eq!(text, "");
    wizard.tell(tunnelsmith::tui::Msg::Edited(path, Ok(Some("-----BEGIN\n".to_owned()))));
    assert_eq!(wizard.value("RemoteCaCert"), "-----BEGIN");
    wizard.go_to("1.TunnelIkeConfig.Psk").keys("kT7mPq2vXw9bRd4c<ctrl-x>");
    let opened = wizard.effects().iter().any(|effect| matches!(effect, Effect::Edit(..)));
    assert!(!opened, "a key never lies in a file for an editor");
}

#[test]
fn a_pasted_key_with_stray_blanks_is_told_and_cleaned_at_one_key() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("1.TunnelIkeConfig.Psk").paste(" kT7mPq2v\u{a0}Xw9bRd4c \n");
    assert_eq!(wizard.value(PSK), " kT7mPq2v\u{a0}Xw9bRd4c ");
    assert!(wizard.line("\u{25b8} Pre-shared").contains('\u{2717}'), "{}", wizard.screen());
    wizard.shows("ctrl-r: ").keys("<ctrl-r>");
    assert_eq!(wizard.value(PSK), "kT7mPq2vXw9bRd4c");
    assert!(!wizard.line("\u{25b8} Pre-shared").contains('\u{2717}'));
}

#[test]
fn a_pasted_line_break_neither_sends_nor_moves_anything() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("Name").paste("fra\nhq\n\n");
    wizard.is_on(WizardStep::Connection);
    assert_eq!(wizard.value("Name"), "fra hq");
    let mut wizard = Wizard::reviewed();
    wizard.paste("s\ny\n").paste("\n");
    wizard.is_on(WizardStep::Review);
    wizard.keys("s").paste("y\n");
    assert!(!wizard.has_submitted());
    let mut wizard = Wizard::new();
    wizard.paste("n\n");
    assert_eq!(wizard.app.screen, Screen::Home);
}

#[test]
fn a_word_is_pasted_into_a_choice_only_if_it_is_one() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("NetworkType").paste(" PRIVATE\n");
    assert_eq!(wizard.value("NetworkType"), "private");
    wizard.paste("internet");
    assert_eq!(wizard.value("NetworkType"), "private");
    assert!(wizard.notice().contains("internet"), "{}", wizard.notice());
}

#[test]
fn wide_letters_are_typed_moved_over_and_deleted_whole() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("Name").text("上海总部").keys("<left><left><backspace>x");
    assert_eq!(wizard.value("Name"), "上x总部");
    wizard.shows("上x总部");
    wizard.keys("<ctrl-a><ctrl-k>");
    assert_eq!(wizard.value("Name"), "");
}

#[test]
fn words_are_deleted_and_brought_back_within_the_line() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("Name").text("alpha beta gamma").keys("<ctrl-w><ctrl-w>");
    assert_eq!(wizard.value("Name"), "alpha ");
    wizard.keys("<ctrl-y>");
    assert_eq!(wizard.value("Name"), "alpha beta gamma");
}

#[test]
fn ten_thousand_letters_are_pasted_at_once() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    let long: String =
        (0..500).map(|number| format!("10.{}.{}.0/24\n", number / 256, number % 256)).collect();
    wizard.go_to("RemoteSubnet").paste(&long);
    assert_eq!(wizard.value("RemoteSubnet").split(',').count(), 500);
    wizard.keys("<tab>");
    wizard.is_on(WizardStep::Connection);
}

#[test]
fn the_mouse_chooses_lines_and_is_only_a_shortcut() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("Name");
    let row = |wizard: &Wizard, part: &str| {
        let screen = wizard.screen();
        u16::try_from(screen.lines().position(|line| line.contains(part)).unwrap()).unwrap()
    };
    let at = row(&wizard, "Remote CIDR");
    wizard.click(30, at);
    wizard.line("\u{25b8} Remote CIDR");
    let at = row(&wizard, "Network type");
    wizard.click(30, at).click(30, at);
    wizard.shows("over the Internet").keys("<esc>");
    wizard.mouse(crossterm::event::MouseEventKind::ScrollDown, 30, 5);
    wizard.line("\u{25b8} Local CIDR");
    assert_eq!(wizard.value("NetworkType"), "public");
}

#[test]
fn going_about_in_an_empty_key_changes_nothing() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("Name").text("fra").keys("<alt-u>").go_to(PSK);
    let before = wizard.document().revision();
    wizard.keys("<left><home><end><backspace><ctrl-u>");
    assert_eq!(wizard.document().revision(), before);
    wizard.keys("<alt-e>");
    assert_eq!(wizard.value("Name"), "fra", "what was undone can still be done again");
}

#[test]
fn going_about_in_a_wrong_value_takes_nothing_back_of_what_was_said() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("RemoteSubnet").text("10.0.0.0").keys("<tab><backtab>");
    assert!(wizard.line("\u{25b8} Remote CIDR").contains('\u{2717}'));
    wizard.keys("<left>");
    assert!(wizard.line("\u{25b8} Remote CIDR").contains('\u{2717}'), "{}", wizard.screen());
    // In a value that was filled in, it means that letters are added.
    wizard.go_to("1.TunnelIkeConfig.IkeLifetime").keys("<left><end><backspace>");
    assert_eq!(wizard.value("TunnelOptionsSpecification.1.TunnelIkeConfig.IkeLifetime"), "8640");
}
