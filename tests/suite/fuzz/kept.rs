//! What this program keeps for itself, and others may have changed: the journal, the place in the
//! wizard, the identity.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use tunnelsmith::connection::{Account, Realm};
use tunnelsmith::drafts::journal::{JournalOutcome, JournalOutcomeKind, SubmissionRecord};
use tunnelsmith::drafts::{Bookmark, Folders, Identity, Journal};

use super::super::support::scratch;
use super::{Outcome, fuzz, is_plain, promise, said, shape};

#[test]
fn a_journal() {
    let folder = scratch();
    let path = folder.path().join("journal.jsonl");
    fuzz!("journal", &[], |bytes| journal(&path, bytes));
}

/// Whatever stands in the journal, nothing of it is lost, and a submission is kept in it.
fn journal(path: &Path, bytes: &[u8]) -> Outcome {
    fs::write(path, bytes).unwrap();
    let book = match Journal::read(path) {
        Ok(book) => book.ok_or("it is there")?,
        Err(error) => {
            promise!(fs::read(path).unwrap() == bytes, "refused and changed all the same");
            return said(&error);
        }
    };
    let journal = Journal::open(path).map_err(|error| format!("read and not opened: {error}"))?;
    let told = journal.with_index(|book| book.entries().to_vec());
    promise!(told == book.entries(), "opened, it tells something else");
    journal.record_submission(begun()).map_err(|error| error.to_string())?;
    let submission = begun().submission;
    journal
        .record_attempt(&submission, 1, Timestamp::UNIX_EPOCH)
        .map_err(|error| error.to_string())?;
    let again = Journal::read(path).map_err(|error| error.to_string())?.ok_or("it is gone")?;
    promise!(again.entries().starts_with(&told), "what stood there before is lost");
    let open = again.open().find(|entry| entry.begun.submission == submission);
    promise!(open.is_some_and(|entry| entry.attempts == 1), "the submission is not open");
    journal.record_outcome(&submission, created()).map_err(|error| error.to_string())?;
    let again = Journal::read(path).map_err(|error| error.to_string())?.ok_or("it is gone")?;
    promise!(again.with_connection("vco-fuzz").count() == 1, "the connection is not told");
    promise!(again.damage().len() == book.damage().len(), "damaged by writing");
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    promise!(fs::read(path).unwrap().starts_with(&bytes[..whole]), "whole lines were changed");
    let states: Vec<String> = told
        .iter()
        .take(10)
        .map(|entry| format!("{} {:?}", entry.attempts.min(2), entry.settled.is_some()))
        .collect();
    let damage: Vec<&str> = book.damage().iter().take(10).map(|damage| damage.why).collect();
    Ok(format!("{states:?} {damage:?}"))
}

fn begun() -> SubmissionRecord {
    let text = |word: &str| format!("{word}-of-the-fuzz-test");
    SubmissionRecord {
        submission: text("submission"),
        at: Timestamp::UNIX_EPOCH,
        token: text("token").parse().unwrap(),
        parameters: text("parameters"),
        salt: text("salt"),
        secrets: text("secrets"),
        realm: Realm {
            account: Account::Unknown,
            endpoint: text("endpoint"),
            region: text("region"),
        },
        name: None,
        file: text("file"),
        draft: text("draft"),
        dry_run: false,
    }
}

fn created() -> JournalOutcome {
    JournalOutcome {
        at: Timestamp::UNIX_EPOCH,
        ending: JournalOutcomeKind::Created,
        connection_id: Some("vco-fuzz".to_owned()),
        request_id: None,
        code: None,
    }
}

#[test]
fn a_bookmark() {
    let folder = scratch();
    let folders = Folders::find(Some(folder.path()), |_| None).unwrap();
    fuzz!("bookmark", &[], |bytes| bookmark(&folders, bytes));
}

fn bookmark(folders: &Folders, bytes: &[u8]) -> Outcome {
    fs::write(folders.bookmark(), bytes).unwrap();
    let found = Bookmark::load(folders);
    if let Some(draft) = &found.draft {
        promise!(is_plain(draft.as_str()), "an unsafe name: {draft:?}");
    }
    found.save(folders).map_err(|error| error.to_string())?;
    promise!(Bookmark::load(folders) == found, "saved, it is another place");
    let field = found.field.map(|field| field.to_string());
    let is_there = [found.draft.is_some(), found.step.is_some()];
    Ok(shape(&format!("{is_there:?} {}", field.unwrap_or_default())))
}

#[test]
fn an_identity() {
    let folder = scratch();
    let path = folder.path().join("identity.txt");
    fuzz!("identity", &[], |bytes| identity(&path, bytes));
}

/// The file holds a secret: no error says anything of it.
fn identity(path: &Path, bytes: &[u8]) -> Outcome {
    fs::write(path, bytes).unwrap();
    match Identity::load_or_make(path) {
        Ok(identity) => {
            promise!(fs::read(path).unwrap() == bytes, "an identity that was there is changed");
            let shown = format!("{} {identity:?}", identity.recipient());
            promise!(is_plain(&shown) && !shown.contains("SECRET"), "{shown:?}");
            Ok("an identity".to_owned())
        }
        Err(error) => {
            promise!(fs::read(path).unwrap() == bytes, "refused and changed all the same");
            let (text, content) = (error.to_string(), String::from_utf8_lossy(bytes));
            let secrets = content.split_whitespace().filter(|word| word.len() > 20);
            for secret in secrets.take(100) {
                promise!(!text.contains(secret), "the content is quoted: {text:?}");
            }
            said(&error)
        }
    }
}
