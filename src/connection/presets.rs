//! Sets of phase 1 and phase 2 values that are known to work together, as data.
//!
//! Names and help stand in `assets/locales`, under `preset-ID`. A device that can do what the service
//! does best gets just that; only where a device has limits or values of its own does its set differ.

use super::catalogue::PHASE_KEYS;
use super::field::{FieldOwner, FieldPath, Key};
use super::finding::{Edit, Repair};

/// Whom a preset is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PresetKind {
    /// For any device.
    General,
    /// For the device or service it is named for.
    Device,
}

/// A value for each setting of both phases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    /// What it goes by in drafts, texts and options: small letters and hyphens.
    pub id: &'static str,
    /// Whom it is for.
    pub kind: PresetKind,
    values: [(Key, &'static str); PHASE_KEYS.len()],
}

impl Preset {
    /// Its values, in the order of the form: [`PHASE_KEYS`].
    pub fn values(&self) -> &[(Key, &'static str)] {
        &self.values
    }

    /// Writes every value at this place, the connection itself or a tunnel; a tag has none of them.
    pub fn repair(&self, owner: FieldOwner) -> Repair {
        let paths = self.values.iter().map(|&(key, word)| (FieldPath { owner, key }, word));
        let edits = paths
            .filter(|(path, _)| path.leaf().is_some())
            .map(|(path, word)| Edit::Set(path, word.to_owned()))
            .collect();
        Repair { edits }
    }
}

/// All of them: the general ones, then the devices.
pub fn presets() -> &'static [Preset] {
    PRESETS
}

/// The preset of this id, written exactly so.
pub fn find(id: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.id == id)
}

/// The strongest set of values this operation offers; rule C-30 knows it again.
pub(super) const MODERN: Preset = preset(
    "modern",
    PresetKind::General,
    [
        "ikev2", "main", "aes256", "sha256", "group14", "86400", "aes256", "sha256", "group14",
        "28800",
    ],
);

/// What a device of the last twenty years knows. IKEv1 in main mode, because old firmware has nothing
/// else; AES-128 and SHA-1, because 3DES and MD5 are weaker and newer firmware drops them; group 2,
/// because group 5 is missing here and there and group 14 came late. The lifetimes are Cisco's old
/// default for phase 1 and eight hours for phase 2, inside every range known.
const COMPATIBLE: Preset = preset(
    "compatible",
    PresetKind::General,
    ["ikev1", "main", "aes", "sha1", "group2", "86400", "aes", "sha1", "group2", "28800"],
);

/// Those that can do everything of [`MODERN`] need no set of their own; their help says how the device
/// spells it.
const PRESETS: &[Preset] = &[
    MODERN,
    COMPATIBLE,
    like_modern("strongswan"),
    like_modern("ios-xe"),
    like_modern("junos"),
    like_modern("fortios"),
    like_modern("panos"),
    like_modern("huawei"),
    like_modern("h3c"),
    like_modern("routeros"),
    like_modern("vyos"),
    like_modern("pfsense"),
    like_modern("opnsense"),
    // AWS takes at most eight hours for phase 1 and one hour for phase 2.
    lasting("aws", "28800", "3600"),
    // Azure's phase 1 lasts eight hours, unchangeable; 27000 is its own default for phase 2.
    lasting("azure", "28800", "27000"),
    // Cloud VPN has fixed lifetimes: ten hours and three.
    lasting("google", "36000", "10800"),
    // AES-128, as the two vendors' own interconnection guide has it, and the defaults of Huawei Cloud.
    preset(
        "huawei-cloud",
        PresetKind::Device,
        ["ikev2", "main", "aes", "sha256", "group14", "86400", "aes", "sha256", "group14", "3600"],
    ),
];

const fn preset(
    id: &'static str,
    kind: PresetKind,
    words: [&'static str; PHASE_KEYS.len()],
) -> Preset {
    let mut values = [(PHASE_KEYS[0], ""); PHASE_KEYS.len()];
    let mut index = 0;
    while index < PHASE_KEYS.len() {
        values[index] = (PHASE_KEYS[index], words[index]);
        index += 1;
    }
    Preset { id, kind, values }
}

const fn like_modern(id: &'static str) -> Preset {
    Preset { id, kind: PresetKind::Device, values: MODERN.values }
}

/// The modern set with other lifetimes, in seconds.
const fn lasting(id: &'static str, ike: &'static str, ipsec: &'static str) -> Preset {
    let mut preset = like_modern(id);
    preset.values[IKE_LIFETIME].1 = ike;
    preset.values[IPSEC_LIFETIME].1 = ipsec;
    preset
}

const IKE_LIFETIME: usize = 5;
const IPSEC_LIFETIME: usize = 9;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lifetimes_stand_where_they_are_changed() {
        assert_eq!(PHASE_KEYS[IKE_LIFETIME], Key::IkeLifetime);
        assert_eq!(PHASE_KEYS[IPSEC_LIFETIME], Key::IpsecLifetime);
    }
}
