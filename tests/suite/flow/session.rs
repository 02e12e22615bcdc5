//! Signing in: found once, told as it may be shown, renewed where it has to be.

use std::fs;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tempfile::tempdir;
use tunnelsmith::cloud::Credentials;
use tunnelsmith::cloud::credentials::Environment;
use tunnelsmith::connection::{Account, Realm, RealmMatch};
use tunnelsmith::flow::{AccessKeySource, SessionError};
use tunnelsmith::sandbox::{
    ACCESS_KEY_ID, ACCESS_KEY_SECRET, OTHER_ACCESS_KEY_ID, OTHER_ACCESS_KEY_SECRET, Settings, serve,
};

use super::super::scripted::{Behaviour, Scripted, answer};
use super::{given, machine, sandbox, session, session_at};

const SECRET: &str = "kT7mPq2vXw9bRd4cNf6hJz8sLa3gYe5u";

/// Nobody listens there; whoever only signs in does not notice.
const NOWHERE: &str = "http://127.0.0.1:1";

fn search(env: Environment) -> AccessKeySource {
    AccessKeySource::Search { profile: None, env }
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
    assert!(
        !error.is_nothing_found() && error.to_string().contains("is not valid JSON"),
        "{error}"
    );

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
    let env = machine(home.path(), &[("ALIBABA_CLOUD_CREDENTIALS_URI", &address)]);
    let session = session_at(NOWHERE, search(env));
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

fn keyed(id: &str, secret: &str) -> AccessKeySource {
    let credentials =
        Credentials { id: id.to_owned(), secret: secret.into(), token: None, expires: None };
    AccessKeySource::Given { credentials, sandbox: false }
}

async fn realm(endpoint: &str, access: AccessKeySource) -> Realm {
    session_at(endpoint, access).realm("eu-central-1").await.unwrap()
}

#[tokio::test]
async fn accounts_of_one_server_are_other_realms_and_so_is_the_server_after_a_restart() {
    let settings = || Settings { seed: Some(1), ..Settings::default() };
    let first = sandbox(settings()).await;
    let (endpoint, address) = (first.endpoint(), first.address());
    let session = session(&first);
    let one = session.realm("eu-central-1").await.unwrap();
    assert!(one.is_same_as(&realm(&endpoint, given(ACCESS_KEY_SECRET)).await));
    assert!(one.is_local() && matches!(one.account, Account::Instance(_)), "{one:?}");
    let other = realm(&endpoint, keyed(OTHER_ACCESS_KEY_ID, OTHER_ACCESS_KEY_SECRET)).await;
    assert_eq!(one.compare(&other), RealmMatch::Other);
    assert_eq!(one.compare(&session.realm("cn-beijing").await.unwrap()), RealmMatch::Other);
    let asked = first.requests().into_iter().filter(|one| one.action == "GetCallerIdentity");
    assert_eq!(asked.count(), 3, "once a session");
    first.shutdown().await;

    let listener = tokio::net::TcpListener::bind(address).await.unwrap();
    let _second = serve(listener, settings()).await;
    let restarted = realm(&endpoint, given(ACCESS_KEY_SECRET)).await;
    assert_eq!(one.compare(&restarted), RealmMatch::Other);
    // A session that lasts notices with the next answer.
    session.client("eu-central-1").await.unwrap().regions().await.unwrap();
    assert!(session.realm("eu-central-1").await.unwrap().is_same_as(&restarted));
}

#[tokio::test]
async fn sts_tells_the_account_of_a_key_and_a_role_tells_it_by_itself() {
    let sandbox = sandbox(Settings::default()).await;
    let cloud = "https://vpc.nonexistent.invalid";
    let home = tempdir().unwrap();
    let vars = [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", ACCESS_KEY_ID),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", ACCESS_KEY_SECRET),
    ];
    let env = |sts: Option<String>| Environment { sts, ..machine(home.path(), &vars) };
    let number = |realm: &Realm| match &realm.account {
        Account::Numbered { number, .. } => number.clone(),
        other => panic!("{other:?}"),
    };
    let told = realm(cloud, search(env(Some(sandbox.endpoint())))).await;
    assert_eq!(number(&told), "1000000000000001");
    // Out of reach: the key has to do, and is the same one.
    let weaker = realm(cloud, search(env(Some(NOWHERE.to_owned())))).await;
    assert!(matches!(weaker.account, Account::Keyed(_)), "{weaker:?}");
    assert!(weaker.is_same_as(&told));
    // An endpoint of one's own: nothing else is asked.
    let unasked = realm(cloud, search(env(None))).await;
    assert!(matches!(unasked.account, Account::Keyed(_)), "{unasked:?}");

    fs::create_dir(home.path().join(".aliyun")).unwrap();
    let profile = json!({"name": "net", "mode": "RamRoleArn", "access_key_id": ACCESS_KEY_ID,
        "access_key_secret": ACCESS_KEY_SECRET, "ram_session_name": "net",
        "ram_role_arn": "acs:ram::1234567890123456:role/net"});
    let config = json!({"current": "net", "profiles": [profile]});
    fs::write(home.path().join(".aliyun/config.json"), config.to_string()).unwrap();
    let env = Environment { sts: Some(sandbox.endpoint()), ..machine(home.path(), &[]) };
    assert_eq!(number(&realm(cloud, search(env)).await), "1234567890123456");
    let asked = sandbox.requests();
    assert_eq!(asked.iter().filter(|one| one.action == "GetCallerIdentity").count(), 1);
}

#[tokio::test]
async fn whoever_never_says_whose_a_key_is_holds_nobody_up_for_long() {
    let server = Scripted::start(|_, _| Behaviour::Stall).await;
    let endpoint = format!("http://127.0.0.1:{}", server.port);
    let begun = std::time::Instant::now();
    let session = session_at(&endpoint, given(SECRET));
    let realm = session.realm("eu-central-1").await.unwrap();
    assert!(begun.elapsed() < std::time::Duration::from_secs(9));
    assert!(realm.is_same_as(&session.realm("eu-central-1").await.unwrap()));
    assert_eq!(server.requests().len(), 1, "asked once");
}

#[tokio::test]
async fn a_proxy_variable_that_names_none_is_told_and_nothing_goes_another_way() {
    let home = tempdir().unwrap();
    let vars = [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", ACCESS_KEY_ID),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", SECRET),
        ("HTTPS_PROXY", "proxy:port"),
    ];
    let env = || search(machine(home.path(), &vars));
    let session = session_at("https://vpc.nonexistent.invalid", env());
    let error = session.client("eu-central-1").await.unwrap_err().to_string();
    assert!(error.starts_with("HTTPS_PROXY is not a proxy address"), "{error}");
    // This machine is reached without one.
    assert!(session_at(NOWHERE, env()).client("eu-central-1").await.is_ok());
}
