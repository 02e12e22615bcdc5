//! What rows of one run share and should not.

use tunnelsmith::connection::{CollisionKind, find_collisions};
use tunnelsmith::connection::{Draft, FieldPath, Key, KeyStorage, Mode};
use tunnelsmith::text::Texts;

use super::super::support::{run, sample};
use super::Workspace;

/// A sound draft that shares nothing with one of another number.
fn site(number: u8) -> Draft {
    let mut draft = Draft::new(Mode::Dual);
    for (key, text) in [
        (Key::RegionId, "eu-central-1".to_owned()),
        (Key::Name, format!("site-{number}")),
        (Key::LocalSubnet, "10.0.0.0/16".to_owned()),
        (Key::RemoteSubnet, format!("172.16.{number}.0/24")),
        (Key::EnableTunnelsBgp, "true".to_owned()),
        (Key::ClientToken, format!("token-{number}")),
    ] {
        draft.set(FieldPath::connection(key), text);
    }
    for tunnel in [1, 2] {
        let at = |key| FieldPath::tunnel(tunnel, key);
        draft.set(at(Key::CustomerGatewayId), "cgw-1");
        draft.set(at(Key::TunnelCidr), format!("169.254.{number}.{}/30", 4 * tunnel));
        draft.set_key(at(Key::Psk), format!("k{number}-{tunnel}").into(), KeyStorage::Elsewhere);
    }
    draft
}

fn shared(one: &Draft, other: &Draft) -> Vec<CollisionKind> {
    find_collisions(&[one, other]).into_iter().map(|collision| collision.shared).collect()
}

/// The second site with one value changed.
fn with(path: FieldPath, text: &str) -> Draft {
    let mut draft = site(2);
    draft.set(path, text);
    draft
}

#[test]
fn what_two_drafts_share() {
    let one = site(1);
    assert_eq!(shared(&one, &site(2)), []);
    let own = FieldPath::connection;
    for (other, expected) in [
        (with(own(Key::Name), "site-1"), vec![CollisionKind::Name]),
        (with(own(Key::ClientToken), "token-1"), vec![CollisionKind::Token]),
        (with(own(Key::RemoteSubnet), "172.16.1.0/24"), vec![CollisionKind::Subnets]),
        (
            with(FieldPath::tunnel(2, Key::TunnelCidr), "169.254.1.4/30"),
            vec![CollisionKind::TunnelCidr],
        ),
        (with(FieldPath::tunnel(2, Key::Psk), "k1-1"), vec![CollisionKind::Key]),
        (site(1), vec![CollisionKind::Copy]),
    ] {
        assert_eq!(shared(&one, &other), expected, "{other:?}");
    }
    // In another region only the account's tokens and the keys are the same ones.
    let mut far = site(1);
    far.set(own(Key::RegionId), "us-east-1");
    assert_eq!(shared(&one, &far), [CollisionKind::Token, CollisionKind::Key, CollisionKind::Key]);
    // Without tokens, a copy is a second connection.
    let bare = || {
        let mut draft = site(1);
        draft.remove(own(Key::ClientToken));
        draft
    };
    assert!(shared(&bare(), &bare()).contains(&CollisionKind::Subnets));
}

#[test]
fn the_order_of_blocks_and_gateways_does_not_tell_connections_apart() {
    let own = FieldPath::connection;
    let (mut one, mut other) = (site(1), site(2));
    one.set(own(Key::RemoteSubnet), "172.16.0.0/24,172.17.0.0/24");
    other.set(own(Key::RemoteSubnet), "172.17.0.0/24,172.16.0.0/24");
    one.set(FieldPath::tunnel(1, Key::CustomerGatewayId), "cgw-2");
    other.set(FieldPath::tunnel(2, Key::CustomerGatewayId), "cgw-2");
    assert_eq!(shared(&one, &other), [CollisionKind::Subnets]);
    for draft in [&mut one, &mut other] {
        draft.set(own(Key::LocalSubnet), "0.0.0.0/0");
        draft.set(own(Key::RemoteSubnet), "0.0.0.0/0");
    }
    assert_eq!(shared(&one, &other), [], "routes tell them apart");
}

#[test]
fn tunnels_of_one_draft_and_switched_off_values_do_not_count() {
    let own = FieldPath::connection;
    let mut one = site(1);
    one.set(FieldPath::tunnel(2, Key::Psk), "k1-1");
    assert_eq!(find_collisions(&[&one]), []);
    let mut other = with(FieldPath::tunnel(1, Key::TunnelCidr), "169.254.1.4/30");
    other.set(own(Key::EnableTunnelsBgp), "false");
    assert_eq!(shared(&one, &other), []);
    for nothing in ["", "-"] {
        let (mut one, mut other) = (site(1), site(2));
        for draft in [&mut one, &mut other] {
            for key in [Key::Name, Key::ClientToken] {
                if nothing.is_empty() { draft.set(own(key), "") } else { draft.remove(own(key)) }
            }
        }
        assert_eq!(shared(&one, &other), []);
    }
}

#[test]
fn one_value_is_told_once_however_many_share_it_and_no_key_is_quoted() {
    let drafts: Vec<Draft> = (1..=5)
        .map(|number| {
            let mut draft = site(number);
            draft.set(FieldPath::tunnel(1, Key::Psk), "top-secret");
            draft
        })
        .collect();
    let drafts: Vec<&Draft> = drafts.iter().collect();
    let found = find_collisions(&drafts);
    assert_eq!(found.len(), 1);
    let finding = found[0].finding(&drafts, |place| format!("t.csv:{}", place + 2));
    let text = Texts::default().finding(&finding);
    assert!(
        text.starts_with("t.csv:2 and t.csv:3 (and 3 more) have the same pre-shared key"),
        "{text}"
    );
    assert!(!format!("{finding:?}").contains("top-secret"));
}

/// Two connections to one device are nothing unusual, and no page says that the service refuses them.
#[test]
fn rows_with_equal_gateways_and_subnets_are_told_and_sent() {
    let workspace = Workspace::new();
    let subnets = "10.0.0.0/16,172.16.1.0/24";
    let psk = |number| format!("{},{}", super::key(number, 0), super::key(number, 1));
    let rows = [("a", 1), ("b", 2), ("c", 3), ("c", 4)];
    let rows = rows.map(|(name, number)| format!("{name},{subnets},{}\n", psk(number))).concat();
    let head = "Name,LocalSubnet,RemoteSubnet,T1.Psk,T2.Psk\n";
    workspace.write("sites.csv", format!("{head}{rows}"));
    let (table, template) = (workspace.text("sites.csv"), workspace.text("template.json"));
    let replay =
        ["replay", "--sandbox", "--yes", "--output", "json", "--values", &table, &template];
    let ran = run(&replay).expect(0);
    assert!(ran.lines().iter().all(|line| line["outcome"] == "created"), "{}", ran.out);
    assert!(
        ran.err.contains("Q-10") && ran.err.contains("the same customer gateways"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("the same name, “c”"), "{}", ran.err);
}

#[test]
fn drafts_that_share_a_token_are_told_before_anything_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let with_token = |name: &str| {
        let text = std::fs::read_to_string(sample(name)).unwrap();
        let path = folder.path().join(name);
        let token = "\"ClientToken\": \"t-1\", \"RegionId\"";
        std::fs::write(&path, text.replacen("\"RegionId\"", token, 1)).unwrap();
        path.to_string_lossy().into_owned()
    };
    let (one, two) = (with_token("frankfurt-bgp.json"), with_token("singapore-static.json"));
    let ran = run(&["replay", "--sandbox", "--yes", "--output", "json", &one, &two]).expect(3);
    assert!(ran.lines().iter().all(|line| line["outcome"] == "invalid" && line["attempts"] == 0));
}
