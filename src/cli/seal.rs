//! `tunnelsmith drafts seal` and `tunnelsmith drafts share`: keys that only chosen people can read.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::connection::FieldPath;
use crate::drafts::{
    self, Folders, Identity, Recipient, RewriteError, Rewritten, replace, seal_keys, share_keys,
};

use super::args::{Common, SealArgs, ShareArgs};
use super::output::Output;
use super::{Exit, identity, usage};

pub fn seal(common: &Common, wanted: &SealArgs, output: &Output) -> Exit {
    let work = |text: &str, identity: &Identity, others: &[Recipient]| {
        let all: Vec<Recipient> =
            std::iter::once(identity.recipient()).chain(others.iter().cloned()).collect();
        seal_keys(text, &all)
    };
    run(common, &wanted.files, &wanted.recipients, output, "seal-nothing", work)
}

pub fn share(common: &Common, wanted: &ShareArgs, output: &Output) -> Exit {
    run(common, &wanted.files, &wanted.recipients, output, "share-nothing", share_keys)
}

type Done = Result<Rewritten, RewriteError>;

fn run(
    common: &Common,
    files: &[PathBuf],
    recipients: &[String],
    output: &Output,
    nothing: &str,
    work: impl Fn(&str, &Identity, &[Recipient]) -> Done,
) -> Exit {
    let mut others: Vec<Recipient> = Vec::new();
    for (number, text) in (1..).zip(recipients) {
        match text.parse() {
            Ok(recipient) => others.push(recipient),
            // The text itself may be a secret.
            Err(error) => return usage(output, &format!("--with, recipient {number}: {error}")),
        }
    }
    let mut targets = Vec::new();
    for file in files {
        match Target::find(common, file) {
            Ok(target) => targets.push(target),
            Err(problem) => return usage(output, &problem),
        }
    }
    let identity = match identity::make(output) {
        Ok(identity) => identity,
        Err(error) => return identity::refuse(&error, output),
    };
    let work = |text: &str| work(text, &identity, &others);
    targets.iter().map(|target| target.settle(output, nothing, &work)).max().unwrap_or(Exit::Done)
}

/// A draft to be rewritten.
struct Target {
    /// As named on the command line.
    name: String,
    path: PathBuf,
    /// What the store keeps of a draft's past, where the same keys stand.
    versions: Vec<PathBuf>,
}

impl Target {
    fn find(common: &Common, file: &Path) -> Result<Self, String> {
        let name = file.display().to_string();
        if file == Path::new("-") {
            return Err("a draft is sealed where it lies; name its file".to_owned());
        }
        let Some(kept) = file.to_str().and_then(|file| file.strip_prefix('@')) else {
            return Ok(Self { name, path: file.to_owned(), versions: Vec::new() });
        };
        if kept.is_empty() || kept.starts_with('.') || kept.contains(['/', '\\']) {
            return Err(format!("{name}: a kept draft is named by its name alone, as in @fra-dc1"));
        }
        let folders = Folders::find(common.drafts_dir.as_deref(), |name| std::env::var_os(name))
            .map_err(|error| error.to_string())?;
        let versions = json_files(&folders.drafts().join(".versions").join(kept));
        Ok(Self { name, path: folders.drafts().join(format!("{kept}.json")), versions })
    }

    fn settle(&self, output: &Output, nothing: &str, work: &dyn Fn(&str) -> Done) -> Exit {
        let sealed = match rewrite(&self.path, work) {
            Ok(sealed) => sealed,
            Err(failed) => return self.fail(output, failed),
        };
        self.tell(output, nothing, &sealed);
        let mut changed = 0_usize;
        for path in &self.versions {
            match rewrite(path, work) {
                Ok(sealed) => changed += usize::from(!sealed.is_empty()),
                // It is no draft of today's format, or sealed for others: as it was before.
                Err((Exit::Invalid, _)) => {}
                Err(failed) => return self.fail(output, failed),
            }
        }
        if changed > 0 {
            let args = [("count", changed.into())];
            output.note(&output.texts.say_with("seal-versions", &args));
        }
        if !sealed.is_empty() {
            output.note(&output.texts.say("seal-copies"));
        }
        Exit::Done
    }

    fn tell(&self, output: &Output, nothing: &str, sealed: &[(FieldPath, Vec<Recipient>)]) {
        let names = |recipients: &[Recipient]| -> Vec<String> {
            recipients.iter().map(ToString::to_string).collect()
        };
        if output.is_json() {
            let sealed: Vec<_> = sealed
                .iter()
                .map(|(field, all)| json!({"field": field.to_string(), "for": names(all)}))
                .collect();
            output.json(&json!({"file": self.name, "sealed": sealed}));
            return;
        }
        for (field, recipients) in sealed {
            let args = [
                ("field", field.to_string().into()),
                ("recipients", names(recipients).join(", ").into()),
            ];
            let text = output.texts.say_with("seal-done", &args);
            output.line(&crate::text::printable(&format!("{}: {text}", self.name)));
        }
        if sealed.is_empty() {
            output.note(&format!("{}: {}", self.name, output.texts.say(nothing)));
        }
    }

    fn fail(&self, output: &Output, (exit, problems): Failed) -> Exit {
        for problem in problems {
            output.trouble(&format!("{}: {problem}", self.name));
        }
        exit
    }
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let json = OsString::from("json");
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths.filter(|path| path.extension() == Some(&json)).collect()
}

/// What went wrong with one file, a line each.
type Failed = (Exit, Vec<String>);

fn rewrite(
    path: &Path,
    work: &dyn Fn(&str) -> Done,
) -> Result<Vec<(FieldPath, Vec<Recipient>)>, Failed> {
    let text = drafts::load(path).map_err(|error| (Exit::Usage, vec![error.to_string()]))?;
    let done = work(&text).map_err(|error| match error {
        RewriteError::Unread(errors) => {
            (Exit::Invalid, errors.iter().map(ToString::to_string).collect())
        }
        error => (Exit::Invalid, vec![error.to_string()]),
    })?;
    if !done.sealed.is_empty() {
        replace(path, &text, &done.text)
            .map_err(|error| (Exit::Failed, vec![error.to_string()]))?;
    }
    Ok(done.sealed)
}
