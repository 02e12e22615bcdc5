//! The arguments of the verbs about draft files: import, drafts, identity.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand, ValueEnum};

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
