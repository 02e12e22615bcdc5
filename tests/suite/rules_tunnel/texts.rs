//! The sentences of these rules, as a reader gets them.

use std::collections::BTreeSet;

use tunnelsmith::connection::{Finding, Rule};
use tunnelsmith::text::{Language, Texts};

use super::rows::Base::{Dual, Health, Single};
use super::rows::rows;
use super::{edited, finding, findings, is_ours};

const TEXTS: &str = include_str!("../../../assets/locales/en/rules-tunnel.ftl");

pub fn sentences() -> Texts {
    Texts::new(Language::English)
}

pub fn sentence(texts: &Texts, finding: &Finding) -> String {
    let id = format!("rule-{}", finding.rule);
    texts.try_format(&id, &finding.args).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_rule_has_its_text_and_no_text_is_without_rule() {
    let bundle = sentences();
    let ours: BTreeSet<String> = Rule::ALL
        .iter()
        .filter(|rule| is_ours(**rule))
        .map(|rule| format!("rule-{rule}"))
        .collect();
    let told: BTreeSet<String> = TEXTS
        .lines()
        .filter_map(|line| line.split_once(" = ").map(|(id, _)| id.to_owned()))
        .collect();
    assert_eq!(told, ours);
    for (base, edits, _) in rows() {
        for finding in findings(&edited(base.draft(), edits)) {
            assert!(!sentence(&bundle, &finding).is_empty());
        }
    }
}

#[test]
fn sentences_name_what_was_typed() {
    let bundle = sentences();
    for (base, edits, rule, expected) in [
        (
            Single,
            ("IkeLifetime", "3600"),
            Rule::C13,
            "The phase 2 lifetime (28800 s) is longer than the phase 1 lifetime (3600 s).",
        ),
        (Dual, ("1.IkePfs", "gr\u{1b}[31m"), Rule::C05, "“gr\\u{1b}[31m”"),
        (Dual, ("1.Psk", "kT7mPq2v\u{7}Xw9bRd4c"), Rule::P03, ": U+0007."),
        (Dual, ("1.Psk", "kT7mPq2vＸw9bRd4c"), Rule::P12, "U+FF38, which looks like X"),
        (Dual, ("1.Psk", "kT7mPq2v\u{a0}Xw9bRd4c"), Rule::P12, "U+00A0, a space"),
        (Dual, ("1.Psk", "fra-dc1"), Rule::P07, "is the same as Name"),
        (Dual, ("1.Psk", ""), Rule::P01, "The key is empty"),
        (Dual, ("1.IpsecPfs", "group2"), Rule::C28, "differ in IpsecPfs."),
        (Health, ("interval", "5"), Rule::H11, "after about 15 seconds"),
    ] {
        let draft = edited(base.draft(), &[edits]);
        let text = sentence(&bundle, &finding(&draft, rule));
        assert!(text.contains(expected), "{rule}: {text}");
    }
}
