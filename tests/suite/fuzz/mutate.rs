//! Changes to inputs: of bytes, of words, of the shape.

/// Numbers that look random and are the same for the same start (SplitMix64).
pub struct Chance(u64);

impl Chance {
    pub fn new(start: u64) -> Self {
        Self(start)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or(0)
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// Bytes that mean something to one format or another.
const BYTES: &[u8] = b"\0\x01\t\n\r\x1b\"'\\{}[]():,;=&?#$`-+.0919eEtnuU \x7f\x80\xc2\xff";

/// Words of JSON, tables, shells, queries, keys and the readers' own formats.
const WORDS: &[&str] = &[
    "null",
    "true",
    "false",
    "{}",
    "[]",
    "\"\"",
    "{\"",
    "\":",
    ",\"",
    "\"}",
    "]}",
    "[{",
    "0",
    "-0",
    "-1",
    "1e999",
    "1e-999",
    "0.1",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775809",
    "4294967296",
    "65536",
    "999999999999999999999999999999999999",
    "\\u0000",
    "\\u001b[2J",
    "\\u202e",
    "\\ud800",
    "\\udc00",
    "\\ud83d\\ude00",
    "\\n",
    "\\",
    "\u{1b}]0;x\u{7}",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{feff}",
    "\u{85}",
    "\u{7f}",
    "\u{9b}",
    "\u{ad}",
    "\u{2028}",
    "\u{e0041}",
    "é",
    "上海",
    "𝔘",
    "\u{fdd0}",
    "\u{fdd1}",
    "\u{fffd}",
    "\r\n",
    "\n",
    "\r",
    "\t",
    "\0",
    " ",
    ",",
    ";",
    "\"\"\"",
    "-",
    "#",
    "env:PSK",
    "file:/dev/zero",
    "$PSK",
    "${PSK:?}",
    "${",
    "$(",
    "$'",
    "`",
    "'",
    "\"",
    "\\\n",
    "|",
    "<<EOF",
    "2>&1",
    "--",
    "--Name",
    "--region",
    "aliyun",
    "vpc",
    "CreateVpnAttachment",
    "&",
    "=",
    "%00",
    "%u",
    "%E0%A4",
    "+",
    "?",
    "https://vpc.aliyuncs.com/?",
    "schema",
    "request",
    "mode",
    "dual",
    "single",
    "note",
    "acknowledged",
    "origins",
    "typed",
    "name",
    "env",
    "file",
    "command",
    "ask",
    "sealed",
    "for",
    "age1",
    "AGE-SECRET-KEY-1",
    "RegionId",
    "Name",
    "Tags",
    "Key",
    "Value",
    "Psk",
    "IkeConfig",
    "IpsecConfig",
    "BgpConfig",
    "HealthCheckConfig",
    "TunnelOptionsSpecification",
    "TunnelIkeConfig",
    "TunnelIpsecConfig",
    "TunnelBgpConfig",
    "TunnelOptions",
    "TunnelIndex",
    "CustomerGatewayId",
    "LocalSubnet",
    "RemoteSubnet",
    "LocalAsn",
    "TunnelCidr",
    "T1.",
    "T2.",
    "Tags.1.Key",
    "Tags.99999.Key",
    "TunnelOptionsSpecification.1.",
    "tunnel_options_specification",
    "planned_values",
    "values",
    "root_module",
    "child_modules",
    "resources",
    "address",
    "sensitive_values",
    "after_unknown",
    "alicloud_vpn_gateway_vpn_attachment",
    "Code",
    "Message",
    "Success",
    "RequestId",
    "TotalCount",
    "PageSize",
    "PageNumber",
    "VpnConnections",
    "VpnConnection",
    "VpnConnectionId",
    "CreateTime",
    "AccessDeniedDetail",
    "AuthKey",
    "SecurityToken",
    "Credentials",
    "server string to sign",
    "event",
    "begun",
    "attempt",
    "outcome",
    "submission",
    "client_token",
    "version",
    "created",
    "undo",
    "ctrl-",
    "alt-",
    "shift-",
    "f1",
    "draft",
    "step",
    "field",
    "10.0.0.0/8",
    "169.254.10.0/30",
    "ikev2",
    "***",
];

/// What nests, as it is opened and closed.
const NESTS: &[(&str, &str)] = &[
    ("[", "]"),
    ("{\"a\":", "}"),
    ("[{\"Psk\":", "}]"),
    ("$(", ")"),
    ("${", "}"),
    ("(", ")"),
    ("{\"request\":", "}"),
    ("{\"child_modules\":[", "]}"),
    ("\"[", "]\""),
];

/// How deep: beyond what parsers take, and far beyond.
const DEPTHS: &[usize] = &[2, 10, 63, 65, 127, 128, 129, 1000, 1000, 10_000, 100_000];

/// Makes an input of others.
pub struct Mutator<'a> {
    chance: &'a mut Chance,
    seeds: &'a [Vec<u8>],
    longest: usize,
}

impl<'a> Mutator<'a> {
    pub fn new(chance: &'a mut Chance, seeds: &'a [Vec<u8>], longest: usize) -> Self {
        Self { chance, seeds, longest }
    }

    /// One input: a seed changed once or a few times. Most are text, for readers that want text.
    pub fn input(&mut self) -> Vec<u8> {
        let mut input = self.seed().to_vec();
        for _ in 0..=self.chance.below(5) {
            self.change(&mut input);
            input.truncate(self.longest);
        }
        if self.chance.one_in(200) {
            return utf16(&input, self.chance.one_in(2));
        }
        match self.chance.one_in(10) {
            true => input,
            false => String::from_utf8_lossy(&input).into_owned().into_bytes(),
        }
    }

    fn seed(&mut self) -> &'a [u8] {
        &self.seeds[self.chance.below(self.seeds.len())]
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let at = self.chance.below(input.len() + 1);
        match self.chance.below(28) {
            0..=1 => self.flip(input),
            2..=3 => {
                let byte = BYTES[self.chance.below(BYTES.len())];
                input.splice(self.range(at, input.len(), 1), [byte]);
            }
            4..=6 => {
                let word = self.chance.pick(WORDS).bytes();
                input.splice(at..at, word);
            }
            7..=8 => {
                let word = self.chance.pick(WORDS).bytes();
                input.splice(self.range(at, input.len(), 12), word);
            }
            9..=12 => self.requote(input),
            13..=14 => drop(input.drain(self.range(at, input.len(), 40))),
            15..=16 => self.repeat(input, at),
            17..=20 => self.splice(input, at),
            21..=22 => self.renumber(input),
            23..=25 => self.swap_lines(input),
            26 if self.chance.one_in(8) => self.nest(input, at),
            26 => input.truncate(at),
            _ if self.chance.one_in(4) => drop(input.splice(0..0, *b"\xef\xbb\xbf")),
            _ if self.chance.one_in(12) => self.flood(input, at),
            _ => {}
        }
    }

    /// Up to `longest` bytes from a place.
    fn range(&mut self, at: usize, length: usize, longest: usize) -> std::ops::Range<usize> {
        at..(at + 1 + self.chance.below(longest)).min(length).max(at)
    }

    fn flip(&mut self, input: &mut [u8]) {
        let (at, bit) = (self.chance.below(input.len()), self.chance.below(8));
        if let Some(byte) = input.get_mut(at) {
            *byte ^= 1 << bit;
        }
    }

    /// What stands in quotes, or the next word, is exchanged: the shape stays whole.
    fn requote(&mut self, input: &mut Vec<u8>) {
        let marks: Vec<usize> = places(input, |byte| byte == b'"').collect();
        if marks.len() < 2 {
            return;
        }
        let first = self.chance.below(marks.len() - 1);
        let (from, to) = (marks[first] + 1, marks[first + 1]);
        let word = match self.chance.below(3) {
            // Another text of the same input: names meet values they do not go with.
            0 => {
                let other = self.chance.below(marks.len() - 1);
                input[marks[other] + 1..marks[other + 1]].to_vec()
            }
            _ => self.chance.pick(WORDS).replace('"', "\\\"").into_bytes(),
        };
        input.splice(from..to, word);
    }

    /// A piece stands twice or thrice: keys, columns, lines.
    fn repeat(&mut self, input: &mut Vec<u8>, at: usize) {
        let piece = input[self.range(at, input.len(), 200)].to_vec();
        for _ in 0..=self.chance.below(2) {
            input.splice(at..at, piece.iter().copied());
        }
    }

    /// The beginning of one and the end of another, or a piece of another in the middle.
    fn splice(&mut self, input: &mut Vec<u8>, at: usize) {
        let other = self.seed();
        let from = self.chance.below(other.len() + 1);
        if self.chance.one_in(2) {
            input.truncate(at);
            input.extend_from_slice(&other[from..]);
        } else {
            let piece = &other[self.range(from, other.len(), 200)];
            input.splice(at..at, piece.iter().copied());
        }
    }

    fn renumber(&mut self, input: &mut Vec<u8>) {
        let digits: Vec<usize> = places(input, |byte| byte.is_ascii_digit()).collect();
        if let Some(&at) = digits.get(self.chance.below(digits.len())) {
            let length = input[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            let numbers = [
                "0",
                "00",
                "-1",
                "1e999",
                "1.5",
                "65536",
                "4294967296",
                "18446744073709551616",
                "9223372036854775807",
                "99999999999999999999999999",
            ];
            input.splice(at..at + length, self.chance.pick(&numbers).bytes());
        }
    }

    fn swap_lines(&mut self, input: &mut Vec<u8>) {
        let mut lines: Vec<&[u8]> = input.split_inclusive(|byte| *byte == b'\n').collect();
        let (one, other) = (self.chance.below(lines.len()), self.chance.below(lines.len()));
        if one != other {
            lines.swap(one, other);
            *input = lines.concat();
        }
    }

    /// Brackets within brackets, closed or not.
    fn nest(&mut self, input: &mut Vec<u8>, at: usize) {
        let (open, close) = NESTS[self.chance.below(NESTS.len())];
        let depth = DEPTHS[self.chance.below(DEPTHS.len())];
        let end = self.range(at, input.len(), 20).end;
        let close = if self.chance.one_in(3) { "" } else { close };
        input.splice(end..end, close.repeat(depth).into_bytes());
        input.splice(at..at, open.repeat(depth).into_bytes());
    }

    /// Thousands of the same piece.
    fn flood(&mut self, input: &mut Vec<u8>, at: usize) {
        let piece = input[self.range(at, input.len(), 60)].to_vec();
        let count = self.chance.below(5000);
        input.splice(at..at, piece.repeat(count));
    }
}

fn places(input: &[u8], wanted: impl Fn(u8) -> bool) -> impl Iterator<Item = usize> {
    let bytes = input.iter().enumerate();
    bytes.filter(move |(_, byte)| wanted(**byte)).map(|(at, _)| at)
}

fn utf16(input: &[u8], little: bool) -> Vec<u8> {
    let text = String::from_utf8_lossy(input);
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
    units.flat_map(bytes).collect()
}
