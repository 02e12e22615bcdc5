//! What others may put into the folder of drafts: it is named, never followed, and never printed raw.

use std::fs;
use std::path::PathBuf;

use tunnelsmith::drafts::store::SaveOutcome;
use tunnelsmith::drafts::{Identity, StoreError};

use super::super::support::{Ran, program, run, scratch};
use super::{Workspace, draft, name};

/// A draft that lies outside of the store, with a key in plain text.
const OUTSIDE: &str = "{\"Name\": \"outside\", \"IkeConfig\": {\"Psk\": \"kT7mPq2vXw9bRd4cZs8n\"}}";

fn drafts(workspace: &Workspace) -> PathBuf {
    let folder = workspace.folder.path().join("drafts");
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn at(workspace: &Workspace, arguments: &[&str]) -> Ran {
    run(&[arguments, &["--drafts-dir", workspace.folder.path().to_str().unwrap()]].concat())
}

#[track_caller]
fn assert_plain(ran: &Ran) {
    for text in [&ran.out, &ran.err] {
        assert!(text.chars().all(|letter| letter == '\n' || !letter.is_control()), "{text:?}");
        assert!(!text.contains(['\u{202e}', '\u{200b}']), "{text:?}");
    }
}

#[test]
fn what_is_no_plain_file_is_listed_and_left_alone() {
    let workspace = Workspace::new();
    let folder = drafts(&workspace);
    let outside = workspace.folder.path().join("outside.json");
    fs::write(&outside, OUTSIDE).unwrap();
    fs::create_dir(folder.join("folder.json")).unwrap();
    let mut expected = vec![("folder", "a folder")];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&outside, folder.join("link.json")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", folder.join("zero.json")).unwrap();
        let pipe = folder.join("pipe.json");
        assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
        expected.extend([("link", "a symbolic link"), ("zero", "a symbolic link")]);
        expected.push(("pipe", "a pipe, socket or device"));
    }
    for other in ["notes.txt", ".hidden.json", "draft.json~"] {
        fs::write(folder.join(other), "x").unwrap();
    }
    let listed = workspace.store.list().unwrap();
    assert_eq!(listed.len(), expected.len());
    let identity = workspace.folder.path().join("identity.txt");
    let recipient = Identity::load_or_make(&identity).unwrap().recipient().to_string();
    let table = at(&workspace, &["drafts"]).expect(0);
    for (draft, what) in expected {
        let one = listed.iter().find(|one| one.name == draft).unwrap();
        assert!(one.content.as_ref().unwrap_err().to_string().contains(what), "{draft}");
        assert!(table.out.contains(what), "{}", table.out);
        let error = workspace.store.load(&name(draft)).unwrap_err();
        assert!(matches!(error, StoreError::NotPlain { .. }), "{error:?}");
        let kept = format!("@{draft}");
        at(&workspace, &["check", &kept]).expect(3);
        for verb in
            [&["drafts", "seal", &kept][..], &["drafts", "share", &kept, "--with", &recipient]]
        {
            let folder = ["--drafts-dir", workspace.folder.path().to_str().unwrap()];
            let mut command = program(&[verb, &folder].concat());
            command.env("TUNNELSMITH_IDENTITY", &identity);
            let ran = Ran::of(command.output().unwrap()).expect(3);
            assert!(ran.err.contains(what) && ran.err.contains("it is not used"), "{}", ran.err);
        }
        let saved = workspace.store.save(&name(draft), &super::draft("mine"), None).unwrap();
        assert_eq!(saved.outcome, SaveOutcome::Unreadable, "{draft}");
    }
    assert_eq!(fs::read_to_string(&outside).unwrap(), OUTSIDE);
}

#[cfg(unix)]
#[test]
fn what_was_open_to_others_is_closed_and_a_key_they_could_read_is_told() {
    use std::os::unix::fs::PermissionsExt as _;

    let workspace = Workspace::new();
    let folder = drafts(&workspace);
    let mode = |path: &PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let set = |path: &PathBuf, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    let (kept, sound) = (folder.join("out.json"), folder.join("sound.json"));
    fs::write(&kept, OUTSIDE).unwrap();
    fs::write(&sound, "{\"Name\": \"sound\"}").unwrap();
    let own = [".versions", ".locks", "../trash", "."].map(|own| folder.join(own));
    for path in &own {
        fs::create_dir_all(path).unwrap();
        set(path, 0o755);
    }
    set(&kept, 0o666);
    set(&sound, 0o666);
    for arguments in [&["drafts"][..], &["drafts", "--output", "json"], &["check", "@out"]] {
        let ran = at(&workspace, arguments);
        for word in [kept.to_str().unwrap(), "plain-text key", "drafts seal @out", "chmod 600"] {
            assert!(ran.err.contains(word), "{word}: {}", ran.err);
        }
        assert!(!ran.err.contains("sound.json"), "{}", ran.err);
    }
    set(&kept, 0o600);
    assert!(!at(&workspace, &["check", "@out"]).err.contains("chmod"));
    workspace.store.save(&name("new"), &draft("new"), None).unwrap();
    for path in own {
        assert_eq!(mode(&path), 0o700, "{}", path.display());
    }
}

#[test]
fn a_place_that_is_no_folder_is_told_with_the_way_out() {
    let folder = scratch();
    let plain = folder.path().join("plain");
    fs::write(&plain, "").unwrap();
    let draft = folder.path().join("in.json");
    fs::write(&draft, "{\"Name\": \"a\"}").unwrap();
    let (plain, draft) = (plain.to_str().unwrap(), draft.to_str().unwrap());
    let assert_told = |mut command: std::process::Command, place: &str| {
        let ran = Ran::of(command.current_dir(&folder).output().unwrap());
        assert_ne!(ran.status, 0);
        let told = format!("{place} cannot be used as a folder");
        assert!(ran.err.contains(&told) && ran.err.contains("--drafts-dir"), "{}", ran.err);
    };
    for place in [plain, "plain"] {
        for arguments in [
            &["drafts"][..],
            &["drafts", "save", draft],
            &["drafts", "show", "a"],
            &["check", "@a"],
        ] {
            assert_told(program(&[arguments, &["--drafts-dir", place]].concat()), place);
        }
    }
    if cfg!(target_os = "linux") {
        let mut command = program(&["drafts", "save", draft]);
        command.env_remove("TUNNELSMITH_DRAFTS_DIR").env("HOME", "/proc/nope");
        assert_told(command, "/proc/nope");
    }
}

#[cfg(unix)]
#[test]
fn a_version_that_is_a_link_is_not_sealed_where_it_leads() {
    let workspace = Workspace::new();
    let identity = workspace.folder.path().join("identity.txt");
    let first = workspace.store.save(&name("fra"), &draft("one"), None).unwrap();
    workspace.store.save(&name("fra"), &draft("two"), Some(first.revision)).unwrap();
    let outside = workspace.folder.path().join("outside.json");
    fs::write(&outside, OUTSIDE).unwrap();
    let version = workspace.store.versions(&name("fra")).unwrap().remove(0).file;
    fs::remove_file(&version).unwrap();
    std::os::unix::fs::symlink(&outside, &version).unwrap();
    let folder = workspace.folder.path().to_str().unwrap();
    let mut command = program(&["drafts", "seal", "@fra", "--drafts-dir", folder]);
    command.env("TUNNELSMITH_IDENTITY", &identity);
    let ran = Ran::of(command.output().unwrap()).expect(3);
    assert!(ran.err.contains("a symbolic link"), "{}", ran.err);
    assert_eq!(fs::read_to_string(&outside).unwrap(), OUTSIDE);
}

#[test]
fn broken_drafts_are_listed_with_the_reason() {
    let workspace = Workspace::new();
    let folder = drafts(&workspace);
    let deep = format!("{{\"RegionId\": {}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let cases: [(&str, &[u8], &str); 6] = [
        ("deep", deep.as_bytes(), "a single value"),
        ("twice", b"{\"Name\": \"a\", \"Name\": \"b\"}", "twice"),
        ("newer", b"{\"schema\": 3, \"request\": {}}", "newer tunnelsmith"),
        ("binary", b"\xff\xfe\0", "UTF-8"),
        ("empty", b"", "empty"),
        ("huge", &vec![b' '; 2 * 1024 * 1024], "1 MiB"),
    ];
    for (draft, bytes, _) in &cases {
        fs::write(folder.join(format!("{draft}.json")), bytes).unwrap();
    }
    let lines = at(&workspace, &["drafts", "list", "--output", "json"]).expect(0).lines();
    for (draft, bytes, word) in cases {
        let line = lines.iter().find(|line| line["name"] == draft).unwrap();
        assert!(line["problem"].as_str().unwrap().contains(word), "{line}");
        assert!(at(&workspace, &["drafts", "show", draft]).expect(3).err.contains(word), "{draft}");
        at(&workspace, &["drafts", "duplicate", draft, "copy"]).expect(3);
        at(&workspace, &["drafts", "rename", draft, "moved"]).expect(0);
        at(&workspace, &["drafts", "rename", "moved", draft]).expect(0);
        at(&workspace, &["drafts", "delete", draft]).expect(0);
        at(&workspace, &["drafts", "restore", draft]).expect(0);
        assert_eq!(fs::read(folder.join(format!("{draft}.json"))).unwrap(), bytes, "{draft}");
    }
}

#[test]
fn names_that_act_on_a_terminal_are_spelled_out() {
    let workspace = Workspace::new();
    let folder = drafts(&workspace);
    for hostile in ["\u{1b}[2Jclear", "evil\u{202e}nosj", "zero\u{200b}width", "line\nbreak"] {
        fs::write(folder.join(format!("{hostile}.json")), "{}").unwrap();
    }
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        let broken = std::ffi::OsStr::from_bytes(b"br\xffken.json");
        fs::write(folder.join(broken), "{}").unwrap();
    }
    let mut hostile = draft("\u{1b}]0;title\u{7}\u{202e}\u{9b}2J");
    hostile.name = Some("\u{1b}[31m".to_owned());
    hostile.note = Some("\u{200b}\u{7f}\u{85}".to_owned());
    workspace.store.save(&name("plain"), &hostile, None).unwrap();
    let count = workspace.store.list().unwrap().len();
    assert!(count >= 5);
    for arguments in [
        &["drafts"][..],
        &["drafts", "show", "plain"],
        &["drafts", "show", "\u{1b}[2Jclear"],
        &["drafts", "save", "/no\u{1b}[2J/such"],
        &["drafts", "delete", "no\u{202e}such"],
        &["drafts", "rename", "plain", "\u{1b}[31mred\u{7}"],
        &["check", "@\u{1b}[31mred\u{7}"],
        &["check", "@\u{1b}"],
    ] {
        assert_plain(&at(&workspace, arguments));
    }
    let json = at(&workspace, &["drafts", "list", "--output", "json"]).expect(0);
    assert_eq!(json.lines().len(), count);
}

#[test]
fn a_name_leads_nowhere_else() {
    let workspace = Workspace::new();
    let file = workspace.folder.path().join("in.json");
    fs::write(&file, "{\"Name\": \"a\"}").unwrap();
    let file = file.to_str().unwrap();
    for hostile in ["../../escape", "/etc/passwd", "a/../../b", ".versions", "CON", "..\\up"] {
        at(&workspace, &["drafts", "save", file, "--name", hostile]).expect(0);
    }
    at(&workspace, &["drafts", "save", file, "--name", &"long ".repeat(1000)]).expect(0);
    at(&workspace, &["drafts", "save", file, "--name", "../.."]).expect(2);
    let mut left: Vec<String> = fs::read_dir(workspace.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left, ["drafts", "in.json"]);
    assert_eq!(workspace.drafts().len(), 7);
}

/// A folder as no person keeps it: thousands of files, links in circles, pipes, names that act.
#[cfg(unix)]
#[test]
fn ten_thousand_files_of_every_kind_are_listed_and_none_is_waited_for() {
    use std::os::unix::fs::symlink;

    const DRAFTS: usize = 4000;
    const UNSAFE: usize = 5500;
    let data = scratch();
    let workspace = tunnelsmith::flow::Workspace::open(Some(data.path()), |_| None).unwrap();
    let folder = data.path().join("drafts");
    fs::create_dir(&folder).unwrap();
    for number in 0..DRAFTS {
        fs::write(folder.join(format!("draft-{number}.json")), "{\"Name\": \"\\u001b[2J\"}")
            .unwrap();
    }
    for number in 0..UNSAFE {
        let name = format!("\u{1b}]0;{number}\u{7}\u{202e}\n\u{85}.json");
        fs::write(folder.join(name), "{}").unwrap();
    }
    for number in 0..100 {
        fs::create_dir(folder.join(format!("folder-{number}.json"))).unwrap();
        symlink("/dev/zero", folder.join(format!("zero-{number}.json"))).unwrap();
        symlink("nowhere", folder.join(format!("dangling-{number}.json"))).unwrap();
        symlink(format!("circle-{number}.json"), folder.join(format!("circle-{number}.json")))
            .unwrap();
        symlink(&folder, folder.join(format!("inside-{number}.json"))).unwrap();
    }
    let pipes = (0..10).map(|number| folder.join(format!("pipe-{number}.json")));
    assert!(std::process::Command::new("mkfifo").args(pipes).status().unwrap().success());

    let home = workspace.home();
    assert_eq!(home.drafts.len(), DRAFTS + UNSAFE + 510);
    assert!(home.troubles.is_empty());
    let usable = home.drafts.iter().filter(|row| row.unusable.is_none());
    assert_eq!(usable.count(), DRAFTS);
    for (name, what) in [
        ("zero-1", "a symbolic link"),
        ("dangling-1", "a symbolic link"),
        ("circle-1", "a symbolic link"),
        ("inside-1", "a symbolic link"),
        ("folder-1", "a folder"),
        ("pipe-1", "a pipe"),
    ] {
        let row = home.drafts.iter().find(|row| row.name == name).unwrap();
        assert!(row.unusable.as_ref().unwrap().contains(what), "{row:?}");
    }
    let data = data.path().to_str().unwrap();
    let table = run(&["drafts", "--drafts-dir", data]).expect(0);
    assert_plain(&table);
    assert_eq!(table.out.lines().count(), 1 + home.drafts.len());
    let lines = run(&["drafts", "list", "--output", "json", "--drafts-dir", data]).expect(0);
    assert_plain(&lines);
    assert_eq!(lines.lines().len(), home.drafts.len());
}
