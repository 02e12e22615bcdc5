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
    let parameters: Map<String, Json> = tunnels_with_keys(connection)
        .into_iter()
        .map(|number| {
            let label = match number {
                0 => "Pre-shared key".to_owned(),
                number => format!("Pre-shared key of tunnel {number}"),
            };
            let value = json!({ "Type": "String", "NoEcho": true, "MinLength": 1, "MaxLength": 100, "Label": label });
            (parameter(number), value)
        })
        .collect();
    let mut template = json!({ "ROSTemplateFormatVersion": "2015-09-01" });
    if !parameters.is_empty() {
        template["Parameters"] = Json::Object(parameters);
    }
    template["Resources"] = json!({
        "VpnAttachment": { "Type": "ALIYUN::VPC::VpnAttachment", "Properties": properties },
    });
    template["Outputs"] = json!({
        "VpnConnectionId": { "Value": { "Fn::GetAtt": ["VpnAttachment", "VpnConnectionId"] } },
    });
    format!("{template:#}")
}

/// `Psk1`.
fn parameter(number: u16) -> String {
    let name = key_name(number).replace('_', "");
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string())
        + letters.as_str()
}
