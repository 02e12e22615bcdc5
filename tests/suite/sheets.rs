//! Sheets of values: ours for the other company, and theirs.

use std::fs;
use std::path::Path;

use serde_json::{Value as Json, json};
use tempfile::TempDir;

use crate::support::{Ran, program};

const KEY: &str = "Kd93kLsw82nXq0zPd72mA4vB";

fn draft() -> String {
    let tunnel = |number: u16| {
        json!({
            "TunnelIndex": number, "CustomerGatewayId": "cgw-sandboxfradc1a0000001",
            "EnableDpd": true, "EnableNatTraversal": true,
            "TunnelIkeConfig": {
                "IkeVersion": "ikev2", "IkeMode": "main", "IkeEncAlg": "aes256", "IkeAuthAlg": "sha256",
                "IkePfs": "group14", "IkeLifetime": 86400, "Psk": KEY,
            },
            "TunnelIpsecConfig": {
                "IpsecEncAlg": "aes256", "IpsecAuthAlg": "sha256", "IpsecPfs": "group14", "IpsecLifetime": 28800,
            },
            "TunnelBgpConfig": {
                "LocalAsn": 65530, "TunnelCidr": format!("169.254.1{number}.0/30"),
                "LocalBgpIp": format!("169.254.1{number}.1"),
            },
        })
    };
    json!({
        "RegionId": "eu-central-1", "Name": "fra <&> dc1", "NetworkType": "public", "EnableTunnelsBgp": true,
        "LocalSubnet": "0.0.0.0/0", "RemoteSubnet": "0.0.0.0/0", "EffectImmediately": true,
        "TunnelOptionsSpecification": [tunnel(1), tunnel(2)],
    })
    .to_string()
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    Ran::of(program(arguments).current_dir(folder).output().unwrap())
}

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("draft.json"), draft()).unwrap();
    folder
}

#[test]
fn the_sheet_has_their_values_and_never_the_key() {
    let folder = folder();
    for form in ["markdown", "html", "json"] {
        let made = run(
            folder.path(),
            &["sheet", "draft.json", "--as", form, "--address", "1=198.51.100.1"],
        )
        .expect(0)
        .out;
        assert!(!made.contains(KEY), "{made}");
        for wanted in [
            "198.51.100.1",
            "AES-256 (CBC)",
            "SHA2-256",
            "28800 s (8 h)",
            "169.254.11.2/30",
            "65530",
            "by phone",
        ] {
            assert!(made.contains(wanted), "{wanted} in {made}");
        }
    }
    let page = run(folder.path(), &["sheet", "draft.json", "--as", "html", "--out", "sheet.html"])
        .expect(0);
    assert_eq!(page.out, "");
    let html = fs::read_to_string(folder.path().join("sheet.html")).unwrap();
    assert!(
        html.starts_with("<!DOCTYPE html>") && html.contains("fra &lt;&amp;&gt; dc1"),
        "{html}"
    );
    for outside in ["http://", "https://", "src=", "<script", "<link"] {
        assert!(!html.contains(outside), "{outside}");
    }
    // Well-formed as XML too, apart from the declaration and the one element without an end.
    let xml = html.replace("<!DOCTYPE html>", "").replace("<meta charset=\"utf-8\">", "");
    assert!(roxmltree::Document::parse(xml.trim()).is_ok());
    run(folder.path(), &["sheet", "draft.json", "--out", "sheet.html"]).expect(2);
}

/// Writes into the column of the other company.
fn filled(sheet: &mut Json, tunnel: usize, field: &str, yours: &str) {
    let values = sheet["tunnels"][tunnel - 1]["values"].as_array_mut().unwrap();
    let entry = values.iter_mut().find(|entry| entry["field"] == field).unwrap();
    entry["yours"] = yours.into();
}

#[test]
fn a_sheet_that_was_filled_in_is_compared_and_imported() {
    let folder = folder();
    let made = run(folder.path(), &["sheet", "draft.json", "--as", "json"]).expect(0).out;
    let mut sheet: Json = serde_json::from_str(&made).unwrap();
    fs::write(folder.path().join("sheet.json"), &made).unwrap();
    // Nothing filled in breaks nothing.
    run(folder.path(), &["peer", "compare", "draft.json", "sheet.json"]).expect(0);
    for tunnel in [1, 2] {
        for (field, yours) in [
            ("IkeVersion", "IKEv2"),
            ("IkeEncAlg", "AES-256-CBC"),
            ("IkeAuthAlg", "SHA2-256"),
            ("IkePfs", "Group 14"),
            ("IkeLifetime", "24 hours"),
            ("IpsecEncAlg", "aes256"),
            ("IpsecAuthAlg", "hmac-sha256"),
            ("IpsecPfs", "14"),
            ("IpsecLifetime", "8h"),
            ("RemoteSubnet", "0.0.0.0 0.0.0.0"),
            ("LocalAsn", "AS65530"),
            ("InsideIp", if tunnel == 1 { "169.254.11.2/30" } else { "169.254.12.2/30" }),
        ] {
            filled(&mut sheet, tunnel, field, yours);
        }
    }
    fs::write(folder.path().join("sheet.json"), format!("{sheet:#}")).unwrap();
    let lines =
        run(folder.path(), &["peer", "compare", "draft.json", "sheet.json"]).expect(0).lines();
    assert!(!lines.iter().any(|line| line["verdict"] == "differ"), "{lines:#?}");
    let agreeing = lines.iter().filter(|line| line["verdict"] == "agree").count();
    assert!(agreeing >= 20, "{agreeing}");

    filled(&mut sheet, 2, "IpsecPfs", "none");
    fs::write(folder.path().join("sheet.json"), format!("{sheet:#}")).unwrap();
    let lines =
        run(folder.path(), &["peer", "compare", "draft.json", "sheet.json"]).expect(3).lines();
    let found: Vec<&Json> = lines.iter().filter(|line| line["verdict"] == "differ").collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        (&found[0]["tunnel"], &found[0]["field"], &found[0]["when"]),
        (&json!(2), &json!("IpsecPfs"), &json!("first-rekey"))
    );

    let imported = run(folder.path(), &["import", "--sheet", "sheet.json", "--output", "json"])
        .expect(0)
        .line();
    let values = imported["values"].as_array().unwrap();
    let value = |field: &str| {
        values.iter().find(|value| value["field"] == field).map(|value| value["value"].clone())
    };
    assert_eq!(
        value("TunnelOptionsSpecification.2.TunnelIpsecConfig.IpsecPfs"),
        Some(json!("disabled"))
    );
    assert_eq!(
        value("TunnelOptionsSpecification.1.TunnelIkeConfig.IkeLifetime"),
        Some(json!("86400"))
    );
}

struct Import {
    values: Vec<(String, String, u64)>,
    left: Vec<(u64, String)>,
}

fn import(text: &str, more: &[&str]) -> Import {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("sheet.txt"), text).unwrap();
    let mut arguments = vec!["import", "--sheet", "sheet.txt", "--output", "json"];
    arguments.extend(more);
    let found = run(folder.path(), &arguments).expect(0).line();
    let list = |name: &str| found[name].as_array().unwrap().clone();
    let text = |value: &Json| value.as_str().unwrap().to_owned();
    let values = list("values");
    let values = values
        .iter()
        .map(|one| (text(&one["field"]), text(&one["value"]), one["line"].as_u64().unwrap()));
    let left = list("left");
    let left = left.iter().map(|one| (one["line"].as_u64().unwrap(), text(&one["why"])));
    Import { values: values.collect(), left: left.collect() }
}

impl Import {
    #[track_caller]
    fn has(&self, ending: &str, value: &str, line: u64) {
        let found = self.values.iter().find(|(field, ..)| field.ends_with(ending));
        let found = found
            .unwrap_or_else(|| panic!("{ending} in {:#?}; left {:#?}", self.values, self.left));
        assert_eq!((found.1.as_str(), found.2), (value, line), "{ending}");
    }
}

#[test]
fn a_sheet_of_theirs_is_read_line_by_line() {
    let text = fs::read_to_string(
        crate::support::root().join("tests/data/peer/misc/parameter-sheet-text.conf"),
    )
    .unwrap();
    let found = import(&text, &[]);
    found.has(".1.TunnelIkeConfig.IkeVersion", "ikev2", 5);
    found.has(".1.TunnelIkeConfig.IkeEncAlg", "aes256", 6);
    found.has(".2.TunnelIkeConfig.IkeAuthAlg", "sha256", 6);
    found.has(".2.TunnelIkeConfig.IkePfs", "group14", 6);
    found.has(".1.TunnelIkeConfig.IkeLifetime", "86400", 7);
    found.has(".1.TunnelIpsecConfig.IpsecEncAlg", "aes256", 9);
    found.has(".1.TunnelIpsecConfig.IpsecPfs", "group14", 10);
    found.has(".1.TunnelIpsecConfig.IpsecLifetime", "28800", 11);
    found.has("RemoteSubnet", "10.44.0.0/16", 12);
    found.has("LocalSubnet", "172.16.0.0/12", 13);
    assert!(
        found.left.iter().any(|(line, why)| *line == 14 && why.contains("key")),
        "{:?}",
        found.left
    );
    assert!(
        found.left.iter().any(|(line, why)| *line == 3 && why.contains("gateway")),
        "{:?}",
        found.left
    );
}

#[test]
fn chinese_sheets_and_tables_are_read() {
    let chinese = "第一阶段\nIKE版本：IKEv2\n加密算法：AES-256\n认证算法：SHA2-256\n密钥交换组：Group 14\n生存周期：86400 秒\n\
                   第二阶段\n加密算法：AES-128\n认证算法：SHA1\nPFS：关闭\n生存周期：1小时\n\
                   我方网段：10.8.0.0 255.255.0.0\n贵方网段：172.16.0.0/16\n预共享密钥：电话告知\n颜色：蓝\n";
    let found = import(chinese, &[]);
    found.has(".1.TunnelIkeConfig.IkeEncAlg", "aes256", 3);
    found.has(".1.TunnelIkeConfig.IkePfs", "group14", 5);
    found.has(".1.TunnelIkeConfig.IkeLifetime", "86400", 6);
    found.has(".1.TunnelIpsecConfig.IpsecAuthAlg", "sha1", 9);
    found.has(".1.TunnelIpsecConfig.IpsecPfs", "disabled", 10);
    found.has(".1.TunnelIpsecConfig.IpsecLifetime", "3600", 11);
    found.has("RemoteSubnet", "10.8.0.0/16", 12);
    found.has("LocalSubnet", "172.16.0.0/16", 13);
    assert!(found.left.iter().any(|(line, _)| *line == 15), "{:?}", found.left);

    let rows = [
        ["Parameter", "Value"],
        ["IKE Version", "v2"],
        ["Phase 1 Encryption", "AES256"],
        ["Phase 1 Hash", "SHA256"],
        ["Phase 1 DH Group", "14"],
        ["Phase 2 Encryption", "AES256, AES128"],
        ["Phase 2 PFS", "Group14"],
        ["Phase 2 Lifetime (s)", "28800"],
        ["Customer networks", "10.9.0.0/24"],
    ];
    let table = |sign: &str| rows.iter().map(|row| row.join(sign)).collect::<Vec<_>>().join("\n");
    let csv: String = rows.iter().map(|row| format!("{},\"{}\"\n", row[0], row[1])).collect();
    let markdown: String = rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            format!("| {} | {} |\n{}", row[0], row[1], if at == 0 { "| --- | --- |\n" } else { "" })
        })
        .collect();
    for (form, text, shift) in [("TSV", table("\t"), 0), ("CSV", csv, 0), ("Markdown", markdown, 1)]
    {
        let found = import(&text, &[]);
        found.has(".1.TunnelIkeConfig.IkeVersion", "ikev2", 2 + shift);
        found.has(".2.TunnelIkeConfig.IkePfs", "group14", 5 + shift);
        found.has(".1.TunnelIpsecConfig.IpsecLifetime", "28800", 8 + shift);
        found.has("RemoteSubnet", "10.9.0.0/24", 9 + shift);
        let several = found.left.iter().find(|(line, _)| *line == 6 + shift);
        assert!(
            several.is_some_and(|(_, why)| why.contains("several")),
            "{form}: {:?}",
            found.left
        );
        assert_eq!(found.left.len(), 1, "{form}: {:?}", found.left);
    }
}

#[test]
fn whose_side_is_local_is_asked_and_never_assumed() {
    let text = "IKE version: ikev2\nLocal network: 10.1.0.0/16\nRemote network: 192.168.0.0/24\n";
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("sheet.txt"), text).unwrap();
    let asked = run(folder.path(), &["import", "--sheet", "sheet.txt"]).expect(2);
    assert!(
        asked.err.contains("--their-side-is local") && asked.err.contains("line 2"),
        "{}",
        asked.err
    );
    assert_eq!(asked.out, "");
    let theirs = import(text, &["--their-side-is", "local"]);
    theirs.has("RemoteSubnet", "10.1.0.0/16", 2);
    theirs.has("LocalSubnet", "192.168.0.0/24", 3);
    let ours = import(text, &["--their-side-is", "remote"]);
    ours.has("LocalSubnet", "10.1.0.0/16", 2);
}

#[test]
fn what_is_no_sheet_is_refused_in_a_sentence() {
    let folder = TempDir::new().unwrap();
    for (text, status) in [
        (&b""[..], 3),
        (b"Dear all,\nthe cake is in the kitchen.\n", 3),
        (b"\xff\xfe\x00", 3),
        (b"{", 3),
    ] {
        fs::write(folder.path().join("sheet.txt"), text).unwrap();
        let refused = run(folder.path(), &["import", "--sheet", "sheet.txt"]).expect(status);
        assert!(refused.err.contains("sheet.txt") && refused.out.is_empty(), "{}", refused.err);
    }
    run(folder.path(), &["import", "--sheet", "nothing.txt"]).expect(2);
}

#[test]
fn columns_are_of_a_side_or_of_a_phase() {
    let sides = "参数,我方,贵方\n公网IP,203.0.113.5,198.51.100.9\nIKE版本,IKEv2,IKEv2\n\
                 加密算法（第一阶段）,AES-256,AES-256\n感兴趣流（本端）,192.168.100.0/24,10.0.0.0/16\n";
    let found = import(sides, &[]);
    found.has(".1.TunnelIkeConfig.IkeVersion", "ikev2", 3);
    found.has(".1.TunnelIkeConfig.IkeEncAlg", "aes256", 4);
    found.has("RemoteSubnet", "192.168.100.0/24", 5);
    found.has("LocalSubnet", "10.0.0.0/16", 5);
    assert_eq!(found.left.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 2]);

    let sites = "Parameter\tSite A (HQ)\tSite B (Cloud)\nIKE\tv1 main mode\tv1 main mode\n\
                 Phase 1 proposal\t3DES-SHA1-DH2\t3DES-SHA1-DH2\nPhase 2 proposal\tESP-AES128-SHA1\tESP-AES128-SHA1\n\
                 Protected subnet\t10.1.1.0 mask 255.255.255.0\t10.2.2.0 mask 255.255.255.0\n";
    let found = import(sites, &[]);
    found.has(".2.TunnelIkeConfig.IkeVersion", "ikev1", 2);
    found.has(".2.TunnelIkeConfig.IkeMode", "main", 2);
    found.has(".1.TunnelIkeConfig.IkeEncAlg", "3des", 3);
    found.has(".1.TunnelIkeConfig.IkePfs", "group2", 3);
    found.has(".1.TunnelIpsecConfig.IpsecAuthAlg", "sha1", 4);
    found.has("RemoteSubnet", "10.1.1.0/24", 5);
    found.has("LocalSubnet", "10.2.2.0/24", 5);
    assert!(found.left.is_empty(), "{:?}", found.left);

    let phases = "| Setting | IKE Phase 1 | IPsec Phase 2 |\n| --- | --- | --- |\n| Encryption | AES256 | AES128 |\n\
                  | Integrity | SHA384 | SHA256 |\n| DH group / PFS | DHGroup14 | PFS2048 |\n\
                  | SA lifetime | 28800 sec | 27000 sec |\n| Lifetime (KB) | - | 102400000 |\n";
    let found = import(phases, &[]);
    found.has(".1.TunnelIkeConfig.IkeEncAlg", "aes256", 3);
    found.has(".1.TunnelIpsecConfig.IpsecEncAlg", "aes", 3);
    found.has(".1.TunnelIkeConfig.IkeAuthAlg", "sha384", 4);
    found.has(".1.TunnelIkeConfig.IkePfs", "group14", 5);
    found.has(".1.TunnelIpsecConfig.IpsecPfs", "group14", 5);
    found.has(".1.TunnelIpsecConfig.IpsecLifetime", "27000", 6);
    assert_eq!(found.left.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [7]);
}

#[test]
fn a_line_may_say_several_things() {
    let text = "1、本端公网地址：203.0.113.88\n2、协商模式：IKEv1 野蛮模式\n\
                3、IKE 提议：加密 AES-128，认证 SHA1，DH 组 5，生存时间 86400 秒\n\
                4、IPSec 提议：ESP，加密 AES-128，认证 SHA1，PFS 关闭，生存时间 3600 秒\n\
                5、DPD：开启；NAT 穿越：开启\n\
                6、保护网段：本端 172.31.0.0 255.255.0.0；对端 10.8.0.0 255.255.0.0\n";
    let found = import(text, &["--their-side-is", "local"]);
    found.has("RemoteSubnet", "172.31.0.0/16", 6);
    found.has("LocalSubnet", "10.8.0.0/16", 6);
    found.has(".1.TunnelIkeConfig.IkeVersion", "ikev1", 2);
    found.has(".1.TunnelIkeConfig.IkeMode", "aggressive", 2);
    found.has(".1.TunnelIkeConfig.IkeEncAlg", "aes", 3);
    found.has(".1.TunnelIkeConfig.IkePfs", "group5", 3);
    found.has(".1.TunnelIkeConfig.IkeLifetime", "86400", 3);
    found.has(".1.TunnelIpsecConfig.IpsecPfs", "disabled", 4);
    found.has(".1.EnableDpd", "true", 5);
    found.has(".2.EnableNatTraversal", "true", 5);
    assert_eq!(found.left.len(), 1, "{:?}", found.left);

    let dots = "Tunnel mode .......: Site-to-site, IKEv2 only\nPhase II\nTransform .......: ESP / AES256 / FOO\n\
                Perfect forward secrecy ...: Yes, DH 14\n";
    let found = import(dots, &[]);
    found.has(".1.TunnelIkeConfig.IkeVersion", "ikev2", 1);
    found.has(".1.TunnelIpsecConfig.IpsecEncAlg", "aes256", 3);
    found.has(".1.TunnelIpsecConfig.IpsecPfs", "group14", 4);
    assert_eq!(found.left.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3]);
}

#[test]
fn our_own_sheet_comes_back_as_markdown_in_either_language() {
    let folder = folder();
    for (language, pfs) in [("en", "| Phase 2 PFS"), ("zh-CN", "| 第二阶段 PFS")] {
        let made = run(folder.path(), &["--lang", language, "sheet", "draft.json"]).expect(0).out;
        let empty = import(&made, &[]);
        empty.has("RemoteSubnet", "0.0.0.0/0", line_of(&made, "0.0.0.0/0 |", 1));
        empty.has(
            ".1.TunnelBgpConfig.LocalBgpIp",
            "169.254.11.1",
            line_of(&made, "| 169.254.11.1 |", 0),
        );
        assert!(
            !empty.values.iter().any(|(field, ..)| field.ends_with("LocalId")),
            "{:?}",
            empty.values
        );
        let filled: Vec<String> = made
            .lines()
            .map(|line| match line.starts_with(pfs) && line.contains("| |") {
                true => line.replace("| |", "| none |"),
                false => line.to_owned(),
            })
            .collect();
        let found = import(&filled.join("\n"), &[]);
        found.has(".1.TunnelIpsecConfig.IpsecPfs", "disabled", line_of(&made, pfs, 0));
    }
}

/// The line of the sheet that has this the so-manieth time, from 1.
fn line_of(text: &str, part: &str, skipped: usize) -> u64 {
    let mut found = (1_u64..).zip(text.lines()).filter(|(_, line)| line.contains(part));
    found.nth(skipped).map(|(line, _)| line).unwrap_or_else(|| panic!("{part} in {text}"))
}
