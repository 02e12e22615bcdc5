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
use tunnelsmith::drafts::store::{EditSession, Revision, SaveOutcome, VERSIONS_KEPT};
use tunnelsmith::drafts::{DraftFile, DraftName, Folders, Store, StoreError};

pub struct Workspace {
    pub folder: tempfile::TempDir,
    pub store: Store,
}

impl Workspace {
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
    draft.set(FieldPath::connection(Key::Name), connection);
    draft.set(FieldPath::connection(Key::RegionId), "eu-central-1");
    DraftFile::from(draft)
}

pub fn connection(file: &DraftFile) -> &str {
    file.draft.text(FieldPath::connection(Key::Name)).unwrap()
}

#[test]
fn what_was_saved_is_loaded_and_listed() {
    let workspace = Workspace::new();
    assert!(workspace.drafts().is_empty());
    let saved = workspace.store.save(&name("fra"), &draft("fra-dc1"), None).unwrap();
    assert_eq!((saved.name, saved.outcome), (name("fra"), SaveOutcome::Written));
    let loaded = workspace.store.load(&name("fra")).unwrap();
    assert_eq!(loaded.revision, saved.revision);
    assert_eq!(
        loaded.revision,
        Revision::of(&fs::read(workspace.store.path(&name("fra"))).unwrap())
    );
    assert_eq!(connection(&loaded.file), "fra-dc1");
    let listed = workspace.store.list().unwrap();
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
    let workspace = Workspace::new();
    let mut basis = None;
    for number in 0..15 {
        let saved =
            workspace.store.save(&name("fra"), &draft(&format!("v{number}")), basis).unwrap();
        assert_eq!(saved.outcome, SaveOutcome::Written);
        basis = Some(saved.revision);
    }
    let versions = workspace.store.versions(&name("fra")).unwrap();
    assert_eq!(versions.len(), VERSIONS_KEPT);
    for version in versions {
        let loaded = workspace.store.version(&name("fra"), version.number).unwrap();
        assert_eq!(connection(&loaded.file), format!("v{}", 14 - version.number));
        assert_eq!(Some(loaded.digest()), version.digest);
    }
    let none = workspace.store.version(&name("fra"), VERSIONS_KEPT + 1).unwrap_err();
    assert!(matches!(none, StoreError::NoSuchVersion { .. }), "{none}");
}

#[test]
fn an_editing_session_makes_one_version_however_often_it_saves() {
    let workspace = Workspace::new();
    let mut basis = None;
    for number in 0..=10 {
        let saved =
            workspace.store.save(&name("fra"), &draft(&format!("v{number}")), basis).unwrap();
        basis = Some(saved.revision);
    }
    assert_eq!(workspace.store.versions(&name("fra")).unwrap().len(), VERSIONS_KEPT);
    let session = EditSession::default();
    for step in 0..500 {
        let text = draft(&format!("step-{step}"));
        let saved =
            workspace.store.save_in(&session, &name("fra"), &text, basis, &|| None).unwrap();
        assert_eq!((saved.name, saved.outcome), (name("fra"), SaveOutcome::Written));
        basis = Some(saved.revision);
    }
    assert_eq!(connection(&workspace.store.load(&name("fra")).unwrap().file), "step-499");
    let versions = workspace.store.versions(&name("fra")).unwrap();
    let kept: Vec<String> = versions
        .iter()
        .map(|version| workspace.store.version(&name("fra"), version.number).unwrap())
        .map(|loaded| connection(&loaded.file).to_owned())
        .collect();
    // The text the session began with, and the nine newest of those from before.
    assert_eq!(kept, ["v10", "v9", "v8", "v7", "v6", "v5", "v4", "v3", "v2", "v1"]);
}

#[test]
fn an_autosave_never_replaces_what_it_did_not_begin_with() {
    let workspace = Workspace::new();
    let session = EditSession::default();
    let save = |name: &DraftName, text: &DraftFile, basis| {
        workspace.store.save_in(&session, name, text, basis, &|| None).unwrap()
    };
    let first = save(&name("fra"), &draft("one"), None);
    fs::write(workspace.store.path(&name("fra")), "{\"Name\": \"by-hand\"}").unwrap();
    let mine = draft("mine");
    let saved = save(&name("fra"), &mine, Some(first.revision));
    assert_eq!(saved.outcome, SaveOutcome::Conflict);
    assert_eq!(connection(&workspace.store.load(&name("fra")).unwrap().file), "by-hand");
    let saved = save(&saved.name, &draft("more"), Some(saved.revision));
    assert_eq!(saved.outcome, SaveOutcome::Written);
    assert_eq!(connection(&workspace.store.load(&saved.name).unwrap().file), "more");
    assert!(workspace.store.versions(&saved.name).unwrap().is_empty());
}

#[test]
fn saving_the_same_again_makes_no_version() {
    let workspace = Workspace::new();
    let first = workspace.store.save(&name("fra"), &draft("one"), None).unwrap();
    for basis in [None, Some(first.revision)] {
        let again = workspace.store.save(&name("fra"), &draft("one"), basis).unwrap();
        assert_eq!((again.outcome, again.revision), (SaveOutcome::Unchanged, first.revision));
    }
    assert!(workspace.store.versions(&name("fra")).unwrap().is_empty());
}

#[test]
fn a_file_changed_underneath_is_kept_beside_the_new_text() {
    let workspace = Workspace::new();
    let first = workspace.store.save(&name("fra"), &draft("one"), None).unwrap();
    let foreign = "{\"Name\": \"by-hand\"}";
    fs::write(workspace.store.path(&name("fra")), foreign).unwrap();
    for round in 1..=3 {
        let mine = draft(&format!("mine-{round}"));
        let saved = workspace.store.save(&name("fra"), &mine, Some(first.revision)).unwrap();
        assert_eq!(saved.outcome, SaveOutcome::Conflict);
        assert!(saved.name.as_str().starts_with("fra (conflict 2027-01-15 08.00.00"));
        assert_eq!(
            connection(&workspace.store.load(&saved.name).unwrap().file),
            format!("mine-{round}")
        );
    }
    assert_eq!(fs::read_to_string(workspace.store.path(&name("fra"))).unwrap(), foreign);
    assert_eq!(workspace.drafts().len(), 4);
}

#[test]
fn a_new_draft_does_not_replace_one_of_its_name() {
    let workspace = Workspace::new();
    let long = "é".repeat(50);
    workspace.store.save(&name(&long), &draft("there"), None).unwrap();
    let saved = workspace.store.save(&name(&long), &draft("new"), None).unwrap();
    assert_eq!(saved.outcome, SaveOutcome::Conflict);
    assert!(saved.name.as_str().len() <= 100 && saved.name.as_str().starts_with("éé"));
    assert_eq!(connection(&workspace.store.load(&name(&long)).unwrap().file), "there");
}

#[test]
fn a_draft_deleted_underneath_is_written_anew() {
    let workspace = Workspace::new();
    let first = workspace.store.save(&name("fra"), &draft("one"), None).unwrap();
    workspace.store.delete(&name("fra")).unwrap();
    let saved = workspace.store.save(&name("fra"), &draft("two"), Some(first.revision)).unwrap();
    assert_eq!((saved.name, saved.outcome), (name("fra"), SaveOutcome::Written));
    assert!(matches!(workspace.store.restore(&name("fra"), None), Err(StoreError::Taken { .. })));
    assert_eq!(connection(&workspace.store.load(&name("fra")).unwrap().file), "two");
}

#[test]
fn what_was_deleted_comes_back_with_its_versions() {
    let workspace = Workspace::new();
    let first = workspace.store.save(&name("fra"), &draft("one"), None).unwrap();
    workspace.store.save(&name("fra"), &draft("two"), Some(first.revision)).unwrap();
    workspace.store.delete(&name("fra")).unwrap();
    assert!(workspace.drafts().is_empty());
    assert!(matches!(workspace.store.load(&name("fra")), Err(StoreError::NoSuchDraft { .. })));
    workspace.store.save(&name("fra"), &draft("younger"), None).unwrap();
    workspace.store.delete(&name("fra")).unwrap();
    assert_eq!(workspace.store.deleted().unwrap().len(), 2);

    workspace.store.restore(&name("fra"), None).unwrap();
    assert_eq!(connection(&workspace.store.load(&name("fra")).unwrap().file), "younger");
    workspace.store.rename(&name("fra"), &name("younger")).unwrap();
    workspace.store.restore(&name("fra"), None).unwrap();
    assert_eq!(connection(&workspace.store.load(&name("fra")).unwrap().file), "two");
    assert_eq!(connection(&workspace.store.version(&name("fra"), 1).unwrap().file), "one");
    assert!(matches!(
        workspace.store.restore(&name("gone"), None),
        Err(StoreError::NotInTrash { .. })
    ));
    assert!(workspace.store.deleted().unwrap().is_empty());
}

#[test]
fn of_several_deleted_under_one_name_each_comes_back() {
    let workspace = Workspace::new();
    for text in ["one", "two", "three"] {
        workspace.store.save(&name("fra"), &draft(text), None).unwrap();
        workspace.store.delete(&name("fra")).unwrap();
    }
    workspace.store.save(&name("lon"), &draft("other"), None).unwrap();
    workspace.store.delete(&name("lon")).unwrap();
    assert_eq!(workspace.store.deletion(&name("lon"), 1).unwrap().number, 1);
    let first = workspace.store.deletion(&name("fra"), 3).unwrap();
    workspace.store.restore(&name("fra"), Some(&first.folder)).unwrap();
    assert_eq!(connection(&workspace.store.load(&name("fra")).unwrap().file), "one");
    let gone = workspace.store.restore(&name("fra"), Some(&first.folder)).unwrap_err();
    assert!(matches!(gone, StoreError::NotInTrash { .. }), "{gone}");
    let none = workspace.store.deletion(&name("fra"), 3).unwrap_err();
    assert!(none.to_string().contains("list --deleted"), "{none}");
}

#[test]
fn a_draft_is_renamed_with_its_past_and_copied_without() {
    let workspace = Workspace::new();
    let first = workspace.store.save(&name("fra"), &draft("one"), None).unwrap();
    workspace.store.save(&name("fra"), &draft("two"), Some(first.revision)).unwrap();
    workspace.store.duplicate(&name("fra"), &name("copy")).unwrap();
    assert!(workspace.store.versions(&name("copy")).unwrap().is_empty());
    for taken in [
        workspace.store.rename(&name("fra"), &name("copy")),
        workspace.store.duplicate(&name("fra"), &name("copy")),
    ] {
        assert!(matches!(taken, Err(StoreError::Taken { .. })));
    }
    workspace.store.rename(&name("fra"), &name("ffm")).unwrap();
    assert_eq!(workspace.drafts(), ["copy", "ffm"]);
    assert_eq!(workspace.store.load(&name("ffm")).unwrap().file.name.as_deref(), Some("ffm"));
    assert_eq!(workspace.store.load(&name("copy")).unwrap().file.name.as_deref(), Some("copy"));
    // The new name alone makes no version.
    assert_eq!(workspace.store.versions(&name("ffm")).unwrap().len(), 1);
    assert_eq!(connection(&workspace.store.version(&name("ffm"), 1).unwrap().file), "one");
    assert!(workspace.store.versions(&name("fra")).unwrap().is_empty());
}

#[test]
fn a_text_in_a_form_of_its_own_is_a_version_when_it_is_renamed() {
    let workspace = Workspace::new();
    let text = "{\"request\":   {\"Name\": \"one\"}, \"schema\": 1}";
    fs::create_dir_all(workspace.folder.path().join("drafts")).unwrap();
    fs::write(workspace.folder.path().join("drafts/fra.json"), text).unwrap();
    workspace.store.rename(&name("fra"), &name("ffm")).unwrap();
    let versions = workspace.store.versions(&name("ffm")).unwrap();
    assert_eq!(versions.len(), 1);
    assert_eq!(fs::read_to_string(&versions[0].file).unwrap(), text);
}

#[test]
fn an_open_draft_is_open_once() {
    let workspace = Workspace::new();
    let held = workspace.store.lock(&name("fra")).unwrap();
    let error = workspace.store.lock(&name("fra")).unwrap_err();
    assert!(matches!(&error, StoreError::Locked { pid, .. } if *pid == Some(std::process::id())));
    assert!(error.to_string().contains(&std::process::id().to_string()), "{error}");
    workspace.store.lock(&name("lon")).unwrap();
    drop(held);
    workspace.store.lock(&name("fra")).unwrap();
}
