//! The loop: wait for a key, a signal or an answer, change the state, perform what follows, and paint
//! once nothing more is waiting. While nothing happens nothing wakes.

use std::collections::BTreeSet;
use std::future::{Future as _, poll_fn};
use std::path::PathBuf;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use editor_command::EditorBuilder;
use jiff::Timestamp;
use tokio::sync::mpsc::UnboundedReceiver;

use super::event::message;
use super::frame::view;
use crate::connection::{Message, ToMessage, is_key_variable, message};
use crate::drafts::{DraftFile, KeyReference};
use crate::flow::ScratchFile;
use crate::text::{format_in_process_language, print_as_message};
use crate::tui::app::{App, AppConfig};
use crate::tui::clipboard::Copied;
use crate::tui::effect::{Effect, SecretText};
use crate::tui::message::Msg;
use crate::tui::runner::{EffectRunner, RunnerContext};
use crate::tui::terminal::environment;
use crate::tui::terminal::{Events, Signal, Signals, Terminal};

/// How often what moves is painted anew.
const TICK: Duration = Duration::from_millis(120);

/// So long the last answers are waited for when the terminal has gone.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(5);

/// So many messages are taken before a picture is due, however fast they come.
const MAX_MESSAGES_PER_FRAME: usize = 512;

/// Why the wizard could not run to its end.
#[derive(Debug, thiserror::Error)]
pub enum WizardError {
    /// The terminal cannot be used, or has gone.
    Terminal(#[from] std::io::Error),
}

print_as_message!(WizardError);

impl ToMessage for WizardError {
    fn message(&self) -> Message {
        match self {
            Self::Terminal(error) => message!("terminal-unusable", reason = error),
        }
    }
}

/// Who ended the wizard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedBy {
    /// The person at the terminal.
    ByPerson,
    /// A signal.
    BySignal,
}

/// What is left to tell when the terminal is given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WizardReport {
    /// Who ended the wizard.
    pub ended_by: EndedBy,
    /// What became of each submission, in a line.
    pub outcomes: Vec<String>,
}

/// Runs the wizard on the terminal until the person leaves.
///
/// The first picture waits for neither credentials nor drafts nor network.
///
/// # Errors
/// When the terminal cannot be used. What was typed is on the disk as far as it could be.
pub fn run(
    setup: AppConfig,
    outside: RunnerContext,
    panic_reports: PathBuf,
) -> Result<WizardReport, WizardError> {
    let mut terminal = Terminal::enter(setup.mouse, panic_reports)?;
    let (app, effects) = App::new(setup);
    terminal.draw(|frame| view(&app, frame))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ended = runtime.block_on(work(terminal, app, effects, outside));
    // Look-ups that nobody waits for any more must not hold up the end.
    runtime.shutdown_background();
    ended
}

async fn work(
    terminal: Terminal,
    app: App,
    effects: Vec<Effect>,
    outside: RunnerContext,
) -> Result<WizardReport, WizardError> {
    let (runner, answers) = EffectRunner::new(outside);
    let signals = Signals::new()?;
    let events = Events::new()?;
    let report = WizardReport { ended_by: EndedBy::ByPerson, outcomes: Vec::new() };
    let mut wizard =
        Wizard { terminal, app, runner, answers, signals, events, ended: false, report };
    wizard.perform(effects)?;
    let result = wizard.until_ended().await;
    if result.is_err() {
        // The terminal has gone: what is on the table is kept all the same.
        wizard.save_last().await;
    }
    let Wizard { terminal, runner, report, .. } = wizard;
    // Given back before a slow disk is waited for.
    drop(terminal);
    runner.finish();
    result.map(|()| report)
}

struct Wizard {
    terminal: Terminal,
    app: App,
    runner: EffectRunner,
    answers: UnboundedReceiver<Msg>,
    signals: Signals,
    events: Events,
    ended: bool,
    report: WizardReport,
}

impl Wizard {
    async fn until_ended(&mut self) -> Result<(), WizardError> {
        while !self.ended {
            let msg = self.next().await?;
            self.take(msg)?;
            let mut taken = 1;
            while !self.ended && taken < MAX_MESSAGES_PER_FRAME {
                let Some(msg) = self.ready().await? else { break };
                self.take(msg)?;
                taken += 1;
            }
            if !self.ended {
                self.terminal.draw(|frame| view(&self.app, frame))?;
            }
        }
        Ok(())
    }

    async fn next(&mut self) -> Result<Option<Msg>, WizardError> {
        let moving = self.app.is_moving();
        tokio::select! {
            biased;
            signal = self.signals.next() => Ok(match signal {
                Signal::Terminate | Signal::Interrupt => {
                    self.report.ended_by = EndedBy::BySignal;
                    Some(Msg::Terminate)
                }
                Signal::Resume => {
                    self.terminal.resume()?;
                    None
                }
            }),
            event = self.events.next() => Ok(message(event?)),
            answer = self.answers.recv() => Ok(answer),
            () = tokio::time::sleep(TICK), if moving => Ok(Some(Msg::Tick(Timestamp::now()))),
        }
    }

    /// What is waiting already.
    async fn ready(&mut self) -> Result<Option<Option<Msg>>, WizardError> {
        if let Ok(answer) = self.answers.try_recv() {
            return Ok(Some(Some(answer)));
        }
        let mut event = pin!(self.events.next());
        let there = poll_fn(|context| match event.as_mut().poll(context) {
            Poll::Ready(event) => Poll::Ready(Some(event)),
            Poll::Pending => Poll::Ready(None),
        });
        match there.await {
            Some(event) => Ok(Some(message(event?))),
            None => Ok(None),
        }
    }

    fn take(&mut self, msg: Option<Msg>) -> Result<(), WizardError> {
        let Some(msg) = msg else { return Ok(()) };
        self.app.now = Timestamp::now();
        self.app.is_burst_key = self.events.in_run();
        match &msg {
            Msg::Submitted(ticket, _) | Msg::Changed(ticket, _) | Msg::WatchEnded(ticket, _) => {
                self.runner.forget_cancel(*ticket);
            }
            Msg::SandboxServes(Ok(_)) => self.runner.sandbox_serves(),
            Msg::Resize(..) => self.terminal.repaint()?,
            _ => {}
        }
        let is_outcome = matches!(msg, Msg::Submitted(..));
        let changed = match &msg {
            Msg::Changed(ticket, _) => Some(*ticket),
            _ => None,
        };
        let effects = self.app.update(msg);
        if let (true, Some(result)) = (is_outcome, &self.app.result) {
            self.report.outcomes.push(result.outcome_line());
        }
        let change = changed.and_then(|ticket| self.app.change_summary(ticket));
        self.report.outcomes.extend(change);
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> Result<(), WizardError> {
        let mut rest = effects;
        while !rest.is_empty() {
            let mut answers = Vec::new();
            for effect in rest {
                answers.extend(self.perform_one(effect)?);
            }
            rest = answers.into_iter().flat_map(|msg| self.app.update(msg)).collect();
        }
        Ok(())
    }

    /// Performs what is the terminal's, and hands on the rest.
    fn perform_one(&mut self, effect: Effect) -> Result<Option<Msg>, WizardError> {
        match effect {
            Effect::Copy(text) => return Ok(Some(Msg::Copied(self.copy(&text)))),
            Effect::Edit(path, text) => return Ok(Some(Msg::Edited(path, self.edit(text)?))),
            Effect::EditDevice => {
                let edited = self.edit(String::new())?;
                return Ok(Some(Msg::DeviceEdited(edited.map(|text| text.map(SecretText::new)))));
            }
            Effect::Mouse(taken) => self.terminal.set_mouse(taken)?,
            Effect::Redraw => self.terminal.resume()?,
            Effect::Suspend => {
                // A program that is stopped may never go on.
                self.runner.flush();
                self.terminal.suspend()?;
            }
            Effect::Quit => self.ended = true,
            effect => self.runner.perform(effect),
        }
        Ok(None)
    }

    fn copy(&mut self, text: &str) -> Result<Copied, String> {
        self.terminal.copy(text, environment).map_err(|trouble| trouble.to_string())
    }

    /// Lets the person edit a text; none if nothing was changed.
    fn edit(&mut self, text: String) -> Result<Result<Option<String>, String>, WizardError> {
        let hidden = self
            .app
            .document
            .as_ref()
            .map(|document| key_variables(document.file()))
            .unwrap_or_default();
        let edited = self.terminal.suspended(|| edit(&text, &hidden))?;
        Ok(edited.map(|edited| (edited != text).then_some(edited)))
    }

    /// Keeps the draft though nobody can be asked or told any more.
    async fn save_last(&mut self) {
        let mut effects = self.app.update(Msg::Terminate);
        loop {
            for effect in effects {
                match effect {
                    Effect::Quit => return,
                    effect => self.runner.perform(effect),
                }
            }
            match tokio::time::timeout(SHUTDOWN_TIMEOUT, self.answers.recv()).await {
                Ok(Some(msg)) => effects = self.app.update(msg),
                // Nothing will come any more.
                Ok(None) | Err(_) => return,
            }
        }
    }
}

/// The variables that hold keys of a draft.
fn key_variables(file: &DraftFile) -> BTreeSet<String> {
    let references = file.references.iter();
    let named = references.filter_map(|(_, reference, _)| match reference {
        KeyReference::Env(name) => Some(name.clone()),
        _ => None,
    });
    named.collect()
}

/// Runs the editor on a file that only this user can read and that is gone afterwards. It gets no key by its
/// environment, be it one of the account or of the draft.
fn edit(text: &str, hidden: &BTreeSet<String>) -> Result<String, String> {
    let scratch = ScratchFile::new(text).map_err(|error| error.to_string())?;
    let editor = EditorBuilder::new()
        .environment()
        .string(Some("vi"))
        .build()
        .map_err(|error| error.to_string())?;
    let mut command = editor.open(scratch.path());
    let is_key = |name: &str| is_key_variable(name) || hidden.contains(name);
    let variables = std::env::vars_os().map(|(name, _)| name);
    for name in variables.filter(|name| name.to_str().is_some_and(is_key)) {
        command.env_remove(name);
    }
    let status = command
        .status()
        .map_err(|error| format!("{}: {error}", command.get_program().to_string_lossy()))?;
    if !status.success() {
        let status = status.to_string();
        return Err(format_in_process_language(&message!("editor-failed", status)));
    }
    scratch.read().map_err(|error| error.to_string())
}
