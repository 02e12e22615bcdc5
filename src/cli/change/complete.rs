//! `tunnelsmith bind` for a connection that is bound already: its router's route table is looked at, and set up
//! if it is not.

use serde_json::json;

use crate::drafts::journal::ChangeKind;
use crate::flow::{self, ChangeContext, ChangeDone, RouteObstacle, RouteTableResult, Stop};
use crate::present::{self, FrontEnd};

use super::super::exit::{Exit, ExitResult};
use super::reporter::ChangeReporter;
use super::routes::{routes_exit, routes_json};

impl ChangeReporter<'_> {
    /// Says that it is bound already, and completes its route table if somebody agrees.
    pub(super) async fn complete_binding(
        &self,
        setting: &ChangeContext,
        done: &ChangeDone,
        yes: bool,
        stop: Stop,
    ) -> ExitResult {
        let output = self.output;
        if let Err(error) = flow::settle_applied(setting, ChangeKind::Bind, self.id).await {
            // It stays open, and the next run settles it.
            output.note(&error.to_string());
        }
        self.say_already(done);
        let routes = self.completed(setting, yes, stop).await;
        let routes = routes.inspect_err(|_| self.already(done, None))?;
        let words = present::routes(&output.texts, FrontEnd::CommandLine, self.id, &routes);
        words.lines.iter().for_each(|line| output.note(line));
        self.already(done, Some(&routes));
        Ok(routes_exit(&routes))
    }

    fn already(&self, done: &ChangeDone, routes: Option<&RouteTableResult>) {
        self.json("already", done, json!({ "route_table": routes_json(routes) }));
    }

    async fn completed(
        &self,
        setting: &ChangeContext,
        yes: bool,
        stop: Stop,
    ) -> Result<RouteTableResult, Exit> {
        let mut step = |step| self.step(&step);
        let connection = match flow::connection_status(&setting.session, self.region, self.id).await
        {
            Ok(connection) => connection,
            Err(trouble) => return Ok(RouteTableResult::Unknown(RouteObstacle::Service(trouble))),
        };
        let name = connection.name.clone();
        let plan = flow::plan_routes(&setting.session, connection, stop.clone(), &mut step).await;
        let plan = match plan {
            Ok(plan) => plan,
            Err(obstacle) => return Ok(RouteTableResult::Unknown(obstacle)),
        };
        if !plan.is_complete() {
            let more = [("router", plan.router.as_str()), ("table", &plan.table)];
            self.confirm(yes, &stop, "change-associate-ask", name.as_deref(), &more).await?;
        }
        Ok(flow::apply_routes(setting, &plan, stop, &mut step).await)
    }
}
