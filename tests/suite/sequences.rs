//! What a submission makes of answers that come in any order: never a second token, never "no" where
//! the connection may exist, and never an end without a word.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tokio::sync::watch;
use tunnelsmith::cloud::{
    Client, ClientOptions, ClockAndNonce, Credentials, Endpoint, RetryPolicy,
};
use tunnelsmith::connection::{Connection, Draft};
use tunnelsmith::flow::{
    Lookup, LookupAmbiguity, Submission, SubmissionPlan, SubmitOutcome, SubmitStep, submit,
};

use super::scripted::{Behaviour, Scripted, answer, refusal};
use super::support::sample;

const OURS: &str = "2026-01-02T03:04:05Z";
const TOKEN: &str = "the-one-token";

fn client(server: &Scripted) -> Client {
    let count = AtomicU64::new(1);
    let now: Timestamp = OURS.parse().unwrap();
    let random = move || count.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let endpoint = Endpoint::parse(&format!("http://127.0.0.1:{}", server.port)).unwrap();
    let credentials =
        Credentials { id: "id".to_owned(), secret: "secret".into(), token: None, expires: None };
    let first = Duration::from_millis(2);
    let total = Duration::from_secs(20);
    let options = ClientOptions {
        policy: RetryPolicy { first, step: Duration::from_millis(1), total, attempts: 4 },
        clock: ClockAndNonce::new(move || now, random),
        ..ClientOptions::default()
    };
    Client::new(endpoint, credentials, options).unwrap()
}

fn draft() -> Draft {
    let text = std::fs::read_to_string(sample("frankfurt-bgp.json")).unwrap();
    tunnelsmith::drafts::read(&text).unwrap().draft
}

fn connection() -> Connection {
    let Ok(connection) = Connection::from_draft(&draft(), &Default::default()) else {
        panic!("the sample is sound");
    };
    connection
}

fn plan() -> SubmissionPlan {
    SubmissionPlan {
        client_token: TOKEN.parse().unwrap(),
        is_draft_token: false,
        has_unique_name: true,
    }
}

/// Submits to a server that answers creations with these in turn (the last one stays) and every list
/// with these rows. `ahead` is how far its clock is ahead of ours.
async fn submitted(creations: Vec<Reply>, rows: &[Row], ahead: SignedDuration) -> Ran {
    run(connection(), plan(), creations, rows, ahead).await
}

enum Reply {
    Refused(&'static str),
    Failed,
    Cut,
    Created,
}

struct Row {
    id: &'static str,
    /// When, counted from our submission by a clock that is right.
    after: SignedDuration,
    subnet: &'static str,
    /// How many lists come without it: the service's lag behind.
    lag: u64,
}

impl Row {
    fn new(id: &'static str, after: i64) -> Self {
        Self { id, after: SignedDuration::from_secs(after), subnet: "0.0.0.0/0", lag: 0 }
    }
}

struct Ran {
    submission: Submission,
    /// How many creations and lists the server saw.
    seen: (usize, usize),
    tokens: Vec<String>,
}

async fn run(
    connection: Connection,
    plan: SubmissionPlan,
    creations: Vec<Reply>,
    rows: &[Row],
    ahead: SignedDuration,
) -> Ran {
    let began: Timestamp = OURS.parse::<Timestamp>().unwrap() + ahead;
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let shown = json!({
                "VpnConnectionId": row.id, "Name": "fra-dc1", "LocalSubnet": row.subnet,
                "RemoteSubnet": "0.0.0.0/0",
                // The service tells whole seconds, cut off.
                "CreateTime": (began + row.after).as_second() * 1000,
            });
            (row.lag, shown)
        })
        .collect();
    let lists = AtomicU64::new(0);
    let list = move || {
        let number = lists.fetch_add(1, Ordering::Relaxed);
        let rows = rows.iter().filter(|(lag, _)| *lag <= number).map(|(_, shown)| shown);
        let rows: Vec<_> = rows.collect();
        json!({
            "RequestId": "L", "TotalCount": rows.len(), "PageSize": 50,
            "VpnConnections": {"VpnConnection": rows},
        })
    };
    let date = format!("date: {}\r\n", began.strftime("%a, %d %b %Y %H:%M:%S GMT"));
    let count = AtomicU64::new(0);
    let server = Scripted::start(move |_, request| {
        if request.param("Action") == "DescribeVpnConnections" {
            return Behaviour::Send(answer("200 OK", &date, &list().to_string()).into());
        }
        let number = usize::try_from(count.fetch_add(1, Ordering::Relaxed)).unwrap();
        match &creations[number.min(creations.len() - 1)] {
            Reply::Refused(code) => {
                Behaviour::Send(refusal("400 Bad Request", &date, code, "no").into())
            }
            Reply::Failed => {
                let text = refusal("500 Internal Server Error", &date, "InternalError", "oops");
                Behaviour::Send(text.into())
            }
            Reply::Cut => Behaviour::Reset(Vec::new()),
            Reply::Created => {
                let body = r#"{"RequestId":"R","VpnConnectionId":"vco-new"}"#;
                Behaviour::Send(answer("200 OK", &date, body).into())
            }
        }
    })
    .await;
    let (_keep, stop) = watch::channel(false);
    let client = client(&server);
    let mut tell = |_: SubmitStep| {};
    let work = submit(&client, connection, plan, None, stop, &mut tell);
    let submission = tokio::time::timeout(Duration::from_secs(30), work).await.expect("it ends");
    let requests = server.requests();
    let (lists, sent): (Vec<_>, Vec<_>) =
        requests.iter().partition(|request| request.param("Action") == "DescribeVpnConnections");
    let tokens = sent.iter().map(|request| request.param("ClientToken")).collect();
    Ran { submission, seen: (sent.len(), lists.len()), tokens }
}

const LEVEL: SignedDuration = SignedDuration::ZERO;

fn unknown(ran: &Ran) -> &Lookup {
    match &ran.submission.outcome {
        SubmitOutcome::Unknown { lookup, .. } => lookup,
        other => panic!("{other:?}"),
    }
}

fn found(ran: &Ran) -> &str {
    match &ran.submission.outcome {
        SubmitOutcome::Created { id, looked_up: true, .. } => id,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn throttled_to_the_end_after_a_lost_answer_is_unknown() {
    let ran = submitted(vec![Reply::Cut, Reply::Refused("Throttling.User")], &[], LEVEL).await;
    assert_eq!(unknown(&ran), &Lookup::Nothing);
    assert_eq!(ran.tokens, [TOKEN; 4]);
}

#[tokio::test]
async fn a_refusal_that_the_lost_attempt_may_have_caused_is_unknown() {
    for code in [
        "InvalidVpnConnection.AlreadyExists",
        "IdempotentParameterMismatch",
        "Resource.QuotaFull",
        "IllegalParam.TunnelCidr",
        "VpnRouteEntry.Conflict",
        "SomethingNew",
    ] {
        let ran = submitted(vec![Reply::Failed, Reply::Refused(code)], &[], LEVEL).await;
        assert_eq!((unknown(&ran), ran.seen.0), (&Lookup::Nothing, 2), "{code}");
        assert!(ran.seen.1 > 2, "the list is asked for again: {}", ran.seen.1);
    }
}

/// The lost attempt took the last of the quota, or the block, and the list does not show it yet.
#[tokio::test]
async fn what_the_lost_attempt_made_is_found_when_the_list_has_caught_up() {
    for code in
        ["Resource.QuotaFull", "IllegalParam.TunnelCidr", "InvalidVpnConnection.AlreadyExists"]
    {
        for lag in 1..=3 {
            let rows = [Row { lag, ..Row::new("vco-mine", 0) }];
            let ran = submitted(vec![Reply::Cut, Reply::Refused(code)], &rows, LEVEL).await;
            assert_eq!((found(&ran), ran.seen.0), ("vco-mine", 2), "{code} {lag}");
        }
    }
}

#[tokio::test]
async fn a_definite_refusal_holds_for_a_lost_attempt_too_when_nothing_is_to_be_seen() {
    for code in ["InvalidParameter.BgpConfig", "MissingParameter.TunnelCidr", "Forbidden.RAM"] {
        let ran = submitted(vec![Reply::Cut, Reply::Refused(code)], &[], LEVEL).await;
        assert!(matches!(ran.submission.outcome, SubmitOutcome::Refused(_)), "{code}");
        assert_eq!(ran.seen, (2, 2));
    }
}

#[tokio::test]
async fn without_a_lost_answer_a_refusal_is_a_refusal() {
    for code in ["InvalidVpnConnection.AlreadyExists", "Throttling.User"] {
        let ran = submitted(vec![Reply::Refused(code)], &[Row::new("vco-a", 1)], LEVEL).await;
        assert!(matches!(ran.submission.outcome, SubmitOutcome::Refused(_)), "{code}");
        assert_eq!(ran.seen.1, 0);
    }
}

/// The service accepts a clock that is up to a quarter of an hour off, so nothing corrects it.
#[tokio::test]
async fn a_clock_that_is_a_little_off_neither_hides_the_connection_nor_claims_an_older_one() {
    for minutes in [-10, 0, 10] {
        let ahead = SignedDuration::from_mins(minutes);
        let mine = [Row::new("vco-old", -300), Row::new("vco-mine", 2)];
        let ran = submitted(vec![Reply::Cut], &mine, ahead).await;
        assert_eq!(found(&ran), "vco-mine", "{minutes}");
        let ran = submitted(vec![Reply::Cut, Reply::Created], &mine[..1], ahead).await;
        assert!(
            matches!(&ran.submission.outcome, SubmitOutcome::Created { id, .. } if id == "vco-new")
        );
    }
}

/// Both times are cut to whole seconds: the connection may seem to be almost a second older than the
/// request that made it, and the service's clock, known by its `Date`, almost a second behind.
#[tokio::test]
async fn times_in_whole_seconds_hide_no_connection() {
    for fraction in [0, 1, 250, 500, 750, 999] {
        for later in [0, 1, 300, 700, 1200] {
            let ahead = SignedDuration::from_millis(fraction);
            let mine =
                [Row { after: SignedDuration::from_millis(later), ..Row::new("vco-mine", 0) }];
            let ran = submitted(vec![Reply::Cut], &mine, ahead).await;
            assert_eq!((found(&ran), ran.seen.0), ("vco-mine", 1), "{fraction} {later}");
        }
    }
}

#[tokio::test]
async fn what_may_be_another_one_is_not_claimed_but_asked_for_again_with_the_same_token() {
    let just_before = [Row::new("vco-a", -30)];
    let twins = [Row::new("vco-a", 1), Row::new("vco-b", 2)];
    let mut other = [Row::new("vco-a", 1)];
    other[0].subnet = "10.0.0.0/8";
    let doubts = [LookupAmbiguity::Similar, LookupAmbiguity::Several, LookupAmbiguity::Similar];
    for (rows, doubt) in [&just_before[..], &twins, &other].into_iter().zip(doubts) {
        let ran = submitted(vec![Reply::Cut, Reply::Created], rows, LEVEL).await;
        assert!(
            matches!(&ran.submission.outcome, SubmitOutcome::Created { id, .. } if id == "vco-new")
        );
        assert_eq!(ran.tokens, [TOKEN; 2]);
        let ran = submitted(vec![Reply::Cut], rows, LEVEL).await;
        assert_eq!((unknown(&ran), ran.seen.0), (&Lookup::Unsure(doubt), 4));
    }
}

#[tokio::test]
async fn a_name_that_two_drafts_share_is_never_looked_for() {
    let plan = SubmissionPlan { has_unique_name: false, ..plan() };
    let rows = [Row::new("vco-other", 1)];
    let creations = vec![Reply::Cut, Reply::Refused("Resource.QuotaFull")];
    let ran = run(connection(), plan, creations, &rows, LEVEL).await;
    assert_eq!((unknown(&ran), ran.seen), (&Lookup::Unsure(LookupAmbiguity::Nameless), (2, 0)));
}

#[tokio::test]
async fn a_copy_that_came_twice_is_looked_for_and_not_called_refused() {
    let rows = [Row::new("vco-mine", 1)];
    let ran = submitted(vec![Reply::Refused("SignatureNonceUsed")], &rows, LEVEL).await;
    assert_eq!((found(&ran), ran.seen), ("vco-mine", (1, 1)));
}

#[tokio::test]
async fn a_dry_run_that_creates_all_the_same_is_told_as_what_it_is() {
    let dry = connection().as_dry_run();
    let ran = run(dry, plan(), vec![Reply::Created], &[], LEVEL).await;
    assert!(matches!(ran.submission.outcome, SubmitOutcome::Created { looked_up: false, .. }));
    let dry = connection().as_dry_run();
    let ran = run(dry, plan(), vec![Reply::Refused("DryRunOperation")], &[], LEVEL).await;
    assert!(matches!(ran.submission.outcome, SubmitOutcome::DryRunPassed { .. }));
}

#[tokio::test]
async fn after_an_interrupt_nothing_is_begun() {
    let server = Scripted::start(|_, _| Behaviour::Stall).await;
    let (_keep, stop) = watch::channel(true);
    let client = client(&server);
    let submission =
        submit(&client, connection(), plan(), None, stop, &mut |_: SubmitStep| {}).await;
    assert!(matches!(submission.outcome, SubmitOutcome::Interrupted), "{submission:?}");
    assert_eq!((submission.attempts, server.connections()), (0, 0));
}

#[tokio::test]
async fn an_interrupt_during_the_pause_is_unknown_only_after_a_lost_answer() {
    for (cut, expected) in [(false, "Interrupted"), (true, "Unknown")] {
        let server = Scripted::start(move |_, request| {
            let lists = request.param("Action") == "DescribeVpnConnections";
            let pause = "x-acs-retry-after: 15000\r\n";
            match (lists, cut) {
                (true, _) => Behaviour::Send(answer("200 OK", pause, r#"{"TotalCount":0}"#).into()),
                (false, true) => {
                    let text = refusal("503 Service Unavailable", pause, "ServiceUnavailable", "");
                    Behaviour::Send(text.into())
                }
                (false, false) => {
                    Behaviour::Send(refusal("400 Bad", pause, "Throttling.User", "").into())
                }
            }
        })
        .await;
        let (interrupt, stop) = watch::channel(false);
        let client = client(&server);
        let mut tell = |step| {
            if matches!(step, SubmitStep::Waiting { .. }) {
                interrupt.send_replace(true);
            }
        };
        let submission = submit(&client, connection(), plan(), None, stop, &mut tell).await;
        assert!(format!("{:?}", submission.outcome).starts_with(expected), "{submission:?}");
        assert_eq!(submission.attempts, 1);
    }
}
