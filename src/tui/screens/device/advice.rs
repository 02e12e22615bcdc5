//! What there is to say beside the lines of the step, and of the text that was read.

use crate::connection::Severity;
use crate::present::{difference_line, difference_reason, end_value, felt_when, remark};
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::theme::Role;

use super::model::{DeviceRow, device_rows};

/// What there is to say of the line that has the keys, and of the device.
pub fn advice(app: &App) -> Vec<(Role, String)> {
    let Some(document) = &app.document else { return Vec::new() };
    let here = app.device.here(&device_rows(app.document.as_ref()));
    let id = match here {
        DeviceRow::Platform => "device-platform.help",
        DeviceRow::Release => "device-release.help",
        DeviceRow::BehindNat => "device-behind-nat.help",
        DeviceRow::Initiator => "device-initiator.help",
        DeviceRow::File => "device-file.help",
        DeviceRow::Editor => "device-editor.help",
        DeviceRow::Tunnel(_) => "device-tunnel.help",
        DeviceRow::Report => "device-report.help",
        DeviceRow::TakeOver => "device-take-over.help",
        DeviceRow::Continue => "device-continue.help",
    };
    let mut lines = vec![(Role::Plain, app.texts.say(id))];
    match here {
        DeviceRow::Tunnel(number) => {
            let compared = document.compared().iter().find(|one| one.number == number);
            for found in compared.into_iter().flat_map(|one| &one.found) {
                if found.breaks() {
                    let line = difference_line(&app.texts, number, found);
                    lines.push((
                        Role::Error,
                        app.texts.labelled(&felt_when(&app.texts, found), &line),
                    ));
                    lines.push((Role::Plain, difference_reason(&app.texts, found)));
                }
            }
        }
        DeviceRow::TakeOver => {
            let (free, typed) = document.offered();
            for value in free.iter().chain(&typed) {
                let args = [
                    ("field", app.texts.place(value.path).into()),
                    ("value", value.text.clone().into()),
                ];
                lines.push((Role::Plain, app.texts.say_with("device-offer", &args)));
            }
        }
        DeviceRow::Report => {
            lines.extend(remarks(app).into_iter().map(|text| (Role::Plain, text)));
        }
        _ => {}
    }
    for finding in document.findings().iter().filter(|one| one.rule.id().starts_with("V-")) {
        if finding.severity() != Severity::Hint || here == DeviceRow::Platform {
            let text = format!("{} {}", finding.rule.id(), app.texts.finding(finding));
            lines.push((finding.severity().into(), text));
        }
    }
    lines
}

/// What the reader has to say of the text, and what it did not understand.
fn remarks(app: &App) -> Vec<String> {
    let Some(reading) = app.document.as_ref().and_then(|one| one.reading()) else {
        return Vec::new();
    };
    let mut all: Vec<String> =
        reading.notes.all().iter().map(|note| remark(&app.texts, note)).collect();
    for ignored in &reading.ignored {
        let why = app.texts.say(&format!("peer-ignored-{}", ignored.reason));
        let args = [("name", ignored.name.clone().into()), ("why", why.into())];
        all.push(app.texts.say_with("device-ignored", &args));
    }
    for left in &reading.left_over {
        let args = [("line", left.line.into()), ("words", left.words.clone().into())];
        all.push(app.texts.say_with("device-left-over", &args));
    }
    all.into_iter().map(|text| printable(&text).into_owned()).collect()
}

/// All that was read: each tunnel with its values and their lines, then what there is to say.
pub(super) fn report(app: &App) -> String {
    let Some(document) = &app.document else { return String::new() };
    let mut text = String::new();
    for one in document.compared() {
        let name = super::view::tunnel_name(app, one.number);
        let args = [("number", one.number.into()), ("name", name.into())];
        text.push_str(&app.texts.say_with("device-report-tunnel", &args));
        text.push('\n');
        for found in &one.found {
            let path = document.place_of(one.number, found);
            let Some(there) = found.there.clone().filter(|_| found.reason != "not-in-draft") else {
                continue;
            };
            let name =
                path.map_or_else(|| found.field.to_owned(), |path| app.texts.place_short(path));
            let there = end_value(&app.texts, found.field, Some(&there));
            let args = [("field", name.into()), ("value", there.into())];
            let mut told = app.texts.say_with("device-offer", &args);
            if let Some(line) = found.line {
                let line = app.texts.say_with("peer-timeline-line", &[("line", line.into())]);
                told = app.texts.aside(&told, &line);
            }
            text.push_str(&format!("  {told}\n"));
        }
    }
    let remarks = remarks(app);
    if !remarks.is_empty() {
        text.push('\n');
        text.push_str(&remarks.join("\n"));
    }
    printable_lines(&text)
}

fn printable_lines(text: &str) -> String {
    text.lines().map(|line| printable(line).into_owned()).collect::<Vec<_>>().join("\n")
}
