//! The device at the other end in plain mode: named, read from a file or a paste, taken over, compared, and
//! its configuration written.

use std::fs;
use std::path::Path;

use tunnelsmith::connection::{FieldPath, Key, Origin};
use tunnelsmith::drafts::DraftFile;

use super::plain::Machine;

const TO_THE_DEVICE: [&str; 6] =
    ["", "eu-central-1 <- Region", "yes <- BGP", "1 <- tunnel 1", "2 <- tunnel 2", ""];

fn configuration(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/peer");
    fs::read_to_string(folder.join(name)).expect("a configuration")
}

fn cisco() -> String {
    configuration("cisco-ios/vti-ikev2-dual-bgp.conf")
}

/// Answers up to the question about the platform, and these.
fn walk(machine: &Machine, answers: &[&str]) -> String {
    let all: Vec<&str> = TO_THE_DEVICE[..5].iter().chain(answers).copied().collect();
    machine.walk(&all).0
}

fn kept(machine: &Machine) -> DraftFile {
    let home = machine.workspace().home();
    machine.draft(&home.drafts.first().expect("a draft is kept").name)
}

#[test]
fn a_file_is_read_told_with_its_lines_and_taken_over_once_it_is_agreed_to() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("edge.conf");
    fs::write(&file, cisco()).unwrap();
    let path = format!("{} <- Configuration of the device", file.display());
    let told = walk(
        &machine,
        &[
            "cisco-ios@17.6 <- Platform",
            " <- Release",
            " <- NAT",
            " <- Initiator",
            "/nowhere/edge.conf <- Configuration",
            &path,
            " <- Tunnel 1 on the device",
            " <- Tunnel 2 on the device",
            "#values that you have not typed",
            "fra <- Name",
        ],
    );
    assert!(
        told.contains("/nowhere/edge.conf: ") && told.contains("The draft was not changed"),
        "{told}"
    );
    assert!(told.contains("Tunnel 1 on the device: Tunnel101"), "{told}");
    assert!(told.contains("169.254.10.0/30 (line 80)"), "{told}");
    assert!(told.contains("the key in the text, not shown"), "{told}");
    assert!(!told.contains("Kestrel_7d2QmLw84Zt"), "{told}");
    let draft = kept(&machine);
    let block = FieldPath::tunnel(1, Key::TunnelCidr);
    assert_eq!(draft.draft.text(block), Some("169.254.10.0/30"));
    assert_eq!(draft.origins.get(&block), Some(&Origin::Device));
    let peer = draft.peer.expect("it is remembered");
    assert_eq!((peer.platform.as_str(), peer.version.as_deref()), ("cisco-ios", Some("17.6")));
    assert_eq!(peer.file.as_deref(), file.to_str());

    // The next run reads it again, compares at the fields, and at the review.
    let told = machine.walk(&[
        "#last open",
        "!pfs <- Network type",
        "2 <- Field",
        "disabled <- PFS",
        ".",
        "#Read the differences",
        "#Quit",
    ]);
    let told = told.0;
    assert!(told.contains("was read again from"), "{told}");
    assert!(told.contains("Your device, line ") && told.contains(": group14."), "{told}");
    let both = told.split_once("At the first rekey").expect("the timeline").1;
    assert!(both.contains("disabled here, group14 on the device (line "), "{told}");
}

#[test]
fn a_paste_is_never_shown_and_kept_in_a_file_only_if_one_is_named() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kept.txt");
    let path = format!("{} <- File for the pasted text", file.display());
    let text = cisco();
    let told = walk(
        &machine,
        &[
            " <- Platform",
            "#Paste it here",
            &text,
            &path,
            "",
            "",
            "#Use none of these values",
            "fra <- Name",
        ],
    );
    assert!(
        told.contains("end-of-paste") && told.contains("Configuration of the device: (not shown)"),
        "{told}"
    );
    assert!(!told.contains("Kestrel_7d2QmLw84Zt"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o077, 0);
    }
    let draft = kept(&machine);
    assert_eq!(draft.draft.text(FieldPath::tunnel(1, Key::TunnelCidr)), None);
    assert_eq!(draft.peer.expect("known").file.as_deref(), file.to_str());

    let machine = Machine::new();
    let told = walk(
        &machine,
        &[
            " <- Platform",
            "#Paste it here",
            &text,
            " <- File for",
            "",
            "",
            "#Use none of these values",
            "fra <- Name",
        ],
    );
    assert!(told.contains("compared until you quit"), "{told}");
    assert_eq!(kept(&machine).peer.expect("known").file, None);
}

#[test]
fn a_text_that_cannot_be_read_is_told_and_asked_for_again() {
    let machine = Machine::new();
    let mail = "hello, this is a mail about lunch.\nIt has no tunnels: none.\n";
    let juniper = configuration("juniper-srx/set-ikev2-dual-bgp.conf");
    let told = walk(
        &machine,
        &[
            "fortios <- Platform",
            "> <- Release",
            "!name",
            "< <- Field",
            "< <- Name",
            "#Paste it here",
            mail,
            "#Paste it here",
            &juniper,
            "- <- Configuration",
            "fra <- Name",
        ],
    );
    assert!(told.contains("This is not a device configuration."), "{told}");
    assert!(told.contains("(juniper-srx)"), "{told}");
    let peer = kept(&machine).peer.expect("it was named");
    assert_eq!((peer.platform.as_str(), peer.file), ("fortios", None));
}

#[test]
fn the_configuration_that_the_device_needs_is_written_from_the_review() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("for-them.conf");
    let path = format!("{} <- File", file.display());
    let sample = fs::read_to_string(super::support::sample("frankfurt-bgp.json")).unwrap();
    let mut draft = tunnelsmith::drafts::read(&sample).unwrap();
    draft.peer = Some(tunnelsmith::connection::DraftPeer::parse("cisco-ios@17.12"));
    machine.keep("fra", draft);
    let (told, _) = machine.walk(&[
        "#Draft fra",
        ".",
        "#Write the device configuration to a file, with placeholders",
        &path,
        "#Quit",
    ]);
    assert!(told.contains("<ADDRESS-OF-TUNNEL-1>"), "{told}");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("crypto ikev2 proposal") && text.contains("<KEY-OF-TUNNEL-1>"), "{text}");
}
