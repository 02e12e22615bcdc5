//! Drafts made of what stands elsewhere, and drafts compared.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use tunnelsmith::connection::{Draft, FieldPath, Key, KeyStorage, Mode, Secret};
use tunnelsmith::drafts::diff::{DiffSide, DiffTarget, DiffValue, DifferenceKind, diff};
use tunnelsmith::drafts::import::{
    ImportError, Imported, KeyPolicy, LiveKeys, OmissionReason, aliyun, draft_from_answer,
    draft_text, request, snapshot, terraform,
};
use tunnelsmith::drafts::{self, KeyReference};

use super::support::{SandboxProcess, program, root, run, run_with_input, sample};

fn data(name: &str) -> String {
    fs::read_to_string(root().join("tests/data/import").join(name)).unwrap()
}

fn file(name: &str) -> String {
    root().join("tests/data/import").join(name).to_string_lossy().into_owned()
}

fn samples() -> Vec<String> {
    let mut files: Vec<String> = fs::read_dir(root().join("assets/drafts"))
        .unwrap()
        .map(|entry| entry.unwrap().path().to_string_lossy().into_owned())
        .collect();
    files.sort();
    files
}

fn read(text: &str) -> drafts::DraftFile {
    drafts::read(text).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn left(imported: &Imported) -> Vec<(&str, &OmissionReason)> {
    imported.omitted.iter().map(|omission| (omission.name.as_str(), &omission.reason)).collect()
}

fn text<'a>(draft: &'a Draft, name: &str) -> Option<&'a str> {
    draft.text(FieldPath::from_wire(name).unwrap())
}

/// What the draft file says, and what its envelope says when printed and read again.
fn printed_again(imported: &Imported) {
    let file = read(&draft_text(imported));
    assert_eq!(file.draft, imported.draft);
    let references: Vec<_> =
        file.references.into_iter().map(|(path, key, _)| (path, key)).collect();
    assert_eq!(references, imported.references);
    assert_eq!(file.name, imported.name);
}

#[test]
fn the_command_that_preview_prints_is_the_draft_again() {
    for sample in samples() {
        let preview = |arguments: &[&str]| {
            let mut command =
                program(&[&["preview", "--as", "cli"], arguments, &[&sample]].concat());
            for name in ["LON_DC3_PSK_1", "LON_DC3_PSK_2"] {
                command.env(name, "Vb7cYq4mTz9wKs2nXr6dHf8jLp3gUe5a");
            }
            let output = command.output().unwrap();
            assert!(output.status.success());
            String::from_utf8(output.stdout).unwrap()
        };
        let mut meant = read(&fs::read_to_string(&sample).unwrap());
        let key = |_: &str| Some("Vb7cYq4mTz9wKs2nXr6dHf8jLp3gUe5a".to_owned());
        drafts::resolve(&mut meant, Path::new("."), key, None).unwrap();
        let keys: Vec<FieldPath> =
            meant.draft.present_paths().filter(|path| path.key == Key::Psk).collect();

        let open = aliyun(&preview(&["--reveal"]), KeyPolicy::CarryOver).unwrap();
        let is_forced = open.draft.mode() == Mode::Dual;
        let tool: &[_] = if is_forced {
            &[("--method", &OmissionReason::Tool), ("--force", &OmissionReason::Tool)]
        } else {
            &[]
        };
        assert_eq!(left(&open), tool, "{sample}");
        for path in &keys {
            let (key, _) = meant.draft.key(*path).unwrap();
            let key = key.clone();
            meant.draft.set_key(*path, key, KeyStorage::InDraft);
        }
        assert_eq!(open.draft, meant.draft, "{sample}");
        printed_again(&open);

        let masked = aliyun(&preview(&[]), KeyPolicy::LeaveOut).unwrap();
        assert_eq!(left(&masked), tool, "{sample}");
        let mut references = Vec::new();
        for path in keys {
            meant.draft.set_unopened(path);
            let name = match path.owner {
                tunnelsmith::connection::FieldOwner::Tunnel(number) => format!("PSK_{number}"),
                _ => "PSK".to_owned(),
            };
            references.push((path, KeyReference::Env(name)));
        }
        assert_eq!(masked.draft, meant.draft, "{sample}");
        assert_eq!(masked.references, references, "{sample}");
        printed_again(&masked);
    }
}

#[test]
fn a_pasted_command_is_read_as_a_shell_would() {
    let imported = aliyun(&data("pasted.txt"), KeyPolicy::CarryOver).unwrap();
    let draft = &imported.draft;
    assert_eq!(draft.mode(), Mode::Dual);
    assert_eq!(text(draft, "Name"), Some("fra dc1"));
    assert_eq!(text(draft, "Tags.1.Value"), Some("fra"));
    assert_eq!(text(draft, "Tags.2.Value"), Some(""));
    let psk = |number| FieldPath::tunnel(number, Key::Psk);
    assert_eq!(imported.references, [(psk(1), KeyReference::Env("PSK_1".to_owned()))]);
    assert_eq!(draft.key(psk(2)).unwrap().0, &Secret::new("a$B`c\"2"));
    assert_eq!(
        left(&imported),
        [
            ("--profile", &OmissionReason::Tool),
            ("--force", &OmissionReason::Tool),
            ("--read-timeout", &OmissionReason::Tool),
            ("TunnelOptionsSpecification.2.CustomerGatewayId", &OmissionReason::Expression),
            ("ResourceGroupId", &OmissionReason::Expression),
            ("NetworkTyp", &OmissionReason::Unknown(Some("NetworkType".to_owned()))),
        ]
    );
    printed_again(&imported);
}

#[test]
fn a_text_without_the_command_says_what_it_is() {
    let of = |text: &str| aliyun(text, KeyPolicy::LeaveOut).unwrap_err();
    assert_eq!(of(" \n"), ImportError::Empty);
    assert_eq!(of("ls -l"), ImportError::NotCommand);
    assert_eq!(
        of("aliyun vpc DescribeVpnConnections --RegionId x"),
        ImportError::OtherOperation("DescribeVpnConnections".to_owned())
    );
    let twice = "aliyun vpc CreateVpnAttachment --Name a; aliyun vpc CreateVpnAttachment --Name b";
    assert_eq!(of(twice), ImportError::SeveralCommands(2));
    assert_eq!(
        of("aliyun vpc CreateVpnAttachment\n --Name 'x"),
        ImportError::Unclosed { line: 2, mark: "'" }
    );
}

#[test]
fn words_that_may_be_part_of_a_key_are_not_told() {
    let line =
        "aliyun vpc CreateVpnAttachment --RegionId x --IkeConfig.Psk canary1 canary2 canary3";
    let imported = aliyun(line, KeyPolicy::LeaveOut).unwrap();
    assert!(!format!("{imported:?}").contains("canary"));
    assert_eq!(
        left(&imported),
        [
            ("IkeConfig.Psk", &OmissionReason::KeyHeldBack),
            ("CreateVpnAttachment", &OmissionReason::Stray(2))
        ]
    );
}

#[test]
fn a_request_is_the_same_in_every_spelling() {
    let of = |name: &str| {
        let imported = request(&data(name), None, KeyPolicy::CarryOver).unwrap();
        printed_again(&imported);
        imported
    };
    let (snake, camel, flat, query) =
        (of("sdk-snake.json"), of("sdk-camel.json"), of("flat.json"), of("query.txt"));
    assert_eq!(left(&snake), [("owner_id", &OmissionReason::Protocol)]);
    assert_eq!(left(&camel), [("ownerId", &OmissionReason::Protocol)]);
    assert_eq!(
        left(&flat),
        [("Action", &OmissionReason::Protocol), ("Version", &OmissionReason::Protocol)]
    );
    let protocol = ["Action", "Version", "AccessKeyId", "Signature"];
    assert_eq!(left(&query), protocol.map(|name| (name, &OmissionReason::Protocol)));
    assert_eq!(snake.draft, camel.draft);
    assert_eq!(snake.draft, flat.draft);
    let asn = "TunnelOptionsSpecification.1.TunnelBgpConfig.LocalAsn";
    assert_eq!(text(&snake.draft, asn), Some("1.10"), "not the number 1.1");
    let side =
        |imported: &Imported| DiffSide { draft: imported.draft.clone(), references: Vec::new() };
    assert_eq!(text(&query.draft, "EffectImmediately"), Some("True"));
    assert_eq!(diff(&side(&snake), &side(&query), DiffTarget::Draft), []);
}

#[test]
fn a_draft_is_a_request_too() {
    for sample in samples() {
        let text = fs::read_to_string(&sample).unwrap();
        let file = read(&text);
        let imported = request(&text, None, KeyPolicy::CarryOver).unwrap();
        assert_eq!(imported.draft, file.draft);
        printed_again(&imported);
        let without = request(&text, None, KeyPolicy::LeaveOut).unwrap();
        let has_key = |path: FieldPath| without.draft.key(path).is_some();
        assert!(!without.draft.present_paths().any(has_key), "{sample}");
        printed_again(&without);
    }
    // With a field too many it is read all the same, name and all.
    let text = r#"{"schema": 1, "name": "n", "request": {"Name": "a", "Novelty": 1, "Name": "b"}}"#;
    let imported = request(text, None, KeyPolicy::LeaveOut).unwrap();
    assert_eq!(imported.name.as_deref(), Some("n"));
    assert_eq!(imported.draft.text(FieldPath::connection(Key::Name)), Some("a"));
    let (unknown, missing) = (OmissionReason::Unknown(None), OmissionReason::NoRegion);
    assert_eq!(
        left(&imported),
        [("Novelty", &unknown), ("Name", &OmissionReason::Duplicate), ("RegionId", &missing)]
    );
}

#[test]
fn what_is_no_request_is_refused_in_words() {
    let of = |text: &str| request(text, None, KeyPolicy::LeaveOut).unwrap_err();
    assert_eq!(of(""), ImportError::Empty);
    assert_eq!(of("hello"), ImportError::NotRequest);
    assert_eq!(of("[1]"), ImportError::NotObject);
    assert!(matches!(of("{\n \"a\" 1}"), ImportError::NotJson { line: 2, .. }));
    for text in ["Action=DeleteVpnAttachment&RegionId=x", r#"{"action": "DeleteVpnAttachment"}"#] {
        assert_eq!(of(text), ImportError::OtherOperation("DeleteVpnAttachment".to_owned()));
    }
}

#[test]
fn a_state_becomes_a_draft_and_says_what_it_lacks() {
    let address = "alicloud_vpn_gateway_vpn_attachment.fra";
    let state = data("state.json");
    let several = terraform(&state, None, KeyPolicy::CarryOver).unwrap_err();
    assert_eq!(
        several,
        ImportError::SeveralResources(vec![
            address.to_owned(),
            format!("module.hz.{}hz", &address[..36])
        ])
    );
    let wrong = terraform(&state, Some("x"), KeyPolicy::CarryOver).unwrap_err();
    assert!(matches!(wrong, ImportError::NoSuchAddress { .. }));

    let dual = terraform(&state, Some(address), KeyPolicy::CarryOver).unwrap();
    assert_eq!(dual.draft.mode(), Mode::Dual);
    assert_eq!(text(&dual.draft, "Name"), Some("fra-dc1"));
    assert_eq!(text(&dual.draft, "Tags.2.Value"), Some(""));
    let bgp = "TunnelOptionsSpecification.2.TunnelBgpConfig.LocalAsn";
    assert_eq!(text(&dual.draft, bgp), Some("65530"));
    assert!(dual.draft.key(FieldPath::tunnel(1, Key::Psk)).is_some());
    assert_eq!(
        left(&dual),
        [
            ("tunnel_options_specification.2.tunnel_ike_config.psk", &OmissionReason::KeyMasked),
            (
                "tunnel_options_specification.1.tunnel_ike_config.local_id",
                &OmissionReason::OwnAddress
            ),
            ("RegionId", &OmissionReason::NoRegion),
        ]
    );
    printed_again(&dual);

    let address = "module.hz.alicloud_vpn_gateway_vpn_attachment.hz";
    let single = terraform(&state, Some(address), KeyPolicy::CarryOver).unwrap();
    assert_eq!(single.draft.mode(), Mode::Single);
    assert_eq!(text(&single.draft, "HealthCheckConfig.Policy"), Some("revoke_route"));
    assert_eq!(text(&single.draft, "IkeConfig.RemoteId"), Some("dc2.example.com"));
    assert_eq!(
        left(&single),
        [("ike_config.psk", &OmissionReason::Sensitive), ("RegionId", &OmissionReason::NoRegion)]
    );
    printed_again(&single);
}

#[test]
fn a_plan_names_the_region_and_what_is_not_known_yet() {
    let imported = terraform(&data("plan.json"), None, KeyPolicy::LeaveOut).unwrap();
    assert_eq!(text(&imported.draft, "RegionId"), Some("eu-central-1"));
    assert_eq!(
        left(&imported),
        [
            ("tunnel_options_specification.1.tunnel_ike_config.psk", &OmissionReason::KeyHeldBack),
            ("network_type", &OmissionReason::AfterApply),
            ("tunnel_options_specification.1.customer_gateway_id", &OmissionReason::AfterApply),
            ("tunnel_options_specification.2.tunnel_ike_config.psk", &OmissionReason::AfterApply),
        ]
    );
    printed_again(&imported);
}

#[test]
fn other_output_of_terraform_is_told_apart() {
    let of = |text: &str| terraform(text, None, KeyPolicy::LeaveOut).unwrap_err();
    assert_eq!(of(r#"{"lineage": "x", "resources": []}"#), ImportError::StateFile);
    assert_eq!(of(r#"{"a": 1}"#), ImportError::NotTerraform);
    assert_eq!(of("[]"), ImportError::NotTerraform);
    assert_eq!(of(r#"{"values": {"root_module": {}}}"#), ImportError::NoResource);
    let deep = format!(
        r#"{{"values": {{"root_module": {}{{}}{}}}}}"#,
        r#"{"child_modules": ["#.repeat(5000),
        "]}".repeat(5000)
    );
    assert_eq!(of(&deep), ImportError::TooDeep(64));
}

fn live_keys() -> LiveKeys {
    let key = |text: &str| Secret::new(text);
    let tunnels = [(1, key("kT7mPq2vXw9bRd4c")), (2, key("Zb3nLq8sYt5hWc6f"))];
    LiveKeys { own: None, tunnels: tunnels.into_iter().collect() }
}

#[test]
fn an_answer_becomes_a_draft_for_another_one_like_it() {
    let answer: Json = serde_json::from_str(&data("described.json")).unwrap();
    let imported = draft_from_answer(&answer, "eu-central-1", &live_keys(), KeyPolicy::CarryOver);
    let draft = &imported.draft;
    assert_eq!((draft.mode(), draft.tunnels(), draft.tags()), (Mode::Dual, 2, 2));
    assert_eq!(text(draft, "RegionId"), Some("eu-central-1"));
    assert_eq!(text(draft, "TunnelBandwidth"), Some("Large"));
    assert_eq!(text(draft, "TunnelOptionsSpecification.1.CustomerGatewayId"), Some("cgw-1"));
    assert_eq!(
        draft.key(FieldPath::tunnel(2, Key::Psk)).unwrap().0,
        &Secret::new("Zb3nLq8sYt5hWc6f")
    );
    assert_eq!(
        left(&imported),
        [
            ("Novelty", &OmissionReason::Unknown(None)),
            (
                "TunnelOptionsSpecification.TunnelOptions.2.TunnelIkeConfig.LocalId",
                &OmissionReason::OwnAddress
            ),
            ("AutoConfigRoute", &OmissionReason::NotReported),
        ]
    );
    let foreign = draft.present_paths().filter(|path| !path.fits(Mode::Dual)).count();
    assert_eq!(foreign, 0);
    printed_again(&imported);

    let without = draft_from_answer(&answer, "eu-central-1", &live_keys(), KeyPolicy::LeaveOut);
    let held = without
        .omitted
        .iter()
        .filter(|omission| omission.reason == OmissionReason::KeyHeldBack)
        .count();
    assert_eq!(held, 2);
}

#[test]
fn a_draft_is_compared_with_what_was_made_of_it() {
    let answer: Json = serde_json::from_str(&data("described.json")).unwrap();
    let live = snapshot(&answer, "eu-central-1", &live_keys());
    let live = DiffSide { draft: live.draft, references: live.references };
    let mut draft = live.draft.clone();
    let tunnel = FieldPath::tunnel;
    for path in [
        FieldPath::connection(Key::ResourceGroupId),
        tunnel(1, Key::EnableDpd),
        tunnel(1, Key::LocalId),
        tunnel(1, Key::Psk),
    ] {
        draft.remove(path);
    }
    draft.set(FieldPath::connection(Key::AutoConfigRoute), "false");
    draft.set(tunnel(2, Key::EnableNatTraversal), "true");
    draft.set(tunnel(2, Key::LocalAsn), "0.65530");
    draft.set_key(tunnel(2, Key::Psk), Secret::new("other"), KeyStorage::InDraft);
    let found = diff(&DiffSide { draft, references: Vec::new() }, &live, DiffTarget::Live);
    let told: Vec<(&str, DifferenceKind)> =
        found.iter().map(|difference| (difference.name.as_str(), difference.verdict)).collect();
    assert_eq!(
        told,
        [
            ("AutoConfigRoute", DifferenceKind::NotComparable),
            ("ResourceGroupId", DifferenceKind::Default),
            ("TunnelOptionsSpecification.1.TunnelIkeConfig.Psk", DifferenceKind::Default),
            ("TunnelOptionsSpecification.1.TunnelIkeConfig.LocalId", DifferenceKind::Default),
            ("TunnelOptionsSpecification.1.EnableDpd", DifferenceKind::Default),
            ("TunnelOptionsSpecification.2.TunnelIkeConfig.Psk", DifferenceKind::Differs),
            ("TunnelOptionsSpecification.2.EnableNatTraversal", DifferenceKind::Differs),
        ]
    );
    assert_eq!((&found[5].left, &found[5].right), (&DiffValue::Key, &DiffValue::Key));
}

#[test]
fn order_means_nothing_to_a_comparison() {
    let one = read(
        r#"{"Tags": [{"Key": "a", "Value": "1"}, {"Key": "b"}], "LocalSubnet": "10.0.0.0/24,10.1.0.0/24",
        "TunnelOptionsSpecification": [{"TunnelIndex": 1, "CustomerGatewayId": "x"}, {"TunnelIndex": 2}]}"#,
    );
    let other = read(
        r#"{"Tags": [{"Key": "c"}, {"Key": "a", "Value": "2"}], "LocalSubnet": "10.1.0.0/24,10.0.0.0/24",
        "TunnelOptionsSpecification": [{"TunnelIndex": 2}, {"TunnelIndex": 1, "CustomerGatewayId": "y"}]}"#,
    );
    let side = |file: drafts::DraftFile| DiffSide { draft: file.draft, references: Vec::new() };
    let found = diff(&side(one), &side(other), DiffTarget::Draft);
    let text = |text: &str| DiffValue::Text(text.to_owned());
    let told: Vec<(&str, DiffValue, DiffValue)> = found
        .into_iter()
        .map(|difference| (difference.name, difference.left, difference.right))
        .map(|(name, left, right)| (&*name.leak(), left, right))
        .collect();
    assert_eq!(
        told,
        [
            ("TunnelOptionsSpecification.1.CustomerGatewayId", text("x"), text("y")),
            ("Tags.1.Value", text("1"), text("2")),
            ("Tags.2.Key", text("b"), DiffValue::Absent),
            ("Tags.3.Key", DiffValue::Absent, text("c")),
        ]
    );
}

#[test]
fn a_connection_is_imported_and_the_next_one_is_made_of_it() {
    let sandbox = SandboxProcess::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    for name in
        ["frankfurt-bgp.json", "hangzhou-single-policy.json", "beijing-single-bgp-json-texts.json"]
    {
        let (draft, region) = (sample(name), read(&fs::read_to_string(sample(name)).unwrap()));
        let region = region.draft.text(FieldPath::connection(Key::RegionId)).unwrap().to_owned();
        let made = sandbox.run(&["replay", "--yes", "--output", "json", &draft]).expect(0).line();
        let id = made["connection_id"].as_str().unwrap();

        let same = sandbox.run(&["drafts", "diff", &draft, "--live", id]).expect(0);
        assert!(same.out.contains("no differences"), "{}", same.out);

        let copy = folder.path().join(name);
        let copy = copy.to_str().unwrap();
        let import = ["import", "--connection", id, "--region", &region];
        let ran = sandbox.run(&[&import[..], &["--with-keys", "--out", copy]].concat()).expect(0);
        assert_eq!(ran.out, "");
        assert!(ran.err.contains("SANDBOX") && ran.err.contains("AutoConfigRoute"), "{}", ran.err);
        assert_eq!(fs::metadata(copy).unwrap().permissions().mode() & 0o777, 0o600);
        sandbox.run(&["drafts", "diff", copy, "--live", id]).expect(0);
        sandbox.run(&["check", copy]).expect(0);
        let again = sandbox.run(&[&import[..], &["--out", copy]].concat()).expect(2);
        assert!(again.err.contains("does not overwrite files"), "{}", again.err);

        let plain = sandbox.run(&import).expect(0);
        assert!(!plain.out.contains("Psk") && plain.err.contains("--with-keys"), "{}", plain.err);
        read(&plain.out);
    }
    let gone =
        sandbox.run(&["import", "--connection", "vco-none", "--region", "eu-central-1"]).expect(4);
    assert!(gone.err.contains("InvalidVpnConnectionInstanceId.NotFound"), "{}", gone.err);
    assert!(sandbox.run(&["import", "--connection", "vco-1"]).expect(2).err.contains("--region"));
}

#[test]
fn one_line_of_json_tells_it_all() {
    let ran = run(&["import", "--request", &file("sdk-snake.json"), "--output", "json"]).expect(0);
    assert_eq!(ran.err, "");
    let line = ran.line();
    let keys: Vec<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["carried", "left", "file", "draft"]);
    assert_eq!(line["left"].as_array().unwrap().len(), 3);
    assert_eq!(line["draft"]["request"]["Name"], "fra-dc1");
    assert!(line["carried"].as_array().unwrap().contains(&json!("RegionId")));
    assert!(!ran.out.contains("kT7mPq2v"));

    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new.json");
    let out = out.to_str().unwrap();
    let region = ["import", "--request", "-", "--region", "eu-west-1", "--out", out];
    let ran =
        run_with_input(&[&region[..], &["--output", "json"]].concat(), b"Name=a&LocalSubnet=b")
            .expect(0);
    assert_eq!(
        ran.line(),
        json!({"carried": ["RegionId", "Name", "LocalSubnet"], "left": [], "file": out})
    );
    assert_eq!(
        read(&fs::read_to_string(out).unwrap()).draft.text(FieldPath::connection(Key::RegionId)),
        Some("eu-west-1")
    );
}

#[test]
fn exactly_one_source_is_asked_for() {
    run(&["import"]).expect(2);
    run(&["import", "--request", "a", "--command", "b"]).expect(2);
    run(&["import", "--request", "a", "--address", "b"]).expect(2);
    run(&["import", "--request", "/nonexistent"]).expect(2);
    run(&["drafts", "diff", "a"]).expect(2);
    run(&["drafts", "diff", "a", "b", "--live", "c"]).expect(2);
    let long = vec![b' '; 1024 * 1024 + 1];
    let ran = run_with_input(&["import", "--request", "-"], &long).expect(3);
    assert!(ran.err.contains("longer than 1 MiB"), "{}", ran.err);
    // A state may be larger.
    let ran = run_with_input(&["import", "--terraform", "-"], &long).expect(3);
    assert!(ran.err.contains("it is empty"), "{}", ran.err);
}

#[test]
fn a_difference_is_told_without_its_keys() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other.json");
    let text = fs::read_to_string(sample("frankfurt-bgp.json")).unwrap();
    let text = text.replace("2nthLM6m", "Canary77").replace("aes256", "aes192");
    fs::write(&other, text).unwrap();
    let (one, other) = (sample("frankfurt-bgp.json"), other.to_str().unwrap().to_owned());
    run(&["drafts", "diff", &one, &one]).expect(0);
    let ran = run(&["drafts", "diff", &one, &other, "--output", "json"]).expect(3);
    assert_eq!(ran.lines().len(), 5);
    let psk = &ran.lines()[0];
    assert_eq!(
        *psk,
        json!({"field": "TunnelOptionsSpecification.1.TunnelIkeConfig.Psk", "left": "***", "right": "***", "verdict": "differs"})
    );
    let told = run(&["drafts", "diff", &one, &other]).expect(3);
    assert!(told.out.contains("  - aes256\n  + aes192\n"), "{}", told.out);
    for text in [ran.out, told.out] {
        assert!(!text.contains("Canary") && !text.contains("2nthLM6m"));
    }
}

#[test]
fn hostile_text_reaches_no_terminal() {
    let hostile = "{\"Name\": \"\\u001b[2J\\u202e\u{9b}x\u{2066}\", \"Novel\\u001bty\u{202e}\": 1}";
    let ran = run_with_input(&["import", "--request", "-"], hostile.as_bytes()).expect(0);
    let is_bad = |letter: char| {
        letter.is_control() && letter != '\n'
            || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}')
    };
    assert!(!ran.out.contains(is_bad) && !ran.err.contains(is_bad), "{}{}", ran.out, ran.err);
    let name = read(&ran.out).draft.text(FieldPath::connection(Key::Name)).unwrap().to_owned();
    assert_eq!(name, "\u{1b}[2J\u{202e}\u{9b}x\u{2066}");
    let json =
        run_with_input(&["import", "--request", "-", "--output", "json"], hostile.as_bytes());
    assert!(!json.expect(0).out.contains(is_bad));
}

#[test]
fn large_and_repetitive_texts_are_read_in_a_moment() {
    let names: String = (0..60_000).map(|n| format!("\"x{n}\": 1, ")).collect();
    let imported = request(&format!("{{{names} \"Name\": 1}}"), None, KeyPolicy::LeaveOut).unwrap();
    assert_eq!(imported.omitted.len(), 202);
    assert!(left(&imported).contains(&("…", &OmissionReason::More(59_800))));
    let list = format!("{{\"Tags\": [{}{{}}]}}", "{},".repeat(100_000));
    assert_eq!(request(&list, None, KeyPolicy::LeaveOut).unwrap().draft.tags(), 1000);
    let deep = format!("{{\"IkeConfig\": {}{}}}", "[".repeat(300_000), "]".repeat(300_000));
    request(&deep, None, KeyPolicy::LeaveOut).unwrap();
    let far = "Tags.60000.Key=a&Name=b";
    assert_eq!(request(far, None, KeyPolicy::LeaveOut).unwrap().draft.tags(), 0);
    let marks = format!("aliyun vpc CreateVpnAttachment {}", "--Name $A ".repeat(90_000));
    aliyun(&marks, KeyPolicy::LeaveOut).unwrap();
}

/// Pieces that mean something to one importer or another.
fn any_source() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "'",
        "$",
        "${",
        "$(",
        "`",
        "\\",
        "\n",
        "\r\n",
        "#",
        " ",
        "&",
        "=",
        ";",
        "|",
        ">",
        "?",
        ".",
        "-",
        "--",
        "\u{fdd0}",
        "0",
        "1",
        "65536",
        "null",
        "true",
        "aliyun",
        "vpc",
        "CreateVpnAttachment",
        "--Name",
        "--Tags.1.Key",
        "--region",
        "$'",
        "\"Tags\":",
        "\"TunnelOptionsSpecification\":",
        "\"IkeConfig\":",
        "\"Psk\":",
        "Tags.1.Key=",
        "TunnelOptionsSpecification.2.TunnelIkeConfig.Psk=",
        "\"values\":",
        "\"root_module\":",
        "\"resources\":",
        "\"type\":\"alicloud_vpn_gateway_vpn_attachment\"",
        "\"tags\":",
        "\"child_modules\":",
        "****",
        "Action=",
        "https://x/?",
        "{\"env\":\"A\"}",
    ]);
    prop_oneof![
        3 => prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        1 => prop::collection::vec(any::<u8>(), 0..200)
            .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    ]
}

/// A sample with a piece cut out or put in.
fn any_near_miss() -> impl Strategy<Value = String> {
    let names = [
        "pasted.txt",
        "sdk-snake.json",
        "flat.json",
        "query.txt",
        "described.json",
        "state.json",
        "plan.json",
    ];
    (prop::sample::select(names.to_vec()), any::<prop::sample::Index>(), 0_usize..40, any_source())
        .prop_map(|(name, at, cut, piece)| {
            let text = data(name);
            let letters: Vec<char> = text.chars().collect();
            let at = at.index(letters.len());
            let end = (at + cut).min(letters.len());
            letters[..at]
                .iter()
                .chain(&piece.chars().collect::<Vec<_>>())
                .chain(&letters[end..])
                .collect()
        })
}

fn hold_up(text: &str) {
    for policy in [KeyPolicy::LeaveOut, KeyPolicy::CarryOver] {
        let all =
            [aliyun(text, policy), request(text, None, policy), terraform(text, None, policy)];
        for imported in all.into_iter().flatten() {
            printed_again(&imported);
            let side = DiffSide { draft: imported.draft, references: imported.references };
            for against in [DiffTarget::Draft, DiffTarget::Live] {
                assert_eq!(diff(&side, &side, against), []);
            }
        }
    }
    if let Ok(answer) = serde_json::from_str(text) {
        printed_again(&draft_from_answer(
            &answer,
            "eu-central-1",
            &live_keys(),
            KeyPolicy::CarryOver,
        ));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_imported_or_refused(text in any_source()) {
        hold_up(&text);
    }

    #[test]
    fn a_damaged_sample_is_imported_or_refused(text in any_near_miss()) {
        hold_up(&text);
    }

    #[test]
    fn any_draft_is_the_same_as_itself(draft in super::drafts_any::any_draft()) {
        let side = DiffSide { draft, references: Vec::new() };
        for against in [DiffTarget::Draft, DiffTarget::Live] {
            prop_assert_eq!(diff(&side, &side, against), []);
        }
    }
}
