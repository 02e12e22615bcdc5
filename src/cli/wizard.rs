//! `tunnelsmith` without a verb: the wizard.

use std::any::Any;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use crate::cloud::{Endpoint, RetryPolicy};
use crate::connection::key::Entropy;
use crate::connection::{ToMessage as _, message};
use crate::drafts::{Bookmark, DraftName, Folders};
use crate::flow::{AccessKeySource, Endpoints, Session, SessionOptions, Workspace};
use crate::rpc::Algorithm;
use crate::text::{Texts, shows_unicode};
use crate::tui::terminal::{self, ColorChoice, ColorDepth, environment};
use crate::tui::{
    AppConfig, EndedBy, Keymap, Palette, RunnerContext, RunningSandbox, StartSandbox, Theme,
    WizardError,
};

use super::args::{ColorMode, Common, OutputFormat, SandboxTiming, WizardArgs};
use super::exit::Exit;
use super::output::Output;
use super::session::{
    algorithm, credential_environment, sandbox_credentials, start_built_in_sandbox,
};
use super::settings::SettingsFile;

pub fn run(common: &Common, wanted: &WizardArgs, settings: SettingsFile, output: &Output) -> Exit {
    if common.output == OutputFormat::Json {
        return output.usage(&output.texts.say("wizard-no-json"));
    }
    if let Err(missing) = terminal::require_terminal() {
        let args = [("missing", missing.to_string().into())];
        output.print_error(&output.texts.format("wizard-no-terminal", &args));
        return Exit::Usage;
    }
    let (draft, endpoints) = match to_begin_with(common, wanted, output) {
        Ok(both) => both,
        Err(exit) => return exit,
    };
    let folders = Folders::find(common.drafts_dir.as_deref(), |name| std::env::var_os(name));
    let (keymap, note) = keymap(wanted, &settings, output);
    let setup = AppConfig {
        texts: Arc::new(Texts::new(output.language())),
        theme: theme(common, wanted),
        keymap,
        size: crossterm::terminal::size().unwrap_or((80, 24)),
        now: Timestamp::now(),
        bookmark: folders.as_ref().map(Bookmark::load).unwrap_or_default(),
        draft,
        region: common.region.clone().or_else(|| common.usual_region.clone()),
        sandbox: common.sandbox,
        endpoint: endpoints.vpc().map(ToString::to_string),
        note,
        mouse: wanted.mouse,
        entropy: Box::new(random as fn(&mut [u8])) as Box<dyn Entropy + Send>,
    };
    let reports = folders.map(|folders| folders.data().join("reports"));
    let outside = outside(common, endpoints, settings);
    match crate::tui::run(setup, outside, reports.unwrap_or_else(|_| std::env::temp_dir())) {
        Ok(farewell) => {
            // The screen they were told on is gone by now.
            for outcome in &farewell.outcomes {
                output.line(outcome);
            }
            match farewell.ended_by {
                EndedBy::ByPerson => Exit::Done,
                EndedBy::BySignal => Exit::Interrupted,
            }
        }
        Err(error @ WizardError::Terminal(_)) => {
            output.print_error(&error.to_string());
            Exit::Failed
        }
    }
}

/// The draft to open, by its name with or without the sign of kept drafts, and where the requests go.
///
/// # Errors
///
/// When the name is none, as that of a file, or an endpoint is none; it was told.
pub fn to_begin_with(
    common: &Common,
    wanted: &WizardArgs,
    output: &Output,
) -> Result<(Option<DraftName>, Endpoints), Exit> {
    let draft = wanted.draft.as_deref().map(|name| {
        DraftName::exactly(name.strip_prefix('@').unwrap_or(name)).ok_or_else(|| {
            let is_file = Path::new(name).is_file();
            let id = if is_file { "wizard-draft-is-file" } else { "wizard-no-draft" };
            output.usage(&output.texts.format(id, &[("name", name.to_owned().into())]))
        })
    });
    let endpoints =
        Endpoints::read(common.endpoint.iter().map(String::as_str)).map_err(|error| {
            let told = message!("at-place", place = "--endpoint", why = error.message());
            output.usage(&output.texts.format_message(&told))
        })?;
    Ok((draft.transpose()?, endpoints))
}

fn theme(common: &Common, wanted: &WizardArgs) -> Theme {
    let colours = match common.color {
        ColorMode::Auto => ColorChoice::Auto,
        ColorMode::Always => ColorChoice::Always,
        ColorMode::Never => ColorChoice::Never,
    };
    let theme = Theme::new(
        ColorDepth::of(colours, environment) != ColorDepth::None,
        shows_unicode(environment),
    );
    theme.with(wanted.theme.as_deref().and_then(Palette::named).unwrap_or_default())
}

/// The keys in force, and what there is to tell of them. What an earlier release kept in `keys.json` moves
/// into the settings once.
fn keymap(
    wanted: &WizardArgs,
    settings: &SettingsFile,
    output: &Output,
) -> (Keymap, Option<String>) {
    if !wanted.own_keys.is_empty() {
        // They were judged when they were read.
        return (Keymap::from_overrides(&wanted.own_keys).unwrap_or_default(), None);
    }
    match settings.migrate_keys() {
        Ok(None) => (Keymap::default(), None),
        Ok(Some(taken)) => {
            let shown = |path: &std::path::Path| path.display().to_string().into();
            let args = [
                ("from", shown(&taken.from)),
                ("to", shown(&taken.to)),
                ("kept", shown(&taken.kept)),
            ];
            let note = output.texts.format("config-keys-taken-over", &args);
            (Keymap::from_overrides(&taken.keys).unwrap_or_default(), Some(note))
        }
        Err(why) => (Keymap::default(), Some(why)),
    }
}

/// Random bytes of the operating system.
pub fn random(buffer: &mut [u8]) {
    // Without them there is no key: anything else in their place would be one that can be guessed.
    getrandom::fill(buffer).expect("the operating system gives random bytes");
}

fn outside(common: &Common, endpoints: Endpoints, settings: SettingsFile) -> RunnerContext {
    let algorithm = algorithm(common.signature);
    let access = AccessKeySource::Search {
        profile: common.profile.clone(),
        around: credential_environment(common),
    };
    let policy = RetryPolicy::default();
    let session = Session::new(SessionOptions { endpoints, algorithm, policy, access });
    let workspace = Workspace::open(common.drafts_dir.as_deref(), |name| std::env::var_os(name));
    RunnerContext {
        session,
        start_sandbox: start_sandbox(algorithm, common.life.clone()),
        keep_setting: Box::new(move |name, value| settings.keep(name, value)),
        workspace: workspace.map_err(|error| error.to_string()),
    }
}

fn start_sandbox(algorithm: Algorithm, life: SandboxTiming) -> StartSandbox {
    Box::new(move || {
        let life = life.clone();
        Box::pin(async move {
            let sandbox = start_built_in_sandbox(&life).await.map_err(|error| error.to_string())?;
            let endpoint =
                Endpoint::parse(&sandbox.endpoint()).map_err(|error| error.to_string())?;
            let session = Session::new(SessionOptions {
                endpoints: Endpoints::everywhere(endpoint),
                algorithm,
                policy: RetryPolicy::default(),
                access: AccessKeySource::Given {
                    credentials: sandbox_credentials(),
                    sandbox: true,
                },
            });
            let serving: RunningSandbox = (session, Box::new(sandbox) as Box<dyn Any + Send>);
            Ok(serving)
        })
    })
}
