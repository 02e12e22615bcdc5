//! Route tables of transit routers, and what they do for what is bound: associations and propagations.

use jiff::Timestamp;
use serde_json::{Value as Json, json};

use super::codes::{ErrorReply, refuse};
use super::context::{Context, HandlerResult};
use super::route_table_links::{RouteTableLink, RouteTableLinkKind};
use super::routers;
use super::state::AccountState;

pub(super) fn list(context: &Context<'_>, _: &mut AccountState) -> HandlerResult {
    let told = |name: &str| context.text(name).filter(|text| !text.is_empty());
    let router = match (told("TransitRouterId"), told("TransitRouterRouteTableIds.1")) {
        (Some(id), _) => {
            Some(routers::find(id).ok_or_else(|| refuse("InvalidTransitRouterId.NotFound"))?)
        }
        (None, Some(table)) => router_of(table),
        (None, None) => {
            return Err(refuse("MissingParam.TransitRouterIdOrTransitRouterRouteTables"));
        }
    };
    let rows = router
        // Only Enterprise routers have route tables of their own.
        .filter(|router| router.edition == "Enterprise")
        .filter(|router| {
            context.matches_filter("TransitRouterRouteTableIds.1", &router.system_table())
        })
        .filter(|_| context.matches_filter("TransitRouterRouteTableType", "System"))
        .filter(|_| context.matches_filter("TransitRouterRouteTableStatus", "Active"))
        .map(|router| {
            json!({
                "TransitRouterRouteTableId": router.system_table(),
                "TransitRouterRouteTableName": "",
                "TransitRouterRouteTableDescription": "",
                "TransitRouterRouteTableType": "System",
                "TransitRouterRouteTableStatus": "Active",
                "TransitRouterId": router.id,
                "RegionId": router.region,
                "CreateTime": "2024-12-02T08:00Z",
                "RouteTableOptions": { "MultiRegionECMP": "disable" },
                "Tags": [],
            })
        });
    context.page_by_token(rows.into_iter().collect(), 20, "TransitRouterRouteTables")
}

fn router_of(table: &str) -> Option<routers::Router> {
    routers::find(&table.replacen("vtb-", "tr-", 1)).filter(|it| it.system_table() == table)
}

pub(super) fn associate(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    begin(
        context,
        account,
        "AssociateTransitRouterAttachmentWithRouteTable",
        RouteTableLinkKind::Association,
    )
}

pub(super) fn dissociate(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let action = "DissociateTransitRouterAttachmentFromRouteTable";
    end(context, account, action, RouteTableLinkKind::Association)
}

pub(super) fn enable(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    begin(
        context,
        account,
        "EnableTransitRouterRouteTablePropagation",
        RouteTableLinkKind::Propagation,
    )
}

pub(super) fn disable(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let action = "DisableTransitRouterRouteTablePropagation";
    end(context, account, action, RouteTableLinkKind::Propagation)
}

/// The table and the binding that a request names, and the connection that is bound.
fn named(
    context: &Context<'_>,
    account: &AccountState,
) -> Result<(String, String, String), ErrorReply> {
    let table = context.required_param("TransitRouterRouteTableId")?;
    let attachment = context.required_param("TransitRouterAttachmentId")?;
    let router = router_of(table).ok_or_else(|| refuse("InvalidRouteTableId.NotFound"))?;
    let (region, connection, stage) = account
        .attachments
        .bound(attachment)
        .ok_or_else(|| refuse("InvalidAttachmentId.NotFound"))?;
    let stored = account.attachments.find(&region, &connection);
    let binding = stored.and_then(|stored| stored.life.binding.as_ref());
    if binding.is_none_or(|binding| binding.router != router.id) {
        return Err(refuse("InvalidParameter.TransitRouterRouteTableId"));
    }
    if stage.is_busy() {
        return Err(refuse("IncorrectStatus.AttachmentOrRouteTable"));
    }
    Ok((table.to_owned(), attachment.to_owned(), connection))
}

fn begin(
    context: &Context<'_>,
    account: &mut AccountState,
    action: &'static str,
    kind: RouteTableLinkKind,
) -> HandlerResult {
    let dry = context.flag("DryRun")?;
    account.idempotent(context, action, !dry, |account| {
        let (table, attachment, connection) = named(context, account)?;
        if account.tables.is_used(&attachment, kind, context.now) {
            return Err(refuse("IncorrectStatus.AttachmentOrRouteTable"));
        }
        if dry {
            return Err(refuse("DryRunOperation"));
        }
        let active_from = soon(context);
        let used =
            RouteTableLink { kind, table, attachment, connection, active_from, gone_from: None };
        account.tables.add(used);
        Ok(json!({}))
    })
}

fn end(
    context: &Context<'_>,
    account: &mut AccountState,
    action: &'static str,
    kind: RouteTableLinkKind,
) -> HandlerResult {
    let dry = context.flag("DryRun")?;
    account.idempotent(context, action, !dry, |account| {
        let (table, attachment, _) = named(context, account)?;
        if dry {
            return Err(refuse("DryRunOperation"));
        }
        match account.tables.end(&table, &attachment, kind, context.now, soon(context)) {
            true => Ok(json!({})),
            false => Err(refuse("IncorrectStatus.AttachmentOrRouteTable")),
        }
    })
}

/// A step from now.
fn soon(context: &Context<'_>) -> Timestamp {
    context.now.checked_add(context.settings.pace).unwrap_or(context.now)
}

pub(super) fn associations(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    uses(context, account, RouteTableLinkKind::Association, "TransitRouterAssociations")
}

/// Unlike the list of associations this one wants to be told the table.
pub(super) fn propagations(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    context.required_param("TransitRouterRouteTableId")?;
    uses(context, account, RouteTableLinkKind::Propagation, "TransitRouterPropagations")
}

fn uses(
    context: &Context<'_>,
    account: &mut AccountState,
    kind: RouteTableLinkKind,
    list: &'static str,
) -> HandlerResult {
    let rows = account.tables.all(kind, context.now).map(|used| {
        json!({
            "TransitRouterRouteTableId": used.table,
            "TransitRouterAttachmentId": used.attachment,
            "ResourceId": used.connection,
            "ResourceType": "VPN",
            "Status": used.status(context.now),
        })
    });
    let mut rows: Vec<Json> = rows.collect();
    rows.retain(|row| {
        let passes = |name: &str, field: &str| {
            context.matches_filter(name, row[field].as_str().unwrap_or_default())
        };
        passes("TransitRouterRouteTableId", "TransitRouterRouteTableId")
            && passes("TransitRouterAttachmentId", "TransitRouterAttachmentId")
            && passes("TransitRouterAttachmentResourceId", "ResourceId")
            && passes("TransitRouterAttachmentResourceType", "ResourceType")
            && passes("Status", "Status")
    });
    context.page_by_token(rows, 50, list)
}
