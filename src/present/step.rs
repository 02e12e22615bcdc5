//! What a submission is doing, in a line.

use jiff::Timestamp;

use crate::flow::SubmitStep;
use crate::text::Texts;

use super::minute;

/// The line for a step of a submission.
pub fn step(texts: &Texts, step: &SubmitStep) -> String {
    let since = |id: &str, began: &Timestamp| texts.format(id, &[("date", minute(*began).into())]);
    let because =
        |id: &str, because: &String| texts.format(id, &[("because", because.clone().into())]);
    match step {
        SubmitStep::Sending(number) => {
            texts.format("step-sending", &[("number", u64::from(*number).into())])
        }
        SubmitStep::Attaching => texts.say("step-attaching"),
        SubmitStep::Associating(table) => {
            texts.format("step-associating", &[("table", table.clone().into())])
        }
        SubmitStep::Propagating(table) => {
            texts.format("step-propagating", &[("table", table.clone().into())])
        }
        SubmitStep::Queued => texts.say("step-queued"),
        SubmitStep::Resuming(began) => since("step-resuming", began),
        SubmitStep::OtherOpen(began) => since("step-other-open", began),
        SubmitStep::LookingForEarlier(began) => since("step-earlier", began),
        SubmitStep::LookingForHidden(line) => {
            texts.format("step-hidden", &[("line", (*line).into())])
        }
        SubmitStep::Unrecorded(why) => because("step-unrecorded", why),
        SubmitStep::LookingUp(why) => because("step-looking-up", why),
        SubmitStep::Waiting { delay, because } => {
            let seconds = format!("{:.1}", delay.as_secs_f64());
            let args = [("seconds", seconds.into()), ("because", because.clone().into())];
            texts.format("step-waiting", &args)
        }
    }
}
