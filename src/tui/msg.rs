//! What happens to the wizard, and what it wants done: plain data both.
//!
//! A key or an answer comes in as a [`Msg`]; what touches disk, network, clock or terminal goes out as
//! an [`Effect`], which is answered by one message (a list that comes in pages, by one for each page
//! and one at its end). Where another wish may come in between, the two carry the same [`Ticket`], so
//! that an answer nobody waits for any more can be told and dropped.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::path::PathBuf;

use crossterm::event::{KeyEvent, MouseEvent};
use jiff::Timestamp;
use zeroize::Zeroizing;

use crate::connection::{Draft, FieldPath, Finding, MASK, Secret};
use crate::drafts::Bookmark;
use crate::drafts::diff::Difference;
use crate::drafts::store::{EditSession, Revision, Version};
use crate::drafts::{DraftFile, DraftName};
use crate::flow::{
    CustomerGateway, Home, NewGateway, ServiceTrouble, Stored, Submission, SubmitStep, Who,
};

/// Tells an awaited answer from a late one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// A text that may hold a key: it prints as a mask and is wiped when dropped.
#[derive(Clone)]
pub struct Private(Zeroizing<String>);

impl Private {
    /// Takes the text over.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }
}

impl From<Zeroizing<String>> for Private {
    fn from(text: Zeroizing<String>) -> Self {
        Self(text)
    }
}

impl Deref for Private {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Private {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(MASK)
    }
}

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(KeyEvent),
    /// A text was pasted.
    Paste(Private),
    /// The mouse was used.
    Mouse(MouseEvent),
    /// The window has another size: columns and rows.
    Resize(u16, u16),
    /// Time has passed; comes only while something on the screen moves.
    Tick(Timestamp),
    /// The system wants the program to end.
    Terminate,
    /// What stands at home: drafts, submissions.
    Home(Box<Home>, Timestamp),
    /// Who is signed in, or why nobody is.
    SignedIn(Ticket, Result<Who, SignedOut>),
    /// The sandbox serves, or why not.
    SandboxServes(Result<Who, String>),
    /// The regions of the account.
    Regions(Ticket, Result<Regions, ServiceTrouble>),
    /// Some of the customer gateways of a region.
    GatewayPage(Ticket, Vec<CustomerGateway>, Option<u64>),
    /// The list of customer gateways has ended, well or not.
    GatewaysEnded(Ticket, Result<(), ServiceTrouble>),
    /// A customer gateway was made in this region, or why not.
    GatewayCreated(Ticket, String, Box<Result<CustomerGateway, ServiceTrouble>>),
    /// A draft was opened, or why not.
    DraftOpened(Ticket, Box<Result<OpenedReply, String>>),
    /// The pause after a change is over.
    SaveDue(Ticket),
    /// A save has ended.
    Saved(SaveTicket, Result<Stored, String>),
    /// Something was done to the drafts: what is told of it.
    Managed(Result<Done, String>),
    /// The earlier versions of a draft.
    Versions(DraftName, Result<Vec<Version>, String>),
    /// What an earlier version has different, field by field.
    Compared(DraftName, usize, Result<Vec<Difference>, String>),
    /// A key was opened to be shown, or why not.
    KeyOpened(Ticket, FieldPath, Result<Secret, String>),
    /// A submission has come so far.
    Progress(Ticket, SubmitStep, Timestamp),
    /// A submission has ended.
    Submitted(Ticket, Box<Submitted>),
    /// A text was copied, or why not.
    Copied(Result<(), String>),
    /// A text was written to this file, or why not.
    Written(Result<PathBuf, String>),
    /// A text came back from the editor; none if it was left as it was.
    Edited(FieldPath, Result<Option<String>, String>),
}

/// The regions of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regions {
    /// Their ids, as the service lists them.
    pub ids: Vec<String>,
    /// Whether a sandbox gave the list, and not the cloud.
    pub sandbox: bool,
}

/// Why nobody is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedOut {
    /// In words, several lines.
    pub why: String,
    /// Whether no key was found anywhere, which is no fault.
    pub nothing: bool,
}

/// A draft from the store.
#[derive(Debug)]
pub struct OpenedReply {
    /// What it is kept under.
    pub name: DraftName,
    /// The draft.
    pub file: DraftFile,
    /// What it was read from.
    pub revision: Revision,
    /// Who else has it open: `process 4711`.
    pub locked_by: Option<String>,
    /// References that lead nowhere.
    pub notes: Vec<String>,
}

/// Which state of which document a save is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaveTicket {
    /// The document, by the number it was given.
    pub document: u64,
    /// How many changes it had.
    pub revision: u64,
}

/// What was done to the drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// From one name to another, and what the next save builds on.
    Renamed(DraftName, DraftName, Option<Revision>),
    /// Copied under another name.
    Duplicated(DraftName),
    /// Moved to the trash.
    Deleted(DraftName),
    /// Back from the trash, or an earlier version is the current one.
    Restored(DraftName),
}

/// What became of the wish to send a draft.
#[derive(Debug)]
pub enum Submitted {
    /// The service was asked, or would have been.
    Ended {
        /// What became of it.
        submission: Box<Submission>,
        /// The request as it was sent, to say what a refusal means.
        draft: Box<Draft>,
    },
    /// Nothing was sent: with every key opened, the rules have these errors to tell.
    Unfit(Vec<Finding>),
    /// Nothing was sent: keys that cannot be had, no credentials, no journal. A line each.
    NotBegun(Vec<String>),
}

/// What is to be sent.
#[derive(Clone, Debug)]
pub struct SubmitOrder {
    /// The draft as it stands.
    pub file: Box<DraftFile>,
    /// What it is kept under.
    pub name: Option<DraftName>,
    /// Whether the service shall only check it.
    pub dry_run: bool,
    /// Whether another connection is wanted where the draft has created one.
    pub again: bool,
    /// The keys that were asked for.
    pub asked: BTreeMap<FieldPath, Secret>,
}

/// A state of a document, to be kept.
#[derive(Clone, Debug)]
pub struct Save {
    /// Which state of which document.
    pub ticket: SaveTicket,
    /// What it is kept under.
    pub name: DraftName,
    /// Whether it is the first save of a draft that had no name: then a free one near it is taken.
    pub is_new: bool,
    /// The draft.
    pub file: Box<DraftFile>,
    /// What it builds on.
    pub basis: Option<Revision>,
    /// What this session has written of it.
    pub session: EditSession,
    /// Where the wizard is in it, for the next start.
    pub place: Bookmark,
}

/// Something to be done outside.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Read what stands at home.
    LoadHome,
    /// Find out who is signed in.
    SignIn(Ticket),
    /// Start the sandbox and talk to it from now on.
    StartSandbox,
    /// Ask for the regions.
    LoadRegions(Ticket),
    /// Ask for the customer gateways of a region.
    LoadGateways(Ticket, String),
    /// Make a customer gateway.
    CreateGateway(Ticket, Box<NewGateway>),
    /// Open a draft.
    OpenDraft(Ticket, DraftName),
    /// Answer after the pause that lets several changes be one save.
    SaveSoon(Ticket),
    /// Keep a draft.
    Save(Save),
    /// Give a draft another name.
    Rename(DraftName, DraftName),
    /// Copy a draft.
    Duplicate(DraftName, DraftName),
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
    /// Stop a submission as soon as that is safe.
    Cancel(Ticket),
    /// Copy a text.
    Copy(Private),
    /// Write a text to a new file.
    Write(PathBuf, Private),
    /// Let a person edit a text with the editor of their choice.
    Edit(FieldPath, String),
    /// Remember where the wizard is.
    Mark(Bookmark),
    /// Let go of the draft that is open no more, so that others may have it.
    LetGo,
    /// Take mouse events, or leave the mouse to the terminal.
    Mouse(bool),
    /// Paint everything anew.
    Redraw,
    /// Give the terminal back until the person returns.
    Suspend,
    /// End, once every save is done.
    Quit,
}
