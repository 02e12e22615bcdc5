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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// Whether a label has one of the words, which a bar separates. A word behind an equals sign is the whole label.
fn has(label: &str, words: &str) -> bool {
    words.split('|').any(|word| {
        if let Some(whole) = word.strip_prefix('=') {
            label == whole
        } else if word.is_ascii() {
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

/// What the first row with a word of the label says.
fn first_match<T: Copy>(label: &str, table: &[(&str, T)]) -> Option<T> {
    table.iter().find(|(words, _)| has(label, words)).map(|(_, meaning)| *meaning)
}

/// Phase 2 before phase 1: "IKE phase 2" has the words of both.
const PHASES: [(&str, u8); 2] = [
    ("phase 2|phase2|phase ii|p2|ipsec|esp|quick mode|child sa|阶段二|阶段2|二阶段|2阶段", 2),
    ("phase 1|phase1|phase i|p1|ike|ikev1|ikev2|isakmp|阶段一|阶段1|一阶段|1阶段", 1),
];

pub(super) fn phase_of(label: &str) -> Option<u8> {
    first_match(label, &PHASES)
}

const TUNNELS: [(&str, u16); 10] = [
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
];

pub(super) fn tunnel_of(label: &str) -> Option<u16> {
    first_match(label, &TUNNELS)
}

/// What is theirs in a sheet of theirs is told by the first person.
const SIDES: [(&str, Side); 5] = [
    ("our|ours|us|我方|我司|我们|本公司", Side::Theirs),
    ("your|yours|贵方|贵司|您方|你方|alibaba|aliyun|阿里云|云端|云上|cloud", Side::Ours),
    (
        "customer|hq|headquarters|branch|office|分支|总部|on premises|on prem|data center|datacenter|idc|\
         客户|线下|本地数据中心",
        Side::Theirs,
    ),
    ("local|source|src|inside|本端|本地|源", Side::Local),
    ("remote|peer|destination|dst|far end|对端|远端|对方|目的|目标", Side::Remote),
];

pub(super) fn side_of(label: &str) -> Option<Side> {
    first_match(label, &SIDES)
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

/// How a label is understood.
#[derive(Clone, Copy)]
enum LabelRule {
    /// The same everywhere.
    Always(LabelMeaning),
    /// In phase 1, in phase 2, and where the phase is not known.
    ByPhase(LabelMeaning, LabelMeaning, LabelMeaning),
    /// A lifetime in bytes, which is not there.
    Volume,
    /// How the two authenticate each other; that of BGP is something else.
    Authentication,
    /// A field of the side that is meant, ours and theirs; nothing where no side is.
    BySide(Result<Key, SheetSkipReason>, Result<Key, SheetSkipReason>),
    /// The same; without a side the rows below may know it.
    Bgp(Key, SheetSkipReason),
    /// The address of a gateway, which is theirs where no side says otherwise.
    Gateway,
}

const UNKNOWN: LabelMeaning = LabelMeaning::Left(SheetSkipReason::UnknownLabel);
const NOT_THERE: LabelMeaning = LabelMeaning::Left(SheetSkipReason::NotThere);
const NETWORKS: LabelRule = LabelRule::BySide(Ok(Key::LocalSubnet), Ok(Key::RemoteSubnet));
const DH_GROUP: LabelRule = LabelRule::ByPhase(
    LabelMeaning::Field(Key::IkePfs),
    LabelMeaning::Field(Key::IpsecPfs),
    LabelMeaning::Field(Key::IkePfs),
);
const AUTHENTICATION_ALGORITHM: LabelRule = by_phase(Key::IkeAuthAlg, Key::IpsecAuthAlg);

const LIFETIME: &str = "lifetime|life time|sa life|key life|keylife|rekey|sa duration|\
    生存周期|生命周期|存活时间|生存时间|老化时间|有效期";

const fn field(key: Key) -> LabelRule {
    LabelRule::Always(LabelMeaning::Field(key))
}

/// Without a phase nobody knows which.
const fn by_phase(first: Key, second: Key) -> LabelRule {
    LabelRule::ByPhase(LabelMeaning::Field(first), LabelMeaning::Field(second), UNKNOWN)
}

/// The labels. The first row with a word of a label counts, so the longer words stand above those they contain.
const LABELS: &[(&str, LabelRule)] = &[
    ("密钥交换组", DH_GROUP),
    (
        "psk|pre shared key|preshared key|pre shared secret|shared secret|shared key|密钥|预共享秘钥",
        LabelRule::Always(LabelMeaning::Left(SheetSkipReason::Secret)),
    ),
    (
        "proposal|transform|cipher suite|crypto suite|提议|套件",
        LabelRule::ByPhase(LabelMeaning::Proposal(1), LabelMeaning::Proposal(2), UNKNOWN),
    ),
    ("=ike|=ike mode|version|key exchange|版本", field(Key::IkeVersion)),
    ("pfs|perfect forward secrecy|完美前向|完善的前向", field(Key::IpsecPfs)),
    (LIFETIME, LabelRule::Volume),
    (LIFETIME, by_phase(Key::IkeLifetime, Key::IpsecLifetime)),
    // Phase 2 says PFS where it means a group.
    ("dh|diffie hellman|group|dh组|dh 组|dh分组", DH_GROUP),
    ("encryption domain|加密域", NETWORKS),
    ("encryption|cipher|enc|加密", by_phase(Key::IkeEncAlg, Key::IpsecEncAlg)),
    (
        "hash|authentication algorithm|integrity|auth algorithm|\
         认证算法|完整性算法|哈希|散列|校验算法|验证算法",
        AUTHENTICATION_ALGORITHM,
    ),
    ("authentication|auth|认证方式|认证方法", LabelRule::Authentication),
    ("=认证|=验证|=校验", AUTHENTICATION_ALGORITHM),
    ("kilobytes|kbytes|volume|千字节", LabelRule::Always(NOT_THERE)),
    // Tunnel mode is the only one of phase 2.
    (
        "mode|协商模式|交换模式",
        LabelRule::ByPhase(
            LabelMeaning::Field(Key::IkeMode),
            NOT_THERE,
            LabelMeaning::Field(Key::IkeMode),
        ),
    ),
    ("dpd|dead peer detection|对等体检测|存活检测", field(Key::EnableDpd)),
    ("nat t|nat traversal|natt|nat穿越|nat 穿越", field(Key::EnableNatTraversal)),
    (
        "tunnel cidr|inside cidr|bgp cidr|tunnel network|transit network|隧道网段|隧道cidr|互联网段",
        field(Key::TunnelCidr),
    ),
    (
        "asn|as number|bgp as|as号|as 号|自治系统号",
        LabelRule::Bgp(Key::LocalAsn, SheetSkipReason::ForGateway),
    ),
    (
        "bgp ip|bgp address|bgp peer|bgp neighbor|bgp neighbour|tunnel ip|inside ip|inside address|\
         tunnel interface|bgp地址|bgp ip地址|隧道ip|隧道地址|互联地址",
        LabelRule::Bgp(Key::LocalBgpIp, SheetSkipReason::NotThere),
    ),
    ("identity|identifier|id|标识|身份", LabelRule::BySide(Ok(Key::LocalId), Ok(Key::RemoteId))),
    (
        "network|networks|subnet|subnets|lan|cidr|traffic selector|traffic selectors|interesting traffic|\
         prefix|prefixes|网段|子网|感兴趣流|内网",
        NETWORKS,
    ),
    (
        "gateway|public ip|peer ip|wan ip|peer address|vpn ip|endpoint|ip address|outside ip|outside address|\
         公网ip|公网 ip|网关|出口ip|地址",
        LabelRule::Gateway,
    ),
    ("connection name|vpn name|tunnel name|连接名称|名称", field(Key::Name)),
];

fn concept(label: &str, phase: Option<u8>, place: &SheetContext) -> Option<LabelMeaning> {
    let side = match place.side.filter(|_| place.by_column) {
        Some(side) => Some(side),
        None => side_of(label).or(place.side),
    };
    let applies = |rule: &LabelRule| match rule {
        LabelRule::Volume => has(label, "kb|kilobytes|kbytes|volume|bytes|流量|千字节"),
        LabelRule::Authentication => !has(label, "bgp"),
        LabelRule::Bgp(..) => side.is_some(),
        _ => true,
    };
    let (_, rule) = LABELS.iter().find(|(words, rule)| has(label, words) && applies(rule))?;
    match *rule {
        LabelRule::Always(meaning) => Some(meaning),
        LabelRule::ByPhase(first, second, unknown) => Some(match phase {
            Some(1) => first,
            Some(_) => second,
            None => unknown,
        }),
        LabelRule::Volume | LabelRule::Authentication => Some(NOT_THERE),
        LabelRule::BySide(ours, theirs) => Some(LabelMeaning::Sided(side?, ours, theirs)),
        LabelRule::Bgp(ours, theirs) => Some(LabelMeaning::Sided(side?, Ok(ours), Err(theirs))),
        LabelRule::Gateway => match side {
            Some(side @ (Side::Theirs | Side::Ours)) => {
                let ours = Err(SheetSkipReason::AssignedByService);
                Some(LabelMeaning::Sided(side, ours, Err(SheetSkipReason::ForGateway)))
            }
            _ => Some(LabelMeaning::Left(SheetSkipReason::ForGateway)),
        },
    }
}
