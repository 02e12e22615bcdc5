//! The devices at the far ends: what they get wrong is found by comparing, told as the service tells it,
//! and over as soon as one of the two ends suits the other.

use serde_json::Value as Json;
use tunnelsmith::rpc::Params;
use tunnelsmith::sandbox::PEER_PSK;

use super::lab::{Lab, bgp, params, with};
use super::life::REGION;

const DOWN: &str = "ike_sa_not_established";
const FAILED: &str = "ipsec_sa_not_established";
const UP: &str = "ipsec_sa_established";

/// A connection with BGP, as strong as can be, that negotiates at once.
pub fn sound() -> Params {
    with(
        &bgp(),
        &[
            ("EffectImmediately", Some("true")),
            ("1.TunnelIkeConfig.IkeVersion", Some("ikev2")),
            ("1.TunnelIkeConfig.IkeEncAlg", Some("aes256")),
            ("1.TunnelIkeConfig.IkeAuthAlg", Some("sha256")),
            ("1.TunnelIkeConfig.IkePfs", Some("group14")),
            ("1.TunnelIpsecConfig.IpsecEncAlg", Some("aes256")),
            ("1.TunnelIpsecConfig.IpsecAuthAlg", Some("sha256")),
            ("1.TunnelIpsecConfig.IpsecPfs", Some("group14")),
            ("1.TunnelIpsecConfig.IpsecLifetime", Some("600")),
        ],
    )
}

/// The same with IKEv1 and two blocks.
fn policy_v1() -> Params {
    with(
        &sound(),
        &[
            ("1.TunnelIkeConfig.IkeVersion", Some("ikev1")),
            ("LocalSubnet", Some("10.1.0.0/16")),
            ("RemoteSubnet", Some("10.2.0.0/16")),
        ],
    )
}

impl Lab {
    pub async fn diagnosis(&self, id: &str, place: usize) -> Vec<Json> {
        let json = self.look(id).await;
        let tunnel = &json["TunnelOptionsSpecification"]["TunnelOptions"][place]["TunnelId"];
        let wanted = params(&[("RegionId", REGION), ("TunnelIds.1", tunnel.as_str().unwrap())]);
        let answer = self.ask("DiagnoseVpnConnections", &wanted).await.json();
        answer["VpnConnections"].as_array().unwrap_or_else(|| panic!("{answer}")).clone()
    }

    pub async fn log(&self, id: &str) -> Vec<String> {
        let wanted = params(&[
            ("RegionId", REGION),
            ("VpnConnectionId", id),
            ("MinutePeriod", "10"),
            ("PageSize", "50"),
        ]);
        let answer = self.ask("DescribeVpnConnectionLogs", &wanted).await.json();
        let lines = answer["Data"]["Logs"].as_array().unwrap_or_else(|| panic!("{answer}"));
        lines.iter().map(|line| line.as_str().unwrap().to_owned()).collect()
    }

    async fn modify(&self, id: &str, changes: &[(&str, Option<&str>)]) -> Json {
        let wanted = params(&[("RegionId", REGION), ("VpnConnectionId", id)]);
        let answer = self.ask("ModifyVpnAttachmentAttribute", &with(&wanted, changes)).await;
        assert_eq!(answer.http, 200, "{}", answer.json());
        answer.json()
    }

    /// Asks the sandbox itself.
    pub async fn control(&self, method: &str, path: &str, body: &str) -> Json {
        let text = format!(
            "{method} {path} HTTP/1.1\r\nhost: sandbox\r\nconnection: close\r\ncontent-length: {}\
             \r\n\r\n{body}",
            body.len()
        );
        self.send(text.as_bytes()).await.json()
    }
}

#[tokio::test]
async fn each_fault_has_its_status_its_code_both_values_and_its_line() {
    for (wanted, peer, status, code, here, there, line) in [
        (sound(), "silent", DOWN, "NoResponse", "", "", "retransmission count exceeded the limit"),
        (policy_v1(), "silent", DOWN, "Phase1NegotiationTimeout", "", "", "failed due to time up"),
        (sound(), "wrong-psk", DOWN, "PskMismatch", "", "", "authentication failure"),
        (policy_v1(), "wrong-psk", DOWN, "PskMismatch", "", "", "mismatch of preshared secrets"),
        (
            sound(),
            "wrong-proposal:IkeVersion=ikev1",
            DOWN,
            "IkeVersionMismatch",
            "IKEv2",
            "IKEv1",
            "received IKEv1 request but no IKEv1 configuration",
        ),
        (
            policy_v1(),
            "wrong-proposal:IkeMode=aggressive",
            DOWN,
            "NegotiationModeMismatch",
            "Identity Protection",
            "Aggressive",
            "not acceptable Aggressive mode",
        ),
        (
            sound(),
            "wrong-proposal:IkeEncAlg=aes",
            DOWN,
            "EncryptionAlgorithmMismatch",
            "AES_CBC_256",
            "AES_CBC_128",
            "transform type:1",
        ),
        (
            policy_v1(),
            "wrong-proposal:IkeEncAlg=3des",
            DOWN,
            "EncryptionAlgorithmMismatch",
            "AES_CBC_256",
            "3DES-CBC",
            "rejected enctype",
        ),
        (
            sound(),
            "wrong-proposal:IkeAuthAlg=sha1",
            DOWN,
            "AuthenticationAlgorithmMismatch",
            "SHA256",
            "SHA",
            "transform type:3",
        ),
        (
            sound(),
            "wrong-proposal:IkePfs=group2",
            DOWN,
            "DhGroupMismatch",
            "2048-bit MODP group",
            "1024-bit MODP group",
            "transform type:4",
        ),
        (
            policy_v1(),
            "wrong-proposal:IkeLifetime=90000",
            DOWN,
            "LifetimeMismatch",
            "86400",
            "90000",
            "long lifetime proposed: my:86400 peer:90000",
        ),
        (
            sound(),
            "wrong-id",
            DOWN,
            "PeerIdMismatch",
            "203.0.113.10",
            "192.168.1.1",
            "received ID_I (type ipv4_addr [192.168.1.1]) does not match peers id",
        ),
        (
            policy_v1(),
            "wrong-id:gate.example.com",
            DOWN,
            "PeerIdMismatch",
            "203.0.113.10",
            "gate.example.com",
            "Expecting IP address type in main mode, but FQDN",
        ),
        (
            sound(),
            "wrong-proposal:IpsecEncAlg=aes",
            FAILED,
            "EncryptionAlgorithmMismatch",
            "AES_CBC_256",
            "AES_CBC_128",
            "less key length proposed, mine:256 peer:128",
        ),
        (
            sound(),
            "wrong-proposal:IpsecAuthAlg=sha1",
            FAILED,
            "AuthenticationAlgorithmMismatch",
            "hmac-sha256",
            "hmac-sha",
            "authtype mismatched: my:hmac-sha256 peer:hmac-sha",
        ),
        (
            policy_v1(),
            "pfs-at-rekey",
            FAILED,
            "PfsMismatch",
            "group14",
            "disabled",
            "PFS is specified, but peer doesn't sends KE",
        ),
        (
            policy_v1(),
            "wrong-subnets:10.9.0.0/16",
            FAILED,
            "TrafficSelectorMismatch",
            "10.1.0.0/16 === 10.2.0.0/16",
            "10.1.0.0/16 === 10.9.0.0/16",
            "can't find matching selector",
        ),
        (
            sound(),
            "wrong-subnets",
            FAILED,
            "TrafficSelectorMismatch",
            "0.0.0.0/0 === 0.0.0.0/0",
            "0.0.0.0/0 === 172.16.77.0/24",
            "ts unacceptable",
        ),
    ] {
        let lab = Lab::living(&[&format!("1={peer}")]).await;
        let (id, _) = lab.bound(&wanted).await;
        assert_eq!(lab.tunnel(&id, 0).await.0, status, "{peer}");
        assert_eq!(lab.tunnel(&id, 1).await.0, UP, "{peer}: the other tunnel is sound");
        let rows = lab.diagnosis(&id, 0).await;
        let [row] = &rows[..] else { panic!("{peer}: {rows:?}") };
        assert_eq!(
            (&row["FailedReasonCode"], &row["MismatchLocalParam"], &row["MismatchRemoteParam"]),
            (&code.into(), &here.into(), &there.into()),
            "{peer}"
        );
        assert_eq!(row["Severity"], "Critical");
        let told = row["SourceLog"].as_str().unwrap();
        assert!(told.contains(line), "{peer}: {told}");
        let log = lab.log(&id).await;
        assert!(log.iter().any(|one| one == told), "{peer}: {log:?}");
        assert_eq!(lab.diagnosis(&id, 1).await[0]["FailedReasonCode"], "NoExceptionFound");
        assert!(!log.iter().any(|line| line.contains("kT7m") || line.contains(PEER_PSK)));
    }
}

#[tokio::test]
async fn what_suits_the_device_repairs_the_tunnel_and_nothing_else_does() {
    for (wanted, peer, useless, repair) in [
        (
            sound(),
            "wrong-proposal:IkeEncAlg=aes",
            ("1.TunnelIkeConfig.IkeEncAlg", "aes192"),
            ("1.TunnelIkeConfig.IkeEncAlg", "aes"),
        ),
        (
            sound(),
            "wrong-psk",
            ("1.TunnelIkeConfig.Psk", "another-key-0001"),
            ("1.TunnelIkeConfig.Psk", PEER_PSK),
        ),
        (
            sound(),
            "wrong-id",
            ("1.TunnelIkeConfig.RemoteId", "192.168.1.2"),
            ("1.TunnelIkeConfig.RemoteId", "192.168.1.1"),
        ),
        (
            policy_v1(),
            "wrong-proposal:IpsecPfs=group5",
            ("1.TunnelIpsecConfig.IpsecPfs", "disabled"),
            ("1.TunnelIpsecConfig.IpsecPfs", "group5"),
        ),
        (
            policy_v1(),
            "wrong-proposal:IkeVersion=ikev2",
            ("1.TunnelIkeConfig.IkeMode", "aggressive"),
            ("1.TunnelIkeConfig.IkeVersion", "ikev2"),
        ),
    ] {
        let lab = Lab::living(&[&format!("1={peer}")]).await;
        let (id, _) = lab.bound(&wanted).await;
        let before = lab.tunnel(&id, 0).await.0;
        assert_ne!(before, UP, "{peer}");
        let send = async |(name, value): (&str, &str)| {
            let index = ("1.TunnelIndex", Some("1"));
            let answer = lab.modify(&id, &[index, (name, Some(value))]).await;
            assert!(answer["TunnelOptionsSpecification"].is_array(), "{answer}");
            assert_eq!(lab.look(&id).await["State"], "updating");
            let busy = params(&[("RegionId", REGION), ("VpnConnectionId", &id), ("Name", "other")]);
            let busy = lab.ask("ModifyVpnAttachmentAttribute", &busy).await;
            assert_eq!(busy.code(), "VpnConnection.Configuring");
            lab.wait(50);
            assert_eq!(lab.look(&id).await["State"], "attached");
        };
        send(useless).await;
        assert_ne!(lab.tunnel(&id, 0).await.0, UP, "{peer}: {useless:?}");
        send(repair).await;
        assert_eq!(lab.tunnel(&id, 0).await, (UP.to_owned(), "success".to_owned()), "{peer}");
        assert_eq!(lab.tunnel(&id, 1).await.0, UP);
    }
}

#[tokio::test]
async fn a_change_that_does_not_suit_the_device_takes_a_sound_tunnel_down() {
    let lab = Lab::living(&[]).await;
    let (id, _) = lab.bound(&sound()).await;
    assert_eq!(lab.tunnel(&id, 1).await.0, UP);
    let change =
        [("2.TunnelIndex", Some("2")), ("2.TunnelIpsecConfig.IpsecAuthAlg", Some("sha512"))];
    lab.modify(&id, &change).await;
    lab.wait(50);
    assert_eq!(lab.tunnel(&id, 1).await.0, FAILED);
    assert_eq!(lab.tunnel(&id, 0).await.0, UP, "the other one was left alone");
    let rows = lab.diagnosis(&id, 1).await;
    assert_eq!(rows[0]["MismatchLocalParam"], "hmac-sha512");
    let renamed = lab.modify(&id, &[("Name", Some("renamed"))]).await;
    assert_eq!(renamed["Name"], "renamed");
    assert_eq!(lab.tunnel(&id, 0).await.0, UP, "a name builds nothing anew");
}

#[tokio::test]
async fn pfs_is_asked_for_by_ikev2_at_the_first_rekey_and_not_before() {
    let lab = Lab::living(&["1=pfs-at-rekey"]).await;
    let (id, _) = lab.bound(&sound()).await;
    assert_eq!(lab.tunnel(&id, 0).await, (UP.to_owned(), "success".to_owned()));
    assert_eq!(lab.diagnosis(&id, 0).await[0]["FailedReasonCode"], "NoExceptionFound");
    lab.wait(560);
    assert_eq!(lab.tunnel(&id, 0).await.0, UP, "ten minutes are not over");
    lab.wait(40);
    assert_eq!(lab.tunnel(&id, 0).await, (FAILED.to_owned(), "false".to_owned()));
    let row = lab.diagnosis(&id, 0).await[0].clone();
    assert_eq!(
        (&row["FailedReasonCode"], &row["MismatchLocalParam"], &row["MismatchRemoteParam"]),
        (&"PfsMismatch".into(), &"group14".into(), &"disabled".into())
    );
    assert!(row["SourceLog"].as_str().unwrap().contains("message lacks KE payload"));
    lab.wait(600);
    assert_eq!(lab.tunnel(&id, 0).await.0, FAILED, "the same again and again");
    let change = [("1.TunnelIndex", Some("1")), ("1.TunnelIpsecConfig.IpsecPfs", Some("disabled"))];
    lab.modify(&id, &change).await;
    lab.wait(2_000);
    assert_eq!(lab.tunnel(&id, 0).await.0, UP, "past its rekeys");
    let log = lab.log(&id).await;
    assert!(log.iter().any(|line| line.contains("rekeyed CHILD_SA")), "{log:?}");
}

#[tokio::test]
async fn a_tunnel_that_is_deleted_again_and_again_leaves_a_warning_while_it_is_up() {
    let lab = Lab::living(&["2=flaps"]).await;
    let (id, _) = lab.bound(&sound()).await;
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..20 {
        let (status, _) = lab.tunnel(&id, 1).await;
        if status == UP && seen.contains(DOWN) {
            let row = lab.diagnosis(&id, 1).await[0].clone();
            assert_eq!(
                (&row["FailedReasonCode"], &row["Severity"]),
                (&"ReceiveDeleteNotify".into(), &"Warn".into())
            );
        }
        seen.insert(status);
        lab.wait(5);
    }
    assert!(seen.contains(UP) && seen.contains(DOWN), "{seen:?}");
    assert!(lab.log(&id).await.iter().any(|line| line.contains("received DELETE IKE_SA")));
    assert_eq!(lab.tunnel(&id, 0).await.0, UP);
}

#[tokio::test]
async fn bgp_fails_over_a_sound_tunnel_and_the_diagnosis_knows_nothing_of_it() {
    for (peer, repair) in [
        ("no-bgp", ("EnableTunnelsBgp", "false")),
        ("wrong-asn", ("1.TunnelBgpConfig.LocalAsn", "45104")),
        ("wrong-asn:64999", ("1.TunnelBgpConfig.LocalAsn", "64999")),
    ] {
        let lab = Lab::living(&[&format!("1={peer}")]).await;
        let (id, _) = lab.bound(&sound()).await;
        assert_eq!(lab.tunnel(&id, 0).await, (UP.to_owned(), "false".to_owned()), "{peer}");
        assert_eq!(lab.tunnel(&id, 1).await, (UP.to_owned(), "success".to_owned()));
        assert_eq!(lab.diagnosis(&id, 0).await[0]["FailedReasonCode"], "NoExceptionFound");
        let both = [("1.TunnelIndex", Some("1")), (repair.0, Some(repair.1))];
        lab.modify(&id, &both).await;
        lab.wait(50);
        let session = if peer == "no-bgp" { "" } else { "success" };
        assert_eq!(lab.tunnel(&id, 0).await, (UP.to_owned(), session.to_owned()), "{peer}");
    }
}

#[tokio::test]
async fn a_device_that_waits_comes_up_once_the_connection_begins() {
    let lab = Lab::living(&["1=passive"]).await;
    let patient = with(&sound(), &[("EffectImmediately", Some("false"))]);
    let (id, _) = lab.bound(&patient).await;
    assert_eq!(lab.tunnel(&id, 0).await.0, DOWN);
    assert_eq!(lab.tunnel(&id, 1).await.0, UP, "this device begins by itself");
    lab.modify(&id, &[("EffectImmediately", Some("true"))]).await;
    lab.wait(50);
    assert_eq!(lab.tunnel(&id, 0).await.0, UP);
}

#[tokio::test]
async fn devices_are_changed_while_the_sandbox_runs() {
    let lab = Lab::living(&[]).await;
    let (id, _) = lab.bound(&sound()).await;
    lab.control("POST", "/sandbox/peer", "1=wrong-psk").await;
    lab.wait(50);
    assert_eq!(lab.tunnel(&id, 0).await.0, DOWN);
    assert_eq!(lab.diagnosis(&id, 0).await[0]["FailedReasonCode"], "PskMismatch");
    let order = format!(r#"{{"connection":"{id}","tunnel":2,"peer":"silent"}}"#);
    lab.control("POST", "/sandbox/peer", &order).await;
    lab.wait(30);
    assert_eq!(lab.tunnel(&id, 1).await.0, DOWN, "no DPD answer for three steps");
    assert_eq!(lab.diagnosis(&id, 1).await[0]["FailedReasonCode"], "DpdTimeout");
    lab.wait(10);
    assert_eq!(lab.diagnosis(&id, 1).await[0]["FailedReasonCode"], "NoResponse");
    let told = lab.control("GET", "/sandbox/peers", "").await;
    let peers: Vec<&Json> =
        told["peers"].as_array().unwrap().iter().map(|row| &row["peer"]).collect();
    assert_eq!(peers, ["wrong-psk", "silent"]);
    let text = told.to_string();
    assert!(!text.contains("kT7m") && !text.contains(PEER_PSK), "{text}");
    lab.control("POST", "/sandbox/peer", "1=matches\n2=matches").await;
    lab.wait(50);
    for place in 0..2 {
        assert_eq!(lab.tunnel(&id, place).await, (UP.to_owned(), "success".to_owned()));
    }
    // Connections to come are meant as well.
    lab.control("POST", "/sandbox/peer", "2=no-bgp").await;
    let other = with(
        &sound(),
        &[
            ("1.TunnelBgpConfig.TunnelCidr", Some("169.254.20.0/30")),
            ("1.TunnelBgpConfig.LocalBgpIp", Some("169.254.20.1")),
            ("2.TunnelBgpConfig.TunnelCidr", Some("169.254.21.0/30")),
            ("2.TunnelBgpConfig.LocalBgpIp", Some("169.254.21.1")),
        ],
    );
    let (other, _) = lab.bound(&other).await;
    assert_eq!(lab.tunnel(&other, 1).await, (UP.to_owned(), "false".to_owned()));
    for (method, path, body, code) in [
        ("POST", "/sandbox/peer", "", "InvalidPeer"),
        ("POST", "/sandbox/peer", "1=loud", "InvalidPeer"),
        ("POST", "/sandbox/peer", "{", "InvalidPeer"),
        ("POST", "/sandbox/peer?connection=vco-none", "1=silent", "NoSuchConnection"),
        ("GET", "/sandbox/peer", "", "UnsupportedHTTPMethod"),
        ("GET", "/sandbox/else", "", "NoSuchPath"),
    ] {
        assert_eq!(lab.control(method, path, body).await["Code"], code, "{path} {body}");
    }
}

#[tokio::test]
async fn logs_are_read_by_tunnel_and_by_time() {
    let lab = Lab::living(&["1=wrong-id"]).await;
    let (id, _) = lab.bound(&sound()).await;
    let json = lab.look(&id).await;
    let tunnel = json["TunnelOptionsSpecification"]["TunnelOptions"][1]["TunnelId"].as_str();
    let now = super::lab::NOW + 50;
    let base = params(&[("RegionId", REGION), ("VpnConnectionId", &id), ("PageSize", "50")]);
    let ask = async |changes: &[(&str, Option<&str>)]| {
        lab.ask("DescribeVpnConnectionLogs", &with(&base, changes)).await
    };
    let lines = |answer: super::lab::Answered| {
        let json = answer.json();
        assert_eq!(json["IsCompleted"], true, "{json}");
        json["Count"].as_u64().unwrap()
    };
    let minute = ("MinutePeriod", Some("1"));
    let all = lines(ask(&[minute]).await);
    let one = lines(ask(&[minute, ("TunnelId", tunnel)]).await);
    assert!(one > 0 && one < all, "{one} of {all}");
    let (from, to) = ((now - 600).to_string(), now.to_string());
    let window = [("From", Some(from.as_str())), ("To", Some(to.as_str()))];
    assert_eq!(lines(ask(&window).await), all);
    let early = (now - 7_200).to_string();
    assert_eq!(lines(ask(&[minute, ("From", Some(&early))]).await), 0);
    assert_eq!(ask(&[("From", Some(&early)), ("To", Some(&to))]).await.code(), "InvalidParameter");
    assert_eq!(ask(&[("MinutePeriod", Some("11"))]).await.code(), "InvalidParameter");
    assert_eq!(ask(&[]).await.code(), "MissingMinutePeriod");
    let log = lab.log(&id).await;
    assert!(log[0].starts_with("2026-01-02 11:04:"), "UTC+8: {}", log[0]);
    assert!(log[0].contains(&id), "{}", log[0]);
}

#[tokio::test]
async fn the_configuration_is_downloaded_as_the_device_needs_it_and_tags_change() {
    let lab = Lab::living(&[]).await;
    let (id, _) = lab.bound(&sound()).await;
    let one = params(&[("RegionId", REGION), ("VpnConnectionId", &id)]);
    let json = lab.ask("DownloadVpnConnectionConfig", &one).await.json();
    let config = &json["VpnConnectionConfig"];
    let tunnel = &config["TunnelsConfig"]["TunnelConfig"][0];
    assert_eq!(tunnel["Local"], "203.0.113.10");
    assert_eq!(tunnel["IkeConfig"]["RemoteId"], tunnel["Remote"]);
    assert_eq!(tunnel["IkeConfig"]["Psk"], "kT7mPq2vXw9bRd4c");
    assert_eq!(tunnel["IpsecConfig"]["IpsecLifetime"], 600);
    let session = &config["BgpConfigs"]["BgpConfig"][0];
    assert_eq!((&session["LocalAsn"], &session["PeerAsn"]), (&"65010".into(), &"65530".into()));
    assert_eq!(session["LocalBgpIp"], "169.254.10.2");

    let of = params(&[
        ("RegionId", REGION),
        ("ResourceType", "VpnAttachment"),
        ("ResourceId.1", &id),
        ("Tag.1.Key", "site"),
        ("Tag.1.Value", "dc1"),
    ]);
    assert_eq!(lab.ask("TagResources", &of).await.http, 200);
    let list = lab.ask("ListTagResources", &of).await.json();
    assert_eq!(list["TagResources"]["TagResource"][0]["TagValue"], "dc1");
    assert_eq!(lab.look(&id).await["Tags"]["Tag"][0]["Key"], "site");
    let off = with(&of, &[("Tag.1.Key", None), ("Tag.1.Value", None), ("TagKey.1", Some("site"))]);
    assert_eq!(lab.ask("UnTagResources", &off).await.http, 200);
    assert_eq!(lab.look(&id).await["Tags"]["Tag"].as_array().unwrap().len(), 0);
}
