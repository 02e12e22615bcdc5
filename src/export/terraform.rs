//! The connection in Terraform's language, for the provider `alicloud`.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json};

use crate::connection::{Connection, FieldPath, Key, Mode, TAGS};

use super::nested_tree::{key_name, tree, tunnels_with_keys};

/// The resource that is the connection.
const CONNECTION: &str = "alicloud_vpn_gateway_vpn_attachment.connection";

/// What the request has and the provider's resource does not (its reference).
const NOT_IN_PROVIDER: [&str; 2] = ["AutoConfigRoute", "RemoteCaCert"];

/// Stands for a key in the tree; no value can be it, since control characters are refused.
const KEY_MARK: char = '\u{1}';

/// A configuration with the connection, its customer gateways and its attachment to a transit router. Keys
/// are variables that Terraform keeps out of its output. With the id of a connection that exists, an
/// `import` block has Terraform take it over and not create another.
///
/// Attribute names: the provider's references of `vpn_gateway_vpn_attachment`, `vpn_customer_gateway` and
/// `cen_transit_router_vpn_attachment`. `import` blocks need Terraform 1.5.
pub fn terraform(connection: &Connection, existing: Option<&str>) -> String {
    let values = tree(connection, |number| Json::from(format!("{KEY_MARK}{}", key_name(number))));
    let mut hcl = Hcl::default();
    head(&mut hcl, connection);
    for number in tunnels_with_keys(connection) {
        variable(&mut hcl, &key_name(number), Some(true), None);
    }
    gateways(&mut hcl, connection);
    if let Some(id) = existing {
        import(&mut hcl, CONNECTION, id);
    }
    hcl.open("resource \"alicloud_vpn_gateway_vpn_attachment\" \"connection\"");
    body(&mut hcl, &values, true);
    hcl.close();
    router(&mut hcl, connection);
    for name in NOT_IN_PROVIDER.iter().filter(|name| values.contains_key(**name)) {
        hcl.line(&format!("# {name} is not part of this resource; set it elsewhere."));
    }
    hcl.text
}

fn head(hcl: &mut Hcl, connection: &Connection) {
    hcl.open("terraform");
    hcl.line("required_version = \">= 1.5\"");
    hcl.open("required_providers");
    hcl.line("alicloud = { source = \"aliyun/alicloud\" }");
    hcl.close();
    hcl.close();
    hcl.gap();
    if let Some(region) = connection.get(FieldPath::connection(Key::RegionId)) {
        hcl.open("provider \"alicloud\"");
        hcl.attribute("region", &quoted(&region.shown()));
        hcl.close();
        hcl.gap();
    }
}

fn variable(hcl: &mut Hcl, name: &str, sensitive: Option<bool>, default: Option<&str>) {
    hcl.open(&format!("variable \"{name}\""));
    hcl.line("type = string");
    if sensitive == Some(true) {
        hcl.line("sensitive = true");
    }
    if let Some(default) = default {
        hcl.attribute("default", default);
    }
    hcl.close();
    hcl.gap();
}

fn import(hcl: &mut Hcl, to: &str, id: &str) {
    hcl.open("import");
    hcl.attribute("to", to);
    hcl.attribute("id", &quoted(id));
    hcl.close();
    hcl.gap();
}

/// The customer gateways exist, so Terraform takes them over as they are. Their addresses are not part of
/// a connection.
fn gateways(hcl: &mut Hcl, connection: &Connection) {
    for (index, id) in connection.gateways().iter().enumerate() {
        let name = format!("gateway_{}", index + 1);
        variable(hcl, &format!("{name}_ip_address"), None, None);
        import(hcl, &format!("alicloud_vpn_customer_gateway.{name}"), id);
        hcl.open(&format!("resource \"alicloud_vpn_customer_gateway\" \"{name}\""));
        hcl.attribute("ip_address", &format!("var.{name}_ip_address"));
        hcl.open("lifecycle");
        hcl.line("ignore_changes = all");
        hcl.close();
        hcl.close();
        hcl.gap();
    }
}

/// The attachment to a transit router, made once its variable says to which.
fn router(hcl: &mut Hcl, connection: &Connection) {
    hcl.gap();
    let single = connection.mode() == Mode::Single;
    let variables: &[&str] = if single {
        &["cen_id", "transit_router_id", "zone_id"]
    } else {
        &["cen_id", "transit_router_id"]
    };
    for name in variables {
        variable(hcl, name, None, Some("null"));
    }
    hcl.open("resource \"alicloud_cen_transit_router_vpn_attachment\" \"connection\"");
    hcl.attribute("count", "var.transit_router_id == null ? 0 : 1");
    hcl.attribute("cen_id", "var.cen_id");
    hcl.attribute("transit_router_id", "var.transit_router_id");
    hcl.attribute("vpn_id", &format!("{CONNECTION}.id"));
    // With two tunnels the service chooses the zones.
    if single {
        hcl.open("zone");
        hcl.attribute("zone_id", "var.zone_id");
        hcl.close();
    }
    hcl.close();
}

/// The attributes of a level, then its blocks.
fn body(hcl: &mut Hcl, values: &Map<String, Json>, outermost: bool) {
    let values =
        values.iter().filter(|(name, _)| !outermost || !NOT_IN_PROVIDER.contains(&name.as_str()));
    let (blocks, attributes): (Vec<_>, Vec<_>) =
        values.partition(|(_, value)| value.is_object() || value.is_array());
    for (name, value) in attributes {
        hcl.attribute(&attribute_name(name), &scalar(value));
    }
    for (name, value) in blocks {
        match value {
            Json::Array(list) if name == TAGS => tags(hcl, list),
            Json::Array(list) => list.iter().filter_map(Json::as_object).for_each(|inner| {
                hcl.block(&attribute_name(name), inner);
            }),
            Json::Object(inner) => hcl.block(&attribute_name(name), inner),
            _ => {}
        }
    }
}

fn tags(hcl: &mut Hcl, list: &[Json]) {
    hcl.open("tags =");
    for tag in list {
        let text = |name: &str| tag[name].as_str().unwrap_or_default();
        hcl.line(&format!("{} = {}", quoted(text("Key")), quoted(text("Value"))));
    }
    hcl.close();
}

fn scalar(value: &Json) -> String {
    match value {
        Json::String(text) => match text.strip_prefix(KEY_MARK) {
            Some(variable) => format!("var.{variable}"),
            None => quoted(text),
        },
        other => other.to_string(),
    }
}

/// The provider's name for one of the API's.
fn attribute_name(name: &str) -> String {
    match name {
        "Name" => return "vpn_attachment_name".to_owned(),
        "EnableBgp" => return "enable".to_owned(),
        _ => {}
    }
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// A text in quotation marks, in which nothing is evaluated.
fn quoted(text: &str) -> String {
    let mut all = String::from("\"");
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => all.push_str("\\\""),
            '\\' => all.push_str("\\\\"),
            '\n' => all.push_str("\\n"),
            '\r' => all.push_str("\\r"),
            '\t' => all.push_str("\\t"),
            '$' | '%' if letters.peek() == Some(&'{') => {
                all.push(letter);
                all.push(letter);
            }
            other => all.push(other),
        }
    }
    all.push('"');
    all
}

/// A configuration in the making.
#[derive(Default)]
struct Hcl {
    text: String,
    depth: usize,
}

impl Hcl {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{}{line}", "  ".repeat(self.depth));
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.line(&format!("{name} = {value}"));
    }

    fn open(&mut self, head: &str) {
        self.line(&format!("{head} {{"));
        self.depth += 1;
    }

    fn close(&mut self) {
        self.depth -= 1;
        self.line("}");
    }

    fn gap(&mut self) {
        self.text.push('\n');
    }

    fn block(&mut self, name: &str, inner: &Map<String, Json>) {
        self.gap();
        self.open(name);
        body(self, inner, false);
        self.close();
    }
}
