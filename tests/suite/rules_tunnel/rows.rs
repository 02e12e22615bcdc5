//! Which change to a sound connection brings which findings.

use tunnelsmith::connection::{Draft, Mode};

use super::{KEYS, sound, with_bgp, with_health};
use Base::{Dual, DualBgp, Health, Single, SingleBgp};

#[derive(Clone, Copy, Debug)]
pub enum Base {
    Dual,
    Single,
    DualBgp,
    SingleBgp,
    Health,
}

impl Base {
    pub const ALL: [Self; 5] =
        [Self::Dual, Self::Single, Self::DualBgp, Self::SingleBgp, Self::Health];

    pub fn draft(self) -> Draft {
        match self {
            Self::Dual => sound(Mode::Dual),
            Self::Single => sound(Mode::Single),
            Self::DualBgp => with_bgp(Mode::Dual),
            Self::SingleBgp => with_bgp(Mode::Single),
            Self::Health => with_health(),
        }
    }
}

/// A base, what is changed in it (`-` makes a value absent), and which rules come (`+`) and go (`-`).
pub type TableRow = (Base, &'static [(&'static str, &'static str)], &'static str);

const CRYPTO: &[TableRow] = &[
    (Dual, &[], ""),
    (Single, &[], ""),
    (Single, &[("IkeVersion", "IKEv2")], "+C-01 -C-31 -D-04"),
    (Dual, &[("1.IkeMode", "quick")], "+C-02 +C-28"),
    (Dual, &[("1.IkeEncAlg", "aes256gcm")], "+C-03 +C-28"),
    (Dual, &[("1.IkeAuthAlg", "SHA2-256")], "+C-04 +C-28"),
    (Dual, &[("2.IkePfs", "disabled")], "+C-05 +C-28"),
    (Single, &[("IkePfs", "")], "+C-05"),
    (Single, &[("IkeLifetime", "86401")], "+C-06"),
    (Single, &[("IkeLifetime", "24h")], "+C-06"),
    (Single, &[("IpsecEncAlg", "AES-256")], "+C-07"),
    (Single, &[("IpsecAuthAlg", "sha-2")], "+C-08"),
    (Single, &[("IpsecPfs", "modp2048")], "+C-09"),
    (Single, &[("IpsecLifetime", "-1")], "+C-10"),
    (Single, &[("IpsecLifetime", "99999999999999999999")], "+C-10"),
    (Single, &[("IkeLifetime", "0")], "+C-11"),
    (Single, &[("IpsecLifetime", "0")], "+C-11"),
    (Single, &[("IpsecLifetime", "1")], "+C-12"),
    (Single, &[("IpsecLifetime", "899")], "+C-12"),
    (Single, &[("IpsecLifetime", "900")], ""),
    (Single, &[("IkeLifetime", "3600")], "+C-13"),
    (Single, &[("IkeLifetime", "3600"), ("IpsecLifetime", "-")], "+C-13"),
    (Single, &[("IkeLifetime", "-"), ("IpsecLifetime", "-")], ""),
    (Single, &[("IpsecLifetime", "28801")], "+C-14"),
    (Single, &[("IpsecEncAlg", "des")], "+C-15"),
    (Single, &[("IkeEncAlg", "3des"), ("IpsecEncAlg", "3des")], "+C-16"),
    (Single, &[("IkeAuthAlg", "md5")], "+C-17"),
    (Single, &[("IkeAuthAlg", "-"), ("IpsecAuthAlg", "-")], "-C-31"),
    (Single, &[("IpsecAuthAlg", "sha1")], "+C-18"),
    (Single, &[("IkePfs", "group1")], "+C-19"),
    (Single, &[("IkePfs", "group2"), ("IpsecPfs", "group5")], "+C-20"),
    (Single, &[("IpsecPfs", "disabled")], "+C-21"),
    (Single, &[("IpsecPfs", "group5")], "+C-20 +C-22"),
    (Single, &[("IpsecPfs", "-")], "+C-22"),
    (Single, &[("IkeEncAlg", "aes")], "+C-23"),
    (Single, &[("IkeEncAlg", "-")], "+C-23"),
    (Single, &[("IkeEncAlg", "3des"), ("IpsecEncAlg", "aes")], "+C-16 +C-23"),
    (Single, &[("LocalId", "-"), ("IkeVersion", "ikev1")], "+C-24 -C-31 +D-09 -D-04"),
    (
        Single,
        &[("LocalId", "-"), ("IkeVersion", "ikev1"), ("IkeMode", "aggressive")],
        "+C-24 +C-25 -C-31 +D-09 -D-04",
    ),
    (Single, &[("LocalId", "-"), ("IkeVersion", "-")], "-C-31 +D-09 -D-04"),
    (Single, &[("IkeVersion", "-"), ("IkeMode", "aggressive")], "+C-25 -C-31 -D-04"),
    (Single, &[("IkeMode", "aggressive")], "+C-26"),
    (Dual, &[("1.IkeVersion", "-"), ("2.IkeMode", "aggressive")], "+C-26 +C-28"),
    (Single, &[("IkePfs", "group24")], "+C-27"),
    (Single, &[("IpsecPfs", "dh24")], "+C-27"),
    (Dual, &[("1.IpsecLifetime", "3600")], "+C-28"),
    (Dual, &[("1.IkeVersion", "-")], ""),
    (Dual, &[("1.LocalId", "a.example"), ("1.EnableDpd", "-")], "+D-04"),
    (Single, &[("IkeEncAlg", "aes192"), ("IpsecEncAlg", "aes192")], "+C-29"),
    (Single, &[("IkeAuthAlg", "sha256"), ("IpsecAuthAlg", "sha256")], "+C-30"),
    (Dual, &[("1.IkeAuthAlg", "sha256"), ("1.IpsecAuthAlg", "sha256")], "+C-28"),
];

const SECRETS: &[TableRow] = &[
    (Dual, &[("1.Psk", "")], "+P-01"),
    (Dual, &[("1.Psk", "abc def")], "+P-02 +P-06"),
    (Dual, &[("1.Psk", " kT7mPq2vXw9bRd4c")], "+P-02"),
    (Dual, &[("1.Psk", "kT7mPq2vXw9bRd4c\n")], "+P-02"),
    (Dual, &[("1.Psk", "kT7mPq2vXw9bRd4cé")], "+P-03"),
    (Dual, &[("1.Psk", "kT7mPq2v\u{7}Xw9bRd4c")], "+P-03"),
    (Dual, &[("1.Psk", "~!`@#$%^&*()_-+={}[]|;:,.<>/?aB7")], "+P-09 +P-10"),
    (Dual, &[("1.Psk", "kT7mPq2vXw9bRd4c'")], "+P-04 +P-10"),
    (Dual, &[("1.Psk", "kT7mPq2vXw9\\Rd4c")], "+P-04 +P-10"),
    (Dual, &[("1.Psk", "-")], "+P-05"),
    (Dual, &[("1.Psk", "kT7mPq2vXw9bRd4")], "+P-06"),
    (Dual, &[("1.Psk", "kT7mPq2vXw9bRd4c")], ""),
    (Dual, &[("1.Psk", "abcdefghijklmnopqrstuvwxyz")], "+P-06"),
    (Dual, &[("1.Psk", "8305617294058163")], "+P-06"),
    (Dual, &[("1.Psk", "123456")], "+P-06 +P-07"),
    (Dual, &[("1.Psk", "TF-testvpn2")], "+P-06 +P-07"),
    (Dual, &[("1.Psk", "fra-DC1")], "+P-06 +P-07"),
    (Dual, &[("1.Psk", "10.2.0.0/16")], "+P-06 +P-07"),
    (Dual, &[("1.Psk", "cgw-example000000000001")], "+P-06 +P-07"),
    (Dual, &[("1.Psk", "0x11223344556677889900")], "+P-06 +P-08"),
    (Dual, &[("1.Psk", "0sT7mPq2vXw9bRd4c")], "+P-08"),
    (Dual, &[("2.Psk", KEYS[0])], "+P-11"),
    (Dual, &[("1.Psk", "ｋT7mPq2vXw9bRd4c")], "+P-12"),
    (Dual, &[("1.Psk", "kT7mPq2v\u{a0}Xw9bRd4c")], "+P-12"),
    (Dual, &[("1.Psk", "kT7mPq2v“Xw9bRd4c")], "+P-12"),
    (Dual, &[("1.Psk", "****************")], "+P-13"),
    (Dual, &[("1.Psk", "***")], "+P-13"),
    (Dual, &[("1.Psk", "1234****"), ("2.Psk", "1234****")], "+P-13"),
    (Dual, &[("1.Psk", "kT7mPq2v***Xw9bRd4c")], ""),
];

const IDENTITIES: &[TableRow] = &[
    (Dual, &[("1.RemoteId", "10.9.9.9")], ""),
    (Dual, &[("1.RemoteId", "dc 1")], "+D-02 +D-04"),
    (Dual, &[("1.RemoteId", "dc1.example\u{200b}")], "+D-02 +D-04"),
    (Single, &[("IkeVersion", "ikev1")], "+C-24 -C-31 +D-03 -D-04"),
    (Single, &[("IkeVersion", "-")], "-C-31 +D-03 -D-04"),
    (Single, &[("IkeVersion", "ikev1"), ("LocalId", "10.1.1.1")], "+C-24 -C-31 -D-04 +D-08"),
    (Dual, &[("1.RemoteId", "dc1.example")], "+D-04"),
    (Dual, &[("1.LocalId", "Fra.example"), ("1.RemoteId", "fra.example")], "+D-04 +D-05"),
    (Dual, &[("1.LocalId", ""), ("1.RemoteId", "")], ""),
    (Dual, &[("1.LocalId", "47.0.2.1")], "+D-08"),
    (Single, &[("LocalId", "")], "+D-09 -D-04"),
    (Dual, &[("1.LocalId", "fra"), ("2.LocalId", "fra")], "+D-04 +D-11"),
    (
        Dual,
        &[("1.LocalId", "fra"), ("2.LocalId", "fra"), ("2.CustomerGatewayId", "cgw-other")],
        "+D-04",
    ),
    (Dual, &[("1.EnableDpd", "False")], "+X-01"),
    (Dual, &[("1.EnableDpd", "-")], ""),
    (Single, &[("EnableNatTraversal", "false")], "-X-04"),
];

const SESSIONS: &[TableRow] = &[
    (DualBgp, &[], ""),
    (SingleBgp, &[], ""),
    (DualBgp, &[("1.TunnelCidr", "-")], "+B-01"),
    (SingleBgp, &[("TunnelCidr", "")], "+B-01"),
    (SingleBgp, &[("TunnelCidr", "-"), ("LocalAsn", "-"), ("LocalBgpIp", "-")], "+B-01"),
    (DualBgp, &[("1.TunnelCidr", "169.254.10.0")], "+B-02"),
    (Single, &[("TunnelCidr", "")], "+B-02"),
    (DualBgp, &[("1.TunnelCidr", "169.254.10.0/29")], "+B-03"),
    (DualBgp, &[("1.TunnelCidr", "10.0.0.0/30")], "+B-04"),
    (DualBgp, &[("1.TunnelCidr", "169.254.10.1/30")], "+B-05"),
    (DualBgp, &[("1.TunnelCidr", "169.254.6.0/30")], "+B-06"),
    (DualBgp, &[("1.TunnelCidr", "169.254.0.4/30"), ("1.LocalBgpIp", "169.254.0.5")], ""),
    (DualBgp, &[("1.TunnelCidr", "169.254.169.252/30")], "+B-06"),
    (DualBgp, &[("2.TunnelCidr", "169.254.10.0/30"), ("2.LocalBgpIp", "169.254.10.2")], "+B-07"),
    (DualBgp, &[("1.LocalBgpIp", "169.254.10")], "+B-09"),
    (DualBgp, &[("1.LocalBgpIp", "")], "+B-09"),
    (DualBgp, &[("1.LocalBgpIp", "169.254.10.5")], "+B-10"),
    (DualBgp, &[("1.LocalBgpIp", "169.254.11.1"), ("2.LocalBgpIp", "169.254.10.1")], "+B-10"),
    (DualBgp, &[("1.LocalBgpIp", "169.254.10.2")], ""),
    (DualBgp, &[("1.LocalBgpIp", "169.254.10.3")], "+B-11"),
    (DualBgp, &[("1.LocalBgpIp", "169.254.10.0")], "+B-11"),
    (DualBgp, &[("1.LocalBgpIp", "-")], "+B-12"),
    (SingleBgp, &[("LocalAsn", "4294967296")], "+B-13"),
    (SingleBgp, &[("LocalAsn", "0")], "+B-13"),
    (Single, &[("LocalAsn", "1.65536")], "+B-13"),
    (SingleBgp, &[("LocalAsn", "3320")], "+B-17"),
    (SingleBgp, &[("LocalAsn", "45104")], ""),
    (SingleBgp, &[("LocalAsn", "23456")], "+B-18"),
    (SingleBgp, &[("LocalAsn", "65550")], "+B-18 +B-25"),
    (SingleBgp, &[("LocalAsn", "123.456")], "+B-17 +B-25"),
    (DualBgp, &[("1.LocalAsn", "123.456"), ("2.LocalAsn", "8061384")], "+B-17 +B-25"),
    (DualBgp, &[("2.TunnelCidr", "-"), ("2.LocalBgpIp", "-"), ("2.LocalAsn", "-")], "+B-19"),
    (Dual, &[("EnableTunnelsBgp", "true")], "+B-19 +B-24"),
    (DualBgp, &[("EnableTunnelsBgp", "false")], "+B-20 -B-24"),
    (DualBgp, &[("EnableTunnelsBgp", "-")], "+B-20 -B-24"),
    (DualBgp, &[("2.LocalAsn", "64513")], "+B-21"),
    (DualBgp, &[("2.LocalAsn", "-")], "+B-21"),
    (DualBgp, &[("1.LocalAsn", "45104"), ("2.LocalAsn", "-")], ""),
    (SingleBgp, &[("EnableBgp", "false")], "-B-24 -B-28"),
    (SingleBgp, &[("LocalAsn", "4200000000")], "+B-25"),
];

const PROBES: &[TableRow] = &[
    (Health, &[], ""),
    (Dual, &[("sip", "10.1.1.10")], "+H-01"),
    (Dual, &[("enable", "false")], "+H-01"),
    (Health, &[("dip", "-")], "+H-02"),
    (Health, &[("sip", "")], "+H-02 -H-12"),
    (Single, &[("sip", "")], "+H-03"),
    (Health, &[("dip", "192.168.0.10/24")], "+H-03"),
    (Single, &[("dip", "db.example")], "+H-03"),
    (Health, &[("dip", "10.1.1.10")], "+H-04 +H-08"),
    (Health, &[("interval", "0")], "+H-05 -H-11"),
    (Health, &[("retry", "three")], "+H-05 -H-11"),
    (Health, &[("Policy", "keep")], "+H-06"),
    (Health, &[("sip", "10.9.1.10")], "+H-07"),
    (Health, &[("sip", "10.9.1.10"), ("LocalSubnet", "0.0.0.0/0")], ""),
    (Health, &[("sip", "10.9.1.10"), ("LocalSubnet", "10.1.0.0/16, 10.2.0.0/16")], ""),
    (Health, &[("dip", "192.168.1.10")], "+H-08"),
    (Health, &[("sip", "192.168.0.10"), ("dip", "10.1.1.10")], "+H-09"),
    (Health, &[("RemoteSubnet", "10.1.0.0/16"), ("dip", "10.1.1.11")], ""),
    (Health, &[("Policy", "revoke_route")], "+H-13"),
    (Health, &[("Policy", "-")], "+H-13"),
    (Health, &[("interval", "-"), ("retry", "-")], ""),
    (Health, &[("enable", "false")], "-H-11 -H-12"),
    (Health, &[("dip", "192.168.0.255")], "+H-14"),
    (Health, &[("sip", "10.2.0.0")], "+H-14"),
    (Health, &[("RemoteSubnet", "192.168.0.10/31")], ""),
];

pub fn rows() -> impl Iterator<Item = &'static TableRow> {
    [CRYPTO, SECRETS, IDENTITIES, SESSIONS, PROBES].into_iter().flatten()
}
