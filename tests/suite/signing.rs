//! Signatures against the vectors that the vendor publishes, and against values that the official
//! signing functions returned.

use tunnelsmith::connection::Secret;
use tunnelsmith::connection::digest::sha256;
use tunnelsmith::rpc::{
    AccessKey, Algorithm, Operation, Params, TimeAndNonce, V3Parts, sign_request, v1_signature,
    v1_string_to_sign, v3_authorization,
};

fn params(pairs: &[(&str, &str)]) -> Params {
    pairs.iter().copied().collect()
}

fn v1(method: &str, secret: &str, pairs: &[(&str, &str)]) -> String {
    v1_signature(method, &params(pairs), &Secret::new(secret))
}

#[test]
fn the_example_of_the_ecs_reference() {
    let pairs = [
        ("AccessKeyId", "testid"),
        ("Action", "DescribeRegions"),
        ("Format", "XML"),
        ("SignatureMethod", "HMAC-SHA1"),
        ("SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"),
        ("SignatureVersion", "1.0"),
        ("Timestamp", "2016-02-23T12:46:24Z"),
        ("Version", "2014-05-26"),
    ];
    let text = v1_string_to_sign("GET", &params(&pairs));
    assert_eq!(
        text.expose(),
        "GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions%26Format%3DXML%26SignatureMethod\
         %3DHMAC-SHA1%26SignatureNonce%3D3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf%26SignatureVersion\
         %3D1.0%26Timestamp%3D2016-02-23T12%253A46%253A24Z%26Version%3D2014-05-26"
    );
    assert_eq!(v1("GET", "testsecret", &pairs), "OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
}

#[test]
fn the_example_of_the_sms_reference_with_chinese_and_json() {
    let signature = v1(
        "GET",
        "testSecret",
        &[
            ("AccessKeyId", "testId"),
            ("Action", "SendSms"),
            ("Format", "XML"),
            ("OutId", "123"),
            ("PhoneNumbers", "15300000001"),
            ("RegionId", "cn-hangzhou"),
            ("SignName", "阿里云短信测试专用"),
            ("SignatureMethod", "HMAC-SHA1"),
            ("SignatureNonce", "45e25e9b-0a6f-4070-8c85-2956eda1b466"),
            ("SignatureVersion", "1.0"),
            ("TemplateCode", "SMS_71390007"),
            ("TemplateParam", r#"{"customer":"test"}"#),
            ("Timestamp", "2017-07-12T02:42:19Z"),
            ("Version", "2017-05-25"),
        ],
    );
    assert_eq!(signature, "zJDF+Lrzhj/ThnlvIToysFRq6t4=");
}

#[test]
fn the_example_of_the_ram_reference() {
    let signature = v1(
        "GET",
        "testsecret",
        &[
            ("AccessKeyId", "testid"),
            ("Action", "CreateUser"),
            ("Format", "JSON"),
            ("SignatureMethod", "HMAC-SHA1"),
            ("SignatureNonce", "6a6e0ca6-4557-11e5-86a2-b8e8563dc8d2"),
            ("SignatureVersion", "1.0"),
            ("Timestamp", "2015-08-18T03:15:45Z"),
            ("UserName", "test"),
            ("Version", "2015-05-01"),
        ],
    );
    assert_eq!(signature, "kRA2cnpJVacIhDMzXnoNZG9tDCI=");
}

#[test]
fn the_unit_test_of_the_official_utilities() {
    let signature = v1("GET", "secret", &[("query", "test"), ("body", "test")]);
    assert_eq!(signature, "XlUyV4sXjOuX5FnjUz9IF9tm5rU=");
}

const PUBLIC: [(&str, &str); 7] = [
    ("AccessKeyId", "testid"),
    ("Format", "JSON"),
    ("SignatureMethod", "HMAC-SHA1"),
    ("SignatureNonce", "0123456789abcdef0123456789abcdef"),
    ("SignatureVersion", "1.0"),
    ("Timestamp", "2026-01-02T03:04:05Z"),
    ("Version", "2016-04-28"),
];

#[test]
fn a_security_token_takes_part() {
    let own = [("Action", "DescribeRegions"), ("SecurityToken", "CAISxx+/==")];
    let pairs = [&PUBLIC[..], &own].concat();
    assert_eq!(v1("POST", "testsecret", &pairs), "TGyXonL93FfGmWXnQ0KIyRIsL9o=");
}

#[test]
fn every_special_character_of_a_key() {
    let own = [
        ("Action", "CreateVpnAttachment"),
        ("RegionId", "cn-hangzhou"),
        ("ClientToken", "123e4567-e89b-12d3-a456-426655440000"),
        ("Name", "总部 VPN ~*+"),
        ("LocalSubnet", "10.1.1.0/24,10.1.2.0/24"),
        ("RemoteSubnet", "10.1.3.0/24"),
        ("EnableTunnelsBgp", "true"),
        ("Tags.1.Key", "k"),
        ("Tags.1.Value", ""),
        ("Tags.10.Key", "j"),
        ("Tags.2.Key", "i"),
        ("TunnelOptionsSpecification.1.TunnelIkeConfig.Psk", "~!`@#$%^&*()_-+={}[]|;:\",.<>/?"),
        ("TunnelOptionsSpecification.2.TunnelIkeConfig.Psk", r"a'b\c"),
    ];
    let pairs = [&PUBLIC[..], &own].concat();
    assert_eq!(v1("POST", "testsecret", &pairs), "QLuD7HBU6FrEjBVdRx6ayqKYgrk=");
    assert_eq!(v1("GET", "testsecret", &pairs), "5U/YUSoK4NNHE8rrczK8xMF+5f8=");
}

/// The request of the operation itself, signed by the official SDK in both versions.
const CREATE: [(&str, &str); 16] = [
    ("ClientToken", "123e4567-e89b-12d3-a456-426655440000"),
    ("DryRun", "true"),
    ("EffectImmediately", "false"),
    ("EnableTunnelsBgp", "false"),
    ("LocalSubnet", "0.0.0.0/0"),
    ("RemoteSubnet", "0.0.0.0/0"),
    ("Name", "name test*~"),
    ("NetworkType", "public"),
    ("RegionId", "cn-hangzhou"),
    ("Tags.1.Key", "env"),
    ("Tags.1.Value", ""),
    ("TunnelOptionsSpecification.1.CustomerGatewayId", "cgw-1"),
    ("TunnelOptionsSpecification.1.TunnelIndex", "1"),
    ("TunnelOptionsSpecification.1.TunnelIkeConfig.Psk", "a~b!c*d'e"),
    ("TunnelOptionsSpecification.2.CustomerGatewayId", "cgw-2"),
    ("TunnelOptionsSpecification.2.TunnelIndex", "2"),
];

const OPERATION: Operation = Operation { action: "CreateVpnAttachment", version: "2016-04-28" };

fn sent(algorithm: Algorithm, token: Option<&Secret>) -> tunnelsmith::rpc::PreparedRequest {
    let secret = Secret::new("testsecret");
    sign_request(
        algorithm,
        OPERATION,
        &params(&CREATE),
        "vpc.aliyuncs.com",
        AccessKey { id: "testid", secret: &secret, token },
        TimeAndNonce { time: "2026-01-02T03:04:05Z", nonce: "3156853299f313e23d1673dc12e1703d" },
    )
}

#[test]
fn a_whole_creation_is_signed_as_the_official_sdk_does() {
    let plain = sent(Algorithm::V1, None);
    assert!(plain.body.expose().contains("&Signature=Pg0L88HvuUjQOUbsvtzCg2%2BvA94%3D&"));
    let token = Secret::new("ststoken/+=");
    let temporary = sent(Algorithm::V1, Some(&token));
    assert!(temporary.body.expose().contains("&Signature=25opjdKLFbF6AhnAEUnwdTCdVVE%3D&"));
}

#[test]
fn acs3_as_the_official_sdk_signs_a_creation() {
    let (body, query): (Vec<_>, Vec<_>) =
        CREATE.into_iter().partition(|(name, _)| name.starts_with("TunnelOptions"));
    let hash = sha256(params(&body).canonical().as_bytes());
    assert_eq!(hash, "26adb8e9b346810a9eb8d069049416be8dff1644489346fcdadc09bb0571f679");
    let header = v3_authorization(
        V3Parts {
            method: "POST",
            query: &params(&query).canonical(),
            headers: &[
                ("content-type", "application/x-www-form-urlencoded"),
                ("host", "vpc.aliyuncs.com"),
                ("x-acs-action", "CreateVpnAttachment"),
                ("x-acs-content-sha256", &hash),
                ("x-acs-date", "2026-01-02T03:04:05Z"),
                ("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"),
                ("x-acs-version", "2016-04-28"),
            ],
            body_hash: &hash,
        },
        "testid",
        &Secret::new("testsecret"),
    );
    assert_eq!(
        header,
        "ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=content-type;host;x-acs-action;\
         x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,\
         Signature=8931f2bb504b6a73bc6517a3ffbafbb43fba0a0505e87bff74db3f8e1d2015ea"
    );
}

#[test]
fn the_published_acs3_example() {
    let hash = sha256(b"");
    let header = v3_authorization(
        V3Parts {
            method: "POST",
            query: &params(&[
                ("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"),
                ("RegionId", "cn-shanghai"),
            ])
            .canonical(),
            headers: &[
                ("host", "ecs.cn-shanghai.aliyuncs.com"),
                ("x-acs-action", "RunInstances"),
                ("x-acs-content-sha256", &hash),
                ("x-acs-date", "2023-10-26T10:22:32Z"),
                ("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"),
                ("x-acs-version", "2014-05-26"),
            ],
            body_hash: &hash,
        },
        "YourAccessKeyId",
        &Secret::new("YourAccessKeySecret"),
    );
    assert!(
        header.ends_with("06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"),
        "{header}"
    );
}

#[test]
fn an_acs3_request_carries_everything_in_the_body_and_names_its_token() {
    let token = Secret::new("ststoken/+=");
    let signed = sent(Algorithm::V3, Some(&token));
    assert!(signed.body.expose().contains("TunnelIkeConfig.Psk=a~b%21c%2Ad%27e"));
    let authorization = signed
        .headers
        .iter()
        .find(|(name, _)| *name == "authorization")
        .map(|(_, value)| value.expose().to_owned())
        .unwrap();
    assert!(authorization.contains(
        "SignedHeaders=content-type;host;x-acs-accesskey-id;x-acs-action;x-acs-content-sha256;\
         x-acs-date;x-acs-security-token;x-acs-signature-nonce;x-acs-version"
    ));
}
