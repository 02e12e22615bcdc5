//! `tunnelsmith drafts seal` and `tunnelsmith drafts share`: keys that only chosen people can read.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::connection::ToMessage as _;
use crate::connection::message;
use crate::drafts::store::ResealOutcome;
use crate::drafts::{
    self, DraftName, Identity, Recipient, RecipientError, RewriteError, RewrittenDraft, SealReport,
    Store, StoreError, replace, seal_keys, share_keys,
};
use crate::text::format_in_process_language;

use super::args::{Common, SealArgs, ShareArgs};
use super::exit::{Exit, ExitResult};
use super::identity;
use super::load::kept_name;
use super::output::Output;
use super::store::{exit_of, open, parse_name};

pub fn seal(common: &Common, args: &SealArgs, output: &Output) -> ExitResult {
    let work = |text: &str, _: &Identity, all: &[Recipient]| seal_keys(text, all);
    run(common, &args.files, &args.recipients, output, SealMode::Seal, work)
}

pub fn share(common: &Common, args: &ShareArgs, output: &Output) -> ExitResult {
    run(common, &args.files, &args.recipients, output, SealMode::Share, share_keys)
}

/// What was asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SealMode {
    Seal,
    Share,
}

type RewriteResult = Result<RewrittenDraft, RewriteError>;

fn run(
    common: &Common,
    files: &[PathBuf],
    others: &[String],
    output: &Output,
    args: SealMode,
    work: impl Fn(&str, &Identity, &[Recipient]) -> RewriteResult,
) -> ExitResult {
    let mut recipients: Vec<Recipient> = Vec::new();
    for (number, text) in (1_usize..).zip(others) {
        recipients.push(text.parse().map_err(|error: RecipientError| {
            // The text itself may be a secret.
            let told = message!("seal-with", number, why = error.message());
            output.usage(&output.texts.format_message(&told))
        })?);
    }
    let targets =
        files.iter().map(|file| Target::find(common, file)).collect::<Result<Vec<_>, _>>();
    let targets = targets.map_err(|problem| output.usage(&problem))?;
    let identity = identity::load_or_create(output).map_err(|error| output.fail(error))?;
    recipients.insert(0, identity.recipient());
    let work = |text: &str| work(text, &identity, &recipients);
    let settled = targets.iter().map(|target| match target.reseal(&recipients, &work) {
        Ok(done) => target.report(output, args, &done, &recipients[0]),
        Err(failed) => target.fail(output, failed),
    });
    Ok(settled.max().unwrap_or(Exit::Done))
}

/// A draft to be rewritten.
struct Target {
    /// As named on the command line.
    name: String,
    place: SealTarget,
}

/// Where a draft is kept, and by whom.
enum SealTarget {
    File(PathBuf),
    Store(Store, DraftName),
}

impl Target {
    fn find(common: &Common, file: &Path) -> Result<Self, String> {
        let name = file.display().to_string();
        if file == Path::new("-") {
            return Err(format_in_process_language(&message!("seal-stdin")));
        }
        let Some(kept) = kept_name(file) else {
            return Ok(Self { name, place: SealTarget::File(file.to_owned()) });
        };
        let problem = |(_, problem)| format!("{name}: {problem}");
        let workspace = open(common).map_err(problem)?;
        let kept = parse_name(kept).map_err(problem)?;
        Ok(Self { name, place: SealTarget::Store(workspace.store().clone(), kept) })
    }

    fn reseal(
        &self,
        recipients: &[Recipient],
        work: &dyn Fn(&str) -> RewriteResult,
    ) -> Result<ResealOutcome, SealFailure> {
        match &self.place {
            SealTarget::File(path) => rewrite(path, work).map(ResealOutcome::without_past),
            SealTarget::Store(store, name) => store.reseal(name, recipients, work).map_err(failed),
        }
    }

    fn report(
        &self,
        output: &Output,
        args: SealMode,
        done: &ResealOutcome,
        own: &Recipient,
    ) -> Exit {
        if output.is_json() {
            output.json(&self.as_json(args, &done.draft, own));
        } else {
            self.tell_keys(output, args, &done.draft, own);
        }
        if done.versions > 0 {
            let args = [("count", done.versions.into())];
            output.note(&output.texts.format("seal-versions", &args));
        }
        if done.draft.was_plain() || done.versions > 0 {
            output.note(&output.texts.say("seal-copies"));
        }
        for error in &done.left {
            output.print_error_about(&self.name, &error.to_string());
        }
        done.left.iter().map(exit_of).max().unwrap_or(Exit::Done)
    }

    fn as_json(&self, args: SealMode, draft: &RewrittenDraft, own: &Recipient) -> Json {
        let names = |recipients: &[Recipient]| -> Vec<String> {
            recipients.iter().map(ToString::to_string).collect()
        };
        let keys = |keys: &[SealReport]| -> Json {
            let key = |key: &SealReport| {
                json!({
                    "field": key.field.to_string(),
                    "for": names(&key.recipients),
                    "added": names(&key.added),
                })
            };
            keys.iter().map(key).collect()
        };
        let mut line = json!({
            "file": self.name,
            "you": own.to_string(),
            "sealed": keys(&draft.sealed),
        });
        if args == SealMode::Share {
            line["kept"] = keys(&draft.kept);
        }
        line
    }

    fn tell_keys(&self, output: &Output, args: SealMode, draft: &RewrittenDraft, own: &Recipient) {
        let tell = |key: &SealReport, words: &str| {
            let marked = |recipient: &Recipient| {
                let name = recipient.to_string();
                match recipient {
                    _ if recipient == own => {
                        output.texts.format("seal-you", &[("recipient", name.into())])
                    }
                    _ if key.added.contains(recipient) => {
                        output.texts.format("seal-new", &[("recipient", name.into())])
                    }
                    _ => name,
                }
            };
            let recipients: Vec<String> = key.recipients.iter().map(marked).collect();
            let args = [
                ("field", key.field.to_string().into()),
                ("recipients", recipients.join(", ").into()),
            ];
            let text = output.texts.format(words, &args);
            output.line(&output.texts.with_label(&self.name, &text));
        };
        draft.sealed.iter().for_each(|key| tell(key, "seal-done"));
        // Whoever seals has not looked into those; whoever shares is to see who can open what.
        if args == SealMode::Share {
            draft.kept.iter().for_each(|key| tell(key, "share-kept"));
        }
        if draft.sealed.is_empty() {
            let nothing = match args {
                SealMode::Seal => "seal-nothing",
                SealMode::Share if draft.kept.is_empty() => "share-nothing",
                SealMode::Share => "share-nobody-new",
            };
            output.note_about(&self.name, &output.texts.say(nothing));
        }
    }

    fn fail(&self, output: &Output, (exit, problems): SealFailure) -> Exit {
        for problem in problems {
            output.print_error_about(&self.name, &problem.to_string());
        }
        exit
    }
}

/// What went wrong with one file, a line each.
type SealFailure = (Exit, Vec<String>);

fn failed(error: StoreError) -> SealFailure {
    let exit = exit_of(&error);
    match error {
        StoreError::Invalid { errors, .. } => {
            (exit, errors.iter().map(ToString::to_string).collect())
        }
        error => (exit, vec![error.to_string()]),
    }
}

fn rewrite(
    path: &Path,
    work: &dyn Fn(&str) -> RewriteResult,
) -> Result<RewrittenDraft, SealFailure> {
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
    Ok(done)
}
