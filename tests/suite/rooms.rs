//! The arrows between the rooms point where the table in `src/lib.rs` says, and secrets are opened
//! only where they may be.

mod circles;
mod figures;
pub mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use source::Source;

fn sources() -> Vec<(String, String)> {
    let src = source::folder();
    let mut folders = vec![src.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&src).unwrap();
                let text = fs::read_to_string(&path).unwrap();
                files.push((name.to_string_lossy().into_owned(), text));
            }
        }
    }
    files.sort();
    files
}

/// Room to the rooms it may name, as the table says.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let lib = fs::read_to_string(source::folder().join("lib.rs")).unwrap();
    let rows = lib.lines().filter_map(|line| line.strip_prefix("//! - [`"));
    let mut table: BTreeMap<String, BTreeSet<String>> = rows
        .map(|row| {
            let (room, rest) = row.split_once("`]").unwrap();
            let named = rest.rsplit_once("names ").map_or("", |(_, named)| named);
            let named = if named.starts_with("no other") { "" } else { named };
            let named = named.split(", ").map(str::trim).filter(|name| !name.is_empty());
            (room.to_owned(), named.map(str::to_owned).collect())
        })
        .collect();
    let all: BTreeSet<String> = table.keys().cloned().collect();
    for named in table.values_mut() {
        if named.contains("all of them") {
            named.clone_from(&all);
        }
    }
    table
}

/// The code without comments and without what only tests see.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn rooms_name_only_the_rooms_they_may() {
    let table = table();
    assert!(table.len() >= 10, "{table:?}");
    for (file, text) in sources() {
        let room = file.split(['/', '.']).next().unwrap().to_owned();
        if matches!(room.as_str(), "lib" | "main") {
            continue;
        }
        let may = table.get(&room).unwrap_or_else(|| panic!("{room} is not in the table"));
        let code = code(&text);
        for (at, _) in code.match_indices("crate::") {
            let named: String = code[at + 7..]
                .chars()
                .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
                .collect();
            assert!(
                named == room || may.contains(&named),
                "src/{file} names {named}, which {room} may not"
            );
        }
    }
}

#[test]
fn pure_rooms_touch_neither_clock_nor_files_nor_network() {
    let banned: [(&str, &[&str]); 8] = [
        ("connection", &["std::fs", "std::io", "std::env", "std::net::Tcp", "::now()", "tokio"]),
        ("rpc", &["std::fs", "std::env", "std::net", "::now()", "tokio", "reqwest"]),
        ("peer", &["std::fs", "std::io", "std::env", "std::net::Tcp", "::now()", "tokio"]),
        ("text", &["std::fs", "std::net", "::now()", "tokio", "reqwest"]),
        ("explain", &["std::fs", "std::net", "::now()", "tokio", "reqwest"]),
        ("flow", &["println!", "eprintln!", "std::io::std"]),
        ("plain", &["std::fs", "tempfile", "reqwest", "std::net::Tcp", "println!", "std::io::std"]),
        ("tui", &["std::fs", "tempfile", "reqwest", "std::net::Tcp", "println!"]),
    ];
    for (file, text) in sources() {
        let code = code(&text);
        for (room, words) in banned {
            if file.split(['/', '.']).next() == Some(room) {
                for word in words {
                    assert!(!code.contains(word), "src/{file} has {word}");
                }
            }
        }
    }
}

/// Files are opened and made in one room, so that each is bounded, private and synced.
#[test]
fn files_are_opened_in_their_own_room_alone() {
    // A folder is listed, and an open file locked, where the names in it mean something.
    let banned = ["File::open", "File::create", "OpenOptions", "fs::read(", "read_to_string(&path"];
    for (file, text) in sources() {
        if !file.starts_with("files") {
            let code = code(&text);
            let word = banned.iter().find(|word| code.contains(**word));
            assert_eq!(word, None, "src/{file} opens a file by itself");
        }
    }
}

/// A file that no module declares is not compiled, and nobody notices when it goes wrong.
#[test]
fn every_file_is_part_of_the_program() {
    let files = sources();
    for (file, _) in &files {
        let path = Path::new(file).with_extension("");
        let (name, folder) = (path.file_name().unwrap().to_str().unwrap(), path.parent().unwrap());
        if folder == Path::new("") && matches!(name, "lib" | "main") {
            continue;
        }
        let parent = match folder.to_str().unwrap() {
            "" => "lib.rs".to_owned(),
            folder => format!("{folder}.rs"),
        };
        let (_, text) = files.iter().find(|(file, _)| *file == parent).unwrap();
        let declared = text.lines().any(|line| line.ends_with(&format!("mod {name};")));
        assert!(declared, "src/{parent} does not declare {name}");
    }
}

/// Where a secret's text may be opened, and why.
const OPENERS: [(&str, &str); 29] = [
    ("connection/key.rs", "takes blanks out of a key"),
    ("connection/rules/keys.rs", "judges keys"),
    ("drafts/sealed.rs", "seals a key"),
    ("peer/json.rs", "the key as the device's own text holds it"),
    ("peer/device_rules/table.rs", "judges whether a device takes a key as it is"),
    ("peer/key_rules.rs", "the key in the device's own configuration, when asked for"),
    ("rpc/params.rs", "the bytes that are signed and sent; what must be redacted"),
    ("rpc/flat.rs", "the JSON text that is sent"),
    ("rpc/sign.rs", "signs"),
    ("drafts/journal/version.rs", "masks keys before a digest"),
    ("flow/resume.rs", "a digest under a key, to know a request again"),
    ("drafts/writer.rs", "writes a key that was typed into the draft"),
    ("export/request.rs", "shows a key when asked to reveal it"),
    ("tui/widgets/key_input.rs", "a key being typed, and a key that is to be shown"),
    ("cloud/attempt.rs", "what must be redacted from answers"),
    ("cloud/transport.rs", "sends body and headers"),
    ("cli/sandbox.rs", "publishes the access keys of the sandbox"),
    ("cloud/proxy.rs", "the address of a proxy may hold a password"),
    ("cloud/credentials/key.rs", "judges whether an access key can be one"),
    ("cloud/credentials/fetch.rs", "the token of the metadata service"),
    ("cloud/credentials/lenient.rs", "takes blanks away around a key"),
    ("cloud/credentials/process.rs", "the words of a command that prints a key"),
    ("sandbox/auth.rs", "the sandbox verifies signatures"),
    ("sandbox/customer_gateways.rs", "the sandbox judges a BGP key"),
    ("sandbox/describe.rs", "the sandbox shows keys, as the service does"),
    ("sandbox/validate.rs", "the sandbox judges keys"),
    ("sandbox/request.rs", "the sandbox reads requests"),
    ("sandbox/sts.rs", "the sandbox hands out temporary keys"),
    ("sandbox/ids.rs", "the sandbox makes keys up"),
];

#[test]
fn secrets_are_opened_only_where_they_are_signed_sent_or_judged() {
    let may: BTreeSet<&str> = OPENERS.iter().map(|(file, _)| *file).collect();
    for (file, text) in sources() {
        if code(&text).contains("expose()") || code(&text).contains("Secret::expose") {
            assert!(may.contains(file.as_str()), "src/{file} opens a secret");
        } else {
            assert!(!may.contains(file.as_str()), "src/{file} opens no secret any more");
        }
    }
}

/// Which file names what another defines has a direction: one can be read after the other.
#[test]
fn no_file_names_another_that_leads_back_to_it() {
    let source = Source::read(&source::folder());
    let arrows = circles::arrows(&source);
    let circles = circles::circles(source.files.len(), &arrows);
    let told: Vec<String> = circles
        .iter()
        .map(|(group, shortest)| {
            let files = group.len();
            format!("one of {files} files:\n{}", circles::told(&source, &arrows, shortest))
        })
        .collect();
    assert!(told.is_empty(), "{} circles\n{}", told.len(), told.join("\n"));
}

#[test]
fn no_two_public_types_share_a_name() {
    let types = figures::public_types(&Source::read(&source::folder()));
    assert!(types.len() > 100, "{}", types.len());
    let shared: Vec<String> = types
        .iter()
        .filter(|(_, places)| places.len() > 1)
        .map(|(name, places)| format!("{name}: {}", places.join(", ")))
        .collect();
    assert!(shared.is_empty(), "{}", shared.join("\n"));
}

/// What a RAM policy has to allow is one list, and nothing is called that is not on it.
#[test]
fn operations_of_the_service_are_named_in_one_list() {
    const LIST: &str = "cloud/operations/product.rs";
    for (file, text) in sources() {
        if file != LIST && (file.starts_with("cloud") || file.starts_with("flow")) {
            // What a function gives back is named by the list as well.
            let code = code(&text).replace("-> Operation {", "");
            assert!(!code.contains("Operation {"), "src/{file} names an operation");
        }
    }
}

/// A RAM policy that allows what nobody calls is not the least that is needed.
#[test]
fn an_operation_is_in_the_policy_where_the_program_calls_it_and_only_there() {
    let sources: Vec<(String, String)> =
        sources().into_iter().map(|(file, text)| (file, code(&text))).collect();
    let is_client = |file: &str| file.starts_with("cloud/operations");
    // Nobody else has a client in hand.
    let is_caller = |file: &str| file.starts_with("cloud") || file.starts_with("flow");
    let callers: Vec<&String> = sources
        .iter()
        .filter(|(file, _)| is_caller(file) && !is_client(file))
        .map(|(_, text)| text)
        .collect();
    let is_called = |call: &str| callers.iter().any(|text| text.contains(call));
    let list = sources.iter().find(|(file, _)| file == "cloud/operations/product.rs").unwrap();
    let operations: Vec<Vec<&str>> = list
        .1
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .filter(|words| words.len() == 5 && words[4].ends_with(';') && words[1] != "\"sts\"")
        .collect();
    assert!(operations.len() > 20, "{operations:?}");
    for words in operations {
        let name = format!("product::{}", words[0]);
        // By the function that names it, or by the variant that stands for it.
        let mut calls = Vec::new();
        for (_, text) in sources.iter().filter(|(file, _)| is_client(file)) {
            let mut function = "";
            for line in text.lines() {
                let rest = line.split_once("fn ").map(|(_, rest)| rest);
                function = rest.and_then(|rest| rest.split(['(', '<']).next()).unwrap_or(function);
                let of_line = line.split(|letter: char| !is_word(letter) && letter != ':');
                if of_line.into_iter().any(|word| word == name) {
                    let variant = line.trim().strip_prefix("Self::");
                    let variant = variant.and_then(|rest| rest.split(' ').next());
                    calls.push(match variant {
                        Some(variant) => format!("RouteTableChange::{variant};"),
                        None => format!(".{function}("),
                    });
                }
            }
        }
        assert!(!calls.is_empty(), "nothing calls {name}");
        assert!(calls.iter().any(|call| is_called(call)), "{name}: {calls:?}");
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Told with `--nocapture`; of another checkout where `TUNNELSMITH_SOURCE` names its `src`.
#[test]
fn the_figures_can_be_told() {
    let source = Source::read(&source::folder());
    let files = sources();
    let lines: usize = files.iter().map(|(_, text)| text.lines().count()).sum();
    println!("lines of src: {lines} in {} files", files.len());
    let long = figures::long_files(&source);
    println!("files over {} lines: {}", figures::LONG_FILE, long.len());
    for (lines, name) in long {
        println!("  {lines} src/{name}");
    }
    let functions = figures::functions(&source);
    let long = functions.iter().take_while(|(lines, _)| *lines > figures::LONG_FUNCTION);
    let long: Vec<_> = long.collect();
    println!(
        "functions: {}, median {} lines, nine in ten up to {}",
        functions.len(),
        functions[functions.len() / 2].0,
        functions[functions.len() / 10].0
    );
    println!("functions over {} lines: {}", figures::LONG_FUNCTION, long.len());
    for (lines, name) in long {
        println!("  {lines} {name}");
    }
    let arrows = circles::arrows(&source);
    let circles = circles::circles(source.files.len(), &arrows);
    let both_ways =
        arrows.keys().filter(|(from, to)| from < to && arrows.contains_key(&(*to, *from)));
    let inside: usize = circles.iter().map(|(files, _)| files.len()).sum();
    println!(
        "circles: {} of {inside} files, {} pairs that name each other",
        circles.len(),
        both_ways.count()
    );
    for (files, shortest) in &circles {
        let names: Vec<&str> = files.iter().map(|file| &*source.files[*file].name).collect();
        println!(" {}\n{}", names.join(" "), circles::told(&source, &arrows, shortest));
    }
    let types = figures::public_types(&source);
    let shared: Vec<_> = types.iter().filter(|(_, places)| places.len() > 1).collect();
    println!("names of public types used twice: {} of {}", shared.len(), types.len());
    for (name, places) in shared {
        println!("  {name}: {}", places.join(", "));
    }
    assert!(functions.len() > 1000, "{}", functions.len());
}
