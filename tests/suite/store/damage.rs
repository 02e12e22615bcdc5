//! Killed writers, full disks, folders that must not be written, several writers at once: the draft
//! is the old or the new one, whole.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tunnelsmith::connection::{FieldPath, Key};
use tunnelsmith::drafts::store::{EditSession, Revision, SaveOutcome};
use tunnelsmith::drafts::{DraftFile, StoreError, write};

use super::super::support::{Ran, SmallDisk, program, skip};
use super::{Workspace, connection, draft, name, store_in};

/// Tells a copy of this test program where to save.
const SAVE_INTO: &str = "TUNNELSMITH_TEST_SAVES_INTO";

/// How often a writer is killed, unless the variable of this name says otherwise.
const KILLS: &str = "TUNNELSMITH_KILLS";

/// One of two drafts of quite different length.
fn version(number: u32) -> DraftFile {
    let mut file = draft(["even", "odd"][number as usize % 2]);
    if number % 2 == 1 {
        file.draft.set(FieldPath::connection(Key::RemoteCaCert), "x".repeat(20_000));
    }
    file
}

#[test]
#[ignore = "runs until it is killed, by the test below"]
fn saves_until_killed() {
    let Some(folder) = std::env::var_os(SAVE_INTO) else { return };
    let store = store_in(Path::new(&folder));
    let _lock = store.lock(&name("fra")).unwrap();
    let mut basis = store.load(&name("fra")).ok().map(|loaded| loaded.revision);
    let mut session = EditSession::default();
    println!("saving");
    for number in 0.. {
        // Now as a version of its own, now as a step of an editing session.
        if number % 3 != 2 {
            session = EditSession::default();
        }
        let saved = store.save_in(&session, &name("fra"), &version(number), basis, &|| None);
        basis = Some(saved.unwrap().revision);
    }
}

fn writer(folder: &Path) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["store::damage::saves_until_killed", "--exact", "--ignored", "--nocapture"])
        .env(SAVE_INTO, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    let ready = lines.map_while(Result::ok).any(|line| line.ends_with("saving"));
    assert!(ready, "the writer did not start");
    child
}

#[test]
fn a_writer_killed_at_any_moment_leaves_the_old_or_the_new_draft() {
    let workspace = Workspace::new();
    workspace.store.save(&name("fra"), &version(0), None).unwrap();
    let kills = std::env::var(KILLS).ok().and_then(|text| text.parse().ok()).unwrap_or(200_u32);
    let whole = [0, 1].map(|number| Revision::of(write(&version(number)).as_bytes()));
    let mut seen = BTreeSet::new();
    let (mut replaced, mut unfinished) = (0, 0);
    for _ in 0..kills {
        let before = workspace.store.load(&name("fra")).unwrap().revision;
        let range = duration_of_a_save() * 4;
        let mut child = writer(workspace.folder.path());
        // The moment is the point here: anywhere within the first few saves of the writer.
        let share = f64::from(getrandom::u32().unwrap()) / f64::from(u32::MAX);
        std::thread::sleep(range.mul_f64(share));
        child.kill().unwrap();
        child.wait().unwrap();
        unfinished += u32::from(has_unfinished(workspace.folder.path()));
        let loaded = workspace.store.load(&name("fra")).unwrap();
        assert!(whole.contains(&loaded.revision), "{:?}", loaded.file);
        replaced += u32::from(loaded.revision != before);
        seen.insert(connection(&loaded.file).to_owned());
        for version in workspace.store.versions(&name("fra")).unwrap() {
            let loaded = workspace.store.version(&name("fra"), version.number).unwrap();
            assert!(whole.contains(&loaded.revision), "{version:?}");
        }
        assert_eq!(workspace.drafts(), ["fra"]);
        drop(workspace.store.lock(&name("fra")).expect("a dead writer holds no lock"));
    }
    println!(
        "{kills} kills: {unfinished} while a file was being written, {replaced} after the other version was in place"
    );
    assert_eq!(seen.len(), 2, "the kills came too early to tell anything");

    let basis = workspace.store.load(&name("fra")).unwrap().revision;
    let saved = workspace.store.save(&name("fra"), &draft("last"), Some(basis)).unwrap();
    assert_eq!(saved.outcome, SaveOutcome::Written);
    assert!(!has_unfinished(workspace.folder.path()), "the next save sweeps");
}

/// How long a save takes on this machine and under the load of this moment.
fn duration_of_a_save() -> Duration {
    let workspace = Workspace::new();
    let first = workspace.store.save(&name("fra"), &version(0), None).unwrap();
    let start = Instant::now();
    workspace.store.save(&name("fra"), &version(1), Some(first.revision)).unwrap();
    start.elapsed()
}

fn has_unfinished(data: &Path) -> bool {
    let folders = ["drafts", "drafts/.versions/fra"].map(|folder| data.join(folder));
    let entries = folders.iter().flat_map(fs::read_dir).flatten().flatten();
    entries.map(|entry| entry.file_name()).any(|name| name.to_string_lossy().starts_with(".saving"))
}

#[test]
fn a_full_disk_is_told_and_leaves_the_draft_as_it_was() {
    let Some(disk) = SmallDisk::new(256) else { return };
    let store = store_in(&disk.data());
    let first = store.save(&name("fra"), &version(0), None).unwrap();
    let filler = disk.fill();
    for (draft, basis) in [("fra", Some(first.revision)), ("new", None)] {
        let error = store.save(&name(draft), &version(1), basis).unwrap_err();
        assert!(matches!(error.cause(), StoreError::Full { .. }), "{error:?}");
        assert!(error.to_string().contains("the disk is full"), "{error}");
    }
    assert_eq!(store.load(&name("fra")).unwrap().revision, first.revision);
    assert!(store.versions(&name("fra")).unwrap().is_empty());
    fs::remove_file(filler).unwrap();
    let saved = store.save(&name("fra"), &version(1), Some(first.revision)).unwrap();
    assert_eq!(saved.outcome, SaveOutcome::Written);
}

#[test]
fn a_disk_that_must_not_be_written_can_still_be_read() {
    let Some(disk) = SmallDisk::new(256) else { return };
    let store = store_in(&disk.data());
    let first = store.save(&name("fra"), &version(0), None).unwrap();
    disk.read_only();
    refuses_writing(&disk.data(), first.revision);
}

#[cfg(unix)]
#[test]
fn so_can_a_folder_without_the_right_to_write() {
    use std::os::unix::fs::PermissionsExt as _;

    let workspace = Workspace::new();
    let first = workspace.store.save(&name("fra"), &version(0), None).unwrap();
    let drafts = workspace.folder.path().join("drafts");
    let mode = |mode| fs::set_permissions(&drafts, fs::Permissions::from_mode(mode)).unwrap();
    mode(0o500);
    let is_root = fs::write(drafts.join("probe"), "").is_ok();
    if is_root {
        skip("this user may write everywhere");
    } else {
        refuses_writing(workspace.folder.path(), first.revision);
    }
    mode(0o700);
}

fn refuses_writing(data: &Path, there: Revision) {
    let store = store_in(data);
    for (draft, basis) in [("fra", Some(there)), ("new", None)] {
        let error = store.save(&name(draft), &version(1), basis).unwrap_err();
        assert!(matches!(error.cause(), StoreError::Denied { .. }), "{error:?}");
        assert!(error.to_string().contains("--drafts-dir"), "{error}");
    }
    assert!(matches!(store.delete(&name("fra")), Err(StoreError::Denied { .. })));
    assert_eq!(store.load(&name("fra")).unwrap().revision, there);
    assert_eq!(store.list().unwrap().len(), 1);
}

#[test]
fn of_writers_with_the_same_basis_one_replaces_and_the_others_stand_beside() {
    let workspace = Workspace::new();
    let first = workspace.store.save(&name("fra"), &draft("one"), None).unwrap();
    let outcomes: Vec<SaveOutcome> = std::thread::scope(|scope| {
        let save = |number: u32| {
            let store = workspace.store.clone();
            let mine = draft(&format!("writer-{number}"));
            move || store.save(&name("fra"), &mine, Some(first.revision)).unwrap().outcome
        };
        let writers: Vec<_> = (0..8).map(|number| scope.spawn(save(number))).collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    let written = outcomes.iter().filter(|outcome| **outcome == SaveOutcome::Written).count();
    assert_eq!(written, 1, "{outcomes:?}");
    let listed = workspace.store.list().unwrap();
    let kept: BTreeSet<_> = listed.iter().map(|one| one.connection().unwrap()).collect();
    assert_eq!(kept.len(), 8, "{kept:?}");
}

#[test]
fn of_several_processes_each_draft_is_kept_or_refused() {
    let workspace = Workspace::new();
    let data = workspace.folder.path().to_str().unwrap();
    let children: Vec<(u32, Child)> = (0..6)
        .map(|number| {
            let file = workspace.folder.path().join(format!("{number}.json"));
            fs::write(&file, write(&draft(&format!("writer-{number}"))).as_bytes()).unwrap();
            let file = file.to_str().unwrap();
            let arguments = ["drafts", "save", file, "--name", "fra", "--drafts-dir", data];
            let mut command = program(&arguments);
            (number, command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
        })
        .collect();
    let mut kept = BTreeSet::new();
    for (number, child) in children {
        let ran = Ran::of(child.wait_with_output().unwrap());
        match ran.status {
            0 => assert!(kept.insert(format!("writer-{number}"))),
            _ => assert!(ran.expect(2).err.contains("is open in"), "writer {number}"),
        }
    }
    let mut found = BTreeSet::new();
    found.insert(connection(&workspace.store.load(&name("fra")).unwrap().file).to_owned());
    for version in workspace.store.versions(&name("fra")).unwrap() {
        let loaded = workspace.store.version(&name("fra"), version.number).unwrap();
        found.insert(connection(&loaded.file).to_owned());
    }
    assert_eq!(found, kept);
    assert_eq!(workspace.drafts(), ["fra"]);
}
