//! What a draft asks of the device at its other end that this device, in this release, cannot do or does
//! otherwise: rules V-01 and on.
//!
//! A line says for which platforms, from which release and up to which one it holds; so a new fact is a new
//! line.

mod table;
mod view;

use crate::connection::{Draft, DraftPeer, Finding, Mode, Repair, Rule};

use super::platforms::find;
use super::version::{DeviceRelease, ReleaseRange};
use table::{CHECKS, CLOUDS, LIMITS, NOTES};
use view::{DraftView, list};

/// What is known of the other end of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerDevice {
    platform: String,
    release: Option<String>,
}

impl PeerDevice {
    /// Reads `cisco-ios` or `cisco-ios@17.12`; `None` when nobody knows that platform. Besides the platforms
    /// that are read there are the clouds `aws`, `azure` and `gcp`, and `meraki`.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, release) = text.split_once('@').map_or((text, None), |(id, it)| (id, Some(it)));
        let is_known = find(id).is_some() || CLOUDS.iter().any(|(cloud, _)| *cloud == id);
        is_known.then(|| Self { platform: id.to_owned(), release: release.map(str::to_owned) })
    }

    /// The device that a draft remembers; `None` when nobody knows its platform.
    pub fn of(peer: &DraftPeer) -> Option<Self> {
        let release = peer.version.clone();
        Self::parse(&peer.platform).map(|known| Self { release, ..known })
    }

    /// Its name for people.
    pub fn product(&self) -> String {
        let cloud =
            CLOUDS.iter().find(|(id, _)| *id == self.platform).map(|(_, name)| (*name).to_owned());
        // Some products bear the name of those who make them.
        let device = find(&self.platform).map(|it| match it.product.starts_with(it.vendor) {
            true => it.product.to_owned(),
            false => format!("{} {}", it.vendor, it.product),
        });
        cloud.or(device).unwrap_or_else(|| self.platform.clone())
    }

    /// Whether it is one of these platforms, which may be all, in one of these releases.
    fn is(&self, platforms: &[&str], releases: ReleaseRange) -> bool {
        let release = self.release.as_deref().and_then(DeviceRelease::parse);
        (platforms.is_empty() || platforms.contains(&self.platform.as_str()))
            && releases.contains(release.as_ref())
    }
}

/// The clouds whose limits are known; they have no configuration that could be read.
pub fn cloud_platforms() -> impl Iterator<Item = &'static str> {
    CLOUDS.iter().map(|(id, _)| *id)
}

/// Everything that the other end makes of a draft, gravest first, then in the order of the catalogue.
pub fn check_device(draft: &Draft, device: &PeerDevice) -> Vec<Finding> {
    let view = DraftView::new(draft);
    let mut found = Vec::new();
    let told = |finding: Finding| {
        let release =
            device.release.as_deref().map_or(String::new(), |release| format!(" {release}"));
        finding.with("device", format!("{}{release}", device.product()))
    };
    for limit in LIMITS {
        if !device.is(limit.platforms, limit.releases) {
            continue;
        }
        let paths = view.breaking(limit.keys, limit.breaks);
        let Some((first, rest)) = paths.split_first() else { continue };
        let mut finding = Finding::at(limit.rule, *first);
        for path in rest {
            finding = finding.with_field(*path);
        }
        let values = list(paths.iter().filter_map(|path| draft.effective(*path)));
        finding = told(finding.with("values", values));
        if let Some(better) = limit.better {
            let edits = paths.iter().filter_map(|path| Some((*path, better(path.key)?)));
            let edits: Vec<_> = edits.collect();
            if edits.len() == paths.len() {
                finding = finding.with_repair(Repair {
                    edits: edits
                        .into_iter()
                        .map(|(path, text)| crate::connection::Edit::Set(path, text.to_owned()))
                        .collect(),
                });
            }
        }
        found.push(finding);
    }
    for check in CHECKS {
        if device.is(check.platforms, check.releases) {
            found.extend((check.find)(&view).map(|path| told(Finding::at(check.rule, path))));
        }
    }
    for note in NOTES {
        if device.is(note.platforms, note.releases)
            && !found.iter().any(|finding| finding.rule == note.rule)
        {
            found.push(told(Finding::at(note.rule, view.first(note.key))));
        }
    }
    found.retain(|finding| !(finding.rule == Rule::V27 && draft.mode() == Mode::Single));
    found.sort_by_key(|finding| (finding.severity(), finding.rule));
    found
}
