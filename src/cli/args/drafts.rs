//! The arguments of the verbs about draft files: import, drafts, identity.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("source").required(true)))]
pub struct ImportArgs {
    #[arg(long, group = "source", value_name = "ID")]
    pub connection: Option<String>,
    #[arg(long, group = "source", value_name = "FILE")]
    pub command: Option<PathBuf>,
    #[arg(long, group = "source", value_name = "FILE")]
    pub request: Option<PathBuf>,
    #[arg(long, group = "source", value_name = "FILE")]
    pub terraform: Option<PathBuf>,
    #[arg(long, group = "source", value_name = "FILE")]
    pub sheet: Option<PathBuf>,
    #[arg(long, value_enum, value_name = "SIDE", requires = "sheet")]
    pub their_side_is: Option<SheetSide>,
    #[arg(long, conflicts_with_all = ["command", "connection"], value_name = "ADDRESS")]
    pub address: Option<String>,
    #[arg(long)]
    pub with_keys: bool,
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SheetSide {
    Local,
    Remote,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct DraftsArgs {
    #[command(subcommand)]
    pub verb: Option<DraftsVerb>,
}

#[derive(Debug, Subcommand)]
pub enum DraftsVerb {
    List {
        #[arg(long)]
        deleted: bool,
    },
    Show {
        name: String,
        #[arg(long, value_name = "N")]
        version: Option<usize>,
    },
    Save {
        file: PathBuf,
        #[arg(long)]
        name: Option<String>,
    },
    Delete {
        name: String,
    },
    Restore {
        name: String,
        #[arg(long, value_name = "N")]
        version: Option<usize>,
        #[arg(long, value_name = "N", conflicts_with = "version")]
        deleted: Option<usize>,
    },
    Rename {
        from: String,
        to: String,
    },
    Duplicate {
        from: String,
        to: String,
    },
    Versions {
        name: String,
    },
    Schema,
    Diff(DiffArgs),
    Seal(SealArgs),
    Share(ShareArgs),
}

#[derive(Debug, Args)]
pub struct SealArgs {
    #[arg(required = true, value_name = "FILE|@NAME")]
    pub files: Vec<PathBuf>,
    #[arg(long = "with", value_name = "age1…")]
    pub recipients: Vec<String>,
}

#[derive(Debug, Args)]
pub struct ShareArgs {
    #[arg(required = true, value_name = "FILE|@NAME")]
    pub files: Vec<PathBuf>,
    #[arg(long = "with", required = true, value_name = "age1…")]
    pub recipients: Vec<String>,
}

#[derive(Debug, Args)]
pub struct IdentityArgs {
    #[command(subcommand)]
    pub verb: IdentityVerb,
}

#[derive(Debug, Subcommand)]
pub enum IdentityVerb {
    Show,
    Path,
}

#[derive(Debug, Args)]
pub struct DiffArgs {
    #[arg(value_name = "DRAFT|@NAME")]
    pub left: PathBuf,
    #[arg(value_name = "OTHER|@NAME", required_unless_present = "live", conflicts_with = "live")]
    pub right: Option<PathBuf>,
    #[arg(long, value_name = "ID")]
    pub live: Option<String>,
}
