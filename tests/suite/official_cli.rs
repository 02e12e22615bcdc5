//! The commands for other tools, read as those tools read them.
//!
//! The rules of the official command line, as it behaves (release 3.3): a word is cut at its first `=`
//! or `:`. What stands before decides: `--name` is an option, with the rest as its value if there is
//! any; `---` and more dashes begin a value; `-x` is a short option; any other word with a dash in front
//! is refused. An option without a value takes the next word that is none, and no option may come
//! twice. Options that are not the tool's own are parameters, and have to be in the metadata of the
//! operation, which knows `Tags.N.Key` and `Tags.N.Value` and nothing inside
//! `TunnelOptionsSpecification`, unless `--force` is there.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value as Json;
use tunnelsmith::connection::catalogue;

use super::support::{run, sample};

/// Options of the tool with a value, and without, as far as our commands could hold them.
const WITH_VALUE: [&str; 4] = ["region", "method", "profile", "endpoint"];
const ALONE: [&str; 2] = ["force", "secure"];

type Options = BTreeMap<String, String>;

/// The parameters and the tool's own options that the words after the operation come to.
pub fn parse(words: &[String]) -> Result<(Options, Options), String> {
    let (mut parameters, mut options) = (Options::new(), Options::new());
    let mut open: Option<String> = None;
    let mut put = |name: &str, value: &str| {
        let is_own = WITH_VALUE.contains(&name) || ALONE.contains(&name);
        if is_own { &mut options } else { &mut parameters }
            .insert(name.to_owned(), value.to_owned())
    };
    let mut seen = Vec::new();
    for word in words {
        let (head, rest) = word.split_at(word.find(['=', ':']).unwrap_or(word.len()));
        let dashes = head.chars().take_while(|letter| *letter == '-').count();
        match dashes {
            1 => return Err(format!("not support flag form {head}")),
            2 if head.len() == 2 => return Err("not support '--' in command line".to_owned()),
            2 => {
                let name = &head[2..];
                if seen.contains(&name.to_owned()) {
                    return Err(format!("--{name} duplicated"));
                }
                seen.push(name.to_owned());
                let value = rest.get(1..).unwrap_or_default();
                put(name, value);
                let wants_more = value.is_empty() && !ALONE.contains(&name);
                open = wants_more.then(|| name.to_owned());
            }
            _ => match open.take() {
                Some(name) => {
                    put(&name, word);
                    open = word.is_empty().then_some(name);
                }
                None => return Err(format!("too many arguments: {word}")),
            },
        }
    }
    let is_known = |name: &str| {
        let parts: Vec<&str> = name.split('.').collect();
        match parts[..] {
            ["Tags", _, "Key" | "Value"] => true,
            [name] => {
                catalogue::json_groups().any(|group| group == name)
                    || catalogue::FIELDS
                        .iter()
                        .any(|field| field.own.is_some_and(|own| own.wire == name))
            }
            _ => false,
        }
    };
    if !options.contains_key("force")
        && let Some(name) = parameters.keys().find(|name| !is_known(name))
    {
        return Err(format!("'--{name}' is not a valid parameter or flag"));
    }
    Ok((parameters, options))
}

fn words(text: &[&str]) -> Vec<String> {
    text.iter().map(|word| (*word).to_owned()).collect()
}

/// The rules themselves, as the tool answers.
#[test]
fn the_rules_are_those_of_the_tool() {
    for (given, expected) in [
        (&["--Name", "a"][..], Ok("a")),
        (&["--Name=a=b:c"], Ok("a=b:c")),
        (&["--Name", "a=-b"], Ok("a=-b")),
        (&["--Name=-a"], Ok("-a")),
        (&["--Name", "---a"], Ok("---a")),
        (&["--Name", ""], Ok("")),
        (&["--Name", "-ab"], Err("not support flag form -ab")),
        (&["--Name", "--a"], Err("'--a' is not a valid parameter or flag")),
        (&["--Name", "a", "b"], Err("too many arguments: b")),
        (&["--Name", "a", "--Name", "b"], Err("--Name duplicated")),
        (
            &["--Name", "a", "--TunnelOptionsSpecification.1.TunnelIndex", "1"],
            Err("'--TunnelOptionsSpecification.1.TunnelIndex' is not a valid parameter or flag"),
        ),
        (&["--force", "--Name", "a", "--TunnelOptionsSpecification.1.TunnelIndex", "1"], Ok("a")),
    ] {
        let found = parse(&words(given)).map(|(parameters, _)| parameters["Name"].clone());
        assert_eq!(found, expected.map(str::to_owned).map_err(str::to_owned), "{given:?}");
    }
}

/// The words that a shell makes of a command.
fn split(command: &str) -> Vec<String> {
    shlex::split(&command.replace("\\\n", "")).unwrap()
}

fn preview(form: &[&str], changes: &[String], file: &str) -> (String, String) {
    let mut arguments = vec!["preview", "--reveal"];
    arguments.extend(form);
    for change in changes {
        arguments.extend(["--set", change]);
    }
    arguments.push(file);
    let ran = run(&arguments).expect(0);
    (ran.out, ran.err)
}

/// The parser's own reading of each command is the very parameters that are signed.
#[test]
fn the_tool_reads_what_is_sent() {
    let hostile = ["-rf", "--force", "---x", "a=b", "x:y", "it's \"$HOME\" `id` \\ ~; # & | > <"];
    for name in ["frankfurt-bgp.json", "hangzhou-single-policy.json"] {
        for value in hostile {
            let changes =
                [format!("Name={value}"), "Tags.1.Key=-k".to_owned(), "Tags.1.Value=".to_owned()];
            let file = sample(name);
            let (json, _) = preview(&["--output", "json"], &changes, &file);
            let params = serde_json::from_str::<Json>(&json).unwrap()["params"].clone();
            let (line, note) = preview(&["--as", "cli"], &changes, &file);
            let given = split(&line);
            assert_eq!(given[..3], ["aliyun", "vpc", "CreateVpnAttachment"]);
            let (parameters, options) =
                parse(&given[3..]).unwrap_or_else(|error| panic!("{error}: {line}"));
            assert_eq!(serde_json::to_value(parameters).unwrap(), params, "{line}");
            let is_dual = name.starts_with("frankfurt");
            assert_eq!(options.contains_key("force"), is_dual);
            assert_eq!(options.get("method").map(String::as_str), is_dual.then_some("POST"));
            assert_eq!(note.contains("all parameters in the URL"), is_dual, "{note}");
            assert!(line.lines().all(|line| line.matches(" --").count() <= 2), "one option a line");
        }
    }
}

/// A key may begin with a dash as well, and is not known when the command is printed.
#[test]
fn a_masked_key_is_joined_to_its_option() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dual.json");
    let text = fs::read_to_string(sample("frankfurt-bgp.json")).unwrap();
    fs::write(&file, text).unwrap();
    let ran = run(&["preview", "--as", "cli", file.to_str().unwrap()]).expect(0);
    assert_eq!(ran.out.matches(".Psk=\"${PSK_").count(), 2, "{}", ran.out);
    assert_eq!(ran.out.matches(".Psk ").count(), 0);
}

#[test]
fn curl_is_given_the_same_parameters_without_a_signature() {
    for name in ["frankfurt-bgp.json", "hangzhou-single-policy.json"] {
        let changes = ["Name=it's 100% & more".to_owned()];
        let (json, _) = preview(&["--output", "json"], &changes, &sample(name));
        let params = serde_json::from_str::<Json>(&json).unwrap()["params"].clone();
        let (command, note) = preview(&["--as", "curl"], &changes, &sample(name));
        assert!(note.contains("15 minutes") && note.contains("not signed"), "{note}");
        let words = split(&command);
        assert_eq!(words[..3], ["curl", "--request", "POST"]);
        assert!(words[3].starts_with("https://vpc.") && words[3].ends_with(".aliyuncs.com/"));
        let pairs = words[4..].chunks(2).map(|pair| {
            assert_eq!(pair[0], "--data-urlencode");
            let (name, value) = pair[1].split_once('=').unwrap();
            (name.to_owned(), value.to_owned())
        });
        let mut pairs: Options = pairs.collect();
        for (name, value) in
            [("Action", "CreateVpnAttachment"), ("Version", "2016-04-28"), ("Format", "JSON")]
        {
            assert_eq!(pairs.remove(name).as_deref(), Some(value));
        }
        assert_eq!(serde_json::to_value(pairs).unwrap(), params);
        let masked = run(&["preview", "--as", "curl", &sample(name)]).expect(0);
        assert!(masked.out.contains("${PSK"), "{}", masked.out);
    }
}
