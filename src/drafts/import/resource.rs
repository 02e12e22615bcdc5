//! One connection among several in a text.

use super::super::json::PositionedJson;
use super::error::ImportError;
use super::imported::short;

/// Addresses beyond this are not listed in an error.
const MOST_ADDRESSES: usize = 50;

/// A connection in a text, by the name it has there.
pub(super) struct ImportResource<'a> {
    /// Its name.
    pub address: String,
    /// What describes it.
    pub tree: PositionedJson<'a>,
}

/// The one at `address`, or the only one.
pub(super) fn choose<'a>(
    mut all: Vec<ImportResource<'a>>,
    address: Option<&str>,
) -> Result<ImportResource<'a>, ImportError> {
    let addresses = |all: &[ImportResource<'_>]| {
        let mut listed: Vec<String> =
            all.iter().take(MOST_ADDRESSES).map(|one| short(&one.address)).collect();
        if all.len() > MOST_ADDRESSES {
            listed.push("…".to_owned());
        }
        listed
    };
    let chosen = match address {
        Some(wanted) => all.iter().position(|one| one.address == wanted),
        None if all.len() > 1 => return Err(ImportError::SeveralResources(addresses(&all))),
        None => (!all.is_empty()).then_some(0),
    };
    match (chosen, address) {
        (Some(index), _) => Ok(all.swap_remove(index)),
        (None, Some(wanted)) if !all.is_empty() => {
            Err(ImportError::NoSuchAddress { wanted: wanted.to_owned(), found: addresses(&all) })
        }
        (None, _) => Err(ImportError::NoResource),
    }
}

/// The member of this name.
pub(super) fn field<'a>(tree: PositionedJson<'a>, name: &str) -> Option<PositionedJson<'a>> {
    let members = tree.members()?;
    members.into_iter().find(|(there, _)| there == name).map(|(_, value)| value)
}

/// The text of the member of this name.
pub(super) fn text(tree: PositionedJson<'_>, name: &str) -> Option<String> {
    field(tree, name)?.string()
}

/// The items of the member of this name.
pub(super) fn list<'a>(tree: PositionedJson<'a>, name: &str) -> Vec<PositionedJson<'a>> {
    field(tree, name).and_then(PositionedJson::array).unwrap_or_default()
}
