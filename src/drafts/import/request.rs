//! An API request: nested as in the reference, flat as on the wire, in an SDK's spelling, or a query.

use form_urlencoded::parse;
use zeroize::Zeroizing;

use crate::connection::{FieldPath, Key};

use super::super::json::PositionedJson;
use super::super::reader;
use super::collect::Collector;
use super::describe_answer::saved;
use super::error::ImportError;
use super::imported::{Imported, KeyPolicy, Omission, OmissionReason, short};
use super::names::{Level, NamingDialect, fold};
use super::resource::choose;
use super::template::{Document, document};
use super::yaml::{self, may_be_yaml};

/// The operation whose parameters make a draft.
pub(super) const OPERATION: &str = "CreateVpnAttachment";

/// The same for VPN gateways, whose parameters are mostly these.
const SISTER_OPERATION: &str = "CreateVpnConnection";

/// Whether an operation, however it is spelled, creates a connection.
pub(super) fn is_operation(name: &str) -> bool {
    let folded = || fold(name);
    name.len() < 40
        && [OPERATION, SISTER_OPERATION].iter().any(|known| known.eq_ignore_ascii_case(&folded()))
}

/// Parameters of the protocol, and those that the service keeps for itself.
const PROTOCOL: [&str; 17] = [
    "Action",
    "Version",
    "Format",
    "AccessKeyId",
    "SecurityToken",
    "BearerToken",
    "Signature",
    "SignatureMethod",
    "SignatureVersion",
    "SignatureNonce",
    "SignatureType",
    "Timestamp",
    "AcceptLanguage",
    "OwnerId",
    "OwnerAccount",
    "ResourceOwnerId",
    "ResourceOwnerAccount",
];

/// Reads a request: JSON, or queries and form bodies, one a line. It may stand inside a template of ROS
/// (JSON or YAML) or of Pulumi, or be what the service reports about a connection; of several there,
/// `address` chooses one.
///
/// # Errors
/// When it is none of these, asks for another operation, or nothing of a connection stands in it.
pub fn request(
    text: &str,
    address: Option<&str>,
    keys: KeyPolicy,
) -> Result<Imported, ImportError> {
    match text.trim_start().as_bytes().first() {
        None => Err(ImportError::Empty),
        Some(b'{' | b'[') => json(text, address, keys),
        Some(_) if may_be_yaml(text) => json(&yaml::to_json(text)?, address, keys),
        Some(_) => query(text, keys),
    }
}

fn json(text: &str, address: Option<&str>, keys: KeyPolicy) -> Result<Imported, ImportError> {
    let tree = parse_tree(text)?;
    if !tree.written().starts_with('{') {
        return Err(ImportError::NotObject);
    }
    match document(tree) {
        Document::Answer(all) => saved(choose(all, address)?.tree, keys),
        Document::Template(all, dialect) => {
            let resource = choose(all, address)?;
            let mut collector = Collector::new(&dialect, keys);
            collector.level(Level::Request, "", resource.tree);
            collector.infer_mode();
            collector.finish().checked()
        }
        Document::Request(tree) => plain(text, tree, keys),
    }
}

fn plain(text: &str, tree: PositionedJson<'_>, keys: KeyPolicy) -> Result<Imported, ImportError> {
    let mut members = tree.members().ok_or(ImportError::NotObject)?;
    let mut name = None;
    let envelope = members
        .iter()
        .position(|(name, value)| name == "request" && value.written().starts_with('{'));
    if let Some(index) = envelope {
        let called = members.iter().find(|(field, _)| field == "name");
        name = called.and_then(|(_, value)| value.string());
        members = members.swap_remove(index).1.members().unwrap_or_default();
    }
    let mut collector = Collector::new(&NamingDialect::REQUEST, keys);
    for (name, value) in members {
        if !is_protocol(&name) {
            collector.named(Level::Request, "", &name, value);
        } else if !value.written().starts_with('n') {
            operation(&name, &value.string().unwrap_or_default())?;
            collector.omit(&name, OmissionReason::Protocol);
        }
    }
    collector.infer_mode();
    let imported = Imported { name, ..collector.finish() };
    draft(text, &imported, keys).unwrap_or(imported).checked()
}

/// The same, as the draft reader has it, which knows every form of key and the mode of an envelope;
/// for texts in which nothing but a key was in the way.
fn draft(text: &str, imported: &Imported, keys: KeyPolicy) -> Option<Imported> {
    let is_of_keys = |omission: &Omission| {
        matches!(
            omission.reason,
            OmissionReason::KeyHeldBack
                | OmissionReason::KeyMasked
                | OmissionReason::WrongType
                | OmissionReason::NoRegion
        )
    };
    if !imported.omitted.iter().all(is_of_keys) {
        return None;
    }
    let file = reader::read(text).ok()?;
    let references = file.references.into_iter().map(|(path, key, _)| (path, key)).collect();
    let mut draft =
        Imported { name: file.name, draft: file.draft, references, omitted: Vec::new() };
    hold_back(&mut draft, keys);
    draft.note_missing_region();
    Some(draft)
}

fn query(text: &str, keys: KeyPolicy) -> Result<Imported, ImportError> {
    let mut collector = Collector::new(&NamingDialect::REQUEST, keys);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        for (name, value) in parse(form(line).as_bytes()) {
            let value = Zeroizing::new(value.into_owned());
            if is_protocol(&name) {
                operation(&name, &value)?;
                collector.omit(&name, OmissionReason::Protocol);
            } else {
                collector.flat(&name, &value);
            }
        }
    }
    let nothing = collector.draft.present_paths().next().is_none() && collector.omitted_keys() == 0;
    // Any text is a form body of sorts; one without a single parameter was meant as something else.
    if nothing {
        return Err(ImportError::NotRequest);
    }
    collector.infer_mode();
    collector.finish().checked()
}

/// The name=value pairs of a line: of a URL, of a line `POST /?… HTTP/1.1`, or all of it.
fn form(line: &str) -> &str {
    let target = ["GET ", "POST "].iter().find_map(|method| line.strip_prefix(method));
    let is_url = |text: &str| text.starts_with("http://") || text.starts_with("https://");
    match target {
        Some(target) => target.split(' ').next().unwrap_or_default(),
        None if is_url(line) || line.starts_with('/') => line,
        None => return line.strip_prefix('?').unwrap_or(line),
    }
    .split_once('?')
    .map_or("", |(_, query)| query.split('#').next().unwrap_or_default())
}

fn is_protocol(name: &str) -> bool {
    name.len() < 40 && PROTOCOL.iter().any(|known| known.eq_ignore_ascii_case(&fold(name)))
}

fn operation(name: &str, value: &str) -> Result<(), ImportError> {
    if fold(name) == "action" && !is_operation(value) {
        return Err(ImportError::OtherOperation(short(value)));
    }
    Ok(())
}

/// Takes the keys out of a draft unless they come along; a mask never does.
fn hold_back(imported: &mut Imported, policy: KeyPolicy) {
    let paths: Vec<FieldPath> = imported
        .draft
        .present_paths()
        .filter(|path| path.key.is_secret() && !imported.draft.is_key_unresolved(*path))
        .collect();
    for path in paths {
        let masked =
            imported.draft.key(path).is_some_and(|(key, _)| crate::connection::key::is_masked(key));
        let reason = match policy {
            _ if masked => OmissionReason::KeyMasked,
            KeyPolicy::LeaveOut => OmissionReason::KeyHeldBack,
            KeyPolicy::CarryOver => continue,
        };
        imported.draft.remove(path);
        imported.omitted.push(Omission { name: path.to_string(), reason });
    }
}

/// Reads a JSON text, with its own way to say that it is none.
pub(super) fn parse_tree(text: &str) -> Result<PositionedJson<'_>, ImportError> {
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    PositionedJson::parse(text).map_err(|error| ImportError::NotJson {
        line: error.at.line,
        column: error.at.column,
        what: error.what.into(),
    })
}

/// The region of a draft, if it has one.
pub(super) fn region(collector: &Collector<'_>) -> Option<String> {
    collector.draft.text(FieldPath::connection(Key::RegionId)).map(str::to_owned)
}
