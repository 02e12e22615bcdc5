//! The configuration that the device at the other end needs, as far as the draft says it.

use ratatui::text::Line;
use zeroize::Zeroizing;

use crate::present::{DeviceFile, DeviceFileLine, DeviceFileRequest, device_file, platform_name};
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::document::Document;
use crate::tui::theme::Role;
use crate::tui::widgets::text::{hanging, hard_wrapped, paragraph};

/// The configuration, or why there is none.
fn written(app: &App, document: &Document) -> Result<DeviceFile, Vec<String>> {
    let tunnels = document.cloud_tunnels();
    device_file(
        &app.texts,
        &DeviceFileRequest {
            draft: document.draft(),
            peer: document.peer(),
            tunnels: &tunnels,
            only: None,
            with_keys: app.review.is_revealed && document.draft().unopened().next().is_none(),
        },
    )
}

/// The page in so many columns.
pub(super) fn page(app: &App, document: &Document, columns: usize) -> Vec<Line<'static>> {
    let theme = app.theme;
    let mut lines = Vec::new();
    match written(app, document) {
        Ok(file) => {
            let remark = match document.peer() {
                None => Some(app.texts.say("device-page-none")),
                Some(peer) if file.is_sheet => {
                    let name = platform_name(&app.texts, &peer.platform).unwrap_or_default();
                    Some(app.texts.format("device-page-sheet", &[("device", name.into())]))
                }
                Some(_) => None,
            };
            if let Some(remark) = remark {
                lines.extend(paragraph(&remark, columns, theme.style(Role::Hint)));
                lines.push(Line::default());
            }
            let (dim, plain) = (theme.style(Role::Dim), theme.style(Role::Plain));
            for line in &file.lines {
                match line {
                    DeviceFileLine::Sentence(text) => {
                        lines.extend(hanging(file.comment, dim, text, columns, dim));
                    }
                    DeviceFileLine::Command(text) => {
                        let head = format!("{}  ", file.comment);
                        lines.extend(hanging(&head, dim, text, columns, dim));
                    }
                    DeviceFileLine::Code(code) => {
                        let parts = hard_wrapped(&printable(code), columns);
                        lines.extend(parts.into_iter().map(|part| Line::styled(part, plain)));
                    }
                    DeviceFileLine::Blank => lines.push(Line::default()),
                }
            }
        }
        Err(obstacles) => {
            let head = app.texts.say("device-page-obstacles");
            lines.extend(paragraph(&head, columns, theme.style(Role::Error)));
            for obstacle in obstacles {
                lines.extend(paragraph(&obstacle, columns, theme.style(Role::Plain)));
            }
        }
    }
    lines
}

/// The configuration as a text to copy and to save; with keys only once they are shown.
pub(super) fn text(app: &App, document: &Document) -> Option<Zeroizing<String>> {
    written(app, document).ok().map(|file| file.text())
}
