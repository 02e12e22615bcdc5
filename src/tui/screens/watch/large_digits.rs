//! Addresses in large digits, to be read aloud from some distance.
//!
//! Each sign has five lines of dots; two of them make one line of half blocks, so that an address is three
//! lines high.

/// Lines that an address takes.
pub(super) const HEIGHT: usize = 3;

/// Columns of the longest one.
pub(super) const WIDEST: usize = 54;

/// The dots of a sign, line by line; none for what no address has.
fn dots(sign: char) -> Option<[&'static str; 5]> {
    Some(match sign {
        '0' => ["###", "# #", "# #", "# #", "###"],
        '1' => [" # ", "## ", " # ", " # ", "###"],
        '2' => ["###", "  #", "###", "#  ", "###"],
        '3' => ["###", "  #", "###", "  #", "###"],
        '4' => ["# #", "# #", "###", "  #", "  #"],
        '5' => ["###", "#  ", "###", "  #", "###"],
        '6' => ["###", "#  ", "###", "# #", "###"],
        '7' => ["###", "  #", "  #", "  #", "  #"],
        '8' => ["###", "# #", "###", "# #", "###"],
        '9' => ["###", "# #", "###", "  #", "###"],
        '.' => [" ", " ", " ", " ", "#"],
        _ => return None,
    })
}

/// The lines of an address in large digits; none where it has signs that no IPv4 address has.
pub(super) fn large(address: &str) -> Option<[String; HEIGHT]> {
    let signs: Vec<[&str; 5]> = address.chars().map(dots).collect::<Option<_>>()?;
    let line = |upper: usize| {
        let mut text = String::new();
        for sign in &signs {
            let below = sign.get(upper + 1).copied();
            for (at, dot) in sign[upper].bytes().enumerate() {
                let has_below = below.is_some_and(|below| below.as_bytes()[at] == b'#');
                text.push(match (dot == b'#', has_below) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                });
            }
            text.push(' ');
        }
        text.trim_end().to_owned()
    };
    Some([line(0), line(2), line(4)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_address_fits_beside_its_label() {
        let lines = large("255.255.255.255").unwrap();
        assert!(lines.iter().all(|line| line.chars().count() <= WIDEST), "{lines:?}");
    }

    #[test]
    fn digits_are_told_apart() {
        let all: std::collections::BTreeSet<_> =
            ('0'..='9').map(|digit| large(&digit.to_string()).unwrap()).collect();
        assert_eq!(all.len(), 10);
        assert_eq!(large("1.4").unwrap(), ["▄█    █ █", " █    ▀▀█", "▀▀▀ ▀   ▀"]);
        assert_eq!(large("fe80::1"), None);
    }
}
