//! What can be made to go wrong, as it is written on a command line.
//!
//! A fault that is counted is meant for what the caller sends next to change something. The lists that a
//! program looks at before or after neither meet it nor use it up; `bad-lookup` is theirs.

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use jiff::SignedDuration;

use crate::connection::{Arg, ListStyle, Message, ToMessage, message};
use crate::text::print_as_message;

use super::duration;

/// One thing that goes wrong. `None` for a number of times means: always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// `latency=DURATION`: every answer waits so long.
    Latency(Duration),
    /// `throttle=N`: the next N requests, lists apart, are refused with `Throttling.User` and the header
    /// `x-acs-retry-after: 50` (milliseconds).
    Throttle(u32),
    /// `error=CODE` or `error=CODE:N`: `CreateVpnAttachment` is refused with this code.
    Error {
        /// For example `Resource.QuotaFull`; codes that no page lists are taken, too.
        code: String,
        /// How often.
        times: Option<u32>,
    },
    /// `single=refuse`: single-tunnel connections are refused with
    /// `VpnConnection.InvalidCreateTunnelOptions`, as the service is reported to do since 2026
    /// (acceptance tests of the Terraform provider). The API reference has them still, so that they are
    /// accepted otherwise.
    SingleRefused,
    /// `reset-after-store=N`: a creation succeeds, then the connection is cut without an answer.
    ResetAfterStore(u32),
    /// `http-503=N`: the next N requests, lists apart, get HTTP 503 before anything is looked at.
    Unavailable(u32),
    /// `html-body` or `html-body=N`: the request takes effect, but a web page with HTTP 502 comes
    /// back, as from a proxy that lost patience.
    Html(Option<u32>),
    /// `truncated-body` or `truncated-body=N`: the answer breaks off in the middle.
    Truncated(Option<u32>),
    /// `slow-body` or `slow-body=N`: the answer drips, one byte each 50 ms.
    Slow(Option<u32>),
    /// `huge-body` or `huge-body=N`: the answer goes on for 64 MiB.
    Huge(Option<u32>),
    /// `clock-skew=±DURATION`: the server's clock is wrong by so much.
    ClockSkew(SignedDuration),
    /// `redirect=URL`: every request is sent elsewhere with HTTP 302.
    Redirect(String),
    /// `bad-lookup=N`: the next N `Describe…` requests get HTTP 503.
    BadLookup(u32),
}

/// A text that names no fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct FaultError {
    /// What was given.
    pub text: String,
}

print_as_message!(FaultError);

impl ToMessage for FaultError {
    fn message(&self) -> Message {
        let known = Arg::list(ListStyle::Values, Fault::FORMS.iter().copied());
        message!("sandbox-bad-fault", text = &self.text, known)
    }
}

impl Fault {
    /// How each fault is written.
    pub const FORMS: &[&str] = &[
        "latency=DURATION",
        "throttle=N",
        "error=CODE[:N]",
        "single=refuse",
        "reset-after-store=N",
        "http-503=N",
        "html-body[=N]",
        "truncated-body[=N]",
        "slow-body[=N]",
        "huge-body[=N]",
        "clock-skew=+DURATION",
        "redirect=URL",
        "bad-lookup=N",
    ];

    fn read(text: &str) -> Option<Self> {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (text, None),
        };
        let times = || count(value?);
        // An absent number means always; one that cannot be read is an error.
        let perhaps = || value.map_or(Some(None), |value| count(value).map(Some));
        Some(match name {
            "latency" => Self::Latency(duration::read(value?)?),
            "throttle" => Self::Throttle(times()?),
            "error" => error(value?)?,
            "single" if value? == "refuse" => Self::SingleRefused,
            "reset-after-store" => Self::ResetAfterStore(times()?),
            "http-503" => Self::Unavailable(times()?),
            "html-body" => Self::Html(perhaps()?),
            "truncated-body" => Self::Truncated(perhaps()?),
            "slow-body" => Self::Slow(perhaps()?),
            "huge-body" => Self::Huge(perhaps()?),
            "clock-skew" => Self::ClockSkew(skew(value?)?),
            "redirect" => Self::Redirect(address(value?)?),
            "bad-lookup" => Self::BadLookup(times()?),
            _ => return None,
        })
    }

    /// The word it begins with.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Latency(_) => "latency",
            Self::Throttle(_) => "throttle",
            Self::Error { .. } => "error",
            Self::SingleRefused => "single",
            Self::ResetAfterStore(_) => "reset-after-store",
            Self::Unavailable(_) => "http-503",
            Self::Html(_) => "html-body",
            Self::Truncated(_) => "truncated-body",
            Self::Slow(_) => "slow-body",
            Self::Huge(_) => "huge-body",
            Self::ClockSkew(_) => "clock-skew",
            Self::Redirect(_) => "redirect",
            Self::BadLookup(_) => "bad-lookup",
        }
    }

    fn times(&self) -> Option<u32> {
        match self {
            Self::Throttle(times)
            | Self::ResetAfterStore(times)
            | Self::Unavailable(times)
            | Self::BadLookup(times) => Some(*times),
            Self::Error { times, .. }
            | Self::Html(times)
            | Self::Truncated(times)
            | Self::Slow(times)
            | Self::Huge(times) => *times,
            Self::SingleRefused | Self::Latency(_) | Self::ClockSkew(_) | Self::Redirect(_) => None,
        }
    }
}

fn count(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn error(text: &str) -> Option<Fault> {
    let (code, times) = match text.split_once(':') {
        Some((code, times)) => (code, Some(count(times)?)),
        None => (text, None),
    };
    let plain = code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    (plain && !code.is_empty() && code.len() <= 100)
        .then(|| Fault::Error { code: code.to_owned(), times })
}

fn skew(text: &str) -> Option<SignedDuration> {
    let (forward, length) = match text.strip_prefix('-') {
        Some(length) => (false, length),
        None => (true, text.strip_prefix('+').unwrap_or(text)),
    };
    let length = SignedDuration::try_from(duration::read(length)?).ok()?;
    Some(if forward { length } else { -length })
}

/// It stands in a header, so it may hold printable ASCII only.
fn address(text: &str) -> Option<String> {
    let web = text.starts_with("http://") || text.starts_with("https://");
    (web && text.bytes().all(|byte| byte.is_ascii_graphic())).then(|| text.to_owned())
}

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::read(text).ok_or_else(|| FaultError { text: text.to_owned() })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())?;
        match self {
            Self::Latency(length) => write!(formatter, "={}", duration::write(*length)),
            Self::ClockSkew(skew) => {
                let sign = if skew.is_negative() { '-' } else { '+' };
                write!(formatter, "={sign}{}", duration::write(skew.unsigned_abs()))
            }
            Self::Redirect(url) => write!(formatter, "={url}"),
            Self::SingleRefused => formatter.write_str("=refuse"),
            Self::Error { code, times } => {
                write!(formatter, "={code}")?;
                times.map_or(Ok(()), |times| write!(formatter, ":{times}"))
            }
            other => other.times().map_or(Ok(()), |times| write!(formatter, "={times}")),
        }
    }
}

/// The faults of a running sandbox, each with the times it has left.
#[derive(Debug)]
pub(super) struct FaultInjector(Vec<(Fault, Option<AtomicU32>)>);

impl FaultInjector {
    pub(super) fn new(faults: Vec<Fault>) -> Self {
        let armed = faults.into_iter().map(|fault| {
            let left = fault.times().map(AtomicU32::new);
            (fault, left)
        });
        Self(armed.collect())
    }

    /// The first fault of this kind with times left, and takes one of them.
    pub(super) fn fire(&self, wanted: impl Fn(&Fault) -> bool) -> Option<&Fault> {
        self.0
            .iter()
            .filter(|(fault, _)| wanted(fault))
            .find(|(_, left)| left.as_ref().is_none_or(take))
            .map(|(fault, _)| fault)
    }

    /// The same, but for lists, which leave counted faults to the requests that these are meant for.
    pub(super) fn fire_uncounted(&self, wanted: impl Fn(&Fault) -> bool) -> Option<&Fault> {
        let endless = self.0.iter().filter(|(_, left)| left.is_none());
        endless.map(|(fault, _)| fault).find(|fault| wanted(fault))
    }

    /// How wrong the clock is.
    pub(super) fn skew(&self) -> SignedDuration {
        let skews = self.0.iter().filter_map(|(fault, _)| match fault {
            Fault::ClockSkew(skew) => Some(*skew),
            _ => None,
        });
        skews.fold(SignedDuration::ZERO, SignedDuration::saturating_add)
    }

    /// How long every answer waits.
    pub(super) fn latency(&self) -> Duration {
        let waits = self.0.iter().filter_map(|(fault, _)| match fault {
            Fault::Latency(length) => Some(*length),
            _ => None,
        });
        waits.fold(Duration::ZERO, Duration::saturating_add)
    }
}

fn take(left: &AtomicU32) -> bool {
    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        for text in [
            "latency=200ms",
            "latency=1s",
            "throttle=3",
            "error=Resource.QuotaFull",
            "error=VpnTask.CONFLICT:2",
            "single=refuse",
            "reset-after-store=1",
            "http-503=2",
            "html-body",
            "html-body=1",
            "truncated-body",
            "slow-body=4",
            "huge-body",
            "clock-skew=+20m",
            "clock-skew=-90s",
            "redirect=https://example.com/login?next=1",
            "bad-lookup=5",
        ] {
            let fault: Fault = text.parse().unwrap();
            assert_eq!(fault.to_string(), text);
        }
    }

    #[test]
    fn a_bad_text_is_answered_with_the_known_faults() {
        for text in [
            "",
            "latency",
            "latency=1",
            "latency=1d",
            "latency=99999999999999999999s",
            "throttle",
            "throttle=-1",
            "throttle=many",
            "error=",
            "error=a b",
            "error=X:",
            "single",
            "single=accept",
            "html-body=",
            "clock-skew=20",
            "clock-skew=+-1s",
            "redirect=ftp://x",
            "redirect=http://a\r\nb",
            "Throttle=1",
        ] {
            let error = text.parse::<Fault>().unwrap_err().to_string();
            assert!(error.contains("latency=DURATION") && error.contains("bad-lookup=N"), "{text}");
        }
    }

    #[test]
    fn a_fault_fires_as_often_as_it_says() {
        let armed = FaultInjector::new(vec![Fault::Throttle(2), Fault::Html(None)]);
        let fires = || armed.fire(|fault| matches!(fault, Fault::Throttle(_))).is_some();
        assert_eq!([fires(), fires(), fires()], [true, true, false]);
        assert!((0..9).all(|_| armed.fire(|fault| matches!(fault, Fault::Html(_))).is_some()));
    }
}
