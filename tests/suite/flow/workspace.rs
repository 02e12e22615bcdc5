//! The disk work of a screen: nothing typed is lost, no key lies about, nothing is passed over.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use tempfile::TempDir;
use tunnelsmith::connection::{
    Account, Connection, Draft, FieldPath, Key, KeyStorage, Mode, Origin, Realm, Secret,
    convert_to_dual,
};
use tunnelsmith::drafts::diff::DifferenceKind;
use tunnelsmith::drafts::journal::{Journal, JournalOutcome, JournalOutcomeKind, SubmissionRecord};
use tunnelsmith::drafts::store::{EditSession, SaveOutcome};
use tunnelsmith::drafts::{
    Consent, DraftFile, DraftName, Identity, KeyReference, Sealed, StoreError, read,
};
use tunnelsmith::flow::{self, Workspace, WorkspaceSave, needs_asking, programs};

use super::super::support::{refer_to, sample};

pub const KEYS: [&str; 2] =
    ["kT7mPq2vXw9bRd4cNf6hJz8sLa3gYe5u", "Zp4xWn7cVk2rTq9mBd6yHf3jGs8uEa5L"];

pub fn first() -> FieldPath {
    FieldPath::tunnel(1, Key::Psk)
}

fn second() -> FieldPath {
    FieldPath::tunnel(2, Key::Psk)
}

pub fn name(text: &str) -> DraftName {
    DraftName::exactly(text).unwrap()
}

/// A user with a home, a workspace in it and the variable PSK.
pub struct User {
    pub home: TempDir,
    pub workspace: Workspace,
}

impl User {
    pub fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let workspace = Self::sit_down(home.path());
        Self { home, workspace }
    }

    pub fn sit_down(home: &Path) -> Workspace {
        let vars: BTreeMap<String, OsString> = BTreeMap::from([
            ("HOME".to_owned(), home.into()),
            ("USERPROFILE".to_owned(), home.into()),
            ("TUNNELSMITH_IDENTITY".to_owned(), home.join("identity.txt").into()),
            ("PSK".to_owned(), KEYS[0].into()),
        ]);
        Workspace::open(Some(&home.join("data")), move |asked| vars.get(asked).cloned()).unwrap()
    }

    fn path(&self, file: &str) -> PathBuf {
        self.home.path().join(file)
    }

    fn identity(&self) -> Identity {
        Identity::load_or_make(&self.path("identity.txt")).unwrap()
    }

    /// Keeps a draft under a name that is free.
    pub fn keep(&self, called: &str, file: &DraftFile) -> WorkspaceSave {
        let stored = self
            .workspace
            .save(&name(called), file.clone(), None, &EditSession::default())
            .unwrap();
        assert_eq!(stored.saved.outcome, SaveOutcome::Written);
        stored
    }

    fn text(&self, called: &str) -> String {
        fs::read_to_string(self.workspace.store().path(&name(called))).unwrap()
    }
}

/// The sample of Frankfurt without its keys.
pub fn frankfurt() -> DraftFile {
    let text = fs::read_to_string(sample("frankfurt-bgp.json")).unwrap();
    let mut file = read(&text).unwrap();
    file.remove(first());
    file.remove(second());
    file
}

/// To the commands that a draft names.
fn consent_to_all(file: &DraftFile) -> Consent {
    Consent::to(file.references.iter().filter_map(|(_, reference, _)| match reference {
        KeyReference::Command(words) => Some(words.clone()),
        _ => None,
    }))
}

fn with_references(one: KeyReference, other: KeyReference) -> DraftFile {
    let mut file = frankfurt();
    refer_to(&mut file, first(), one);
    refer_to(&mut file, second(), other);
    file
}

fn env(name: &str) -> KeyReference {
    KeyReference::Env(name.to_owned())
}

fn command(words: &[&str]) -> KeyReference {
    KeyReference::Command(words.iter().map(|word| (*word).to_owned()).collect())
}

#[cfg(unix)]
#[test]
fn without_any_folder_the_way_out_is_named() {
    let error = Workspace::open(None, |_| None).unwrap_err();
    assert!(error.to_string().contains("--drafts-dir"), "{error}");
}

#[test]
fn a_new_desk_is_empty_and_looking_at_it_makes_nothing() {
    let user = User::new();
    let home = user.workspace.home();
    assert!(home.drafts.is_empty() && home.submissions.is_empty() && home.troubles.is_empty());
    let none = user.workspace.open_draft(&name("fra")).unwrap_err();
    assert!(matches!(none, StoreError::NoSuchDraft { .. }), "{none}");
    assert_eq!(fs::read_dir(user.home.path()).unwrap().count(), 0);
}

#[test]
fn home_lists_sound_drafts_and_others() {
    let user = User::new();
    user.keep("a sound one", &with_references(env("PSK"), KeyReference::Ask));
    user.keep("begun", &DraftFile::from(Draft::new(Mode::Single)));
    user.keep("gone", &frankfurt());
    user.workspace.delete(&name("gone")).unwrap();
    fs::write(user.workspace.store().path(&name("odd")), "{").unwrap();
    let home = user.workspace.home();
    let row = |name: &str| home.drafts.iter().find(|row| row.name == name).unwrap();
    let sound = row("a sound one");
    assert_eq!((sound.errors, sound.mode, &sound.unusable), (0, Some(Mode::Dual), &None));
    assert_eq!(sound.region.as_deref(), Some("eu-central-1"));
    assert_eq!(sound.connection.as_deref(), Some("fra-dc1"));
    assert!(sound.changed.is_some());
    assert!(row("begun").errors > 0 && row("begun").mode == Some(Mode::Single));
    assert!(row("odd").unusable.as_ref().unwrap().contains("odd.json"));
    assert_eq!(home.drafts.len(), 3);
    assert_eq!(home.deleted[0].name, name("gone"));
}

fn begun(number: i64) -> SubmissionRecord {
    SubmissionRecord {
        submission: format!("submission-{number}"),
        at: Timestamp::from_second(1_800_000_000 + number).unwrap(),
        token: format!("token-{number}").parse().unwrap(),
        secrets: String::new(),
        salt: String::new(),
        parameters: String::new(),
        name: None,
        realm: Realm {
            account: Account::Unknown,
            endpoint: "https://vpc.aliyuncs.com".to_owned(),
            region: "cn-hangzhou".to_owned(),
        },
        file: "@fra".to_owned(),
        draft: String::new(),
        dry_run: false,
    }
}

#[test]
fn home_shows_the_latest_submissions_and_all_open_ones() {
    let user = User::new();
    let journal = user.workspace.journal().unwrap();
    for number in 0..60 {
        journal.record_submission(begun(number)).unwrap();
        if number > 1 {
            let at = Timestamp::from_second(1_800_000_000 + number).unwrap();
            let (ending, none) = (JournalOutcomeKind::Refused, || None);
            let settled = JournalOutcome {
                at,
                ending,
                connection_id: none(),
                request_id: none(),
                code: Some("Code".to_owned()),
            };
            journal.record_outcome(&format!("submission-{number}"), settled).unwrap();
        }
    }
    let path = user.workspace.folders().journal();
    fs::write(&path, format!("{}no line\n", fs::read_to_string(&path).unwrap())).unwrap();
    let home = user.workspace.home();
    assert_eq!(home.submissions.len(), 50 + 2, "the latest, and the two that are open");
    assert_eq!(home.submissions[0].begun.submission, "submission-59");
    let open: Vec<&str> = home.open.iter().map(|one| &*one.begun.submission).collect();
    assert_eq!(open, ["submission-1", "submission-0"]);
    assert_eq!(home.damage.len(), 1);
    assert!(home.troubles.is_empty());
}

#[test]
fn what_cannot_be_read_hides_nothing_else() {
    let user = User::new();
    user.keep("fra", &frankfurt());
    fs::create_dir(user.workspace.folders().journal()).unwrap();
    let home = user.workspace.home();
    assert_eq!((home.drafts.len(), home.troubles.len()), (1, 1));
    assert!(home.troubles[0].contains("journal"), "{:?}", home.troubles);
}

#[test]
fn a_draft_opens_with_the_keys_at_hand_and_tells_of_those_that_are_not() {
    let user = User::new();
    user.keep("fra", &with_references(env("PSK"), env("NOT_SET")));
    let opened = user.workspace.open_draft(&name("fra")).unwrap();
    let (key, kept) = opened.file.draft.key(first()).unwrap();
    assert_eq!((key.expose(), kept), (KEYS[0], KeyStorage::Elsewhere));
    assert!(opened.file.draft.is_key_unresolved(second()));
    assert_eq!(opened.notes.len(), 1);
    assert!(opened.notes[0].contains("NOT_SET"), "{:?}", opened.notes);
    // Saved again, it is what it was: a key that was fetched is not written.
    let saved = user
        .workspace
        .save(&name("fra"), opened.file, Some(opened.revision), &EditSession::default())
        .unwrap();
    assert_eq!(saved.saved.outcome, SaveOutcome::Unchanged);
}

#[test]
fn a_file_beside_the_draft_gives_its_key() {
    let user = User::new();
    user.keep("fra", &with_references(KeyReference::File("psk.txt".into()), env("PSK")));
    fs::write(user.workspace.store().folder().join("psk.txt"), format!("{}\n", KEYS[1])).unwrap();
    let opened = user.workspace.open_draft(&name("fra")).unwrap();
    assert_eq!(opened.file.draft.key(first()).unwrap().0.expose(), KEYS[1]);
    assert!(opened.notes.is_empty());
}

#[test]
fn a_draft_that_is_open_elsewhere_opens_all_the_same_and_says_so() {
    let user = User::new();
    user.keep("fra", &frankfurt());
    let opened = user.workspace.open_draft(&name("fra")).unwrap();
    assert!(opened.lock.is_some() && opened.locked_by.is_none());
    let again = user.workspace.open_draft(&name("fra")).unwrap();
    assert!(again.lock.is_none());
    assert_eq!(again.locked_by.unwrap(), format!("process {}", std::process::id()));
    for refused in [
        user.workspace.delete(&name("fra")),
        user.workspace.rename(&name("fra"), &name("muc")),
        user.workspace.lock(&name("fra")).map(drop),
    ] {
        assert!(matches!(refused, Err(StoreError::Locked { .. })), "{refused:?}");
    }
    drop(opened);
    user.workspace.rename(&name("fra"), &name("muc")).unwrap();
    assert!(user.workspace.open_draft(&name("muc")).unwrap().lock.is_some());
}

#[test]
fn a_typed_key_is_sealed_before_it_reaches_the_disk() {
    let user = User::new();
    let mut file = frankfurt();
    file.type_key(first(), KEYS[0].into());
    file.type_key(second(), KEYS[1].into());
    let stored = user.keep("fra", &file);
    assert_eq!(stored.sealed.iter().map(|one| one.field).collect::<Vec<_>>(), [first(), second()]);
    assert!(stored.left_out.is_empty() && !format!("{stored:?}").contains(KEYS[0]));
    let text = user.text("fra");
    assert!(text.contains("sealed") && !KEYS.iter().any(|key| text.contains(key)), "{text}");

    stored.apply_references(&mut file);
    let basis = Some(stored.saved.revision);
    let again = user.workspace.save(&name("fra"), file, basis, &EditSession::default()).unwrap();
    assert_eq!((again.saved.outcome, again.sealed.len()), (SaveOutcome::Unchanged, 0));

    let opened = user.workspace.open_draft(&name("fra")).unwrap();
    assert!(opened.file.draft.is_key_unresolved(first()), "nobody has asked to see it");
    assert_eq!(user.workspace.open_key(&opened.file, first()).unwrap().expose(), KEYS[0]);
    let sent =
        user.workspace.open_all(&opened.file, &BTreeMap::new(), &Consent::default()).unwrap();
    assert_eq!(sent.key(second()).unwrap().0.expose(), KEYS[1]);
}

#[test]
fn a_key_changed_while_the_one_before_was_saved_is_sealed_the_next_time() {
    let user = User::new();
    let mut file = frankfurt();
    file.type_key(first(), KEYS[0].into());
    let stored = user.keep("fra", &file);
    file.type_key(first(), KEYS[1].into());
    stored.apply_references(&mut file);
    assert!(file.key_reference(first()).is_none());
    let again = user
        .workspace
        .save(&name("fra"), file, Some(stored.saved.revision), &EditSession::default())
        .unwrap();
    assert_eq!(again.sealed.len(), 1);
    let opened = user.workspace.open_draft(&name("fra")).unwrap().file;
    assert_eq!(user.workspace.open_key(&opened, first()).unwrap().expose(), KEYS[1]);
}

#[test]
fn where_no_identity_can_be_made_a_key_is_left_out_and_never_written_plainly() {
    let user = User::new();
    fs::write(user.path("identity.txt"), "not an identity\n").unwrap();
    let mut file = frankfurt();
    file.type_key(first(), KEYS[0].into());
    let stored = user.keep("fra", &file);
    assert!(stored.sealed.is_empty());
    let [(field, why)] = &stored.left_out[..] else { panic!("{stored:?}") };
    assert!(*field == first() && why.contains("identity.txt"), "{why}");
    assert!(!user.text("fra").contains(KEYS[0]));
    assert!(user.text("fra").contains("fra-dc1"), "all else is kept");
}

#[test]
fn somebody_elses_change_is_kept_beside_ours() {
    let user = User::new();
    let stored = user.keep("fra", &frankfurt());
    let path = user.workspace.store().path(&name("fra"));
    fs::write(&path, user.text("fra").replace("fra-dc1", "theirs")).unwrap();
    let mut file = frankfurt();
    file.draft.set(FieldPath::connection(Key::Name), "ours");
    let basis = Some(stored.saved.revision);
    let again = user.workspace.save(&name("fra"), file, basis, &EditSession::default()).unwrap();
    assert_eq!(again.saved.outcome, SaveOutcome::Conflict);
    assert!(user.text("fra").contains("theirs"));
    assert_ne!(again.saved.name, name("fra"));
}

#[cfg(unix)]
#[test]
fn showing_a_key_runs_and_asks_nothing() {
    let user = User::new();
    let mark = user.path("was-run");
    let mut file = with_references(command(&["touch", mark.to_str().unwrap()]), KeyReference::Ask);
    for path in [first(), second()] {
        let why = user.workspace.open_key(&file, path).unwrap_err();
        assert!(why.contains("when the request is sent"), "{why}");
    }
    assert!(!mark.exists());
    file.remove(first());
    assert!(user.workspace.open_key(&file, first()).unwrap_err().contains("has no key"));
    refer_to(&mut file, first(), env("PSK"));
    assert_eq!(user.workspace.open_key(&file, first()).unwrap().expose(), KEYS[0]);
    refer_to(&mut file, first(), env("NOT_SET"));
    assert!(user.workspace.open_key(&file, first()).unwrap_err().contains("NOT_SET"));
    file.draft.set(first(), KEYS[1]);
    assert_eq!(user.workspace.open_key(&file, first()).unwrap().expose(), KEYS[1]);
}

#[test]
fn what_is_sealed_for_others_is_told_apart_from_a_missing_identity() {
    let user = User::new();
    let other = Identity::load_or_make(&user.path("other.txt")).unwrap();
    let sealed = Sealed::seal(&KEYS[0].into(), &[other.recipient()]).unwrap();
    let mut file = frankfurt();
    refer_to(&mut file, first(), KeyReference::Sealed(sealed));
    let why = user.workspace.open_key(&file, first()).unwrap_err();
    assert!(why.contains("does not exist; if the identity is lost"), "{why}");
    user.identity();
    let why = user.workspace.open_key(&file, first()).unwrap_err();
    assert!(why.contains("not sealed for this identity"), "{why}");
    let errors =
        user.workspace.open_all(&file, &BTreeMap::new(), &consent_to_all(&file)).unwrap_err();
    assert!(errors.len() == 1 && errors[0].contains("not sealed for"), "{errors:?}");
}

#[cfg(unix)]
#[test]
fn to_be_sent_a_draft_gets_every_key_from_programs_and_people() {
    let user = User::new();
    let file = with_references(command(&["printf", KEYS[0]]), KeyReference::Ask);
    assert_eq!(needs_asking(&file), [second()]);
    assert_eq!(programs(&file), [(first(), format!("printf {}", KEYS[0]))]);
    let asked = BTreeMap::from([(second(), Secret::new(KEYS[1]))]);
    let draft = user.workspace.open_all(&file, &asked, &consent_to_all(&file)).unwrap();
    let connection = Connection::from_draft(&draft, &Default::default());
    assert!(connection.is_ok(), "{connection:?}");
    assert_eq!(draft.key(first()).unwrap().0.expose(), KEYS[0]);
    assert_eq!(draft.key(second()).unwrap(), (&KEYS[1].into(), KeyStorage::Elsewhere));
    assert!(file.draft.is_key_unresolved(first()), "the one on the screen stays as it was");
}

#[cfg(unix)]
#[test]
fn no_program_is_run_while_another_key_is_missing() {
    let user = User::new();
    let mark = user.path("was-run");
    let touch = || command(&["touch", mark.to_str().unwrap()]);
    for other in [KeyReference::Ask, env("NOT_SET")] {
        let errors = user
            .workspace
            .open_all(&with_references(touch(), other), &BTreeMap::new(), &Consent::all_commands())
            .unwrap_err();
        assert_eq!(errors.len(), 1, "{errors:?}");
    }
    assert!(!mark.exists());
    // Typed over, it is the key; the reference that still stands there is not followed.
    let mut file = with_references(touch(), env("PSK"));
    file.draft.set_key(first(), KEYS[1].into(), KeyStorage::Elsewhere);
    let draft = user.workspace.open_all(&file, &BTreeMap::new(), &consent_to_all(&file)).unwrap();
    assert_eq!(draft.key(first()).unwrap().0.expose(), KEYS[1]);
    assert!(!mark.exists() && needs_asking(&file).is_empty() && programs(&file).is_empty());
}

#[cfg(unix)]
#[test]
fn only_the_very_command_line_that_was_agreed_to_is_run() {
    let user = User::new();
    let mark = user.path("was-run");
    let of = |words: &[&str]| with_references(command(words), env("PSK"));
    let file = of(&["touch", mark.to_str().unwrap()]);
    let other = consent_to_all(&of(&["touch", mark.to_str().unwrap(), "another"]));
    for consent in [Consent::default(), other] {
        let errors = user.workspace.open_all(&file, &BTreeMap::new(), &consent).unwrap_err();
        assert!(errors[0].contains("runs only with your consent"), "{errors:?}");
        assert!(!mark.exists());
    }
}

#[cfg(unix)]
#[test]
fn of_a_program_that_fails_the_last_complaint_is_told_and_no_more() {
    let user = User::new();
    let complains = |script: &str| {
        let file = with_references(command(&["sh", "-c", script]), env("PSK"));
        let consent = consent_to_all(&file);
        user.workspace.open_all(&file, &BTreeMap::new(), &consent).unwrap_err().join("; ")
    };
    let told = complains("echo NOISE >&2; echo 'no such item' >&2; exit 3");
    assert!(told.contains("no such item") && told.contains("status: 3"), "{told}");
    assert!(!told.contains("NOISE"), "{told}");
    let told = complains("yes | head -c 200000 >&2; exit 1");
    assert!(told.len() < 400, "{told}");
    let told = complains("printf s3cret-key; echo it was s3cret-key >&2; exit 1");
    assert!(!told.contains("s3cret"), "{told}");
}

#[cfg(target_os = "linux")]
#[test]
fn below_a_full_screen_a_program_has_no_terminal() {
    let user = User::new();
    let script =
        "read -r _ _ _ _ _ session _ < /proc/$$/stat; [ $session = $$ ] && printf key-of-its-own";
    let file = with_references(command(&["sh", "-c", script]), env("PSK"));
    let consent = consent_to_all(&file);
    let draft = user.workspace.open_all(&file, &BTreeMap::new(), &consent).unwrap();
    assert_eq!(draft.key(first()).unwrap().0.expose(), "key-of-its-own");
}

#[test]
fn a_key_that_nothing_refers_to_any_more_is_neither_sent_nor_lost_in_silence() {
    let user = User::new();
    let mut file = frankfurt();
    file.draft.set_unopened(first());
    let errors =
        user.workspace.open_all(&file, &BTreeMap::new(), &consent_to_all(&file)).unwrap_err();
    assert!(errors[0].contains(&first().to_string()), "{errors:?}");
    let stored = user.keep("fra", &file);
    assert_eq!(stored.left_out[0].0, first());
}

#[test]
fn sealed_keys_are_compared_and_not_the_texts_they_are_sealed_in() {
    let user = User::new();
    let kept = |called: &str, key: &str| {
        let mut file = frankfurt();
        file.draft.set_key(first(), key.into(), KeyStorage::Elsewhere);
        user.keep(called, &file);
        user.workspace.store().load(&name(called)).unwrap().file
    };
    // What is sealed anew is another text and the same key.
    let (one, anew, other) = (kept("a", KEYS[0]), kept("b", KEYS[0]), kept("c", KEYS[1]));
    assert_ne!(one.references, anew.references);
    assert_eq!(user.workspace.diff(&one, &anew), []);
    for (workspace, verdict) in [
        (&user.workspace, DifferenceKind::Differs),
        (&User::new().workspace, DifferenceKind::NotComparable),
    ] {
        let told = workspace.diff(&one, &other);
        assert_eq!(told.iter().map(|one| one.verdict).collect::<Vec<_>>(), [verdict], "{told:?}");
    }
}

#[test]
fn a_past_can_be_seen_compared_and_brought_back() {
    let user = User::new();
    let stored = user.keep("fra", &frankfurt());
    let mut later = frankfurt();
    later.draft.set(FieldPath::connection(Key::Name), "later");
    user.workspace
        .save(&name("fra"), later.clone(), Some(stored.saved.revision), &EditSession::default())
        .unwrap();
    assert_eq!(user.workspace.versions(&name("fra")).unwrap().len(), 1);
    let before = user.workspace.version(&name("fra"), 1).unwrap().file;
    let differences = user.workspace.diff(&before, &later);
    assert_eq!(differences.iter().map(|one| &*one.name).collect::<Vec<_>>(), ["Name"]);
    user.workspace.restore_version(&name("fra"), 1).unwrap();
    assert!(user.text("fra").contains("fra-dc1"));
    assert!(user.workspace.versions(&name("none")).is_err());

    user.workspace.duplicate(&name("fra"), &name("muc")).unwrap();
    user.workspace.delete(&name("fra")).unwrap();
    user.workspace.restore(&name("fra"), None).unwrap();
    assert_eq!(user.workspace.home().drafts.len(), 2);
    let taken = user.workspace.rename(&name("fra"), &name("muc")).unwrap_err();
    assert!(matches!(taken, StoreError::Taken { .. }), "{taken}");
}

#[test]
fn a_file_is_written_for_its_owner_alone_and_never_over_another() {
    let user = User::new();
    let written = user.workspace.write_file(Path::new("~/preview.txt"), "shown").unwrap();
    assert_eq!(written, user.path("preview.txt"));
    assert_eq!(fs::read_to_string(&written).unwrap(), "shown");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;

        let mode = fs::metadata(&written).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        std::os::unix::fs::symlink(user.path("nowhere"), user.path("link")).unwrap();
        let link = user.workspace.write_file(&user.path("link"), "x").unwrap_err();
        assert!(link.to_string().contains("already exists"), "{link}");
    }
    let taken = user.workspace.write_file(&written, "another").unwrap_err();
    assert!(taken.to_string().contains("already exists"), "{taken}");
    assert_eq!(fs::read_to_string(&written).unwrap(), "shown");
    let nowhere = user.workspace.write_file(&user.path("no/such/folder"), "x").unwrap_err();
    assert!(nowhere.to_string().contains("cannot be written"), "{nowhere}");
    let homeless = Workspace::open(Some(user.home.path()), |_| None).unwrap();
    let error = homeless.write_file(Path::new("~/preview.txt"), "x").unwrap_err();
    assert!(error.to_string().contains('~'), "{error}");
}

#[test]
fn one_session_makes_one_version_however_often_it_saves() {
    let user = User::new();
    user.keep("fra", &frankfurt());
    let opened = user.workspace.open_draft(&name("fra")).unwrap();
    let (mut file, mut basis) = (opened.file, opened.revision);
    let session = EditSession::default();
    for step in 0..12 {
        file.draft.set(FieldPath::connection(Key::Name), format!("step-{step}"));
        let saved = user.workspace.save(&name("fra"), file.clone(), Some(basis), &session).unwrap();
        basis = saved.saved.revision;
    }
    assert_eq!(user.workspace.versions(&name("fra")).unwrap().len(), 1);
    assert!(user.text("fra").contains("step-11"));
}

#[test]
fn a_draft_made_dual_keeps_its_key_where_it_was() {
    let user = User::new();
    let mut file = DraftFile::from(Draft::new(Mode::Single));
    refer_to(&mut file, FieldPath::connection(Key::Psk), env("PSK"));
    let repair = convert_to_dual(&file.draft);
    file.apply(&repair, Origin::Copied, &mut |_: &mut [u8]| {});
    let stored = user.keep("was single", &file);
    assert!(stored.sealed.is_empty() && stored.left_out.is_empty(), "{stored:?}");
    let opened = user.workspace.open_draft(&name("was single")).unwrap().file;
    assert_eq!(opened.draft.key(second()).unwrap().0.expose(), KEYS[0]);
    assert_eq!(opened.key_reference(second()), Some(&env("PSK")));
}

#[test]
fn everything_can_be_handed_to_another_thread() {
    fn sendable<T: Send + 'static>() {}
    fn shared<T: Clone + Send + Sync + 'static>() {}
    shared::<flow::Session>();
    shared::<Workspace>();
    shared::<flow::SignInError>();
    shared::<flow::ServiceFailure>();
    sendable::<flow::WorkspaceContents>();
    sendable::<flow::OpenedFile>();
    sendable::<WorkspaceSave>();
    sendable::<flow::Submission>();
    sendable::<Journal>();
    fn future<F: Future + Send>(_: impl FnOnce(flow::Session) -> F) {}
    future(|session| async move { session.sign_in().await.is_ok() });
    future(|session| async move { flow::regions(&session).await.is_ok() });
    future(|session| async move { flow::describe(&session, "", "").await.is_ok() });
    future(|session| async move {
        let client = session.client("").await.ok()?;
        let connection = Connection::from_draft(&Draft::default(), &Default::default()).ok()?;
        let plan = flow::SubmissionPlan::for_dry_run();
        let (_open, stop) = tokio::sync::watch::channel(false);
        Some(flow::submit(&client, connection, plan, None, stop, &mut |_| {}).await)
    });
}
