//! Secrets planted in drafts, variables and files come out nowhere: neither on a stream, nor in what
//! other users of the machine can list, nor in a file left behind.

use std::fs;
use std::process::Command;

use serde_json::{Value as Json, json};
use tempfile::TempDir;

use super::support::{SandboxProcess, program, sample};

/// Each is a valid key of its kind, and odd enough to be found in any encoding that quotes nothing.
const KEYS: [&str; 3] =
    ["Canary1PskTunnelOneXq7", "Canary2PskTunnelTwoVb3", "Canary3PskSingleModeLm9"];
const ACCESS_KEY_SECRET: &str = "Canary4AccessKeySecretTr5";
const SECURITY_TOKEN: &str = "Canary5SecurityTokenWs8";
const BGP_KEY: &str = "Canary6BgpKey";

/// All of them begin so; upper and lower case, and no character that an encoding would change.
const MARK: &str = "canary";

/// A folder with the drafts, which is also the home and the place of temporary files.
struct Nest {
    folder: TempDir,
    drafts: Vec<String>,
    planted: Vec<std::path::PathBuf>,
}

impl Nest {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            path
        };
        let mut dual = read(&sample("frankfurt-bgp.json"));
        let tunnels = dual["request"]["TunnelOptionsSpecification"].as_array_mut().unwrap();
        tunnels[0]["TunnelIkeConfig"]["Psk"] = KEYS[0].into();
        tunnels[1]["TunnelIkeConfig"]["Psk"] = json!({"file": "psk-two"});
        let mut single = read(&sample("hangzhou-single-policy.json"));
        single["request"]["IkeConfig"]["Psk"] = json!({"env": "PLANTED_PSK"});
        let planted = vec![
            write("dual.json", &dual.to_string()),
            write("single.json", &single.to_string()),
            write("psk-two", &format!("{}\n", KEYS[1])),
        ];
        let drafts = ["dual.json", "single.json"]
            .map(|name| folder.path().join(name).to_string_lossy().into_owned());
        Self { drafts: drafts.into(), planted, folder }
    }

    /// One more file that may hold secrets.
    fn plant(&mut self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        self.planted.push(path.clone());
        path.to_string_lossy().into_owned()
    }

    /// The command with all secrets where they belong, and everything talkative that there is.
    fn program(&self, arguments: &[&str]) -> Command {
        let mut command = program(arguments);
        command
            .env("HOME", self.folder.path())
            .env("TMPDIR", self.folder.path())
            .env("PLANTED_PSK", KEYS[2])
            .env("PLANTED_BGP_KEY", BGP_KEY)
            .env("RUST_LOG", "trace")
            .env("RUST_BACKTRACE", "1")
            .current_dir(self.folder.path());
        command
    }

    /// No file but the planted ones holds a secret.
    #[track_caller]
    fn is_clean(&self) {
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if !self.planted.contains(&path) {
                    let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).to_lowercase();
                    assert!(!text.contains(MARK), "{} holds a secret", path.display());
                }
            }
        }
    }
}

fn read(path: &str) -> Json {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Runs to the end and gives what was said, after looking for secrets in it.
#[track_caller]
fn silent(command: &mut Command, status: i32) -> String {
    let arguments: Vec<String> =
        command.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).unwrap();
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {said}");
    assert!(!said.to_lowercase().contains(MARK), "{arguments:?} shows a secret: {said}");
    said
}

/// Both forms of output, both signatures.
const MANNERS: [[&str; 4]; 4] = [
    ["--output", "text", "--signature", "v1"],
    ["--output", "json", "--signature", "v1"],
    ["--output", "text", "--signature", "v3"],
    ["--output", "json", "--signature", "v3"],
];

#[test]
fn looking_at_drafts_shows_no_key() {
    let nest = Nest::new();
    for draft in &nest.drafts {
        for output in ["text", "json"] {
            silent(&mut nest.program(&["check", "--output", output, draft]), 0);
            for form in ["params", "json", "cli"] {
                let arguments = ["preview", "--as", form, "--output", output, draft];
                silent(&mut nest.program(&arguments), 0);
            }
        }
    }
    nest.is_clean();
}

#[test]
fn drafts_with_mistakes_show_no_key() {
    let nest = Nest::new();
    let text = fs::read_to_string(&nest.drafts[0]).unwrap();
    let broken = nest.folder.path().join("broken.json");
    let name = broken.to_str().unwrap();
    for (found, instead) in [
        (KEYS[0], "Canary1 with a blank"),
        (KEYS[0], "Canary1\u{e9}"),
        (KEYS[0], "Canary1\\u0000"),
        (KEYS[0], "canary"),
        ("\"Canary1PskTunnelOneXq7\"", "[\"Canary1\"]"),
        ("\"Canary1PskTunnelOneXq7\"", "{\"enf\": \"Canary1\"}"),
        ("\"Canary1PskTunnelOneXq7\"", "Canary1"),
        ("\"Canary1PskTunnelOneXq7\"", "\"Canary1"),
        ("\"Canary1PskTunnelOneXq7\"", "\"Canary1\", \"Psk\": \"Canary2\""),
    ] {
        let text = text.replace(found, instead);
        assert!(text.contains("anary"));
        fs::write(&broken, &text).unwrap();
        for output in ["text", "json"] {
            for verb in [&["check"][..], &["preview"], &["replay", "--sandbox", "--yes"]] {
                let arguments = [verb, &["--output", output, name]].concat();
                let said = nest.program(&arguments).output().unwrap();
                let said = String::from_utf8([said.stdout, said.stderr].concat()).unwrap();
                assert!(!said.to_lowercase().contains(MARK), "{instead}: {said}");
            }
        }
    }
}

/// A program that gives the key in the file `psk-two`, and writes down all that others can see of it
/// and of who runs it.
#[cfg(target_os = "linux")]
const WATCHER: &str = "for name in cmdline environ; do
    for process in $PPID $$; do tr '\\0' '\\n' </proc/$process/$name; done
done >>watched
cat psk-two
";

#[cfg(target_os = "linux")]
#[test]
fn a_program_that_gives_a_key_is_told_no_other() {
    let mut nest = Nest::new();
    let mut draft = read(&nest.drafts[0]);
    let tunnels = draft["request"]["TunnelOptionsSpecification"].as_array_mut().unwrap();
    tunnels[1]["TunnelIkeConfig"]["Psk"] = json!({"command": ["sh", "watcher"]});
    fs::write(&nest.drafts[0], draft.to_string()).unwrap();
    fs::write(nest.folder.path().join("watcher"), WATCHER).unwrap();
    let table = nest.plant("sites.csv", &format!("Name,T1.Psk\nwatched,{}\n", KEYS[2]));
    for more in [&[&*nest.drafts[0]][..], &["--values", &table, &nest.drafts[0]]] {
        for manner in MANNERS {
            // A connection made before would stand in the way of the next.
            let sandbox = SandboxProcess::start(&[]);
            let mut command =
                nest.program(&[&["replay", "--yes", "--again"], &manner[..], more].concat());
            // What the test itself puts there would be found.
            command.env_remove("PLANTED_PSK").env_remove("PLANTED_BGP_KEY");
            command
                .args(["--endpoint", &sandbox.endpoint])
                .env("ALIBABA_CLOUD_ACCESS_KEY_ID", &sandbox.id)
                .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", &sandbox.secret);
            let said = silent(&mut command, 0);
            assert!(said.contains("created"), "{said}");
        }
    }
    let watched = fs::read_to_string(nest.folder.path().join("watched")).unwrap();
    for seen in ["replay\n", "--values\n", "sh\nwatcher\n", "RUST_LOG=trace\n"] {
        assert!(watched.contains(seen), "{seen:?} was not looked at: {watched}");
    }
    nest.is_clean();
}

#[cfg(unix)]
#[test]
fn the_program_of_a_profile_is_told_no_key() {
    let mut nest = Nest::new();
    let sandbox = SandboxProcess::start(&[]);
    let key =
        json!({"mode": "AK", "access_key_id": sandbox.id, "access_key_secret": sandbox.secret});
    let script = nest.plant("helper", &format!("env >seen\nprintf '%s' '{key}'\n"));
    let profile =
        json!({"name": "net", "mode": "External", "process_command": format!("sh {script}")});
    let config = json!({"current": "net", "profiles": [profile]}).to_string();
    fs::create_dir(nest.folder.path().join(".aliyun")).unwrap();
    fs::write(nest.folder.path().join(".aliyun/config.json"), config).unwrap();
    let arguments = ["gateways", "--region", "eu-central-1", "--profile", "net"];
    let mut command = nest.program(&[&arguments[..], &["--run-process-command"]].concat());
    command.env_remove("PLANTED_PSK").env_remove("PLANTED_BGP_KEY");
    command
        .args(["--endpoint", &sandbox.endpoint])
        .env("ALIBABA_CLOUD_ACCESS_KEY_ID", "CanaryId")
        .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", ACCESS_KEY_SECRET)
        .env("ALIBABA_CLOUD_SECURITY_TOKEN", SECURITY_TOKEN)
        .env("ALIBABA_CLOUD_PROFILE", "net");
    silent(&mut command, 0);
    let seen = fs::read_to_string(nest.folder.path().join("seen")).unwrap();
    assert!(seen.contains("ALIBABA_CLOUD_PROFILE=net"), "it finds its way: {seen}");
    nest.is_clean();
}

#[test]
fn tables_show_no_key() {
    let mut nest = Nest::new();
    let [one, two, three] = KEYS;
    let rows =
        format!("plain,{one},{two}\nelsewhere,env:PLANTED_PSK,file:psk-two\nodd,-,{three}\n");
    let table = nest.plant("sites.csv", &format!("Name,T1.Psk,T2.Psk\n{rows}"));
    let broken =
        nest.plant("broken.csv", &format!("Name,T1.Psk\na,{one},{two}\n\"b\nc\",{three}\n"));
    for output in ["text", "json"] {
        for (verb, status) in [
            (&["check"][..], 0),
            (&["preview"], 0),
            (&["replay", "--sandbox", "--yes", "--allow", "Q-10"], 4),
        ] {
            for (table, status) in [(&table, status), (&broken, 3)] {
                let more = ["--output", output, "--values", table, &nest.drafts[0]];
                silent(&mut nest.program(&[verb, &more].concat()), status);
            }
        }
    }
    nest.is_clean();
}

#[test]
fn keys_that_are_imported_kept_sealed_or_shared_are_shown_nowhere() {
    let mut nest = Nest::new();
    let request = nest.plant("request.json", &read(&nest.drafts[0])["request"].to_string());
    let drafts = nest.folder.path().join("data").to_string_lossy().into_owned();
    let colleague = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    for output in ["text", "json"] {
        let manner = ["--output", output, "--drafts-dir", &drafts];
        // Standard output is the draft itself, and with the keys it is asked for them.
        silent(&mut nest.program(&[&["import", "--request", &request], &manner[..]].concat()), 0);
        let out = nest.plant(&format!("imported-{output}.json"), "");
        fs::remove_file(&out).unwrap();
        let import = ["import", "--with-keys", "--request", &request, "--out", &out];
        silent(&mut nest.program(&[&import, &manner[..]].concat()), 0);
        assert!(fs::read_to_string(&out).unwrap().contains(KEYS[0]), "the key came along");
        // A save keeps what the file holds; sealing it takes the key out of it.
        nest.planted.push(nest.folder.path().join(format!("data/drafts/{output}.json")));
        let kept = format!("@{output}");
        silent(
            &mut nest.program(&[&["drafts", "save", &out, "--name", output], &manner[..]].concat()),
            0,
        );
        for draft in [&kept, &out] {
            silent(&mut nest.program(&[&["drafts", "seal", draft], &manner[..]].concat()), 0);
            let share = ["drafts", "share", draft, "--with", colleague];
            silent(&mut nest.program(&[&share, &manner[..]].concat()), 0);
            silent(
                &mut nest.program(&[&["drafts", "diff", draft, &kept], &manner[..]].concat()),
                0,
            );
        }
        nest.planted.truncate(nest.planted.len() - 2);
    }
    nest.is_clean();
}

#[test]
fn no_outcome_shows_a_secret() {
    let nest = Nest::new();
    let drafts: Vec<&str> = nest.drafts.iter().map(String::as_str).collect();
    for manner in MANNERS {
        for (faults, status) in [
            (&[][..], 0),
            (&["--fault", "error=Resource.QuotaFull"], 4),
            (&["--fault", "error=Odd.Code"], 4),
            (&["--fault", "html-body"], 5),
            (&["--fault", "truncated-body"], 5),
            (&["--fault", "reset-after-store=1"], 0),
        ] {
            let sandbox = SandboxProcess::start(faults);
            let arguments =
                [&["replay", "--yes", "--patience", "1"], &manner[..], &drafts].concat();
            let mut command = nest.program(&arguments);
            command
                .args(["--endpoint", &sandbox.endpoint])
                .env("ALIBABA_CLOUD_ACCESS_KEY_ID", &sandbox.id)
                .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", &sandbox.secret);
            silent(&mut command, status);
        }
    }
    nest.is_clean();
}

/// The sandbox repeats in its refusal everything that was signed, as the service does.
#[test]
fn a_wrong_signature_shows_no_secret() {
    let nest = Nest::new();
    let sandbox = SandboxProcess::start(&[]);
    let drafts: Vec<&str> = nest.drafts.iter().map(String::as_str).collect();
    let gateway = ["gateways", "create", "--region", "eu-central-1", "--ip", "203.0.113.210"];
    let keyed = [&gateway[..], &["--asn", "65001", "--auth-key-env", "PLANTED_BGP_KEY"]].concat();
    for manner in MANNERS {
        for verb in [[&["replay", "--yes"], &drafts[..]].concat(), keyed.clone()] {
            let mut command = nest.program(&[&verb[..], &manner].concat());
            command
                .args(["--endpoint", &sandbox.endpoint])
                .env("ALIBABA_CLOUD_ACCESS_KEY_ID", &sandbox.id)
                .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", ACCESS_KEY_SECRET);
            let said = silent(&mut command, 4);
            assert!(said.contains("SignatureDoesNotMatch"), "{said}");
            // A token that does not belong to the key travels along.
            command.env("ALIBABA_CLOUD_SECURITY_TOKEN", SECURITY_TOKEN);
            silent(&mut command, 4);
        }
    }
    nest.is_clean();
}

#[test]
fn gateways_show_no_key() {
    let nest = Nest::new();
    let sandbox = SandboxProcess::start(&[]);
    for (address, output, status) in
        [("203.0.113.211", "text", 0), ("203.0.113.212", "json", 0), ("127.0.0.1", "text", 4)]
    {
        let create = ["gateways", "create", "--ip", address, "--asn", "65002"];
        let key = ["--auth-key-env", "PLANTED_BGP_KEY"];
        for verb in [[&create[..], &key].concat(), vec!["gateways"]] {
            let status = if verb.len() == 1 { 0 } else { status };
            let mut command = nest
                .program(&[&verb[..], &["--region", "eu-central-1", "--output", output]].concat());
            command
                .args(["--endpoint", &sandbox.endpoint])
                .env("ALIBABA_CLOUD_ACCESS_KEY_ID", &sandbox.id)
                .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", &sandbox.secret);
            silent(&mut command, status);
        }
    }
    nest.is_clean();
}

#[test]
fn a_service_that_is_not_there_is_told_no_secret() {
    let nest = Nest::new();
    for manner in MANNERS {
        let replay = ["replay", "--yes", "--endpoint", "http://127.0.0.1:1", &nest.drafts[0]];
        let mut command = nest.program(&[&replay[..], &manner].concat());
        command
            .env("ALIBABA_CLOUD_ACCESS_KEY_ID", "STS.planted")
            .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", ACCESS_KEY_SECRET)
            .env("ALIBABA_CLOUD_SECURITY_TOKEN", SECURITY_TOKEN);
        silent(&mut command, 1);
    }
}
