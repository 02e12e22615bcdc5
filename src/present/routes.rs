//! What the route tables of a router do for a connection that is bound to it, in words.

use crate::connection::ListStyle;
use crate::flow::{
    ChangeOutcome, RouteObstacle, RouteOutcome, RouteTableResult, ServiceFailure,
    ServiceFailureKind, ServiceProduct,
};
use crate::text::{Texts, printable};

use super::trouble::product_trouble;
use super::{ChangeText, FrontEnd, OutcomeStatus};

/// Puts what the route tables do for the connection `id` into words: a line where all is well, and else what
/// is missing, why, and how to complete it.
pub fn routes(texts: &Texts, front: FrontEnd, id: &str, routes: &RouteTableResult) -> ChangeText {
    let mut lines = match routes {
        RouteTableResult::Unknown(obstacle) => unknown(texts, obstacle),
        RouteTableResult::Table { table, association, propagation } => {
            let about = [("table", table.clone().into())];
            if let RouteOutcome::OtherTable(other) = association {
                let args = [("table", table.clone().into()), ("other", other.clone().into())];
                let lines = vec![texts.format("routes-other-table", &args)];
                return ChangeText { status: OutcomeStatus::Success, lines };
            }
            let mut lines = Vec::new();
            for (outcome, missing) in [
                (association, "routes-association-missing"),
                (propagation, "routes-propagation-missing"),
            ] {
                if let RouteOutcome::NotDone(why) = outcome {
                    let missing = texts.format(missing, &about);
                    lines.push(texts.sentences([&*missing, &*because(texts, why)]));
                }
            }
            if lines.is_empty() {
                let lines = vec![texts.format("routes-done", &about)];
                return ChangeText { status: OutcomeStatus::Success, lines };
            }
            lines
        }
    };
    let next = front.choose("routes-next-wizard", "routes-next");
    lines.push(texts.format(next, &[("id", id.to_owned().into())]));
    ChangeText { status: OutcomeStatus::Unknown, lines }
}

fn unknown(texts: &Texts, obstacle: &RouteObstacle) -> Vec<String> {
    match obstacle {
        RouteObstacle::Service(trouble) => {
            vec![texts.sentences([&*texts.say("routes-unknown"), &*of_cen(texts, trouble)])]
        }
        RouteObstacle::NotAttached(_) => vec![texts.say("routes-not-attached")],
        RouteObstacle::NoTable(router) => {
            let router = printable(router).into_owned();
            vec![texts.format("routes-no-table", &[("router", router.into())])]
        }
        RouteObstacle::Stopped => vec![texts.say("routes-stopped")],
    }
}

/// Why one part was not done.
fn because(texts: &Texts, outcome: &ChangeOutcome) -> String {
    match outcome {
        ChangeOutcome::Refused(error) => refused(texts, &error.code),
        ChangeOutcome::NotSent(error) => error.to_string(),
        ChangeOutcome::NotRecorded(error) => error.to_string(),
        ChangeOutcome::Interrupted => texts.say("change-interrupted"),
        ChangeOutcome::Unknown(error) => {
            error.as_ref().map(ToString::to_string).unwrap_or_default()
        }
        ChangeOutcome::Trouble(_, trouble) => of_cen(texts, trouble),
        ChangeOutcome::Done(_) => String::new(),
    }
}

fn of_cen(texts: &Texts, trouble: &ServiceFailure) -> String {
    match &trouble.kind {
        ServiceFailureKind::Refused(refusal) if is_permission(&refusal.code) => {
            refused(texts, &refusal.code)
        }
        _ => texts.join(ListStyle::Sentences, product_trouble(texts, ServiceProduct::Cen, trouble)),
    }
}

fn refused(texts: &Texts, code: &str) -> String {
    let code = printable(code).into_owned();
    match is_permission(&code) {
        true => texts.format("routes-permission", &[("code", code.into())]),
        false => code,
    }
}

fn is_permission(code: &str) -> bool {
    ["Unauthorized", "Forbidden", "Forbbiden", "NoPermission"]
        .iter()
        .any(|start| code.starts_with(start))
}
