//! What the service may be asked for: parsed values only.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::catalogue::{self, FieldKind};
use super::draft::{Draft, is_false, is_true};
use super::field::{FieldPath, Key, Mode};
use super::finding::{Finding, Rule, Severity};
use super::secret::{MASK, Secret};
use super::token::Token;
use super::value::{self, Asn, TunnelCidr};

/// A value the service may be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Whole(u64),
    /// An autonomous system number, always sent as one plain number.
    Asn(Asn),
    /// An IPv4 address.
    Address(Ipv4Addr),
    /// CIDR blocks, in the order they were typed.
    Blocks(Vec<Ipv4Net>),
    /// The block of a tunnel's BGP session.
    TunnelCidr(TunnelCidr),
    /// One of the words of its field.
    Choice(&'static str),
    /// Free text.
    Text(String),
    /// A pre-shared key.
    Secret(Secret),
    /// A pre-shared key whose text is not known; only an [`ConnectionPreview`] has one.
    UnresolvedKey,
    /// A text that breaks a rule which was allowed by name; sent as it was typed.
    Verbatim(String),
}

impl FieldValue {
    /// The value as it goes over the wire; a secret stays masked.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Flag(true) => "true".into(),
            Self::Flag(false) => "false".into(),
            Self::Whole(number) => number.to_string().into(),
            Self::Asn(asn) => asn.to_string().into(),
            Self::Address(address) => address.to_string().into(),
            Self::Blocks(blocks) => {
                blocks.iter().map(Ipv4Net::to_string).collect::<Vec<_>>().join(",").into()
            }
            Self::TunnelCidr(block) => block.to_string().into(),
            Self::Choice(word) => (*word).into(),
            Self::Text(text) | Self::Verbatim(text) => text.as_str().into(),
            Self::Secret(_) | Self::UnresolvedKey => MASK.into(),
        }
    }

    fn read(kind: FieldKind, text: &str) -> Self {
        let parsed = match kind {
            FieldKind::Flag if is_true(text) => Some(Self::Flag(true)),
            FieldKind::Flag if is_false(text) => Some(Self::Flag(false)),
            FieldKind::Flag => None,
            FieldKind::Seconds(..) | FieldKind::Count | FieldKind::TunnelNumber => {
                value::parse_whole_number(text).map(Self::Whole)
            }
            FieldKind::Asn => text.parse().ok().map(Self::Asn),
            FieldKind::Address => text.parse().ok().map(Self::Address),
            FieldKind::Blocks => value::parse_cidr_list(text).map(Self::Blocks),
            FieldKind::TunnelCidr => text.parse().ok().map(Self::TunnelCidr),
            FieldKind::Choice(words) => {
                words.iter().find(|word| **word == text).map(|word| Self::Choice(word))
            }
            FieldKind::Text(_) | FieldKind::Pem | FieldKind::Id(_) | FieldKind::Key(_) => {
                Some(Self::Text(text.to_owned()))
            }
        };
        parsed.unwrap_or_else(|| Self::Verbatim(text.to_owned()))
    }
}

/// One request to create a connection, fit to be sent.
///
/// The only way to hold one is [`Connection::from_draft`]: every rule of grade error holds, or was
/// allowed by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    mode: Mode,
    tunnels: u16,
    tags: u16,
    values: BTreeMap<FieldPath, FieldValue>,
    overridden: BTreeSet<Rule>,
}

impl Connection {
    /// Leads from what was typed to what is meant, or names every error at once.
    ///
    /// # Errors
    /// [`InvalidDraft`]: the findings of grade error whose rule is not among `allowed`, or else the keys
    /// that are still to be opened.
    pub fn from_draft(draft: &Draft, allowed: &BTreeSet<Rule>) -> Result<Self, InvalidDraft> {
        let outline =
            ConnectionPreview::from_draft(draft, allowed).map_err(InvalidDraft::InvalidFields)?;
        outline.into_connection().map_err(InvalidDraft::UnresolvedKeys)
    }

    fn validate(draft: &Draft, allowed: &BTreeSet<Rule>) -> Result<Self, Vec<Finding>> {
        let errors: Vec<Finding> = super::check(draft)
            .into_iter()
            .filter(|finding| finding.severity() == Severity::Error)
            .collect();
        // A token that could not be written down and read again would protect from nothing.
        let may_stand = |rule: Rule| !matches!(rule, Rule::K01 | Rule::K02);
        let (overridden, errors): (Vec<_>, Vec<_>) = errors
            .into_iter()
            .partition(|finding| allowed.contains(&finding.rule) && may_stand(finding.rule));
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self {
            mode: draft.mode(),
            tunnels: draft.tunnels(),
            tags: draft.tags(),
            values: read_all(draft),
            overridden: overridden.into_iter().map(|finding| finding.rule).collect(),
        })
    }

    /// Dual-tunnel or single-tunnel.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// How many tunnels it lists: two in dual mode unless rule M-07 was allowed.
    pub fn tunnels(&self) -> u16 {
        self.tunnels
    }

    /// How many tags it lists.
    pub fn tags(&self) -> u16 {
        self.tags
    }

    /// A value, if present.
    pub fn get(&self, path: FieldPath) -> Option<&FieldValue> {
        self.values.get(&path)
    }

    /// A value as shown, if present: the name of the connection, its region.
    pub fn shown(&self, key: Key) -> Option<Cow<'_, str>> {
        self.get(FieldPath::connection(key)).map(FieldValue::shown)
    }

    /// The values present, in the order of the catalogue: the connection's own, each tunnel's, the
    /// tags.
    pub fn values(&self) -> impl Iterator<Item = (FieldPath, &FieldValue)> {
        self.values.iter().map(|(path, value)| (*path, value))
    }

    /// The customer gateways it names, without repetition.
    pub fn gateways(&self) -> BTreeSet<Cow<'_, str>> {
        self.values()
            .filter(|(path, _)| path.key == Key::CustomerGatewayId)
            .map(|(_, value)| value.shown())
            .collect()
    }

    /// The error rules it breaks and that were allowed by name.
    pub fn overridden(&self) -> &BTreeSet<Rule> {
        &self.overridden
    }

    /// Whether the request itself asks for a dry run.
    pub fn is_dry_run(&self) -> bool {
        self.get(FieldPath::connection(Key::DryRun)) == Some(&FieldValue::Flag(true))
    }

    /// The same request with this client token, so that a repetition cannot create a second one.
    #[must_use]
    pub fn with_token(mut self, token: &Token) -> Self {
        self.values
            .insert(FieldPath::connection(Key::ClientToken), FieldValue::Text(token.to_string()));
        self
    }

    /// The client token that the draft names, if any.
    pub fn token(&self) -> Option<Token> {
        self.shown(Key::ClientToken)?.parse().ok()
    }

    /// The same request as a dry run: checked by the service, never carried out.
    #[must_use]
    pub fn as_dry_run(mut self) -> Self {
        self.values.insert(FieldPath::connection(Key::DryRun), FieldValue::Flag(true));
        self
    }
}

/// Why a draft gives no connection that can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvalidDraft {
    /// It breaks these error rules.
    InvalidFields(Vec<Finding>),
    /// It breaks none as far as can be told, but these keys are not opened.
    UnresolvedKeys(Vec<FieldPath>),
}

/// A connection to be looked at, in which a key may stand that nobody has opened. It is shown like
/// any other; to be sent, it takes [`Connection::from_draft`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionPreview(Connection);

impl ConnectionPreview {
    /// Leads from what was typed to what is meant, as far as that is known.
    ///
    /// # Errors
    /// The findings of grade error whose rule is not among `allowed`.
    pub fn from_draft(draft: &Draft, allowed: &BTreeSet<Rule>) -> Result<Self, Vec<Finding>> {
        Connection::validate(draft, allowed).map(Self)
    }

    /// What would be sent, with [`FieldValue::UnresolvedKey`] where a key is not known.
    pub fn connection(&self) -> &Connection {
        &self.0
    }

    /// The connection, once every key in it is known.
    ///
    /// # Errors
    /// The keys that are still to be opened.
    pub fn into_connection(self) -> Result<Connection, Vec<FieldPath>> {
        let unopened = self.0.values().filter(|(_, value)| **value == FieldValue::UnresolvedKey);
        let unopened: Vec<FieldPath> = unopened.map(|(path, _)| path).collect();
        if unopened.is_empty() { Ok(self.0) } else { Err(unopened) }
    }
}

fn read_all(draft: &Draft) -> BTreeMap<FieldPath, FieldValue> {
    draft
        .present_paths()
        .filter_map(|path| {
            let value = match draft.key(path) {
                Some((key, _)) => FieldValue::Secret(key.clone()),
                None if draft.is_key_unresolved(path) => FieldValue::UnresolvedKey,
                None => FieldValue::read(catalogue::field(path.key).kind, draft.text(path)?),
            };
            Some((path, value))
        })
        .collect()
}
