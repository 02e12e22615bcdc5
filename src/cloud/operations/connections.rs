//! IPsec-VPN connections as they are: `DescribeVpnConnection` and `DescribeVpnConnections`.

use futures_util::stream::Stream;
use serde_json::Value as Json;

use crate::connection::Secret;
use crate::rpc::Params;

use super::super::client::Client;
use super::super::failure::CallFailure;
use super::super::response::ApiResponse;
use super::json_node::JsonNode;
use super::paging::{Listing, Page};
use super::product;

/// A connection, bound to a transit router or not.
#[derive(Clone, Debug, PartialEq)]
pub struct VpnConnection {
    /// `vco-…`.
    pub id: String,
    /// The name given to it.
    pub name: Option<String>,
    /// Its life cycle: `init`, `attaching`, `attached`, `updating`, `detaching` and others.
    pub state: Option<String>,
    /// The negotiation: `ike_sa_not_established` to `ipsec_sa_established`; in dual mode a summary.
    pub status: Option<String>,
    /// The cloud's side of the protected traffic.
    pub local_subnet: Option<String>,
    /// The peer's side.
    pub remote_subnet: Option<String>,
    /// `public` or `private`.
    pub network_type: Option<String>,
    /// Each customer gateway once, in the order of the tunnels.
    pub customer_gateways: Vec<String>,
    /// Unix time in milliseconds.
    pub create_time_ms: Option<i64>,
    /// `NO_ASSOCIATED`, `CEN` or `VPNGW`.
    pub attach_type: Option<String>,
    /// The transit router it is bound to.
    pub transit_router: Option<String>,
    /// `rg-…`.
    pub resource_group: Option<String>,
    /// Alibaba Cloud's address in single mode; there only once it is bound.
    pub internet_ip: Option<String>,
    /// Whether it negotiates at once, and not only when traffic comes.
    pub negotiates_at_once: Option<bool>,
    /// Whether BGP is on.
    pub bgp_enabled: Option<bool>,
    /// The BGP session of single mode: `success`, or `false` or `failed`.
    pub bgp_status: Option<String>,
    /// What the peer of single mode calls itself.
    pub remote_id: Option<String>,
    /// The lifetimes of single mode, in seconds: of phase 1, of phase 2.
    pub lifetimes: (Option<u32>, Option<u32>),
    /// The pre-shared key of single mode.
    pub psk: Option<Secret>,
    /// The block of the BGP session of single mode.
    pub tunnel_cidr: Option<String>,
    /// Both tunnels of dual mode, in order.
    pub tunnels: Vec<Tunnel>,
    /// The whole answer or row, each key masked.
    pub raw: Json,
}

/// One of the two tunnels of a connection in dual mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tunnel {
    /// `tun-…`.
    pub id: Option<String>,
    /// 1 or 2.
    pub index: Option<u8>,
    /// `master` or `slave`.
    pub role: Option<String>,
    /// `active`, `updating` or `deleting`.
    pub state: Option<String>,
    /// The negotiation, as for the connection.
    pub status: Option<String>,
    /// In which zone it ends.
    pub zone: Option<String>,
    /// `cgw-…`.
    pub customer_gateway: Option<String>,
    /// Alibaba Cloud's address; there only once the connection is bound.
    pub internet_ip: Option<String>,
    /// `success`, or `false` (also seen: `failed`); absent without BGP.
    pub bgp_status: Option<String>,
    /// What the peer calls itself.
    pub remote_id: Option<String>,
    /// Its lifetimes in seconds: of phase 1, of phase 2.
    pub lifetimes: (Option<u32>, Option<u32>),
    /// The block of its BGP session.
    pub tunnel_cidr: Option<String>,
    /// The pre-shared key: yours, or the one the service made up.
    pub psk: Option<Secret>,
}

/// Which connections to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectionFilter {
    /// Only those to this customer gateway.
    pub gateway: Option<String>,
}

impl Client {
    /// One connection.
    ///
    /// # Errors
    /// What the last attempt met with; `InvalidVpnConnectionInstanceId.NotFound` if there is none.
    pub async fn connection(
        &self,
        region: &str,
        id: &str,
    ) -> Result<ApiResponse<VpnConnection>, CallFailure> {
        let params = Params::from_iter([("RegionId", region), ("VpnConnectionId", id)]);
        let reply = self.send_with_retry(product::DESCRIBE_VPN_CONNECTION, &params).await?;
        Ok(reply.map(|answer| {
            let view = JsonNode::of(&answer);
            let found = view.text("VpnConnectionId").unwrap_or_else(|| id.to_owned());
            connection(&view, found)
        }))
    }

    /// The connections of a region, page by page as they come; those bound to nothing as well, so
    /// that a creation whose answer was lost can be found.
    pub fn connections(
        &self,
        region: &str,
        filter: &ConnectionFilter,
    ) -> impl Stream<Item = Result<Page<VpnConnection>, CallFailure>> + Send + use<> {
        let mut params = Params::from_iter([("RegionId", region)]);
        params.insert_present([("CustomerGatewayId", &filter.gateway)]);
        let listing = Listing {
            client: self.clone(),
            operation: product::DESCRIBE_VPN_CONNECTIONS,
            params,
            list: ("VpnConnections", "VpnConnection"),
            read: |row| Some(connection(row, row.text("VpnConnectionId")?)),
            id: |connection: &VpnConnection| &connection.id,
        };
        listing.pages()
    }
}

pub(super) fn connection(view: &JsonNode<'_>, id: String) -> VpnConnection {
    let mut tunnels: Vec<Tunnel> =
        view.rows("TunnelOptionsSpecification", "TunnelOptions").iter().map(tunnel).collect();
    tunnels.sort_by_key(|tunnel| tunnel.index);
    let mut customer_gateways: Vec<String> = Vec::new();
    let named = tunnels.iter().filter_map(|tunnel| tunnel.customer_gateway.clone());
    for gateway in view.text("CustomerGatewayId").into_iter().chain(named) {
        if !customer_gateways.contains(&gateway) {
            customer_gateways.push(gateway);
        }
    }
    VpnConnection {
        id,
        name: view.text("Name"),
        state: view.text("State"),
        status: view.text("Status"),
        local_subnet: view.text("LocalSubnet"),
        remote_subnet: view.text("RemoteSubnet"),
        network_type: view.text("NetworkType"),
        customer_gateways,
        create_time_ms: view.whole("CreateTime"),
        attach_type: view.text("AttachType"),
        transit_router: view.text("TransitRouterId"),
        resource_group: view.text("ResourceGroupId"),
        internet_ip: view.text("InternetIp"),
        negotiates_at_once: view.flag("EffectImmediately"),
        bgp_enabled: view
            .flag("EnableTunnelsBgp")
            .or_else(|| view.at("VpnBgpConfig")?.flag("EnableBgp")),
        bgp_status: view.at("VpnBgpConfig").and_then(|bgp| bgp.text("Status")),
        remote_id: view.at("IkeConfig").and_then(|ike| ike.text("RemoteId")),
        lifetimes: lifetimes(view, "IkeConfig", "IpsecConfig"),
        psk: view.at("IkeConfig").and_then(|ike| ike.key("Psk")),
        tunnel_cidr: view.at("VpnBgpConfig").and_then(|bgp| bgp.text("TunnelCidr")),
        tunnels,
        raw: view.json().clone(),
    }
}

fn tunnel(view: &JsonNode<'_>) -> Tunnel {
    Tunnel {
        id: view.text("TunnelId"),
        index: view.whole("TunnelIndex"),
        role: view.text("Role"),
        state: view.text("State"),
        status: view.text("Status"),
        zone: view.text("ZoneNo"),
        customer_gateway: view.text("CustomerGatewayId"),
        internet_ip: view.text("InternetIp"),
        bgp_status: view.at("TunnelBgpConfig").and_then(|bgp| bgp.text("BgpStatus")),
        remote_id: view.at("TunnelIkeConfig").and_then(|ike| ike.text("RemoteId")),
        lifetimes: lifetimes(view, "TunnelIkeConfig", "TunnelIpsecConfig"),
        tunnel_cidr: view.at("TunnelBgpConfig").and_then(|bgp| bgp.text("TunnelCidr")),
        psk: view.at("TunnelIkeConfig").and_then(|ike| ike.key("Psk")),
    }
}

fn lifetimes(view: &JsonNode<'_>, phase_1: &str, phase_2: &str) -> (Option<u32>, Option<u32>) {
    let of = |phase: &str, name: &str| view.at(phase).and_then(|config| config.whole(name));
    (of(phase_1, "IkeLifetime"), of(phase_2, "IpsecLifetime"))
}
