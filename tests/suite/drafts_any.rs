//! Drafts of every kind, for properties: sound values, near misses and rubbish, in any place.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tunnelsmith::connection::{Draft, FieldPath, Key, Mode, catalogue};

/// Texts that mean something to one field or another, right or almost.
const TELLING: &[&str] = &[
    "",
    " ",
    "true",
    "False",
    "yes",
    "0",
    "1",
    "2",
    "3",
    "ture",
    "public",
    "Privat",
    "eu-central-1",
    "eu-centrl-1",
    "Mars",
    "cgw-1",
    "cgw-2",
    "rg-1",
    " rg-2",
    "ikev1",
    "ikev2",
    "IKEv1",
    "aggressive",
    "aes",
    "des",
    "md5",
    "group2",
    "group24",
    "disabled",
    "86400",
    "86401",
    "large",
    "Large",
    "standrad",
    "http://x",
    "see HTTPS://x",
    "aliyun-x",
    "acs:x",
    "a\nb",
    "a\u{200b}b",
    "\u{202e}",
    "0.0.0.0/0",
    "10.0.0.0/8",
    "10.0.0.0/8,10.1.0.0/16",
    "10.1.1.0/24, 10.1.2.0/24",
    "10.1.2.3/24；192.168.0.0 / 16、172.16.0.1",
    "0.0.0.0/0,10.0.0.0/8,10.0.0.0/8",
    "10.0.0.0/9,10.128.0.0/9,10.0.0.0/33,fd00::/8",
    "10.0.0.0/255.0.0.0,8.8.8.0/24,100.64.0.0/11,224.0.0.0/4",
    "1.0.0.0/8,2.0.0.0/8,3.0.0.0/8,4.0.0.0/8,5.0.0.0/8,6.0.0.0/8",
    "0.0.0.0/1,128.0.0.0/1",
    "\n10.0.0.0/24\n\n10.0.1.0/24\n",
    "169.254.10.0/30",
    "169.254.10.1",
    "169.254.10.1/30",
    "169.254.6.0/30",
    "45104",
    "123.456",
    "4294967296",
    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    "-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----",
    "kT7mPq2vXw9bRd4c",
    "revoke_route",
];

/// A text for a value: telling, unicode of any kind, or too long.
pub fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(TELLING).prop_map(str::to_owned),
        2 => any::<String>(),
        1 => "[0-9./, ;:a-f]{0,60}",
        1 => "[a-zé，]{60,140}",
    ]
}

/// An address of a value, mostly one that exists.
pub fn any_path() -> impl Strategy<Value = FieldPath> {
    let known: Vec<FieldPath> = FieldPath::all(5, 25).collect();
    let own: Vec<FieldPath> = FieldPath::all(2, 1).collect();
    let keys: Vec<Key> = catalogue::FIELDS.iter().map(|field| field.key).collect();
    prop_oneof![
        6 => select(own),
        3 => select(known),
        1 => (select(keys), 0_u8..3, 0_u16..30).prop_map(|(key, place, number)| match place {
            0 => FieldPath::connection(key),
            1 => FieldPath::tunnel(number, key),
            _ => FieldPath::tag(number, key),
        }),
    ]
}

/// A draft: either mode, up to five tunnels and 25 tags listed, up to 80 values.
pub fn any_draft() -> impl Strategy<Value = Draft> {
    let mode = prop_oneof![Just(Mode::Dual), Just(Mode::Single)];
    let tunnels = prop_oneof![4 => Just(2_u16), 2 => Just(0), 1 => 0_u16..=5];
    let tags = prop_oneof![4 => 0_u16..4, 1 => 0_u16..=25];
    (mode, tunnels, tags, vec((any_path(), any_text()), 0..80)).prop_map(
        |(mode, tunnels, tags, values)| {
            let mut draft = Draft::with_no_tunnels(mode);
            draft.ensure_tunnels(tunnels);
            draft.list_tags(tags);
            for (path, text) in values {
                draft.set(path, text);
            }
            draft
        },
    )
}
