//! Answers that come late: what is newer stays, and what the service made is shown whatever happens.

use tunnelsmith::connection::Mode;
use tunnelsmith::drafts::DraftFile;
use tunnelsmith::flow::SubmitOutcome;
use tunnelsmith::tui::{Effect, Msg, Screen, SignInState, SubmitResult, WizardStep};

use super::backend::Backend;
use super::harness::{Wizard, created, draft, path, submission};

fn is_load(effect: &Effect) -> bool {
    matches!(effect, Effect::LoadGateways(..))
}

#[test]
fn pages_of_a_list_that_was_asked_for_anew_are_dropped() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.hold().keys("<alt-n>");
    let first = wizard.answers(is_load);
    wizard.keys("<ctrl-r>");
    let second = wizard.answers(is_load);
    for msg in first.into_iter().chain(second) {
        wizard.tell(msg);
    }
    wizard.shows("10 gateways");
}

#[test]
fn pages_that_come_while_one_filters_neither_clear_nor_take_anything() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.hold().keys("<alt-n>sgp");
    for msg in wizard.answers(is_load) {
        wizard.tell(msg);
        assert_eq!(wizard.value("TunnelOptionsSpecification.1.CustomerGatewayId"), "");
    }
    wizard.line("Filter sgp");
    wizard.keys("<enter>");
    let gateway = wizard.value("TunnelOptionsSpecification.1.CustomerGatewayId");
    assert_eq!(gateway, "cgw-sandboxsgpcore0000004");
}

#[test]
fn pages_that_come_while_one_moves_leave_the_cursor_on_its_row() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<alt-n>muc-plant<enter>").go_to("1.CustomerGatewayId");
    wizard.line("\u{25b8} muc-plant");
    wizard.hold().keys("<ctrl-r>");
    let mut pages = wizard.answers(is_load).into_iter();
    wizard.tell(pages.next().expect("four gateways"));
    wizard.line("\u{25b8} keep cgw-sandboxmucplant000005");
    wizard.keys("<down><down>").line("\u{25b8} fra-dc1-b");
    for page in pages {
        wizard.tell(page);
        wizard.line("\u{25b8} fra-dc1-b");
    }
}

#[test]
fn one_can_leave_while_the_list_is_loading() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.hold().keys("<alt-n>");
    assert!(wizard.app.is_moving());
    wizard.keys("<alt-n><alt-n>");
    wizard.is_on(WizardStep::Connection);
    wizard.text("fra");
    wizard.release();
    wizard.is_on(WizardStep::Connection);
    assert_eq!(wizard.value("Name"), "fra");
}

#[test]
fn a_list_that_breaks_off_keeps_what_came_and_can_be_asked_for_again() {
    let mut backend = Backend::default();
    backend.gateways_fail = Some("the connection was closed".to_owned());
    let mut wizard = Wizard::with_backend(backend);
    wizard.keys("n<alt-n>");
    wizard.shows("the connection was closed").shows("fra-dc1-a");
    wizard.backend.gateways_fail = None;
    wizard.keys("<ctrl-r>");
    wizard.shows_not("the connection was closed").shows("10 gateways");
}

#[test]
fn an_older_answer_to_who_is_signed_in_is_dropped() {
    let mut backend = Backend::signed_out();
    backend.gateways_fail = None;
    let mut wizard = Wizard::with_backend(backend);
    wizard.hold().keys("i");
    let old = wizard.answers(|effect| matches!(effect, Effect::SignIn(_)));
    wizard.backend.account = Backend::default().account.clone();
    wizard.keys("i").release();
    for msg in old {
        wizard.tell(msg);
    }
    assert!(matches!(wizard.app.account, SignInState::In(_)), "{:?}", wizard.app.account);
}

#[test]
fn only_a_refusal_of_the_key_itself_signs_anybody_out() {
    for code in ["Throttling.User", "Forbidden.RAM", "InternalError"] {
        let mut backend = Backend::default();
        backend.regions_refused = Some(code);
        let mut wizard = Wizard::with_backend(backend);
        wizard.shows("Signed in as");
        assert!(wizard.notice().contains(code), "{}", wizard.notice());
        wizard.keys("n").go_to("RegionId").keys("<enter>").shows("eu-central-1");
    }
    for code in ["InvalidAccessKeyId.Inactive", "SignatureDoesNotMatch"] {
        let mut backend = Backend::default();
        backend.regions_refused = Some(code);
        let wizard = Wizard::with_backend(backend);
        assert!(matches!(wizard.app.account, SignInState::Out(_)), "{code}: {}", wizard.screen());
    }
}

#[test]
fn regions_of_the_account_before_are_dropped() {
    let is_regions = |effect: &Effect| matches!(effect, Effect::LoadRegions(_));
    for refused in [Some("InvalidAccessKeyId.NotFound"), None] {
        let mut wizard = Wizard::with_backend(Backend::signed_out());
        wizard.backend.account = Backend::default().account.clone();
        wizard.backend.regions_refused = refused;
        wizard.hold().keys("i").answer(|effect| matches!(effect, Effect::SignIn(_)));
        let old = wizard.answers(is_regions);
        wizard.backend.regions_refused = None;
        wizard.keys("b").answer(|effect| matches!(effect, Effect::StartSandbox));
        for msg in old {
            wizard.tell(msg);
        }
        assert_eq!(wizard.app.regions, None, "those are another account's");
        wizard.release().keys("n<alt-n>");
        assert!(wizard.app.regions.is_some(), "the sandbox was asked for its own");
        assert!(matches!(wizard.app.account, SignInState::In(_)), "{:?}", wizard.app.account);
    }
}

#[test]
fn nothing_of_the_account_before_is_left_when_one_signs_in_again() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<alt-n>").shows("fra-dc1-a").go_home();
    wizard.hold().keys("i").answer(|effect| matches!(effect, Effect::SignIn(_)));
    assert_eq!(wizard.app.regions, None);
    wizard.keys("n").answer(|effect| matches!(effect, Effect::CloseDraft));
    wizard.keys("<alt-n>").shows_not("fra-dc1-a");
    wizard.release().shows("fra-dc1-a");
}

#[test]
fn another_draft_is_begun_only_when_the_one_before_is_kept() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("Name").hold().text("first");
    wizard.keys("<esc><esc><esc><esc>n");
    assert_eq!(wizard.app.screen, Screen::Home);
    assert_eq!(wizard.value("Name"), "first");
    wizard.release();
    wizard.is_on(WizardStep::Mode);
    assert_eq!((wizard.value("Name").as_str(), &wizard.document().name), ("", &None));
    assert!(!wizard.document().is_unsaved());
    wizard.go_to("Name").text("second");
    assert_eq!(wizard.backend.names().len(), 2);
}

#[test]
fn a_draft_that_was_asked_for_and_then_passed_over_does_not_come_back() {
    let mut wizard = Wizard::reopened();
    wizard.go_home().hold().keys("<home><down><down><enter>");
    wizard.keys("<home>n").go_to("LocalSubnet").text("10.9.0.0/16");
    wizard.release();
    wizard.is_on(WizardStep::Connection);
    assert_eq!(wizard.value("LocalSubnet"), "10.9.0.0/16");
}

#[test]
fn of_two_drafts_asked_for_the_later_one_is_opened() {
    let mut wizard = Wizard::reopened();
    wizard.go_home().keys("n<esc>").hold().keys("<home><down><enter>");
    let first = wizard.answers(|effect| matches!(effect, Effect::OpenDraft(..)));
    wizard.keys("<down><enter>").release();
    for msg in first {
        wizard.tell(msg);
    }
    assert_eq!(wizard.document().name.clone().unwrap().as_str(), "fra-hq-2026 copy");
}

#[test]
fn a_key_of_the_draft_before_is_not_shown_in_the_draft_at_hand() {
    let psk = "TunnelOptionsSpecification.1.TunnelIkeConfig.Psk";
    let mut wizard = Wizard::reopened();
    wizard.go_to(psk).hold().keys("<ctrl-o>");
    let opened = wizard.answers(|effect| matches!(effect, Effect::OpenKey(..)));
    wizard.release().go_home().keys("<home><down><down><enter>");
    assert_eq!(wizard.document().name.clone().unwrap().as_str(), "fra-hq-2026 copy");
    wizard.go_to(psk).never_show("kT7mPq2vXw9bRd4c");
    for msg in opened {
        wizard.tell(msg);
    }
    assert!(wizard.draft().is_key_unresolved(path(psk)));
}

#[test]
fn a_key_typed_while_the_old_one_is_opened_stays_and_stays_masked() {
    let psk = "TunnelOptionsSpecification.1.TunnelIkeConfig.Psk";
    let mut wizard = Wizard::reopened();
    wizard.go_to(psk).hold();
    wizard.keys("<ctrl-o>").never_show("Hb5jWd8nKs3v").text("Hb5jWd8nKs3v").release();
    assert_eq!(wizard.value(psk), "Hb5jWd8nKs3v");
}

#[test]
fn what_was_created_is_shown_though_the_person_has_moved_on() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("sy");
    let (ticket, order) = wizard.order();
    let draft = Box::new(order.file.draft.clone());
    let submission = Box::new(submission(created()));
    let told = SubmitResult::Ended { submission, draft };
    // Nothing leads away from the sending screen but the end; a later ticket stands for any way.
    let later = tunnelsmith::tui::Ticket(ticket.0 + 1000);
    wizard.tell(Msg::Submitted(later, Box::new(told)));
    wizard.shows("vco-6xlj89qlpdn7gf5df2ax");
}

#[test]
fn a_refusal_of_another_draft_marks_no_field_of_the_one_at_hand() {
    let mut wizard = Wizard::reviewed();
    wizard.keys("sy");
    let (_, order) = wizard.order();
    assert!(order.name.is_some());
    wizard.submitted(SubmitOutcome::Interrupted);
    wizard.shows("nothing").keys("<esc>");
    wizard.is_on(WizardStep::Review);
}

#[test]
fn an_answer_to_no_question_changes_nothing() {
    let mut wizard = Wizard::filled();
    let before = wizard.draft().clone();
    let stray = tunnelsmith::tui::Ticket(9999);
    wizard.tell(Msg::SaveDue(stray));
    wizard.tell(Msg::GatewayPage(stray, super::backend::gateways(), None));
    wizard.tell(Msg::GatewaysEnded(stray, Ok(())));
    let why = "it is gone".to_owned();
    wizard.tell(Msg::DraftOpened(stray, Box::new(Err(why))));
    assert_eq!(*wizard.draft(), before);
    wizard.is_on(WizardStep::Tunnel(2));
    assert!(wizard.app.overlays.is_empty());
}

#[test]
fn nothing_moves_when_nothing_is_awaited() {
    let mut wizard = Wizard::new();
    assert!(!wizard.app.is_moving());
    wizard.hold().keys("i");
    assert!(wizard.app.is_moving());
    wizard.release();
    assert!(!wizard.app.is_moving());
    let mut wizard = Wizard::reviewed();
    assert!(!wizard.app.is_moving());
    wizard.keys("sy");
    assert!(wizard.app.is_moving());
    wizard.submitted(created());
    assert!(!wizard.app.is_moving());
    assert_eq!(wizard.app.screen, Screen::Result);
}

#[test]
fn a_window_that_shrinks_before_the_wizard_hears_of_it_is_drawn_as_far_as_it_goes() {
    let mut wizard = Wizard::filled();
    for (columns, rows) in [(70, 20), (1, 1), (200, 60), (60, 16), (10, 3)] {
        wizard.resize_unseen(columns, rows);
    }
    wizard.resize(59, 16).shows("too small");
    wizard.resize_unseen(120, 40).resize(120, 40).shows("Tunnel 2");
}

#[test]
fn drafts_that_come_later_move_the_keys_to_no_other_line() {
    let mut wizard = Wizard::filled();
    wizard.go_home().keys("<home><down>d<enter>n");
    wizard.keys("<end>");
    wizard.line("\u{25b8} fra-hq-2026 copy");
    // What comes later goes before it, as from another window.
    wizard.backend.put("another", DraftFile::from(draft(Mode::Dual, &[])));
    for msg in wizard.backend.answer(Effect::LoadHome) {
        wizard.tell(msg);
    }
    wizard.line("another ");
    wizard.line("\u{25b8} fra-hq-2026 copy");
    // What is made here is what one goes on with.
    wizard.keys("dthird<enter>n");
    wizard.line("\u{25b8} third");
}
