//! `tunnelsmith --plain`: the walk of the wizard as questions and answers.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Arc;

use tokio::runtime::Builder;
use tokio::sync::watch;

use crate::cloud::RetryPolicy;
use crate::connection::key::Entropy;
use crate::files::blocking;
use crate::peer::MAX_CONFIG_BYTES;
use crate::plain::{Console, ConsoleLine, PlainEnd, PlainPrompt, PlainServices, PlainSetup};
use crate::text::{Texts, printable, space_after};

use super::args::{Common, OutputFormat, WizardArgs};
use super::ask::{NoEchoTerminal, hidden, line, lines_until};
use super::exit::{Exit, ExitResult};
use super::output::Output;
use super::session::{algorithm, run_async, sandbox_session, service_session};
use super::wizard::{random, to_begin_with};

/// Whether plain mode is wanted: asked for, or the terminal can do no more. Without a terminal it has to be
/// asked for, so that a forgotten verb in a script does not wait for answers.
pub fn is_wanted(wanted: &WizardArgs) -> bool {
    let is_terminal = || io::stdin().is_terminal() && io::stdout().is_terminal();
    let is_dumb = || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    wanted.plain || (is_dumb() && is_terminal())
}

pub fn run(common: &Common, wanted: &WizardArgs, output: &Output) -> ExitResult {
    if common.output == OutputFormat::Json {
        return Err(output.usage(&output.texts.say("wizard-no-json")));
    }
    let (draft, endpoints) = to_begin_with(common, wanted, output)?;
    let setup = PlainSetup {
        texts: Arc::new(Texts::new(output.language())),
        draft,
        region: common.region.clone().or_else(|| common.usual_region.clone()),
        sandbox: common.sandbox,
        endpoint: endpoints.vpc().map(ToString::to_string),
        entropy: Box::new(random as fn(&mut [u8])) as Box<dyn Entropy + Send>,
    };
    let (interrupt, interrupted) = watch::channel(false);
    run_async(output, async {
        // It serves as long as the walk lasts.
        let (signed, policy) = (algorithm(common.signature), RetryPolicy::default());
        let (session, _sandbox) = match common.sandbox {
            true => {
                let started = sandbox_session(&common.life, signed, policy).await;
                let (session, sandbox) = started.map_err(|error| output.fail(error))?;
                (session, Some(sandbox))
            }
            false => (service_session(common, endpoints, policy), None),
        };
        let workspace = super::store::open(common).map_err(|(_, problem)| problem);
        let outside = PlainServices { session, workspace };
        hear_interruptions(interrupt);
        match crate::plain::run(setup, outside, &mut Lines, interrupted).await {
            Ok(PlainEnd::Left) => Ok(Exit::Done),
            Ok(PlainEnd::Interrupted) => Ok(Exit::Interrupted),
            Ok(PlainEnd::Unkept) => Ok(Exit::Failed),
            Err(error) => Err(output.fail(error)),
        }
    })
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
        let entered = blocking(move || match until {
            Some(end) => lines_until(end, MAX_CONFIG_BYTES, is_quiet),
            None if is_quiet => hidden(),
            None => line(),
        });
        let entered = entered.await;
        drop(quiet);
        let entered = entered?;
        // A terminal has shown what was typed; elsewhere it is said, so that what is written reads well.
        if let ConsoleLine::Line(line) = &entered {
            match (is_hidden, is_terminal) {
                (true, _) => writeln!(io::stdout())?,
                (false, false) => writeln!(io::stdout(), "{}", printable(line))?,
                (false, true) => {}
            }
        }
        Ok(entered)
    }
}
