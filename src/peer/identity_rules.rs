//! An identity as a device takes it.

use super::obstacle::WriteObstacle;
use super::wanted_tunnel::WantedTunnel;

/// What a platform can hold as an identity.
pub struct IdentityRules {
    /// Characters that change or break it.
    pub refused: &'static [char],
    /// The most characters of the device's own name, and of the one it expects; a draft holds 100.
    pub longest: (usize, usize),
}

impl IdentityRules {
    /// Without these characters, as long as a draft can have it.
    pub const fn without(refused: &'static [char]) -> Self {
        Self { refused, longest: (usize::MAX, usize::MAX) }
    }

    /// What keeps the identities of a tunnel off the platform: no device takes what is not printable ASCII.
    pub fn obstacles(&self, tunnel: &WantedTunnel) -> Vec<WriteObstacle> {
        let (own, other) = self.longest;
        let all = [("RemoteId", &tunnel.local_id, own), ("LocalId", &tunnel.remote_id, other)];
        let bad = |letter: &char| {
            !(letter.is_ascii_graphic() || *letter == ' ') || self.refused.contains(letter)
        };
        let found = all.into_iter().filter_map(|(field, id, longest)| {
            let id = id.as_ref()?;
            let obstacle = |reason| WriteObstacle::new(tunnel.number, field, reason);
            let Some(letter) = id.chars().find(bad) else {
                return (id.len() > longest)
                    .then(|| obstacle("identity-length").with("most", longest.to_string()));
            };
            let shown = if letter.is_control() || letter == ' ' {
                format!("U+{:04X}", u32::from(letter))
            } else {
                letter.to_string()
            };
            Some(obstacle("identity-character").with("character", shown))
        });
        found.collect()
    }
}
