//! A journal that was damaged after a submission was left open: whatever is damaged, no second connection
//! is made.

use std::fs;
use std::path::Path;
use std::time::Duration;

use futures_util::StreamExt as _;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tunnelsmith::cloud::ConnectionFilter;
use tunnelsmith::connection::{AccessKeyFingerprint, Account, Connection, Realm, Token};
use tunnelsmith::drafts::journal::{JournalOutcome, JournalOutcomeKind, SubmissionRecord};
use tunnelsmith::drafts::{Journal, read};
use tunnelsmith::flow::{
    self, JournalContext, Lookup, Session, Submission, SubmissionPlan, SubmitOutcome,
};
use tunnelsmith::sandbox::{Fault, Sandbox, ServiceQuirks, Settings, serve};

use super::super::support::{sample, scratch};
use super::{sandbox, session};

const REGION: &str = "ap-southeast-1";

fn connection() -> Connection {
    let text = fs::read_to_string(sample("singapore-static.json")).unwrap();
    Connection::from_draft(&read(&text).unwrap().draft, &Default::default()).unwrap()
}

async fn submitted(session: &Session, journal: &Path, again: bool) -> Submission {
    let client = session.client(REGION).await.unwrap();
    let (_open, stop) = watch::channel(false);
    let record = JournalContext {
        journal: Journal::open(journal).unwrap(),
        realm: session.realm(REGION).await.unwrap(),
        file: "sin.json".to_owned(),
        version: "0".to_owned(),
        again,
    };
    let (connection, plan) = (connection(), SubmissionPlan::for_connection(&connection()));
    flow::submit(&client, connection, plan, Some(record), stop, &mut |_| {}).await
}

/// A sandbox with the connection of a submission whose answer was lost, and that submission's journal.
async fn left_open(journal: &Path) -> (Sandbox, Session, Vec<u8>) {
    let faults = ["reset-after-store=1", "bad-lookup=2"];
    let faults = faults.iter().map(|fault| fault.parse::<Fault>().unwrap()).collect();
    // As the service is documented to be, with lists that lag behind for less long.
    let traits =
        ServiceQuirks { list_lag: SignedDuration::from_millis(300), ..ServiceQuirks::default() };
    assert!(traits.whole_seconds);
    let settings = Settings { faults, traits, ..Settings::default() };
    let sandbox = serve(TcpListener::bind("127.0.0.1:0").await.unwrap(), settings).await;
    let session = session(&sandbox);
    let first = submitted(&session, journal, false).await;
    assert!(matches!(first.outcome, SubmitOutcome::Unknown { .. }), "{first:?}");
    assert_eq!(sandbox.connections().len(), 1);
    let client = session.client(REGION).await.unwrap();
    loop {
        // Until the list has caught up: what is looked for then is in it.
        let mut pages = std::pin::pin!(client.connections(REGION, &ConnectionFilter::default()));
        if pages.next().await.unwrap().is_ok_and(|page| !page.rows.is_empty()) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let bytes = fs::read(journal).unwrap();
    (sandbox, session, bytes)
}

/// Submits once more with this journal, and sees to it that nothing more was created.
async fn still_one(sandbox: &Sandbox, session: &Session, path: &Path, bytes: &[u8], what: &str) {
    fs::write(path, bytes).unwrap();
    let sent = submitted(session, path, false).await;
    assert_eq!(sandbox.connections().len(), 1, "{what}: a second one: {sent:?}");
    let is_told = match &sent.outcome {
        SubmitOutcome::Created { id, .. } => *id == sandbox.connections()[0].id,
        SubmitOutcome::JournalDamaged { lookup, .. } => matches!(lookup, Lookup::Found(_)),
        _ => false,
    };
    assert!(is_told, "{what}: {:?}", sent.outcome);
}

#[tokio::test]
async fn a_bit_flipped_at_any_byte_makes_no_second_connection() {
    let folder = scratch();
    let path = folder.path().join("journal.jsonl");
    let (sandbox, session, whole) = left_open(&path).await;
    for at in 0..whole.len() {
        for bit in [at % 8, (at + 5) % 8] {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << bit;
            still_one(&sandbox, &session, &path, &bytes, &format!("byte {at}, bit {bit}")).await;
        }
    }
    eprintln!("{} flips, {} connection", whole.len() * 2, sandbox.connections().len());
}

#[tokio::test]
async fn neither_does_a_half_line_nor_a_tail_of_nothing() {
    let folder = scratch();
    let path = folder.path().join("journal.jsonl");
    let (sandbox, session, whole) = left_open(&path).await;
    let begun = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    for cut in begun + 1..whole.len() {
        let mut bytes = whole[..cut].to_vec();
        still_one(&sandbox, &session, &path, &bytes, &format!("cut at {cut}")).await;
        bytes.resize(whole.len(), 0);
        still_one(&sandbox, &session, &path, &bytes, &format!("nothing from {cut} on")).await;
    }
}

#[tokio::test]
async fn what_cannot_be_read_holds_a_submission_back_until_it_was_looked_for() {
    let folder = scratch();
    let path = folder.path().join("journal.jsonl");
    let sandbox = sandbox(Settings::default()).await;
    let session = session(&sandbox);
    fs::write(&path, b"\0\0\0\0").unwrap();
    // It may have been written just now, so what it sent may still be on its way.
    let held = submitted(&session, &path, false).await.outcome;
    let SubmitOutcome::JournalDamaged { hidden, lookup, until, .. } = held else {
        panic!("{held:?}")
    };
    assert_eq!((hidden.line, hidden.count, lookup), (1, 1, Lookup::Nothing));
    assert!(until > Timestamp::now());
    assert!(sandbox.connections().is_empty());
    // A person may say that it is another one.
    let forced = submitted(&session, &path, true).await.outcome;
    assert!(matches!(forced, SubmitOutcome::Created { .. }), "{forced:?}");
    // What was written long ago has arrived, or never will.
    let old = folder.path().join("old.jsonl");
    fs::write(&old, b"{\"event\":\"begun\",\"at\":\"20").unwrap();
    let hour = std::time::Duration::from_secs(3600);
    let journal = Journal::open(&old).unwrap();
    drop(journal);
    let file = fs::File::options().write(true).open(&old).unwrap();
    file.set_modified(std::time::SystemTime::now() - hour).unwrap();
    let found = submitted(&session, &old, false).await.outcome;
    let SubmitOutcome::JournalDamaged { lookup: Lookup::Found(id), .. } = &found else {
        panic!("{found:?}")
    };
    assert_eq!(*id, sandbox.connections()[0].id);
}

/// What a line of the journal may hold, hostile or not.
fn begun() -> impl Strategy<Value = SubmissionRecord> {
    let text = || any::<String>();
    let account = prop_oneof![
        Just(Account::Unknown),
        text().prop_map(Account::Instance),
        text().prop_map(|id| Account::Keyed(AccessKeyFingerprint::of(&id))),
        (text(), text()).prop_map(|(number, id)| Account::Numbered {
            number,
            key: AccessKeyFingerprint::of(&id)
        }),
    ];
    let token = "[!-~]{1,64}".prop_map(|text| text.parse::<Token>().unwrap());
    let names = (text(), proptest::option::of(text()), text(), text());
    let at = (0_i64..4_000_000_000, 0_i32..1_000_000_000)
        .prop_map(|(second, nano)| Timestamp::new(second, nano).unwrap());
    (account, token, names, at, any::<bool>()).prop_map(|(account, token, names, at, dry_run)| {
        let (region, name, file, endpoint) = names;
        SubmissionRecord {
            submission: format!("{file}{region}"),
            at,
            token,
            parameters: endpoint.clone(),
            salt: region.clone(),
            secrets: file.clone(),
            realm: Realm { account, endpoint, region },
            name,
            draft: file.clone(),
            file,
            dry_run,
        }
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back_as_it_was(begun in begun(), code in any::<String>()) {
        let folder = scratch();
        let path = folder.path().join("journal.jsonl");
        let journal = Journal::open(&path).unwrap();
        journal.record_submission(begun.clone()).unwrap();
        journal.record_attempt(&begun.submission, 3, begun.at).unwrap();
        let settled = JournalOutcome {
            at: begun.at,
            ending: JournalOutcomeKind::Refused,
            connection_id: None,
            request_id: Some(code.clone()),
            code: Some(code),
        };
        journal.record_outcome(&begun.submission, settled.clone()).unwrap();
        let index = Journal::read(&path).unwrap().unwrap();
        prop_assert!(index.damage().is_empty(), "{:?}", index.damage());
        let entry = &index.entries()[0];
        prop_assert_eq!(&entry.begun, &begun);
        prop_assert_eq!((entry.attempts, entry.settled.as_ref()), (3, Some(&settled)));
    }
}

/// A name longer than any line: nothing is written that would be read as damage.
#[test]
fn what_would_not_read_back_is_not_written() {
    let folder = scratch();
    let path = folder.path().join("journal.jsonl");
    let journal = Journal::open(&path).unwrap();
    let before = fs::read(&path).unwrap();
    let long = SubmissionRecord {
        submission: "s".to_owned(),
        at: Timestamp::UNIX_EPOCH,
        token: "t".parse().unwrap(),
        parameters: String::new(),
        salt: String::new(),
        secrets: String::new(),
        realm: Realm { account: Account::Unknown, endpoint: String::new(), region: String::new() },
        name: Some("n".repeat(70_000)),
        file: String::new(),
        draft: String::new(),
        dry_run: false,
    };
    let error = journal.record_submission(long).unwrap_err().to_string();
    assert!(error.contains("readable form"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before);
    assert!(journal.with_index(|index| index.entries().is_empty()));
}
