//! What a run does, step by step, for the wizard and the command line alike.
//!
//! [`submit()`] is the only door through which a connection is created: its line in the journal, the
//! creation, its careful repetition, the look-up after a lost answer and the taking up of what an
//! earlier run left open stand in one place. A [`Session`] is whom all of it asks, and as whom; a
//! [`Workspace`] is where it keeps drafts, keys and the journal.
//!
//! Names connection, rpc, cloud, drafts, explain and export; prints nothing and knows no sentence.

mod change;
mod device;
mod diagnose;
mod endpoints;
mod lookup;
mod order;
mod outcome;
mod pace;
mod private;
mod record;
mod region;
mod resume;
mod routers;
mod scratch;
mod services;
mod session;
mod standstill;
mod status;
mod submit;
mod trouble;
mod watch;
mod workspace;

pub use change::{
    AskedProduct, BindOrder, BindPlan, ChangeDone, ChangeObstacle, ChangeOrder, ChangeOutcome,
    ChangePlan, ChangeReport, ChangeSetting, ConnectionRef, DeletePlan, DraftSource, ModifyPlan,
    PlanError, RouteObstacle, RouteOutcome, RoutePlan, Routes, UnbindPlan, Unplanned, bind,
    complete_routes, delete, make_routes, modify, open_elsewhere, plan_bind, plan_delete,
    plan_modify, plan_routes, plan_unbind, settle_seen, unbind,
};
pub use device::{
    DeviceSource, DeviceText, DeviceTextError, DeviceTextFile, changed_seconds, device_contents,
    read_device, read_device_text,
};
pub use diagnose::{Diagnosis, DiagnosisFinding, FieldRepair, OpenedDraft, diagnose};
pub use endpoints::{Endpoints, EndpointsError};
pub use lookup::{Doubt, Lookup, LookupAnswer, look_up};
pub use order::{SubmissionSetting, SubmitConsent, SubmitOrder, Submitted, submit_draft};
pub use outcome::{DraftChange, Plan, Stop, Submission, SubmitOutcome, SubmitStep, stop_requested};
pub use pace::{Pace, RequestSlot};
pub use private::Private;
pub use record::Record;
pub use region::{RegionSurvey, bgp_support, neighbours, survey};
pub use resume::Prior;
pub use routers::{RouterChoice, RouterObstacle, routers};
pub use scratch::{Scratch, ScratchJournal};
pub use services::{
    Live, connection_status, connections, create_gateway, describe, describe_with_status, draft_of,
    gateways, regions,
};
pub use session::{Access, Session, SessionError, SessionOptions, SignInError, Who, endpoint_of};
pub use standstill::Standstill;
pub use status::{ConnectionStatus, ConnectionVerdict, TunnelPhase, TunnelStatus};
pub use submit::submit;
pub use trouble::{ServiceTrouble, TroubleKind};
pub use watch::{
    ChangedPart, Ladder, NearLifetime, Progress, VerdictReason, WatchChange, WatchEnd, WatchEvent,
    WatchOrder, WatchOutcome, WatchUntil, watch,
};
pub use workspace::{
    BlocksInUse, DraftRow, DraftSave, FreshParts, Home, NeighbourDraft, Opened, SealedKey, Stored,
    WorkingDraft, Workspace, WriteError, judge_neighbours, needs_asking, programs,
};

// What stands in the types above, so that a caller can tell cases apart without naming the client.
pub use crate::cloud::{
    ApiReply, CallError, Client, CreatedGateway, CustomerGateway, Endpoint, EndpointError,
    GatewayPage, Lost, LostCause, NewGateway, NotSent, NotSentCause, Page, RegionRow, SetupError,
    TlsFlaw, Tunnel, Unreadable, VpnConnection,
};
pub use crate::rpc::ServiceError;
