//! No sentence stands in the code: what a person reads is a text of `assets/locales`.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::rooms::source::{self, Source};

/// What a person never reads as it stands there: what the service or a device says or is sent, words that
/// are looked for in texts of others, what is written for other programs and for the authors.
const NOT_FOR_READERS: [&str; 18] = [
    // The service, and what stands for it.
    "sandbox/",
    // Configurations of devices.
    "peer/",
    "peer.rs",
    // What stands in texts that people paste and files that they name.
    "drafts/import/",
    "explain/",
    "rpc/",
    // Commands and files for other programs.
    "export/",
    "cli/sheet/html.rs",
    // Words of clap, in whose place others are put.
    "cli/command.rs",
    "cli/usage.rs",
    "cli/args.rs",
    "cli/args/",
    // The report of a panic, and notes in a file of secrets: the authors and other programs read them.
    "tui/terminal/panic_hook.rs",
    "drafts/identity.rs",
    // Words of the parser, which are told apart by them.
    "drafts/json.rs",
    // Rules say these in their own words.
    "connection/value.rs",
    "connection/token.rs",
    // What is wrong with a text itself.
    "text/texts.rs",
];

/// Single literals elsewhere that are no sentences.
const NOT_SENTENCES: [&str; 11] = [
    // Kinds of an account that the journal compares, JSON keys and words of JSON output.
    "access key",
    "not known",
    // Commands to copy.
    "  tunnelsmith gateways --region eu-central-1 --endpoint {endpoint}",
    "tunnelsmith replay {name} --allow {}{sandbox}",
    // The library keeps the type of this error to itself.
    "tunnel error",
    // Names of steps in lines for other programs.
    "bind: {router}",
    "bind: {}",
    "route table: {told}",
    "wait: {}. {reason}",
    // Names of files.
    "(conflict {time}, {number})",
    "(conflict {time})",
];

#[test]
fn no_sentence_stands_in_the_code() {
    let mut found = Vec::new();
    for file in Source::read(&source::folder()).files {
        if NOT_FOR_READERS.iter().any(|part| file.name.starts_with(part)) {
            continue;
        }
        let tokens: TokenStream = file.text.parse().expect("source");
        let mut literals = Vec::new();
        collect(tokens, &mut literals);
        let sentences = literals.into_iter().filter(|text| is_sentence(text));
        let sentences = sentences.filter(|text| !NOT_SENTENCES.contains(&text.as_str()));
        found.extend(sentences.map(|text| format!("{}: {text:?}", file.name)));
    }
    super::assert_none(found);
}

/// The text literals in these tokens that may reach a person.
fn collect(tokens: TokenStream, literals: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    let mut before = String::new();
    let mut is_test = false;
    while let Some(token) = tokens.next() {
        match token {
            // Attributes: notes for the compiler, but for the text of an error.
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                // Those of a whole file have a mark of their own.
                tokens.next_if(|next| next.to_string() == "!");
                if let Some(TokenTree::Group(group)) = tokens.peek()
                    && group.delimiter() == Delimiter::Bracket
                {
                    let text = group.stream().to_string();
                    is_test |= text.starts_with("cfg") && text.contains("test");
                    if text.starts_with("error") {
                        collect(group.stream(), literals);
                    }
                    tokens.next();
                }
            }
            TokenTree::Group(group) => {
                if !std::mem::take(&mut is_test) && !is_for_authors(&before, &group) {
                    collect(group.stream(), literals);
                }
            }
            TokenTree::Ident(word) => before = word.to_string(),
            TokenTree::Punct(mark) => {
                is_test &= mark.as_char() != ';';
                if mark.as_char() != '!' {
                    before.clear();
                }
            }
            TokenTree::Literal(literal) => {
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    literals.push(text.value());
                }
            }
        }
    }
}

/// What says why the code itself is wrong.
fn is_for_authors(before: &str, group: &Group) -> bool {
    const PANICS: [&str; 5] = ["expect", "panic", "unreachable", "assert", "debug_assert"];
    group.delimiter() == Delimiter::Parenthesis && PANICS.contains(&before)
}

/// Two words of small letters beside each other.
fn is_sentence(text: &str) -> bool {
    let is_word = |word: &str| {
        let word = word.trim_end_matches([',', ';', ':', '.']);
        word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    let words: Vec<&str> = text.split([' ', '\n']).collect();
    words.windows(2).any(|pair| is_word(pair[0]) && (is_word(pair[1]) || pair[1].starts_with('{')))
}

#[test]
fn a_sentence_is_found_wherever_it_stands() {
    let code = r##"
        #[error("no such file: {0}")]
        struct A;
        #[expect(dead_code, reason = "kept for later")]
        fn b() { say(&format!("cannot be written: {error}")); map.get("a b").expect("is always there"); }
        #[cfg(test)]
        mod tests { const C: &str = "what a test says"; }
        const D: &str = "undo-last";
    "##;
    let mut literals = Vec::new();
    collect(code.parse().unwrap(), &mut literals);
    literals.retain(|text| is_sentence(text));
    assert_eq!(literals, ["no such file: {0}", "cannot be written: {error}"]);
}
