//! A finding in words, with what it is about.

use crate::connection::{Finding, ListStyle};
use crate::tui::app::App;
use crate::tui::document::Document;

/// The fields that a finding is about, or the choice that it is about, in words.
pub(super) fn subject(app: &App, finding: &Finding, most: usize) -> String {
    if Document::is_of_mode(finding) {
        return app.texts.say("summary-mode");
    }
    let fields = finding.fields.iter().take(most);
    app.texts.join(ListStyle::Words, fields.map(|path| app.texts.path_label(*path)))
}

/// A finding with what it is about before it.
pub fn in_a_line(app: &App, finding: &Finding) -> String {
    let sentence = app.texts.finding_on_form(finding, finding.fields.first().copied());
    app.texts.with_label(&subject(app, finding, 1), &sentence)
}
