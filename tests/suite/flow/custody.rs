//! In whatever way a key gets to the disk, no file below the folder of the data holds it in plain text once
//! the draft has it sealed; and the text a session began with is never lost.

use std::fs;
use std::path::Path;

use tunnelsmith::connection::{Edit, FieldPath, Key, KeyStorage, Origin, Repair, copy_tunnel};
use tunnelsmith::drafts::store::{EditSession, SaveOutcome};
use tunnelsmith::drafts::{DraftFile, DraftName, read};
use tunnelsmith::flow::Workspace;

use super::super::support::{refer_to, sample};
use super::workspace::User;

const PLAIN: &str = "2nthLM6mFk8aazMBtEGdtTyHv5DUXfuW";

fn fra() -> DraftName {
    DraftName::exactly("fra").unwrap()
}

fn psk() -> FieldPath {
    FieldPath::tunnel(1, Key::Psk)
}

/// A draft with a key in plain text, as an editor or an export leaves it.
fn plain() -> DraftFile {
    read(&fs::read_to_string(sample("frankfurt-bgp.json")).unwrap()).unwrap()
}

/// Every file below a folder that holds this text.
fn holders(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(holders(&path, text));
        } else if String::from_utf8_lossy(&fs::read(&path).unwrap()).contains(text) {
            found.push(path.display().to_string());
        }
    }
    found
}

fn repair(file: &mut DraftFile, edits: Vec<Edit>) {
    let mut random = |buffer: &mut [u8]| {
        for (number, byte) in (0_u8..=255).cycle().zip(buffer) {
            *byte = number.wrapping_mul(13).wrapping_add(7);
        }
    };
    file.apply(&Repair { edits }, Origin::Suggested, &mut random);
}

/// Puts a plain draft there with a plain past, lets `edit` change it, and keeps it as the wizard does.
fn edited(user: &User, edit: impl Fn(&mut DraftFile)) -> (Workspace, Vec<String>) {
    let workspace = user.workspace.clone();
    let store = workspace.store();
    let mut older = plain();
    older.note = Some("older".to_owned());
    let first = store.save(&fra(), &older, None).unwrap();
    store.save(&fra(), &plain(), Some(first.revision)).unwrap();
    assert_eq!(holders(workspace.folders().data(), PLAIN).len(), 2, "the draft and its version");
    let opened = workspace.open_draft(&fra()).unwrap();
    let mut file = opened.file;
    edit(&mut file);
    let keys = file.draft.present_paths().filter_map(|path| file.draft.key(path));
    let keys = keys.map(|(key, _)| key.expose().to_owned()).collect();
    let session = EditSession::default();
    let stored = workspace.save(&fra(), file, Some(opened.revision), &session).unwrap();
    assert_eq!(stored.saved.outcome, SaveOutcome::Written);
    assert!(stored.left_out.is_empty(), "{stored:?}");
    (workspace, keys)
}

fn seal(file: &mut DraftFile) {
    let paths: Vec<FieldPath> = file.draft.present_paths().collect();
    for path in paths {
        if let Some((key, KeyStorage::InDraft)) = file.draft.key(path) {
            let key = key.clone();
            file.type_key(path, key);
        }
    }
}

#[test]
fn no_file_holds_a_key_that_the_draft_has_sealed() {
    type Way = (&'static str, fn(&mut DraftFile));
    let ways: [Way; 7] = [
        ("sealed", seal),
        ("generated over plain ones", |file| {
            let keys = [1, 2].map(|number| FieldPath::tunnel(number, Key::Psk));
            repair(file, keys.map(Edit::GenerateKey).to_vec());
        }),
        ("cleaned", |file| {
            for number in [1, 2] {
                let path = FieldPath::tunnel(number, Key::Psk);
                let key = format!(" {} ", file.draft.key(path).unwrap().0.expose());
                file.draft.set_key(path, key.into(), KeyStorage::InDraft);
                repair(file, vec![Edit::CleanKey(path)]);
            }
        }),
        ("typed over plain ones", |file| {
            file.type_key(psk(), "another-key-typed-1".into());
            file.type_key(FieldPath::tunnel(2, Key::Psk), "another-key-typed-2".into());
        }),
        ("copied to the other tunnel", |file| {
            seal(file);
            let copy = copy_tunnel(&file.draft, 1, 2, true, &[]);
            repair(file, copy.edits);
        }),
        ("removed", |file| {
            file.remove(psk());
            file.remove(FieldPath::tunnel(2, Key::Psk));
        }),
        ("referred to", |file| {
            let elsewhere = || tunnelsmith::drafts::KeyReference::Env("PSK".to_owned());
            refer_to(file, psk(), elsewhere());
            refer_to(file, FieldPath::tunnel(2, Key::Psk), elsewhere());
        }),
    ];
    let mut searched = 0;
    for (way, edit) in ways {
        let user = User::new();
        let (workspace, keys) = edited(&user, edit);
        let nowhere = |when: &str| {
            for key in keys.iter().map(String::as_str).chain([PLAIN]).filter(|key| !key.is_empty())
            {
                assert_eq!(holders(workspace.folders().data(), key), [""; 0], "{way}, {when}");
            }
        };
        nowhere("saved");
        // The past is whole: with its keys, sealed.
        let versions = workspace.versions(&fra()).unwrap();
        assert_eq!(versions.len(), 2, "{way}");
        let before = workspace.version(&fra(), 1).unwrap().file;
        assert_eq!(workspace.open_key(&before, psk()).unwrap().expose(), PLAIN, "{way}");
        workspace.restore_version(&fra(), 1).unwrap();
        nowhere("an earlier version brought back");
        workspace.rename(&fra(), &DraftName::exactly("muc").unwrap()).unwrap();
        nowhere("renamed");
        workspace.delete(&DraftName::exactly("muc").unwrap()).unwrap();
        nowhere("in the trash");
        searched += 4;
    }
    eprintln!("{searched} states searched");
}

/// A draft whose plain text is put in place of a sealed one by name, as `drafts save` does.
#[test]
fn a_sealed_draft_put_in_place_of_a_plain_one_leaves_no_plain_past() {
    let user = User::new();
    let store = user.workspace.store();
    let first = store.save(&fra(), &plain(), None).unwrap();
    let mut sealed = plain();
    refer_to(&mut sealed, psk(), tunnelsmith::drafts::KeyReference::Ask);
    refer_to(&mut sealed, FieldPath::tunnel(2, Key::Psk), tunnelsmith::drafts::KeyReference::Ask);
    user.workspace.store_as_is(&fra(), &sealed, Some(first.revision)).unwrap();
    assert_eq!(holders(user.workspace.folders().data(), PLAIN), [""; 0]);
}

/// Where no identity can be had, the plain text that is replaced is the only copy of its keys.
#[test]
fn without_an_identity_no_key_is_lost_for_the_sake_of_sealing() {
    let user = User::new();
    fs::write(user.home.path().join("identity.txt"), "not an identity\n").unwrap();
    let first = user.workspace.store().save(&fra(), &plain(), None).unwrap();
    let mut file = plain();
    seal(&mut file);
    let session = EditSession::default();
    let stored = user.workspace.save(&fra(), file, Some(first.revision), &session).unwrap();
    assert_eq!(stored.left_out.len(), 2, "{stored:?}");
    let before = user.workspace.version(&fra(), 1).unwrap().file;
    assert_eq!(before.draft.key(psk()).unwrap().0.expose(), PLAIN);
}

/// Typed and taken back before the first save: the session has written nothing yet.
#[test]
fn the_text_a_session_began_with_has_a_version_whatever_was_taken_back() {
    let user = User::new();
    let mut file = plain();
    file.name = Some("fra".to_owned());
    file.draft.set(FieldPath::connection(Key::Name), "began");
    user.workspace.store_as_is(&fra(), &file, None).unwrap();
    let opened = user.workspace.open_draft(&fra()).unwrap();
    let session = EditSession::default();
    let mut basis = Some(opened.revision);
    for (text, outcome) in [
        ("began", SaveOutcome::Unchanged),
        ("Y", SaveOutcome::Written),
        ("began", SaveOutcome::Written),
        ("Z", SaveOutcome::Written),
    ] {
        let mut file = opened.file.clone();
        file.draft.set(FieldPath::connection(Key::Name), text);
        let stored = user.workspace.save(&fra(), file, basis, &session).unwrap();
        assert_eq!(stored.saved.outcome, outcome, "{text}");
        basis = Some(stored.saved.revision);
    }
    let versions = user.workspace.versions(&fra()).unwrap();
    assert_eq!(versions.len(), 1);
    let before = user.workspace.version(&fra(), 1).unwrap().file;
    assert_eq!(before.draft.text(FieldPath::connection(Key::Name)), Some("began"));
}

#[cfg(unix)]
#[test]
fn links_beside_the_drafts_are_not_followed() {
    use std::os::unix::fs::symlink;

    for own in [".locks", ".versions"] {
        let user = User::new();
        let store = user.workspace.store();
        let first = store.save(&fra(), &plain(), None).unwrap();
        let (drafts, away) = (store.folder().to_owned(), user.home.path().join("away"));
        fs::create_dir(&away).unwrap();
        let _ = fs::remove_dir_all(drafts.join(own));
        symlink(&away, drafts.join(own)).unwrap();
        let mut later = plain();
        later.note = Some("later".to_owned());
        let error = store.save(&fra(), &later, Some(first.revision)).unwrap_err().to_string();
        assert!(error.contains("symbolic link") && error.contains("\"fra\""), "{own}: {error}");
        assert_eq!(fs::read_dir(&away).unwrap().count(), 0, "{own}");
        assert_eq!(store.load(&fra()).unwrap().revision, first.revision, "{own}");
    }
}

/// A neighbour who may write beside the drafts puts links where the store's own folders are, and takes them
/// away again, as fast as it can.
#[cfg(unix)]
#[test]
fn links_that_come_and_go_beside_the_drafts_are_never_followed() {
    use std::os::unix::fs::symlink;
    use std::sync::atomic::{AtomicBool, Ordering};

    use tunnelsmith::drafts::Journal;

    let user = User::new();
    let (data, away) = (user.home.path().join("data"), user.home.path().join("away"));
    fs::create_dir(&away).unwrap();
    let store = user.workspace.store();
    let mut basis = store.save(&fra(), &plain(), None).unwrap().revision;
    let journal = Journal::open(&data.join("journal.jsonl")).unwrap();
    drop(journal.lock("word").unwrap());
    let places = [data.join("drafts/.versions"), data.join("drafts/.locks"), data.join("locks")];
    let is_over = AtomicBool::new(false);
    let (mut kept, mut swaps) = (0, 0);
    std::thread::scope(|scope| {
        let neighbour = scope.spawn(|| {
            let mut swaps = 0;
            while !is_over.load(Ordering::Relaxed) {
                for place in &places {
                    // Made anew meanwhile, it cannot come back.
                    let own = place.with_extension(swaps.to_string());
                    let _ = fs::rename(place, &own);
                    let _ = symlink(&away, place);
                    let _ = fs::remove_file(place);
                    if fs::rename(&own, place).is_ok() {
                        swaps += 1;
                    }
                }
            }
            swaps
        });
        for number in 0..400 {
            let mut file = plain();
            file.note = Some(format!("{number}"));
            // It may be refused, but goes nowhere else.
            if let Ok(saved) = store.save(&fra(), &file, Some(basis)) {
                (basis, kept) = (saved.revision, kept + 1);
            }
            drop(store.lock(&fra()));
            drop(journal.lock("word"));
        }
        is_over.store(true, Ordering::Relaxed);
        swaps = neighbour.join().unwrap();
    });
    let strays: Vec<_> = fs::read_dir(&away).unwrap().flatten().map(|one| one.path()).collect();
    assert!(strays.is_empty(), "{strays:?}");
    assert_eq!(store.load(&fra()).unwrap().revision, basis);
    eprintln!("{kept} of 400 saves kept among {swaps} swaps");
}
