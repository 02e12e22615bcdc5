//! What a new draft has from the start, and what a switch that is turned brings or takes away.

use crate::connection::{Draft, FieldOwner, FieldPath, Key, Mode, Origin, catalogue};
use crate::drafts::DraftFile;

use super::Document;

impl Document {
    /// A new draft of this mode with every value written out, each with its origin: what the modern
    /// preset has, and the defaults of the mode for the rest.
    pub fn fresh(mode: Mode, region: Option<&str>) -> Self {
        let mut document = Self::new(DraftFile::from(Draft::new(mode)), None, None);
        if let Some(region) = region {
            document.fill(FieldPath::connection(Key::RegionId), region, Origin::Default);
        }
        document.fill_in();
        document
    }

    /// Writes out what a new draft of its mode has from the start, where nothing stands yet.
    pub(super) fn fill_in(&mut self) {
        let mode = self.file.draft.mode();
        let places: &[FieldOwner] = match mode {
            Mode::Dual => &[FieldOwner::Tunnel(1), FieldOwner::Tunnel(2)],
            Mode::Single => &[FieldOwner::Connection],
        };
        if mode == Mode::Dual {
            self.file.draft.ensure_tunnels(2);
            for number in [1, 2] {
                let path = FieldPath::tunnel(number, Key::TunnelIndex);
                self.file.draft.set(path, number.to_string());
                self.file.origins.insert(path, Origin::Default);
            }
        }
        let modern = crate::connection::presets::presets().first();
        for place in places {
            for (key, value) in modern.into_iter().flat_map(|preset| preset.values()) {
                self.fill(FieldPath { owner: *place, key: *key }, value, Origin::Preset);
            }
        }
        // Without it a new tunnel looks dead until traffic comes (rule M-12).
        self.fill(FieldPath::connection(Key::EffectImmediately), "true", Origin::Preset);
        self.fill_in_defaults();
        self.invalidate_findings();
    }

    /// Writes out the default of every field that means something now, but for those that newer
    /// references do not list.
    pub(super) fn fill_in_defaults(&mut self) {
        let mode = self.file.draft.mode();
        for field in catalogue::FIELDS {
            if matches!(field.key, Key::DryRun | Key::TunnelBandwidth)
                || (field.key == Key::AutoConfigRoute && mode == Mode::Dual)
            {
                continue;
            }
            let Some(default) = field.default.of(mode) else { continue };
            for path in self.file.draft.paths_of(field.key) {
                if self.file.draft.applies(path) {
                    self.fill(path, default, Origin::Default);
                }
            }
        }
    }

    /// A switch was turned: what it brings has its defaults, and what it takes away leaves none behind.
    pub(super) fn follow_switch(&mut self, switch: FieldPath) {
        if !matches!(switch.key, Key::EnableTunnelsBgp | Key::EnableBgp | Key::HealthEnable) {
            return;
        }
        self.fill_in_defaults();
        let draft = &self.file.draft;
        let idle: Vec<FieldPath> = draft
            .present_paths()
            .filter(|path| self.file.origins.get(path) == Some(&Origin::Default))
            .filter(|path| !draft.meets(catalogue::field(path.key).applies))
            .collect();
        for path in idle {
            self.file.remove(path);
        }
    }

    pub(super) fn fill(&mut self, path: FieldPath, value: &str, origin: Origin) {
        let draft = &mut self.file.draft;
        if path.fits(draft.mode()) && !draft.has(path) {
            draft.set(path, value);
            self.file.origins.insert(path, origin);
        }
    }
}
