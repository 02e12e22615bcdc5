//! The stages of a tunnel, from bound to up, each with the time it was first seen at.

use jiff::{SignedDuration, Timestamp};

use unicode_width::UnicodeWidthStr as _;

use super::model::WatchModel;
use crate::flow::{TunnelProgress, TunnelStatus};
use crate::present::duration_text;
use crate::text::Texts;
use crate::tui::theme::{Marks, Role};

/// Columns for the name of a stage, in every language.
const NAME: usize = 9;

/// How a stage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StageState {
    /// Reached then, or before if nobody had looked yet.
    Reached(Timestamp),
    /// The next one to be reached.
    Awaited,
    /// It was reached for so long, and is not any more.
    Lost(SignedDuration),
    /// Its turn comes later.
    Later,
    /// It is switched off.
    Off,
}

/// The stages of a tunnel in words, from bound to up, each with how it is set off.
pub(super) fn stages(
    texts: &Texts,
    marks: Marks,
    watch: &WatchModel,
    tunnel: &TunnelStatus,
    progress: &TunnelProgress,
) -> [(Role, String); 5] {
    let reached = [
        ("bound", watch.progress.bound_since()),
        ("address", progress.address),
        ("phase1", progress.phase1),
        ("phase2", progress.phase2),
        ("bgp", progress.bgp),
    ];
    let is_bound = watch.progress.bound_since().is_some();
    let awaited = reached.iter().position(|(_, at)| at.is_none());
    let mut at = 0;
    reached.map(|(name, since)| {
        let state = match since {
            Some(since) => StageState::Reached(since),
            None if name == "bgp" && tunnel.bgp.is_none() => StageState::Off,
            None => match progress.lasted.filter(|_| name == "phase2" && is_bound) {
                Some(lasted) => StageState::Lost(lasted),
                None if awaited == Some(at) => StageState::Awaited,
                None => StageState::Later,
            },
        };
        at += 1;
        stage(texts, marks, watch, name, state)
    })
}

fn stage(
    texts: &Texts,
    marks: Marks,
    watch: &WatchModel,
    name: &str,
    state: StageState,
) -> (Role, String) {
    let (mark, role, told) = match state {
        StageState::Reached(since) => {
            let time = since.strftime("%H:%M:%S").to_string();
            let told = match watch.began == Some(since) {
                true => texts.format("watch-by", &[("time", time.into())]),
                false => time,
            };
            (marks.done, Role::Good, told)
        }
        StageState::Awaited => (marks.missing, Role::Title, texts.say("watch-awaited")),
        StageState::Lost(lasted) => {
            let args = [("lasted", duration_text(texts, lasted).into())];
            (marks.error, Role::Error, texts.format("watch-lost", &args))
        }
        StageState::Later => (marks.empty, Role::Dim, String::new()),
        StageState::Off => (marks.empty, Role::Dim, texts.say("watch-off")),
    };
    let name = texts.say(&format!("watch-rung-{name}"));
    let gap = " ".repeat(NAME.saturating_sub(name.width()));
    (role, format!("{mark} {name}{gap} {told}").trim_end().to_owned())
}
