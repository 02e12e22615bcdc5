//! The statements that bring a device to the cloud's value, in its own words.
//!
//! A platform is a table of `assets/remedies`: which lines a field needs, with places for values and for what
//! the device calls its objects. Names that the text does not hold stay marked, as `<IKE-PROPOSAL>`.

mod fill;
mod sections;
mod table;

use std::sync::LazyLock;

use fill::PlaceholderValues;
use table::{Remedy, RemedyTable};

use super::super::cloud::CloudTunnel;
use super::super::device_tunnel::DeviceTunnel;
use super::opnsense::PROPOSALS;

/// The statements that give a field of a tunnel the value it has at the cloud, or a neutral one for a
/// field that the cloud does not have, such as `volume`. Empty where the device can do nothing about it,
/// or nobody knows how. A line that begins with `<` stands for a value that is not known here.
pub fn remedy(
    platform: &str,
    field: &str,
    here: &CloudTunnel,
    there: &DeviceTunnel,
) -> Vec<String> {
    let Some((table, common)) = tables(platform) else { return Vec::new() };
    let quotes = matches!(platform, "juniper-srx" | "panos");
    let filling = PlaceholderValues { here, there, table, field, quotes };
    let fits = |remedy: &&Remedy| {
        remedy.fields.iter().any(|known| known == field)
            && remedy.when.iter().all(|condition| filling.holds(condition))
    };
    let mut all = [Some(table), common].into_iter().flatten().flat_map(|table| &table.remedies);
    let lines = all.find(fits).map_or(Vec::new(), |found| filling.fill(&found.lines));
    match platform {
        "strongswan" | "libreswan" => sections::nested(lines),
        // The page has no other proposals to choose from.
        "opnsense" if !lines.iter().all(|line| is_on_page(line)) => Vec::new(),
        _ => lines,
    }
}

fn is_on_page(line: &str) -> bool {
    line.split_once("roposals: ")
        .is_none_or(|(_, wanted)| PROPOSALS.iter().any(|(_, known)| *known == wanted))
}

/// The table of a platform, and the one it has in common with a relative.
fn tables(platform: &str) -> Option<(&'static RemedyTable, Option<&'static RemedyTable>)> {
    macro_rules! table {
        ($name:literal) => {{
            static TABLE: LazyLock<RemedyTable> = LazyLock::new(|| {
                RemedyTable::read(include_str!(concat!(
                    "../../../assets/remedies/",
                    $name,
                    ".toml"
                )))
            });
            &*TABLE
        }};
    }
    Some(match platform {
        "cisco-ios" | "ruijie" => (table!("cisco-ios"), None),
        "cisco-asa" => (table!("cisco-asa"), None),
        "juniper-srx" => (table!("juniper-srx"), None),
        "fortios" => (table!("fortios"), None),
        "hillstone" => (table!("hillstone"), None),
        "panos" => (table!("panos"), None),
        "huawei-vrp" => (table!("huawei-vrp"), None),
        "h3c-comware" => (table!("h3c-comware"), None),
        "mikrotik" => (table!("mikrotik"), None),
        "vyos" => (table!("vyos"), Some(table!("vyos-edgeos"))),
        "edgeos" => (table!("edgeos"), Some(table!("vyos-edgeos"))),
        "strongswan" => (table!("strongswan"), Some(table!("ipsec-conf"))),
        "libreswan" => (table!("libreswan"), Some(table!("ipsec-conf"))),
        "openwrt" => (table!("openwrt"), None),
        "pfsense" => (table!("pfsense"), None),
        "opnsense" => (table!("opnsense"), None),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::cloud::CloudTunnel;
    use super::super::platforms;
    use super::tables;

    /// What a remedy may be for besides the parameters of a tunnel.
    const OTHERS: [&str; 9] = [
        "CustomerGatewayAsn",
        "GatewayIp",
        "Psk",
        "encapsulation",
        "mtu",
        "prf",
        "sha2",
        "tunnel",
        "volume",
    ];

    #[test]
    fn every_table_can_be_read_and_is_for_fields_that_there_are() {
        for platform in platforms() {
            let Some((table, common)) = tables(platform.id) else { continue };
            let all = table.remedies.iter().chain(common.into_iter().flat_map(|it| &it.remedies));
            let fields: Vec<&String> = all.flat_map(|remedy| &remedy.fields).collect();
            assert!(fields.len() > 20, "{}", platform.id);
            for field in fields {
                let is_known = CloudTunnel::is_parameter(field) || OTHERS.contains(&field.as_str());
                assert!(is_known, "{}: {field}", platform.id);
            }
        }
    }
}
