//! The arguments of the verbs about connections that exist, from bind to delete.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub struct ConnectionsArgs {
    /// Show this one, vco-…, with all its settings.
    #[arg(value_name = "ID")]
    pub id: Option<String>,
}

#[derive(Debug, Args)]
pub struct BindArgs {
    /// The connection, vco-….
    #[arg(value_name = "ID")]
    pub id: String,
    /// The transit router, tr-…; the only one that can take it by default.
    #[arg(long, value_name = "TR")]
    pub router: Option<String>,
    /// The zone of a connection with one tunnel; the first of the region by default.
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    /// The name of the binding; the connection's by default.
    #[arg(long)]
    pub name: Option<String>,
    /// Do not publish the router's routes to the device through BGP.
    #[arg(long)]
    pub no_publish_routes: bool,
    /// Bind without asking.
    #[arg(long, short)]
    pub yes: bool,
    /// Wait until it is bound and has its addresses.
    #[arg(long)]
    pub wait: bool,
}

#[derive(Debug, Args)]
pub struct UnbindArgs {
    /// The connection, vco-….
    #[arg(value_name = "ID")]
    pub id: String,
    /// Unbind without asking.
    #[arg(long, short)]
    pub yes: bool,
}

/// What is waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Until {
    /// It is bound and has its addresses.
    Bound,
    /// Phase 1 of every tunnel is up.
    Phase1,
    /// Every tunnel is up, and BGP where it is on.
    #[default]
    Up,
}

#[derive(Debug, Args)]
pub struct WatchArgs {
    /// The connections of one region, vco-….
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    /// What to wait for.
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    pub until: Until,
    /// Wait for so many seconds at most; 1200 by default.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..=604_800))]
    pub patience: Option<u32>,
}

#[derive(Debug, Args)]
pub struct DiagnoseArgs {
    /// The connection, vco-….
    #[arg(value_name = "ID")]
    pub id: String,
    /// The draft it was made from: fields are named as in it, and what it has different is told.
    #[arg(long, value_name = "FILE")]
    pub draft: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct LogsArgs {
    /// The connection, vco-….
    #[arg(value_name = "ID")]
    pub id: String,
    /// Only the lines of this tunnel, 1 or 2.
    #[arg(long, value_name = "N")]
    pub tunnel: Option<u8>,
    /// Begin so long ago: 90s, 30m, 2h, 1d.
    #[arg(long, default_value = "10m", value_name = "DURATION")]
    pub since: String,
    /// Go on with new lines until stopped by Ctrl-C.
    #[arg(long, short)]
    pub follow: bool,
    /// Put beside each known line what it means.
    #[arg(long)]
    pub explain: bool,
}

#[derive(Debug, Args)]
pub struct ModifyArgs {
    /// The connection, vco-….
    #[arg(value_name = "ID")]
    pub id: String,
    /// What it is to be; `-` reads standard input, `@NAME` is a kept draft.
    #[arg(value_name = "DRAFT")]
    pub draft: PathBuf,
    /// Show what differs and what would be sent, and send nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Send without asking.
    #[arg(long, short)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct DeleteArgs {
    /// The connection, vco-….
    #[arg(value_name = "ID")]
    pub id: String,
    /// Delete without having its name typed.
    #[arg(long, short)]
    pub yes: bool,
}
