//! What follows a binding: the router's system route table forwards the connection's traffic and learns its
//! routes. The service does neither by itself, and without them no packet passes.
//!
//! Whatever somebody has arranged otherwise stays as it is: a connection whose traffic another table
//! forwards is left alone.

use std::time::Duration;

use tokio::time::Instant;

use crate::cloud::{CenClient, RetryPolicy, RouteTableUse, RouterAttachment};
use crate::drafts::journal::ChangeKind;

use super::super::services::connection_status;
use super::super::session::Session;
use super::super::status::ConnectionStatus;
use super::super::submission::{Stop, SubmitStep, stop_requested};
use super::super::watch::Polling;
use super::action::{ChangeAction, PendingChange, finds};
use super::execute::execute;
use super::open_changes::settle_applied;
use super::{
    ChangeContext, ChangeDone, ChangeOutcome, ChangeReport, RouteObstacle, RouteOutcome,
    RouteTableResult,
};

/// For so long a router may take to attach a connection, and a little more.
const PATIENCE: Duration = Duration::from_secs(900);

/// What a binding's route table lacks, and what there is already.
#[derive(Clone, Debug)]
pub struct RoutePlan {
    /// The connection.
    pub connection: ConnectionStatus,
    /// Its router, `tr-…`.
    pub router: String,
    /// The router's system route table, `vtb-…`.
    pub table: String,
    /// Another table that forwards its traffic.
    pub other: Option<String>,
    /// Whether a table forwards its traffic.
    pub is_associated: bool,
    /// Whether the system route table learns its routes.
    pub is_propagated: bool,
    attachment: String,
}

impl RoutePlan {
    /// Whether nothing is to be done.
    pub fn is_complete(&self) -> bool {
        self.other.is_some() || (self.is_associated && self.is_propagated)
    }
}

/// Looks what the route tables do for a bound connection; waits until its router has attached it. Changes
/// nothing.
///
/// # Errors
/// Why that could not be found out.
pub async fn plan_routes(
    session: &Session,
    connection: ConnectionStatus,
    mut stop: Stop,
    report: &mut (dyn FnMut(SubmitStep) + Send),
) -> Result<RoutePlan, RouteObstacle> {
    tokio::select! {
        biased;
        () = stop_requested(&mut stop) => Err(RouteObstacle::Stopped),
        plan = find_route_table(session, connection, report) => plan,
    }
}

async fn find_route_table(
    session: &Session,
    connection: ConnectionStatus,
    report: &mut (dyn FnMut(SubmitStep) + Send),
) -> Result<RoutePlan, RouteObstacle> {
    let service = RouteObstacle::Service;
    let cen = session.cen().await.map_err(|error| service(error.into()))?;
    let cen = cen.with_policy(RetryPolicy::default());
    let attached = until_attached(&cen, &connection, report).await?;
    let router = attached.transit_router.or_else(|| connection.bound_to.clone());
    let router = router.unwrap_or_default();
    let tables = cen.route_tables(&router).await.map_err(|failed| service(failed.into()))?.value;
    let is_system = |kind: &Option<String>| {
        kind.as_deref().is_none_or(|kind| kind.eq_ignore_ascii_case("System"))
    };
    let Some(table) = tables.into_iter().find(|table| is_system(&table.kind)) else {
        return Err(RouteObstacle::NoTable(router));
    };
    let forwards = cen.associations(&attached.id).await;
    let forwards = forwards.map_err(|failed| service(failed.into()))?.value;
    let learns = cen.propagations(&table.id).await;
    let learns = learns.map_err(|failed| service(failed.into()))?.value;
    let of_it = |one: &&RouteTableUse| one.is_for(&attached.id);
    let other = forwards.iter().filter(of_it).map(|one| &one.table).find(|one| **one != table.id);
    Ok(RoutePlan {
        connection,
        router,
        other: other.cloned(),
        is_associated: forwards.iter().any(|one| one.is_for(&attached.id)),
        is_propagated: finds(&learns, &attached.id),
        table: table.id,
        attachment: attached.id,
    })
}

/// An attachment takes routes only once it is complete.
async fn until_attached(
    cen: &CenClient,
    connection: &ConnectionStatus,
    report: &mut (dyn FnMut(SubmitStep) + Send),
) -> Result<RouterAttachment, RouteObstacle> {
    let deadline = Instant::now() + PATIENCE;
    let mut polling = Polling::new(cen.endpoint().is_loopback());
    let mut is_told = false;
    loop {
        let found = cen.attachments(&connection.region, &Default::default()).await;
        let found = found.map_err(|failed| RouteObstacle::Service(failed.into()))?.value;
        let is_it = |one: &RouterAttachment| one.connection.as_deref() == Some(&connection.id);
        let found = found.into_iter().find(is_it);
        let status = found.as_ref().and_then(|one| one.status.clone()).unwrap_or_default();
        match found {
            Some(found) if status.eq_ignore_ascii_case("Attached") => return Ok(found),
            _ if status.eq_ignore_ascii_case("Detaching") || Instant::now() >= deadline => {
                return Err(RouteObstacle::NotAttached(status));
            }
            _ => {}
        }
        if !std::mem::replace(&mut is_told, true) {
            report(SubmitStep::Attaching);
        }
        tokio::time::sleep(polling.after(false, true, 1)).await;
    }
}

/// Has the system route table do what it lacks, each part exactly once.
pub async fn apply_routes(
    setting: &ChangeContext,
    plan: &RoutePlan,
    stop: Stop,
    report: &mut (dyn FnMut(SubmitStep) + Send),
) -> RouteTableResult {
    let table = plan.table.clone();
    if let Some(other) = &plan.other {
        let left = || RouteOutcome::OtherTable(other.clone());
        let propagation = if plan.is_propagated { RouteOutcome::Already } else { left() };
        return RouteTableResult::Table { table, association: left(), propagation };
    }
    let mut parts = Vec::new();
    for (kind, is_so, what, step) in [
        (
            ChangeKind::Associate,
            plan.is_associated,
            ChangeAction::Associate { table: table.clone(), attachment: plan.attachment.clone() },
            SubmitStep::Associating(table.clone()),
        ),
        (
            ChangeKind::Propagate,
            plan.is_propagated,
            ChangeAction::Propagate { table: table.clone(), attachment: plan.attachment.clone() },
            SubmitStep::Propagating(table.clone()),
        ),
    ] {
        if is_so {
            // Otherwise it stays open, and the next run settles it.
            let _ = settle_applied(setting, kind, &plan.connection.id).await;
            parts.push(RouteOutcome::Already);
            continue;
        }
        report(step);
        let work = PendingChange {
            region: plan.connection.region.clone(),
            connection: plan.connection.id.clone(),
            what,
        };
        parts.push(match execute(setting, work, stop.clone(), report).await.outcome {
            ChangeOutcome::Done(_) => RouteOutcome::Done,
            outcome => RouteOutcome::NotDone(Box::new(outcome)),
        });
    }
    let propagation = parts.pop().unwrap_or(RouteOutcome::Already);
    let association = parts.pop().unwrap_or(RouteOutcome::Already);
    RouteTableResult::Table { table, association, propagation }
}

/// Both at once, for a connection that was bound before; it is looked at first.
pub async fn set_up_routes(
    setting: &ChangeContext,
    region: &str,
    id: &str,
    stop: Stop,
    report: &mut (dyn FnMut(SubmitStep) + Send),
) -> RouteTableResult {
    match connection_status(&setting.session, region, id).await {
        Ok(connection) => routes_of_bound(setting, connection, stop, report).await,
        Err(trouble) => RouteTableResult::Unknown(RouteObstacle::Service(trouble)),
    }
}

/// Both at once, for a connection that was just bound.
pub(super) async fn routes_of_bound(
    setting: &ChangeContext,
    connection: ConnectionStatus,
    stop: Stop,
    report: &mut (dyn FnMut(SubmitStep) + Send),
) -> RouteTableResult {
    match plan_routes(&setting.session, connection, stop.clone(), report).await {
        Ok(plan) => apply_routes(setting, &plan, stop, report).await,
        Err(obstacle) => RouteTableResult::Unknown(obstacle),
    }
}

/// The same as a change of its own, for a connection that was bound before.
pub async fn complete_routes(
    setting: &ChangeContext,
    plan: RoutePlan,
    stop: Stop,
    report: &mut (dyn FnMut(SubmitStep) + Send),
) -> ChangeReport {
    let routes = apply_routes(setting, &plan, stop, report).await;
    let done = ChangeDone {
        attachment: Some(plan.attachment),
        router: Some(plan.router),
        ..ChangeDone::default()
    };
    let sandbox = plan.connection.sandbox;
    ChangeReport {
        routes: Some(routes),
        sandbox,
        ..ChangeReport::unsent(ChangeOutcome::Done(done))
    }
}
