//! Texts as people have them: commands for any shell, in any surroundings, templates, configurations
//! and answers, each with what is made of it and what is listed as not carried over.

use std::fs;

use tunnelsmith::connection::FieldPath;
use tunnelsmith::drafts::KeyReference;
use tunnelsmith::drafts::import::{
    ImportError, Imported, KeyPolicy, OmissionReason, TextKind, aliyun, detect_kind, request,
    terraform,
};

use super::support::{run, run_with_input};

/// What came along, in the order of the fields, and what did not.
fn summary(imported: &Imported) -> (Vec<String>, Vec<(String, OmissionReason)>) {
    let value = |path: FieldPath| {
        let reference = imported.references.iter().find(|(there, _)| *there == path);
        match (reference, imported.draft.text(path), imported.draft.key(path)) {
            (Some((_, KeyReference::Env(name))), ..) => format!("${name}"),
            (Some((_, KeyReference::File(file))), ..) => format!("<{}", file.display()),
            (_, Some(text), _) => text.to_owned(),
            (_, None, Some(_)) => "(key)".to_owned(),
            _ => "?".to_owned(),
        }
    };
    let short = |path: FieldPath| {
        path.to_string()
            .replace("TunnelOptionsSpecification.", "T")
            .replace("TunnelIkeConfig.", "")
            .replace("TunnelIpsecConfig.", "")
    };
    let carried =
        imported.carried().into_iter().map(|path| format!("{}={}", short(path), value(path)));
    let omitted = imported.omitted.iter().map(|one| (one.name.clone(), one.reason.clone()));
    (carried.collect(), omitted.collect())
}

fn expect(found: Result<Imported, ImportError>, carried: &str, omitted: &[(&str, OmissionReason)]) {
    let found = found.unwrap_or_else(|error| panic!("{error:?}, wanted {carried}"));
    let (values, left) = summary(&found);
    assert_eq!(values.join(" "), carried);
    let omitted: Vec<(String, OmissionReason)> =
        omitted.iter().map(|(name, reason)| ((*name).to_owned(), reason.clone())).collect();
    assert_eq!(left, omitted, "{carried}");
}

const OPTIONS: &str = "--RegionId eu-central-1 --Name fra";
const MADE: &str = "RegionId=eu-central-1 Name=fra";

#[test]
fn a_command_is_found_wherever_it_stands() {
    for around in [
        "@",
        "$ @",
        "% @",
        "# @",
        "> @",
        "user@host:~$ @",
        "[root@x ~]# @",
        "/ # @",
        "╰─ @",
        "(venv) ops@ops01:~/vpn (main)$ @",
        "PS C:\\> @",
        "PS C:\\Users\\ops> @",
        "C:\\>@",
        "C:\\Users\\ops> @",
        "  12  @",
        "ID=$(@)",
        "export ID=\"$(@ | jq -r .VpnConnectionId)\"",
        "ID=`@`",
        "if ! @; then echo 'it''s bad'; fi",
        "bash -c '@'",
        "ssh ops \"@\"",
        "sudo -E ALIBABA_CLOUD_PROFILE=x /usr/local/bin/@",
        "Don't forget:\n```bash\n@\n```\nThat's all.",
        "Run `@` now.",
        "> quoted mail\n> @\n> --",
        "{\"command\": \"@\"}",
        "# aliyun vpc CreateVpnAttachment --RegionId cn-beijing\n@",
        "The aliyun vpc CreateVpnAttachment command:\n\n    @",
        "$id = @",
        "@ 2>&1 | tee out.json",
    ] {
        let text = around.replace('@', &format!("aliyun vpc CreateVpnAttachment {OPTIONS}"));
        let found = aliyun(&text, KeyPolicy::LeaveOut);
        let found = found.unwrap_or_else(|error| panic!("{error:?}\n{text}"));
        assert_eq!(summary(&found).0.join(" "), MADE, "{text}");
        assert_eq!(found.omitted, [], "{text}");
    }
}

#[test]
fn a_command_goes_on_over_lines_as_its_shell_has_it() {
    for text in [
        "aliyun vpc CreateVpnAttachment \\\n  --RegionId eu-central-1 \\\n  --Name fra",
        "$ aliyun vpc CreateVpnAttachment \\\n> --RegionId eu-central-1 \\\n> --Name fra\nok",
        "aliyun vpc CreateVpnAttachment \\  \r\n  --RegionId eu-central-1 \\\r\n  --Name 'fra'\r\n",
        "aliyun vpc CreateVpnAttachment `\r\n  --RegionId eu-central-1 `\r\n  --Name \"fra\"\r\n",
        "PS C:\\> aliyun vpc CreateVpnAttachment `\n>> --RegionId eu-central-1 `\n>> --Name 'fra'\n",
        "aliyun vpc CreateVpnAttachment ^\r\n  --RegionId eu-central-1 ^\r\n  --Name \"fra\"\r\n",
        "aliyun vpc CreateVpnAttachment\n  --RegionId eu-central-1\n  --Name fra\n",
        "aliyun vpc create-vpn-attachment --biz-region-id eu-central-1 --name fra",
        "aliyun vpc CreateVpnAttachment --region eu-central-1 --Name=fra",
    ] {
        expect(aliyun(text, KeyPolicy::LeaveOut), MADE, &[]);
    }
}

#[test]
fn variables_become_references_of_keys_and_are_listed_elsewhere() {
    let psk = "--TunnelOptionsSpecification.1.TunnelIkeConfig.Psk";
    for (one, name) in [
        (format!("{psk} $PSK --Name $NAME"), "PSK"),
        (format!("{psk} \"${{PSK}}\" --Name \"${{NAME:-x}}\""), "PSK"),
        (format!("{psk} $env:PSK --Name $env:NAME"), "PSK"),
        (format!("{psk} %PSK% --Name \"%NAME%\""), "PSK"),
        (format!("{psk} ${{env:PSK}} --Name $(hostname)"), "PSK"),
    ] {
        expect(
            aliyun(
                &format!("aliyun vpc CreateVpnAttachment --RegionId x {one}"),
                KeyPolicy::LeaveOut,
            ),
            &format!("RegionId=x T1.Psk=${name}"),
            &[("Name", OmissionReason::Expression)],
        );
    }
    let file =
        format!("aliyun vpc CreateVpnAttachment --RegionId x {psk}-FILE ./k.txt --Name-FILE n");
    expect(
        aliyun(&file, KeyPolicy::LeaveOut),
        "RegionId=x T1.Psk=<./k.txt",
        &[("--Name-FILE", OmissionReason::InFile)],
    );
}

#[test]
fn values_of_plug_ins_are_pairs_or_json() {
    let text = "aliyun vpc create-vpn-attachment --biz-region-id x --tags Key=site Value=dc1 \
                --tags key=owner,value=ops --tunnel-options-specification \
                TunnelIndex=1 TunnelIkeConfig.IkeVersion=ikev2 --user-agent me --method POST --force";
    expect(
        aliyun(text, KeyPolicy::LeaveOut),
        "RegionId=x T1.TunnelIndex=1 T1.IkeVersion=ikev2 Tags.1.Key=site Tags.1.Value=dc1 \
         Tags.2.Key=owner Tags.2.Value=ops",
        &[
            ("--user-agent", OmissionReason::Tool),
            ("--method", OmissionReason::Tool),
            ("--force", OmissionReason::Tool),
        ],
    );
    let windows = "PS C:\\> aliyun vpc CreateVpnAttachment --RegionId x `\n  --TunnelOptionsSpecification \
                   '[{\\\"TunnelIndex\\\":1,\\\"CustomerGatewayId\\\":\\\"cgw-1\\\"}]'";
    expect(
        aliyun(windows, KeyPolicy::LeaveOut),
        "RegionId=x T1.CustomerGatewayId=cgw-1 T1.TunnelIndex=1",
        &[],
    );
}

#[test]
fn a_connection_of_a_vpn_gateway_is_mapped() {
    let command = "aliyun vpc CreateVpnConnection --RegionId x --VpnGatewayId vpn-1 --Name a \
                   --TunnelOptionsSpecification.1.Role slave --TunnelOptionsSpecification.2.Role master";
    expect(
        aliyun(command, KeyPolicy::LeaveOut),
        "RegionId=x Name=a T1.TunnelIndex=2 T2.TunnelIndex=1",
        &[
            ("VpnGatewayId", OmissionReason::NoPlace),
            ("TunnelOptionsSpecification.1.Role", OmissionReason::NoPlace),
            ("TunnelOptionsSpecification.2.Role", OmissionReason::NoPlace),
        ],
    );
    let hcl = r#"
        provider "alicloud" { region = "eu-central-1" }
        resource "alicloud_vpn_connection" "c" {
          vpn_gateway_id      = alicloud_vpn_gateway.g.id
          vpn_connection_name = "c"
          customer_gateway_id = alicloud_vpn_customer_gateway.x.id
          local_subnet        = ["10.1.0.0/16", "10.2.0.0/16"]
          remote_subnet       = [var.remote]
          ike_config {
            ike_version   = "ikev2"
            ike_local_id  = "fra.example.com"
            ike_remote_id = "rightId-not-exist"
            psk           = var.psk
          }
          tags       = { site = "dc1" }
          depends_on = [alicloud_vpn_gateway.g]
        }"#;
    let reference = |target: &str| OmissionReason::Reference(Some(target.to_owned()));
    expect(
        terraform(hcl, None, KeyPolicy::LeaveOut),
        "RegionId=eu-central-1 Name=c LocalSubnet=10.1.0.0/16,10.2.0.0/16 IkeConfig.IkeVersion=ikev2 \
         IkeConfig.LocalId=fra.example.com Tags.1.Key=site Tags.1.Value=dc1",
        &[
            ("vpn_gateway_id", OmissionReason::NoPlace),
            ("customer_gateway_id", reference("alicloud_vpn_customer_gateway.x.id")),
            ("remote_subnet", reference("var.remote")),
            ("ike_config.psk", reference("var.psk")),
            ("depends_on", OmissionReason::Tool),
        ],
    );
}

#[test]
fn a_configuration_of_terraform_is_read_without_evaluating_it() {
    let text = r#"
        provider "alicloud" {}
        provider "alicloud" {
          alias  = "hk"
          region = "cn-hongkong"
        }
        resource "alicloud_vpn_gateway_vpn_attachment" "a" {
          provider            = alicloud.hk
          vpn_attachment_name = "${var.site}-a"
          local_subnet        = "0.0.0.0/0"
          dynamic "tunnel_options_specification" {
            for_each = var.tunnels
            content {}
          }
          bgp_config {
            enable    = true
            local_asn = 65530
          }
        }
        resource "alicloud_vpn_gateway_vpn_attachment" "b" {
          local_subnet = "10.0.0.0/8"
          tunnel_options_specification {
            tunnel_index = 1
            tunnel_ike_config { psk = "kT7mPq2vXw9bRd4c" }
          }
          tunnel_options_specification {
            tunnel_index = 2
          }
        }"#;
    let several = terraform(text, None, KeyPolicy::LeaveOut).unwrap_err();
    assert!(matches!(several, ImportError::SeveralResources(all) if all.len() == 2));
    let kind = "alicloud_vpn_gateway_vpn_attachment";
    expect(
        terraform(text, Some(&format!("{kind}.a")), KeyPolicy::LeaveOut),
        "RegionId=cn-hongkong LocalSubnet=0.0.0.0/0 BgpConfig.EnableBgp=true BgpConfig.LocalAsn=65530",
        &[
            ("provider", OmissionReason::Tool),
            ("vpn_attachment_name", OmissionReason::Reference(None)),
            ("tunnel_options_specification", OmissionReason::Reference(Some("dynamic".to_owned()))),
        ],
    );
    expect(
        terraform(text, Some(&format!("{kind}.b")), KeyPolicy::LeaveOut),
        "LocalSubnet=10.0.0.0/8 T1.TunnelIndex=1 T2.TunnelIndex=2",
        &[
            ("tunnel_options_specification.1.tunnel_ike_config.psk", OmissionReason::KeyHeldBack),
            ("RegionId", OmissionReason::NoRegion),
        ],
    );
    let wrong = terraform("resource \"x\" {", None, KeyPolicy::LeaveOut).unwrap_err();
    assert!(matches!(wrong, ImportError::NotHcl { line: 1, .. }), "{wrong:?}");
}

#[test]
fn a_template_is_read_with_its_references_listed() {
    let yaml = "ROSTemplateFormatVersion: '2015-09-01'\nResources:\n  Gw:\n    Type: ALIYUN::VPC::CustomerGateway\n  \
                Vpn:\n    Type: ALIYUN::VPC::VpnAttachment\n    Properties:\n      CustomerGatewayId: !Ref Gw\n      \
                LocalSubnet: 10.1.0.0/16\n      RemoteSubnet: !Join [',', [a, b]]\n      EnableDpd: true\n      \
                IkeConfig:\n        IkeVersion: ikev2\n        Psk:\n          Ref: Psk\n      \
                Tags:\n        - Key: site\n          Value: !GetAtt Gw.Name\n";
    let reference = |target: &str| OmissionReason::Reference(Some(target.to_owned()));
    expect(
        request(yaml, None, KeyPolicy::LeaveOut),
        "LocalSubnet=10.1.0.0/16 IkeConfig.IkeVersion=ikev2 EnableDpd=true Tags.1.Key=site",
        &[
            ("CustomerGatewayId", reference("Ref Gw")),
            ("RemoteSubnet", OmissionReason::Reference(None)),
            ("IkeConfig.Psk", reference("Ref Psk")),
            ("Tags.1.Value", reference("Fn::GetAtt Gw.Name")),
            ("RegionId", OmissionReason::NoRegion),
        ],
    );
    let pulumi = "name: vpn\nruntime: yaml\nresources:\n  a:\n    type: alicloud:vpn:GatewayVpnAttachment\n    \
                  properties:\n      vpnAttachmentName: a\n      localSubnet: 10.1.0.0/16\n      \
                  remoteSubnet: ${remote.cidr}\n      tags: {site: dc1}\n      bgpConfig: {enable: false}\n";
    expect(
        request(pulumi, None, KeyPolicy::LeaveOut),
        "Name=a LocalSubnet=10.1.0.0/16 BgpConfig.EnableBgp=false Tags.1.Key=site Tags.1.Value=dc1",
        &[("remoteSubnet", reference("remote.cidr")), ("RegionId", OmissionReason::NoRegion)],
    );
    let export = r#"{"version": 3, "deployment": {"resources": [
        {"urn": "urn:a", "type": "pulumi:pulumi:Stack"},
        {"urn": "urn:b", "type": "alicloud:vpn/connection:Connection", "inputs":
          {"localSubnets": ["x"], "remoteSubnet": ["10.0.0.0/8", "10.1.0.0/16"], "vpnGatewayId": "vpn-1"}}]}}"#;
    expect(
        request(export, None, KeyPolicy::LeaveOut),
        "RemoteSubnet=10.0.0.0/8,10.1.0.0/16",
        &[
            ("localSubnets", OmissionReason::Unknown(Some("LocalSubnet".to_owned()))),
            ("vpnGatewayId", OmissionReason::NoPlace),
            ("RegionId", OmissionReason::NoRegion),
        ],
    );
    let none = r#"{"Resources": {"A": {"Type": "ALIYUN::ECS::VPC", "Properties": {}}}}"#;
    assert_eq!(request(none, None, KeyPolicy::LeaveOut), Err(ImportError::NoResource));
    let laughs = "a: &a [x]\nb: &b [*a, *a]\nLocalSubnet: *b\nResources: {}\n";
    let laughs = request(laughs, None, KeyPolicy::LeaveOut).unwrap();
    assert!(summary(&laughs).1.contains(&("LocalSubnet".to_owned(), reference("alias"))));
}

#[test]
fn a_saved_answer_is_a_draft_for_another_connection() {
    let answer = r#"{"RequestId": "r", "VpnConnectionId": "vco-1", "CreateTime": 1, "State": "init",
        "VpnGatewayId": "vpn-not-exist", "Name": "a", "LocalSubnet": "10.1.0.0/16", "RemoteSubnet": "",
        "EnableTunnelsBgp": false, "TunnelOptionsSpecification": {"TunnelOptions": [
          {"TunnelIndex": 2, "Role": "slave", "CustomerGatewayId": "cgw-2", "InternetIp": "198.51.100.2",
           "TunnelIkeConfig": {"Psk": "kT7mPq2vXw9bRd4c", "LocalId": "198.51.100.2", "RemoteId": "rightId-not-exist"}},
          {"TunnelIndex": 1, "Role": "master", "CustomerGatewayId": "cgw-1", "InternetIp": "",
           "TunnelIkeConfig": {"Psk": "****", "LocalId": "leftId-not-exist"}}]},
        "Tags": {"Tag": [{"Key": "site", "Value": "dc1"}]}}"#;
    let made = "Name=a LocalSubnet=10.1.0.0/16 EnableTunnelsBgp=false T1.CustomerGatewayId=cgw-1 \
                T1.TunnelIndex=1 T2.CustomerGatewayId=cgw-2 T2.TunnelIndex=2 T2.Psk=(key) \
                Tags.1.Key=site Tags.1.Value=dc1";
    let options = "TunnelOptionsSpecification.TunnelOptions";
    let left = [
        (format!("{options}.2.TunnelIkeConfig.Psk"), OmissionReason::KeyMasked),
        (format!("{options}.1.TunnelIkeConfig.LocalId"), OmissionReason::OwnAddress),
        ("RegionId".to_owned(), OmissionReason::NoRegion),
        ("AutoConfigRoute".to_owned(), OmissionReason::NotReported),
    ];
    let left: Vec<(&str, OmissionReason)> =
        left.iter().map(|(name, reason)| (name.as_str(), reason.clone())).collect();
    expect(request(answer, None, KeyPolicy::CarryOver), made, &left);
    let list = format!(
        r#"{{"body": {{"TotalCount": 1, "VpnConnections": {{"VpnConnection": [{answer}]}}}}}}"#
    );
    expect(request(&list, None, KeyPolicy::CarryOver), made, &left);
    let two = format!(r#"{{"VpnConnections": {{"VpnConnection": [{answer}, {answer}]}}}}"#);
    assert!(matches!(
        request(&two, None, KeyPolicy::CarryOver),
        Err(ImportError::SeveralResources(_))
    ));
    assert!(request(&list, Some("vco-1"), KeyPolicy::CarryOver).is_ok());
}

#[test]
fn what_recognises_nothing_or_keeps_its_quotes_fails() {
    for text in ["{\"foo\": 1}", "a: 1\nb: 2\n", "{}", "{\"Action\": \"CreateVpnAttachment\"}"] {
        let found = request(text, None, KeyPolicy::LeaveOut);
        assert_eq!(found, Err(ImportError::NothingRecognised), "{text}");
    }
    let command = |options: &str| {
        aliyun(
            &format!("aliyun vpc CreateVpnAttachment --RegionId x {options}"),
            KeyPolicy::CarryOver,
        )
    };
    let bare = aliyun("aliyun vpc CreateVpnAttachment --force", KeyPolicy::LeaveOut);
    assert_eq!(bare, Err(ImportError::NothingRecognised));
    for options in ["--LocalSubnet “10.0.0.0/8”", "--LocalSubnet \\'10.0.0.0/8\\'", "--Name “a b”"]
    {
        assert!(matches!(command(options), Err(ImportError::QuotesLeft(_))), "{options}");
    }
    let key = "--IkeConfig.Psk";
    assert!(matches!(command(&format!("{key} “abcdefgh”")), Err(ImportError::QuotesLeft(_))));
    assert!(command(&format!("{key} \"a'b\\\"\"")).is_ok());
    assert!(command("--Name \"it's\"").is_ok());
}

#[test]
fn what_a_text_looks_like_is_told_with_the_exit_code() {
    for (flag, text, wanted) in [
        ("--terraform", "hello there", "not a supported source"),
        ("--command", "resource \"alicloud_vpn_connection\" \"a\" {}", "Use --terraform"),
        ("--command", "crypto ikev2 proposal x", "configuration of a device"),
        ("--command", "az network vpn-connection create -n x", "another cloud"),
        ("--request", "<html>", "web page"),
        ("--request", "resource \"a\" \"b\" {}", "Use --terraform"),
        ("--request", "{\"foo\": 1}", "JSON"),
        ("--terraform", "aliyun vpc CreateVpnAttachment --RegionId x", "Use --command"),
        ("--terraform", "{\"VpnConnectionId\": \"vco-1\", \"State\": \"init\"}", "Use --request"),
    ] {
        let ran = run_with_input(&["import", flag, "-"], text.as_bytes()).expect(3);
        assert!(ran.err.contains(wanted), "{text}: {}", ran.err);
        assert_eq!(ran.out, "");
    }
    assert_eq!(detect_kind("-----BEGIN CERTIFICATE-----"), TextKind::Pem);
}

#[test]
fn text_of_windows_is_read_in_any_encoding() {
    let text = "PS C:\\> aliyun vpc CreateVpnAttachment `\r\n  --RegionId eu-central-1 --Name 'fra-dc1'\r\n";
    let units = || text.encode_utf16();
    let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
    let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    for bytes in [
        text.as_bytes().to_vec(),
        marked(b"\xEF\xBB\xBF", text.as_bytes()),
        marked(b"\xFF\xFE", &little),
        marked(b"\xFE\xFF", &big),
        little.clone(),
        big,
    ] {
        let ran = run_with_input(&["import", "--command", "-"], &bytes).expect(0);
        assert!(ran.out.contains("\"Name\": \"fra-dc1\""), "{}", ran.out);
    }
    // Half a character at the end is none.
    run_with_input(&["import", "--command", "-"], &marked(b"\xFF\xFE", &little[..41])).expect(3);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("c.txt");
    fs::write(&file, little).unwrap();
    run(&["import", "--command", file.to_str().unwrap()]).expect(0);
}

#[test]
fn every_truncation_is_read_or_refused() {
    let texts = [
        "PS C:\\> aliyun vpc CreateVpnAttachment `\n>> --Name \"a`\"b\" --IkeConfig '{\\\"Psk\\\":\\\"x\\\"}' $env:A",
        "C:\\> aliyun vpc CreateVpnAttachment ^\n --Name \"a\\\"b\" --Tags.1.Key %A% ^& !B!",
        "x=\"$(aliyun vpc CreateVpnAttachment --Name $'a\\n' --LocalSubnet \"${A:?b}\" `c` 2>&1)\"",
        "Resources:\n  a:\n    Type: ALIYUN::VPC::VpnAttachment\n    Properties: {Name: !Ref b, Tags: [{Key: c}]}\n",
        "resource \"alicloud_vpn_connection\" \"a\" {\n  name = \"x-${var.y}\"\n  tags = {a = <<E\nb\nE\n}\n}\n",
        "{\"VpnConnectionId\":\"v\",\"State\":\"s\",\"TunnelOptionsSpecification\":{\"TunnelOptions\":[{\"Role\":\"slave\"}]}}",
    ];
    for text in texts {
        for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
            for policy in [KeyPolicy::LeaveOut, KeyPolicy::CarryOver] {
                let _ = aliyun(&text[..end], policy);
                let _ = request(&text[..end], None, policy);
                let _ = terraform(&text[..end], None, policy);
            }
        }
    }
    for deep in ["[", "{a: ", "- ", "a = [", "a {", "${", "\"${", "!", "a = -", "$(aliyun vpc "] {
        let text = deep.repeat(20_000);
        let _ = aliyun(&text, KeyPolicy::LeaveOut);
        let _ = request(&format!("Resources:\n  {text}"), None, KeyPolicy::LeaveOut);
        let _ = terraform(&text, None, KeyPolicy::LeaveOut);
        let _ = terraform(&format!("a = {text}"), None, KeyPolicy::LeaveOut);
    }
}
