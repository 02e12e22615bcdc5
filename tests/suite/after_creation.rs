//! The operations that follow a creation, against recorded answers: read into types, asked for with the
//! right product and version, keys never in sight.

use futures_util::TryStreamExt as _;
use serde_json::Value as Json;
use tunnelsmith::cloud::{
    AttachmentFilter, CallError, CallFailure, CenClient, Client, ClientOptions, ConnectionFilter,
    Credentials, DiagnosisTarget, Endpoint, LogWindow, LostResponseCause, NewBinding, RetryPolicy,
    RouteTableChange,
};
use tunnelsmith::connection::{Connection, FieldPath, Key, Token};
use tunnelsmith::rpc::modification;

use super::scripted::{Behaviour, Request, Scripted, answer, refusal};
use super::support::sample as draft;

const REGION: &str = "eu-central-1";
const VCO: &str = "vco-gw8fra000000000000001";
const KEYS: [&str; 2] = ["examplekeyone0001", "examplekeytwo0002"];

fn recorded() -> Vec<Json> {
    let text = include_str!("../data/after-creation.json");
    let all: Json = serde_json::from_str(text).unwrap();
    all["samples"].as_array().unwrap().clone()
}

fn body(name: &str) -> Json {
    let found = recorded().into_iter().find(|sample| sample["name"] == name);
    found.unwrap_or_else(|| panic!("no sample {name}"))["body"].clone()
}

async fn serving<const N: usize>(names: [&str; N]) -> (Scripted, Client) {
    let server =
        Scripted::answering(names.map(|name| answer("200 OK", "", &body(name).to_string()))).await;
    let client = client(&server);
    (server, client)
}

fn client(server: &Scripted) -> Client {
    let endpoint = Endpoint::parse(&format!("http://127.0.0.1:{}", server.port)).unwrap();
    let credentials =
        Credentials { id: "id".to_owned(), secret: "secret".into(), token: None, expires: None };
    let first = std::time::Duration::from_millis(2);
    let policy = RetryPolicy { first, step: first, attempts: 3, ..RetryPolicy::default() };
    Client::new(endpoint, credentials, ClientOptions { policy, ..ClientOptions::default() })
        .unwrap()
}

fn token() -> Token {
    "token-1".parse().unwrap()
}

fn asked(request: &Request) -> (String, String) {
    (request.param("Action"), request.param("Version"))
}

fn is_vpc(request: &Request, action: &str) {
    assert_eq!(asked(request), (action.to_owned(), "2016-04-28".to_owned()));
}

fn is_cbn(request: &Request, action: &str) {
    assert_eq!(asked(request), (action.to_owned(), "2017-09-12".to_owned()));
}

#[tokio::test]
async fn a_connection_is_read_in_every_state_of_its_life() {
    let samples: Vec<Json> = recorded()
        .into_iter()
        .filter(|sample| sample["operation"] == "DescribeVpnConnection")
        .collect();
    assert!(samples.len() >= 13);
    for sample in samples {
        let (name, body) = (&sample["name"], &sample["body"]);
        let server = Scripted::answering([answer("200 OK", "", &body.to_string())]).await;
        let found = client(&server).connection(REGION, VCO).await.unwrap().value;
        assert_eq!(found.state.as_deref(), body["State"].as_str(), "{name}");
        let told = body["TunnelOptionsSpecification"]["TunnelOptions"].as_array();
        let told = told.map(Vec::as_slice).unwrap_or_default();
        assert_eq!(found.tunnels.len(), told.len(), "{name}");
        for (tunnel, told) in found.tunnels.iter().zip(told) {
            assert_eq!(tunnel.status.as_deref(), told["Status"].as_str(), "{name}");
            let address = told["InternetIp"].as_str().filter(|text| !text.is_empty());
            assert_eq!(tunnel.internet_ip.as_deref(), address, "{name}");
            let key = told["TunnelIkeConfig"]["Psk"].as_str();
            assert_eq!(tunnel.psk.as_ref().map(|psk| psk.expose()), key, "{name}");
        }
        let shown = format!("{found:?} {}", found.raw);
        assert!(!KEYS.iter().any(|key| shown.contains(key)), "{name}: {shown}");
    }
}

#[tokio::test]
async fn connections_are_listed_with_their_router() {
    let (server, client) = serving(["list.connections"]).await;
    let pages: Vec<_> =
        client.connections(REGION, &ConnectionFilter::default()).try_collect().await.unwrap();
    let [row] = &pages[0].rows[..] else { panic!("one row") };
    assert_eq!((row.id.as_str(), row.attach_type.as_deref()), (VCO, Some("CEN")));
    assert_eq!(row.transit_router.as_deref(), Some("tr-gw8fra00000000000001"));
    is_vpc(&server.requests()[0], "DescribeVpnConnections");
}

fn connection(name: &str) -> Connection {
    let text = std::fs::read_to_string(draft(name)).unwrap();
    let mut draft = tunnelsmith::drafts::read(&text).unwrap().draft;
    for number in 1..=draft.tunnels() {
        draft.set(FieldPath::tunnel(number, Key::Psk), KEYS[0]);
    }
    let Ok(connection) = Connection::from_draft(&draft, &Default::default()) else {
        panic!("the sample is sound");
    };
    connection
}

#[tokio::test]
async fn a_modification_sends_both_tunnels_whole_and_nothing_that_cannot_be_changed() {
    let wanted = connection("frankfurt-bgp.json");
    let ids = [(1, "tun-1".to_owned()), (2, "tun-2".to_owned())];
    let params = modification(&wanted, VCO, &ids, &token());
    let (server, client) = serving(["modify.answer"]).await;
    let answered = client.modify_connection(&params).await.unwrap().value;
    assert_eq!((answered.id.as_str(), answered.tunnels.len()), (VCO, 2));
    assert_eq!(answered.tunnels[0].state.as_deref(), Some("updating"));
    let request = &server.requests()[0];
    is_vpc(request, "ModifyVpnAttachmentAttribute");
    let sent = request.params();
    let whole = tunnelsmith::rpc::flatten(&wanted);
    for (name, value) in whole.iter().filter(|(name, _)| name.starts_with("TunnelOptions")) {
        assert_eq!(sent.get(name).map(|value| value.sent()), Some(value.sent()), "{name}");
    }
    for (number, id) in [(1, "tun-1"), (2, "tun-2")] {
        let at = |leaf: &str| request.param(&format!("TunnelOptionsSpecification.{number}.{leaf}"));
        assert_eq!((at("TunnelId").as_str(), at("TunnelIndex")), (id, number.to_string()));
        let key = format!("TunnelOptionsSpecification.{number}.TunnelIkeConfig.Psk");
        assert_eq!(sent.get(&key).map(|key| key.sent()), Some(KEYS[0]));
    }
    for name in ["NetworkType", "TunnelBandwidth", "ResourceGroupId", "Tags.1.Key", "DryRun"] {
        assert!(sent.get(name).is_none(), "{name}");
    }
    assert_eq!(request.param("ClientToken"), "token-1");
}

#[test]
fn a_modification_in_single_mode_sends_its_json_texts() {
    let params = modification(&connection("hangzhou-single-policy.json"), VCO, &[], &token());
    for name in ["CustomerGatewayId", "IkeConfig", "IpsecConfig", "LocalSubnet", "RegionId"] {
        assert!(params.get(name).is_some(), "{name}");
    }
    assert!(params.iter().all(|(name, _)| !name.starts_with("TunnelOptions")));
    assert!(params.get("NetworkType").is_none());
}

#[tokio::test]
async fn what_changes_something_is_repeated_with_the_same_token_and_stays_in_doubt() {
    let server = Scripted::start(|n, _| match n {
        0 => Behaviour::Reset(Vec::new()),
        _ => Behaviour::Send(answer("200 OK", "", &body("delete.answer").to_string()).into()),
    })
    .await;
    let reply = client(&server).delete_connection(REGION, VCO, &token()).await.unwrap();
    assert_eq!(reply.attempts, 2);
    let requests = server.requests();
    assert!(requests.iter().all(|request| request.param("ClientToken") == "token-1"));
    is_vpc(&requests[0], "DeleteVpnAttachment");

    // Gone: perhaps by the attempt whose answer was lost.
    let server = Scripted::start(|n, _| match n {
        0 => Behaviour::Reset(Vec::new()),
        _ => {
            let code = "InvalidVpnConnectionInstanceId.NotFound";
            Behaviour::Send(refusal("404 Not Found", "", code, "no").into())
        }
    })
    .await;
    let failed = client(&server).delete_connection(REGION, VCO, &token()).await.unwrap_err();
    assert!(failed.error.in_doubt(), "{failed}");
}

#[tokio::test]
async fn a_diagnosis_tells_both_values_where_both_are_known() {
    let tunnels = ["tun-gw8fra00000000001".to_owned(), "tun-2".to_owned()];
    let target = DiagnosisTarget::Tunnels(&tunnels);
    for sample in recorded() {
        let name = sample["name"].as_str().unwrap();
        let Some(kind) = name.strip_prefix("diagnose.") else { continue };
        let (server, client) = serving([name]).await;
        let rows = client.diagnose(REGION, target).await.unwrap().value;
        let request = &server.requests()[0];
        is_vpc(request, "DiagnoseVpnConnections");
        assert_eq!(request.param("TunnelIds.2"), "tun-2");
        if kind == "empty" {
            assert_eq!(rows, []);
            continue;
        }
        let told = &sample["body"]["VpnConnections"][0];
        let text = |name: &str| told[name].as_str().filter(|text| !text.is_empty());
        assert_eq!(rows[0].code.as_deref(), text("FailedReasonCode"), "{name}");
        assert_eq!(rows[0].severity.as_deref(), text("Severity"), "{name}");
        assert_eq!(rows[0].local.as_deref(), text("MismatchLocalParam"), "{name}");
        assert_eq!(rows[0].remote.as_deref(), text("MismatchRemoteParam"), "{name}");
        assert_eq!(rows[0].log.as_deref(), text("SourceLog"), "{name}");
        assert_eq!(rows[0].failed_at_ms, told["FailedTime"].as_i64(), "{name}");
    }
    let (server, client) = serving(["diagnose.empty"]).await;
    client.diagnose(REGION, DiagnosisTarget::Connection(VCO)).await.unwrap();
    assert_eq!(server.requests()[0].param("VpnConnectionIds.1"), VCO);
}

#[tokio::test]
async fn a_log_is_read_to_its_last_page_and_says_when_it_is_not_whole() {
    let window = LogWindow { from: None, minutes: 10 };
    let (server, here) = serving(["logs.page"]).await;
    let log = here.logs(REGION, VCO, Some("tun-1"), window).await.unwrap().value;
    assert_eq!((log.lines.len(), log.is_complete), (3, true));
    assert!(log.lines[1].contains("rejected hashtype"));
    let request = &server.requests()[0];
    is_vpc(request, "DescribeVpnConnectionLogs");
    assert_eq!(
        (request.param("MinutePeriod"), request.param("TunnelId")),
        ("10".into(), "tun-1".into())
    );

    let (_server, here) = serving(["logs.incomplete"]).await;
    let log = here.logs(REGION, VCO, None, window).await.unwrap().value;
    assert_eq!((log.lines.len(), log.is_complete), (0, false));

    let page = |rows: usize| {
        let body = serde_json::json!({"Count": rows, "IsCompleted": "true",
            "Data": {"Logs": vec!["line"; rows]}});
        answer("200 OK", "", &body.to_string())
    };
    let server = Scripted::answering([page(50), page(50), page(7)]).await;
    let window = LogWindow { from: Some(1_767_324_000), minutes: 5 };
    let reply = client(&server).logs(REGION, VCO, None, window).await.unwrap();
    assert_eq!((reply.value.lines.len(), reply.attempts), (107, 3));
    assert_eq!(server.requests()[2].param("PageNumber"), "3");
    assert_eq!(server.requests()[0].param("From"), "1767324000");
}

/// A token that leads back to itself must not be followed for ever.
#[tokio::test]
async fn a_list_whose_token_never_ends_is_left() {
    let body = r#"{"NextToken":"same","TransitRouterRouteTables":[]}"#;
    let server = Scripted::answering([answer("200 OK", "", body)]).await;
    CenClient::new(client(&server)).route_tables("tr-1").await.unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn routers_are_listed_with_what_makes_them_usable() {
    let (server, client) = serving(["routers", "router.zones"]).await;
    let cen = CenClient::new(client);
    let routers: Vec<_> = cen.routers(REGION).try_collect().await.unwrap();
    let router = &routers[0].rows[0];
    assert_eq!(
        (router.edition.as_deref(), router.status.as_deref()),
        (Some("Enterprise"), Some("Active"))
    );
    assert_eq!(router.cidr_blocks, ["10.254.0.0/24"]);
    assert_eq!(router.owner.as_deref(), Some("1250000000000001"), "a number too long for a double");
    let zones = cen.zones(REGION).await.unwrap().value;
    assert_eq!((zones.available.len(), zones.primary), (2, vec!["eu-central-1a".to_owned()]));
    let requests = server.requests();
    for (request, action) in
        requests.iter().zip(["ListTransitRouters", "ListTransitRouterAvailableResource"])
    {
        is_cbn(request, action);
    }
}

#[tokio::test]
async fn a_binding_is_made_watched_and_taken_away() {
    let states = [
        "bind.answer",
        "bind.Attaching",
        "bind.Attached",
        "bind.Detaching",
        "bind.gone",
        "unbind.answer",
    ];
    let (server, client) = serving(states).await;
    let cen = CenClient::new(client);
    let wanted = NewBinding {
        region: REGION.to_owned(),
        router: "tr-1".to_owned(),
        connection: VCO.to_owned(),
        name: None,
        zone: None,
        publishes_routes: true,
        client_token: token(),
    };
    let id = cen.bind(&wanted).await.unwrap().value;
    assert_eq!(id, "tr-attach-fra0000000001");
    let filter = AttachmentFilter { attachment: Some(id.clone()), router: None };
    for state in ["Attaching", "Attached", "Detaching"] {
        let found = cen.attachments(REGION, &filter).await.unwrap().value;
        assert_eq!(found[0].status.as_deref(), Some(state));
        assert_eq!(found[0].connection.as_deref(), Some(VCO));
        assert_eq!((found[0].publishes_routes, found[0].zones.len()), (Some(true), 2));
    }
    assert_eq!(cen.attachments(REGION, &filter).await.unwrap().value, []);
    cen.unbind(&id, true, &token()).await.unwrap();
    let requests = server.requests();
    is_cbn(&requests[0], "CreateTransitRouterVpnAttachment");
    assert_eq!(
        (requests[0].param("VpnId"), requests[0].param("ClientToken")),
        (VCO.into(), "token-1".into())
    );
    is_cbn(&requests[1], "ListTransitRouterVpnAttachments");
    is_cbn(&requests[5], "DeleteTransitRouterVpnAttachment");
    assert_eq!(requests[5].param("Force"), "true");

    let server = Scripted::answering([answer("200 OK", "", r#"{"RequestId":"R-1"}"#)]).await;
    let failed: CallFailure =
        CenClient::new(self::client(&server)).bind(&wanted).await.unwrap_err();
    let CallError::Lost(lost) = &failed.error else { panic!("{failed}") };
    assert_eq!(lost.cause, LostResponseCause::Incomplete("TransitRouterAttachmentId"));
}

#[tokio::test]
async fn route_tables_forward_and_learn() {
    let answers = ["tables", "associated", "propagated", "associations", "propagations"];
    let (server, client) = serving(answers).await;
    let cen = CenClient::new(client);
    let tables = cen.route_tables("tr-1").await.unwrap().value;
    let table = tables[0].id.clone();
    assert_eq!(
        (table.as_str(), tables[0].kind.as_deref()),
        ("vtb-gw8fra0000000000001", Some("System"))
    );
    for change in [RouteTableChange::Associate, RouteTableChange::EnablePropagation] {
        cen.change_route_table(change, &table, "tr-attach-1", &token()).await.unwrap();
    }
    let forwards = cen.associations("tr-attach-fra0000000001").await.unwrap().value;
    assert_eq!(forwards[0].status.as_deref(), Some("Associating"));
    let learns = cen.propagations(&table).await.unwrap().value;
    assert_eq!(
        (learns[0].status.as_deref(), learns[0].resource.as_deref()),
        (Some("Active"), Some(VCO))
    );
    let requests = server.requests();
    for (request, action) in requests.iter().zip([
        "ListTransitRouterRouteTables",
        "AssociateTransitRouterAttachmentWithRouteTable",
        "EnableTransitRouterRouteTablePropagation",
        "ListTransitRouterRouteTableAssociations",
        "ListTransitRouterRouteTablePropagations",
    ]) {
        is_cbn(request, action);
    }
    assert_eq!(requests[1].param("TransitRouterAttachmentId"), "tr-attach-1");
}
