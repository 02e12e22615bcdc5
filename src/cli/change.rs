//! `tunnelsmith bind`, `unbind`, `modify` and `delete`: planned, agreed to, carried out once, told.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use serde_json::{Value as Json, json};

use crate::connection::Severity;
use crate::drafts::Consent;
use crate::drafts::diff::{Cell, Difference};
use crate::drafts::journal::ChangeKind;
use crate::explain::{Refusal, explain};
use crate::flow::{
    self, BindOrder, ChangeDone, ChangeObstacle, ChangeOutcome, ChangeReport, ChangeSetting,
    PlanError, Stop, SubmitStep, WatchUntil,
};
use crate::present::{self, ChangeWords, FrontEnd, Status};
use crate::text::printable;

use super::args::{BindArgs, Common, DeleteArgs, Drafts, ModifyArgs, UnbindArgs};
use super::check::print_finding;
use super::connections::print_routers;
use super::exit::Exit;
use super::load::load;
use super::output::{Output, Tone};
use super::place::{Place, report_trouble, run_stoppable};
use super::watch::{Watching, watch_until};

/// A change that is being told.
#[derive(Clone, Copy)]
struct Told<'a> {
    output: &'a Output,
    kind: ChangeKind,
    id: &'a str,
    region: &'a str,
    sandbox: bool,
}

pub fn bind(common: &Common, args: &BindArgs, output: &Output) -> Exit {
    run_stoppable(output, async |stop| done(bind_one(common, args, output, stop).await))
}

pub fn unbind(common: &Common, args: &UnbindArgs, output: &Output) -> Exit {
    run_stoppable(output, async |stop| done(unbind_one(common, args, output, stop).await))
}

pub fn modify(common: &Common, args: &ModifyArgs, output: &Output) -> Exit {
    run_stoppable(output, async |stop| done(modify_one(common, args, output, stop).await))
}

pub fn delete(common: &Common, args: &DeleteArgs, output: &Output) -> Exit {
    run_stoppable(output, async |stop| done(delete_one(common, args, output, stop).await))
}

fn done(result: Result<Exit, Exit>) -> Exit {
    result.unwrap_or_else(|exit| exit)
}

async fn bind_one(
    common: &Common,
    args: &BindArgs,
    output: &Output,
    stop: Stop,
) -> Result<Exit, Exit> {
    let place = Place::open(common, Some(&args.id), output).await?;
    let order = BindOrder {
        region: place.region.clone(),
        connection: args.id.clone(),
        router: args.router.clone(),
        zone: args.zone.clone(),
        name: args.name.clone(),
        publishes_routes: !args.no_publish_routes,
    };
    let told = Told {
        output,
        kind: ChangeKind::Bind,
        id: &args.id,
        region: &place.region,
        sandbox: place.session.is_sandbox(),
    };
    let setting = place.setting(common, output).await?;
    told.tell_elsewhere(&setting);
    let exit = match flow::plan_bind(place.session.flow(), &order).await {
        Ok(plan) => {
            let router = plan.router.router.id.clone();
            if let Some(count @ 48..) = plan.router.connections {
                output
                    .note(&output.texts.say_with("change-near-quota", &[("count", count.into())]));
            }
            let name = plan.connection.name.clone();
            told.agreed(args.yes, "change-bind-ask", name.as_deref(), &router)?;
            let mut step = |step| told.step(&step);
            told.report(&flow::bind(&setting, plan, stop.clone(), &mut step).await)
        }
        Err(error) => told.not_planned(&setting, ChangeKind::Bind, error).await,
    };
    if exit != Exit::Done {
        return Ok(exit);
    }
    if !args.wait {
        output.note(&output.texts.say_with("bind-next", &[("id", args.id.clone().into())]));
        return Ok(exit);
    }
    let watching = Watching {
        region: place.region.clone(),
        ids: vec![args.id.clone()],
        until: WatchUntil::Bound,
        patience: None,
    };
    Ok(watch_until(place.session.flow(), watching, output, stop).await)
}

async fn unbind_one(
    common: &Common,
    args: &UnbindArgs,
    output: &Output,
    stop: Stop,
) -> Result<Exit, Exit> {
    let place = Place::open(common, Some(&args.id), output).await?;
    let told = Told {
        output,
        kind: ChangeKind::Unbind,
        id: &args.id,
        region: &place.region,
        sandbox: place.session.is_sandbox(),
    };
    let setting = place.setting(common, output).await?;
    told.tell_elsewhere(&setting);
    match flow::plan_unbind(place.session.flow(), &place.region, &args.id).await {
        Ok(plan) => {
            let router = plan.router().unwrap_or("-").to_owned();
            let name = plan.connection.name.clone();
            told.agreed(args.yes, "change-unbind-ask", name.as_deref(), &router)?;
            let mut step = |step| told.step(&step);
            Ok(told.report(&flow::unbind(&setting, plan, stop, &mut step).await))
        }
        Err(error) => Ok(told.not_planned(&setting, ChangeKind::Unbind, error).await),
    }
}

async fn modify_one(
    common: &Common,
    args: &ModifyArgs,
    output: &Output,
    stop: Stop,
) -> Result<Exit, Exit> {
    let place = Place::open(common, Some(&args.id), output).await?;
    let in_region = Common { region: Some(place.region.clone()), ..common.clone() };
    let wanted = Drafts { files: vec![args.draft.clone()], changes: Vec::new(), values: None };
    let mut inputs = load(&in_region, &wanted, output).map_err(|problem| output.usage(&problem))?;
    let one = match (inputs.pop(), inputs.is_empty()) {
        (Some(input), true) => input.map_err(|unread| unread.report(output))?,
        _ => return Err(output.usage(&output.texts.say("modify-one-draft"))),
    };
    let consent = if args.yes { Consent::every() } else { Consent::default() };
    let mut draft = one.draft;
    for reference in one.keys.unopened(&draft.clone()) {
        let key = one.keys.open(reference, &consent, output).map_err(|error| {
            output.trouble(&format!("{}: {error}", one.file));
            Exit::Invalid
        })?;
        draft.set_key(reference.0, key, crate::connection::KeyCustody::Elsewhere);
    }
    let told = Told {
        output,
        kind: ChangeKind::Modify,
        id: &args.id,
        region: &place.region,
        sandbox: place.session.is_sandbox(),
    };
    let setting = place.setting(common, output).await?;
    told.tell_elsewhere(&setting);
    let plan = match flow::plan_modify(place.session.flow(), &place.region, &args.id, &draft).await
    {
        Ok(plan) => plan,
        Err(error) => return Ok(told.not_planned(&setting, ChangeKind::Modify, error).await),
    };
    if !output.is_json() {
        plan.differences.iter().for_each(|difference| print_difference(output, difference));
    }
    if plan.interrupts {
        output.note(&output.texts.say("change-modify-interrupts"));
    }
    if args.dry_run {
        if output.is_json() {
            let differences: Vec<Json> = plan.differences.iter().map(difference_json).collect();
            output.json(&json!({
                "outcome": "dry-run", "id": args.id, "differences": differences,
                "interrupts": plan.interrupts, "sandbox": plan.connection.sandbox,
            }));
        } else {
            for (name, value) in plan.params() {
                output.line(&format!("  {name}={}", printable(value)));
            }
            output.note(&output.texts.say("change-dry-run"));
        }
        return Ok(Exit::Done);
    }
    let name = plan.connection.name.clone();
    told.agreed(args.yes, "change-modify-ask", name.as_deref(), "")?;
    let mut step = |step| told.step(&step);
    Ok(told.report(&flow::modify(&setting, plan, stop, &mut step).await))
}

async fn delete_one(
    common: &Common,
    args: &DeleteArgs,
    output: &Output,
    stop: Stop,
) -> Result<Exit, Exit> {
    let place = Place::open(common, Some(&args.id), output).await?;
    let told = Told {
        output,
        kind: ChangeKind::Delete,
        id: &args.id,
        region: &place.region,
        sandbox: place.session.is_sandbox(),
    };
    let setting = place.setting(common, output).await?;
    told.tell_elsewhere(&setting);
    match flow::plan_delete(place.session.flow(), &place.region, &args.id).await {
        Ok(plan) => {
            let name = plan.connection.name.clone().unwrap_or_else(|| args.id.clone());
            if !args.yes {
                let answer = told.ask("change-delete-ask", &name, "")?;
                if answer.trim() != name {
                    output.trouble(&output.texts.say("change-delete-other-name"));
                    return Ok(Exit::Usage);
                }
            }
            let mut step = |step| told.step(&step);
            Ok(told.report(&flow::delete(&setting, plan, stop, &mut step).await))
        }
        Err(error) => Ok(told.not_planned(&setting, ChangeKind::Delete, error).await),
    }
}

impl Told<'_> {
    /// Asks whether to go on, unless that was said.
    fn agreed(
        &self,
        yes: bool,
        question: &str,
        name: Option<&str>,
        router: &str,
    ) -> Result<(), Exit> {
        if yes {
            return Ok(());
        }
        let answer = self.ask(question, name.unwrap_or(self.id), router)?;
        if self.output.texts.is_yes(&answer) {
            return Ok(());
        }
        self.output.note(&self.output.texts.say("change-declined"));
        Err(Exit::Done)
    }

    fn ask(&self, question: &str, name: &str, router: &str) -> Result<String, Exit> {
        let output = self.output;
        if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
            return Err(output.usage(&output.texts.say("change-needs-yes")));
        }
        let args = [
            ("name", name.to_owned().into()),
            ("id", self.id.to_owned().into()),
            ("router", router.to_owned().into()),
            ("region", self.region.to_owned().into()),
        ];
        let question = output.texts.say_with(question, &args);
        // In one piece, or a quick answer's echo comes between.
        let _ = std::io::stderr().write_all(format!("{question} ").as_bytes());
        let mut answer = String::new();
        if matches!(std::io::stdin().lock().read_line(&mut answer), Ok(0) | Err(_)) {
            // Nobody typed the line break that ends the question.
            output.message("");
        }
        Ok(answer)
    }

    fn step(&self, step: &SubmitStep) {
        // The first attempt is what everybody expects.
        if *step != SubmitStep::Sending(1) {
            self.output.note(&present::step(&self.output.texts, step));
        }
    }

    /// Tells of changes that were left open by somebody who may be of another account.
    fn tell_elsewhere(&self, setting: &ChangeSetting) {
        let texts = &self.output.texts;
        for begun in flow::open_elsewhere(setting, self.id) {
            let args = [
                ("change", texts.say(&format!("history-{}", begun.kind.name())).into()),
                ("id", begun.connection.into()),
                ("date", present::minute(begun.at).into()),
                ("account", begun.account.to_string().into()),
            ];
            self.output.note(&printable(&texts.say_with("change-open-elsewhere", &args)));
        }
    }

    /// Tells why a change was not planned; that it is so already is no failure, and settles what an earlier
    /// run of it has left open.
    async fn not_planned(
        &self,
        setting: &ChangeSetting,
        kind: ChangeKind,
        error: PlanError,
    ) -> Exit {
        let output = self.output;
        let is_gone = kind == ChangeKind::Delete
            && matches!(&error, PlanError::Trouble(_, trouble) if trouble.is_missing_connection());
        let mut was_begun = false;
        if is_gone || matches!(error, PlanError::AlreadySo(_)) {
            match flow::settle_seen(setting, kind, self.id).await {
                Ok(seen) => was_begun = seen,
                // It stays open, and the next run settles it.
                Err(error) => output.note(&error.to_string()),
            }
        }
        match error {
            PlanError::Trouble(..) if is_gone && was_begun => {
                self.say_already(&ChangeDone::default());
                self.json("already", &ChangeDone::default(), json!({}));
                Exit::Done
            }
            PlanError::Trouble(product, trouble) => report_trouble(output, product, &trouble),
            PlanError::Unfit(errors) => {
                for finding in &errors {
                    print_finding(output, finding, Severity::Error);
                }
                self.json("invalid", &ChangeDone::default(), json!({}));
                Exit::Invalid
            }
            PlanError::AlreadySo(done) => {
                self.say_already(&done);
                self.json("already", &done, json!({}));
                Exit::Done
            }
            PlanError::Blocked(obstacle) => {
                let text = present::obstacle(
                    &output.texts,
                    FrontEnd::CommandLine,
                    self.id,
                    self.region,
                    &obstacle,
                );
                output.trouble(&text);
                if let ChangeObstacle::NoUsableRouter(choices)
                | ChangeObstacle::SeveralRouters(choices) = &obstacle
                    && !output.is_json()
                {
                    print_routers(output, choices);
                }
                let more = json!({"code": obstacle.name(), "message": text});
                self.json("blocked", &ChangeDone::default(), more);
                Exit::Invalid
            }
        }
    }

    fn say_already(&self, done: &ChangeDone) {
        if !self.output.is_json() {
            let texts = &self.output.texts;
            self.output.line(&present::change_done(texts, "already", self.kind, self.id, done));
        }
    }

    fn json(&self, outcome: &str, done: &ChangeDone, more: Json) {
        if !self.output.is_json() {
            return;
        }
        let mut line = json!({
            "outcome": outcome, "change": self.kind.name(), "id": self.id, "region": self.region,
            "router": done.router, "attachment": done.attachment, "request_id": done.request_id,
            "sandbox": self.sandbox,
        });
        if let (Some(line), Json::Object(more)) = (line.as_object_mut(), more) {
            line.extend(more);
        }
        self.output.json(&line);
    }

    /// Tells what became of a change.
    fn report(mut self, report: &ChangeReport) -> Exit {
        let output = self.output;
        self.sandbox |= report.sandbox;
        let sent = json!({"client_token": report.client_token, "attempts": report.attempts});
        let with = |more: Json| {
            let mut all = sent.clone();
            if let (Some(all), Json::Object(more)) = (all.as_object_mut(), more) {
                all.extend(more);
            }
            all
        };
        let words =
            present::changed(&output.texts, FrontEnd::CommandLine, self.id, self.kind, report);
        let line = |line: Option<&String>| line.cloned().unwrap_or_default();
        let (first, last) = (line(words.lines.first()), line(words.lines.last()));
        let nothing = ChangeDone::default();
        if !matches!(report.outcome, ChangeOutcome::Trouble(..)) {
            self.say_words(words);
        }
        match &report.outcome {
            ChangeOutcome::Done(done) => {
                self.json("done", done, with(json!({"looked_up": done.looked_up})));
                Exit::Done
            }
            ChangeOutcome::Refused(error) => {
                let found = explain(&output.texts, &Refusal::from(&**error), None);
                let more = json!({
                    "code": error.code, "message": printable(&error.message),
                    "meaning": found.meaning, "remedy": found.remedy,
                });
                self.json("refused", &nothing, with(more));
                Exit::Refused
            }
            ChangeOutcome::NotSent(_) | ChangeOutcome::NotRecorded(_) => {
                self.json("not-sent", &nothing, with(json!({"message": first})));
                Exit::Failed
            }
            ChangeOutcome::Interrupted => {
                self.json("not-sent", &nothing, with(json!({})));
                Exit::Interrupted
            }
            ChangeOutcome::Unknown(_) => {
                self.json("unknown", &nothing, with(json!({"message": first, "remedy": last})));
                Exit::Unknown
            }
            ChangeOutcome::Trouble(product, trouble) => report_trouble(output, *product, trouble),
        }
    }

    /// What happened goes where answers go if it went well, and what to know about it aside.
    fn say_words(&self, words: ChangeWords) {
        let output = self.output;
        let mut lines = words.lines.iter();
        if let Some(first) = lines.next() {
            match words.status {
                Status::Success if output.is_json() => {}
                Status::Success => output.line(first),
                Status::Neutral => output.note(first),
                Status::Failure | Status::Unknown => output.trouble(first),
            }
        }
        lines.for_each(|line| output.note(line));
    }
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Absent => "-".to_owned(),
        Cell::Text(text) => printable(text).into_owned(),
        Cell::Key | Cell::Reference(_) => crate::connection::MASK.to_owned(),
    }
}

fn print_difference(output: &Output, difference: &Difference) {
    output.line(&output.paint(Tone::Bold, &printable(&difference.name)));
    output.line(&output.paint(Tone::Bad, &format!("  - {}", shown(&difference.right))));
    output.line(&output.paint(Tone::Good, &format!("  + {}", shown(&difference.left))));
}

fn difference_json(difference: &Difference) -> Json {
    json!({
        "field": difference.name, "from": shown(&difference.right), "to": shown(&difference.left),
    })
}
