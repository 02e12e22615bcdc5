//! Whether it is too early to speak: could the text be a good one that is not finished yet?
//!
//! A few ways of typing on are tried; what one of them resolves is not said while the field is being
//! typed in. So no correct value is called wrong before its last letter, and what no further letter
//! can repair is told at once.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use crate::connection::catalogue::FieldKind;
use crate::connection::regions::regions;
use crate::connection::value::TunnelCidr;
use crate::connection::{Draft, FieldPath, Key, KeyStorage, Rule, catalogue, check, value};

/// Those of the rules that some way of typing on in `path` resolves there.
pub fn may_resolve(draft: &Draft, path: FieldPath, rules: &BTreeSet<Rule>) -> BTreeSet<Rule> {
    if !draft.has(path) {
        // Nothing typed: a missing value is not said while one is at it.
        return rules.clone();
    }
    let mut resolved = BTreeSet::new();
    let mut try_on = |longer: &Draft| {
        let found: BTreeSet<Rule> = check(longer)
            .into_iter()
            .filter(|finding| finding.fields.contains(&path))
            .map(|finding| finding.rule)
            .collect();
        resolved.extend(rules.difference(&found));
        resolved.len() == rules.len()
    };
    if draft.key(path).is_some() {
        let _ = longer_keys(draft, path).any(|longer| try_on(&longer));
    } else if let Some(text) = draft.text(path) {
        let mut tried = draft.clone();
        for longer in completions(draft, path, text) {
            tried.set(path, longer);
            if try_on(&tried) {
                break;
            }
        }
    }
    resolved
}

/// The draft with letters added to its key, in the manner of a good one.
fn longer_keys(draft: &Draft, path: FieldPath) -> impl Iterator<Item = Draft> {
    const TAIL: &str = "Xq7mT4wKz9RbN2vLp6Yd";
    draft
        .key(path)
        .map(|(key, _)| {
            let mut longer = draft.clone();
            longer.set_key(path, key.with_suffix(TAIL), KeyStorage::Elsewhere);
            longer
        })
        .into_iter()
}

/// Ways of typing on, each longer than the text.
fn completions(draft: &Draft, path: FieldPath, text: &str) -> Vec<String> {
    let mut found: Vec<String> = match catalogue::field(path.key).kind {
        FieldKind::Blocks => {
            // The last item, whatever people put before it.
            let parts = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ';');
            let last = text.rsplit(parts).next().unwrap_or_default();
            let before = text.strip_suffix(last).unwrap_or_default();
            blocks(last).into_iter().map(|block| format!("{before}{block}")).collect()
        }
        FieldKind::Address => addresses(draft, path, text),
        FieldKind::TunnelCidr => tunnel_cidrs(text),
        FieldKind::Seconds(..) | FieldKind::Count | FieldKind::TunnelNumber => numbers(text),
        FieldKind::Asn => {
            // Private numbers (RFC 6996), plain and in two parts, besides whatever one digit gives.
            const LIKELY: [&str; 8] =
                ["64512", "65000", "65010", "65100", "65534", "4200000000", "64086.59904", "45104"];
            let likely = LIKELY.map(str::to_owned);
            let parts = [format!("{text}.1"), format!("{text}1")];
            numbers(text).into_iter().chain(parts).chain(likely).collect()
        }
        FieldKind::Choice(words) => words.iter().map(|word| (*word).to_owned()).collect(),
        FieldKind::Flag => ["true", "false"].map(str::to_owned).to_vec(),
        FieldKind::Id(prefix) => {
            vec![format!("{prefix}x"), format!("{text}x")]
        }
        FieldKind::Text(_) if path.key == Key::RegionId => {
            regions().iter().map(|region| region.id.clone()).collect()
        }
        FieldKind::Text(_) if matches!(path.key, Key::LocalId | Key::RemoteId) => {
            let mut found = addresses(draft, path, text);
            found.extend([format!("{text}x.example.com"), format!("{text}.example.com")]);
            found
        }
        FieldKind::Text(_) => vec![format!("{text}x"), format!("{text}-x")],
        FieldKind::Pem | FieldKind::Key(_) => Vec::new(),
    };
    found.retain(|longer| longer.len() > text.len() && longer.starts_with(text));
    found
}

fn numbers(text: &str) -> Vec<String> {
    let mut found: Vec<String> = (0..=9).map(|digit| format!("{text}{digit}")).collect();
    found.extend(
        ["00", "000", "0000", "400", "600", "6400", "800", "8800"]
            .map(|tail| format!("{text}{tail}")),
    );
    found
}

/// The addresses that begin so: with few letters the likely ones, with many those that are left.
fn whole_addresses(text: &str) -> Vec<String> {
    let parts: Vec<&str> = text.split('.').collect();
    let last_is_open = parts.last().is_some_and(|part| part.is_empty());
    let mut stems = vec![text.to_owned()];
    if parts.len() <= 4 {
        stems.extend((0..=9).map(|digit| format!("{text}{digit}")));
    }
    if parts.len() == 4 {
        // The last part decides whether it lies in a block: all of it is tried.
        stems.extend((10..=99).map(|digits| format!("{text}{digits}")));
    }
    if last_is_open {
        stems.remove(0);
    }
    let mut found = Vec::new();
    for stem in stems {
        let missing = 4_usize.saturating_sub(stem.split('.').count());
        for tail in [".0", ".1"] {
            let address = format!("{stem}{}", tail.repeat(missing));
            if address.parse::<Ipv4Addr>().is_ok() {
                found.push(address);
            }
        }
    }
    found
}

fn addresses(draft: &Draft, path: FieldPath, text: &str) -> Vec<String> {
    let mut found = whole_addresses(text);
    let side = match path.key {
        Key::HealthSource => Some(Key::LocalSubnet),
        Key::HealthDestination => Some(Key::RemoteSubnet),
        _ => None,
    };
    let blocks =
        side.and_then(|key| value::parse_cidr_list(draft.text(FieldPath::connection(key))?));
    for block in blocks.into_iter().flatten() {
        found.extend(block.hosts().take(1).map(|host| host.to_string()));
        found.push(block.broadcast().to_string());
    }
    if path.key == Key::LocalBgpIp {
        let block = FieldPath { owner: path.owner, key: Key::TunnelCidr };
        let block: Option<TunnelCidr> = draft.text(block).and_then(|text| text.parse().ok());
        found.extend(block.into_iter().flat_map(TunnelCidr::hosts).map(|host| host.to_string()));
    }
    found
}

fn blocks(text: &str) -> Vec<String> {
    match text.split_once('/') {
        Some((_, length)) if !length.is_empty() => {
            (0..=9).map(|digit| format!("{text}{digit}")).collect()
        }
        Some((address, _)) => (0..=32).map(|length| format!("{address}/{length}")).collect(),
        None => whole_addresses(text)
            .into_iter()
            .flat_map(|address| [format!("{address}/32"), format!("{address}/0")])
            .collect(),
    }
}

fn tunnel_cidrs(text: &str) -> Vec<String> {
    const STEM: &str = "169.254.";
    if !(text.starts_with(STEM) || STEM.starts_with(text)) {
        return Vec::new();
    }
    let all = (0..=255_u16).flat_map(|third| {
        [0, 4, 8, 12, 16, 100, 104, 200, 204, 248, 252]
            .map(|fourth| format!("{STEM}{third}.{fourth}/30"))
    });
    let given = text.strip_prefix(STEM).and_then(|rest| rest.split_once('.'));
    let exact = given.into_iter().flat_map(|(third, _)| {
        let third = third.to_owned();
        (0..64_u16).map(move |quarter| format!("{STEM}{third}.{}/30", quarter * 4))
    });
    all.filter(|block| block.starts_with(text))
        .take(24)
        .chain(exact.filter(|block| block.starts_with(text)))
        .collect()
}
