//! Texts that stand for a value and are none: references that nobody resolved, masks, and the words of
//! a template (F-04), ids of other kinds of objects (F-05).

use std::sync::LazyLock;

use super::super::catalogue::{self, FieldKind};
use super::super::characters::is_blank;
use super::super::draft::Draft;
use super::super::field::{FieldPath, Key};
use super::super::finding::{Finding, Rule};
use super::shared::excerpt;

/// What a text is that is no value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PlaceholderKind {
    /// A reference to a variable: `${var.x}`, `<gateway>`, `{CGW_ID}`, `%PSK%`, `$env:PSK`.
    Reference,
    /// A value with characters struck out: `cgw-bp1****`.
    Mask,
    /// The words of a template: `your-gateway-id`, `changeme`.
    Template,
}

impl PlaceholderKind {
    /// The word for it in the sentence of a finding.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Mask => "mask",
            Self::Template => "template",
        }
    }
}

pub(super) fn check(draft: &Draft, found: &mut Vec<Finding>) {
    for path in draft.present_paths().filter(|path| path.fits(draft.mode())) {
        let Some(text) = draft.text(path) else { continue };
        let kind = catalogue::field(path.key).kind;
        // What has a form of its own is refused for that.
        if !matches!(kind, FieldKind::Text(_) | FieldKind::Id(_)) {
            continue;
        }
        let finding = |rule| Finding::at(rule, path).with("field", path);
        if let Some(stand_in) = of_field(path, text) {
            let finding = finding(Rule::F04).with("kind", stand_in.name());
            found.push(finding.with("value", excerpt(text)));
        } else if let Some((prefix, wanted)) = of_another_object(kind, text) {
            let finding = finding(Rule::F05).with("value", excerpt(text));
            found.push(finding.with("found", prefix).with("wanted", wanted));
        }
    }
}

fn of_field(path: FieldPath, text: &str) -> Option<PlaceholderKind> {
    // No such text is longer, and a name may be of any length.
    if text.len() > 200 {
        return None;
    }
    let text = text.trim_matches(is_blank);
    let is_free = matches!(
        path.key,
        Key::Name | Key::TagKey | Key::TagValue | Key::ClientToken | Key::RegionId
    );
    if holds_reference(text) || path.key == Key::CustomerGatewayId && is_expression(text) {
        Some(PlaceholderKind::Reference)
    } else if is_mask(text) || !is_free && has_ellipsis(text) {
        Some(PlaceholderKind::Mask)
    } else {
        (!is_free && is_template(text)).then_some(PlaceholderKind::Template)
    }
}

/// Whether a text is a reference that some tool should have put a value in place of.
pub(super) fn is_reference(text: &str) -> bool {
    let is_within = |open, close| text.starts_with(open) && text.ends_with(close);
    if is_within("${", "}") || is_within("{{", "}}") || is_within("$(", ")") {
        return true;
    }
    const PAIRS: [(&str, &str); 7] =
        [("<", ">"), ("‹", "›"), ("«", "»"), ("{", "}"), ("%", "%"), ("[", "]"), ("__", "__")];
    let inside = |(open, close): (&str, &str)| text.strip_prefix(open)?.strip_suffix(close);
    if PAIRS.into_iter().filter_map(inside).any(is_name) {
        return true;
    }
    let Some(variable) = text.strip_prefix('$') else { return false };
    let named = variable.get(..4).filter(|scope| scope.eq_ignore_ascii_case("env:"));
    named.is_some_and(|_| is_name(&variable[4..]))
        || variable.len() > 2
            && variable.starts_with(|sign: char| sign.is_ascii_uppercase())
            && variable
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Whether such a reference stands anywhere in it, as in a name put together of several.
fn holds_reference(text: &str) -> bool {
    let holds = |open: &str, close: &str| {
        text.find(open).is_some_and(|start| text[start + open.len()..].contains(close))
    };
    is_reference(text) || holds("${", "}") || holds("{{", "}}") || holds("$(", ")")
}

/// Whether it is what a person calls a value: words, and nothing that a random text would have.
fn is_name(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|sign: char| sign.is_alphabetic() || sign == '_')
        && text.chars().all(|sign| sign.is_alphanumeric() || "_-. :".contains(sign))
}

/// Whether it is an expression of Terraform without its braces. An id of IKE may look like one.
pub(super) fn is_expression(text: &str) -> bool {
    let scopes = ["var.", "local.", "module.", "data.", "random_password."];
    scopes
        .iter()
        .filter_map(|scope| text.strip_prefix(scope))
        .any(|name| is_name(name) && name.bytes().all(|byte| byte != b' ' && byte != b':'))
}

/// Whether characters are struck out in it.
fn is_mask(text: &str) -> bool {
    let body = text.rsplit('-').next().unwrap_or(text);
    let is_all =
        |signs: &[char]| body.chars().count() > 2 && body.chars().all(|it| signs.contains(&it));
    text.contains("***") || is_all(&['x', 'X']) || is_all(&['•', '●', '∙'])
}

fn has_ellipsis(text: &str) -> bool {
    text.ends_with('…') || text.ends_with("...")
}

/// Whether it speaks to whoever is to fill it in.
fn is_template(text: &str) -> bool {
    const CALLS: &[&str] =
        &["your", "replace", "changeme", "change", "insert", "placeholder", "todo", "tbd", "fixme"];
    let words = text.split(|sign: char| !sign.is_ascii_alphabetic());
    let mut words = words.filter(|word| !matches!(*word, "" | "cgw" | "rg"));
    words.next().is_some_and(|word| CALLS.iter().any(|call| call.eq_ignore_ascii_case(word)))
}

/// How the ids of other objects begin.
const OBJECTS: [&str; 10] =
    ["cgw-", "vpn-", "vco-", "vpc-", "vbr-", "cen-", "eip-", "rg-", "tr-", "tun-"];

/// The beginning of an id that belongs to another kind of object, and the one that is wanted.
fn of_another_object(kind: FieldKind, text: &str) -> Option<(&'static str, &'static str)> {
    let FieldKind::Id(wanted) = kind else { return None };
    let text = text.trim();
    let prefix = OBJECTS.into_iter().find(|prefix| text.starts_with(prefix))?;
    (prefix != wanted).then_some((prefix, wanted))
}

/// Words of which the keys of templates and manuals are made.
static STOCK_WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("../../../assets/stock-words.txt").split_ascii_whitespace().collect()
});

/// Whether a key is made of nothing but the words of templates and manuals, and digits: `tf-testvpn-1`,
/// `YourSecretKey123`. Of a random key that has no chance worth mentioning.
pub(super) fn is_stock_key(key: &str) -> bool {
    if key.len() > 100 {
        return false;
    }
    let mut lower = zeroize::Zeroizing::new(key.to_owned());
    lower.make_ascii_lowercase();
    let mut words =
        lower.split(|sign: char| !sign.is_ascii_lowercase()).filter(|it| !it.is_empty());
    let letters: usize = words.clone().map(str::len).sum();
    // A few letters among many digits are made of such words by chance.
    letters >= 3 && letters * 2 >= key.len() && words.all(is_made_of_stock_words)
}

fn is_made_of_stock_words(run: &str) -> bool {
    let mut reached = vec![false; run.len() + 1];
    reached[0] = true;
    for start in 0..run.len() {
        if !reached[start] {
            continue;
        }
        for word in STOCK_WORDS.iter() {
            // One letter is a word only by itself, or nearly everything would be made of words.
            let is_whole = word.len() > 1 || run.len() == 1 || *word == "x";
            if is_whole && run[start..].starts_with(word) {
                reached[start + word.len()] = true;
            }
        }
    }
    reached[run.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_told_from_values() {
        for text in [
            "${var.tunnel1_preshared_key}",
            "<your_psk_here>",
            "‹gateway›",
            "{CGW_ID}",
            "{{ psk }}",
            "%FRA_PSK%",
            "$env:FRA_PSK",
            "$FRA_PSK",
            "[your key]",
            "__PSK__",
            "$(cat psk)",
        ] {
            assert!(is_reference(text), "{text}");
        }
        for text in
            ["<", "<>", "a<b>", "{1}", "100%", "%1%", "$ecretPassw0rd", "$1", "", "fra-dc1", "{"]
        {
            assert!(!is_reference(text), "{text}");
        }
        assert!(holds_reference("fra-${env}"));
    }

    #[test]
    fn stock_keys() {
        for key in [
            "your-pre-shared-key",
            "YourSecretKey123",
            "YOUR_PRE_SHARED_KEY",
            "tf-testvpn-master",
            "REPLACE_ME_WITH_A_STRONG_KEY",
            "tf-examplevpn2",
            "changeme",
            "xxx",
            "my-psk-1",
            "Test1234",
            "SuperSecretPassword!",
            "PreSharedKey_01",
        ] {
            assert!(is_stock_key(key), "{key}");
        }
        for key in [
            "kT7mPq2vXw9bRd4c",
            "correct-horse-battery-staple",
            "12345678901234567890",
            "a1b2c3d4",
            "",
        ] {
            assert!(!is_stock_key(key), "{key}");
        }
    }
}
