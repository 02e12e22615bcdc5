//! `DescribeCustomerGateways` and `CreateCustomerGateway`.

use std::net::Ipv4Addr;

use serde_json::{Value as Json, json};

use crate::connection::Secret;

use super::codes::{ErrorReply, invalid, refuse};
use super::context::{Context, HandlerResult};
use super::gateways::{DEFAULT_GROUP, Gateway};
use super::records::tag_list;
use super::state::AccountState;
use super::validate;

/// Customer gateways that may be made in one region (quota page).
const QUOTA: usize = 100;

pub(super) fn list(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let region = context.region()?;
    let found: Vec<&Gateway> = account
        .gateways(region)
        .all()
        .filter(|gateway| context.matches_filter("CustomerGatewayId", &gateway.id))
        .filter(|gateway| context.matches_filter("ResourceGroupId", &gateway.resource_group))
        .filter(|gateway| {
            context
                .passes_tags(gateway.tags.iter().map(|(key, value)| (key.as_str(), value.as_str())))
        })
        .collect();
    let (mut answer, entries) = context.page(&found, |gateway| show(gateway))?;
    answer["CustomerGateways"] = json!({ "CustomerGateway": entries });
    Ok(answer)
}

fn show(gateway: &Gateway) -> Json {
    let mut shown = json!({
        "CustomerGatewayId": gateway.id,
        "Name": gateway.name,
        "Description": gateway.description,
        "IpAddress": gateway.address.to_string(),
        "AuthKey": gateway.auth_key.expose(),
        "CreateTime": gateway.created,
        "ResourceGroupId": gateway.resource_group,
        "Tags": { "Tag": tag_list(&gateway.tags) },
    });
    if let Some(asn) = gateway.asn {
        shown["Asn"] = asn.into();
    }
    shown
}

pub(super) fn create(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let region = context.region()?;
    account.idempotent(context, "CreateCustomerGateway", true, |account| {
        let mut gateway = read(context)?;
        let gateways = account.gateways(region);
        if gateways.all().any(|other| other.address == gateway.address) {
            return Err(refuse("InvalidIpAddress.AlreadyExist"));
        }
        if gateways.made() >= QUOTA {
            return Err(refuse("Resource.QuotaFull"));
        }
        // One letter more than other ids have, as with the service's own.
        gateway.id = account.ids.next("cgw-s");
        let answer = json!({
            "CustomerGatewayId": gateway.id,
            "IpAddress": gateway.address.to_string(),
            "Name": gateway.name,
            "Description": gateway.description,
            "CreateTime": gateway.created,
        });
        account.gateways(region).make(gateway);
        Ok(answer)
    })
}

/// Everything but the id.
fn read(context: &Context<'_>) -> Result<Gateway, ErrorReply> {
    let address =
        context.required_param("IpAddress")?.parse().ok().filter(|address| is_usable(*address));
    let address = address.ok_or_else(|| refuse("InvalidIpAddress.WrongFormat"))?;
    let words = |name: &'static str, code: &'static str| match context.text(name) {
        Some(text) if !validate::is_name(text) => Err(refuse(code)),
        text => Ok(text.unwrap_or_default().to_owned()),
    };
    let auth_key = context.text("AuthKey").unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'?';
    if auth_key.len() > 64 || !auth_key.bytes().all(plain) {
        return Err(invalid("AuthKey"));
    }
    let asn = match context.text("Asn").filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => {
            Some(validate::asn(text).filter(|asn| *asn != 45_104).ok_or_else(|| invalid("Asn"))?)
        }
    };
    let (draft, _) = crate::rpc::unflatten(context.params);
    validate::tags(&draft)?;
    Ok(Gateway {
        id: String::new(),
        name: words("Name", "InvalidName")?,
        description: words("Description", "InvalidDescription")?,
        address,
        asn,
        auth_key: Secret::new(auth_key),
        created: context.reported_time().as_millisecond(),
        resource_group: context.text("ResourceGroupId").unwrap_or(DEFAULT_GROUP).to_owned(),
        tags: validate::tag_pairs(&draft)
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect(),
    })
}

/// Not in 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0-239.255.255.255 or 255.0.0.0/8
/// (API reference, `IpAddress`), nor 0.0.0.0/8, which no host has.
fn is_usable(address: Ipv4Addr) -> bool {
    match address.octets() {
        [0 | 127 | 255, ..] | [224..=239, ..] | [169, 254, ..] => false,
        [100, second, ..] => !(64..=127).contains(&second),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_no_gateway_may_have() {
        for (text, expected) in [
            ("203.0.113.1", true),
            ("10.0.0.1", true),
            ("100.63.255.255", true),
            ("100.64.0.0", false),
            ("100.127.255.255", false),
            ("100.128.0.0", true),
            ("127.0.0.1", false),
            ("169.254.1.1", false),
            ("169.253.1.1", true),
            ("223.255.255.255", true),
            ("224.0.0.0", false),
            ("239.255.255.255", false),
            ("240.0.0.1", true),
            ("255.1.1.1", false),
            ("0.0.0.0", false),
        ] {
            assert_eq!(is_usable(text.parse().unwrap()), expected, "{text}");
        }
    }
}
