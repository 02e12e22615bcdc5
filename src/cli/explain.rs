//! `tunnelsmith explain`: a code of the service, without asking it.

use serde_json::json;

use crate::connection::closest;
use crate::explain::{Refusal, codes, explain};
use crate::text::printable;

use super::args::ExplainArgs;
use super::exit::Exit;
use super::output::{Output, Tone};

pub fn run(wanted: &ExplainArgs, output: &Output) -> Exit {
    let exact = codes().find(|code| code.eq_ignore_ascii_case(&wanted.code));
    let code = exact.unwrap_or(&wanted.code);
    let refusal = Refusal { code: code.to_owned(), ..Refusal::default() };
    let found = explain(&output.texts, &refusal, None);
    if output.is_json() {
        output.json(&json!({
            "code": found.code,
            "known": found.known,
            "meaning": found.meaning,
            "remedy": found.remedy,
            "field": found.field.map(|field| field.to_string()),
            "retryable": found.retryable,
        }));
    } else {
        output.line(&output.paint(Tone::Bold, &printable(&found.code)));
        output.paragraph(2, &found.meaning);
        output.paragraph(2, &found.remedy);
        if let Some(field) = found.field {
            let line =
                output.texts.say_with("explain-field", &[("field", field.to_string().into())]);
            output.paragraph(2, &line);
        }
        // Of a code that no page lists, neither is known.
        if found.known {
            let retry = if found.retryable { "explain-retry" } else { "explain-no-retry" };
            output.paragraph(2, &output.texts.say(retry));
        }
    }
    if found.known {
        return Exit::Done;
    }
    if let Some(nearest) = closest(code, codes().map(str::to_owned)) {
        output.note(&output.texts.say_with("explain-nearest", &[("code", nearest.into())]));
    }
    Exit::Usage
}
