//! What the service is asked for besides connections, and the trouble it may give.

use std::collections::BTreeMap;

use futures_util::StreamExt as _;
use tokio::sync::watch;
use tunnelsmith::connection::{Connection, MASK};
use tunnelsmith::drafts::{DraftName, Folders, Journal, read};
use tunnelsmith::explain::explain;
use tunnelsmith::export::{KeyDisplay, parameters};
use tunnelsmith::flow::{
    self, JournalContext, NewGateway, ServiceFailure, ServiceFailureKind, Session, Submission,
    SubmissionPlan, SubmitOutcome,
};
use tunnelsmith::sandbox::{ACCESS_KEY_SECRET, Fault, Settings};
use tunnelsmith::text::{Language, Texts};

use super::super::scripted::{Scripted, refusal};
use super::super::support::sample;
use super::{AccessKeySource, given, machine, sandbox, session, session_at};

const REGION: &str = "eu-central-1";

fn faulty(fault: &str) -> Settings {
    Settings { faults: vec![fault.parse::<Fault>().unwrap()], ..Settings::default() }
}

/// The sample of Frankfurt.
fn connection() -> Connection {
    let text = std::fs::read_to_string(sample("frankfurt-bgp.json")).unwrap();
    Connection::from_draft(&read(&text).unwrap().draft, &Default::default()).unwrap()
}

async fn submitted(session: &Session, connection: &Connection) -> Submission {
    let client = session.client(REGION).await.unwrap();
    let (_open, stop) = watch::channel(false);
    let plan = SubmissionPlan::for_connection(connection);
    flow::submit(&client, connection.clone(), plan, None, stop, &mut |_| {}).await
}

/// The first trouble of the list of gateways.
async fn trouble(session: &Session, region: &str) -> ServiceFailure {
    let mut pages = std::pin::pin!(flow::gateways(session, region));
    let trouble = pages.next().await.unwrap().unwrap_err();
    assert!(pages.next().await.is_none(), "a failure is the end");
    assert!(!trouble.text.is_empty() && !trouble.text.contains('\n'), "{trouble:?}");
    trouble
}

#[tokio::test]
async fn gateways_come_page_by_page_and_say_who_answered() {
    let sandbox = sandbox(Settings { gateways: 120, ..Settings::default() }).await;
    let pages: Vec<_> = flow::gateways(&session(&sandbox), REGION).collect().await;
    let pages: Vec<_> = pages.into_iter().map(|page| page.unwrap()).collect();
    assert!(pages.len() >= 3 && pages.iter().all(|page| page.sandbox));
    let rows: usize = pages.iter().map(|page| page.rows.len()).sum();
    assert_eq!(Some(rows as u64), pages[0].total);
}

#[tokio::test]
async fn a_list_let_go_of_asks_for_no_more() {
    let sandbox = sandbox(Settings { gateways: 1000, ..Settings::default() }).await;
    {
        let mut pages = std::pin::pin!(flow::gateways(&session(&sandbox), REGION));
        pages.next().await.unwrap().unwrap();
    }
    assert_eq!(sandbox.requests().len(), 1);
}

#[tokio::test]
async fn a_gateway_that_was_created_is_listed() {
    let sandbox = sandbox(Settings::default()).await;
    let session = session(&sandbox);
    let wanted = NewGateway {
        region: REGION.to_owned(),
        ip: "203.0.113.77".to_owned(),
        name: Some("new-one".to_owned()),
        description: None,
        asn: Some(65001),
        auth_key: None,
        client_token: "token-1".to_owned(),
        resource_group: None,
    };
    let made = flow::create_gateway(&session, &wanted).await.unwrap();
    assert!(made.sandbox);
    let again = flow::create_gateway(&session, &wanted).await.unwrap();
    assert_eq!(again.value.id, made.value.id, "one token makes one gateway");
    let pages: Vec<_> = flow::gateways(&session, REGION).collect().await;
    let mut rows = pages.into_iter().flat_map(|page| page.unwrap().rows);
    assert_eq!(rows.find(|row| row.id == made.value.id).unwrap().asn, Some(65001));
}

#[tokio::test]
async fn regions_are_asked_for_wherever_there_is_somebody_to_ask() {
    let sandbox = sandbox(Settings::default()).await;
    let found = flow::regions(&session(&sandbox)).await.unwrap();
    assert!(found.sandbox && found.value.iter().any(|region| region.id == REGION));
}

#[tokio::test]
async fn a_connection_is_described_with_its_keys_apart() {
    let sandbox = sandbox(Settings::default()).await;
    let session = session(&sandbox);
    let submission = submitted(&session, &connection()).await;
    let SubmitOutcome::Created { id, .. } = submission.outcome else { panic!("{submission:?}") };
    let live = flow::describe(&session, REGION, &id).await.unwrap();
    assert!(live.sandbox && live.connection.raw.to_string().contains(MASK));
    let tunnels: BTreeMap<_, _> = live.keys.tunnels;
    assert_eq!(tunnels[&1].expose(), "2nthLM6mFk8aazMBtEGdtTyHv5DUXfuW");
    assert_eq!(tunnels.len(), 2);
    let none = flow::describe(&session, REGION, "vco-none").await.unwrap_err();
    assert!(matches!(none.kind, ServiceFailureKind::Refused(_)), "{none:?}");
}

#[tokio::test]
async fn what_a_preview_shows_is_what_the_service_receives() {
    let sandbox = sandbox(Settings::default()).await;
    let connection = connection();
    let submission = submitted(&session(&sandbox), &connection).await;
    let shown = parameters(
        &connection.with_token(&submission.client_token.parse().unwrap()),
        KeyDisplay::Revealed,
    );
    let received = &sandbox.connections()[0].params;
    let received: Vec<_> = received.iter().map(|(name, one)| (name, one.sent())).collect();
    let shown: Vec<_> = shown.iter().map(|(name, value)| (&**name, value.as_str())).collect();
    assert_eq!(shown, received);
}

#[tokio::test]
async fn masked_parameters_hold_no_key() {
    let shown = parameters(&connection(), KeyDisplay::Masked);
    assert!(shown.iter().any(|(name, value)| name.ends_with("Psk") && value.as_str() == MASK));
    assert!(shown.iter().all(|(_, value)| !value.contains("2nthLM6m")));
}

#[test]
fn a_rehearsal_never_spends_the_drafts_own_token() {
    let own = connection().with_token(&"own-token".parse().unwrap());
    let plan = SubmissionPlan::for_connection(&own);
    assert_eq!((plan.client_token.as_str(), plan.is_draft_token), ("own-token", true));
    let (one, other) =
        (SubmissionPlan::for_dry_run(), SubmissionPlan::for_connection(&connection()));
    assert!(!one.is_draft_token && !other.is_draft_token && one.client_token != other.client_token);
}

#[tokio::test]
async fn a_kept_draft_is_recorded_as_the_command_line_records_it() {
    let folder = tempfile::tempdir().unwrap();
    let folders = Folders::find(Some(folder.path()), |_| None).unwrap();
    let journal = Journal::open(&folders.journal()).unwrap();
    let sandbox = sandbox(Settings::default()).await;
    let text = std::fs::read_to_string(sample("frankfurt-bgp.json")).unwrap();
    let file = read(&text).unwrap();
    let name = DraftName::exactly("fra").unwrap();
    let realm = session(&sandbox).realm(REGION).await.unwrap();
    let record = || JournalContext::for_draft(&journal, realm.clone(), &name, &file, false);
    assert!(record().file == "@fra" && record().version.len() == 64);
    let client = session(&sandbox).client(REGION).await.unwrap();
    let mut outcomes = Vec::new();
    for _ in 0..2 {
        let (_open, stop) = watch::channel(false);
        let (connection, plan) = (connection(), SubmissionPlan::for_connection(&connection()));
        let record = Some(record());
        let done = flow::submit(&client, connection, plan, record, stop, &mut |_| {}).await;
        outcomes.push(done.outcome);
    }
    assert!(matches!(outcomes[0], SubmitOutcome::Created { .. }), "{outcomes:?}");
    assert!(matches!(outcomes[1], SubmitOutcome::AlreadyCreated { .. }), "{outcomes:?}");
}

#[tokio::test]
async fn a_refusal_can_be_explained() {
    let sandbox = sandbox(Settings::default()).await;
    let session = session_at(&sandbox.endpoint(), given("another secret than the sandbox has"));
    let trouble = trouble(&session, REGION).await;
    let ServiceFailureKind::Refused(refusal) = &trouble.kind else { panic!("{trouble:?}") };
    assert!(trouble.sandbox && trouble.request_id == refusal.request_id);
    let found = explain(&Texts::new(Language::English), refusal, None);
    assert!(found.known && found.code == "SignatureDoesNotMatch", "{found:?}");
}

#[tokio::test]
async fn what_did_not_happen_is_told_from_what_may_have() {
    let nobody = trouble(&session_at("http://127.0.0.1:1", given(ACCESS_KEY_SECRET)), REGION).await;
    assert!(matches!(nobody.kind, ServiceFailureKind::NotSent) && !nobody.sandbox, "{nobody:?}");
    let sandbox = sandbox(faulty("html-body")).await;
    let lost = trouble(&session(&sandbox), REGION).await;
    assert!(matches!(lost.kind, ServiceFailureKind::Lost) && lost.sandbox, "{lost:?}");
}

#[tokio::test]
async fn without_a_key_or_a_region_nothing_is_sent() {
    let home = tempfile::tempdir().unwrap();
    let access = || AccessKeySource::Search { profile: None, env: machine(home.path(), &[]) };
    let nobody = trouble(&session_at("http://127.0.0.1:1", access()), REGION).await;
    let ServiceFailureKind::SignIn(error) = &nobody.kind else { panic!("{nobody:?}") };
    assert!(error.is_nothing_found());
    let options = flow::SessionOptions {
        endpoints: Default::default(),
        algorithm: Default::default(),
        policy: tunnelsmith::cloud::RetryPolicy::ONCE,
        access: access(),
    };
    let nowhere = trouble(&Session::new(options), "evil.example/").await;
    assert!(matches!(nowhere.kind, ServiceFailureKind::NoClient), "{nowhere:?}");
}

#[tokio::test]
async fn words_of_the_service_cannot_act_on_a_screen() {
    let bad = refusal("400 Bad Request", "", "Odd\u{202e}\u{1b}[2J", "said");
    let server = Scripted::answering([bad]).await;
    let endpoint = format!("http://127.0.0.1:{}", server.port);
    let trouble = trouble(&session_at(&endpoint, given(ACCESS_KEY_SECRET)), REGION).await;
    assert!(!trouble.text.contains(['\u{202e}', '\u{1b}']), "{:?}", trouble.text);
    assert!(trouble.text.contains("Odd"), "{:?}", trouble.text);
}
