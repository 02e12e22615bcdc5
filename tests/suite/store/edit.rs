//! References to keys go where the keys go.

use tunnelsmith::connection::{Draft, Edit, FieldPath, Kept, Key, Mode, Repair};
use tunnelsmith::drafts::{DraftFile, KeyReference};

fn psk(tunnel: u16) -> FieldPath {
    FieldPath::tunnel(tunnel, Key::Psk)
}

/// Two tunnels whose keys stand in the variables ONE and TWO.
fn file() -> DraftFile {
    let mut file = DraftFile::from(Draft::new(Mode::Dual));
    file.refer(psk(1), KeyReference::Env("ONE".to_owned()));
    file.refer(psk(2), KeyReference::Env("TWO".to_owned()));
    file
}

/// What becomes of both references.
fn after(mut file: DraftFile, edit: Edit) -> [Option<String>; 2] {
    file.repair(&Repair { edits: vec![edit] }, &mut |buffer: &mut [u8]| buffer.fill(7));
    [1, 2].map(|tunnel| match file.reference(psk(tunnel)) {
        Some(KeyReference::Env(name)) => Some(name.clone()),
        other => {
            assert_eq!(other, None);
            None
        }
    })
}

#[test]
fn a_repair_moves_references_with_their_keys_and_drops_those_of_others() {
    let [one, two] = ["ONE", "TWO"].map(|name| Some(name.to_owned()));
    for (edit, expected) in [
        (Edit::Copy(psk(1), psk(2)), [one.clone(), one.clone()]),
        (Edit::Copy(psk(3), psk(2)), [one.clone(), two.clone()]),
        (Edit::Move(psk(1), psk(2)), [None, one.clone()]),
        (Edit::Remove(psk(1)), [None, two.clone()]),
        (Edit::GenerateKey(psk(2)), [one.clone(), None]),
        (Edit::CleanKey(psk(1)), [one.clone(), two.clone()]),
        (Edit::Tunnels(1), [one.clone(), None]),
        (Edit::Switch(Mode::Single), [one.clone(), two.clone()]),
    ] {
        assert_eq!(after(file(), edit.clone()), expected, "{edit:?}");
    }
}

#[test]
fn a_fetched_key_that_was_cleaned_is_no_longer_the_one_referred_to() {
    let mut fetched = file();
    fetched.draft.set_key(psk(1), "kT7m Pq2v".into(), Kept::Elsewhere);
    assert_eq!(after(fetched, Edit::CleanKey(psk(1)))[0], None);
}

#[test]
fn a_typed_key_takes_the_place_of_a_reference_and_the_reverse() {
    let mut file = file();
    file.type_key(psk(1), "kT7mPq2v".into());
    assert!(file.reference(psk(1)).is_none());
    assert_eq!(file.draft.key(psk(1)).unwrap().1, Kept::Elsewhere);
    file.refer(psk(1), KeyReference::Ask);
    assert!(file.draft.is_unopened(psk(1)));
    file.remove(psk(1));
    assert!(!file.draft.has(psk(1)) && file.references.len() == 1);
}
