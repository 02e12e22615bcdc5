//! Changes of a connection that exists: bound, taken off its router, modified, deleted.
//!
//! Each begins with a plan, which asks what there is and tells at once what stands in the way, without
//! changing anything. Carried out, it has a client token of its own in the journal before the first
//! byte leaves; after a lost answer it is looked up before it is sent again, and what an earlier run
//! left open is taken up with the token it had.

mod action;
mod bind;
mod delete;
mod execute;
mod modify;
mod open_changes;
mod planned;
mod routes;
mod unbind;

use crate::cloud::CallError;
use crate::connection::{Finding, Realm};
use crate::drafts::journal::{Journal, JournalError};
use crate::rpc::ServiceError;

use super::failure::ServiceFailure;
use super::routers::{RouterChoice, RouterObstacle};
use super::session::Session;

pub use bind::{BindOrder, BindPlan, bind, plan_bind};
pub use delete::{DeletePlan, delete, plan_delete};
pub use modify::{ModifyPlan, modify, plan_modify};
pub use open_changes::{open_in_other_accounts, settle_applied};
pub use planned::{ChangeOrder, ChangeOrderError, ChangePlan, ConnectionRef, DraftSource};
pub use routes::{RoutePlan, apply_routes, complete_routes, plan_routes, set_up_routes};
pub use unbind::{UnbindPlan, plan_unbind, unbind};

/// Where changes are sent and written down.
#[derive(Clone, Debug)]
pub struct ChangeContext {
    /// Whom to ask.
    pub session: Session,
    /// The journal, and whose connections these are; none where nothing outlasts the run.
    pub journal: Option<(Journal, Realm)>,
}

impl ChangeContext {
    /// With this journal, for connections of a region.
    ///
    /// # Errors
    /// Why nobody can be asked.
    pub async fn new(
        session: &Session,
        region: &str,
        journal: Option<Journal>,
    ) -> Result<Self, ServiceFailure> {
        let journal = match journal {
            Some(journal) => Some((journal, session.realm(region).await?)),
            None => None,
        };
        Ok(Self { session: session.clone(), journal })
    }
}

/// Which of the service's products was asked: each has its permissions and its endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceProduct {
    /// VPC, which holds connections and customer gateways.
    Vpc,
    /// CEN, which holds transit routers.
    Cen,
}

/// Why a change is not planned.
#[derive(Debug)]
pub enum PlanError {
    /// A product could not be asked.
    Trouble(ServiceProduct, ServiceFailure),
    /// The draft breaks these rules.
    Unfit(Vec<Finding>),
    /// It cannot be done, and nothing was sent.
    Blocked(ChangeObstacle),
    /// It is so already.
    AlreadyApplied(ChangeDone),
}

impl PlanError {
    fn of_vpc(trouble: impl Into<ServiceFailure>) -> Self {
        Self::Trouble(ServiceProduct::Vpc, trouble.into())
    }

    fn of_cen(trouble: impl Into<ServiceFailure>) -> Self {
        Self::Trouble(ServiceProduct::Cen, trouble.into())
    }
}

/// What stands in the way of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeObstacle {
    /// It is bound to this router.
    BoundElsewhere(String),
    /// It has to be taken off its router first.
    StillBound(Option<String>),
    /// Another change is under way; its state.
    Busy(String),
    /// The account is overdue.
    Locked,
    /// There is no router of this id in the region, or it belongs to another account.
    NoSuchRouter(String),
    /// The router takes no connection.
    Router(String, RouterObstacle),
    /// None of these routers takes a connection.
    NoUsableRouter(Vec<RouterChoice>),
    /// Several do, and one has to be named.
    SeveralRouters(Vec<RouterChoice>),
    /// A zone is for a connection with one tunnel.
    ZoneForTwoTunnels,
    /// It cannot be changed; the field's name on the wire. Another connection has to be made.
    Fixed(String),
    /// A key is neither in the draft nor told by the service.
    KeyUnknown(String),
}

impl ChangeObstacle {
    /// A word for it, as the names of texts have it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::BoundElsewhere(_) => "bound-elsewhere",
            Self::StillBound(_) => "still-bound",
            Self::Busy(_) => "busy",
            Self::Locked => "locked",
            Self::NoSuchRouter(_) => "no-such-router",
            Self::Router(_, obstacle) => obstacle.name(),
            Self::NoUsableRouter(_) => "no-usable-router",
            Self::SeveralRouters(_) => "several-routers",
            Self::ZoneForTwoTunnels => "zone-for-two-tunnels",
            Self::Fixed(_) => "fixed",
            Self::KeyUnknown(_) => "key-unknown",
        }
    }
}

/// What a change has come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeDone {
    /// The binding, `tr-attach-…`, where there is one.
    pub attachment: Option<String>,
    /// The router, where one matters.
    pub router: Option<String>,
    /// The answer's request id.
    pub request_id: Option<String>,
    /// Whether it was found by looking, after a lost answer.
    pub looked_up: bool,
}

/// How a change ended.
#[derive(Debug)]
pub enum ChangeOutcome {
    /// The service took it on. It is in force once the connection's state says so.
    Done(ChangeDone),
    /// The service said no; nothing was changed.
    Refused(Box<ServiceError>),
    /// Nothing reached the service.
    NotSent(CallError),
    /// Stopped before anything was sent; nothing was changed.
    Interrupted,
    /// It may or may not have been carried out. The same command goes on with it.
    Unknown(Option<CallError>),
    /// The journal cannot be written, so nothing was sent.
    NotRecorded(JournalError),
    /// Nobody can be asked.
    Trouble(ServiceProduct, ServiceFailure),
}

/// What became of a change.
#[derive(Debug)]
pub struct ChangeReport {
    /// How it ended.
    pub outcome: ChangeOutcome,
    /// The token it was sent with; none where nothing was to be sent.
    pub client_token: Option<String>,
    /// How many requests went out.
    pub attempts: u32,
    /// Whether a sandbox answered, and not the cloud.
    pub sandbox: bool,
    /// What the router's route tables do for a connection that was bound; none where that does not matter
    /// or was not wanted.
    pub routes: Option<RouteTableResult>,
}

/// What the route tables do for a binding after all.
#[derive(Debug)]
pub enum RouteTableResult {
    /// Why that could not be found out, or is too early to say.
    Unknown(RouteObstacle),
    /// What came of each part.
    Table {
        /// The router's system route table, `vtb-…`.
        table: String,
        /// Whether a table forwards its traffic.
        association: RouteOutcome,
        /// Whether the table learns its routes.
        propagation: RouteOutcome,
    },
}

/// What came of one of the two parts.
#[derive(Debug)]
pub enum RouteOutcome {
    /// The service took it on.
    Done,
    /// It was so already.
    Already,
    /// Another table forwards the traffic, so that this one is left alone.
    OtherTable(String),
    /// It was not done, or is not known to be.
    NotDone(Box<ChangeOutcome>),
}

/// Why the route tables cannot be looked at.
#[derive(Debug)]
pub enum RouteObstacle {
    /// The service did not answer, or refused.
    Service(ServiceFailure),
    /// The router has not attached the connection; the service's word for where it is.
    NotAttached(String),
    /// The router has no system route table.
    NoTable(String),
    /// Stopped before.
    Stopped,
}

impl ChangeReport {
    fn unsent(outcome: ChangeOutcome) -> Self {
        Self { outcome, client_token: None, attempts: 0, sandbox: false, routes: None }
    }
}
