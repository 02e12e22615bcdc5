//! Keys that only chosen people can read: sealed, fetched or asked for, never lying about.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use proptest::prelude::*;
use serde_json::Value as Json;
use tempfile::TempDir;
use tunnelsmith::connection::{
    Connection, ConnectionPreview, FieldPath, Finding, InvalidDraft, Key, Rule, Secret, check,
};
use tunnelsmith::drafts::{
    self, AskError, CommandRunner, Consent, DraftName, Folders, Identity, IdentityError, Recipient,
    RecipientError, ReferenceOpener, SealError, Sealed, Store, open_unresolved, read, resolve,
    seal_keys, share_keys,
};

use super::support::{Ran, SmallDisk, program, sample};

/// Stands in the sample of Frankfurt, and nowhere else.
const CANARIES: [&str; 2] =
    ["kT7mPq2vXw9bRd4cNf6hJz8sLa3gYe5u", "Zp4xWn7cVk2rTq9mBd6yHf3jGs8uEa5L"];

fn first() -> FieldPath {
    FieldPath::tunnel(1, Key::Psk)
}

fn second() -> FieldPath {
    FieldPath::tunnel(2, Key::Psk)
}

/// A user of this machine: a folder with an identity and drafts.
struct Workspace {
    folder: TempDir,
}

impl Workspace {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn identity(&self) -> Identity {
        Identity::load_or_make(&self.path("identity.txt")).unwrap()
    }

    fn recipient(&self) -> String {
        self.identity().recipient().to_string()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program(arguments);
        command
            .env("TUNNELSMITH_IDENTITY", self.path("identity.txt"))
            .env("TUNNELSMITH_DRAFTS_DIR", self.path("data"));
        command
    }

    #[track_caller]
    fn run(&self, arguments: &[&str], status: i32) -> Ran {
        Ran::of(self.command(arguments).output().unwrap()).expect(status)
    }

    /// The sample of Frankfurt with its two keys replaced by the canaries.
    fn draft(&self, name: &str) -> String {
        self.draft_with(name, CANARIES.map(Json::from))
    }

    fn draft_with(&self, name: &str, keys: [Json; 2]) -> String {
        let text = fs::read_to_string(sample("frankfurt-bgp.json")).unwrap();
        let mut draft: Json = serde_json::from_str(&text).unwrap();
        for (number, key) in keys.into_iter().enumerate() {
            draft["request"]["TunnelOptionsSpecification"][number]["TunnelIkeConfig"]["Psk"] = key;
        }
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, format!("{draft:#}\n")).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Keeps the sample with the canaries as a draft of the store; the note tells its versions apart.
    fn keep(&self, name: &str, note: &str) {
        let path = self.draft("in.json");
        let mut draft: Json = json(&fs::read_to_string(&path).unwrap());
        draft["note"] = note.into();
        fs::write(&path, draft.to_string()).unwrap();
        self.run(&["drafts", "save", &path, "--name", name], 0);
        fs::remove_file(path).unwrap();
    }

    /// The files of a kept draft's versions, the latest first.
    fn versions(&self, name: &str) -> Vec<PathBuf> {
        let lines = self.run(&["drafts", "versions", name, "--output", "json"], 0).lines();
        lines.iter().map(|line| PathBuf::from(line["file"].as_str().unwrap())).collect()
    }

    /// Every file below the folder, hidden ones included.
    fn files(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.folder.path().to_owned()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { files.push(path) }
            }
        }
        files
    }
}

#[track_caller]
fn without_canaries(text: &[u8], place: &str) {
    for canary in CANARIES {
        let found = text.windows(canary.len()).any(|part| part == canary.as_bytes());
        assert!(!found, "a key stands in {place}");
    }
}

fn with_key(form: &str) -> String {
    format!(r#"{{"TunnelOptionsSpecification":[{{"TunnelIkeConfig":{{"Psk":{form}}}}}]}}"#)
}

fn wrong(form: &str) -> String {
    let errors = read(&with_key(form)).unwrap_err();
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Opens what can be opened in silence, then the rest.
fn opened(
    form: &str,
    identity: Result<&Identity, &IdentityError>,
    limit: Duration,
) -> Result<String, String> {
    let mut file = read(&with_key(form)).unwrap();
    let join = |errors: Vec<drafts::ReferenceError>| {
        errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    };
    resolve(&mut file, Path::new("/nonexistent"), |_| None, identity.ok()).map_err(join)?;
    let programs = CommandRunner { limit, ..CommandRunner::new(Consent::all_commands(), true) };
    let mut means = ReferenceOpener {
        identity,
        programs: &programs,
        before_command: &mut |_, _| {},
        ask: &mut |_| Err(AskError::NoTerminal),
    };
    open_unresolved(&mut file.draft, &file.references, &mut means).map_err(join)?;
    Ok(file.draft.key(first()).unwrap().0.expose().to_owned())
}

fn ran(command: &[&str]) -> Result<String, String> {
    let form = serde_json::json!({"command": command}).to_string();
    let nobody = IdentityError::NoPlace;
    opened(&form, Err(&nobody), Duration::from_secs(20))
}

#[test]
fn a_sealed_key_is_opened_by_those_it_is_for_and_by_nobody_else() {
    let (own, colleague, stranger) = (Workspace::new(), Workspace::new(), Workspace::new());
    let key = Secret::new(CANARIES[0]);
    let both = [own.identity().recipient(), colleague.identity().recipient()];
    let sealed = Sealed::seal(&key, &both).unwrap();
    assert!(sealed.text().bytes().all(|byte| byte.is_ascii_graphic()));
    without_canaries(format!("{sealed:?}").as_bytes(), "the debug form");
    assert_eq!(sealed.recipients(), both);
    assert_eq!(sealed.open(&own.identity()).unwrap(), key);
    assert_eq!(sealed.open(&colleague.identity()).unwrap(), key);
    assert!(matches!(sealed.open(&stranger.identity()), Err(SealError::NotForUs)));
}

#[test]
fn hostile_sealed_texts_are_told_apart() {
    let workspace = Workspace::new();
    let identity = workspace.identity();
    let sealed = Sealed::seal(&Secret::new(CANARIES[0]), &[identity.recipient()]).unwrap();
    let bytes = BASE64_STANDARD.decode(sealed.text()).unwrap();
    let form = |text: &str| serde_json::json!({"sealed": text}).to_string();
    assert!(wrong(&form("no base64 at all")).contains("not Base64"));
    assert!(wrong(&form("")).contains("not a key sealed with age"));
    assert!(wrong(&form(&BASE64_STANDARD.encode(b"something else"))).contains("sealed with age"));
    assert!(wrong(&form(&"A".repeat(1 << 20))).contains("longer than"));
    assert!(wrong(&form(&BASE64_STANDARD.encode(&bytes[..40]))).contains("truncated"));
    assert!(wrong(r#"{"sealed": 1}"#).contains("must be"));
    assert!(
        wrong(&format!(r#"{{"sealed":"{}","for":"age1"}}"#, sealed.text())).contains("\"for\"")
    );
    let told = wrong(&format!(r#"{{"sealed":"{}","for":["age1x"]}}"#, sealed.text()));
    assert!(told.contains("a character is wrong"), "{told}");
    // Every shorter file is refused, when it is read or when it is opened.
    for length in 0..bytes.len() {
        let text = BASE64_STANDARD.encode(&bytes[..length]);
        let found = Sealed::from_text(text, Vec::new()).and_then(|cut| cut.open(&identity));
        assert!(found.is_err(), "cut at {length}");
    }
    let mut changed = bytes.clone();
    *changed.last_mut().unwrap() ^= 1;
    let told = form(&BASE64_STANDARD.encode(&changed));
    let told = opened(&told, Ok(&identity), Duration::from_secs(1)).unwrap_err();
    assert!(told.contains("truncated"), "{told}");
    let cut = form(&BASE64_STANDARD.encode(&bytes[..bytes.len() - 3]));
    let told = opened(&cut, Ok(&identity), Duration::from_secs(1)).unwrap_err();
    assert!(told.contains("TunnelIkeConfig.Psk is sealed") && told.contains("truncated"), "{told}");
}

#[test]
fn nobody_everybody_and_no_key_are_no_seal() {
    let workspace = Workspace::new();
    let recipient = workspace.identity().recipient();
    let key = Secret::new("x");
    assert!(matches!(Sealed::seal(&key, &[]), Err(SealError::NoRecipients)));
    let twice = Sealed::seal(&key, &[recipient.clone(), recipient.clone()]).unwrap();
    assert_eq!(twice.recipients().len(), 1);
    let long = Secret::new("x".repeat(1 << 20));
    assert!(matches!(Sealed::seal(&long, &[recipient]), Err(SealError::TooLong)));
    let many: Vec<Recipient> = (0..101).map(|_| Workspace::new().identity().recipient()).collect();
    assert!(matches!(Sealed::seal(&key, &many), Err(SealError::TooManyRecipients)));
    let sealed = Sealed::seal(&key, &many[..100]).unwrap();
    Sealed::from_text(sealed.text().to_owned(), many[..100].to_vec()).unwrap();
}

#[test]
fn a_wrong_recipient_is_named_for_what_it_is() {
    let workspace = Workspace::new();
    let text = workspace.recipient();
    assert_eq!(format!(" {text}\n").parse::<Recipient>().unwrap().to_string(), text);
    let file = fs::read_to_string({
        workspace.identity();
        workspace.path("identity.txt")
    })
    .unwrap();
    let secret = file.lines().last().unwrap();
    for (text, expected) in [
        (secret, RecipientError::Secret),
        (&secret.to_lowercase(), RecipientError::Secret),
        (&text[..text.len() - 1], RecipientError::Mistyped),
        ("age1pq1qqqq", RecipientError::Kind),
        ("ssh-ed25519 AAAA", RecipientError::Other),
        ("äge1", RecipientError::Other),
        ("", RecipientError::Other),
    ] {
        assert_eq!(text.parse::<Recipient>().unwrap_err(), expected);
    }
    let ran = workspace.run(&["drafts", "share", &workspace.draft("a.json"), "--with", secret], 2);
    assert!(ran.err.contains("public half") && !ran.err.contains(&secret[..20]), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn the_identity_is_made_once_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    let workspace = Workspace::new();
    let path = workspace.path("new/folder/identity.txt");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    // All at once: one makes it, and all get the same.
    let made: Vec<_> = std::thread::scope(|scope| {
        let racers: Vec<_> = (0..16)
            .map(|_| scope.spawn(|| Identity::load_or_make(&path).unwrap().recipient()))
            .collect();
        racers.into_iter().map(|racer| racer.join().unwrap()).collect()
    });
    assert!(made.iter().all(|recipient| *recipient == made[0]));
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing else is left");
    assert!(!Identity::load(&path).unwrap().is_open_to_others());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(Identity::load(&path).unwrap().is_open_to_others());
}

#[cfg(unix)]
#[test]
fn the_identity_verb_tells_the_public_half_and_the_path() {
    use std::os::unix::fs::PermissionsExt as _;

    let workspace = Workspace::new();
    let path = workspace.path("identity.txt");
    assert_eq!(workspace.run(&["identity", "path"], 0).out.trim_end(), path.to_str().unwrap());
    assert!(!path.exists(), "asking for the path makes nothing");
    let shown = workspace.run(&["identity", "show"], 0);
    assert_eq!(shown.out.trim_end(), workspace.recipient());
    assert!(shown.out.starts_with("age1"));
    let line = workspace.run(&["identity", "show", "--output", "json"], 0).line();
    assert_eq!(line["recipient"], workspace.recipient());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let shown = workspace.run(&["identity", "show"], 0);
    assert!(shown.err.contains("chmod 600"), "{}", shown.err);
    // By default in the configuration directory.
    let mut command = program(&["identity", "path"]);
    command.env("HOME", workspace.folder.path());
    let ran = Ran::of(command.output().unwrap()).expect(0);
    assert!(Path::new(ran.out.trim_end()).starts_with(workspace.folder.path()), "{}", ran.out);
    let mut command = program(&["identity", "show"]);
    let ran = Ran::of(command.env_remove("HOME").output().unwrap()).expect(1);
    assert!(ran.err.contains("TUNNELSMITH_IDENTITY"), "{}", ran.err);
}

#[test]
fn an_identity_file_that_is_none_is_left_alone_and_never_quoted() {
    let workspace = Workspace::new();
    let path = workspace.path("identity.txt");
    for (content, word) in [
        ("# only remarks\n", "contains no identity"),
        ("# one\nAGE-SECRET-KEY-1TYPO\n", "line 2 of"),
        ("kT7mPq2vXw9bRd4cNf6hJz8sLa3gYe5u\n", "line 1 of"),
    ] {
        fs::write(&path, content).unwrap();
        let error = Identity::load_or_make(&path).unwrap_err().to_string();
        assert!(error.contains(word) && !error.contains("TYPO"), "{error}");
        without_canaries(error.as_bytes(), "an error");
        assert_eq!(fs::read_to_string(&path).unwrap(), content);
    }
}

#[test]
fn programs_give_keys_without_a_shell() {
    assert_eq!(ran(&["printf", "%s", "$HOME; kT7m"]).unwrap(), "$HOME; kT7m");
    assert_eq!(ran(&["echo", "kT7m"]).unwrap(), "kT7m");
    assert_eq!(ran(&["printf", "kT7m\r\n"]).unwrap(), "kT7m");
    assert_eq!(ran(&["printf", "kT7m\n\n"]).unwrap(), "kT7m\n");
    // Nothing is there to be read.
    assert_eq!(ran(&["sh", "-c", "cat; echo kT7m"]).unwrap(), "kT7m");
}

#[test]
fn programs_that_give_no_key_are_told_apart() {
    for (command, word) in [
        (&["/nonexistent/program"][..], "the program does not exist"),
        (&["/"], "cannot be started"),
        (&["sh", "-c", "echo kT7mPq2vXw9bRd4cNf6hJz8sLa3gYe5u; exit 3"], "exit status: 3"),
        (&["sh", "-c", "kill -9 $$"], "signal: 9"),
        (&["printf", "\\377\\376"], "not UTF-8 text"),
        (&["true"], "printed nothing"),
        (&["echo"], "printed nothing"),
        (&["sh", "-c", "yes kT7mPq2vXw9bRd4cNf6hJz8sLa3gYe5u"], "more than"),
    ] {
        let told = ran(command).unwrap_err();
        assert!(told.contains(word) && told.contains("TunnelIkeConfig.Psk"), "{told}");
        without_canaries(told.as_bytes(), "an error");
    }
}

#[test]
fn a_program_that_hangs_is_stopped() {
    let workspace = Workspace::new();
    let nobody = IdentityError::NoPlace;
    let mark = workspace.path("pid");
    for script in ["exec sleep 600", "exec >&-; exec sleep 600"] {
        let script = format!("echo $$ >{}; {script}", mark.display());
        let form = serde_json::json!({"command": ["sh", "-c", script]}).to_string();
        let told = opened(&form, Err(&nobody), Duration::from_millis(400)).unwrap_err();
        assert!(told.contains("was stopped"), "{told}");
        let pid = fs::read_to_string(&mark).unwrap();
        assert!(!Path::new("/proc").join(pid.trim()).exists(), "{pid} still runs");
    }
}

#[test]
fn commands_and_questions_have_a_form() {
    for form in [
        r#"{"command": "pass show vpn"}"#,
        r#"{"command": []}"#,
        r#"{"command": [""]}"#,
        r#"{"command": ["a", 1]}"#,
        r#"{"command": ["a\u0000b"]}"#,
    ] {
        assert!(wrong(form).contains("list of strings"), "{form}");
    }
    for form in [r#"{"ask": false}"#, r#"{"ask": "true"}"#, "{}", r#"{"ask":true,"env":"X"}"#] {
        let told = wrong(form);
        assert!(told.contains("\"ask\": true") && told.contains("sealed"), "{told}");
    }
    assert!(wrong(r#"{"env":"A","env":"B"}"#).contains("twice"));
}

#[test]
fn every_reference_is_written_as_it_was_read() {
    let workspace = Workspace::new();
    let sealed = Sealed::seal(&Secret::new("x"), &[workspace.identity().recipient()]).unwrap();
    for form in [
        serde_json::json!({"sealed": sealed.text(), "for": [workspace.recipient()]}),
        serde_json::json!({"sealed": sealed.text()}),
        serde_json::json!({"env": "NAME"}),
        serde_json::json!({"file": "psk.txt"}),
        serde_json::json!({"command": ["pass", "show", "vpn"]}),
        serde_json::json!({"ask": true}),
    ] {
        let file = read(&with_key(&form.to_string())).unwrap();
        assert_eq!(file.references[0].1.to_json(), form);
    }
}

#[test]
fn an_unopened_key_is_neither_absent_nor_judged_nor_sent() {
    let workspace = Workspace::new();
    let path =
        workspace.draft_with("a.json", [r#"{"ask":true}"#, r#"{"command":["x"]}"#].map(json));
    let file = read(&fs::read_to_string(path).unwrap()).unwrap();
    let about_keys = |finding: &Finding| finding.rule.id().starts_with("P-");
    assert_eq!(check(&file.draft).into_iter().find(about_keys), None);
    assert!(file.draft.has(first()) && file.draft.key(first()).is_none());
    let none = Default::default();
    let unfit = Connection::from_draft(&file.draft, &none).unwrap_err();
    assert_eq!(unfit, InvalidDraft::UnresolvedKeys(vec![first(), second()]));
    let outline = ConnectionPreview::from_draft(&file.draft, &none).unwrap();
    assert_eq!(outline.connection().get(first()).unwrap().shown(), "***");
    // A broken rule comes first.
    let mut broken = file.draft.clone();
    broken.set(FieldPath::connection(Key::RegionId), "");
    assert!(matches!(Connection::from_draft(&broken, &none), Err(InvalidDraft::InvalidFields(_))));
    let mut absent = file.draft;
    absent.remove(first());
    assert!(check(&absent).iter().any(|finding| finding.rule == Rule::P05));
}

fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

#[test]
fn after_a_refusal_nobody_is_asked_again() {
    let text = r#"{"TunnelOptionsSpecification":[
        {"TunnelIkeConfig":{"Psk":{"ask":true}}},{"TunnelIkeConfig":{"Psk":{"ask":true}}}]}"#;
    let mut file = read(text).unwrap();
    let mut asked = 0;
    let mut answers = vec![Err(AskError::Declined)].into_iter();
    let nobody = IdentityError::NoPlace;
    let programs = CommandRunner::new(Consent::default(), true);
    let mut means = ReferenceOpener {
        identity: Err(&nobody),
        programs: &programs,
        before_command: &mut |_, _| {},
        ask: &mut |_| {
            asked += 1;
            answers.next().unwrap()
        },
    };
    assert_eq!(
        open_unresolved(&mut file.draft, &file.references, &mut means).unwrap_err().len(),
        1
    );
    assert_eq!(asked, 1);
}

#[test]
fn sealing_changes_the_keys_and_no_other_byte() {
    let workspace = Workspace::new();
    let own = [workspace.identity().recipient()];
    let text = "{\r\n\t\"TunnelOptionsSpecification\" : [ {\"é\":1, \"TunnelIkeConfig\":\r\n\t{ \"Psk\" :  \"kT7m\\u0050q\" , \"IkePfs\":\"group14\"} } ]\r\n}\r\n\r\n"
        .replace("\"é\":1, ", "");
    let done = seal_keys(&text, &own).unwrap();
    let (before, rest) = text.split_once("\"kT7m\\u0050q\"").unwrap();
    assert!(done.text.starts_with(before) && done.text.ends_with(rest), "{:?}", done.text);
    let mut file = read(&done.text).unwrap();
    resolve(&mut file, Path::new("."), |_| None, Some(&workspace.identity())).unwrap();
    assert_eq!(file.draft.key(first()).unwrap().0.expose(), "kT7mPq");
    // A second time there is nothing to do.
    let again = seal_keys(&done.text, &own).unwrap();
    assert!(again.sealed.is_empty() && *again.text == *done.text);
}

#[test]
fn a_key_inside_a_json_text_is_sealed_too() {
    let workspace = Workspace::new();
    let text = fs::read_to_string(sample("beijing-single-bgp-json-texts.json")).unwrap();
    let before = read(&text).unwrap().draft;
    let path = FieldPath::connection(Key::Psk);
    let key = before.key(path).unwrap().0.expose().to_owned();
    let done = seal_keys(&text, &[workspace.identity().recipient()]).unwrap();
    assert!(!done.text.contains(&key));
    let mut file = read(&done.text).unwrap();
    resolve(&mut file, Path::new("."), |_| None, Some(&workspace.identity())).unwrap();
    assert_eq!(file.draft.key(path).unwrap().0.expose(), key);
    for path in before.present_paths().filter(|path| path.key != Key::Psk) {
        assert_eq!(before.text(path), file.draft.text(path));
    }
    let colleague = Workspace::new();
    let shared = share_keys(&done.text, &workspace.identity(), &[colleague.identity().recipient()]);
    let mut file = read(&shared.unwrap().text).unwrap();
    resolve(&mut file, Path::new("."), |_| None, Some(&colleague.identity())).unwrap();
    assert_eq!(file.draft.key(path).unwrap().0.expose(), key);
}

#[test]
fn sealed_drafts_are_compared_by_the_keys_in_them() {
    let (workspace, stranger) = (Workspace::new(), Workspace::new());
    let diff = |workspace: &Workspace, one: &str, other: &str, status| {
        let ran = workspace.run(&["drafts", "diff", one, other], status);
        let lines = workspace.run(&["drafts", "diff", one, other, "--output", "json"], status);
        for text in [&ran.out, &ran.err, &lines.out] {
            without_canaries(text.as_bytes(), "a comparison");
            assert!(!text.contains("YWdlLWVuY3J5"), "sealed texts say nothing: {text}");
        }
        ran.out
    };
    let sealed = |name: &str, keys: [Json; 2]| {
        let draft = workspace.draft_with(name, keys);
        workspace.run(&["drafts", "seal", &draft], 0);
        draft
    };
    let plain = workspace.draft("plain.json");
    let [one, again] = ["a.json", "b.json"].map(|name| sealed(name, CANARIES.map(Json::from)));
    for (left, right) in [(&plain, &one), (&one, &plain), (&one, &again)] {
        let told = diff(&workspace, left, right, 0);
        assert!(told.contains("no differences") && told.lines().count() == 1, "{told}");
        let told = diff(&stranger, left, right, 0);
        assert_eq!(told.matches("Psk  cannot be compared").count(), 2, "{told}");
    }
    let other = sealed("c.json", [CANARIES[0], "sY3kPq2vXw9bRd4cNf6hJz8sLa3gYe5u"].map(Json::from));
    let told = diff(&workspace, &one, &other, 3);
    assert!(told.contains("2.TunnelIkeConfig.Psk\n  - (a key, not shown)"), "{told}");
    assert!(told.contains("1 field differs"), "{told}");
    let none = workspace.path("none.json");
    let mut draft: Json = serde_json::from_str(&fs::read_to_string(&plain).unwrap()).unwrap();
    for tunnel in draft["request"]["TunnelOptionsSpecification"].as_array_mut().unwrap() {
        tunnel["TunnelIkeConfig"].as_object_mut().unwrap().remove("Psk");
    }
    fs::write(&none, draft.to_string()).unwrap();
    let told = diff(&stranger, &one, none.to_str().unwrap(), 3);
    assert!(told.contains("  - (sealed for 1 recipient)\n  + (absent)\n"), "{told}");
}

#[test]
fn a_comparison_runs_no_program_and_reads_files() {
    let workspace = Workspace::new();
    let mark = workspace.path("ran");
    fs::write(workspace.path("psk"), format!("{}\n", CANARIES[1])).unwrap();
    let program = serde_json::json!({"command": ["touch", mark]});
    let plain = workspace.draft("plain.json");
    let draft = workspace.draft_with("a.json", [program.clone(), json(r#"{"file":"psk"}"#)]);
    let told = workspace.run(&["drafts", "diff", &plain, &draft], 0).out;
    assert!(told.contains("1.TunnelIkeConfig.Psk  cannot be compared"), "{told}");
    assert!(!told.contains("2.TunnelIkeConfig.Psk"), "{told}");
    let same = workspace.draft_with("b.json", [program, Json::from(CANARIES[1])]);
    let told = workspace.run(&["drafts", "diff", &same, &draft], 0).out;
    assert!(!told.contains("cannot be compared") && !mark.exists(), "{told}");
}

#[test]
fn a_sealed_draft_is_created_and_its_key_lies_nowhere() {
    let workspace = Workspace::new();
    let draft = workspace.draft("a.json");
    let mut outputs = vec![workspace.run(&["drafts", "seal", &draft], 0)];
    assert!(
        outputs[0].out.contains("TunnelIkeConfig.Psk is sealed for age1"),
        "{}",
        outputs[0].out
    );
    for arguments in [
        &["check", &draft][..],
        &["preview", &draft],
        &["preview", "--as", "cli", &draft],
        &["replay", "--sandbox", "--yes", "--output", "json", &draft],
        &["drafts", "seal", &draft],
    ] {
        outputs.push(workspace.run(arguments, 0));
    }
    assert!(!outputs[1].out.contains("P-14"), "{}", outputs[1].out);
    assert_eq!(outputs[4].line()["outcome"], "created");
    assert!(outputs[5].err.contains("contains no plain-text key"), "{}", outputs[5].err);
    for ran in &outputs {
        without_canaries(ran.out.as_bytes(), "standard output");
        without_canaries(ran.err.as_bytes(), "standard error");
    }
    for file in workspace.files() {
        without_canaries(&fs::read(&file).unwrap(), &file.display().to_string());
    }
    assert_eq!(workspace.files().len(), 2, "the draft and the identity");
    let revealed = workspace.run(&["preview", "--reveal", &draft], 0);
    assert!(CANARIES.iter().all(|canary| revealed.out.contains(canary)));
}

#[test]
fn a_colleague_opens_what_was_shared_and_nothing_before() {
    let (workspace, colleague) = (Workspace::new(), Workspace::new());
    let draft = workspace.draft("a.json");
    workspace.run(&["drafts", "seal", &draft], 0);
    let replay = ["replay", "--sandbox", "--yes", "--output", "json", &draft];
    let refused = colleague.run(&replay, 3);
    assert!(refused.out.contains("does not exist; if the identity is lost"), "{}", refused.out);
    let theirs = colleague.recipient();
    let refused = colleague.run(&replay, 3);
    assert!(refused.out.contains("1.TunnelIkeConfig.Psk is sealed"), "{}", refused.out);
    assert!(refused.out.contains("not sealed for this identity"), "{}", refused.out);
    colleague.run(&["drafts", "share", &draft, "--with", &theirs], 3);
    workspace.run(&["drafts", "share", &draft, "--with", &theirs], 0);
    assert_eq!(colleague.run(&replay, 0).line()["outcome"], "created");
    // Who has it can pass it on, and nobody loses it.
    let third = Workspace::new();
    colleague.run(&["drafts", "share", &draft, "--with", &third.recipient()], 0);
    for workspace in [&workspace, &colleague, &third] {
        workspace.run(&replay, 0);
    }
}

/// What the program wrote before it sealed the recipients with the key, and what age writes.
fn sealed_without_list(recipients: &[&Workspace]) -> String {
    let recipients: Vec<age::x25519::Recipient> =
        recipients.iter().map(|workspace| workspace.recipient().parse().unwrap()).collect();
    let each = recipients.iter().map(|recipient| recipient as &dyn age::Recipient);
    let mut file = Vec::new();
    let encryptor = age::Encryptor::with_recipients(each).unwrap();
    let mut writer = encryptor.wrap_output(&mut file).unwrap();
    writer.write_all(CANARIES[0].as_bytes()).unwrap();
    writer.finish().unwrap();
    BASE64_STANDARD.encode(file)
}

#[test]
fn a_recipient_written_into_the_list_is_given_no_key() {
    let (workspace, colleague, intruder) = (Workspace::new(), Workspace::new(), Workspace::new());
    let recipients = [workspace.identity().recipient(), colleague.identity().recipient()];
    let bound = Sealed::seal(&Secret::new(CANARIES[0]), &recipients).unwrap().text().to_owned();
    let loose = sealed_without_list(&[&workspace, &colleague]);
    let (own, theirs, foreign) =
        (workspace.recipient(), colleague.recipient(), intruder.recipient());
    for (sealed, list, told) in [
        (&bound, vec![&own, &theirs, &foreign], format!("also contains {foreign}")),
        (
            &bound,
            vec![&own, &foreign],
            format!("also contains {foreign}; it does not contain {theirs}"),
        ),
        (
            &bound,
            vec![&foreign, &theirs],
            format!("also contains {foreign}; it does not contain {own}"),
        ),
        (&bound, vec![&own], format!("does not contain {theirs}")),
        (&bound, vec![], "does not contain".to_owned()),
        (
            &loose,
            vec![&own, &theirs, &foreign],
            "it contains 3 recipients, the key was sealed for 2".to_owned(),
        ),
        (&loose, vec![&foreign, &theirs], "you must be one of them".to_owned()),
        (&loose, vec![], "it contains 0".to_owned()),
    ] {
        let key = serde_json::json!({"sealed": sealed, "for": list});
        let draft = workspace.draft_with("a.json", [key, CANARIES[1].into()]);
        let before = fs::read_to_string(&draft).unwrap();
        let share = ["drafts", "share", &draft, "--with", &Workspace::new().recipient()];
        let ran = workspace.run(&share, 3);
        for word in ["1.TunnelIkeConfig.Psk: \"for\"", &told, "correct it"] {
            assert!(ran.err.contains(word), "{word}: {}", ran.err);
        }
        assert_eq!(fs::read_to_string(&draft).unwrap(), before);
        // What is sealed for oneself is sent whatever the list says.
        let replay = ["replay", "--sandbox", "--yes", "--output", "json", &draft];
        assert_eq!(workspace.run(&replay, 0).line()["outcome"], "created");
        intruder.run(&replay, 3);
    }
}

#[test]
fn a_key_sealed_without_its_list_is_shared_and_has_one_from_then_on() {
    let (workspace, colleague) = (Workspace::new(), Workspace::new());
    let key = serde_json::json!({"sealed": sealed_without_list(&[&workspace]), "for": [workspace.recipient()]});
    let draft = workspace.draft_with("a.json", [key, CANARIES[1].into()]);
    workspace.run(&["drafts", "share", &draft, "--with", &colleague.recipient()], 0);
    colleague.run(&["replay", "--sandbox", "--yes", &draft], 0);
    let text = fs::read_to_string(&draft).unwrap();
    let foreign = text.replace(&workspace.recipient(), &Workspace::new().recipient());
    fs::write(&draft, foreign).unwrap();
    let ran =
        workspace.run(&["drafts", "share", &draft, "--with", &Workspace::new().recipient()], 3);
    assert!(ran.err.contains("does not contain"), "{}", ran.err);
}

#[test]
fn whoever_shares_sees_who_can_open_the_keys() {
    let (workspace, colleague, third) = (Workspace::new(), Workspace::new(), Workspace::new());
    let draft = workspace.draft("a.json");
    let (own, theirs, last) = (workspace.recipient(), colleague.recipient(), third.recipient());
    let share = |with: &str| workspace.run(&["drafts", "share", &draft, "--with", with], 0);
    let first = share(&theirs);
    let line = format!("2.TunnelIkeConfig.Psk is sealed for {own} (you), {theirs} (new)\n");
    assert!(first.out.contains(&line), "{}", first.out);
    assert!(first.err.contains("Earlier copies"), "{}", first.err);
    let second = share(&last);
    let line = format!("is sealed for {own} (you), {theirs}, {last} (new)\n");
    assert!(second.out.contains(&line), "{}", second.out);
    assert_eq!(second.err, "", "no key stood there in plain text");

    // Nobody new: not a byte is changed.
    let before = fs::read_to_string(&draft).unwrap();
    let again = share(&theirs);
    assert_eq!(fs::read_to_string(&draft).unwrap(), before);
    let line = format!("stays sealed for {own} (you), {theirs}, {last}\n");
    assert!(again.out.contains(&line), "{}", again.out);
    assert!(again.err.contains("can already open the keys"), "{}", again.err);
    assert!(!again.err.contains("Earlier copies"), "{}", again.err);

    let arguments = ["drafts", "share", &draft, "--output", "json", "--with"];
    let json = |with: &str| workspace.run(&[&arguments[..], &[with]].concat(), 0).line();
    let line = json(&last);
    assert_eq!((&line["you"], &line["sealed"]), (&Json::from(own), &Json::Array(vec![])));
    assert_eq!(line["kept"][0]["for"].as_array().unwrap().len(), 3);
    let fourth = Workspace::new().recipient();
    let line = json(&fourth);
    assert_eq!(line["sealed"][1]["added"], serde_json::json!([fourth]));
    assert_eq!(line["sealed"][1]["for"][3], fourth);
}

#[test]
fn a_key_with_a_nul_is_none() {
    let recipient = [Workspace::new().identity().recipient()];
    let Err(error) = seal_keys(&with_key("\"kT7m\\u0000Pq2v\""), &recipient) else {
        panic!("it was sealed")
    };
    let told = error.to_string();
    assert!(told.contains("Psk: contains a NUL character") && !told.contains("kT7m"), "{told}");
}

#[test]
fn a_lost_identity_loses_the_keys_and_nothing_else() {
    let workspace = Workspace::new();
    let draft = workspace.draft("a.json");
    workspace.run(&["drafts", "seal", &draft], 0);
    fs::remove_file(workspace.path("identity.txt")).unwrap();
    let checked = workspace.run(&["check", &draft], 0);
    assert!(checked.err.contains("1.TunnelIkeConfig.Psk is sealed and was not opened"));
    assert!(checked.err.contains("does not exist; if the identity is lost"), "{}", checked.err);
    assert!(!checked.out.contains("P-05"), "{}", checked.out);
    let shown = workspace.run(&["preview", "--reveal", &draft], 0);
    assert!(shown.out.contains("TunnelIkeConfig.Psk=***") && shown.out.contains("Name=fra-dc1"));
    assert!(!workspace.path("identity.txt").exists(), "reading makes no identity");
    let sent = workspace.run(&["replay", "--sandbox", "--yes", "--output", "json", &draft], 3);
    assert_eq!(sent.line()["outcome"], "invalid");
}

#[test]
fn check_and_preview_run_no_program_and_replay_does() {
    let workspace = Workspace::new();
    let mark = workspace.path("ran");
    let script = format!("echo >>{}; echo {}", mark.display(), CANARIES[0]);
    let command = serde_json::json!({"command": ["sh", "-c", script]});
    let draft = workspace.draft_with("a.json", [command, Json::from(CANARIES[1])]);
    let checked = workspace.run(&["check", &draft], 0);
    assert!(checked.err.contains("runs only in a replay"), "{}", checked.err);
    let shown = workspace.run(&["preview", "--reveal", &draft], 0);
    assert!(shown.out.contains("TunnelIkeConfig.Psk=***"), "{}", shown.out);
    // Nothing is run for a draft that is not sent either.
    let broken = ["replay", "--sandbox", "--yes", "--set", "LocalSubnet=x", &draft];
    workspace.run(&broken, 3);
    assert!(!mark.exists());
    let sent = workspace.run(&["replay", "--sandbox", "--yes", &draft], 0);
    assert!(mark.exists() && sent.err.contains("running sh for"), "{}", sent.err);
}

#[test]
fn without_a_terminal_the_field_to_be_asked_for_is_named() {
    let workspace = Workspace::new();
    let draft = workspace.draft_with("a.json", [json(r#"{"ask":true}"#), Json::from(CANARIES[1])]);
    let checked = workspace.run(&["check", &draft], 0);
    assert!(checked.err.contains("is asked for in a replay"), "{}", checked.err);
    let sent = workspace.run(&["replay", "--sandbox", "--yes", "--output", "json", &draft], 3);
    let message = sent.line()["message"].to_string();
    assert!(message.contains("1.TunnelIkeConfig.Psk") && message.contains("terminal"), "{message}");
}

#[test]
fn a_key_that_is_opened_is_judged() {
    let workspace = Workspace::new();
    let draft = workspace.draft_with("a.json", [Json::from("cisco123"), Json::from("schlüssel")]);
    let judged = |ran: Ran| -> Vec<String> {
        let lines = ran.lines().into_iter();
        let rules = lines.map(|line| line["rule"].as_str().unwrap().to_owned());
        rules.filter(|rule| rule.starts_with("P-") && rule != "P-14").collect()
    };
    let check = ["check", "--output", "json", &draft];
    let plain = judged(workspace.run(&check, 3));
    assert!(plain.contains(&"P-07".to_owned()), "{plain:?}");
    workspace.run(&["drafts", "seal", &draft], 0);
    assert_eq!(judged(workspace.run(&check, 3)), plain);
}

#[test]
fn a_kept_draft_is_sealed_with_its_past() {
    let workspace = Workspace::new();
    workspace.keep("fra", "one");
    workspace.keep("fra", "two");
    workspace.keep("fra", "three");
    workspace.keep("fra", "four");
    let versions = workspace.versions("fra");
    assert_eq!(versions.len(), 3);
    fs::write(&versions[2], "no draft").unwrap();
    let ran = workspace.run(&["drafts", "seal", "@fra"], 0);
    assert!(ran.err.contains("2 earlier versions"), "{}", ran.err);
    for file in workspace.files() {
        without_canaries(&fs::read(&file).unwrap(), &file.display().to_string());
    }
    // What a version is called and listed as is made of what is in it by now.
    for line in workspace.run(&["drafts", "versions", "fra", "--output", "json"], 0).lines() {
        let Some(digest) = line["digest"].as_str() else { continue };
        let number = line["version"].to_string();
        let show = ["drafts", "show", "fra", "--version", &number, "--output", "json"];
        assert_eq!(workspace.run(&show, 0).line()["revision"], digest);
        assert!(line["file"].as_str().unwrap().ends_with(&format!("-{}.json", &digest[..12])));
    }
    // The text before held the keys, so it is not among the versions.
    assert_eq!(workspace.versions("fra").len(), 3);
    assert!(workspace.run(&["drafts", "show", "fra", "--version", "1"], 0).out.contains("three"));
    assert!(workspace.run(&["preview", "--reveal", "@fra"], 0).out.contains(CANARIES[0]));
}

#[test]
fn a_sealed_draft_that_is_shared_leaves_its_text_among_the_versions() {
    let (workspace, colleague) = (Workspace::new(), Workspace::new());
    workspace.keep("fra", "one");
    workspace.run(&["drafts", "seal", "@fra"], 0);
    let before = fs::read(workspace.path("data/drafts/fra.json")).unwrap();
    workspace.run(&["drafts", "share", "@fra", "--with", &colleague.recipient()], 0);
    let versions = workspace.versions("fra");
    assert_eq!(versions.len(), 1);
    assert_eq!(fs::read(&versions[0]).unwrap(), before);
    assert_ne!(fs::read(workspace.path("data/drafts/fra.json")).unwrap(), before);
}

#[test]
fn a_kept_draft_is_sealed_by_the_name_it_is_checked_by() {
    let workspace = Workspace::new();
    workspace.keep("my draft", "one");
    for name in ["@my draft", "@my draft.json"] {
        workspace.run(&["check", name], 0);
        workspace.run(&["drafts", "seal", name], 0);
        workspace.run(&["drafts", "share", name, "--with", &Workspace::new().recipient()], 0);
    }
    for verb in [&["seal"][..], &["share", "--with", &workspace.recipient()]] {
        let ran = |name| workspace.run(&[&["drafts"], verb, &[name]].concat(), 2).err;
        assert!(
            ran("@nobody").contains("draft \"nobody\" does not exist; see `tunnelsmith drafts`")
        );
        assert!(ran("@../fra").contains("draft \"-fra\" does not exist"), "{}", ran("@../fra"));
        assert!(ran("@").contains("is not a valid name"), "{}", ran("@"));
        assert!(ran("-").contains("specify its file"), "{}", ran("-"));
    }
    let locks = fs::read_dir(workspace.path("data/drafts/.locks")).unwrap();
    let locks: Vec<_> = locks.map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(locks, [".writing"], "the lock of a draft goes when it is let go");
}

#[test]
fn a_kept_draft_that_is_open_elsewhere_is_not_sealed() {
    let workspace = Workspace::new();
    workspace.keep("fra", "one");
    let folders = Folders::find(Some(&workspace.path("data")), |_| None).unwrap();
    let open = Store::open(&folders).lock(&DraftName::exactly("fra").unwrap()).unwrap();
    let before = fs::read(workspace.path("data/drafts/fra.json")).unwrap();
    let share = ["drafts", "share", "@fra", "--with", &Workspace::new().recipient()];
    for arguments in [&["drafts", "seal", "@fra"][..], &share] {
        let ran = workspace.run(arguments, 2);
        assert!(ran.err.contains(&format!("process {}", std::process::id())), "{}", ran.err);
    }
    assert_eq!(fs::read(workspace.path("data/drafts/fra.json")).unwrap(), before);
    drop(open);
    workspace.run(&share, 0);
}

#[cfg(unix)]
#[test]
fn a_sealed_file_keeps_its_permissions_and_its_link() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let workspace = Workspace::new();
    let draft = workspace.draft("real.json");
    fs::set_permissions(&draft, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.json", workspace.path("link.json")).unwrap();
    workspace.run(&["drafts", "seal", workspace.path("link.json").to_str().unwrap()], 0);
    assert!(fs::symlink_metadata(workspace.path("link.json")).unwrap().is_symlink());
    assert_eq!(fs::metadata(&draft).unwrap().permissions().mode() & 0o777, 0o640);
    without_canaries(&fs::read(&draft).unwrap(), "the draft");
}

#[test]
fn a_file_changed_meanwhile_is_left_alone() {
    let workspace = Workspace::new();
    let draft = workspace.draft("a.json");
    let before = fs::read_to_string(&draft).unwrap();
    fs::write(&draft, "somebody else's").unwrap();
    let error = drafts::replace(Path::new(&draft), &before, "ours").unwrap_err();
    assert!(error.to_string().contains("another program"), "{error}");
    assert_eq!(fs::read_to_string(&draft).unwrap(), "somebody else's");
    assert_eq!(workspace.files().len(), 1);
}

#[test]
fn a_full_disk_is_told_and_leaves_the_file_as_it_was() {
    let Some(disk) = SmallDisk::new(256) else { return };
    let workspace = Workspace::new();
    workspace.identity();
    let draft = disk.path().join("a.json");
    fs::copy(workspace.draft("a.json"), &draft).unwrap();
    let before = fs::read_to_string(&draft).unwrap();
    disk.fill();
    let ran = workspace.run(&["drafts", "seal", draft.to_str().unwrap()], 1);
    for word in ["a.json: the disk is full", "unchanged"] {
        assert!(ran.err.contains(word), "{}", ran.err);
    }
    assert!(!ran.err.contains(".sealing"), "{}", ran.err);
    assert_eq!(fs::read_to_string(&draft).unwrap(), before);
}

#[test]
fn a_damaged_draft_is_reported_and_left_alone() {
    let workspace = Workspace::new();
    let path = workspace.path("a.json");
    fs::write(&path, "{\"Nam\": 1}").unwrap();
    let ran = workspace.run(&["drafts", "seal", path.to_str().unwrap()], 3);
    assert!(ran.err.contains("did you mean \"Name\""), "{}", ran.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), "{\"Nam\": 1}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_key_comes_back_as_it_was(key in any::<String>()) {
        let identity: [Identity; 2] = [Workspace::new().identity(), Workspace::new().identity()];
        let key = key.replace('\0', "");
        let text = with_key(&Json::from(key.as_str()).to_string());
        let done = seal_keys(&text, &[identity[0].recipient()]).unwrap();
        let shared = share_keys(&done.text, &identity[0], &[identity[1].recipient()]).unwrap();
        for identity in &identity {
            let mut file = read(&shared.text).unwrap();
            resolve(&mut file, Path::new("."), |_| None, Some(identity)).unwrap();
            prop_assert_eq!(file.draft.key(first()).unwrap().0.expose(), key.as_str());
        }
    }

    #[test]
    fn no_text_makes_a_reader_of_sealed_keys_fall(text in "[A-Za-z0-9+/=\n ]{0,200}", head in any::<bool>()) {
        let text = if head {
            BASE64_STANDARD.encode(format!("age-encryption.org/v1\n-> {text}\n--- {text}\n"))
        } else {
            text
        };
        prop_assert!(Sealed::from_text(text, Vec::new()).is_err());
    }
}
