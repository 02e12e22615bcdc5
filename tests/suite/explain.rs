//! Refusals of the service, in plain words.

use tunnelsmith::connection::{Draft, FieldPath, Key, Mode, Rule};
use tunnelsmith::explain::{Explanation, Refusal, codes, explain, parse_pasted};
use tunnelsmith::text::Texts;

use super::support::{run, run_with_input};

fn refusal(code: &str, message: &str) -> Refusal {
    Refusal { code: code.to_owned(), message: Some(message.to_owned()), ..Refusal::default() }
}

fn told(code: &str, message: &str, draft: Option<&Draft>) -> Explanation {
    explain(&Texts::default(), &refusal(code, message), draft)
}

fn dual() -> Draft {
    let mut draft = Draft::new(Mode::Dual);
    draft.set(FieldPath::connection(Key::EnableTunnelsBgp), "true");
    for (number, block, address) in
        [(1, "169.254.10.0/30", "169.254.10.1"), (2, "169.254.11.0/30", "169.254.11.1")]
    {
        draft.set(FieldPath::tunnel(number, Key::TunnelCidr), block);
        draft.set(FieldPath::tunnel(number, Key::LocalBgpIp), address);
        draft.set(FieldPath::tunnel(number, Key::CustomerGatewayId), format!("cgw-{number}"));
        draft.set(FieldPath::tunnel(number, Key::Psk), format!("kT7mPq2vXw9bRd4{number}"));
    }
    draft
}

#[test]
fn the_numbers_of_a_quota_reach_the_sentence() {
    let explanation = told(
        "QuotaExceeded.PolicyBasedRoute",
        "The maximum number of policy-based routes is exceeded. Existing routes: 98. Routes to be \
         created: 4. Maximum routes: 100.",
        None,
    );
    assert!(explanation.known);
    assert!(explanation.meaning.contains("98 already exist"), "{}", explanation.meaning);
    assert!(
        explanation.meaning.contains("4 more, but the quota is 100"),
        "{}",
        explanation.meaning
    );
    assert_eq!(explanation.field, Some(FieldPath::connection(Key::RemoteSubnet)));
    assert!(!explanation.retryable);
}

#[test]
fn a_message_in_other_words_still_gets_its_explanation() {
    let explanation = told("QuotaExceeded.PolicyBasedRoute", "Too many routes: 98.", None);
    assert!(
        explanation.meaning.ends_with("the quota is too small for all pairs."),
        "{}",
        explanation.meaning
    );
}

#[test]
fn a_refused_block_is_quoted() {
    let message = "The specified \"LocalSubnet\" (10.0.0.1/8) is invalid.";
    let explanation = told("IllegalParam.LocalSubnet", message, None);
    assert!(explanation.meaning.contains("refuses 10.0.0.1/8"), "{}", explanation.meaning);
    assert_eq!(explanation.field, Some(FieldPath::connection(Key::LocalSubnet)));
}

#[test]
fn an_unknown_code_is_passed_on_honestly() {
    let explanation = explain(
        &Texts::default(),
        &Refusal {
            code: "Brand.New".to_owned(),
            message: Some("Some\u{1b}[31m reason.".to_owned()),
            request_id: Some("88187252-0E26".to_owned()),
            recommend: Some("https://api.aliyun.com/troubleshoot?q=Brand.New".to_owned()),
            http: Some(400),
        },
        None,
    );
    assert!(!explanation.known);
    assert!(!explanation.retryable);
    assert_eq!(
        explanation.meaning,
        "The error code Brand.New is unknown. Message of the service: Some\\u{1b}[31m reason."
    );
    assert!(explanation.remedy.contains("https://api.aliyun.com/troubleshoot?q=Brand.New"));
    assert!(explanation.remedy.contains("88187252-0E26"));
}

#[test]
fn an_unknown_fault_of_the_server_may_pass() {
    let fault = Refusal { code: "Brand.New".to_owned(), http: Some(502), ..Refusal::default() };
    let explanation = explain(&Texts::default(), &fault, None);
    assert!(explanation.retryable && !explanation.known);
    assert!(explanation.remedy.contains("same client token"), "{}", explanation.remedy);
    assert!(explanation.meaning.ends_with("is unknown."));
}

#[test]
fn throttling_of_any_kind_passes() {
    for code in ["Throttling", "Throttling.User", "Throttling.Foo", "Throttling.Foo.Bar"] {
        let explanation = told(code, "Request was denied.", None);
        assert!(explanation.known && explanation.retryable, "{code}");
        assert_eq!(explanation.code, code);
    }
}

#[test]
fn the_tail_of_a_refused_signature_is_never_repeated() {
    let message = "Specified signature is not matched with our calculation. server string to sign \
                   is:POST&%2F&AccessKeyId%3Dtestid%26Psk%3DkT7mPq2vXw9bRd41";
    for code in
        ["SignatureDoesNotMatch", "Signature.Unknown", "InvalidParameter", "MissingParameter"]
    {
        let mut refusal = refusal(code, message);
        refusal.recommend = Some("https://example.com/?server%20StringToSign=POST".to_owned());
        let explanation = explain(&Texts::default(), &refusal, Some(&dual()));
        let all = format!("{explanation:?} {refusal:?}");
        assert!(!all.contains("POST"), "{all}");
        assert!(!all.contains("testid"), "{all}");
        assert!(!all.contains("kT7m"), "{all}");
    }
}

#[test]
fn a_key_in_a_message_is_masked() {
    let message = "The specified \"Psk\" (kT7mPq2vXw9bRd42) is too weak.";
    let explanation = told("Brand.New", message, Some(&dual()));
    assert!(explanation.meaning.contains("(***)"), "{}", explanation.meaning);
}

#[test]
fn a_tunnels_field_is_found_in_the_tunnel_that_is_meant() {
    let cidr = |number| Some(FieldPath::tunnel(number, Key::TunnelCidr));
    let draft = dual();
    for (message, expected) in [
        ("The specified TunnelCidr is invalid.", cidr(1)),
        ("The specified TunnelCidr 169.254.11.0/30 is invalid.", cidr(2)),
        ("The specified TunnelCidr (169.254.10.0/30) is invalid.", cidr(1)),
        ("TunnelOptionsSpecification.2.TunnelBgpConfig.TunnelCidr is invalid.", cidr(2)),
    ] {
        assert_eq!(
            told("IllegalParam.TunnelCidr", message, Some(&draft)).field,
            expected,
            "{message}"
        );
    }

    let mut equal = dual();
    equal.set(FieldPath::tunnel(2, Key::TunnelCidr), "169.254.10.0/30");
    for message in ["The specified TunnelCidr is invalid.", "169.254.10.0/30 is invalid."] {
        assert_eq!(told("IllegalParam.TunnelCidr", message, Some(&equal)).field, cidr(2));
    }

    let mut absent = dual();
    absent.remove(FieldPath::tunnel(2, Key::TunnelCidr));
    let message = "The parameter TunnelCidr is mandatory when BGP is enabled.";
    assert_eq!(told("MissingParameter.TunnelCidr", message, Some(&absent)).field, cidr(2));
    assert_eq!(told("MissingParameter.TunnelCidr", message, None).field, cidr(1));
}

#[test]
fn single_mode_has_the_same_field_in_its_own_place() {
    let draft = Draft::new(Mode::Single);
    for (code, key) in [
        ("IllegalParam.TunnelCidr", Key::TunnelCidr),
        ("IllegalParam.LocalAsn", Key::LocalAsn),
        ("OperationUnsupported.EnableBgp", Key::EnableBgp),
        ("InvalidParameter.BgpConfig", Key::EnableBgp),
        ("InvalidCustomerGatewayInstanceId.NotFound", Key::CustomerGatewayId),
    ] {
        assert_eq!(told(code, "", Some(&draft)).field, Some(FieldPath::connection(key)), "{code}");
    }
    assert_eq!(told("VpnConnection.InvalidCreateTunnelOptions", "", Some(&draft)).field, None);
}

#[test]
fn an_incomplete_tunnel_is_pointed_at() {
    let mut draft = dual();
    draft.remove(FieldPath::tunnel(2, Key::CustomerGatewayId));
    let explanation = told("MissingParameter.TunnelOptionsSpecification", "", Some(&draft));
    assert_eq!(explanation.field, Some(FieldPath::tunnel(2, Key::CustomerGatewayId)));
}

#[test]
fn tags_are_found_by_what_is_wrong_with_them() {
    let mut draft = dual();
    for (number, key) in [(1, "site"), (2, "team"), (3, "team")] {
        draft.set(FieldPath::tag(number, Key::TagKey), key);
    }
    let third = Some(FieldPath::tag(3, Key::TagKey));
    assert_eq!(told("Duplicated.TagKey", "", Some(&draft)).field, third);
    assert_eq!(told("SizeLimitExceeded.TagNum", "", Some(&draft)).field, third);
    assert_eq!(told("Duplicated.TagKey", "", None).field, None);
}

#[test]
fn a_missing_parameter_is_named_by_code_or_message() {
    let region = Some(FieldPath::connection(Key::RegionId));
    assert_eq!(
        told("MissingRegionId", "RegionId is mandatory for this action.", None).field,
        region
    );

    let message = "The input parameter \"RegionId\" that is mandatory is not supplied.";
    let explanation = told("MissingParameter", message, None);
    assert_eq!(explanation.field, region);
    assert_eq!(explanation.meaning, "The required parameter Region is missing.");
    assert_eq!(told("MissingParameter", "", None).meaning, "A required parameter is missing.");

    let explanation = told("MissingCustomerGatewayId", "", None);
    assert!(explanation.known);
    assert_eq!(explanation.field, Some(FieldPath::tunnel(1, Key::CustomerGatewayId)));
    assert!(explanation.meaning.contains("Customer gateway (tunnel 1)"));
}

#[test]
fn an_invalid_parameter_is_named_by_code_or_message() {
    let version = Some(FieldPath::tunnel(1, Key::IkeVersion));
    assert_eq!(told("InvalidIkeVersion.Malformed", "", None).field, version);
    assert_eq!(
        told("InvalidParameter", "Specified parameter IkeVersion is not valid.", None).field,
        version
    );
    assert_eq!(told("InvalidParameter.Value", "IkeVersion is not valid.", None).field, version);
    // A name that is no parameter of ours proves nothing.
    assert!(!told("InvalidHost.Header", "The IkeVersion is fine.", None).known);
}

#[test]
fn only_harmless_links_are_passed_on() {
    for (link, passed) in [
        ("https://api.aliyun.com/troubleshoot?q=Forbidden", true),
        ("http://example.com", true),
        ("javascript:alert(1)", false),
        ("https://example.com/\u{1b}[2J", false),
        ("https://example.com/a b", false),
        ("https://example.com/\u{202e}", false),
        ("https://example.com/?psk=kT7mPq2vXw9bRd41", false),
        ("", false),
    ] {
        let mut refusal = refusal("Forbidden", "");
        refusal.recommend = Some(link.to_owned());
        let explanation = explain(&Texts::default(), &refusal, Some(&dual()));
        assert_eq!(explanation.recommend.is_some(), passed, "{link}");
    }
}

#[test]
fn whatever_the_service_sends_is_safe_to_print() {
    let nasty = "\u{1b}[2J\u{202e}\r\n\u{9b}\u{200b}";
    for code in codes().chain(["Brand.New", "Throttling.\u{1b}[2J", nasty, ""]) {
        let refusal = Refusal {
            code: code.to_owned(),
            message: Some(format!("The specified \"LocalSubnet\" ({nasty}) is invalid.")),
            request_id: Some(nasty.to_owned()),
            recommend: Some(nasty.to_owned()),
            http: None,
        };
        let said = explain(&Texts::default(), &refusal, None);
        for text in [
            Some(said.code),
            Some(said.meaning),
            Some(said.remedy),
            said.request_id,
            said.recommend,
        ]
        .into_iter()
        .flatten()
        {
            assert!(!text.contains(char::is_control), "{code}: {text:?}");
            assert!(!text.contains(['\u{202e}', '\u{200b}']), "{code}: {text:?}");
        }
    }
}

#[test]
fn an_error_is_picked_out_of_what_stands_around_it() {
    let json = r#"{"RequestId":"R-1","HostId":"vpc.aliyuncs.com","Code":"IllegalParam.LocalSubnet","Message":"The specified \"LocalSubnet\" (10.0.0.1/8) is invalid.","Recommend":"https://api.aliyun.com/x"}"#;
    let quoted = "The specified \"LocalSubnet\" (10.0.0.1/8) is invalid.";
    for (text, message) in [
        ("IllegalParam.LocalSubnet".to_owned(), None),
        ("illegalparam.localsubnet".to_owned(), None),
        ("ErrorCode: IllegalParam.LocalSubnet".to_owned(), None),
        (json.to_owned(), Some(quoted)),
        (format!("2026-01-02T03:04:05Z ERROR vpc: refused {json} after 3 tries"), Some(quoted)),
        (format!("{{\"statusCode\":400,\"body\":{json}}}"), Some(quoted)),
        (
            format!(
                "ERROR: SDK.ServerError\nErrorCode: IllegalParam.LocalSubnet\nRecommend: \nRequestId: R-1\nMessage: {quoted}\n"
            ),
            Some(quoted),
        ),
        (
            format!(
                "SDKError:\n   StatusCode: 400\n   Code: IllegalParam.LocalSubnet\n   Message: code: 400, {quoted} request id: R-1\n   Data: {{\"x\": 1}}"
            ),
            Some(
                "code: 400, The specified \"LocalSubnet\" (10.0.0.1/8) is invalid. request id: R-1",
            ),
        ),
        (
            "HTTP Status: 400 Error:IllegalParam.LocalSubnet It is invalid. RequestID: R-1"
                .to_owned(),
            None,
        ),
        (
            "Error: [ERROR] x.go:1: CreateVpnAttachment Failed: IllegalParam.LocalSubnet"
                .to_owned(),
            None,
        ),
    ] {
        let found = parse_pasted(&text);
        assert_eq!(found.refusal.code, "IllegalParam.LocalSubnet", "{text}");
        assert_eq!(found.refusal.message.as_deref(), message, "{text}");
        let has_id = found.refusal.request_id.as_deref() == Some("R-1");
        assert_eq!(has_id, text.contains("R-1"), "{text}");
    }
    for text in
        ["", "everything is fine", "code: 400", "see api.aliyun.com/x.html", "{\"Code\": 200}"]
    {
        let code = parse_pasted(text).refusal.code;
        assert!(code.is_empty() || !code.contains('.'), "{text}: {code}");
    }
    assert!(parse_pasted("net/http: request canceled (Client.Timeout exceeded)").unanswered);
    assert_eq!(
        parse_pasted("CreateCustomerGateway: InvalidName").operation.as_deref(),
        Some("CreateCustomerGateway")
    );
}

#[test]
fn an_open_outcome_is_never_called_a_refusal() {
    for code in ["UnknownError", "InternalError", "ServiceUnavailable"] {
        let explanation = explain(
            &Texts::default(),
            &Refusal { code: code.to_owned(), ..Refusal::default() },
            None,
        );
        let all = format!("{} {}", explanation.meaning, explanation.remedy);
        assert!(all.contains("unknown") && !all.contains("was refused"), "{all}");
        assert!(explanation.retryable, "{code}");
    }
    for (http, is_refused) in [(Some(503), false), (Some(500), false), (Some(400), true)] {
        let refusal = Refusal { code: "Brand.New".to_owned(), http, ..Refusal::default() };
        let remedy = explain(&Texts::default(), &refusal, None).remedy;
        assert_eq!(remedy.contains("was refused"), is_refused, "{remedy}");
        assert_eq!(remedy.contains("unknown"), !is_refused, "{remedy}");
    }
}

#[test]
fn a_rule_is_explained_and_a_part_of_a_code_leads_to_it() {
    for rule in Rule::ALL {
        let text = tunnelsmith::explain::rule_text(&Texts::default(), *rule);
        assert!(!text.contains("{$") && text.len() > 10, "{rule}: {text}");
        let ran = run(&["explain", rule.id()]).expect(0);
        assert!(ran.out.contains(rule.id()), "{}", ran.out);
    }
    for (typed, meant) in [
        ("QuotaFull", "Resource.QuotaFull"),
        ("quotafull", "Resource.QuotaFull"),
        ("LocalSubnet", "IllegalParam.LocalSubnet"),
        ("IllegalParam.LocalSubnt", "IllegalParam.LocalSubnet"),
    ] {
        let ran = run(&["explain", typed]).expect(2);
        assert!(ran.err.contains(&format!("Did you mean {meant}?")), "{}", ran.err);
    }
}

#[test]
fn what_is_on_the_clipboard_is_explained() {
    let block =
        b"ErrorCode: InvalidParameter\nRequestId: R-1\nMessage: x\n\nCreateCustomerGateway failed";
    let ran = run_with_input(&["explain", "-"], block).expect(0);
    assert!(ran.out.contains("customer gateway") && ran.out.contains("45104"), "{}", ran.out);
    assert!(ran.out.contains("R-1"), "{}", ran.out);
    let ran = run_with_input(&["explain", "-"], b"dial tcp: i/o timeout").expect(0);
    assert!(ran.out.contains("unknown") && !ran.out.contains("refused"), "{}", ran.out);
    let ran = run_with_input(&["explain", "-"], b"all is well").expect(2);
    assert!(ran.err.contains("does not contain an error code"), "{}", ran.err);
}

#[test]
fn every_known_code_is_told_apart_from_its_twin_in_other_capitals() {
    for code in codes() {
        for text in [code.to_owned(), format!("{{\"Code\": \"{code}\", \"Message\": \"no\"}}")] {
            assert_eq!(parse_pasted(&text).refusal.code, code, "{text}");
        }
    }
}
