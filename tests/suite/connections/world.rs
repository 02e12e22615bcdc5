//! A service that answers as recorded, and moves from one recorded answer to the next: created, bound,
//! looked at until the tunnels are as they are fated to be, changed, deleted.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, LazyLock, Mutex};

use serde_json::{Value as Json, json};
use tempfile::TempDir;

use super::super::scripted::{Behaviour, Request, Scripted, answer, refusal};
use super::super::support::{Ran, program};

pub const ID: &str = "vco-gw8fra000000000000001";
pub const ROUTER: &str = "tr-gw8fra00000000000001";
/// Its system route table.
pub const TABLE: &str = "vtb-gw8fra0000000000001";
pub const REGION: &str = "eu-central-1";
/// The access key of another account.
pub const OTHER_KEY: &str = "LTAI5tOtherExample";

/// What becomes of a request to bind.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum BindFate {
    #[default]
    Answered,
    /// It is carried out, and its answer is lost.
    LostAfter,
    /// It hangs, carried out or not.
    Hangs { stored: bool },
    /// Something else is under way for as many attempts.
    Busy(u32),
}

#[derive(Default)]
pub struct State {
    pub exists: bool,
    pub bound: bool,
    /// Answers about the connection since it was bound.
    pub looks: usize,
    /// The recorded answers it goes through once bound; the last one stays.
    pub life: Vec<&'static str>,
    pub diagnosis: &'static str,
    pub bind: BindFate,
    /// The tokens that a binding was asked for with.
    pub tokens: BTreeSet<String>,
    /// How many bindings were made.
    pub bindings: usize,
    /// So many looks are refused before the next is answered.
    pub throttled: usize,
    /// After so many looks the connection is gone.
    pub vanishes: Option<usize>,
    /// Lists of connections are refused with this code.
    pub list_refusal: Option<&'static str>,
    /// A word that stands in place of the connection's state.
    pub odd_state: Option<&'static str>,
    /// CEN refuses everything with this code.
    pub cen_refusal: Option<&'static str>,
    pub routers: Option<Json>,
    /// What the router's system route table does for the binding.
    pub associated: bool,
    pub propagated: bool,
    /// How often it was asked to do each.
    pub route_changes: usize,
    /// So many other connections are bound to the router.
    pub crowd: usize,
    /// The connection negotiates only once traffic comes.
    pub waits_for_traffic: bool,
    /// This page of the list never comes.
    pub stalls_at_page: Option<usize>,
    /// How long the lists have taken here.
    pub listing: std::time::Duration,
    /// So long each page takes.
    pub page_time: std::time::Duration,
    /// The lines of the log; those recorded unless there are some.
    pub log: Option<Vec<String>>,
    /// Another table that forwards its traffic.
    pub other_table: Option<&'static str>,
    /// Changes of a route table are refused with this code.
    pub route_refusal: Option<&'static str>,
    /// The answers to so many changes of a route table are lost after they were carried out.
    pub lost_route_changes: usize,
    pub creations: usize,
    /// How often a list of connections was asked for, and one of them.
    pub lists: usize,
    pub singles: usize,
    pub modified: Vec<Vec<(String, String)>>,
    /// More connections than the one.
    pub others: usize,
}

pub struct World {
    pub server: Scripted,
    pub state: Arc<Mutex<State>>,
    pub drafts: TempDir,
}

static SAMPLES: LazyLock<Json> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/after-creation.json")).unwrap());

pub fn body(name: &str) -> Json {
    let samples = SAMPLES["samples"].as_array().unwrap();
    let found = samples.iter().find(|sample| sample["name"] == name);
    found.unwrap_or_else(|| panic!("no sample {name}"))["body"].clone()
}

impl World {
    pub fn with(change: impl FnOnce(&mut State)) -> Self {
        let mut first = State {
            exists: true,
            life: vec!["dual.02.attaching", "dual.03.attached-silent", "dual.08.up"],
            diagnosis: "diagnose.empty",
            ..State::default()
        };
        change(&mut first);
        let state = Arc::new(Mutex::new(first));
        let kept = state.clone();
        let (sender, receiver) = std::sync::mpsc::channel();
        // Tests wait for programs, so it serves on a thread of its own, as long as they run.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async move {
                let server = Scripted::start(move |_, request| respond(&kept, request)).await;
                sender.send(server).unwrap();
                std::future::pending::<()>().await;
            });
        });
        let server = receiver.recv().unwrap();
        Self { server, state, drafts: tempfile::tempdir().unwrap() }
    }

    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.server.port)
    }

    pub fn program(&self, arguments: &[&str]) -> Command {
        self.program_at(&self.endpoint(), arguments)
    }

    pub fn program_at(&self, endpoint: &str, arguments: &[&str]) -> Command {
        let mut command = program(arguments);
        command
            .args(["--endpoint", endpoint, "--region", REGION])
            .env("TUNNELSMITH_DRAFTS_DIR", self.drafts.path())
            .env("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5tExample")
            .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.program(arguments).output().expect("the program starts"))
    }

    pub fn json(&self, arguments: &[&str]) -> Ran {
        self.run(&[arguments, &["--output", "json"]].concat())
    }

    pub fn state<T>(&self, ask: impl FnOnce(&mut State) -> T) -> T {
        ask(&mut self.state.lock().unwrap())
    }

    pub fn file(&self, name: &str, text: &str) -> String {
        let path = Path::new(self.drafts.path()).join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

fn ok(body: &Json) -> Behaviour {
    Behaviour::Send(answer("200 OK", "", &body.to_string()).into())
}

fn no(status: &str, code: &str) -> Behaviour {
    Behaviour::Send(refusal(status, "", code, "said so").into())
}

fn respond(state: &Mutex<State>, request: &Request) -> Behaviour {
    let mut state = state.lock().unwrap();
    let action = request.param("Action");
    let is_cen = request.param("Version") == "2017-09-12";
    if let Some(code) = state.cen_refusal.filter(|_| is_cen) {
        return no("400 Bad Request", code);
    }
    match action.as_str() {
        "GetCallerIdentity" => {
            let account = match request.param("AccessKeyId").as_str() {
                OTHER_KEY => "1250000000000002",
                _ => "1250000000000001",
            };
            ok(&json!({"AccountId": account, "RequestId": "R"}))
        }
        "CreateCustomerGateway" => {
            ok(&json!({"CustomerGatewayId": "cgw-new", "CreateTime": 0, "RequestId": "R"}))
        }
        "DescribeCustomerGateways" => ok(&body("gateways")),
        "CreateVpnAttachment" => {
            state.creations += 1;
            state.exists = true;
            ok(&json!({"VpnConnectionId": ID, "Name": "fra-dc1", "RequestId": "R",
                "CreateTime": 1_767_323_045_000_u64}))
        }
        "DescribeVpnConnection" => {
            state.singles += 1;
            one(&mut state)
        }
        "DescribeVpnConnections" => {
            state.lists += 1;
            if let Some(code) = state.list_refusal {
                return no("400 Bad Request", code);
            }
            let begun = std::time::Instant::now();
            let listed = list(&mut state, request);
            state.listing += begun.elapsed();
            listed
        }
        "ListTransitRouters" => ok(&state.routers.clone().unwrap_or_else(|| body("routers"))),
        "ListTransitRouterVpnAttachments" => ok(&attachments(&state)),
        "ListTransitRouterRouteTables" => ok(&body("tables")),
        "ListTransitRouterRouteTableAssociations" => {
            let table = state.other_table.or(state.associated.then_some(TABLE));
            ok(&uses("TransitRouterAssociations", table))
        }
        "ListTransitRouterRouteTablePropagations" => {
            ok(&uses("TransitRouterPropagations", state.propagated.then_some(TABLE)))
        }
        "AssociateTransitRouterAttachmentWithRouteTable"
        | "EnableTransitRouterRouteTablePropagation" => change_table(&mut state, &action),
        "CreateTransitRouterVpnAttachment" => bind(&mut state, request),
        "DeleteTransitRouterVpnAttachment" => {
            assert_eq!(request.param("Force"), "true", "the route table's uses go with it");
            (state.bound, state.looks) = (false, 0);
            (state.associated, state.propagated) = (false, false);
            ok(&body("unbind.answer"))
        }
        "ModifyVpnAttachmentAttribute" => {
            let params = request.params();
            let sent = params.iter().map(|(name, value)| (name.to_owned(), value.shown().into()));
            state.modified.push(sent.collect());
            ok(&body("modify.answer"))
        }
        "DeleteVpnAttachment" => {
            state.exists = false;
            ok(&body("delete.answer"))
        }
        "DiagnoseVpnConnections" => ok(&body(state.diagnosis)),
        "DescribeVpnConnectionLogs" => {
            let mut page = body("logs.page");
            if let Some(lines) = &state.log {
                page["Data"]["Logs"] = json!(lines);
                page["Count"] = lines.len().into();
            }
            ok(&page)
        }
        other => no("404 Not Found", &format!("InvalidAction.NotFound.{other}")),
    }
}

fn attachments(state: &State) -> Json {
    let mut page = body(if state.bound { "bind.Attached" } else { "bind.gone" });
    let others = (0..state.crowd).map(|number| {
        json!({"TransitRouterAttachmentId": format!("tr-attach-{number}"), "Status": "Attached",
            "TransitRouterId": ROUTER, "VpnId": format!("vco-crowd{number}")})
    });
    let rows = page["TransitRouterAttachments"].as_array().cloned().unwrap_or_default();
    page["TransitRouterAttachments"] = rows.into_iter().chain(others).collect();
    page
}

fn uses(list: &str, table: Option<&str>) -> Json {
    let row = |table| {
        json!({"TransitRouterRouteTableId": table, "ResourceId": ID, "ResourceType": "VPN",
            "TransitRouterAttachmentId": "tr-attach-fra0000000001", "Status": "Active"})
    };
    let rows: Vec<Json> = table.into_iter().map(row).collect();
    json!({"RequestId": "R", "MaxResults": 50, "TotalCount": rows.len(), list: rows})
}

fn change_table(state: &mut State, action: &str) -> Behaviour {
    if let Some(code) = state.route_refusal {
        return no("400 Bad Request", code);
    }
    state.route_changes += 1;
    match action.starts_with("Associate") {
        true => state.associated = true,
        false => state.propagated = true,
    }
    match state.lost_route_changes {
        0 => ok(&body("associated")),
        lost => {
            state.lost_route_changes = lost - 1;
            Behaviour::Reset(Vec::new())
        }
    }
}

fn missing() -> Behaviour {
    no("404 Not Found", "InvalidVpnConnectionInstanceId.NotFound")
}

fn now(state: &mut State) -> Option<Json> {
    if !state.exists || state.vanishes.is_some_and(|after| state.looks >= after) {
        return None;
    }
    if !state.bound {
        let mut found = body("dual.01.init");
        found["EffectImmediately"] = (!state.waits_for_traffic).into();
        return Some(found);
    }
    let at = state.looks.min(state.life.len() - 1);
    state.looks += 1;
    let mut found = body(state.life[at]);
    if let Some(word) = state.odd_state {
        found["State"] = word.into();
    }
    Some(found)
}

fn one(state: &mut State) -> Behaviour {
    if state.throttled > 0 {
        state.throttled -= 1;
        return no("400 Bad Request", "Throttling.User");
    }
    now(state).map_or_else(missing, |body| ok(&body))
}

fn list(state: &mut State, request: &Request) -> Behaviour {
    let page: usize = request.param("PageNumber").parse().unwrap_or(1);
    if state.stalls_at_page == Some(page) {
        return Behaviour::Stall;
    }
    std::thread::sleep(state.page_time);
    let size: usize = request.param("PageSize").parse().unwrap_or(10);
    let total = state.others + usize::from(state.exists);
    let rows: Vec<Json> = ((page - 1) * size..(page * size).min(total))
        .filter_map(|number| {
            if number == state.others {
                return now(state);
            }
            let mut row = body("dual.08.up");
            row["VpnConnectionId"] = format!("vco-other{number:016}").into();
            Some(row)
        })
        .collect();
    ok(&json!({"PageNumber": page, "PageSize": size, "TotalCount": total, "RequestId": "R",
        "VpnConnections": {"VpnConnection": rows}}))
}

fn bind(state: &mut State, request: &Request) -> Behaviour {
    let token = request.param("ClientToken");
    let is_new = state.tokens.insert(token);
    let store = |state: &mut State| {
        if is_new || !state.bound {
            state.bindings += 1;
        }
        (state.bound, state.looks) = (true, 0);
    };
    match state.bind {
        BindFate::Busy(left @ 1..) => {
            state.bind = BindFate::Busy(left - 1);
            no("400 Bad Request", "Operation.Blocking")
        }
        BindFate::Answered | BindFate::Busy(_) => {
            store(state);
            ok(&body("bind.answer"))
        }
        BindFate::LostAfter => {
            store(state);
            state.bind = BindFate::Answered;
            Behaviour::Reset(Vec::new())
        }
        BindFate::Hangs { stored } => {
            if stored {
                store(state);
            }
            state.bind = BindFate::Answered;
            Behaviour::Stall
        }
    }
}
