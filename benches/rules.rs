//! How long checking, encoding and signing one connection take.

use std::collections::BTreeSet;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use tunnelsmith::connection::{Connection, Draft, FieldPath, Key, Mode, Secret, check};
use tunnelsmith::rpc::{
    AccessKey, Algorithm, Operation, TimeAndNonce, flatten, sign_request, v1_signature,
};

/// Dual-tunnel, BGP, every value written out, 20 tags.
fn full() -> Draft {
    let mut draft = Draft::new(Mode::Dual);
    let own = [
        (Key::RegionId, "eu-central-1"),
        (Key::Name, "fra-dc1"),
        (Key::NetworkType, "public"),
        (Key::LocalSubnet, "0.0.0.0/0"),
        (Key::RemoteSubnet, "0.0.0.0/0"),
        (Key::EffectImmediately, "true"),
        (Key::EnableTunnelsBgp, "true"),
        (Key::ResourceGroupId, "rg-acfmexample0001"),
    ];
    for (key, text) in own {
        draft.set(FieldPath::connection(key), text);
    }
    for number in 1..=2 {
        let block = 9 + number;
        let tunnel = [
            (Key::CustomerGatewayId, format!("cgw-example00000000000{number}")),
            (Key::TunnelIndex, number.to_string()),
            (Key::Psk, format!("kT7mPq2vXw9bRd4cHs6nYz8jLf3gWe{number}a")),
            (Key::IkeVersion, "ikev2".to_owned()),
            (Key::IkeMode, "main".to_owned()),
            (Key::IkeEncAlg, "aes256".to_owned()),
            (Key::IkeAuthAlg, "sha256".to_owned()),
            (Key::IkePfs, "group14".to_owned()),
            (Key::IkeLifetime, "86400".to_owned()),
            (Key::IpsecEncAlg, "aes256".to_owned()),
            (Key::IpsecAuthAlg, "sha256".to_owned()),
            (Key::IpsecPfs, "group14".to_owned()),
            (Key::IpsecLifetime, "28800".to_owned()),
            (Key::LocalAsn, "65530".to_owned()),
            (Key::TunnelCidr, format!("169.254.{block}.0/30")),
            (Key::LocalBgpIp, format!("169.254.{block}.1")),
            (Key::EnableDpd, "true".to_owned()),
            (Key::EnableNatTraversal, "true".to_owned()),
        ];
        for (key, text) in tunnel {
            draft.set(FieldPath::tunnel(number, key), text);
        }
    }
    for number in 1..=20 {
        draft.set(FieldPath::tag(number, Key::TagKey), format!("key-{number}"));
        draft.set(FieldPath::tag(number, Key::TagValue), format!("value {number}"));
    }
    draft
}

fn all(criterion: &mut Criterion) {
    let draft = full();
    criterion.bench_function("check a dual-tunnel draft with 20 tags", |bencher| {
        bencher.iter(|| check(black_box(&draft)));
    });
    let connection = Connection::from_draft(&draft, &BTreeSet::new())
        .expect("the draft of this benchmark is sound")
        .with_token(&"123e4567-e89b-12d3-a456-426655440000".parse().unwrap());
    criterion.bench_function("flatten and encode it", |bencher| {
        bencher.iter(|| flatten(black_box(&connection)).canonical());
    });
    let params = flatten(&connection);
    let secret = Secret::new("testsecret");
    criterion.bench_function("sign it (HMAC-SHA1)", |bencher| {
        bencher.iter(|| v1_signature("POST", black_box(&params), &secret));
    });
    for (name, algorithm) in [("V1", Algorithm::V1), ("V3", Algorithm::V3)] {
        criterion.bench_function(&format!("make the whole request ({name})"), |bencher| {
            bencher.iter(|| {
                sign_request(
                    algorithm,
                    Operation { action: "CreateVpnAttachment", version: "2016-04-28" },
                    black_box(&params),
                    "vpc.eu-central-1.aliyuncs.com",
                    AccessKey { id: "testid", secret: &secret, token: None },
                    TimeAndNonce { time: "2026-01-02T03:04:05Z", nonce: "0123456789abcdef" },
                )
            });
        });
    }
}

criterion_group!(benches, all);
criterion_main!(benches);
