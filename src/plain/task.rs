//! What the conversation wants done outside, and what comes back: plain data.

use crate::connection::ConnectionFacts;
use crate::drafts::store::Revision;
use crate::drafts::{Bookmark, DraftName};
use crate::flow::{CustomerGateway, DraftSave, Home, Opened, Stored, SubmitOrder, Submitted, Who};

/// Something to be done outside, one after the other.
#[derive(Debug)]
pub enum Task {
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
    /// Send the draft.
    Submit(Box<SubmitOrder>),
}

/// What there is in a region; a list that could not be had is none.
#[derive(Clone, Debug, Default)]
pub struct RegionLists {
    /// Its customer gateways.
    pub gateways: Option<Vec<CustomerGateway>>,
    /// Its connections, for the rules that compare.
    pub connections: Option<Vec<ConnectionFacts>>,
}

/// What came of a task.
#[derive(Debug)]
pub enum TaskResult {
    /// The drafts, and where the last walk ended.
    Home(Box<Home>, Bookmark),
    /// Who is signed in, or why nobody is and whether no key was found anywhere.
    SignedIn(Result<Who, (String, bool)>),
    /// The regions, and whether a sandbox named them.
    Regions(Result<(Vec<String>, bool), String>),
    /// What there is in a region, and why a list of it is missing.
    Gateways(String, Box<RegionLists>, Option<String>),
    /// A draft was opened.
    Opened(DraftName, Box<Result<Opened, String>>),
    /// A state was kept, or why not.
    Saved(u64, Result<Stored, String>),
    /// The draft has another name, and what the next save builds on; or why not.
    Renamed(DraftName, Result<Option<Revision>, String>),
    /// What became of sending it.
    Submitted(Box<Submitted>),
}
