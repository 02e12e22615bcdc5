//! The arguments of the verbs about the other end of a tunnel: peer, sheet, suggest.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::connection::value::Asn;

#[derive(Debug, Subcommand)]
pub enum PeerVerb {
    Platforms,
    Read(PeerReadArgs),
    Compare(PeerCompareArgs),
    Write(PeerWriteArgs),
}

#[derive(Debug, Args)]
pub struct PeerWriteArgs {
    #[arg(value_name = "DRAFT")]
    pub draft: PathBuf,
    #[arg(long, value_name = "PLATFORM[@RELEASE]")]
    pub platform: Option<String>,
    #[arg(long, value_name = "N")]
    pub tunnel: Option<u16>,
    #[arg(long, value_name = "TUNNEL=IP")]
    pub address: Vec<String>,
    #[arg(long, value_name = "ID", conflicts_with = "address")]
    pub connection: Option<String>,
    #[arg(long, value_name = "[TUNNEL=]IP")]
    pub gateway: Vec<String>,
    #[arg(long, value_name = "ASN")]
    pub gateway_asn: Option<Asn>,
    #[arg(long, requires = "out")]
    pub with_keys: bool,
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["out", "with_keys", "connection"])]
    pub check: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct PeerCompareArgs {
    #[arg(value_name = "DRAFT")]
    pub draft: PathBuf,
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[arg(long, value_name = "PLATFORM[@RELEASE]")]
    pub platform: Option<String>,
    #[arg(long)]
    pub timeline: bool,
    #[arg(long = "match", value_name = "TUNNEL=NAME")]
    pub matched: Vec<String>,
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    pub changes: Vec<String>,
    #[arg(long, value_name = "TUNNEL=IP")]
    pub address: Vec<String>,
    #[arg(long, value_name = "[TUNNEL=]IP")]
    pub gateway: Vec<String>,
    #[arg(long, value_name = "ASN")]
    pub gateway_asn: Option<Asn>,
}

#[derive(Debug, Args)]
pub struct PeerReadArgs {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long, value_name = "PLATFORM[@RELEASE]")]
    pub platform: Option<String>,
}

#[derive(Debug, Args)]
pub struct SheetArgs {
    #[arg(value_name = "DRAFT")]
    pub draft: PathBuf,
    #[arg(long = "as", value_enum, default_value_t, value_name = "FORM")]
    pub form: SheetForm,
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[arg(long, value_name = "TUNNEL=IP")]
    pub address: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SheetForm {
    #[default]
    Markdown,
    Html,
    Json,
}

#[derive(Debug, Subcommand)]
pub enum SuggestVerb {
    TunnelCidr(SuggestCidrArgs),
}

#[derive(Debug, Args)]
pub struct SuggestCidrArgs {
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub count: u16,
    #[arg(long)]
    pub online: bool,
    #[arg(long, value_name = "FILE")]
    pub device: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub draft: Vec<PathBuf>,
}
