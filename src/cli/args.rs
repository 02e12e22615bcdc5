//! What may be written on the command line. A contract: scripts rely on it.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

use crate::connection::value::Asn;

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
    /// Take the mouse; without it the terminal keeps it, so that text can be selected.
    #[arg(long)]
    pub mouse: bool,
}

/// Options that every verb takes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Common options")]
pub struct Common {
    /// Talk to the built-in sandbox instead of the cloud; no account is needed.
    #[arg(long, global = true, conflicts_with_all = ["endpoint", "profile"])]
    pub sandbox: bool,
    /// Send requests there: https://HOST, or http:// to this machine. vpc=URL and cbn=URL name the
    /// endpoint of one product: of connections, of transit routers. May be repeated.
    #[arg(long, global = true, value_name = "[PRODUCT=]URL")]
    pub endpoint: Vec<String>,
    /// Use this region, in place of what a draft says.
    #[arg(long, global = true, value_name = "ID")]
    pub region: Option<String>,
    /// Sign in with this profile of the official CLI.
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
    /// Print the completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

#[derive(Debug, Subcommand)]
pub enum PeerVerb {
    /// List the platforms whose configurations are known, a JSON object a line.
    Platforms,
    /// Read the tunnels in a device's configuration and print them as JSON. Values that are not in the
    /// text are the platform's defaults and named as such; keys are printed where the text holds them.
    Read(PeerReadArgs),
    /// Hold a draft against a device's configuration or a filled-in sheet: each field of each tunnel is a
    /// JSON object on a line, differences first, in the order in which they would be felt. Exit status 3
    /// when one of them breaks the tunnel.
    Compare(PeerCompareArgs),
    /// Write the configuration of the device at the other end from a draft: exactly its values, what to
    /// set around the tunnel, how to see that it works, and how to take it off again. What is not known
    /// yet stands in angle brackets. Exit status 3 when the platform cannot do one of the values.
    Write(PeerWriteArgs),
}

#[derive(Debug, Args)]
pub struct PeerWriteArgs {
    /// The draft; `-` reads standard input, `@NAME` is a kept draft.
    #[arg(value_name = "DRAFT")]
    pub draft: PathBuf,
    /// The platform, as `tunnelsmith peer platforms` lists it; a release follows an @: cisco-ios@16.9.
    /// One without a writer of its own gets the sheet of values that fits every device.
    #[arg(long, value_name = "PLATFORM[@RELEASE]", required_unless_present = "check")]
    pub platform: Option<String>,
    /// Only this tunnel.
    #[arg(long, value_name = "N")]
    pub tunnel: Option<u16>,
    /// The cloud's address of a tunnel, once it is known: 1=198.51.100.1.
    #[arg(long, value_name = "TUNNEL=IP")]
    pub address: Vec<String>,
    /// Look the addresses of both ends up at this connection, vco-…
    #[arg(long, value_name = "ID", conflicts_with = "address")]
    pub connection: Option<String>,
    /// The customer gateway's address, as the cloud knows it; 2=203.0.113.2 is that of one tunnel.
    #[arg(long, value_name = "[TUNNEL=]IP")]
    pub gateway: Vec<String>,
    /// The customer gateway's AS number.
    #[arg(long, value_name = "ASN")]
    pub gateway_asn: Option<Asn>,
    /// Write the pre-shared keys too, which otherwise stay placeholders; only into a file.
    #[arg(long, requires = "out")]
    pub with_keys: bool,
    /// Write into this new file, readable by you alone, instead of printing.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write nothing, but say whether this file, written earlier, still fits the draft. Exit status 3
    /// when the draft has changed since.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["out", "with_keys", "connection"])]
    pub check: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct PeerCompareArgs {
    /// The draft; `-` reads standard input, `@NAME` is a kept draft.
    #[arg(value_name = "DRAFT")]
    pub draft: PathBuf,
    /// The configuration, or a paste of it.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The platform, if it cannot be told from the text; a release follows an @: vyos@1.3.
    #[arg(long, value_name = "PLATFORM[@RELEASE]")]
    pub platform: Option<String>,
    /// Print when the differences would be felt, for people: what breaks first stands first.
    #[arg(long)]
    pub timeline: bool,
    /// Which tunnel of the device belongs to a tunnel of the draft, if the text does not tell: 1=Tunnel101.
    #[arg(long = "match", value_name = "TUNNEL=NAME")]
    pub matched: Vec<String>,
    /// Set a field of the draft first, named as on the wire, to try a repair.
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    pub changes: Vec<String>,
    /// The cloud's address of a tunnel, once it is known: 1=198.51.100.1.
    #[arg(long, value_name = "TUNNEL=IP")]
    pub address: Vec<String>,
    /// The customer gateway's address, as the cloud knows it.
    #[arg(long, value_name = "IP")]
    pub gateway: Option<std::net::Ipv4Addr>,
    /// The customer gateway's AS number.
    #[arg(long, value_name = "ASN")]
    pub gateway_asn: Option<Asn>,
}

#[derive(Debug, Args)]
pub struct PeerReadArgs {
    /// The configuration, or a paste of it; `-` reads standard input.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The platform, if it cannot be told from the text; a release follows an @: vyos@1.3.
    #[arg(long, value_name = "PLATFORM[@RELEASE]")]
    pub platform: Option<String>,
}

#[derive(Debug, Args)]
pub struct SheetArgs {
    /// The draft; `-` reads standard input, `@NAME` is a kept draft.
    #[arg(value_name = "DRAFT")]
    pub draft: PathBuf,
    /// The form.
    #[arg(long = "as", value_enum, default_value_t, value_name = "FORM")]
    pub form: SheetForm,
    /// Write it into this new file instead of printing it.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The cloud's address of a tunnel, once it is known: 1=198.51.100.1.
    #[arg(long, value_name = "TUNNEL=IP")]
    pub address: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SheetForm {
    /// A page of Markdown.
    #[default]
    Markdown,
    /// A page for a browser, to print.
    Html,
    /// JSON, which `peer compare` and `import --sheet` read once it is filled in.
    Json,
}

#[derive(Debug, Subcommand)]
pub enum SuggestVerb {
    /// Suggest tunnel CIDR blocks that are free in the drafts kept here, in what was submitted, and in what
    /// you name besides, and that no cloud keeps for itself.
    TunnelCidr(SuggestCidrArgs),
}

#[derive(Debug, Args)]
pub struct SuggestCidrArgs {
    /// How many.
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub count: u16,
    /// Look up the connections of the region given by --region or the profile, too.
    #[arg(long)]
    pub online: bool,
    /// Leave out what this configuration of your device uses, or a paste of it; may be repeated.
    #[arg(long, value_name = "FILE")]
    pub device: Vec<PathBuf>,
    /// Leave out what these drafts use, too; may be repeated.
    #[arg(long, value_name = "FILE")]
    pub draft: Vec<PathBuf>,
}

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

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("source").required(true)))]
pub struct ImportArgs {
    /// The connection to make another one like, vco-…; its region comes from --region or the profile.
    #[arg(long, group = "source", value_name = "ID")]
    pub connection: Option<String>,
    /// A file with an `aliyun vpc CreateVpnAttachment …` command for any shell, prompts and scripts
    /// around it included, or one that makes a VPN gateway's connection; `-` reads standard input.
    #[arg(long, group = "source", value_name = "FILE")]
    pub command: Option<PathBuf>,
    /// A file with a request (JSON in any spelling, a URL or a form body), a template of ROS, a Pulumi
    /// program, or what the service answered about a connection; `-` reads standard input.
    #[arg(long, group = "source", value_name = "FILE")]
    pub request: Option<PathBuf>,
    /// A file with the output of `terraform show -json`, or Terraform's own language; `-` reads standard
    /// input.
    #[arg(long, group = "source", value_name = "FILE")]
    pub terraform: Option<PathBuf>,
    /// A sheet of values from the other company: `label: value` lines, or a table from a mail or a
    /// spreadsheet, in English or Chinese, or our own sheet filled in (JSON); `-` reads standard input.
    #[arg(long, group = "source", value_name = "FILE")]
    pub sheet: Option<PathBuf>,
    /// Whose side the sheet calls local: `local` if what it calls local is theirs, `remote` if it is ours.
    #[arg(long, value_enum, value_name = "SIDE", requires = "sheet")]
    pub their_side_is: Option<SideOfSheet>,
    /// Which of several connections in it: a Terraform address, the name in a template, a connection's
    /// ID.
    #[arg(long, conflicts_with_all = ["command", "connection"], value_name = "ADDRESS")]
    pub address: Option<String>,
    /// Carry pre-shared keys over; they then stand in the draft for everybody to read.
    #[arg(long)]
    pub with_keys: bool,
    /// Write the draft into this new file, readable by you alone, instead of printing it.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SideOfSheet {
    /// What the sheet calls local is theirs.
    Local,
    /// What the sheet calls remote is theirs.
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
    /// List the drafts that are kept here.
    List {
        /// Those that were deleted and can be restored.
        #[arg(long)]
        deleted: bool,
    },
    /// Print a draft, its keys masked.
    Show {
        /// The draft.
        name: String,
        /// An earlier version, counted back from 1.
        #[arg(long, value_name = "N")]
        version: Option<usize>,
    },
    /// Keep a draft here; what had the name before is among its versions then.
    Save {
        /// The draft file; `-` reads standard input.
        file: PathBuf,
        /// Call it this, instead of by the name in it or the name of the file.
        #[arg(long)]
        name: Option<String>,
    },
    /// Move a draft to the trash.
    Delete {
        /// The draft.
        name: String,
    },
    /// Bring a draft back from the trash, or an earlier version of one that is there.
    Restore {
        /// The draft.
        name: String,
        /// An earlier version, counted back from 1.
        #[arg(long, value_name = "N")]
        version: Option<usize>,
        /// Of several deleted under this name, the one with this number in `drafts list --deleted`.
        #[arg(long, value_name = "N", conflicts_with = "version")]
        deleted: Option<usize>,
    },
    /// Give a draft another name.
    Rename {
        /// The draft.
        from: String,
        /// Its new name.
        to: String,
    },
    /// Copy a draft under another name.
    Duplicate {
        /// The draft.
        from: String,
        /// The name of the copy.
        to: String,
    },
    /// List the earlier versions of a draft.
    Versions {
        /// The draft.
        name: String,
    },
    /// Print the JSON Schema of draft files.
    Schema,
    /// Compare two drafts, or a draft with a connection that exists, field by field.
    ///
    /// The exit status is 0 when nothing differs and 3 when something does.
    Diff(DiffArgs),
    /// Seal the keys that stand in drafts in plain text, so that only you and those you name can
    /// read them. Nothing else in the files is changed.
    Seal(SealArgs),
    /// Seal the keys of drafts for more people, beside those they are sealed for already.
    Share(ShareArgs),
}

#[derive(Debug, Args)]
pub struct SealArgs {
    /// Draft files, or @NAME for a kept draft.
    #[arg(required = true, value_name = "FILE|@NAME")]
    pub files: Vec<PathBuf>,
    /// Somebody else who can open the keys: what `tunnelsmith identity show` prints for them.
    #[arg(long = "with", value_name = "age1…")]
    pub recipients: Vec<String>,
}

#[derive(Debug, Args)]
pub struct ShareArgs {
    /// Draft files, or @NAME for a kept draft.
    #[arg(required = true, value_name = "FILE|@NAME")]
    pub files: Vec<PathBuf>,
    /// Who shall be able to open the keys: what `tunnelsmith identity show` prints for them.
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
    /// Print the public half, for which others seal; made on first use.
    Show,
    /// Print where the secret half is kept.
    Path,
}

#[derive(Debug, Args)]
pub struct DiffArgs {
    /// A draft file, or @NAME for a kept draft; `-` reads standard input.
    #[arg(value_name = "DRAFT|@NAME")]
    pub left: PathBuf,
    /// The draft file, or @NAME, to compare it with.
    #[arg(value_name = "OTHER|@NAME", required_unless_present = "live", conflicts_with = "live")]
    pub right: Option<PathBuf>,
    /// Compare with this connection instead, vco-…; its region comes from --region or the draft.
    #[arg(long, value_name = "ID")]
    pub live: Option<String>,
}

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
