//! The arguments of the verbs that lead to a creation: check, preview, replay, gateways.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::connection::value::Asn;

/// Which drafts, and what to change in them before anything else.
#[derive(Clone, Debug, Args)]
pub struct DraftArgs {
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    pub changes: Vec<String>,
    #[arg(long, value_name = "TABLE.csv")]
    pub values: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub drafts: DraftArgs,
    #[arg(long)]
    pub online: bool,
    #[arg(long, value_name = "PLATFORM[@RELEASE]")]
    pub platform: Option<String>,
}

#[derive(Debug, Args)]
pub struct PreviewArgs {
    #[command(flatten)]
    pub drafts: DraftArgs,
    #[arg(long = "as", value_enum, default_value_t, value_name = "FORM")]
    pub form: PreviewForm,
    #[arg(long, value_name = "ID")]
    pub connection: Option<String>,
    #[arg(long)]
    pub reveal: bool,
    #[arg(long, value_name = "RULE")]
    pub allow: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum PreviewForm {
    #[default]
    Params,
    Json,
    Cli,
    Curl,
    Terraform,
    Ros,
}

#[derive(Debug, Args)]
pub struct ReplayArgs {
    #[command(flatten)]
    pub drafts: DraftArgs,
    #[arg(long, short)]
    pub yes: bool,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long, conflicts_with = "dry_run")]
    pub dry_run_first: bool,
    #[arg(long, value_name = "RULE")]
    pub allow: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub jobs: u16,
    #[arg(long, value_name = "TR", conflicts_with = "dry_run")]
    pub bind: Option<String>,
    #[arg(long, conflicts_with = "dry_run")]
    pub wait: bool,
    #[arg(long, value_name = "SECONDS")]
    pub patience: Option<u16>,
    #[arg(long)]
    pub again: bool,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct GatewaysArgs {
    #[command(subcommand)]
    pub verb: Option<GatewaysVerb>,
}

#[derive(Debug, Subcommand)]
pub enum GatewaysVerb {
    Create(GatewayArgs),
}

#[derive(Debug, Args)]
pub struct GatewayArgs {
    #[arg(long, value_name = "ADDRESS")]
    pub ip: String,
    #[arg(long)]
    pub name: Option<String>,
    #[arg(long)]
    pub description: Option<String>,
    #[arg(long)]
    pub asn: Option<Asn>,
    #[arg(long, value_name = "NAME")]
    pub auth_key_env: Option<String>,
    #[arg(long, value_name = "ID")]
    pub resource_group: Option<String>,
    #[arg(long, value_name = "TOKEN")]
    pub client_token: Option<String>,
}
