//! The steps of the walk and the rows of each: made from the field catalogue, so that a new field is a
//! new entry there and appears here by itself.

use crate::connection::catalogue::{self, Kind};
use crate::connection::{Draft, FieldOwner, FieldPath, Finding, Key, Mode, Origin, Severity};

use super::document::Document;

/// A step of the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WizardStep {
    /// Two tunnels or one, and the region.
    Mode,
    /// The customer gateway of each tunnel.
    Gateways,
    /// What is the connection's own: name, networks, BGP of both tunnels, tags and the rest.
    Connection,
    /// One tunnel of dual mode, all of it.
    Tunnel(u16),
    /// Phase 1 of single mode.
    Phase1,
    /// Phase 2 of single mode.
    Phase2,
    /// BGP of single mode.
    Bgp,
    /// DPD and NAT traversal of single mode.
    Liveness,
    /// The health check of single mode.
    Health,
    /// Everything together, before it is sent.
    Review,
}

/// The steps of a mode, in order.
pub const fn steps(mode: Mode) -> &'static [WizardStep] {
    match mode {
        Mode::Dual => &[
            WizardStep::Mode,
            WizardStep::Gateways,
            WizardStep::Connection,
            WizardStep::Tunnel(1),
            WizardStep::Tunnel(2),
            WizardStep::Review,
        ],
        Mode::Single => &[
            WizardStep::Mode,
            WizardStep::Gateways,
            WizardStep::Connection,
            WizardStep::Phase1,
            WizardStep::Phase2,
            WizardStep::Bgp,
            WizardStep::Liveness,
            WizardStep::Health,
            WizardStep::Review,
        ],
    }
}

impl WizardStep {
    /// The word of a step in the bookmark.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mode => "mode",
            Self::Gateways => "gateways",
            Self::Connection => "connection",
            Self::Tunnel(2..) => "tunnel-2",
            Self::Tunnel(_) => "tunnel-1",
            Self::Phase1 => "phase-1",
            Self::Phase2 => "phase-2",
            Self::Bgp => "bgp",
            Self::Liveness => "liveness",
            Self::Health => "health-check",
            Self::Review => "review",
        }
    }

    /// The step of this word in a mode.
    pub fn from_word(word: &str, mode: Mode) -> Option<Self> {
        steps(mode).iter().copied().find(|step| step.word() == word)
    }
}

/// The parts that the fields of a step stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Mode and region.
    Start,
    /// The customer gateway.
    Gateway,
    /// Name and networks.
    Connection,
    /// Phase 1.
    Phase1,
    /// Phase 2.
    Phase2,
    /// BGP.
    Bgp,
    /// DPD and NAT traversal.
    Liveness,
    /// The health check.
    Health,
    /// What most connections leave alone.
    More,
    /// Tags.
    Tags,
    /// Nobody's business: written by the wizard itself.
    Hidden,
}

impl Section {
    /// The id of its heading.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Start => "section-start",
            Self::Gateway => "section-gateway",
            Self::Connection => "section-connection",
            Self::Phase1 => "section-phase-1",
            Self::Phase2 => "section-phase-2",
            Self::Bgp => "section-bgp",
            Self::Liveness => "section-liveness",
            Self::Health => "section-health",
            Self::More => "section-more",
            Self::Tags => "section-tags",
            Self::Hidden => "section-hidden",
        }
    }
}

/// The part a field belongs to. Without a wildcard, so that no new field is forgotten.
pub const fn section(key: Key) -> Section {
    match key {
        Key::RegionId => Section::Start,
        Key::CustomerGatewayId => Section::Gateway,
        Key::Name
        | Key::NetworkType
        | Key::LocalSubnet
        | Key::RemoteSubnet
        | Key::EffectImmediately
        | Key::AutoConfigRoute
        | Key::EnableTunnelsBgp => Section::Connection,
        Key::Psk
        | Key::IkeVersion
        | Key::IkeMode
        | Key::IkeEncAlg
        | Key::IkeAuthAlg
        | Key::IkePfs
        | Key::IkeLifetime
        | Key::LocalId
        | Key::RemoteId => Section::Phase1,
        Key::IpsecEncAlg | Key::IpsecAuthAlg | Key::IpsecPfs | Key::IpsecLifetime => {
            Section::Phase2
        }
        Key::EnableBgp | Key::LocalAsn | Key::TunnelCidr | Key::LocalBgpIp => Section::Bgp,
        Key::EnableDpd | Key::EnableNatTraversal => Section::Liveness,
        Key::HealthEnable
        | Key::HealthDestination
        | Key::HealthSource
        | Key::HealthInterval
        | Key::HealthRetry
        | Key::HealthPolicy => Section::Health,
        Key::TunnelBandwidth
        | Key::ResourceGroupId
        | Key::RemoteCaCert
        | Key::ClientToken
        | Key::DryRun => Section::More,
        Key::TagKey | Key::TagValue => Section::Tags,
        Key::TunnelIndex => Section::Hidden,
    }
}

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
    /// A deed.
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

/// The lines of a step, from top to bottom; the review and the gateways have screens of their own.
pub fn rows(step: WizardStep, draft: &Draft) -> Vec<FormRow> {
    let mut form = Form { draft, rows: Vec::new() };
    match step {
        WizardStep::Mode => {
            form.deed(FormButton::Mode(Mode::Dual));
            form.deed(FormButton::Mode(Mode::Single));
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
                form.deed(FormButton::CopyTunnel);
            }
            form.deed(FormButton::Preset(place));
            for section in [Section::Phase1, Section::Phase2, Section::Bgp, Section::Liveness] {
                form.part(section, place);
            }
        }
        WizardStep::Phase1 => {
            form.deed(FormButton::Preset(FieldOwner::Connection));
            form.part(Section::Phase1, FieldOwner::Connection);
        }
        WizardStep::Phase2 => {
            form.deed(FormButton::Preset(FieldOwner::Connection));
            form.part(Section::Phase2, FieldOwner::Connection);
        }
        WizardStep::Bgp => form.part(Section::Bgp, FieldOwner::Connection),
        WizardStep::Liveness => form.part(Section::Liveness, FieldOwner::Connection),
        WizardStep::Health => form.part(Section::Health, FieldOwner::Connection),
        WizardStep::Review => {}
    }
    if !matches!(step, WizardStep::Review | WizardStep::Gateways) {
        form.deed(FormButton::Continue);
    }
    form.rows
}

struct Form<'a> {
    draft: &'a Draft,
    rows: Vec<FormRow>,
}

impl Form<'_> {
    fn deed(&mut self, deed: FormButton) {
        self.rows.push(FormRow::Item(FormItem::Button(deed)));
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
            self.deed(FormButton::RemoveTag(number));
        }
        self.deed(FormButton::AddTag);
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

/// The step where a field is filled in.
pub fn step_of(path: FieldPath, mode: Mode) -> WizardStep {
    match (section(path.key), path.owner, mode) {
        (Section::Start, ..) => WizardStep::Mode,
        (Section::Gateway, ..) => WizardStep::Gateways,
        (Section::Hidden, FieldOwner::Tunnel(number), Mode::Dual)
        | (_, FieldOwner::Tunnel(number), Mode::Dual) => WizardStep::Tunnel(number.clamp(1, 2)),
        (Section::Phase1, _, Mode::Single) => WizardStep::Phase1,
        (Section::Phase2, _, Mode::Single) => WizardStep::Phase2,
        (Section::Bgp, _, Mode::Single) => WizardStep::Bgp,
        (Section::Liveness, _, Mode::Single) => WizardStep::Liveness,
        (Section::Health, _, Mode::Single) => WizardStep::Health,
        _ => WizardStep::Connection,
    }
}

/// How far a step has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepProgress {
    /// Nobody has filled in or seen anything.
    Empty,
    /// Something is missing, or a warning waits to be accepted.
    Incomplete,
    /// Something is wrong.
    Wrong,
    /// Nothing stands in the way.
    Done,
}

/// How far a step of a document has come.
pub fn progress(step: WizardStep, document: &Document) -> StepProgress {
    let draft = document.draft();
    let mode = draft.mode();
    let is_here = |finding: &Finding| match (step, finding.fields.first()) {
        (WizardStep::Review, _) => true,
        (step, Some(_)) if Document::is_of_mode(finding) => step == WizardStep::Mode,
        (step, Some(path)) => step_of(*path, mode) == step,
        (_, None) => false,
    };
    let mut errors = Vec::new();
    let mut warned = false;
    let told = document.findings().iter().filter(|finding| !document.is_held(finding));
    for finding in told.filter(|finding| is_here(finding)) {
        match finding.severity() {
            Severity::Error => errors.push(finding),
            Severity::Warning => warned |= !document.is_acknowledged(finding),
            Severity::Hint => {}
        }
    }
    let objected = document.objection().is_some_and(|objection| {
        step == WizardStep::Review || step_of(objection.path, mode) == step
    });
    if objected || errors.iter().any(|finding| !document.is_missing(finding)) {
        return StepProgress::Wrong;
    }
    let fields: Vec<FieldPath> = rows(step, draft)
        .into_iter()
        .filter_map(|row| match row {
            FormRow::Item(FormItem::Field(path)) => Some(path),
            _ => None,
        })
        .collect();
    // A mode is always chosen, and the review has nothing to fill in.
    let is_begun = matches!(step, WizardStep::Mode | WizardStep::Review)
        || fields.iter().any(|path| is_own(document, *path));
    let is_seen = document.was_kept || fields.iter().any(|path| document.was_visited(*path));
    match (errors.is_empty() && !warned, is_begun) {
        (true, true) => StepProgress::Done,
        (true, false) if is_seen => StepProgress::Done,
        (false, true) => StepProgress::Incomplete,
        (false, false) if errors.is_empty() => StepProgress::Incomplete,
        (_, false) => StepProgress::Empty,
    }
}

/// Whether a person has put a value there, and not a preset or a default that every draft begins with.
fn is_own(document: &Document, path: FieldPath) -> bool {
    let given = matches!(document.origin(path), Some(Origin::Default | Origin::Preset));
    document.draft().has(path) && !given
}

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// Letters, in one line.
    Line,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A region, chosen or typed.
    Region,
    /// A pre-shared key.
    Secret,
    /// A text of several lines, pasted or written in an editor.
    Text,
    /// A customer gateway, on a screen of its own.
    Gateway,
}

/// How a field is filled in.
pub fn entry(path: FieldPath) -> InputKind {
    match catalogue::field(path.key).kind {
        Kind::Choice(words) => InputKind::Choice(words),
        Kind::Flag => InputKind::Choice(&["true", "false"]),
        Kind::Key(_) => InputKind::Secret,
        Kind::Pem => InputKind::Text,
        _ if path.key == Key::RegionId => InputKind::Region,
        _ if path.key == Key::CustomerGatewayId => InputKind::Gateway,
        _ => InputKind::Line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_place_in_the_walk_of_each_mode() {
        for mode in [Mode::Dual, Mode::Single] {
            let mut draft = Draft::new(mode);
            draft.list_tags(1);
            for switch in [Key::EnableBgp, Key::EnableTunnelsBgp, Key::HealthEnable] {
                let path = FieldPath::own(switch);
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
