//! `tunnelsmith diagnose`: what is wrong with a connection, which field it is, and both repairs.

use serde_json::json;

use crate::connection::Severity;
use crate::flow::{self, DiagnosisDraft, DiagnosisFinding, ServiceProduct};
use crate::present;
use crate::text::printable;

use super::args::{Common, DiagnoseArgs};
use super::exit::{Exit, ExitResult};
use super::load::load_single;
use super::output::{Output, Tone};
use super::region_session::{RegionSession, report_trouble, run_stoppable};

pub fn run(common: &Common, args: &DiagnoseArgs, output: &Output) -> ExitResult {
    run_stoppable(output, async |_| diagnose(common, args, output).await)
}

async fn diagnose(common: &Common, args: &DiagnoseArgs, output: &Output) -> ExitResult {
    let target = RegionSession::open(common, Some(&args.id), output).await?;
    let draft = match &args.draft {
        Some(draft) => {
            let input = load_single(common, draft, &[], output)?;
            Some(DiagnosisDraft { draft: input.draft, peer: input.peer })
        }
        None => None,
    };
    let (session, region) = (target.session.flow(), &target.region);
    let found = flow::diagnose(session, region, &args.id, draft.as_ref())
        .await
        .map_err(|trouble| report_trouble(output, ServiceProduct::Vpc, &trouble))?;
    for (message, trouble) in
        [("diagnose-no-service", &found.no_diagnosis), ("diagnose-no-log", &found.no_log)]
    {
        if let Some(trouble) = trouble {
            let why = [("why", trouble.text.clone().into())];
            output.note(&output.texts.format(message, &why));
        }
    }
    for finding in &found.findings {
        print(output, &args.id, finding);
    }
    if found.findings.is_empty() && !output.is_json() {
        output.line(&output.texts.say("diagnose-nothing"));
    }
    Ok(Exit::Done)
}

fn print(output: &Output, id: &str, finding: &DiagnosisFinding) {
    let report = present::diagnosis(&output.texts, id, finding);
    let field = finding.field.map(|field| field.to_string());
    if output.is_json() {
        output.json(&json!({
            "id": id, "tunnel": finding.tunnel, "severity": output.texts.severity(finding.severity),
            "code": finding.code, "meaning": report.meaning, "here": finding.here,
            "there": finding.there, "field": field, "repair_here": report.repair_here,
            "repair_there": report.repair_there, "commands_there": finding.commands_there,
            "log": finding.log,
        }));
        return;
    }
    let say = |message, args: &[(&str, crate::connection::Arg)]| output.texts.format(message, args);
    let tone = match finding.severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Warning,
        Severity::Hint => Tone::Dim,
    };
    let mut head = output.paint(tone, &output.texts.severity(finding.severity));
    if let Some(tunnel) = finding.tunnel {
        let tunnel = say("diagnose-tunnel", &[("tunnel", u64::from(tunnel).into())]);
        head.push_str(&format!("  {tunnel}"));
    }
    output.line(&format!("{head}  {}", printable(&finding.code)));
    output.paragraph(4, &printable(&report.meaning));
    if finding.here.is_some() || finding.there.is_some() {
        let unknown = || output.texts.say("diagnose-value-unknown");
        let here = finding.here.clone().unwrap_or_else(unknown);
        let there = finding.there.clone().unwrap_or_else(unknown);
        let values = say("diagnose-values", &[("here", here.into()), ("there", there.into())]);
        output.paragraph(4, &values);
    }
    if let Some(field) = field {
        output.paragraph(4, &say("diagnose-field", &[("field", field.into())]));
    }
    for (message, text) in
        [("diagnose-here", &report.repair_here), ("diagnose-there", &report.repair_there)]
    {
        if let Some(text) = text {
            output.paragraph(4, &say(message, &[("text", text.clone().into())]));
        }
    }
    for line in &finding.commands_there {
        output.line(&format!("      {}", printable(line)));
    }
    if let Some(log) = &finding.log {
        output.line(&format!("    {}", output.paint(Tone::Dim, &printable(log))));
    }
}
