//! A finding in words, for this screen and wherever else one is told.

use ratatui::text::Line;

use crate::flow::DiagnosisFinding;
use crate::present;
use crate::text::printable;
use crate::tui::action::{Action, Area};
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::widgets::text::paragraph;

/// The sign of its severity, and the tunnel with the code.
pub fn head(app: &App, finding: &DiagnosisFinding) -> (&'static str, String) {
    let (sign, _) = app.theme.severity_sign(finding.severity, false);
    let code = printable(&finding.code);
    let head = match finding.tunnel {
        Some(tunnel) => {
            let args = [("tunnel", u64::from(tunnel).into())];
            format!("{} {code}", app.texts.format("diagnose-tunnel", &args))
        }
        None => code.into_owned(),
    };
    (sign, head)
}

/// Both values in a line; none where neither is known.
pub fn values(app: &App, finding: &DiagnosisFinding) -> Option<String> {
    if finding.here.is_none() && finding.there.is_none() {
        return None;
    }
    let told = |value: &Option<String>| match value {
        Some(value) => printable(value).into_owned(),
        None => app.texts.say("diagnose-value-unknown"),
    };
    let args = [("here", told(&finding.here).into()), ("there", told(&finding.there).into())];
    Some(app.texts.format("diagnose-values", &args))
}

/// What was found about a field, beside the field itself.
pub fn lines_at_field(app: &App, finding: &DiagnosisFinding, columns: usize) -> Vec<Line<'static>> {
    let theme = app.theme;
    let (sign, head) = head(app, finding);
    let mut lines =
        paragraph(&format!("{sign} {head}"), columns, theme.style(finding.severity.into()));
    let id = app.diagnosed_connection().map(|watch| watch.at.id.clone()).unwrap_or_default();
    let report = present::diagnosis(&app.texts, &id, finding);
    if let Some(values) = values(app, finding) {
        lines.extend(paragraph(&values, columns, theme.style(Role::Title)));
    }
    let key = |action| app.keymap.first_key(Area::Form, action).unwrap_or_default();
    if let Some(repair) = &finding.repair {
        let value = printable(&repair.value).into_owned();
        let args = [("key", key(Action::Repair).into()), ("value", value.into())];
        let text = app.texts.format("diagnosis-repair-offer", &args);
        lines.extend(paragraph(&text, columns, theme.style(Role::Plain)));
    }
    let args = [("key", key(Action::Back).into())];
    let text = app.texts.format("diagnosis-back-offer", &args);
    lines.extend(paragraph(&text, columns, theme.style(Role::Dim)));
    lines.extend(paragraph(&report.meaning, columns, theme.style(Role::Plain)));
    lines
}
