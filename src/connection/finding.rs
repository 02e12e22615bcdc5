//! What the rules have to say, as data: which rule, how grave, which fields, what to put into the
//! sentence, and the repair. The sentences stand in `assets/locales`, under `rule-ID`.

use std::fmt;

use super::draft::{Draft, KeyStorage};
use super::field::{FieldPath, Mode};
use super::key::{self, Entropy};
use super::message::{Arg, Message};
use super::named_enum::named_enum;

named_enum! {
    /// How grave a finding is; graver sorts first.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Severity {
        /// Blocks the request unless the rule is allowed by name.
        Error = "error",
        /// Asks for a second look, and for a yes.
        Warning = "warning",
        /// Never stands in the way.
        Hint = "hint",
    }
}

macro_rules! rules {
    ($($variant:ident $id:literal $severity:ident;)*) => {
        /// Every rule that a connection by itself can break, those its customer gateways make it break,
        /// Q-10, which several of one run break together, and those of devices at the other end; by the id of the rule
        /// catalogue.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each rule is told by its text rule-ID")]
        pub enum Rule { $($variant,)* }

        impl Rule {
            /// All of them, in the order of the catalogue.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The id a person types and reads.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// How grave it is to break it.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

rules! {
    M01 "M-01" Error; M02 "M-02" Warning; M03 "M-03" Error; M04 "M-04" Error; M05 "M-05" Warning;
    M06 "M-06" Error; M07 "M-07" Error; M08 "M-08" Error; M09 "M-09" Error; M10 "M-10" Warning;
    M11 "M-11" Error; M12 "M-12" Hint; M14 "M-14" Hint; M15 "M-15" Hint; M16 "M-16" Error;
    M17 "M-17" Error; M18 "M-18" Hint; M19 "M-19" Warning; M20 "M-20" Hint;
    F01 "F-01" Error; F02 "F-02" Error; F03 "F-03" Warning; F04 "F-04" Error;
    F05 "F-05" Error; F06 "F-06" Error;
    N01 "N-01" Error; N02 "N-02" Error; N03 "N-03" Warning; N04 "N-04" Hint; N05 "N-05" Error;
    T01 "T-01" Error; T02 "T-02" Error; T03 "T-03" Error; T04 "T-04" Error; T05 "T-05" Error;
    T06 "T-06" Error; T07 "T-07" Error;
    K01 "K-01" Error; K02 "K-02" Error; K04 "K-04" Hint; R01 "R-01" Warning;
    S01 "S-01" Error; S02 "S-02" Error; S03 "S-03" Error; S04 "S-04" Error; S05 "S-05" Error;
    S06 "S-06" Warning; S07 "S-07" Error; S08 "S-08" Error; S09 "S-09" Warning; S10 "S-10" Error;
    S11 "S-11" Warning; S12 "S-12" Warning; S13 "S-13" Warning; S14 "S-14" Error; S15 "S-15" Warning; S16 "S-16" Hint;
    S17 "S-17" Warning; S18 "S-18" Hint; S19 "S-19" Warning; S20 "S-20" Warning; S21 "S-21" Hint;
    C01 "C-01" Error; C02 "C-02" Error; C03 "C-03" Error; C04 "C-04" Error; C05 "C-05" Error;
    C06 "C-06" Error; C07 "C-07" Error; C08 "C-08" Error; C09 "C-09" Error; C10 "C-10" Error;
    C11 "C-11" Warning; C12 "C-12" Warning; C13 "C-13" Warning; C14 "C-14" Hint; C15 "C-15" Warning;
    C16 "C-16" Warning; C17 "C-17" Warning; C18 "C-18" Warning; C19 "C-19" Warning;
    C20 "C-20" Warning; C21 "C-21" Warning; C22 "C-22" Hint; C23 "C-23" Hint; C24 "C-24" Warning;
    C25 "C-25" Warning; C26 "C-26" Hint; C27 "C-27" Error; C28 "C-28" Hint; C29 "C-29" Hint;
    C30 "C-30" Hint; C31 "C-31" Hint;
    P01 "P-01" Error; P02 "P-02" Error; P03 "P-03" Error; P04 "P-04" Warning; P05 "P-05" Hint;
    P06 "P-06" Warning; P07 "P-07" Warning; P08 "P-08" Warning; P09 "P-09" Warning;
    P10 "P-10" Hint; P11 "P-11" Hint; P12 "P-12" Error;
    P13 "P-13" Error; P14 "P-14" Warning;
    D01 "D-01" Error; D02 "D-02" Error; D03 "D-03" Warning; D04 "D-04" Hint; D05 "D-05" Error;
    D07 "D-07" Warning; D08 "D-08" Warning; D09 "D-09" Hint; D11 "D-11" Warning;
    X01 "X-01" Warning; X04 "X-04" Hint;
    B01 "B-01" Error; B02 "B-02" Error; B03 "B-03" Error; B04 "B-04" Error; B05 "B-05" Error;
    B06 "B-06" Error; B07 "B-07" Error; B08 "B-08" Warning; B09 "B-09" Error; B10 "B-10" Error; B11 "B-11" Error;
    B12 "B-12" Hint; B13 "B-13" Error; B14 "B-14" Error; B15 "B-15" Error; B16 "B-16" Warning; B17 "B-17" Hint; B18 "B-18" Warning; B19 "B-19" Error;
    B20 "B-20" Error; B21 "B-21" Warning; B22 "B-22" Warning; B23 "B-23" Warning; B24 "B-24" Hint; B25 "B-25" Hint; B28 "B-28" Hint;
    H01 "H-01" Error; H02 "H-02" Error; H03 "H-03" Error; H04 "H-04" Error; H05 "H-05" Error;
    H06 "H-06" Error; H07 "H-07" Warning; H08 "H-08" Warning; H09 "H-09" Warning; H10 "H-10" Warning; H11 "H-11" Hint;
    H12 "H-12" Hint; H13 "H-13" Hint; H14 "H-14" Warning;
    G01 "G-01" Error; G02 "G-02" Error; G03 "G-03" Error; G04 "G-04" Warning; G05 "G-05" Warning;
    G09 "G-09" Warning;
    Q10 "Q-10" Warning;
    V01 "V-01" Error; V02 "V-02" Warning; V03 "V-03" Error; V04 "V-04" Error; V05 "V-05" Warning;
    V06 "V-06" Error; V07 "V-07" Warning; V08 "V-08" Error; V09 "V-09" Error; V10 "V-10" Error;
    V11 "V-11" Warning; V12 "V-12" Warning; V13 "V-13" Warning; V14 "V-14" Warning; V15 "V-15" Warning;
    V16 "V-16" Error; V17 "V-17" Warning; V18 "V-18" Error; V19 "V-19" Warning; V20 "V-20" Warning;
    V21 "V-21" Warning; V22 "V-22" Hint; V23 "V-23" Warning; V24 "V-24" Warning; V25 "V-25" Hint;
    V26 "V-26" Hint; V27 "V-27" Warning; V28 "V-28" Hint; V29 "V-29" Error; V30 "V-30" Error;
    V31 "V-31" Hint; V32 "V-32" Hint; V33 "V-33" Hint; V34 "V-34" Hint; V35 "V-35" Hint;
    V36 "V-36" Warning; V37 "V-37" Hint; V38 "V-38" Error; V39 "V-39" Error; V40 "V-40" Error;
}

impl Rule {
    /// Reads an id such as `S-14`, in any case.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.id().eq_ignore_ascii_case(id))
    }

    /// Whether it speaks of a value that is missing or not of its kind at all: the service cannot accept
    /// that, so nobody gains anything by setting the rule aside.
    pub fn is_never_overridable(self) -> bool {
        use Rule::*;
        let rules = [
            M01, M06, M07, M09, M11, M17, F04, F05, K01, K02, S01, S02, S05, P13, B01, B02, B09,
            B13, B19, H02, H03, H05,
        ];
        rules.contains(&self)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

/// One thing a rule has to say about a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// The fields it speaks of, the one to go to first.
    pub fields: Vec<FieldPath>,
    /// Named values for its sentence. Never a pre-shared key.
    pub args: Vec<(&'static str, Arg)>,
    /// A change that ends it, where one is known.
    pub repair: Option<Repair>,
    /// Other changes that end it as well, where more than one may be meant.
    pub alternatives: Vec<Repair>,
}

impl Finding {
    /// A finding about one field.
    pub fn at(rule: Rule, path: FieldPath) -> Self {
        Self { rule, fields: vec![path], args: Vec::new(), repair: None, alternatives: Vec::new() }
    }

    /// Adds another field it speaks of.
    #[must_use]
    pub fn with_field(mut self, path: FieldPath) -> Self {
        if !self.fields.contains(&path) {
            self.fields.push(path);
        }
        self
    }

    /// Adds a value for the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Adds the repair, where there is one.
    #[must_use]
    pub fn with_repair(mut self, repair: impl Into<Option<Repair>>) -> Self {
        self.repair = repair.into();
        self
    }

    /// Adds another change that may be meant instead.
    #[must_use]
    pub fn with_alternative(mut self, repair: Repair) -> Self {
        self.alternatives.push(repair);
        self
    }

    /// How grave it is.
    pub fn severity(&self) -> Severity {
        self.rule.severity()
    }
}

/// One step of a repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Write this text.
    Set(FieldPath, String),
    /// Make the value absent.
    Remove(FieldPath),
    /// Move a value, a key with its custody, to another field.
    Move(FieldPath, FieldPath),
    /// Copy a value to another field.
    Copy(FieldPath, FieldPath),
    /// Write a fresh random key.
    GenerateKey(FieldPath),
    /// Take every white space out of a key, and put plain characters for look-alikes.
    CleanKey(FieldPath),
    /// Switch the mode.
    Switch(Mode),
    /// List this many tunnels: missing ones are added empty, later ones dropped.
    Tunnels(u16),
    /// Drop tag N.
    RemoveTag(u16),
}

/// A change that ends a finding: a list of edits, so that it can be shown before it is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repair {
    /// The steps, in order.
    pub edits: Vec<Edit>,
}

impl Repair {
    /// A repair that writes one text.
    pub fn set(path: FieldPath, text: impl Into<String>) -> Self {
        Self { edits: vec![Edit::Set(path, text.into())] }
    }

    /// A repair that makes one value absent.
    pub fn remove(path: FieldPath) -> Self {
        Self { edits: vec![Edit::Remove(path)] }
    }

    /// The repaired draft. A key that is written by it is not meant to stand in the draft for
    /// everybody to read, wherever the one before stood. `random` is used by [`Edit::GenerateKey`] alone.
    pub fn apply(&self, draft: &Draft, random: &mut dyn Entropy) -> Draft {
        let mut draft = draft.clone();
        for edit in &self.edits {
            edit.apply(&mut draft, random);
        }
        draft
    }
}

impl Edit {
    /// What it will do, so that it can be said beforehand. `name` says
    /// what the reader knows a field by.
    pub fn message(&self, name: impl Fn(FieldPath) -> String) -> Message {
        let field = |id, path: &FieldPath| Message::new(id).with("field", name(*path));
        let ends = |id, from: &FieldPath, to: &FieldPath| {
            Message::new(id).with("from", name(*from)).with("to", name(*to))
        };
        match self {
            Self::Set(path, text) => field("edit-set", path).with("value", text.clone()),
            Self::Remove(path) => field("edit-remove", path),
            Self::Move(from, to) => ends("edit-move", from, to),
            Self::Copy(from, to) => ends("edit-copy", from, to),
            Self::GenerateKey(path) => field("edit-generate-key", path),
            Self::CleanKey(path) => field("edit-clean-key", path),
            Self::Switch(mode) => Message::new("edit-switch").with("mode", mode.name()),
            Self::Tunnels(count) => Message::new("edit-tunnels").with("count", *count),
            Self::RemoveTag(number) => Message::new("edit-remove-tag").with("number", *number),
        }
    }

    fn apply(&self, draft: &mut Draft, random: &mut dyn Entropy) {
        match self {
            Self::Set(path, text) => draft.set(*path, text.clone()),
            Self::Remove(path) => draft.remove(*path),
            Self::Copy(from, to) => copy(draft, *from, *to),
            Self::Move(from, to) => {
                copy(draft, *from, *to);
                draft.remove(*from);
            }
            Self::GenerateKey(path) => {
                draft.set_key(*path, key::generate(random), KeyStorage::Elsewhere);
            }
            Self::CleanKey(path) => {
                if let Some((found, _)) = draft.key(*path) {
                    let clean = key::clean(found);
                    draft.set_key(*path, clean, KeyStorage::Elsewhere);
                }
            }
            Self::Switch(mode) => draft.set_mode(*mode),
            Self::Tunnels(count) => {
                draft.truncate_tunnels(*count);
                draft.ensure_tunnels(*count);
            }
            Self::RemoveTag(number) => draft.remove_tag(*number),
        }
    }
}

fn copy(draft: &mut Draft, from: FieldPath, to: FieldPath) {
    if let Some((key, kept)) = draft.key(from) {
        let key = key.clone();
        draft.set_key(to, key, kept);
    } else if let Some(text) = draft.text(from) {
        let text = text.to_owned();
        draft.set(to, text);
    } else if draft.is_key_unresolved(from) {
        draft.set_unopened(to);
    }
}
