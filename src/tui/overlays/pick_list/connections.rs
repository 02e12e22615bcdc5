//! What can be chosen about connections that exist: routers, what to do with one, the draft to change it to.

use super::model::{PickList, PickPurpose, PickRow};
use crate::flow::{ConnectionRef, RouterChoice};
use crate::present;
use crate::text::{Texts, printable};
use crate::tui::action::Action;

/// The transit routers of a region, those that take the connection first; the others say why they do not.
pub fn routers(
    at: ConnectionRef,
    name: &str,
    mut choices: Vec<RouterChoice>,
    texts: &Texts,
) -> PickList {
    choices.sort_by_key(|choice| !choice.is_usable());
    let obstacles: Vec<Option<String>> = choices
        .iter()
        .map(|choice| choice.obstacle.as_ref().map(|why| present::router_obstacle(texts, why)))
        .collect();
    let rows = choices.iter().zip(&obstacles).map(|(choice, obstacle)| {
        let router = &choice.router;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let label = router.name.clone().filter(|name| !name.is_empty());
        let bound = choice
            .connections
            .map(|count| texts.format("routers-connections", &[("count", count.into())]));
        let facts = [router.id.clone(), router.cidr_blocks.join(" ")];
        let facts = facts.into_iter().chain(bound).chain([text(&router.cen)]);
        let facts = facts.filter(|fact| !fact.is_empty());
        let facts = printable(&facts.collect::<Vec<_>>().join("  ")).into_owned();
        let (about, details) = match obstacle {
            Some(why) => (texts.format("routers-no", &[("why", why.clone().into())]), facts),
            None => (facts, String::new()),
        };
        PickRow {
            details,
            is_off: obstacle.is_some(),
            ..PickRow::new(router.id.clone(), label.unwrap_or_else(|| router.id.clone()), about)
        }
    });
    let title = texts.format("routers-title", &[("name", name.to_owned().into())]);
    PickList::new(title, PickPurpose::Router(at, obstacles.clone()), rows.collect(), "")
}

/// What can be done with a connection.
pub fn connection_actions(
    at: ConnectionRef,
    name: &str,
    has_draft: bool,
    texts: &Texts,
) -> PickList {
    let actions = [
        (Action::Watch, "connection-watch"),
        (Action::Diagnose, "connection-diagnose"),
        (Action::Bind, "connection-bind"),
        (Action::Unbind, "connection-unbind"),
        (Action::Open, "connection-open"),
        (Action::Submit, if has_draft { "connection-modify" } else { "connection-modify-with" }),
        (Action::Delete, "connection-delete"),
        (Action::Copy, "connection-copy"),
        (Action::Refresh, "connection-refresh"),
    ];
    let rows = actions.iter().map(|(_, id)| PickRow::localized(id, id, texts));
    let title = texts.format("connection-title", &[("name", name.to_owned().into())]);
    let purpose = PickPurpose::Connection(at, actions.iter().map(|(action, _)| *action).collect());
    PickList::new(title, purpose, rows.collect(), "")
}

/// The drafts that a connection could be changed to, each with its region.
pub fn drafts_for(
    at: ConnectionRef,
    name: &str,
    drafts: Vec<(String, String)>,
    texts: &Texts,
) -> PickList {
    let rows = drafts.into_iter().map(|(name, about)| PickRow::new(name.clone(), name, about));
    let title = texts.format("modify-title", &[("name", name.to_owned().into())]);
    PickList::new(title, PickPurpose::DraftFor(at), rows.collect(), "")
}
