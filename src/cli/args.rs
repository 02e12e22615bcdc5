//! What may be written on the command line. A contract: scripts rely on it.

mod connections;
mod creating;
mod drafts;
mod other_end;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use connections::{
    BindArgs, ConnectionsArgs, DeleteArgs, DiagnoseArgs, LogsArgs, ModifyArgs, UnbindArgs, Until,
    WatchArgs,
};
pub use creating::{
    CheckArgs, Drafts, GatewayArgs, GatewaysArgs, GatewaysVerb, PreviewArgs, PreviewForm,
    ReplayArgs,
};
pub use drafts::{
    DiffArgs, DraftsArgs, DraftsVerb, IdentityArgs, IdentityVerb, ImportArgs, SealArgs, ShareArgs,
    SideOfSheet,
};
pub use other_end::{
    PeerCompareArgs, PeerReadArgs, PeerVerb, PeerWriteArgs, SheetArgs, SheetForm, SuggestCidrArgs,
    SuggestVerb,
};

/// Creates IPsec-VPN connections on Alibaba Cloud.
///
/// Every mistake is caught before the cloud sees it, every request is sent exactly once, and
/// whatever comes back is explained in plain words.
///
/// Without a command it opens the wizard, which leads through a connection step by step, keeps what is
/// typed as a draft, and sends it once you say yes; F1 lists its keys. `tunnelsmith --sandbox` tries
/// everything without an account, and `tunnelsmith --plain` asks the same in plain lines, for a screen reader
/// or a serial console. The commands work on draft files, for scripts and many at once.
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
    /// Open this kept draft, and not the one that was open last.
    #[arg(long = "open", value_name = "NAME")]
    pub draft: Option<String>,
    /// Ask line by line in place of drawing a screen, for screen readers, serial consoles and pipes; also
    /// TUNNELSMITH_PLAIN=1, and by itself on a terminal with TERM=dumb. ? reads the help.
    #[arg(long)]
    pub plain: bool,
    /// Take the mouse; without it the terminal keeps it, so that text can be selected. Also
    /// TUNNELSMITH_MOUSE=1.
    #[arg(long)]
    pub mouse: bool,
    /// Use these colours: default, light, high-contrast or colour-blind; also TUNNELSMITH_THEME.
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Use other keys for an action, as undo=alt-u,ctrl-v; may be repeated. Also TUNNELSMITH_KEYS, with
    /// semicolons between the actions.
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
    /// Talk to the built-in sandbox instead of the cloud; no account is needed.
    #[arg(long, global = true, conflicts_with_all = ["endpoint", "profile"])]
    pub sandbox: bool,
    /// Send requests there: https://HOST, or http:// to this machine. vpc=URL and cbn=URL name the
    /// endpoint of one product: of connections, of transit routers. May be repeated. Also
    /// TUNNELSMITH_ENDPOINT, with blanks between several.
    #[arg(long, global = true, value_name = "[PRODUCT=]URL")]
    pub endpoint: Vec<String>,
    /// Use this region, in place of what a draft says. TUNNELSMITH_REGION names one for new drafts, and for
    /// verbs that no draft tells one.
    #[arg(long, global = true, value_name = "ID")]
    pub region: Option<String>,
    /// The region where neither the command line nor a draft says one.
    #[arg(skip)]
    pub usual_region: Option<String>,
    /// Sign in with this profile of the official CLI; also TUNNELSMITH_PROFILE.
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// Let the profile run its process_command to get the access key; also
    /// TUNNELSMITH_RUN_PROCESS_COMMAND=1.
    #[arg(long, global = true)]
    pub run_process_command: bool,
    /// Sign requests this way.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "VERSION")]
    pub signature: Signature,
    /// Keep drafts and the journal in this folder; also TUNNELSMITH_DRAFTS_DIR.
    #[arg(long, global = true, value_name = "DIR")]
    pub drafts_dir: Option<PathBuf>,
    /// Print text for a person, or one JSON object a line.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORM")]
    pub output: Form,
    /// Print neither progress nor hints.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Use colour: when standard output is a terminal (and NO_COLOR is not set), always, or never.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: When,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Signature {
    /// HMAC-SHA1 as a parameter (SignatureVersion=1.0).
    #[default]
    V1,
    /// ACS3-HMAC-SHA256 in a header.
    V3,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Form {
    #[default]
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Name everything that is wrong, doubtful or worth knowing about drafts.
    Check(CheckArgs),
    /// Show exactly what would be sent.
    Preview(PreviewArgs),
    /// Create the connections that drafts describe.
    Replay(ReplayArgs),
    /// Say what an error of the service or a rule means and what to do about it.
    Explain(ExplainArgs),
    /// Print the RAM policy that lets a user do what this program does, to paste into the console.
    Policy(PolicyArgs),
    /// List the customer gateways of a region, or create one.
    Gateways(GatewaysArgs),
    /// Serve the sandbox on this machine until interrupted.
    Sandbox(SandboxArgs),
    /// Make a draft from a connection that exists, a command, a request or a Terraform resource.
    Import(ImportArgs),
    /// List the drafts that are kept here, or keep, show, compare, seal and share them.
    Drafts(DraftsArgs),
    /// Your identity, which opens the keys sealed for you.
    Identity(IdentityArgs),
    /// List the connections of a region and how they are doing, or show one with all its settings.
    Connections(ConnectionsArgs),
    /// List the transit routers of a region, and which of them can take a connection.
    Routers,
    /// Bind a connection to a transit router, which gives it its addresses.
    Bind(BindArgs),
    /// Take a connection off its transit router.
    Unbind(UnbindArgs),
    /// Watch connections until they are up: a line a change. The exit status is 0 when they are, and 7
    /// when they are not.
    Watch(WatchArgs),
    /// Find out why a connection is not up: the field at fault, both sides' values and both repairs.
    Diagnose(DiagnoseArgs),
    /// Print the service's log of a connection.
    Logs(LogsArgs),
    /// Change a connection to what a draft says; only what differs is sent.
    Modify(ModifyArgs),
    /// Delete a connection that is bound to nothing.
    Delete(DeleteArgs),
    /// List what was submitted, when, by which version of a draft, and how it ended.
    History,
    /// Read, write or compare the configuration of the device at the other end.
    #[command(subcommand)]
    Peer(PeerVerb),
    /// Write the sheet for the other company: what they must set, in their words, and room for theirs. No key
    /// is in it.
    Sheet(SheetArgs),
    /// Suggest values that nothing else uses.
    #[command(subcommand)]
    Suggest(SuggestVerb),
    /// Show what is set, by a flag, a variable or config.toml, and change that file.
    #[command(subcommand)]
    Config(ConfigVerb),
    /// Print the completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

#[derive(Debug, Subcommand)]
pub enum ConfigVerb {
    /// Print where config.toml is.
    Path,
    /// Print every setting, its value, and what decided it.
    Show,
    /// Write a setting into config.toml; what else stands there stays.
    Set {
        /// The setting, as `config show` names it.
        name: String,
        /// Its value, as its variable has it.
        value: String,
    },
    /// Take a setting out of config.toml.
    Unset {
        /// The setting.
        name: String,
    },
}

#[derive(Debug, Args)]
pub struct PolicyArgs {
    /// Leave out what creates or changes anything: enough for checks, lists and imports.
    #[arg(long)]
    pub read_only: bool,
}

#[derive(Clone, Debug, Args)]
pub struct ExplainArgs {
    /// A code of the service (IllegalParam.LocalSubnet), a rule (B-06), or a whole error as an SDK, the
    /// command line, Terraform or a log has it; `-` reads standard input.
    pub text: String,
}

#[derive(Debug, Args)]
pub struct SandboxArgs {
    /// The port on 127.0.0.1; any free one by default.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub port: u16,
    /// How many customer gateways each region has.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=5000))]
    pub gateways: Option<u16>,
    /// How long after its creation a connection appears in lists, as 5s or 500ms; 2 s by default, since
    /// the service's lists lag behind, too.
    #[arg(long, value_name = "DURATION", conflicts_with = "exact")]
    pub list_lag: Option<String>,
    /// Tell times to the millisecond and list at once what was created. The service does neither; it is
    /// for scripts that cannot wait.
    #[arg(long)]
    pub exact: bool,
    /// Give the same ids in the same order after each start; otherwise they are others each time.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Misbehave: latency=200ms, throttle=3, error=CODE, single=refuse, reset-after-store=1,
    /// http-503=2, html-body, truncated-body, slow-body, huge-body, clock-skew=20m, redirect=URL,
    /// bad-lookup=2.
    #[arg(long = "fault", value_name = "FAULT")]
    pub faults: Vec<String>,
    /// How long each step in the life of a connection takes, as 200ms or 1s (the default): two steps until
    /// it is bound, one for each phase of a tunnel and for BGP. Lifetimes stay seconds.
    #[arg(long, value_name = "DURATION")]
    pub pace: Option<String>,
    /// What the device at the far end of tunnel N is like, for every connection: matches (the default),
    /// silent, passive, wrong-psk, wrong-proposal:FIELD=VALUE, wrong-id, wrong-subnets, no-bgp, wrong-asn,
    /// pfs-at-rekey, flaps. While the sandbox runs, POST the same to /sandbox/peer.
    #[arg(long = "peer", value_name = "N=KIND")]
    pub peers: Vec<String>,
}
