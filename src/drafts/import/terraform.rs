//! A resource `alicloud_vpn_gateway_vpn_attachment` in the output of `terraform show -json`, of a
//! state or of a plan.
//!
//! Attribute names are those of the provider's schema. A plan leaves out what is known only after it
//! was applied, and says so elsewhere; the region stands in the provider's configuration, which only a
//! plan has.

use std::collections::BTreeSet;

use crate::connection::{FieldPath, Key, Secret, is_true};

use super::super::json::Tree;
use super::collect::Collector;
use super::error::ImportError;
use super::imported::{Imported, KeyPolicy, OmissionReason, short};
use super::live::{normalize, omit_own_addresses};
use super::names::{Dialect, Level, Meaning};
use super::request::parse_tree;

const TYPE: &str = "alicloud_vpn_gateway_vpn_attachment";

/// No estate nests its modules deeper.
const DEEPEST: usize = 64;

/// Addresses beyond this are not listed in an error.
const MOST_ADDRESSES: usize = 50;

const DIALECT: Dialect = Dialect { meaning, fills_blanks: true, suggests: false };

fn meaning(level: Level, name: &str) -> Meaning {
    match (level, name) {
        (Level::Request, "vpnattachmentname") => Meaning::As("Name"),
        (Level::Group("BgpConfig"), "enable") => Meaning::As("EnableBgp"),
        (Level::Tunnel(_), "internetip") => Meaning::OwnAddress,
        (Level::Request, "id" | "status" | "createtime" | "timeouts")
        | (Level::Group("BgpConfig" | "HealthCheckConfig"), "status")
        | (Level::Tunnel(_), "role" | "state" | "status" | "tunnelid" | "zoneno")
        | (Level::Part(_, "TunnelBgpConfig"), "bgpstatus" | "peerasn" | "peerbgpip") => {
            Meaning::ReadOnly
        }
        _ => Meaning::Same,
    }
}

/// Reads the resource at `address`, or the only one.
///
/// # Errors
/// When the text is no such output, has no such resource, or several and none was chosen.
pub fn terraform(
    text: &str,
    address: Option<&str>,
    keys: KeyPolicy,
) -> Result<Imported, ImportError> {
    let top = parse_tree(text)?;
    if !top.written().starts_with('{') {
        return Err(ImportError::NotTerraform);
    }
    let root = field(top, "planned_values").or_else(|| field(top, "values"));
    let Some(root) = root.and_then(|values| field(values, "root_module")) else {
        let is_state = field(top, "resources").is_some() && field(top, "lineage").is_some();
        return Err(if is_state { ImportError::StateFile } else { ImportError::NotTerraform });
    };
    let resource = choose(resources(root)?, address)?;
    let mut collector = Collector::new(&DIALECT, keys);
    if let Some(region) = region(top) {
        collector.set(FieldPath::own(Key::RegionId), "region", &region);
    }
    if let Some(values) = field(resource.tree, "values") {
        attributes(&mut collector, values);
    }
    collector.infer_mode();
    if let Some(marks) = field(resource.tree, "sensitive_values") {
        missing(&mut collector, marks, &OmissionReason::Sensitive);
    }
    if let Some(marks) = unknown(top, &resource.address) {
        missing(&mut collector, marks, &OmissionReason::AfterApply);
    }
    omit_own_addresses(&mut collector);
    normalize(&mut collector);
    Ok(collector.finish())
}

struct Resource<'a> {
    address: String,
    tree: Tree<'a>,
}

/// Every resource of our type, in the order they stand, those of modules after their parents'.
fn resources(root: Tree<'_>) -> Result<Vec<Resource<'_>>, ImportError> {
    let mut found = Vec::new();
    let mut modules = vec![(root, 0_usize)];
    while let Some((module, depth)) = modules.pop() {
        if depth > DEEPEST {
            return Err(ImportError::TooDeep(DEEPEST));
        }
        for tree in list(module, "resources") {
            // A data source of the type reads connections and is none.
            let is_managed = text(tree, "mode").is_none_or(|mode| mode == "managed");
            if is_managed && text(tree, "type").as_deref() == Some(TYPE) {
                let address = text(tree, "address").unwrap_or_default();
                found.push(Resource { address, tree });
            }
        }
        let inner = list(module, "child_modules");
        modules.extend(inner.into_iter().rev().map(|module| (module, depth + 1)));
    }
    Ok(found)
}

fn choose<'a>(
    mut all: Vec<Resource<'a>>,
    address: Option<&str>,
) -> Result<Resource<'a>, ImportError> {
    let addresses = |all: &[Resource<'_>]| {
        let mut listed: Vec<String> =
            all.iter().take(MOST_ADDRESSES).map(|one| short(&one.address)).collect();
        if all.len() > MOST_ADDRESSES {
            listed.push("…".to_owned());
        }
        listed
    };
    let chosen = match address {
        Some(wanted) => all.iter().position(|one| one.address == wanted),
        None if all.len() > 1 => return Err(ImportError::SeveralResources(addresses(&all))),
        None => (!all.is_empty()).then_some(0),
    };
    match (chosen, address) {
        (Some(index), _) => Ok(all.swap_remove(index)),
        (None, Some(wanted)) if !all.is_empty() => {
            Err(ImportError::NoSuchAddress { wanted: wanted.to_owned(), found: addresses(&all) })
        }
        (None, _) => Err(ImportError::NoResource),
    }
}

/// Reads attributes: all as the walk does, but for the tags, which are a map.
fn attributes(collector: &mut Collector<'_>, values: Tree<'_>) {
    for (name, value) in values.members().unwrap_or_default() {
        if name != "tags" {
            collector.named(Level::Request, "", &name, value);
            continue;
        }
        for (number, (key, value)) in (1_u16..=1000).zip(value.members().unwrap_or_default()) {
            let shown = format!("tags.{}", short(&key));
            collector.set(FieldPath::tag(number, Key::TagKey), &shown, &key);
            match value.string() {
                Some(text) => collector.set(FieldPath::tag(number, Key::TagValue), &shown, &text),
                None => collector.omit(&shown, OmissionReason::WrongType),
            }
        }
    }
}

/// Lists what is marked in `marks`, which has the shape of the attributes, and has no value.
fn missing(collector: &mut Collector<'_>, marks: Tree<'_>, reason: &OmissionReason) {
    let mut marked = Collector::new(&DIALECT, KeyPolicy::CarryOver);
    for (name, mark) in marks.members().unwrap_or_default() {
        if mark.written() == "true" && collector.lacks_level(&name) {
            collector.omit(&name, reason.clone());
        } else if name != "tags" {
            marked.named(Level::Request, "", &name, mark);
        }
    }
    let yes = Secret::new("true");
    for (path, name) in &marked.names {
        let is_marked = marked.draft.text(*path).is_some_and(is_true)
            || marked.draft.key(*path).is_some_and(|(mark, _)| *mark == yes);
        let is_known = collector.has(*path) || collector.has_omitted(name);
        if is_marked && !is_known && path.fits(collector.draft.mode()) {
            collector.omit(name, reason.clone());
        }
    }
}

/// Where a plan marks what it does not know yet of this resource.
fn unknown<'a>(top: Tree<'a>, address: &str) -> Option<Tree<'a>> {
    let changes = list(top, "resource_changes");
    let change =
        changes.into_iter().find(|change| text(*change, "address").as_deref() == Some(address))?;
    field(field(change, "change")?, "after_unknown")
}

/// The region of the provider, if all its configurations agree: a constant, or a variable of the plan.
fn region(top: Tree<'_>) -> Option<String> {
    let providers = field(field(top, "configuration")?, "provider_config")?.members()?;
    let mut regions = BTreeSet::new();
    for (_, provider) in providers {
        if text(provider, "name").as_deref() != Some("alicloud") {
            continue;
        }
        let expression = field(provider, "expressions").and_then(|all| field(all, "region"));
        let Some(expression) = expression else { continue };
        let variable = || {
            let references = field(expression, "references")?.array()?;
            let name = references.first()?.string()?;
            let variable = field(field(top, "variables")?, name.strip_prefix("var.")?)?;
            text(variable, "value")
        };
        regions.insert(text(expression, "constant_value").or_else(variable)?);
    }
    if regions.len() == 1 { regions.pop_first() } else { None }
}

fn field<'a>(tree: Tree<'a>, name: &str) -> Option<Tree<'a>> {
    let members = tree.members()?;
    members.into_iter().find(|(there, _)| there == name).map(|(_, value)| value)
}

fn text(tree: Tree<'_>, name: &str) -> Option<String> {
    field(tree, name)?.string()
}

fn list<'a>(tree: Tree<'a>, name: &str) -> Vec<Tree<'a>> {
    field(tree, name).and_then(Tree::array).unwrap_or_default()
}
