//! What a person sets: by a flag, a variable or `config.toml`, in this order.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value as Json, json};
use tempfile::TempDir;

use super::support::{Ran, SandboxProcess, program, sample};
use super::wizard_terminal::Machine;

/// A home with settings in it.
struct Home(TempDir);

impl Home {
    fn with(settings: &str) -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(home.file().parent().unwrap()).unwrap();
        fs::write(home.file(), settings).unwrap();
        home
    }

    fn file(&self) -> PathBuf {
        self.0.path().join(".config/tunnelsmith/config.toml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    fn run(&self, arguments: &[&str], vars: &[(&str, &str)]) -> Ran {
        let mut command = program(arguments);
        command.env("HOME", self.0.path()).envs(vars.iter().copied());
        Ran::of(command.output().unwrap())
    }

    /// What `config show` says of a setting: its value and what decided it.
    fn shown(&self, name: &str, flags: &[&str], vars: &[(&str, &str)]) -> (Json, String) {
        let ran = self.run(&[flags, &["config", "show", "--output", "json"]].concat(), vars);
        let lines = ran.expect(0).lines();
        let line = lines.iter().find(|line| line["name"] == name).expect("every setting is told");
        (line["value"].clone(), line["source"].as_str().unwrap().to_owned())
    }
}

/// A setting, what the file says, the variable and what it says, the flag and what it says.
type Row = (&'static str, Json, (&'static str, &'static str), Json, &'static [&'static str], Json);

#[test]
fn the_flag_goes_before_the_variable_and_that_before_the_file() {
    let home = Home::with(
        "theme = \"light\"\nmouse = true\nregion = \"cn-beijing\"\nprofile = \"work\"\n\
         endpoint = [\"https://vpc.example.com\"]\ndrafts-dir = \"/drafts\"\nplain = false\n\
         [keys]\nundo = [\"ctrl-v\"]\n",
    );
    let table: [Row; 8] = [
        (
            "theme",
            json!("light"),
            ("TUNNELSMITH_THEME", "high-contrast"),
            json!("high-contrast"),
            &["--theme", "colour-blind"],
            json!("colour-blind"),
        ),
        ("mouse", json!(true), ("TUNNELSMITH_MOUSE", "0"), json!(false), &["--mouse"], json!(true)),
        (
            "plain",
            json!(false),
            ("TUNNELSMITH_PLAIN", "yes"),
            json!(true),
            &["--plain"],
            json!(true),
        ),
        (
            "region",
            json!("cn-beijing"),
            ("TUNNELSMITH_REGION", "cn-hangzhou"),
            json!("cn-hangzhou"),
            &["--region", "eu-central-1"],
            json!("eu-central-1"),
        ),
        (
            "profile",
            json!("work"),
            ("TUNNELSMITH_PROFILE", "home"),
            json!("home"),
            &["--profile", "other"],
            json!("other"),
        ),
        (
            "endpoint",
            json!(["https://vpc.example.com"]),
            ("TUNNELSMITH_ENDPOINT", "vpc=https://a.example.com cbn=https://b.example.com"),
            json!(["vpc=https://a.example.com", "cbn=https://b.example.com"]),
            &["--endpoint", "https://c.example.com"],
            json!(["https://c.example.com"]),
        ),
        (
            "drafts-dir",
            json!("/drafts"),
            ("TUNNELSMITH_DRAFTS_DIR", "/other"),
            json!("/other"),
            &["--drafts-dir", "/third"],
            json!("/third"),
        ),
        (
            "keys",
            json!({"undo": ["ctrl-v"]}),
            ("TUNNELSMITH_KEYS", "undo=alt-x;save=f2"),
            json!({"undo": ["alt-x"], "save": ["f2"]}),
            &["--key", "redo=alt-y,f12"],
            json!({"redo": ["alt-y", "f12"]}),
        ),
    ];
    for (name, file, variable, of_variable, flags, of_flag) in table {
        // The tests' own program always has a folder of drafts in its environment.
        let none = [("TUNNELSMITH_DRAFTS_DIR", "")];
        assert_eq!(home.shown(name, &[], &none), (file, "file".into()), "{name}");
        assert_eq!(home.shown(name, &[], &[variable]), (of_variable, "variable".into()), "{name}");
        assert_eq!(home.shown(name, flags, &[variable]), (of_flag, "flag".into()), "{name}");
    }
}

#[test]
fn what_nobody_has_set_is_told_as_such() {
    let home = Home(tempfile::tempdir().unwrap());
    assert_eq!(home.shown("theme", &[], &[]), (Json::Null, "default".into()));
    let told = home.run(&["config", "show"], &[]).expect(0).out;
    assert!(told.contains("theme") && told.contains("high-contrast"), "{told}");
    let path = home.run(&["config", "path"], &[]).expect(0).out;
    assert_eq!(path.trim_end(), home.file().to_str().unwrap());
    assert!(!home.file().exists(), "nothing is made by looking");
}

#[test]
fn a_mistake_in_the_file_is_named_with_its_line_and_stops_every_verb() {
    let cases = [
        ("# mine\nthem = \"light\"\n", ":2:", "Did you mean theme?"),
        ("theme = \"lihgt\"\n", ":1:", "Did you mean light?"),
        ("mouse = \"on\"\n", ":1:", "wrong type"),
        ("region = 7\n", ":1:", "wrong type"),
        ("plain = true\n\n[keys]\nundoo = [\"f2\"]\n", ":3:", "action \"undoo\" does not exist"),
        ("endpoint = \"ftp://x\"\n", ":1:", "endpoint"),
        ("theme = \n", ":1:", ""),
    ];
    for (text, line, said) in cases {
        let home = Home::with(text);
        for arguments in [&["config", "show"][..], &["drafts", "list"], &["check", "x.json"]] {
            let ran = home.run(arguments, &[]).expect(2);
            let place = format!("{}{line}", home.file().display());
            assert!(ran.err.contains(&place), "{text:?}: {}", ran.err);
            assert!(ran.err.contains(said), "{text:?}: {}", ran.err);
        }
        home.run(&["config", "path"], &[]).expect(0);
        home.run(&["man"], &[]).expect(0);
    }
    let home = Home::with("");
    let ran = home.run(&["drafts", "list"], &[("TUNNELSMITH_THEME", "dark")]).expect(2);
    assert!(ran.err.contains("TUNNELSMITH_THEME") && ran.err.contains("light"), "{}", ran.err);
}

#[test]
fn setting_and_unsetting_leaves_everything_else_as_it_was() {
    let before =
        "# My own notes.\ntheme = \"light\" # for the projector\n\n[keys]\nundo = [\"alt-x\"]\n";
    let home = Home::with(before);
    home.run(&["config", "set", "region", "cn-hangzhou"], &[]).expect(0);
    let text = home.text();
    for part in ["# My own notes.", "# for the projector", "undo = [\"alt-x\"]", "region"] {
        assert!(text.contains(part), "{part} is missing in:\n{text}");
    }
    assert_eq!(home.shown("region", &[], &[]).0, json!("cn-hangzhou"));
    home.run(&["config", "unset", "region"], &[]).expect(0);
    assert_eq!(home.text(), before);

    let ran = home.run(&["config", "set", "themes", "light"], &[]).expect(2);
    assert!(ran.err.contains("Did you mean theme?"), "{}", ran.err);
    let ran = home.run(&["config", "set", "plain", "maybe"], &[]).expect(2);
    assert!(ran.err.contains("maybe"), "{}", ran.err);
    assert_eq!(home.text(), before, "what was refused changes nothing");
}

#[test]
fn a_setting_makes_the_file_for_its_owner_alone() {
    let home = Home(tempfile::tempdir().unwrap());
    home.run(&["config", "set", "mouse", "on"], &[]).expect(0);
    assert_eq!(home.text(), "mouse = true\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(home.file()).unwrap().permissions().mode() & 0o077, 0);
    }
}

#[test]
fn the_usual_region_is_for_what_no_draft_says() {
    let home = Home::with("region = \"cn-hangzhou\"\n");
    let listed = home.run(&["gateways", "--sandbox", "--output", "json"], &[]).expect(0).lines();
    let elsewhere = ["gateways", "--sandbox", "--region", "eu-central-1", "--output", "json"];
    let others = home.run(&elsewhere, &[]).expect(0).lines();
    assert_ne!(listed, others);
    let sent = home.run(&["preview", &sample("frankfurt-bgp.json")], &[]).expect(0).out;
    assert!(sent.contains("RegionId=eu-central-1"), "{sent}");
}

#[test]
fn a_key_in_the_environment_goes_before_the_profile_of_the_file() {
    let sandbox = SandboxProcess::start(&[]);
    let home = Home::with("profile = \"nobody-has-this\"\n");
    let run = |vars: &[(&str, &str)]| {
        let mut command = sandbox.program(&["gateways", "--region", "eu-central-1"]);
        command.env("HOME", home.0.path()).envs(vars.iter().copied());
        Ran::of(command.output().unwrap())
    };
    run(&[]).expect(0);
    // A variable of this program's own was meant for this very run.
    let ran = run(&[("TUNNELSMITH_PROFILE", "nobody-has-this")]).expect(6);
    assert!(ran.err.contains("nobody-has-this"), "{}", ran.err);
}

#[test]
fn the_endpoint_of_the_file_is_asked_and_the_sandbox_is_not_kept_from_it() {
    let sandbox = SandboxProcess::start(&[]);
    let home = Home::with(&format!("endpoint = \"{}\"\n", sandbox.endpoint));
    let vars = [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", sandbox.id.as_str()),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", sandbox.secret.as_str()),
    ];
    home.run(&["gateways", "--region", "eu-central-1"], &vars).expect(0);
    let gone = Home::with("endpoint = \"http://127.0.0.1:9\"\n");
    gone.run(&["gateways", "--region", "eu-central-1", "--sandbox"], &[]).expect(0);
}

#[test]
fn keys_of_an_earlier_release_move_into_the_settings_once() {
    let machine = Machine::new(&["--sandbox"]);
    let folder = machine.home.path().join(".config/tunnelsmith");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("keys.json"), r#"{"quit": ["ctrl-v"]}"#).unwrap();
    let mut pty = machine.start(100, 30);
    pty.wait_text("keys.json.old");
    pty.keys("<ctrl-v>");
    assert!(pty.exit_status().success());
    assert!(!folder.join("keys.json").exists());
    let settings = fs::read_to_string(folder.join("config.toml")).unwrap();
    assert!(settings.contains("quit = [\"ctrl-v\"]"), "{settings}");
    // The next start knows them from there.
    let mut pty = machine.start(100, 30);
    pty.keys("<ctrl-v>");
    assert!(pty.exit_status().success());
}

#[test]
fn a_key_switches_the_language_at_once_and_for_the_next_run() {
    let machine = Machine::new(&["--sandbox"]);
    let mut pty = machine.start(80, 24);
    pty.keys("<alt-l>");
    pty.wait_text("语言：中文");
    pty.wait_text("沙箱");
    let file = machine.home.path().join(".config/tunnelsmith/config.toml");
    pty.keys("<ctrl-c>");
    assert!(pty.exit_status().success());
    assert_eq!(fs::read_to_string(&file).unwrap(), "language = \"zh-CN\"\n");
    let mut pty = machine.start(80, 24);
    pty.wait_text("沙箱");
    pty.keys("<alt-l>");
    pty.wait_text("Language: English");
    pty.wait_text("SANDBOX");
    pty.keys("<ctrl-c>");
    assert!(pty.exit_status().success());
    assert_eq!(fs::read_to_string(&file).unwrap(), "language = \"en\"\n");
}

#[test]
fn a_key_goes_through_the_colours_and_keeps_the_last() {
    let machine = Machine::new(&["--sandbox"]);
    let mut pty = machine.start(80, 24);
    pty.keys("<alt-t>");
    pty.wait_text("Colors: light");
    pty.keys("<alt-t>");
    pty.wait_text("Colors: high-contrast");
    pty.keys("<ctrl-c>");
    assert!(pty.exit_status().success());
    let file = machine.home.path().join(".config/tunnelsmith/config.toml");
    assert_eq!(fs::read_to_string(&file).unwrap(), "theme = \"high-contrast\"\n");
}
