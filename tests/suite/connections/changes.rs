//! Changes exactly once: lost answers, killed programs, busy routers; modifications and replays.

use std::process::Stdio;
use std::time::Instant;

use tunnelsmith::flow::Workspace;

use super::super::support::sample;
use super::world::{BindFate, ID, OTHER_KEY, ROUTER, World};
use super::{bound, end};

#[test]
fn a_binding_whose_answer_is_lost_is_looked_up_and_not_repeated() {
    let world = World::with(|state| state.bind = BindFate::LostAfter);
    let line = world.json(&["bind", ID, "--yes"]).expect(0).line();
    assert_eq!((&line["outcome"], &line["looked_up"]), (&"done".into(), &true.into()));
    assert_eq!(line["attempts"], 1);
    assert_eq!(world.state(|state| (state.bindings, state.tokens.len())), (1, 1));
}

#[test]
fn a_busy_router_is_waited_for_with_the_same_token() {
    let world = World::with(|state| state.bind = BindFate::Busy(1));
    let line = world.json(&["bind", ID, "--yes"]).expect(0).line();
    assert_eq!(line["attempts"], 2);
    assert_eq!(world.state(|state| (state.bindings, state.tokens.len())), (1, 1));
}

#[test]
fn a_program_killed_while_it_binds_goes_on_and_binds_once() {
    for stored in [true, false] {
        let world = World::with(|state| state.bind = BindFate::Hangs { stored });
        let mut child = world
            .program(&["bind", ID, "--yes"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while world.state(|state| state.tokens.is_empty()) {
            assert!(begun.elapsed().as_secs() < 60);
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let line = world.json(&["bind", ID, "--yes"]).expect(0).line();
        let wanted = if stored { "already" } else { "done" };
        assert_eq!(line["outcome"], wanted, "{stored}");
        assert_eq!(world.state(|state| (state.bindings, state.tokens.len())), (1, 1));
    }
}

/// Kills a bind whose request hangs.
fn killed_while_binding(world: &World) {
    let mut child = world
        .program(&["bind", ID, "--yes"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while world.state(|state| state.tokens.is_empty()) {
        assert!(begun.elapsed().as_secs() < 60);
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// How many changes the journal has as open.
fn open_changes(world: &World) -> usize {
    let lines = world.json(&["history"]).expect(0).lines();
    lines.iter().filter(|line| line["change"].is_string() && line["open"] == true).count()
}

#[test]
fn an_open_change_of_another_account_is_told_and_never_settled() {
    let world = World::with(|state| {
        state.bind = BindFate::Hangs { stored: false };
        state.life = vec!["dual.08.up"];
    });
    killed_while_binding(&world);
    assert_eq!(open_changes(&world), 1);
    // The first thing a person sees of it is home.
    let home = Workspace::open(Some(world.drafts.path()), |_| None).unwrap().home();
    let changes = home.changes.iter().map(|one| (one.begun.connection.as_str(), one.is_open()));
    assert_eq!(changes.collect::<Vec<_>>(), [(ID, true)]);
    let as_other = |arguments: &[&str]| {
        let mut command = world.program(arguments);
        command.env("ALIBABA_CLOUD_ACCESS_KEY_ID", OTHER_KEY);
        super::super::support::Ran::of(command.output().unwrap())
    };
    for arguments in
        [&["bind", ID, "--yes"][..], &["unbind", ID, "--yes"], &["delete", ID, "--yes"]]
    {
        let ran = as_other(arguments).expect(0);
        assert!(ran.err.contains("is still open"), "{arguments:?}: {}", ran.err);
        assert_eq!(open_changes(&world), 1, "{arguments:?}");
    }
    let tokens = world.state(|state| state.tokens.len());
    assert_eq!(tokens, 2, "the other account does not go on with what is not its own");
    // Who has begun it finds out what came of it.
    world.state(|state| (state.exists, state.bound) = (true, true));
    assert_eq!(world.json(&["bind", ID, "--yes"]).expect(0).line()["outcome"], "already");
    assert_eq!(open_changes(&world), 0);
}

/// A token that was left open is not sent again after the connection has gone through other changes: the
/// service would repeat its old answer and do nothing.
#[test]
fn what_is_seen_to_be_done_is_settled_and_its_token_never_used_again() {
    for settles_by in [&["bind", ID, "--yes"][..], &["unbind", ID, "--yes"]] {
        let world = World::with(|state| {
            state.bind = BindFate::Hangs { stored: true };
            state.life = vec!["dual.08.up"];
        });
        killed_while_binding(&world);
        world.run(settles_by).expect(0);
        assert_eq!(open_changes(&world), 0, "{settles_by:?}");
        if settles_by[0] == "bind" {
            world.run(&["unbind", ID, "--yes"]).expect(0);
        }
        let line = world.json(&["bind", ID, "--yes"]).expect(0).line();
        assert_eq!(line["outcome"], "done");
        assert_eq!(world.state(|state| (state.bindings, state.tokens.len())), (2, 2));
    }
    // What an earlier run has deleted is no error to the next one, if it was begun here.
    let world = World::with(|_| ());
    world.run(&["delete", ID, "--yes"]).expect(0);
    assert_eq!(world.run(&["delete", ID, "--yes"]).status, 4);
}

#[test]
fn nothing_is_changed_where_nobody_can_be_asked() {
    let world = World::with(|_| ());
    for arguments in [&["bind", ID][..], &["delete", ID]] {
        let ran = world.run(arguments).expect(2);
        assert!(ran.err.contains("--yes"), "{}", ran.err);
    }
    assert_eq!(world.state(|state| (state.bindings, state.exists)), (0, true));
}

#[test]
fn a_modification_sends_what_differs_and_tunnels_whole() {
    let world = World::with(|state| {
        bound(state);
        state.life = vec!["dual.08.up"];
    });
    let imported = world.run(&["import", "--connection", ID, "--with-keys"]).expect(0).out;
    let same = world.file("same.json", &imported);
    assert_eq!(world.json(&["modify", ID, &same, "--yes"]).expect(0).line()["outcome"], "already");
    let named = world.file("named.json", &imported.replace("fra-dc1", "fra-dc2"));
    assert_eq!(world.json(&["modify", ID, &named, "--yes"]).expect(0).line()["outcome"], "done");
    let renamed = world.state(|state| state.modified.pop().unwrap());
    assert!(renamed.iter().any(|(name, value)| name == "Name" && value == "fra-dc2"));
    assert!(!renamed.iter().any(|(name, _)| name.starts_with("TunnelOptions")), "{renamed:?}");
    let other = imported.replace("\"group14\"", "\"group5\"");
    let other = world.file("other.json", &other);
    let dry = world.json(&["modify", ID, &other, "--dry-run"]).expect(0).line();
    assert_eq!((&dry["outcome"], &dry["interrupts"]), (&"dry-run".into(), &true.into()));
    assert!(world.state(|state| state.modified.is_empty()));
    world.json(&["modify", ID, &other, "--yes"]).expect(0);
    let sent = world.state(|state| state.modified.pop().unwrap());
    let value = |name: &str| sent.iter().find(|(found, _)| found == name).map(|it| &*it.1);
    for number in 1..=2 {
        let at = format!("TunnelOptionsSpecification.{number}");
        assert_eq!(value(&format!("{at}.TunnelIkeConfig.IkePfs")), Some("group5"));
        assert_eq!(value(&format!("{at}.TunnelIkeConfig.IkeAuthAlg")), Some("sha256"));
        assert!(value(&format!("{at}.TunnelIkeConfig.Psk")).is_some());
        assert!(value(&format!("{at}.TunnelId")).is_some());
    }
    assert_eq!(value("Name"), None);
}

#[test]
fn a_replay_creates_binds_and_waits_and_goes_on_where_it_stopped() {
    let world = World::with(|state| state.exists = false);
    let draft = draft_of(&world);
    let draft = draft.as_str();
    let report = world.drafts.path().join("report.jsonl");
    let report = report.to_str().unwrap();
    let arguments = ["replay", draft, "--yes", "--bind", ROUTER, "--report", report];
    world.state(|state| state.cen_refusal = Some("Unauthorized"));
    let stopped = end(&world.json(&arguments).expect(4));
    assert_eq!(stopped["steps"][0]["outcome"], "created");
    assert_eq!(stopped["steps"][1]["step"], "bind");
    world.state(|state| state.cen_refusal = None);
    let arguments = [&arguments[..], &["--wait", "--patience", "60"]].concat();
    let went_on = end(&world.json(&arguments).expect(0));
    let steps: Vec<_> = went_on["steps"].as_array().unwrap().iter().collect();
    assert_eq!(steps.len(), 4, "{went_on}");
    assert_eq!((&steps[1]["outcome"], &steps[3]["outcome"]), (&"done".into(), &"up".into()));
    assert_eq!(world.state(|state| (state.creations, state.bindings)), (1, 1));
    assert!(std::fs::read_to_string(report).unwrap().contains("\"step\":\"wait\""));
}

#[test]
fn a_table_names_a_router_for_each_row() {
    let world = World::with(|state| state.exists = false);
    let table = world.file("table.csv", &format!("Name,TransitRouter\nfra-dc1,{ROUTER}\n"));
    let draft = draft_of(&world);
    let draft = draft.as_str();
    let arguments = ["replay", draft, "--values", &table, "--yes", "--wait", "--patience", "60"];
    let line = end(&world.json(&arguments).expect(0));
    assert_eq!(line["steps"][1]["router"], ROUTER);
    assert_eq!(world.state(|state| (state.creations, state.bindings)), (1, 1));
    let without = ["replay", draft, "--yes", "--wait"];
    world.run(&without).expect(2);
}

/// A sample draft with the customer gateways that the recorded answers have.
pub fn draft_of(world: &World) -> String {
    let text = std::fs::read_to_string(sample("frankfurt-bgp.json")).unwrap();
    let text = text
        .replace("cgw-sandboxfradc1a0000001", "cgw-gw8fra000000000000001")
        .replace("cgw-sandboxfradc1b0000002", "cgw-gw8fra000000000000002");
    world.file("draft.json", &text)
}
