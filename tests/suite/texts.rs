//! No word is missing, none is left over, and none can be used to play tricks on a terminal.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::FluentResource;
use tunnelsmith::connection::presets::presets;
use tunnelsmith::connection::{
    Arg, FieldPath, Finding, Key, Mode, Origin, Rule, Severity, catalogue,
};
use tunnelsmith::explain;
use tunnelsmith::rpc::codes;
use tunnelsmith::text::{Language, TextError, Texts};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a language's folder with their content.
fn files(language: Language) -> Vec<(PathBuf, String)> {
    let folder = root().join("assets/locales").join(language.tag());
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a language has its folder")
        .map(|entry| entry.expect("readable").path())
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("readable");
            (path, text)
        })
        .collect()
}

/// The ids of messages, `field-Psk.help` for an attribute.
fn ids(source: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut message = String::new();
    for line in source.lines() {
        let Some((name, _)) = line.split_once(" =") else { continue };
        if let Some(attribute) = name.strip_prefix("    .") {
            ids.push(format!("{message}.{attribute}"));
        } else if name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            message = name.to_owned();
            ids.push(message.clone());
        }
    }
    ids
}

fn sources(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).expect("sources are there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all.push_str(&fs::read_to_string(path).expect("readable"));
        }
    }
}

fn error_id(code: &str) -> String {
    format!("error-{}", code.replace('.', "-"))
}

#[test]
fn every_file_is_sound() {
    for language in Language::ALL {
        for (path, text) in files(*language) {
            if let Err((_, errors)) = FluentResource::try_new(text.clone()) {
                panic!("{}: {errors:?}", path.display());
            }
            let mut seen = BTreeSet::new();
            for id in ids(&text) {
                assert!(seen.insert(id.clone()), "{}: {id} stands there twice", path.display());
            }
            let hidden =
                text.chars().find(|character| character.is_control() && *character != '\n');
            assert_eq!(hidden, None, "{}", path.display());
        }
    }
}

#[test]
fn every_message_is_found_whatever_file_it_stands_in() {
    for language in Language::ALL {
        let texts = Texts::new(*language);
        let mut all = BTreeSet::new();
        for (path, text) in files(*language) {
            let ids = ids(&text);
            // Fluent's own reader knows of no other messages than those found by the look of a line.
            let resource = FluentResource::try_new(text).expect("sound");
            let entries = resource.entries().map(|entry| format!("{entry:?}"));
            let messages = entries.filter(|entry| entry.starts_with("Message(")).count();
            let found = ids.iter().filter(|id| !id.contains('.')).count();
            assert_eq!(found, messages, "{}", path.display());
            for id in ids {
                assert!(texts.has(&id), "{}: {id}", path.display());
                assert!(
                    all.insert(id.clone()),
                    "{}: {id} stands in another file too",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn every_field_has_its_name_and_its_help() {
    let texts = Texts::new(Language::English);
    let mut labels = BTreeSet::new();
    for field in catalogue::FIELDS {
        let id = format!("field-{:?}", field.key);
        assert!(texts.has(&id), "{id}");
        assert!(texts.has(&format!("{id}.help")), "{id}.help");
        assert!(labels.insert(texts.label(field.key)), "{id} has the name of another field");
        assert!(texts.label(field.key).chars().count() <= 42, "{id} is too long for a form");
        for mode in [Mode::Dual, Mode::Single] {
            assert!(texts.help(field.key, mode).ends_with('.'), "{id}");
        }
    }
    assert_eq!(texts.label(Key::Psk), "Pre-shared key");
    assert_eq!(
        texts.path_label(FieldPath::tunnel(2, Key::TunnelCidr)),
        "Tunnel CIDR block (tunnel 2)"
    );
}

#[test]
fn no_rule_says_a_wire_name_to_people_who_know_labels() {
    for (path, text) in files(Language::English) {
        if !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("rules-")) {
            continue;
        }
        let words: BTreeSet<&str> =
            text.split(|letter: char| !letter.is_ascii_alphanumeric()).collect();
        for field in catalogue::FIELDS {
            // A word of English as well.
            let name = format!("{:?}", field.key);
            let is_said = name != "Name" && words.contains(name.as_str());
            assert!(!is_said, "{}: {name} should be an argument", path.display());
        }
    }
    let path = FieldPath::connection(Key::LocalSubnet);
    let finding = Finding::at(Rule::S01, path).with("field", path);
    let texts = Texts::new(Language::English);
    assert!(texts.finding(&finding).starts_with("LocalSubnet: "));
    assert!(texts.finding_on_form(&finding, None).starts_with("Local CIDR blocks"));
    assert!(texts.finding_on_form(&finding, Some(path)).starts_with("Enter at least one"));
}

#[test]
fn every_preset_has_its_name_and_its_help() {
    let texts = Texts::new(Language::English);
    let mut names = BTreeSet::new();
    for preset in presets() {
        for id in [format!("preset-{}", preset.id), format!("preset-{}.help", preset.id)] {
            assert!(texts.has(&id), "{id}");
        }
        assert!(names.insert(texts.preset(preset)), "{} has another's name", preset.id);
        assert!(texts.preset(preset).chars().count() <= 30, "{} is too long", preset.id);
        assert!(texts.preset_help(preset).ends_with('.'), "{}", preset.id);
    }
}

#[test]
fn every_origin_has_a_word() {
    let texts = Texts::new(Language::English);
    for origin in Origin::ALL {
        assert!(texts.has(&format!("origin-{}", origin.name())), "{origin:?}");
    }
    assert_eq!(texts.origin(Origin::Preset), "from a preset");
}

#[test]
fn every_rule_has_a_text() {
    let texts = Texts::new(Language::English);
    let without: Vec<_> =
        Rule::ALL.iter().filter(|rule| !texts.has(&format!("rule-{rule}"))).collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn every_code_is_explained_with_and_without_its_values() {
    let texts = Texts::new(Language::English);
    let values = [("value1", Arg::from("1")), ("value2", "2".into()), ("value3", "3".into())];
    for entry in codes::all() {
        let id = error_id(entry.code);
        for id in [id.clone(), format!("{id}.remedy")] {
            let sentence = texts.try_format(&id, &[]).unwrap_or_else(|error| panic!("{error}"));
            assert!(sentence.ends_with('.'), "{id}: {sentence}");
        }
        let found = format!("{id}.found");
        let gaps = entry.template.as_deref().map_or(0, |text| text.matches("%s").count());
        if gaps > 0 {
            assert!(texts.has(&found), "{found} would tell the values of the message");
        }
        if texts.has(&found) {
            // A message without gaps still names a parameter in words of its own.
            let given = &values[..gaps.max(1)];
            let sentence =
                texts.try_format(&found, given).unwrap_or_else(|error| panic!("{error}"));
            for (_, value) in given {
                let Arg::Text(value) = value else { unreachable!("all are texts") };
                assert!(sentence.contains(value.as_ref()), "{found}: {sentence}");
            }
        }
    }
}

#[test]
fn no_two_codes_share_their_words() {
    let ids: BTreeSet<String> = explain::codes().map(error_id).collect();
    assert_eq!(ids.len(), explain::codes().count());
}

#[test]
fn no_message_is_left_over() {
    let mut code = String::new();
    sources(&root().join("src"), &mut code);
    let (said, begun) = literals(&code);
    let fields: BTreeSet<String> =
        catalogue::FIELDS.iter().map(|field| format!("field-{:?}", field.key)).collect();
    let rules: BTreeSet<String> = Rule::ALL.iter().map(|rule| format!("rule-{rule}")).collect();
    let errors: BTreeSet<String> = explain::codes().map(error_id).collect();
    let presets: BTreeSet<String> =
        presets().iter().map(|preset| format!("preset-{}", preset.id)).collect();
    let origins: BTreeSet<String> =
        Origin::ALL.iter().map(|origin| format!("origin-{}", origin.name())).collect();
    for (path, text) in files(Language::English) {
        for id in ids(&text).iter().filter(|id| !id.contains('.')) {
            let used = fields.contains(id)
                || rules.contains(id)
                || errors.contains(id)
                || presets.contains(id)
                || origins.contains(id)
                || said.contains(id.as_str())
                || is_made(id, &begun);
            assert!(used, "{}: nothing says {id}", path.display());
        }
    }
}

/// The texts in the code that may be ids, and the beginnings of those that are put together:
/// `action-{action:?}`.
fn literals(code: &str) -> (BTreeSet<&str>, BTreeSet<&str>) {
    let (mut whole, mut begun) = (BTreeSet::new(), BTreeSet::new());
    for (at, _) in code.match_indices('"') {
        let rest = &code[at + 1..];
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let length = rest.bytes().take_while(|byte| is_part(byte)).count();
        match rest.as_bytes().get(length) {
            Some(b'"') => whole.insert(&rest[..length]),
            Some(b'{') => begun.insert(&rest[..length]),
            _ => false,
        };
    }
    (whole, begun)
}

/// Whether the code puts ids together that begin like this one.
fn is_made(id: &str, begun: &BTreeSet<&str>) -> bool {
    id.match_indices('-').any(|(at, _)| begun.contains(&id[..=at]))
}

#[test]
fn every_action_and_step_of_the_wizard_has_its_words() {
    use tunnelsmith::tui::{Area, Keymap, WizardStep, steps};
    let texts = Texts::new(Language::English);
    let areas = [
        Area::Home,
        Area::Connections,
        Area::Watch,
        Area::Diagnosis,
        Area::Form,
        Area::Gateways,
        Area::Review,
        Area::Result,
        Area::TextPager,
    ];
    for area in areas {
        for (action, ..) in Keymap::default().listed(area) {
            let id = format!("action-{action:?}");
            assert!(texts.has(&id), "{id}");
        }
    }
    for mode in [tunnelsmith::connection::Mode::Dual, tunnelsmith::connection::Mode::Single] {
        for step in steps(mode).iter().filter(|step| !matches!(step, WizardStep::Tunnel(_))) {
            assert!(texts.has(&format!("step-{}", step.word())), "{step:?}");
        }
    }
}

#[test]
fn a_message_that_is_not_there_shows_its_id() {
    let texts = Texts::new(Language::English);
    for id in
        ["no-such-message", "field-Psk.bogus", "error-Bogus", "rule-Z-99", "rule-", "", ".", "-"]
    {
        assert_eq!(texts.say(id), id);
        assert!(matches!(texts.try_format(id, &[]), Err(TextError::Missing { .. })), "{id}");
    }
    assert!(matches!(texts.try_format("place-tunnel", &[]), Err(TextError::Broken { .. })));
}

#[test]
fn a_value_cannot_move_the_cursor() {
    let texts = Texts::new(Language::English);
    let label = Arg::from("\u{1b}[2J\u{202e}x\n\u{200b}".to_owned());
    let sentence = texts.format("place-tunnel", &[("number", 1_u16.into()), ("label", label)]);
    assert_eq!(sentence, "\\u{1b}[2J\\u{202e}x\\u{a}\\u{200b} (tunnel 1)");

    let finding = Finding::at(Rule::M01, FieldPath::connection(Key::RegionId))
        .with("value", "\u{1b}]0;title\u{7}".to_owned());
    assert!(!texts.finding(&finding).contains(char::is_control));
}

#[test]
fn grades_have_words() {
    let texts = Texts::default();
    let words =
        [Severity::Error, Severity::Warning, Severity::Hint].map(|grade| texts.severity(grade));
    assert_eq!(words, ["error", "warning", "hint"]);
}

#[test]
fn words_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&Texts::default());
}
