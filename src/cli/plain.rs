//! `tunnelsmith --plain`: the walk of the wizard as questions and answers.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Arc;

use tokio::runtime::Builder;
use tokio::sync::watch;
use tokio::task::spawn_blocking;

use crate::cloud::{Endpoint, RetryPolicy};
use crate::connection::key::Entropy;
use crate::flow::{AccessKeySource, Endpoints, Session, SessionOptions, Workspace};
use crate::peer::MAX_CONFIG_BYTES;
use crate::plain::{Console, ConsoleLine, PlainEnd, PlainPrompt, PlainServices, PlainSetup};
use crate::sandbox::Sandbox;
use crate::text::{Texts, printable, space_after};

use super::args::{Common, OutputFormat, WizardArgs};
use super::ask::{ConsoleInput, NoEchoTerminal, hidden, line, lines_until};
use super::exit::Exit;
use super::output::Output;
use super::session::{
    algorithm, credential_environment, run_async, sandbox_credentials, start_built_in_sandbox,
};
use super::wizard::{random, to_begin_with};

/// Whether plain mode is wanted: asked for, or the terminal can do no more. Without a terminal it has to be
/// asked for, so that a forgotten verb in a script does not wait for answers.
pub fn is_wanted(wanted: &WizardArgs) -> bool {
    let is_terminal = || io::stdin().is_terminal() && io::stdout().is_terminal();
    let is_dumb = || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    wanted.plain || (is_dumb() && is_terminal())
}

pub fn run(common: &Common, wanted: &WizardArgs, output: &Output) -> Exit {
    if common.output == OutputFormat::Json {
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
        let outside = PlainServices { session, workspace };
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
            output.print_error(&error.to_string());
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
    let policy = RetryPolicy::default();
    if !common.sandbox {
        let (profile, around) = (common.profile.clone(), credential_environment(common));
        let access = AccessKeySource::Search { profile, around };
        return Ok((Session::new(SessionOptions { endpoints, algorithm, policy, access }), None));
    }
    let sandbox = start_built_in_sandbox(&common.life).await?;
    let endpoint = Endpoint::parse(&sandbox.endpoint()).map_err(io::Error::other)?;
    let access = AccessKeySource::Given { credentials: sandbox_credentials(), sandbox: true };
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

    async fn read(&mut self, prompt: &PlainPrompt) -> io::Result<ConsoleLine> {
        let is_hidden = prompt.hidden;
        let is_terminal = io::stdin().is_terminal();
        // Before the prompt, so that nothing typed in answer to it is shown; and given back by whatever ends
        // the wait for the line. What comes on a pipe is shown by nobody.
        let quiet = (is_hidden && is_terminal).then(NoEchoTerminal::begin).transpose()?;
        {
            let mut stdout = io::stdout().lock();
            write!(stdout, "{}{}", prompt.text, space_after(&prompt.text))?;
            stdout.flush()?;
        }
        let is_quiet = quiet.is_some();
        let until = prompt.until;
        let entered = spawn_blocking(move || match until {
            Some(end) => lines_until(end, MAX_CONFIG_BYTES, is_quiet),
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
        if let ConsoleInput::Line(line) = &entered {
            match (is_hidden, is_terminal) {
                (true, _) => writeln!(io::stdout())?,
                (false, false) => writeln!(io::stdout(), "{}", printable(line))?,
                (false, true) => {}
            }
        }
        Ok(match entered {
            ConsoleInput::Line(line) => ConsoleLine::Line(line),
            ConsoleInput::End => ConsoleLine::End,
            ConsoleInput::Interrupted => ConsoleLine::Interrupted,
        })
    }
}
