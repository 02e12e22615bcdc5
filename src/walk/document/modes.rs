//! The change between the two modes: what is carried over, and what is lost.

use crate::connection::key::Entropy;
use crate::connection::{
    Edit, FieldPath, Mode, Origin, Repair, conversion, convert_to_dual, convert_to_single,
};

use super::Document;

impl Document {
    /// Carries over what fits into the other mode; the fields that have no place there, as far as a person
    /// filled them in.
    pub fn change_mode(&mut self, mode: Mode, random: &mut dyn Entropy) -> Vec<FieldPath> {
        let draft = self.draft();
        // What the walk itself had filled in is no loss.
        let is_loss = |path: &FieldPath| {
            let origin = self.origin(*path);
            matches!(
                origin,
                Some(Origin::Typed | Origin::Suggested | Origin::Imported | Origin::Device)
            )
        };
        let dropped = conversion(draft).dropped.into_iter().filter(is_loss).collect();
        let repair = match mode {
            Mode::Dual => convert_to_dual(draft),
            Mode::Single => convert_to_single(draft),
        };
        self.convert(&repair, random);
        dropped
    }

    /// Changes the mode, by the repair that carries over what fits.
    fn convert(&mut self, repair: &Repair, random: &mut dyn Entropy) {
        let before = self.file.origins.clone();
        self.apply(repair, Origin::Suggested, random);
        // A value that only changed its place comes from where it came from before.
        for edit in &repair.edits {
            if let Edit::Copy(from, to) | Edit::Move(from, to) = edit {
                self.set_origin(*to, before.get(from).copied().unwrap_or_default());
            }
        }
        self.file.origins.retain(|path, _| self.file.draft.has(*path));
        self.visited.clear();
        self.fill_in();
    }
}
