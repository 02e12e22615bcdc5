//! Every screen in its main states as a picture, at the four sizes the wizard promises to work at.
//!
//! `INSTA_UPDATE=always cargo test --test suite wizard::screens` takes new pictures. Read them before
//! they are kept.

mod chinese;

use std::time::Duration;

use jiff::SignedDuration;
use tunnelsmith::cloud::{NotSent, NotSentCause};
use tunnelsmith::connection::{Key, Mode, Realm};
use tunnelsmith::drafts::journal::{
    JournalEntry, JournalOutcome, JournalOutcomeKind, SubmissionRecord,
};
use tunnelsmith::drafts::{Bookmark, DraftFile, DraftName};
use tunnelsmith::flow::{
    DraftChange, Lookup, SubmitOutcome, SubmitStep as Progress, WorkspaceContents,
};
use tunnelsmith::tui::{Effect, Msg, SignedOut, Theme, WizardStep};

use crate::support::refer_to;

use super::backend::{Backend, account, now};
use super::device::configuration;
use super::harness::{Wizard, created, draft, refused};

const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 40), (200, 60)];

/// Compares the picture at each size with the one that was kept.
#[track_caller]
fn looks(wizard: &mut Wizard, name: &str) {
    looks_at(wizard, name, &SIZES);
}

#[track_caller]
fn looks_at(wizard: &mut Wizard, name: &str, sizes: &[(u16, u16)]) {
    // Where there is more room, another language looks as English does.
    let sizes = if wizard.is_english() { sizes } else { &SIZES[..2] };
    let mut pictures = String::new();
    for (columns, rows) in sizes.iter().copied() {
        wizard.resize(columns, rows);
        let edge = "-".repeat(columns.into());
        pictures.push_str(&format!("{columns}x{rows}\n{edge}\n{}\n{edge}\n", wizard.screen()));
        chinese::is_well_set(wizard);
    }
    wizard.resize(80, 24);
    settings(wizard).bind(|| insta::assert_snapshot!(name, pictures));
}

/// The pictures of a language lie in a folder of their own.
fn settings(wizard: &Wizard) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    if !wizard.is_english() {
        settings.set_snapshot_path(format!("snapshots/{}", wizard.app.texts.language().tag()));
    }
    settings
}

/// Compares the picture at the two sizes that everything is built for.
#[track_caller]
pub fn looks_small(wizard: &mut Wizard, name: &str) {
    looks_at(wizard, name, &SIZES[..2]);
}

/// Compares the picture and how its cells look, in the smallest window.
#[track_caller]
fn looks_styled(wizard: &mut Wizard, name: &str) {
    wizard.resize(60, 16);
    let edge = "-".repeat(60);
    let (screen, looks) = (wizard.screen(), wizard.looks());
    let pictures = format!("{edge}\n{screen}\n{edge}\n{looks}\n{edge}\n");
    settings(wizard).bind(|| insta::assert_snapshot!(name, pictures));
}

pub fn submitted(ending: Option<JournalOutcomeKind>, name: &str, hours: i64) -> JournalEntry {
    let at = now() - SignedDuration::from_hours(hours);
    let id = (ending == Some(JournalOutcomeKind::Created))
        .then(|| "vco-6xlj89qlpdn7gf5df2ax".to_owned());
    let settled = ending.map(|ending| JournalOutcome {
        at,
        ending,
        connection_id: id,
        request_id: Some("3F4A-1B2C".to_owned()),
        code: (ending == JournalOutcomeKind::Refused)
            .then(|| "IllegalParam.LocalSubnet".to_owned()),
    });
    let begun = SubmissionRecord {
        submission: format!("submission-{hours}"),
        at,
        token: "5f1c7a52-0000-4000-8000-000000000001".parse().unwrap(),
        parameters: "00".to_owned(),
        salt: "00".to_owned(),
        secrets: "00".to_owned(),
        realm: Realm {
            account: account("1234567890123456"),
            endpoint: "https://vpc.eu-central-1.aliyuncs.com".to_owned(),
            region: "eu-central-1".to_owned(),
        },
        name: Some(name.to_owned()),
        file: "@fra-hq-2026".to_owned(),
        draft: "9f86d081884c7d65".to_owned(),
        dry_run: false,
    };
    JournalEntry { begun, attempts: 1, last_attempt: None, settled }
}

fn busy_home(home: &mut WorkspaceContents) {
    home.open = vec![submitted(None, "fra-hq-2026", 1)];
    home.submissions = vec![
        submitted(None, "fra-hq-2026", 1),
        submitted(Some(JournalOutcomeKind::Created), "muc-2026", 30),
        submitted(Some(JournalOutcomeKind::Refused), "lon-2025", 700),
    ];
}

/// At home with a draft and a copy of it, and submissions of all kinds.
fn settled() -> Wizard {
    let mut wizard = Wizard::reopened();
    wizard.backend.add_to_home = busy_home;
    wizard.go_home();
    wizard
}

/// A single-tunnel draft with its gateway, networks and key.
fn single() -> Wizard {
    let mut wizard = Wizard::drafting(Mode::Single);
    wizard.keys("<alt-n>fra-dc1-a<enter><enter>");
    wizard.keys("muc-2026<tab><tab>10.0.0.0/16<tab>192.168.0.0/16<alt-n>kT7mPq2vXw9bRd4c");
    wizard.is_on(WizardStep::Phase1);
    wizard
}

#[test]
pub fn home() {
    let mut wizard = Wizard::new();
    looks(&mut wizard, "home-empty");
    wizard.hold().keys("i");
    looks(&mut wizard, "home-asking");
    let mut wizard = settled();
    looks(&mut wizard, "home-drafts");
    wizard.keys("<right><right>");
    looks(&mut wizard, "home-submissions");
    wizard.keys("<down><enter>");
    looks(&mut wizard, "home-submission");
    wizard.keys("<esc><left><left><end>xy<left>");
    looks(&mut wizard, "home-trash");
}

#[test]
pub fn what_an_earlier_version_has_different() {
    let key = "TunnelOptionsSpecification.1.TunnelIkeConfig.Psk";
    let values = [("RemoteSubnet", "192.168.0.0/16"), (key, "kT7mPq2vXw9bRd4c")];
    let kept = draft(Mode::Dual, &values);
    let mut wizard = Wizard::in_field(DraftFile::from(kept), "RemoteSubnet");
    wizard.keys("<ctrl-u>172.20.0.0/16");
    wizard.go_to(key).keys("<ctrl-u>Zw4nLb8sYc6hJf3g");
    wizard.go_home().keys("<home><down>v<enter>");
    looks(&mut wizard, "home-difference");
}

#[test]
fn the_whole_id_of_a_connection_is_at_home_in_every_window() {
    let mut wizard = settled();
    wizard.keys("<right><right>");
    for (columns, rows) in SIZES {
        wizard.resize(columns, rows);
        assert!(wizard.line("created").contains("vco-6xlj89qlpdn7gf5df2ax"), "{}", wizard.screen());
        wizard.shows("lon-2025");
    }
}

#[test]
fn no_two_fields_look_alike_in_the_list_of_fields() {
    let mut wizard = Wizard::filled();
    for (columns, rows) in SIZES {
        wizard.resize(columns, rows);
        let mut seen = std::collections::BTreeSet::new();
        for word in ["encryption", "authentication", "lifetime", "Diffie", "PFS", "key", "tunnel"] {
            wizard.keys("<ctrl-g>").text(word);
            let screen = wizard.screen();
            for line in screen.lines().filter(|line| line.contains(": ")) {
                // Without what stands beside the label, which two tunnels may share.
                let label = line.split_once(": ").map(|(before, after)| {
                    let number = before.chars().last().unwrap();
                    let label = after.split("  ").next().unwrap();
                    (columns, word, number, label.to_owned())
                });
                assert!(seen.insert(label.clone()), "{label:?} twice:\n{screen}");
            }
            wizard.keys("<esc>");
        }
        assert!(seen.len() > 10, "{seen:?}");
    }
}

#[test]
pub fn home_without_an_account() {
    let mut wizard = Wizard::with_backend(Backend::signed_out());
    looks(&mut wizard, "home-signed-out");
    wizard.keys("b");
    looks(&mut wizard, "home-sandbox");
    let why = "profile vpn of ~/.aliyun/config.json: the access key secret is missing";
    let mut backend = Backend::signed_out();
    backend.account = Err(SignedOut { why: why.to_owned(), nothing: false });
    looks(&mut Wizard::with_backend(backend), "home-account-failed");
}

#[test]
pub fn mode() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    looks(&mut wizard, "mode-dual");
    let mut wizard = Wizard::filled();
    for _ in 0..5 {
        wizard.keys("<alt-p>");
    }
    wizard.keys("<down><enter>");
    looks(&mut wizard, "mode-dropped");
    wizard.keys("<esc>");
    looks(&mut wizard, "mode-single");
    wizard.keys("<tab><space>");
    looks(&mut wizard, "choose-region");
}

#[test]
pub fn gateways() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.hold().keys("<alt-n>");
    let pages = wizard.answers(|effect| matches!(effect, Effect::LoadGateways(..)));
    looks(&mut wizard, "gateways-loading");
    for page in pages {
        wizard.tell(page);
    }
    wizard.release();
    looks(&mut wizard, "gateways-loaded");
    wizard.text("fra");
    looks(&mut wizard, "gateways-filtered");
    wizard.keys("<enter>fra-dc1-a<enter>");
    looks(&mut wizard, "gateways-warned");
    wizard.keys("<ctrl-t>203.0.113.300<tab>");
    looks(&mut wizard, "new-gateway");
}

#[test]
pub fn gateways_that_cannot_be_had() {
    let mut backend = Backend::default();
    backend.gateways_fail = Some("vpc.eu-central-1.aliyuncs.com: connection refused".to_owned());
    let mut wizard = Wizard::with_backend(backend);
    wizard.keys("n<alt-n>");
    looks(&mut wizard, "gateways-failed");
    let mut wizard = Wizard::with_backend(Backend::signed_out());
    wizard.keys("n<alt-n>");
    looks(&mut wizard, "gateways-no-region");
    wizard.go_to("RegionId").keys("eu-central-1<enter><alt-n>");
    looks(&mut wizard, "gateways-signed-out");
    let mut wizard = Wizard::drafting(Mode::Single);
    wizard.keys("<alt-n>");
    looks(&mut wizard, "gateways-single");
}

#[test]
pub fn the_device() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<alt-n>fra-dc1-a<enter>fra-dc1-b<enter>");
    looks(&mut wizard, "device-empty");
    wizard.keys("<up><up><up><enter>");
    looks(&mut wizard, "device-platforms");
    wizard.keys("<esc>").paste(&configuration("cisco-ios/vti-ikev2-dual-bgp.conf"));
    looks(&mut wizard, "device-read");
    wizard.keys("<enter>");
    looks(&mut wizard, "device-report");
    wizard.keys("<esc>").go_to("1.TunnelIpsecConfig.IpsecPfs").keys("<space>disabled<enter>");
    looks(&mut wizard, "device-difference");
    for _ in 0..2 {
        wizard.keys("<alt-n>");
    }
    wizard.is_on(WizardStep::Review);
    for tab in ["both-sides", "device"] {
        wizard.keys("<left>");
        looks(&mut wizard, &format!("review-{tab}"));
    }
    wizard.keys("<right><right><right>");
    looks(&mut wizard, "review-summary-read");
}

#[test]
pub fn forms_of_two_tunnels() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<alt-n><alt-n><alt-n>");
    looks(&mut wizard, "connection-new");
    wizard.go_to("RemoteSubnet").text("10.0.0.1/24,10.0.0.0/8").keys("<tab><backtab>");
    looks(&mut wizard, "connection-findings");
    wizard.keys("<alt-n>");
    looks(&mut wizard, "tunnel-new");
    wizard.go_to("EnableTunnelsBgp").keys("<space>");
    wizard.go_to("1.TunnelBgpConfig.TunnelCidr").text("169.254.10.1/30").keys("<tab><backtab>");
    looks(&mut wizard, "tunnel-findings");
    let mut wizard = Wizard::filled();
    looks(&mut wizard, "tunnel-2");
    wizard.go_to("RemoteSubnet").keys("<down><down><down><enter>site<tab>fra");
    looks(&mut wizard, "connection-tags");
}

#[test]
pub fn forms_of_one_tunnel() {
    let mut wizard = Wizard::drafting(Mode::Single);
    wizard.keys("<alt-n><alt-n><alt-n>");
    looks(&mut wizard, "single-connection");
    wizard.go_to("RemoteSubnet").text("10.0.0.1/24,10.0.0.0/8").keys("<tab><backtab>");
    looks(&mut wizard, "single-connection-findings");
    let mut wizard = single();
    looks(&mut wizard, "single-phase-1");
    wizard.keys("<alt-n>");
    looks(&mut wizard, "single-phase-2");
    wizard.keys("<alt-n><space>");
    looks(&mut wizard, "single-bgp");
    wizard.keys("<space><alt-n>");
    looks(&mut wizard, "single-liveness");
    wizard.keys("<alt-n><space><tab>192.168.0.10");
    looks(&mut wizard, "single-health");
    wizard.keys("<alt-n>");
    looks(&mut wizard, "single-review");
}

#[test]
pub fn review() {
    let mut wizard = Wizard::filled();
    wizard.go_to("RemoteSubnet").keys("<ctrl-u>8.8.8.0/24<alt-n><alt-n><alt-n>");
    looks(&mut wizard, "review-warnings");
    wizard.go_to("LocalSubnet").keys("<ctrl-u>8.8.8.1/24<alt-n><alt-n><alt-n>");
    looks(&mut wizard, "review-errors");
    let mut wizard = Wizard::reviewed();
    for tab in ["summary", "values", "parameters", "json", "command", "curl"] {
        wizard.keys("<right>");
        looks(&mut wizard, &format!("review-{tab}"));
    }
}

#[test]
pub fn what_lies_over_a_screen() {
    let mut wizard = Wizard::filled();
    wizard.keys("<f1>");
    looks(&mut wizard, "help");
    wizard.keys("<esc><ctrl-g>tunnel 2 key");
    looks(&mut wizard, "palette");
    wizard.keys("<esc><alt-a>");
    looks(&mut wizard, "actions");
    wizard.keys("<esc>").go_to("2.TunnelIkeConfig.IkeEncAlg").keys("<enter>");
    looks(&mut wizard, "choose");
    wizard.keys("<esc>").go_to("2.TunnelIkeConfig.Psk").keys("<up><enter>");
    looks(&mut wizard, "preset");
    wizard.keys("<esc><up><enter>");
    looks(&mut wizard, "question-copy-key");
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<ctrl-s><ctrl-u>fra/hq");
    looks(&mut wizard, "prompt");
    let mut wizard = Wizard::reviewed();
    wizard.keys("s");
    looks(&mut wizard, "question-submit");
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("Name").hold().keys("fra<ctrl-c>");
    looks(&mut wizard, "question-quit");
}

#[test]
pub fn a_word_to_tell() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<alt-u>");
    looks(&mut wizard, "notice");
    let mut backend = Backend::default();
    let why = "/home/somebody/.local/share/tunnelsmith/drafts/fra.json: No space left on device";
    backend.save_fails = Some(why.to_owned());
    let mut wizard = Wizard::with_backend(backend);
    wizard.keys("n").go_to("Name").keys("fra");
    looks(&mut wizard, "notice-long");
}

#[test]
fn terminals_without_signs_or_colours() {
    let with = |unicode: bool| {
        let file = super::sample("frankfurt-bgp.json");
        let mut backend = Backend::default();
        backend.put("kept", file);
        let bookmark = Bookmark {
            draft: DraftName::exactly("kept"),
            step: Some("connection".to_owned()),
            field: None,
            ..Bookmark::default()
        };
        let mut wizard = Wizard::with(backend, |setup| {
            setup.theme = Theme::new(false, unicode);
            setup.bookmark = bookmark;
        });
        wizard.go_to("RemoteSubnet").keys("<ctrl-u>").text("10.0.0.1/24").keys("<tab><backtab>");
        wizard
    };
    let mut wizard = with(false);
    assert!(
        wizard.screen().chars().all(|one| one.is_ascii() || one == '\u{2026}'),
        "{}",
        wizard.screen()
    );
    looks(&mut wizard, "ascii");
    let mut wizard = with(true);
    looks_styled(&mut wizard, "colourless-form");
    wizard.keys("<alt-n><alt-n><alt-n>");
    looks_styled(&mut wizard, "colourless-review");
    wizard.keys("<ctrl-g>cidr");
    looks_styled(&mut wizard, "colourless-list");
}

#[test]
pub fn sending() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("sy");
    let (ticket, _) = wizard.order();
    wizard.tell(Msg::Progress(ticket, Progress::Sending(1), now()));
    looks(&mut wizard, "sending");
    let later = |seconds: i64| now() + SignedDuration::from_secs(seconds);
    let because = "Throttling.User".to_owned();
    let wait = Progress::Waiting { delay: Duration::from_secs(8), because };
    wizard.tell(Msg::Progress(ticket, wait, later(2)));
    wizard.tell(Msg::Tick(later(5)));
    looks(&mut wizard, "sending-retry");
    wizard.keys("<esc>");
    looks(&mut wizard, "question-stop");
    wizard.keys("y");
    looks(&mut wizard, "sending-stopping");
    let mut wizard = Wizard::reviewed();
    wizard.keys("d");
    let (ticket, _) = wizard.order();
    wizard.tell(Msg::Progress(ticket, Progress::Sending(1), now()));
    looks(&mut wizard, "sending-dry-run");
}

#[test]
pub fn result() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("sy").submitted(created());
    looks(&mut wizard, "result-created");
    let mut wizard = Wizard::reviewed();
    wizard.keys("sy");
    wizard.submitted(refused("IllegalParam.LocalSubnet"));
    looks(&mut wizard, "result-refused");
    wizard.keys("<enter>");
    looks(&mut wizard, "result-refused-field");
    let mut wizard = Wizard::reviewed();
    wizard.keys("sy").submitted(SubmitOutcome::Unknown { reason: None, lookup: Lookup::Nothing });
    looks(&mut wizard, "result-unknown");
    let host = "vpc.eu-central-1.aliyuncs.com".to_owned();
    let at = now() - SignedDuration::from_hours(30);
    let id = "vco-6xlj89qlpdn7gf5df2ax".to_owned();
    for (outcome, name) in [
        (SubmitOutcome::NotSent(NotSent { host, cause: NotSentCause::Dns }), "result-not-sent"),
        (
            SubmitOutcome::AlreadyCreated { id, at, change: DraftChange::Nothing },
            "result-already-created",
        ),
        (SubmitOutcome::TokenTaken { file: "@muc-2026".to_owned(), at }, "result-token-taken"),
    ] {
        let mut wizard = Wizard::reviewed();
        wizard.keys("sy").submitted(outcome);
        looks(&mut wizard, name);
    }
    let mut wizard = single();
    for _ in 0..5 {
        wizard.keys("<alt-n>");
    }
    wizard.accept_all();
    wizard.keys("d").submitted(SubmitOutcome::DryRunPassed { request_id: Some("3F4A".to_owned()) });
    looks(&mut wizard, "result-single-dry-run");
}

#[test]
pub fn keys_that_are_asked_for() {
    let mut file = super::sample("frankfurt-bgp.json");
    let psk = tunnelsmith::connection::FieldPath::tunnel(1, Key::Psk);
    refer_to(&mut file, psk, tunnelsmith::drafts::KeyReference::Ask);
    let mut wizard = Wizard::on_step(file, WizardStep::Review, None);
    wizard.accept_all();
    wizard.keys("sy");
    looks(&mut wizard, "keys-asked");
}

#[test]
pub fn too_small() {
    let mut wizard = Wizard::filled();
    let mut pictures = String::new();
    for (columns, rows) in [(59, 16), (60, 15), (20, 6), (1, 1)] {
        wizard.resize(columns, rows);
        pictures.push_str(&format!("{columns}x{rows}\n{}\n\n", wizard.screen()));
    }
    settings(&wizard).bind(|| insta::assert_snapshot!("too-small", pictures));
}
