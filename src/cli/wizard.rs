//! `tunnelsmith` without a verb: the wizard.

use std::any::Any;
use std::sync::Arc;

use jiff::Timestamp;

use crate::cloud::{Endpoint, Policy};
use crate::connection::key::Entropy;
use crate::drafts::{Bookmark, DraftName, Folders, SourceError, load_plain};
use crate::flow::{Access, Endpoints, Session, SessionOptions, Workspace};
use crate::rpc::Algorithm;
use crate::text::{Language, Texts};
use crate::tui::terminal::{self, Colours, Depth, environment};
use crate::tui::{Ended, Keymap, Outside, Serving, Setup, StartSandbox, Theme, WizardError};

use super::args::{Common, Form, SandboxLife, When, WizardArgs};
use super::exit::Exit;
use super::output::Output;
use super::session::{algorithm, sandbox_credentials, started, surroundings};

pub fn run(common: &Common, wanted: &WizardArgs, output: &Output) -> Exit {
    if common.output == Form::Json {
        return output.usage(&output.texts.say("wizard-no-json"));
    }
    if let Err(missing) = terminal::there() {
        let args = [("missing", missing.to_string().into())];
        output.trouble(&output.texts.say_with("wizard-no-terminal", &args));
        return Exit::Usage;
    }
    let draft = match wanted.draft.as_deref().map(named).transpose() {
        Ok(draft) => draft,
        Err(name) => {
            let args = [("name", name.into())];
            return output.usage(&output.texts.say_with("wizard-no-draft", &args));
        }
    };
    let endpoints = match Endpoints::read(common.endpoint.iter().map(String::as_str)) {
        Ok(endpoints) => endpoints,
        Err(error) => return output.usage(&format!("--endpoint: {error}")),
    };
    let folders = Folders::find(common.drafts_dir.as_deref(), |name| std::env::var_os(name));
    let (keymap, note) = keymap(folders.as_ref().ok());
    let setup = Setup {
        texts: Arc::new(Texts::new(Language::English)),
        theme: theme(common),
        keymap,
        size: crossterm::terminal::size().unwrap_or((80, 24)),
        now: Timestamp::now(),
        bookmark: folders.as_ref().map(Bookmark::load).unwrap_or_default(),
        draft,
        region: common.region.clone(),
        sandbox: common.sandbox,
        endpoint: endpoints.vpc().map(ToString::to_string),
        note,
        mouse: wanted.mouse,
        entropy: Box::new(random as fn(&mut [u8])) as Box<dyn Entropy + Send>,
    };
    let reports = folders.map(|folders| folders.data().join("reports"));
    let outside = outside(common, endpoints);
    match crate::tui::run(setup, outside, reports.unwrap_or_else(|_| std::env::temp_dir())) {
        Ok(farewell) => {
            // The screen they were told on is gone by now.
            for outcome in &farewell.outcomes {
                output.line(outcome);
            }
            match farewell.ended_by {
                Ended::ByPerson => Exit::Done,
                Ended::BySignal => Exit::Interrupted,
            }
        }
        Err(error @ WizardError::Terminal(_)) => {
            output.trouble(&error.to_string());
            Exit::Failed
        }
    }
}

/// The draft of a name, with or without the sign of kept drafts.
pub fn named(name: &str) -> Result<DraftName, String> {
    let bare = name.strip_prefix('@').unwrap_or(name);
    DraftName::exactly(bare).ok_or_else(|| name.to_owned())
}

fn theme(common: &Common) -> Theme {
    let wish = match common.color {
        When::Auto => Colours::Auto,
        When::Always => Colours::Always,
        When::Never => Colours::Never,
    };
    Theme::new(Depth::of(wish, environment) != Depth::None, terminal::unicode(environment))
}

/// The keys in force, and what is wrong with a person's own, which then do not count.
fn keymap(folders: Option<&Folders>) -> (Keymap, Option<String>) {
    let Some(path) = folders.and_then(Folders::keys) else { return Default::default() };
    let why = match load_plain(&path) {
        // Most people have none.
        Err(SourceError::Missing) => None,
        Err(error) => Some(error.to_string()),
        Ok(text) => match Keymap::with_own(&text) {
            Ok(keymap) => return (keymap, None),
            Err(error) => Some(error.to_string()),
        },
    };
    (Keymap::default(), why.map(|why| format!("{}: {why}", path.display())))
}

/// Random bytes of the operating system.
pub fn random(buffer: &mut [u8]) {
    // Without them there is no key: anything else in their place would be one that can be guessed.
    getrandom::fill(buffer).expect("the operating system gives random bytes");
}

fn outside(common: &Common, endpoints: Endpoints) -> Outside {
    let algorithm = algorithm(common.signature);
    let access = Access::Search { profile: common.profile.clone(), around: surroundings(common) };
    let policy = Policy::default();
    let session = Session::new(SessionOptions { endpoints, algorithm, policy, access });
    let workspace = Workspace::open(common.drafts_dir.as_deref(), |name| std::env::var_os(name));
    Outside {
        session,
        start_sandbox: start_sandbox(algorithm, common.life.clone()),
        workspace: workspace.map_err(|error| error.to_string()),
    }
}

fn start_sandbox(algorithm: Algorithm, life: SandboxLife) -> StartSandbox {
    Box::new(move || {
        let life = life.clone();
        Box::pin(async move {
            let sandbox = started(&life).await.map_err(|error| error.to_string())?;
            let endpoint =
                Endpoint::parse(&sandbox.endpoint()).map_err(|error| error.to_string())?;
            let session = Session::new(SessionOptions {
                endpoints: Endpoints::everywhere(endpoint),
                algorithm,
                policy: Policy::default(),
                access: Access::Given { credentials: sandbox_credentials(), sandbox: true },
            });
            let serving: Serving = (session, Box::new(sandbox) as Box<dyn Any + Send>);
            Ok(serving)
        })
    })
}
