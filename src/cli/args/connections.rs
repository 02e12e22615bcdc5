//! The arguments of the verbs about connections that exist, from bind to delete.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub struct ConnectionsArgs {
    #[arg(value_name = "ID")]
    pub id: Option<String>,
}

#[derive(Debug, Args)]
pub struct BindArgs {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "TR")]
    pub router: Option<String>,
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    #[arg(long)]
    pub name: Option<String>,
    #[arg(long)]
    pub no_route_table: bool,
    #[arg(long)]
    pub no_publish_routes: bool,
    #[arg(long, short)]
    pub yes: bool,
    #[arg(long)]
    pub wait: bool,
}

#[derive(Debug, Args)]
pub struct UnbindArgs {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, short)]
    pub yes: bool,
}

/// What is waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum WatchUntilArg {
    Bound,
    Phase1,
    #[default]
    Up,
}

#[derive(Debug, Args)]
pub struct WatchArgs {
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    pub until: WatchUntilArg,
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..=604_800))]
    pub patience: Option<u32>,
}

#[derive(Debug, Args)]
pub struct DiagnoseArgs {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "FILE")]
    pub draft: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct LogsArgs {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "N")]
    pub tunnel: Option<u8>,
    #[arg(long, default_value = "10m", value_name = "DURATION")]
    pub since: String,
    #[arg(long, short)]
    pub follow: bool,
    #[arg(long)]
    pub explain: bool,
}

#[derive(Debug, Args)]
pub struct ModifyArgs {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(value_name = "DRAFT")]
    pub draft: PathBuf,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long, short)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct DeleteArgs {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, short)]
    pub yes: bool,
}
