//! Nothing typed is lost: autosave, names, trouble with the disk, leaving and coming back.

use tunnelsmith::connection::{Message, Mode, Origin};
use tunnelsmith::drafts::journal::JournalOutcomeKind;
use tunnelsmith::drafts::store::SaveWarning;
use tunnelsmith::drafts::{Bookmark, DraftFile, DraftName};
use tunnelsmith::tui::{Effect, Msg, Screen, WizardStep};

use super::backend::Backend;
use super::harness::{Wizard, draft, path};
use super::screens::submitted;

fn name(text: &str) -> DraftName {
    DraftName::exactly(text).unwrap()
}

#[test]
fn every_change_is_on_the_disk_after_a_pause() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("LocalSubnet").text("10.0.0.0/16");
    let kept = wizard.backend.kept("untitled");
    assert_eq!(kept.draft, *wizard.draft());
    assert_eq!(kept.draft.text(path("LocalSubnet")), Some("10.0.0.0/16"));
    assert_eq!(kept.origins[&path("RegionId")], Origin::Default);
}

#[test]
fn a_name_that_is_taken_is_told_where_it_is_typed_and_nothing_of_it_is_lost() {
    let mut backend = Backend::default();
    backend.put("muc", DraftFile::from(draft(Mode::Dual, &[])));
    let mut wizard = Wizard::with_backend(backend);
    wizard.keys("n").go_to("Name").text("fra").keys("<ctrl-s><ctrl-u>muc");
    wizard.shows("The draft muc already exists").keys("<enter>");
    wizard.shows("Name of the draft").shows("The draft muc already exists");
    wizard.keys("-2").shows_not("already").keys("<enter>");
    assert_eq!(wizard.backend.names(), ["muc", "muc-2"]);
    // Its own name is nobody else's.
    wizard.go_home().keys("<home><down><down>r").shows_not("already");
    wizard.keys("<ctrl-u>muc").shows("The draft muc already exists");
    wizard.keys("<enter>").shows("New name of the draft");
}

#[test]
fn a_long_word_to_tell_is_read_to_its_end() {
    let mut backend = Backend::default();
    backend.save_fails =
        Some(format!("{} (os error 28)", "/home/somebody/drafts ".repeat(6).trim()));
    let mut wizard = Wizard::with_backend(backend);
    wizard.keys("n").go_to("Name").text("fra");
    wizard.shows("could not be saved").shows("(os error 28)");
    wizard.resize(60, 16).keys("c").shows("could not be saved").shows("drafts");
    // It takes three lines at most, and the field stays in sight.
    assert!(wizard.line("\u{25b8} Name").contains("frac"));
}

#[test]
fn many_letters_are_one_save() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("LocalSubnet");
    wizard.effects();
    wizard.text("10.0.0.0/16");
    let saves = wizard.effects().iter().filter(|effect| matches!(effect, Effect::Save(..))).count();
    assert_eq!(saves, 1);
}

#[test]
fn a_new_draft_nobody_has_typed_into_leaves_nothing_behind() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<esc>");
    assert_eq!(wizard.app.screen, Screen::Home);
    assert_eq!(wizard.backend.names(), [""; 0]);
    wizard.keys("n<ctrl-c>");
    assert!(wizard.has_quit(), "nothing was entered, so nothing is asked");
}

#[test]
fn ctrl_s_names_the_draft() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("LocalSubnet").text("10.0.0.0/16").keys("<ctrl-s>");
    wizard.shows("Name of the draft");
    wizard.keys("<ctrl-u>frankfurt<enter>");
    assert_eq!(wizard.backend.names(), ["frankfurt"]);
    wizard.keys("5<ctrl-s>");
    assert_eq!(wizard.notice(), "Saved as frankfurt.");
    assert_eq!(
        wizard.backend.kept("frankfurt").draft.text(path("LocalSubnet")),
        Some("10.0.0.0/165")
    );
}

#[test]
fn a_name_given_while_the_first_save_is_under_way_holds() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.hold();
    wizard.go_to("LocalSubnet").text("10.0.0.0/16").keys("<ctrl-s>");
    wizard.keys("<ctrl-u>frankfurt<enter>").release();
    assert_eq!(wizard.backend.names(), ["frankfurt"]);
    assert_eq!(wizard.document().name, Some(name("frankfurt")));
}

#[test]
fn a_save_that_fails_is_told_and_the_work_stays_and_is_saved_later() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.backend.save_fails = Some("no space left on device".to_owned());
    wizard.go_to("LocalSubnet").text("10.0.0.0/16");
    assert!(wizard.notice().contains("exists only in memory"), "{}", wizard.notice());
    assert!(wizard.notice().contains("no space left on device"));
    assert_eq!(wizard.value("LocalSubnet"), "10.0.0.0/16");
    wizard.backend.save_fails = None;
    wizard.keys("<backspace>8");
    assert_eq!(
        wizard.backend.kept("untitled").draft.text(path("LocalSubnet")),
        Some("10.0.0.0/18")
    );
}

#[test]
fn leaving_asks_again_when_the_last_save_fails() {
    for answer in ["n", "<esc>"] {
        let mut wizard = Wizard::drafting(Mode::Dual);
        wizard.backend.save_fails = Some("no space left on device".to_owned());
        wizard.go_to("LocalSubnet").text("10.0.0.0/16").keys("<ctrl-c>y");
        assert!(!wizard.has_quit());
        wizard.shows("Quit without saving?").keys(answer);
        assert_eq!(wizard.value("LocalSubnet"), "10.0.0.0/16");
        wizard.backend.save_fails = None;
        wizard.keys("8");
        assert!(!wizard.has_quit(), "the wish to leave was taken back");
        wizard.backend.save_fails = Some("no space left on device".to_owned());
        wizard.keys("9<ctrl-c>yy");
        assert!(wizard.has_quit());
    }
}

#[test]
fn ctrl_c_asks_when_something_is_unsaved_and_saves_in_any_case() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("LocalSubnet").hold();
    wizard.text("10.0.0.0/16").keys("<ctrl-c>");
    wizard.shows("Quit?");
    assert!(!wizard.has_quit());
    wizard.release();
    assert_eq!(
        wizard.backend.kept("untitled").draft.text(path("LocalSubnet")),
        Some("10.0.0.0/16")
    );
    wizard.keys("n");
    assert!(!wizard.has_quit());
    assert_eq!(wizard.value("LocalSubnet"), "10.0.0.0/16");
}

#[test]
fn twice_ctrl_c_means_it() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("LocalSubnet").hold();
    wizard.text("10.0.0.0/16").keys("<ctrl-c><ctrl-c>");
    assert!(!wizard.has_quit(), "not before the save has ended");
    wizard.release();
    assert!(wizard.has_quit());
    assert_eq!(
        wizard.backend.kept("untitled").draft.text(path("LocalSubnet")),
        Some("10.0.0.0/16")
    );
}

#[test]
fn a_signal_to_end_saves_first() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("LocalSubnet").hold();
    wizard.text("10.0.0.0/16").tell(Msg::Terminate);
    assert!(!wizard.has_quit());
    wizard.release();
    assert!(wizard.has_quit());
    assert_eq!(
        wizard.backend.kept("untitled").draft.text(path("LocalSubnet")),
        Some("10.0.0.0/16")
    );
}

#[test]
fn beginning_another_draft_during_a_save_loses_nothing_of_the_first() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("LocalSubnet").text("10.0.0.0/16").hold();
    wizard.keys("<backspace>5").answer(|effect| matches!(effect, Effect::SaveSoon(_)));
    wizard.keys("<backspace>8<esc><esc><esc><esc>");
    assert_eq!(wizard.app.screen, Screen::Home);
    wizard.keys("n").release();
    assert_eq!(
        wizard.backend.kept("untitled").draft.text(path("LocalSubnet")),
        Some("10.0.0.0/18")
    );
}

#[test]
fn a_draft_that_cannot_be_saved_is_not_left_for_another_unasked() {
    for answer in ["n", "<esc>"] {
        let mut wizard = Wizard::drafting(Mode::Dual);
        wizard.backend.save_fails = Some("no space left on device".to_owned());
        wizard.go_to("LocalSubnet").text("10.0.0.0/16").keys("<esc><esc><esc><esc>n");
        wizard.shows("Quit without saving?").keys(answer);
        assert_eq!(wizard.app.screen, Screen::Home);
        assert_eq!(wizard.value("LocalSubnet"), "10.0.0.0/16");
        wizard.backend.save_fails = None;
        wizard.keys("n");
        wizard.is_on(WizardStep::Mode);
        assert_eq!(wizard.value("LocalSubnet"), "");
        assert_eq!(
            wizard.backend.kept("untitled").draft.text(path("LocalSubnet")),
            Some("10.0.0.0/16")
        );
    }
}

#[test]
fn the_same_draft_opened_again_during_a_save_still_has_the_last_letters() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("LocalSubnet").text("10.0.0.0/16").keys("<esc><esc><esc>");
    wizard.keys("<down><enter>").go_to("LocalSubnet").hold();
    wizard.keys("<backspace>5").answer(|effect| matches!(effect, Effect::SaveSoon(_)));
    wizard.keys("<backspace>8<esc><esc><esc><enter>").release();
    assert_eq!(wizard.value("LocalSubnet"), "10.0.0.0/18");
    assert_eq!(
        wizard.backend.kept("untitled").draft.text(path("LocalSubnet")),
        Some("10.0.0.0/18")
    );
}

#[test]
fn a_draft_changed_by_somebody_else_meanwhile_is_kept_beside() {
    let mut wizard = Wizard::filled();
    wizard.keys("<ctrl-s><enter>");
    let other = tunnelsmith::connection::Draft::new(Mode::Single);
    let at_hand = wizard.document().name.clone().unwrap().to_string();
    wizard.backend.put(&at_hand, other.into());
    wizard.go_to("Name").keys("<end>").text("-b");
    wizard.shows("changed this draft in the meantime").keys("<esc>");
    assert_eq!(wizard.backend.kept(&at_hand).draft.mode(), Mode::Single);
    let mine = wizard.document().name.clone().unwrap().to_string();
    assert_ne!(mine, at_hand);
    assert_eq!(wizard.backend.kept(&mine).draft.text(path("Name")), Some("fra-hq-2026-b"));
}

#[test]
fn the_wizard_reopens_where_it_was() {
    let mut wizard = Wizard::filled();
    wizard.go_to("RemoteSubnet");
    let bookmark = wizard.effects().into_iter().rev().find_map(|effect| match effect {
        Effect::SaveBookmark(bookmark) => Some(bookmark),
        _ => None,
    });
    let bookmark: Bookmark = bookmark.expect("the place is remembered");
    let backend = std::mem::take(&mut wizard.backend);
    let again = Wizard::with(backend, |setup| setup.bookmark = bookmark);
    again.is_on(WizardStep::Connection);
    again.line("\u{25b8} Remote CIDR");
    assert_eq!(again.value("RemoteSubnet"), "192.168.0.0/16");
}

#[test]
fn a_bookmark_of_a_draft_that_is_gone_stops_nothing() {
    let bookmark = Bookmark {
        draft: Some(name("gone")),
        step: Some("connection".to_owned()),
        field: Some(path("Name")),
        ..Bookmark::default()
    };
    let mut wizard = Wizard::with(Backend::default(), |setup| setup.bookmark = bookmark);
    assert_eq!(wizard.app.screen, Screen::Home);
    wizard.read_on().keys("n");
    wizard.is_on(WizardStep::Mode);
}

#[test]
fn drafts_are_duplicated_renamed_deleted_and_brought_back() {
    let mut wizard = Wizard::filled();
    wizard.go_home();
    assert_eq!(wizard.app.screen, Screen::Home);
    assert_eq!(wizard.backend.names(), ["fra-hq-2026"]);
    wizard.keys("<down>d<enter>y");
    assert_eq!(wizard.backend.names(), ["fra-hq-2026", "fra-hq-2026 copy"]);
    wizard.keys("<down>r<ctrl-u>second<enter>");
    assert_eq!(wizard.backend.names(), ["fra-hq-2026", "second"]);
    wizard.keys("x");
    wizard.shows("Move second to the trash?").keys("<enter>");
    assert_eq!(wizard.backend.names(), ["fra-hq-2026", "second"]);
    wizard.keys("y");
    assert_eq!(wizard.backend.names(), ["fra-hq-2026"]);
    wizard.keys("<right><right><right>");
    wizard.shows("second, deleted").keys("u");
    assert_eq!(wizard.backend.names(), ["fra-hq-2026", "second"]);
}

#[test]
fn an_earlier_version_is_compared_and_brought_back() {
    let file = DraftFile::from(draft(Mode::Dual, &[("RemoteSubnet", "192.168.0.0/16")]));
    let mut wizard = Wizard::in_field(file, "RemoteSubnet");
    wizard.keys("<ctrl-u>172.20.0.0/16").go_home().keys("<home><down>v");
    wizard.shows("Earlier versions of kept").keys("<enter>");
    wizard.shows("RemoteSubnet: 192.168.0.0/16 -> 172.20.0.0/16").shows("bring back");
    wizard.keys("<enter>").shows("the current one?").keys("n");
    let remote = |wizard: &Wizard| {
        let kept = wizard.backend.kept("kept").draft;
        kept.text(path("RemoteSubnet")).map(str::to_owned)
    };
    assert_eq!(remote(&wizard).as_deref(), Some("172.20.0.0/16"));
    wizard.keys("v<enter><enter>y");
    assert_eq!(remote(&wizard).as_deref(), Some("192.168.0.0/16"));
    // What stood there is a version now, and the draft is opened as it is on the disk.
    wizard.keys("v<enter>").shows("RemoteSubnet: 172.20.0.0/16 -> 192.168.0.0/16");
    wizard.keys("<esc>").shows_not("the current one?").keys("<enter>");
    assert_eq!(wizard.value("RemoteSubnet"), "192.168.0.0/16");
}

#[test]
fn home_tells_what_is_left_to_do_with_a_draft() {
    let mut wizard = Wizard::filled();
    wizard.go_to("RemoteSubnet").keys("<ctrl-u>8.8.8.0/24").go_home();
    assert!(wizard.line("fra-hq-2026").contains("warning"), "{}", wizard.screen());
    wizard.keys("<home><down>s").is_on(WizardStep::Review);
    wizard.accept_all();
    wizard.go_home();
    assert!(wizard.line("fra-hq-2026").contains("ready"), "{}", wizard.screen());
    wizard.backend.add_to_home = |home| {
        home.submissions = vec![submitted(Some(JournalOutcomeKind::Created), "fra-hq-2026", 1)];
    };
    wizard.keys("n").go_home();
    assert!(wizard.line("fra-hq-2026").contains("created, changed"), "{}", wizard.screen());
    // However many others were submitted since, and as long as it is what was sent.
    wizard.backend.add_to_home = |home| {
        let mut created = submitted(Some(JournalOutcomeKind::Created), "fra-hq-2026", 9000);
        created.begun.draft = home.drafts[0].digest.clone().unwrap();
        home.latest = vec![created];
    };
    wizard.keys("n").go_home();
    let line = wizard.line("fra-hq-2026");
    assert!(line.contains("created") && !line.contains("changed"), "{line}");
}

#[test]
fn drafts_are_searched() {
    let mut wizard = Wizard::filled();
    wizard.go_home();
    wizard.keys("/hq<enter>");
    wizard.is_on(WizardStep::Mode);
    assert_eq!(wizard.value("Name"), "fra-hq-2026");
}

#[test]
fn a_draft_open_elsewhere_is_told_and_opened_all_the_same() {
    let mut wizard = Wizard::filled();
    wizard.backend.locked_by = Some("process 4711".to_owned());
    wizard.go_home().keys("n<esc><home><down><enter>");
    wizard.shows("process 4711").keys("<esc>");
    wizard.is_on(WizardStep::Mode);
}

const PSK: &str = "TunnelOptionsSpecification.1.TunnelIkeConfig.Psk";
const TYPED: &str = "kT7mPq2vXw9bRd4c";

/// A draft with a key that cannot be sealed, since the identity is none.
fn unsealable() -> Wizard {
    let backend = Backend::default();
    std::fs::write(backend.folder().join("identity"), "not an identity\n").unwrap();
    let mut wizard = Wizard::with_backend(backend);
    wizard.keys("n").go_to(PSK).text(TYPED);
    wizard.shows("is not in the saved draft");
    wizard
}

/// The title, which marks what is not kept.
fn title(wizard: &Wizard) -> String {
    wizard.screen().lines().next().unwrap_or_default().to_owned()
}

#[test]
fn a_key_that_cannot_be_sealed_counts_as_unsaved_everywhere() {
    let mut wizard = unsealable();
    assert!(title(&wizard).contains("untitled*"), "{}", title(&wizard));
    // In any window, and however long the name is.
    wizard.keys("<ctrl-s>").text(&"-and-a-long-name".repeat(5)).keys("<enter>").resize(60, 16);
    assert!(title(&wizard).contains("\u{2026}*"), "{}", title(&wizard));
    let mut wizard = unsealable();
    wizard.keys("<ctrl-s><enter><ctrl-s>");
    assert!(!wizard.notice().contains("Saved as"), "{}", wizard.notice());
    wizard.shows("is not in the saved draft");
    // Whatever would take the draft off the table asks first, and no leaves everything as it is.
    type Way = fn(&mut Wizard);
    let ways: [(&str, Way, &str); 4] = [
        (
            "another draft is begun",
            |wizard| {
                wizard.go_home().keys("n");
            },
            "Quit without saving?",
        ),
        (
            "another draft is opened",
            |wizard| {
                wizard.backend.put("other", DraftFile::from(draft(Mode::Dual, &[])));
                wizard.go_home().keys("n<esc>");
                if wizard.app.overlays.is_empty() {
                    wizard.keys("<home><down><enter>");
                }
            },
            "Quit without saving?",
        ),
        (
            "Ctrl-C",
            |wizard| {
                wizard.keys("<ctrl-c>");
            },
            "Quit?",
        ),
        (
            "q at home",
            |wizard| {
                wizard.go_home().keys("q");
            },
            "Quit?",
        ),
    ];
    for (what, way, question) in ways {
        let mut wizard = unsealable();
        way(&mut wizard);
        assert!(wizard.screen().contains(question), "{what}\n{}", wizard.screen());
        wizard.keys("n");
        assert!(!wizard.has_quit(), "{what}");
        assert_eq!(wizard.value(PSK), TYPED, "{what}");
    }
}

#[test]
fn a_key_that_could_not_be_sealed_is_sealed_as_soon_as_it_can_be() {
    let mut wizard = unsealable();
    std::fs::remove_file(wizard.backend.folder().join("identity")).unwrap();
    assert!(wizard.backend.kept("untitled").key_reference(path(PSK)).is_none());
    // Nobody presses a key.
    wizard.over(|effect| matches!(effect, Effect::RetrySave(_)));
    assert_eq!(wizard.backend.kept_key("untitled", path(PSK)), TYPED);
    assert!(!title(&wizard).contains('*'), "{}", title(&wizard));
}

#[test]
fn a_save_that_failed_is_tried_again_by_itself() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.backend.save_fails = Some("no space left on device".to_owned());
    wizard.go_to("LocalSubnet").text("10.0.0.0/16");
    wizard.over(|effect| matches!(effect, Effect::RetrySave(_)));
    wizard.shows("could not be saved");
    wizard.backend.save_fails = None;
    wizard.over(|effect| matches!(effect, Effect::RetrySave(_)));
    let kept = wizard.backend.kept("untitled");
    assert_eq!(kept.draft.text(path("LocalSubnet")), Some("10.0.0.0/16"));
    assert!(!title(&wizard).contains('*'), "{}", title(&wizard));
}

#[test]
fn what_is_told_of_a_save_is_what_happened() {
    // Something that is no draft has taken the name meanwhile.
    let mut wizard = Wizard::filled();
    wizard.keys("<ctrl-s><enter>");
    let file = wizard.backend.folder().join("drafts/fra-hq-2026.json");
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    wizard.go_to("Name").keys("<end>").text("-b");
    wizard.shows("cannot be read").shows_not("changed by another program").read_on();
    let mine = wizard.document().name.clone().unwrap().to_string();
    assert_eq!(wizard.backend.kept(&mine).draft.text(path("Name")), Some("fra-hq-2026-b"));
    // It is on the disk, and nobody says that it stayed in memory.
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.backend.save_doubts =
        vec![SaveWarning::Unsynced(Message::with_id("input/output error (os error 5)".to_owned()))];
    wizard.go_to("LocalSubnet").text("10.0.0.0/16");
    wizard.shows("untitled is saved").shows("input/output error").shows_not("in memory");
    assert!(!title(&wizard).contains('*'), "{}", title(&wizard));
    wizard.backend.save_doubts =
        vec![SaveWarning::PlainVersion(Message::with_id("no identity".to_owned()))];
    wizard.read_on().keys("7").shows("untitled is saved").shows("still contains a key");
}

#[test]
fn a_journal_that_cannot_be_read_is_told_at_home() {
    let backend = Backend::default();
    std::fs::write(backend.folder().join("journal.jsonl"), b"{\"event\":\"begun\",\"at\"\n\0\0\n")
        .unwrap();
    let wizard = Wizard::with_backend(backend);
    assert_eq!(wizard.app.screen, Screen::Home);
    let told = wizard.notice();
    assert!(told.contains("The unreadable part of the journal"), "{told}");
    assert!(told.contains("before it sends anything"), "{told}");
}

#[test]
fn a_customer_gateway_that_is_being_filled_in_is_there_again_after_a_crash() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.keys("<alt-n>198.51.100.200<ctrl-t><tab>65050<tab>par-dc<tab>");
    let marked = |wizard: &mut Wizard| {
        let effects = wizard.effects().into_iter().rev();
        let mut marks = effects.filter_map(|effect| match effect {
            Effect::SaveBookmark(bookmark) => Some(bookmark),
            _ => None,
        });
        marks.next().expect("the place is remembered")
    };
    let bookmark = marked(&mut wizard);
    let backend = std::mem::take(&mut wizard.backend);
    let mut again = Wizard::with(backend, |setup| setup.bookmark = bookmark);
    again.keys("n<alt-n><ctrl-t>").shows("New customer gateway");
    again.shows("198.51.100.200").shows("65050").shows("par-dc");
    // Made, it is forgotten.
    again.keys("<up><enter>");
    assert_eq!(marked(&mut again).gateway, None, "{}", again.screen());
}
