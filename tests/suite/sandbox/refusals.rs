//! Every refusal that the documentation lists, by the mistake that leads to it.

use super::lab::{Lab, NO_ASN, bgp, dual, params, single, with};
use tunnelsmith::rpc::Params;

type Case = (&'static [(&'static str, Option<&'static str>)], u16, &'static str);

async fn judge(base: fn() -> Params, cases: &[Case]) {
    let lab = Lab::open().await;
    for (changes, http, code) in cases {
        let answer = lab.ask("CreateVpnAttachment", &with(&base(), changes)).await;
        assert_eq!((answer.http, answer.code().as_str()), (*http, *code), "{changes:?}");
        let json = answer.json();
        assert_eq!(json["HostId"], "sandbox");
        assert!(json["Recommend"].as_str().is_some_and(|page| page.contains(code)));
        assert_eq!(json["RequestId"].as_str(), answer.header("x-acs-request-id"));
    }
    assert!(lab.sandbox.connections().is_empty());
}

const TWO_LONG: &str = "a234567890123456789012345678901234567890123456789012345678901234567890123\
                        4567890123456789012345678901";

#[tokio::test]
async fn of_dual_connections() {
    let cases: &[Case] = &[
        (&[("RegionId", None)], 400, "MissingRegionId"),
        (&[("RegionId", Some("eu-central-9"))], 404, "InvalidRegionId.NotFound"),
        (&[("LocalSubnet", None)], 400, "MissingLocalSubnet"),
        (&[("RemoteSubnet", Some(""))], 400, "MissingRemoteSubnet"),
        (&[("LocalSubnet", Some("10.0.0.1/24"))], 400, "IllegalParam.LocalSubnet"),
        (&[("LocalSubnet", Some("10.0.0.0/24, 10.0.1.0/24"))], 400, "IllegalParam.LocalSubnet"),
        (&[("LocalSubnet", Some("0.0.0.0/0,10.0.0.0/8"))], 400, "IllegalParam.LocalSubnet"),
        (&[("RemoteSubnet", Some("2001:db8::/32"))], 400, "IllegalParam.RemoteSubnet"),
        (&[("RemoteSubnet", Some("10.0.0.0/33"))], 400, "IllegalParam.RemoteSubnet"),
        (&[("Name", Some(""))], 400, "InvalidParameter.VpnConnectionName"),
        (&[("Name", Some("HTTPS://x"))], 400, "InvalidParameter.VpnConnectionName"),
        (&[("Name", Some(TWO_LONG))], 400, "InvalidParameter.VpnConnectionName"),
        (&[("NetworkType", Some("internet"))], 400, "InvalidParameter"),
        (&[("EffectImmediately", Some("yes"))], 400, "InvalidParameter"),
        (&[("AutoConfigRoute", Some("1"))], 400, "InvalidParameter"),
        (&[("DryRun", Some("perhaps"))], 400, "InvalidParameter"),
        (&[("ClientToken", Some("ключ"))], 400, "InvalidParameter"),
        (&[("TunnelBandwidth", Some("Huge"))], 400, "InvalidParameter"),
        (&[("IkeConfig", Some("not JSON"))], 400, "InvalidParameter"),
        (&[("BgpConfig", Some("{"))], 400, "InvalidParameter.BgpConfig"),
        (
            &[("2.TunnelIndex", None), ("2.CustomerGatewayId", None)],
            400,
            "MissingParameter.TunnelOptionsSpecification",
        ),
        (
            &[("3.CustomerGatewayId", Some("cgw-x"))],
            400,
            "MissingParameter.TunnelOptionsSpecification",
        ),
        (&[("2.TunnelIndex", Some("1"))], 400, "MissingParameter.TunnelOptionsSpecification"),
        (&[("2.TunnelIndex", Some("3"))], 400, "MissingParameter.TunnelOptionsSpecification"),
        (&[("1.CustomerGatewayId", None)], 404, "InvalidCustomerGatewayInstanceId.NotFound"),
        (
            &[("2.CustomerGatewayId", Some("cgw-elsewhere"))],
            404,
            "InvalidCustomerGatewayInstanceId.NotFound",
        ),
        (&[("1.TunnelIkeConfig.IkeVersion", Some("ikev3"))], 400, "InvalidParameter"),
        (&[("1.TunnelIkeConfig.IkeMode", Some("quick"))], 400, "InvalidParameter"),
        (&[("1.TunnelIkeConfig.IkeEncAlg", Some("AES"))], 400, "InvalidParameter"),
        (&[("1.TunnelIkeConfig.IkeAuthAlg", Some("sm3"))], 400, "InvalidParameter"),
        (&[("2.TunnelIkeConfig.IkePfs", Some("disabled"))], 400, "InvalidParameter"),
        (&[("2.TunnelIkeConfig.IkeLifetime", Some("86401"))], 400, "InvalidParameter"),
        (&[("2.TunnelIkeConfig.IkeLifetime", Some(""))], 400, "InvalidParameter"),
        (&[("2.TunnelIkeConfig.LocalId", Some("a b"))], 400, "InvalidParameter"),
        (&[("2.TunnelIkeConfig.RemoteId", Some(TWO_LONG))], 400, "InvalidParameter"),
        (&[("2.TunnelIkeConfig.Psk", Some(""))], 400, "InvalidParameter"),
        (&[("2.TunnelIkeConfig.Psk", Some("a b"))], 400, "InvalidParameter"),
        (&[("2.TunnelIkeConfig.Psk", Some("schlüssel"))], 400, "InvalidParameter"),
        (&[("2.TunnelIkeConfig.Psk", Some(TWO_LONG))], 400, "InvalidParameter"),
        (&[("1.TunnelIpsecConfig.IpsecEncAlg", Some("aes512"))], 400, "InvalidParameter"),
        (
            &[("1.TunnelIpsecConfig.IpsecPfs", Some("group24"))],
            400,
            "NotSupportVpnConnectionParameter.IpsecPfs",
        ),
        (
            &[("1.TunnelIpsecConfig.IpsecAuthAlg", Some("sha3"))],
            400,
            "NotSupportVpnConnectionParameter.IpsecAuthAlg",
        ),
        (&[("1.TunnelIpsecConfig.IpsecLifetime", Some("-1"))], 400, "InvalidParameter"),
        (&[("1.EnableDpd", Some("on"))], 400, "InvalidParameter"),
        (&[("1.EnableNatTraversal", Some(""))], 400, "InvalidParameter"),
        (&[("Tags.1.Key", Some(""))], 400, "InvalidParameter.TagKey"),
        (&[("Tags.1.Value", Some("v"))], 400, "InvalidParameter.TagKey"),
        (&[("Tags.1.Key", Some("aliyun-site"))], 400, "InvalidParameter.TagKey"),
        (
            &[("Tags.1.Key", Some("k")), ("Tags.1.Value", Some("see http://x"))],
            400,
            "InvalidParameter.TagValue",
        ),
        (&[("Tags.1.Key", Some("k")), ("Tags.2.Key", Some("k"))], 400, "Duplicated.TagKey"),
        (&[("Tags.21.Key", Some("k"))], 400, "SizeLimitExceeded.TagNum"),
        (&[("DryRun", Some("True"))], 400, "DryRunOperation"),
    ];
    judge(dual, cases).await;
}

#[tokio::test]
async fn of_bgp() {
    let cases: &[Case] = &[
        (&[("1.TunnelBgpConfig.TunnelCidr", None)], 400, "MissingParameter.TunnelCidr"),
        (
            &[("1.TunnelBgpConfig.TunnelCidr", Some("169.254.10.0"))],
            400,
            "InvalidTunnelCidr.Malformed",
        ),
        (&[("1.TunnelBgpConfig.TunnelCidr", Some("10.0.0.0/30"))], 400, "IllegalParam.TunnelCidr"),
        (
            &[("1.TunnelBgpConfig.TunnelCidr", Some("169.254.6.0/30"))],
            400,
            "IllegalParam.TunnelCidr",
        ),
        (
            &[("1.TunnelBgpConfig.TunnelCidr", Some("169.254.10.0/29"))],
            400,
            "IllegalParam.TunnelCidr",
        ),
        (
            &[("1.TunnelBgpConfig.TunnelCidr", Some("169.254.10.1/30"))],
            400,
            "IllegalParam.TunnelCidr",
        ),
        (
            &[
                ("2.TunnelBgpConfig.TunnelCidr", Some("169.254.10.0/30")),
                ("2.TunnelBgpConfig.LocalBgpIp", None),
            ],
            400,
            "IllegalParam.TunnelCidr",
        ),
        (&[("1.TunnelBgpConfig.LocalBgpIp", Some("x"))], 400, "InvalidLocalBgpIp.Malformed"),
        (&[("1.TunnelBgpConfig.LocalBgpIp", Some("169.254.11.1"))], 400, "IllegalParam.LocalBgpIp"),
        (&[("1.TunnelBgpConfig.LocalBgpIp", Some("169.254.10.3"))], 400, "IllegalParam.LocalBgpIp"),
        (&[("2.TunnelBgpConfig.LocalAsn", Some("0"))], 400, "IllegalParam.LocalAsn"),
        (&[("2.TunnelBgpConfig.LocalAsn", Some("123.456"))], 400, "IllegalParam.LocalAsn"),
        (&[("2.CustomerGatewayId", Some(NO_ASN))], 400, "MissingParam.CustomerGatewayAsn"),
        (&[("EnableTunnelsBgp", None)], 400, "InvalidParameter.BgpConfig"),
    ];
    judge(bgp, cases).await;
}

#[tokio::test]
async fn of_single_connections() {
    let cases: &[Case] = &[
        (&[("CustomerGatewayId", None)], 404, "InvalidCustomerGatewayInstanceId.NotFound"),
        (&[("IkeConfig", Some("[]"))], 400, "InvalidParameter"),
        (&[("IkeConfig", Some(r#"{"IkeVersion":"v2"}"#))], 400, "InvalidParameter"),
        (&[("IkeConfig", Some(r#"{"IkeLifetime":1.5}"#))], 400, "InvalidParameter"),
        (
            &[("IpsecConfig", Some(r#"{"IpsecPfs":"group24"}"#))],
            400,
            "NotSupportVpnConnectionParameter.IpsecPfs",
        ),
        (&[("BgpConfig", Some("on"))], 400, "InvalidParameter.BgpConfig"),
        (&[("BgpConfig", Some(r#"{"EnableBgp":"on"}"#))], 400, "InvalidParameter.BgpConfig"),
        (&[("BgpConfig", Some(r#"{"EnableBgp":true}"#))], 400, "MissingParameter.TunnelCidr"),
        (
            &[("HealthCheckConfig", Some(r#"{"enable":"true","dip":"here"}"#))],
            400,
            "InvalidParameter",
        ),
        (&[("EnableDpd", Some("on"))], 400, "InvalidParameter"),
    ];
    judge(single, cases).await;
}

#[tokio::test]
async fn a_subnet_is_quoted_and_a_key_never_is() {
    let lab = Lab::open().await;
    let wrong = with(&dual(), &[("LocalSubnet", Some("10.0.0.1/24"))]);
    let answer = lab.ask("CreateVpnAttachment", &wrong).await;
    assert_eq!(answer.message(), "The specified \"LocalSubnet\" (10.0.0.1/24) is invalid.");
    let wrong = with(&dual(), &[("1.TunnelIkeConfig.Psk", Some("pass word"))]);
    assert!(!lab.ask("CreateVpnAttachment", &wrong).await.message().contains("pass"));
}

#[tokio::test]
async fn of_customer_gateways() {
    let lab = Lab::open().await;
    let base = params(&[("RegionId", "eu-central-1"), ("IpAddress", "192.0.2.1")]);
    let cases: &[Case] = &[
        (&[("RegionId", None)], 400, "MissingRegionId"),
        (&[("IpAddress", None)], 400, "MissingIpAddress"),
        (&[("IpAddress", Some("192.0.2.1/32"))], 400, "InvalidIpAddress.WrongFormat"),
        (&[("IpAddress", Some("100.64.1.1"))], 400, "InvalidIpAddress.WrongFormat"),
        (&[("IpAddress", Some("203.0.113.10"))], 400, "InvalidIpAddress.AlreadyExist"),
        (&[("Name", Some("http://x"))], 400, "InvalidName"),
        (&[("Description", Some(TWO_LONG))], 400, "InvalidDescription"),
        (&[("Asn", Some("45104"))], 400, "InvalidParameter"),
        (&[("Asn", Some("0.45104"))], 400, "InvalidParameter"),
        (&[("AuthKey", Some("a?b"))], 400, "InvalidParameter"),
        (&[("Tags.1.Key", Some("acs:x"))], 400, "InvalidParameter.TagKey"),
    ];
    for (changes, http, code) in cases {
        let answer = lab.ask("CreateCustomerGateway", &with(&base, changes)).await;
        assert_eq!((answer.http, answer.code().as_str()), (*http, *code), "{changes:?}");
    }
}
