//! Every line that is written is one that the vendor's published model has, with a value in its range.
//!
//! tests/data/peer-statements holds the forms, one file a platform with its source in the first lines: words
//! as they are, and in braces words to choose from, a range of numbers, or a kind with the most characters.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, TestRunner};

use crate::peer_references::flat;
use crate::peer_write::{case, cases, split, text};
use crate::support::root;

/// The platforms with a model that is published, in the release that takes most values.
const PLATFORMS: [&str; 9] = [
    "cisco-ios@16.9",
    "cisco-asa@9.12",
    "juniper-srx",
    "fortios",
    "panos",
    "mikrotik",
    "vyos",
    "opnsense",
    "pfsense",
];

/// Whether a text has a form.
fn fits(form: &str, text: &str) -> bool {
    let Some(start) = form.find('{') else { return form == text };
    let (front, rest) = form.split_at(start);
    let Some(text) = text.strip_prefix(front) else { return false };
    let (kind, rest) = rest[1..].split_once('}').expect("a brace that closes");
    let ends = text.char_indices().map(|(at, letter)| at + letter.len_utf8());
    ends.rev().any(|end| is_a(kind, &text[..end]) && fits(rest, &text[end..]))
}

/// Whether a value is of a kind.
fn is_a(kind: &str, value: &str) -> bool {
    if let Some((least, most)) = kind.split_once("..") {
        let number = |text: &str| text.parse::<u64>().ok();
        let digits = value.bytes().all(|byte| byte.is_ascii_digit());
        return digits
            && number(value)
                .is_some_and(|own| number(least).unwrap() <= own && own <= number(most).unwrap());
    }
    let (kind, most) = kind.split_once(':').unwrap_or((kind, ""));
    let short = most.parse().map_or(true, |most: usize| value.len() <= most);
    let letters = |more: &str| {
        value.chars().all(|letter| letter.is_ascii_alphanumeric() || more.contains(letter))
    };
    match kind {
        "name" => short && letters("-"),
        "names" => value.split(' ').all(|name| is_a(&format!("name:{most}"), name)),
        "text" => short && value.chars().all(|letter| letter.is_ascii_graphic()),
        "page" => short && letters(".-,_:=@%*"),
        "rest" => true,
        "ip" => value.parse::<Ipv4Addr>().is_ok(),
        "net" => value.parse::<Ipv4Net>().is_ok(),
        "nets" => value.split(", ").all(|net| is_a("net", net)),
        "mask" => value.parse::<Ipv4Addr>().is_ok_and(|mask| {
            let bits = u32::from(mask);
            bits.leading_ones() + bits.trailing_zeros() == 32 || bits == 0
        }),
        "wildcard" => value
            .parse::<Ipv4Addr>()
            .is_ok_and(|mask| is_a("mask", &Ipv4Addr::from(!u32::from(mask)).to_string())),
        "duration" => {
            value.ends_with(|unit| "dhms".contains(unit)) && letters("") && !value.is_empty()
        }
        "placeholder" => {
            let inside = value.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
            inside.is_some_and(|name| is_a("name:60", name) && name.to_ascii_uppercase() == name)
        }
        words => words.split('|').any(|word| word == value),
    }
}

/// Lines without quotes, as the device's parser hands their values on.
fn unquoted(text: &str, quote: char) -> String {
    let (mut plain, mut inside) = (String::new(), false);
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\n' => {
                assert!(!inside, "a quote that is open at the end of a line: {text}");
                plain.push(letter);
            }
            _ if letter == quote => inside = !inside,
            '\\' if inside => plain.extend(letters.next()),
            _ => plain.push(letter),
        }
    }
    plain
}

/// Lines with those they stand in in front.
fn nested(text: &str) -> Vec<String> {
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut all = Vec::new();
    for line in text.lines() {
        let depth = line.len() - line.trim_start().len();
        open.retain(|(other, _)| *other < depth);
        open.push((depth, line.trim()));
        all.push(open.iter().map(|(_, line)| *line).collect::<Vec<_>>().join(" / "));
    }
    all
}

/// What is written, a statement each.
fn statements(platform: &str, text: &str) -> Vec<String> {
    match platform {
        "cisco-ios" | "cisco-asa" => nested(text),
        "fortios" => {
            let lines = flat(&unquoted(text, '"'));
            lines.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect()
        }
        "mikrotik" => {
            let lines = unquoted(text, '"');
            let arguments = lines.lines().flat_map(|line| {
                let (verb, all) = line.split_once(" add ").expect("something to add");
                all.split(' ').map(move |argument| format!("{verb} add {argument}"))
            });
            arguments.collect()
        }
        "opnsense" | "pfsense" => text.lines().map(|line| line.trim_end().to_owned()).collect(),
        "vyos" => unquoted(text, '\'').lines().map(str::to_owned).collect(),
        _ => unquoted(text, '"').lines().map(str::to_owned).collect(),
    }
}

/// The forms of a platform.
fn forms(platform: &str) -> Vec<String> {
    let file = root().join(format!("tests/data/peer-statements/{platform}.txt"));
    let forms = std::fs::read_to_string(&file).unwrap();
    forms.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

/// Whether a page of a platform has this field and takes this value.
pub(super) fn is_a_field(platform: &str, entered: &str) -> bool {
    forms(platform).iter().any(|form| fits(form, entered))
}

#[test]
fn every_statement_is_one_that_the_vendor_s_model_has() {
    for platform in PLATFORMS {
        let id = split(platform).0;
        let forms = forms(id);
        let mut runner = TestRunner::new(Config::default());
        let (mut tried, mut written) = (0, 0);
        let (mut used, mut wrong) = (BTreeSet::new(), BTreeSet::new());
        while tried < cases() * 10 && written * 2 < cases() {
            tried += 1;
            let Ok(made) = case().new_tree(&mut runner).unwrap().current().write(platform, true)
            else {
                continue;
            };
            written += 1;
            let whole = text(&made);
            let comment = format!("{} ", made.comment);
            let code = whole.lines().filter(|line| !line.is_empty() && !line.starts_with(&comment));
            let code: String = code.map(|line| format!("{line}\n")).collect();
            for statement in statements(id, &code) {
                match forms.iter().position(|form| fits(form, &statement)) {
                    Some(at) => {
                        used.insert(at);
                    }
                    None => {
                        wrong.insert(statement);
                    }
                }
            }
        }
        let count = wrong.len();
        assert!(wrong.is_empty(), "{platform}: {count} unknown\n{:#?}", wrong.iter().take(20));
        let idle = (0..forms.len()).filter(|at| !used.contains(at)).map(|at| &forms[at]);
        assert!(used.len() * 3 >= forms.len() * 2, "{platform}: {:#?}", idle.collect::<Vec<_>>());
    }
}

#[test]
fn a_statement_that_no_model_has_is_found() {
    let known = |text: &str| is_a_field("juniper-srx", text);
    let proposal = "set security ike proposal a-1";
    assert!(known(&format!("{proposal} dh-group group14")));
    for wrong in
        ["dh-group group3", "dh-groups group14", "lifetime-seconds 179", "lifetime-seconds x"]
    {
        assert!(!known(&format!("{proposal} {wrong}")), "{wrong}");
    }
    assert!(!known(&format!("set security ike proposal {} dh-group group14", "a".repeat(33))));
    assert!(fits("a {mask} {wildcard}", "a 255.255.0.0 0.0.255.255"));
    assert!(!fits("a {mask}", "a 255.0.255.0"));
    assert!(fits("{a|b}-{c}", "b-c") && !fits("{a|b}-{c}", "c-c"));
}
