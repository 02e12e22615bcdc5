//! What follows a creation in a run that binds: the binding to a transit router, and the wait until
//! everything is up. Each step looks first at what there is, so that a run that was stopped goes on where
//! it stopped.

use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::connection::ListStyle;
use crate::drafts::Journal;
use crate::drafts::journal::ChangeKind;
use crate::flow::{
    self, BindOrder, ChangeContext, ChangeOutcome, ChangeReport, PlanError, RouteTableResult,
    ServiceFailure, ServiceFailureKind, Session, Stop, WatchOrder, WatchUntil,
};
use crate::present::{self, FrontEnd};
use crate::text::Texts;

use super::super::change::{routes_exit, routes_json};
use super::super::exit::Exit;
use super::super::output::merged;
use super::super::watch::{binding_patience, watch_exit};

/// How often a connection is looked for that was created a moment ago.
const MOST_LOOKS: u32 = 5;

/// What is to follow the creations of a run.
#[derive(Clone, Copy)]
pub(super) struct FollowUpOptions<'a> {
    /// The router of all drafts that name none.
    pub(super) router: Option<&'a str>,
    /// Whether it is waited for that each is up.
    pub(super) waits: bool,
    /// For so many seconds; none for as long as a binding may take.
    pub(super) patience: Option<u16>,
}

/// What came of the steps after a creation.
pub(super) struct FollowUpResult {
    /// A step each, as the report has it.
    pub(super) steps: Vec<Json>,
    /// The same for a person.
    pub(super) lines: Vec<String>,
    /// The status of what did not go well.
    pub(super) exit: Exit,
}

/// The connection that was created.
pub(super) struct FollowedConnection<'a> {
    pub(super) id: &'a str,
    pub(super) region: &'a str,
    pub(super) router: &'a str,
}

/// Binds what was created, and waits if that is wanted.
pub(super) async fn follow(
    session: &Session,
    journal: Option<&Journal>,
    made: &FollowedConnection<'_>,
    wanted: FollowUpOptions<'_>,
    stop: Stop,
    texts: &Texts,
) -> FollowUpResult {
    let mut followed = FollowUpResult { steps: Vec::new(), lines: Vec::new(), exit: Exit::Done };
    let setting = match ChangeContext::new(session, made.region, journal.cloned()).await {
        Ok(setting) => setting,
        Err(trouble) => {
            followed.failed("bind", "not-sent", &trouble.text, exit_of(&trouble));
            return followed;
        }
    };
    if !followed.bind(&setting, made, stop.clone(), texts).await || !wanted.waits {
        return followed;
    }
    followed.wait(session, made, wanted, stop, texts).await;
    followed
}

impl FollowUpResult {
    fn failed(&mut self, step: &str, outcome: &str, why: &str, exit: Exit) {
        self.steps.push(json!({"step": step, "outcome": outcome, "message": why}));
        self.lines.push(format!("{step}: {outcome}. {why}"));
        self.exit = self.exit.max(exit);
    }

    /// Whether it is bound or about to be.
    async fn bind(
        &mut self,
        setting: &ChangeContext,
        made: &FollowedConnection<'_>,
        stop: Stop,
        texts: &Texts,
    ) -> bool {
        let order = BindOrder::to_router(made.region, made.id, made.router);
        let plan = match planned(&setting.session, &order).await {
            Ok(plan) => plan,
            Err(PlanError::AlreadyApplied(done)) => {
                // What stays open is settled by the next run.
                let _ = flow::settle_applied(setting, ChangeKind::Bind, made.id).await;
                let router = done.router.unwrap_or_else(|| made.router.to_owned());
                self.steps.push(json!({"step": "bind", "outcome": "already", "router": router}));
                self.lines.push(format!("bind: {router}"));
                // What its route table lacks, an earlier run has left to this one.
                let routes =
                    flow::set_up_routes(setting, made.region, made.id, stop, &mut |_| {}).await;
                self.route_table(made, &routes, texts);
                return true;
            }
            Err(PlanError::Blocked(why)) => {
                let front = FrontEnd::CommandLine;
                let why = present::obstacle(texts, front, made.id, made.region, &why);
                self.failed("bind", "blocked", &why, Exit::Invalid);
                return false;
            }
            Err(PlanError::Trouble(_, trouble)) => {
                self.failed("bind", "not-sent", &trouble.text, exit_of(&trouble));
                return false;
            }
            Err(PlanError::Unfit(_)) => return false,
        };
        let report = flow::bind(setting, plan, stop, &mut |_| {}).await;
        self.report_bind(made, &report, texts)
    }

    /// Tells what became of a binding; whether it is bound or about to be.
    fn report_bind(
        &mut self,
        made: &FollowedConnection<'_>,
        report: &ChangeReport,
        texts: &Texts,
    ) -> bool {
        let (outcome, why, exit) = match &report.outcome {
            ChangeOutcome::Done(done) => {
                self.steps.push(json!({
                    "step": "bind", "outcome": "done", "router": made.router,
                    "attachment": done.attachment, "client_token": report.client_token,
                    "looked_up": done.looked_up,
                }));
                self.lines.push(format!("bind: {}", made.router));
                if let Some(routes) = &report.routes {
                    self.route_table(made, routes, texts);
                }
                return true;
            }
            ChangeOutcome::Refused(error) => ("refused", error.code.clone(), Exit::Refused),
            ChangeOutcome::NotSent(error) => ("not-sent", error.to_string(), Exit::Failed),
            ChangeOutcome::NotRecorded(error) => ("not-sent", error.to_string(), Exit::Failed),
            ChangeOutcome::Interrupted => ("not-sent", String::new(), Exit::Interrupted),
            ChangeOutcome::Unknown(_) => ("unknown", texts.say("change-unknown"), Exit::Unknown),
            ChangeOutcome::Trouble(_, trouble) => {
                ("not-sent", trouble.text.clone(), exit_of(trouble))
            }
        };
        self.failed("bind", outcome, &why, exit);
        false
    }

    fn route_table(
        &mut self,
        made: &FollowedConnection<'_>,
        routes: &RouteTableResult,
        texts: &Texts,
    ) {
        let told = present::routes(texts, FrontEnd::CommandLine, made.id, routes).lines;
        let told = texts.join(ListStyle::Sentences, told);
        let step = json!({"step": "route-table", "message": told});
        self.steps.push(merged(step, routes_json(Some(routes))));
        self.lines.push(format!("route table: {told}"));
        self.exit = self.exit.max(routes_exit(routes));
    }

    async fn wait(
        &mut self,
        session: &Session,
        made: &FollowedConnection<'_>,
        wanted: FollowUpOptions<'_>,
        stop: Stop,
        texts: &Texts,
    ) {
        let order = WatchOrder {
            region: made.region.to_owned(),
            ids: vec![made.id.to_owned()],
            until: WatchUntil::Up,
            patience: Some(binding_patience(wanted.patience)),
        };
        let ends = match flow::watch(session, &order, stop, &mut |_| {}).await {
            Ok(ends) => ends,
            Err(trouble) => {
                self.failed("wait", "failed", &trouble.text, exit_of(&trouble));
                return;
            }
        };
        for end in ends {
            let reason = present::reason(texts, &end.reason);
            self.lines.push(format!("wait: {}. {reason}", end.outcome.name()));
            self.steps.push(json!({
                "step": "wait", "outcome": end.outcome.name(), "verdict": end.verdict.name(),
                "reason": reason,
            }));
            self.exit = self.exit.max(watch_exit(end.outcome));
        }
    }
}

/// The plan, once the connection is found: what was created a moment ago need not be yet.
async fn planned(session: &Session, order: &BindOrder) -> Result<flow::BindPlan, PlanError> {
    let mut looks = 1;
    loop {
        match flow::plan_bind(session, order).await {
            Err(PlanError::Trouble(_, trouble)) if looks < MOST_LOOKS && is_not_found(&trouble) => {
                looks += 1;
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
            planned => return planned,
        }
    }
}

/// Whether something of the binding is not found, the connection or its router.
fn is_not_found(trouble: &ServiceFailure) -> bool {
    trouble.code().is_some_and(|code| code.ends_with(".NotFound"))
}

fn exit_of(trouble: &ServiceFailure) -> Exit {
    match trouble.kind {
        ServiceFailureKind::Refused(_) => Exit::Refused,
        _ => Exit::Failed,
    }
}
