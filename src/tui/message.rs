//! What happens to the wizard: keys and answers, as plain data.

use std::path::PathBuf;

use crossterm::event::{KeyEvent, MouseEvent};
use jiff::Timestamp;

use crate::connection::{FieldPath, Realm, RegionFacts, Secret};
use crate::drafts::diff::Difference;
use crate::drafts::store::{DraftVersion, Revision};
use crate::drafts::{DraftFile, DraftName};
use crate::flow::{
    ChangeOrderError, ChangePlan, ChangeReport, ConnectionStatus, CredentialsInfo, CustomerGateway,
    DeviceText, DeviceTextError, Diagnosis, OpenedFile, RouterChoice, ServiceFailure, SubmitResult,
    SubmitStep, WorkspaceContents, WorkspaceSave,
};
use crate::tui::clipboard::Copied;
use crate::tui::effect::{SaveTicket, SecretText, Ticket};

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(KeyEvent),
    /// A text was pasted.
    Paste(SecretText),
    /// The mouse was used.
    Mouse(MouseEvent),
    /// The window has another size: columns and rows.
    Resize(u16, u16),
    /// Time has passed; comes only while something on the screen moves.
    Tick(Timestamp),
    /// The system wants the program to end.
    Terminate,
    /// What stands at home: drafts, submissions.
    Home(Box<WorkspaceContents>, Timestamp),
    /// Who is signed in, or why nobody is.
    SignedIn(Ticket, Result<CredentialsInfo, SignedOut>),
    /// The profiles that could be signed in with, or why they cannot be listed.
    Profiles(Result<Vec<String>, String>),
    /// The sandbox serves, or why not.
    SandboxServes(Result<CredentialsInfo, String>),
    /// The regions of the account.
    Regions(Ticket, Result<AccountRegions, ServiceFailure>),
    /// Some of the customer gateways of a region.
    GatewayPage(Ticket, Vec<CustomerGateway>, Option<u64>),
    /// The list of customer gateways has ended, well or not.
    GatewaysEnded(Ticket, Result<(), ServiceFailure>),
    /// The connections of a region, or why there is no list.
    RegionFacts(Ticket, Result<RegionFacts, ServiceFailure>),
    /// Some of the connections of a region and how they are doing.
    ConnectionsPage(Ticket, Vec<ConnectionStatus>),
    /// That list has ended, well or not.
    ConnectionsEnded(Ticket, Result<(), ServiceFailure>),
    /// A watch has something to tell.
    Watched(Ticket, WatchUpdate, Timestamp),
    /// A watch has ended, and why if it cannot go on.
    WatchEnded(Ticket, Option<ServiceFailure>),
    /// The transit routers of a region, or why there is no list.
    Routers(Ticket, Result<Vec<RouterChoice>, ServiceFailure>),
    /// A change can be made, or what stands in the way.
    ChangePlanned(Ticket, Box<Result<ChangePlan, ChangeOrderError>>),
    /// A change has come so far.
    ChangeStep(Ticket, SubmitStep, Timestamp),
    /// A change has ended; a line each why it was not begun.
    Changed(Ticket, Box<Result<ChangeReport, Vec<String>>>),
    /// What is wrong with a connection.
    Diagnosed(Ticket, Box<Result<Diagnosis, ServiceFailure>>),
    /// A draft was made of a connection as it is.
    ConnectionImported(Ticket, Box<Result<DraftFile, ServiceFailure>>),
    /// Whose account it is; none where that cannot be told.
    Realm(Ticket, Option<Realm>),
    /// A customer gateway was made in this region, or why not.
    GatewayCreated(Ticket, String, Box<Result<CustomerGateway, ServiceFailure>>),
    /// A draft was opened under this name, or why not; who marks it as open has its lock.
    DraftOpened(Ticket, Box<Result<(DraftName, OpenedFile), String>>),
    /// The pause after a change is over.
    SaveDue(Ticket),
    /// A save has ended.
    Saved(SaveTicket, Result<WorkspaceSave, String>),
    /// Something was done to the drafts: what is told of it.
    DraftsChanged(Result<DraftOperation, String>),
    /// A draft was given another name (the second), and what the next save of it builds on; or why not.
    Renamed(DraftName, DraftName, Result<Option<Revision>, String>),
    /// The earlier versions of a draft.
    Versions(DraftName, Result<Vec<DraftVersion>, String>),
    /// What an earlier version has different, field by field.
    Compared(DraftName, usize, Result<Vec<Difference>, String>),
    /// A key was opened to be shown, or why not.
    KeyOpened(Ticket, FieldPath, Result<Secret, String>),
    /// A submission has come so far.
    Progress(Ticket, SubmitStep, Timestamp),
    /// A submission has ended.
    Submitted(Ticket, Box<SubmitResult>),
    /// A text was copied, or why not.
    Copied(Result<Copied, String>),
    /// A setting was kept, or why not.
    SettingSaved(&'static str, String, Result<(), String>),
    /// A text was written to this file, or why not.
    Written(Result<PathBuf, String>),
    /// A text came back from the editor; none if it was left as it was.
    Edited(FieldPath, Result<Option<String>, String>),
    /// A device's configuration came back from the editor; none if nothing was written.
    DeviceEdited(Result<Option<SecretText>, String>),
    /// A device's configuration was read, or why not.
    DeviceRead(Ticket, Box<Result<DeviceText, DeviceTextError>>),
}

/// What a watch tells.
#[derive(Debug)]
pub enum WatchUpdate {
    /// The connection is not as it was, or this is the first look at it.
    Seen(Box<ConnectionStatus>),
    /// It is not up, and has stayed as it is for so long that it is worth asking why.
    Standstill,
    /// It cannot be looked at for the moment; that is tried on.
    Trouble(ServiceFailure),
    /// It can be looked at again.
    Recovered,
    /// It has been deleted.
    Gone,
}

/// The regions of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRegions {
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

/// What was done to the drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftOperation {
    /// Copied under another name.
    Duplicated(DraftName),
    /// Moved to the trash.
    Deleted(DraftName),
    /// Back from the trash, or an earlier version is the current one.
    Restored(DraftName),
}
