//! Connections that exist: listed, watched, diagnosed, changed, taken over into drafts.

use std::time::Instant;

use jiff::Timestamp;

use super::{EffectRunner, send_pages};
use crate::flow::{
    self, ChangeOrder, ChangePlan, ConnectionRef, ConnectionStatus, ConnectionVerdict, DraftSource,
    StallDetector, WatchEvent, WatchOrder, WatchUntil,
};
use crate::tui::effect::Ticket;
use crate::tui::message::{Msg, WatchUpdate};

impl EffectRunner {
    pub(super) fn list_connections(&self, ticket: Ticket, region: String) {
        let answers = self.answers.clone();
        self.ask(|session| async move {
            let pages = flow::connections(&session, &region);
            let to_msg = |rows| Msg::ConnectionsPage(ticket, rows);
            Msg::ConnectionsEnded(ticket, send_pages(&answers, pages, to_msg).await)
        });
    }

    /// Of its looks only those are told that show something new.
    pub(super) fn watch(&mut self, ticket: Ticket, at: ConnectionRef) {
        let stopped = self.cancel_receiver(ticket);
        let answers = self.answers.clone();
        let order = WatchOrder {
            region: at.region,
            ids: vec![at.id],
            until: WatchUntil::Stopped,
            patience: None,
        };
        self.ask(|session| async move {
            let (mut last, mut standstill) = (None, StallDetector::default());
            let mut report = |event| {
                let Some(news) = watch_update(event, &mut last, &mut standstill) else { return };
                answers.send(Msg::Watched(ticket, news, Timestamp::now()));
            };
            let ended = flow::watch(&session, &order, stopped, &mut report).await;
            Msg::WatchEnded(ticket, ended.err())
        });
    }

    pub(super) fn routers(&self, ticket: Ticket, region: String) {
        self.ask(|session| async move {
            let listed = flow::routers(&session, &region).await;
            Msg::Routers(ticket, listed.map(|(choices, _)| choices))
        });
    }

    pub(super) fn plan_change(&self, ticket: Ticket, order: ChangeOrder) {
        let setting = self.submission_setting();
        self.spawn(async move {
            let plan = setting.plan_change(order).await;
            Msg::ChangePlanned(ticket, Box::new(plan))
        });
    }

    pub(super) fn make_change(&mut self, ticket: Ticket, region: String, plan: ChangePlan) {
        let stopped = self.cancel_receiver(ticket);
        let (setting, answers) = (self.submission_setting(), self.answers.clone());
        self.spawn(async move {
            let mut report = |step| {
                // The change goes on to its end, whoever listens.
                answers.send(Msg::ChangeStep(ticket, step, Timestamp::now()));
            };
            let changed = setting.make_change(&region, plan, stopped, &mut report).await;
            Msg::Changed(ticket, Box::new(changed))
        });
    }

    pub(super) fn diagnose(&self, ticket: Ticket, at: ConnectionRef, draft: Option<DraftSource>) {
        let setting = self.submission_setting();
        self.spawn(async move {
            let draft = match draft {
                // Without its draft a connection is diagnosed all the same.
                Some(source) => setting.opened(source).await.ok(),
                None => None,
            };
            let (region, id) = (&at.region, &at.id);
            let found = flow::diagnose(&setting.session, region, id, draft.as_ref()).await;
            Msg::Diagnosed(ticket, Box::new(found))
        });
    }

    pub(super) fn import_connection(&self, ticket: Ticket, at: ConnectionRef) {
        self.ask(|session| async move {
            let draft = flow::draft_of(&session, &at.region, &at.id).await;
            Msg::ConnectionImported(ticket, Box::new(draft))
        });
    }
}

/// What of a look is told.
fn watch_update(
    event: WatchEvent,
    last: &mut Option<ConnectionStatus>,
    standstill: &mut StallDetector,
) -> Option<WatchUpdate> {
    match event {
        WatchEvent::Seen(status) => {
            let has_changed = last.as_ref() != Some(&*status);
            let stands = standstill.observe(&status, has_changed, Instant::now());
            match has_changed {
                true => {
                    *last = Some((*status).clone());
                    Some(WatchUpdate::Seen(status))
                }
                false => stands.then_some(WatchUpdate::Standstill),
            }
        }
        // What has changed is told by what was seen.
        WatchEvent::Change(_) => None,
        WatchEvent::Trouble(trouble, _) => Some(WatchUpdate::Trouble(trouble)),
        WatchEvent::Recovered => Some(WatchUpdate::Recovered),
        WatchEvent::Ended(end) => {
            (end.verdict == ConnectionVerdict::Gone).then_some(WatchUpdate::Gone)
        }
    }
}
