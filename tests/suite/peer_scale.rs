//! What a very long text costs: ten times the text, about ten times the work.

use std::time::{Duration, Instant};

use tunnelsmith::peer::{self, MAX_CONFIG_BYTES, UnreadableText};

/// A text of about that length, made of one piece with numbers in it.
fn long(head: &str, piece: &str, tail: &str, length: usize) -> String {
    let mut text = head.to_owned();
    let mut at = 0;
    while text.len() < length {
        let (high, low) = ((at / 250 % 250).to_string(), (at % 250).to_string());
        text.push_str(
            &piece.replace("@H", &high).replace("@L", &low).replace('@', &at.to_string()),
        );
        at += 1;
    }
    text + tail
}

/// Texts that each of the ways to look something up has to get through.
const KINDS: [(&str, &str, &str, &str); 7] = [
    (
        "interfaces and profiles",
        "version 17.3\ncrypto ikev2 proposal P\n encryption aes-cbc-256\n",
        "crypto ipsec profile P@\n set transform-set T@\ncrypto ipsec transform-set T@ esp-aes esp-sha-hmac\n\
         interface Tunnel@\n ip address 169.254.@H.@L 255.255.255.252\n tunnel destination 198.51.@H.@L\n \
         tunnel mode ipsec ipv4\n tunnel protection ipsec profile P@\n unknown @\n",
        "",
    ),
    (
        "one long access list",
        "crypto isakmp policy 1\ncrypto map M 1 ipsec-isakmp\n set peer 192.0.2.1\n match address A\n\
         ip access-list extended A\n",
        " permit ip 10.@H.@L.0 0.0.0.255 11.@H.@L.0 0.0.0.255\n",
        "",
    ),
    (
        "sections in braces",
        "connections {\n",
        "c@ {\n remote_addrs = 198.51.@H.@L\n local {\n auth = psk\n }\n children {\n a {\n \
         esp_proposals = aes256-unknown@\n }\n }\n}\n",
        "}\n",
    ),
    (
        "conns with what they share",
        "conn base\n  left=192.0.2.9\n",
        "conn c@\n  right=198.51.@H.@L\n  also=base\n192.0.2.9 198.51.@H.@L : PSK \"abc\"\n",
        "",
    ),
    (
        "elements",
        "<?xml version=\"1.0\"?>\n<pfsense><ipsec>\n",
        "<phase1><ikeid>@</ikeid><remote-gateway>198.51.@H.@L</remote-gateway></phase1>\n\
         <phase2><ikeid>@</ikeid></phase2>\n",
        "</ipsec></pfsense>\n",
    ),
    (
        "tables",
        "config vpn ipsec phase1-interface\n",
        "edit \"t@\"\nset remote-gw 198.51.@H.@L\nset proposal aes256-unknown@\nnext\n",
        "end\n",
    ),
    ("one line", "crypto isakmp policy 10 ", "a b c @ ", "\n"),
];

/// The lesser of two runs: others have the machine, too.
fn cost(text: &str) -> Duration {
    let runs = (0..2).map(|_| {
        let start = Instant::now();
        drop(peer::read(text.as_bytes(), None));
        start.elapsed()
    });
    runs.min().unwrap()
}

#[test]
fn ten_times_the_text_costs_about_ten_times_the_work() {
    for (kind, head, piece, tail) in KINDS {
        let small = cost(&long(head, piece, tail, 10_000));
        let large = cost(&long(head, piece, tail, 100_000));
        assert!(large < small * 40, "{kind}: {small:?} and {large:?}");
    }
}

#[test]
fn a_text_that_is_longer_than_what_is_read_is_refused_at_once() {
    let start = Instant::now();
    for text in ["crypto isakmp policy 1\n".repeat(500_000), "x".repeat(10 << 20)] {
        assert!(text.len() > MAX_CONFIG_BYTES);
        assert!(matches!(peer::read(text.as_bytes(), None), Err(UnreadableText::TooLong)));
    }
    assert!(start.elapsed() < Duration::from_secs(5));
}

/// Braces without an end once went down as deep as the text was long.
#[test]
fn nothing_nests_too_deep() {
    for text in [
        format!("connections {{\n{}", "a {\n".repeat(50_000)),
        format!("security {{\n ike {{ gateway {{ {}", "a {\n".repeat(50_000)),
        format!("config vpn ipsec phase1\n{}", "config a\nedit b\n".repeat(30_000)),
        format!("<?xml version=\"1.0\"?><pfsense>{}", "<a>".repeat(50_000)),
    ] {
        drop(peer::read(text.as_bytes(), None));
    }
}
