//! The service in the wizard's stories about connections: the recorded answers of [`World`], asked through the
//! very flow that the program asks through. Of a watch it gives one look at a time, when the story says so.

use futures_util::StreamExt as _;
use jiff::Timestamp;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tunnelsmith::cloud::credentials::Credentials;
use tunnelsmith::cloud::{Endpoint, RetryPolicy};
use tunnelsmith::drafts::DraftFile;
use tunnelsmith::flow::{
    self, AccessKeySource, ConnectionRef, Endpoints, ServiceFailureKind, Session, SessionOptions,
    SubmissionContext, Workspace,
};
use tunnelsmith::rpc::Algorithm;
use tunnelsmith::tui::{Effect, Msg, Ticket, WatchUpdate};

use super::super::connections::world::{ID, REGION, World};

pub struct Service {
    pub world: World,
    runtime: Runtime,
    setting: SubmissionContext,
    /// What time it is there.
    pub clock: Timestamp,
    /// The watch under way.
    watched: Option<(Ticket, ConnectionRef)>,
}

impl Service {
    pub fn new(world: World, workspace: &Workspace, clock: Timestamp) -> Self {
        let endpoints = Endpoints::everywhere(Endpoint::parse(&world.endpoint()).unwrap());
        let credentials = Credentials {
            id: "LTAI5tExample".to_owned(),
            secret: "secret".into(),
            token: None,
            expires: None,
        };
        let session = Session::new(SessionOptions {
            endpoints,
            algorithm: Algorithm::default(),
            policy: RetryPolicy::ONCE,
            access: AccessKeySource::Given { credentials, sandbox: false },
        });
        let workspace = Ok(workspace.clone());
        let setting = SubmissionContext { session, workspace, scratch_journal: None };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { world, runtime, setting, clock, watched: None }
    }

    /// The connection as a draft.
    pub fn draft(&self) -> DraftFile {
        self.runtime.block_on(flow::draft_of(&self.setting.session, REGION, ID)).unwrap()
    }

    /// What comes of an effect that the service is asked for; none if it is not.
    pub fn answer(&mut self, effect: &Effect) -> Option<Vec<Msg>> {
        let session = self.setting.session.clone();
        Some(match effect.clone() {
            Effect::ListConnections(ticket, region) => self.runtime.block_on(async move {
                let mut pages = std::pin::pin!(flow::connections(&session, &region));
                let (mut told, mut end) = (Vec::new(), Ok(()));
                while let Some(page) = pages.next().await {
                    match page {
                        Ok(rows) => told.push(Msg::ConnectionsPage(ticket, rows)),
                        Err(trouble) => {
                            end = Err(trouble);
                            break;
                        }
                    }
                }
                told.push(Msg::ConnectionsEnded(ticket, end));
                told
            }),
            Effect::Watch(ticket, at) => {
                self.watched = Some((ticket, at));
                self.look()
            }
            Effect::LoadRouters(ticket, region) => {
                let found = self.runtime.block_on(flow::routers(&session, &region));
                vec![Msg::Routers(ticket, found.map(|(choices, _)| choices))]
            }
            Effect::PlanChange(ticket, order) => {
                let plan = self.runtime.block_on(self.setting.plan_change(*order));
                vec![Msg::ChangePlanned(ticket, Box::new(plan))]
            }
            Effect::ApplyChange(ticket, region, plan) => {
                let (_open, stop) = watch::channel(false);
                let (mut told, clock) = (Vec::new(), self.clock);
                let mut report = |step| told.push(Msg::ChangeStep(ticket, step, clock));
                let made = self.setting.make_change(&region, *plan, stop, &mut report);
                let made = self.runtime.block_on(made);
                told.push(Msg::Changed(ticket, Box::new(made)));
                told
            }
            Effect::Diagnose(ticket, at, source) => {
                let setting = &self.setting;
                let found = self.runtime.block_on(async move {
                    let draft = match source {
                        Some(source) => setting.opened(source).await.ok(),
                        None => None,
                    };
                    flow::diagnose(&session, &at.region, &at.id, draft.as_ref()).await
                });
                vec![Msg::Diagnosed(ticket, Box::new(found))]
            }
            Effect::ImportConnection(ticket, at) => {
                let draft = self.runtime.block_on(flow::draft_of(&session, &at.region, &at.id));
                vec![Msg::ConnectionImported(ticket, Box::new(draft))]
            }
            _ => return None,
        })
    }

    /// The next look of the watch under way.
    pub fn look(&mut self) -> Vec<Msg> {
        let Some((ticket, at)) = self.watched.clone() else { return Vec::new() };
        let session = &self.setting.session;
        let looked = self.runtime.block_on(flow::describe_with_status(session, &at.region, &at.id));
        let news = match looked {
            Ok((_, status)) => WatchUpdate::Seen(Box::new(status)),
            Err(trouble) => match &trouble.kind {
                ServiceFailureKind::Refused(refusal) if refusal.code.ends_with("NotFound") => {
                    WatchUpdate::Gone
                }
                _ => WatchUpdate::Trouble(trouble),
            },
        };
        vec![Msg::Watched(ticket, news, self.clock)]
    }

    /// The connection has stayed as it is for a while.
    pub fn standstill(&self) -> Msg {
        let (ticket, _) = self.watched.clone().expect("a connection is watched");
        Msg::Watched(ticket, WatchUpdate::Standstill, self.clock)
    }
}
