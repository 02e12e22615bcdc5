//! What the wizard wants done outside: plain data, answered by a [message](super::message) (a list that
//! comes in pages, by one for each page and one at its end).
//!
//! Where another request may come in between, the two carry the same [`Ticket`], so that an answer
//! nobody waits for any more can be told and dropped.

use std::path::PathBuf;

use crate::connection::{DraftPeer, FieldPath};
use crate::drafts::Bookmark;
use crate::drafts::{DraftFile, DraftName};
use crate::flow::{
    ChangeOrder, ChangePlan, ConnectionRef, DeviceSource, DraftSave, DraftSource, DuplicateOptions,
    NewGateway, SubmitOrder,
};
use crate::text::Language;

pub use crate::flow::SecretText;

/// Tells an awaited answer from a late one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// Which state of which document a save is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaveTicket {
    /// The document, by the number it was given.
    pub document: u64,
    /// How many changes it had.
    pub revision: u64,
}

/// Something to be done outside.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Read what stands at home.
    LoadHome,
    /// Find out who is signed in.
    SignIn(Ticket),
    /// List the profiles that could be signed in with.
    ListProfiles,
    /// Sign in with this profile from now on.
    UseProfile(Ticket, String),
    /// Start the sandbox and talk to it from now on.
    StartSandbox,
    /// Ask for the regions.
    LoadRegions(Ticket),
    /// Ask for the customer gateways of a region.
    LoadGateways(Ticket, String),
    /// Ask for the connections of a region.
    LoadRegionFacts(Ticket, String),
    /// Ask for the connections of a region and how they are doing.
    ListConnections(Ticket, String),
    /// Watch a connection until it is deleted or that is cancelled.
    Watch(Ticket, ConnectionRef),
    /// Ask for the transit routers of a region.
    LoadRouters(Ticket, String),
    /// Look whether and how a connection can be changed.
    PlanChange(Ticket, Box<ChangeOrder>),
    /// Change a connection of a region.
    ApplyChange(Ticket, String, Box<ChangePlan>),
    /// Find out what is wrong with a connection; its draft, if there is one.
    Diagnose(Ticket, ConnectionRef, Option<DraftSource>),
    /// Take a connection as it is over into a draft.
    ImportConnection(Ticket, ConnectionRef),
    /// Ask whose account it is, for a region.
    LoadRealm(Ticket, String),
    /// Make a customer gateway.
    CreateGateway(Ticket, Box<NewGateway>),
    /// Open a draft.
    OpenDraft(Ticket, DraftName),
    /// Answer after the pause that lets several changes be one save.
    SaveSoon(Ticket),
    /// Answer after the longer pause that follows a save that failed.
    RetrySave(Ticket),
    /// Keep a draft.
    Save(SaveTicket, Box<DraftSave>),
    /// Give a draft another name.
    Rename(DraftName, DraftName),
    /// Copy a draft, as it is or with parts of its own.
    Duplicate(DraftName, DraftName, Option<DuplicateOptions>),
    /// Move a draft to the trash.
    Delete(DraftName),
    /// Bring the draft back that lies in this folder of the trash.
    Restore(DraftName, PathBuf),
    /// List the earlier versions of a draft.
    ListVersions(DraftName),
    /// Compare an earlier version with the current one.
    Compare(DraftName, usize),
    /// Make an earlier version the current one.
    RestoreVersion(DraftName, usize),
    /// Open a key to show it.
    OpenKey(Ticket, FieldPath, Box<DraftFile>),
    /// Send a draft.
    Submit(Ticket, Box<SubmitOrder>),
    /// Stop a submission, a change or a watch as soon as that is safe.
    Cancel(Ticket),
    /// Copy a text.
    Copy(SecretText),
    /// Write a text to a new file.
    Write(PathBuf, SecretText),
    /// Let a person edit a text with the editor of their choice.
    Edit(FieldPath, String),
    /// Let a person write or paste a device's configuration in the editor of their choice.
    EditDevice,
    /// Read a device's configuration; of this device, where somebody has named it.
    ReadDevice(Ticket, DeviceSource, Option<DraftPeer>),
    /// Have errors printed in another language.
    PrintErrorsIn(Language),
    /// Keep a setting by its name, for the runs to come.
    SaveSetting(&'static str, String),
    /// Remember where the wizard is.
    SaveBookmark(Bookmark),
    /// Let go of the draft that is open no more, so that others may have it.
    CloseDraft,
    /// Take mouse events, or leave the mouse to the terminal.
    Mouse(bool),
    /// Paint everything anew.
    Redraw,
    /// Give the terminal back until the person returns.
    Suspend,
    /// End, once every save is done.
    Quit,
}
