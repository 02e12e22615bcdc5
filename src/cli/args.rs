//! What may be written on the command line. A contract: scripts rely on it.

mod connections;
mod creating;
mod drafts;
mod peer;
mod sandbox_timing;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use connections::{
    BindArgs, ConnectionsArgs, DeleteArgs, DiagnoseArgs, LogsArgs, ModifyArgs, UnbindArgs,
    WatchArgs, WatchUntilArg,
};
pub use creating::{
    CheckArgs, DraftArgs, GatewayArgs, GatewaysArgs, GatewaysVerb, PreviewArgs, PreviewForm,
    ReplayArgs,
};
pub use drafts::{
    DiffArgs, DraftsArgs, DraftsVerb, IdentityArgs, IdentityVerb, ImportArgs, SealArgs, ShareArgs,
    SheetSide,
};
pub use peer::{
    PeerCompareArgs, PeerReadArgs, PeerVerb, PeerWriteArgs, SheetArgs, SheetForm, SuggestCidrArgs,
    SuggestVerb,
};

pub use sandbox_timing::SandboxTiming;

/// The whole command line. What help says of it stands in `assets/locales`, in the files `commands.ftl`.
#[derive(Debug, Parser)]
#[command(name = "tunnelsmith", version, args_conflicts_with_subcommands = false)]
pub struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub wizard: WizardArgs,
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// Options of the wizard.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "The wizard")]
pub struct WizardArgs {
    #[arg(long = "open", value_name = "NAME")]
    pub draft: Option<String>,
    #[arg(long)]
    pub plain: bool,
    #[arg(long)]
    pub mouse: bool,
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    #[arg(long = "key", value_name = "ACTION=KEY,…")]
    pub keys: Vec<String>,
    /// The keys that are others than usual, whoever set them.
    #[arg(skip)]
    pub own_keys: std::collections::BTreeMap<String, Vec<String>>,
}

/// Options that every verb takes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Common options")]
pub struct Common {
    #[arg(long, global = true, conflicts_with_all = ["endpoint", "profile"])]
    pub sandbox: bool,
    #[arg(long, global = true, value_name = "[PRODUCT=]URL")]
    pub endpoint: Vec<String>,
    #[arg(long, global = true, value_name = "ID")]
    pub region: Option<String>,
    /// The region where neither the command line nor a draft says one.
    #[arg(skip)]
    pub usual_region: Option<String>,
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    #[arg(long, global = true)]
    pub run_process_command: bool,
    #[arg(long, global = true, value_enum, default_value_t, value_name = "VERSION")]
    pub signature: Signature,
    #[arg(long, global = true, value_name = "DIR")]
    pub drafts_dir: Option<PathBuf>,
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORM")]
    pub output: OutputFormat,
    #[arg(long, global = true, value_name = "TAG")]
    pub lang: Option<String>,
    #[arg(long, short, global = true)]
    pub quiet: bool,
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: ColorMode,
    #[command(flatten)]
    pub life: SandboxTiming,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Signature {
    #[default]
    V1,
    V3,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    #[default]
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorMode {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    Check(CheckArgs),
    Preview(PreviewArgs),
    Replay(ReplayArgs),
    Explain(ExplainArgs),
    Policy(PolicyArgs),
    Gateways(GatewaysArgs),
    Sandbox(SandboxArgs),
    Import(ImportArgs),
    Drafts(DraftsArgs),
    Identity(IdentityArgs),
    Connections(ConnectionsArgs),
    Routers,
    Bind(BindArgs),
    Unbind(UnbindArgs),
    Watch(WatchArgs),
    Diagnose(DiagnoseArgs),
    Logs(LogsArgs),
    Modify(ModifyArgs),
    Delete(DeleteArgs),
    History,
    #[command(subcommand)]
    Peer(PeerVerb),
    Sheet(SheetArgs),
    #[command(subcommand)]
    Suggest(SuggestVerb),
    #[command(subcommand)]
    Config(ConfigVerb),
    Completions {
        shell: clap_complete::Shell,
    },
    Man,
}

impl Verb {
    /// Whether what it prints is JSON whatever `--output` says, so that its sentences are for programs, too.
    pub fn is_for_programs(&self) -> bool {
        match self {
            Self::Peer(PeerVerb::Platforms | PeerVerb::Read(_)) => true,
            Self::Peer(PeerVerb::Compare(args)) => !args.timeline,
            Self::Sheet(args) => args.form == SheetForm::Json,
            _ => false,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum ConfigVerb {
    Path,
    Show,
    Set { name: String, value: String },
    Unset { name: String },
}

#[derive(Debug, Args)]
pub struct PolicyArgs {
    #[arg(long)]
    pub read_only: bool,
}

#[derive(Clone, Debug, Args)]
pub struct ExplainArgs {
    pub text: String,
}

#[derive(Debug, Args)]
pub struct SandboxArgs {
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub port: u16,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=5000))]
    pub gateways: Option<u16>,
    #[arg(long, value_name = "DURATION", conflicts_with = "exact")]
    pub list_lag: Option<String>,
    #[arg(long)]
    pub exact: bool,
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    #[arg(long = "fault", value_name = "FAULT")]
    pub faults: Vec<String>,
    #[command(flatten)]
    pub life: SandboxTiming,
}
