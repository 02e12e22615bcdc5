//! Plain mode: the walk of the wizard as questions and answers, line by line, for screen readers, serial
//! consoles and logs. Nothing is drawn over, and no sense lies in a place or a colour.
//!
//! Names connection, text, flow, drafts, explain, export, present and walk. The [`PlainModel`] is pure:
//! a line comes in, or what came of a task, and tasks come out, most of them lines to be said. [`run`]
//! lets them be done, one after the other, and reads the next line once nothing is left to do. Whoever
//! calls it brings the [`Console`].
//!
//! The files, from what is named to what names it: `menu`, `question` and `effect` are data; `model` has
//! the conversation; `asking`, `answering`, `device`, `review`, `result`, `connections` and `diagnosis` are what it does;
//! `update` leads there.

mod answering;
mod asking;
mod connections;
mod device;
mod diagnosis;
mod effect;
mod menu;
mod model;
mod question;
mod result;
mod review;
mod runner;
mod update;

use std::collections::VecDeque;
use std::future::Future;
use std::io;
use std::sync::Arc;

use tokio::sync::mpsc;
use zeroize::Zeroizing;

use crate::flow::{Stop, stop_requested};
use crate::text::Texts;

pub use effect::{PlainEffect, PlainMessage, ProgressEffect, RegionSnapshot, WrittenText};
pub use model::{PlainModel, PlainPrompt, PlainSetup};
pub use runner::PlainServices;

use runner::TaskRunner;

/// What was read.
#[derive(Debug)]
pub enum ConsoleLine {
    /// A line without its end, perhaps an empty one.
    Line(Zeroizing<String>),
    /// There are no more lines: Ctrl-D, or nobody is there any more.
    End,
    /// The person wants to leave at once: Ctrl-C, where it is no signal.
    Interrupted,
}

/// Where lines are said and read.
pub trait Console {
    /// Says a line.
    ///
    /// # Errors
    /// When nobody can hear it any more.
    fn say(&mut self, line: &str) -> io::Result<()>;

    /// Reads a line, without showing it where it is hidden.
    ///
    /// # Errors
    /// When nothing can be read.
    fn read(&mut self, prompt: &PlainPrompt) -> impl Future<Output = io::Result<ConsoleLine>>;
}

/// How plain mode ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainEnd {
    /// The person left, or the input has ended; everything typed is kept.
    Left,
    /// The person interrupted it; everything typed is kept.
    Interrupted,
    /// Something typed could not be kept.
    Unkept,
}

/// Leads a person through a connection. `stop` tells of an interruption.
///
/// # Errors
/// When nothing can be read or said any more; everything entered so far is kept by then.
pub async fn run(
    setup: PlainSetup,
    outside: PlainServices,
    console: &mut impl Console,
    stop: Stop,
) -> io::Result<PlainEnd> {
    let texts = Arc::clone(&setup.texts);
    let (mut conversation, tasks) = PlainModel::new(setup);
    let mut world = PlainRuntime { runner: TaskRunner::new(outside), console, texts, stop };
    world.perform(&mut conversation, tasks).await?;
    let mut interrupted = false;
    while let Some(prompt) = conversation.prompt() {
        let mut stop = world.stop.clone();
        let heard = tokio::select! {
            biased;
            () = stop_requested(&mut stop) => ConsoleLine::Interrupted,
            heard = world.console.read(&prompt) => heard?,
        };
        let tasks = match heard {
            ConsoleLine::Line(line) => conversation.handle_line(&line),
            ConsoleLine::End | ConsoleLine::Interrupted => {
                interrupted = matches!(heard, ConsoleLine::Interrupted);
                world.console.say("")?;
                conversation.stop()
            }
        };
        world.perform(&mut conversation, tasks).await?;
    }
    let tasks = conversation.closing_lines();
    world.perform(&mut conversation, tasks).await?;
    Ok(match (conversation.is_unkept(), interrupted) {
        (true, _) => PlainEnd::Unkept,
        (false, true) => PlainEnd::Interrupted,
        (false, false) => PlainEnd::Left,
    })
}

struct PlainRuntime<'a, C> {
    runner: TaskRunner,
    console: &'a mut C,
    texts: Arc<Texts>,
    stop: Stop,
}

impl<C: Console> PlainRuntime<'_, C> {
    /// Does the tasks in their order, and those that come of them.
    async fn perform(
        &mut self,
        conversation: &mut PlainModel,
        tasks: Vec<PlainEffect>,
    ) -> io::Result<()> {
        let mut waiting = VecDeque::from(tasks);
        // What is typed is kept even where nobody hears any more.
        let mut heard = Ok(());
        while let Some(task) = waiting.pop_front() {
            let result = match task {
                PlainEffect::Say(line) => {
                    if heard.is_ok() {
                        heard = self.console.say(&line);
                    }
                    continue;
                }
                PlainEffect::WithProgress(task) if heard.is_ok() => {
                    Some(self.run_with_progress(task).await)
                }
                // Nothing is sent for somebody who cannot hear what comes of it.
                PlainEffect::WithProgress(_) => None,
                task => self.runner.perform(task).await,
            };
            let next = result.map(|result| conversation.handle_result(result)).unwrap_or_default();
            next.into_iter().rev().for_each(|task| waiting.push_front(task));
        }
        heard
    }

    /// Does what has something to tell on its way.
    async fn run_with_progress(&mut self, task: ProgressEffect) -> PlainMessage {
        let (news, mut told) = mpsc::unbounded_channel();
        let done = self.runner.perform_with_progress(task, self.stop.clone(), news);
        let mut done = std::pin::pin!(done);
        loop {
            tokio::select! {
                biased;
                Some(news) = told.recv() => {
                    // It goes on to its end, whoever listens.
                    let _ = self.console.say(&news.words(&self.texts));
                }
                result = &mut done => return result,
            }
        }
    }
}
