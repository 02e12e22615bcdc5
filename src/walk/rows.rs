//! The lines of each step: made from the field catalogue, so that a new field is a new entry there and
//! appears here by itself.

use crate::connection::{Draft, FieldOwner, FieldPath, Key, Mode, catalogue};
use crate::walk::steps::{Section, WizardStep, section};

/// Something that can be done in a form and is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FormButton {
    /// Choose the mode.
    Mode(Mode),
    /// Fill in both phases by a preset.
    Preset(FieldOwner),
    /// Copy the settings of tunnel 1 here.
    CopyTunnel,
    /// Add a tag.
    AddTag,
    /// Take a tag out.
    RemoveTag(u16),
    /// Go on to the next step.
    Continue,
}

/// What the keys act on in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FormItem {
    /// A value.
    Field(FieldPath),
    /// A button.
    Button(FormButton),
}

/// A line of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormRow {
    /// A heading.
    Heading(Section),
    /// Something the keys can act on.
    Item(FormItem),
}

/// The lines of a step, from top to bottom; the review, the gateways and the device have
/// screens of their own.
pub fn rows(step: WizardStep, draft: &Draft) -> Vec<FormRow> {
    let mut form = Form { draft, rows: Vec::new() };
    match step {
        WizardStep::Mode => {
            form.button(FormButton::Mode(Mode::Dual));
            form.button(FormButton::Mode(Mode::Single));
            form.part(Section::Start, FieldOwner::Connection);
        }
        WizardStep::Gateways => {
            for path in draft.paths_of(Key::CustomerGatewayId) {
                form.rows.push(FormRow::Item(FormItem::Field(path)));
            }
        }
        WizardStep::Connection => {
            form.part(Section::Connection, FieldOwner::Connection);
            form.tags();
            form.part(Section::More, FieldOwner::Connection);
        }
        WizardStep::Tunnel(number) => {
            let place = FieldOwner::Tunnel(number);
            if number == 2 {
                form.button(FormButton::CopyTunnel);
            }
            form.button(FormButton::Preset(place));
            for section in [Section::Phase1, Section::Phase2, Section::Bgp, Section::Liveness] {
                form.part(section, place);
            }
        }
        WizardStep::Phase1 => {
            form.button(FormButton::Preset(FieldOwner::Connection));
            form.part(Section::Phase1, FieldOwner::Connection);
        }
        WizardStep::Phase2 => {
            form.button(FormButton::Preset(FieldOwner::Connection));
            form.part(Section::Phase2, FieldOwner::Connection);
        }
        WizardStep::Bgp => form.part(Section::Bgp, FieldOwner::Connection),
        WizardStep::Liveness => form.part(Section::Liveness, FieldOwner::Connection),
        WizardStep::Health => form.part(Section::Health, FieldOwner::Connection),
        WizardStep::Device | WizardStep::Review => {}
    }
    if !matches!(step, WizardStep::Review | WizardStep::Gateways | WizardStep::Device) {
        form.button(FormButton::Continue);
    }
    form.rows
}

struct Form<'a> {
    draft: &'a Draft,
    rows: Vec<FormRow>,
}

impl Form<'_> {
    fn button(&mut self, button: FormButton) {
        self.rows.push(FormRow::Item(FormItem::Button(button)));
    }

    fn part(&mut self, part: Section, place: FieldOwner) {
        let fields: Vec<FieldPath> = catalogue::FIELDS
            .iter()
            .filter(|field| section(field.key) == part)
            .map(|field| FieldPath { owner: place, key: field.key })
            .filter(|path| is_shown(self.draft, *path))
            .collect();
        if !fields.is_empty() {
            self.rows.push(FormRow::Heading(part));
            self.rows.extend(fields.into_iter().map(|path| FormRow::Item(FormItem::Field(path))));
        }
    }

    fn tags(&mut self) {
        self.rows.push(FormRow::Heading(Section::Tags));
        for number in 1..=self.draft.tags() {
            for key in [Key::TagKey, Key::TagValue] {
                self.rows.push(FormRow::Item(FormItem::Field(FieldPath::tag(number, key))));
            }
            self.button(FormButton::RemoveTag(number));
        }
        self.button(FormButton::AddTag);
    }
}

/// Whether a field has a line: it means something now, or something stands in it.
fn is_shown(draft: &Draft, path: FieldPath) -> bool {
    let means_something = match path.owner {
        // Listed or not, both tunnels have their forms.
        FieldOwner::Tunnel(number) if number <= 2 => {
            path.fits(draft.mode()) && draft.meets(catalogue::field(path.key).applies)
        }
        _ => draft.applies(path),
    };
    means_something || draft.has(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::walk::steps::{step_of, steps};

    #[test]
    fn every_field_has_its_place_in_the_walk_of_each_mode() {
        for mode in [Mode::Dual, Mode::Single] {
            let mut draft = Draft::new(mode);
            draft.list_tags(1);
            for switch in [Key::EnableBgp, Key::EnableTunnelsBgp, Key::HealthEnable] {
                let path = FieldPath::connection(switch);
                if path.fits(mode) {
                    draft.set(path, "true");
                }
            }
            for path in FieldPath::all(2, 1).filter(|path| path.fits(mode)) {
                if section(path.key) == Section::Hidden {
                    continue;
                }
                let step = step_of(path, mode);
                assert!(steps(mode).contains(&step), "{path}: {step:?}");
                let line = FormRow::Item(FormItem::Field(path));
                assert!(rows(step, &draft).contains(&line), "{path} has no line in {step:?}");
            }
        }
    }

    #[test]
    fn what_is_off_has_no_line_until_something_stands_in_it() {
        let mut draft = Draft::new(Mode::Dual);
        let block = FieldPath::tunnel(1, Key::TunnelCidr);
        let line = FormRow::Item(FormItem::Field(block));
        assert!(!rows(WizardStep::Tunnel(1), &draft).contains(&line));
        draft.set(block, "169.254.10.0/30");
        assert!(rows(WizardStep::Tunnel(1), &draft).contains(&line));
    }

    #[test]
    fn words_lead_back_to_their_steps() {
        for mode in [Mode::Dual, Mode::Single] {
            for step in steps(mode) {
                assert_eq!(WizardStep::from_word(step.word(), mode), Some(*step));
            }
        }
    }
}
