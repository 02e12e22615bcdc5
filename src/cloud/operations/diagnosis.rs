//! What the service found out about tunnels that are down: `DiagnoseVpnConnections` and
//! `DescribeVpnConnectionLogs`.

use crate::rpc::Params;

use super::super::client::Client;
use super::super::failure::CallFailure;
use super::super::response::ApiResponse;
use super::json_node::JsonNode;
use super::product;

/// The largest page the service gives.
const PAGE_SIZE: u64 = 50;

/// More lines than ten minutes of one connection have, since nobody reads on without end.
const MOST_LOG_PAGES: u32 = 100;

/// What is diagnosed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiagnosisTarget<'a> {
    /// Tunnels of a connection in dual mode, by their ids.
    Tunnels(&'a [String]),
    /// A connection in single mode, by its id.
    Connection(&'a str),
}

/// What the service found, of the last three minutes. Anything may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagnosisRow {
    /// `tun-…`; absent in single mode.
    pub tunnel: Option<String>,
    /// `Critical` (now), `Warn` (soon) or `Normal`.
    pub severity: Option<String>,
    /// For example `AuthenticationAlgorithmMismatch`; others than the documented ones occur.
    pub code: Option<String>,
    /// An English sentence.
    pub reason: Option<String>,
    /// Unix time in milliseconds.
    pub failed_at_ms: Option<i64>,
    /// Alibaba Cloud's value, where both are known. In the words of its IKE daemon, such as `SHA`.
    pub local: Option<String>,
    /// The peer's value, likewise.
    pub remote: Option<String>,
    /// The line of the log that it was read from.
    pub log: Option<String>,
}

/// Which lines of the log: the last minutes, 1 to 10, or a time and as many minutes from there on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogWindow {
    /// Unix time in seconds; absent for the last minutes.
    pub from: Option<i64>,
    /// 1 to 10.
    pub minutes: u8,
}

/// Lines of the log, as the service orders them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLines {
    /// The lines; their time is UTC+8 and says so nowhere.
    pub lines: Vec<String>,
    /// Whether these are all of the window. If not, the same question brings more after some seconds.
    pub is_complete: bool,
}

impl Client {
    /// Diagnoses tunnels, or a connection in single mode: what was found in the last three minutes,
    /// several rows for a tunnel or none.
    ///
    /// # Errors
    /// What the last attempt met with. A key whose permissions end at a resource group is refused.
    pub async fn diagnose(
        &self,
        region: &str,
        target: DiagnosisTarget<'_>,
    ) -> Result<ApiResponse<Vec<DiagnosisRow>>, CallFailure> {
        let mut params = Params::from_iter([("RegionId", region)]);
        match target {
            DiagnosisTarget::Tunnels(ids) => params.insert_list("TunnelIds", ids),
            DiagnosisTarget::Connection(id) => params.insert("VpnConnectionIds.1", id),
        }
        params.insert("PageSize", PAGE_SIZE.to_string());
        let reply = self.send_with_retry(product::DIAGNOSE_VPN_CONNECTIONS, &params).await?;
        Ok(reply.map(|answer| {
            JsonNode::of(&answer)
                .rows("VpnConnections", "VpnConnection")
                .iter()
                .map(diagnosis)
                .collect()
        }))
    }

    /// The log of a connection, or of one of its tunnels, page by page until there are no more lines.
    ///
    /// # Errors
    /// What the last attempt met with.
    pub async fn logs(
        &self,
        region: &str,
        id: &str,
        tunnel: Option<&str>,
        window: LogWindow,
    ) -> Result<ApiResponse<LogLines>, CallFailure> {
        let mut params = Params::from_iter([("RegionId", region), ("VpnConnectionId", id)]);
        params.insert("MinutePeriod", window.minutes.to_string());
        params.insert("PageSize", PAGE_SIZE.to_string());
        if let Some(tunnel) = tunnel {
            params.insert("TunnelId", tunnel);
        }
        if let Some(from) = window.from {
            params.insert("From", from.to_string());
        }
        let mut lines = Vec::new();
        let mut attempts = 0;
        let mut page = 0;
        loop {
            page += 1;
            params.insert("PageNumber", page.to_string());
            let reply =
                self.send_with_retry(product::DESCRIBE_VPN_CONNECTION_LOGS, &params).await?;
            let reply = reply.with_earlier_attempts(attempts);
            attempts = reply.attempts;
            let view = JsonNode::of(&reply.value);
            let found = view.at("Data").map(|data| data.texts("Logs")).unwrap_or_default();
            let is_last = (found.len() as u64) < PAGE_SIZE;
            lines.extend(found);
            // Absent it is taken for true: nothing says that there is more.
            let is_complete = view.flag("IsCompleted").unwrap_or(true);
            if is_last || !is_complete || page == MOST_LOG_PAGES {
                let is_complete = is_complete && is_last;
                return Ok(reply.map(|_| LogLines { lines, is_complete }));
            }
        }
    }
}

fn diagnosis(row: &JsonNode<'_>) -> DiagnosisRow {
    DiagnosisRow {
        tunnel: row.text("TunnelId"),
        severity: row.text("Severity"),
        code: row.text("FailedReasonCode"),
        reason: row.text("FailedReason"),
        failed_at_ms: row.whole("FailedTime"),
        local: row.text("MismatchLocalParam"),
        remote: row.text("MismatchRemoteParam"),
        log: row.text("SourceLog"),
    }
}
