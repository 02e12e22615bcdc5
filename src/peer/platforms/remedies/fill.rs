//! Values put into the places of a line.

use std::net::IpAddr;

use ipnet::Ipv4Net;

use super::super::super::cloud::CloudTunnel;
use super::super::super::device_tunnel::{DeviceTunnel, IkeVersion, NetworkRule};
use super::super::super::vocabulary::{is_in, other_host, rekey_time};
use super::table::{If, RemedyTable};

/// What lines are filled with.
pub(super) struct PlaceholderValues<'a> {
    pub(super) here: &'a CloudTunnel,
    pub(super) there: &'a DeviceTunnel,
    /// The table whose words the device uses.
    pub(super) table: &'a RemedyTable,
    /// The field that is to be changed.
    pub(super) field: &'a str,
    /// Whether names with blanks stand in quotes.
    pub(super) quotes: bool,
}

impl PlaceholderValues<'_> {
    pub(super) fn holds(&self, condition: &If) -> bool {
        match condition {
            If::V1 => self.is_v1(),
            If::V2 => !self.is_v1(),
            If::Routed => self.there.route_based,
            If::Policy => !self.there.route_based,
            If::Has(kind) => !self.names(kind).is_empty(),
            If::Lacks(kind) => self.names(kind).is_empty(),
            If::Is(value) => self.here.get(self.field) == Some(value.as_str()),
            If::Named => self.identity().is_some_and(|name| name.parse::<IpAddr>().is_err()),
            If::Foreign => self.identity().is_some_and(|name| {
                name.parse::<IpAddr>().is_ok() && self.there.local_address != Some(name)
            }),
            If::Gre => self.there.extra.get("encapsulation").is_some_and(|how| how == "gre"),
            If::Mail => self.identity().is_some_and(|name| name.contains('@')),
        }
    }

    /// Whether the version is the first; of an end that is to change its version the new one counts.
    fn is_v1(&self) -> bool {
        match self.here.get("IkeVersion") {
            Some(version) => version == "ikev1",
            None => self.there.version == Some(IkeVersion::V1),
        }
    }

    /// The name that the field of an identity gives an end.
    fn identity(&self) -> Option<String> {
        self.place_of(if self.field == "RemoteId" { "id.local" } else { "id.remote" })
    }

    fn names(&self, kind: &str) -> &[String] {
        self.there.objects.get(kind).map_or(&[], Vec::as_slice)
    }

    /// The lines with their places filled; once for each object of a kind they name, as where a tunnel
    /// has several proposals.
    pub(super) fn fill(&self, lines: &[String]) -> Vec<String> {
        const SEVERAL: [&str; 6] =
            ["ike-proposal", "ike-number", "esp-proposal", "esp-set", "esp-policy", "child"];
        let lines: Vec<String> = lines.iter().map(|line| self.with_choices(line)).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let named = |kind: &&str| lines.iter().any(|line| line.contains(&format!("{{{kind}}}")));
        let several = SEVERAL.into_iter().find(|kind| named(kind) && self.names(kind).len() > 1);
        let Some(kind) = several else { return self.fill_one(&lines, None) };
        // What names no child is said once, before them.
        let apart = |line: &&&str| kind == "child" && !line.contains("{child}");
        let once: Vec<&str> = lines.iter().filter(apart).copied().collect();
        let each: Vec<&str> = lines.iter().filter(|line| !apart(line)).copied().collect();
        let mut all = self.fill_one(&once, None);
        all.extend(
            self.names(kind).iter().flat_map(|name| self.fill_one(&each, Some((kind, name)))),
        );
        all
    }

    /// A line with the texts that the table chooses for this tunnel.
    fn with_choices(&self, line: &str) -> String {
        self.table.choices.iter().fold(line.to_owned(), |line, (place, texts)| {
            let chosen = texts.iter().find(|(condition, _)| self.holds(condition));
            chosen.map_or(line.clone(), |(_, text)| line.replace(place, text))
        })
    }

    /// The lines with their places filled. From the first to the last that names networks they stand once
    /// for each pair.
    fn fill_one(&self, lines: &[&str], object: Option<(&str, &str)>) -> Vec<String> {
        let differs = lines.iter().any(|line| line.contains("{rule"));
        let lines = self.without_rules(lines);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let lines = lines.as_slice();
        let places = |line: &str, pair| self.places(line, pair, object);
        let names_pair = |line: &&str| names_pair(line);
        let Some(first) = lines.iter().position(names_pair) else {
            return lines.iter().map(|line| places(line, None)).collect();
        };
        let last = lines.iter().rposition(names_pair).map_or(first, |last| last + 1);
        let mut all: Vec<String> = lines[..first].iter().map(|line| places(line, None)).collect();
        let nets = |name: &str| -> Vec<Ipv4Net> {
            let texts = self.here.networks(name).unwrap_or_default();
            texts.iter().filter_map(|text| text.parse().ok()).collect()
        };
        let mut number = 0;
        for source in nets("RemoteSubnet") {
            for target in nets("LocalSubnet") {
                if differs && self.stays(&source.to_string(), &target.to_string()) {
                    continue;
                }
                number += 1;
                let pair = Some((source, target, number));
                all.extend(lines[first..last].iter().map(|line| places(line, pair)));
            }
        }
        all.extend(lines[last..].iter().map(|line| places(line, None)));
        all
    }

    /// The lines with those that take a rule away once for each rule that the cloud does not have.
    fn without_rules(&self, lines: &[&str]) -> Vec<String> {
        let gone = || self.there.rules.iter().filter(|rule| !self.is_wanted(rule));
        let mut all = Vec::new();
        for line in lines {
            if !line.contains("{rule") {
                all.push((*line).to_owned());
                continue;
            }
            all.extend(gone().map(|rule| {
                let first = rule.words.split(' ').next().unwrap_or_default();
                let number = first.bytes().all(|byte| byte.is_ascii_digit());
                let short = if number { first } else { &rule.words };
                line.replace("{rule.no}", short).replace("{rule}", &rule.words)
            }));
        }
        all
    }

    /// Whether the cloud has every pair of a rule.
    fn is_wanted(&self, rule: &NetworkRule) -> bool {
        let has = |name: &str, net: &String| {
            self.here.networks(name).is_some_and(|nets| nets.contains(net))
        };
        !rule.pairs.is_empty()
            && rule
                .pairs
                .iter()
                .all(|(own, other)| has("RemoteSubnet", own) && has("LocalSubnet", other))
    }

    /// Whether a rule that stays lets a pair through.
    fn stays(&self, own: &str, other: &str) -> bool {
        let kept = self.there.rules.iter().filter(|rule| self.is_wanted(rule));
        kept.flat_map(|rule| &rule.pairs).any(|(one, two)| one == own && two == other)
    }

    fn places(
        &self,
        line: &str,
        pair: Option<(Ipv4Net, Ipv4Net, usize)>,
        object: Option<(&str, &str)>,
    ) -> String {
        let mut filled = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((name, behind)) = after.split_once('}') else {
                filled.push('{');
                rest = after;
                continue;
            };
            // Braces of the device's own syntax hold no name.
            if name.is_empty() || name.contains(|letter: char| letter.is_whitespace()) {
                filled.push('{');
                rest = after;
                continue;
            }
            match object.filter(|(kind, _)| *kind == name) {
                Some((_, object)) => filled.push_str(object),
                None => filled.push_str(&self.place(name, pair)),
            }
            rest = behind;
        }
        filled.push_str(rest);
        filled
    }

    fn place(&self, name: &str, pair: Option<(Ipv4Net, Ipv4Net, usize)>) -> String {
        let known =
            self.place_of(name).or_else(|| self.algorithm(name)).or_else(|| of_pair(name, pair));
        let object = || self.names(name).first().map(|object| self.quoted(object));
        known.or_else(object).unwrap_or_else(|| self.unknown(name))
    }

    fn quoted(&self, name: &str) -> String {
        if self.quotes && name.contains(' ') { format!("\"{name}\"") } else { name.to_owned() }
    }

    fn place_of(&self, name: &str) -> Option<String> {
        match name {
            "name" => Some(self.quoted(&self.there.name)).filter(|name| !name.is_empty()),
            "key" => None,
            "number" => Some(self.here.number.to_string()),
            // Objects that the device does not have yet.
            "new" => Some(format!("alibaba-{}", self.here.number)),
            "new.no" => Some(format!("{}", 100 + self.here.number)),
            "kind.local" | "kind.remote" => {
                let kind = kind_of(&self.place(&name.replace("kind", "id"), None));
                Some(self.table.word("identity", kind))
            }
            name if name.starts_with("named.") => Some(self.with_kind(name)),
            "peer" => self.peer(),
            "id.local" => {
                self.id("RemoteId", "CustomerGatewayIp", self.there.local_address.as_deref())
            }
            "id.remote" => {
                let own = self.here.get("LocalId").or(self.here.get("GatewayIp"));
                own.map(str::to_owned).or_else(|| self.peer())
            }
            "as.own" => self.own_as(),
            "as.device" => self.as_on_device().or_else(|| self.own_as()),
            "neighbor.old" => self.there.bgp.as_ref().map(|bgp| bgp.neighbor.clone()),
            "acl" | "acl.advanced" => self.access_list(name == "acl.advanced"),
            "as.cloud" => self.here.get("LocalAsn").map(str::to_owned),
            "neighbor" => self.here.get("LocalBgpIp").map(str::to_owned),
            "inside" => self.inside(),
            "local.nets" => self.here.networks("RemoteSubnet").map(|nets| nets.join(",")),
            "remote.nets" => self.here.networks("LocalSubnet").map(|nets| nets.join(",")),
            "local.net" => {
                self.here.networks("RemoteSubnet").and_then(|nets| nets.first().cloned())
            }
            "remote.net" => {
                self.here.networks("LocalSubnet").and_then(|nets| nets.first().cloned())
            }
            _ => None,
        }
    }

    /// An identity with its kind in front, as IOS and Comware have it; `named.remote.32` is an address with
    /// that length, `named.v1.local` the words of IKEv1.
    fn with_kind(&self, name: &str) -> String {
        let id = if name.contains(".local") { "id.local" } else { "id.remote" };
        let id = self.place(id, None);
        let mail = if name.contains(".v1.") { "user-fqdn" } else { "email" };
        let behind = match name.rsplit('.').next() {
            Some("32") => " 32",
            Some("mask") => " 255.255.255.255",
            _ => "",
        };
        match kind_of(&id) {
            "email" => format!("{mail} {id}"),
            "address" => format!("address {id}{behind}"),
            _ => format!("fqdn {id}"),
        }
    }

    /// An access list of VRP or Comware, by its number or its name.
    fn access_list(&self, advanced: bool) -> Option<String> {
        let name = self.names("access-list").first()?;
        let number = name.bytes().all(|byte| byte.is_ascii_digit());
        Some(match (number, advanced) {
            (true, true) => format!("advanced {name}"),
            (true, false) => format!("number {name}"),
            (false, true) => format!("advanced name {name}"),
            (false, false) => format!("name {name}"),
        })
    }

    /// The AS number that the device has now.
    fn as_on_device(&self) -> Option<String> {
        self.there.bgp.as_ref()?.local_as.map(|number| number.to_string())
    }

    /// What stands where a value is not known.
    fn unknown(&self, name: &str) -> String {
        match name {
            "peer" | "id.remote" => format!("<ADDRESS-OF-TUNNEL-{}>", self.here.number),
            "key" => "<PRE-SHARED-KEY>".to_owned(),
            "id.local" => "<YOUR-ADDRESS>".to_owned(),
            "as.own" | "as.device" => "<YOUR-AS-NUMBER>".to_owned(),
            // Sections that bear their usual names.
            "local" | "remote" => name.to_owned(),
            "acl" | "acl.advanced" => "number <ACCESS-LIST>".to_owned(),
            name => format!("<{}>", name.to_ascii_uppercase().replace('.', "-")),
        }
    }

    fn peer(&self) -> Option<String> {
        self.here.get("GatewayIp").map(str::to_owned).or_else(|| self.there.remote_address.clone())
    }

    fn id(&self, name: &str, other: &str, last: Option<&str>) -> Option<String> {
        self.here.get(name).or(self.here.get(other)).or(last).map(str::to_owned)
    }

    fn own_as(&self) -> Option<String> {
        let own = self.here.get("CustomerGatewayAsn").map(str::to_owned);
        own.or_else(|| self.as_on_device())
    }

    /// The device's own address inside the tunnel: the host of the block that the cloud does not take.
    fn inside(&self) -> Option<String> {
        let cidr: Ipv4Net = self.here.get("TunnelCidr")?.parse().ok()?;
        let neighbor = match self.here.get("LocalBgpIp") {
            Some(address) if is_in(address, &cidr.to_string()) => address.to_owned(),
            _ => cidr.hosts().next()?.to_string(),
        };
        other_host(&format!("{neighbor}/{}", cidr.prefix_len()))
    }

    fn algorithm(&self, name: &str) -> Option<String> {
        let value = |field: &str| self.here.get(field);
        let phase1 = |field: &str| Some(self.table.word("phase1", value(field)?));
        let phase2 = |field: &str| Some(self.table.word("phase2", value(field)?));
        let life = |field: &str| self.here.number(field);
        // Nothing without PFS.
        let with_group = |separator: &str| match value("IpsecPfs")? {
            "disabled" => Some(String::new()),
            _ => Some(format!("{separator}{}", phase2("IpsecPfs")?)),
        };
        Some(match name {
            "ike.enc" => phase1("IkeEncAlg")?,
            "ike.auth" => phase1("IkeAuthAlg")?,
            "ike.hash" => value("IkeAuthAlg")?.to_owned(),
            "isakmp.enc" => match value("IkeEncAlg")? {
                "aes192" => "aes 192".to_owned(),
                "aes256" => "aes 256".to_owned(),
                other => other.to_owned(),
            },
            "isakmp.hash" => value("IkeAuthAlg")?.replace("sha1", "sha"),
            "ike.dh" => phase1("IkePfs")?,
            "ike.version" => {
                self.table.word("phase1", if self.is_v1() { "ikev1" } else { "ikev2" })
            }
            "ike.mode" => {
                let mode = value("IkeMode").filter(|mode| *mode == "aggressive");
                self.table.word("phase1", mode.unwrap_or("main"))
            }
            "ike.life" => self.table.lifetime(life("IkeLifetime")?),
            "ike.rekey" => rekey_time(life("IkeLifetime")?).to_string(),
            "ike.over" => (life("IkeLifetime")? - rekey_time(life("IkeLifetime")?)).to_string(),
            "esp.enc" => phase2("IpsecEncAlg")?,
            "esp.auth" => phase2("IpsecAuthAlg")?,
            "esp.pfs" => phase2("IpsecPfs")?,
            "-esp.pfs" => with_group("-")?,
            ";esp.pfs" => with_group(";")?,
            "esp.life" => self.table.lifetime(life("IpsecLifetime")?),
            "esp.rekey" => rekey_time(life("IpsecLifetime")?).to_string(),
            _ => return None,
        })
    }
}

fn names_pair(line: &str) -> bool {
    ["{src", "{dst", "pair}", "pair."].iter().any(|name| line.contains(name))
}

/// What kind of name an identity is, in the words of the tables; a placeholder stands for an address.
fn kind_of(id: &str) -> &'static str {
    if id.contains('@') {
        "email"
    } else if id.parse::<IpAddr>().is_ok() || id.starts_with('<') {
        "address"
    } else {
        "name"
    }
}

fn of_pair(name: &str, pair: Option<(Ipv4Net, Ipv4Net, usize)>) -> Option<String> {
    let (source, target, number) = pair?;
    match name {
        // Marks a line as one of the pair.
        "pair." => return Some(String::new()),
        "pair" => return Some(number.to_string()),
        "-pair" if number == 1 => return Some(String::new()),
        "-pair" => return Some(format!("-{number}")),
        _ => {}
    }
    let (side, form) = name.split_once('.').unwrap_or((name, ""));
    let net = match side {
        "src" => source,
        "dst" => target,
        _ => return None,
    };
    Some(match form {
        "" => net.to_string(),
        "net" => net.network().to_string(),
        "mask" => net.netmask().to_string(),
        "wild" => net.hostmask().to_string(),
        "length" => net.prefix_len().to_string(),
        _ => return None,
    })
}
