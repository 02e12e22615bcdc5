//! Whatever is pressed, pasted and answered in whatever order: nothing panics at any size, no value
//! goes without a way back, and what is on the table is what a save and a load give.

use crossterm::event::{KeyEvent, MouseEventKind};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tunnelsmith::connection::Draft;
use tunnelsmith::flow::SubmitOutcome;
use tunnelsmith::tui::{Document, Effect, Msg, Screen, WizardStep};

use super::backend::now;
use super::harness::{Wizard, created, letter_key, parsed};

/// Something that happens to the wizard.
#[derive(Clone, Debug)]
enum Happening {
    Key(KeyEvent),
    Paste(String),
    Click(u16, u16),
    Wheel(bool),
    Resize(u16, u16),
    /// The answers to one of what is waiting come.
    Answer(usize),
    /// The submission under way ends.
    Ends(bool),
    Tick,
    /// From now on the disk is full, or not any more.
    Full(bool),
}

const NAMED: &str = "<tab><backtab><enter><esc><up><down><left><right><home><end><pageup><pagedown>\
    <backspace><delete><ctrl-home><ctrl-end><ctrl-s><ctrl-g><ctrl-o><ctrl-t><ctrl-r><ctrl-p><ctrl-n>\
    <ctrl-x><alt-u><alt-e><alt-n><alt-p><alt-m><ctrl-l><ctrl-z><ctrl-w><ctrl-u><ctrl-k><ctrl-y>\
    <ctrl-a><f1><f3><f4><f5><f6><f8><ctrl-pagedown>";

/// Keys that lead somewhere come more often than those that only edit.
const OFTEN: &str = "<tab><down><enter><esc><alt-n><alt-u><alt-e><space>ynsx";

const PASTES: &[&str] = &[
    "",
    "\n",
    "10.0.0.0/16\n10.1.0.0/16\n",
    "169.254.10.0/30",
    "kT7mPq2vXw9bRd4c \n",
    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    "上海总部\u{202e}\u{1b}[2J",
    "cgw-sandboxfradc1a0000001",
    "private",
    "65010",
];

fn key() -> impl Strategy<Value = KeyEvent> {
    let letters = "abcdefghijklmnopqrstuvwxyz0123456789./,-?ABZ 上é";
    prop_oneof![
        4 => select(parsed(NAMED)),
        4 => select(parsed(OFTEN)),
        4 => select(letters.chars().map(letter_key).collect::<Vec<_>>()),
    ]
}

fn size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        select(vec![(1, 1), (2, 60), (200, 1), (59, 16), (60, 15)]),
        select(vec![(60, 16), (80, 24), (110, 20), (120, 40), (200, 60)]),
        (1_u16..220, 1_u16..70),
    ]
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        24 => key().prop_map(Happening::Key),
        3 => select(PASTES).prop_map(|text| Happening::Paste(text.to_owned())),
        2 => (0_u16..130, 0_u16..45).prop_map(|(column, row)| Happening::Click(column, row)),
        1 => any::<bool>().prop_map(Happening::Wheel),
        1 => size().prop_map(|(columns, rows)| Happening::Resize(columns, rows)),
        8 => any::<usize>().prop_map(Happening::Answer),
        1 => any::<bool>().prop_map(Happening::Ends),
        1 => Just(Happening::Tick),
        1 => prop_oneof![1 => Just(true), 3 => Just(false)].prop_map(Happening::Full),
    ]
}

/// Where the story begins: a sample draft on a step, or a new one.
fn beginning() -> impl Strategy<Value = (Option<&'static str>, usize)> {
    let samples = [
        "frankfurt-bgp.json",
        "beijing-single-bgp-json-texts.json",
        "hangzhou-single-policy.json",
        "london-keys-elsewhere.json",
        "virginia-legacy-ikev1.json",
    ];
    prop_oneof![
        1 => Just((None, 0)),
        4 => (select(samples.map(Some).to_vec()), 0_usize..9),
    ]
}

fn begun((name, step): (Option<&'static str>, usize)) -> Wizard {
    let Some(name) = name else {
        let mut wizard = Wizard::new();
        wizard.keys("n");
        return wizard;
    };
    let file = super::sample(name);
    let steps = tunnelsmith::tui::steps(file.draft.mode());
    let step: WizardStep = steps[step % steps.len()];
    Wizard::on_step(file, step, None)
}

/// A story under way, and what must hold in it.
struct Story {
    wizard: Wizard,
    /// Whether drafts were deleted or brought back on purpose, so that they may differ from what was
    /// left.
    was_managed: bool,
    has_ended: bool,
}

impl Story {
    fn happen(&mut self, happening: Happening) -> Result<(), TestCaseError> {
        let before = self.wizard.app.document.clone();
        let seen = self.wizard.effects().len();
        prop_assert_eq!(seen, 0);
        match happening.clone() {
            Happening::Key(key) => drop(self.wizard.tell(Msg::Key(key))),
            Happening::Paste(text) => drop(self.wizard.paste(&text)),
            Happening::Click(column, row) => drop(self.wizard.click(column, row)),
            Happening::Wheel(up) => {
                let kind = if up { MouseEventKind::ScrollUp } else { MouseEventKind::ScrollDown };
                self.wizard.mouse(kind, 30, 8);
            }
            Happening::Resize(columns, rows) => drop(self.wizard.resize(columns, rows)),
            Happening::Answer(which) => self.answer(which),
            Happening::Ends(well) => self.end(well),
            Happening::Tick => drop(self.wizard.tell(Msg::Tick(now()))),
            Happening::Full(full) => {
                self.wizard.backend.save_fails = full.then(|| "no space left".to_owned());
            }
        }
        let effects = self.wizard.effects();
        self.was_managed |= effects.iter().any(|effect| {
            matches!(effect, Effect::Delete(_) | Effect::Restore(..) | Effect::RestoreVersion(..))
        });
        self.has_ended |= effects.iter().any(|effect| matches!(effect, Effect::Quit));
        if let Some(before) = before {
            self.has_a_way_back(&before, &happening)?;
        }
        Ok(())
    }

    /// The disk does one thing after another; everything else may overtake it.
    fn answer(&mut self, which: usize) {
        let count = self.wizard.waiting.len();
        if count == 0 {
            return;
        }
        let mut at = which % count;
        if is_for_the_disk(&self.wizard.waiting[at]) {
            let first = self.wizard.waiting.iter().position(is_for_the_disk);
            at = first.unwrap_or(at);
        }
        let picked = std::cell::Cell::new(0);
        self.wizard.answer(|_| picked.replace(picked.get() + 1) == at);
    }

    fn end(&mut self, well: bool) {
        if self.wizard.app.sending.is_some() {
            let outcome = if well { created() } else { SubmitOutcome::Interrupted };
            self.wizard.submission_ends(outcome);
        }
    }

    /// What was on the table before is still there, one undo away, or on the disk.
    fn has_a_way_back(&mut self, before: &Document, by: &Happening) -> Result<(), TestCaseError> {
        let Some(after) = self.wizard.app.document.clone() else {
            return self.is_kept(before, by);
        };
        if after.draft() == before.draft() {
            return Ok(());
        }
        if undone(&after).as_ref() == Some(before.draft())
            || redone(&after).as_ref() == Some(before.draft())
        {
            return Ok(());
        }
        // Letters typed into one field are one change: only that field is between the two.
        let is_typing = undone(&after).is_some() && undone(&after) == undone(before);
        let changed = differences(before.draft(), after.draft());
        if is_typing && changed == 1 {
            return Ok(());
        }
        self.is_kept(before, by)
    }

    /// A draft that has left the table is on the disk once everything is answered.
    fn is_kept(&mut self, left: &Document, by: &Happening) -> Result<(), TestCaseError> {
        if self.wizard.backend.save_fails.is_some() || self.was_managed || !left.is_unsaved() {
            return Ok(());
        }
        self.wizard.release().hold();
        self.wizard.effects();
        let kept: Vec<Draft> = self
            .wizard
            .backend
            .names()
            .iter()
            .map(|name| self.wizard.backend.kept(name).draft)
            .collect();
        let found = kept.iter().any(|kept| differences(kept, left.draft()) == 0);
        prop_assert!(found, "{:?} lost {:?}", by, left.draft());
        Ok(())
    }
}

fn is_for_the_disk(effect: &Effect) -> bool {
    !matches!(
        effect,
        Effect::SignIn(_)
            | Effect::StartSandbox
            | Effect::LoadRegions(_)
            | Effect::LoadGateways(..)
            | Effect::CreateGateway(..)
            | Effect::SaveSoon(_)
            | Effect::RetrySave(_)
            | Effect::Submit(..)
            | Effect::Copy(_)
    )
}

fn undone(document: &Document) -> Option<Draft> {
    let mut document = document.clone();
    document.undo().map(|_| document.draft().clone())
}

fn redone(document: &Document) -> Option<Draft> {
    let mut document = document.clone();
    document.redo().map(|_| document.draft().clone())
}

/// In how many fields two drafts differ. Where a key stands is looked at, not what it is: one of the
/// two may not be opened.
fn differences(one: &Draft, other: &Draft) -> usize {
    let all: std::collections::BTreeSet<_> =
        one.present_paths().chain(other.present_paths()).collect();
    all.into_iter()
        .filter(|path| one.text(*path) != other.text(*path) || one.has(*path) != other.has(*path))
        .count()
        .max(usize::from(one.mode() != other.mode()))
}

/// After any story: everything can be undone and done again, and what is on the table is what a save
/// and a load give.
fn holds_at_the_end(wizard: &mut Wizard) -> Result<(), TestCaseError> {
    wizard.backend.save_fails = None;
    wizard.release();
    if let Some(document) = wizard.app.document.clone() {
        let mut walked = document.clone();
        let mut steps = 0;
        while walked.undo().is_some() {
            steps += 1;
        }
        for _ in 0..steps {
            walked.redo();
        }
        prop_assert_eq!(walked.draft(), document.draft(), "all undone, all done again");
    }
    if wizard.app.document.as_ref().is_some_and(Document::is_unsaved) {
        // A save that failed is tried again with the next change or when leaving.
        wizard.tell(Msg::Terminate);
    }
    if let Some(document) = wizard.app.document.clone()
        && let Some(name) = &document.name
        && !document.is_unsaved()
        && wizard.backend.names().contains(&name.to_string())
    {
        let kept = wizard.backend.kept(name.as_str());
        prop_assert_eq!(kept.draft.mode(), document.draft().mode());
        prop_assert_eq!(differences(&kept.draft, document.draft()), 0);
        prop_assert_eq!(&kept.acknowledged, &document.file().acknowledged);
        prop_assert_eq!(&kept.origins, &document.file().origins);
    }
    if wizard.app.screen != Screen::Sending {
        prop_assert!(!wizard.app.is_moving(), "nothing is awaited");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 16, failure_persistence: None, ..Default::default() })]

    #[test]
    fn nothing_panics_and_nothing_is_lost(
        beginning in beginning(),
        happenings in vec(happening(), 1..80),
    ) {
        let mut wizard = begun(beginning);
        wizard.hold();
        wizard.effects();
        let mut story = Story { wizard, was_managed: false, has_ended: false };
        for happening in happenings {
            story.happen(happening)?;
            if story.has_ended {
                return Ok(());
            }
        }
        holds_at_the_end(&mut story.wizard)?;
    }
}
