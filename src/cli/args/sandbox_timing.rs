//! How the connections of the sandbox live.

use clap::Args;
use jiff::SignedDuration;

use crate::connection::message;
use crate::sandbox::{Settings, TunnelPeer, read_pace};
use crate::text::format_in_process_language;

/// How the connections of the built-in sandbox live.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "The sandbox")]
pub struct SandboxTiming {
    #[arg(long, value_name = "DURATION", value_parser = pace)]
    pub pace: Option<SignedDuration>,
    #[arg(long = "peer", value_name = "N=KIND")]
    pub peers: Vec<TunnelPeer>,
}

impl SandboxTiming {
    /// Puts what was said into the settings of a sandbox.
    pub fn apply(&self, settings: &mut Settings) {
        settings.pace = self.pace.unwrap_or(settings.pace);
        settings.peers.extend(self.peers.iter().cloned());
    }
}

fn pace(text: &str) -> Result<SignedDuration, String> {
    read_pace(text).ok_or_else(|| format_in_process_language(&message!("sandbox-bad-pace")))
}
