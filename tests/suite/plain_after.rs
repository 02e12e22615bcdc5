//! Plain mode after the creation: bound, watched, repaired until it is up; then found again in the list of
//! connections, unbound and deleted.

use std::fs;
use std::time::Instant;

use tunnelsmith::drafts::{Bookmark, DraftName};

use super::plain::Machine;
use super::support::{SandboxProcess, sample};

const REGION: &str = "eu-central-1";

/// The sample draft at its review, with the device that it remembers.
fn machine(sandbox: &SandboxProcess, platform: &str) -> Machine {
    let machine = Machine::at(sandbox);
    let file = fs::read_to_string(sample("frankfurt-bgp.json")).unwrap();
    let mut draft = tunnelsmith::drafts::read(&file).unwrap();
    draft.peer = Some(tunnelsmith::connection::DraftPeer::parse(platform));
    machine.keep("fra", draft);
    let bookmark = Bookmark {
        step: Some("review".to_owned()),
        draft: DraftName::exactly("fra"),
        field: None,
        ..Bookmark::default()
    };
    bookmark.save(machine.workspace().folders()).unwrap();
    machine
}

fn state(sandbox: &SandboxProcess) -> String {
    let ran = sandbox.run(&["connections", "--region", REGION, "--output", "json"]).expect(0);
    let lines = ran.lines();
    lines.first().map(|line| line["state"].as_str().unwrap().to_owned()).unwrap_or_default()
}

#[test]
fn a_connection_is_bound_watched_repaired_unbound_and_deleted_line_by_line() {
    let sandbox =
        SandboxProcess::start(&["--pace", "100ms", "--peer", "1=wrong-proposal:IkeAuthAlg=sha1"]);
    let machine = machine(&sandbox, "cisco-ios");
    let answers = [
        "#Draft fra, last open",
        "#Go through the findings",
        "#Repair P-14",
        "#Create the connection",
        "yes <- Yes or no",
        "#Bind it to a transit router",
        " <- Your choice",
        "yes <- Yes or no",
        "#Set Phase 1 (IKE) authentication algorithm (tunnel 1) to sha1",
        "yes <- Yes or no",
        "#Quit",
    ];
    let (told, _) = machine.walk(&answers);
    let (before, after) = told.split_once("Which transit router?").unwrap();
    assert!(before.contains("Outcome: created vco-"), "{told}");
    for line in [
        "main, can be used.",
        "bare, cannot be used: it has no CIDR block",
        "system route table will forward its traffic",
        "forward its traffic",
        "the address of Alibaba Cloud is 198.51.100.",
        "error, tunnel 1: ",
        "Alibaba Cloud: sha256   your device: sha1",
        "TunnelIkeConfig.IkeAuthAlg)",
        "integrity sha256",
        "sha256 \u{2192} sha1",
        "All tunnels are up",
    ] {
        assert!(after.contains(line), "{line}: {told}");
    }
    // A later run finds it in the list.
    let (told, _) = machine.walk(&[
        "#List the connections of eu-central-1",
        "1 <- Your choice",
        "#Unbind it",
        "no <- Yes or no",
        "#Unbind it",
        "yes <- Yes or no",
        "#Quit",
    ]);
    assert!(told.contains("fra-dc1, vco-") && told.contains("Nothing was changed."), "{told}");
    let begun = Instant::now();
    while state(&sandbox) != "init" {
        assert!(begun.elapsed().as_secs() < 60);
    }
    let (told, _) = machine.walk(&[
        "#List the connections of eu-central-1",
        "fra <- Your choice",
        "1 <- Your choice",
        "#Delete it",
        "fra-dc2 <- Name",
        "#Delete it",
        "fra-dc1 <- Name",
        "#Quit",
    ]);
    assert!(told.contains("Nothing was changed.") && told.contains("Deleted vco-"), "{told}");
    assert_eq!(state(&sandbox), "");
}
