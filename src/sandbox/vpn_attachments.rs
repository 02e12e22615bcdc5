//! `CreateVpnAttachment` and `DeleteVpnAttachment`.

use jiff::Timestamp;
use serde_json::{Value as Json, json};

use crate::connection::{Draft, FieldPath, Key, Mode};
use crate::rpc::{InvalidParam, unflatten};

use super::codes::{ErrorReply, invalid, refuse};
use super::context::{Context, HandlerResult};
use super::gateways::{Gateway, Gateways};
use super::lifecycle::{Lifecycle, Stage};
use super::records::StoredConnection;
use super::state::{AccountState, gateways_of};
use super::{defaults, validate, validate_bgp};

/// Connections the sandbox holds at most, so that a script gone wild does not fill the memory.
const MOST: usize = 100_000;

const CREATE: &str = "CreateVpnAttachment";
const DELETE: &str = "DeleteVpnAttachment";

pub(super) fn create(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let region = context.region()?;
    for name in ["LocalSubnet", "RemoteSubnet"] {
        context.required_param(name)?;
    }
    let dry = context.flag("DryRun")?;
    account.idempotent(context, CREATE, !dry, |account| {
        let (draft, misfits) = unflatten(context.params);
        validate_form(&misfits)?;
        let gateways = validate_all(&draft, account.gateways(region))?;
        if draft.wants_bgp() && !validate_bgp::has_bgp(region) {
            return Err(refuse("OperationUnsupported.EnableBgp"));
        }
        let filled = defaults::fill(&draft, &gateways);
        let mut stored = StoredConnection {
            id: String::new(),
            region: region.to_owned(),
            account: context.account.to_owned(),
            created: context.reported_time(),
            listed_from: listed_from(context),
            client_token: context.client_token()?.map(str::to_owned),
            params: context.params.clone(),
            life: Lifecycle::new(&filled),
            draft,
            filled,
        };
        validate_others(&stored, account)?;
        if dry {
            return Err(refuse("DryRunOperation"));
        }
        stored.id = account.ids.next("vco-");
        let answer = created(&stored);
        account.attachments.store(stored);
        Ok(answer)
    })
}

/// Everything that can be told of a connection without looking at others; gives the customer gateway of
/// each tunnel.
pub(super) fn validate_all(draft: &Draft, gateways: &Gateways) -> Result<Vec<Gateway>, ErrorReply> {
    validate::basics(draft)?;
    if draft.mode() == Mode::Dual {
        validate::tunnels(draft)?;
    }
    let gateways = gateways_for(draft, gateways)?;
    validate_tunnels(draft)?;
    validate::health(draft)?;
    validate_bgp::bgp(draft, &gateways)?;
    validate::tags(draft)?;
    Ok(gateways)
}

fn listed_from(context: &Context<'_>) -> Timestamp {
    context.now.checked_add(context.settings.traits.list_lag).unwrap_or(context.now)
}

fn created(stored: &StoredConnection) -> Json {
    json!({
        "VpnConnectionId": stored.id,
        "Name": stored.draft.text(FieldPath::connection(Key::Name)).unwrap_or_default(),
        "CreateTime": stored.created.as_millisecond(),
        "Code": "200",
        "Message": "successful",
        "Success": true,
    })
}

/// Parameters that no page lists are passed over, as the service does.
pub(super) fn validate_form(misfits: &[InvalidParam]) -> Result<(), ErrorReply> {
    misfits.iter().try_for_each(|misfit| match misfit {
        InvalidParam::NotJson("BgpConfig") => Err(refuse("InvalidParameter.BgpConfig")),
        InvalidParam::NotJson(name) => Err(invalid(name)),
        InvalidParam::Unknown(_) => Ok(()),
    })
}

fn validate_tunnels(draft: &Draft) -> Result<(), ErrorReply> {
    match draft.mode() {
        Mode::Dual => (1..=draft.tunnels())
            .try_for_each(|number| validate::phases(draft, |key| FieldPath::tunnel(number, key))),
        Mode::Single => validate::phases(draft, FieldPath::connection),
    }
}

/// The customer gateway of each tunnel.
fn gateways_for(draft: &Draft, gateways: &Gateways) -> Result<Vec<Gateway>, ErrorReply> {
    draft
        .paths_of(Key::CustomerGatewayId)
        .into_iter()
        .map(|path| {
            draft
                .text(path)
                .and_then(|id| gateways.find(id))
                .cloned()
                .ok_or_else(|| refuse("InvalidCustomerGatewayInstanceId.NotFound"))
        })
        .collect()
}

/// What clashes with connections that are there already.
fn validate_others(wanted: &StoredConnection, account: &AccountState) -> Result<(), ErrorReply> {
    if wanted.filled.wants_bgp() {
        let cidrs = wanted.filled.paths_of(Key::TunnelCidr);
        for (gateway, path) in gateways_of(wanted).into_iter().zip(cidrs) {
            let cidr = wanted.filled.text(path).unwrap_or_default();
            if account.attachments.uses(&wanted.region, gateway, cidr) {
                return Err(refuse("IllegalParam.TunnelCidr"));
            }
        }
    }
    if account.attachments.len() >= MOST {
        return Err(refuse("Resource.QuotaFull"));
    }
    Ok(())
}

pub(super) fn delete(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let region = context.region()?;
    let id = context.required_param("VpnConnectionId")?;
    account.idempotent(context, DELETE, true, |account| {
        let stored = account.attachments.get(region, id)?;
        match stored.life.stage {
            Stage::Unbound => {}
            // Which code the service gives for this is documented nowhere.
            Stage::Attached => return Err(refuse("IncorrectStatus.Status")),
            _ => return Err(refuse("VpnConnection.Configuring")),
        }
        account.attachments.delete(region, id);
        Ok(json!({ "Code": "200", "Message": "successful", "Success": true }))
    })
}
