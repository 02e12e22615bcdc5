//! The documents: short enough to be read, no link leads nowhere, every picture is there, and the commands in
//! them do what they say.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::support::{PROGRAM, SandboxProcess, root};

/// Every document: its path from the top, and its text.
fn documents() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for folder in ["", "docs"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "md") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(root()).unwrap().to_owned(), text));
            }
        }
    }
    found.sort();
    assert!(found.len() > 10, "the documents are found");
    found
}

/// The text without what stands in fences, where brackets are no links.
fn prose(text: &str) -> String {
    let mut inside = false;
    let lines = text.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        !inside && !fence
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn links(text: &str) -> Vec<String> {
    let text = prose(text);
    let starts = text.match_indices("](").map(|(at, _)| &text[at + 2..]);
    starts.filter_map(|rest| Some(rest[..rest.find(')')?].to_owned())).collect()
}

/// The anchors of a document's headings, as its readers make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let prose = prose(text);
    let headings = prose.lines().filter(|line| line.starts_with('#'));
    let anchor = |heading: &str| {
        let words = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = words.chars().filter(|sign| sign.is_alphanumeric() || "- _".contains(*sign));
        kept.map(|sign| if sign == ' ' { '-' } else { sign }).collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn the_first_page_is_short() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(text.lines().count() <= 200, "{} lines", text.lines().count());
}

#[test]
fn every_link_leads_somewhere() {
    let mut wrong = Vec::new();
    for (path, text) in documents() {
        for link in links(&text) {
            if link.starts_with("https://") {
                continue;
            }
            let (file, anchor) = link.split_once('#').map_or((&*link, None), |(a, b)| (a, Some(b)));
            let target = match file {
                "" => root().join(&path),
                file => root().join(path.parent().unwrap()).join(file),
            };
            match fs::read_to_string(&target) {
                Err(_) if target.exists() => {}
                Err(_) => wrong.push(format!("{}: {link} is not there", path.display())),
                Ok(text) => {
                    if anchor.is_some_and(|anchor| !anchors(&text).contains(anchor)) {
                        wrong.push(format!("{}: {link} has no such heading", path.display()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_picture_is_shown_somewhere() {
    let shown: BTreeSet<String> = documents()
        .iter()
        .flat_map(|(_, text)| links(text))
        .filter_map(|link| Some(Path::new(&link).file_name()?.to_string_lossy().into_owned()))
        .collect();
    for entry in fs::read_dir(root().join("assets/pictures")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(shown.contains(&name), "no document shows {name}");
    }
}

#[test]
fn every_direct_dependency_is_accounted_for() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let table = fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    let mut section = String::new();
    let mut listed = 0;
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line.to_owned();
        } else if section.ends_with("dependencies]")
            && let Some((name, _)) = line.split_once(" = ")
        {
            listed += 1;
            assert!(table.contains(&format!("`{name}`")), "docs/dependencies.md has no {name}");
        }
    }
    assert!(listed > 40);
    let packages: BTreeSet<&str> =
        manifest.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name).collect();
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    for name in rows.flat_map(|row| row.split('|').nth(1).unwrap().split(',')) {
        let name = name.trim().trim_matches('`');
        assert!(packages.contains(name), "docs/dependencies.md has {name}, which nobody uses");
    }
}

/// What stands between backticks in a text, with one blank for each gap.
fn spans(text: &str) -> Vec<String> {
    let prose = prose(text);
    let inside = prose.split('`').skip(1).step_by(2);
    inside.map(|span| span.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// The help of a command, if there is such a command.
fn help_of(path: &[&str]) -> Option<String> {
    let output = Command::new(PROGRAM).args(path).arg("--help").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let usage = format!("Usage: {}", [&["tunnelsmith"], path].concat().join(" "));
    (output.status.success() && help.contains(&usage)).then_some(help)
}

/// The long options in a piece of a command line.
fn options(span: &str) -> BTreeSet<&str> {
    let is_name = |sign: char| sign.is_ascii_lowercase() || sign == '-';
    let words = span.split(|sign: char| !is_name(sign));
    words.filter(|word| word.starts_with("--") && word.len() > 2).collect()
}

#[test]
fn every_command_named_in_a_sentence_exists_with_its_options() {
    let top = help_of(&[]).unwrap();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, text) in documents() {
        for span in spans(&text) {
            let mut words: Vec<&str> = span.split(' ').collect();
            let is_whole = words[0] == "tunnelsmith";
            words.drain(..usize::from(is_whole));
            let is_word = |word: &&&str| word.bytes().all(|byte| byte.is_ascii_lowercase());
            let mut help = top.clone();
            let mut command = Vec::new();
            for word in words.iter().take_while(is_word) {
                command.push(*word);
                let Some(deeper) = help_of(&command) else {
                    command.pop();
                    break;
                };
                help = deeper;
            }
            if command.is_empty() && !is_whole {
                continue;
            }
            seen += 1;
            if command.is_empty() && words.first().filter(|word| is_word(word)).is_some() {
                wrong.push(format!("{}: no such command: `{span}`", path.display()));
            }
            for option in options(&span) {
                if !options(&help).contains(option) {
                    wrong.push(format!("{}: no {option}: `{span}`", path.display()));
                }
            }
        }
    }
    assert!(seen > 80, "{seen} commands");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One fence of a document: the line it begins on, and what is typed and printed in it.
struct Session {
    line: usize,
    commands: Vec<Typed>,
}

/// A command, and what the document says it prints.
struct Typed {
    command: String,
    printed: Vec<String>,
}

fn sessions(text: &str) -> Vec<Session> {
    let mut sessions = Vec::new();
    let mut open: Option<Session> = None;
    for (number, line) in (1..).zip(text.lines()) {
        match &mut open {
            None if line == "```console" => {
                open = Some(Session { line: number, commands: Vec::new() });
            }
            None => {}
            Some(_) if line == "```" => sessions.extend(open.take()),
            Some(session) => match (line.strip_prefix("$ "), session.commands.last_mut()) {
                (Some(command), _) => session
                    .commands
                    .push(Typed { command: command.to_owned(), printed: Vec::new() }),
                (None, Some(last)) if last.command.ends_with('\\') => {
                    last.command.pop();
                    last.command.push_str(line.trim_start());
                }
                (None, Some(last)) => last.printed.push(line.to_owned()),
                (None, None) => panic!("line {number}: something is printed before a command"),
            },
        }
    }
    sessions
}

/// Whether a printed line is what the document says: ids, times and what stands for `…` may be others.
fn fits(said: &str, printed: &str) -> bool {
    let stable = |text: &str| {
        let words = text.split_whitespace().map(|word| {
            let is_chance = word.len() >= 16
                && word.bytes().any(|byte| byte.is_ascii_digit())
                && word.bytes().any(|byte| byte == b'-');
            if is_chance { "?".to_owned() } else { word.to_owned() }
        });
        words.collect::<Vec<_>>().join(" ")
    };
    let has_all = |line: &str, parts: &mut dyn Iterator<Item = String>| {
        let mut rest = line.to_owned();
        parts.filter(|part| !part.is_empty()).all(|part| {
            let at = rest.find(&part).map(|at| at + part.len());
            rest = at.map(|at| rest[at..].to_owned()).unwrap_or_default();
            at.is_some()
        })
    };
    let parts = || said.split('…').flat_map(|part| part.split("..."));
    has_all(printed, &mut parts().map(|part| part.trim().to_owned()))
        || has_all(&stable(printed), &mut parts().map(stable))
}

/// Runs the commands of each fence, one after another, in a folder with this package's samples, signed in at a
/// sandbox where nothing else is said. A wizard is left at once: it finds no terminal.
#[test]
fn the_commands_in_the_documents_do_what_they_say() {
    let sandbox = SandboxProcess::start(&[]);
    let mut ran = 0;
    for (path, text) in documents() {
        let home = TempDir::new().unwrap();
        let folder = prepare(&home);
        for session in sessions(&text) {
            let mut last = 0;
            for typed in &session.commands {
                let place = format!("{}:{}: {}", path.display(), session.line, typed.command);
                let command = format!("(exit {last}); {}", typed.command);
                let (status, printed) = type_in(&command, &home, &folder, &sandbox);
                last = status.unwrap_or(-1);
                // One says in its text that it ends otherwise.
                let expected = typed.printed.iter().any(|line| line.starts_with("  refused"));
                assert!(
                    matches!(status, Some(0 | 3)) || expected,
                    "{place}\nends with {status:?}:\n{printed}"
                );
                let mut lines = printed.lines();
                for said in
                    typed.printed.iter().filter(|line| !line.trim_matches(['…', ' ']).is_empty())
                {
                    assert!(
                        lines.any(|line| fits(said, line)),
                        "{place}\ndoes not print {said:?} there:\n{printed}"
                    );
                }
                ran += 1;
            }
        }
    }
    assert!(ran > 15, "{ran} commands");
}

/// A folder with what the documents name.
fn prepare(home: &TempDir) -> PathBuf {
    let folder = home.path().join("work");
    let drafts = folder.join("assets/drafts");
    fs::create_dir_all(&drafts).unwrap();
    for entry in fs::read_dir(root().join("assets/drafts")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), drafts.join(entry.file_name())).unwrap();
    }
    fs::copy(drafts.join("frankfurt-bgp.json"), folder.join("fra.json")).unwrap();
    for entry in fs::read_dir(root().join("tests/data/documents")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    folder
}

fn type_in(
    command: &str,
    home: &TempDir,
    folder: &Path,
    sandbox: &SandboxProcess,
) -> (Option<i32>, String) {
    let program = Path::new(PROGRAM).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::env::split_paths(&path).collect::<Vec<_>>();
    let paths = std::env::join_paths([program.to_owned()].into_iter().chain(paths)).unwrap();
    let ended = Command::new("sh")
        .args(["-c", &format!("{command} 2>&1")])
        .current_dir(folder)
        .env_clear()
        .env("PATH", paths)
        .env("HOME", home.path())
        .env("TUNNELSMITH_ENDPOINT", &sandbox.endpoint)
        .env("ALIBABA_CLOUD_ACCESS_KEY_ID", &sandbox.id)
        .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", &sandbox.secret)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (ended.status.code(), String::from_utf8_lossy(&ended.stdout).into_owned())
}
