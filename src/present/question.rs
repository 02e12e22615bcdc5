//! The question before a change of a connection, and why one is not asked.

use crate::flow::{ChangeOrderError, ChangePlan, ConnectionRef, PlanError};
use crate::text::Texts;

use super::FrontEnd;
use super::changes::modification;
use super::connections::{bind_hints, obstacle};
use super::trouble::product_trouble;

/// What is asked before a change is sent: the question, and what to know about it. What a modification would
/// change is part of it, unless that is more than `most` fields.
pub fn change_question(
    texts: &Texts,
    name: &str,
    region: &str,
    plan: &ChangePlan,
    most: usize,
) -> (String, Vec<String>) {
    let mut args = vec![("name", name.to_owned().into()), ("region", region.to_owned().into())];
    let mut about = Vec::new();
    match plan {
        ChangePlan::Bind(plan) => {
            args.push(("router", plan.router.router.id.clone().into()));
            if let Some(zone) = plan.zone() {
                about.push(texts.format("ask-bind-zone", &[("zone", zone.to_owned().into())]));
            }
            about.extend(bind_hints(texts, plan));
        }
        ChangePlan::Routes(plan) => {
            args.push(("router", plan.router.clone().into()));
            args.push(("table", plan.table.clone().into()));
        }
        ChangePlan::Unbind(plan) => {
            args.push(("router", plan.router().unwrap_or("-").to_owned().into()));
        }
        ChangePlan::Modify(plan) => {
            if plan.differences.len() <= most {
                let lines = plan.differences.iter();
                about.extend(lines.map(|one| modification(texts, one)));
            }
            if plan.interrupts {
                about.push(texts.say("change-modify-interrupts"));
            }
        }
        ChangePlan::Delete(_) => {}
    }
    let id = format!("ask-{}", plan.kind().name());
    let what = format!("{id}.about");
    if texts.has(&what) {
        about.push(texts.format(&what, &args));
    }
    if plan.connection().sandbox {
        about.push(texts.say("ask-change-sandbox"));
    }
    (texts.format(&id, &args), about)
}

/// Why a change is not planned, a paragraph each.
pub fn unplanned(
    texts: &Texts,
    front: FrontEnd,
    at: &ConnectionRef,
    error: &ChangeOrderError,
) -> Vec<String> {
    match error {
        ChangeOrderError::Draft(lines) => lines.clone(),
        ChangeOrderError::Change(PlanError::Trouble(product, trouble)) => {
            product_trouble(texts, *product, trouble)
        }
        ChangeOrderError::Change(PlanError::Unfit(errors)) => {
            let lines =
                errors.iter().map(|error| format!("{} {}", error.rule.id(), texts.finding(error)));
            let head = texts.format("replay-invalid", &[("count", errors.len().into())]);
            vec![std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")]
        }
        ChangeOrderError::Change(PlanError::Blocked(why)) => {
            vec![obstacle(texts, front, &at.id, &at.region, why)]
        }
        // It is no error, and told where it is known what was to be changed.
        ChangeOrderError::Change(PlanError::AlreadyApplied(_)) => {
            vec![texts.say("change-already-so")]
        }
    }
}
