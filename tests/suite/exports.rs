//! Templates for other engines: what their own parsers make of them, and what importing them gives.

use std::collections::BTreeSet;
use std::fs;

use hcl_edit::structure::{Block, Body};
use serde_json::{Value as Json, json};
use tempfile::TempDir;
use tunnelsmith::connection::{Draft, FieldPath, Key};
use tunnelsmith::drafts;

use crate::support::{Ran, program, root};

const KEY: &str = "Kd93kLsw82nXq0zPd72mA4vB";

/// The attributes and blocks that the provider documents for the connection.
const ATTACHMENT: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "customer_gateway_id",
            "effect_immediately",
            "enable_dpd",
            "enable_nat_traversal",
            "enable_tunnels_bgp",
            "local_subnet",
            "network_type",
            "remote_subnet",
            "resource_group_id",
            "tags",
            "tunnel_bandwidth",
            "vpn_attachment_name",
            "bgp_config",
            "health_check_config",
            "ike_config",
            "ipsec_config",
            "tunnel_options_specification",
        ],
    ),
    (
        "ike_config",
        &[
            "ike_auth_alg",
            "ike_enc_alg",
            "ike_lifetime",
            "ike_mode",
            "ike_pfs",
            "ike_version",
            "local_id",
            "psk",
            "remote_id",
        ],
    ),
    ("ipsec_config", &["ipsec_auth_alg", "ipsec_enc_alg", "ipsec_lifetime", "ipsec_pfs"]),
    ("health_check_config", &["dip", "enable", "interval", "policy", "retry", "sip"]),
    ("bgp_config", &["enable", "local_asn", "local_bgp_ip", "tunnel_cidr"]),
    (
        "tunnel_options_specification",
        &[
            "customer_gateway_id",
            "enable_dpd",
            "enable_nat_traversal",
            "tunnel_index",
            "tunnel_bgp_config",
            "tunnel_ike_config",
            "tunnel_ipsec_config",
        ],
    ),
    (
        "tunnel_ike_config",
        &[
            "ike_auth_alg",
            "ike_enc_alg",
            "ike_lifetime",
            "ike_mode",
            "ike_pfs",
            "ike_version",
            "local_id",
            "psk",
            "remote_id",
        ],
    ),
    ("tunnel_ipsec_config", &["ipsec_auth_alg", "ipsec_enc_alg", "ipsec_lifetime", "ipsec_pfs"]),
    ("tunnel_bgp_config", &["local_asn", "local_bgp_ip", "tunnel_cidr"]),
];

fn dual(name: &str) -> String {
    let tunnel = |number: u16| {
        json!({
            "TunnelIndex": number, "CustomerGatewayId": format!("cgw-sandboxfradc1a000000{number}"),
            "EnableDpd": true, "EnableNatTraversal": true,
            "TunnelIkeConfig": {
                "IkeVersion": "ikev2", "IkeMode": "main", "IkeEncAlg": "aes256", "IkeAuthAlg": "sha256",
                "IkePfs": "group14", "IkeLifetime": 86400, "Psk": KEY, "RemoteId": "fra.example",
            },
            "TunnelIpsecConfig": {
                "IpsecEncAlg": "aes256", "IpsecAuthAlg": "sha256", "IpsecPfs": "group14", "IpsecLifetime": 28800,
            },
            "TunnelBgpConfig": {
                "LocalAsn": 65530, "TunnelCidr": format!("169.254.1{number}.0/30"),
                "LocalBgpIp": format!("169.254.1{number}.1"),
            },
        })
    };
    json!({
        "RegionId": "eu-central-1", "Name": name, "NetworkType": "public", "EnableTunnelsBgp": true,
        "LocalSubnet": "0.0.0.0/0", "RemoteSubnet": "0.0.0.0/0", "EffectImmediately": true,
        "Tags": [{"Key": "site", "Value": "a\"b ${x} %{y} \\"}],
        "TunnelOptionsSpecification": [tunnel(1), tunnel(2)],
    })
    .to_string()
}

fn single() -> String {
    fs::read_to_string(root().join("assets/samples/single.json")).unwrap_or_else(|_| {
        json!({
            "RegionId": "eu-central-1", "Name": "fra", "CustomerGatewayId": "cgw-sandboxfradc1a0000001",
            "NetworkType": "public", "LocalSubnet": "10.1.0.0/16", "RemoteSubnet": "192.168.10.0/24",
            "EffectImmediately": true, "EnableDpd": true, "EnableNatTraversal": true,
            "IkeConfig": {
                "Psk": KEY, "IkeVersion": "ikev2", "IkeMode": "main", "IkeEncAlg": "aes256",
                "IkeAuthAlg": "sha256", "IkePfs": "group14", "IkeLifetime": 86400,
            },
            "IpsecConfig": {
                "IpsecEncAlg": "aes256", "IpsecAuthAlg": "sha256", "IpsecPfs": "group14", "IpsecLifetime": 86400,
            },
            "HealthCheckConfig": {
                "enable": true, "dip": "192.168.10.10", "sip": "10.1.0.10", "interval": 3, "retry": 3,
                "Policy": "revoke_route",
            },
        })
        .to_string()
    })
}

fn exported(draft: &str, arguments: &[&str]) -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("draft.json");
    fs::write(&file, draft).unwrap();
    let mut all = vec!["preview", file.to_str().unwrap(), "--quiet", "--allow", "F-04"];
    all.extend(arguments);
    let ran = Ran::of(program(&all).output().unwrap()).expect(0);
    (folder, ran.out)
}

/// The draft that importing a text gives.
fn imported(folder: &TempDir, text: &str, how: &str) -> Draft {
    let (from, to) = (folder.path().join("export"), folder.path().join("imported.json"));
    fs::write(&from, text).unwrap();
    let _ = fs::remove_file(&to);
    let arguments = ["import", how, from.to_str().unwrap(), "--out", to.to_str().unwrap()];
    Ran::of(program(&arguments).output().unwrap()).expect(0);
    drafts::read(&fs::read_to_string(to).unwrap()).unwrap().draft
}

/// Both as texts by field, without what no template holds.
fn fields(draft: &Draft, without: &[Key]) -> BTreeSet<(String, String)> {
    let kept = draft.present_paths().filter(|path: &FieldPath| !without.contains(&path.key));
    kept.filter_map(|path| Some((path.to_string(), draft.text(path)?.to_owned()))).collect()
}

fn resources<'a>(body: &'a Body, kind: &str) -> Vec<&'a Block> {
    body.blocks()
        .filter(|block| block.labels.first().is_some_and(|label| label.as_str() == kind))
        .collect()
}

/// Every name of a block is documented for it.
fn documented(block: &Block, name: &str) {
    let (_, names) =
        ATTACHMENT.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{name}"));
    for attribute in block.body.attributes() {
        assert!(names.contains(&attribute.key.as_str()), "{} in {name}", attribute.key.as_str());
    }
    for inner in block.body.blocks() {
        let inner_name = inner.ident.as_str();
        assert!(names.contains(&inner_name), "{inner_name} in {name}");
        documented(inner, inner_name);
    }
}

#[test]
fn terraform_has_documented_names_and_no_key() {
    for draft in [dual("fra"), single()] {
        let (_, text) = exported(&draft, &["--as", "terraform", "--reveal"]);
        assert!(!text.contains(KEY), "{text}");
        let body =
            hcl_edit::parser::parse_body(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let found = resources(&body, "alicloud_vpn_gateway_vpn_attachment");
        assert_eq!(found.len(), 1);
        documented(found[0], "");
        for variable in body.blocks().filter(|block| block.ident.as_str() == "variable") {
            let is_key = variable.labels[0].as_str().starts_with("psk");
            assert_eq!(variable.body.get_attribute("sensitive").is_some(), is_key);
        }
        assert!(!resources(&body, "alicloud_vpn_customer_gateway").is_empty());
        assert_eq!(resources(&body, "alicloud_cen_transit_router_vpn_attachment").len(), 1);
    }
}

#[test]
fn a_connection_that_exists_is_taken_over() {
    let (_, text) = exported(&dual("fra"), &["--as", "terraform", "--connection", "vco-1"]);
    let body = hcl_edit::parser::parse_body(&text).unwrap();
    let imports = body.blocks().filter(|block| block.ident.as_str() == "import");
    let ids: Vec<String> = imports
        .map(|block| block.body.get_attribute("id").unwrap().value.as_str().unwrap().to_owned())
        .collect();
    assert!(
        ids.contains(&"vco-1".to_owned()) && ids.iter().any(|id| id.starts_with("cgw-")),
        "{ids:?}"
    );
}

#[test]
fn importing_an_export_gives_the_same_draft() {
    for draft in [dual("fra \"1\" ${a} \\ b"), single()] {
        let before = drafts::read(&draft).unwrap().draft;
        let (folder, text) = exported(&draft, &["--as", "terraform"]);
        let after = imported(&folder, &text, "--terraform");
        assert_eq!(fields(&before, &[Key::Psk]), fields(&after, &[Key::Psk]), "{text}");
        let (folder, text) = exported(&draft, &["--as", "ros"]);
        let after = imported(&folder, &text, "--request");
        assert_eq!(
            fields(&before, &[Key::Psk, Key::RegionId]),
            fields(&after, &[Key::Psk, Key::RegionId]),
            "{text}"
        );
    }
}

#[test]
fn a_ros_template_keeps_keys_as_parameters_that_are_not_shown() {
    let (_, text) = exported(&dual("fra"), &["--as", "ros"]);
    assert!(!text.contains(KEY), "{text}");
    let template: Json = serde_json::from_str(&text).unwrap();
    let attachment = &template["Resources"]["VpnAttachment"];
    assert_eq!(attachment["Type"], "ALIYUN::VPC::VpnAttachment");
    let tunnels = attachment["Properties"]["TunnelOptionsSpecification"].as_array().unwrap();
    for tunnel in tunnels {
        let parameter = tunnel["TunnelIkeConfig"]["Psk"]["Ref"].as_str().unwrap();
        assert_eq!(template["Parameters"][parameter]["NoEcho"], true);
    }
}
