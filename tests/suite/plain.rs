//! Plain mode told as a list of lines: what is said, what is asked and what is answered, against the
//! sandbox in this process and a disk of its own.

use std::collections::VecDeque;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tunnelsmith::cloud::credentials::Credentials;
use tunnelsmith::cloud::{Endpoint, RetryPolicy};
use tunnelsmith::connection::{FieldPath, Key, Mode};
use tunnelsmith::drafts::store::EditSession;
use tunnelsmith::drafts::{Bookmark, DraftFile, DraftName};
use tunnelsmith::flow::{AccessKeySource, Endpoints, Session, SessionOptions, Workspace};
use tunnelsmith::plain::{
    Console, ConsoleLine, PlainEnd, PlainPrompt, PlainServices, PlainSetup, run,
};
use tunnelsmith::rpc::Algorithm;
use tunnelsmith::sandbox::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, ServiceQuirks, Settings, serve};
use tunnelsmith::text::{Language, Texts};
use zeroize::Zeroizing;

use super::support::{SandboxProcess, sample};

const KEYS: [&str; 2] = ["kT7mPq2vXw9bRd4cNf6h", "Zp4xWn7cVk2rTq9mBd6y"];

/// A person at a console: what they hear, and the answers they have ready.
pub struct Person {
    answers: VecDeque<String>,
    heard: Vec<String>,
    /// Whether they press Ctrl-C where the answers end.
    interrupts: bool,
}

impl Console for Person {
    fn say(&mut self, line: &str) -> io::Result<()> {
        self.heard.push(line.to_owned());
        Ok(())
    }

    async fn read(&mut self, prompt: &PlainPrompt) -> io::Result<ConsoleLine> {
        let Some(answer) = self.answers.pop_front() else {
            self.heard.push(prompt.text.clone());
            return Ok(if self.interrupts { ConsoleLine::Interrupted } else { ConsoleLine::End });
        };
        // An answer may name the prompt it belongs to.
        let answer = match answer.split_once(" <- ") {
            Some((answer, label)) => {
                assert!(prompt.text.contains(label), "{label}: {}\n{}", prompt.text, self.told());
                answer.to_owned()
            }
            None => answer,
        };
        let answer = match answer.strip_prefix('#') {
            Some(label) => self.number(label),
            None => answer,
        };
        let shown = if prompt.hidden { "(not shown)" } else { &answer };
        self.heard.push(format!("{} {shown}", prompt.text).trim_end().to_owned());
        Ok(ConsoleLine::Line(Zeroizing::new(answer)))
    }
}

impl Person {
    /// The number of the choice that was read last and says this.
    fn number(&self, label: &str) -> String {
        let is_it = |line: &&String| {
            line.contains(label) && line.starts_with(|sign: char| sign.is_ascii_digit())
        };
        let line = self.heard.iter().rev().find(is_it);
        let line = line.unwrap_or_else(|| panic!("no choice says {label}\n{}", self.told()));
        line.split_once('.').unwrap().0.to_owned()
    }

    fn told(&self) -> String {
        self.heard.join("\n") + "\n"
    }
}

/// A user with a home, who talks to a service.
pub struct Machine {
    home: TempDir,
    /// An endpoint with its access key; the sandbox of this process where there is none.
    service: Option<(String, String, String)>,
}

impl Machine {
    pub fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap(), service: None }
    }

    pub fn at(sandbox: &SandboxProcess) -> Self {
        let service = (sandbox.endpoint.clone(), sandbox.id.clone(), sandbox.secret.clone());
        Self { service: Some(service), ..Self::new() }
    }

    pub fn workspace(&self) -> Workspace {
        let home = self.home.path().to_owned();
        let vars = move |name: &str| match name {
            "HOME" | "USERPROFILE" => Some(home.clone().into()),
            "TUNNELSMITH_IDENTITY" => Some(home.join("identity.txt").into()),
            _ => None,
        };
        Workspace::open(Some(&self.home.path().join("data")), vars).unwrap()
    }

    pub fn draft(&self, name: &str) -> DraftFile {
        let name = DraftName::exactly(name).unwrap();
        self.workspace().store().load(&name).unwrap().file
    }

    pub fn keep(&self, name: &str, file: DraftFile) {
        let name = DraftName::exactly(name).unwrap();
        self.workspace().save(&name, file, None, &EditSession::default()).unwrap();
    }

    /// Says these answers, then nothing more.
    pub fn walk(&self, answers: &[&str]) -> (String, PlainEnd) {
        self.walks(answers, None, false)
    }

    fn walks(&self, answers: &[&str], open: Option<&str>, interrupts: bool) -> (String, PlainEnd) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let answers = answers.iter().map(|answer| (*answer).to_owned()).collect();
        let mut person = Person { answers, heard: Vec::new(), interrupts };
        let ended = runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let settings = Settings { traits: ServiceQuirks::EXACT, ..Settings::default() };
            let sandbox = serve(listener, settings).await;
            let own = (sandbox.endpoint(), ACCESS_KEY_ID.to_owned(), ACCESS_KEY_SECRET.to_owned());
            let (endpoint, id, secret) = self.service.clone().unwrap_or(own);
            let credentials =
                Credentials { id, secret: secret.as_str().into(), token: None, expires: None };
            let session = Session::new(SessionOptions {
                endpoints: Endpoints::everywhere(Endpoint::parse(&endpoint).unwrap()),
                algorithm: Algorithm::default(),
                policy: RetryPolicy::default(),
                access: AccessKeySource::Given { credentials, sandbox: self.service.is_none() },
            });
            let mut next = 0_u8;
            let setup = PlainSetup {
                texts: Arc::new(Texts::new(Language::English)),
                draft: open.map(|name| DraftName::exactly(name).unwrap()),
                region: None,
                sandbox: self.service.is_none(),
                endpoint: self.service.is_some().then_some(endpoint),
                entropy: Box::new(move |buffer: &mut [u8]| {
                    for byte in buffer {
                        next = next.wrapping_add(37);
                        *byte = next;
                    }
                }),
            };
            let outside = PlainServices { session, workspace: Ok(self.workspace()) };
            let (_interrupt, interrupted) = watch::channel(false);
            run(setup, outside, &mut person, interrupted).await.unwrap()
        });
        (person.told(), ended)
    }

    /// Whether a text is in any file at home.
    fn holds(&self, text: &str) -> bool {
        fn any(folder: &Path, text: &[u8]) -> bool {
            fs::read_dir(folder).unwrap().flatten().any(|entry| {
                let path = entry.path();
                match path.is_dir() {
                    true => any(&path, text),
                    false => fs::read(&path)
                        .is_ok_and(|bytes| bytes.windows(text.len()).any(|part| part == text)),
                }
            })
        }
        any(self.home.path(), text.as_bytes())
    }
}

/// The answers from the first line to the created connection, two tunnels with BGP.
const DUAL: &[&str] = &[
    " <- Mode",
    "frankfurt <- Region",
    "1 <- Region",
    "yes <- BGP on both",
    "fra <- Customer gateway (tunnel 1)",
    "1 <- Customer gateway (tunnel 1)",
    "fra-dc1-b <- Customer gateway (tunnel 2)",
    " <- Platform",
    " <- Configuration of the device",
    "fra-hq-2026 <- Name",
    " <- Network type",
    "0.0.0.0/0 <- Local CIDR",
    "0.0.0.0/0 <- Remote CIDR",
    " <- Negotiate",
    " <- Configure routes",
    " <- tag",
    " <- More fields",
    "? <- Preset",
    "modern <- Preset",
    "kT7mPq2vXw9bRd4cNf6h <- Pre-shared key (tunnel 1)",
    " <- IKE version",
    " <- mode",
    " <- encryption",
    " <- authentication",
    " <- DH group",
    " <- lifetime",
    " <- Local ID",
    " <- Remote ID",
    " <- encryption",
    " <- authentication",
    " <- PFS",
    " <- lifetime",
    "65530 <- Local ASN (tunnel 1)",
    "#Repair B-21",
    "169.254.10.1/30 <- Tunnel CIDR block (tunnel 1)",
    "#Repair",
    "* <- Local BGP IP address (tunnel 1)",
    " <- Dead peer",
    " <- NAT",
    "2 <- Copy tunnel 1",
    " <- Preset",
    "Zp4xWn7cVk2rTq9mBd6y <- Pre-shared key (tunnel 2)",
    " <- IKE version",
    " <- mode",
    " <- encryption",
    " <- authentication",
    " <- DH group",
    " <- lifetime",
    " <- Local ID",
    " <- Remote ID",
    " <- encryption",
    " <- authentication",
    " <- PFS",
    " <- lifetime",
    " <- Local ASN (tunnel 2)",
    "169.254.11.0/30 <- Tunnel CIDR block (tunnel 2)",
    " <- Local BGP IP address (tunnel 2)",
    " <- Dead peer",
    " <- NAT",
    "#Read all values",
    "#Read the request parameters",
    "#Dry run",
    "#Create the connection",
    "no <- Yes or no",
    "#Create the connection",
    "yes <- Yes or no",
    "#Quit",
    "never read",
];

/// The lines without what differs from run to run.
fn settled(told: &str) -> String {
    let is_part = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
    let mask = |line: &str, before: &str, mask: &str| match line.find(before) {
        Some(at) => {
            let rest = &line[at + before.len()..];
            let end = rest.find(|sign| !is_part(sign)).unwrap_or(rest.len());
            format!("{}{before}{mask}{}", &line[..at], &rest[end..])
        }
        None => line.to_owned(),
    };
    let lines = told.lines().map(|line| {
        let line = mask(line, "vco-", "ID");
        // The word is also part of what can be chosen.
        let line = match line.starts_with("request ") {
            true => "request ID".to_owned(),
            false => line,
        };
        mask(&line, "token ", "TOKEN")
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

#[track_caller]
fn reads(name: &str, told: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, settled(told)));
}

#[test]
fn two_tunnels_with_bgp_from_the_first_line_to_the_id() {
    let machine = Machine::new();
    let (told, ended) = machine.walk(DUAL);
    reads("plain-dual", &told);
    assert_eq!(ended, PlainEnd::Left);
    assert!(told.contains("Outcome: created vco-"), "{told}");
    let draft = machine.draft("fra-hq-2026").draft;
    let block = draft.text(FieldPath::tunnel(1, Key::TunnelCidr));
    assert_eq!(block, Some("169.254.10.0/30"), "the repair was chosen by its number");
    for key in KEYS {
        assert!(!told.contains(key), "{told}");
        assert!(!machine.holds(key), "a key lies about in plain");
    }
}

#[test]
fn one_tunnel_with_a_health_check_from_the_first_line_to_the_id() {
    let machine = Machine::new();
    let answers = [
        "single <- Mode",
        "#Accept the warning M-05",
        "eu-central-1 <- Region",
        "1 <- gateway",
        "> <- Platform",
        "fra-single <- Name",
        " <- Network type",
        "10.0.0.0/16 <- Local CIDR",
        "192.168.50.0/24 <- Remote CIDR",
        "> <- Negotiate",
        " <- Preset",
        "kT7mPq2vXw9bRd4cNf6h <- Pre-shared key",
        "> <- IKE version",
        "> <- Phase 2 (IPsec) encryption",
        "> <- BGP",
        "> <- Dead peer",
        "true <- Health check",
        "192.168.50.10 <- destination",
        "10.0.0.10 <- source",
        ">",
        "#Go through",
        "#Accept",
        "#Create the connection",
        "yes <- Yes or no",
        "#Quit",
        "never read",
    ];
    let (told, _) = machine.walk(&answers);
    assert!(told.contains("Outcome: created vco-"), "{told}");
    let end = told.rsplit_once("Step 10 of 10: Review.").unwrap().1;
    assert!(end.contains("Mode: Single-tunnel.") && end.contains("The live service"), "{told}");
    reads("plain-single", &told);
}

#[test]
fn a_finding_names_its_field_and_offers_its_repair_by_number() {
    let machine = Machine::new();
    let answers = [
        "",
        "eu-central-1",
        "",
        "1",
        "2",
        ">",
        "fra",
        "",
        "10.0.0.0/33 <- Local",
        "",
        "10.1.2.3/16 <- Local",
        "#Repair",
    ];
    let (told, _) = machine.walk(&answers);
    let error = told.lines().find(|line| line.starts_with("Error ")).unwrap();
    assert!(error.contains(" in Local CIDR blocks (Alibaba Cloud): "), "{error}");
    assert!(told.contains(". Answer again\n") && told.contains("Enter selects "), "{told}");
}

#[test]
fn a_walk_goes_back_on_and_to_any_field() {
    let machine = Machine::new();
    let answers = [
        "<",
        "",
        "eu-central-1",
        "< <- BGP on both",
        "> <- Region",
        "!subnet",
        "zzz <- Field",
        "!local cidr <- Field",
        "< <- Field",
        "!local cidr",
        "1 <- Field",
        "10.0.0.0/16 <- Local CIDR",
        "- <- Remote CIDR",
        "#Continue, and correct",
        ".",
        "! <- Your choice",
        "name <- Field",
        "=? <- Name",
    ];
    let (told, _) = machine.walk(&answers);
    assert!(told.contains("This is the first question."), "{told}");
    assert!(told.contains("No field name contains \"zzz\"."), "{told}");
    assert_eq!(
        machine.draft("untitled").draft.text(FieldPath::connection(Key::Name)),
        Some("?"),
        "{told}"
    );
}

#[test]
fn an_end_at_any_line_keeps_everything_and_comes_back_there() {
    for count in [0, 3, 7, 20, 42, 57] {
        for interrupts in [false, true] {
            let machine = Machine::new();
            let (told, ended) = machine.walks(&DUAL[..count], None, interrupts);
            let wanted = if interrupts { PlainEnd::Interrupted } else { PlainEnd::Left };
            assert_eq!(ended, wanted, "{told}");
            if count < 3 {
                assert!(told.ends_with("Nothing was entered, so no draft was saved.\n"), "{told}");
                continue;
            }
            let prompt = told.lines().rev().nth(2).unwrap().to_owned();
            let last = told.lines().last().unwrap();
            assert!(last.starts_with("Your answers are saved in the draft "), "{told}");
            let (again, _) = machine.walk(&[""]);
            let there = again.lines().rev().nth(2).unwrap();
            assert_eq!(there, prompt, "after {count} lines\n{again}");
        }
    }
}

#[test]
fn a_refusal_leads_back_to_its_field_and_the_repaired_draft_is_created_once() {
    let sandbox = SandboxProcess::start(&["--fault", "error=IllegalParam.RemoteSubnet:1"]);
    let machine = Machine::at(&sandbox);
    let file = fs::read_to_string(sample("shanghai-policy.json")).unwrap();
    machine.keep("shanghai", tunnelsmith::drafts::read(&file).unwrap());
    let bookmark = Bookmark {
        step: Some("review".to_owned()),
        draft: DraftName::exactly("shanghai"),
        field: None,
        ..Bookmark::default()
    };
    bookmark.save(machine.workspace().folders()).unwrap();
    let answers = [
        "#Draft shanghai, last open",
        "#Go through the findings",
        "#Accept the warning",
        "#Create the connection",
        "yes <- Yes or no",
        " <- Your choice",
        "172.16.16.0/21 <- Remote CIDR",
        ".",
        "#Create the connection",
        "yes <- Yes or no",
        "#Quit",
    ];
    let (told, _) = machine.walk(&answers);
    let (before, after) = told.split_once("Outcome: refused IllegalParam.RemoteSubnet").unwrap();
    assert!(before.contains("region cn-shanghai, account"), "{told}");
    let asked = after.split_once("Remote CIDR blocks (your device).").unwrap().1;
    assert!(
        asked.trim_start().starts_with("Refused by the service: IllegalParam.RemoteSubnet"),
        "{told}"
    );
    assert!(after.contains("Outcome: created vco-"), "{told}");
    assert_eq!(sandbox.kept("cn-shanghai").len(), 1);
}

#[test]
fn a_long_list_is_read_in_pages_and_searched() {
    let machine = Machine::new();
    let (told, _) =
        machine.walk(&["", "+ <- Region", "+", "+", "+", "germany", "nowhere", "=eu-new-1", ". "]);
    assert!(
        told.contains("These were 11 to 20 of 40.") && told.contains("These were 31 to 40 of 40."),
        "{told}"
    );
    assert_eq!(told.matches("1. cn-qingdao").count(), 2, "the end leads to the beginning\n{told}");
    assert!(told.contains("Region: germany\n1. eu-central-1: Germany (Frankfurt)\n"), "{told}");
    assert!(told.contains("Region: nowhere\nThis is not in the list."), "{told}");
    assert_eq!(
        machine.draft("untitled").draft.text(FieldPath::connection(Key::RegionId)),
        Some("eu-new-1")
    );
}

#[test]
fn a_change_of_mode_says_what_it_drops() {
    let machine = Machine::new();
    let file = fs::read_to_string(sample("frankfurt-bgp.json")).unwrap();
    machine.keep("fra", tunnelsmith::drafts::read(&file).unwrap());
    let (told, _) = machine.walks(&["single <- Mode"], Some("fra"), false);
    assert!(told.contains("Single-tunnel: matching values were kept."), "{told}");
    assert!(
        told.contains("These values do not exist in the selected mode and were removed: "),
        "{told}"
    );
    assert!(told.contains("Warning M-05 in Mode: "), "{told}");
    assert_eq!(machine.draft("fra").draft.mode(), Mode::Single);
}

#[test]
fn nothing_is_told_by_boxes_colours_or_places() {
    let (told, _) = Machine::new().walk(DUAL);
    for sign in told.chars() {
        let is_drawn = matches!(sign, '\u{2500}'..='\u{25FF}' | '\u{1b}' | '\t' | '\r');
        assert!(!is_drawn, "{sign:?}");
    }
    for line in told.lines() {
        assert!(!line.starts_with(' ') && !line.contains("   "), "{line:?}");
    }
}
