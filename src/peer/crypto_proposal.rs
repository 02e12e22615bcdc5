//! What the two phases of a tunnel offer: ciphers, hashes, groups, and lifetimes.

/// An algorithm or a group by its name on the wire: `aes256`, `sha1`, `group14`. Those that Alibaba
/// Cloud does not have go by the customary name: `aes256gcm`, `chacha20poly1305`, `group19`.
pub type AlgorithmName = &'static str;

/// One offer of a phase: every combination of its lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CryptoProposal {
    /// Ciphers in the order of preference.
    pub enc: Vec<AlgorithmName>,
    /// Hashes; empty for a cipher that authenticates by itself.
    pub auth: Vec<AlgorithmName>,
    /// Pseudo-random functions, where they are written or follow from the hash.
    pub prf: Vec<AlgorithmName>,
    /// Groups of this offer.
    pub dh: Vec<AlgorithmName>,
}

/// When an SA ends by the bytes it carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Volume {
    /// Never.
    Unlimited,
    /// After so many kilobytes.
    Kilobytes(u64),
}

/// What one phase offers and how long its SAs live.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phase {
    /// The offers in the order of preference; none when they are not known.
    pub offers: Vec<CryptoProposal>,
    /// Groups that go with every offer: PFS, or the one list some devices have for all.
    /// `["disabled"]` is no PFS.
    pub groups: Vec<AlgorithmName>,
    /// Seconds until the SA ends.
    pub lifetime_s: Option<u64>,
    /// Seconds until it is replaced, where that is set apart.
    pub rekey_s: Option<u64>,
    /// The limit by volume.
    pub volume: Option<Volume>,
}

impl Phase {
    fn union(&self, list: impl Fn(&CryptoProposal) -> &Vec<AlgorithmName>) -> Vec<AlgorithmName> {
        let mut all = Vec::new();
        for name in self.offers.iter().flat_map(|offer| list(offer).iter().copied()) {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        all
    }

    /// Every cipher on offer, in the order of preference.
    pub fn enc(&self) -> Vec<AlgorithmName> {
        self.union(|offer| &offer.enc)
    }

    /// Every hash on offer; `none` stands for ciphers that need no hash.
    pub fn auth(&self) -> Vec<AlgorithmName> {
        let mut all = self.union(|offer| &offer.auth);
        if self.offers.iter().any(|offer| offer.enc.iter().any(|name| is_aead(name))) {
            all.push("none");
        }
        all
    }

    /// Every pseudo-random function named.
    pub fn prf(&self) -> Vec<AlgorithmName> {
        self.union(|offer| &offer.prf)
    }

    /// Every group on offer.
    pub fn dh(&self) -> Vec<AlgorithmName> {
        let mut all = self.union(|offer| &offer.dh);
        all.extend(
            self.groups.iter().filter(|name| !self.offers.iter().any(|o| o.dh.contains(name))),
        );
        all
    }

    /// The combinations really offered, each a cipher, a hash and (where groups differ by offer) a
    /// group; empty when there is one offer, whose lists combine freely.
    pub fn suites(&self) -> Vec<Vec<AlgorithmName>> {
        let all = self.combinations();
        let mixed = self
            .offers
            .iter()
            .any(|offer| offer.enc.iter().any(|name| is_aead(name)) && !offer.auth.is_empty());
        if self.offers.len() > 1 || mixed { all } else { Vec::new() }
    }

    fn combinations(&self) -> Vec<Vec<AlgorithmName>> {
        let mut all: Vec<Vec<AlgorithmName>> = Vec::new();
        for offer in &self.offers {
            for enc in &offer.enc {
                let auths = if is_aead(enc) { &vec!["none"] } else { &offer.auth };
                for auth in auths {
                    let groups: Vec<Option<AlgorithmName>> = if offer.dh.is_empty() {
                        vec![None]
                    } else {
                        offer.dh.iter().copied().map(Some).collect()
                    };
                    for group in groups {
                        let mut suite = vec![*enc, *auth];
                        suite.extend(group);
                        if !all.contains(&suite) {
                            all.push(suite);
                        }
                    }
                }
            }
        }
        all
    }
}

/// Whether a cipher authenticates by itself and has no hash beside it.
pub fn is_aead(cipher: &str) -> bool {
    cipher.contains("gcm") || cipher.contains("ccm") || cipher.contains("chacha")
}
