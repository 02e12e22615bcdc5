//! The wizard as a person has it: the real program in a pseudo-terminal, against a real sandbox
//! process. What the screen showed and what the sandbox received are both looked at.

use std::fs;
use std::path::Path;

use portable_pty::CommandBuilder;
use rustix::process::Signal;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr as _;

use super::support::{PROGRAM, SandboxProcess, root, sample};
use super::terminal::{Pty, Screen};

/// A machine with one user: a home and the program in it.
pub struct Machine {
    pub home: TempDir,
    variables: Vec<(String, String)>,
    options: Vec<String>,
}

impl Machine {
    /// With nobody signed in.
    pub fn new(options: &[&str]) -> Self {
        let options = options.iter().map(|option| (*option).to_owned()).collect();
        Self { home: tempfile::tempdir().unwrap(), variables: Vec::new(), options }
    }

    /// Signed in at a sandbox.
    pub fn at(sandbox: &SandboxProcess) -> Self {
        let mut machine = Self::new(&["--endpoint", &sandbox.endpoint]);
        machine.set("ALIBABA_CLOUD_ACCESS_KEY_ID", &sandbox.id);
        machine.set("ALIBABA_CLOUD_ACCESS_KEY_SECRET", &sandbox.secret);
        machine
    }

    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    pub fn command(&self, more: &[&str]) -> CommandBuilder {
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(&self.options);
        command.args(more);
        command.env_clear();
        command.cwd(root());
        command.env("HOME", self.home.path());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        command
    }

    pub fn start(&self, cols: u16, rows: u16) -> Pty {
        let pty = Pty::start(self.command(&[]), cols, rows);
        pty.wait_text("Tunnelsmith");
        pty
    }

    /// A new dual-tunnel draft with its gateways, in the form of the connection.
    pub fn at_the_form(&self) -> Pty {
        let mut pty = self.start(80, 24);
        to_gateways(&mut pty);
        choose_both(&mut pty);
        pty
    }

    /// A kept sample draft, on its way to the service; home shows it with this word.
    fn submits(&self, name: &str, word: &str) -> Pty {
        self.keep(name);
        let mut pty = self.start(100, 30);
        pty.wait_text(word);
        pty.keys("<down>s");
        submit(&mut pty);
        pty
    }

    /// The next start after a kill while a sample draft was on its way.
    fn starts_after_a_kill_while_sending(&self) -> Pty {
        let pty = self.submits("frankfurt-bgp.json", "Frankfurt");
        pty.wait_text("attempt 1");
        pty.signal(Signal::KILL);
        pty.exit_status();
        self.start(100, 30)
    }

    /// Keeps a sample draft, as `tunnelsmith drafts save` does.
    fn keep(&self, name: &str) {
        let mut command = std::process::Command::new(PROGRAM);
        command.args(["drafts", "save", &sample(name)]).env("HOME", self.home.path());
        assert!(command.output().unwrap().status.success());
    }

    /// Every byte of every file at home.
    pub fn files(&self) -> Vec<(std::path::PathBuf, Vec<u8>)> {
        let mut folders = vec![self.home.path().to_owned()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if let Ok(bytes) = fs::read(&path) {
                    files.push((path, bytes));
                }
            }
        }
        files
    }

    pub fn draft(&self, name: &str) -> serde_json::Value {
        let folder = self.home.path().join(".local/share/tunnelsmith/drafts");
        let text = fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
        serde_json::from_str(&text).unwrap()
    }
}

/// Whether a line has both, and perhaps more.
pub fn has_line(screen: &Screen, one: &str, other: &str) -> bool {
    screen.lines().iter().any(|line| line.contains(one) && line.contains(other))
}

/// From home to the gateways of a region.
fn to_gateways(pty: &mut Pty) {
    pty.wait_text("New connection");
    pty.keys("n");
    pty.wait_text("Dual-tunnel");
    pty.keys("<tab><tab>eu-central-1");
    pty.wait_text("Frankfurt");
    pty.keys("<enter><alt-n>");
    pty.wait_text("fra-dc1-a");
}

/// Both tunnels of dual mode with a gateway each.
fn choose_both(pty: &mut Pty) {
    pty.keys("fra-dc1-a");
    pty.wait_text("1 gateway");
    pty.keys("<enter>");
    pty.wait_for(|screen| has_line(screen, "▸ Tunnel 2", "none"), "the second slot");
    pty.keys("fra-dc1-b");
    pty.wait_text("1 gateway");
    pty.keys("<enter>");
    // The device at the other end may be left out.
    pty.wait_text("Continue without");
    pty.keys("<enter>");
    pty.wait_text("Network type");
}

/// Accepts what warnings there are, and sends.
pub fn submit(pty: &mut Pty) {
    pty.wait_text("Findings");
    for _ in 0..20 {
        let screen = pty.screen();
        if screen.has("Ready to send") {
            break;
        }
        let before = screen.text();
        pty.keys("s<space>");
        pty.wait_taken();
        pty.wait_for(|screen| screen.text() != before, "a warning less");
    }
    // One more round than there were warnings asks already; an answer that arrives with another letter is none.
    if !pty.screen().has("y yes") {
        pty.wait_text("Ready to send");
        pty.keys("s");
        pty.wait_text("y yes");
    }
    pty.wait_taken();
    pty.keys("y");
}

/// Leaves with Ctrl-C, and says yes if asked.
pub fn leave(mut pty: Pty) {
    pty.keys("<ctrl-c>");
    if !pty.ends_before("Quit?") {
        pty.keys("y");
    }
    assert_eq!(pty.exit_status().exit_code(), 0);
    pty.assert_given_back();
}

#[test]
fn two_tunnels_with_bgp_from_the_first_key_to_the_id() {
    let sandbox = SandboxProcess::start(&[]);
    let machine = Machine::at(&sandbox);
    let mut pty = machine.at_the_form();
    pty.keys("fra-dc1<tab><tab>0.0.0.0/0<tab>0.0.0.0/0<ctrl-g>");
    pty.wait_text("Go to a field");
    pty.keys("EnableTunnelsBgp<enter>");
    pty.wait_text("▸ BGP on both");
    pty.keys("<right>");
    pty.wait_for(|screen| has_line(screen, "BGP on both", "true"), "BGP is on");
    for tunnel in ["tunnel 1", "tunnel 2"] {
        pty.keys("<ctrl-g>");
        pty.wait_text("Go to a field");
        pty.keys(&format!("Pre-shared key {tunnel}<enter>"));
        pty.wait_text("▸ Pre-shared key");
        pty.keys("<ctrl-t><ctrl-g>");
        pty.wait_text("Go to a field");
        pty.keys(&format!("Tunnel CIDR {tunnel}<enter>"));
        pty.wait_text("▸ Tunnel CIDR");
        pty.keys("<ctrl-t><tab><ctrl-t>");
        pty.wait_for(|screen| has_line(screen, "Local BGP", "169.254."), "both filled in");
    }
    pty.keys("<alt-n>");
    submit(&mut pty);
    let screen = pty.wait_text("created vco-");
    assert!(screen.has("SANDBOX"), "{}", screen.text());
    let kept = sandbox.kept("eu-central-1");
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(screen.has(&kept[0].0) && kept[0].1 == "fra-dc1", "{kept:?}");
    leave(pty);
}

#[test]
fn one_tunnel_with_a_health_check_from_the_first_key_to_the_id() {
    let sandbox = SandboxProcess::start(&[]);
    let machine = Machine::at(&sandbox);
    let mut pty = machine.start(80, 24);
    pty.wait_text("New connection");
    pty.keys("n");
    pty.wait_text("Dual-tunnel");
    pty.keys("<down><enter>");
    pty.wait_text("(*) Single-tunnel");
    pty.keys("<tab>eu-central-1");
    pty.wait_text("Frankfurt");
    pty.keys("<enter><alt-n>");
    pty.wait_text("muc-plant");
    pty.keys("muc-plant");
    pty.wait_text("1 gateway");
    pty.keys("<enter>");
    // The device at the other end may be left out.
    pty.wait_text("Continue without");
    pty.keys("<enter>");
    pty.wait_text("Network type");
    pty.keys("muc<tab><tab>10.0.0.0/16");
    pty.wait_for(|screen| has_line(screen, "▸ Local CIDR", "10.0.0.0/16"), "the local side");
    pty.keys("<tab>192.168.50.0/24<alt-n>");
    pty.wait_text("Pre-shared key");
    pty.keys("<ctrl-t><alt-n><alt-n><alt-n><alt-n>");
    pty.wait_text("Health check");
    pty.keys("<ctrl-g>");
    pty.wait_text("Go to a field");
    pty.keys("HealthCheckConfig.enable<enter>");
    pty.wait_text("▸ Health check");
    pty.keys("<space>");
    pty.wait_text("Destination");
    pty.keys("<tab>192.168.50.10<tab>10.0.0.10<alt-n>");
    submit(&mut pty);
    let screen = pty.wait_text("created vco-");
    let kept = sandbox.kept("eu-central-1");
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(screen.has(&kept[0].0), "{}", screen.text());
    leave(pty);
}

#[test]
fn what_became_of_a_request_can_be_taken_along() {
    let sandbox = SandboxProcess::start(&[]);
    let machine = Machine::at(&sandbox);
    let mut pty = machine.submits("shanghai-policy.json", "cn-shanghai");
    pty.wait_text("created vco-");
    let id = sandbox.kept("cn-shanghai")[0].0.clone();
    pty.keys("c");
    pty.wait_text("Sent to the terminal's clipboard");
    assert_eq!(pty.clipboard(), [id.as_str()]);
    pty.keys("C");
    pty.keys("<ctrl-c>");
    if !pty.ends_before("Quit?") {
        pty.keys("y");
    }
    assert_eq!(pty.exit_status().exit_code(), 0);
    pty.assert_given_back();
    assert_eq!(pty.clipboard().len(), 2, "the id, and everything");
    // Still to be seen where the wizard was.
    let line = pty.screen().line_with(&format!("created {id}"));
    assert!(line.contains("SANDBOX"), "{line}");
}

#[test]
fn a_refused_request_is_repaired_at_its_field_and_sent_again() {
    let sandbox = SandboxProcess::start(&["--fault", "error=IllegalParam.RemoteSubnet:1"]);
    let machine = Machine::at(&sandbox);
    let mut pty = machine.submits("shanghai-policy.json", "cn-shanghai");
    pty.wait_text("refused IllegalParam.RemoteSubnet");
    assert!(sandbox.kept("cn-shanghai").is_empty());
    pty.keys("<enter>");
    let screen = pty.wait_text("Refused by the service");
    assert!(screen.line_with("Remote CIDR").contains('✗'), "{}", screen.text());
    pty.keys("<ctrl-u>172.16.16.0/21");
    pty.wait_gone("Refused by the service");
    pty.keys("<alt-n><alt-n><alt-n>");
    submit(&mut pty);
    pty.wait_text("created vco-");
    assert_eq!(sandbox.kept("cn-shanghai").len(), 1);
    leave(pty);
}

#[test]
fn a_draft_is_there_again_after_a_kill_and_can_be_sent() {
    let sandbox = SandboxProcess::start(&[]);
    let machine = Machine::at(&sandbox);
    let mut pty = machine.at_the_form();
    pty.keys("fra-killed<tab><tab>10.0.0.0/16");
    pty.wait_for(|screen| has_line(screen, "▸ Local CIDR", "10.0.0.0/16"), "the local side");
    pty.keys("<tab>192.168.0.0/16");
    // The star goes when everything is on the disk.
    pty.wait_for(|screen| screen.has("192.168.0.0/16") && !screen.has("*"), "a save");
    pty.signal(Signal::KILL);
    pty.exit_status();
    let mut pty = machine.start(80, 24);
    let screen = pty.wait_text("▸ Remote CIDR");
    assert!(screen.has("192.168.0.0/16") && screen.has("fra-killed"), "{}", screen.text());
    pty.keys("<alt-n><alt-n><alt-n>");
    submit(&mut pty);
    pty.wait_text("created vco-");
    assert_eq!(sandbox.kept("eu-central-1").len(), 1);
    leave(pty);
}

#[test]
fn a_kill_while_sending_leaves_one_connection_and_the_next_start_tells() {
    let sandbox = SandboxProcess::start(&["--fault", "latency=1500ms"]);
    let machine = Machine::at(&sandbox);
    let mut pty = machine.starts_after_a_kill_while_sending();
    let screen = pty.wait_text("Unfinished: fra-dc1");
    assert!(!screen.has("created"), "{}", screen.text());
    pty.keys("<home><enter>");
    pty.wait_text("unfinished. Submitting looks");
    submit(&mut pty);
    pty.wait_text("created vco-");
    assert_eq!(sandbox.kept("eu-central-1").len(), 1);
    leave(pty);
}

#[test]
fn a_draft_changed_after_a_kill_while_sending_is_not_sent_beside_the_first() {
    let sandbox = SandboxProcess::start(&["--fault", "latency=1500ms"]);
    let machine = Machine::at(&sandbox);
    let mut pty = machine.starts_after_a_kill_while_sending();
    pty.wait_text("Unfinished: fra-dc1");
    pty.keys("<home><enter>");
    pty.wait_text("unfinished. Submitting looks");
    pty.keys("<ctrl-g>EffectImmediately<enter>");
    pty.wait_text("▸ Negotiate immediately");
    pty.keys("<space><alt-n><alt-n><alt-n>");
    submit(&mut pty);
    pty.wait_text("Nothing was sent");
    pty.wait_text("before it was changed");
    assert!(sandbox.kept("eu-central-1").len() <= 1);
    leave(pty);
}

#[test]
fn a_lost_answer_makes_one_connection() {
    let sandbox = SandboxProcess::start(&["--fault", "reset-after-store=1"]);
    let machine = Machine::at(&sandbox);
    let pty = machine.submits("frankfurt-bgp.json", "Frankfurt");
    let screen = pty.wait_text("created vco-");
    assert!(screen.has("The answer was lost"), "{}", screen.text());
    assert_eq!(sandbox.kept("eu-central-1").len(), 1);
    leave(pty);
}

#[test]
fn a_window_that_changes_its_size_in_the_middle_loses_nothing() {
    let machine = Machine::new(&["--sandbox"]);
    let mut pty = machine.at_the_form();
    pty.keys("resized");
    // In a window that is too small no letter is taken.
    pty.wait_text("resized");
    for (cols, rows) in [(60, 16), (30, 8), (200, 60), (1, 1), (120, 40), (80, 24)] {
        pty.resize(cols, rows);
    }
    pty.wait_for(|screen| has_line(screen, "▸ Name", "resized"), "the form again");
    pty.keys("-well");
    pty.wait_text("resized-well");
    leave(pty);
}

#[test]
fn ten_kilobytes_of_subnets_are_pasted_as_one_value() {
    let machine = Machine::new(&["--sandbox"]);
    let mut pty = machine.at_the_form();
    pty.keys("pasted<tab><tab>");
    pty.wait_text("▸ Local CIDR");
    let blocks: Vec<String> =
        (0..700).map(|n| format!("10.{}.{}.0/24", n / 250, n % 250)).collect();
    let pasted = format!("{}\r\n", blocks.join("\n"));
    assert!(pasted.len() > 9_000);
    pty.paste(&pasted);
    pty.wait_text(blocks.last().unwrap());
    // No line break of it moved or sent anything.
    pty.wait_for(|screen| screen.has("▸ Local CIDR") && !screen.has("*"), "a save");
    assert_eq!(machine.draft("pasted")["request"]["LocalSubnet"], blocks.join(","));
    leave(pty);
}

#[test]
fn five_thousand_gateways_are_searched_while_they_come() {
    let sandbox = SandboxProcess::start(&["--gateways", "5000"]);
    let machine = Machine::at(&sandbox);
    let mut pty = machine.start(120, 40);
    to_gateways(&mut pty);
    pty.wait_text("5000 gateways");
    // By address, which only one of them has.
    let screen = pty.screen();
    let line = screen.line_with("fra-dc1-b");
    assert!(line.contains("203.0.113.11"), "{line}");
    pty.keys("203.0.113.88");
    pty.wait_text("1 gateway");
    pty.keys("<enter>");
    pty.wait_for(|screen| has_line(screen, "Tunnel 1", "sandboxshanghai"), "chosen");
    leave(pty);
}

/// An input method shows what is not chosen yet where the cursor of the terminal is.
#[test]
fn the_cursor_of_the_terminal_is_behind_what_is_typed() {
    let behind = |screen: &Screen, line: &str, text: &str| {
        let rows = screen.lines();
        let row = rows.iter().position(|row| row.contains(line) && row.contains(text))?;
        let end = rows[row].rfind(text)? + text.len();
        Some((row, rows[row][..end].width()))
    };
    let is_behind = |screen: &Screen, line: &str, text: &str| {
        let at = screen.cursor().map(|(row, column)| (usize::from(row), usize::from(column)));
        at.is_some() && at == behind(screen, line, text)
    };
    let machine = Machine::new(&["--sandbox"]);
    let mut pty = machine.at_the_form();
    pty.keys("<ctrl-g>");
    pty.wait_text("Go to a field");
    pty.keys("名称Name");
    pty.wait_for(|screen| is_behind(screen, "名称", "名称Name"), "the cursor in the list");
    pty.keys("<backspace><backspace><backspace><backspace><backspace><backspace>Name<enter>");
    pty.wait_text("▸ Name");
    pty.keys("上海ab");
    pty.wait_for(|screen| is_behind(screen, "▸ Name", "上海ab"), "the cursor in the field");
    pty.keys("<left><left><left>");
    pty.wait_for(
        |screen| {
            let shown = behind(screen, "▸ Name", "上海ab").map(|(row, column)| (row, column - 4));
            shown.is_some()
                && screen.cursor().map(|(row, column)| (row.into(), column.into())) == shown
        },
        "the cursor between wide letters",
    );
    leave(pty);
}

#[test]
fn a_typed_key_is_nowhere_but_sealed() {
    const CANARY: &str = "CanaryWizardPskQx7vLm92Rt";
    let machine = Machine::new(&["--sandbox"]);
    let mut pty = machine.at_the_form();
    pty.keys("canary<alt-n>");
    pty.wait_text("▸ Pre-shared key");
    pty.paste(CANARY);
    pty.wait_text("•••••");
    pty.wait_for(|screen| !screen.has("*"), "a save");
    assert!(!pty.output().contains(CANARY));
    pty.keys("<ctrl-o>");
    pty.wait_text(CANARY);
    pty.keys("<ctrl-o>");
    pty.wait_gone(CANARY);
    pty.keys("<alt-n>");
    pty.wait_text("Copy settings from tunnel 1");
    let command = fs::read(Path::new("/proc").join(pty.process().to_string()).join("cmdline"));
    assert!(!String::from_utf8_lossy(&command.unwrap_or_default()).contains(CANARY));
    leave(pty);
    for (path, bytes) in machine.files() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("CanaryWizard"), "{} holds the key", path.display());
    }
}

/// Waits until a kept draft holds this.
fn wait_kept(machine: &Machine, text: &str) {
    let begun = std::time::Instant::now();
    let holds = |(path, bytes): &(std::path::PathBuf, Vec<u8>)| {
        path.extension().is_some_and(|ending| ending == "json")
            && !path.components().any(|part| part.as_os_str() == ".versions")
            && String::from_utf8_lossy(bytes).contains(text)
    };
    while !machine.files().iter().any(holds) {
        assert!(begun.elapsed().as_secs() < 60, "{text} was not kept");
        std::thread::yield_now();
    }
}

/// An identity that does not come: neither the look at a sealed key nor the sealing of a typed one holds up what
/// is typed elsewhere; and once it comes, the typed key is kept without a key being pressed.
#[test]
fn an_identity_that_does_not_come_holds_up_no_save() {
    let mut machine = Machine::new(&["--sandbox"]);
    machine.keep("frankfurt-bgp.json");
    let seal = |machine: &Machine| {
        let mut command = std::process::Command::new(PROGRAM);
        command
            .args(["drafts", "seal", "@Frankfurt, data center 1, BGP over two lines"])
            .env("HOME", machine.home.path());
        command.output().unwrap()
    };
    let sealed = seal(&machine);
    assert!(sealed.status.success(), "{sealed:?}");
    let identity = fs::read(machine.home.path().join(".config/tunnelsmith/identity.txt")).unwrap();
    let place = tempfile::tempdir().unwrap();
    let pipe = place.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    machine.set("TUNNELSMITH_IDENTITY", pipe.to_str().unwrap());
    let mut pty = machine.start(80, 24);
    pty.wait_text("Frankfurt");
    pty.keys("<down><enter>");
    pty.wait_text("Dual-tunnel");
    let to = |pty: &mut Pty, field: &str, line: &str| {
        pty.keys("<ctrl-g>");
        pty.wait_text("Go to a field");
        pty.keys(field);
        pty.keys("<enter>");
        pty.wait_text(line);
    };
    to(&mut pty, "1.TunnelIkeConfig.Psk", "▸ Pre-shared key");
    pty.keys("<ctrl-o>");
    to(&mut pty, "LocalSubnet", "▸ Local CIDR");
    pty.keys("<end>,10.77.0.0/16");
    wait_kept(&machine, "10.77.0.0/16");
    to(&mut pty, "2.TunnelIkeConfig.Psk", "▸ Pre-shared key");
    pty.paste("TypedKeyOfThisTest42");
    pty.wait_text("has not returned the identity yet");
    to(&mut pty, "RemoteSubnet", "▸ Remote CIDR");
    pty.keys("<end>,10.78.0.0/16");
    wait_kept(&machine, "10.78.0.0/16");
    pty.wait_for(|screen| screen.lines()[0].contains('*'), "a mark for the key");
    // Opening it waits for a reader, and there is one as long as a look or a save wants the identity.
    fs::write(&pipe, identity).unwrap();
    pty.wait_for(|screen| !screen.lines()[0].contains('*'), "everything kept");
    pty.signal(Signal::TERM);
    pty.exit_status();
    assert!(
        machine
            .files()
            .iter()
            .all(|(_, bytes)| { !String::from_utf8_lossy(bytes).contains("TypedKeyOfThisTest42") })
    );
}

#[test]
fn a_draft_that_is_open_elsewhere_is_told_and_both_are_kept() {
    let machine = Machine::new(&["--sandbox"]);
    machine.keep("frankfurt-bgp.json");
    let mut one = machine.start(100, 30);
    one.wait_text("Frankfurt");
    one.keys("<down><enter>");
    one.wait_text("Dual-tunnel");
    let mut other = machine.start(100, 30);
    other.wait_text("New connection");
    other.wait_text("Open elsewhere");
    other.keys("<esc>");
    other.wait_gone("Open elsewhere");
    for (pty, name) in [(&mut one, "-one"), (&mut other, "-other")] {
        pty.keys("<ctrl-g>");
        pty.wait_text("Go to a field");
        pty.keys("Name<enter>");
        pty.wait_text("▸ Name");
        // A letter alone would take the place of the name.
        pty.keys(&format!("<end>{name}"));
        pty.wait_text(&format!("fra-dc1{name}"));
        pty.wait_for(|screen| !screen.has("*"), "a save");
    }
    leave(one);
    leave(other);
    let names: Vec<String> = machine
        .files()
        .into_iter()
        .filter(|(path, _)| path.parent().is_some_and(|folder| folder.ends_with("drafts")))
        .map(|(_, bytes)| serde_json::from_slice::<serde_json::Value>(&bytes).unwrap())
        .map(|draft| draft["request"]["Name"].as_str().unwrap().to_owned())
        .collect();
    assert!(names.contains(&"fra-dc1-one".to_owned()), "{names:?}");
    assert!(names.contains(&"fra-dc1-other".to_owned()), "{names:?}");
}

#[test]
fn every_way_out_saves_and_gives_the_terminal_back() {
    for (way, yes) in [("<ctrl-c>", "y"), ("<ctrl-c>", "<ctrl-c>"), ("<f10>", "<f10>")] {
        let machine = Machine::new(&["--sandbox"]);
        let mut pty = machine.at_the_form();
        pty.keys("leaving");
        pty.wait_text("leaving");
        pty.keys(way);
        if !pty.ends_before("Quit?") {
            pty.keys(yes);
        }
        assert_eq!(pty.exit_status().exit_code(), 0, "{way}");
        pty.assert_given_back();
        assert!(saved(&machine, "leaving"), "{way}");
    }
    for signal in [Signal::TERM, Signal::HUP, Signal::QUIT, Signal::ABORT] {
        let machine = Machine::new(&["--sandbox"]);
        let mut pty = machine.at_the_form();
        pty.keys("signalled");
        pty.wait_text("signalled");
        pty.signal(signal);
        assert_eq!(pty.exit_status().exit_code(), 130, "{signal:?}");
        pty.assert_given_back();
        assert!(saved(&machine, "signalled"), "{signal:?}");
    }
}

/// A typed key is in its memory, which is written out nowhere when it breaks down.
#[cfg(target_os = "linux")]
#[test]
fn no_core_is_dumped() {
    let machine = Machine::new(&["--sandbox"]);
    let pty = machine.start(80, 24);
    let limits = fs::read_to_string(format!("/proc/{}/limits", pty.process())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
    pty.signal(Signal::TERM);
    pty.exit_status();
}

/// What somebody else may put into a draft hides nothing at home and acts on no terminal.
#[test]
fn hidden_letters_of_a_draft_do_not_reach_the_terminal() {
    let machine = Machine::new(&["--sandbox"]);
    let drafts = machine.home.path().join(".local/share/tunnelsmith/drafts");
    fs::create_dir_all(&drafts).unwrap();
    let hidden = ["\u{e0041}", "\u{2028}", "\u{202e}", "\u{200b}", "\u{9b}2J"];
    let text = hidden.map(|one| format!("a{one}b")).concat();
    let draft = serde_json::json!({"Name": text, "RegionId": text, "LocalSubnet": text});
    fs::write(drafts.join("odd.json"), draft.to_string()).unwrap();
    let mut pty = machine.start(100, 30);
    pty.wait_text("odd");
    pty.keys("<down><enter>");
    pty.wait_text("1 Mode");
    pty.keys("<ctrl-g>LocalSubnet<enter>");
    pty.wait_text("Local CIDR");
    pty.signal(Signal::TERM);
    pty.exit_status();
    let output = pty.output();
    for one in hidden {
        assert!(!output.contains(one), "{one:?} reaches the terminal");
    }
}

fn saved(machine: &Machine, name: &str) -> bool {
    let wanted = format!("\"Name\": \"{name}\"");
    machine.files().iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(&wanted))
}

#[test]
fn an_editor_has_the_terminal_and_what_it_leaves_is_in_the_field() {
    let mut machine = Machine::new(&["--sandbox"]);
    let editor = machine.home.path().join("editor");
    // Adds to what it is given, once somebody has pressed Enter.
    let seen = machine.home.path().join("seen");
    let script = format!(
        "#!/bin/sh\nenv >{}\nprintf 'editing: '\nread key\nprintf '\\n192.168.9.0/24\\n' >> \"$1\"\n",
        seen.display()
    );
    fs::write(&editor, script).unwrap();
    fs::set_permissions(&editor, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    machine.set("EDITOR", editor.to_str().unwrap());
    machine.set("PATH", "/usr/bin:/bin");
    machine.set("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "CanaryOfTheAccount");
    machine.set("TUNNELSMITH_IDENTITY", "/nonexistent/identity");
    let mut pty = machine.at_the_form();
    pty.keys("<ctrl-g>LocalSubnet<enter>");
    pty.wait_text("\u{25b8} Local CIDR");
    pty.keys("10.0.0.0/16<ctrl-x>");
    pty.wait_text("editing:");
    pty.assert_given_back();
    pty.keys("<enter>");
    let screen = pty.wait_text("10.0.0.0/16,192.168.9.0/24");
    assert!(screen.is_alternate(), "{}", screen.text());
    leave(pty);
    // It was started to edit a list of networks, and needs no key for that.
    let seen = fs::read_to_string(seen).unwrap();
    assert!(
        seen.contains("PATH=") && !seen.contains("Canary") && !seen.contains("TUNNELSMITH"),
        "{seen}"
    );
}

#[test]
fn ctrl_z_gives_the_shell_its_terminal_and_fg_brings_the_draft_back() {
    let machine = Machine::new(&["--sandbox"]);
    let mut shell = machine.command(&[]);
    let words: Vec<_> = shell.get_argv().iter().map(|word| word.to_str().unwrap()).collect();
    let line = words.join(" ");
    *shell.get_argv_mut() = vec!["sh".into(), "-i".into()];
    shell.env("PS1", "ready> ");
    shell.env("PATH", "/usr/bin:/bin");
    let mut pty = Pty::start(shell, 80, 24);
    pty.wait_text("ready>");
    let before = pty.modes();
    pty.keys(&format!("{line}<enter>"));
    to_gateways(&mut pty);
    pty.keys("<ctrl-z>");
    pty.wait_for(|screen| !screen.is_alternate() && screen.has("Stopped"), "a stop");
    assert_eq!(pty.modes(), before);
    pty.keys("fg<enter>");
    let screen = pty.wait_for(|screen| screen.is_alternate() && screen.has("fra-dc1-a"), "it");
    assert!(screen.has("1 Mode"), "{}", screen.text());
    choose_both(&mut pty);
    pty.mark();
    pty.keys("<ctrl-c>");
    pty.wait_for(|screen| screen.has("Quit?") || !screen.is_alternate(), "the end");
    if pty.screen().is_alternate() {
        pty.keys("y");
    }
    // Only then does a line break end a line again.
    pty.wait_written("ready> ");
    pty.keys("exit<enter>");
    pty.exit_status();
    pty.assert_given_back();
}

#[test]
fn without_colour_the_field_with_the_keys_still_stands_out() {
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "vt100"), ("TERM", "xterm-16color")] {
        let mut machine = Machine::new(&["--sandbox"]);
        machine.set(name, value);
        let mut pty = machine.start(80, 24);
        pty.wait_text("New connection");
        let screen = pty.screen();
        assert!(screen.cell_of("New connection").inverse(), "{name}={value}");
        pty.keys("<ctrl-c>");
        pty.exit_status();
        let colours = colours(&pty.output());
        assert_eq!(!colours.is_empty(), value == "xterm-16color", "{name}={value} {colours:?}");
        // These and no others are known to every terminal with colours.
        let known = |number: &u16| matches!(number, 30..=37 | 40..=47 | 90..=97 | 100..=107);
        assert!(colours.iter().all(known), "{name}={value} {colours:?}");
    }
}

/// The numbers that set or take back a colour in what was written.
fn colours(output: &str) -> Vec<u16> {
    let looks = output.split("\u{1b}[").filter_map(|rest| {
        let (numbers, _) = rest.split_once('m')?;
        numbers.chars().all(|one| one.is_ascii_digit() || one == ';').then_some(numbers)
    });
    let numbers = looks.flat_map(|numbers| numbers.split(';'));
    numbers.filter_map(|number| number.parse().ok()).filter(|number| *number >= 30).collect()
}

#[test]
fn without_a_terminal_it_fails_at_once_and_names_what_to_use() {
    let ran = super::support::run(&["--sandbox"]).expect(2);
    assert!(ran.out.is_empty(), "{}", ran.out);
    assert!(ran.err.contains("not a terminal") && ran.err.contains("replay"), "{}", ran.err);
}

#[test]
fn nobody_signed_in_is_no_dead_end() {
    let machine = Machine::new(&[]);
    let mut pty = machine.start(80, 24);
    let screen = pty.wait_text("You are not signed in");
    assert!(screen.has("ALIBABA_CLOUD_ACCESS_KEY_ID"), "{}", screen.text());
    pty.keys("<down><enter>");
    let screen = pty.wait_text("simulated cloud");
    assert!(screen.has("SANDBOX"), "{}", screen.text());
    to_gateways(&mut pty);
    leave(pty);
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let machine = Machine::new(&["--sandbox"]);
    let mut pty = machine.at_the_form();
    pty.wait_for(|screen| !screen.has("*"), "a save");
    pty.mark();
    // One key, whose answer is a few cells: what came before it wrote nothing.
    pty.keys("x");
    pty.wait_for(|screen| has_line(screen, "▸ Name", "x"), "the letter");
    assert!(pty.bytes_written() < 1024, "{} bytes", pty.bytes_written());
    leave(pty);
}
