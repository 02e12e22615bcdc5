//! The first line of a table: what separates its cells, and which field a name means.

use std::collections::BTreeMap;

use crate::connection::{Draft, FieldOwner, FieldPath, closest};

use super::problem::TableProblem;

/// Tags that a table may name: as many as the service takes.
const TAGS: u16 = 20;

/// What separates cells: the sign that stands most often outside quotes in the first line. Excel
/// writes semicolons where the comma is the decimal sign.
pub(super) fn separator(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    for byte in text.trim_start_matches(['\r', '\n']).bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(sign, _)| *sign == byte) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    // The last of equals is taken, and the comma shall win a draw.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| *sign)
}

/// The names a column may have, in lower case.
pub(super) struct Names {
    /// `tunneloptionsspecification.1.tunnelbgpconfig.tunnelcidr`
    wire: BTreeMap<String, FieldPath>,
    /// `t1.tunnelcidr`, `localsubnet`: several fields may have one.
    short: BTreeMap<String, Vec<FieldPath>>,
}

impl Names {
    pub(super) fn of(template: &Draft) -> Self {
        let mut wire = BTreeMap::new();
        let mut short: BTreeMap<String, Vec<FieldPath>> = BTreeMap::new();
        for path in FieldPath::all(template.tunnels().clamp(2, 9), TAGS) {
            wire.insert(path.to_string().to_ascii_lowercase(), path);
            if path.fits(template.mode()) {
                for name in short_names(path) {
                    short.entry(name.to_ascii_lowercase()).or_default().push(path);
                }
            }
        }
        Self { wire, short }
    }

    /// The field that a name means. `suggests` tells whether an unknown one is worth a comparison with
    /// all others.
    pub(super) fn find(&self, name: &str, suggests: bool) -> Result<FieldPath, TableProblem> {
        let lower = name.to_ascii_lowercase();
        if let Some(path) = self.wire.get(&lower) {
            return Ok(*path);
        }
        match self.short.get(&lower).map(Vec::as_slice) {
            Some([path]) => Ok(*path),
            Some(paths) => {
                let names = paths.iter().filter_map(|path| short_names(*path).into_iter().next());
                Err(TableProblem::Ambiguous(names.collect()))
            }
            None => {
                let nearest = suggests.then(|| self.nearest(name)).flatten();
                Err(TableProblem::Unknown(nearest))
            }
        }
    }

    fn nearest(&self, name: &str) -> Option<String> {
        let short = self.short.values().flatten().copied().flat_map(short_names);
        closest(name, short).or_else(|| closest(name, self.wire.values().map(ToString::to_string)))
    }
}

/// The plainest first: `T1.TunnelCidr`, `T1.TunnelBgpConfig.TunnelCidr`, `TunnelCidr`.
fn short_names(path: FieldPath) -> Vec<String> {
    let Some(leaf) = path.leaf() else { return Vec::new() };
    let last = path.key.name();
    let mut names = match path.owner {
        FieldOwner::Connection => vec![last.to_owned()],
        FieldOwner::Tunnel(number) => {
            vec![format!("T{number}.{last}"), format!("T{number}.{leaf}"), last.to_owned()]
        }
        // `Key` and `Value` alone say too little.
        FieldOwner::Tag(_) => Vec::new(),
    };
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection::{Key, Mode};

    #[test]
    fn the_sign_that_stands_most_often_separates() {
        for (text, expected) in [
            ("Name,LocalSubnet\n", b','),
            ("Name;LocalSubnet\r\na;10.0.0.0/16,10.1.0.0/16,10.2.0.0/16", b';'),
            ("Name\tLocalSubnet\n", b'\t'),
            ("\"a;b;c\",Name", b','),
            ("Name", b','),
            ("", b','),
            ("\n\nName;X", b';'),
        ] {
            assert_eq!(separator(text), expected, "{text:?}");
        }
    }

    #[test]
    fn names_in_full_in_short_and_in_any_case() {
        let dual = Names::of(&Draft::new(Mode::Dual));
        for (name, path) in [
            ("name", FieldPath::connection(Key::Name)),
            ("T1.TunnelCidr", FieldPath::tunnel(1, Key::TunnelCidr)),
            ("t2.tunnelikeconfig.psk", FieldPath::tunnel(2, Key::Psk)),
            (
                "tunneloptionsspecification.2.CUSTOMERGATEWAYID",
                FieldPath::tunnel(2, Key::CustomerGatewayId),
            ),
            ("Tags.20.Value", FieldPath::tag(20, Key::TagValue)),
        ] {
            assert_eq!(dual.find(name, true), Ok(path), "{name}");
        }
        let ambiguous = TableProblem::Ambiguous(vec!["T1.Psk".into(), "T2.Psk".into()]);
        assert_eq!(dual.find("Psk", true), Err(ambiguous));
        let nearest = TableProblem::Unknown(Some("LocalSubnet".to_owned()));
        assert_eq!(dual.find("LocalSubnets", true), Err(nearest));
        let single = Names::of(&Draft::new(Mode::Single));
        assert_eq!(single.find("psk", true), Ok(FieldPath::connection(Key::Psk)));
    }

    #[test]
    fn every_field_has_a_name_that_leads_back_to_it() {
        for mode in [Mode::Dual, Mode::Single] {
            let names = Names::of(&Draft::new(mode));
            for path in FieldPath::all(2, TAGS) {
                assert_eq!(names.find(&path.to_string(), true), Ok(path));
                if let (true, Some(short)) = (path.fits(mode), short_names(path).first()) {
                    assert_eq!(names.find(short, true), Ok(path), "{short}");
                }
            }
        }
    }
}
