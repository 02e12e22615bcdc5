//! What there is to say beside the lines of the step, and of the text that was read.

use crate::connection::Severity;
use crate::present::{
    device_offer, difference_line, difference_reason, difference_time, end_value, reading_remarks,
};
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::theme::Role;

use crate::walk::device_rows::DeviceRow;

/// What there is to say of the line that has the keys, and of the device.
pub fn advice(app: &App) -> Vec<(Role, String)> {
    let Some(document) = &app.document else { return Vec::new() };
    let here = app.device.selected_row(&app.device.rows(app.document.as_ref()));
    let id = match here {
        DeviceRow::Platform => "device-platform.help",
        DeviceRow::Release => "device-release.help",
        DeviceRow::BehindNat => "device-behind-nat.help",
        DeviceRow::Initiator => "device-initiator.help",
        DeviceRow::File => "device-file.help",
        DeviceRow::Editor => "device-editor.help",
        DeviceRow::Keep => "device-keep.help",
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
                if found.is_breaking() {
                    let line = difference_line(&app.texts, number, found);
                    lines.push((
                        Role::Error,
                        app.texts.with_label(&difference_time(&app.texts, found), &line),
                    ));
                    lines.push((Role::Plain, difference_reason(&app.texts, found)));
                }
            }
        }
        DeviceRow::TakeOver => {
            let (free, typed) = document.device_values_to_adopt();
            let offers = free.iter().chain(&typed).map(|value| device_offer(&app.texts, value));
            let keys = document.offered_key_places().into_iter().map(|path| {
                app.texts
                    .format("device-offer-key", &[("field", app.texts.path_label(path).into())])
            });
            lines.extend(offers.chain(keys).map(|text| (Role::Plain, text)));
        }
        DeviceRow::Report => {
            if let Some(file) = document.peer().and_then(|peer| peer.file.as_deref()) {
                let args = [("path", printable(file).into_owned().into())];
                lines.push((Role::Plain, app.texts.format("device-file-known", &args)));
            }
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

fn remarks(app: &App) -> Vec<String> {
    let reading = app.document.as_ref().and_then(|one| one.reading());
    reading.map(|reading| reading_remarks(&app.texts, reading)).unwrap_or_default()
}

/// All that was read: each tunnel with its values and their lines, then what there is to say.
pub(super) fn report(app: &App) -> String {
    let Some(document) = &app.document else { return String::new() };
    let mut text = String::new();
    for one in document.compared() {
        let name = super::view::tunnel_name(app, one.number);
        let args = [("number", one.number.into()), ("name", name.into())];
        text.push_str(&app.texts.format("device-report-tunnel", &args));
        text.push('\n');
        for found in &one.found {
            let path = document.path_of_difference(one.number, found);
            let Some(there) = found.there.clone().filter(|_| found.reason != "not-in-draft") else {
                continue;
            };
            let name =
                path.map_or_else(|| found.field.to_owned(), |path| app.texts.place_short(path));
            let there = end_value(&app.texts, found.field, Some(&there));
            let args = [("field", name.into()), ("value", there.into())];
            let mut told = app.texts.format("device-offer", &args);
            if let Some(line) = found.line {
                let line = app.texts.format("peer-timeline-line", &[("line", line.into())]);
                told = app.texts.parenthesized(&told, &line);
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
