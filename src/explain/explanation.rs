//! From a refusal to what is said about it.

use crate::connection::{Arg, Draft, FieldPath};
use crate::rpc::codes::{self, Code};
use crate::text::Texts;

use super::refusal::Refusal;
use super::{field, message};

/// A refusal in plain words. Every text in it is safe to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The service's code.
    pub code: String,
    /// Whether the words are about this code or its family; otherwise they only pass on the message.
    pub known: bool,
    /// What has happened.
    pub meaning: String,
    /// What to do about it.
    pub remedy: String,
    /// The field to go to.
    pub field: Option<FieldPath>,
    /// Whether the same request, with the same client token, may be sent again after a pause.
    pub retryable: bool,
    /// The page the service points to, if its address is a harmless one.
    pub recommend: Option<String>,
    /// What support asks for.
    pub request_id: Option<String>,
}

/// Explains a refusal of `draft`, or of some other call if there is none.
///
/// The draft tells which tunnel the service means, and which keys must not be repeated.
pub fn explain(texts: &Texts, refusal: &Refusal, draft: Option<&Draft>) -> Explanation {
    let stand_in = Draft::default();
    let case = RefusalContext { texts, refusal, draft: draft.unwrap_or(&stand_in) };
    let code = refusal.code.as_str();
    if let Some(entry) = codes::find(code) {
        return case.documented(entry);
    }
    if codes::is_throttling(code) {
        return case.described("error-Throttling", &[], None);
    }
    case.family().unwrap_or_else(|| case.unknown())
}

/// One refusal with what is needed to explain it.
struct RefusalContext<'a> {
    texts: &'a Texts,
    refusal: &'a Refusal,
    draft: &'a Draft,
}

impl RefusalContext<'_> {
    /// The message without the part that repeats the request.
    fn message(&self) -> &str {
        message::without_request(self.refusal.message.as_deref().unwrap_or_default())
    }

    fn documented(&self, entry: &Code) -> Explanation {
        let gaps = entry.values(self.message()).unwrap_or_default();
        let mut values: Vec<String> =
            gaps.iter().map(|value| message::sanitize(value, self.draft)).collect();
        let named = match (entry.field, field::family(entry.code)) {
            (None, Some((_, ""))) => field::named_in(self.message(), self.draft.mode()),
            (name, _) => name,
        };
        let path = named.and_then(|name| self.locate(name, &gaps));
        if let (None, true, Some(path)) = (entry.field, values.is_empty(), path) {
            values.push(self.texts.path_label(path));
        }
        let id = format!("error-{}", entry.code.replace('.', "-"));
        self.described(&id, &values, path)
    }

    /// `Missing<Parameter>` and its like, which the service makes for every parameter.
    fn family(&self) -> Option<Explanation> {
        let (family, name) = field::family(&self.refusal.code)?;
        let name = match field::spelt(name, self.draft.mode()) {
            Some(name) => name,
            None if field::names_none(&self.refusal.code) => {
                field::named_in(self.message(), self.draft.mode())?
            }
            None => return None,
        };
        let path = self.locate(name, &[])?;
        let meaning = self
            .texts
            .format(family.id(), &[("parameter", Arg::from(self.texts.path_label(path)))]);
        let remedy = self.texts.say(&format!("{}.remedy", family.id()));
        Some(self.explanation(true, meaning, remedy, Some(path)))
    }

    fn unknown(&self) -> Explanation {
        let said = message::sanitize(self.message(), self.draft);
        let id = if said.is_empty() { "error-unknown" } else { "error-unknown.found" };
        let code = message::sanitize_and_truncate(&self.refusal.code);
        let args = [("code", Arg::from(code)), ("message", Arg::from(said))];
        let meaning = self.texts.format(id, &args);

        let mut explanation = self.explanation(false, meaning, String::new(), None);
        let http = self.refusal.http;
        let advice = match (codes::leaves_outcome_unknown(&self.refusal.code, http), http) {
            (true, _) => "open",
            (false, Some(429)) => "later",
            (false, Some(_)) => "remedy",
            (false, None) => "unsure",
        };
        let mut remedy = self.texts.say(&format!("error-unknown.{advice}"));
        for (id, name, value) in [
            ("error-unknown.link", "link", &explanation.recommend),
            ("error-unknown.request", "request", &explanation.request_id),
        ] {
            if let Some(value) = value {
                remedy.push(' ');
                remedy += &self.texts.format(id, &[(name, Arg::from(value.clone()))]);
            }
        }
        explanation.remedy = remedy;
        explanation
    }

    fn locate(&self, name: &str, gaps: &[&str]) -> Option<FieldPath> {
        let missing =
            matches!(field::family(&self.refusal.code), Some((field::Family::Missing, _)));
        field::locate(name, self.draft, self.message(), gaps, missing)
    }

    /// The words under `id`, with the values of the message if there are as many as they want.
    fn described(&self, id: &str, values: &[String], path: Option<FieldPath>) -> Explanation {
        let names: Vec<String> =
            (1..=values.len()).map(|number| format!("value{number}")).collect();
        let args: Vec<(&str, Arg)> = names
            .iter()
            .zip(values)
            .map(|(name, value)| (name.as_str(), Arg::from(value.clone())))
            .collect();
        let found = (!args.is_empty())
            .then(|| self.texts.try_format(&format!("{id}.found"), &args).ok())
            .flatten();
        let meaning = found.unwrap_or_else(|| self.texts.say(id));
        let remedy = self.texts.say(&format!("{id}.remedy"));
        self.explanation(true, meaning, remedy, path)
    }

    fn explanation(
        &self,
        known: bool,
        meaning: String,
        remedy: String,
        field: Option<FieldPath>,
    ) -> Explanation {
        let code = &self.refusal.code;
        // An answer of the 500s says nothing against the request itself (RFC 9110, 15.6).
        let server = self.refusal.http.is_some_and(|status| matches!(status, 429 | 500..=599));
        Explanation {
            code: message::sanitize_and_truncate(code),
            known,
            meaning,
            remedy,
            field,
            retryable: codes::is_retryable(code)
                || (!known && (server || codes::leaves_outcome_unknown(code, None))),
            recommend: self.refusal.recommend.as_deref().and_then(|link| self.link(link)),
            request_id: self.refusal.request_id.as_deref().map(message::sanitize_and_truncate),
        }
    }

    /// The address, if it is an ordinary web address and repeats no key.
    fn link(&self, address: &str) -> Option<String> {
        let web = address.starts_with("https://") || address.starts_with("http://");
        let plain =
            address.len() <= message::LONGEST && address.bytes().all(|b| b.is_ascii_graphic());
        let harmless = message::without_request(address) == address
            && message::without_keys(address, self.draft) == address;
        (web && plain && harmless).then(|| address.to_owned())
    }
}
