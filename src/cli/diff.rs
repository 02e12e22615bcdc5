//! `tunnelsmith drafts diff`: what two drafts have different, or a draft and its connection.

use std::path::Path;

use serde_json::{Value as Json, json};

use crate::connection::MASK;
use crate::drafts::KeyReference;
use crate::drafts::diff::{DiffSide, DiffTarget, DiffValue, Difference, DifferenceKind, diff};
use crate::drafts::import::{reference_text, snapshot};
use crate::text::printable;

use super::args::{Common, DiffArgs};
use super::exit::{Exit, ExitResult};
use super::live;
use super::load::{identity_for, read_named};
use super::output::{Output, Tone};

pub fn run(common: &Common, args: &DiffArgs, output: &Output) -> ExitResult {
    Ok(show(output, args, &compare(common, args, output)?))
}

fn compare(common: &Common, args: &DiffArgs, output: &Output) -> Result<Vec<Difference>, Exit> {
    let Some(id) = &args.live else {
        // The command line asks for one of the two.
        let right = args.right.as_deref().ok_or(Exit::Usage)?;
        if [&*args.left, right].iter().all(|file| *file == Path::new("-")) {
            let problem = output.texts.say("diff-one-input");
            return Err(output.usage(&problem));
        }
        let left = read(common, &args.left, output)?;
        let right = read(common, right, output)?;
        return Ok(diff(&left, &right, DiffTarget::Draft));
    };
    let left = read(common, &args.left, output)?;
    let region = crate::connection::FieldPath::connection(crate::connection::Key::RegionId);
    let live = live::fetch(common, id, left.draft.text(region), output)?;
    let right = snapshot(&live.connection.raw, &live.region, &live.keys);
    let right = DiffSide { draft: right.draft, references: right.references };
    Ok(diff(&left, &right, DiffTarget::Live))
}

/// A draft with the keys that can be had.
fn read(common: &Common, path: &Path, output: &Output) -> Result<DiffSide, Exit> {
    let (file, path) = read_named(common, path).map_err(|unread| unread.report(output))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let identity = identity_for(&file);
    Ok(DiffSide::opened(file, folder, |name| std::env::var(name).ok(), identity.as_ref()))
}

fn show(output: &Output, args: &DiffArgs, differences: &[Difference]) -> Exit {
    let count =
        |verdict| differences.iter().filter(|difference| difference.verdict == verdict).count();
    let differing = count(DifferenceKind::Differs);
    if output.is_json() {
        for difference in differences {
            output.json(&as_json(output, difference));
        }
    } else {
        differences.iter().for_each(|difference| print(output, difference));
        let (id, tone) = match differing {
            0 => ("diff-same", Tone::Good),
            _ => ("diff-differs", Tone::Warning),
        };
        let right = args
            .live
            .clone()
            .or_else(|| args.right.as_deref().map(|right| right.display().to_string()));
        let summary = output.texts.format(
            id,
            &[
                ("left", args.left.display().to_string().into()),
                ("right", right.unwrap_or_default().into()),
                ("count", differing.into()),
            ],
        );
        output.line(&output.paint(tone, &summary));
    }
    if differing > 0 { Exit::Invalid } else { Exit::Done }
}

fn as_json(output: &Output, difference: &Difference) -> Json {
    json!({
        "field": difference.name,
        "left": cell_json(output, &difference.left),
        "right": cell_json(output, &difference.right),
        "verdict": difference.verdict.name(),
    })
}

fn cell_json(output: &Output, cell: &DiffValue) -> Json {
    match cell {
        DiffValue::Absent => Json::Null,
        DiffValue::Text(text) => printable(text).into(),
        DiffValue::Key => MASK.into(),
        DiffValue::Reference(reference) => described(output, reference).into(),
    }
}

/// A reference in words: nobody reads a sealed text.
fn described(output: &Output, reference: &KeyReference) -> String {
    match reference {
        KeyReference::Sealed(sealed) => {
            let count = sealed.recipients().len();
            output.texts.format("diff-sealed", &[("count", count.into())])
        }
        other => printable(&reference_text(other)).into_owned(),
    }
}

fn print(output: &Output, difference: &Difference) {
    let say = |id| output.texts.say(id);
    let show = |cell: &DiffValue| match cell {
        DiffValue::Absent => say("diff-absent"),
        DiffValue::Text(text) if text.is_empty() => "\"\"".to_owned(),
        DiffValue::Text(text) => printable(text).into_owned(),
        DiffValue::Key => say("diff-key"),
        DiffValue::Reference(reference) => described(output, reference),
    };
    let name = printable(&difference.name);
    match difference.verdict {
        DifferenceKind::Differs => {
            output.line(&output.paint(Tone::Bold, &name));
            for (tone, sign, cell) in
                [(Tone::Bad, '-', &difference.left), (Tone::Good, '+', &difference.right)]
            {
                output.line(&output.paint(tone, &format!("  {sign} {}", show(cell))));
            }
        }
        DifferenceKind::Default => {
            let value = match &difference.right {
                DiffValue::Absent => show(&difference.left),
                filled => show(filled),
            };
            let text = output.texts.format("diff-default", &[("value", value.into())]);
            output.line(&output.paint(Tone::Dim, &format!("{name}  {text}")));
        }
        DifferenceKind::NotComparable => {
            let text = say("diff-untold");
            output.line(&output.paint(Tone::Dim, &format!("{name}  {text}")));
        }
    }
}
