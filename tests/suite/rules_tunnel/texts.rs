//! The sentences of these rules, as a reader gets them.

use std::collections::BTreeSet;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use tunnelsmith::connection::{Arg, Finding, Rule};

use super::rows::Base::{Dual, Health, Single};
use super::rows::rows;
use super::{edited, finding, findings, is_ours};

const TEXTS: &str = include_str!("../../../assets/locales/en/rules-tunnel.ftl");

pub fn sentences() -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(TEXTS.to_owned()).expect("the file parses");
    let language = "en".parse().expect("a language");
    let mut bundle = FluentBundle::new(vec![language]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("each message stands there once");
    bundle
}

pub fn sentence(bundle: &FluentBundle<FluentResource>, finding: &Finding) -> String {
    let id = format!("rule-{}", finding.rule);
    let message = bundle.get_message(&id).unwrap_or_else(|| panic!("{id} has no text"));
    let pattern = message.value().unwrap_or_else(|| panic!("{id} is empty"));
    let mut args = FluentArgs::new();
    for (name, value) in &finding.args {
        args.set(
            *name,
            match value {
                Arg::Text(text) => FluentValue::from(text.as_ref()),
                Arg::Number(number) => FluentValue::from(*number as f64),
                Arg::Field(path) => FluentValue::from(path.to_string()),
                Arg::Fields(all) => {
                    let names = all.iter().map(|(path, _)| {
                        let name = path.to_string();
                        name.rsplit('.').next().unwrap_or_default().to_owned()
                    });
                    FluentValue::from(names.collect::<Vec<_>>().join(", "))
                }
            },
        );
    }
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
    assert!(errors.is_empty(), "{id}: {errors:?}");
    text
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
            "Phase 2 lives 28800 s, longer than phase 1 with 3600 s.",
        ),
        (Dual, ("1.IkePfs", "gr\u{1b}[31m"), Rule::C05, "“gr\\u{1b}[31m”"),
        (Dual, ("1.Psk", "kT7mPq2v\u{7}Xw9bRd4c"), Rule::P03, ": U+0007."),
        (Dual, ("1.Psk", "kT7mPq2vＸw9bRd4c"), Rule::P12, "U+FF38, which looks like X"),
        (Dual, ("1.Psk", "kT7mPq2v\u{a0}Xw9bRd4c"), Rule::P12, "U+00A0, a space"),
        (Dual, ("1.Psk", "fra-dc1"), Rule::P07, "the same text as Name"),
        (Dual, ("1.Psk", ""), Rule::P01, "The key is empty"),
        (Dual, ("1.IpsecPfs", "group2"), Rule::C28, "differ in IpsecPfs."),
        (Health, ("interval", "5"), Rule::H11, "after about 15 seconds"),
    ] {
        let draft = edited(base.draft(), &[edits]);
        let text = sentence(&bundle, &finding(&draft, rule));
        assert!(text.contains(expected), "{rule}: {text}");
    }
}
