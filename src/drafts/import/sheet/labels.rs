//! What the labels of sheets mean, in English and Chinese.

use crate::connection::Key;

use super::outcome::SheetSkipReason;

/// Whose a value is, as the label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Of the company that wrote the sheet.
    Theirs,
    /// Of those it was sent to.
    Ours,
    /// Of whom it calls local.
    Local,
    /// Of whom it calls remote.
    Remote,
}

/// What a label asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LabelMeaning {
    /// A field of the draft.
    Field(Key),
    /// A field for each side, or why a side has none: the side that is meant, ours, theirs.
    Sided(Side, Result<Key, SheetSkipReason>, Result<Key, SheetSkipReason>),
    /// Everything of a phase, in one value.
    Proposal(u8),
    /// Something known that has no place in a draft.
    Left(SheetSkipReason),
}

/// A column behind the labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SheetColumn {
    pub(super) side: Option<Side>,
    pub(super) phase: Option<u8>,
    pub(super) tunnel: Option<u16>,
}

/// Where in a sheet a row stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SheetContext {
    phase: Option<u8>,
    /// The tunnel of the section.
    pub(super) tunnel: Option<u16>,
    side: Option<Side>,
    /// Whether the side is that of the column, which counts for more than what the label says.
    by_column: bool,
    /// Whether the phase is that of the column.
    phase_by_column: bool,
}

impl SheetContext {
    /// The place of a cell in its column.
    pub(super) fn enter_column(&mut self, column: SheetColumn) {
        self.phase_by_column = column.phase.is_some();
        self.phase = column.phase.or(self.phase);
        self.by_column = column.side.is_some();
        self.side = column.side.or(self.side);
        self.tunnel = column.tunnel.or(self.tunnel);
    }

    /// The section of a tunnel.
    pub(super) fn of_tunnel(tunnel: Option<u16>) -> Self {
        Self { tunnel, ..Self::default() }
    }

    /// Whether a line opens a section.
    pub(super) fn enter(&mut self, line: &str) -> bool {
        let line = folded(line);
        let phase = phase_of(&line);
        let tunnel = tunnel_of(&line);
        let side = side_of(&line).filter(|_| line.chars().count() < 24);
        if line.chars().count() > 60 || (phase.is_none() && tunnel.is_none() && side.is_none()) {
            return false;
        }
        if let Some(tunnel) = tunnel {
            *self = Self { tunnel: Some(tunnel), ..Self::default() };
        }
        if phase.is_some() {
            self.phase = phase;
            self.side = None;
        }
        if side.is_some() {
            self.side = side;
        }
        true
    }
}

/// A label in small letters, with plain blanks.
pub(super) fn folded(label: &str) -> String {
    let plain = label.to_lowercase().replace(['（', '('], " (").replace(['_', '-', '\u{a0}'], " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn has(label: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        if word.is_ascii() {
            // A word by itself, and not a part of another.
            label.match_indices(word).any(|(at, _)| {
                let is_letter =
                    |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
                !is_letter(label[..at].chars().next_back())
                    && !is_letter(label[at + word.len()..].chars().next())
            })
        } else {
            label.contains(word)
        }
    })
}

pub(super) fn phase_of(label: &str) -> Option<u8> {
    let second = [
        "phase 2",
        "phase2",
        "phase ii",
        "p2",
        "ipsec",
        "esp",
        "quick mode",
        "child sa",
        "第二阶段",
        "阶段二",
        "阶段2",
        "二阶段",
        "2阶段",
    ];
    let first = [
        "phase 1",
        "phase1",
        "phase i",
        "p1",
        "ike",
        "ikev1",
        "ikev2",
        "isakmp",
        "第一阶段",
        "阶段一",
        "阶段1",
        "一阶段",
        "1阶段",
    ];
    if has(label, &second) {
        Some(2)
    } else if has(label, &first) {
        Some(1)
    } else {
        None
    }
}

pub(super) fn tunnel_of(label: &str) -> Option<u16> {
    [
        ("tunnel 1", 1),
        ("tunnel 2", 2),
        ("tunnel1", 1),
        ("tunnel2", 2),
        ("隧道1", 1),
        ("隧道2", 2),
        ("隧道 1", 1),
        ("隧道 2", 2),
        ("隧道一", 1),
        ("隧道二", 2),
    ]
    .into_iter()
    .find(|(word, _)| has(label, &[word]))
    .map(|(_, number)| number)
}

pub(super) fn side_of(label: &str) -> Option<Side> {
    // What is theirs in a sheet of theirs is told by the first person.
    if has(label, &["our", "ours", "our side", "us", "我方", "我司", "我们", "本公司"]) {
        Some(Side::Theirs)
    } else if has(
        label,
        &[
            "your",
            "yours",
            "your side",
            "贵方",
            "贵司",
            "您方",
            "你方",
            "alibaba",
            "alibaba cloud",
            "aliyun",
            "阿里云",
            "cloud side",
            "云端",
            "云上",
            "cloud",
        ],
    ) {
        Some(Side::Ours)
    } else if has(
        label,
        &[
            "customer",
            "customer side",
            "hq",
            "headquarters",
            "branch",
            "office",
            "分支",
            "总部",
            "on premises",
            "on prem",
            "data center",
            "datacenter",
            "idc",
            "客户",
            "客户侧",
            "线下",
            "本地数据中心",
        ],
    ) {
        Some(Side::Theirs)
    } else if has(label, &["local", "source", "src", "inside", "本端", "本地", "源"]) {
        Some(Side::Local)
    } else if has(
        label,
        &[
            "remote",
            "peer",
            "destination",
            "dst",
            "far end",
            "对端",
            "远端",
            "对方",
            "目的",
            "目标",
        ],
    ) {
        Some(Side::Remote)
    } else {
        None
    }
}

/// What a label asks for, in the order of its parts: `Encryption / Hash / DH` asks for three.
pub(super) fn concepts(label: &str, place: &SheetContext) -> Vec<LabelMeaning> {
    let whole = folded(label);
    let parts: Vec<&str> =
        whole.split(['/', '+', '、']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let phase = match place.phase.filter(|_| place.phase_by_column) {
        Some(phase) => Some(phase),
        None => phase_of(&whole).or(place.phase),
    };
    if parts.len() > 1 {
        let each: Vec<Option<LabelMeaning>> =
            parts.iter().map(|part| concept(part, phase, place)).collect();
        let mut fields: Vec<LabelMeaning> = each.into_iter().flatten().collect();
        // Of a label for both phases the column takes its own.
        if place.phase_by_column && fields.len() > 1 {
            let own = |concept: &LabelMeaning| matches!(concept, LabelMeaning::Field(key) if is_of_phase(*key, phase));
            fields.retain(own);
            fields.truncate(1);
            return fields;
        }
        if fields.len() == parts.len() && !fields.windows(2).all(|pair| pair[0] == pair[1]) {
            return fields;
        }
    }
    concept(&whole, phase, place).into_iter().collect()
}

/// Whether a field is one of a phase.
fn is_of_phase(key: Key, phase: Option<u8>) -> bool {
    let second =
        matches!(key, Key::IpsecEncAlg | Key::IpsecAuthAlg | Key::IpsecPfs | Key::IpsecLifetime);
    second == (phase == Some(2))
}

/// The labels and values of both sides where one value has them: `local 10.1.0.0/16; remote 10.2.0.0/16`.
pub(super) fn split_sides(label: &str, value: &str) -> Vec<(String, String)> {
    let parts = value.split(['；', ';']).map(str::trim).filter(|part| !part.is_empty());
    let parts: Option<Vec<(String, String)>> = parts
        .map(|part| {
            let (word, rest) = part.split_once([' ', ':', '：'])?;
            side_of(&folded(word))?;
            let rest = rest.trim_start_matches([' ', ':', '：', '=']);
            Some((format!("{label} ({word})"), rest.to_owned()))
        })
        .collect();
    parts.filter(|parts| parts.len() > 1).unwrap_or_default()
}

/// What a label asks for within a proposal of a phase.
pub(super) fn concept_in_phase(
    label: &str,
    phase: u8,
    place: &SheetContext,
) -> Option<LabelMeaning> {
    concept(&folded(label), Some(phase), place)
}

fn concept(label: &str, phase: Option<u8>, place: &SheetContext) -> Option<LabelMeaning> {
    let side = || match place.side.filter(|_| place.by_column) {
        Some(side) => Some(side),
        None => side_of(label).or(place.side),
    };
    let by_phase = |first: Key, second: Key| match phase {
        Some(1) => Some(LabelMeaning::Field(first)),
        Some(_) => Some(LabelMeaning::Field(second)),
        // Without a phase nobody knows which.
        None => Some(LabelMeaning::Left(SheetSkipReason::UnknownLabel)),
    };
    if has(
        label,
        &[
            "psk",
            "pre shared key",
            "preshared key",
            "pre shared secret",
            "shared secret",
            "shared key",
            "预共享密钥",
            "共享密钥",
            "预共享秘钥",
            "密钥",
        ],
    ) {
        return Some(LabelMeaning::Left(SheetSkipReason::Secret));
    }
    if has(
        label,
        &["proposal", "transform", "transform set", "cipher suite", "crypto suite", "提议", "套件"],
    ) {
        return Some(match phase {
            Some(phase) => LabelMeaning::Proposal(phase),
            None => LabelMeaning::Left(SheetSkipReason::UnknownLabel),
        });
    }
    if label == "ike" || label == "ike mode" {
        return Some(LabelMeaning::Field(Key::IkeVersion));
    }
    if has(
        label,
        &["ike version", "version", "key exchange", "ike版本", "ike 版本", "版本", "协商版本"],
    ) {
        return Some(LabelMeaning::Field(Key::IkeVersion));
    }
    if has(label, &["pfs", "perfect forward secrecy", "完美前向", "完善的前向"]) {
        return Some(LabelMeaning::Field(Key::IpsecPfs));
    }
    if has(
        label,
        &[
            "lifetime",
            "life time",
            "sa life",
            "key life",
            "keylife",
            "rekey",
            "sa duration",
            "生存周期",
            "生命周期",
            "存活时间",
            "生存时间",
            "老化时间",
            "有效期",
        ],
    ) {
        let volume =
            has(label, &["kb", "kilobytes", "kbytes", "volume", "bytes", "流量", "千字节"]);
        return if volume {
            Some(LabelMeaning::Left(SheetSkipReason::NotThere))
        } else {
            by_phase(Key::IkeLifetime, Key::IpsecLifetime)
        };
    }
    if has(
        label,
        &[
            "dh",
            "dh group",
            "diffie hellman",
            "diffie hellman group",
            "group",
            "dh组",
            "dh 组",
            "dh分组",
            "密钥交换组",
        ],
    ) {
        return match phase {
            Some(2) => Some(LabelMeaning::Field(Key::IpsecPfs)),
            // Phase 2 says PFS where it means a group.
            _ => Some(LabelMeaning::Field(Key::IkePfs)),
        };
    }
    if has(label, &["encryption domain", "加密域"]) {
        return nets(side());
    }
    if has(label, &["encryption", "encryption algorithm", "cipher", "enc", "加密算法", "加密"])
    {
        return by_phase(Key::IkeEncAlg, Key::IpsecEncAlg);
    }
    if has(
        label,
        &[
            "hash",
            "authentication algorithm",
            "integrity",
            "integrity algorithm",
            "auth algorithm",
            "hash algorithm",
            "认证算法",
            "完整性算法",
            "哈希",
            "散列",
            "校验算法",
            "验证算法",
        ],
    ) {
        return by_phase(Key::IkeAuthAlg, Key::IpsecAuthAlg);
    }
    if has(label, &["authentication", "authentication method", "auth", "认证方式", "认证方法"])
        && !has(label, &["bgp"])
    {
        return Some(LabelMeaning::Left(SheetSkipReason::NotThere));
    }
    if ["认证", "验证", "校验"].contains(&label) {
        return by_phase(Key::IkeAuthAlg, Key::IpsecAuthAlg);
    }
    if has(label, &["kilobytes", "kbytes", "volume", "千字节"]) {
        return Some(LabelMeaning::Left(SheetSkipReason::NotThere));
    }
    if has(
        label,
        &["mode", "exchange mode", "negotiation mode", "ike mode", "协商模式", "交换模式"],
    ) {
        return match phase {
            // Tunnel mode is the only one.
            Some(2) => Some(LabelMeaning::Left(SheetSkipReason::NotThere)),
            _ => Some(LabelMeaning::Field(Key::IkeMode)),
        };
    }
    if has(label, &["dpd", "dead peer detection", "对等体检测", "存活检测"]) {
        return Some(LabelMeaning::Field(Key::EnableDpd));
    }
    if has(label, &["nat t", "nat traversal", "natt", "nat穿越", "nat 穿越"]) {
        return Some(LabelMeaning::Field(Key::EnableNatTraversal));
    }
    bgp(label, side()).or_else(|| ends(label, side()))
}

fn bgp(label: &str, side: Option<Side>) -> Option<LabelMeaning> {
    if has(
        label,
        &[
            "tunnel cidr",
            "inside cidr",
            "bgp cidr",
            "tunnel network",
            "transit network",
            "隧道网段",
            "隧道cidr",
            "互联网段",
        ],
    ) {
        return Some(LabelMeaning::Field(Key::TunnelCidr));
    }
    if has(label, &["asn", "as number", "bgp as", "bgp asn", "as号", "as 号", "自治系统号"])
    {
        return side.map(|side| {
            LabelMeaning::Sided(side, Ok(Key::LocalAsn), Err(SheetSkipReason::ForGateway))
        });
    }
    if has(
        label,
        &[
            "bgp ip",
            "bgp address",
            "bgp peer",
            "bgp neighbor",
            "bgp neighbour",
            "tunnel ip",
            "inside ip",
            "inside address",
            "tunnel interface",
            "bgp地址",
            "bgp ip地址",
            "隧道ip",
            "隧道地址",
            "互联地址",
        ],
    ) {
        return side.map(|side| {
            LabelMeaning::Sided(side, Ok(Key::LocalBgpIp), Err(SheetSkipReason::NotThere))
        });
    }
    None
}

fn nets(side: Option<Side>) -> Option<LabelMeaning> {
    side.map(|side| LabelMeaning::Sided(side, Ok(Key::LocalSubnet), Ok(Key::RemoteSubnet)))
}

fn ends(label: &str, side: Option<Side>) -> Option<LabelMeaning> {
    if has(
        label,
        &[
            "identity",
            "identifier",
            "ike id",
            "id",
            "peer id",
            "local id",
            "remote id",
            "标识",
            "身份",
            "身份标识",
        ],
    ) {
        return side.map(|side| LabelMeaning::Sided(side, Ok(Key::LocalId), Ok(Key::RemoteId)));
    }
    if has(
        label,
        &[
            "network",
            "networks",
            "subnet",
            "subnets",
            "lan",
            "cidr",
            "traffic selector",
            "traffic selectors",
            "protected subnet",
            "protected subnets",
            "protected network",
            "protected networks",
            "interesting traffic",
            "proxy id",
            "prefix",
            "prefixes",
            "网段",
            "子网",
            "感兴趣流",
            "保护网段",
            "内网",
        ],
    ) {
        return nets(side);
    }
    if has(
        label,
        &[
            "gateway",
            "public ip",
            "peer ip",
            "wan ip",
            "peer address",
            "vpn ip",
            "endpoint",
            "ip address",
            "outside ip",
            "outside address",
            "gateway ip",
            "公网ip",
            "公网 ip",
            "公网地址",
            "网关",
            "网关ip",
            "网关地址",
            "出口ip",
            "地址",
        ],
    ) {
        let kind = (Err(SheetSkipReason::AssignedByService), Err(SheetSkipReason::ForGateway));
        return match side {
            Some(side @ (Side::Theirs | Side::Ours)) => {
                Some(LabelMeaning::Sided(side, kind.0, kind.1))
            }
            _ => Some(LabelMeaning::Left(SheetSkipReason::ForGateway)),
        };
    }
    if has(label, &["connection name", "vpn name", "tunnel name", "连接名称", "名称"]) {
        return Some(LabelMeaning::Field(Key::Name));
    }
    None
}
