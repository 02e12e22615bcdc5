//! Secrets planted in drafts, variables and files come out nowhere: neither on a stream, nor in what
//! other users of the machine can list, nor in a file left behind.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

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
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let listed = fs::read(Path::new("/proc").join(child.id().to_string()).join("cmdline"));
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).unwrap();
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {said}");
    for text in [said.as_str(), &String::from_utf8_lossy(&listed.unwrap_or_default())] {
        assert!(!text.to_lowercase().contains(MARK), "{arguments:?} shows a secret: {text}");
    }
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
