//! What else there is: other drafts, connections of the region, submissions made elsewhere. Nothing that is
//! taken is suggested, and nothing made elsewhere passes for something made here.

use tunnelsmith::connection::{Account, ConnectionFacts, Mode, Origin, Realm};
use tunnelsmith::drafts::DraftFile;
use tunnelsmith::drafts::journal::{
    ChangeEntry, ChangeKind, ChangeRecord, JournalEntry, JournalOutcomeKind,
};
use tunnelsmith::tui::{Effect, WizardStep};

use super::backend::{Backend, account};
use super::harness::{Wizard, draft, path, refused};
use super::screens::submitted;

const BLOCK: &str = "TunnelOptionsSpecification.1.TunnelBgpConfig.TunnelCidr";
const ADDRESS: &str = "TunnelOptionsSpecification.1.TunnelBgpConfig.LocalBgpIp";
const SECOND: &str = "TunnelOptionsSpecification.2.TunnelBgpConfig.TunnelCidr";
const SECOND_ADDRESS: &str = "TunnelOptionsSpecification.2.TunnelBgpConfig.LocalBgpIp";

/// A draft with BGP and this block in its first tunnel.
fn with_block(block: &str) -> DraftFile {
    let values = [
        ("RegionId", "eu-central-1"),
        ("Name", "fra-other"),
        ("EnableTunnelsBgp", "true"),
        (BLOCK, block),
        ("TunnelOptionsSpecification.1.TunnelIkeConfig.Psk", "kT7mPq2vXw9bRd4c"),
    ];
    DraftFile::from(draft(Mode::Dual, &values))
}

fn live(block: &str) -> ConnectionFacts {
    ConnectionFacts {
        id: "vco-6xlj89qlpdn7gf5df2ax".to_owned(),
        name: Some("fra-live".to_owned()),
        tunnel_cidrs: vec![block.to_owned()],
        ..ConnectionFacts::default()
    }
}

/// A new draft with BGP, in the field of the first block.
fn at_the_block(backend: Backend) -> Wizard {
    let mut wizard = Wizard::with_backend(backend);
    wizard.keys("n").go_to("EnableTunnelsBgp").keys("<space>").go_to(BLOCK);
    wizard
}

#[test]
fn a_suggested_block_is_used_by_no_draft_and_no_connection() {
    let mut backend = Backend::default();
    backend.put("fra-other", with_block("169.254.10.0/30"));
    backend.connections = vec![live("169.254.11.0/30")];
    let mut wizard = at_the_block(backend);
    wizard.keys("<ctrl-t>");
    assert_eq!(wizard.value(BLOCK), "169.254.12.0/30");
    // The repair of a missing block knows it as well.
    wizard.go_to(SECOND).keys("<tab><backtab>").shows("169.254.13.0/30").keys("<ctrl-r>");
    assert_eq!(wizard.value(SECOND), "169.254.13.0/30");
}

#[test]
fn a_block_in_use_is_told_before_anything_is_sent_and_another_one_offered() {
    let mut backend = Backend::default();
    backend.put("fra-other", with_block("169.254.30.0/30"));
    backend.connections = vec![live("169.254.31.0/30")];
    let mut wizard = at_the_block(backend);
    wizard.text("169.254.30.0/30").keys("<tab>169.254.30.2<tab>");
    wizard.go_to(BLOCK).shows("Q-10").shows("fra-other").keys("<ctrl-t>");
    assert_eq!(wizard.value(BLOCK), "169.254.10.0/30");
    assert_eq!(wizard.value(ADDRESS), "169.254.10.2", "to the same end of the block");
    wizard.keys("<ctrl-u>").text("169.254.31.0/30").keys("<tab>").go_to(BLOCK);
    wizard.shows("B-08").shows("fra-live").shows_not("Q-10").keys("<ctrl-r>");
    assert_eq!(wizard.value(BLOCK), "169.254.10.0/30");
}

#[test]
fn a_region_without_bgp_is_told_where_bgp_is_switched_on() {
    for (has_bgp, is_told) in [(Some(false), true), (Some(true), false), (None, false)] {
        let mut backend = Backend::default();
        backend.has_bgp = has_bgp;
        let mut wizard = at_the_block(backend);
        wizard.go_to("EnableTunnelsBgp");
        assert_eq!(wizard.screen().contains("B-23"), is_told, "{has_bgp:?}");
        wizard.keys("<space>").shows_not("B-23");
    }
}

#[test]
fn a_refused_block_is_not_suggested_again() {
    let mut wizard = at_the_block(Backend::default());
    wizard.keys("<ctrl-t><tab><ctrl-t>").go_to(SECOND).keys("<ctrl-t><tab><ctrl-t>");
    let before = [wizard.value(BLOCK), wizard.value(SECOND)];
    wizard.go_to("1.CustomerGatewayId").keys("fra-dc1-a<enter>fra-dc1-b<enter>");
    wizard.go_to("Name").keys("fra").go_to("LocalSubnet").keys("<ctrl-t><tab><ctrl-t>");
    wizard.go_to("1.TunnelIkeConfig.Psk").keys("<ctrl-t>");
    wizard.go_to("2.TunnelIkeConfig.Psk").keys("<ctrl-t><alt-n>");
    wizard.accept_all();
    wizard.keys("sy").effects();
    // The order was drained with the other effects.
    wizard.submission_ends(refused("IllegalParam.TunnelCidr"));
    let asks = wizard.effects().iter().any(|one| matches!(one, Effect::LoadRegionFacts(..)));
    assert!(asks, "whose block it is may be told by now");
    wizard.keys("<enter>").keys("<ctrl-t>");
    assert!(!before.contains(&wizard.value(BLOCK)), "{}", wizard.value(BLOCK));
    wizard.go_to(BLOCK).keys("<ctrl-u><ctrl-t>");
    assert!(!before.contains(&wizard.value(BLOCK)), "{}", wizard.value(BLOCK));
}

#[test]
fn what_is_chosen_for_a_copied_tunnel_is_suggested_and_not_copied() {
    let mut backend = Backend::default();
    backend.put("fra-other", with_block("169.254.10.0/30"));
    let mut wizard = at_the_block(backend);
    wizard.text("169.254.30.0/30").keys("<tab><ctrl-t>");
    wizard.go_to("2.TunnelIkeConfig.Psk").keys("<up><up><enter>").shows("Copy the pre-shared");
    wizard.keys("n");
    assert_eq!(wizard.value(SECOND), "169.254.11.0/30");
    for wire in [SECOND, SECOND_ADDRESS] {
        assert_eq!(wizard.document().origin(path(wire)), Some(Origin::Suggested), "{wire}");
    }
    let notice = wizard.notice();
    assert!(notice.contains("169.254.11.0/30") && notice.contains("169.254.11.1"), "{notice}");
    assert_eq!(
        wizard.document().origin(path("TunnelOptionsSpecification.2.TunnelIkeConfig.IkeVersion")),
        Some(Origin::Preset),
        "what is the same stays what it was"
    );
}

#[test]
fn an_address_follows_its_block_and_either_address_can_be_taken() {
    let mut wizard = at_the_block(Backend::default());
    wizard.text("169.254.30.0/30").keys("<tab>169.254.30.2<backtab>");
    wizard.text("169.254.31.0/30").keys("<tab>");
    assert_eq!(wizard.value(ADDRESS), "169.254.31.2");
    assert!(wizard.notice().contains("169.254.31.2"), "{}", wizard.notice());
    wizard.go_to(ADDRESS).text("169.254.99.1").keys("<tab><backtab>");
    wizard.shows("B-10").keys("<ctrl-r>").shows("169.254.31.1").shows("169.254.31.2");
    wizard.keys("<down><enter>");
    assert_eq!(wizard.value(ADDRESS), "169.254.31.2");
}

#[test]
fn a_copy_of_a_draft_has_its_own_name_keys_and_blocks_if_wanted() {
    let mut backend = Backend::default();
    backend.put("fra-other", with_block("169.254.10.0/30"));
    let mut wizard = Wizard::with_backend(backend);
    wizard.keys("<home><down>d<ctrl-u>lon-dc1<enter>").shows("a new name, new keys").keys("y");
    let copy = wizard.backend.kept("lon-dc1").draft;
    assert_eq!(copy.text(path("Name")), Some("lon-dc1"));
    assert_eq!(copy.text(path(BLOCK)), Some("169.254.11.0/30"));
    let psk = path("TunnelOptionsSpecification.1.TunnelIkeConfig.Psk");
    let keys = ["fra-other", "lon-dc1"].map(|name| wizard.backend.kept_key(name, psk));
    assert_ne!(keys[0], keys[1]);
    // And one that is the same is told of.
    wizard.keys("<home><down>d<ctrl-u>twin<enter>n<end><enter>");
    wizard.go_to("Name").shows("Q-10").shows("fra-other");
    wizard.go_to(BLOCK).shows("Q-10");
    wizard.go_to("1.TunnelIkeConfig.Psk").shows("Q-10").shows_not("kT7mPq2vXw9bRd4c");
    // Nobody wanted a third.
    wizard.go_home().keys("<home><down>d<ctrl-u>third<enter><esc>");
    assert_eq!(wizard.backend.names(), ["fra-other", "lon-dc1", "twin"]);
}

/// A submission of the draft `kept`.
fn of_kept(account: Account, endpoint: &str, ending: Option<JournalOutcomeKind>) -> JournalEntry {
    let mut entry = submitted(ending, "kept", 1);
    entry.begun.file = "@kept".to_owned();
    entry.begun.realm.account = account;
    entry.begun.realm.endpoint = endpoint.to_owned();
    entry
}

fn at_home(entries: Vec<JournalEntry>) -> Wizard {
    let mut backend = Backend::default();
    backend.put("kept", with_block("169.254.10.0/30"));
    backend.submissions = entries;
    Wizard::with_backend(backend)
}

#[test]
fn what_a_sandbox_created_is_not_shown_as_created_in_the_cloud() {
    let here = "https://vpc.eu-central-1.aliyuncs.com";
    let instance = Account::Instance("one/1234".to_owned());
    let there = "http://127.0.0.1:18082";
    let created = Some(JournalOutcomeKind::Created);
    let mut wizard = at_home(vec![of_kept(instance.clone(), there, created)]);
    let line = wizard.line("kept ");
    assert!(!line.contains("created"), "{line}");
    wizard.keys("<right><right>");
    let line = wizard.line("created");
    assert!(line.contains("in a sandbox") && !line.contains("vco-"), "{line}");
    wizard.keys("<enter>").shows(there).shows("in a sandbox");
    wizard.keys("<esc><left><left><end><enter>");
    for _ in 0..6 {
        wizard.keys("<alt-n>");
    }
    wizard.is_on(WizardStep::Review);
    wizard.shows_not("Created vco-");
    // What another account created is neither.
    let mut wizard = at_home(vec![of_kept(account("99"), here, created)]);
    assert!(!wizard.line("kept ").contains("created"), "{}", wizard.screen());
    assert!(wizard.keys("<right><right>").line("created").contains("in account 99"));
    // What this one created is.
    let mut wizard = at_home(vec![of_kept(account("1234567890123456"), here, created)]);
    let line = wizard.line("kept ");
    assert!(line.contains("created") && !line.contains("created?"), "{line}");
    assert!(wizard.keys("<right><right>").line("created").contains("vco-"));
    // And of what was made with a key that nobody knows, nothing is claimed.
    let wizard = at_home(vec![of_kept(Account::Unknown, here, created)]);
    assert!(wizard.line("kept ").contains("created?"), "{}", wizard.screen());
}

#[test]
fn what_is_unfinished_elsewhere_is_no_first_line_at_home() {
    let instance = Account::Instance("one/1234".to_owned());
    let mut wizard = at_home(vec![of_kept(instance, "http://127.0.0.1:18082", None)]);
    wizard.shows_not("Unfinished").keys("<right><right>");
    assert!(wizard.line("open ").contains("in a sandbox"), "{}", wizard.screen());
    let here = "https://vpc.eu-central-1.aliyuncs.com";
    let mut wizard = at_home(vec![of_kept(account("1234567890123456"), here, None)]);
    wizard.shows("Unfinished: kept");
}

#[test]
fn the_profile_and_the_region_are_changed_from_home() {
    let mut wizard = Wizard::new();
    wizard.keys("p").shows("Select a profile").text("work").keys("<enter>");
    wizard.shows("(work)");
    wizard.keys("g").text("shanghai").keys("<enter>");
    wizard.shows("region cn-shanghai").keys("n");
    assert_eq!(wizard.value("RegionId"), "cn-shanghai");
}

#[test]
fn what_could_not_be_compared_is_told_on_the_review() {
    let mut backend = Backend::default();
    backend.connections_fail = Some("connection refused".to_owned());
    let mut wizard = Wizard::with_backend(backend);
    wizard.keys("n").go_to("2.TunnelIkeConfig.Psk").keys("<alt-n>");
    wizard.is_on(WizardStep::Review);
    wizard.shows("Not compared with the connections of the region: connectio");
}

fn changed(
    kind: ChangeKind,
    ending: Option<JournalOutcomeKind>,
    hours: i64,
    owner: &str,
) -> ChangeEntry {
    let entry = submitted(ending, "", hours);
    let begun = ChangeRecord {
        submission: format!("change-{hours}"),
        at: entry.begun.at,
        kind,
        connection: "vco-6xlj89qlpdn7gf5df2ax".to_owned(),
        token: entry.begun.token,
        salt: entry.begun.salt,
        parameters: entry.begun.parameters,
        realm: Realm {
            account: account(owner),
            endpoint: entry.begun.realm.endpoint,
            region: entry.begun.realm.region,
        },
    };
    ChangeEntry { begun, attempts: 1, last_attempt: None, settled: entry.settled }
}

#[test]
fn home_lists_changes_among_the_submissions_and_leads_from_an_open_one_to_its_connection() {
    let mut backend = Backend::default();
    backend.add_to_home = |home| {
        home.submissions = vec![submitted(Some(JournalOutcomeKind::Created), "muc-2026", 30)];
        home.changes = vec![
            changed(ChangeKind::Bind, None, 1, "1234567890123456"),
            changed(ChangeKind::Unbind, None, 20, "6543210987654321"),
            changed(ChangeKind::Modify, Some(JournalOutcomeKind::Applied), 40, "1234567890123456"),
        ];
    };
    let mut wizard = Wizard::with_backend(backend);
    wizard.shows("Unfinished: bind vco-6xlj89qlpdn7gf5df2ax").shows_not("unbind");
    wizard.keys("<right><right>");
    let screen = wizard.screen();
    let order: Vec<usize> = ["bind  ", "unbind  ", "muc-2026", "modify  "]
        .iter()
        .map(|word| screen.find(word).unwrap_or_else(|| panic!("{word}: {screen}")))
        .collect();
    assert!(order.is_sorted(), "{screen}");
    wizard.keys("<down><down><down><enter>").shows("A change of a connection").shows("modify");
    wizard.keys("<esc><left><left><enter>").shows("was not recorded");
    assert!(wizard.effects().iter().any(|one| matches!(one, Effect::Watch(..))));
}
