//! The same walk in every language and in each mode: the real program in a terminal, from the first line to
//! the id of a created connection.
//!
//! `SAVE_WALKS=FOLDER cargo test --test suite spoken_walks` writes down what was seen and heard.

use std::path::Path;
use std::{env, fs};

use serde_json::Value as Json;
use tunnelsmith::connection::{FieldPath, Key};
use tunnelsmith::text::{Language, Texts};

use super::support::{Ran, program, run, sample};
use super::terminal::Pty;
use super::wizard_terminal::{Machine, has_line, leave};

const KEY: &str = "kT7mPq2vXw9bRd4cNf6h";

/// A person who reads a language, at a machine with nothing but the built-in sandbox.
struct Walker {
    texts: Texts,
    machine: Machine,
}

impl Walker {
    fn new(language: Language, options: &[&str]) -> Self {
        let options = [options, &["--sandbox", "--lang", language.tag()]].concat();
        Self { texts: Texts::new(language), machine: Machine::new(&options) }
    }

    fn say(&self, id: &str) -> String {
        self.texts.say(id)
    }

    /// The prompt of a field in plain mode.
    fn prompt(&self, field: &str) -> String {
        let path = FieldPath::from_wire(field).expect("a field");
        self.asks(&self.texts.path_label(path))
    }

    fn asks(&self, label: &str) -> String {
        self.texts.format("plain-prompt", &[("label", label.to_owned().into())])
    }

    fn start(&self) -> Pty {
        Pty::start(self.machine.command(&[]), 80, 24)
    }
}

/// Writes a walk down where somebody wants to read it.
fn save(name: &str, language: Language, text: &str) {
    if let Some(folder) = env::var_os("SAVE_WALKS") {
        let path = Path::new(&folder).join(format!("walk-{name}-{}.txt", language.tag()));
        fs::write(path, text).expect("it can be written");
    }
}

/// Each screen once it shows what is waited for.
struct Seen {
    pty: Pty,
    told: String,
}

impl Seen {
    #[track_caller]
    fn sees(&mut self, text: &str) -> &mut Self {
        let screen = self.pty.wait_text(text);
        self.told.push_str(&format!("{}\n{}\n", "-".repeat(80), screen.text().trim_end()));
        self
    }

    fn keys(&mut self, keys: &str) -> &mut Self {
        self.pty.keys(keys);
        self
    }
}

fn walk_of_the_wizard(language: Language) {
    let walker = Walker::new(language, &[]);
    let label = |key: Key| walker.texts.label(key);
    let mut seen = Seen { pty: walker.start(), told: String::new() };
    seen.sees(&walker.say("home-new")).keys("n").sees(&walker.say("mode-dual"));
    seen.keys("<tab><tab>eu-central-1").sees("eu-central-1  ").keys("<enter><alt-n>");
    seen.sees("fra-dc1-a").keys("fra-dc1-a");
    let one = walker.texts.format("gateways-count", &[("shown", 1_u64.into())]);
    seen.sees(&one).keys("<enter>");
    let second = walker.texts.format("gateway-of-tunnel", &[("number", 2_u64.into())]);
    let none = walker.say("gateway-none");
    seen.pty.wait_for(|screen| has_line(screen, &format!("▸ {second}"), &none), "the second slot");
    seen.keys("fra-dc1-b").sees(&one).keys("<enter>");
    seen.sees(&walker.say("device-continue")).keys("<enter>").sees(&label(Key::NetworkType));
    // What comes all at once would be taken for a paste.
    for (text, on) in [("fra-hq", "<tab><tab>"), ("10.0.0.0/16", "<tab>"), ("192.168.0.0/16", "")] {
        seen.keys(text).sees(text).keys(on);
    }
    seen.keys("<alt-n>").sees(&label(Key::Psk)).keys(KEY).sees(&"•".repeat(KEY.len()));
    seen.keys("<alt-n>").sees("TunnelOptionsSpecification.2.TunnelIkeConfig.Psk");
    seen.keys("<ctrl-t><alt-n>").sees(&walker.say("review-ready")).keys("s");
    // The word of the language is an answer, as y is.
    let yes = match language {
        Language::English => "y".to_owned(),
        _ => walker.say("answer-yes"),
    };
    seen.sees(&format!("y {}", walker.say("answer-yes"))).keys(&yes).sees("vco-");
    assert!(seen.pty.screen().has(&walker.say("outcome-created")), "{}", seen.told);
    assert!(!seen.told.contains(KEY), "the key is seen");
    save("wizard", language, &seen.told);
    leave(seen.pty);
}

#[test]
fn the_wizard_in_english() {
    walk_of_the_wizard(Language::English);
}

#[test]
fn the_wizard_in_chinese() {
    walk_of_the_wizard(Language::Chinese);
}

fn walk_in_plain_mode(language: Language) {
    let walker = Walker::new(language, &["--plain"]);
    let mut pty = walker.start();
    let tunnel = |number: u16, leaf: &str| format!("TunnelOptionsSpecification.{number}.{leaf}");
    let field = |name: &str| walker.prompt(name);
    let choice = walker.asks(&walker.say("plain-choice"));
    let yes = walker.say("answer-yes");
    // Where an input method is on, its marks stand for those of the keys.
    let (help, on, review) = match language {
        Language::English => ("?", ">", "."),
        _ => ("？", "》", "。"),
    };
    let answers = [
        (walker.asks(&walker.say("step-mode")), ""),
        (field("RegionId"), "frankfurt"),
        (field("RegionId"), "1"),
        (field("EnableTunnelsBgp"), ""),
        (field(&tunnel(1, "CustomerGatewayId")), help),
        (field(&tunnel(1, "CustomerGatewayId")), "1"),
        (field(&tunnel(2, "CustomerGatewayId")), "2"),
        (walker.asks(&walker.say("device-platform")), ""),
        (walker.asks(&walker.say("plain-device-configuration")), ""),
        (field("Name"), "fra-plain"),
        (field("NetworkType"), ""),
        (field("LocalSubnet"), "10.0.0.1/16"),
        // The repair is a choice.
        (choice.clone(), "1"),
        (field("RemoteSubnet"), "192.168.0.0/16"),
        (field("EffectImmediately"), on),
        (walker.asks(&walker.say("plain-preset")), ""),
        (field(&tunnel(1, "TunnelIkeConfig.Psk")), KEY),
        (field(&tunnel(1, "TunnelIkeConfig.IkeVersion")), on),
        (walker.asks(&walker.say("plain-copy-tunnel")), "n"),
        (walker.asks(&walker.say("plain-preset")), ""),
        (field(&tunnel(2, "TunnelIkeConfig.Psk")), "*"),
        (field(&tunnel(2, "TunnelIkeConfig.IkeVersion")), review),
        (choice, "1"),
        (walker.asks(&walker.say("plain-yes-or-no")), &yes),
    ];
    for (prompt, answer) in answers {
        pty.wait_written(&prompt);
        pty.mark();
        pty.keys(&format!("{answer}<enter>"));
    }
    let created = format!("{} vco-", walker.say("outcome-created"));
    let outcome = walker.texts.format("plain-outcome", &[("outcome", created.into())]);
    // The id stands before the full stop.
    pty.wait_written(outcome.trim_end_matches(['.', '。']));
    pty.keys("<ctrl-d>");
    assert_eq!(pty.exit_status().exit_code(), 0);
    let told = pty.output();
    assert!(!told.contains(KEY) && !told.contains('\u{1b}'), "{told}");
    save("plain", language, &told);
}

#[test]
fn plain_mode_in_english() {
    walk_in_plain_mode(Language::English);
}

#[test]
fn plain_mode_in_chinese() {
    walk_in_plain_mode(Language::Chinese);
}

#[test]
fn the_command_line_in_both_languages() {
    let draft = sample("frankfurt-bgp.json");
    for language in Language::ALL {
        let texts = Texts::new(*language);
        let ran =
            run(&["replay", &draft, "--sandbox", "--yes", "--lang", language.tag()]).expect(0);
        let created = texts.say("outcome-created");
        assert!(ran.out.contains(&created) && ran.out.contains("vco-"), "{}", ran.out);
        let checked = run(&["check", &draft, "--lang", language.tag()]).expect(0);
        assert!(checked.out.contains(&texts.say("check-sound")), "{}", checked.out);
        save("command-line", *language, &format!("{}{}{}", checked.out, ran.out, ran.err));
    }
}

/// What it prints with these variables set.
fn ran(arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
    let mut command = program(arguments);
    command.envs(variables.iter().copied());
    Ran::of(command.output().expect("the program starts"))
}

#[test]
fn the_language_is_that_of_the_option_then_the_variable_then_the_locale() {
    const ZH: &str = "zh_CN.UTF-8";
    const EN: &str = "en_US.UTF-8";
    /// Options, variables, and whether Chinese is spoken then.
    type Row<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], bool);
    let table: &[Row<'_>] = &[
        (&[], &[], false),
        (&[], &[("LANG", ZH)], true),
        (&[], &[("LANG", ZH), ("LC_MESSAGES", EN)], false),
        (&[], &[("LANG", EN), ("LC_MESSAGES", ZH)], true),
        (&[], &[("LC_MESSAGES", ZH), ("LC_ALL", EN)], false),
        (&[], &[("LC_MESSAGES", EN), ("LC_ALL", ZH)], true),
        (&[], &[("LC_ALL", ZH), ("TUNNELSMITH_LANG", "en")], false),
        (&[], &[("LC_ALL", EN), ("TUNNELSMITH_LANG", "zh-CN")], true),
        (&["--lang", "en"], &[("TUNNELSMITH_LANG", "zh-CN")], false),
        (&["--lang", "zh-CN"], &[("TUNNELSMITH_LANG", "en"), ("LC_ALL", EN)], true),
        // No letters to show it with.
        (&[], &[("LANG", "zh_CN.GB18030")], false),
        (&[], &[("LANG", "zh_CN")], false),
        (&[], &[("LANG", ZH), ("LC_ALL", "C")], false),
        (&[], &[("LANG", ZH), ("TERM", "linux")], false),
    ];
    for (options, variables, is_chinese) in table {
        for arguments in [&["check", "missing.json"][..], &["--help"], &["check", "--wrong"]] {
            let told = ran(&[arguments, options].concat(), variables);
            let told = format!("{}{}", told.out, told.err);
            let found = told.chars().any(|letter| ('\u{4E00}'..='\u{9FFF}').contains(&letter));
            assert_eq!(found, *is_chinese, "{options:?} {variables:?} {arguments:?}\n{told}");
        }
    }
}

/// Every text of a document but those that people read, by the path that leads to it.
fn skeleton(value: &Json, path: &str, found: &mut Vec<String>) {
    const SENTENCES: [&str; 4] = ["message", "meaning", "remedy", "repair"];
    match value {
        Json::Object(all) => all.iter().for_each(|(key, value)| {
            let is_said = SENTENCES.contains(&key.as_str()) && value.is_string();
            let path = format!("{path}.{key}");
            match is_said {
                true => found.push(path),
                false => skeleton(value, &path, found),
            }
        }),
        Json::Array(all) => {
            for (at, value) in all.iter().enumerate() {
                skeleton(value, &format!("{path}[{at}]"), found);
            }
        }
        other => found.push(format!("{path} = {other}")),
    }
}

#[test]
fn what_programs_read_is_the_same_in_every_language() {
    let draft = sample("virginia-legacy-ikev1.json");
    let locale = [("LANG", "zh_CN.UTF-8")];
    for arguments in [
        &["check", &draft, "--output", "json"][..],
        &["explain", "VpnConnection.NotExist", "--output", "json"],
        &["preview", &draft, "--output", "json"],
        &["drafts", "list", "--output", "json"],
    ] {
        let english = ran(arguments, &[]);
        let of_locale = ran(arguments, &locale);
        assert_eq!(english.out, of_locale.out, "the locale is for people alone: {arguments:?}");
        let asked = ran(&[arguments, &["--lang", "zh-CN"]].concat(), &[]);
        assert_eq!(english.status, asked.status, "{arguments:?}");
        let bones = |ran: &Ran| {
            let mut found = Vec::new();
            for line in ran.lines() {
                skeleton(&line, "", &mut found);
            }
            found
        };
        assert_eq!(bones(&english), bones(&asked), "{arguments:?}");
    }
    let asked = ran(&["check", &draft, "--output", "json"], &[("TUNNELSMITH_LANG", "zh-CN")]);
    assert!(asked.out.contains('。'), "it was asked for: {}", asked.out);
}
