//! Why a tunnel cannot be written for a platform.

/// A value that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteObstacle {
    /// The number of the tunnel, from 1.
    pub tunnel: u16,
    /// The parameter, without the prefix that says which tunnel.
    pub field: &'static str,
    /// Why, by the id of a sentence without the `peer-cannot-` in front.
    pub reason: &'static str,
    /// What the sentence names; never a key.
    pub args: Vec<(&'static str, String)>,
}

impl WriteObstacle {
    /// An obstacle without anything to name.
    pub fn new(tunnel: u16, field: &'static str, reason: &'static str) -> Self {
        Self { tunnel, field, reason, args: Vec::new() }
    }

    /// The same with a name in it.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}
