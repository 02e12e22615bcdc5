//! What the service answered, in words.

use super::model::{ParagraphKind, ResultModel};
use crate::connection::{Draft, FieldPath};
use crate::flow::{ConnectionRef, Submission, SubmitResult};
use crate::present::{self, FrontEnd, OutcomeStatus};
use crate::text::printable;
use crate::tui::action::{Action, Area};
use crate::tui::app::{App, Screen};
use crate::tui::effect::Effect;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::question::Question;
use crate::tui::screens::review;

/// A submission has ended: shows it, and takes the objection to its field.
pub fn show(app: &mut App, submitted: SubmitResult) -> Vec<Effect> {
    let name = |draft: &Draft| {
        let name = draft.text(FieldPath::connection(crate::connection::Key::Name));
        name.map_or_else(|| app.texts.say("no-name"), |name| printable(name).into_owned())
    };
    let sent = match (&submitted, &app.document) {
        (SubmitResult::Ended { draft, .. }, _) => name(draft),
        (_, Some(document)) => name(document.draft()),
        _ => app.texts.say("no-name"),
    };
    let mut model = ResultModel { name: sent, ..ResultModel::default() };
    match submitted {
        SubmitResult::Unfit(errors) => {
            model.head = app.texts.say("outcome-not-sent");
            let args = [("count", errors.len().into())];
            model.push_paragraph(ParagraphKind::Plain, app.texts.format("replay-invalid", &args));
            model.field = errors.first().and_then(|error| error.fields.first().copied());
            for error in errors {
                let text = format!("{} {}", error.rule.id(), review::in_a_line(app, &error));
                model.push_paragraph(ParagraphKind::Remedy, text);
            }
        }
        SubmitResult::NotBegun(problems) => {
            model.head = app.texts.say("outcome-not-sent");
            model.push_paragraph(ParagraphKind::Plain, app.texts.say("result-not-begun"));
            for problem in problems {
                model.push_paragraph(ParagraphKind::Remedy, printable(&problem).into_owned());
            }
        }
        SubmitResult::Ended { submission, draft } => ended(app, &mut model, &submission, &draft),
    }
    app.result = Some(model);
    // Overlays that belong to the sending have nothing to ask any more.
    app.overlays.retain(
        |overlay| !matches!(overlay, Overlay::Question(ask) if ask.question == Question::StopSending),
    );
    app.go(Screen::Result)
}

fn ended(app: &mut App, model: &mut ResultModel, sent: &Submission, draft: &Draft) {
    let texts = app.texts.clone();
    let dry_run = draft
        .text(FieldPath::connection(crate::connection::Key::DryRun))
        .is_some_and(crate::connection::is_true);
    let report = present::outcome(&texts, FrontEnd::Wizard, sent, draft, dry_run);
    model.good = report.status == OutcomeStatus::Success;
    model.copied = report.copied().cloned();
    model.head = match report.held_back {
        true => texts.say("result-stands"),
        false => present::outcome_word(&texts, report.outcome),
    };
    let known = report.connection_id.as_ref().or(report.code.as_ref());
    if let Some(known) = known.filter(|_| !report.held_back) {
        model.head = format!("{} {}", model.head, printable(known));
    }
    let message = report.message.filter(|_| report.held_back);
    for text in message.into_iter().chain(report.meaning) {
        model.push_paragraph(ParagraphKind::Plain, text);
    }
    let place = report
        .field
        .filter(|_| report.refusal.is_some())
        .map(|path| texts.format("result-go-to", &[("field", texts.path_label(path).into())]));
    for text in [report.remedy, report.permission, place].into_iter().flatten() {
        model.push_paragraph(ParagraphKind::Remedy, text);
    }
    let region = draft.text(FieldPath::connection(crate::connection::Key::RegionId));
    if let (Some(id), Some(region)) = (&report.connection_id, region) {
        let region = region.trim().to_owned();
        model.connection = Some(ConnectionRef { region, id: id.clone() });
        let key = |action| app.keymap.first_key(Area::Result, action).unwrap_or_default();
        let args = [("bind", key(Action::Bind).into()), ("watch", key(Action::Watch).into())];
        model.push_paragraph(ParagraphKind::Remedy, texts.format("result-lead", &args));
    }
    for text in report.quoted.into_iter().chain(report.recommend) {
        model.push_paragraph(ParagraphKind::Quiet, text);
    }
    if sent.sandbox || app.sandbox || app.sandbox_endpoint {
        model.head = format!("{}  {}", model.head, texts.say("sandbox"));
        model.push_paragraph(ParagraphKind::Quiet, texts.say("result-sandbox"));
    }
    for line in report.trace {
        model.push_paragraph(ParagraphKind::Quiet, line);
    }
    model.field = report.field;
    model.next = report.next;
    if let (Some(path), Some(refusal), Some(document)) =
        (report.field, report.refusal, &mut app.document)
    {
        document.set_refused_field(path, refusal);
    }
}
