//! The arguments of the verbs about the other end of a tunnel: peer, sheet, suggest.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::connection::value::Asn;

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
