//! Our own formats that people write by hand: drafts, tables of values, keys of the wizard.

use std::fs;
use std::path::Path;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tunnelsmith::connection::{Draft, FieldPath, Key, MASK, Mode, catalogue, check};
use tunnelsmith::drafts::diff::{DiffSide, DiffTarget, diff};
use tunnelsmith::drafts::{
    DraftFile, KeyReference, ReadError, Table, TableError, TextPosition, load, read, write,
    write_masked,
};
use tunnelsmith::tui::{Area, Keymap};

use super::super::support::{root, scratch};
use super::{Outcome, fuzz, is_plain, promise, said, shape};

/// Errors beyond these are of the same kinds.
const LOOKED_AT: usize = 50;

/// So many rows of a table are turned into drafts.
const ROWS: usize = 10;

#[test]
fn a_draft() {
    let folder = scratch();
    let more = ["assets/drafts", "tests/data/drafts"].map(|folder| root().join(folder));
    fuzz!("draft", &more, |bytes| draft(folder.path(), bytes));
}

fn draft(folder: &Path, bytes: &[u8]) -> Outcome {
    let path = folder.join("draft.json");
    fs::write(&path, bytes).unwrap();
    let text = match load(&path) {
        Ok(text) => text,
        Err(error) => return said(&error),
    };
    match read(&text) {
        Ok(file) => {
            check(&file.draft);
            stays_the_same(&file)
        }
        Err(errors) => refused(&text, &errors),
    }
}

/// What was read is written, and reads as it was.
pub fn stays_the_same(file: &DraftFile) -> Outcome {
    let written = write(file);
    promise!(written.chars().all(|letter| letter == '\n' || !letter.is_control()), "raw controls");
    let again = read(&written).map_err(|errors| format!("unreadable again: {}", errors[0]))?;
    promise!(parts(&again) == parts(file), "written, it is another draft");
    promise!(*write(&again) == *written, "written again, it is another text");
    let (one, other) = (DiffSide::from(file), DiffSide::from(&again));
    promise!(diff(&one, &other, DiffTarget::Draft).is_empty(), "it differs from itself");
    let masked = read(&write_masked(file)).map_err(|errors| format!("masked: {}", errors[0]))?;
    let keys = masked.draft.present_paths().filter_map(|path| masked.draft.key(path));
    promise!(keys.into_iter().all(|(key, _)| key.expose() == MASK), "a key that is not masked");
    let fields: Vec<String> =
        file.draft.present_paths().take(20).map(|path| path.to_string()).collect();
    Ok(shape(&format!("{:?} {}", file.draft.mode(), fields.join(" "))))
}

type Parts<'a> = (
    &'a Option<String>,
    &'a Draft,
    Vec<(FieldPath, &'a KeyReference)>,
    &'a [String],
    Vec<FieldPath>,
    &'a Option<String>,
);

/// All that makes a draft, but for where its references stand.
fn parts(file: &DraftFile) -> Parts<'_> {
    let mut references: Vec<_> =
        file.references.iter().map(|(path, reference, _)| (*path, reference)).collect();
    references.sort_by_key(|(path, _)| *path);
    let origins = file.origins.keys().copied().collect();
    (&file.name, &file.draft, references, &file.acknowledged, origins, &file.note)
}

fn refused(text: &str, errors: &[ReadError]) -> Outcome {
    promise!(!errors.is_empty(), "refused without a reason");
    promise!(errors.is_sorted_by_key(|error| error.at), "not in the order of the text");
    let mut kinds = String::new();
    for error in errors.iter().take(LOOKED_AT) {
        promise!(is_inside(text, error.at), "{} lies outside the text: {error}", error.at);
        kinds += &said(error)?;
    }
    Ok(kinds)
}

fn is_inside(text: &str, at: TextPosition) -> bool {
    let line = at.line.checked_sub(1).and_then(|line| text.split('\n').nth(line));
    line.is_some_and(|line| (1..=line.chars().count() + 1).contains(&at.column))
}

#[test]
fn a_table() {
    let folder = scratch();
    let mut template = Draft::new(Mode::Dual);
    template.set(FieldPath::connection(Key::RegionId), "eu-central-1");
    fuzz!("table", &[], |bytes| table(folder.path(), &template, bytes));
}

fn table(folder: &Path, template: &Draft, bytes: &[u8]) -> Outcome {
    let path = folder.join("table.csv");
    fs::write(&path, bytes).unwrap();
    let text = match load(&path) {
        Ok(text) => text,
        Err(error) => return said(&error),
    };
    let lines = 1 + text.matches(['\n', '\r']).count();
    let mut kinds = String::new();
    match Table::read(&text, template) {
        Ok(table) => {
            table.always_says();
            for row in table.rows.iter().take(ROWS) {
                promise!((1..=lines).contains(&row.line), "line {} of {lines}", row.line);
                kinds += &stays_the_same(&row.apply(template))?;
            }
        }
        Err(errors) => {
            promise!((1..=LOOKED_AT).contains(&errors.len()), "{} problems", errors.len());
            for error in &errors {
                let TableError { line, .. } = error;
                promise!(line.is_none_or(|line| (1..=lines).contains(&line)), "{error}");
                kinds += &said(error)?;
            }
        }
    }
    Ok(kinds.chars().take(300).collect())
}

#[test]
fn a_persons_own_keys() {
    fuzz!("keymap", &[], keymap);
}

fn keymap(bytes: &[u8]) -> Outcome {
    const AREAS: [Area; 5] =
        [Area::Anywhere, Area::Form, Area::Home, Area::Review, Area::TextPager];
    let own = Keymap::parse_overrides(&String::from_utf8_lossy(bytes));
    let map = match own.and_then(|own| Keymap::from_overrides(&own)) {
        Ok(map) => map,
        Err(error) => return said(&error),
    };
    let mut keys = Vec::new();
    for area in AREAS {
        for (action, _, shown) in map.listed(area) {
            promise!(is_plain(&shown), "a key that is not printable: {shown:?}");
            promise!(map.first_key(area, action).is_some(), "listed and not shown: {action:?}");
            keys.push(shown);
        }
    }
    for letter in ('a'..='z').chain("é上".chars()) {
        let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
        promise!(map.action(Area::Form, key).is_none(), "{letter:?} cannot be typed any more");
    }
    Ok(keys.concat())
}

/// Whether this is the field of a pre-shared key.
pub fn is_key(path: FieldPath) -> bool {
    matches!(catalogue::field(path.key).kind, catalogue::FieldKind::Key(_))
}
