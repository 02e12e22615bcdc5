//! What came of a route table, for the exit status and in JSON.

use serde_json::{Value as Json, json};

use crate::flow::{ChangeOutcome, RouteObstacle, RouteOutcome, RouteTableResult};

use super::super::exit::Exit;

/// The status of a command that has set up a route table: what it lacks is told, and takes nothing away from
/// the binding.
pub(in crate::cli) fn routes_exit(routes: &RouteTableResult) -> Exit {
    let is_stopped = |outcome: &RouteOutcome| matches!(outcome, RouteOutcome::NotDone(why) if matches!(**why, ChangeOutcome::Interrupted));
    match routes {
        RouteTableResult::Unknown(RouteObstacle::Stopped) => Exit::Interrupted,
        RouteTableResult::Table { association, propagation, .. }
            if is_stopped(association) || is_stopped(propagation) =>
        {
            Exit::Interrupted
        }
        _ => Exit::Done,
    }
}

/// The form of a route table in JSON: a contract. Null where it was left alone.
pub(in crate::cli) fn routes_json(routes: Option<&RouteTableResult>) -> Json {
    match routes {
        None => Json::Null,
        Some(RouteTableResult::Unknown(obstacle)) => {
            let (outcome, code) = match obstacle {
                RouteObstacle::Service(trouble) => ("unknown", trouble.code()),
                RouteObstacle::NotAttached(_) => ("not-attached", None),
                RouteObstacle::NoTable(_) => ("no-table", None),
                RouteObstacle::Stopped => ("stopped", None),
            };
            json!({"id": null, "association": outcome, "propagation": outcome, "code": code})
        }
        Some(RouteTableResult::Table { table, association, propagation }) => json!({
            "id": table, "association": word(association), "propagation": word(propagation),
            "code": code(association).or(code(propagation)),
        }),
    }
}

fn word(outcome: &RouteOutcome) -> &'static str {
    match outcome {
        RouteOutcome::Done => "done",
        RouteOutcome::Already => "already",
        RouteOutcome::OtherTable(_) => "other-table",
        RouteOutcome::NotDone(why) => match **why {
            ChangeOutcome::Refused(_) => "refused",
            ChangeOutcome::Unknown(_) => "unknown",
            _ => "not-sent",
        },
    }
}

fn code(outcome: &RouteOutcome) -> Option<&str> {
    match outcome {
        RouteOutcome::NotDone(why) => match &**why {
            ChangeOutcome::Refused(error) => Some(&error.code),
            _ => None,
        },
        _ => None,
    }
}
