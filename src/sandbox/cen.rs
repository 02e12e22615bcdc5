//! The lists of CEN: instances, transit routers, their CIDR blocks, the zones of a region.

use serde_json::{Value as Json, json};

use super::codes::refuse;
use super::context::{Context, HandlerResult};
use super::routers::{self, CENS, CenInstance, Router};
use super::state::AccountState;

/// When the networks that are there from the start were made.
const MADE_AT: &str = "2024-12-02T08:00Z";

pub(super) fn instances(context: &Context<'_>, _: &mut AccountState) -> HandlerResult {
    let found: Vec<&CenInstance> = CENS.iter().filter(|cen| passes_filters(context, cen)).collect();
    let (mut answer, entries) = context.page(&found, |cen| {
        json!({
            "CenId": cen.id,
            "Name": cen.name,
            "Description": "",
            "Status": "Active",
            "ProtectionLevel": "REDUCED",
            "Ipv6Level": "DISABLED",
            "CreationTime": "2024-12-02T08:00:00Z",
            "ResourceGroupId": super::gateways::DEFAULT_GROUP,
            "CenBandwidthPackageIds": { "CenBandwidthPackageId": [] },
            "Tags": { "Tag": [] },
        })
    })?;
    answer["Cens"] = json!({ "Cen": entries });
    Ok(answer)
}

/// `Filter.N.Key` is `CenId` or `Name`, and one of its values has to fit.
fn passes_filters(context: &Context<'_>, cen: &CenInstance) -> bool {
    (1..=5).all(|number| {
        let found = match context.text(&format!("Filter.{number}.Key")) {
            Some("CenId") => cen.id,
            Some("Name") => cen.name,
            _ => return true,
        };
        let mut values =
            (1..=20).map_while(|at| context.text(&format!("Filter.{number}.Value.{at}")));
        values.any(|value| value == found)
    })
}

pub(super) fn transit_routers(context: &Context<'_>, _: &mut AccountState) -> HandlerResult {
    let region = context.text("RegionId").filter(|region| !region.is_empty());
    let is_told = ["CenId", "TransitRouterId"]
        .iter()
        .any(|name| context.text(name).is_some_and(|text| !text.is_empty()));
    let all = match region {
        Some(_) => routers::of_region(context.region()?),
        None if is_told => match context.text("TransitRouterId").and_then(routers::find) {
            Some(router) => vec![router],
            None => routers::spanning(),
        },
        None => return Err(refuse("InvalidParameterCombination.TransitRouter")),
    };
    let found: Vec<Router> = all
        .into_iter()
        .filter(|router| {
            context.matches_filter("CenId", router.cen)
                && context.matches_filter("TransitRouterId", &router.id)
                && context.matches_filter("TransitRouterName", router.name)
                && context.matches_filter("Type", router.edition)
                && context.matches_filter("Status", "Active")
        })
        .collect();
    let (mut answer, entries) = context.page(&found, |router| show(context, router))?;
    answer["TransitRouters"] = entries.into();
    Ok(answer)
}

fn show(context: &Context<'_>, router: &Router) -> Json {
    json!({
        "TransitRouterId": router.id,
        "TransitRouterName": router.name,
        "TransitRouterDescription": "",
        "CenId": router.cen,
        "RegionId": router.region,
        "Status": "Active",
        "Type": router.edition,
        "AliUid": context.account_number(),
        "SupportMulticast": false,
        "CreationTime": MADE_AT,
        "TransitRouterCidrList": blocks(router),
        "Tags": [],
    })
}

fn blocks(router: &Router) -> Vec<Json> {
    let show = |block: &ipnet::Ipv4Net| {
        json!({
            "TransitRouterCidrId": router.block_id(),
            "Cidr": block.to_string(),
            "Name": "vpn",
            "Description": "",
            "PublishCidrRoute": true,
        })
    };
    router.blocks.iter().map(show).collect()
}

pub(super) fn cidr_blocks(context: &Context<'_>, _: &mut AccountState) -> HandlerResult {
    context.region()?;
    let router = router(context)?;
    let mut list = blocks(&router);
    for block in &mut list {
        block["TransitRouterId"] = router.id.as_str().into();
        block["Family"] = "IPv4".into();
    }
    Ok(json!({ "CidrLists": list }))
}

/// The router that `TransitRouterId` names.
pub(super) fn router(context: &Context<'_>) -> Result<Router, super::codes::ErrorReply> {
    let id = context.required_param("TransitRouterId")?;
    routers::find(id).ok_or_else(|| refuse("InvalidTransitRouterId.NotFound"))
}

pub(super) fn available_resource(context: &Context<'_>, _: &mut AccountState) -> HandlerResult {
    let [first, second] = routers::zones(context.region()?);
    Ok(json!({
        "AvailableZones": [first, second],
        "MasterZones": [first],
        "SlaveZones": [second],
        "SupportMulticast": false,
    }))
}
