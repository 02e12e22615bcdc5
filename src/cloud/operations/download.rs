//! The device's side of a connection as the service writes it down: `DownloadVpnConnectionConfig`.

use crate::connection::Secret;
use crate::rpc::Params;

use super::super::client::Client;
use super::super::failure::CallFailure;
use super::super::response::ApiResponse;
use super::json_node::JsonNode;
use super::product;

/// The device's side of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DownloadedConfig {
    /// The device's own side of the protected traffic.
    pub local_subnet: Option<String>,
    /// Alibaba Cloud's side.
    pub remote_subnet: Option<String>,
    /// A tunnel each; in single mode the one.
    pub tunnels: Vec<DownloadedTunnel>,
}

/// One tunnel, seen from the device: its own address is the local one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DownloadedTunnel {
    /// `tun-…`.
    pub id: Option<String>,
    /// The device's address.
    pub local: Option<String>,
    /// Alibaba Cloud's address; there only once the connection is bound.
    pub remote: Option<String>,
    /// The settings of phase 1 by their names on the wire, the key left out.
    pub ike: Vec<(String, String)>,
    /// The settings of phase 2.
    pub ipsec: Vec<(String, String)>,
    /// The pre-shared key.
    pub psk: Option<Secret>,
    /// The BGP session, if there is one.
    pub bgp: Vec<(String, String)>,
}

impl Client {
    /// What the device at the other end has to be set to, in the service's words. At most 30 times a
    /// minute, so once a change and not while watching.
    ///
    /// # Errors
    /// What the last attempt met with.
    pub async fn downloaded_config(
        &self,
        region: &str,
        id: &str,
    ) -> Result<ApiResponse<DownloadedConfig>, CallFailure> {
        let params = Params::from_iter([("RegionId", region), ("VpnConnectionId", id)]);
        let limit = self.timeouts().read;
        let reply =
            self.send_with_retry(product::DOWNLOAD_VPN_CONNECTION_CONFIG, &params, limit).await?;
        Ok(reply.map(|answer| {
            let whole = JsonNode::of(&answer);
            downloaded(&whole.at("VpnConnectionConfig").unwrap_or(whole))
        }))
    }
}

fn downloaded(view: &JsonNode<'_>) -> DownloadedConfig {
    let sessions = view.rows("BgpConfigs", "BgpConfig");
    let mut tunnels: Vec<DownloadedTunnel> = view
        .rows("TunnelsConfig", "TunnelConfig")
        .iter()
        .map(|tunnel| {
            let id = tunnel.text("TunnelId");
            let session = sessions.iter().find(|session| session.text("TunnelId") == id);
            let bgp = session.map(JsonNode::pairs).unwrap_or_default();
            downloaded_tunnel(
                tunnel,
                bgp.into_iter().filter(|(name, _)| name != "TunnelId").collect(),
            )
        })
        .collect();
    if tunnels.is_empty() && view.at("IkeConfig").is_some() {
        tunnels.push(downloaded_tunnel(
            view,
            sessions.first().map(JsonNode::pairs).unwrap_or_default(),
        ));
    }
    DownloadedConfig {
        local_subnet: view.text("LocalSubnet"),
        remote_subnet: view.text("RemoteSubnet"),
        tunnels,
    }
}

fn downloaded_tunnel(tunnel: &JsonNode<'_>, bgp: Vec<(String, String)>) -> DownloadedTunnel {
    let ike = tunnel.at("IkeConfig");
    DownloadedTunnel {
        id: tunnel.text("TunnelId"),
        local: tunnel.text("Local"),
        remote: tunnel.text("Remote"),
        psk: ike.as_ref().and_then(|ike| ike.key("Psk")),
        ike: ike.as_ref().map(JsonNode::pairs).unwrap_or_default(),
        ipsec: tunnel.at("IpsecConfig").as_ref().map(JsonNode::pairs).unwrap_or_default(),
        bgp,
    }
}
