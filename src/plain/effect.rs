//! What the conversation wants done outside, and what comes back: plain data.

use std::path::PathBuf;

use crate::connection::{DraftPeer, RegionFacts};
use crate::drafts::journal::ChangeKind;
use crate::drafts::store::Revision;
use crate::drafts::{Bookmark, DraftName};
use crate::flow::{
    ChangeOrder, ChangeOrderError, ChangePlan, ChangeReport, ConnectionRef, ConnectionStatus,
    CredentialsInfo, CustomerGateway, DeviceSource, DeviceText, DeviceTextError, Diagnosis,
    DraftSave, DraftSource, OpenedFile, RouterChoice, SecretText, ServiceFailure, SubmitOrder,
    SubmitResult, SubmitStep, WatchChange, WatchEnd, WorkspaceContents, WorkspaceSave,
};
use crate::present;
use crate::text::Texts;

/// Something to be done outside, one after the other.
#[derive(Debug)]
pub enum PlainEffect {
    /// Say a line.
    Say(String),
    /// Read which drafts there are, and where the last walk ended.
    LoadHome,
    /// Find out who is signed in.
    SignIn,
    /// Ask for the regions of the account.
    LoadRegions,
    /// Ask for the customer gateways and the connections of a region.
    LoadGateways(String),
    /// Open a draft.
    Open(DraftName),
    /// Keep a state of the draft: after so many changes.
    Save(u64, Box<DraftSave>),
    /// Give the draft another name.
    Rename(DraftName, DraftName),
    /// Remember the place in the walk.
    Mark(Bookmark),
    /// Read a device's configuration, of the device that the draft names; whether it is the file that the draft
    /// remembers, read again since it was opened.
    ReadDevice(DeviceSource, Option<DraftPeer>, bool),
    /// Write a text to a new file.
    Write(PathBuf, SecretText, WrittenText),
    /// Do something that tells how it gets on.
    WithProgress(ProgressEffect),
    /// Ask for the connections of a region.
    ListConnections(String),
    /// Ask how a connection is doing.
    LookAt(ConnectionRef),
    /// Ask for the transit routers of a region.
    LoadRouters(String),
    /// Find out whether a change of a connection can be made.
    PlanChange(Box<ChangeOrder>),
    /// Find out what is wrong with a connection.
    Diagnose(ConnectionRef, Option<DraftSource>),
}

/// Which text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenText {
    /// The device's text that was pasted.
    Pasted,
    /// The configuration that the device needs.
    Device,
}

/// Something with more to tell than its end.
#[derive(Debug)]
pub enum ProgressEffect {
    /// Send the draft.
    Submit(Box<SubmitOrder>),
    /// Make a change of a connection of a region.
    MakeChange(String, Box<ChangePlan>),
    /// Watch a connection until it is up or stands still.
    Watch(ConnectionRef),
}

/// What is told while a task is done.
#[derive(Debug)]
pub(super) enum TaskProgress {
    /// A step of something that is sent.
    Step(SubmitStep),
    /// A connection has changed.
    Change(Box<WatchChange>),
    /// It cannot be looked at for the moment.
    Trouble(ServiceFailure),
    /// It can be looked at again.
    Recovered,
}

impl TaskProgress {
    pub(super) fn words(&self, texts: &Texts) -> String {
        match self {
            Self::Step(step) => present::step(texts, step),
            Self::Change(change) => {
                let what = present::watch_change(texts, change);
                let verdict = present::verdict(texts, change.verdict);
                format!(
                    "{} {}",
                    change.at.strftime("%H:%M:%S"),
                    texts.parenthesized(&what, &verdict)
                )
            }
            Self::Trouble(trouble) => {
                let why = present::trouble(texts, trouble);
                texts.format("watch-trouble", &[("why", why.into())])
            }
            Self::Recovered => texts.say("watch-recovered"),
        }
    }
}

/// What there is in a region; a list that could not be had is none.
#[derive(Clone, Debug, Default)]
pub struct RegionSnapshot {
    /// Its customer gateways.
    pub gateways: Option<Vec<CustomerGateway>>,
    /// What else the rules compare with; its customer gateways are those above.
    pub beside: Option<RegionFacts>,
}

/// What came of a task.
#[derive(Debug)]
pub enum PlainMessage {
    /// The drafts, and where the last walk ended.
    Home(Box<WorkspaceContents>, Bookmark),
    /// Who is signed in, or why nobody is and whether no key was found anywhere.
    SignedIn(Result<CredentialsInfo, (String, bool)>),
    /// The regions, and whether a sandbox named them.
    Regions(Result<(Vec<String>, bool), String>),
    /// What there is in a region, and why a list of it is missing.
    Gateways(String, Box<RegionSnapshot>, Option<String>),
    /// A draft was opened.
    Opened(DraftName, Box<Result<OpenedFile, String>>),
    /// A state was kept, or why not.
    Saved(u64, Result<WorkspaceSave, String>),
    /// The draft has another name, and what the next save builds on; or why not.
    Renamed(DraftName, Result<Option<Revision>, String>),
    /// What was read of a device, and whether it was read again.
    DeviceRead(DeviceSource, Box<Result<DeviceText, DeviceTextError>>, bool),
    /// A text was written to a file, or why not.
    Written(WrittenText, Result<PathBuf, String>),
    /// What became of sending it.
    Submitted(Box<SubmitResult>),
    /// The connections of a region.
    Connections(String, Result<Vec<ConnectionStatus>, ServiceFailure>),
    /// How a connection is doing.
    LookedAt(Result<ConnectionStatus, ServiceFailure>),
    /// The transit routers of a region.
    Routers(Result<Vec<RouterChoice>, ServiceFailure>),
    /// A change can be made, or not.
    ChangePlanned(Box<Result<ChangePlan, ChangeOrderError>>),
    /// What became of a change.
    Changed(ChangeKind, Box<Result<ChangeReport, Vec<String>>>),
    /// How a watch ended; none where the connection stands still.
    Watched(Box<Result<Option<WatchEnd>, ServiceFailure>>),
    /// What is wrong with a connection.
    Diagnosed(Box<Result<Diagnosis, ServiceFailure>>),
}
