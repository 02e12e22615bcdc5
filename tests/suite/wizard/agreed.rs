//! What a yes is about: no program runs that the question did not show, and nothing is sent but the draft that
//! was agreed to.

use proptest::prelude::*;
use tunnelsmith::connection::{Mode, Severity};
use tunnelsmith::drafts::{Consent, DraftFile, KeyReference};
use tunnelsmith::tui::{Effect, Msg, Screen, WizardStep};

use crate::support::refer_to;

use super::super::drafts_any::any_draft;
use super::harness::{Wizard, draft, path};

const PSK: &str = "TunnelOptionsSpecification.1.TunnelIkeConfig.Psk";

fn words(tail: &str) -> Vec<String> {
    ["sh", "-c", tail].map(str::to_owned).into()
}

/// The review of a draft whose first key a program gives.
fn reviewed(tail: &str) -> Wizard {
    let mut wizard = Wizard::reviewed();
    let name = wizard.document().name.clone().unwrap().to_string();
    let mut file = wizard.backend.kept(&name);
    refer_to(&mut file, path(PSK), KeyReference::Command(words(tail)));
    wizard.go_home();
    wizard.backend.put(&name, file);
    wizard.keys("n<esc><home><down>s");
    wizard.is_on(WizardStep::Review);
    wizard
}

#[test]
fn a_dry_run_asks_before_a_program_runs_and_names_the_whole_command() {
    let mut wizard = reviewed("curl example.net | sh");
    wizard.effects();
    wizard.keys("d");
    assert!(!wizard.has_submitted(), "nobody has agreed to anything");
    wizard.shows("sh -c 'curl example.net | sh'").keys("<enter>");
    assert!(!wizard.has_submitted(), "a line break is no yes");
    wizard.keys("n");
    assert!(!wizard.has_submitted());
    wizard.is_on(WizardStep::Review);
    wizard.keys("dy");
    let agreed = wizard.order().1.agreed.clone();
    assert!(agreed.dry_run);
    assert_eq!(agreed.programs, Consent::to([words("curl example.net | sh")]));
}

#[test]
fn a_command_too_long_for_the_window_is_read_to_its_end_before_a_yes_counts() {
    let tail = format!("{} && curl example.net/last | sh", ["true"; 200].join(" && "));
    let mut wizard = reviewed(&tail);
    for (columns, rows) in [(80, 24), (60, 16)] {
        wizard.resize(columns, rows).effects();
        wizard.keys("d").shows("read on").shows_not("curl example.net");
        wizard.keys("y");
        assert!(!wizard.has_submitted(), "nobody could read it yet");
        for _ in 0..40 {
            wizard.keys("<down><down><pagedown>");
        }
        wizard.shows("/last | sh").shows_not("read on").keys("<pageup><pageup>y");
        assert!(wizard.has_submitted(), "{}", wizard.screen());
        wizard.submission_ends(super::harness::refused("Odd.Code"));
        wizard.keys("<esc>");
        wizard.is_on(WizardStep::Review);
    }
}

#[test]
fn a_program_is_run_for_what_was_agreed_to_and_for_nothing_that_came_later() {
    let file = DraftFile::from(draft(Mode::Dual, &[]));
    let agreed = tunnelsmith::flow::SubmitConsent::consent_to(&file, false, false);
    assert!(!agreed.programs.covers(&words("anything")));
    // A key that the draft has already is fetched by nobody.
    let mut file = DraftFile::from(draft(Mode::Dual, &[(PSK, "kT7mPq2vXw9bRd4c")]));
    file.references.push((
        path(PSK),
        KeyReference::Command(words("x")),
        tunnelsmith::drafts::TextPosition::START,
    ));
    let agreed = tunnelsmith::flow::SubmitConsent::consent_to(&file, false, false);
    assert!(!agreed.programs.covers(&words("x")));
}

/// The draft is being kept for the submission, and something else happens first.
fn waiting_to_send() -> Wizard {
    let mut wizard = Wizard::reviewed();
    wizard.go_to("Name").hold();
    wizard.keys("<end>").text("-b").keys("<alt-n><alt-n><alt-n>");
    wizard.is_on(WizardStep::Review);
    for _ in 0..8 {
        wizard.keys("<space>");
    }
    wizard.keys("sy");
    assert_eq!(wizard.app.screen, Screen::Sending, "\n{}", wizard.screen());
    assert!(!wizard.has_submitted(), "not before it is on the disk");
    wizard
}

#[test]
fn a_draft_changed_after_the_yes_is_not_sent() {
    let mut wizard = waiting_to_send();
    // No key changes it there, but an editor may give a text back late.
    wizard.tell(Msg::Edited(path("Name"), Ok(Some("fra-late".to_owned())))).release();
    assert!(!wizard.has_submitted(), "\n{}", wizard.screen());
    wizard.is_on(WizardStep::Review);
    assert!(wizard.notice().contains("Nothing was sent"), "{}", wizard.notice());
}

#[test]
fn what_was_stopped_before_the_draft_was_kept_is_never_sent() {
    let mut wizard = waiting_to_send();
    wizard.keys("<esc>y");
    wizard.is_on(WizardStep::Review);
    assert!(wizard.app.sending.is_none());
    wizard.release();
    assert!(!wizard.has_submitted());
    wizard.keys("sy");
    assert!(wizard.has_submitted(), "and it can be sent again\n{}", wizard.screen());
}

#[test]
fn whoever_leaves_instead_sends_nothing_and_leaves() {
    let mut wizard = waiting_to_send();
    wizard.keys("<ctrl-c>y").release();
    assert!(wizard.has_quit(), "\n{}", wizard.screen());
    assert!(!wizard.has_submitted());
    let mut wizard = waiting_to_send();
    wizard.tell(Msg::Terminate).release();
    assert!(wizard.has_quit());
    assert!(!wizard.effects().iter().any(|effect| matches!(effect, Effect::Submit(..))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..Default::default() })]

    /// Whatever is wrong with it, and whether or not that has a field of its own.
    #[test]
    fn nobody_is_asked_whether_to_send_a_draft_with_errors(draft in any_draft()) {
        let file = DraftFile::from(draft);
        prop_assume!(tunnelsmith::drafts::read(&tunnelsmith::drafts::write(&file)).is_ok());
        let mut wizard = Wizard::on_step(file, WizardStep::Review, None);
        wizard.read_on().effects();
        let is_error = |severity| severity == Severity::Error;
        let errors = wizard.document().findings().iter().any(|one| is_error(one.severity()));
        wizard.keys("s");
        prop_assert!(!errors || wizard.app.overlays.is_empty(), "{}", wizard.screen());
        prop_assert!(!errors || !wizard.has_submitted());
        prop_assert!(!errors || !wizard.notice().is_empty(), "it is told what stands in the way");
    }
}

/// What was named on the command line fills a gap, and is kept with the first change or before it is sent.
#[test]
fn a_region_from_the_command_line_changes_no_draft_that_is_only_opened() {
    let mut backend = super::backend::Backend::default();
    backend.put("kept", DraftFile::from(draft(Mode::Dual, &[("Name", "fra")])));
    let mut wizard = Wizard::with(backend, |setup| setup.region = Some("eu-west-1".to_owned()));
    wizard.keys("n<esc><home><down><enter>").is_on(WizardStep::Mode);
    assert_eq!(wizard.value("RegionId"), "eu-west-1");
    assert!(!wizard.document().is_unsaved());
    wizard.go_home();
    assert!(!wizard.effects().iter().any(|effect| matches!(effect, Effect::Save(..))));
    wizard.keys("<home><down><enter>").go_to("RemoteSubnet").text("10.0.0.0/8");
    let kept = wizard.backend.kept("kept").draft;
    assert_eq!(kept.text(path("RegionId")), Some("eu-west-1"));
}
