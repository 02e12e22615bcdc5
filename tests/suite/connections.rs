//! After the creation: connections listed, bound, watched, diagnosed, changed and deleted, through the
//! binary and over HTTP.

mod changes;
mod found;
mod routes;
mod speed;
mod terminal;
mod watched;
pub mod world;

use serde_json::Value as Json;

use world::{ID, ROUTER, State, World, body};

/// The one line among others with an outcome.
fn end(ran: &super::support::Ran) -> Json {
    let lines = ran.lines();
    let end = lines.iter().rfind(|line| line["outcome"].is_string());
    end.unwrap_or_else(|| panic!("no outcome in {}\n{}", ran.out, ran.err)).clone()
}

fn bound(state: &mut State) {
    state.bound = true;
}

#[test]
fn a_connection_is_bound_watched_until_up_unbound_and_deleted() {
    let world = World::with(|_| ());
    let before = world.json(&["connections", ID]).expect(0).line();
    assert_eq!((&before["verdict"], &before["bound_to"]), (&"not-bound".into(), &Json::Null));
    let done = world.json(&["bind", ID, "--yes"]).expect(0).line();
    assert_eq!((&done["outcome"], &done["router"]), (&"done".into(), &ROUTER.into()));
    let watched = world.json(&["watch", ID, "--patience", "30"]).expect(0);
    let lines = watched.lines();
    for key in ["at", "id", "tunnel", "from", "to", "verdict", "reason"] {
        assert!(lines[0].get(key).is_some(), "{key}: {}", lines[0]);
    }
    let address = lines.iter().find(|line| line["to"] == "198.51.100.11").unwrap();
    assert_eq!((&address["tunnel"], &address["what"]), (&1.into(), &"address".into()));
    assert_eq!(end(&watched)["outcome"], "up");
    let after = world.json(&["connections", ID]).expect(0).line();
    assert_eq!((&after["verdict"], &after["bound_to"]), (&"up".into(), &ROUTER.into()));
    let tunnel = &after["tunnels"][0];
    assert_eq!(tunnel["status"], "ipsec_sa_established");
    assert_eq!(
        (&tunnel["bgp"], &tunnel["peer_address"]),
        (&"success".into(), &"203.0.113.10".into())
    );
    let refused = world.json(&["delete", ID, "--yes"]).expect(3).line();
    assert_eq!(refused["code"], "still-bound");
    assert_eq!(world.json(&["unbind", ID, "--yes"]).expect(0).line()["outcome"], "done");
    assert_eq!(world.json(&["delete", ID, "--yes"]).expect(0).line()["outcome"], "done");
    assert!(!world.state(|state| state.exists));
    let changes: Vec<Json> = world.json(&["history"]).expect(0).lines();
    let told = changes.iter().map(|line| (line["change"].clone(), line["outcome"].clone()));
    let done = |change: &str| (change.into(), "applied".into());
    assert_eq!(
        told.collect::<Vec<_>>(),
        ["bind", "associate", "propagate", "unbind", "delete"].map(done)
    );
    assert!(world.run(&["history"]).expect(0).out.contains("unbind"));
}

#[test]
fn connections_are_listed_in_columns_without_a_key_in_sight() {
    let world = World::with(bound);
    let listed = world.run(&["connections"]).expect(0);
    assert!(listed.out.contains(ID) && listed.out.contains("0/2"), "{}", listed.out);
    let shown = world.run(&["connections", ID]).expect(0);
    assert!(shown.out.contains("TunnelIkeConfig.Psk = ***"), "{}", shown.out);
    assert!(!shown.out.contains("examplekey"), "{}", shown.out);
}

#[test]
fn a_thousand_connections_take_their_pages_and_one_question_more() {
    let world = World::with(|state| state.others = 999);
    let listed = world.json(&["connections"]).expect(0);
    assert_eq!(listed.lines().len(), 1000);
    assert_eq!(world.state(|state| (state.lists, state.singles)), (20, 0));
    // Twenty pages, the customer gateways, nothing else.
    assert_eq!(world.server.requests().len(), 21);
}

#[test]
fn each_router_says_whether_and_why_it_takes_no_connection() {
    let routers = serde_json::json!({"TotalCount": 4, "TransitRouters": [
        {"TransitRouterId": "tr-1", "RegionId": "eu-central-1", "Type": "Basic", "Status": "Active"},
        {"TransitRouterId": "tr-2", "RegionId": "eu-central-1", "Type": "Enterprise",
            "Status": "Active", "TransitRouterCidrList": []},
        {"TransitRouterId": "tr-3", "RegionId": "cn-hangzhou", "Type": "Enterprise",
            "Status": "Active"},
        {"TransitRouterId": "tr-4", "RegionId": "eu-central-1", "Type": "Enterprise",
            "Status": "Deleting", "TransitRouterCidrList": [{"Cidr": "10.0.0.0/24"}]},
    ]});
    let world = World::with(|state| state.routers = Some(routers));
    let lines = world.json(&["routers"]).expect(0).lines();
    for (line, why) in lines.iter().zip(["Basic", "no CIDR block", "cn-hangzhou", "Deleting"]) {
        assert_eq!(line["usable"], false);
        assert!(line["reason"].as_str().unwrap().contains(why), "{line}");
    }
    for (router, code) in [
        ("tr-1", "not-enterprise"),
        ("tr-2", "no-cidr-block"),
        ("tr-3", "other-region"),
        ("tr-4", "not-active"),
        ("tr-9", "no-such-router"),
    ] {
        let blocked = world.json(&["bind", ID, "--router", router, "--yes"]).expect(3).line();
        assert_eq!(blocked["code"], code);
    }
    assert_eq!(world.json(&["bind", ID, "--yes"]).expect(3).line()["code"], "no-usable-router");
    assert_eq!(world.state(|state| state.bindings), 0);
}

#[test]
fn an_endpoint_that_knows_no_routers_and_a_missing_permission_each_say_what_to_do() {
    for (code, hint) in [("Unauthorized", "policy"), ("InvalidAction.NotFound", "cbn=URL")] {
        let world = World::with(|state| state.cen_refusal = Some(code));
        let refused = world.run(&["routers"]).expect(4);
        assert!(refused.err.contains(hint), "{}", refused.err);
    }
    let world = World::with(|_| ());
    let endpoint = format!("vpc={}", world.endpoint());
    let arguments = ["bind", ID, "--yes", "--endpoint", "cbn=http://127.0.0.1:1"];
    let ran = world.program_at(&endpoint, &arguments).output().unwrap();
    let ran = super::support::Ran::of(ran).expect(1);
    assert!(ran.err.contains("cbn=URL"), "{}", ran.err);
}

#[test]
fn the_samples_are_there() {
    assert_eq!(body("dual.08.up")["State"], "attached");
}
