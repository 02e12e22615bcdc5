//! Whoever can use the official tools on a machine is known here too; else the gap is named.

mod modes;

use std::collections::HashMap;
use std::error::Error;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tunnelsmith::cloud::credentials::{
    AssumeRole, Credentials, CredentialsError, CredentialsSource, Environment, OidcIdentity,
    ResolvedCredentials, RoleRequest, find, resolve,
};

/// Stands in every secret of these tests, and may stand in nothing that is printed.
const CANARY: &str = "c4n4ryBird";
/// When these tests take place, and a time thereafter.
const NOW: &str = "2026-01-02T03:04:05Z";
const LATER: &str = "2026-01-02T04:04:05Z";

fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

/// Passes on what a runtime with several threads could run, and nothing else.
fn movable<F: Future + Send>(future: F) -> F {
    future
}

/// A machine with a home directory and variables, none of them this one's.
struct Machine {
    home: TempDir,
    vars: HashMap<String, String>,
    metadata: String,
    /// Whether a profile's program may be run.
    consent: bool,
}

impl Machine {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        // Port 0 can be asked nothing: whoever asks unbidden is found out.
        Self { home, vars: HashMap::new(), metadata: "http://127.0.0.1:0".into(), consent: false }
    }

    fn with_config(text: &str) -> Self {
        Self::new().config(text)
    }

    /// A config.json of these profiles, the first one current.
    fn with_profiles(profiles: &str) -> Self {
        Self::with_config(&format!(r#"{{"current":"net","profiles":[{profiles}],"meta_path":""}}"#))
    }

    fn with_ini(text: &str) -> Self {
        Self::new().file(".alibabacloud/credentials", text.as_bytes())
    }

    fn config(self, text: &str) -> Self {
        self.file(".aliyun/config.json", text.as_bytes())
    }

    fn file(self, path: &str, bytes: &[u8]) -> Self {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        self
    }

    fn path(&self, path: &str) -> PathBuf {
        self.home.path().join(path)
    }

    fn var(mut self, name: &str, value: &str) -> Self {
        self.vars.insert(name.into(), value.into());
        self
    }

    /// With a key in the environment.
    fn env_key(self) -> Self {
        self.var("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5tEnvironment01")
            .var("ALIBABA_CLOUD_ACCESS_KEY_SECRET", CANARY)
    }

    fn env(&self) -> Environment {
        let vars = self.vars.clone();
        Environment {
            home: Some(self.home.path().to_owned()),
            vars: Box::new(move |name| vars.get(name).cloned()),
            metadata: self.metadata.clone(),
            sts: None,
            may_run_programs: self.consent,
        }
    }

    fn find(&self) -> Result<CredentialsSource, CredentialsError> {
        find(None, &self.env())
    }

    /// Signs in without any need of STS.
    async fn sign_in(&self) -> Result<ResolvedCredentials, CredentialsError> {
        self.sign_in_as(None, &Sts::default()).await
    }

    async fn sign_in_as(
        &self,
        profile: Option<&str>,
        sts: &Sts,
    ) -> Result<ResolvedCredentials, CredentialsError> {
        let env = self.env();
        let source = find(profile, &env)?;
        movable(resolve(&source, &env, at(NOW), sts)).await
    }

    /// The error's words, which never hold a secret.
    async fn error(&self, profile: Option<&str>) -> String {
        let error = self.sign_in_as(profile, &Sts::default()).await.unwrap_err();
        let words = error.to_string();
        let mut all = format!("{words} {error:?}");
        let mut below = error.source();
        while let Some(cause) = below {
            all.push_str(&format!("{cause} {cause:?}"));
            below = cause.source();
        }
        assert!(!all.contains(CANARY), "{all}");
        words
    }
}

/// An STS that takes on every role but `forbidden`, and remembers who asked for what: a key, or the
/// token of an identity provider.
#[derive(Default)]
struct Sts(Mutex<Vec<(String, RoleRequest)>>);

impl Sts {
    fn take_on(
        &self,
        who: String,
        request: &RoleRequest,
    ) -> Result<Credentials, Box<dyn Error + Send + Sync>> {
        self.0.lock().unwrap().push((who, request.clone()));
        let role = request.role_arn.rsplit('/').next().unwrap();
        if role == "forbidden" {
            return Err("NoPermission".into());
        }
        Ok(Credentials {
            id: format!("STS.{role}"),
            secret: CANARY.into(),
            token: Some(CANARY.into()),
            expires: Some(at(LATER)),
        })
    }
}

impl AssumeRole for Sts {
    async fn assume(
        &self,
        with: &Credentials,
        request: &RoleRequest,
    ) -> Result<Credentials, Box<dyn Error + Send + Sync>> {
        self.take_on(with.id.clone(), request)
    }

    async fn assume_with_token(
        &self,
        identity: &OidcIdentity,
        request: &RoleRequest,
    ) -> Result<Credentials, Box<dyn Error + Send + Sync>> {
        let OidcIdentity { provider_arn, token } = identity;
        self.take_on(format!("{provider_arn} {}", token.expose()), request)
    }
}

/// A server on loopback that answers by the first line of the request and remembers it all.
struct Server {
    address: String,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn start(answer: fn(&str) -> (u16, String)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let heard = Arc::new(Mutex::new(Vec::new()));
        let ears = heard.clone();
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut request = Vec::new();
                while !request.ends_with(b"\r\n\r\n") {
                    match stream.read_u8().await {
                        Ok(byte) => request.push(byte),
                        Err(_) => break,
                    }
                }
                let request = String::from_utf8(request).unwrap();
                let (status, body) = answer(request.lines().next().unwrap_or_default());
                ears.lock().unwrap().push(request);
                let length = body.len();
                let head = format!(
                    "HTTP/1.1 {status} x\r\nlocation: /else\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
                );
                // Whoever found the answer too long has hung up.
                let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
            }
        });
        Self { address, heard }
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

fn temporary_key(expiration: &str) -> String {
    format!(
        r#"{{"Code":"Success","AccessKeyId":"STS.Served0001","AccessKeySecret":"{CANARY}","SecurityToken":"{CANARY}+/=","Expiration":"{expiration}","LastUpdated":"x"}}"#
    )
}

fn ak(name: &str) -> String {
    format!(
        r#"{{"name":"{name}","mode":"AK","access_key_id":"LTAI5t{name}KeyAb12","access_key_secret":"{CANARY}","region_id":"cn-hangzhou","language":"en","retry_count":3}}"#
    )
}

#[tokio::test]
async fn a_profile_as_the_official_tool_writes_it_signs() {
    let signed = Machine::with_profiles(&ak("net")).sign_in().await.unwrap();
    assert_eq!(signed.credentials.id, "LTAI5tnetKeyAb12");
    assert_eq!(signed.credentials.secret.expose(), CANARY);
    assert_eq!(signed.credentials.token, None);
    assert_eq!(signed.region.as_deref(), Some("cn-hangzhou"));
    assert_eq!(signed.provider.to_string(), "profile net of ~/.aliyun/config.json (AK)");
    assert_eq!(signed.credentials.masked_id(), "LTAI…Ab12");
    assert!(!signed.needs_renewal(at(LATER)));
}

#[tokio::test]
async fn the_environment_wins_over_the_files_but_not_over_a_profile_asked_for() {
    let machine = Machine::with_profiles(&ak("net")).env_key();
    let signed = machine.sign_in().await.unwrap();
    assert_eq!(signed.provider.to_string(), "environment");
    assert_eq!(signed.credentials.id, "LTAI5tEnvironment01");
    assert_eq!(signed.region.as_deref(), Some("cn-hangzhou"), "the profile's, as in the CLI");
    let signed = machine.sign_in_as(Some("net"), &Sts::default()).await.unwrap();
    assert_eq!(signed.credentials.id, "LTAI5tnetKeyAb12");
}

#[tokio::test]
async fn each_spelling_of_the_variables_is_known_and_the_first_one_set_wins() {
    let mut machine = Machine::new();
    for prefix in ["", "ALICLOUD_", "ALIBABACLOUD_", "ALIBABA_CLOUD_"] {
        machine = machine
            .var(&format!("{prefix}ACCESS_KEY_ID"), &format!("STS.{prefix}"))
            .var(&format!("{prefix}ACCESS_KEY_SECRET"), &format!("{CANARY}{prefix}"))
            .var(&format!("{prefix}SECURITY_TOKEN"), &format!("{CANARY}token{prefix}"))
            .var(&format!("{prefix}REGION_ID"), &format!("region-{prefix}"));
        let signed = machine.sign_in().await.unwrap();
        assert_eq!(signed.credentials.id, format!("STS.{prefix}"));
        assert_eq!(signed.credentials.secret.expose(), format!("{CANARY}{prefix}"));
        let token = signed.credentials.token.unwrap();
        assert_eq!(token.expose(), format!("{CANARY}token{prefix}"));
        assert_eq!(signed.region, Some(format!("region-{prefix}")));
    }
    let bare = Machine::new().env_key().var("REGION", "cn-beijing").sign_in().await.unwrap();
    assert_eq!(bare.region.as_deref(), Some("cn-beijing"));
}

#[tokio::test]
async fn half_a_key_in_the_environment_names_the_other_half() {
    let machine = Machine::with_profiles(&ak("net"));
    let machine = machine.var("ALICLOUD_ACCESS_KEY_ID", "LTAI5tHalf");
    let words = machine.error(None).await;
    assert!(words.contains("ALICLOUD_ACCESS_KEY_SECRET is not"), "{words}");
    let words = Machine::new().var("ACCESS_KEY_SECRET", CANARY).error(None).await;
    assert!(words.contains("ACCESS_KEY_ID is not"), "{words}");
    // An empty variable is none.
    let machine = Machine::new().env_key().var("ALIBABA_CLOUD_ACCESS_KEY_SECRET", " ");
    let words = machine.error(None).await;
    assert!(words.contains("ALIBABA_CLOUD_ACCESS_KEY_SECRET is not"), "{words}");
}

#[tokio::test]
async fn a_temporary_key_without_its_token_is_told_before_the_service_refuses_it() {
    let machine = Machine::new().env_key().var("ALIBABA_CLOUD_ACCESS_KEY_ID", "STS.NTemporary");
    let words = machine.error(None).await;
    assert!(words.contains("ALIBABA_CLOUD_SECURITY_TOKEN"), "{words}");
    let machine = Machine::new().env_key();
    let machine = machine.var("ALIBABA_CLOUD_ACCESS_KEY_SECRET", &format!("{CANARY} \u{feff}x"));
    let words = machine.error(None).await;
    assert_eq!(words, "environment: the access key secret is malformed; enter it again");
}

#[tokio::test]
async fn the_profile_comes_from_a_variable_before_current() {
    let profiles = [ak("net"), ak("a"), ak("b"), ak("c")].join(",");
    let mut machine = Machine::with_profiles(&profiles);
    for (variable, name) in
        [("ALICLOUD_PROFILE", "c"), ("ALIBABA_CLOUD_PROFILE", "b"), ("ALIBABACLOUD_PROFILE", "a")]
    {
        machine = machine.var(variable, name);
        let signed = machine.sign_in().await.unwrap();
        assert_eq!(signed.credentials.id, format!("LTAI5t{name}KeyAb12"));
    }
    let machine = Machine::with_config(&format!(r#"{{"profiles":[{}]}}"#, ak("default")));
    assert!(machine.sign_in().await.is_ok(), "without current it is `default`");
}

#[tokio::test]
async fn a_profile_that_does_not_exist_is_told_with_the_one_most_like_it_and_its_file() {
    let machine = Machine::with_profiles(&[ak("net"), ak("production")].join(","));
    let words = machine.error(Some("prodction")).await;
    assert!(
        words.starts_with("--profile names the profile prodction, which does not exist"),
        "{words}"
    );
    assert!(words.contains("~/.alibabacloud/credentials does not exist"), "{words}");
    assert!(words.ends_with("did you mean production of ~/.aliyun/config.json?"), "{words}");
    let words = machine.var("ALIBABA_CLOUD_PROFILE", "nett").error(None).await;
    assert!(words.starts_with("ALIBABA_CLOUD_PROFILE names the profile nett"), "{words}");
    let machine = Machine::with_ini("[network]\ntype=access_key\n");
    let words = machine.error(Some("netwrok")).await;
    assert!(words.ends_with("did you mean network of ~/.alibabacloud/credentials?"), "{words}");
}

#[tokio::test]
async fn a_profile_asked_for_may_be_a_section_of_the_ini_file() {
    let ini =
        format!("[ops]\ntype=access_key\naccess_key_id=LTAI5tOps\naccess_key_secret={CANARY}");
    let machine =
        Machine::with_profiles(&ak("net")).file(".alibabacloud/credentials", ini.as_bytes());
    let signed = machine.sign_in_as(Some("ops"), &Sts::default()).await.unwrap();
    let told = "section [ops] of ~/.alibabacloud/credentials (access_key)";
    assert_eq!(signed.provider.to_string(), told);
    let signed = machine.var("ALIBABA_CLOUD_PROFILE", "ops").sign_in().await.unwrap();
    assert_eq!(signed.credentials.id, "LTAI5tOps");
}

#[tokio::test]
async fn a_profile_without_any_key_takes_the_environments_as_the_official_tool_does() {
    let blank = r#"{"name":"net","mode":"AK","region_id":"cn-beijing"}"#;
    let machine = Machine::with_profiles(blank);
    let words = machine.error(None).await;
    assert!(words.contains("config.json: its profile net has no access key"), "{words}");
    let words = machine.error(Some("net")).await;
    assert!(words.contains("has no access_key_id; add it"), "{words}");
    let signed = machine.env_key().sign_in_as(Some("net"), &Sts::default()).await.unwrap();
    assert_eq!(signed.provider.to_string(), "environment");
    assert_eq!(signed.region.as_deref(), Some("cn-beijing"));
}

#[tokio::test]
async fn a_half_filled_profile_names_what_it_lacks() {
    for (mode, profile, missing) in [
        ("AK", r#""access_key_id":"LTAI5tHalf""#.to_owned(), "access_key_secret"),
        ("AK", format!(r#""access_key_secret":"{CANARY}""#), "access_key_id"),
        (
            "StsToken",
            format!(r#""access_key_id":"STS.x","access_key_secret":"{CANARY}""#),
            "sts_token",
        ),
        (
            "RamRoleArn",
            format!(r#""access_key_id":"LTAI5tX","access_key_secret":"{CANARY}""#),
            "ram_role_arn",
        ),
        ("ChainableRamRoleArn", r#""ram_role_arn":"acs:ram::1:role/x""#.into(), "source_profile"),
        ("CredentialsURI", r#""region_id":null"#.into(), "credentials_uri"),
        ("", r#""region_id":"cn-hangzhou","sts_token":"x""#.into(), "mode"),
    ] {
        let profile = format!(r#"{{"name":"net","mode":"{mode}",{profile}}}"#);
        let words = Machine::with_profiles(&profile).error(None).await;
        let place = "profile net of ~/.aliyun/config.json";
        assert!(words.starts_with(place), "{words}");
        assert!(words.contains(&format!("has no {missing};")), "{words}");
    }
}

#[tokio::test]
async fn a_temporary_key_in_a_profile_signs_with_its_token() {
    let profile = format!(
        r#"{{"name":"net","mode":"StsToken","access_key_id":"STS.x","access_key_secret":"{CANARY}","sts_token":"{CANARY}"}}"#
    );
    let signed = Machine::with_profiles(&profile).sign_in().await.unwrap();
    assert_eq!(signed.credentials.token.unwrap().expose(), CANARY);
    // Without a mode it is guessed from what is there.
    let guessed = profile.replace(r#""mode":"StsToken","#, "");
    let signed = Machine::with_profiles(&guessed).sign_in().await.unwrap();
    assert_eq!(signed.provider.to_string(), "profile net of ~/.aliyun/config.json (StsToken)");
}

#[tokio::test]
async fn a_role_is_taken_on_with_the_key_of_the_profile() {
    let profile = format!(
        r#"{{"name":"net","mode":"RamRoleArn","access_key_id":"LTAI5tMine","access_key_secret":"{CANARY}","ram_role_arn":"acs:ram::1:role/net","ram_session_name":"me","expired_seconds":900,"external_id":"ext","sts_region":"cn-hangzhou"}}"#
    );
    let (machine, sts) = (Machine::with_profiles(&profile), Sts::default());
    let signed = machine.sign_in_as(None, &sts).await.unwrap();
    assert_eq!(signed.credentials.id, "STS.net");
    let heard = sts.0.into_inner().unwrap();
    let wanted = RoleRequest {
        role_arn: "acs:ram::1:role/net".into(),
        session_name: "me".into(),
        duration_seconds: 900,
        external_id: Some("ext".into()),
        policy: None,
        endpoint: "sts.cn-hangzhou.aliyuncs.com".into(),
    };
    assert_eq!(heard, [("LTAI5tMine".to_owned(), wanted)]);
    assert!(!signed.needs_renewal(at(NOW)));
    assert!(!signed.needs_renewal(at("2026-01-02T04:01:04Z")));
    assert!(signed.needs_renewal(at("2026-01-02T04:01:05Z")), "three minutes before its end");

    // A renewal asks anew from what was found.
    let (sts, env) = (Sts::default(), machine.env());
    resolve(signed.source(), &env, at("2026-01-02T04:01:05Z"), &sts).await.unwrap();
    assert_eq!(sts.0.into_inner().unwrap().len(), 1);
}

#[tokio::test]
async fn the_host_of_sts_follows_the_settings_and_is_always_a_host() {
    let role = |more: &str| {
        Machine::with_profiles(&format!(
            r#"{{"name":"net","mode":"RamRoleArn","access_key_id":"LTAI5tMine","access_key_secret":"{CANARY}","ram_role_arn":"acs:ram::1:role/net"{more}}}"#
        ))
    };
    let host = async |machine: Machine| {
        let sts = Sts::default();
        machine.sign_in_as(None, &sts).await.unwrap();
        sts.0.into_inner().unwrap().remove(0).1.endpoint
    };
    let region = "ALIBABA_CLOUD_STS_REGION";
    assert_eq!(host(role("")).await, "sts.aliyuncs.com");
    assert_eq!(host(role("").var(region, "cn-beijing")).await, "sts.cn-beijing.aliyuncs.com");
    let inside = role("").var(region, "eu-central-1");
    let inside = inside.var("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED", "true");
    assert_eq!(host(inside).await, "sts-vpc.eu-central-1.aliyuncs.com");
    let own = role(r#","sts_endpoint":"https://sts.example.com/""#);
    assert_eq!(host(own.var(region, "cn-beijing")).await, "sts.example.com");
    let words = role(r#","sts_endpoint":"evil.example/?x=""#).error(None).await;
    assert!(words.contains("sts_endpoint or sts_region"), "{words}");
    let words = role(r#","expired_seconds":60"#).error(None).await;
    assert!(words.contains("expired_seconds (a number of at least 900)"), "{words}");
}

fn chained(name: &str, source: &str) -> String {
    format!(
        r#"{{"name":"{name}","mode":"ChainableRamRoleArn","source_profile":"{source}","ram_role_arn":"acs:ram::1:role/{name}"}}"#
    )
}

#[tokio::test]
async fn a_chain_of_roles_is_taken_on_from_its_far_end() {
    let profiles = [chained("net", "middle"), chained("middle", "base"), ak("base")].join(",");
    let sts = Sts::default();
    let signed = Machine::with_profiles(&profiles).sign_in_as(None, &sts).await.unwrap();
    assert_eq!(signed.credentials.id, "STS.net");
    let heard = sts.0.into_inner().unwrap();
    let steps: Vec<_> = heard
        .iter()
        .map(|(id, request)| (id.as_str(), request.role_arn.as_str(), &*request.session_name))
        .collect();
    assert_eq!(
        steps,
        [
            ("LTAI5tbaseKeyAb12", "acs:ram::1:role/middle", "tunnelsmith"),
            ("STS.middle", "acs:ram::1:role/net", "tunnelsmith"),
        ]
    );
}

#[tokio::test]
async fn a_chain_that_bites_its_tail_or_hangs_in_the_air_is_told() {
    let profiles = [chained("net", "middle"), chained("middle", "net")].join(",");
    let words = Machine::with_profiles(&profiles).error(None).await;
    assert!(words.contains("net -> middle -> net"), "{words}");
    let words = Machine::with_profiles(&chained("net", "net")).error(None).await;
    assert!(words.contains("net -> net"), "{words}");
    let profiles = [chained("net", "bse"), ak("base")].join(",");
    let words = Machine::with_profiles(&profiles).error(None).await;
    assert!(
        words.contains(
            "the source_profile of profile net names the profile bse, which does not exist"
        ),
        "{words}"
    );
    assert!(words.contains("did you mean base"), "{words}");
}

#[tokio::test]
async fn a_refused_role_names_the_role_and_keeps_the_reason() {
    let profiles = [chained("net", "forbidden"), chained("forbidden", "base"), ak("base")];
    let machine = Machine::with_profiles(&profiles.join(","));
    let words = machine.error(None).await;
    assert!(words.contains("the role acs:ram::1:role/forbidden could not be assumed"), "{words}");
    let error = machine.sign_in().await.unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "NoPermission");
}

#[tokio::test]
async fn a_cached_key_of_the_official_tool_serves_until_it_ends() {
    for mode in ["CloudSSO", "OAuth"] {
        let profile = |end: &str| {
            let end = at(end).as_second();
            Machine::with_profiles(&format!(
                r#"{{"name":"net","mode":"{mode}","access_token":"{CANARY}","access_key_id":"STS.c","access_key_secret":"{CANARY}","sts_token":"{CANARY}","sts_expiration":{end}}}"#
            ))
        };
        let signed = profile(LATER).sign_in().await.unwrap();
        assert_eq!(signed.credentials.expires, Some(at(LATER)));
        let words = profile(NOW).error(None).await;
        assert!(
            words.contains(&format!("({mode}): the temporary access key expired at {NOW}")),
            "{words}"
        );
        assert!(words.ends_with("run `aliyun configure --profile net`"), "{words}");
        let bare = format!(r#"{{"name":"net","mode":"{mode}","access_token":"{CANARY}"}}"#);
        let words = Machine::with_profiles(&bare).error(None).await;
        assert!(words.contains("run `aliyun configure --profile net` to sign in"), "{words}");
    }
}

#[tokio::test]
async fn a_mode_we_do_not_sign_in_with_is_named_with_what_to_do_instead() {
    for (mode, remedy) in [
        ("RsaKeyPair", "use a profile with mode AK"),
        ("BearerToken", "cannot sign VPC requests"),
        ("Anonymous", "must be signed"),
        ("RamRoleArnWithRoleName", "change it to ChainableRamRoleArn"),
        ("ak", "did you mean AK?"),
        ("Quux", "this mode does not exist"),
    ] {
        let profile = format!(
            r#"{{"name":"net","mode":"{mode}","private_key":"{CANARY}","bearer_token":"{CANARY}"}}"#
        );
        let words = Machine::with_profiles(&profile).error(None).await;
        let place = format!("profile net of ~/.aliyun/config.json ({mode}): ");
        assert!(words.starts_with(&place) && words.contains(remedy), "{words}");
    }
}

#[tokio::test]
async fn the_file_can_be_switched_off_and_put_elsewhere() {
    for (variable, value) in [
        ("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true"),
        ("ALIBABA_CLOUD_IGNORE_PROFILE", "TRUE"),
        ("ALIBABACLOUD_IGNORE_PROFILE", "TRUE"),
    ] {
        let machine = Machine::with_profiles(&ak("net")).var(variable, value);
        let words = machine.error(None).await;
        assert!(words.contains(&format!("was not read because {variable} is set")), "{words}");
        assert!(machine.sign_in_as(Some("net"), &Sts::default()).await.is_ok());
    }
    let machine = Machine::with_config("{").file("else.json", br#"{"profiles":[]}"#);
    let path = machine.path("else.json").display().to_string();
    let words = machine.var("ALIBABA_CLOUD_CONFIG_FILE", &path).error(None).await;
    assert!(words.contains("~/else.json: has no profile default, its current one"), "{words}");
}

#[tokio::test]
async fn a_broken_file_is_told_by_place_and_never_quoted() {
    for (text, flaw) in [
        (format!("{{\"profiles\":[\n{{\"x\":\"{CANARY}\" \"y\"}}]}}"), "not valid JSON at line 2"),
        (
            format!(
                r#"{{"profiles":[{{"name":"net","mode":"AK","expired_seconds":"{CANARY}"}}]}}"#
            ),
            "wrong type, or a duplicate key, at line 1",
        ),
        (format!(r#"{{"profiles":"{CANARY}"}}"#), "wrong type, or a duplicate key, at line 1"),
        (String::new(), "not valid JSON at line 1"),
        (" ".repeat(1024 * 1024 + 1), "larger than 1 MiB"),
        ("[".repeat(100_000), "at line 1"),
    ] {
        let words = Machine::with_config(&text).error(None).await;
        let told = words.starts_with("~/.aliyun/config.json ") && words.contains(flaw);
        assert!(told, "{words}");
    }
    let machine = Machine::new().file(".aliyun/config.json", b"{\n  \"a\": \"\xff\"}");
    let words = machine.error(None).await;
    assert!(words.contains("not UTF-8 text at line 2, column 9"), "{words}");
    let machine = Machine::new().file(".aliyun/config.json/x", b"");
    assert!(machine.error(None).await.contains("is not a regular file"));
    // The mark some editors begin a file with is no flaw.
    let text = format!("\u{feff}{{\"current\":\"net\",\"profiles\":[{}]}}", ak("net"));
    assert!(Machine::with_config(&text).sign_in().await.is_ok());
}

#[cfg(unix)]
#[test]
fn a_file_open_to_others_is_noticed_and_no_error() {
    use std::os::unix::fs::PermissionsExt;
    let machine = Machine::with_profiles(&ak("net"));
    for (mode, open) in [(0o600, false), (0o700, false), (0o640, true), (0o604, true)] {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(machine.path(".aliyun/config.json"), permissions).unwrap();
        assert_eq!(machine.find().unwrap().file_is_open_to_others(), open, "{mode:o}");
    }
    assert!(!Machine::new().env_key().find().unwrap().file_is_open_to_others());
}

#[tokio::test]
async fn sections_of_the_ini_file_sign() {
    let ini = format!(
        "; keys\n[default] # mine\nenable = true\nTYPE = access_key ; plain\n\
         access_key_id = LTAI5tIni#1 # comment\naccess_key_secret = \"{CANARY}\" ; other\n\n\
         [sts]\ntype=sts\naccess_key_id=STS.x\naccess_key_secret={CANARY}\nsecurity_token={CANARY}=\n\
         [role]\r\ntype: ram_role_arn\r\naccess_key_id=LTAI5tBase\r\naccess_key_secret={CANARY}\r\n\
         role_arn=acs:ram::1:role/net\r\nrole_session_name=me\r\npolicy={{\"Version\":\"1\"}}\r\n"
    );
    let (machine, sts) = (Machine::with_ini(&ini), Sts::default());
    let signed = machine.sign_in().await.unwrap();
    assert_eq!(signed.credentials.id, "LTAI5tIni#1");
    assert_eq!(signed.credentials.secret.expose(), CANARY);
    let signed = machine.sign_in_as(Some("sts"), &sts).await.unwrap();
    assert_eq!(signed.credentials.token.unwrap().expose(), format!("{CANARY}="));
    machine.sign_in_as(Some("role"), &sts).await.unwrap();
    let (id, request) = sts.0.into_inner().unwrap().remove(0);
    assert_eq!((id.as_str(), request.role_arn.as_str()), ("LTAI5tBase", "acs:ram::1:role/net"));
    assert_eq!(request.policy.as_deref(), Some(r#"{"Version":"1"}"#));
    assert_eq!(request.session_name, "me");
}

#[tokio::test]
async fn the_ini_file_is_found_under_each_of_its_names() {
    let ini =
        format!("[default]\ntype=access_key\naccess_key_id=LTAI5tX\naccess_key_secret={CANARY}");
    let machine = Machine::new().file(".alibabacloud/credentials.ini", ini.as_bytes());
    assert!(machine.sign_in().await.is_ok());
    let machine = Machine::new().file("keys", ini.as_bytes());
    let path = machine.path("keys").display().to_string();
    let signed = machine.var("ALIBABA_CLOUD_CREDENTIALS_FILE", &path).sign_in().await.unwrap();
    assert_eq!(signed.provider.to_string(), "section [default] of ~/keys (access_key)");
}

#[tokio::test]
async fn a_flaw_in_the_ini_file_is_told() {
    for (ini, told) in [
        ("[default]\ntype=rsa_key_pair\n", "(rsa_key_pair): this type is not supported"),
        ("[default]\naccess_key_id=x\n", "has no type;"),
        ("[default]\ntype=access_key\naccess_key_id=LTAI5tX\n", "has no access_key_secret;"),
        (
            "[default]\ntype=sts\naccess_key_id=STS.x\naccess_key_secret=c4n4ryBird",
            "has no security_token;",
        ),
        ("[default]\n\nc4n4ryBird\n", "or comment in line 3"),
        ("[default\n", "or comment in line 1"),
        ("[other]\ntype=access_key\n", "credentials: has no section [default]"),
    ] {
        let words = Machine::with_ini(ini).error(None).await;
        assert!(words.contains("~/.alibabacloud/credentials") && words.contains(told), "{words}");
    }
}

fn metadata_v2(line: &str) -> (u16, String) {
    match line {
        "PUT /latest/api/token HTTP/1.1" => (200, CANARY.into()),
        "GET /latest/meta-data/ram/security-credentials/ HTTP/1.1" => (200, "MyEcsRole\n".into()),
        "GET /latest/meta-data/ram/security-credentials/MyEcsRole HTTP/1.1" => {
            (200, temporary_key(LATER))
        }
        _ => (404, String::new()),
    }
}

fn metadata_v1(line: &str) -> (u16, String) {
    if line.starts_with("PUT") { (403, String::new()) } else { metadata_v2(line) }
}

#[tokio::test]
async fn the_role_of_an_ecs_instance_signs_with_a_token_of_version_2() {
    let server = Server::start(metadata_v2).await;
    let mut machine = Machine::with_profiles(r#"{"name":"net","mode":"EcsRamRole"}"#);
    machine.metadata = server.address.clone();
    let signed = machine.sign_in().await.unwrap();
    assert_eq!(signed.credentials.id, "STS.Served0001");
    assert_eq!(signed.credentials.expires, Some(at(LATER)));
    let heard = server.heard();
    assert_eq!(heard.len(), 3);
    assert!(heard[0].contains("x-aliyun-ecs-metadata-token-ttl-seconds: 21600"), "{}", heard[0]);
    for get in &heard[1..] {
        assert!(get.contains(&format!("x-aliyun-ecs-metadata-token: {CANARY}")), "{get}");
    }
    // A role that is named need not be asked for.
    let ini = b"[default]\ntype=ecs_ram_role\nrole_name=MyEcsRole\n";
    let mut machine = Machine::new().file(".alibabacloud/credentials", ini);
    machine.metadata = server.address.clone();
    assert_eq!(machine.sign_in().await.unwrap().credentials.id, "STS.Served0001");
    assert_eq!(server.heard().len(), 5);
}

#[tokio::test]
async fn version_1_of_the_metadata_service_serves_unless_it_is_forbidden() {
    let server = Server::start(metadata_v1).await;
    let mut machine = Machine::new().var("ALIBABA_CLOUD_ECS_METADATA", "MyEcsRole");
    machine.metadata = server.address.clone();
    let signed = machine.sign_in().await.unwrap();
    assert_eq!(signed.provider.to_string(), "metadata service of ECS (role MyEcsRole)");
    assert!(!server.heard()[1].contains("metadata-token"));
    let machine = machine.var("ALIBABA_CLOUD_IMDSV1_DISABLED", "true");
    let words = machine.error(None).await;
    assert!(words.contains("answered the token request with HTTP status 403"), "{words}");
    assert!(words.contains("ALIBABA_CLOUD_IMDSV1_DISABLED"), "{words}");
    assert_eq!(server.heard().len(), 3);
}

#[tokio::test]
async fn a_metadata_service_without_a_key_is_told() {
    let server = Server::start(metadata_v2).await;
    let mut machine = Machine::new().var("ALIBABA_CLOUD_ECS_METADATA", "Other");
    machine.metadata = server.address.clone();
    let words = machine.error(None).await;
    assert!(words.contains("does not have the role Other for this instance"), "{words}");
    let machine = machine.var("ALIBABA_CLOUD_ECS_METADATA", "../../user-data");
    let words = machine.error(None).await;
    assert!(words.contains("the role name is malformed"), "{words}");
    let mut machine = machine.var("ALIBABA_CLOUD_ECS_METADATA", "MyEcsRole");
    machine.metadata = "http://127.0.0.1:1".into();
    let words = machine.error(None).await;
    assert!(words.contains("could not be reached; does this run on ECS?"), "{words}");
    let machine = machine.var("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
    let words = machine.error(None).await;
    assert!(words.contains("because ALIBABA_CLOUD_ECS_METADATA_DISABLED is set"), "{words}");
}

fn uri(line: &str) -> (u16, String) {
    let path = line.split(' ').nth(1).unwrap();
    match path.split('?').next().unwrap() {
        "/key" => (200, temporary_key(LATER)),
        "/ended" => (200, temporary_key(NOW)),
        "/refused" => (200, format!(r#"{{"Code":"Forbidden.User","Message":"{CANARY}"}}"#)),
        "/bare" => (200, format!(r#"{{"Code":"Success","AccessKeySecret":"{CANARY}"}}"#)),
        "/text" => (200, CANARY.into()),
        "/long" => (200, "x".repeat(65 * 1024)),
        "/moved" => (302, String::new()),
        "/when" => (200, temporary_key("tomorrow")),
        _ => (500, CANARY.into()),
    }
}

#[tokio::test]
async fn a_credentials_uri_signs_from_a_profile_and_from_the_variable() {
    let server = Server::start(uri).await;
    let address = format!("{}/key?token={CANARY}", server.address);
    let profile =
        format!(r#"{{"name":"net","mode":"CredentialsURI","credentials_uri":"{address}"}}"#);
    let machine = Machine::with_profiles(&profile);
    let signed = machine.sign_in().await.unwrap();
    assert_eq!(signed.credentials.token.unwrap().expose(), format!("{CANARY}+/="));
    assert!(server.heard()[0].starts_with(&format!("GET /key?token={CANARY} ")));
    let machine = machine.var("ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS", "1");
    let words = machine.error(None).await;
    assert!(words.contains("ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS is set"), "{words}");

    let machine = Machine::new().var("ALIBABA_CLOUD_CREDENTIALS_URI", &address);
    let signed = machine.sign_in().await.unwrap();
    assert_eq!(signed.provider.to_string(), "ALIBABA_CLOUD_CREDENTIALS_URI");
    assert_eq!(signed.credentials.id, "STS.Served0001");
}

#[tokio::test]
async fn a_credentials_uri_that_gives_no_key_is_told_without_its_query_and_answer() {
    let server = Server::start(uri).await;
    for (path, told) in [
        ("/ended", "expired at 2026-01-02T03:04:05Z; check the clock of this machine"),
        ("/refused", "answered with Code Forbidden.User"),
        ("/bare", "answered without AccessKeyId"),
        ("/text", "did not answer with JSON"),
        ("/long", "more than 64 KiB"),
        ("/moved", "answered with HTTP status 302"),
        ("/when", "without a valid Expiration"),
        ("/broken", "answered with HTTP status 500"),
    ] {
        let address = format!("{}{path}?token={CANARY}", server.address);
        let machine = Machine::new().var("ALIBABA_CLOUD_CREDENTIALS_URI", &address);
        let words = machine.error(None).await;
        assert!(words.contains(told), "{path}: {words}");
    }
    assert_eq!(server.heard().len(), 8, "a redirect is not followed");
    for (address, told) in [
        (format!("http://127.0.0.1:1/{CANARY}"), "at 127.0.0.1:1 could not be reached"),
        (format!("https://127.0.0.1:1/{CANARY}"), "the credentials URI at 127.0.0.1:1 c"),
        (format!("file:///{CANARY}"), "is not an address that starts with http:// or https://"),
        (CANARY.to_owned(), "is not an address that starts with http:// or https://"),
    ] {
        let machine = Machine::new().var("ALIBABA_CLOUD_CREDENTIALS_URI", &address);
        let words = machine.error(None).await;
        assert!(words.contains(told), "{words}");
    }
}

#[tokio::test]
async fn where_there_is_nothing_every_place_is_listed_with_its_reason() {
    let words = Machine::new().error(None).await;
    assert_eq!(
        words,
        "no credentials found\n  \
         environment: ALIBABA_CLOUD_ACCESS_KEY_ID is not set\n  \
         ~/.aliyun/config.json: does not exist\n  \
         ~/.alibabacloud/credentials: does not exist\n  \
         metadata service of ECS: was not queried because ALIBABA_CLOUD_ECS_METADATA does not name a role\n  \
         credentials URI: ALIBABA_CLOUD_CREDENTIALS_URI is not set\n\
         run `aliyun configure`, set ALIBABA_CLOUD_ACCESS_KEY_ID and \
         ALIBABA_CLOUD_ACCESS_KEY_SECRET, or try the program without credentials: --sandbox"
    );
    let homeless = Environment { home: None, ..Machine::new().env() };
    let words = find(None, &homeless).unwrap_err().to_string();
    assert_eq!(words.matches("this user has no home directory").count(), 2, "{words}");
}

#[tokio::test]
async fn nothing_that_can_be_printed_holds_a_secret() {
    let server = Server::start(uri).await;
    let profiles = format!(
        r#"{{"name":"net","mode":"ChainableRamRoleArn","source_profile":"uri","ram_role_arn":"acs:ram::1:role/net"}},{{"name":"uri","mode":"CredentialsURI","credentials_uri":"{}/key?{CANARY}"}}"#,
        server.address
    );
    let machine = Machine::with_profiles(&profiles).var("UNRELATED", CANARY);
    let signed = machine.sign_in().await.unwrap();
    let all = format!(
        "{signed:?} {signed:#?} {:?} {} {:?}",
        signed.source(),
        signed.provider,
        machine.env()
    );
    assert!(!all.contains(CANARY), "{all}");
    for machine in [Machine::new().env_key(), Machine::with_profiles(&ak("net"))] {
        let source = format!("{:?}", machine.find().unwrap());
        assert!(!source.contains(CANARY) && !source.contains("KeyAb12\""), "{source}");
    }
}

#[test]
fn a_key_id_is_masked_however_short() {
    let masked = |id: &str| {
        Credentials { id: id.into(), secret: "".into(), token: None, expires: None }.masked_id()
    };
    assert_eq!(masked("LTAI5tAbCdEfGhIjKlMnab12"), "LTAI…ab12");
    assert_eq!(masked("abcdef"), "ab…");
    assert_eq!(masked(""), "…");
}
