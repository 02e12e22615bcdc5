//! How fast a region of a thousand connections is listed, and how much is asked while many are watched.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::bound;
use super::world::{ID, World};

#[test]
fn the_first_of_a_thousand_connections_are_there_before_the_last_page_is() {
    let world = World::with(|state| (state.others, state.stalls_at_page) = (999, Some(20)));
    let mut child = world
        .program(&["connections"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first: Vec<String> = lines.by_ref().take(951).map(Result::unwrap).collect();
    assert!(first[1].contains("vco-other0000000000000000"), "{}", first[1]);
    assert!(first[950].contains("vco-other0000000000000949"), "{}", first[950]);
    child.kill().unwrap();
    child.wait().unwrap();
}

/// The bare calls for a thousand connections are twenty pages; each takes its time at the service.
#[test]
fn a_thousand_connections_take_no_longer_than_their_pages() {
    const PAGE: Duration = Duration::from_millis(60);
    let world = World::with(|state| state.page_time = PAGE);
    let took = |others: usize| {
        world.state(|state| (state.others, state.listing) = (others, Duration::ZERO));
        let begun = Instant::now();
        let listed = world.run(&["connections"]).expect(0);
        assert_eq!(listed.out.lines().count(), others + 2);
        (begun.elapsed(), world.state(|state| state.listing))
    };
    // What the program itself takes to begin and to end is in both; a machine that is busy gets three tries.
    let ratios = (0..3).map(|_| {
        let (one, all) = (took(0), took(999));
        let pages = all.1 - one.1;
        (pages + (all.0 - all.1).saturating_sub(one.0 - one.1)).as_secs_f64() / pages.as_secs_f64()
    });
    let best = ratios.fold(f64::INFINITY, f64::min);
    eprintln!("1000 connections: {best:.2} times their pages");
    assert!(best < 1.3, "{best}");
}

/// Fifty connections among a thousand: a look is never more than the pages of the list.
#[test]
fn a_look_at_fifty_of_a_thousand_takes_the_pages_and_no_more() {
    let world = World::with(|state| state.others = 999);
    let ids: Vec<String> = (0..50).map(|number| format!("vco-other{:016}", number * 20)).collect();
    let mut arguments = vec!["watch", "--patience", "30"];
    arguments.extend(ids.iter().map(String::as_str));
    let ran = world.json(&arguments).expect(0);
    assert_eq!(ran.lines().iter().filter(|line| line["outcome"] == "up").count(), 50);
    assert_eq!(world.state(|state| (state.lists, state.singles)), (20, 0));
}

#[test]
fn a_watch_screen_writes_nothing_while_nothing_changes() {
    let world = World::with(|state| {
        bound(state);
        state.life = vec!["dual.08.up"];
    });
    let mut pty = world.terminal(&[], 80, 24);
    pty.wait_text("Tunnelsmith");
    pty.keys("<right>");
    pty.wait_text(ID);
    pty.keys("<enter>");
    pty.wait_text("All tunnels are up");
    let looks = world.state(|state| state.singles);
    let begun = Instant::now();
    while world.state(|state| state.singles) < looks + 2 {
        assert!(begun.elapsed().as_secs() < 60);
        std::thread::yield_now();
    }
    pty.mark();
    while world.state(|state| state.singles) < looks + 5 {
        assert!(begun.elapsed().as_secs() < 60);
        std::thread::yield_now();
    }
    assert_eq!(pty.bytes_written(), 0, "{}", pty.written());
}
