//! The life of a connection: bound to a router, negotiated, changed, taken off and deleted.

use jiff::SignedDuration;
use serde_json::Value as Json;
use tunnelsmith::rpc::{Algorithm, Operation, Params};

use super::lab::{Answered, Lab, Signer, bgp, params, single, with};

pub const ROUTER: &str = "tr-sandboxeucentral1main1";
pub const REGION: &str = "eu-central-1";

pub fn cbn(action: &'static str) -> Operation {
    Operation { action, version: "2017-09-12" }
}

impl Lab {
    /// A sandbox with these devices, where a step takes ten seconds of its clock.
    pub async fn living(peers: &[&str]) -> Self {
        Self::with(|settings| {
            settings.pace = SignedDuration::from_secs(10);
            settings.peers = peers.iter().map(|peer| peer.parse().unwrap()).collect();
        })
        .await
    }

    pub async fn ask_cen(&self, action: &'static str, params: &Params) -> Answered {
        self.ask_as(Algorithm::V1, cbn(action), params, &Signer::default()).await
    }

    pub fn wait(&self, seconds: i64) {
        self.clock.fetch_add(seconds, std::sync::atomic::Ordering::Relaxed);
    }

    pub async fn look(&self, id: &str) -> Json {
        let wanted = params(&[("RegionId", REGION), ("VpnConnectionId", id)]);
        let answer = self.ask("DescribeVpnConnection", &wanted).await;
        assert_eq!(answer.http, 200, "{}", answer.json());
        answer.json()
    }

    /// The status and the BGP session of a tunnel, by its place.
    pub async fn tunnel(&self, id: &str, place: usize) -> (String, String) {
        let json = self.look(id).await;
        let tunnel = &json["TunnelOptionsSpecification"]["TunnelOptions"][place];
        let text = |json: &Json| json.as_str().unwrap_or_default().to_owned();
        (text(&tunnel["Status"]), text(&tunnel["TunnelBgpConfig"]["BgpStatus"]))
    }

    pub async fn bind(&self, id: &str) -> String {
        let answer = self.ask_cen("CreateTransitRouterVpnAttachment", &binding(id)).await;
        let json = answer.json();
        json["TransitRouterAttachmentId"].as_str().unwrap_or_else(|| panic!("{json}")).to_owned()
    }

    /// A connection that is bound, its tunnels as far up as they get.
    pub async fn bound(&self, wanted: &Params) -> (String, String) {
        let id = self.ask("CreateVpnAttachment", wanted).await.id();
        let attachment = self.bind(&id).await;
        self.wait(50);
        (id, attachment)
    }
}

pub fn binding(id: &str) -> Params {
    params(&[("RegionId", REGION), ("TransitRouterId", ROUTER), ("VpnId", id)])
}

#[tokio::test]
async fn each_region_has_routers_that_take_connections_and_routers_that_do_not() {
    let lab = Lab::living(&[]).await;
    let cens = lab.ask_cen("DescribeCens", &Params::default()).await.json();
    assert_eq!(cens["Cens"]["Cen"].as_array().unwrap().len(), 2);
    let of_region = params(&[("RegionId", "cn-shanghai")]);
    let routers = lab.ask_cen("ListTransitRouters", &of_region).await.json();
    let routers = routers["TransitRouters"].as_array().unwrap();
    let told: Vec<(&str, usize)> = routers
        .iter()
        .map(|router| {
            assert_eq!(
                (&router["RegionId"], &router["Status"]),
                (&"cn-shanghai".into(), &"Active".into())
            );
            let blocks = router["TransitRouterCidrList"].as_array().unwrap();
            (router["Type"].as_str().unwrap(), blocks.len())
        })
        .collect();
    assert_eq!(told, [("Enterprise", 1), ("Enterprise", 0), ("Basic", 0), ("Enterprise", 1)]);
    let full = params(&[
        ("RegionId", "cn-shanghai"),
        ("TransitRouterId", routers[3]["TransitRouterId"].as_str().unwrap()),
    ]);
    let mut page = lab.ask_cen("ListTransitRouterVpnAttachments", &full).await.json();
    assert_eq!(page["TotalCount"], 50);
    let mut rows = 0;
    loop {
        rows += page["TransitRouterAttachments"].as_array().unwrap().len();
        let Some(token) = page["NextToken"].as_str().map(str::to_owned) else { break };
        let next = with(&full, &[("NextToken", Some(&token))]);
        page = lab.ask_cen("ListTransitRouterVpnAttachments", &next).await.json();
    }
    assert_eq!(rows, 50);
    let of_cen = params(&[("CenId", "cen-sandboxcorp000001")]);
    let routers = lab.ask_cen("ListTransitRouters", &of_cen).await.json();
    let regions = routers["TransitRouters"].as_array().unwrap().iter();
    let regions: std::collections::BTreeSet<_> =
        regions.map(|it| it["RegionId"].as_str()).collect();
    assert_eq!(regions.len(), 2, "a CEN instance reaches into more than one region");
    let none = lab.ask_cen("ListTransitRouters", &Params::default()).await;
    assert_eq!(none.code(), "InvalidParameterCombination.TransitRouter");
    // Another product under the same roof.
    assert_eq!(lab.ask("ListTransitRouters", &of_region).await.code(), "InvalidApi.NotFound");
}

#[tokio::test]
async fn a_bound_connection_gets_its_addresses_and_its_tunnels_come_up() {
    let lab = Lab::living(&[]).await;
    let wanted = with(&bgp(), &[("EffectImmediately", Some("true"))]);
    let id = lab.ask("CreateVpnAttachment", &wanted).await.id();
    lab.wait(1_000);
    assert_eq!(lab.look(&id).await["State"], "init", "nothing comes up unbound");
    let attachment = lab.bind(&id).await;
    let now = lab.look(&id).await;
    assert_eq!((&now["State"], &now["AttachType"]), (&"attaching".into(), &"CEN".into()));
    assert_eq!(now["TransitRouterId"], ROUTER);
    let tunnel = &now["TunnelOptionsSpecification"]["TunnelOptions"][0];
    assert_eq!((&tunnel["State"], &tunnel["InternetIp"]), (&"updating".into(), &"".into()));
    let wanted = params(&[("TransitRouterAttachmentId", &attachment), ("RegionId", REGION)]);
    let list = lab.ask_cen("ListTransitRouterVpnAttachments", &wanted).await.json();
    assert_eq!(list["TransitRouterAttachments"][0]["Status"], "Attaching");
    lab.wait(20);
    let now = lab.look(&id).await;
    assert_eq!(now["State"], "attached");
    let tunnels = now["TunnelOptionsSpecification"]["TunnelOptions"].as_array().unwrap();
    for tunnel in tunnels {
        let address: std::net::Ipv4Addr = tunnel["InternetIp"].as_str().unwrap().parse().unwrap();
        assert!(address.is_documentation(), "{address}");
        assert_eq!(tunnel["TunnelIkeConfig"]["LocalId"], address.to_string());
        assert_eq!(tunnel["Status"], "ike_sa_not_established");
    }
    assert_ne!(tunnels[0]["InternetIp"], tunnels[1]["InternetIp"]);
    assert_eq!(
        (&tunnels[0]["ZoneNo"], &tunnels[1]["ZoneNo"]),
        (&"eu-central-1a".into(), &"eu-central-1b".into())
    );
    for (status, session) in [
        ("ike_sa_established", "false"),
        ("ipsec_sa_established", "false"),
        ("ipsec_sa_established", "success"),
    ] {
        lab.wait(10);
        for place in 0..2 {
            assert_eq!(lab.tunnel(&id, place).await, (status.to_owned(), session.to_owned()));
        }
    }
    assert_eq!(lab.look(&id).await["Status"], "ipsec_sa_established");
    let list = lab.ask_cen("ListTransitRouterVpnAttachments", &wanted).await.json();
    assert_eq!(list["TransitRouterAttachments"][0]["Status"], "Attached");
    let bound = params(&[("RegionId", REGION)]);
    let bound = lab.ask("DescribeVpnAttachments", &bound).await.json();
    assert_eq!(bound["VpnAttachments"][0]["InstanceId"], id.as_str());
    assert_eq!(bound["VpnAttachments"][0]["Tag"], r#"{"BGPSupport":"true"}"#);
}

#[tokio::test]
async fn what_is_bound_is_taken_off_and_deleted_in_that_order_and_once() {
    let lab = Lab::living(&[]).await;
    let (id, attachment) = lab.bound(&bgp()).await;
    let connection = params(&[("RegionId", REGION), ("VpnConnectionId", &id)]);
    assert_eq!(lab.ask("DeleteVpnAttachment", &connection).await.code(), "IncorrectStatus.Status");
    let again = lab.ask_cen("CreateTransitRouterVpnAttachment", &binding(&id)).await;
    assert_eq!(again.code(), "QuotaFull.ChildInstanceRelatedCen");
    let before = lab.look(&id).await;
    let unbind = params(&[("TransitRouterAttachmentId", &attachment), ("ClientToken", "u-1")]);
    assert_eq!(lab.ask_cen("DeleteTransitRouterVpnAttachment", &unbind).await.http, 200);
    assert_eq!(
        lab.ask_cen("DeleteTransitRouterVpnAttachment", &unbind).await.http,
        200,
        "a repeat"
    );
    let now = lab.look(&id).await;
    assert_eq!(now["State"], "detaching");
    let busy = lab.ask_cen("CreateTransitRouterVpnAttachment", &binding(&id)).await;
    assert_eq!(busy.code(), "IncorrectStatus.Status");
    assert_eq!(
        lab.ask("DeleteVpnAttachment", &connection).await.code(),
        "VpnConnection.Configuring"
    );
    lab.wait(10);
    let now = lab.look(&id).await;
    assert_eq!((&now["State"], &now["AttachType"]), (&"init".into(), &"NO_ASSOCIATED".into()));
    let tunnel = |json: &Json| json["TunnelOptionsSpecification"]["TunnelOptions"][0].clone();
    assert_eq!(
        (&tunnel(&now)["InternetIp"], &tunnel(&now)["Status"]),
        (&"".into(), &"ike_sa_not_established".into())
    );
    // Bound again it has other addresses, and its devices are told.
    lab.bind(&id).await;
    lab.wait(50);
    let then = lab.look(&id).await;
    assert_ne!(tunnel(&before)["InternetIp"], tunnel(&then)["InternetIp"]);
    assert_eq!(tunnel(&then)["Status"], "ipsec_sa_established");
    let attachments = lab
        .ask_cen(
            "ListTransitRouterVpnAttachments",
            &params(&[("RegionId", REGION), ("TransitRouterId", ROUTER)]),
        )
        .await
        .json();
    let attachment = attachments["TransitRouterAttachments"][0]["TransitRouterAttachmentId"]
        .as_str()
        .unwrap()
        .to_owned();
    lab.ask_cen(
        "DeleteTransitRouterVpnAttachment",
        &params(&[("TransitRouterAttachmentId", &attachment)]),
    )
    .await;
    lab.wait(10);
    assert_eq!(lab.ask("DeleteVpnAttachment", &connection).await.json()["Success"], true);
    let twice = lab.ask("DeleteVpnAttachment", &connection).await;
    assert_eq!(
        (twice.http, twice.code().as_str()),
        (404, "InvalidVpnConnectionInstanceId.NotFound")
    );
    let unknown = params(&[("TransitRouterAttachmentId", "tr-attach-none")]);
    assert_eq!(
        lab.ask_cen("DeleteTransitRouterVpnAttachment", &unknown).await.http,
        200,
        "says nothing"
    );
}

#[tokio::test]
async fn what_stands_in_the_way_of_a_binding_has_its_code() {
    let lab = Lab::living(&[]).await;
    let id = lab.ask("CreateVpnAttachment", &bgp()).await.id();
    let at = |router: &str| with(&binding(&id), &[("TransitRouterId", Some(router))]);
    for (wanted, code) in [
        (at("tr-sandboxeucentral1bare2"), "OperationFailed.AllocateCidrFailed"),
        (at("tr-sandboxeucentral1basic3"), "OperationUnsupported.TransitRouterType"),
        (at("tr-sandboxeucentral1full4"), "Resource.QuotaFull"),
        (at("tr-sandboxapsoutheast1main1"), "IllegalParam.TransitRouterRegionId"),
        (at("tr-none"), "InvalidTransitRouterId.NotFound"),
        (
            with(&binding(&id), &[("VpnId", Some("vco-none"))]),
            "InvalidVpnConnectionInstanceId.NotFound",
        ),
        (with(&binding(&id), &[("TransitRouterId", None)]), "MissingParam.CenIdOrRegionId"),
        (
            with(&binding(&id), &[("Zone.1.ZoneId", Some("eu-central-1a"))]),
            "OperationUnsupported.VcoTunnelNotMatchZoneParam",
        ),
        (with(&binding(&id), &[("DryRun", Some("true"))]), "DryRunOperation"),
    ] {
        let refused = lab.ask_cen("CreateTransitRouterVpnAttachment", &wanted).await;
        assert_eq!(refused.code(), code);
    }
    assert_eq!(lab.look(&id).await["State"], "init");
    // A token binds once, and is good for nothing else.
    let once = with(&binding(&id), &[("ClientToken", Some("b-1"))]);
    let first = lab.ask_cen("CreateTransitRouterVpnAttachment", &once).await.json();
    let second = lab.ask_cen("CreateTransitRouterVpnAttachment", &once).await.json();
    assert_eq!(first["TransitRouterAttachmentId"], second["TransitRouterAttachmentId"]);
    let other = with(&once, &[("TransitRouterAttachmentName", Some("another"))]);
    let other = lab.ask_cen("CreateTransitRouterVpnAttachment", &other).await;
    assert_eq!(other.code(), "IdempotentParameterMismatch");
}

#[tokio::test]
async fn a_connection_with_one_tunnel_is_told_its_zone() {
    let lab = Lab::living(&[]).await;
    let id = lab.ask("CreateVpnAttachment", &single()).await.id();
    let refused = lab.ask_cen("CreateTransitRouterVpnAttachment", &binding(&id)).await;
    assert_eq!(refused.code(), "OperationUnsupported.VcoTunnelNotMatchZoneParam");
    let zones = params(&[("RegionId", REGION)]);
    let zones = lab.ask_cen("ListTransitRouterAvailableResource", &zones).await.json();
    let zone = zones["MasterZones"][0].as_str().unwrap().to_owned();
    let wanted = with(&binding(&id), &[("Zone.1.ZoneId", Some(&zone))]);
    assert_eq!(lab.ask_cen("CreateTransitRouterVpnAttachment", &wanted).await.http, 200);
    lab.wait(50);
    let now = lab.look(&id).await;
    assert_eq!((&now["Status"], &now["ZoneNo"]), (&"ipsec_sa_established".into(), &zone.into()));
    assert_ne!(now["InternetIp"], "");
}

#[tokio::test]
async fn route_tables_are_associated_and_learn_before_they_let_a_binding_go() {
    let lab = Lab::living(&[]).await;
    let (_, attachment) = lab.bound(&bgp()).await;
    let tables = params(&[("TransitRouterId", ROUTER)]);
    let tables = lab.ask_cen("ListTransitRouterRouteTables", &tables).await.json();
    assert_eq!(tables["TransitRouterRouteTables"][0]["TransitRouterRouteTableType"], "System");
    let table =
        tables["TransitRouterRouteTables"][0]["TransitRouterRouteTableId"].as_str().unwrap();
    let both =
        params(&[("TransitRouterRouteTableId", table), ("TransitRouterAttachmentId", &attachment)]);
    for (begin, list, rows, way) in [
        (
            "AssociateTransitRouterAttachmentWithRouteTable",
            "ListTransitRouterRouteTableAssociations",
            "TransitRouterAssociations",
            "Associating",
        ),
        (
            "EnableTransitRouterRouteTablePropagation",
            "ListTransitRouterRouteTablePropagations",
            "TransitRouterPropagations",
            "Enabling",
        ),
    ] {
        assert_eq!(lab.ask_cen(begin, &both).await.http, 200);
        let status = async || lab.ask_cen(list, &both).await.json()[rows][0]["Status"].clone();
        assert_eq!(status().await, way);
        lab.wait(10);
        assert_eq!(status().await, "Active");
        assert_eq!(
            lab.ask_cen(begin, &both).await.code(),
            "IncorrectStatus.AttachmentOrRouteTable"
        );
    }
    let unbind = params(&[("TransitRouterAttachmentId", &attachment)]);
    for (code, end) in [
        (
            "OperationFailed.RouteTableAssociationExist",
            "DissociateTransitRouterAttachmentFromRouteTable",
        ),
        ("OperationFailed.RouteTablePropagationExist", "DisableTransitRouterRouteTablePropagation"),
    ] {
        assert_eq!(lab.ask_cen("DeleteTransitRouterVpnAttachment", &unbind).await.code(), code);
        assert_eq!(lab.ask_cen(end, &both).await.http, 200);
        lab.wait(10);
    }
    assert_eq!(lab.ask_cen("DeleteTransitRouterVpnAttachment", &unbind).await.http, 200);
    let none = params(&[
        ("TransitRouterRouteTableId", "vtb-none"),
        ("TransitRouterAttachmentId", &attachment),
    ]);
    let none = lab.ask_cen("AssociateTransitRouterAttachmentWithRouteTable", &none).await;
    assert_eq!(none.code(), "InvalidRouteTableId.NotFound");
}
