//! The arguments of the verbs that lead to a creation: check, preview, replay, gateways.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::connection::value::Asn;

/// Which drafts, and what to change in them before anything else.
#[derive(Clone, Debug, Args)]
pub struct Drafts {
    /// Draft files, or folders with *.json files in them; `-` reads standard input, `@NAME` is a draft
    /// kept by `tunnelsmith drafts`.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Set a field of every draft, named as on the wire: Name=fra-dc1,
    /// TunnelOptionsSpecification.1.TunnelBgpConfig.TunnelCidr=169.254.20.0/30. Keys are refused
    /// here, since a command line is visible to others.
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    pub changes: Vec<String>,
    /// Make of one draft as many as this CSV table has rows. Its first line names the fields, as on
    /// the wire or in short (Name, T1.TunnelCidr, T2.Psk); an empty cell leaves the draft's value, a
    /// cell - makes it absent, a column # is a note. Keys: env:NAME, file:PATH, or the key itself.
    #[arg(long, value_name = "TABLE.csv")]
    pub values: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub drafts: Drafts,
    /// Look up the customer gateways and connections of each region and check against them too.
    #[arg(long)]
    pub online: bool,
    /// The device at the other end, whose limits count too; a release follows an @: cisco-ios@17.12. Besides
    /// the platforms of `tunnelsmith peer platforms`: aws, azure, gcp, meraki.
    #[arg(long, value_name = "PLATFORM[@RELEASE]")]
    pub platform: Option<String>,
}

#[derive(Debug, Args)]
pub struct PreviewArgs {
    #[command(flatten)]
    pub drafts: Drafts,
    /// What to show it as.
    #[arg(long = "as", value_enum, default_value_t, value_name = "FORM")]
    pub form: PreviewForm,
    /// With --as terraform: the connection exists and has this id, vco-…; Terraform takes it over.
    #[arg(long, value_name = "ID")]
    pub connection: Option<String>,
    /// Show pre-shared keys.
    #[arg(long)]
    pub reveal: bool,
    /// Let this error rule pass, by its id.
    #[arg(long, value_name = "RULE")]
    pub allow: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum PreviewForm {
    #[default]
    /// Flat parameters.
    Params,
    /// Nested JSON.
    Json,
    /// A command of the official command line.
    Cli,
    /// A command of curl, without its signature.
    Curl,
    /// A configuration for Terraform.
    Terraform,
    /// A template for Resource Orchestration Service.
    Ros,
}

#[derive(Debug, Args)]
pub struct ReplayArgs {
    #[command(flatten)]
    pub drafts: Drafts,
    /// Create without asking.
    #[arg(long, short)]
    pub yes: bool,
    /// Let the service check the request and create nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Let the service check all requests first, and create only if it would accept every one.
    #[arg(long, conflicts_with = "dry_run")]
    pub dry_run_first: bool,
    /// Let this error rule pass, by its id; the outcome says so.
    #[arg(long, value_name = "RULE")]
    pub allow: Vec<String>,
    /// Append each outcome as a line of JSON to this file. With the report of an earlier run, what
    /// was created then is not created again, and what is in doubt is repeated with its client token.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Work on so many drafts at once; fewer while the service throttles.
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub jobs: u16,
    /// Bind each connection to this transit router once it is created. A column TransitRouter of the table
    /// names one for each row.
    #[arg(long, value_name = "TR", conflicts_with = "dry_run")]
    pub bind: Option<String>,
    /// Wait until each connection is up; exit status 7 when one is not.
    #[arg(long, conflicts_with = "dry_run")]
    pub wait: bool,
    /// Keep trying for so many seconds where a later attempt may succeed, 90 by default; with --wait, wait
    /// for so many, 1200 by default.
    #[arg(long, value_name = "SECONDS")]
    pub patience: Option<u16>,
    /// Create another connection where a draft has created one before.
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
    /// Create a customer gateway: the address of your device, and its ASN for BGP.
    Create(GatewayArgs),
}

#[derive(Debug, Args)]
pub struct GatewayArgs {
    /// The static IPv4 address of the device; behind NAT, the address outside.
    #[arg(long, value_name = "ADDRESS")]
    pub ip: String,
    /// 1 to 100 characters.
    #[arg(long)]
    pub name: Option<String>,
    /// 1 to 100 characters.
    #[arg(long)]
    pub description: Option<String>,
    /// The device's ASN; needed for BGP and cannot be added later.
    #[arg(long)]
    pub asn: Option<Asn>,
    /// The environment variable that holds the BGP MD5 key.
    #[arg(long, value_name = "NAME")]
    pub auth_key_env: Option<String>,
    /// The resource group.
    #[arg(long, value_name = "ID")]
    pub resource_group: Option<String>,
    /// Repeat an earlier attempt whose answer was lost, with its client token.
    #[arg(long, value_name = "TOKEN")]
    pub client_token: Option<String>,
}
