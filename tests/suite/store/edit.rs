//! A key and the reference to it agree, whatever is done to either.

use tunnelsmith::connection::{Draft, FieldPath, Key, KeyStorage, Mode, Origin};
use tunnelsmith::drafts::{DraftFile, KeyReference};

use crate::support::refer_to;

#[test]
fn a_typed_key_takes_the_place_of_a_reference_and_the_reverse() {
    let [one, two] = [1, 2].map(|tunnel| FieldPath::tunnel(tunnel, Key::Psk));
    let mut file = DraftFile::from(Draft::new(Mode::Dual));
    for (path, name) in [(one, "ONE"), (two, "TWO")] {
        refer_to(&mut file, path, KeyReference::Env(name.to_owned()));
    }
    file.type_key(one, "kT7mPq2v".into());
    assert_eq!(file.key_reference(one), None);
    assert_eq!(file.draft.key(one).unwrap().1, KeyStorage::Elsewhere);
    file.origins.insert(one, Origin::Copied);
    refer_to(&mut file, one, KeyReference::Ask);
    assert!(file.draft.is_key_unresolved(one) && file.origins.is_empty());
    assert_eq!(file.key_reference(one), Some(&KeyReference::Ask));
    file.remove(one);
    assert!(!file.draft.has(one));
    assert_eq!(file.references.len(), 1);
}
