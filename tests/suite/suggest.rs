//! Suggested tunnel CIDR blocks are free everywhere that was looked.

use std::fs;
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;
use tunnelsmith::connection::{Draft, FieldPath, Key, Mode, suggest};

use crate::support::{PROGRAM, Ran, program};

fn draft(name: &str, blocks: [&str; 2]) -> String {
    let tunnel = |number: u16, block: &str| {
        json!({
            "TunnelIndex": number,
            "TunnelBgpConfig": {"LocalAsn": 65530, "TunnelCidr": block},
        })
    };
    json!({
        "schema": 1,
        "request": {
            "RegionId": "eu-central-1",
            "Name": name,
            "EnableTunnelsBgp": true,
            "TunnelOptionsSpecification": [tunnel(1, blocks[0]), tunnel(2, blocks[1])],
        },
    })
    .to_string()
}

fn run(drafts: &Path, arguments: &[&str]) -> Ran {
    let mut command = program(arguments);
    command.env("TUNNELSMITH_DRAFTS_DIR", drafts);
    Ran::of(command.output().unwrap())
}

#[test]
fn blocks_of_kept_drafts_and_of_a_device_are_left_out() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("fra.json");
    fs::write(&file, draft("fra", ["169.254.10.0/30", "169.254.12.0/30"])).unwrap();
    let kept = folder.path().join("kept");
    assert!(Path::new(PROGRAM).exists());
    run(&kept, &["drafts", "save", file.to_str().unwrap(), "--name", "fra"]).expect(0);
    let suggested = run(&kept, &["suggest", "tunnel-cidr", "--count", "2"]).expect(0);
    assert_eq!(suggested.out, "169.254.11.0/30\n169.254.13.0/30\n");

    let other = folder.path().join("ham.json");
    fs::write(&other, draft("ham", ["169.254.11.0/30", "169.254.14.0/30"])).unwrap();
    let device = folder.path().join("device.conf");
    let text = "set vpn ipsec ike-group I proposal 1 encryption 'aes256'\n\
                set vpn ipsec site-to-site peer A ike-group 'I'\n\
                set vpn ipsec site-to-site peer A remote-address '198.51.100.1'\n\
                set vpn ipsec site-to-site peer A authentication mode 'pre-shared-secret'\n\
                set vpn ipsec site-to-site peer A vti bind 'vti1'\n\
                set interfaces vti vti1 address '169.254.13.2/30'\n";
    fs::write(&device, text).unwrap();
    let arguments = [
        "suggest",
        "tunnel-cidr",
        "--draft",
        other.to_str().unwrap(),
        "--device",
        device.to_str().unwrap(),
        "--output",
        "json",
    ];
    let suggested = run(&kept, &arguments).expect(0).line();
    assert_eq!(suggested["tunnel_cidr"], "169.254.15.0/30");
    assert_eq!(suggested["local_bgp_ip"], "169.254.15.1");
    assert_eq!(suggested["peer_bgp_ip"], "169.254.15.2");
}

#[test]
fn a_draft_that_cannot_be_read_is_named() {
    let folder = TempDir::new().unwrap();
    let drafts = folder.path().join("drafts");
    run(folder.path(), &["suggest", "tunnel-cidr"]).expect(0);
    fs::create_dir_all(&drafts).unwrap();
    fs::write(drafts.join("bad.json"), "{").unwrap();
    let suggested = run(folder.path(), &["suggest", "tunnel-cidr"]).expect(0);
    assert!(suggested.err.contains("@bad"), "{}", suggested.err);
}

/// What a region has is looked up where one is named, and a failure is none in silence.
#[test]
fn connections_of_the_region_are_looked_up() {
    let folder = TempDir::new().unwrap();
    let arguments = ["suggest", "tunnel-cidr", "--sandbox", "--region", "eu-central-1", "--quiet"];
    let suggested = run(folder.path(), &arguments).expect(0);
    assert!(suggested.out.contains("169.254."), "{}", suggested.out);
    let nowhere = ["suggest", "tunnel-cidr", "--online"];
    run(folder.path(), &nowhere).expect(6);
}

#[test]
fn a_block_that_something_else_uses_is_replaced_with_its_address() {
    let mut draft = Draft::with_no_tunnels(Mode::Dual);
    draft.set(FieldPath::connection(Key::EnableTunnelsBgp), "true");
    let cidr = FieldPath::tunnel(1, Key::TunnelCidr);
    draft.set(cidr, "169.254.10.0/30");
    draft.set(FieldPath::tunnel(1, Key::LocalBgpIp), "169.254.10.2");
    draft.set(FieldPath::tunnel(2, Key::TunnelCidr), "169.254.11.0/30");
    assert_eq!(suggest(&draft, cidr, &[]), None);
    let taken = ["169.254.10.0/30".parse().unwrap(), "169.254.12.0/30".parse().unwrap()];
    let repair = suggest(&draft, cidr, &taken).unwrap();
    let after = repair.apply(&draft, &mut |_: &mut [u8]| {});
    assert_eq!(after.text(cidr), Some("169.254.13.0/30"));
    assert_eq!(after.text(FieldPath::tunnel(1, Key::LocalBgpIp)), Some("169.254.13.2"));
    let empty = Draft::with_no_tunnels(Mode::Dual);
    assert_eq!(suggest(&empty, cidr, &taken), None);
}
