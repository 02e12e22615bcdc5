//! What was imported, as the text of a draft file.

use zeroize::Zeroizing;

use super::super::draft_file::DraftFile;
use super::super::json::TextPosition;
use super::super::reference::KeyReference;
use super::super::writer;
use super::imported::Imported;

/// The draft with its schema version, pretty-printed, a line break at its end; reading the text gives
/// the same draft. A key that came along stands there for everybody to read.
pub fn draft_text(imported: &Imported) -> Zeroizing<String> {
    let references = imported.references.iter();
    writer::write(&DraftFile {
        name: imported.name.clone(),
        references: references
            .map(|(path, key)| (*path, key.clone(), TextPosition::START))
            .collect(),
        ..DraftFile::from(imported.draft.clone())
    })
}

/// A reference as it stands in a draft.
pub fn reference_text(reference: &KeyReference) -> String {
    reference.to_json().to_string()
}
