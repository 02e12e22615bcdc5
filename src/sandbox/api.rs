//! From a request to an answer: faults, admission, the operation, the envelope.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde_json::{Value as Json, json};

use crate::connection::{TUNNELS, regions};
use crate::rpc::products;

use super::auth::Auth;
use super::codes::{ErrorReply, any, refuse};
use super::context::{Context, HandlerResult};
use super::control::{self, ControlCall};
use super::fault::{Fault, FaultInjector};
use super::records::RequestLogEntry;
use super::request::{ApiCall, HttpRequestParts};
use super::settings::Settings;
use super::state::{AccountState, State};
use super::{
    cen, customer_gateways, describe, diagnose, download, modify, route_tables, router_attachments,
    sts, tags, validate_bgp, vpn_attachments,
};

/// The sandbox without its sockets.
pub(super) struct Core {
    pub settings: Settings,
    pub faults: FaultInjector,
    /// Host and port, which clients are told as the endpoint of every region, so that none is led
    /// from the sandbox to the cloud.
    pub authority: String,
    /// What tells this server from any other.
    pub instance: String,
    state: Mutex<State>,
}

/// An answer on its way out.
#[derive(Debug)]
pub(super) struct HttpReply {
    pub http: u16,
    pub request_id: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    pub delivery: Delivery,
}

/// How an answer is delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delivery {
    Whole,
    /// The connection is cut without a byte.
    Cut,
    /// The first half.
    Half,
    /// One byte each 50 ms.
    Dripping,
    /// 64 MiB.
    Endless,
}

/// An operation, by what it works on; the version of the API follows from it.
#[derive(Clone, Copy)]
enum OperationHandler {
    Vpc(fn(&Context<'_>, &mut AccountState) -> HandlerResult),
    Cbn(fn(&Context<'_>, &mut AccountState) -> HandlerResult),
    Sts(fn(&Context<'_>, &mut Auth) -> HandlerResult),
}

impl OperationHandler {
    fn version(self) -> &'static str {
        match self {
            Self::Vpc(_) => products::VPC,
            Self::Cbn(_) => products::CBN,
            Self::Sts(_) => products::STS,
        }
    }
}

const OPERATIONS: &[(&str, OperationHandler)] = &[
    (
        "AssociateTransitRouterAttachmentWithRouteTable",
        OperationHandler::Cbn(route_tables::associate),
    ),
    ("AssumeRole", OperationHandler::Sts(sts::assume_role)),
    ("AssumeRoleWithOIDC", OperationHandler::Sts(sts::assume_role_with_oidc)),
    (CREATE, OperationHandler::Vpc(vpn_attachments::create)),
    ("CheckVpnBgpEnabled", OperationHandler::Vpc(check_bgp)),
    ("CreateCustomerGateway", OperationHandler::Vpc(customer_gateways::create)),
    ("CreateTransitRouterVpnAttachment", OperationHandler::Cbn(router_attachments::bind)),
    ("DeleteTransitRouterVpnAttachment", OperationHandler::Cbn(router_attachments::unbind)),
    ("DeleteVpnAttachment", OperationHandler::Vpc(vpn_attachments::delete)),
    ("DescribeCens", OperationHandler::Cbn(cen::instances)),
    ("DescribeCustomerGateways", OperationHandler::Vpc(customer_gateways::list)),
    ("DescribeRegions", OperationHandler::Vpc(describe_regions)),
    ("DescribeVpnAttachments", OperationHandler::Vpc(describe::bound)),
    ("DescribeVpnConnection", OperationHandler::Vpc(describe::describe_one)),
    ("DescribeVpnConnections", OperationHandler::Vpc(describe::list)),
    ("DisableTransitRouterRouteTablePropagation", OperationHandler::Cbn(route_tables::disable)),
    (
        "DissociateTransitRouterAttachmentFromRouteTable",
        OperationHandler::Cbn(route_tables::dissociate),
    ),
    ("EnableTransitRouterRouteTablePropagation", OperationHandler::Cbn(route_tables::enable)),
    ("DescribeVpnConnectionLogs", OperationHandler::Vpc(diagnose::logs)),
    ("DiagnoseVpnConnections", OperationHandler::Vpc(diagnose::diagnose)),
    ("DownloadVpnConnectionConfig", OperationHandler::Vpc(download::download)),
    ("ListTagResources", OperationHandler::Vpc(tags::list)),
    ("ModifyVpnAttachmentAttribute", OperationHandler::Vpc(modify::modify)),
    ("TagResources", OperationHandler::Vpc(tags::tag)),
    ("UnTagResources", OperationHandler::Vpc(tags::untag)),
    (IDENTITY, OperationHandler::Sts(sts::caller_identity)),
    ("ListTransitRouterAvailableResource", OperationHandler::Cbn(cen::available_resource)),
    ("ListTransitRouterCidr", OperationHandler::Cbn(cen::cidr_blocks)),
    ("ListTransitRouterRouteTableAssociations", OperationHandler::Cbn(route_tables::associations)),
    ("ListTransitRouterRouteTablePropagations", OperationHandler::Cbn(route_tables::propagations)),
    ("ListTransitRouterRouteTables", OperationHandler::Cbn(route_tables::list)),
    ("ListTransitRouterVpnAttachments", OperationHandler::Cbn(router_attachments::list)),
    ("ListTransitRouters", OperationHandler::Cbn(cen::transit_routers)),
];

const IDENTITY: &str = "GetCallerIdentity";

const CREATE: &str = "CreateVpnAttachment";

/// What is looked at before and after a request that changes something.
const READ_ACTIONS: &[&str] =
    &["CheckVpnBgpEnabled", "DescribeCustomerGateways", "DescribeVpnConnections"];

impl Core {
    pub(super) fn new(settings: Settings, authority: String) -> Self {
        let faults = FaultInjector::new(settings.faults.clone());
        let state = Mutex::new(State::new(&settings));
        let instance = uuid::Uuid::new_v4().simple().to_string();
        Self { settings, faults, authority, instance, state }
    }

    /// What is remembered; no task holds it across a wait.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The server's time, as wrong as it was asked to be.
    pub(super) fn now(&self) -> Timestamp {
        let now = (self.settings.clock)();
        now.checked_add(self.faults.skew()).unwrap_or(now)
    }

    /// Answers a request.
    pub(super) fn answer(&self, received: HttpRequestParts<'_>) -> HttpReply {
        if received.path.starts_with(control::ROOT) {
            return self.control(received);
        }
        let call = ApiCall::read(received);
        let action = call.as_ref().map_or("?", |call| call.action.as_str()).to_owned();
        let request_id = new_request_id();
        if let Some(reply) = self.refuse_early(&action, &request_id) {
            return reply;
        }
        let outcome = call.and_then(|call| self.perform(&call));
        self.deliver(&action, request_id, outcome)
    }

    /// Answers what is asked of the sandbox itself; nobody has to sign that, and no fault meets it.
    fn control(&self, received: HttpRequestParts<'_>) -> HttpReply {
        let HttpRequestParts { method, path, query, body, .. } = received;
        let call = ControlCall { method, path, query, body };
        let outcome = control::control(&call, &mut self.state(), self.now());
        self.envelope(new_request_id(), &outcome)
    }

    /// A refusal of what could not even be read as a request.
    pub(super) fn reject(&self, refusal: ErrorReply) -> HttpReply {
        self.reply("?", new_request_id(), refusal)
    }

    /// A fault in place of the answer. Who asks can be asked all the same: that is no operation of
    /// the API whose faults these are.
    fn refuse_early(&self, action: &str, request_id: &str) -> Option<HttpReply> {
        if action == IDENTITY {
            return None;
        }
        let early = |fault: &Fault| match fault {
            Fault::Redirect(_) => true,
            Fault::Unavailable(_) | Fault::Throttle(_) => !READ_ACTIONS.contains(&action),
            Fault::BadLookup(_) => action.starts_with("Describe"),
            _ => false,
        };
        let fault = self.faults.fire(early)?;
        let code = match fault {
            Fault::Throttle(_) => "Throttling.User",
            _ => "ServiceUnavailable",
        };
        let mut reply = self.reply(action, request_id.to_owned(), refuse(code));
        match fault {
            Fault::Redirect(url) => {
                reply.http = 302;
                reply.headers.push(("location", url.clone()));
                reply.body.clear();
            }
            Fault::Throttle(_) => reply.headers.push(("x-acs-retry-after", "50".to_owned())),
            _ => {}
        }
        Some(reply)
    }

    fn perform(&self, call: &ApiCall) -> HandlerResult {
        let now = self.now();
        let (_, operation) = OPERATIONS
            .iter()
            .find(|(action, operation)| {
                *action == call.action && operation.version() == call.version
            })
            .ok_or_else(|| refuse("InvalidApi.NotFound"))?;
        let mut state = self.state();
        let caller = match call.is_signed() {
            true => state.auth.authenticate(call, now)?,
            false => state.auth.admit_unsigned(call, now)?,
        };
        if call.action == CREATE
            && self.faults.fire(|fault| matches!(fault, Fault::SingleRefused)).is_some()
            && !call.business.iter().any(|(name, _)| name.starts_with(TUNNELS))
        {
            return Err(refuse("VpnConnection.InvalidCreateTunnelOptions"));
        }
        if call.action == CREATE
            && let Some(Fault::Error { code, .. }) =
                self.faults.fire(|fault| matches!(fault, Fault::Error { .. }))
        {
            let name = if code.contains("Remote") { "RemoteSubnet" } else { "LocalSubnet" };
            return Err(any(code, call.business.plain_text(name).unwrap_or_default()));
        }
        let context = Context {
            params: &call.business,
            settings: &self.settings,
            authority: &self.authority,
            caller,
            account: &self.settings.accounts[caller.account].number,
            is_post: call.is_post,
            now,
        };
        match operation {
            OperationHandler::Vpc(operation) | OperationHandler::Cbn(operation) => {
                let account = state.account(caller);
                account.advance(now);
                operation(&context, account)
            }
            OperationHandler::Sts(operation) => operation(&context, &mut state.auth),
        }
    }

    /// Puts the answer into its envelope, and breaks it where a fault wants that.
    fn deliver(&self, action: &str, request_id: String, outcome: HandlerResult) -> HttpReply {
        let stored = action == CREATE && outcome.is_ok();
        let spoils = |fault: &Fault| match fault {
            Fault::ResetAfterStore(_) => stored,
            Fault::Html(_) | Fault::Truncated(_) | Fault::Slow(_) | Fault::Huge(_) => {
                action != IDENTITY
            }
            _ => false,
        };
        let spoilt = match READ_ACTIONS.contains(&action) {
            true => self.faults.fire_uncounted(spoils),
            false => self.faults.fire(spoils),
        };
        let mut reply = self.envelope(request_id, &outcome);
        let code = outcome.as_ref().map_or_else(|refusal| refusal.code.as_ref(), |_| "200");
        self.note(action, spoilt.map_or(code, |fault| fault.name()));
        match spoilt {
            Some(Fault::ResetAfterStore(_)) => reply.delivery = Delivery::Cut,
            Some(Fault::Truncated(_)) => reply.delivery = Delivery::Half,
            Some(Fault::Slow(_)) => reply.delivery = Delivery::Dripping,
            Some(Fault::Huge(_)) => reply.delivery = Delivery::Endless,
            Some(Fault::Html(_)) => {
                reply.http = 502;
                reply.headers = vec![("content-type", "text/html".to_owned())];
                reply.body = HTML.into();
            }
            _ => {}
        }
        reply
    }

    fn reply(&self, action: &str, request_id: String, refusal: ErrorReply) -> HttpReply {
        self.note(action, &refusal.code);
        self.envelope(request_id, &Err(refusal))
    }

    fn note(&self, action: &str, outcome: &str) {
        // An action is at most as long as a request, which is too long for a log.
        let action = action.chars().take(100).collect();
        self.state().note(RequestLogEntry { action, outcome: outcome.to_owned() });
    }

    fn envelope(&self, request_id: String, outcome: &HandlerResult) -> HttpReply {
        let (http, body) = match outcome {
            Ok(answer) => {
                let mut body = json!({ "RequestId": request_id });
                if let (Json::Object(body), Json::Object(answer)) = (&mut body, answer) {
                    body.extend(answer.clone());
                }
                (200, body)
            }
            Err(refusal) => (refusal.http, refusal.body(&request_id)),
        };
        HttpReply {
            http,
            request_id,
            headers: vec![("content-type", "application/json;charset=utf-8".to_owned())],
            body: body.to_string().into_bytes(),
            delivery: Delivery::Whole,
        }
    }
}

const HTML: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad \
                    Gateway</h1><hr>tunnelsmith sandbox</body>\r\n</html>\r\n";

fn new_request_id() -> String {
    uuid::Uuid::new_v4().hyphenated().to_string().to_uppercase()
}

fn check_bgp(context: &Context<'_>, _: &mut AccountState) -> HandlerResult {
    Ok(json!({ "BgpEnabled": validate_bgp::has_bgp(context.region()?) }))
}

fn describe_regions(context: &Context<'_>, _: &mut AccountState) -> HandlerResult {
    let english = context.text("AcceptLanguage").is_some_and(|language| language == "en-US");
    let list: Vec<Json> = regions::regions()
        .iter()
        .map(|region| {
            json!({
                "RegionId": region.id,
                "LocalName": if english { &region.name_en } else { &region.name_zh },
                "RegionEndpoint": context.authority,
            })
        })
        .collect();
    Ok(json!({ "Regions": { "Region": list } }))
}
