//! Watching: verdicts, the end of patience, what goes wrong meanwhile.

use super::super::support::Ran;
use super::world::{ID, World};
use super::{bound, end};

fn ended(life: &'static [&'static str], diagnosis: &'static str) -> (Ran, World) {
    let world = World::with(|state| {
        bound(state);
        state.life = life.to_vec();
        state.diagnosis = diagnosis;
    });
    let ran = world.json(&["watch", ID, "--patience", "2"]);
    (ran, world)
}

#[test]
fn what_is_not_up_in_time_ends_in_its_own_word_with_a_reason() {
    for (life, diagnosis, outcome, verdict, said) in [
        (&["dual.03.attached-silent"][..], "diagnose.silent", "timed-out", "waiting", "NoResponse"),
        (&["dual.05.phase2-failed"], "diagnose.ts", "down", "phase1", "TrafficSelectorMismatch"),
        (&["dual.06.half"], "diagnose.clean", "degraded", "degraded", "Tunnel 2"),
        (&["dual.07.up-bgp-down"], "diagnose.empty", "degraded", "phase2", "BgpDown"),
        (&["dual.02.attaching"], "diagnose.empty", "timed-out", "binding", "being bound"),
        (&["dual.08.up", "dual.05.phase2-failed"], "diagnose.empty", "up", "up", "All tunnels"),
    ] {
        let (ran, _) = ended(life, diagnosis);
        let status = if outcome == "up" { 0 } else { 7 };
        let line = end(&ran.expect(status));
        assert_eq!((&line["outcome"], &line["verdict"]), (&outcome.into(), &verdict.into()));
        let reason = line["reason"].as_str().unwrap();
        assert!(reason.contains(said), "{outcome}: {reason}");
    }
}

#[test]
fn less_can_be_waited_for() {
    let world = World::with(|state| {
        bound(state);
        state.life = vec!["dual.02.attaching", "dual.03.attached-silent", "dual.05.phase2-failed"];
    });
    let ran = world.json(&["watch", ID, "--until", "bound", "--patience", "20"]).expect(0);
    assert_eq!(end(&ran)["outcome"], "up");
    let ran = world.json(&["watch", ID, "--until", "phase1", "--patience", "20"]).expect(0);
    assert_eq!(end(&ran)["verdict"], "phase1");
}

#[test]
fn throttled_looks_are_made_again_and_end_well() {
    let world = World::with(|state| {
        bound(state);
        state.looks = 1;
        state.throttled = 0;
    });
    // The first look is answered, so that the watch has begun.
    let mut child = world
        .program(&["watch", ID, "--patience", "60", "--output", "json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let begun = std::time::Instant::now();
    while world.state(|state| state.singles) == 0 {
        assert!(begun.elapsed().as_secs() < 60);
        std::thread::yield_now();
    }
    world.state(|state| (state.throttled, state.looks) = (3, 1));
    let ran = Ran::of(child.wait_with_output_checked());
    assert_eq!(end(&ran.expect(0))["outcome"], "up");
    assert_eq!(world.state(|state| state.throttled), 0);
}

/// Waits for a child without keeping it.
trait Waited {
    fn wait_with_output_checked(&mut self) -> std::process::Output;
}

impl Waited for std::process::Child {
    fn wait_with_output_checked(&mut self) -> std::process::Output {
        use std::io::Read as _;
        let mut stdout = Vec::new();
        self.stdout.take().unwrap().read_to_end(&mut stdout).unwrap();
        let mut stderr = Vec::new();
        self.stderr.take().unwrap().read_to_end(&mut stderr).unwrap();
        std::process::Output { status: self.wait().unwrap(), stdout, stderr }
    }
}

#[test]
fn a_connection_that_is_deleted_meanwhile_ends_the_watch() {
    let world = World::with(|state| {
        bound(state);
        state.life = vec!["dual.03.attached-silent"];
        state.vanishes = Some(2);
    });
    let line = end(&world.json(&["watch", ID, "--patience", "60"]).expect(7));
    assert_eq!((&line["outcome"], &line["verdict"]), (&"down".into(), &"gone".into()));
    let ran = world.run(&["watch", ID, "--patience", "60"]);
    assert!(ran.status == 4 && !ran.err.contains("Find out why"), "{}{}", ran.out, ran.err);
    let none = World::with(|state| state.exists = false);
    none.json(&["watch", ID, "--patience", "60"]).expect(4);
}

#[test]
fn one_list_serves_many_connections() {
    let world = World::with(|state| state.others = 40);
    let ids: Vec<String> = (0..40).map(|number| format!("vco-other{number:016}")).collect();
    let mut arguments = vec!["watch", "--patience", "20"];
    arguments.extend(ids.iter().map(String::as_str));
    let ran = world.json(&arguments).expect(0);
    let ends = ran.lines().iter().filter(|line| line["outcome"] == "up").count();
    assert_eq!(ends, 40);
    assert_eq!(world.state(|state| (state.lists, state.singles)), (1, 0));
}
