//! `tunnelsmith --plain`: the walk of the wizard as questions and answers.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Arc;

use tokio::runtime::Builder;
use tokio::sync::watch;
use tokio::task::spawn_blocking;

use crate::cloud::{Endpoint, Policy};
use crate::connection::key::Entropy;
use crate::flow::{Access, Endpoints, Session, SessionOptions, Workspace};
use crate::peer::LONGEST;
use crate::plain::{Console, Heard, PlainEnd, PlainOutside, PlainPrompt, PlainSetup};
use crate::sandbox::Sandbox;
use crate::text::{Texts, gap_after, printable};

use super::args::{Common, Form, WizardArgs};
use super::ask::{Entered, Quiet, hidden, line, lines_until};
use super::exit::Exit;
use super::output::Output;
use super::session::{algorithm, run_async, sandbox_credentials, started, surroundings};
use super::wizard::{random, to_begin_with};

/// Whether plain mode is wanted: asked for, or the terminal can do no more. Without a terminal it has to be
/// asked for, so that a forgotten verb in a script does not wait for answers.
pub fn is_wanted(wanted: &WizardArgs) -> bool {
    let is_terminal = || io::stdin().is_terminal() && io::stdout().is_terminal();
    let is_dumb = || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    wanted.plain || (is_dumb() && is_terminal())
}

pub fn run(common: &Common, wanted: &WizardArgs, output: &Output) -> Exit {
    if common.output == Form::Json {
        return output.usage(&output.texts.say("wizard-no-json"));
    }
    let (draft, endpoints) = match to_begin_with(common, wanted, output) {
        Ok(both) => both,
        Err(exit) => return exit,
    };
    let setup = PlainSetup {
        texts: Arc::new(Texts::new(output.language())),
        draft,
        region: common.region.clone().or_else(|| common.usual_region.clone()),
        sandbox: common.sandbox,
        endpoint: endpoints.vpc().map(ToString::to_string),
        entropy: Box::new(random as fn(&mut [u8])) as Box<dyn Entropy + Send>,
    };
    let (interrupt, interrupted) = watch::channel(false);
    let ended = run_async(output, async {
        // It serves as long as the walk lasts.
        let (session, _sandbox) = session(common, endpoints).await?;
        let workspace =
            Workspace::open(common.drafts_dir.as_deref(), |name| std::env::var_os(name));
        let workspace = workspace.map_err(|error| error.to_string());
        let outside = PlainOutside { session, workspace };
        hear_interruptions(interrupt);
        crate::plain::run(setup, outside, &mut Lines, interrupted).await
    });
    let ended = match ended {
        Ok(ended) => ended,
        Err(exit) => return exit,
    };
    match ended {
        Ok(PlainEnd::Left) => Exit::Done,
        Ok(PlainEnd::Interrupted) => Exit::Interrupted,
        Ok(PlainEnd::Unkept) => Exit::Failed,
        Err(error) => {
            output.trouble(&error.to_string());
            Exit::Failed
        }
    }
}

/// Tells of the first interruption, and ends the program at the second: a disk that hangs keeps nobody here.
/// On a thread of its own, since the walk itself waits for the disk.
fn hear_interruptions(interrupt: watch::Sender<bool>) {
    std::thread::spawn(move || {
        // Without a runtime nobody can interrupt in good order, and the system does it.
        let Ok(runtime) = Builder::new_current_thread().enable_all().build() else { return };
        runtime.block_on(async {
            interruption().await;
            // Nobody waits for it any more once the walk has ended.
            let _ = interrupt.send(true);
            interruption().await;
            std::process::exit(Exit::Interrupted as i32);
        });
    });
}

/// Ends once the person or the system wants the walk to end.
async fn interruption() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let (Ok(mut ended), Ok(mut gone)) =
            (signal(SignalKind::terminate()), signal(SignalKind::hangup()))
        {
            tokio::select! {
                Ok(()) = tokio::signal::ctrl_c() => {}
                Some(()) = ended.recv() => {}
                Some(()) = gone.recv() => {}
                else => std::future::pending().await,
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        // Nobody can interrupt.
        std::future::pending::<()>().await;
    }
}

async fn session(common: &Common, endpoints: Endpoints) -> io::Result<(Session, Option<Sandbox>)> {
    let algorithm = algorithm(common.signature);
    let policy = Policy::default();
    if !common.sandbox {
        let (profile, around) = (common.profile.clone(), surroundings(common));
        let access = Access::Search { profile, around };
        return Ok((Session::new(SessionOptions { endpoints, algorithm, policy, access }), None));
    }
    let sandbox = started(&common.life).await?;
    let endpoint = Endpoint::parse(&sandbox.endpoint()).map_err(io::Error::other)?;
    let access = Access::Given { credentials: sandbox_credentials(), sandbox: true };
    let endpoints = Endpoints::everywhere(endpoint);
    let options = SessionOptions { endpoints, algorithm, policy, access };
    Ok((Session::new(options), Some(sandbox)))
}

/// Standard input and standard output, line by line.
struct Lines;

impl Console for Lines {
    fn say(&mut self, line: &str) -> io::Result<()> {
        let mut stdout = io::stdout().lock();
        // What came from files and from elsewhere acts on no terminal.
        writeln!(stdout, "{}", printable(line))?;
        stdout.flush()
    }

    async fn read(&mut self, prompt: &PlainPrompt) -> io::Result<Heard> {
        let is_hidden = prompt.hidden;
        let is_terminal = io::stdin().is_terminal();
        // Before the prompt, so that nothing typed in answer to it is shown; and given back by whatever ends
        // the wait for the line. What comes on a pipe is shown by nobody.
        let quiet = (is_hidden && is_terminal).then(Quiet::begin).transpose()?;
        {
            let mut stdout = io::stdout().lock();
            write!(stdout, "{}{}", prompt.text, gap_after(&prompt.text))?;
            stdout.flush()?;
        }
        let is_quiet = quiet.is_some();
        let until = prompt.until;
        let entered = spawn_blocking(move || match until {
            Some(end) => lines_until(end, LONGEST, is_quiet),
            None if is_quiet => hidden(),
            None => line(),
        });
        let entered = entered.await;
        drop(quiet);
        let entered = match entered {
            Ok(entered) => entered?,
            Err(failed) => std::panic::resume_unwind(failed.into_panic()),
        };
        // A terminal has shown what was typed; elsewhere it is said, so that what is written reads well.
        if let Entered::Line(line) = &entered {
            match (is_hidden, is_terminal) {
                (true, _) => writeln!(io::stdout())?,
                (false, false) => writeln!(io::stdout(), "{}", printable(line))?,
                (false, true) => {}
            }
        }
        Ok(match entered {
            Entered::Line(line) => Heard::Line(line),
            Entered::End => Heard::End,
            Entered::Interrupted => Heard::Interrupted,
        })
    }
}
