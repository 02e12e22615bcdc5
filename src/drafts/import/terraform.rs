//! A resource `alicloud_vpn_gateway_vpn_attachment` or `alicloud_vpn_connection` in the output of
//! `terraform show -json`, of a state or of a plan, or in Terraform's own language.
//!
//! Attribute names are those of the provider's schema. A plan leaves out what is known only after it
//! was applied, and says so elsewhere; the region stands in the provider's configuration, which only a
//! plan has.

use crate::connection::{FieldPath, Key, Secret, is_true};

use super::super::json::PositionedJson;
use super::collect::Collector;
use super::describe_answer::{normalize, omit_own_addresses, order_tunnels};
use super::error::ImportError;
use super::hcl;
use super::imported::{Imported, KeyPolicy, OmissionReason};
use super::names::{Level, NamingDialect};
use super::request::parse_tree;
use super::resource::{ImportResource, choose, field, list, text};

/// The resources that are connections: for a transit router, and of a VPN gateway.
const TYPES: [&str; 2] = ["alicloud_vpn_gateway_vpn_attachment", "alicloud_vpn_connection"];

/// No estate nests its modules deeper.
const DEEPEST: usize = 64;

/// Arguments of any resource, which Terraform takes for itself.
const META_ARGUMENTS: [&str; 7] =
    ["count", "for_each", "depends_on", "provider", "lifecycle", "provisioner", "connection"];

/// Reads the resource at `address`, or the only one.
///
/// # Errors
/// When the text is no such output, has no such resource, or several and none was chosen.
pub fn terraform(
    text: &str,
    address: Option<&str>,
    keys: KeyPolicy,
) -> Result<Imported, ImportError> {
    if !text.trim_start().starts_with(['{', '[']) {
        return configuration(text, address, keys);
    }
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
    let region = region(top, &resource.address);
    let unknown = unknown(top, &resource.address);
    let tree = resource.tree;
    read(region.as_deref(), field(tree, "values"), field(tree, "sensitive_values"), unknown, keys)
}

/// The same in Terraform's own language.
fn configuration(
    text: &str,
    address: Option<&str>,
    keys: KeyPolicy,
) -> Result<Imported, ImportError> {
    let json = hcl::resources(text, &TYPES)?;
    let tree = parse_tree(&json)?;
    let all = tree.members().unwrap_or_default();
    let all =
        all.into_iter().map(|(name, tree)| ImportResource { address: name.into_owned(), tree });
    let resource = choose(all.collect(), address)?;
    let region = self::text(resource.tree, "region");
    read(region.as_deref(), field(resource.tree, "values"), None, None, keys)
}

fn read(
    region: Option<&str>,
    values: Option<PositionedJson<'_>>,
    sensitive: Option<PositionedJson<'_>>,
    unknown: Option<PositionedJson<'_>>,
    keys: KeyPolicy,
) -> Result<Imported, ImportError> {
    let mut collector = Collector::new(&NamingDialect::REPORT, keys);
    if let Some(region) = region {
        collector.set(FieldPath::connection(Key::RegionId), "region", region);
    }
    if let Some(values) = values {
        attributes(&mut collector, values);
    }
    collector.infer_mode();
    if let Some(marks) = sensitive {
        missing(&mut collector, marks, &OmissionReason::Sensitive);
    }
    if let Some(marks) = unknown {
        missing(&mut collector, marks, &OmissionReason::AfterApply);
    }
    omit_own_addresses(&mut collector);
    normalize(&mut collector);
    order_tunnels(collector.finish()).checked()
}

/// Every resource of our type, in the order they stand, those of modules after their parents'.
fn resources(root: PositionedJson<'_>) -> Result<Vec<ImportResource<'_>>, ImportError> {
    let mut found = Vec::new();
    let mut modules = vec![(root, 0_usize)];
    while let Some((module, depth)) = modules.pop() {
        if depth > DEEPEST {
            return Err(ImportError::TooDeep(DEEPEST));
        }
        for tree in list(module, "resources") {
            // A data source of the type reads connections and is none.
            let is_managed = text(tree, "mode").is_none_or(|mode| mode == "managed");
            let is_connection =
                text(tree, "type").is_some_and(|name| TYPES.contains(&name.as_str()));
            if is_managed && is_connection {
                let address = text(tree, "address").unwrap_or_default();
                found.push(ImportResource { address, tree });
            }
        }
        let inner = list(module, "child_modules");
        modules.extend(inner.into_iter().rev().map(|module| (module, depth + 1)));
    }
    Ok(found)
}

/// Reads attributes, all but those that are Terraform's own.
fn attributes(collector: &mut Collector<'_>, values: PositionedJson<'_>) {
    for (name, value) in values.members().unwrap_or_default() {
        if META_ARGUMENTS.contains(&name.as_ref()) {
            collector.omit(&name, OmissionReason::Tool);
        } else {
            collector.named(Level::Request, "", &name, value);
        }
    }
}

/// Lists what is marked in `marks`, which has the shape of the attributes, and has no value.
fn missing(collector: &mut Collector<'_>, marks: PositionedJson<'_>, reason: &OmissionReason) {
    let mut marked = Collector::new(&NamingDialect::REPORT, KeyPolicy::CarryOver);
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
fn unknown<'a>(top: PositionedJson<'a>, address: &str) -> Option<PositionedJson<'a>> {
    let changes = list(top, "resource_changes");
    let change =
        changes.into_iter().find(|change| text(*change, "address").as_deref() == Some(address))?;
    field(field(change, "change")?, "after_unknown")
}

/// The region of the provider that the resource names: a constant, or a variable of the plan. What
/// another configuration of the provider says is about other resources.
fn region(top: PositionedJson<'_>, address: &str) -> Option<String> {
    let configuration = field(top, "configuration")?;
    let key = provider_key(field(configuration, "root_module")?, address)?;
    let provider = field(field(configuration, "provider_config")?, &key)?;
    let expression = field(field(provider, "expressions")?, "region")?;
    let variable = || {
        let references = field(expression, "references")?.array()?;
        let name = references.first()?.string()?;
        let variable = field(field(top, "variables")?, name.strip_prefix("var.")?)?;
        text(variable, "value")
    };
    text(expression, "constant_value").or_else(|| {
        // A variable of a module may have another value than one of the same name at the top.
        text(provider, "module_address").is_none().then(variable).flatten()
    })
}

/// The name under which a plan keeps the provider's configuration of a resource.
fn provider_key(mut module: PositionedJson<'_>, address: &str) -> Option<String> {
    let mut parts = without_indices(address);
    while let [name, module_name, ..] = &parts[..]
        && name == "module"
    {
        module = field(field(field(module, "module_calls")?, module_name)?, "module")?;
        parts.drain(..2);
    }
    let local = parts.join(".");
    let resources = list(module, "resources");
    let resource = resources
        .into_iter()
        .find(|resource| text(*resource, "address").as_deref() == Some(local.as_str()))?;
    text(resource, "provider_config_key")
}

/// The names of an address, `module.a["b.c"].type.name[0]`, without the indices.
fn without_indices(address: &str) -> Vec<String> {
    let (mut parts, mut quoted, mut depth) = (vec![String::new()], false, 0_usize);
    for letter in address.chars() {
        match letter {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '.' => parts.push(String::new()),
            other => {
                if let Some(part) = parts.last_mut() {
                    part.push(other);
                }
            }
        }
    }
    parts
}
