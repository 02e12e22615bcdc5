//! The route table of a router, which has to forward a bound connection's traffic and learn its routes.

use serde_json::Value as Json;

use super::world::{ID, ROUTER, State, TABLE, World};
use super::{bound, end};

/// Which table, and what came of its two parts.
fn told(line: &Json) -> [&str; 3] {
    let of = |name: &str| line["route_table"][name].as_str().unwrap_or("-");
    [of("id"), of("association"), of("propagation")]
}

fn made(state: &mut State) -> (bool, bool, usize) {
    (state.associated, state.propagated, state.route_changes)
}

#[test]
fn a_binding_sets_up_the_system_route_table_once() {
    let world = World::with(|_| ());
    let ran = world.json(&["bind", ID, "--yes"]).expect(0);
    assert_eq!(told(&ran.line()), [TABLE, "done", "done"]);
    for step in [format!("{TABLE} to forward its traffic"), format!("to route table {TABLE}")] {
        assert!(ran.err.contains(&step), "{}", ran.err);
    }
    let again = world.json(&["bind", ID]).expect(0).line();
    assert_eq!(again["outcome"], "already");
    assert_eq!(told(&again), [TABLE, "already", "already"]);
    assert_eq!(world.state(made), (true, true, 2));
    let history = world.json(&["history"]).expect(0).lines();
    let changes: Vec<_> = history.iter().map(|line| line["change"].clone()).collect();
    assert_eq!(changes, ["bind", "associate", "propagate"]);
}

#[test]
fn a_lost_answer_about_the_route_table_is_looked_up_and_not_repeated() {
    let world = World::with(|state| state.lost_route_changes = 2);
    let line = world.json(&["bind", ID, "--yes"]).expect(0).line();
    assert_eq!(told(&line), [TABLE, "done", "done"]);
    assert_eq!(world.state(made), (true, true, 2));
}

#[test]
fn a_missing_permission_for_the_route_table_is_told_and_is_no_failed_binding() {
    let world = World::with(|state| state.route_refusal = Some("Unauthorized"));
    let ran = world.run(&["bind", ID, "--yes"]).expect(0);
    assert!(ran.out.contains(&format!("{ID} is bound to {ROUTER}.")), "{}", ran.out);
    for part in ["does not forward its traffic. Unauthorized", "tunnelsmith policy"] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    assert!(ran.err.contains(&format!("tunnelsmith bind {ID}")), "{}", ran.err);
    // It is completed by the same command, after a question or with --yes.
    let line = world.json(&["bind", ID, "--yes"]).expect(0).line();
    assert_eq!(told(&line), [TABLE, "refused", "refused"]);
    assert_eq!(line["route_table"]["code"], "Unauthorized");
    world.state(|state| state.route_refusal = None);
    world.run(&["bind", ID]).expect(2);
    assert_eq!(world.state(made), (false, false, 0));
    let line = world.json(&["bind", ID, "--yes"]).expect(0).line();
    assert_eq!((&line["outcome"], told(&line)), (&"already".into(), [TABLE, "done", "done"]));
}

#[test]
fn what_somebody_arranged_otherwise_is_left_alone() {
    let world = World::with(|state| state.other_table = Some("vtb-custom"));
    let ran = world.json(&["bind", ID, "--yes"]).expect(0);
    assert_eq!(told(&ran.line()), [TABLE, "other-table", "other-table"]);
    assert!(ran.err.is_empty() || !ran.err.contains("no traffic"), "{}", ran.err);
    assert_eq!(world.state(made), (false, false, 0));
    let world = World::with(|_| ());
    let line = world.json(&["bind", ID, "--yes", "--no-route-table"]).expect(0).line();
    assert_eq!(line["route_table"], Json::Null);
    assert_eq!(world.state(made), (false, false, 0));
}

#[test]
fn a_replay_completes_the_route_table_of_what_an_earlier_run_has_bound() {
    let world = World::with(|state| {
        state.exists = false;
        state.route_refusal = Some("Unauthorized");
    });
    let draft = super::changes::draft_of(&world);
    let arguments = ["replay", &draft, "--yes", "--bind", ROUTER];
    let step = |line: &Json| line["steps"][2].clone();
    let first = end(&world.json(&arguments).expect(0));
    assert_eq!(
        (&step(&first)["step"], &step(&first)["association"]),
        (&"route-table".into(), &"refused".into())
    );
    world.state(|state| state.route_refusal = None);
    let again = end(&world.json(&arguments).expect(0));
    assert_eq!(
        (&step(&again)["id"], &step(&again)["propagation"]),
        (&TABLE.into(), &"done".into())
    );
    assert_eq!(world.state(|state| (state.bindings, made(state))), (1, (true, true, 2)));
}

#[test]
fn a_connection_that_was_bound_by_hand_is_asked_about_first() {
    let world = World::with(bound);
    let ran = world.run(&["bind", ID]).expect(2);
    assert!(ran.err.contains("--yes"), "{}", ran.err);
    assert_eq!(world.state(made), (false, false, 0));
}
