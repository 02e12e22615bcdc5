//! Why an import gives nothing.

use crate::connection::Arg;

/// Why nothing at all could be made of a text. The words for it stand among the program's texts, under
/// [`ImportError::id`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// Nothing but white space.
    Empty,
    /// Not JSON.
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The character in it, from 1.
        column: usize,
        /// What the parser says.
        what: Arg,
    },
    /// Not YAML.
    NotYaml {
        /// The line, from 1.
        line: usize,
        /// What the parser says.
        what: Arg,
    },
    /// Not Terraform's own language.
    NotHcl {
        /// The line, from 1.
        line: usize,
        /// What the parser says.
        what: Arg,
    },
    /// JSON, but no object.
    NotObject,
    /// Neither JSON nor YAML nor a query.
    NotRequest,
    /// No command that creates a connection.
    NotCommand,
    /// Several commands that do.
    SeveralCommands(usize),
    /// Another operation of the service.
    OtherOperation(String),
    /// A quotation mark or bracket without its partner.
    Unclosed {
        /// Where it begins, from 1.
        line: usize,
        /// The opening mark.
        mark: &'static str,
    },
    /// A character that means nothing anywhere (a Unicode non-character).
    NonCharacter,
    /// Terraform's own state file.
    StateFile,
    /// JSON of another make.
    NotTerraform,
    /// No resource of a kind that is a connection.
    NoResource,
    /// Several, and none was chosen.
    SeveralResources(Vec<String>),
    /// The chosen one is not there.
    NoSuchAddress {
        /// What was asked for.
        wanted: String,
        /// What is there.
        found: Vec<String>,
    },
    /// Modules within modules without end.
    TooDeep(usize),
    /// Not a single parameter of a connection.
    NothingRecognised,
    /// A value with quotation marks around it: the text was written for another shell, or its
    /// quotation marks were replaced when it was copied.
    QuotesLeft(String),
}

impl ImportError {
    /// Which text of the program says so.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Empty => "import-error-empty",
            Self::NotJson { .. } => "import-error-not-json",
            Self::NotYaml { .. } => "import-error-not-yaml",
            Self::NotHcl { .. } => "import-error-not-hcl",
            Self::NotObject => "import-error-not-object",
            Self::NotRequest => "import-error-not-request",
            Self::NotCommand => "import-error-not-command",
            Self::SeveralCommands(_) => "import-error-several-commands",
            Self::OtherOperation(_) => "import-error-other-operation",
            Self::Unclosed { .. } => "import-error-unclosed",
            Self::NonCharacter => "import-error-non-character",
            Self::StateFile => "import-error-state-file",
            Self::NotTerraform => "import-error-not-terraform",
            Self::NoResource => "import-error-no-resource",
            Self::SeveralResources(_) => "import-error-several-resources",
            Self::NoSuchAddress { .. } => "import-error-no-such-address",
            Self::TooDeep(_) => "import-error-too-deep",
            Self::NothingRecognised => "import-error-nothing-recognised",
            Self::QuotesLeft(_) => "import-error-quotes-left",
        }
    }

    /// What that text is given; it makes printable what came from outside.
    pub fn args(&self) -> Vec<(&'static str, Arg)> {
        let plain = |text: &str| Arg::from(text.to_owned());
        match self {
            Self::NotJson { line, column, what } => {
                vec![("line", (*line).into()), ("column", (*column).into()), ("what", what.clone())]
            }
            Self::NotYaml { line, what } | Self::NotHcl { line, what } => {
                vec![("line", (*line).into()), ("what", what.clone())]
            }
            Self::SeveralCommands(count) | Self::TooDeep(count) => vec![("count", (*count).into())],
            Self::OtherOperation(name) => vec![("name", plain(name))],
            Self::Unclosed { line, mark } => {
                vec![("line", (*line).into()), ("mark", Arg::from((*mark).to_owned()))]
            }
            Self::SeveralResources(found) => vec![("found", found.join(", ").into())],
            Self::NoSuchAddress { wanted, found } => {
                vec![("wanted", plain(wanted)), ("found", found.join(", ").into())]
            }
            Self::QuotesLeft(field) => vec![("field", plain(field))],
            Self::Empty
            | Self::NotObject
            | Self::NotRequest
            | Self::NotCommand
            | Self::NonCharacter
            | Self::StateFile
            | Self::NotTerraform
            | Self::NoResource
            | Self::NothingRecognised => Vec::new(),
        }
    }
}
