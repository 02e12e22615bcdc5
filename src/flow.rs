//! What a run does, step by step, for the wizard and the command line alike.
//!
//! [`submit()`] is the only door through which a connection is created: its line in the journal, the
//! creation, its careful repetition, the look-up after a lost answer and the taking up of what an
//! earlier run left open stand in one place. A [`Session`] is whom all of it asks, and as whom; a
//! [`Workspace`] is where it keeps drafts, keys and the journal.
//!
//! Names connection, rpc, cloud, drafts, explain and export; prints nothing and knows no sentence.

mod change;
mod concurrency;
mod device;
mod diagnose;
mod endpoints;
mod failure;
mod lookup;
mod region;
mod resume;
mod routers;
mod scratch;
mod secret_text;
mod services;
mod session;
mod stall;
mod status;
mod submission;
mod submission_log;
mod submit;
mod submit_draft;
mod watch;
mod workspace;

pub use change::{
    BindOrder, BindPlan, ChangeContext, ChangeDone, ChangeObstacle, ChangeOrder, ChangeOrderError,
    ChangeOutcome, ChangePlan, ChangeReport, ConnectionRef, DeletePlan, DraftSource, ModifyPlan,
    PlanError, RouteObstacle, RouteOutcome, RoutePlan, RouteTableResult, ServiceProduct,
    UnbindPlan, apply_routes, bind, complete_routes, delete, modify, open_in_other_accounts,
    plan_bind, plan_delete, plan_modify, plan_routes, plan_unbind, set_up_routes, settle_applied,
    unbind,
};
pub use concurrency::{ConcurrencyLimiter, RequestSlot};
pub use device::{
    DeviceSource, DeviceText, DeviceTextError, DeviceTextFile, changed_seconds, device_contents,
    read_device, read_device_text,
};
pub use diagnose::{Diagnosis, DiagnosisDraft, DiagnosisFinding, FieldRepair, diagnose};
pub use endpoints::{Endpoints, EndpointsError};
pub use failure::{ServiceFailure, ServiceFailureKind};
pub use lookup::{Lookup, LookupAmbiguity, LookupAnswer, look_up};
pub use region::{RegionSurvey, bgp_support, connection_facts, survey};
pub use resume::PriorSubmission;
pub use routers::{RouterChoice, RouterObstacle, routers};
pub use scratch::{ScratchFile, ScratchJournal};
pub use secret_text::SecretText;
pub use services::{
    LiveConnection, all_gateways, connection_status, connections, create_gateway, describe,
    describe_with_status, draft_of, gateways, regions,
};
pub use session::{
    AccessKeySource, CredentialsInfo, Session, SessionError, SessionOptions, SignInError,
    endpoint_of,
};
pub use stall::StallDetector;
pub use status::{ConnectionStatus, ConnectionVerdict, TunnelPhase, TunnelStatus};
pub use submission::{
    DraftChange, OutcomeKind, Stop, Submission, SubmissionPlan, SubmitOutcome, SubmitStep,
    stop_requested,
};
pub use submission_log::JournalContext;
pub use submit::submit;
pub use submit_draft::{SubmissionContext, SubmitConsent, SubmitOrder, SubmitResult, submit_draft};
pub use watch::{
    ChangedPart, ElapsedLifetime, TunnelProgress, VerdictReason, WatchChange, WatchEnd, WatchEvent,
    WatchOrder, WatchOutcome, WatchProgress, WatchUntil, watch,
};
pub use workspace::{
    BlocksInUse, DraftRow, DraftSave, DuplicateOptions, NeighbourDraft, OpenedFile, SealedKey,
    WorkingDraft, Workspace, WorkspaceContents, WorkspaceSave, WriteError, judge_neighbours,
    needs_asking, programs,
};

// What stands in the types above, so that a caller can tell cases apart without naming the client.
pub use crate::cloud::{
    ApiResponse, CallError, Client, CreatedGateway, CustomerGateway, Endpoint, EndpointError,
    LostResponse, LostResponseCause, NewGateway, NotSent, NotSentCause, Page, RegionRow,
    SetupError, TlsError, Tunnel, UnreadableBody, VpnConnection,
};
pub use crate::rpc::ServiceError;
