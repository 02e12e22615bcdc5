//! The modes that need more than a key in a file: a token exchanged for one, a program that prints one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64_URL;
use jiff::SignedDuration;
use tokio::net::TcpListener;
use tunnelsmith::cloud::ClientOptions;
use tunnelsmith::sandbox::{Settings, serve};

use super::super::support;
use super::*;

fn oidc(file: &str, role: &str) -> String {
    format!(
        r#"{{"name":"net","mode":"OIDC","oidc_provider_arn":"acs:ram::1:oidc-provider/idp","oidc_token_file":"{file}","ram_role_arn":"acs:ram::1:role/{role}","ram_session_name":"me","region_id":"eu-central-1"}}"#
    )
}

/// A machine whose profile exchanges the token in `token` of its home.
fn with_token(text: &str, role: &str) -> Machine {
    let machine = Machine::new().file("token", text.as_bytes());
    let file = machine.path("token").display().to_string();
    let profile = oidc(&file, role);
    machine.config(&format!(r#"{{"current":"net","profiles":[{profile}]}}"#))
}

#[tokio::test]
async fn an_oidc_token_is_exchanged_for_a_key_and_read_anew_at_each_renewal() {
    let machine = with_token(" eyJ.first.x\n", "net");
    let (sts, env) = (Sts::default(), machine.env());
    let source = find(None, &env).unwrap();
    let signed = movable(resolve(&source, &env, at(NOW), &sts)).await.unwrap();
    assert_eq!(signed.credentials.id, "STS.net");
    assert_eq!(signed.region.as_deref(), Some("eu-central-1"));
    assert_eq!(signed.provider.to_string(), "profile net of ~/.aliyun/config.json (OIDC)");
    let machine = machine.file("token", b"eyJ.second.x");
    resolve(signed.source(), &machine.env(), at(NOW), &sts).await.unwrap();
    let asked = sts.0.lock().unwrap();
    let who: Vec<&str> = asked.iter().map(|(who, _)| who.as_str()).collect();
    let provider = "acs:ram::1:oidc-provider/idp";
    assert_eq!(who, [format!("{provider} eyJ.first.x"), format!("{provider} eyJ.second.x")]);
    assert_eq!(asked[0].1.session_name, "me");
    assert_eq!(asked[0].1.endpoint, "sts.aliyuncs.com");
}

#[tokio::test]
async fn the_variables_of_oidc_sign_in_where_no_key_is_set() {
    let machine = Machine::new().file("token", b"eyJ.of.env");
    let file = machine.path("token").display().to_string();
    let machine = machine
        .var("ALIBABA_CLOUD_OIDC_TOKEN_FILE", &file)
        .var("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "acs:ram::1:oidc-provider/idp")
        .var("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/pod")
        .var("ALIBABA_CLOUD_ROLE_SESSION_NAME", "pod-7");
    let sts = Sts::default();
    let signed = machine.sign_in_as(None, &sts).await.unwrap();
    assert_eq!(signed.credentials.id, "STS.pod");
    assert_eq!(signed.provider.to_string(), "environment (OIDC)");
    assert_eq!(sts.0.lock().unwrap()[0].1.session_name, "pod-7");
    let keyed = machine.env_key().sign_in().await.unwrap();
    assert_eq!(keyed.credentials.id, "LTAI5tEnvironment01");
}

#[tokio::test]
async fn what_an_oidc_profile_lacks_is_named_with_the_profile() {
    let place = "profile net of ~/.aliyun/config.json (OIDC)";
    for key in ["oidc_provider_arn", "oidc_token_file", "ram_role_arn"] {
        let without = oidc("/t", "net").replace(&format!(r#""{key}":""#), r#""unused":""#);
        let words = Machine::with_profiles(&without).error(None).await;
        assert!(words.starts_with(&format!("{place} has no {key}")), "{words}");
    }
    let machine = with_token("x", "net");
    let words = machine.error(None).await;
    assert_eq!(
        words,
        format!("{place}: the OIDC token in oidc_token_file is malformed; enter it again")
    );
    std::fs::remove_file(machine.path("token")).unwrap();
    let words = machine.error(None).await;
    assert!(words.starts_with("~/token does not exist"), "{words}");
    let words = with_token("eyJ.a.b", "forbidden").error(None).await;
    assert!(words.contains("role acs:ram::1:role/forbidden could not be assumed"), "{words}");
    assert!(words.contains("the token in ~/token; if the token has expired"), "{words}");
}

/// A token that ends at this time, signed by nobody: the sandbox knows no provider's keys.
fn jwt(end: Timestamp) -> String {
    let part = |text: &str| BASE64_URL.encode(text);
    let claims = format!(r#"{{"iss":"https://idp.example","exp":{}}}"#, end.as_second());
    format!("{}.{}.{}", part(r#"{"alg":"RS256"}"#), part(&claims), part("signature"))
}

#[tokio::test]
async fn the_sandbox_exchanges_a_token_that_has_not_ended_without_any_signature() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let sandbox = serve(listener, Settings::default()).await;
    let now = Timestamp::now();
    let obtained = async |token: &str| {
        let machine = with_token(token, "net");
        let env = Environment { sts: Some(sandbox.endpoint()), ..machine.env() };
        let source = find(None, &env).unwrap();
        resolve(&source, &env, now, &tunnelsmith::cloud::StsClient::new(ClientOptions::default()))
            .await
    };
    let signed = obtained(&jwt(now + SignedDuration::from_hours(1))).await.unwrap();
    assert!(signed.credentials.id.starts_with("STS."), "{signed:?}");
    let lasts = signed.credentials.expires.unwrap().duration_since(now);
    assert!((3595..=3605).contains(&lasts.as_secs()), "{lasts}");
    let ended = jwt(now - SignedDuration::from_secs(1));
    for (token, code) in
        [(ended.as_str(), "OIDCToken.Expired"), ("eyJ.no.jwt", "OIDCToken.Invalid")]
    {
        let error = obtained(token).await.unwrap_err();
        let cause = error.source().unwrap().to_string();
        assert!(cause.contains(code) && !cause.contains(token), "{cause}");
    }
}

#[test]
fn a_program_is_run_only_with_consent_and_its_arguments_are_never_shown() {
    let home = tempfile::tempdir().unwrap();
    let config = r#"{"current":"ext","profiles":[{"name":"ext","mode":"External","process_command":"/opt/get-key --password c4n4ryBird"}]}"#;
    std::fs::create_dir(home.path().join(".aliyun")).unwrap();
    std::fs::write(home.path().join(".aliyun/config.json"), config).unwrap();
    let run = |more: &[&str]| {
        let arguments = [&["gateways", "--region", "eu-central-1"], more].concat();
        let mut command = support::program(&arguments);
        let ran = command.env("HOME", home.path()).output().unwrap();
        support::Ran::of(ran)
    };
    let words = run(&[]).err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("profile ext of ~/.aliyun/config.json (External)"), "{words}");
    assert!(
        words.contains("the program /opt/get-key, which runs only with your consent"),
        "{words}"
    );
    assert!(words.contains("--run-process-command"), "{words}");
    let allowed = run(&["--run-process-command"]);
    let words = allowed.err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("the program /opt/get-key cannot be started"), "{words}");
    assert!(!words.contains(CANARY), "{words}");
}

#[cfg(unix)]
mod programs {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// A machine whose profile runs this script, with consent.
    fn scripted(script: &str, arguments: &str) -> Machine {
        let machine = Machine::new().file("my tool", format!("#!/bin/sh\n{script}\n").as_bytes());
        let tool = machine.path("my tool");
        std::fs::set_permissions(&tool, std::fs::Permissions::from_mode(0o700)).unwrap();
        let command = format!("'{}' {arguments}", tool.display());
        let command = serde_json::to_string(&command).unwrap();
        let profile = format!(
            r#"{{"name":"net","mode":"External","process_command":{command},"region_id":"eu-central-1"}}"#
        );
        let machine = machine.config(&format!(r#"{{"current":"net","profiles":[{profile}]}}"#));
        Machine { consent: true, ..machine }
    }

    const KEY: &str = r#"echo '{"mode":"StsToken","access_key_id":"STS.ext","access_key_secret":"c4n4ryBird","sts_token":"c4n4ryBird","expiration":"2026-01-02T04:04:05Z"}'"#;

    #[tokio::test]
    async fn what_a_program_prints_signs_until_it_ends() {
        let signed = scripted(KEY, "").sign_in().await.unwrap();
        assert_eq!(signed.credentials.id, "STS.ext");
        assert_eq!(signed.credentials.expires, Some(at(LATER)));
        assert!(signed.needs_renewal(at(LATER)));
        let plain = r#"echo '{"mode":"AK","access_key_id":"LTAI5tExt","access_key_secret":"s"}'"#;
        let signed = scripted(plain, "").sign_in().await.unwrap();
        assert_eq!((signed.credentials.token, signed.credentials.expires), (None, None));
    }

    #[tokio::test]
    async fn no_shell_reads_the_command() {
        let machine = scripted(
            r#"echo "{\"access_key_id\":\"$#-$1\",\"access_key_secret\":\"s\"}""#,
            "a;b '#c d'",
        );
        assert_eq!(machine.sign_in().await.unwrap().credentials.id, "2-a;b");
    }

    #[tokio::test]
    async fn consent_is_given_by_a_variable_as_well_and_taken_back_by_the_tools_own() {
        let machine = Machine { consent: false, ..scripted(KEY, CANARY) };
        let words = machine.error(None).await;
        assert!(words.contains("set TUNNELSMITH_RUN_PROCESS_COMMAND=1"), "{words}");
        let machine = machine.var("TUNNELSMITH_RUN_PROCESS_COMMAND", "1");
        machine.sign_in().await.unwrap();
        let machine = machine.var("ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS", "true");
        let words = machine.error(None).await;
        assert!(words.contains("because ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS is set"), "{words}");
    }

    #[tokio::test]
    async fn what_goes_wrong_with_a_program_is_told_and_what_it_printed_is_not() {
        for (script, told) in [
            ("echo c4n4ryBird; exit 3", "failed (exit status: 3); run it yourself"),
            ("echo c4n4ryBird", "printed no JSON with an access key"),
            (r#"echo '{"access_key_id":"x"}'"#, "printed no access_key_secret"),
            (
                r#"echo '{"mode":"StsToken","access_key_id":"x","access_key_secret":"c4n4ryBird"}'"#,
                "printed no sts_token",
            ),
            (
                r#"echo '{"mode":"EcsRamRole"}'"#,
                "printed the mode EcsRamRole; only AK and StsToken",
            ),
            ("head -c 70000 /dev/zero", "printed more than 64 KiB"),
        ] {
            let words = scripted(script, CANARY).error(None).await;
            assert!(words.contains("my tool ") && words.contains(told), "{words}");
        }
        let open = r#"{"name":"net","mode":"External","process_command":"tool 'c4n4ryBird"}"#;
        let machine = Machine { consent: true, ..Machine::with_profiles(open) };
        let words = machine.error(None).await;
        assert!(words.contains("process_command (unclosed quote)"), "{words}");
        let none = r#"{"name":"net","mode":"External"}"#;
        let words = Machine::with_profiles(none).error(None).await;
        assert!(words.contains("has no process_command"), "{words}");
    }
}

/// Whatever a person pastes into the console is JSON, and allows what the program calls and no more.
#[test]
fn the_policy_allows_what_is_called_and_nothing_else() {
    let actions = |arguments: &[&str]| -> Vec<String> {
        let out = support::run(arguments).expect(0).out;
        let policy: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(policy["Version"], "1");
        assert_eq!(policy["Statement"][0]["Effect"], "Allow");
        assert_eq!(policy["Statement"][0]["Resource"], "*");
        serde_json::from_value(policy["Statement"][0]["Action"].clone()).unwrap()
    };
    let all = actions(&["policy"]);
    assert!(all.contains(&"vpc:CreateVpnAttachment".to_owned()), "{all:?}");
    assert!(
        all.iter().all(|action| !action.starts_with("sts:") && !action.contains('*')),
        "{all:?}"
    );
    assert_eq!(actions(&["policy", "--output", "json"]), all);
    let read = actions(&["policy", "--read-only"]);
    assert!(!read.is_empty() && read.len() < all.len(), "{read:?}");
    let looks = |action: &String| {
        let verb = action.split(':').nth(1).unwrap();
        ["Check", "Describe", "List", "Diagnose"].iter().any(|start| verb.starts_with(start))
    };
    assert!(read.iter().all(looks), "{read:?}");
}
