//! Whose connections: the account that is asked, and the region.
//!
//! All accounts share one endpoint for each region, so an endpoint does not tell whose a connection is.

use std::fmt;

use super::digest::sha256_of_parts;

/// Who an access key belongs to, as far as that is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// The service has told the account's number.
    Numbered {
        /// The number, as `GetCallerIdentity` has it.
        number: String,
        /// The access key that was signed with.
        key: AccessKeyFingerprint,
    },
    /// Only the access key is known. Another key may be of the same account.
    Keyed(AccessKeyFingerprint),
    /// A server on this machine, which plays the service. It has no accounts of its own that would outlive
    /// it.
    Instance(String),
    /// Not known: written down by a version of this program that did not ask.
    Unknown,
}

/// An access key ID, to be known again and not to be shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccessKeyFingerprint(String);

impl AccessKeyFingerprint {
    /// The mark of this access key ID.
    pub fn of(access_key_id: &str) -> Self {
        let mut digest = sha256_of_parts(["access key", access_key_id]);
        digest.truncate(32);
        Self(digest)
    }

    /// Takes a mark over that was written down: 32 lower-case hexadecimal digits.
    pub fn from_text(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (text.len() == 32 && text.bytes().all(is_digit)).then(|| Self(text.to_owned()))
    }

    /// The mark as it is written down.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Account {
    fn key(&self) -> Option<&AccessKeyFingerprint> {
        match self {
            Self::Numbered { key, .. } | Self::Keyed(key) => Some(key),
            Self::Instance(_) | Self::Unknown => None,
        }
    }
}

impl fmt::Display for Account {
    /// As people are told: a number, or what stands for it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Numbered { number, .. } => formatter.write_str(number),
            Self::Keyed(key) => write!(formatter, "key:{}", &key.0[..8]),
            Self::Instance(id) => write!(formatter, "local:{id}"),
            Self::Unknown => formatter.write_str("?"),
        }
    }
}

/// Where a connection is: the account, the region, and the server that was asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Realm {
    /// Whose it is.
    pub account: Account,
    /// The region.
    pub region: String,
    /// The server. One service has several names, so it decides only where the account is not known.
    pub endpoint: String,
}

/// Whether two realms are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RealmMatch {
    /// They are.
    Same,
    /// They are not.
    Other,
    /// That cannot be told: another access key may be of the same account.
    Unclear,
}

impl Realm {
    /// Whether another realm is the same one.
    pub fn compare(&self, other: &Self) -> RealmMatch {
        use Account::{Instance, Numbered, Unknown};
        let decided = |same: bool| if same { RealmMatch::Same } else { RealmMatch::Other };
        if self.region != other.region {
            return RealmMatch::Other;
        }
        match (&self.account, &other.account) {
            (Numbered { number: one, .. }, Numbered { number: two, .. }) => decided(one == two),
            (Instance(one), Instance(two)) => decided(one == two),
            (Unknown, _) | (_, Unknown) if self.is_local() != other.is_local() => RealmMatch::Other,
            (Unknown, _) | (_, Unknown) => {
                let is_elsewhere = self.is_local() && self.endpoint != other.endpoint;
                if is_elsewhere { RealmMatch::Other } else { RealmMatch::Unclear }
            }
            (Instance(_), _) | (_, Instance(_)) => RealmMatch::Other,
            (one, two) if one.key() == two.key() => RealmMatch::Same,
            _ => RealmMatch::Unclear,
        }
    }

    /// Whether it certainly is the same one.
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.compare(other) == RealmMatch::Same
    }

    /// Whether it may be the same one.
    pub fn may_be_same_as(&self, other: &Self) -> bool {
        self.compare(other) != RealmMatch::Other
    }

    /// Whether both are of one service and certainly of different accounts, whatever the region.
    pub fn is_foreign_to(&self, other: &Self) -> bool {
        match (&self.account, &other.account) {
            (Account::Numbered { number: one, .. }, Account::Numbered { number: two, .. }) => {
                one != two
            }
            // What is before the slash is the server's, what is behind it the account's.
            (Account::Instance(one), Account::Instance(two)) => {
                one != two && one.split('/').next() == two.split('/').next()
            }
            _ => false,
        }
    }

    /// Whether a server on this machine is asked, and not the cloud.
    pub fn is_local(&self) -> bool {
        let host = self.endpoint.split_once("://").map_or(&*self.endpoint, |(_, host)| host);
        matches!(self.account, Account::Instance(_))
            || host.starts_with("127.")
            || host.starts_with("localhost")
            || host.starts_with("[::1]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn realm(account: Account, region: &str, endpoint: &str) -> Realm {
        Realm { account, region: region.to_owned(), endpoint: endpoint.to_owned() }
    }

    fn numbered(number: &str, key: &str) -> Account {
        Account::Numbered { number: number.to_owned(), key: AccessKeyFingerprint::of(key) }
    }

    #[test]
    fn an_account_is_known_by_its_number_or_else_by_its_key() {
        use RealmMatch::{Other, Same, Unclear};
        let keyed = |key| Account::Keyed(AccessKeyFingerprint::of(key));
        let (one, two) = ("vpc.aliyuncs.com", "vpc.cn-hangzhou.aliyuncs.com");
        for (left, right, wanted) in [
            (numbered("1", "a"), numbered("1", "b"), Same),
            (numbered("1", "a"), numbered("2", "b"), Other),
            (numbered("1", "a"), keyed("a"), Same),
            (numbered("1", "a"), keyed("b"), Unclear),
            (keyed("a"), keyed("a"), Same),
            (keyed("a"), keyed("b"), Unclear),
            (Account::Unknown, numbered("1", "a"), Unclear),
            (Account::Unknown, Account::Unknown, Unclear),
            (Account::Instance("i".to_owned()), keyed("a"), Other),
            (Account::Instance("i".to_owned()), Account::Unknown, Other),
        ] {
            let (left, right) = (realm(left, "r", one), realm(right, "r", two));
            assert_eq!(left.compare(&right), wanted, "{left:?} {right:?}");
            assert_eq!(right.compare(&left), wanted, "{right:?} {left:?}");
            let elsewhere = Realm { region: "s".to_owned(), ..right };
            assert_eq!(left.compare(&elsewhere), Other);
        }
    }

    #[test]
    fn a_local_server_is_known_by_its_instance() {
        let local =
            |id: &str| realm(Account::Instance(id.to_owned()), "r", "http://127.0.0.1:8080");
        assert!(local("i").is_same_as(&local("i")));
        assert_eq!(local("i").compare(&local("j")), RealmMatch::Other);
        let old = realm(Account::Unknown, "r", "http://127.0.0.1:8080");
        assert_eq!(local("i").compare(&old), RealmMatch::Unclear);
        let elsewhere = realm(Account::Unknown, "r", "http://127.0.0.1:9090");
        assert_eq!(local("i").compare(&elsewhere), RealmMatch::Other);
        assert_eq!(elsewhere.compare(&local("i")), RealmMatch::Other);
    }

    #[test]
    fn a_mark_reads_back_and_does_not_show_the_key() {
        let mark = AccessKeyFingerprint::of("LTAI5tExample");
        assert_eq!(AccessKeyFingerprint::from_text(mark.as_str()), Some(mark.clone()));
        assert!(!mark.as_str().contains("LTAI"));
        for none in ["", "LTAI5tExample", &"g".repeat(32), &"A".repeat(32)] {
            assert_eq!(AccessKeyFingerprint::from_text(none), None);
        }
    }
}
