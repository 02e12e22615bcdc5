//! The connection in few words: what is its own, then both ends of each tunnel side by side, Alibaba
//! Cloud at the left, the device at the right.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use crate::connection::{Connection, DraftPeer, FieldPath, Key, ListStyle};
use crate::peer::{CloudTunnel, FieldComparison, FieldVerdict};
use crate::present::{end_value, platform_name};
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::document::Document;
use crate::tui::screens::form;
use crate::tui::theme::Role;
use crate::tui::widgets::text::{hanging, padded, wrapped};

/// Columns of a label.
const LABEL: usize = 14;

/// The whole page in so many columns.
pub(super) fn page(
    app: &App,
    document: &Document,
    connection: &Connection,
    columns: usize,
) -> Vec<Line<'static>> {
    let mut lines = connection_values(app, document, connection, columns);
    for here in document.cloud_tunnels() {
        lines.push(Line::default());
        lines.extend(tunnel(app, document, &here, columns));
    }
    lines
}

/// What is the connection's own.
fn connection_values(
    app: &App,
    document: &Document,
    connection: &Connection,
    columns: usize,
) -> Vec<Line<'static>> {
    let texts = &app.texts;
    let draft = document.draft();
    let style = app.theme.style(Role::Plain);
    let mut lines = Vec::new();
    let mut put = |label: String, value: String| {
        let label = padded(&label, 21, app.theme);
        lines.extend(hanging(&label, style, &value, columns, style));
    };
    let shown = |key: Key| connection.shown(key).map(|text| printable(&text).into_owned());
    put(texts.say("summary-mode"), texts.say(&format!("mode-{}", draft.mode().name())));
    for key in [Key::Name, Key::RegionId, Key::NetworkType] {
        put(form::label(app, FieldPath::connection(key)), shown(key).unwrap_or_else(|| "-".into()));
    }
    let bgp = if draft.wants_bgp() { "summary-bgp-on" } else { "summary-bgp-off" };
    put(texts.say("summary-routes"), texts.say(bgp));
    lines
}

/// A row of the two ends.
struct SummaryRow {
    label: &'static str,
    here: String,
    there: String,
    /// How the two do by each other, where the device's configuration was read.
    sign: Option<(&'static str, Role)>,
}

fn tunnel(
    app: &App,
    document: &Document,
    here: &CloudTunnel,
    columns: usize,
) -> Vec<Line<'static>> {
    let texts = &app.texts;
    let theme = app.theme;
    let sides = TunnelEnds { app, document, here };
    // A sign and a gap on either side of it.
    let room = columns.saturating_sub(LABEL + 3);
    let (left, right) = (room / 2, room - room / 2);
    let head = texts.format("step-tunnel", &[("number", here.number.into())]);
    let head = format!(
        "{} {}   {}",
        padded(&head, LABEL - 1, theme),
        padded(&texts.say("summary-cloud"), left, theme),
        padded(&device(app, document.peer()), right, theme)
    );
    let mut lines = vec![Line::styled(head, theme.style(Role::Title))];
    let plain = theme.style(Role::Plain);
    for row in sides.rows() {
        let (ones, others) = (wrapped(&row.here, left), wrapped(&row.there, right));
        for at in 0..ones.len().max(others.len()).max(1) {
            let label = if at == 0 { texts.say(row.label) } else { String::new() };
            let part = |all: &[String]| all.get(at).cloned().unwrap_or_default();
            let (sign, role) = row.sign.filter(|_| at == 0).unwrap_or((" ", Role::Plain));
            lines.push(Line::from(vec![
                Span::styled(format!("{} ", padded(&label, LABEL - 1, theme)), plain),
                Span::styled(format!("{} ", padded(&part(&ones), left, theme)), plain),
                Span::styled(sign, theme.style(role)),
                Span::styled(format!(" {}", part(&others)), plain),
            ]));
        }
    }
    lines
}

/// What the device is called, with its release.
fn device(app: &App, peer: Option<&DraftPeer>) -> String {
    let Some(peer) = peer else { return app.texts.say("summary-device") };
    let name = platform_name(&app.texts, &peer.platform).unwrap_or_else(|| peer.platform.clone());
    let release = peer.version.as_ref().map(|release| format!(" {release}")).unwrap_or_default();
    printable(&format!("{name}{release}")).into_owned()
}

/// The two ends of one tunnel.
struct TunnelEnds<'a> {
    app: &'a App,
    document: &'a Document,
    here: &'a CloudTunnel,
}

impl TunnelEnds<'_> {
    fn rows(&self) -> Vec<SummaryRow> {
        let mut rows = vec![
            self.gateway(),
            self.row("summary-address", "GatewayIp", "CustomerGatewayIp"),
            self.row("summary-identity", "LocalId", "RemoteId"),
            self.row("summary-networks", "LocalSubnet", "RemoteSubnet"),
        ];
        if self.document.draft().wants_bgp() {
            rows.push(self.row("summary-as", "LocalAsn", "CustomerGatewayAsn"));
            rows.push(self.row("summary-inside", "LocalBgpIp", "TunnelCidr"));
        }
        let v1 = self.here.get("IkeVersion") == Some("ikev1");
        let mut first = vec!["IkeVersion"];
        first.extend(v1.then_some("IkeMode"));
        first.extend(["IkeEncAlg", "IkeAuthAlg", "IkePfs", "IkeLifetime"]);
        let second = ["IpsecEncAlg", "IpsecAuthAlg", "IpsecPfs", "IpsecLifetime"];
        rows.push(self.same("summary-phase-1", &first));
        rows.push(self.same("summary-phase-2", &second));
        rows.push(self.same("summary-psk", &["Psk"]));
        rows.push(self.same("summary-liveness", &["EnableDpd", "EnableNatTraversal"]));
        rows
    }

    /// The customer gateway by the name that people know it by, and by its ID where that is all there is.
    fn gateway(&self) -> SummaryRow {
        let slots = self.app.gateway_slots();
        let path = slots.get(usize::from(self.here.number) - 1);
        let there = path.and_then(|path| self.app.gateway_name(*path));
        let there = there.unwrap_or_else(|| self.app.texts.say("gateway-none"));
        SummaryRow { label: "summary-gateway", here: String::new(), there, sign: None }
    }

    /// A row whose two values are fields of their own, the device's in the terms of the cloud.
    fn row(&self, label: &'static str, here: &str, there: &str) -> SummaryRow {
        let mut left = self.cloud(here);
        let mut right = self.cloud(there);
        // What the device really has, and what the cloud would have it be.
        if let Some(found) = self.found(there).filter(|found| found.there.is_some()) {
            let expected = std::mem::replace(&mut right, self.real(there));
            if found.verdict == FieldVerdict::Differs {
                let args = [("value", expected.into())];
                let expects = self.app.texts.format("summary-expects", &args);
                left = self.app.texts.join(ListStyle::Words, [left, expects]);
            }
        }
        SummaryRow { label, here: left, there: right, sign: self.sign(&[here, there]) }
    }

    /// A row that both ends must have alike.
    fn same(&self, label: &'static str, fields: &[&str]) -> SummaryRow {
        let here: Vec<String> = fields.iter().map(|field| self.cloud(field)).collect();
        let there: Vec<String> = fields.iter().map(|field| self.device(field)).collect();
        SummaryRow { label, here: here.join(" "), there: there.join(" "), sign: self.sign(fields) }
    }

    /// How a field does, where the device's configuration was read.
    fn found(&self, field: &str) -> Option<&FieldComparison> {
        let compared =
            self.document.compared().iter().find(|one| one.number == self.here.number)?;
        compared.found.iter().find(|found| found.field == field)
    }

    /// The cloud's value, or the one that follows from it.
    fn cloud(&self, field: &str) -> String {
        let texts = &self.app.texts;
        let value = |name: &str| self.here.get(name).map(|text| printable(text).into_owned());
        match field {
            "GatewayIp" => value(field).unwrap_or_else(|| texts.say("summary-after-binding")),
            "CustomerGatewayIp" => {
                let path = self.document.place_of_name(self.here.number, field);
                let id = path.and_then(|path| self.document.draft().text(path));
                value(field).or_else(|| id.map(|id| printable(id).into_owned()))
            }
            .unwrap_or_else(|| "-".to_owned()),
            "LocalId" | "RemoteId" => {
                value(field).unwrap_or_else(|| texts.say("summary-by-address"))
            }
            "LocalSubnet" | "RemoteSubnet" => {
                value(field).unwrap_or_else(|| "-".to_owned()).replace(',', ", ")
            }
            "LocalAsn" | "CustomerGatewayAsn" => {
                value(field).map_or_else(|| "-".to_owned(), |asn| format!("AS{asn}"))
            }
            "LocalBgpIp" => value(field).unwrap_or_else(|| "-".to_owned()),
            // The device has the other host of the block.
            "TunnelCidr" => self.inside().unwrap_or_else(|| "-".to_owned()),
            "Psk" => {
                let path = self.document.place_of_name(self.here.number, field);
                let is_set = path.is_some_and(|path| self.document.draft().has(path));
                texts.say(if is_set { "summary-key" } else { "summary-no-key" })
            }
            "EnableDpd" | "EnableNatTraversal" => on_or_off(self.app, value(field)),
            _ => value(field).unwrap_or_else(|| "-".to_owned()),
        }
    }

    /// The device's value; before its configuration was read the one that it must have.
    fn device(&self, field: &str) -> String {
        if self.document.reading().is_none() {
            return match field {
                "Psk" => self.app.texts.say("summary-same-key"),
                _ => self.cloud(field),
            };
        }
        let there = self.found(field).and_then(|found| found.there.clone());
        match (field, there) {
            (_, None) => "?".to_owned(),
            ("EnableDpd" | "EnableNatTraversal", there) => on_or_off(self.app, there),
            ("Psk", there) => end_value(&self.app.texts, field, there.as_deref()),
            (_, Some(there)) => printable(&there).into_owned(),
        }
    }

    /// What the device's text has.
    fn real(&self, field: &str) -> String {
        let there = self.found(field).and_then(|found| found.there.clone()).unwrap_or_default();
        let there = printable(&there).into_owned();
        match field {
            "CustomerGatewayAsn" => format!("AS{there}"),
            "TunnelCidr" => {
                let number = self.here.number;
                let inside = self.document.device_tunnel(number).and_then(|it| it.inside.clone());
                inside.map_or(there, |inside| printable(&inside).into_owned())
            }
            _ => there.replace(',', ", "),
        }
    }

    fn inside(&self) -> Option<String> {
        let block: ipnet::Ipv4Net = self.here.get("TunnelCidr")?.parse().ok()?;
        let neighbor = self.here.get("LocalBgpIp")?;
        let own = block.hosts().find(|host| host.to_string() != neighbor)?;
        Some(format!("{own}/{}", block.prefix_len()))
    }

    /// The gravest of these fields.
    fn sign(&self, fields: &[&str]) -> Option<(&'static str, Role)> {
        let marks = self.app.theme.marks();
        let found: Vec<&FieldComparison> =
            fields.iter().filter_map(|field| self.found(field)).collect();
        if found.is_empty() {
            return None;
        }
        if found.iter().any(|one| one.is_breaking()) {
            return Some((marks.error, Role::Error));
        }
        if found.iter().any(|one| one.verdict == FieldVerdict::Differs) {
            return Some((marks.hint, Role::Hint));
        }
        if found.iter().any(|one| one.verdict == FieldVerdict::Unknown) {
            return Some((marks.missing, Role::Missing));
        }
        Some((marks.done, Role::Good))
    }
}

fn on_or_off(app: &App, value: Option<String>) -> String {
    let is_on = value.is_some_and(|text| crate::connection::is_true(&text));
    app.texts.say(if is_on { "summary-on" } else { "summary-off" })
}

/// The page as a text of so many columns, to be copied.
pub(super) fn text(
    app: &App,
    document: &Document,
    connection: &Connection,
    columns: usize,
) -> String {
    let lines = page(app, document, connection, columns);
    let lines: Vec<String> =
        lines.iter().map(|line| line.to_string().trim_end().to_owned()).collect();
    debug_assert!(lines.iter().all(|line| line.width() <= columns.max(60)));
    lines.join("\n") + "\n"
}
