//! Connections inside something larger: templates of ROS, programs and exports of Pulumi, saved answers
//! of the service.

use super::super::json::PositionedJson;
use super::names::NamingDialect;
use super::resource::{ImportResource, field, list, text};

/// What a JSON document is.
pub(super) enum Document<'a> {
    /// The parameters of one connection.
    Request(PositionedJson<'a>),
    /// Something that declares resources; those that are connections, and how they are written.
    Template(Vec<ImportResource<'a>>, NamingDialect),
    /// What the service reports about connections.
    Answer(Vec<ImportResource<'a>>),
}

const ROS_TYPES: [&str; 2] = ["ALIYUN::VPC::VpnAttachment", "ALIYUN::VPC::VpnConnection"];

const PULUMI_TYPES: [&str; 2] = ["GatewayVpnAttachment", "Connection"];

const PULUMI: NamingDialect =
    NamingDialect { interpolates: true, suggests: true, ..NamingDialect::REPORT };

/// Finds out what a document is.
pub(super) fn document(top: PositionedJson<'_>) -> Document<'_> {
    // The SDKs print an answer together with its headers.
    let top = field(top, "body").filter(|body| is_answer(*body)).unwrap_or(top);
    if is_answer(top) {
        return Document::Answer(answers(top));
    }
    if let Some(found) = ros(top) {
        return Document::Template(found, NamingDialect::REQUEST);
    }
    match pulumi(top) {
        Some(found) => Document::Template(found, PULUMI),
        None => Document::Request(top),
    }
}

/// The lists in which the service reports several connections.
const LISTS: [(&str, &str); 2] =
    [("VpnConnections", "VpnConnection"), ("VpnAttachments", "VpnAttachment")];

fn is_answer(top: PositionedJson<'_>) -> bool {
    let has = |name: &str| field(top, name).is_some();
    let has_state =
        ["State", "Status", "CreateTime", "AttachType", "InternetIp"].into_iter().any(has);
    has("VpnConnectionId") && has_state || LISTS.iter().any(|(name, _)| has(name))
}

fn answers(top: PositionedJson<'_>) -> Vec<ImportResource<'_>> {
    let listed = LISTS.iter().find_map(|(name, item)| {
        let inner = field(top, name)?;
        Some(inner.array().unwrap_or_else(|| list(inner, item)))
    });
    let address = |tree: PositionedJson<'_>| text(tree, "VpnConnectionId").unwrap_or_default();
    let all = listed.unwrap_or_else(|| vec![top]);
    all.into_iter().map(|tree| ImportResource { address: address(tree), tree }).collect()
}

fn ros(top: PositionedJson<'_>) -> Option<Vec<ImportResource<'_>>> {
    let is_connection = |tree: PositionedJson<'_>| {
        text(tree, "Type").is_some_and(|name| ROS_TYPES.contains(&name.as_str()))
    };
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

fn pulumi<'a>(top: PositionedJson<'a>) -> Option<Vec<ImportResource<'a>>> {
    let kind = |tree: PositionedJson<'_>| text(tree, "type").filter(|kind| kind.contains(':'));
    let is_connection = |tree: PositionedJson<'_>| {
        kind(tree).is_some_and(|kind| {
            let name = kind.rsplit(':').next().unwrap_or_default();
            kind.starts_with("alicloud:vpn") && PULUMI_TYPES.contains(&name)
        })
    };
    if is_connection(top) {
        return Some(properties(vec![(String::new(), top)], &["properties", "inputs"]));
    }
    let exported = field(top, "deployment").map(|deployment| list(deployment, "resources"));
    let named = |tree: PositionedJson<'a>| (text(tree, "urn").unwrap_or_default(), tree);
    let all: Vec<(String, PositionedJson<'a>)> = match exported {
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

fn properties<'a>(
    all: Vec<(String, PositionedJson<'a>)>,
    names: &[&str],
) -> Vec<ImportResource<'a>> {
    let inner =
        |tree: PositionedJson<'a>| names.iter().find_map(|name| field(tree, name)).unwrap_or(tree);
    all.into_iter().map(|(address, tree)| ImportResource { address, tree: inner(tree) }).collect()
}
