//! Signing in: found once, told as it may be shown, renewed where it has to be.

use std::fs;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tempfile::tempdir;
use tunnelsmith::flow::{Access, SessionError};

use super::super::scripted::{Scripted, answer};
use super::{given, machine, session_at};

const SECRET: &str = "kT7mPq2vXw9bRd4cNf6hJz8sLa3gYe5u";

/// Nobody listens there; whoever only signs in does not notice.
const NOWHERE: &str = "http://127.0.0.1:1";

fn search(around: tunnelsmith::cloud::credentials::Surroundings) -> Access {
    Access::Search { profile: None, around }
}

#[tokio::test]
async fn where_no_key_is_the_places_are_named_and_a_screen_can_offer_the_sandbox() {
    let home = tempdir().unwrap();
    let session = session_at(NOWHERE, search(machine(home.path(), &[])));
    let error = session.sign_in().await.unwrap_err();
    assert!(error.is_nothing_found());
    let text = error.to_string();
    assert!(text.lines().count() > 3 && text.contains("~/.aliyun/config.json"), "{text}");
    let refused = session.client("eu-central-1").await.unwrap_err();
    assert!(matches!(refused, SessionError::SignIn(error) if error.is_nothing_found()));
}

#[tokio::test]
async fn a_key_that_cannot_be_used_is_another_matter_and_can_be_corrected() {
    let home = tempdir().unwrap();
    fs::create_dir(home.path().join(".aliyun")).unwrap();
    let file = home.path().join(".aliyun/config.json");
    fs::write(&file, "{").unwrap();
    let session = session_at(NOWHERE, search(machine(home.path(), &[])));
    let error = session.sign_in().await.unwrap_err();
    assert!(!error.is_nothing_found() && error.to_string().contains("is not JSON"), "{error}");

    let profile = json!({"name": "work", "mode": "AK", "access_key_id": "LTAI5tExampleKeyOne",
        "access_key_secret": SECRET, "region_id": "ap-southeast-1"});
    fs::write(&file, json!({"current": "work", "profiles": [profile]}).to_string()).unwrap();
    let who = session.sign_in().await.unwrap();
    assert_eq!((&*who.masked_id, who.region.as_deref()), ("LTAI…yOne", Some("ap-southeast-1")));
    assert!(who.provider.contains("profile work") && !who.sandbox, "{who:?}");
    assert_eq!(who.open_to_others, cfg!(unix), "the file was written for everybody");

    fs::remove_file(&file).unwrap();
    assert_eq!(session.sign_in().await.unwrap(), who, "found once is found for good");
    assert!(!format!("{session:?}").contains(SECRET));
}

#[tokio::test]
async fn a_session_makes_one_client_for_all_regions_of_one_endpoint() {
    let session = session_at(NOWHERE, given(SECRET));
    let who = session.sign_in().await.unwrap();
    assert!(who.sandbox && session.is_sandbox());
    assert_eq!((&*who.provider, who.region), ("sandbox", None));
    for region in ["eu-central-1", "no region at all"] {
        let client = session.client(region).await.unwrap();
        assert_eq!(client.endpoint().to_string(), NOWHERE);
    }
}

#[tokio::test]
async fn a_key_about_to_end_is_renewed_from_where_it_came() {
    let key = |number: usize, lasts| {
        let ends = Timestamp::now() + SignedDuration::from_secs(lasts);
        let ends = ends.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let body = json!({"Code": "Success", "AccessKeyId": format!("STS.Number{number}Example"),
            "AccessKeySecret": SECRET, "SecurityToken": "token", "Expiration": ends});
        answer("200 OK", "", &body.to_string())
    };
    let server = Scripted::answering([key(1, 60), key(2, 3600), key(3, 3600)]).await;
    let address = format!("http://127.0.0.1:{}/key", server.port);
    let home = tempdir().unwrap();
    let around = machine(home.path(), &[("ALIBABA_CLOUD_CREDENTIALS_URI", &address)]);
    let session = session_at(NOWHERE, search(around));
    assert!(session.sign_in().await.unwrap().masked_id.starts_with("STS."));
    assert_eq!(server.requests().len(), 1);
    for _ in 0..3 {
        session.client("eu-central-1").await.unwrap();
    }
    assert_eq!(server.requests().len(), 2, "renewed once, then good for an hour");
}

#[tokio::test]
async fn a_key_that_only_the_official_tool_renews_is_read_again_when_somebody_signs_in() {
    let home = tempdir().unwrap();
    fs::create_dir(home.path().join(".aliyun")).unwrap();
    let write = |id: &str, ends: i64| {
        let profile = json!({"name": "net", "mode": "CloudSSO", "access_token": "t",
            "access_key_id": id, "access_key_secret": SECRET, "sts_token": "t",
            "sts_expiration": ends});
        let config = json!({"current": "net", "profiles": [profile]});
        fs::write(home.path().join(".aliyun/config.json"), config.to_string()).unwrap();
    };
    let now = Timestamp::now().as_second();
    write("STS.First00001Example", now + 2);
    let session = session_at(NOWHERE, search(machine(home.path(), &[])));
    let first = session.sign_in().await.unwrap();
    write("STS.Second0002Another", now + 3600);
    // While it lasts it is used; then a run under way stops rather than go on as somebody else.
    while session.client("eu-central-1").await.is_ok() {
        assert!(Timestamp::now().as_second() < now + 60, "it never ends");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let second = session.sign_in().await.unwrap();
    assert_ne!(first.masked_id, second.masked_id);
    session.client("eu-central-1").await.unwrap();
}
