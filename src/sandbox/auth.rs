//! Who asks: keys, signatures, time stamps, nonces and temporary credentials.

use std::collections::{HashSet, VecDeque};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

use crate::connection::Secret;

use super::codes::{ErrorReply, missing, refuse};
use super::ids::{random, random_word};
use super::request::ApiCall;
use super::settings::SandboxAccount;

/// How far a time stamp may be off, either way (documentation of the API gateway).
const TOLERANCE: SignedDuration = SignedDuration::from_mins(15);

/// A nonce can come back with a valid time stamp for twice the tolerance after it was first seen.
const NONCE_KEPT: SignedDuration = SignedDuration::from_mins(31);

/// Most nonces kept; older ones make room.
const NONCES_MAX: usize = 200_000;

/// Most temporary credentials kept; older ones make room.
const TEMPORARY_MAX: usize = 1_000;

/// Temporary credentials.
#[derive(Clone, Debug)]
pub(super) struct TemporaryKey {
    /// Whose it is, by the place in [`Settings::accounts`](super::Settings::accounts).
    account: usize,
    pub id: String,
    pub secret: Secret,
    pub token: Secret,
    pub expires: Timestamp,
}

/// The keys of the accounts, what was issued and what was seen.
#[derive(Debug)]
pub(super) struct Auth {
    accounts: Vec<SandboxAccount>,
    temporary: VecDeque<TemporaryKey>,
    issued: u64,
    nonces: HashSet<[u8; 32]>,
    order: VecDeque<(Timestamp, [u8; 32])>,
}

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caller {
    /// The account, by its place in [`Settings::accounts`](super::Settings::accounts).
    pub account: usize,
    /// Whether with temporary credentials.
    pub is_role: bool,
}

impl Auth {
    pub(super) fn new(accounts: &[SandboxAccount]) -> Self {
        Self {
            accounts: accounts.to_vec(),
            temporary: VecDeque::new(),
            issued: 0,
            nonces: HashSet::new(),
            order: VecDeque::new(),
        }
    }

    /// Accepts a call once, if all about it is in order.
    ///
    /// The nonce is spent only by a call whose signature is right.
    ///
    /// # Errors
    /// With the refusal the gateway would give.
    pub(super) fn authenticate(
        &mut self,
        call: &ApiCall,
        now: Timestamp,
    ) -> Result<Caller, ErrorReply> {
        let (caller, secret) = self.find(call, now)?;
        check_time(call, now)?;
        if !equal(call.expected(secret).as_bytes(), call.signature.as_bytes()) {
            return Err(call.mismatch());
        }
        self.consume_nonce(call, now)?;
        Ok(caller)
    }

    /// Accepts a call that no key vouches for, as the first account's.
    ///
    /// # Errors
    /// When its time stamp is off.
    pub(super) fn admit_unsigned(
        &self,
        call: &ApiCall,
        now: Timestamp,
    ) -> Result<Caller, ErrorReply> {
        check_time(call, now)?;
        Ok(Caller { account: 0, is_role: true })
    }

    fn find(&self, call: &ApiCall, now: Timestamp) -> Result<(Caller, &Secret), ErrorReply> {
        let permanent = self.accounts.iter().enumerate();
        if let Some((account, key)) =
            permanent.into_iter().find(|(_, account)| account.access_key_id == call.key_id)
        {
            return match call.token {
                // Older SDKs send an empty token along with a permanent key.
                Some(ref token) if !token.is_empty() => {
                    Err(refuse("InvalidSecurityToken.MismatchWithAccessKey"))
                }
                _ => Ok((Caller { account, is_role: false }, &key.secret)),
            };
        }
        let key = self.temporary.iter().find(|key| key.id == call.key_id);
        let key = key.ok_or_else(|| refuse("InvalidAccessKeyId.NotFound"))?;
        let token = call.token.as_ref().ok_or_else(|| missing("SecurityToken"))?;
        if !equal(token.expose().as_bytes(), key.token.expose().as_bytes()) {
            return Err(refuse("InvalidSecurityToken.MismatchWithAccessKey"));
        }
        if key.expires <= now {
            return Err(refuse("InvalidSecurityToken.Expired"));
        }
        Ok((Caller { account: key.account, is_role: true }, &key.secret))
    }

    fn consume_nonce(&mut self, call: &ApiCall, now: Timestamp) -> Result<(), ErrorReply> {
        while let Some((seen, digest)) = self.order.front() {
            let old = now.duration_since(*seen) > NONCE_KEPT;
            if !old && self.order.len() < NONCES_MAX {
                break;
            }
            self.nonces.remove(digest);
            self.order.pop_front();
        }
        // A digest, since a nonce may be of any length.
        let digest: [u8; 32] = Sha256::new()
            .chain_update(&call.key_id)
            .chain_update([0])
            .chain_update(&call.nonce)
            .finalize()
            .into();
        if !self.nonces.insert(digest) {
            return Err(refuse("SignatureNonceUsed"));
        }
        self.order.push_back((now, digest));
        Ok(())
    }

    /// Makes temporary credentials.
    pub(super) fn issue(
        &mut self,
        now: Timestamp,
        lifetime: SignedDuration,
        account: usize,
    ) -> TemporaryKey {
        self.issued += 1;
        let mut token = [0_u8; 300];
        random(&mut token);
        let key = TemporaryKey {
            account,
            id: format!("STS.sandbox{:012}", self.issued),
            secret: Secret::new(random_word(30)),
            token: Secret::new(format!("CAIS{}", BASE64.encode(token))),
            expires: now.checked_add(lifetime).unwrap_or(Timestamp::MAX),
        };
        if self.temporary.len() == TEMPORARY_MAX {
            self.temporary.pop_front();
        }
        self.temporary.push_back(key.clone());
        key
    }
}

/// Refuses a call whose time stamp is off.
///
/// # Errors
/// With the refusal the gateway would give.
fn check_time(call: &ApiCall, now: Timestamp) -> Result<(), ErrorReply> {
    let time = read_time(&call.time).ok_or_else(|| refuse("InvalidTimeStamp.Format"))?;
    if now.duration_since(time).abs() > TOLERANCE {
        return Err(refuse("InvalidTimeStamp.Expired"));
    }
    Ok(())
}

/// `yyyy-MM-ddTHH:mm:ssZ` and nothing else.
fn read_time(text: &str) -> Option<Timestamp> {
    let shape = text.len() == 20
        && text.bytes().zip(*b"0000-00-00T00:00:00Z").all(|(byte, pattern)| match pattern {
            b'0' => byte.is_ascii_digit(),
            other => byte == other,
        });
    shape.then(|| text.parse().ok()).flatten()
}

/// Compares in a time that depends on the lengths only.
fn equal(one: &[u8], other: &[u8]) -> bool {
    let differing = one.iter().zip(other).fold(0, |sum, (a, b)| sum | (a ^ b));
    std::hint::black_box(differing) == 0 && one.len() == other.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_documented_form_of_a_time_is_read() {
        assert!(read_time("2026-01-02T03:04:05Z").is_some());
        for text in [
            "",
            "2026-01-02 03:04:05",
            "2026-01-02T03:04:05+00:00",
            "2026-01-02T03:04:05.000Z",
            "2026-13-02T03:04:05Z",
            "２026-01-02T03:04:0",
        ] {
            assert_eq!(read_time(text), None, "{text}");
        }
    }

    #[test]
    fn comparing_sees_every_byte_and_the_length() {
        assert!(equal(b"abc", b"abc") && equal(b"", b""));
        assert!(!equal(b"abc", b"abd") && !equal(b"abc", b"ab") && !equal(b"", b"a"));
    }
}
