//! What comes after a connection was created: it is bound, watched, diagnosed, changed and deleted; and the
//! list of those that exist.

use crate::connection::Arg;
use crate::drafts::DraftName;
use crate::drafts::journal::ChangeKind;
use crate::flow::{
    BindOrder, ChangeOrder, ChangeOrderError, ChangeOutcome, ChangePlan, ChangeReport,
    ConnectionRef, ConnectionStatus, ConnectionVerdict, RouterChoice, ServiceFailure,
    ServiceProduct, WatchEnd, WatchOutcome,
};
use crate::present::{self, FrontEnd};
use crate::text::printable;

use super::effect::{PlainEffect, ProgressEffect};
use super::menu::{Menu, MenuRow, MenuSelection};
use super::model::{ConnectionChoice, PlainModel, PromptState};
use super::question::Question;

/// Differences that are read before a change is agreed to.
const EVERY_DIFFERENCE: usize = usize::MAX;

impl PlainModel {
    /// The draft at hand has created this connection.
    pub(super) fn set_created(&mut self, id: &str) {
        let name = self.document.as_ref().and_then(|document| document.name.clone());
        if let Some(name) = name {
            self.created.push((format!("@{name}"), id.to_owned()));
        }
        self.connection = Some(ConnectionRef { region: self.draft_region(), id: id.to_owned() });
    }

    /// Whether the draft at hand is that of the connection at hand.
    pub(super) fn is_draft_of_connection(&self) -> bool {
        let Some(at) = &self.connection else { return false };
        let name = self.document.as_ref().and_then(|document| document.name.as_ref());
        let file = name.map(|name| format!("@{name}"));
        file.is_some_and(|file| self.created.contains(&(file, at.id.clone())))
    }

    /// Does what was chosen for the connection at hand.
    pub(super) fn connection_chosen(&mut self, choice: ConnectionChoice) {
        let Some(at) = self.connection.clone() else {
            return self.push_effect(PlainEffect::LoadHome);
        };
        self.awaited = PromptState::Nothing;
        match choice {
            ConnectionChoice::Bind => self.push_effect(PlainEffect::LoadRouters(at.region)),
            ConnectionChoice::Watch => self.watch(),
            ConnectionChoice::Diagnose => self.diagnose(),
            ConnectionChoice::Repair(repair) => self.repair_and_send(&repair),
            ConnectionChoice::Field(path) => self.ask(Question::Field(path)),
            ConnectionChoice::Send => self.send_change(),
            ConnectionChoice::Unbind => {
                self.push_effect(PlainEffect::PlanChange(Box::new(ChangeOrder::Unbind(at))));
            }
            ConnectionChoice::Delete => {
                self.push_effect(PlainEffect::PlanChange(Box::new(ChangeOrder::Delete(at))));
            }
            ConnectionChoice::Draft(name) => self.push_effect(PlainEffect::Open(name)),
            ConnectionChoice::List => self.list_connections(at.region),
            ConnectionChoice::Review => self.review(),
            ConnectionChoice::DeviceFile => {
                self.wants_device_file = true;
                self.push_effect(PlainEffect::LookAt(at));
            }
            ConnectionChoice::Leave => self.leave(),
        }
    }

    pub(super) fn list_connections(&mut self, region: String) {
        self.awaited = PromptState::Nothing;
        self.push_effect(PlainEffect::ListConnections(region));
    }

    /// The connections of a region: one of them is chosen.
    pub(super) fn connections_listed(
        &mut self,
        region: &str,
        listed: Result<Vec<ConnectionStatus>, ServiceFailure>,
    ) {
        let rows = match listed {
            Ok(rows) => rows,
            Err(trouble) => {
                self.say(present::trouble(&self.texts, &trouble));
                return self.push_effect(PlainEffect::LoadHome);
            }
        };
        if rows.is_empty() {
            self.say_text("connections-none", &[("region", region.to_owned().into())]);
            return self.push_effect(PlainEffect::LoadHome);
        }
        let menu = rows.into_iter().map(|row| {
            let args = [
                ("name", row.name.clone().unwrap_or_else(|| "-".to_owned()).into()),
                ("id", row.id.clone().into()),
                ("verdict", present::verdict(&self.texts, row.verdict()).into()),
            ];
            let label = self.texts.format("plain-connection", &args);
            let (id, name) = (row.id.clone(), row.name.clone());
            MenuRow::valued(Box::new(row), &id, label).called([name])
        });
        let menu = Menu::new(menu.collect()).searchable();
        self.say("");
        self.say_text("plain-connections-which", &[]);
        self.show_menu(menu, PromptState::Connections);
    }

    pub(super) fn select_connection(&mut self, mut menu: Menu<Box<ConnectionStatus>>, line: &str) {
        match menu.select(line) {
            MenuSelection::Row(row) => {
                let at = ConnectionRef { region: row.region.clone(), id: row.id.clone() };
                self.connection = Some(at);
                self.say_status(&row);
                self.show_connection_menu(row.verdict(), Vec::new());
            }
            _ if matches!(line.trim(), "<" | ".") => self.push_effect(PlainEffect::LoadHome),
            picked => {
                if !matches!(picked, MenuSelection::Read) {
                    self.say_text("plain-not-a-choice", &[]);
                }
                self.show_menu(menu, PromptState::Connections);
            }
        }
    }

    fn say_status(&mut self, row: &ConnectionStatus) {
        let verdict = present::verdict(&self.texts, row.verdict());
        let name = row.name.clone().unwrap_or_else(|| "-".to_owned());
        let args =
            [("name", name.into()), ("id", row.id.clone().into()), ("verdict", verdict.into())];
        self.say_text("plain-connection", &args);
        for tunnel in &row.tunnels {
            let none = || self.texts.say("connections-no-address");
            let bgp = tunnel.bgp.as_ref().map(|bgp| format!(", BGP {bgp}")).unwrap_or_default();
            let args: [(&str, Arg); 5] = [
                ("number", u64::from(tunnel.number).into()),
                ("status", tunnel.status.clone().unwrap_or_default().into()),
                ("bgp", bgp.into()),
                ("here", tunnel.address.clone().unwrap_or_else(none).into()),
                ("there", tunnel.peer_address.clone().unwrap_or_else(none).into()),
            ];
            self.say_text("connections-tunnel", &args);
        }
    }

    /// Reads what can be done with the connection; what comes first is chosen by Enter.
    pub(super) fn show_connection_menu(
        &mut self,
        verdict: ConnectionVerdict,
        first: Vec<(ConnectionChoice, String)>,
    ) {
        let mut rows = first;
        let mut put = |choice: ConnectionChoice, id: &str| rows.push((choice, self.texts.say(id)));
        let is_bound = !matches!(verdict, ConnectionVerdict::NotBound | ConnectionVerdict::Gone);
        if verdict == ConnectionVerdict::NotBound {
            put(ConnectionChoice::Bind, "plain-bind");
        }
        if is_bound {
            put(ConnectionChoice::Watch, "plain-watch");
            put(ConnectionChoice::Diagnose, "plain-diagnose");
        }
        match (self.is_draft_of_connection(), self.draft_of_connection()) {
            (true, _) => {
                if is_bound {
                    put(ConnectionChoice::DeviceFile, "plain-device-file-bound");
                }
                put(ConnectionChoice::Send, "plain-send-change");
                put(ConnectionChoice::Review, "plain-back-to-review");
            }
            (false, Some(name)) => put(ConnectionChoice::Draft(name), "plain-open-draft"),
            (false, None) => {}
        }
        if is_bound {
            put(ConnectionChoice::Unbind, "plain-unbind");
        }
        if verdict == ConnectionVerdict::NotBound {
            put(ConnectionChoice::Delete, "plain-delete");
        }
        put(ConnectionChoice::List, "plain-list");
        if !matches!(rows.first(), Some((ConnectionChoice::Leave, _))) {
            rows.push((ConnectionChoice::Leave, self.texts.say("plain-leave-connection")));
        }
        let rows = rows.into_iter().map(|(choice, label)| MenuRow::new(choice, label)).collect();
        let menu = Menu::new(rows).with_default(0);
        self.show_menu(menu, PromptState::Connection);
    }

    /// The kept draft that has created the connection at hand.
    pub(super) fn draft_of_connection(&self) -> Option<DraftName> {
        let at = self.connection.as_ref()?;
        let (file, _) = self.created.iter().find(|(_, id)| *id == at.id)?;
        let name = DraftName::exactly(file.strip_prefix('@')?)?;
        self.drafts.contains(&name.to_string()).then_some(name)
    }

    /// The transit routers of the region, each with why it cannot be used.
    pub(super) fn routers_listed(&mut self, listed: Result<Vec<RouterChoice>, ServiceFailure>) {
        let Some(at) = self.connection.clone() else { return };
        let choices = match listed {
            Ok(choices) if choices.is_empty() => {
                self.say_text("routers-none-wizard", &[("region", at.region.into())]);
                return self.show_connection_menu(ConnectionVerdict::NotBound, Vec::new());
            }
            Ok(choices) => choices,
            Err(trouble) => {
                let cen = ServiceProduct::Cen;
                self.say_lines(present::product_trouble(&self.texts, cen, &trouble));
                return self.show_connection_menu(ConnectionVerdict::NotBound, Vec::new());
            }
        };
        let usable = choices.iter().position(RouterChoice::is_usable);
        let rows = choices.into_iter().map(|choice| {
            let why = choice.obstacle.as_ref();
            let why = why.map(|why| present::router_obstacle(&self.texts, why));
            let message = if why.is_some() { "plain-router-unusable" } else { "plain-router" };
            let id = choice.router.id.clone();
            let args = [
                ("router", printable(&id).into_owned().into()),
                ("name", choice.router.name.clone().unwrap_or_else(|| "-".to_owned()).into()),
                ("why", why.unwrap_or_default().into()),
            ];
            let label = self.texts.format(message, &args);
            let name = choice.router.name.clone();
            MenuRow::valued(Box::new(choice), &id, label).called([name])
        });
        let menu = Menu::new(rows.collect());
        let menu = match usable {
            Some(first) => menu.with_default(first),
            None => menu,
        };
        self.say("");
        self.say_text("plain-routers", &[]);
        self.show_menu(menu, PromptState::Routers);
    }

    pub(super) fn select_router(&mut self, mut menu: Menu<Box<RouterChoice>>, line: &str) {
        let Some(at) = self.connection.clone() else { return };
        match menu.select(line) {
            MenuSelection::Row(choice) => {
                if let Some(obstacle) = &choice.obstacle {
                    self.say(present::router_obstacle(&self.texts, obstacle));
                    self.awaited = PromptState::Routers(menu);
                    return;
                }
                let order = BindOrder::to_router(&at.region, &at.id, &choice.router.id);
                self.push_effect(PlainEffect::PlanChange(Box::new(ChangeOrder::Bind(order))));
            }
            _ if matches!(line.trim(), "<" | ".") => {
                self.show_connection_menu(ConnectionVerdict::NotBound, Vec::new());
            }
            _ => {
                self.say_text("plain-not-a-choice", &[]);
                self.awaited = PromptState::Routers(menu);
            }
        }
    }

    /// A change can be made, or not: it is read before it is agreed to.
    pub(super) fn change_planned(&mut self, planned: Result<ChangePlan, ChangeOrderError>) {
        let Some(at) = self.connection.clone() else { return };
        let plan = match planned {
            Ok(plan) => plan,
            Err(error) => {
                let front = FrontEnd::Wizard;
                self.say_lines(present::unplanned(&self.texts, front, &at, &error));
                return self.push_effect(PlainEffect::LookAt(at));
            }
        };
        let name = plan.connection().name.clone().unwrap_or_else(|| at.id.clone());
        if matches!(plan, ChangePlan::Delete(_)) {
            let args = [("name", name.clone().into()), ("id", at.id.into())];
            self.say_text("plain-delete-name", &args);
            self.awaited = PromptState::DeleteName(Box::new(plan), name);
            return;
        }
        let (title, about) =
            present::change_question(&self.texts, &name, &at.region, &plan, EVERY_DIFFERENCE);
        self.say("");
        self.say(title);
        self.say_lines(about);
        self.say_text("plain-consent", &[]);
        self.awaited = PromptState::Change(Box::new(plan));
    }

    /// The answer to the question before a change: nothing but a yes, or the name, sends anything.
    pub(super) fn confirm_change(&mut self, plan: Box<ChangePlan>, agrees: bool) {
        let Some(at) = self.connection.clone() else { return };
        if agrees {
            return self.push_effect(PlainEffect::WithProgress(ProgressEffect::MakeChange(
                at.region, plan,
            )));
        }
        self.say_text("change-declined-wizard", &[]);
        self.push_effect(PlainEffect::LookAt(at));
    }

    /// What became of a change, and what comes next.
    pub(super) fn change_made(
        &mut self,
        kind: ChangeKind,
        result: Result<ChangeReport, Vec<String>>,
    ) {
        let Some(at) = self.connection.clone() else { return };
        match &result {
            Ok(report) => {
                let words = present::changed(&self.texts, FrontEnd::Wizard, &at.id, kind, report);
                self.say_lines(words.lines);
            }
            Err(lines) => {
                self.say_lines(lines.iter().map(|line| printable(line).into_owned()));
                self.say_text("change-not-sent", &[]);
            }
        }
        let is_done = matches!(result, Ok(ChangeReport { outcome: ChangeOutcome::Done(_), .. }));
        match (kind, is_done) {
            (ChangeKind::Bind | ChangeKind::Associate | ChangeKind::Modify, true) => self.watch(),
            (ChangeKind::Delete, true) => {
                self.show_connection_menu(ConnectionVerdict::Gone, Vec::new());
            }
            _ => self.push_effect(PlainEffect::LookAt(at)),
        }
    }

    /// The connection was looked at once.
    pub(super) fn looked_at(&mut self, looked: Result<ConnectionStatus, ServiceFailure>) {
        let wants_file = std::mem::take(&mut self.wants_device_file);
        match looked {
            Ok(status) if wants_file => self.ask_bound_device_file(&status),
            Ok(status) => {
                self.say_status(&status);
                self.show_connection_menu(status.verdict(), Vec::new());
            }
            Err(trouble) => {
                let is_gone = trouble.is_missing_connection();
                self.say(present::trouble(&self.texts, &trouble));
                let verdict = match is_gone {
                    true => ConnectionVerdict::Gone,
                    false => ConnectionVerdict::Unknown,
                };
                self.show_connection_menu(verdict, Vec::new());
            }
        }
    }

    fn watch(&mut self) {
        let Some(at) = self.connection.clone() else { return };
        self.say_text("plain-watching", &[("id", at.id.clone().into())]);
        self.push_effect(PlainEffect::WithProgress(ProgressEffect::Watch(at)));
    }

    /// A watch has ended: it is up, it stands still, or it cannot go on.
    pub(super) fn watched(&mut self, ended: Result<Option<WatchEnd>, ServiceFailure>) {
        let end = match ended {
            Ok(Some(end)) => end,
            Ok(None) => return self.diagnose(),
            Err(trouble) => {
                self.say(present::trouble(&self.texts, &trouble));
                return self.show_connection_menu(ConnectionVerdict::Unknown, Vec::new());
            }
        };
        let reason = present::reason(&self.texts, &end.reason);
        match end.outcome {
            WatchOutcome::Up => {
                let verdict = present::verdict(&self.texts, end.verdict);
                self.say_text(
                    "watch-end-up",
                    &[("id", end.id.into()), ("verdict", verdict.into())],
                );
                self.say(reason);
                let leave = self.texts.say("plain-leave-connection");
                self.show_connection_menu(end.verdict, vec![(ConnectionChoice::Leave, leave)]);
            }
            _ if end.verdict == ConnectionVerdict::Gone => {
                self.say(reason);
                self.show_connection_menu(ConnectionVerdict::Gone, Vec::new());
            }
            _ => self.diagnose(),
        }
    }
}
