//! The connection as a template of Resource Orchestration Service (ROS).

use serde_json::{Map, Value as Json, json};

use crate::connection::Connection;

use super::nested_tree::{key_name, tree, tunnels_with_keys};

/// A template with one resource `ALIYUN::VPC::VpnAttachment`, as JSON. Keys are parameters that ROS neither
/// shows nor logs; the region is that of the stack.
///
/// Property names: the resource's reference, which has those of the API.
pub fn ros_template(connection: &Connection) -> String {
    let properties = tree(connection, |number| json!({ "Ref": parameter(number) }));
    let mut template = Map::new();
    template.insert("ROSTemplateFormatVersion".to_owned(), json!("2015-09-01"));
    let mut parameters = Map::new();
    for number in tunnels_with_keys(connection) {
        let label = match number {
            0 => "Pre-shared key".to_owned(),
            number => format!("Pre-shared key of tunnel {number}"),
        };
        parameters.insert(
            parameter(number),
            json!({ "Type": "String", "NoEcho": true, "MinLength": 1, "MaxLength": 100, "Label": label }),
        );
    }
    if !parameters.is_empty() {
        template.insert("Parameters".to_owned(), Json::Object(parameters));
    }
    template.insert(
        "Resources".to_owned(),
        json!({
            "VpnAttachment": { "Type": "ALIYUN::VPC::VpnAttachment", "Properties": properties },
        }),
    );
    template.insert(
        "Outputs".to_owned(),
        json!({
            "VpnConnectionId": { "Value": { "Fn::GetAtt": ["VpnAttachment", "VpnConnectionId"] } },
        }),
    );
    format!("{:#}", Json::Object(template))
}

/// `Psk1`.
fn parameter(number: u16) -> String {
    let name = key_name(number).replace('_', "");
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string())
        + letters.as_str()
}
