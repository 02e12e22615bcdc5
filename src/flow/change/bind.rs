//! Binding a connection to a transit router: who can take it, what stands in the way, and the binding.

use crate::cloud::{NewBinding, RetryPolicy};
use crate::connection::{Mode, Token};

use super::super::routers::{RouterChoice, routers};
use super::super::services::connection_status;
use super::super::session::Session;
use super::super::status::{ConnectionStatus, ConnectionVerdict};
use super::super::submission::{Stop, SubmitStep};
use super::action::{ChangeAction, PendingChange};
use super::execute::execute;
use super::routes::routes_of_bound;
use super::{ChangeContext, ChangeDone, ChangeObstacle, ChangeOutcome, ChangeReport, PlanError};

/// A binding that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BindOrder {
    /// The region of connection and router.
    pub region: String,
    /// `vco-…`.
    pub connection: String,
    /// `tr-…`; none for the only one that can take it.
    pub router: Option<String>,
    /// The zone of a connection in single mode; none for the first of the region.
    pub zone: Option<String>,
    /// The binding's name, 2 to 128 characters beginning with a letter; none for the connection's.
    pub name: Option<String>,
    /// Whether the router's routes are published to the device by themselves; has an effect with BGP only.
    pub publishes_routes: bool,
    /// Whether the router's system route table is to forward its traffic and learn its routes.
    pub uses_route_table: bool,
}

impl BindOrder {
    /// A binding to this router with everything that goes with it.
    pub fn to_router(region: &str, connection: &str, router: &str) -> Self {
        Self {
            region: region.to_owned(),
            connection: connection.to_owned(),
            router: Some(router.to_owned()),
            zone: None,
            name: None,
            publishes_routes: true,
            uses_route_table: true,
        }
    }
}

/// A binding of which nothing is known to stand in the way.
#[derive(Clone, Debug)]
pub struct BindPlan {
    /// The connection as it is.
    pub connection: ConnectionStatus,
    /// The router that takes it.
    pub router: RouterChoice,
    /// Whether the router's system route table is to forward its traffic and learn its routes.
    pub uses_route_table: bool,
    binding: NewBinding,
}

impl BindPlan {
    /// The zone its tunnel ends in; none with two tunnels.
    pub fn zone(&self) -> Option<&str> {
        self.binding.zone.as_deref()
    }
}

/// Looks whether and how the connection can be bound. Changes nothing.
///
/// # Errors
/// What stands in the way, or that it is bound to this router already.
pub async fn plan_bind(session: &Session, order: &BindOrder) -> Result<BindPlan, PlanError> {
    let connection = connection_status(session, &order.region, &order.connection)
        .await
        .map_err(PlanError::of_vpc)?;
    refuse_unless_free(&connection, order)?;
    if connection.mode == Mode::Dual && order.zone.is_some() {
        return Err(PlanError::Blocked(ChangeObstacle::ZoneForTwoTunnels));
    }
    let (choices, _) = routers(session, &order.region).await.map_err(PlanError::of_cen)?;
    let router = chosen(choices, order.router.as_deref())?;
    let zone = match (connection.mode, &order.zone) {
        (Mode::Dual, _) => None,
        (Mode::Single, Some(zone)) => Some(zone.clone()),
        (Mode::Single, None) => {
            let cen = session.cen().await.map_err(PlanError::of_cen)?;
            let zones = cen.with_policy(RetryPolicy::default()).zones(&order.region).await;
            let zones = zones.map_err(PlanError::of_cen)?.value;
            zones.primary.into_iter().chain(zones.available).next()
        }
    };
    let binding = NewBinding {
        region: order.region.clone(),
        router: router.router.id.clone(),
        connection: order.connection.clone(),
        name: order.name.clone().or_else(|| connection.name.clone().filter(|name| is_name(name))),
        zone,
        publishes_routes: order.publishes_routes,
        // Another one takes its place as soon as the journal was asked.
        client_token: Token::from(uuid::Uuid::nil()),
    };
    let uses_route_table = order.uses_route_table;
    Ok(BindPlan { connection, router, uses_route_table, binding })
}

/// Binds it, exactly once. Then, once its router has attached it, the route table does what it lacks; what
/// does not come about of that is told and takes nothing away from the binding.
pub async fn bind(
    setting: &ChangeContext,
    plan: BindPlan,
    stop: Stop,
    report: &mut (dyn FnMut(SubmitStep) + Send),
) -> ChangeReport {
    let work = PendingChange {
        region: plan.binding.region.clone(),
        connection: plan.binding.connection.clone(),
        what: ChangeAction::Bind(Box::new(plan.binding)),
    };
    let mut bound = execute(setting, work, stop.clone(), report).await;
    if plan.uses_route_table && matches!(bound.outcome, ChangeOutcome::Done(_)) {
        bound.routes = Some(routes_of_bound(setting, plan.connection, stop, report).await);
    }
    bound
}

fn refuse_unless_free(connection: &ConnectionStatus, order: &BindOrder) -> Result<(), PlanError> {
    let blocked = |obstacle| Err(PlanError::Blocked(obstacle));
    match (connection.verdict(), &connection.bound_to) {
        (ConnectionVerdict::Locked, _) => blocked(ChangeObstacle::Locked),
        (ConnectionVerdict::Unbinding, _) => blocked(ChangeObstacle::Busy(connection.state_word())),
        (ConnectionVerdict::NotBound, None) => Ok(()),
        (_, Some(router)) if order.router.as_ref().is_none_or(|wanted| wanted == router) => {
            let router = Some(router.clone());
            Err(PlanError::AlreadyApplied(ChangeDone { router, ..ChangeDone::default() }))
        }
        (_, Some(router)) => blocked(ChangeObstacle::BoundElsewhere(router.clone())),
        (ConnectionVerdict::Binding | ConnectionVerdict::Updating, None) => {
            blocked(ChangeObstacle::Busy(connection.state_word()))
        }
        (_, None) => Ok(()),
    }
}

fn chosen(choices: Vec<RouterChoice>, wanted: Option<&str>) -> Result<RouterChoice, PlanError> {
    let blocked = |obstacle| Err(PlanError::Blocked(obstacle));
    if let Some(wanted) = wanted {
        let Some(found) = choices.into_iter().find(|choice| choice.router.id == wanted) else {
            return blocked(ChangeObstacle::NoSuchRouter(wanted.to_owned()));
        };
        return match found.obstacle.clone() {
            Some(obstacle) => blocked(ChangeObstacle::Router(found.router.id, obstacle)),
            None => Ok(found),
        };
    }
    let usable: Vec<_> = choices.iter().filter(|choice| choice.is_usable()).cloned().collect();
    match <[RouterChoice; 1]>::try_from(usable) {
        Ok([only]) => Ok(only),
        Err(none) if none.is_empty() => blocked(ChangeObstacle::NoUsableRouter(choices)),
        Err(several) => blocked(ChangeObstacle::SeveralRouters(several)),
    }
}

/// Valid under both editions of the reference: 2 to 128 characters that begin with a letter.
fn is_name(name: &str) -> bool {
    (2..=128).contains(&name.chars().count())
        && name.starts_with(|first: char| first.is_alphabetic())
}
