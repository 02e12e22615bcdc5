//! What is written reads back as it was, and so do the files of earlier versions.

use std::fs;

use proptest::prelude::*;
use tunnelsmith::connection::{
    Draft, DraftPeer, FieldOwner, FieldPath, Initiator, Key, KeyStorage, Origin, Secret,
};
use tunnelsmith::drafts::{
    DraftFile, Identity, KeyReference, Sealed, read, unsaved_fields, write, write_masked,
};

use super::super::drafts_any::{any_draft, any_text};
use super::super::support::root;

fn old(name: &str) -> String {
    fs::read_to_string(root().join("tests/data/drafts").join(name)).unwrap()
}

fn references(file: &DraftFile) -> Vec<(FieldPath, KeyReference)> {
    file.references.iter().map(|(path, reference, _)| (*path, reference.clone())).collect()
}

#[track_caller]
fn assert_same(one: &DraftFile, other: &DraftFile) {
    assert_eq!(one.name, other.name);
    assert_eq!(one.draft, other.draft);
    assert_eq!(references(one), references(other));
    assert_eq!(one.acknowledged, other.acknowledged);
    assert_eq!(one.origins, other.origins);
    assert_eq!(one.note, other.note);
    assert_eq!(one.peer, other.peer);
}

#[test]
fn every_earlier_version_is_read_and_written_as_the_newest() {
    let from_first = [("v0-dual.json", "v2-dual.json"), ("v0-single.json", "v2-single.json")];
    let from_second = ["dual", "single", "origins", "remarks"]
        .map(|name| (format!("v1-{name}.json"), format!("v2-{name}.json")));
    let from_first = from_first.map(|(before, now)| (before.to_owned(), now.to_owned()));
    for (before, now) in from_first.into_iter().chain(from_second) {
        let (before, now) = (before.as_str(), now.as_str());
        let found = read(&old(before)).unwrap();
        assert_same(&found, &read(&old(now)).unwrap());
        assert_eq!(*write(&found), old(now), "{before}");
    }
}

#[test]
fn files_of_this_version_are_written_as_they_are() {
    let mut seen = 0;
    for entry in fs::read_dir(root().join("tests/data/drafts")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.starts_with("v2-") {
            assert_eq!(*write(&read(&old(&name)).unwrap()), old(&name), "{name}");
            seen += 1;
        }
    }
    assert!(seen >= 5);
}

#[test]
fn remarks_of_the_author_are_kept() {
    let found = read(&old("v2-remarks.json")).unwrap();
    assert_eq!(found.note.as_deref(), Some("ask the carrier\nbefore Friday"));
    assert_eq!(found.acknowledged, ["P-14", "rule-of-tomorrow"]);
    for (text, word) in [
        ("{\"note\": 1, \"request\": {}}", "note"),
        ("{\"acknowledged\": \"P-14\", \"request\": {}}", "acknowledged"),
        ("{\"acknowledged\": [1], \"request\": {}}", "acknowledged"),
    ] {
        assert!(read(text).unwrap_err()[0].to_string().contains(word), "{text}");
    }
}

#[test]
fn origins_are_kept_for_values_that_are_there() {
    let found = read(&old("v2-origins.json")).unwrap();
    assert_eq!(found.origins.len(), 3);
    let psk = FieldPath::tunnel(1, Key::Psk);
    assert_eq!(found.origins.get(&psk), Some(&Origin::Imported));
    let mut changed = found.clone();
    changed.draft.remove(FieldPath::tunnel(1, Key::IkeVersion));
    changed.origins.insert(FieldPath::connection(Key::RegionId), Origin::Typed);
    changed.origins.insert(FieldPath::connection(Key::Name), Origin::Copied);
    let text = write(&changed);
    for word in ["IkeVersion", "\"typed\"", "\"copied\""] {
        assert!(!text.contains(word), "{}", *text);
    }
    for (text, at, word) in [
        ("{\"origins\": [], \"request\": {}}", "1:13", "origins must be a JSON object"),
        (
            "{\"origins\": {\"RegionID\": \"typed\"}, \"request\": {}}",
            "1:14",
            "unknown field \"RegionID\" in origins; did you mean \"RegionId\"?",
        ),
        (
            "{\"origins\": {\"RegionId\": \"guessed\"}, \"request\": {}}",
            "1:26",
            "the origin of RegionId must be typed, preset, default, copied, suggested, imported or device",
        ),
        ("{\"origins\": {\"Name\": 1}, \"request\": {}}", "1:22", "the origin of Name must be"),
        (
            "{\"origins\": {\"Name\": \"typed\", \"Name\": \"typed\"}, \"request\": {}}",
            "1:31",
            "twice",
        ),
    ] {
        let error = read(text).unwrap_err()[0].to_string();
        assert!(error.starts_with(at) && error.contains(word), "{error}");
    }
    let gone = "{\"origins\": {\"Tags.9.Key\": \"preset\"}, \"request\": {}}";
    assert!(read(gone).unwrap().origins.is_empty());
}

#[test]
fn the_device_at_the_other_end_is_remembered() {
    let found = read(&old("v2-peer.json")).unwrap();
    let peer = found.peer.unwrap();
    assert_eq!((peer.platform.as_str(), peer.version.as_deref()), ("cisco-ios", Some("17.12")));
    assert_eq!((peer.behind_nat, peer.initiator), (Some(true), Some(Initiator::Device)));
    for (text, at, word) in [
        ("{\"peer\": 1, \"request\": {}}", "1:10", "peer must be a JSON object"),
        ("{\"peer\": {}, \"request\": {}}", "1:10", "platform"),
        ("{\"peer\": {\"platform\": \"\"}, \"request\": {}}", "1:23", "peer.platform"),
        (
            "{\"peer\": {\"platform\": \"vyos\", \"behind_nat\": \"no\"}, \"request\": {}}",
            "1:45",
            "true or false",
        ),
        (
            "{\"peer\": {\"platform\": \"vyos\", \"initiator\": \"us\"}, \"request\": {}}",
            "1:44",
            "device, either or service",
        ),
        (
            "{\"peer\": {\"platfrom\": \"vyos\"}, \"request\": {}}",
            "1:11",
            "did you mean \"platform\"?",
        ),
    ] {
        let errors = read(text).unwrap_err();
        let told = |error: &&tunnelsmith::drafts::ReadError| {
            error.to_string().starts_with(at) && error.to_string().contains(word)
        };
        assert!(errors.iter().any(|error| told(&error)), "{text}: {errors:?}");
    }
}

#[test]
fn a_newer_version_is_declined() {
    let errors = read("{\"schema\": 3, \"request\": {\"Future\": []}}").unwrap_err();
    assert!(errors.iter().any(|error| error.to_string().contains("use a newer tunnelsmith")));
}

#[test]
fn samples_survive_the_writer() {
    for entry in fs::read_dir(root().join("assets/drafts")).unwrap() {
        let found = read(&fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap();
        assert_same(&found, &read(&write(&found)).unwrap());
    }
}

#[test]
fn keys_are_written_where_they_are_kept() {
    let mut draft = Draft::default();
    let [plain, typed, referred] = [
        FieldPath::tunnel(1, Key::Psk),
        FieldPath::tunnel(2, Key::Psk),
        FieldPath::tunnel(3, Key::Psk),
    ];
    draft.set(plain, "kept-in-the-draft");
    draft.set_key(typed, Secret::new("kept-nowhere"), KeyStorage::Elsewhere);
    draft.set_key(referred, Secret::new("fetched"), KeyStorage::Elsewhere);
    let mut file = DraftFile::from(draft);
    let at = tunnelsmith::drafts::TextPosition { line: 1, column: 1 };
    file.references.push((referred, KeyReference::File("psk.txt".into()), at));
    let text = write(&file);
    assert!(text.contains("\"kept-in-the-draft\"") && text.contains("\"psk.txt\""), "{}", *text);
    assert!(!text.contains("kept-nowhere") && !text.contains("fetched"), "{}", *text);
    assert_eq!(unsaved_fields(&file), [typed]);
    let masked = write_masked(&file);
    assert!(masked.contains("\"***\"") && !masked.contains("kept-in"), "{}", *masked);
}

#[test]
fn a_key_that_is_only_referred_to_needs_no_tunnel_listed() {
    let mut file = DraftFile::from(Draft::with_no_tunnels(Default::default()));
    let at = tunnelsmith::drafts::TextPosition { line: 1, column: 1 };
    let path = FieldPath::tunnel(2, Key::Psk);
    file.references.push((path, KeyReference::Env("PSK".to_owned()), at));
    assert_eq!(references(&read(&write(&file)).unwrap()), references(&file));
}

/// A key sealed for somebody made up on the spot.
fn sealed(key: String) -> Sealed {
    let folder = tempfile::tempdir().unwrap();
    let identity = Identity::load_or_make(&folder.path().join("identity.txt")).unwrap();
    Sealed::seal(&Secret::new(key), &[identity.recipient()]).unwrap()
}

fn any_peer() -> impl Strategy<Value = DraftPeer> {
    let text = || any_text().prop_filter("a name has a letter", |text| !text.is_empty());
    let initiator = prop::option::of(prop::sample::select(Initiator::ALL));
    let about = (text(), prop::option::of(text()), any::<Option<bool>>(), initiator);
    let tunnels = prop::collection::btree_map(1_u16.., prop::option::of(text()), 0..3);
    (about, prop::option::of(text()), any::<Option<u64>>(), tunnels).prop_map(
        |((platform, version, behind_nat, initiator), file, file_time, tunnels)| DraftPeer {
            platform,
            version,
            behind_nat,
            initiator,
            file,
            file_time,
            tunnels,
        },
    )
}

/// Drafts as they can come about: every value has a name on its level.
fn any_file() -> impl Strategy<Value = DraftFile> {
    let reference = prop_oneof![
        any_text().prop_map(KeyReference::Env),
        any_text().prop_map(|path| KeyReference::File(path.into())),
        prop::collection::vec("[^\\x00]{1,12}", 1..4).prop_map(KeyReference::Command),
        Just(KeyReference::Ask),
        any_text().prop_map(|key| KeyReference::Sealed(sealed(key))),
    ];
    let at = tunnelsmith::drafts::TextPosition { line: 1, column: 1 };
    (
        any_draft(),
        prop::option::of(any_text()),
        prop::option::of(any_text()),
        prop::collection::vec(any_text(), 0..3),
        prop::option::of(reference),
        prop::collection::vec(prop::sample::select(Origin::ALL), 0..8),
        prop::option::of(any_peer()),
    )
        .prop_map(move |(mut draft, name, note, acknowledged, reference, origins, peer)| {
            let paths: Vec<FieldPath> = draft.present_paths().collect();
            for path in paths {
                let is_listed = !matches!(path.owner, FieldOwner::Tunnel(0) | FieldOwner::Tag(0));
                if path.leaf().is_none() || !is_listed {
                    draft.remove(path);
                }
            }
            let path = FieldPath::tunnel(2, Key::Psk);
            let references = reference
                .filter(|_| !draft.has(path) && draft.tunnels() >= 2)
                .map(|reference| (path, reference, at));
            let references: Vec<_> = references.into_iter().collect();
            for (path, ..) in &references {
                draft.set_unopened(*path);
            }
            let origins = draft.present_paths().zip(origins);
            let origins = origins.filter(|(_, origin)| *origin != Origin::Typed).collect();
            let file = DraftFile::from(draft);
            DraftFile { name, note, acknowledged, references, origins, peer, ..file }
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..Default::default() })]

    #[test]
    fn whatever_was_typed_reads_back(file in any_file()) {
        prop_assert!(unsaved_fields(&file).is_empty());
        let text = write(&file);
        prop_assert!(text.chars().all(|letter| letter == '\n' || !letter.is_control()));
        assert_same(&read(&text).unwrap(), &file);
        prop_assert_eq!(&*write(&read(&text).unwrap()), &*text);
    }
}
