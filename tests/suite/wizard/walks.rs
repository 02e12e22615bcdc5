//! Whole walks, from the first key to the request, and the ways about in between.

use tunnelsmith::connection::Mode;
use tunnelsmith::flow::{Lookup, SubmitOutcome};
use tunnelsmith::tui::{Effect, FormItem, Screen, SignedOut, SubmitResult, WizardStep};

use super::backend::Backend;
use super::harness::{Wizard, created, draft, refused};

/// What stands in both tunnels of a new draft: the modern preset and the defaults.
const BOTH_PHASES: [(&str, &str); 10] = [
    ("IkeVersion", "ikev2"),
    ("IkeMode", "main"),
    ("IkeEncAlg", "aes256"),
    ("IkeAuthAlg", "sha256"),
    ("IkePfs", "group14"),
    ("IkeLifetime", "86400"),
    ("IpsecEncAlg", "aes256"),
    ("IpsecAuthAlg", "sha256"),
    ("IpsecPfs", "group14"),
    ("IpsecLifetime", "28800"),
];

/// Both phases below a prefix for each: `IkeConfig.` and `IpsecConfig.` in single mode.
fn phases(ike: &str, ipsec: &str) -> Vec<(String, &'static str)> {
    let place =
        |name: &str| if name.starts_with("Ike") { ike.to_owned() } else { ipsec.to_owned() };
    BOTH_PHASES.iter().map(|(name, value)| (place(name) + name, *value)).collect()
}

fn borrowed<'a>(values: &'a [(String, &'a str)]) -> Vec<(&'a str, &'a str)> {
    values.iter().map(|(name, value)| (name.as_str(), *value)).collect()
}

#[test]
fn two_tunnels_from_the_first_key_to_the_request() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("s");
    wizard.shows("Create fra-hq-2026 in eu-central-1?").shows("Billing starts");
    assert!(!wizard.has_submitted());
    wizard.keys("y");
    let mut values = vec![
        ("RegionId".to_owned(), "eu-central-1"),
        ("Name".to_owned(), "fra-hq-2026"),
        ("NetworkType".to_owned(), "public"),
        ("LocalSubnet".to_owned(), "10.0.0.0/16"),
        ("RemoteSubnet".to_owned(), "192.168.0.0/16"),
        ("EffectImmediately".to_owned(), "true"),
        ("EnableTunnelsBgp".to_owned(), "false"),
    ];
    let gateways = ["cgw-sandboxfradc1a0000001", "cgw-sandboxfradc1b0000002"];
    let keys = ["kT7mPq2vXw9bRd4c", "Zw4nLb8sYc6hJf3g"];
    for (index, (gateway, key)) in gateways.into_iter().zip(keys).enumerate() {
        let tunnel = format!("TunnelOptionsSpecification.{}.", index + 1);
        values.extend([
            (format!("{tunnel}CustomerGatewayId"), gateway),
            (format!("{tunnel}TunnelIndex"), ["1", "2"][index]),
            (format!("{tunnel}TunnelIkeConfig.Psk"), key),
            (format!("{tunnel}EnableDpd"), "true"),
            (format!("{tunnel}EnableNatTraversal"), "true"),
        ]);
        let ike = format!("{tunnel}TunnelIkeConfig.");
        values.extend(phases(&ike, &format!("{tunnel}TunnelIpsecConfig.")));
    }
    let (_, order) = wizard.order();
    assert_eq!(order.file.draft, draft(Mode::Dual, &borrowed(&values)));
    assert!(!order.agreed.dry_run && !order.agreed.again);
    assert_eq!(wizard.app.screen, Screen::Sending);
    wizard.submitted(created());
    wizard.shows("created vco-6xlj89qlpdn7gf5df2ax").shows("transit router");
}

#[test]
fn one_tunnel_with_a_health_check_from_the_first_key_to_the_request() {
    let mut wizard = Wizard::drafting(Mode::Single);
    wizard.keys("<alt-n>muc-plant<enter>");
    wizard.is_on(WizardStep::Device);
    wizard.keys("<enter>");
    wizard.is_on(WizardStep::Connection);
    wizard.keys("muc-2026<tab><tab>10.0.0.0/16<tab>192.168.0.0/16<alt-n>");
    wizard.is_on(WizardStep::Phase1);
    wizard.keys("kT7mPq2vXw9bRd4c<alt-n>");
    wizard.is_on(WizardStep::Phase2);
    wizard.keys("<alt-n>");
    wizard.is_on(WizardStep::Bgp);
    wizard.keys("<alt-n>");
    wizard.is_on(WizardStep::Liveness);
    wizard.keys("<alt-n>");
    wizard.is_on(WizardStep::Health);
    wizard.keys("<space><tab>192.168.0.10<tab>10.0.0.10<alt-n>");
    wizard.is_on(WizardStep::Review);
    wizard.accept_all();
    wizard.keys("sy");
    let mut values = vec![
        ("RegionId".to_owned(), "eu-central-1"),
        ("Name".to_owned(), "muc-2026"),
        ("CustomerGatewayId".to_owned(), "cgw-sandboxmucplant000005"),
        ("NetworkType".to_owned(), "public"),
        ("LocalSubnet".to_owned(), "10.0.0.0/16"),
        ("RemoteSubnet".to_owned(), "192.168.0.0/16"),
        ("EffectImmediately".to_owned(), "true"),
        ("AutoConfigRoute".to_owned(), "true"),
        ("IkeConfig.Psk".to_owned(), "kT7mPq2vXw9bRd4c"),
        ("BgpConfig.EnableBgp".to_owned(), "false"),
        ("EnableDpd".to_owned(), "true"),
        ("EnableNatTraversal".to_owned(), "true"),
        ("HealthCheckConfig.enable".to_owned(), "true"),
        ("HealthCheckConfig.dip".to_owned(), "192.168.0.10"),
        ("HealthCheckConfig.sip".to_owned(), "10.0.0.10"),
        ("HealthCheckConfig.interval".to_owned(), "3"),
        ("HealthCheckConfig.retry".to_owned(), "3"),
        ("HealthCheckConfig.Policy".to_owned(), "revoke_route"),
    ];
    values.extend(phases("IkeConfig.", "IpsecConfig."));
    let (_, order) = wizard.order();
    assert_eq!(order.file.draft, draft(Mode::Single, &borrowed(&values)));
    wizard.submitted(created());
    wizard.shows("created vco-6xlj89qlpdn7gf5df2ax");
}

#[test]
fn tab_alone_leads_through_every_field_of_the_walk_and_back() {
    for mode in [Mode::Dual, Mode::Single] {
        let mut wizard = Wizard::drafting(mode);
        let before = wizard.draft().clone();
        let mut forth = Vec::new();
        for _ in 0..200 {
            forth.push((wizard.app.screen, wizard.app.form.focused(wizard.app.screen)));
            if wizard.app.screen == Screen::Step(WizardStep::Review) {
                break;
            }
            wizard.keys("<tab>");
        }
        assert_eq!(wizard.app.screen, Screen::Step(WizardStep::Review), "{mode:?}");
        wizard.keys("<esc>");
        for _ in 0..200 {
            wizard.keys("<backtab>");
        }
        wizard.is_on(WizardStep::Mode);
        assert_eq!(*wizard.draft(), before, "walking about changes nothing");
    }
}

#[test]
fn going_back_by_esc_loses_nothing_and_leads_home() {
    let mut wizard = Wizard::filled();
    let before = wizard.draft().clone();
    for step in [
        WizardStep::Tunnel(1),
        WizardStep::Connection,
        WizardStep::Device,
        WizardStep::Gateways,
        WizardStep::Mode,
    ] {
        wizard.keys("<esc>");
        wizard.is_on(step);
    }
    wizard.keys("<esc>");
    assert_eq!(wizard.app.screen, Screen::Home);
    assert_eq!(*wizard.draft(), before);
    wizard.shows("fra-hq-2026");
    wizard.keys("<down><enter>");
    wizard.is_on(WizardStep::Mode);
    assert_eq!(wizard.value("LocalSubnet"), "10.0.0.0/16");
}

#[test]
fn a_wrong_value_never_keeps_anyone_from_going_back_or_on() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("LocalSubnet").text("10.0.0.0/99");
    wizard.keys("<alt-p><alt-p>");
    wizard.is_on(WizardStep::Gateways);
    wizard.keys("<alt-n><alt-n><alt-n>");
    wizard.is_on(WizardStep::Tunnel(1));
    assert_eq!(wizard.value("LocalSubnet"), "10.0.0.0/99");
}

#[test]
fn changing_the_mode_carries_over_what_fits_and_says_what_was_dropped() {
    let mut wizard = Wizard::filled();
    let before = wizard.draft().clone();
    wizard.keys("<alt-p><alt-p><alt-p><alt-p><alt-p>");
    wizard.is_on(WizardStep::Mode);
    wizard.keys("<down><enter>");
    assert_eq!(wizard.draft().mode(), Mode::Single);
    assert_eq!(wizard.value("Name"), "fra-hq-2026");
    assert_eq!(wizard.value("CustomerGatewayId"), "cgw-sandboxfradc1a0000001");
    assert_eq!(wizard.value("IkeConfig.Psk"), "kT7mPq2vXw9bRd4c");
    wizard.shows("Removed values").shows("Customer gateway (tunnel 2)").shows("(tunnel 2)");
    wizard.keys("<esc><alt-u>");
    assert_eq!(*wizard.draft(), before, "undo brings the mode and every value back");
    wizard.keys("<alt-e>");
    assert_eq!(wizard.draft().mode(), Mode::Single);
}

#[test]
fn undo_and_redo_go_through_the_whole_draft_and_lead_to_the_field() {
    let mut wizard = Wizard::filled();
    let full = wizard.draft().clone();
    wizard.keys("<alt-u>");
    assert_eq!(wizard.value("TunnelOptionsSpecification.2.TunnelIkeConfig.Psk"), "");
    wizard.keys("<alt-u>");
    wizard.is_on(WizardStep::Tunnel(1));
    assert_eq!(wizard.value("TunnelOptionsSpecification.1.TunnelIkeConfig.Psk"), "");
    wizard.keys("<alt-u>");
    wizard.is_on(WizardStep::Connection);
    assert_eq!(wizard.value("RemoteSubnet"), "");
    assert_eq!(wizard.value("LocalSubnet"), "10.0.0.0/16");
    // Not every terminal sends Alt, and multiplexers take one key or another.
    wizard.keys("<alt-e><ctrl-4><f12>");
    assert_eq!(*wizard.draft(), full);
    wizard.keys("<alt-e>");
    assert_eq!(wizard.notice(), "Nothing to redo.");
    for _ in 0..10 {
        wizard.keys("<alt-u>");
    }
    assert_eq!(wizard.notice(), "Nothing to undo.");
}

#[test]
fn typing_after_undo_begins_a_new_future() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("Name").text("one").keys("<alt-u>").text("two").keys("<alt-e>");
    assert_eq!(wizard.value("Name"), "two");
    wizard.keys("<alt-u>");
    assert_eq!(wizard.value("Name"), "");
}

#[test]
fn the_next_finding_leads_from_field_to_field_and_round() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    let mut seen = Vec::new();
    for _ in 0..5 {
        wizard.keys("<ctrl-n>");
        seen.push(format!("{:?}", wizard.app.form.focused(wizard.app.screen)));
    }
    assert_eq!(seen[0], seen[4], "four fields are missing, then it begins anew: {seen:#?}");
    let forth = seen[1].clone();
    wizard.keys("<ctrl-n><ctrl-p>");
    assert_eq!(format!("{:?}", wizard.app.form.focused(wizard.app.screen)), seen[0]);
    assert_ne!(forth, seen[0]);
}

#[test]
fn what_is_said_of_the_mode_is_said_where_it_is_chosen() {
    let mut wizard = Wizard::drafting(Mode::Single);
    wizard.shows("M-05").keys("<alt-n>");
    wizard.is_on(WizardStep::Gateways);
    wizard.shows_not("M-05");
    assert!(!wizard.line("none selected").contains('!'), "{}", wizard.screen());
    wizard.keys("muc-plant<enter><enter>").is_on(WizardStep::Connection);
    wizard.keys("muc<tab><tab>10.0.0.0/16<tab>192.168.0.0/16<alt-n>kT7mPq2vXw9bRd4c");
    for _ in 0..5 {
        wizard.keys("<alt-n>");
    }
    wizard.is_on(WizardStep::Review);
    wizard.line("M-05");
    // The next finding, and Enter on it, lead to the choice.
    wizard.keys("<ctrl-n>").is_on(WizardStep::Mode);
    wizard.line("\u{25b8} (*) Single-tunnel");
    wizard.shows("M-05");
}

#[test]
fn the_keys_at_the_bottom_are_those_that_do_something() {
    let foot = |wizard: &Wizard| wizard.screen().lines().last().unwrap().to_owned();
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<ctrl-s>");
    assert!(!foot(&wizard).contains("show keys"), "{}", foot(&wizard));
    wizard.keys("<esc>").go_home();
    wizard.keys("<left>");
    assert!(foot(&wizard).contains("u restore"), "{}", foot(&wizard));
    let mut wizard = Wizard::reviewed();
    wizard.keys("d").submitted(SubmitOutcome::DryRunPassed { request_id: None });
    assert!(foot(&wizard).contains("s create"), "{}", foot(&wizard));
    let mut wizard = Wizard::reviewed();
    wizard.keys("sy");
    assert!(foot(&wizard).contains("stop"), "{}", foot(&wizard));
    wizard.keys("<esc>y");
    assert!(!foot(&wizard).contains("stop"), "{}", foot(&wizard));
}

#[test]
fn a_flaw_in_a_line_one_has_left_is_told_in_words() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<alt-n><ctrl-t>203.0.113.300").shows_not("not an IPv4 address");
    wizard.keys("<tab>").shows("The address is not an IPv4 address");
    wizard.keys("<backtab><backspace>").shows_not("not an IPv4 address");
}

#[test]
fn the_palette_finds_a_field_by_its_name_wire_name_or_value() {
    let mut wizard = Wizard::filled();
    wizard.keys("<ctrl-g>remote cidr<enter>");
    wizard.is_on(WizardStep::Connection);
    wizard.line("\u{25b8} Remote CIDR");
    wizard.keys("<f3>2.TunnelIpsecConfig.IpsecLifetime<enter>");
    wizard.is_on(WizardStep::Tunnel(2));
    wizard.line("\u{25b8} SA lifetime");
    wizard.keys("<f3>10.0.0.0/16<enter>");
    wizard.line("\u{25b8} Local CIDR");
    wizard.keys("<f3>no such field anywhere<enter>");
    assert_eq!(wizard.notice(), "Nothing is selected.");
    wizard.keys("<esc>");
    wizard.line("\u{25b8} Local CIDR");
}

#[test]
fn the_palette_tells_what_is_switched_off_and_leads_to_the_switch() {
    let mut wizard = Wizard::filled();
    wizard.keys("<ctrl-g>").text("LocalAsn");
    let here = wizard.line("\u{25b8} ");
    assert!(here.contains("1: Local ASN") && here.contains("requires BGP"), "{here}");
    wizard.keys("<enter>");
    wizard.is_on(WizardStep::Mode);
    wizard.line("\u{25b8} BGP on both tunnels");
    wizard.keys("<space><ctrl-g>").text("LocalAsn").shows_not("requires BGP");
    wizard.keys("<enter>");
    wizard.is_on(WizardStep::Tunnel(1));
    let mut wizard = Wizard::drafting(Mode::Single);
    wizard.keys("<ctrl-g>").text("HealthCheckConfig.dip").shows("requires the health check");
    wizard.keys("<enter>");
    wizard.is_on(WizardStep::Health);
}

#[test]
fn the_palette_puts_names_before_values() {
    let mut wizard = Wizard::filled();
    wizard.go_to("EnableTunnelsBgp").keys("<space><ctrl-g>cidr 1");
    let first = wizard.line("\u{25b8} ");
    assert!(first.contains("1: Tunnel CIDR block"), "{}", wizard.screen());
    wizard.shows("Local CIDR");
}

#[test]
fn submit_with_errors_points_at_the_first_and_says_how_many() {
    let mut wizard = Wizard::new();
    wizard.keys("n").go_to("RemoteSubnet").text("nonsense");
    for _ in 0..5 {
        wizard.keys("<alt-n>");
    }
    wizard.is_on(WizardStep::Review);
    wizard.keys("<right><right>s");
    assert!(wizard.notice().contains("errors first: Enter goes to"), "{}", wizard.notice());
    wizard.line("\u{25b8} \u{2717}");
    // Whoever is used to the question answers it too early: no field gets that.
    let before = format!("{:?}", wizard.document().file());
    wizard.keys("y");
    wizard.is_on(WizardStep::Review);
    assert_eq!(format!("{:?}", wizard.document().file()), before);
    assert!(!wizard.has_submitted());
    wizard.keys("<enter>");
    assert_ne!(wizard.app.screen, Screen::Step(WizardStep::Review));
}

#[test]
fn no_command_is_offered_where_the_service_cannot_accept_the_value() {
    for (value, rule) in [("nonsense", "S-02"), ("fd00::/8", "S-05")] {
        let mut wizard = Wizard::filled();
        wizard.go_to("LocalSubnet").keys("<ctrl-u>").text(value).keys("<alt-n><alt-n><alt-n>");
        wizard.resize(120, 40).shows(rule).shows_not("To send it anyway");
    }
}

#[test]
fn an_error_names_the_command_that_lets_its_rule_pass() {
    let mut wizard = Wizard::filled();
    wizard.go_to("LocalSubnet").keys("<ctrl-u>").text("8.8.8.1/24").keys("<alt-n><alt-n><alt-n>");
    wizard.is_on(WizardStep::Review);
    wizard.resize(120, 40);
    wizard.shows("To send it anyway").shows("--allow S-03");
    wizard.keys("<end>").shows_not("To send it anyway");
}

#[test]
fn what_the_review_has_no_room_for_is_read_in_the_help() {
    let mut wizard = Wizard::filled();
    wizard.go_to("LocalSubnet").keys("<ctrl-u>").text("10.0.0.1/16").keys("<alt-n><alt-n><alt-n>");
    wizard.is_on(WizardStep::Review);
    wizard.resize(60, 16).shows_not("To send it anyway").keys("?");
    wizard.shows("ctrl-r: set").shows("To send it anyway").shows("--allow S-");
}

#[test]
fn warnings_are_accepted_one_by_one_and_remembered_in_the_saved_draft() {
    let mut wizard = Wizard::filled();
    wizard.go_to("RemoteSubnet").keys("<ctrl-u>").text("8.8.8.0/24").keys("<alt-n><alt-n><alt-n>");
    wizard.is_on(WizardStep::Review);
    let open = wizard.line("must be accepted");
    wizard.keys("s");
    assert_eq!(wizard.notice(), "Accept each warning (Space) or correct it first.");
    wizard.keys("<space>");
    assert_ne!(
        wizard.screen().lines().find(|line| line.contains("must be accepted")),
        Some(&*open)
    );
    wizard.accept_all();
    let kept = wizard.backend.kept("fra-hq-2026").acknowledged;
    assert!(kept.iter().any(|word| word.contains("RemoteSubnet")), "{kept:?}");
}

#[test]
fn an_accepted_warning_is_forgotten_when_its_field_changes() {
    let mut wizard = Wizard::filled();
    wizard.go_to("RemoteSubnet").keys("<ctrl-u>").text("8.8.8.0/24").keys("<alt-n><alt-n><alt-n>");
    wizard.accept_all();
    wizard.go_to("RemoteSubnet").keys("<ctrl-u>").text("9.9.9.0/24");
    wizard.keys("<alt-n><alt-n><alt-n>");
    wizard.shows("must be accepted before this can be sent");
    let kept = wizard.backend.kept("fra-hq-2026").acknowledged;
    assert!(kept.iter().all(|word| !word.contains("RemoteSubnet")), "{kept:?}");
}

#[test]
fn accepting_is_undone_like_anything_else() {
    let mut wizard = Wizard::filled();
    wizard.go_to("RemoteSubnet").keys("<ctrl-u>").text("8.8.8.0/24").keys("<alt-n><alt-n><alt-n>");
    let open = wizard.line("must be accepted");
    wizard.keys("<space><alt-u>");
    assert_eq!(wizard.line("must be accepted"), open);
}

#[test]
fn enter_is_no_answer_to_whether_it_shall_be_created() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("s<enter><enter>").paste("y\n");
    assert!(!wizard.has_submitted());
    wizard.keys("n");
    wizard.is_on(WizardStep::Review);
    assert!(!wizard.has_submitted());
}

#[test]
fn a_dry_run_first_and_then_the_creation() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("d");
    assert!(wizard.order().1.agreed.dry_run);
    wizard.submitted(SubmitOutcome::DryRunPassed { request_id: Some("3F4A".to_owned()) });
    wizard.shows("Submit now creates it.").keys("s").keys("y");
    assert!(!wizard.order().1.agreed.dry_run);
}

#[test]
fn a_refusal_leads_to_its_field_with_the_reason_beside_it() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("sy");
    wizard.submitted(refused("IllegalParam.LocalSubnet"));
    wizard.shows("IllegalParam.LocalSubnet").keys("<enter>");
    wizard.is_on(WizardStep::Connection);
    wizard.shows("Refused by the service: IllegalParam.LocalSubnet");
    assert!(wizard.line("\u{25b8} Local CIDR").contains('\u{2717}'));
    wizard.keys("<backspace>5");
    wizard.shows_not("Refused by the service");
}

#[test]
fn a_refusal_that_is_about_no_field_can_be_sent_again() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("sy").submitted(refused("Resource.QuotaFull"));
    wizard.shows("s send again");
    wizard.keys("s").shows("Create fra-hq-2026").keys("y");
    assert_eq!(wizard.app.screen, Screen::Sending);
    wizard.submitted(refused("IllegalParam.LocalSubnet")).shows_not("s send again");
}

#[test]
fn a_lost_answer_is_said_plainly_and_sent_again_with_the_same_draft() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("sy");
    wizard.submitted(SubmitOutcome::Unknown { reason: None, lookup: Lookup::Nothing });
    wizard.shows("unknown").shows("the same token is sent");
    wizard.keys("s").keys("y");
    assert!(!wizard.order().1.agreed.again);
}

#[test]
fn keys_that_cannot_be_had_are_told_and_nothing_is_sent() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("sy");
    let (ticket, _) = wizard.order();
    let told = vec!["the variable VPN_KEY is not set".to_owned()];
    wizard.tell(tunnelsmith::tui::Msg::Submitted(ticket, Box::new(SubmitResult::NotBegun(told))));
    wizard.shows("Nothing was sent.").shows("the variable VPN_KEY is not set");
    wizard.keys("<enter>");
    wizard.is_on(WizardStep::Review);
}

#[test]
fn a_submission_is_stopped_only_when_that_was_asked_for_and_meant() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("sy<esc>");
    wizard.shows("Stop?").keys("n");
    assert!(!wizard.effects().iter().any(|effect| matches!(effect, Effect::Cancel(_))));
    wizard.keys("<esc>y");
    assert!(wizard.effects().iter().any(|effect| matches!(effect, Effect::Cancel(_))));
    wizard.shows("Stopping");
}

#[test]
fn the_first_enter_leads_to_the_region_where_none_is_known() {
    let region = super::harness::path("RegionId");
    let mut wizard = Wizard::with_backend(Backend::signed_out());
    wizard.keys("n<enter>").is_on(WizardStep::Mode);
    assert_eq!(wizard.app.form.focused(wizard.app.screen), Some(FormItem::Field(region)));
    wizard.keys("<alt-n>").shows("press Enter").keys("<ctrl-t>");
    assert!(wizard.notice().contains("press Enter"), "{}", wizard.notice());
    wizard.keys("<enter>").is_on(WizardStep::Mode);
    wizard.keys("eu-central-1<enter><up><up><enter>").is_on(WizardStep::Gateways);
}

#[test]
fn home_names_the_region_that_new_drafts_get() {
    let mut backend = Backend::default();
    if let Ok(who) = &mut backend.account {
        who.region = None;
    }
    let mut wizard = Wizard::with(backend, |setup| setup.region = Some("eu-west-1".to_owned()));
    wizard.shows("region eu-west-1").keys("n");
    assert_eq!(wizard.value("RegionId"), "eu-west-1");
}

#[test]
fn whoever_is_signed_out_can_still_write_a_draft_and_is_told_what_to_do() {
    let mut wizard = Wizard::with_backend(Backend::signed_out());
    wizard.shows("You are not signed in").shows("sandbox");
    wizard.keys("n").go_to("RegionId").keys("eu-central-1<enter>");
    wizard.keys("<alt-n>");
    wizard.is_on(WizardStep::Gateways);
    wizard.shows("You are not signed in");
    wizard.text("cgw-p0w2jemrcj5u61un8xxxx").keys("<enter>");
    let gateway = wizard.value("TunnelOptionsSpecification.1.CustomerGatewayId");
    assert_eq!(gateway, "cgw-p0w2jemrcj5u61un8xxxx");
}

#[test]
fn at_the_gateways_refused_credentials_are_not_called_missing() {
    let mut backend = Backend::signed_out();
    let why = "the signature does not match".to_owned();
    backend.account = Err(SignedOut { why, nothing: false });
    let mut wizard = Wizard::with_backend(backend);
    wizard.keys("n").go_to("RegionId").keys("eu-central-1<enter>");
    wizard.keys("<alt-n>");
    wizard.is_on(WizardStep::Gateways);
    wizard.shows("signature does not").shows("restart");
    wizard.shows_not("You are not signed in");
}

#[test]
fn a_gateway_with_something_against_it_is_told_and_the_next_enter_goes_on_with_it() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("EnableTunnelsBgp").keys("<space><alt-n>");
    wizard.is_on(WizardStep::Gateways);
    wizard.keys("muc-plant<enter>");
    assert!(wizard.notice().starts_with("This page has an error"), "{}", wizard.screen());
    wizard.keys("<enter>");
    let gateway = wizard.value("TunnelOptionsSpecification.1.CustomerGatewayId");
    assert_eq!(gateway, "cgw-sandboxmucplant000005");
    assert_eq!(wizard.app.gateways.slot, 1);
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<alt-n>fra-dc1-a<enter>fra-dc1-a<enter>");
    assert!(wizard.notice().starts_with("This page has a warning"), "{}", wizard.screen());
}

#[test]
fn one_tunnel_is_told_of_no_other() {
    let mut wizard = Wizard::drafting(Mode::Single);
    wizard.resize(120, 40);
    for wire in ["CustomerGatewayId", "EnableDpd"] {
        wizard.go_to(wire).shows_not("Both tunnels").shows_not("other tunnel");
    }
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.resize(120, 40).go_to("1.CustomerGatewayId").shows("Both tunnels");
}

#[test]
fn every_field_that_one_finding_misses_has_the_mark() {
    let mut wizard = Wizard::drafting(Mode::Single);
    wizard.go_to("HealthCheckConfig.enable").keys("<space>");
    for label in ["  Destination", "  Source"] {
        assert!(wizard.line(label).ends_with('\u{25cb}'), "{label}\n{}", wizard.screen());
    }
}

#[test]
fn a_slot_that_has_the_keys_again_has_the_cursor_on_its_gateway() {
    let gateway = "TunnelOptionsSpecification.1.CustomerGatewayId";
    let chosen = "cgw-sandboxfradc1b0000002";
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<alt-n>fra-dc1-b<enter>sgp<enter>");
    // By the step before, by the slot of the other tunnel, by the palette, and by emptying the filter.
    for keys in ["<alt-p><enter>", "<alt-p><alt-n>", "<tab><backtab>", "fra-dc1-a<esc>"] {
        wizard.go_to(gateway).keys(keys).is_on(WizardStep::Gateways);
        assert_eq!(wizard.app.gateways.slot, 0, "{keys}");
        wizard.line("\u{25b8} fra-dc1-b");
        wizard.keys("<enter>");
        assert_eq!(wizard.value(gateway), chosen, "{keys}");
    }
    // While the list is on its way, too, and where it does not have the gateway at all.
    wizard.go_to(gateway).hold().keys("<ctrl-r>");
    wizard.line("\u{25b8} keep cgw-sandboxfradc1b0000002");
    wizard.release().shows_not("keep cgw-").line("\u{25b8} fra-dc1-b");
    wizard.text("cgw-notinthelist0000001").keys("<enter>").go_to(gateway).keys("<enter>");
    assert_eq!(wizard.value(gateway), "cgw-notinthelist0000001");
    // Whoever moves the cursor means another one.
    wizard.go_to(gateway).keys("<down><enter>");
    assert_eq!(wizard.value(gateway), "cgw-sandboxfradc1a0000001");
}

#[test]
fn every_window_tells_the_id_of_the_gateway_at_the_cursor() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<alt-n>");
    for (columns, rows) in [(60, 16), (80, 24), (120, 40), (200, 60)] {
        wizard.resize(columns, rows).keys("<pageup>");
        wizard.shows("cgw-sandboxfradc1a0000001").keys("<down><down>");
        wizard.shows("cgw-sandboxlonoffice00003");
    }
}

#[test]
fn a_gateway_is_made_without_leaving_the_walk() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<alt-n>198.51.100.200<ctrl-t>");
    wizard.shows("New customer gateway").keys("<tab>65050<tab>par-dc<tab><tab><enter>");
    let gateway = wizard.value("TunnelOptionsSpecification.1.CustomerGatewayId");
    assert_eq!(gateway, "cgw-madebythewizard000001");
    wizard.line("par-dc");
    assert_eq!(wizard.app.gateways.slot, 1);
}

#[test]
fn enter_in_a_line_of_a_new_gateway_makes_nothing_and_leads_to_the_next() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<alt-n><ctrl-t>198.51.100.200<enter>65050<enter>par-dc<enter>at the gate<enter>");
    let makes = |effect: &Effect| matches!(effect, Effect::CreateGateway(..));
    assert!(!wizard.effects().iter().any(makes));
    wizard.line("\u{25b8} [ Create ]");
    wizard.keys("x<enter>");
    let made = wizard.effects().into_iter().find_map(|effect| match effect {
        Effect::CreateGateway(_, wanted) => Some(*wanted),
        _ => None,
    });
    let made = made.expect("Enter in the last row makes it");
    assert_eq!((made.ip.as_str(), made.asn), ("198.51.100.200", Some(65050)));
    assert_eq!(made.description.as_deref(), Some("at the gate"));
}

#[test]
fn a_new_gateway_without_an_asn_is_warned_of_where_bgp_wants_one() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<alt-n><ctrl-t>").shows_not("cannot be added later").keys("<esc>");
    wizard.go_to("EnableTunnelsBgp").keys("<space><alt-n><ctrl-t>198.51.100.200");
    wizard.shows("BGP is on in this draft").keys("<enter>65050").shows_not("BGP is on");
}

#[test]
fn what_is_missing_for_a_gateway_is_told_at_its_line() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<alt-n><ctrl-t>1.2.3<backtab><enter>");
    wizard.shows("The address is not an IPv4 address");
    wizard.keys("<ctrl-u>1.2.3.4<tab>45104<tab><tab><tab><enter>");
    wizard.shows("45104 is the ASN of Alibaba Cloud");
    wizard.keys("<esc>");
    wizard.is_on(WizardStep::Gateways);
}

#[test]
fn a_preset_fills_both_phases_of_its_tunnel_and_undo_takes_it_back_at_once() {
    let mut wizard = Wizard::filled();
    let before = wizard.draft().clone();
    wizard.keys("<up><enter>compatible<enter>");
    let tunnel = |name: &str| format!("TunnelOptionsSpecification.2.{name}");
    assert_eq!(wizard.value(&tunnel("TunnelIkeConfig.IkeVersion")), "ikev1");
    assert_eq!(wizard.value(&tunnel("TunnelIpsecConfig.IpsecEncAlg")), "aes");
    assert_eq!(wizard.value("TunnelOptionsSpecification.1.TunnelIkeConfig.IkeVersion"), "ikev2");
    wizard.keys("<alt-u>");
    assert_eq!(*wizard.draft(), before);
}

#[test]
fn what_a_preset_needs_and_writes_is_read_before_it_is_taken() {
    let mut wizard = Wizard::filled();
    wizard.keys("<up><enter>");
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        wizard.resize(columns, rows).keys("<ctrl-u>cisco");
        wizard.shows("profiles.").shows("Sets ikev2 main aes256 sha256 group14 86400 /");
        wizard.keys("<ctrl-u>");
        for name in ["Modern", "Compatible", "strongSwan", "Cisco"] {
            wizard.shows(name);
        }
        wizard.keys("<down>").shows("Sets ikev1 main aes sha1 group2 86400 /");
    }
}

#[test]
fn tunnel_1_is_copied_without_its_key_or_with_it() {
    let psk = "TunnelOptionsSpecification.2.TunnelIkeConfig.Psk";
    for (answer, key) in [("n", "Zw4nLb8sYc6hJf3g"), ("y", "kT7mPq2vXw9bRd4c")] {
        let mut wizard = Wizard::filled();
        wizard.go_to("1.TunnelIkeConfig.IkeLifetime").keys("<ctrl-u>3600");
        wizard.go_to("EnableTunnelsBgp").keys("<space>");
        wizard.go_to("1.TunnelBgpConfig.TunnelCidr").keys("<ctrl-t>");
        wizard.go_to("2.TunnelIkeConfig.Psk").keys("<up><up><enter>");
        wizard.shows("Copy the pre-shared key, too?").keys(answer);
        // What is suggested and not copied is looked at next.
        wizard.shows("▸ Tunnel CIDR block");
        assert_eq!(
            wizard.value("TunnelOptionsSpecification.2.TunnelIkeConfig.IkeLifetime"),
            "3600"
        );
        assert_eq!(wizard.value(psk), key, "answered {answer}");
        let block = |tunnel: u16| {
            wizard.value(&format!("TunnelOptionsSpecification.{tunnel}.TunnelBgpConfig.TunnelCidr"))
        };
        assert_eq!((block(1).as_str(), block(2).as_str()), ("169.254.10.0/30", "169.254.11.0/30"));
    }
}

#[test]
fn a_copy_without_its_key_leads_to_the_key_that_is_missing() {
    let mut wizard = Wizard::filled();
    wizard.go_to("2.TunnelIkeConfig.Psk").keys("<ctrl-u><up><up><enter>n");
    wizard.shows("▸ Pre-shared key").keys("<ctrl-t>");
    wizard.shows("generate a key for Pre-shared key (tunnel 2)");
}

#[test]
fn enter_leaves_an_empty_choice_at_its_default() {
    let mut wizard = Wizard::filled();
    wizard.go_to("AutoConfigRoute").shows("▸ Automatic routes").keys("<enter>");
    wizard.shows("▸ [ Add a tag ]").shows("(true, the default)");
}

#[test]
fn esc_at_the_question_about_the_key_copies_nothing() {
    let mut wizard = Wizard::filled();
    wizard.go_to("1.TunnelIkeConfig.IkeLifetime").keys("<ctrl-u>3600");
    wizard.go_to("2.TunnelIkeConfig.Psk").keys("<up><up><enter><esc>");
    assert_eq!(wizard.value("TunnelOptionsSpecification.2.TunnelIkeConfig.IkeLifetime"), "86400");
}

#[test]
fn what_the_rules_suggest_is_one_key_away() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("EnableTunnelsBgp").keys("<space>");
    wizard.go_to("1.TunnelBgpConfig.TunnelCidr").keys("<ctrl-t>");
    wizard.go_to("1.TunnelBgpConfig.LocalBgpIp").keys("<ctrl-t>");
    wizard.go_to("1.TunnelIkeConfig.Psk").keys("<ctrl-t>");
    let tunnel = |name: &str| wizard.value(&format!("TunnelOptionsSpecification.1.{name}"));
    assert_eq!(tunnel("TunnelBgpConfig.TunnelCidr"), "169.254.10.0/30");
    assert_eq!(tunnel("TunnelBgpConfig.LocalBgpIp"), "169.254.10.1");
    assert_eq!(tunnel("TunnelIkeConfig.Psk").len(), 32);
    wizard.go_to("Name").keys("<ctrl-t>");
    assert_eq!(wizard.notice(), "No suggestion is available for this field.");
}

#[test]
fn networks_that_bgp_is_limited_by_are_widened_on_both_sides_by_one_key() {
    let mut wizard = Wizard::filled();
    wizard.go_to("EnableTunnelsBgp").keys("<space>").go_to("RemoteSubnet");
    wizard.shows("S-17").keys("<ctrl-r>");
    let notice = wizard.notice();
    for part in
        ["set Local CIDR blocks", "set Remote CIDR blocks", "0.0.0.0/0", "Press alt-u to undo"]
    {
        assert!(notice.contains(part), "{part}: {notice}");
    }
    wizard.keys("<left>").shows_not("S-17");
    for side in ["LocalSubnet", "RemoteSubnet"] {
        assert_eq!(wizard.value(side), "0.0.0.0/0", "{side}");
    }
    wizard.keys("<alt-u>");
    assert_eq!(wizard.value("LocalSubnet"), "10.0.0.0/16");
}

#[test]
fn tags_are_added_and_taken_out_and_none_is_lost() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("RemoteSubnet").keys("<down><down><down><enter>");
    wizard.keys("site<enter>fra<enter><enter>cost<enter>4711");
    assert_eq!(wizard.value("Tags.1.Key"), "site");
    assert_eq!(wizard.value("Tags.2.Value"), "4711");
    wizard.go_to("Tags.1.Value").keys("<tab><enter>");
    assert_eq!(wizard.draft().tags(), 2, "Enter takes nothing away");
    wizard.keys("<space>").shows("Tag site removed. Press alt-u to restore it.");
    // The keys stay near, where another Space takes nothing more away.
    wizard.line("\u{25b8} [ Add a tag ]");
    assert_eq!(wizard.value("Tags.1.Key"), "cost");
    assert_eq!(wizard.draft().tags(), 1);
    wizard.keys("<alt-u>");
    assert_eq!(wizard.value("Tags.2.Key"), "cost");
}

/// The signs of the rail, from the first step to the last.
fn rail(wizard: &mut Wizard) -> String {
    wizard.resize(80, 24);
    let signs = wizard
        .screen()
        .lines()
        .skip(2)
        .map(|line| line.chars().nth(1).unwrap_or(' '))
        .collect::<String>();
    signs.trim_end().chars().take_while(|sign| *sign != ' ').collect()
}

#[test]
fn the_rail_tells_what_was_done_from_what_only_stands_there() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    assert_eq!(rail(&mut wizard), "\u{2713}\u{b7}\u{b7}\u{b7}\u{b7}\u{b7}\u{b7}");
    // A preset that stands there counts once somebody has been there.
    wizard.keys("<alt-n><alt-n><alt-n><alt-n><alt-n>");
    assert_eq!(rail(&mut wizard), "\u{2713}\u{b7}\u{b7}\u{b7}\u{2713}\u{b7}\u{b7}");
    // Without a region the mode is chosen all the same.
    let mut wizard = Wizard::with_backend(Backend::signed_out());
    wizard.keys("n");
    assert!(rail(&mut wizard).starts_with("\u{25cb}\u{b7}"), "{}", wizard.screen());
    // A warning is still to be seen to where it is, and nothing else is.
    let mut wizard = Wizard::filled();
    wizard.go_to("RemoteSubnet").keys("<ctrl-u>").text("8.8.8.0/24").keys("<alt-n><alt-n><alt-n>");
    assert_eq!(rail(&mut wizard).chars().nth(3), Some('\u{25cb}'));
    wizard.accept_all();
    // The device was left out, which is no fault.
    assert_eq!(rail(&mut wizard), "\u{2713}\u{2713}\u{b7}\u{2713}\u{2713}\u{2713}\u{2713}");
    // What was kept was seen.
    let mut wizard = Wizard::reopened();
    assert_eq!(rail(&mut wizard).chars().skip(4).take(2).collect::<String>(), "\u{2713}\u{2713}");
}

#[test]
fn keys_that_do_nothing_are_not_listed_and_say_so() {
    let nothing = "This key has no function here.";
    let mut wizard = Wizard::new();
    for key in ["<ctrl-s>", "<ctrl-o>", "<ctrl-t>", "<ctrl-r>", "<ctrl-n>", "<ctrl-x>", "<alt-u>"] {
        wizard.keys(key);
        assert_eq!(wizard.notice(), nothing, "{key}");
    }
    let without = |wizard: &mut Wizard, keys: &[&str]| {
        wizard.resize(200, 60);
        wizard.shows("ctrl-c F10").shows("ctrl-l");
        for key in keys {
            wizard.shows_not(key);
        }
    };
    wizard.keys("?");
    without(&mut wizard, &["ctrl-s", "ctrl-o", "ctrl-t", "ctrl-r", "ctrl-n", "ctrl-x", "alt-u"]);
    let mut wizard = Wizard::reviewed();
    wizard.keys("sy<ctrl-s>");
    assert_eq!(wizard.notice(), nothing);
    wizard.submitted(created()).keys("<ctrl-s>");
    assert_eq!(wizard.notice(), nothing);
    wizard.keys("<f1>");
    without(&mut wizard, &["ctrl-s", "ctrl-g", "alt-n", "Tab"]);
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<ctrl-s>fra<ctrl-n>").shows("fra");
    assert_eq!(wizard.notice(), nothing);
    wizard.keys("<esc><alt-n><f1>");
    without(&mut wizard, &["apply the repair", "fill in what is suggested", "ctrl-x"]);
    wizard.shows("ctrl-s").shows("load the list again");
}

#[test]
fn help_opens_over_lists_lines_and_questions_and_leaves_them_as_they_were() {
    let mut wizard = Wizard::filled();
    wizard.keys("<ctrl-g>remote<f1>").shows("Type to filter.").shows("ctrl-End").shows_not("alt-n");
    wizard.keys("<esc>").shows("Go to a field").shows("remote").keys("<enter>");
    wizard.line("\u{25b8} Remote CIDR");
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<ctrl-s><ctrl-u>muc<f1>").shows("select, open, continue").shows_not("ctrl-g");
    wizard.keys("<esc>?").shows("muc?").keys("<backspace><enter>");
    assert_eq!(wizard.backend.names(), ["muc"]);
    let mut wizard = Wizard::reviewed();
    wizard.keys("s<f1>").shows("yes").keys("<esc>").shows("Create fra-hq-2026").keys("y");
    assert!(wizard.has_submitted());
}

#[test]
fn help_lists_the_keys_of_the_place_and_closes_again() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<f1>");
    wizard.shows("Keys").shows("ctrl-s");
    wizard.keys("<esc>");
    wizard.is_on(WizardStep::Mode);
}
