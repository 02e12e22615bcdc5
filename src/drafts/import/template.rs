//! Connections inside something larger: templates of ROS, programs and exports of Pulumi, saved answers
//! of the service.

use super::super::json::Tree;
use super::names::Dialect;
use super::resource::{Resource, field, list, text};

/// What a JSON document is.
pub(super) enum Document<'a> {
    /// The parameters of one connection.
    Request(Tree<'a>),
    /// Something that declares resources; those that are connections, and how they are written.
    Template(Vec<Resource<'a>>, Dialect),
    /// What the service reports about connections.
    Answer(Vec<Resource<'a>>),
}

const ROS_TYPES: [&str; 2] = ["ALIYUN::VPC::VpnAttachment", "ALIYUN::VPC::VpnConnection"];

const PULUMI_TYPES: [&str; 2] = ["GatewayVpnAttachment", "Connection"];

const PULUMI: Dialect = Dialect { interpolates: true, suggests: true, ..Dialect::REPORT };

/// Finds out what a document is.
pub(super) fn document(top: Tree<'_>) -> Document<'_> {
    // The SDKs print an answer together with its headers.
    let top = field(top, "body").filter(|body| is_answer(*body)).unwrap_or(top);
    if is_answer(top) {
        return Document::Answer(answers(top));
    }
    if let Some(found) = ros(top) {
        return Document::Template(found, Dialect::REQUEST);
    }
    match pulumi(top) {
        Some(found) => Document::Template(found, PULUMI),
        None => Document::Request(top),
    }
}

/// The lists in which the service reports several connections.
const LISTS: [(&str, &str); 2] =
    [("VpnConnections", "VpnConnection"), ("VpnAttachments", "VpnAttachment")];

fn is_answer(top: Tree<'_>) -> bool {
    let has = |name: &str| field(top, name).is_some();
    let has_state =
        ["State", "Status", "CreateTime", "AttachType", "InternetIp"].into_iter().any(has);
    has("VpnConnectionId") && has_state || LISTS.iter().any(|(name, _)| has(name))
}

fn answers(top: Tree<'_>) -> Vec<Resource<'_>> {
    let listed = LISTS.iter().find_map(|(name, item)| {
        let inner = field(top, name)?;
        Some(inner.array().unwrap_or_else(|| list(inner, item)))
    });
    let address = |tree: Tree<'_>| text(tree, "VpnConnectionId").unwrap_or_default();
    let all = listed.unwrap_or_else(|| vec![top]);
    all.into_iter().map(|tree| Resource { address: address(tree), tree }).collect()
}

fn ros(top: Tree<'_>) -> Option<Vec<Resource<'_>>> {
    let is_connection =
        |tree: Tree<'_>| text(tree, "Type").is_some_and(|name| ROS_TYPES.contains(&name.as_str()));
    if is_connection(top) {
        return Some(properties(vec![(String::new(), top)], &["Properties"]));
    }
    let resources = field(top, "Resources")?.members()?;
    let is_template = field(top, "ROSTemplateFormatVersion").is_some()
        || resources.iter().any(|(_, tree)| text(*tree, "Type").is_some());
    let found = resources.into_iter().filter(|(_, tree)| is_connection(*tree));
    let found = found.map(|(name, tree)| (name.into_owned(), tree)).collect();
    is_template.then(|| properties(found, &["Properties"]))
}

fn pulumi<'a>(top: Tree<'a>) -> Option<Vec<Resource<'a>>> {
    let kind = |tree: Tree<'_>| text(tree, "type").filter(|kind| kind.contains(':'));
    let is_connection = |tree: Tree<'_>| {
        kind(tree).is_some_and(|kind| {
            let name = kind.rsplit(':').next().unwrap_or_default();
            kind.starts_with("alicloud:vpn") && PULUMI_TYPES.contains(&name)
        })
    };
    if is_connection(top) {
        return Some(properties(vec![(String::new(), top)], &["properties", "inputs"]));
    }
    let exported = field(top, "deployment").map(|deployment| list(deployment, "resources"));
    let named = |tree: Tree<'a>| (text(tree, "urn").unwrap_or_default(), tree);
    let all: Vec<(String, Tree<'a>)> = match exported {
        Some(exported) => exported.into_iter().map(named).collect(),
        None => {
            let members = field(top, "resources")?.members()?;
            members.into_iter().map(|(name, tree)| (name.into_owned(), tree)).collect()
        }
    };
    all.iter().any(|(_, tree)| kind(*tree).is_some()).then(|| {
        let found = all.into_iter().filter(|(_, tree)| is_connection(*tree)).collect();
        properties(found, &["properties", "inputs"])
    })
}

fn properties<'a>(all: Vec<(String, Tree<'a>)>, names: &[&str]) -> Vec<Resource<'a>> {
    let inner = |tree: Tree<'a>| names.iter().find_map(|name| field(tree, name)).unwrap_or(tree);
    all.into_iter().map(|(address, tree)| Resource { address, tree: inner(tree) }).collect()
}
