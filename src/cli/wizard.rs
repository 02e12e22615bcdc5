//! `tunnelsmith` without a verb: the wizard.

use std::any::Any;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use crate::cloud::RetryPolicy;
use crate::connection::key::Entropy;
use crate::drafts::{Bookmark, DraftName};
use crate::flow::Endpoints;
use crate::rpc::Algorithm;
use crate::text::{Texts, shows_unicode};
use crate::tui::terminal::{self, ColorChoice, environment, shows_color};
use crate::tui::{
    AppConfig, EndedBy, Keymap, Palette, RunnerContext, RunningSandbox, StartSandbox, Theme,
};

use super::args::{ColorMode, Common, OutputFormat, SandboxTiming, WizardArgs};
use super::exit::{Exit, ExitResult};
use super::output::Output;
use super::session::{algorithm, read_endpoints, sandbox_session, service_session};
use super::settings::SettingsFile;

pub fn run(
    common: &Common,
    wanted: &WizardArgs,
    settings: SettingsFile,
    output: &Output,
) -> ExitResult {
    if common.output == OutputFormat::Json {
        return Err(output.usage(&output.texts.say("wizard-no-json")));
    }
    terminal::require_terminal().map_err(|missing| {
        let args = [("missing", missing.to_string().into())];
        output.usage(&output.texts.format("wizard-no-terminal", &args))
    })?;
    let (draft, endpoints) = to_begin_with(common, wanted, output)?;
    let folders = super::store::folders(common);
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
    let reports = reports.unwrap_or_else(|_| std::env::temp_dir());
    let farewell = crate::tui::run(setup, outside, reports).map_err(|error| output.fail(error))?;
    // The screen they were told on is gone by now.
    for outcome in &farewell.outcomes {
        output.line(outcome);
    }
    Ok(match farewell.ended_by {
        EndedBy::ByPerson => Exit::Done,
        EndedBy::BySignal => Exit::Interrupted,
    })
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
    let endpoints = read_endpoints(common, output).map_err(|why| output.usage(&why))?;
    Ok((draft.transpose()?, endpoints))
}

fn theme(common: &Common, wanted: &WizardArgs) -> Theme {
    let colours = match common.color {
        ColorMode::Auto => ColorChoice::Auto,
        ColorMode::Always => ColorChoice::Always,
        ColorMode::Never => ColorChoice::Never,
    };
    let theme = Theme::new(shows_color(colours, environment), shows_unicode(environment));
    theme.with(wanted.theme.as_deref().and_then(Palette::from_name).unwrap_or_default())
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
    RunnerContext {
        session: service_session(common, endpoints, RetryPolicy::default()),
        start_sandbox: start_sandbox(algorithm(common.signature), common.life.clone()),
        keep_setting: Box::new(move |name, value| settings.keep(name, value)),
        workspace: super::store::open(common).map_err(|(_, problem)| problem),
    }
}

fn start_sandbox(algorithm: Algorithm, life: SandboxTiming) -> StartSandbox {
    Box::new(move || {
        let life = life.clone();
        Box::pin(async move {
            let started = sandbox_session(&life, algorithm, RetryPolicy::default()).await;
            let (session, sandbox) = started.map_err(|error| error.to_string())?;
            let serving: RunningSandbox = (session, Box::new(sandbox) as Box<dyn Any + Send>);
            Ok(serving)
        })
    })
}
