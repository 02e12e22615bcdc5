//! The workspace where something goes wrong: a full disk, a folder that must not be written, no home,
//! two at one draft, a kill at any moment. What was on the disk stays, what is in memory stays, and
//! somebody is told.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use tunnelsmith::connection::{FieldPath, Key};
use tunnelsmith::drafts::store::{EditSession, SaveOutcome};
use tunnelsmith::drafts::{Bookmark, DraftFile, StoreError};
use tunnelsmith::flow::Workspace;

use super::super::support::{Ran, SmallDisk, program, sample, skip};
use super::workspace::{KEYS, User, first, frankfurt, name};

/// Tells a copy of this test program at whose workspace it sits.
const SIT_AT: &str = "TUNNELSMITH_TEST_SITS_AT";

/// How often a writer is killed, unless the variable of this name says otherwise.
const KILLS: &str = "TUNNELSMITH_KILLS";

/// The draft of Frankfurt for a connection of this name.
fn called(connection: &str) -> DraftFile {
    let mut file = frankfurt();
    file.draft.set(FieldPath::connection(Key::Name), connection);
    file
}

fn connection(file: &DraftFile) -> String {
    file.draft.text(FieldPath::connection(Key::Name)).unwrap().to_owned()
}

/// Everything that is kept, by the names of the connections.
fn kept(workspace: &Workspace) -> BTreeSet<String> {
    let rows = workspace.home().drafts;
    rows.into_iter().filter_map(|row| row.connection).collect()
}

fn assert_tidy(workspace: &Workspace) {
    let files = fs::read_dir(workspace.store().folder()).unwrap().flatten();
    let names: Vec<String> =
        files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    assert!(!names.iter().any(|name| name.starts_with(".saving-")), "{names:?}");
}

#[test]
fn on_a_full_disk_the_last_version_stays_and_the_next_save_has_all() {
    let Some(disk) = SmallDisk::new(64) else { return };
    let workspace = User::sit_down(disk.path());
    let stored =
        workspace.save(&name("fra"), called("before"), None, &EditSession::default()).unwrap();
    let basis = Some(stored.saved.revision);
    let filler = disk.fill();
    let mut mine = called("after");
    mine.type_key(first(), KEYS[0].into());
    let session = EditSession::default();
    for _ in 0..3 {
        let error = workspace.save(&name("fra"), mine.clone(), basis, &session).unwrap_err();
        assert!(matches!(error.cause(), StoreError::Full { .. }), "{error}");
        assert!(error.to_string().contains("the disk is full"), "{error}");
    }
    let new =
        workspace.save(&name("new"), called("new"), None, &EditSession::default()).unwrap_err();
    assert!(matches!(new.cause(), StoreError::Full { .. }), "{new}");
    assert!(workspace.journal().is_err(), "no submission begins that cannot be kept");
    let bookmark = Bookmark { draft: Some(name("fra")), ..Bookmark::default() };
    assert!(bookmark.save(workspace.folders()).is_err());
    // All that was there can be read, and the draft can be opened.
    let opened = workspace.open_draft(&name("fra")).unwrap();
    assert_eq!((connection(&opened.file), Some(opened.revision)), ("before".to_owned(), basis));
    assert_eq!(kept(&workspace), BTreeSet::from(["before".to_owned()]));
    assert_tidy(&workspace);
    drop(opened);

    fs::remove_file(filler).unwrap();
    let stored = workspace.save(&name("fra"), mine, basis, &EditSession::default()).unwrap();
    assert_eq!(stored.saved.outcome, SaveOutcome::Written);
    assert!(stored.left_out.is_empty() && stored.sealed.len() == 1, "{stored:?}");
    let opened = workspace.open_draft(&name("fra")).unwrap();
    assert_eq!(workspace.open_key(&opened.file, first()).unwrap().expose(), KEYS[0]);
}

#[test]
fn a_disk_that_fills_up_in_the_middle_of_a_session_loses_nothing() {
    let Some(disk) = SmallDisk::new(64) else { return };
    let workspace = User::sit_down(disk.path());
    let mut basis = None;
    let (mut last, mut refused) = (0, 0);
    let mut session = EditSession::default();
    for step in 0..40 {
        let mut file = called(&format!("step-{step}"));
        file.note = Some("x".repeat(step * 300));
        if step % 4 == 0 {
            session = EditSession::default();
        }
        match workspace.save(&name("fra"), file, basis, &session) {
            Ok(stored) => {
                assert_eq!(stored.saved.name, name("fra"));
                (basis, last) = (Some(stored.saved.revision), step);
            }
            Err(error) => {
                assert!(matches!(error.cause(), StoreError::Full { .. }), "{error}");
                refused += 1;
            }
        }
        assert_eq!(kept(&workspace), BTreeSet::from([format!("step-{last}")]));
    }
    assert!(last > 3 && refused > 0, "{last} {refused}");
    for version in workspace.versions(&name("fra")).unwrap() {
        workspace.version(&name("fra"), version.number).unwrap();
    }
}

#[test]
fn where_nothing_may_be_written_all_can_be_read_and_that_is_told() {
    let Some(disk) = SmallDisk::new(64) else { return };
    let workspace = User::sit_down(disk.path());
    let stored =
        workspace.save(&name("fra"), called("there"), None, &EditSession::default()).unwrap();
    disk.read_only();
    let opened = workspace.open_draft(&name("fra")).unwrap();
    assert!(opened.locked_by.is_none());
    let basis = Some(opened.revision);
    assert_eq!(basis, Some(stored.saved.revision));
    for refused in [
        workspace.save(&name("fra"), called("mine"), basis, &EditSession::default()).map(drop),
        workspace.save(&name("new"), called("mine"), None, &EditSession::default()).map(drop),
        workspace.delete(&name("fra")),
        workspace.rename(&name("fra"), &name("muc")),
        workspace.duplicate(&name("fra"), &name("muc")),
    ] {
        let error = refused.unwrap_err();
        assert!(matches!(error.cause(), StoreError::Denied { .. }), "{error:?}");
        assert!(error.to_string().contains("--drafts-dir"), "{error}");
    }
    assert_eq!(kept(&workspace), BTreeSet::from(["there".to_owned()]));
    assert!(workspace.home().troubles.is_empty());
    assert!(workspace.journal().is_err());
}

#[test]
fn without_a_home_drafts_are_kept_and_keys_wait_for_a_place() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(Some(folder.path()), |_| None).unwrap();
    let mut file = called("homeless");
    file.type_key(first(), KEYS[0].into());
    let stored = workspace.save(&name("fra"), file, None, &EditSession::default()).unwrap();
    let [(field, why)] = &stored.left_out[..] else { panic!("{stored:?}") };
    assert!(*field == first() && why.contains("TUNNELSMITH_IDENTITY"), "{why}");
    let text = fs::read_to_string(workspace.store().path(&name("fra"))).unwrap();
    assert!(text.contains("homeless") && !text.contains(KEYS[0]), "{text}");
    let mut command = program(&["drafts"]);
    command.env_remove("HOME").env_remove("TUNNELSMITH_DRAFTS_DIR");
    let ran = Ran::of(command.output().unwrap()).expect(2);
    assert!(ran.err.contains("--drafts-dir"), "{}", ran.err);
}

/// As nobody, so that it is also so where the tests run as root.
#[cfg(unix)]
#[test]
fn without_permission_each_verb_says_which_folder_and_what_to_do() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;

    const NOBODY: u32 = 65_534;
    let user = User::new();
    user.keep("fra", &frankfurt());
    let data = user.home.path().join("data");
    let closed = fs::Permissions::from_mode(0o000);
    fs::set_permissions(user.home.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&data, closed).unwrap();
    let is_root = fs::read_dir(&data).is_ok();
    let draft = sample("frankfurt-bgp.json");
    for verb in [
        &["drafts"][..],
        &["drafts", "show", "fra"],
        &["drafts", "save", &draft, "--name", "new"],
        &["drafts", "delete", "fra"],
        &["check", "@fra"],
    ] {
        let mut command = program(verb);
        command.env("TUNNELSMITH_DRAFTS_DIR", &data);
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        let Ok(output) = command.output() else {
            skip("the program cannot be run by another user here");
            break;
        };
        let ran = Ran::of(output).expect(1);
        let said = ran.err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("ermission"), "{verb:?}: {said}");
        assert!(said.contains("--drafts-dir"), "{verb:?}: {said}");
    }
    fs::set_permissions(&data, fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!(kept(&user.workspace), BTreeSet::from(["fra-dc1".to_owned()]));
}

/// Another process at the same workspace, which does as it is told line by line.
struct Other {
    child: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Other {
    fn start(home: &Path, work: &str) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([&format!("flow::stress::{work}"), "--exact", "--ignored", "--nocapture"])
            .env(SIT_AT, home)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let orders = child.stdin.take().unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap());
        Self { child, orders, answers }
    }

    /// The rest of the next line that begins with this mark.
    fn answer(&mut self) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.answers.read_line(&mut line).unwrap() > 0, "the other process ended");
            if let Some((_, answer)) = line.split_once("answer: ") {
                return answer.trim().to_owned();
            }
        }
    }

    fn order(&mut self) {
        self.orders.write_all(b"go\n").unwrap();
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
#[ignore = "the other process of the test below"]
fn opens_and_saves_when_told() {
    let Some(home) = std::env::var_os(SIT_AT) else { return };
    let workspace = User::sit_down(Path::new(&home));
    let opened = workspace.open_draft(&name("fra")).unwrap();
    println!("answer: {}", opened.locked_by.as_deref().unwrap_or("mine"));
    let session = EditSession::default();
    for step in 0_u32.. {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).unwrap();
        if line.is_empty() {
            return;
        }
        let file = called(&format!("theirs-{step}"));
        let saved =
            workspace.save(&name("fra"), file, Some(opened.revision), &session).unwrap().saved;
        println!("answer: {:?}", saved.outcome);
    }
}

#[test]
fn of_two_processes_at_one_draft_both_keep_their_work() {
    let user = User::new();
    user.keep("fra", &called("before"));
    let mut other = Other::start(user.home.path(), "opens_and_saves_when_told");
    assert_eq!(other.answer(), "mine");
    let opened = user.workspace.open_draft(&name("fra")).unwrap();
    assert_eq!(opened.locked_by, Some(format!("process {}", other.child.id())));
    assert!(opened.lock.is_none());
    // Whoever comes second stands beside.
    other.order();
    assert_eq!(other.answer(), "Written");
    let basis = Some(opened.revision);
    let mine = user
        .workspace
        .save(&name("fra"), called("mine"), basis, &EditSession::default())
        .unwrap()
        .saved;
    assert_eq!(mine.outcome, SaveOutcome::Conflict);
    // From then on each goes on with its own.
    let again = user
        .workspace
        .save(&mine.name, called("mine"), Some(mine.revision), &EditSession::default())
        .unwrap();
    assert_eq!(again.saved.outcome, SaveOutcome::Unchanged);
    let all = ["mine", "theirs-0"].map(str::to_owned);
    assert_eq!(kept(&user.workspace), BTreeSet::from(all));
    let before = user.workspace.version(&name("fra"), 1).unwrap();
    assert_eq!(connection(&before.file), "before");
    drop(other);
    assert!(
        user.workspace.open_draft(&name("fra")).unwrap().lock.is_some(),
        "the dead hold no lock"
    );
}

/// One of two texts of quite different length, with a key of its own.
fn step(number: usize) -> DraftFile {
    let mut file = called(["even", "odd"][number % 2]);
    file.note = Some("x".repeat(20_000 * (number % 2)));
    file.type_key(first(), KEYS[number % 2].into());
    file
}

#[test]
#[ignore = "runs until it is killed, by the test below"]
fn edits_until_killed() {
    let Some(home) = std::env::var_os(SIT_AT) else { return };
    let workspace = User::sit_down(Path::new(&home));
    let opened = workspace.open_draft(&name("fra")).unwrap();
    assert!(opened.lock.is_some(), "{:?}", opened.locked_by);
    let mut basis = opened.revision;
    let session = EditSession::default();
    println!("answer: editing");
    for number in 0.. {
        let stored = workspace.save(&name("fra"), step(number), Some(basis), &session).unwrap();
        assert!(stored.left_out.is_empty());
        basis = stored.saved.revision;
        let bookmark = Bookmark { draft: Some(name("fra")), ..Bookmark::default() };
        bookmark.save(workspace.folders()).unwrap();
    }
}

#[test]
fn a_session_killed_at_any_moment_leaves_one_of_its_texts_with_its_key() {
    let user = User::new();
    user.keep("fra", &step(0));
    let kills = std::env::var(KILLS).ok().and_then(|text| text.parse().ok()).unwrap_or(40_usize);
    let mut seen = BTreeSet::new();
    for _ in 0..kills {
        let start = Instant::now();
        user.workspace.save(&name("gauge"), step(1), None, &EditSession::default()).unwrap();
        user.workspace.delete(&name("gauge")).unwrap();
        let range = start.elapsed() * 4;
        let mut other = Other::start(user.home.path(), "edits_until_killed");
        assert_eq!(other.answer(), "editing");
        // The moment is the point here: anywhere within the first few saves.
        let share = f64::from(getrandom::u32().unwrap()) / f64::from(u32::MAX);
        std::thread::sleep(range.mul_f64(share).max(Duration::from_micros(10)));
        drop(other);
        let opened = user.workspace.open_draft(&name("fra")).unwrap();
        assert!(opened.lock.is_some() && opened.notes.is_empty(), "{:?}", opened.notes);
        let which = connection(&opened.file);
        let key = KEYS[usize::from(which == "odd")];
        assert_eq!(user.workspace.open_key(&opened.file, first()).unwrap().expose(), key);
        seen.insert(which);
        assert_eq!(kept(&user.workspace).len(), 1);
        for version in user.workspace.versions(&name("fra")).unwrap() {
            user.workspace.version(&name("fra"), version.number).unwrap();
        }
        let place = Bookmark::load(user.workspace.folders()).draft;
        assert!(place.is_none_or(|draft| draft == name("fra")));
    }
    assert_eq!(seen.len(), 2, "the kills came too early to tell anything");
    let basis = user.workspace.open_draft(&name("fra")).unwrap().revision;
    user.workspace
        .save(&name("fra"), called("last"), Some(basis), &EditSession::default())
        .unwrap();
    assert_tidy(&user.workspace);
}

/// Without root: a limit on the size of files, which is met in the middle of writing.
#[cfg(unix)]
#[test]
fn a_file_that_must_not_grow_leaves_the_draft_as_it_was() {
    let user = User::new();
    user.keep("fra", &called("before"));
    let mut large = called("after");
    large.note = Some("x".repeat(100_000));
    let file = user.home.path().join("large.json");
    fs::write(&file, tunnelsmith::drafts::write(&large).as_bytes()).unwrap();
    let mut command = Command::new("sh");
    let limited = "trap '' XFSZ; ulimit -f 16; exec \"$@\"";
    command.args(["-c", limited, "sh", super::super::support::PROGRAM]).env_clear();
    command.args(["drafts", "save", file.to_str().unwrap(), "--name", "fra", "--drafts-dir"]);
    let ran = Ran::of(command.arg(user.home.path().join("data")).output().unwrap()).expect(1);
    assert!(ran.err.contains("too large") && ran.err.contains("drafts"), "{}", ran.err);
    assert_eq!(kept(&user.workspace), BTreeSet::from(["before".to_owned()]));
    assert_tidy(&user.workspace);
}
