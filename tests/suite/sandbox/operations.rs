//! What the operations do when all is well.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use serde_json::Value as Json;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tunnelsmith::connection::{FieldPath, Key, Secret};
use tunnelsmith::rpc::{Algorithm, INSTANCE_HEADER, Operation, Params};
use tunnelsmith::sandbox::{
    OTHER_ACCESS_KEY_ID, OTHER_ACCESS_KEY_SECRET, SEEDED_GATEWAYS, ServiceQuirks,
};

use super::lab::{
    Answered, FRA_A, FRA_B, Lab, NO_ASN, NOW, Signer, bgp, dual, params, single, vpc, with,
};

const CREATE: &str = "CreateVpnAttachment";

fn look(id: &str) -> tunnelsmith::rpc::Params {
    params(&[("RegionId", "eu-central-1"), ("VpnConnectionId", id)])
}

#[tokio::test]
async fn a_creation_is_answered_as_documented_and_stored_as_received() {
    let lab = Lab::open().await;
    let sent = with(&dual(), &[("ClientToken", Some("token-1")), ("Tags.1.Key", Some("site"))]);
    let answer = lab.ask(CREATE, &sent).await;
    let json = answer.json();
    assert_eq!(answer.http, 200);
    assert_eq!(answer.header("x-tunnelsmith-sandbox"), Some("1"));
    assert_eq!(json["Code"], "200");
    assert_eq!(json["Message"], "successful");
    assert_eq!(json["Success"], true);
    assert_eq!(json["Name"], "fra-dc1");
    assert_eq!(json["CreateTime"], NOW * 1_000);
    let tail = json["VpnConnectionId"].as_str().unwrap().strip_prefix("vco-").unwrap();
    assert!(tail.len() == 20 && tail.bytes().all(|byte| byte.is_ascii_alphanumeric()));

    let [stored] = &lab.sandbox.connections()[..] else { panic!("not one connection") };
    assert_eq!(stored.id, answer.id());
    assert_eq!(stored.client_token.as_deref(), Some("token-1"));
    assert_eq!(stored.params, sent_as_read(&sent));
    let key = stored.draft.key(FieldPath::tunnel(1, Key::Psk)).unwrap().0;
    assert_eq!(key.expose(), "kT7mPq2vXw9bRd4c");
    assert!(!format!("{stored:?}").contains("kT7m"));
}

/// What arrives has its keys sealed.
fn sent_as_read(sent: &tunnelsmith::rpc::Params) -> tunnelsmith::rpc::Params {
    let mut read = tunnelsmith::rpc::Params::default();
    read.read_form(sent.canonical().as_bytes()).unwrap();
    read
}

#[tokio::test]
async fn a_look_up_shows_defaults_and_the_keys_that_were_made() {
    let lab = Lab::open().await;
    let id = lab.ask(CREATE, &bgp()).await.id();
    let json = lab.ask("DescribeVpnConnection", &look(&id)).await.json();
    assert_eq!(json["State"], "init");
    assert_eq!(json["AttachType"], "NO_ASSOCIATED");
    assert_eq!(json["NetworkType"], "public");
    assert_eq!(json["EnableTunnelsBgp"], true);
    assert_eq!(json["EffectImmediately"], false);
    let tunnels = json["TunnelOptionsSpecification"]["TunnelOptions"].as_array().unwrap();
    assert_eq!(tunnels.len(), 2);
    let [one, two] = [&tunnels[0], &tunnels[1]];
    assert_eq!(one["TunnelIndex"], 1);
    assert_eq!((&one["Role"], &two["Role"]), (&"master".into(), &"slave".into()));
    assert_eq!(one["EnableDpd"], "true");
    assert_eq!(one["TunnelIkeConfig"]["Psk"], "kT7mPq2vXw9bRd4c");
    assert_eq!(one["TunnelIkeConfig"]["IkeVersion"], "ikev2");
    assert_eq!(one["TunnelIkeConfig"]["IkeLifetime"], "86400");
    assert_eq!(one["TunnelIkeConfig"]["RemoteId"], "203.0.113.10");
    assert_eq!(one["TunnelIpsecConfig"]["IpsecAuthAlg"], "sha1");
    assert_eq!(one["TunnelBgpConfig"]["LocalAsn"], "65530");
    assert_eq!(one["TunnelBgpConfig"]["PeerAsn"], "65010");
    assert_eq!(one["TunnelBgpConfig"]["PeerBgpIp"], "169.254.10.2");
    assert_eq!(two["TunnelBgpConfig"]["PeerBgpIp"], "169.254.11.1");
    let made = two["TunnelIkeConfig"]["Psk"].as_str().unwrap();
    assert!(made.len() == 16 && made.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    assert_eq!(one["InternetIp"], "", "addresses are given when a router is bound");
    assert_ne!(one["TunnelId"], two["TunnelId"]);
}

#[tokio::test]
async fn a_single_connection_is_shown_with_its_own_kinds_of_value() {
    let lab = Lab::open().await;
    let with_bgp = with(
        &single(),
        &[(
            "BgpConfig",
            Some(r#"{"EnableBgp":"true","TunnelCidr":"169.254.20.0/30","LocalAsn":"0.65001"}"#),
        )],
    );
    let id = lab.ask(CREATE, &with_bgp).await.id();
    let json = lab.ask("DescribeVpnConnection", &look(&id)).await.json();
    assert_eq!(json["CustomerGatewayId"], FRA_A);
    assert_eq!(json["EnableDpd"], true);
    assert_eq!(json["IkeConfig"]["IkeLifetime"], 3_600);
    assert_eq!(json["IkeConfig"]["IkeAuthAlg"], "md5");
    assert_eq!(json["IpsecConfig"]["IpsecLifetime"], 86_400);
    assert_eq!(json["VcoHealthCheck"]["Enable"], "true");
    assert_eq!(json["VcoHealthCheck"]["Interval"], 5);
    assert_eq!(json["VpnBgpConfig"]["EnableBgp"], "true");
    assert_eq!(json["VpnBgpConfig"]["LocalAsn"], 65_001);
    assert_eq!(json["VpnBgpConfig"]["LocalBgpIp"], "169.254.20.1");
    assert_eq!(json["TunnelOptionsSpecification"]["TunnelOptions"], Json::Array(Vec::new()));
    let listed = lab.ask("DescribeVpnConnections", &look(&id)).await.json();
    let entry = &listed["VpnConnections"]["VpnConnection"][0];
    assert_eq!(entry["VpnBgpConfig"].get("EnableBgp"), None);
    assert_eq!(entry["Tag"]["Tag"], Json::Array(Vec::new()));
}

#[tokio::test]
async fn single_connections_can_be_refused_as_the_service_is_reported_to_do() {
    let lab = Lab::faulty(&["single=refuse"]).await;
    let answer = lab.ask(CREATE, &single()).await;
    assert_eq!(answer.code(), "VpnConnection.InvalidCreateTunnelOptions");
    assert_eq!(lab.ask(CREATE, &dual()).await.http, 200);
}

#[tokio::test]
async fn times_have_whole_seconds_and_lists_lag_behind() {
    let millis = Arc::new(AtomicI64::new(NOW * 1000 + 678));
    let read = Arc::clone(&millis);
    let lab = Lab::with(|settings| {
        settings.traits = ServiceQuirks::default();
        settings.clock =
            Arc::new(move || Timestamp::from_millisecond(read.load(Ordering::Relaxed)).unwrap());
    })
    .await;
    let made = lab.ask(CREATE, &dual()).await;
    assert_eq!(made.json()["CreateTime"], NOW * 1000);
    let region = params(&[("RegionId", "eu-central-1")]);
    for (later, listed) in [(0, 0), (1999, 0), (2000, 1)] {
        millis.store(NOW * 1000 + 678 + later, Ordering::Relaxed);
        let list = lab.ask("DescribeVpnConnections", &region).await.json();
        assert_eq!(list["TotalCount"], listed, "{later}");
        let one = lab.ask("DescribeVpnConnection", &look(&made.id())).await;
        assert_eq!(one.json()["CreateTime"], NOW * 1000, "who knows the id sees it at once");
    }
}

#[tokio::test]
async fn accounts_have_nothing_in_common() {
    let lab = Lab::open().await;
    let other = Signer {
        id: OTHER_ACCESS_KEY_ID.into(),
        secret: Secret::new(OTHER_ACCESS_KEY_SECRET),
        token: None,
    };
    let ask_other = async |action, params: &Params| {
        lab.ask_as(Algorithm::V1, vpc(action), params, &other).await
    };
    let sent = with(&bgp(), &[("ClientToken", Some("t"))]);
    let gateway = params(&[("RegionId", "eu-central-1"), ("IpAddress", "192.0.2.1")]);
    let ids = [lab.ask(CREATE, &sent).await.id(), ask_other(CREATE, &sent).await.id()];
    assert_ne!(ids[0], ids[1], "neither token nor tunnel block of the one is used by the other");
    assert_eq!(ask_other("DescribeVpnConnection", &look(&ids[0])).await.http, 404);
    assert_eq!(ask_other("DeleteVpnAttachment", &look(&ids[0])).await.http, 404);
    for _ in 0..2 {
        lab.ask("CreateCustomerGateway", &gateway).await;
    }
    assert_eq!(ask_other("CreateCustomerGateway", &gateway).await.http, 200);
    let region = params(&[("RegionId", "eu-central-1")]);
    let list = ask_other("DescribeVpnConnections", &region).await.json();
    assert_eq!(list["TotalCount"], 1);
    let sts = Operation { action: "GetCallerIdentity", version: "2015-04-01" };
    let mut numbers = Vec::new();
    for signer in [&Signer::default(), &other] {
        let told = lab.ask_as(Algorithm::V3, sts, &params(&[]), signer).await.json();
        assert!(told["Arn"].as_str().unwrap().contains(told["AccountId"].as_str().unwrap()));
        numbers.push(told["AccountId"].clone());
    }
    assert_ne!(numbers[0], numbers[1]);
}

#[tokio::test]
async fn a_start_is_told_from_another_and_gives_other_ids() {
    let (one, two) = (Lab::open().await, Lab::open().await);
    let [first, second] = [one.ask(CREATE, &dual()).await, two.ask(CREATE, &dual()).await];
    assert_ne!(first.id(), second.id());
    let instance = |answer: &Answered| answer.header(INSTANCE_HEADER).unwrap().to_owned();
    assert_ne!(instance(&first), instance(&second));
    assert_eq!(instance(&first), one.sandbox.instance());
    let refused = one.ask(CREATE, &params(&[])).await;
    assert_eq!(instance(&refused), one.sandbox.instance());
}

#[tokio::test]
async fn parameters_nobody_knows_are_passed_over() {
    let lab = Lab::open().await;
    let odd = with(&dual(), &[("Tag.1.Key", Some("x")), ("1.Role", Some("master"))]);
    assert_eq!(lab.ask(CREATE, &odd).await.http, 200);
}

#[tokio::test]
async fn the_same_token_gives_the_same_connection() {
    let lab = Lab::open().await;
    let sent = with(&dual(), &[("ClientToken", Some("t"))]);
    let [first, again] = [lab.ask(CREATE, &sent).await, lab.ask(CREATE, &sent).await];
    assert_eq!(first.id(), again.id());
    assert_ne!(first.json()["RequestId"], again.json()["RequestId"]);
    let other = with(&sent, &[("Name", Some("other"))]);
    assert_eq!(lab.ask(CREATE, &other).await.code(), "IdempotentParameterMismatch");
    assert_eq!(lab.sandbox.connections().len(), 1);
}

#[tokio::test]
async fn a_refusal_and_a_dry_run_spend_no_token() {
    let lab = Lab::open().await;
    let sent = with(&dual(), &[("ClientToken", Some("t"))]);
    let dry = with(&sent, &[("DryRun", Some("true"))]);
    let wrong = with(&sent, &[("LocalSubnet", Some("x"))]);
    assert_eq!(lab.ask(CREATE, &dry).await.code(), "DryRunOperation");
    assert_eq!(lab.ask(CREATE, &wrong).await.code(), "IllegalParam.LocalSubnet");
    assert!(lab.sandbox.connections().is_empty());
    assert_eq!(lab.ask(CREATE, &sent).await.http, 200);
}

/// Two connections to one device are the usual set-up for two routers; no page forbids them.
#[tokio::test]
async fn equal_gateways_and_subnets_are_no_clash() {
    let lab = Lab::open().await;
    let blocks =
        [("LocalSubnet", Some("10.1.0.0/16,10.2.0.0/16")), ("RemoteSubnet", Some("10.9.0.0/16"))];
    for sent in [with(&dual(), &blocks), dual(), single()] {
        for _ in 0..2 {
            assert_eq!(lab.ask(CREATE, &sent).await.http, 200);
        }
    }
}

#[tokio::test]
async fn a_tunnel_cidr_serves_one_connection_of_a_gateway() {
    let lab = Lab::open().await;
    let id = lab.ask(CREATE, &bgp()).await.id();
    assert_eq!(lab.ask(CREATE, &bgp()).await.code(), "IllegalParam.TunnelCidr");
    let others = with(
        &bgp(),
        &[
            ("1.CustomerGatewayId", Some("cgw-sandboxsgpcore0000004")),
            ("2.CustomerGatewayId", Some("cgw-sandboxlonoffice00003")),
        ],
    );
    assert_eq!(lab.ask(CREATE, &others).await.http, 200);
    lab.ask("DeleteVpnAttachment", &look(&id)).await;
    assert_eq!(lab.ask(CREATE, &bgp()).await.http, 200);
}

#[tokio::test]
async fn what_is_deleted_is_gone() {
    let lab = Lab::open().await;
    let ids = [lab.ask(CREATE, &dual()).await.id(), lab.ask(CREATE, &dual()).await.id()];
    assert_ne!(ids[0], ids[1]);
    let wrong_region = with(&look(&ids[0]), &[("RegionId", Some("cn-hangzhou"))]);
    let answer = lab.ask("DeleteVpnAttachment", &wrong_region).await;
    assert_eq!(
        (answer.http, answer.code().as_str()),
        (404, "InvalidVpnConnectionInstanceId.NotFound")
    );
    assert_eq!(lab.ask("DeleteVpnAttachment", &look(&ids[0])).await.json()["Code"], "200");
    assert_eq!(lab.ask("DescribeVpnConnection", &look(&ids[0])).await.http, 404);
    assert_eq!(lab.ask("DescribeVpnConnection", &look(&ids[1])).await.http, 200);
}

#[tokio::test]
async fn connections_are_listed_page_by_page_and_by_filter() {
    let lab = Lab::open().await;
    let mut ids = Vec::new();
    for number in 0..12 {
        let tag = [
            ("Tags.1.Key", Some("site")),
            ("Tags.1.Value", Some(if number < 3 { "a" } else { "b" })),
        ];
        ids.push(lab.ask(CREATE, &with(&dual(), &tag)).await.id());
    }
    let region = params(&[("RegionId", "eu-central-1")]);
    let first = lab.ask("DescribeVpnConnections", &region).await.json();
    assert_eq!((&first["PageSize"], &first["TotalCount"]), (&10.into(), &12.into()));
    assert_eq!(first["VpnConnections"]["VpnConnection"].as_array().unwrap().len(), 10);
    let second = with(&region, &[("PageNumber", Some("2"))]);
    let second = lab.ask("DescribeVpnConnections", &second).await.json();
    assert_eq!(second["VpnConnections"]["VpnConnection"][1]["VpnConnectionId"], ids[11].as_str());
    for (filter, value, count) in [
        ("CustomerGatewayId", FRA_B, 12),
        ("CustomerGatewayId", NO_ASN, 0),
        ("VpnConnectionId", ids[4].as_str(), 1),
        ("VpnGatewayId", "vpn-x", 0),
        ("ResourceGroupId", "rg-other", 0),
    ] {
        let filtered = with(&region, &[(filter, Some(value))]);
        let json = lab.ask("DescribeVpnConnections", &filtered).await.json();
        assert_eq!(json["TotalCount"], count, "{filter}={value}");
    }
    let tagged = with(&region, &[("Tag.1.Key", Some("site")), ("Tag.1.Value", Some("a"))]);
    assert_eq!(lab.ask("DescribeVpnConnections", &tagged).await.json()["TotalCount"], 3);
    for (name, value) in
        [("PageSize", "51"), ("PageSize", "0"), ("PageNumber", "0"), ("PageNumber", "+1")]
    {
        let wrong = with(&region, &[(name, Some(value))]);
        assert_eq!(lab.ask("DescribeVpnConnections", &wrong).await.code(), "InvalidParameter");
    }
    let bound = lab.ask("DescribeVpnAttachments", &region).await.json();
    assert_eq!(bound["VpnAttachments"], Json::Array(Vec::new()));
    assert_eq!(bound["TotalCount"], 0);
}

#[tokio::test]
async fn five_thousand_gateways_are_paged() {
    let lab = Lab::with(|settings| settings.gateways = 5_000).await;
    let mut seen = HashSet::new();
    for page in 1..=100 {
        let page = page.to_string();
        let asked =
            params(&[("RegionId", "cn-beijing"), ("PageSize", "50"), ("PageNumber", &page)]);
        let json = lab.ask("DescribeCustomerGateways", &asked).await.json();
        assert_eq!(json["TotalCount"], 5_000);
        for gateway in json["CustomerGateways"]["CustomerGateway"].as_array().unwrap() {
            seen.insert(gateway["CustomerGatewayId"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(seen.len(), 5_000);
}

#[tokio::test]
async fn every_region_has_the_seeded_gateways() {
    let lab = Lab::open().await;
    for region in ["eu-central-1", "cn-hangzhou"] {
        for seed in SEEDED_GATEWAYS {
            let asked = params(&[("RegionId", region), ("CustomerGatewayId", seed.id)]);
            let json = lab.ask("DescribeCustomerGateways", &asked).await.json();
            let found = &json["CustomerGateways"]["CustomerGateway"][0];
            assert_eq!(found["Name"], seed.name);
            assert_eq!(found["IpAddress"], seed.address.to_string());
            assert_eq!(found.get("Asn").and_then(Json::as_u64), seed.asn.map(u64::from));
        }
    }
}

#[tokio::test]
async fn a_gateway_that_was_made_can_be_used() {
    let lab = Lab::open().await;
    let asked = params(&[
        ("RegionId", "eu-central-1"),
        ("IpAddress", "192.0.2.1"),
        ("Name", "new"),
        ("Asn", "1.1"),
        ("ClientToken", "g"),
    ]);
    let made = lab.ask("CreateCustomerGateway", &asked).await.json();
    let id = made["CustomerGatewayId"].as_str().unwrap();
    let again = lab.ask("CreateCustomerGateway", &asked).await.json();
    assert_eq!(again["CustomerGatewayId"], id);
    let other = with(&asked, &[("Name", Some("other"))]);
    assert_eq!(
        lab.ask("CreateCustomerGateway", &other).await.code(),
        "IdempotentParameterMismatch"
    );
    let found = params(&[("RegionId", "eu-central-1"), ("CustomerGatewayId", id)]);
    let json = lab.ask("DescribeCustomerGateways", &found).await.json();
    assert_eq!(json["CustomerGateways"]["CustomerGateway"][0]["Asn"], 65_537);
    let used =
        with(&bgp(), &[("1.CustomerGatewayId", Some(id)), ("2.CustomerGatewayId", Some(id))]);
    assert_eq!(lab.ask(CREATE, &used).await.http, 200);
    let elsewhere = with(&used, &[("RegionId", Some("cn-hangzhou"))]);
    assert_eq!(
        lab.ask(CREATE, &elsewhere).await.code(),
        "InvalidCustomerGatewayInstanceId.NotFound"
    );
}

#[tokio::test]
async fn a_hundred_gateways_can_be_made_in_a_region() {
    let lab = Lab::open().await;
    for number in 0..=100 {
        let address = format!("192.0.2.{number}");
        let asked = params(&[("RegionId", "eu-central-1"), ("IpAddress", &address)]);
        let answer = lab.ask("CreateCustomerGateway", &asked).await;
        let expected = if number < 100 { "" } else { "Resource.QuotaFull" };
        assert_eq!(answer.code(), expected, "{number}");
    }
}

#[tokio::test]
async fn regions_lead_back_to_the_sandbox() {
    let lab = Lab::open().await;
    let english = params(&[("AcceptLanguage", "en-US")]);
    for (asked, name) in [(params(&[]), "华东1（杭州）"), (english, "China (Hangzhou)")] {
        let json = lab.ask("DescribeRegions", &asked).await.json();
        let regions = json["Regions"]["Region"].as_array().unwrap();
        let hangzhou = regions.iter().find(|region| region["RegionId"] == "cn-hangzhou").unwrap();
        assert_eq!(hangzhou["LocalName"], name);
        assert!(regions.iter().all(|region| region["RegionEndpoint"] == lab.address().to_string()));
    }
}

#[tokio::test]
async fn ids_follow_from_the_seed() {
    let mut firsts = Vec::new();
    for seed in [1, 1, 2] {
        let lab = Lab::with(|settings| settings.seed = Some(seed)).await;
        firsts.push(lab.ask(CREATE, &dual()).await.id());
    }
    assert_eq!(firsts[0], firsts[1]);
    assert_ne!(firsts[0], firsts[2]);
}

#[tokio::test]
async fn a_thousand_creations_at_once_and_none_is_lost() {
    let lab = Arc::new(Lab::open().await);
    // Both ends of every connection are files of this process, which may open a few hundred.
    let lines = Arc::new(Semaphore::new(100));
    let mut tasks = JoinSet::new();
    for number in 0..1_000 {
        let (lab, lines) = (Arc::clone(&lab), Arc::clone(&lines));
        tasks.spawn(async move {
            let _line = lines.acquire().await.unwrap();
            let token = format!("token-{number}");
            lab.ask(CREATE, &with(&dual(), &[("ClientToken", Some(&token))])).await.id()
        });
    }
    let answered: HashSet<String> = tasks.join_all().await.into_iter().collect();
    let stored: HashSet<String> =
        lab.sandbox.connections().into_iter().map(|stored| stored.id).collect();
    assert_eq!(stored.len(), 1_000);
    assert_eq!(answered, stored);
    assert_eq!(lab.sandbox.requests().len(), 1_000);
}

#[tokio::test]
async fn the_same_token_many_times_at_once_makes_one_connection() {
    let lab = Arc::new(Lab::open().await);
    let mut tasks = JoinSet::new();
    for _ in 0..50 {
        let lab = Arc::clone(&lab);
        tasks.spawn(async move {
            lab.ask(CREATE, &with(&dual(), &[("ClientToken", Some("t"))])).await.id()
        });
    }
    let answered: HashSet<String> = tasks.join_all().await.into_iter().collect();
    assert_eq!(answered.len(), 1);
    assert_eq!(lab.sandbox.connections().len(), 1);
}
