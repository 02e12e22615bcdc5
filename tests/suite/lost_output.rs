//! What is printed is the result: where it is lost, the run has not done what it was asked for, whatever the
//! verb. A reader that has gone away has read all it wanted.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};

use super::connections::world::{ID, ROUTER, World};
use super::support::{Ran, program, run, sample};

/// The verbs that the help names below these words, each down to the last word.
fn verbs(words: &[String]) -> Vec<Vec<String>> {
    let mut asked: Vec<&str> = words.iter().map(String::as_str).collect();
    asked.push("--help");
    let help = run(&asked).expect(0).out;
    let Some((_, list)) = help.split_once("\nCommands:\n") else { return vec![words.to_vec()] };
    let list = list.split("\n\n").next().unwrap();
    // A name stands behind two blanks; what hangs below it stands further in.
    let names = list.lines().filter_map(|line| line.strip_prefix("  "));
    let names = names.filter(|line| !line.starts_with(' '));
    let names = names.filter_map(|line| line.split_whitespace().next()).filter(|it| *it != "help");
    let mut found: Vec<Vec<String>> =
        names.flat_map(|name| verbs(&[words, &[name.to_owned()]].concat())).collect();
    if words.len() == 1 && matches!(words[0].as_str(), "drafts" | "gateways") {
        // These do something by themselves, too.
        found.push(words.to_vec());
    }
    found
}

/// These have no result but what they do.
const SILENT: [&str; 2] = ["config set", "config unset"];

/// A way to call a verb that prints something: the words of the verb, and what follows them.
type Call = (&'static str, Vec<String>);

fn call(verb: &'static str, rest: &[&str]) -> Call {
    (verb, rest.iter().map(|word| (*word).to_owned()).collect())
}

/// Every verb, in an order in which a connection can live through them.
fn calls(world: &World) -> Vec<Call> {
    let folder = world.drafts.path();
    let draft = sample("frankfurt-bgp.json");
    let device = folder.join("device.conf").to_string_lossy().into_owned();
    let written = run(&["peer", "write", &draft, "--platform", "strongswan"]).expect(0);
    fs::write(&device, written.out).unwrap();
    let plain = folder.join("plain.json").to_string_lossy().into_owned();
    fs::copy(&draft, &plain).unwrap();
    let copy = folder.join("copy.json").to_string_lossy().into_owned();
    fs::copy(&draft, &copy).unwrap();
    let identity = world.run(&["identity", "show"]).expect(0).out.trim().to_owned();
    let keep = ["drafts", "save", &draft, "--name", "kept"];
    for name in ["kept", "gone", "moved", "past"] {
        world.run(&[&keep[..3], &["--name", name]].concat()).expect(0);
    }
    world.run(&["drafts", "save", &sample("singapore-static.json"), "--name", "past"]).expect(0);
    world.run(&["drafts", "delete", "gone"]).expect(0);
    vec![
        call("check", &[&draft]),
        call("preview", &[&draft]),
        call("replay", &["--yes", "--again", &draft]),
        call("explain", &["Resource.QuotaFull"]),
        call("policy", &[]),
        call("gateways", &[]),
        call("gateways create", &["--ip", "203.0.113.7"]),
        call("sandbox", &[]),
        call("import", &["--request", &draft]),
        call("identity show", &[]),
        call("identity path", &[]),
        call("connections", &[]),
        call("routers", &[]),
        call("bind", &[ID, "--router", ROUTER, "--yes"]),
        call("watch", &[ID, "--until", "bound"]),
        call("diagnose", &[ID]),
        call("logs", &[ID]),
        call("modify", &[ID, &draft, "--yes"]),
        call("unbind", &[ID, "--yes"]),
        call("delete", &[ID, "--yes"]),
        call("history", &[]),
        call("config path", &[]),
        call("config show", &[]),
        call("config set", &["theme", "light"]),
        call("config unset", &["theme"]),
        call("peer platforms", &[]),
        call("peer read", &[&device]),
        call("peer compare", &[&draft, &device]),
        call("peer write", &[&draft, "--platform", "strongswan"]),
        call("sheet", &[&draft]),
        call("suggest tunnel-cidr", &[]),
        call("completions", &["bash"]),
        call("man", &[]),
        call("drafts", &[]),
        call("drafts list", &[]),
        call("drafts show", &["kept"]),
        call("drafts save", &[&draft, "--name", "new"]),
        call("drafts versions", &["past"]),
        call("drafts schema", &[]),
        call("drafts diff", &["@kept", "@past"]),
        call("drafts seal", &[&plain]),
        call("drafts share", &[&copy, "--with", &identity]),
        call("drafts duplicate", &["kept", "twin"]),
        call("drafts rename", &["moved", "renamed"]),
        call("drafts delete", &["kept"]),
        call("drafts restore", &["gone"]),
    ]
}

fn world() -> World {
    World::with(|state| state.life = vec!["dual.08.up"])
}

fn command(world: &World, (verb, rest): &Call, more: &[&str]) -> Command {
    let words = verb.split(' ').chain(rest.iter().map(String::as_str)).chain(more.iter().copied());
    let mut command = world.program(&words.collect::<Vec<_>>());
    command.env("TUNNELSMITH_IDENTITY", world.drafts.path().join("identity.txt"));
    command.env("HOME", world.drafts.path());
    if matches!(*verb, "sandbox" | "completions" | "man" | "policy" | "explain") {
        // They talk to nobody.
        command.env_remove("ALIBABA_CLOUD_ACCESS_KEY_ID");
    }
    command
}

#[test]
fn the_table_has_every_verb_that_the_help_names() {
    let world = world();
    let called: BTreeSet<String> = calls(&world).iter().map(|(verb, _)| (*verb).into()).collect();
    let named: BTreeSet<String> = verbs(&[]).iter().map(|words| words.join(" ")).collect();
    assert!(named.len() > 35, "the help is read: {named:?}");
    assert_eq!(called, named);
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_is_lost_is_an_error_in_every_verb() {
    let full = || fs::File::options().write(true).open("/dev/full").unwrap();
    let lost = |command: &mut Command, what: &str| {
        let output = command.stdout(full()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(1..=7)), "{what}: {:?} {said}", output.status);
        assert!(said.contains("standard output cannot be written"), "{what}: {said}");
    };
    for more in [&[][..], &["--output", "json"]] {
        let world = world();
        for one in calls(&world) {
            let mut command = command(&world, &one, more);
            match SILENT.contains(&one.0) {
                true => assert!(command.stdout(full()).status().unwrap().success(), "{}", one.0),
                false => lost(&mut command, &format!("{} {more:?}", one.0)),
            }
        }
    }
    for words in [&["--help"][..], &["--version"], &["drafts", "--help"], &["help", "replay"]] {
        lost(&mut program(words), &format!("{words:?}"));
    }
}

/// Nothing to print is nothing to lose.
#[cfg(target_os = "linux")]
#[test]
fn where_nothing_is_printed_nothing_is_lost() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = program(&["history", "--output", "json"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_gone_away_is_no_error_in_any_verb() {
    let world = world();
    for one in calls(&world) {
        if one.0 == "sandbox" {
            // It serves on, whoever reads.
            continue;
        }
        let mut child = command(&world, &one, &[])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ran = Ran::of(child.wait_with_output().unwrap());
        assert!(matches!(ran.status, 0 | 3), "{}: {} {}", one.0, ran.status, ran.err);
        assert!(!ran.err.contains("standard output"), "{}: {}", one.0, ran.err);
    }
    for arguments in [&["man"][..], &["completions", "bash"], &["--help"]] {
        let mut child =
            program(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ran = Ran::of(child.wait_with_output().unwrap());
        assert_eq!((ran.status, &*ran.err), (0, ""), "{arguments:?}");
    }
}
