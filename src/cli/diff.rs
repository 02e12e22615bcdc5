//! `tunnelsmith drafts diff`: what two drafts have different, or a draft and its connection.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::connection::MASK;
use crate::drafts::diff::{Against, Cell, Difference, Side, Verdict, diff};
use crate::drafts::import::{as_it_is, reference_text};
use crate::drafts::{self, DraftFile};
use crate::text::printable;

use super::args::{Common, DiffArgs};
use super::live;
use super::load::{identity_for, read_named};
use super::output::{Output, Tone};
use super::{Exit, report_unread};

pub fn run(common: &Common, wanted: &DiffArgs, output: &Output) -> Exit {
    match compare(common, wanted, output) {
        Ok(differences) => show(output, wanted, &differences),
        Err(exit) => exit,
    }
}

fn compare(common: &Common, wanted: &DiffArgs, output: &Output) -> Result<Vec<Difference>, Exit> {
    let Some(id) = &wanted.live else {
        // The command line asks for one of the two.
        let right = wanted.right.as_deref().ok_or(Exit::Usage)?;
        if [&*wanted.left, right].iter().all(|file| *file == Path::new("-")) {
            let problem = output.texts.say("diff-one-input");
            return Err(super::usage(output, &problem));
        }
        let (left, _) = read(common, &wanted.left, output)?;
        let (right, _) = read(common, right, output)?;
        return Ok(diff(&Side::from(&left), &Side::from(&right), Against::Draft));
    };
    let (mut left, path) = read(common, &wanted.left, output)?;
    fetch_keys(&mut left, &path);
    let region = crate::connection::FieldPath::own(crate::connection::Key::RegionId);
    let live = live::fetch(common, id, left.draft.text(region), output)?;
    let right = as_it_is(&live.connection.raw, &live.region, &live.keys);
    let right = Side { draft: right.draft, references: right.references };
    Ok(diff(&Side::from(&left), &right, Against::Live))
}

/// A draft and where it lies.
fn read(common: &Common, path: &Path, output: &Output) -> Result<(DraftFile, PathBuf), Exit> {
    read_named(common, path).map_err(|unread| report_unread(output, &unread))
}

/// Fetches the keys that can be had; one that cannot is not compared.
fn fetch_keys(file: &mut DraftFile, path: &Path) {
    let references = file.references.clone();
    let folder = path.parent().unwrap_or(Path::new("."));
    let identity = identity_for(file);
    let _ = drafts::resolve(file, folder, |name| std::env::var(name).ok(), identity.as_ref());
    let unopened = |path| file.draft.is_unopened(path) || !file.draft.has(path);
    file.references = references.into_iter().filter(|(path, ..)| unopened(*path)).collect();
}

fn show(output: &Output, wanted: &DiffArgs, differences: &[Difference]) -> Exit {
    let count =
        |verdict| differences.iter().filter(|difference| difference.verdict == verdict).count();
    let differing = count(Verdict::Differs);
    if output.is_json() {
        for difference in differences {
            output.json(&as_json(difference));
        }
    } else {
        differences.iter().for_each(|difference| print(output, difference));
        let (id, tone) = match differing {
            0 => ("diff-same", Tone::Good),
            _ => ("diff-differs", Tone::Doubt),
        };
        let right = wanted
            .live
            .clone()
            .or_else(|| wanted.right.as_deref().map(|right| right.display().to_string()));
        let summary = output.texts.say_with(
            id,
            &[
                ("left", wanted.left.display().to_string().into()),
                ("right", right.unwrap_or_default().into()),
                ("count", differing.into()),
            ],
        );
        output.line(&output.paint(tone, &summary));
    }
    if differing > 0 { Exit::Invalid } else { Exit::Done }
}

fn as_json(difference: &Difference) -> Json {
    json!({
        "field": difference.name,
        "left": cell_json(&difference.left),
        "right": cell_json(&difference.right),
        "verdict": match difference.verdict {
            Verdict::Differs => "differs",
            Verdict::Default => "default",
            Verdict::Untold => "untold",
        },
    })
}

fn cell_json(cell: &Cell) -> Json {
    match cell {
        Cell::Absent => Json::Null,
        Cell::Text(text) => printable(text).into(),
        Cell::Key => MASK.into(),
        Cell::Reference(reference) => printable(&reference_text(reference)).into(),
    }
}

fn print(output: &Output, difference: &Difference) {
    let say = |id| output.texts.say(id);
    let show = |cell: &Cell| match cell {
        Cell::Absent => say("diff-absent"),
        Cell::Text(text) if text.is_empty() => "\"\"".to_owned(),
        Cell::Text(text) => printable(text).into_owned(),
        Cell::Key => say("diff-key"),
        Cell::Reference(reference) => printable(&reference_text(reference)).into_owned(),
    };
    let name = printable(&difference.name);
    match difference.verdict {
        Verdict::Differs => {
            output.line(&output.paint(Tone::Bold, &name));
            for (tone, sign, cell) in
                [(Tone::Bad, '-', &difference.left), (Tone::Good, '+', &difference.right)]
            {
                output.line(&output.paint(tone, &format!("  {sign} {}", show(cell))));
            }
        }
        Verdict::Default => {
            let value = match &difference.right {
                Cell::Absent => show(&difference.left),
                filled => show(filled),
            };
            let text = output.texts.say_with("diff-default", &[("value", value.into())]);
            output.line(&output.paint(Tone::Dim, &format!("{name}  {text}")));
        }
        Verdict::Untold => {
            let text = say("diff-untold");
            output.line(&output.paint(Tone::Dim, &format!("{name}  {text}")));
        }
    }
}
