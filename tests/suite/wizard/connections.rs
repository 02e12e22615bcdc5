//! After the creation: connections listed, bound, watched, diagnosed, repaired and deleted in the wizard.

use jiff::SignedDuration;
use tunnelsmith::drafts::journal::JournalOutcomeKind;
use tunnelsmith::tui::{Effect, Screen, WizardStep};

use super::super::connections::world::{BindFate, ID, ROUTER, State, World, body};
use super::backend::{Backend, now};
use super::harness::Wizard;
use super::screens::{looks_small, submitted};
use super::service::Service;

const AUTH: &str = "TunnelOptionsSpecification.1.TunnelIkeConfig.IkeAuthAlg";

/// The wizard in an account with one connection, the one of the recorded answers.
fn wizard(change: impl FnOnce(&mut State)) -> Wizard {
    let mut backend = Backend::default();
    backend.serve(World::with(change));
    Wizard::with_backend(backend)
}

/// The same, and the draft `fra-dc1` has created it.
fn with_draft(change: impl FnOnce(&mut State)) -> Wizard {
    let mut backend = Backend::default();
    backend.serve(World::with(change));
    let file = backend.service().draft();
    backend.put("fra-dc1", file);
    let mut entry = submitted(Some(JournalOutcomeKind::Created), "fra-dc1", 1);
    entry.begun.file = "@fra-dc1".to_owned();
    entry.begun.draft = backend.version("fra-dc1");
    if let Some(settled) = &mut entry.settled {
        settled.connection_id = Some(ID.to_owned());
    }
    backend.submissions = vec![entry];
    Wizard::with_backend(backend)
}

/// Bound, and as one of the recorded answers says.
fn as_in(life: &'static str) -> impl FnOnce(&mut State) {
    move |state| {
        state.bound = true;
        state.life = vec![life];
    }
}

impl Wizard {
    /// In the list of connections.
    fn listed(&mut self) -> &mut Self {
        self.keys("<right>").shows("[Connections]")
    }

    /// Watching the only connection.
    fn watching(&mut self) -> &mut Self {
        self.listed().keys("<enter>");
        assert_eq!(self.app.screen, Screen::Watch, "\n{}", self.screen());
        self
    }

    fn world<T>(&mut self, ask: impl FnOnce(&mut State) -> T) -> T {
        self.backend.service().world.state(ask)
    }

    /// So much later the connection is looked at again.
    fn later(&mut self, seconds: i64) -> &mut Self {
        let service = self.backend.service();
        service.clock += SignedDuration::from_secs(seconds);
        for msg in service.look() {
            self.tell(msg);
        }
        self
    }

    /// The connection has stayed as it is for a while.
    fn stands(&mut self) -> &mut Self {
        let msg = self.backend.service().standstill();
        self.tell(msg)
    }
}

#[test]
pub fn connections_are_listed_found_and_refreshed() {
    let mut wizard = wizard(|state| {
        as_in("dual.06.half")(state);
        state.others = 3;
    });
    wizard.listed();
    looks_small(&mut wizard, "connections");
    wizard.shows("4 connections").keys("half").shows("No matches");
    wizard.keys("<esc>degraded").shows("1 connection ").shows(ID).shows("198.51.100.11");
    wizard.keys("<esc>198.51.100.27").shows("4 connections");
    wizard.keys("<esc>").world(|state| state.others = 0);
    wizard.keys("<ctrl-r>").shows("1 connection ");
    wizard.keys("<left>").shows("[Drafts]").keys("<right>").shows("1 connection ");
}

#[test]
fn letters_are_looked_for_and_do_nothing_else() {
    let mut wizard = wizard(as_in("dual.08.up"));
    wizard.listed().effects();
    wizard.keys("nsdrxubipgqovw?/").shows("No matches");
    assert_eq!(wizard.app.screen, Screen::Home);
    assert!(wizard.app.overlays.is_empty() && !wizard.has_quit());
}

#[test]
pub fn what_keeps_the_list_away_is_told_with_a_way_on() {
    let mut out = Wizard::with_backend(Backend::signed_out());
    out.listed().shows("You are not signed in").shows("to start the sandbox");
    let mut throttled = wizard(|_| ());
    throttled.world(|state| state.list_refusal = Some("Throttling.User"));
    throttled.listed();
    looks_small(&mut throttled, "connections-throttled");
    throttled.world(|state| state.list_refusal = None);
    throttled.keys("<ctrl-r>").shows("fra-dc1").shows("not bound");
    let mut empty = wizard(|state| state.exists = false);
    empty.listed().shows("No connections in eu-central-1.");
    empty.keys("<enter>").shows("Select a connection first.");
    empty.keys("<alt-g>").keys("cn-shanghai<enter>").shows("cn-shanghai: 0 connections");
}

#[test]
pub fn a_connection_is_bound_from_its_result_and_watched_until_up() {
    let mut wizard = with_draft(|state| {
        let mut routers = body("routers");
        let list = routers["TransitRouters"].as_array_mut().unwrap();
        let mut basic = list[0].clone();
        basic["TransitRouterId"] = "tr-basic0000000000000001".into();
        basic["TransitRouterName"] = "old".into();
        basic["Type"] = "Basic".into();
        let mut bare = list[0].clone();
        bare["TransitRouterId"] = "tr-bare00000000000000001".into();
        bare["TransitRouterName"] = "bare".into();
        bare["TransitRouterCidrList"] = serde_json::json!([]);
        list.insert(0, basic);
        list.push(bare);
        state.routers = Some(routers);
    });
    wizard.keys("<down>s").is_on(WizardStep::Review);
    wizard.keys("l").shows("not bound").shows("b binds it");
    looks_small(&mut wizard, "watch-not-bound");
    wizard
        .keys("b")
        .shows("Select a transit router for fra-dc1")
        .shows("no: it is a Basic Edition router");
    looks_small(&mut wizard, "bind-routers");
    wizard.keys("<down><enter>");
    let is_told = wizard.notice().contains("CIDR block") || wizard.notice().contains("Basic");
    assert!(is_told || !wizard.is_english(), "{}", wizard.notice());
    wizard.keys("<up><enter>").shows(&format!("Bind fra-dc1 to {ROUTER}?")).shows("billed");
    looks_small(&mut wizard, "bind-question");
    assert_eq!(wizard.world(|state| state.bindings), 0);
    wizard.keys("y").shows("forwards its traffic").shows("being bound");
    assert_eq!(wizard.world(|state| state.bindings), 1);
    wizard.later(40).shows("waiting for the peer").shows("198.51.100.11");
    looks_small(&mut wizard, "watch-waiting");
    wizard.later(35);
    looks_small(&mut wizard, "watch-up");
    wizard.shows_beside("phase 2", "12:01:15");
    wizard.keys("<esc>").is_on(WizardStep::Review);
}

#[test]
fn the_configuration_of_the_device_is_offered_with_the_addresses_once_it_is_bound() {
    let mut wizard = with_draft(as_in("dual.03.attached-silent"));
    wizard.watching().keys("f");
    assert!(wizard.notice().contains("o opens the draft"), "{}", wizard.screen());
    wizard.keys("<esc><left>").keys("<down>s").is_on(WizardStep::Review);
    wizard.keys("l").resize(120, 40).shows("device file");
    wizard.effects();
    wizard.keys("f").shows("File name").keys("<enter>");
    let written = wizard.effects().into_iter().find_map(|effect| match effect {
        Effect::Write(_, text) => Some(text.to_string()),
        _ => None,
    });
    let text = written.expect("it is written");
    assert!(text.contains("198.51.100.11") && !text.contains("<ADDRESS-OF-TUNNEL-1>"), "{text}");
}

#[test]
fn the_result_of_a_creation_leads_on() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("s").keys("y");
    wizard.submitted(super::harness::created());
    wizard.shows("b binds it, w watches it");
    wizard.effects();
    wizard.keys("b");
    assert!(wizard.effects().iter().any(|effect| matches!(effect, Effect::LoadRouters(..))));
    wizard.keys("w");
    assert_eq!(wizard.app.screen, Screen::Watch);
    wizard.keys("<esc>");
    assert_eq!(wizard.app.screen, Screen::Result);
}

#[test]
fn a_binding_whose_answer_is_lost_is_told_and_not_repeated() {
    let mut wizard = wizard(|state| state.bind = BindFate::LostAfter);
    wizard.watching().keys("<enter><enter>y");
    wizard.shows("the current state shows");
    assert_eq!(wizard.world(|state| (state.bindings, state.tokens.len())), (1, 1));
}

#[test]
pub fn a_product_that_may_not_be_asked_is_named_with_what_it_takes() {
    let mut wizard = wizard(|state| state.cen_refusal = Some("Forbidden.RAM"));
    wizard.watching().keys("b").shows("tunnelsmith policy");
    looks_small(&mut wizard, "bind-forbidden");
    wizard.keys("<esc>").world(|state| state.cen_refusal = Some("InvalidAction.NotFound"));
    wizard.keys("b").shows("--endpoint cbn=URL");
}

#[test]
pub fn a_fault_opens_the_diagnosis_and_is_repaired_there() {
    let mut wizard = with_draft(|state| {
        as_in("dual.03.attached-silent")(state);
        state.diagnosis = "diagnose.hash";
    });
    wizard.watching().stands();
    assert_eq!(wizard.app.screen, Screen::Diagnosis, "\n{}", wizard.screen());
    looks_small(&mut wizard, "diagnosis");
    wizard
        .shows("AuthenticationAlgorithmMismatch")
        .shows("Alibaba Cloud: sha256   your device: sha1");
    wizard.keys("<esc>").shows("Enter: diagnosis");
    looks_small(&mut wizard, "watch-fault");
    // It was shown once, and comes by itself no more.
    wizard.later(10).stands();
    assert_eq!(wizard.app.screen, Screen::Watch);
    wizard.keys("<enter><enter>").is_on(WizardStep::Tunnel(1));
    wizard.shows("Alibaba Cloud: sha256   your device: sha1");
    looks_small(&mut wizard, "diagnosis-field");
    wizard.keys("<ctrl-r>");
    assert_eq!(wizard.value(AUTH), "sha1");
    wizard.keys("<esc>").shows("Repaired in the draft");
    wizard.keys("s").shows("Change fra-dc1?").shows("sha256 →").shows("interrupts the tunnels");
    looks_small(&mut wizard, "modify-question");
    assert!(wizard.world(|state| state.modified.is_empty()));
    wizard.keys("y").shows("Changing vco-");
    assert_eq!(wizard.app.screen, Screen::Watch);
    let sent = wizard.world(|state| state.modified.pop().unwrap());
    let value = |name: &str| sent.iter().find(|(found, _)| found == name).map(|it| &*it.1);
    assert_eq!(value(AUTH), Some("sha1"));
    assert_eq!(value("TunnelOptionsSpecification.2.TunnelIkeConfig.IkeAuthAlg"), Some("sha256"));
    assert!(value("TunnelOptionsSpecification.1.TunnelIkeConfig.Psk").is_some());
}

#[test]
fn without_a_draft_the_connection_itself_becomes_one() {
    let mut wizard = wizard(|state| {
        as_in("dual.03.attached-silent")(state);
        state.diagnosis = "diagnose.hash";
    });
    wizard.watching().keys("d").shows("AuthenticationAlgorithmMismatch").keys("r");
    wizard.shows("Repaired in the draft");
    assert_eq!(wizard.value(AUTH), "sha1");
    assert_eq!(wizard.backend.names(), ["fra-dc1"]);
    assert!(wizard.document().is_fully_saved());
    wizard.keys("s").shows("sha256 →").keys("n").shows_not("Change fra-dc1?");
    assert!(wizard.world(|state| state.modified.is_empty()));
}

#[test]
fn a_change_is_offered_only_while_the_draft_has_one() {
    const OFFER: &str = "send the change";
    let hash = |state: &mut State| {
        as_in("dual.03.attached-silent")(state);
        state.diagnosis = "diagnose.hash";
    };
    let mut kept = with_draft(hash);
    kept.resize(120, 40).watching().shows_not(OFFER);
    kept.keys("dr").shows("Repaired in the draft").keys("w").shows(OFFER);
    kept.keys("sy").shows("Changing vco-").shows_not(OFFER);
    // A connection without a draft becomes one.
    let mut imported = wizard(hash);
    imported.resize(120, 40).watching().shows_not(OFFER);
    imported.keys("dr").shows("Repaired in the draft").keys("w").shows(OFFER);
}

#[test]
pub fn nothing_found_says_what_that_means() {
    let mut wizard = wizard(as_in("dual.08.up"));
    wizard.watching().keys("d");
    looks_small(&mut wizard, "diagnosis-up");
    wizard.keys("<enter>").shows("does not concern a field");
}

#[test]
pub fn a_tunnel_that_is_lost_at_its_rekey_says_so() {
    let mut wizard = wizard(as_in("dual.03.attached-silent"));
    wizard.watching();
    wizard.world(|state| state.life = vec!["dual.08.up"]);
    wizard.later(5).shows("up");
    wizard.world(|state| {
        state.life = vec!["dual.10.rekey-failed"];
        state.diagnosis = "diagnose.pfs";
    });
    // What was up and is down needs no patience.
    wizard.later(3600);
    assert_eq!(wizard.app.screen, Screen::Diagnosis, "\n{}", wizard.screen());
    wizard.keys("<esc>").shows("lost after 1 h").shows("the rekey failed");
    looks_small(&mut wizard, "watch-rekey");
}

#[test]
fn leaving_loses_nothing_and_news_are_told_elsewhere() {
    let mut wizard = wizard(as_in("dual.03.attached-silent"));
    wizard.watching().keys("<esc>").shows("[Connections]");
    wizard.world(|state| state.life = vec!["dual.08.up"]);
    wizard.later(30).shows("fra-dc1: up.");
    wizard.effects();
    wizard.keys("<enter>").shows("12:00:30");
    let again = wizard.effects().into_iter().any(|effect| matches!(effect, Effect::Watch(..)));
    assert!(!again, "it is watched already");
}

#[test]
fn a_connection_deleted_elsewhere_is_told_and_left() {
    let mut wizard = wizard(as_in("dual.08.up"));
    wizard.watching();
    wizard.world(|state| state.exists = false);
    wizard.later(5).shows("deleted").shows("Esc goes back");
    wizard.keys("b");
    wizard.read_on().keys("<esc>").shows("No connections in");
}

#[test]
fn words_that_nobody_knows_are_shown_as_they_are() {
    let mut wizard = wizard(as_in("dual.08.up"));
    wizard.world(|state| state.odd_state = Some("hibernating"));
    wizard.listed().shows("unknown (hibernating)").keys("<enter>").shows("unknown (hibernating)");
}

#[test]
fn a_look_that_fails_is_told_until_one_succeeds() {
    let mut wizard = wizard(as_in("dual.08.up"));
    wizard.watching();
    wizard.world(|state| state.throttled = 1);
    wizard.later(5).shows("the state cannot be loaded");
}

#[test]
pub fn a_deletion_wants_the_name_and_what_is_bound_stays() {
    let mut wizard = wizard(as_in("dual.08.up"));
    wizard.watching().keys("x").shows("Unbind it first");
    wizard.keys("u").shows("Unbind fra-dc1 from").keys("y");
    wizard.later(5).shows("not bound").keys("x").shows("Type the connection");
    looks_small(&mut wizard, "delete-prompt");
    wizard.keys("fra-dc2<enter>").shows("the name does not match");
    assert!(wizard.world(|state| state.exists));
    wizard.keys("<backspace>1<enter>").shows("Deleted vco-").shows("deleted");
    assert!(!wizard.world(|state| state.exists));
    wizard.keys("<esc>").shows("No connections in");
}

#[test]
pub fn the_palette_knows_what_can_be_done() {
    let mut wizard = wizard(as_in("dual.08.up"));
    wizard.listed().keys("<ctrl-g>");
    looks_small(&mut wizard, "connection-actions");
    wizard.keys("as it is").keys("<enter>");
    wizard.is_on(WizardStep::Connection);
    assert_eq!(wizard.value("Name"), "fra-dc1");
    assert!(wizard.draft().unopened().next().is_none(), "its keys came along");
    wizard.keys("<alt-n><alt-n><alt-n>").is_on(WizardStep::Review);
    wizard.keys("l").shows("up").keys("s").shows("already matches the draft; nothing is sent.");
}

#[test]
fn addresses_are_copied_one_a_line() {
    let mut wizard = wizard(as_in("dual.08.up"));
    wizard.watching().effects();
    for key in ["c", "y"] {
        wizard.keys(key);
        let copied = wizard.effects().into_iter().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text.to_string()),
            _ => None,
        });
        assert_eq!(copied.as_deref(), Some("198.51.100.11\n198.51.100.27"));
    }
}

#[test]
fn another_account_knows_nothing_of_the_one_before() {
    let mut wizard = wizard(as_in("dual.08.up"));
    wizard.watching().keys("<esc><left>").effects();
    wizard.keys("p").keys("work<enter>");
    let effects = wizard.effects();
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Cancel(_))), "{effects:?}");
    assert_eq!(wizard.backend.service().clock, now());
    let _ = Service::standstill;
}
