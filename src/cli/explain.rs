//! `tunnelsmith explain`: an error of the service or a rule, without asking anybody.

use std::path::Path;

use serde_json::json;

use crate::connection::Rule;
use crate::drafts::import::TEXT_LIMIT;
use crate::drafts::load_any_text;
use crate::explain::{
    self, Explanation, PastedRefusal, explain, explain_gateway, nearest_code, parse_pasted,
};
use crate::text::printable;

use super::args::ExplainArgs;
use super::exit::{Exit, ExitResult};
use super::output::{Output, Tone};

pub fn run(wanted: &ExplainArgs, output: &Output) -> ExitResult {
    let text = if wanted.text == "-" {
        let text = load_any_text(Path::new("-"), TEXT_LIMIT);
        text.map_err(|error| output.usage(&error.to_string()))?.as_str().to_owned()
    } else {
        wanted.text.clone()
    };
    if let Some(rule) = Rule::from_id(text.trim()) {
        return Ok(show_rule(output, rule));
    }
    let found = parse_pasted(&text);
    if found.refusal.code.is_empty() {
        return Ok(without_code(output, &found));
    }
    let mut explanation = explain(&output.texts, &found.refusal, None);
    let gateway = found.is_about_gateway().then(|| explain_gateway(&output.texts, &found.refusal));
    if let Some((meaning, remedy)) = gateway.flatten() {
        explanation = Explanation { known: true, field: None, meaning, remedy, ..explanation };
    }
    show(output, &explanation, &found);
    if explanation.known {
        return Ok(Exit::Done);
    }
    if let Some(nearest) = nearest_code(&found.refusal.code) {
        output.note(&output.texts.format("explain-nearest", &[("code", nearest.into())]));
    }
    Err(Exit::Usage)
}

fn show(output: &Output, found: &Explanation, text: &PastedRefusal) {
    if output.is_json() {
        output.json(&json!({
            "code": found.code,
            "known": found.known,
            "meaning": found.meaning,
            "remedy": found.remedy,
            "field": found.field.map(|field| field.to_string()),
            "retryable": found.retryable,
            "operation": text.operation,
            "request_id": found.request_id,
        }));
        return;
    }
    output.line(&output.paint(Tone::Bold, &printable(&found.code)));
    output.paragraph(2, &found.meaning);
    output.paragraph(2, &found.remedy);
    let operation = text.operation.clone();
    for (id, name, value) in [
        ("explain-field", "field", found.field.map(|field| field.to_string())),
        ("explain-operation", "operation", operation.map(|name| printable(&name).into_owned())),
        ("explain-request-id", "id", found.request_id.clone()),
    ] {
        if let Some(value) = value {
            output.paragraph(2, &output.texts.format(id, &[(name, value.into())]));
        }
    }
    // Of a code that no page lists, neither is known.
    if found.known {
        let retry = if found.retryable { "explain-retry" } else { "explain-no-retry" };
        output.paragraph(2, &output.texts.say(retry));
    }
}

fn show_rule(output: &Output, rule: Rule) -> Exit {
    let texts = &output.texts;
    let meaning = explain::rule_text(texts, rule);
    let severity = texts.severity(rule.severity());
    let remedy = texts.say("explain-rule-remedy");
    if output.is_json() {
        output.json(&json!({
            "rule": rule.id(), "known": true, "severity": severity, "meaning": meaning, "remedy": remedy,
        }));
        return Exit::Done;
    }
    let head = [("rule", rule.id().into()), ("severity", severity.into())];
    output.line(&output.paint(Tone::Bold, &texts.format("explain-rule", &head)));
    output.paragraph(2, &meaning);
    output.paragraph(2, &remedy);
    Exit::Done
}

fn without_code(output: &Output, found: &PastedRefusal) -> Exit {
    let (meaning, remedy) = match found.unanswered {
        true => {
            (output.texts.say("explain-no-answer"), output.texts.say("explain-no-answer-remedy"))
        }
        false => (output.texts.say("explain-no-code"), String::new()),
    };
    if !found.unanswered {
        return output.usage(&meaning);
    }
    if output.is_json() {
        output.json(&json!({ "code": null, "known": true, "meaning": meaning, "remedy": remedy }));
    } else {
        output.paragraph(0, &meaning);
        output.paragraph(0, &remedy);
    }
    Exit::Done
}
