//! `tunnelsmith sheet`: one page for the other company.

mod html;
mod page;

use serde_json::{Value as Json, json};

use crate::connection::{FieldPath, Key};
use crate::peer::{CloudTunnel, sheet_entries};

use super::args::{Common, SheetArgs, SheetForm};
use super::exit::{Exit, ExitResult};
use super::load::load_single;
use super::new_file::store;
use super::output::Output;
use page::{Page, PageLine, PageTunnel};

pub fn run(common: &Common, args: &SheetArgs, output: &Output) -> ExitResult {
    let input = load_single(common, &args.draft, &[], output)?;
    let mut tunnels = CloudTunnel::of(&input.draft);
    super::peer::addresses(&mut tunnels, &args.address, &[], output)?;
    let name = input.draft.text(FieldPath::connection(Key::Name)).unwrap_or_default().to_owned();
    let page = page(output, &name, &tunnels);
    let text = match args.form {
        SheetForm::Markdown => page.markdown(),
        SheetForm::Html => html::html(&page),
        SheetForm::Json => as_json(output, &page),
    };
    match &args.out {
        Some(path) => store(path, &text, output)?,
        None => output.line(text.trim_end()),
    }
    Ok(Exit::Done)
}

fn page(output: &Output, name: &str, tunnels: &[CloudTunnel]) -> Page {
    let texts = &output.texts;
    let line = |number: u16, field: &'static str, value: Option<String>| PageLine {
        field,
        label: texts.say(&format!("sheet-label-{field}")),
        shown: match &value {
            Some(value) => page::in_their_words(field, value),
            None if field == "CustomerGatewayIp" || field == "RemoteId" => {
                texts.say("sheet-yours-to-say")
            }
            None => texts.format("sheet-follows", &[("number", number.into())]),
        },
        value,
    };
    let tunnels = tunnels.iter().map(|tunnel| PageTunnel {
        number: tunnel.number,
        title: texts.format("sheet-tunnel", &[("number", tunnel.number.into())]),
        lines: sheet_entries(tunnel)
            .into_iter()
            .map(|entry| line(tunnel.number, entry.field, entry.value))
            .collect(),
    });
    Page {
        title: texts.format("sheet-title", &[("name", name.to_owned().into())]),
        name: name.to_owned(),
        intro: texts.say("sheet-intro"),
        handover: texts.say("sheet-handover"),
        notes: ["sheet-note-one", "sheet-note-volume", "sheet-note-firewall", "sheet-note-mtu"]
            .map(|id| texts.say(id))
            .into(),
        columns: ["sheet-column-setting", "sheet-column-value", "sheet-column-yours"]
            .map(|id| texts.say(id)),
        tunnels: tunnels.collect(),
    }
}

fn as_json(output: &Output, page: &Page) -> String {
    let tunnels: Vec<Json> = page
        .tunnels
        .iter()
        .map(|tunnel| {
            let values: Vec<Json> = tunnel
                .lines
                .iter()
                .map(|line| {
                    json!({
                        "field": line.field, "label": line.label, "value": line.value,
                        "shown": line.shown, "yours": null,
                    })
                })
                .collect();
            json!({"tunnel": tunnel.number, "values": values})
        })
        .collect();
    let sheet = json!({
        "tunnelsmith-sheet": 1,
        "name": page.name,
        "how": output.texts.say("sheet-how"),
        "key": page.handover,
        "notes": page.notes,
        "tunnels": tunnels,
    });
    format!("{sheet:#}\n")
}
