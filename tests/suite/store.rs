//! Drafts that are kept: whole, with what they were before, and never overwritten or lost unseen.

mod damage;
mod edit;
mod format;
mod hostile;
mod schema;
mod verbs;

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use tunnelsmith::connection::{Draft, FieldPath, Key, Mode};
use tunnelsmith::drafts::store::{KEPT, Outcome, Revision};
use tunnelsmith::drafts::{DraftFile, DraftName, Folders, Store, StoreError};

pub struct Desk {
    pub folder: tempfile::TempDir,
    pub store: Store,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = store_in(folder.path());
        Self { folder, store }
    }

    pub fn drafts(&self) -> Vec<String> {
        self.store.list().unwrap().into_iter().map(|one| one.name).collect()
    }
}

/// A store whose clock stands still, which must not matter to it.
pub fn store_in(folder: &Path) -> Store {
    let folders = Folders::find(Some(folder), |_| None).unwrap();
    Store::with_clock(&folders, || Timestamp::from_second(1_800_000_000).unwrap())
}

pub fn name(text: &str) -> DraftName {
    DraftName::exactly(text).unwrap()
}

/// A draft whose connection has this name.
pub fn draft(connection: &str) -> DraftFile {
    let mut draft = Draft::new(Mode::Dual);
    draft.set(FieldPath::own(Key::Name), connection);
    draft.set(FieldPath::own(Key::RegionId), "eu-central-1");
    DraftFile::from(draft)
}

pub fn connection(file: &DraftFile) -> &str {
    file.draft.text(FieldPath::own(Key::Name)).unwrap()
}

#[test]
fn what_was_saved_is_loaded_and_listed() {
    let desk = Desk::new();
    assert!(desk.drafts().is_empty());
    let saved = desk.store.save(&name("fra"), &draft("fra-dc1"), None).unwrap();
    assert_eq!((saved.name, saved.outcome), (name("fra"), Outcome::Written));
    let loaded = desk.store.load(&name("fra")).unwrap();
    assert_eq!(loaded.revision, saved.revision);
    assert_eq!(loaded.revision, Revision::of(&fs::read(desk.store.path(&name("fra"))).unwrap()));
    assert_eq!(connection(&loaded.file), "fra-dc1");
    let listed = desk.store.list().unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].mode(), Some(Mode::Dual));
    assert_eq!(listed[0].region(), Some("eu-central-1"));
    assert_eq!(listed[0].connection(), Some("fra-dc1"));
    assert!(listed[0].changed.is_some());
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_any_of_it() {
    use std::os::unix::fs::PermissionsExt as _;

    let outer = tempfile::tempdir().unwrap();
    let data = outer.path().join("a/b");
    let store = store_in(&data);
    let first = store.save(&name("fra"), &draft("one"), None).unwrap();
    store.save(&name("fra"), &draft("two"), Some(first.revision)).unwrap();
    store.save(&name("old"), &draft("old"), None).unwrap();
    store.delete(&name("old")).unwrap();
    let mut folders = vec![outer.path().join("a")];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files += 1;
                assert_eq!(mode(&path), 0o600, "{}", path.display());
            }
        }
    }
    assert!(files >= 3, "{files}");
}

#[test]
fn the_last_ten_versions_are_kept() {
    let desk = Desk::new();
    let mut basis = None;
    for number in 0..15 {
        let saved = desk.store.save(&name("fra"), &draft(&format!("v{number}")), basis).unwrap();
        assert_eq!(saved.outcome, Outcome::Written);
        basis = Some(saved.revision);
    }
    let versions = desk.store.versions(&name("fra")).unwrap();
    assert_eq!(versions.len(), KEPT);
    for version in versions {
        let loaded = desk.store.version(&name("fra"), version.number).unwrap();
        assert_eq!(connection(&loaded.file), format!("v{}", 14 - version.number));
        assert_eq!(Some(loaded.digest()), version.digest);
    }
    let none = desk.store.version(&name("fra"), KEPT + 1).unwrap_err();
    assert!(matches!(none, StoreError::NoSuchVersion { .. }), "{none}");
}

#[test]
fn an_editing_session_makes_one_version_however_often_it_saves() {
    let desk = Desk::new();
    let mut basis = None;
    for number in 0..=10 {
        let saved = desk.store.save(&name("fra"), &draft(&format!("v{number}")), basis).unwrap();
        basis = Some(saved.revision);
    }
    assert_eq!(desk.store.versions(&name("fra")).unwrap().len(), KEPT);
    for step in 0..500 {
        let text = draft(&format!("step-{step}"));
        let saved = desk.store.autosave(&name("fra"), &text, basis, step > 0).unwrap();
        assert_eq!((saved.name, saved.outcome), (name("fra"), Outcome::Written));
        basis = Some(saved.revision);
    }
    assert_eq!(connection(&desk.store.load(&name("fra")).unwrap().file), "step-499");
    let versions = desk.store.versions(&name("fra")).unwrap();
    let kept: Vec<String> = versions
        .iter()
        .map(|version| desk.store.version(&name("fra"), version.number).unwrap())
        .map(|loaded| connection(&loaded.file).to_owned())
        .collect();
    // The text the session began with, and the nine newest of those from before.
    assert_eq!(kept, ["v10", "v9", "v8", "v7", "v6", "v5", "v4", "v3", "v2", "v1"]);
}

#[test]
fn an_autosave_never_replaces_what_it_did_not_begin_with() {
    let desk = Desk::new();
    let first = desk.store.autosave(&name("fra"), &draft("one"), None, false).unwrap();
    fs::write(desk.store.path(&name("fra")), "{\"Name\": \"by-hand\"}").unwrap();
    let mine = draft("mine");
    let saved = desk.store.autosave(&name("fra"), &mine, Some(first.revision), true).unwrap();
    assert_eq!(saved.outcome, Outcome::Conflict);
    assert_eq!(connection(&desk.store.load(&name("fra")).unwrap().file), "by-hand");
    let saved =
        desk.store.autosave(&saved.name, &draft("more"), Some(saved.revision), true).unwrap();
    assert_eq!(saved.outcome, Outcome::Written);
    assert_eq!(connection(&desk.store.load(&saved.name).unwrap().file), "more");
    assert!(desk.store.versions(&saved.name).unwrap().is_empty());
}

#[test]
fn saving_the_same_again_makes_no_version() {
    let desk = Desk::new();
    let first = desk.store.save(&name("fra"), &draft("one"), None).unwrap();
    for basis in [None, Some(first.revision)] {
        let again = desk.store.save(&name("fra"), &draft("one"), basis).unwrap();
        assert_eq!((again.outcome, again.revision), (Outcome::Unchanged, first.revision));
    }
    assert!(desk.store.versions(&name("fra")).unwrap().is_empty());
}

#[test]
fn a_file_changed_underneath_is_kept_beside_the_new_text() {
    let desk = Desk::new();
    let first = desk.store.save(&name("fra"), &draft("one"), None).unwrap();
    let foreign = "{\"Name\": \"by-hand\"}";
    fs::write(desk.store.path(&name("fra")), foreign).unwrap();
    for round in 1..=3 {
        let mine = draft(&format!("mine-{round}"));
        let saved = desk.store.save(&name("fra"), &mine, Some(first.revision)).unwrap();
        assert_eq!(saved.outcome, Outcome::Conflict);
        assert!(saved.name.as_str().starts_with("fra (conflict 2027-01-15 08.00.00"));
        assert_eq!(
            connection(&desk.store.load(&saved.name).unwrap().file),
            format!("mine-{round}")
        );
    }
    assert_eq!(fs::read_to_string(desk.store.path(&name("fra"))).unwrap(), foreign);
    assert_eq!(desk.drafts().len(), 4);
}

#[test]
fn a_new_draft_does_not_replace_one_of_its_name() {
    let desk = Desk::new();
    let long = "é".repeat(50);
    desk.store.save(&name(&long), &draft("there"), None).unwrap();
    let saved = desk.store.save(&name(&long), &draft("new"), None).unwrap();
    assert_eq!(saved.outcome, Outcome::Conflict);
    assert!(saved.name.as_str().len() <= 100 && saved.name.as_str().starts_with("éé"));
    assert_eq!(connection(&desk.store.load(&name(&long)).unwrap().file), "there");
}

#[test]
fn a_draft_deleted_underneath_is_written_anew() {
    let desk = Desk::new();
    let first = desk.store.save(&name("fra"), &draft("one"), None).unwrap();
    desk.store.delete(&name("fra")).unwrap();
    let saved = desk.store.save(&name("fra"), &draft("two"), Some(first.revision)).unwrap();
    assert_eq!((saved.name, saved.outcome), (name("fra"), Outcome::Written));
    assert!(matches!(desk.store.restore(&name("fra"), None), Err(StoreError::Taken { .. })));
    assert_eq!(connection(&desk.store.load(&name("fra")).unwrap().file), "two");
}

#[test]
fn what_was_deleted_comes_back_with_its_versions() {
    let desk = Desk::new();
    let first = desk.store.save(&name("fra"), &draft("one"), None).unwrap();
    desk.store.save(&name("fra"), &draft("two"), Some(first.revision)).unwrap();
    desk.store.delete(&name("fra")).unwrap();
    assert!(desk.drafts().is_empty());
    assert!(matches!(desk.store.load(&name("fra")), Err(StoreError::NoSuchDraft { .. })));
    desk.store.save(&name("fra"), &draft("younger"), None).unwrap();
    desk.store.delete(&name("fra")).unwrap();
    assert_eq!(desk.store.deleted().unwrap().len(), 2);

    desk.store.restore(&name("fra"), None).unwrap();
    assert_eq!(connection(&desk.store.load(&name("fra")).unwrap().file), "younger");
    desk.store.rename(&name("fra"), &name("younger")).unwrap();
    desk.store.restore(&name("fra"), None).unwrap();
    assert_eq!(connection(&desk.store.load(&name("fra")).unwrap().file), "two");
    assert_eq!(connection(&desk.store.version(&name("fra"), 1).unwrap().file), "one");
    assert!(matches!(desk.store.restore(&name("gone"), None), Err(StoreError::NotInTrash { .. })));
    assert!(desk.store.deleted().unwrap().is_empty());
}

#[test]
fn of_several_deleted_under_one_name_each_comes_back() {
    let desk = Desk::new();
    for text in ["one", "two", "three"] {
        desk.store.save(&name("fra"), &draft(text), None).unwrap();
        desk.store.delete(&name("fra")).unwrap();
    }
    desk.store.save(&name("lon"), &draft("other"), None).unwrap();
    desk.store.delete(&name("lon")).unwrap();
    assert_eq!(desk.store.deletion(&name("lon"), 1).unwrap().number, 1);
    let first = desk.store.deletion(&name("fra"), 3).unwrap();
    desk.store.restore(&name("fra"), Some(&first.folder)).unwrap();
    assert_eq!(connection(&desk.store.load(&name("fra")).unwrap().file), "one");
    let gone = desk.store.restore(&name("fra"), Some(&first.folder)).unwrap_err();
    assert!(matches!(gone, StoreError::NotInTrash { .. }), "{gone}");
    let none = desk.store.deletion(&name("fra"), 3).unwrap_err();
    assert!(none.to_string().contains("list --deleted"), "{none}");
}

#[test]
fn a_draft_is_renamed_with_its_past_and_copied_without() {
    let desk = Desk::new();
    let first = desk.store.save(&name("fra"), &draft("one"), None).unwrap();
    desk.store.save(&name("fra"), &draft("two"), Some(first.revision)).unwrap();
    desk.store.duplicate(&name("fra"), &name("copy")).unwrap();
    assert!(desk.store.versions(&name("copy")).unwrap().is_empty());
    for taken in [
        desk.store.rename(&name("fra"), &name("copy")),
        desk.store.duplicate(&name("fra"), &name("copy")),
    ] {
        assert!(matches!(taken, Err(StoreError::Taken { .. })));
    }
    desk.store.rename(&name("fra"), &name("ffm")).unwrap();
    assert_eq!(desk.drafts(), ["copy", "ffm"]);
    assert_eq!(desk.store.load(&name("ffm")).unwrap().file.name.as_deref(), Some("ffm"));
    assert_eq!(desk.store.load(&name("copy")).unwrap().file.name.as_deref(), Some("copy"));
    // The new name alone makes no version.
    assert_eq!(desk.store.versions(&name("ffm")).unwrap().len(), 1);
    assert_eq!(connection(&desk.store.version(&name("ffm"), 1).unwrap().file), "one");
    assert!(desk.store.versions(&name("fra")).unwrap().is_empty());
}

#[test]
fn a_text_in_a_form_of_its_own_is_a_version_when_it_is_renamed() {
    let desk = Desk::new();
    let text = "{\"request\":   {\"Name\": \"one\"}, \"schema\": 1}";
    fs::create_dir_all(desk.folder.path().join("drafts")).unwrap();
    fs::write(desk.folder.path().join("drafts/fra.json"), text).unwrap();
    desk.store.rename(&name("fra"), &name("ffm")).unwrap();
    let versions = desk.store.versions(&name("ffm")).unwrap();
    assert_eq!(versions.len(), 1);
    assert_eq!(fs::read_to_string(&versions[0].file).unwrap(), text);
}

#[test]
fn an_open_draft_is_open_once() {
    let desk = Desk::new();
    let held = desk.store.lock(&name("fra")).unwrap();
    let error = desk.store.lock(&name("fra")).unwrap_err();
    assert!(matches!(&error, StoreError::Locked { pid, .. } if *pid == Some(std::process::id())));
    assert!(error.to_string().contains(&std::process::id().to_string()), "{error}");
    desk.store.lock(&name("lon")).unwrap();
    drop(held);
    desk.store.lock(&name("fra")).unwrap();
}
