//! `CreateTransitRouterVpnAttachment`, `DeleteTransitRouterVpnAttachment` and the list of what is bound.

use std::net::Ipv4Addr;

use jiff::Timestamp;
use serde_json::{Value as Json, json};

use crate::connection::{FieldPath, Key, Mode};

use super::codes::{ErrorReply, invalid, refuse};
use super::context::{Context, HandlerResult};
use super::ids::Ids;
use super::lifecycle::{RouterBinding, Stage};
use super::records::{StoredConnection, tag_list};
use super::routers::{self, CONNECTIONS_MAX, Router};
use super::state::AccountState;

const BIND: &str = "CreateTransitRouterVpnAttachment";
const UNBIND: &str = "DeleteTransitRouterVpnAttachment";

/// The account whose connections fill the router that is full.
const OTHERS: i64 = 1_000_000_000_000_009;

pub(super) fn bind(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let id = context.required_param("VpnId")?.to_owned();
    let router = wanted_router(context)?;
    let (name, description) = words(context)?;
    let dry = context.flag("DryRun")?;
    let publishes_routes = context.text("AutoPublishRouteEnabled").is_none()
        || context.flag("AutoPublishRouteEnabled")?;
    if context.text("ChargeType").is_some_and(|charge| charge != "POSTPAY") {
        return Err(refuse("IllegalParam.ChargeType"));
    }
    account.idempotent(context, BIND, !dry, |account| {
        let stored = account.attachments.get(&router.region, &id)?;
        let zones = zones_for(context, stored, &router)?;
        match stored.life.stage {
            Stage::Unbound => {}
            Stage::Attached => return Err(refuse("QuotaFull.ChildInstanceRelatedCen")),
            _ => return Err(refuse("IncorrectStatus.Status")),
        }
        if router.edition != "Enterprise" {
            return Err(refuse("OperationUnsupported.TransitRouterType"));
        }
        if router.blocks.is_empty() {
            return Err(refuse("OperationFailed.AllocateCidrFailed"));
        }
        if router.taken + account.attachments.bound_to(&router.id) >= CONNECTIONS_MAX {
            return Err(refuse("Resource.QuotaFull"));
        }
        if dry {
            return Err(refuse("DryRunOperation"));
        }
        let private =
            stored.filled.text(FieldPath::connection(Key::NetworkType)) == Some("private");
        let block = router.blocks.first().copied().filter(|_| private);
        let places: Vec<(Ipv4Addr, String)> =
            zones.into_iter().map(|zone| (account.addresses.next(block), zone)).collect();
        let binding = RouterBinding {
            id: account.ids.next("tr-attach-"),
            name,
            description,
            router: router.id.clone(),
            publishes_routes,
            created: context.reported_time(),
            tags: context.tags(),
        };
        let answer = json!({ "TransitRouterAttachmentId": binding.id });
        account.with_life(&router.region, &id, |life, world| {
            life.bind(context.now, world, binding, places);
        });
        Ok(answer)
    })
}

/// The router is named, or it is the one of a CEN instance in a region that takes connections.
fn wanted_router(context: &Context<'_>) -> Result<Router, ErrorReply> {
    let told = |name: &str| context.text(name).filter(|text| !text.is_empty());
    if let Some(id) = told("TransitRouterId") {
        let router = routers::find(id).ok_or_else(|| refuse("InvalidTransitRouterId.NotFound"))?;
        return match told("RegionId") {
            Some(region) if region != router.region => {
                Err(refuse("IllegalParam.TransitRouterRegionId"))
            }
            _ => Ok(router),
        };
    }
    let (Some(cen), Some(_)) = (told("CenId"), told("RegionId")) else {
        return Err(refuse("MissingParam.CenIdOrRegionId"));
    };
    if routers::CENS.iter().all(|known| known.id != cen) {
        return Err(refuse("InvalidCenId.NotFound"));
    }
    let mut of_it = routers::of_region(context.region()?).into_iter().filter(|it| it.cen == cen);
    of_it.next().ok_or_else(|| refuse("InvalidTransitRouterId.NotFound"))
}

fn words(context: &Context<'_>) -> Result<(String, String), ErrorReply> {
    let word = |name: &'static str, most: usize| {
        let text = context.text(name).unwrap_or_default();
        let lower = text.to_ascii_lowercase();
        let is_address = lower.starts_with("http://") || lower.starts_with("https://");
        match is_address || text.chars().count() > most {
            true => Err(invalid(name)),
            false => Ok(text.to_owned()),
        }
    };
    Ok((
        word("TransitRouterAttachmentName", 128)?,
        word("TransitRouterAttachmentDescription", 256)?,
    ))
}

/// Two tunnels take two zones by themselves; a single one has to be told which.
fn zones_for(
    context: &Context<'_>,
    stored: &StoredConnection,
    router: &Router,
) -> Result<Vec<String>, ErrorReply> {
    let zones = routers::zones(&router.region);
    let told = context.text("Zone.1.ZoneId");
    match (stored.filled.mode(), told) {
        (Mode::Dual, None) => Ok(zones.into()),
        (Mode::Single, Some(zone)) if zones.iter().any(|known| known == zone) => {
            Ok(vec![zone.to_owned()])
        }
        (Mode::Single, Some(_)) => Err(refuse("IllegalParam.ZoneId")),
        _ => Err(refuse("OperationUnsupported.VcoTunnelNotMatchZoneParam")),
    }
}

/// Of an id that does not exist it says success as well, as the service may (API page).
pub(super) fn unbind(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let id = context.required_param("TransitRouterAttachmentId")?.to_owned();
    let dry = context.flag("DryRun")?;
    let force = context.flag("Force")?;
    account.idempotent(context, UNBIND, !dry, |account| {
        let found = account.attachments.bound(&id);
        let Some((region, connection, stage)) = found else { return Ok(json!({})) };
        if stage.is_busy() {
            return Err(refuse("IncorrectStatus.Status"));
        }
        if !force {
            account.tables.refuse_if_used(&id, context.now)?;
        }
        if dry {
            return Err(refuse("DryRunOperation"));
        }
        account.tables.forget(&id);
        account.with_life(&region, &connection, |life, world| {
            life.unbind(context.now, world);
        });
        Ok(json!({}))
    })
}

pub(super) fn list(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let region = context.text("RegionId").filter(|region| !region.is_empty());
    let mut rows: Vec<Json> = Vec::new();
    let routers = match region {
        Some(_) => routers::of_region(context.region()?),
        None => routers::spanning(),
    };
    for router in routers.iter().filter(|router| router.taken > 0) {
        rows.extend((1..=router.taken).map(|number| of_others(router, number)));
    }
    for stored in account.attachments.all() {
        if let Some(binding) = &stored.life.binding
            && region.is_none_or(|region| region == stored.region)
        {
            rows.push(show(context, stored, binding));
        }
    }
    let passes = |row: &Json, name: &str| {
        context.matches_filter(name, row[name].as_str().unwrap_or_default())
    };
    rows.retain(|row| {
        ["TransitRouterAttachmentId", "TransitRouterId", "CenId"]
            .iter()
            .all(|name| passes(row, name))
    });
    context.page_by_token(rows, 20, "TransitRouterAttachments")
}

fn show(context: &Context<'_>, stored: &StoredConnection, binding: &RouterBinding) -> Json {
    let status = match stored.life.stage {
        Stage::Attaching => "Attaching",
        Stage::Detaching => "Detaching",
        _ => "Attached",
    };
    let zones = stored.life.tunnels.iter().map(|tunnel| json!({ "ZoneId": tunnel.zone }));
    json!({
        "TransitRouterAttachmentId": binding.id,
        "TransitRouterAttachmentName": binding.name,
        "TransitRouterAttachmentDescription": binding.description,
        "Status": status,
        "VpnId": stored.id,
        "VpnOwnerId": context.account_number(),
        "VpnRegionId": stored.region,
        "TransitRouterId": binding.router,
        "CenId": routers::find(&binding.router).map_or("", |router| router.cen),
        "AutoPublishRouteEnabled": binding.publishes_routes,
        "ChargeType": "POSTPAY",
        "OrderType": "PayByCenOwner",
        "ResourceType": "VPN",
        "CreationTime": minutes(binding.created),
        "Zones": zones.collect::<Vec<_>>(),
        "Tags": tag_list(&binding.tags),
    })
}

/// A connection of another account, bound to a router that this one shares.
fn of_others(router: &Router, number: usize) -> Json {
    let zones = routers::zones(&router.region).map(|zone| json!({ "ZoneId": zone }));
    let number = number.to_string();
    json!({
        "TransitRouterAttachmentId": Ids::of_part("tr-attach-", &router.id, &number),
        "TransitRouterAttachmentName": format!("other-{number}"),
        "TransitRouterAttachmentDescription": "",
        "Status": "Attached",
        "VpnId": Ids::of_part("vco-", &router.id, &number),
        "VpnOwnerId": OTHERS,
        "VpnRegionId": router.region,
        "TransitRouterId": router.id,
        "CenId": router.cen,
        "AutoPublishRouteEnabled": true,
        "ChargeType": "POSTPAY",
        "OrderType": "PayByCenOwner",
        "ResourceType": "VPN",
        "CreationTime": "2024-12-05T08:00Z",
        "Zones": zones,
        "Tags": [],
    })
}

/// As precisely as the samples of the API reference.
fn minutes(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%MZ").to_string()
}
