//! What reading a sheet comes to.

use crate::connection::{Draft, FieldPath, named_enum};

/// Whose side the company that wrote the sheet calls local.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetPerspective {
    /// What they call local is theirs: the networks behind their device.
    Local,
    /// What they call local is the cloud's; the sheet is written from our side.
    Remote,
}

/// A value that was taken from a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetValue {
    /// Where it went.
    pub field: FieldPath,
    /// What it is in the draft.
    pub value: String,
    /// What it is called in the sheet.
    pub label: String,
    /// Its line, from 1.
    pub line: usize,
}

named_enum! {
    /// Why something of a sheet is not in the draft.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum SheetSkipReason {
        /// Nobody knows the label.
        UnknownLabel = "label",
        /// The label is known, the value is none for it.
        UnknownValue = "value",
        /// Several values, of which a draft holds one.
        SeveralValues = "several",
        /// The columns of the two sides differ.
        SidesDiffer = "sides",
        /// Another line said something else before.
        SaidBefore = "before",
        /// An address of the device: it belongs to a customer gateway.
        ForGateway = "gateway",
        /// An address of the cloud, which the service assigns.
        AssignedByService = "assigned",
        /// The key, which does not belong in a sheet.
        Secret = "secret",
        /// Something that Alibaba Cloud does not have.
        NotThere = "not-there",
    }
}

/// A line that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedSheetLine {
    /// Its line, from 1.
    pub line: usize,
    /// What it says, shortened; of a key the label alone.
    pub text: String,
    /// Why it was left.
    pub why: SheetSkipReason,
}

/// What a sheet says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetImport {
    /// The draft it fills, with two tunnels.
    pub draft: Draft,
    /// The values in it, in the order of the sheet.
    pub values: Vec<SheetValue>,
    /// What was not taken.
    pub rest: Vec<SkippedSheetLine>,
}

/// Why a sheet cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetError {
    /// There is nothing in it.
    Empty,
    /// No line was recognised.
    NothingRecognised,
    /// The line speaks of "local" or "remote", and nobody said whose side that is.
    WhoseSide {
        /// The line, from 1.
        line: usize,
    },
}
