//! Configurations that are written hold together: every name that a line refers to is given somewhere,
//! nothing is given that no line refers to, and what is said to take it off again takes all of it off.

use std::collections::BTreeSet;

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, TestRunner};

use tunnelsmith::peer::{DeviceScript, ScriptLine};

use crate::peer_write::{case, cases, platforms, split, text};

/// What gives names of one kind and what refers to them. A star stands for any word, an at sign for the name,
/// a blank in front for a line inside a block, a dot for the end of the line.
type Kind = (&'static [&'static str], &'static [&'static str]);

fn kinds(platform: &str) -> &'static [Kind] {
    match platform {
        "cisco-ios" => &[
            (&["crypto ikev2 proposal @"], &[" proposal @"]),
            (&["crypto ikev2 keyring @"], &[" keyring local @"]),
            (&["crypto ikev2 profile @"], &[" set ikev2-profile @"]),
            (&["crypto ipsec transform-set @"], &[" set transform-set @"]),
            (&["crypto ipsec profile @"], &[" tunnel protection ipsec profile @"]),
            (&["crypto keyring @"], &[" keyring @ ."]),
            (&["crypto isakmp profile @"], &[" set isakmp-profile @"]),
            (&["ip access-list extended @"], &[" match address @"]),
        ],
        "cisco-asa" => &[
            (
                &["crypto ipsec ikev2 ipsec-proposal @"],
                &[
                    "* set ikev2 ipsec-proposal @",
                    " set ikev2 ipsec-proposal @",
                    "crypto map * * set ikev2 ipsec-proposal @",
                ],
            ),
            (
                &["crypto ipsec ikev1 transform-set @"],
                &[" set ikev1 transform-set @", "crypto map * * set ikev1 transform-set @"],
            ),
            (&["crypto ipsec profile @"], &[" tunnel protection ipsec profile @"]),
            (&["group-policy @ internal"], &[" default-group-policy @"]),
            (&["group-policy @ attributes"], &[" default-group-policy @"]),
            (&["access-list @"], &["crypto map * * match address @"]),
            (&["tunnel-group @ type"], &["tunnel-group @ ipsec-attributes"]),
        ],
        "juniper-srx" => &[
            (&["set security ike proposal @"], &["set security ike policy * proposals @"]),
            (&["set security ike policy @"], &["set security ike gateway * ike-policy @"]),
            (&["set security ike gateway @"], &["set security ipsec vpn * ike gateway @"]),
            (&["set security ipsec proposal @"], &["set security ipsec policy * proposals @"]),
            (&["set security ipsec policy @"], &["set security ipsec vpn * ike ipsec-policy @"]),
        ],
        "panos" => &[
            (
                &["set network ike crypto-profiles ike-crypto-profiles @"],
                &["set network ike gateway * protocol * ike-crypto-profile @"],
            ),
            (
                &["set network ike crypto-profiles ipsec-crypto-profiles @"],
                &["set network tunnel ipsec * auto-key ipsec-crypto-profile @"],
            ),
            (
                &["set network ike gateway @"],
                &["set network tunnel ipsec * auto-key ike-gateway @"],
            ),
            (
                &["set network interface tunnel units @"],
                &["set network tunnel ipsec * tunnel-interface @"],
            ),
            (
                &["set network interface tunnel units @"],
                &["set network virtual-router * interface @"],
            ),
            (&["set network interface tunnel units @"], &["set zone * network layer3 @"]),
        ],
        "huawei-vrp" => &[
            (&["ike proposal @"], &[" ike-proposal @"]),
            (&["ike peer @"], &[" ike-peer @"]),
            (&["ipsec proposal @"], &[" proposal @"]),
            (&["ipsec profile @"], &[" ipsec profile @"]),
            (&["acl number @", "acl name @"], &[" security acl @"]),
            (&["ipsec policy @"], &[" ipsec policy @"]),
        ],
        "h3c-comware" => &[
            (&["ipsec transform-set @"], &[" transform-set @"]),
            (&["ikev2 proposal @", "ike proposal @"], &[" proposal @"]),
            (&["ikev2 keychain @", "ike keychain @"], &[" keychain @"]),
            (&["ikev2 profile @"], &[" ikev2-profile @"]),
            (&["ike profile @"], &[" ike-profile @"]),
            (&["ipsec profile @"], &[" tunnel protection ipsec profile @"]),
            (&["ipsec policy @"], &[" ipsec apply policy @"]),
        ],
        "fortios" => &[
            (
                &["vpn ipsec phase1-interface edit @"],
                &["vpn ipsec phase2-interface edit * set phase1name @"],
            ),
            (&["vpn ipsec phase1 edit @"], &["vpn ipsec phase2 edit * set phase1name @"]),
            (&["system interface edit @"], &["vpn ipsec phase1-interface edit @"]),
        ],
        "vyos" => &[
            (&["set vpn ipsec ike-group @"], &["set vpn ipsec site-to-site peer * ike-group @"]),
            (
                &["set vpn ipsec esp-group @"],
                &[
                    "set vpn ipsec site-to-site peer * vti esp-group @",
                    "set vpn ipsec site-to-site peer * tunnel * esp-group @",
                    "set vpn ipsec site-to-site peer * default-esp-group @",
                ],
            ),
            (&["set interfaces vti @"], &["set vpn ipsec site-to-site peer * vti bind @"]),
        ],
        "mikrotik" => &[
            (
                &["/ip ipsec profile add name=@"],
                &[
                    "/ip ipsec peer add * * * * profile=@",
                    "/ip ipsec peer add * * * profile=@",
                    "/ip ipsec peer add * * * * * profile=@",
                ],
            ),
            (&["/ip ipsec peer add name=@"], &["/ip ipsec identity add peer=@"]),
            (&["/ip ipsec peer add name=@"], &["/ip ipsec policy add peer=@"]),
        ],
        _ => &[],
    }
}

/// Lines with the sections they stand in in front, as FortiOS nests them.
pub(super) fn flat(text: &str) -> String {
    let mut open: Vec<String> = Vec::new();
    let mut all = String::new();
    for line in text.lines().map(str::trim) {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb {
            "config" => open.push(rest.to_owned()),
            "edit" => {
                open.push(format!("edit {rest}"));
                all.push_str(&format!("{}\n", open.join(" ")));
            }
            "next" | "end" => {
                open.pop();
            }
            _ => all.push_str(&format!("{} {line}\n", open.join(" "))),
        }
    }
    all
}

/// The names that lines of this form hold.
fn names(text: &str, form: &str) -> BTreeSet<String> {
    let inside = form.starts_with(' ');
    let wanted: Vec<&str> = form.split_whitespace().filter(|word| *word != ".").collect();
    let whole = form.ends_with('.');
    let mut names = BTreeSet::new();
    for line in text.lines().filter(|line| line.starts_with(' ') == inside) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let mut name = None;
        let fits = words.len() >= wanted.len()
            && (!whole || words.len() == wanted.len())
            && wanted.iter().zip(&words).all(|(form, word)| match form.strip_suffix('@') {
                Some(front) => word.strip_prefix(front).is_some_and(|rest| {
                    name = Some(rest.trim_matches(['"', '\'']).to_owned());
                    true
                }),
                None => *form == "*" || form == word,
            });
        names.extend(name.filter(|_| fits));
    }
    names
}

/// What is to be typed to take it off, the last of what is to be typed.
fn typed(made: &DeviceScript) -> String {
    let start = |line: &ScriptLine| matches!(line, ScriptLine::Remark(note) if ["remove", "strongswan-remove"].contains(&note.id));
    let at = made.lines.iter().position(start).expect("lines that take it off");
    let typed = made.lines[at..].iter().filter_map(|line| match line {
        ScriptLine::Command(command) => Some(format!("{command}\n")),
        _ => None,
    });
    typed.collect()
}

#[test]
fn every_name_is_given_and_every_given_name_is_used() {
    let mut wrong = Vec::new();
    for platform in platforms() {
        let mut runner = TestRunner::new(Config::default());
        let (mut tried, mut written, mut seen) = (0, 0, BTreeSet::new());
        while tried < cases() * 10 && written * 2 < cases() {
            tried += 1;
            let case = case().new_tree(&mut runner).unwrap().current();
            let Ok(made) = case.write(platform, true) else { continue };
            written += 1;
            let whole = text(&made);
            let comment = format!("{} ", made.comment);
            let kept: Vec<&str> =
                whole.lines().filter(|line| !line.starts_with(&comment)).collect();
            let mut shown = kept.join("\n");
            let id = split(platform).0;
            if id == "fortios" {
                shown = flat(&shown);
            }
            for (at, (given, used)) in kinds(id).iter().enumerate() {
                let all = |forms: &[&str]| -> BTreeSet<String> {
                    forms.iter().flat_map(|form| names(&shown, form)).collect()
                };
                let (given, used) = (all(given), all(used));
                if given != used {
                    let kind = kinds(id)[at];
                    wrong.push(format!("{platform} {kind:?}: {given:?}, {used:?}\n{whole}"));
                }
                if !given.is_empty() {
                    seen.insert(at);
                }
                let typed = typed(&made);
                for name in given.iter().filter(|name| !typed.contains(name.as_str())) {
                    wrong.push(format!("{platform}: {name} stays when it is taken off\n{whole}"));
                }
            }
            let typed = typed(&made);
            // A group goes with all that is in it.
            let whole_group = ["bgp group ", "bgp peer-group "].iter().any(|of| typed.contains(of));
            let stays = |address: &&str| !whole_group && !typed.contains(address);
            for neighbor in case.neighbors().filter(stays) {
                wrong.push(format!("{platform}: neighbor {neighbor} stays\n{whole}"));
            }
        }
        let kinds = kinds(split(platform).0).len();
        assert!(seen.len() * 2 >= kinds, "{platform}: {seen:?} of {kinds} in {written}");
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n\n"));
}
