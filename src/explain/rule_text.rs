//! What a rule says, whatever the draft.

use crate::connection::Rule;
use crate::text::Texts;

/// What a rule has to say, with dots for what it would say of a draft.
pub fn rule_text(texts: &Texts, rule: Rule) -> String {
    let sentence = texts.format(&format!("rule-{}", rule.id()), &[]);
    let mut parts = sentence.split("{$");
    let mut said = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        said.push('…');
        said.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    said
}
