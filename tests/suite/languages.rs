//! Every language says the same: each text has its translation, with the same values, in the terms of the
//! field and the typography of the script. What is found is told all at once, as a list to work off.

mod chinese;
mod hard_coded;
mod patterns;
mod spoken;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use tunnelsmith::text::Language;
use unicode_width::UnicodeWidthStr as _;

use patterns::{Said, read};

/// The texts of a language: its id, its file, and what it says.
fn texts(language: Language) -> BTreeMap<String, (String, Said)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/locales").join(language.tag());
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a language has its folder") {
        let path = entry.expect("readable").path();
        let file = path.file_name().expect("a file").to_string_lossy().into_owned();
        let source = fs::read_to_string(&path).expect("readable");
        for (id, said) in read(&source) {
            all.insert(id, (file.clone(), said));
        }
    }
    all
}

fn others() -> impl Iterator<Item = Language> {
    Language::ALL.iter().copied().filter(|language| *language != Language::English)
}

#[track_caller]
fn assert_none(found: Vec<String>) {
    assert!(found.is_empty(), "{} found:\n{}", found.len(), found.join("\n"));
}

#[test]
fn each_text_is_translated_and_no_translation_is_left_over() {
    let english = texts(Language::English);
    let mut found = Vec::new();
    for language in others() {
        let own = texts(language);
        for (id, (file, _)) in &english {
            match own.get(id) {
                None => found.push(format!("{}: no {id} ({file})", language.tag())),
                Some((other, _)) if other != file => {
                    found.push(format!("{}: {id} is in {other}, not in {file}", language.tag()));
                }
                Some(_) => {}
            }
        }
        let left = own.keys().filter(|id| !english.contains_key(*id));
        found.extend(left.map(|id| format!("{}: nothing says {id}", language.tag())));
    }
    assert_none(found);
}

/// A value may be missing where English needs it for a plural alone.
#[test]
fn no_value_is_lost_or_added() {
    let english = texts(Language::English);
    let mut found = Vec::new();
    for language in others() {
        for (id, (_, own)) in texts(language) {
            let Some((_, said)) = english.get(&id) else { continue };
            for name in own.values().difference(&said.values()) {
                found.push(format!("{}: {id} has ${name}, which it is not given", language.tag()));
            }
            let needed: BTreeSet<String> =
                said.values().difference(&said.plurals).cloned().collect();
            for name in needed.difference(&own.values()) {
                found.push(format!("{}: {id} lacks ${name}", language.tag()));
            }
        }
    }
    assert_none(found);
}

/// What chooses between variants is a word of the program, and each of its words has to be known.
#[test]
fn no_variant_is_lost_or_added() {
    let english = texts(Language::English);
    let is_word =
        |key: &String| !matches!(key.as_str(), "one" | "other") && key.parse::<u64>().is_err();
    let mut found = Vec::new();
    for language in others() {
        for (id, (_, own)) in texts(language) {
            let Some((_, said)) = english.get(&id) else { continue };
            for (name, keys) in &said.variants {
                let Some(others) = own.variants.get(name) else { continue };
                let [keys, others] = [keys, others]
                    .map(|keys| keys.iter().filter(|key| is_word(key)).collect::<BTreeSet<_>>());
                if keys != others {
                    found.push(format!(
                        "{}: {id}, ${name}: {others:?}, not {keys:?}",
                        language.tag()
                    ));
                }
            }
        }
    }
    assert_none(found);
}

/// Turns that assets/locales/README.md rules out.
#[test]
fn english_texts_are_what_a_technical_writer_would_write() {
    const AVOIDED: &[&str] = &[
        "make-believe",
        "the like",
        "its like",
        "be had",
        "takes none",
        "take none",
        "stands",
        "stand",
        "blank",
        "blanks",
        "shall decide",
        "better do",
        "is no",
        "are no",
        "tell",
        "tells",
        "told",
        "felt",
        "aloud",
        "of its own",
        "of their own",
        "of your own",
        "anew",
        "afresh",
        "in vain",
        "all the same",
        "by itself",
        "by themselves",
        "carried over",
        "take over",
        "cipher",
        "ciphers",
        "not known",
        "some seconds",
        "at once",
        "go on",
        "goes on",
        "look at",
        "looked at",
        "whoever",
        "somebody",
        "nobody",
        "begins with",
        "says that",
        "is gone",
        "are gone",
        "for good",
        "shall",
    ];
    let mut found = Vec::new();
    for (id, (_, said)) in texts(Language::English) {
        for text in &said.spoken {
            let text = text.to_lowercase();
            let is_word = |letter: char| letter.is_alphanumeric() || letter == '-';
            let words: Vec<&str> = text.split(|letter| !is_word(letter)).collect();
            let words = format!(" {} ", words.join(" "));
            // "There is no …" and "is no longer" are English.
            let words = words.replace("there is no ", "").replace("there are no ", "");
            let words = words.replace("is no longer", "").replace("are no longer", "");
            let avoided = AVOIDED.iter().filter(|turn| words.contains(&format!(" {turn} ")));
            found.extend(avoided.map(|turn| format!("{id}: {turn:?}: {text}")));
        }
    }
    assert_none(found);
}

/// Columns on the screen, which a label has to leave room in.
#[test]
fn labels_fit_into_their_columns() {
    let mut found = Vec::new();
    for language in others() {
        let own = texts(language);
        for (id, (_, said)) in &own {
            let Some(most) = room(id, &own) else { continue };
            for text in &said.spoken {
                if text.width() > most {
                    let tag = language.tag();
                    found.push(format!(
                        "{tag}: {id} has {} of {most} columns: {text}",
                        text.width()
                    ));
                }
            }
        }
    }
    assert_none(found);
}

/// How wide the text of an id may be at most, in columns; none where it is wrapped or has room.
fn room(id: &str, all: &BTreeMap<String, (String, Said)>) -> Option<usize> {
    let is_label = id.starts_with("field-") && !id.contains(".help");
    // The short one is shown where there is one.
    let is_shown = id.ends_with(".short") || !all.contains_key(&format!("{id}.short"));
    match id {
        _ if is_label && is_shown => Some(22),
        "step-of" | "step-tunnel" => None,
        _ if id.starts_with("step-") && !id.contains("ing") => None,
        _ if id.starts_with("outcome-") || id.starts_with("severity-") => Some(8),
        _ if id.starts_with("foot-") || id.starts_with("tab-") => Some(8),
        _ if id.starts_with("origin-") => Some(12),
        _ => None,
    }
}
