//! `tunnelsmith bind`, `unbind`, `modify` and `delete`: planned, agreed to, carried out once, told.

mod complete;
mod reporter;
mod routes;

pub(super) use routes::{routes_exit, routes_json};

use serde_json::{Value as Json, json};

use crate::drafts::Consent;
use crate::drafts::diff::{DiffValue, Difference};
use crate::drafts::journal::ChangeKind;
use crate::flow::{self, BindOrder, PlanError, Stop, WatchOrder, WatchUntil};
use crate::present;
use crate::text::printable;

use super::args::{BindArgs, Common, DeleteArgs, ModifyArgs, UnbindArgs};
use super::exit::{Exit, ExitResult};
use super::load::load_single;
use super::output::{Output, Tone};
use super::region_session::{RegionSession, run_stoppable};
use super::watch::{binding_patience, watch_until};
use reporter::ChangeReporter;

pub fn bind(common: &Common, args: &BindArgs, output: &Output) -> ExitResult {
    run_stoppable(output, async |stop| bind_one(common, args, output, stop).await)
}

pub fn unbind(common: &Common, args: &UnbindArgs, output: &Output) -> ExitResult {
    run_stoppable(output, async |stop| unbind_one(common, args, output, stop).await)
}

pub fn modify(common: &Common, args: &ModifyArgs, output: &Output) -> ExitResult {
    run_stoppable(output, async |stop| modify_one(common, args, output, stop).await)
}

pub fn delete(common: &Common, args: &DeleteArgs, output: &Output) -> ExitResult {
    run_stoppable(output, async |stop| delete_one(common, args, output, stop).await)
}

async fn bind_one(common: &Common, args: &BindArgs, output: &Output, stop: Stop) -> ExitResult {
    let target = RegionSession::open(common, Some(&args.id), output).await?;
    let order = BindOrder {
        region: target.region.clone(),
        connection: args.id.clone(),
        router: args.router.clone(),
        zone: args.zone.clone(),
        name: args.name.clone(),
        publishes_routes: !args.no_publish_routes,
        uses_route_table: !args.no_route_table,
    };
    let (reporter, setting) =
        ChangeReporter::begin(&target, common, ChangeKind::Bind, &args.id, output).await?;
    let exit = match flow::plan_bind(target.session.flow(), &order).await {
        Ok(plan) => {
            let router = plan.router.router.id.clone();
            for hint in present::bind_hints(&output.texts, &plan) {
                output.note(&hint);
            }
            let name = plan.connection.name.clone();
            reporter
                .confirm(
                    args.yes,
                    &stop,
                    "change-bind-ask",
                    name.as_deref(),
                    &[("router", &router)],
                )
                .await?;
            let mut step = |step| reporter.step(&step);
            reporter.report(&flow::bind(&setting, plan, stop.clone(), &mut step).await)
        }
        Err(PlanError::AlreadyApplied(done)) if order.uses_route_table => {
            reporter.complete_binding(&setting, &done, args.yes, stop.clone()).await?
        }
        Err(error) => reporter.report_plan_error(&setting, error).await,
    };
    if exit != Exit::Done {
        return Ok(exit);
    }
    if !args.wait {
        output.note(&output.texts.format("bind-next", &[("id", args.id.clone().into())]));
        return Ok(exit);
    }
    let order = WatchOrder {
        region: target.region.clone(),
        ids: vec![args.id.clone()],
        until: WatchUntil::Bound,
        patience: Some(binding_patience(None::<u64>)),
    };
    watch_until(target.session.flow(), &order, output, stop).await
}

async fn unbind_one(common: &Common, args: &UnbindArgs, output: &Output, stop: Stop) -> ExitResult {
    let target = RegionSession::open(common, Some(&args.id), output).await?;
    let (reporter, setting) =
        ChangeReporter::begin(&target, common, ChangeKind::Unbind, &args.id, output).await?;
    match flow::plan_unbind(target.session.flow(), &target.region, &args.id).await {
        Ok(plan) => {
            let router = plan.router().unwrap_or("-").to_owned();
            let name = plan.connection.name.clone();
            reporter
                .confirm(
                    args.yes,
                    &stop,
                    "change-unbind-ask",
                    name.as_deref(),
                    &[("router", &router)],
                )
                .await?;
            let mut step = |step| reporter.step(&step);
            Ok(reporter.report(&flow::unbind(&setting, plan, stop, &mut step).await))
        }
        Err(error) => Ok(reporter.report_plan_error(&setting, error).await),
    }
}

async fn modify_one(common: &Common, args: &ModifyArgs, output: &Output, stop: Stop) -> ExitResult {
    let target = RegionSession::open(common, Some(&args.id), output).await?;
    let in_region = Common { region: Some(target.region.clone()), ..common.clone() };
    let one = load_single(&in_region, &args.draft, &[], output)?;
    let consent = if args.yes { Consent::all_commands() } else { Consent::default() };
    let mut draft = one.draft;
    for reference in one.keys.unopened(&draft.clone()) {
        let key = one.keys.open(reference, &consent, output).map_err(|error| {
            output.print_error_about(&one.file, &error.to_string());
            Exit::Invalid
        })?;
        draft.set_key(reference.0, key, crate::connection::KeyStorage::Elsewhere);
    }
    let (reporter, setting) =
        ChangeReporter::begin(&target, common, ChangeKind::Modify, &args.id, output).await?;
    let session = target.session.flow();
    let plan = match flow::plan_modify(session, &target.region, &args.id, &draft).await {
        Ok(plan) => plan,
        Err(error) => return Ok(reporter.report_plan_error(&setting, error).await),
    };
    if !output.is_json() {
        plan.differences.iter().for_each(|difference| print_difference(output, difference));
    }
    if plan.interrupts {
        output.note(&output.texts.say("change-modify-interrupts"));
    }
    if args.dry_run {
        if output.is_json() {
            let differences: Vec<Json> = plan.differences.iter().map(difference_json).collect();
            output.json(&json!({
                "outcome": "dry-run", "id": args.id, "differences": differences,
                "interrupts": plan.interrupts, "sandbox": plan.connection.sandbox,
            }));
        } else {
            for (name, value) in plan.params() {
                output.line(&format!("  {name}={}", printable(value)));
            }
            output.note(&output.texts.say("change-dry-run"));
        }
        return Ok(Exit::Done);
    }
    let name = plan.connection.name.clone();
    reporter.confirm(args.yes, &stop, "change-modify-ask", name.as_deref(), &[]).await?;
    let mut step = |step| reporter.step(&step);
    Ok(reporter.report(&flow::modify(&setting, plan, stop, &mut step).await))
}

async fn delete_one(common: &Common, args: &DeleteArgs, output: &Output, stop: Stop) -> ExitResult {
    let target = RegionSession::open(common, Some(&args.id), output).await?;
    let (reporter, setting) =
        ChangeReporter::begin(&target, common, ChangeKind::Delete, &args.id, output).await?;
    match flow::plan_delete(target.session.flow(), &target.region, &args.id).await {
        Ok(plan) => {
            let name = plan.connection.name.clone().unwrap_or_else(|| args.id.clone());
            if !args.yes {
                let answer = reporter.ask(&stop, "change-delete-ask", &name, &[]).await?;
                if answer.trim() != name {
                    output.print_error(&output.texts.say("change-delete-other-name"));
                    return Ok(Exit::Usage);
                }
            }
            let mut step = |step| reporter.step(&step);
            Ok(reporter.report(&flow::delete(&setting, plan, stop, &mut step).await))
        }
        Err(error) => Ok(reporter.report_plan_error(&setting, error).await),
    }
}

fn shown(cell: &DiffValue) -> String {
    match cell {
        DiffValue::Absent => "-".to_owned(),
        DiffValue::Text(text) => printable(text).into_owned(),
        DiffValue::Key | DiffValue::Reference(_) => crate::connection::MASK.to_owned(),
    }
}

fn print_difference(output: &Output, difference: &Difference) {
    output.line(&output.paint(Tone::Bold, &printable(&difference.name)));
    output.line(&output.paint(Tone::Bad, &format!("  - {}", shown(&difference.right))));
    output.line(&output.paint(Tone::Good, &format!("  + {}", shown(&difference.left))));
}

fn difference_json(difference: &Difference) -> Json {
    json!({
        "field": difference.name, "from": shown(&difference.right), "to": shown(&difference.left),
    })
}
