//! Connections at a real terminal: what is asked before one is deleted, and how what goes on for long is ended.

use portable_pty::CommandBuilder;

use super::super::support::{PROGRAM, root};
use super::super::terminal::Pty;
use super::bound;
use super::world::{ID, REGION, World};

impl World {
    /// The program on a terminal.
    pub fn terminal(&self, arguments: &[&str], columns: u16, rows: u16) -> Pty {
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(arguments);
        let endpoint = self.endpoint();
        command.args(["--endpoint", &endpoint, "--region", REGION]);
        command.env_clear();
        command.cwd(root());
        command.env("HOME", self.drafts.path());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("NO_COLOR", "1");
        command.env("TUNNELSMITH_DRAFTS_DIR", self.drafts.path());
        command.env("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5tExample");
        command.env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret");
        Pty::start(command, columns, rows)
    }
}

#[test]
fn a_connection_is_deleted_only_once_its_name_was_typed() {
    for (typed, status, said) in [
        ("fra-dc2<enter>", 2, "nothing was deleted"),
        ("y<enter>", 2, "nothing was deleted"),
        ("<enter>", 2, "nothing was deleted"),
        ("<esc><enter>", 2, "nothing was deleted"),
        ("<ctrl-d>", 2, "nothing was deleted"),
        ("<ctrl-c>", 130, ""),
        ("fra-dc1<enter>", 0, "Deleted vco-"),
    ] {
        let world = World::with(|_| ());
        let mut pty = world.terminal(&["delete", ID], 80, 24);
        pty.wait_written("Type the name fra-dc1");
        pty.keys(typed);
        let code = pty.exit_status().exit_code();
        let told = pty.output();
        assert!(told.contains(said), "{typed}: {told}");
        assert_eq!(code, status, "{typed}: {told}");
        assert_eq!(world.state(|state| state.exists), status != 0, "{typed}: {told}");
        pty.assert_given_back();
    }
}

#[test]
fn ctrl_c_ends_a_watch_with_a_line_and_changes_nothing() {
    let world = World::with(|state| {
        bound(state);
        state.life = vec!["dual.03.attached-silent"];
    });
    let mut pty = world.terminal(&["watch", ID], 80, 24);
    // The last line of the first look: Ctrl-C makes the terminal drop what it has not shown.
    pty.wait_written("tunnel 2: BGP none");
    pty.keys("<ctrl-c>");
    assert_eq!(pty.exit_status().exit_code(), 130);
    let told = pty.output();
    assert!(told.contains("watching has stopped; nothing was changed"), "{told}");
    assert_eq!(
        world.state(|state| (state.bindings, state.route_changes, state.exists)),
        (0, 0, true)
    );
    pty.assert_given_back();
}

#[test]
fn a_log_is_followed_line_by_line_until_ctrl_c() {
    let line = |text: &str| format!("2026-01-02 11:20:18 {ID} [INFO]: a.c:1:f(): {text}");
    let world = World::with(|state| {
        bound(state);
        state.life = vec!["dual.03.attached-silent"];
        state.log = Some(vec![line("initiate new phase 1 negotiation")]);
    });
    let mut pty = world.terminal(&["logs", ID, "--tunnel", "1", "--follow", "--explain"], 120, 24);
    pty.wait_written("Alibaba Cloud starts phase 1.");
    world.state(|state| state.log.as_mut().unwrap().push(line("ISAKMP-SA established")));
    pty.wait_written("Phase 1 is up.");
    pty.keys("<ctrl-c>");
    let code = pty.exit_status().exit_code();
    let told = pty.output();
    assert_eq!(code, 130, "{told}");
    assert_eq!(told.matches("starts phase 1").count(), 1, "a line is printed once: {told}");
    pty.assert_given_back();
}
