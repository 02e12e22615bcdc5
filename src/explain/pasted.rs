//! An error as somebody has it before them: the block of an SDK, of Terraform or of the command line,
//! the JSON of an answer, a line of a log, or a code alone.

use serde_json::Value as Json;

use crate::rpc::codes;

use super::refusal::Refusal;

/// What could be picked out of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastedRefusal {
    /// The refusal; its code is empty where the text has none.
    pub refusal: Refusal,
    /// The operation that was refused.
    pub operation: Option<String>,
    /// Whether the text says that no answer came: the connection broke, or the time was up.
    pub unanswered: bool,
}

impl PastedRefusal {
    /// Whether a customer gateway was to be created or changed.
    pub fn is_about_gateway(&self) -> bool {
        self.operation.as_deref().is_some_and(|name| name.ends_with("CustomerGateway"))
    }
}

/// No more objects of a text are tried.
const MOST_OBJECTS: usize = 50;

/// What texts say when no answer came.
const UNANSWERED: [&str; 9] = [
    "timeout",
    "timed out",
    "deadline exceeded",
    "connection reset",
    "connection refused",
    "unexpected eof",
    "broken pipe",
    "no such host",
    "connection aborted",
];

/// How operations of the service begin that change something, and those that look.
const VERBS: [&str; 6] = ["Create", "Modify", "Delete", "Describe", "List", "Diagnose"];

/// Picks out what a text says about an error.
pub fn parse_pasted(text: &str) -> PastedRefusal {
    let text = text.trim();
    let mut refusal = answer(text).unwrap_or_default();
    let labelled = |labels: &[&str]| labels.iter().find_map(|label| value_of(text, label));
    if refusal.code.is_empty() {
        let code = labelled(&["errorcode", "error code", "error_code", "code"])
            .filter(|code| is_code(code));
        let known = || words(text).find(|word| codes::find(word).is_some());
        let alone = || words(text).next().filter(|_| words(text).nth(1).is_none());
        let likely =
            || words(text).find(|word| is_code(word) && word.contains('.') && is_error(word));
        let code = code.or_else(known).or_else(alone).or_else(likely);
        refusal.code = code.unwrap_or_default().to_owned();
    }
    // Two services may differ in capitals alone, so a code as it is known stays as it is.
    let other_capitals =
        || codes::all().iter().find(|known| known.code.eq_ignore_ascii_case(&refusal.code));
    if codes::find(&refusal.code).is_none()
        && let Some(known) = other_capitals()
    {
        refusal.code = known.code.to_owned();
    }
    let message = || line_of(text, "message").map(str::to_owned);
    refusal.message = refusal.message.or_else(message);
    let request_id = || labelled(&["requestid", "request id", "request_id"]).map(str::to_owned);
    refusal.request_id = refusal.request_id.or_else(request_id);
    refusal.recommend = refusal.recommend.or_else(|| line_of(text, "recommend").map(str::to_owned));
    let status =
        || labelled(&["statuscode", "status code", "http status", "httpcode"])?.parse().ok();
    refusal.http = refusal.http.or_else(status);
    let lower = text.to_lowercase();
    let unanswered = UNANSWERED.iter().any(|words| lower.contains(words));
    PastedRefusal { refusal, operation: operation(text), unanswered }
}

/// The error of an answer in JSON, wherever it stands in the text.
fn answer(text: &str) -> Option<Refusal> {
    let starts = text.match_indices('{').map(|(at, _)| at).take(MOST_OBJECTS);
    starts.into_iter().find_map(|at| {
        let mut values = serde_json::Deserializer::from_str(&text[at..]).into_iter::<Json>();
        refusal_of(&values.next()?.ok()?)
    })
}

fn refusal_of(value: &Json) -> Option<Refusal> {
    let members = value.as_object()?;
    let named = |names: &[&str]| {
        let mut found = members
            .iter()
            .filter(|(name, _)| names.iter().any(|known| known.eq_ignore_ascii_case(name)));
        found.find_map(|(_, value)| match value {
            Json::String(text) => Some(text.clone()),
            Json::Number(number) => Some(number.to_string()),
            _ => None,
        })
    };
    let code = named(&["Code", "ErrorCode", "error_code"]).filter(|code| is_code(code));
    let Some(code) = code else { return members.values().find_map(refusal_of) };
    Some(Refusal {
        code,
        message: named(&["Message", "ErrorMessage", "msg"]),
        request_id: named(&["RequestId", "request_id"]),
        recommend: named(&["Recommend"]),
        http: named(&["StatusCode", "HttpCode", "status"]).and_then(|status| status.parse().ok()),
    })
}

/// Whether a text can be a code: letters, digits and dots, not a number such as a status.
fn is_code(text: &str) -> bool {
    text.len() <= 100
        && text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

/// Whether a word with a dot begins as codes do; others are the names of hosts, files and types.
fn is_error(word: &str) -> bool {
    const BEGINNINGS: [&str; 11] = [
        "Invalid",
        "Illegal",
        "Missing",
        "Forbidden",
        "Forbbiden",
        "NotSupport",
        "Quota",
        "Throttling",
        "Operation",
        "Duplicated",
        "Incorrect",
    ];
    BEGINNINGS.iter().any(|beginning| word.starts_with(beginning))
}

/// The words of a text, with the dots that codes have inside.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !(letter.is_ascii_alphanumeric() || "._-".contains(letter)))
        .map(|word| word.trim_matches(['.', '-', '_']))
        .filter(|word| !word.is_empty())
}

/// Where a label ends that stands in a text with a colon or an equals sign behind it, each time.
fn labels<'a>(text: &'a str, label: &str) -> Vec<&'a str> {
    // Only ASCII letters change, so positions stay the same.
    let lower = text.to_ascii_lowercase();
    let places = lower.match_indices(label).map(|(at, _)| at);
    let behind = |at: usize| {
        let begins = !text[..at].ends_with(|last: char| last.is_ascii_alphanumeric());
        let rest = text[at + label.len()..].trim_start_matches(['"', '\'', '\\', ' ']);
        let rest = rest.strip_prefix([':', '=', '：']).filter(|_| begins)?;
        Some(rest.trim_start_matches(['"', '\'', '\\', ' ', '\t']))
    };
    places.filter_map(behind).collect()
}

/// The word behind a label; of several the first that is no status.
fn value_of<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let is_status = label.contains("status") || label == "httpcode";
    labels(text, label)
        .into_iter()
        .filter_map(|rest| rest.lines().next().and_then(|line| words(line).next()))
        .find(|word| is_status == word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The rest of the line behind a label.
fn line_of<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let line = labels(text, label).first()?.lines().next()?;
    let line = line.trim().trim_end_matches(['"', '\'', '\\', ',', '}']);
    (!line.is_empty()).then_some(line)
}

/// The operation that a text names.
fn operation(text: &str) -> Option<String> {
    let is_operation = |word: &&str| {
        let rest = VERBS.iter().find_map(|verb| word.strip_prefix(verb));
        rest.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_uppercase()))
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    words(text).find(is_operation).map(str::to_owned)
}
