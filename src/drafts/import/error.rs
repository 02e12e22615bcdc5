//! Why an import gives nothing.

use crate::connection::{Arg, Message, ToMessage, message};

/// Why nothing at all could be made of a text.
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

impl ToMessage for ImportError {
    fn message(&self) -> Message {
        match self {
            Self::Empty => message!("import-error-empty"),
            Self::NotJson { line, column, what } => {
                message!(
                    "import-error-not-json",
                    line = *line,
                    column = *column,
                    what = what.clone()
                )
            }
            Self::NotYaml { line, what } => {
                message!("import-error-not-yaml", line = *line, what = what.clone())
            }
            Self::NotHcl { line, what } => {
                message!("import-error-not-hcl", line = *line, what = what.clone())
            }
            Self::NotObject => message!("import-error-not-object"),
            Self::NotRequest => message!("import-error-not-request"),
            Self::NotCommand => message!("import-error-not-command"),
            Self::SeveralCommands(count) => {
                message!("import-error-several-commands", count = *count)
            }
            Self::OtherOperation(name) => message!("import-error-other-operation", name),
            Self::Unclosed { line, mark } => {
                message!("import-error-unclosed", line = *line, mark = *mark)
            }
            Self::NonCharacter => message!("import-error-non-character"),
            Self::StateFile => message!("import-error-state-file"),
            Self::NotTerraform => message!("import-error-not-terraform"),
            Self::NoResource => message!("import-error-no-resource"),
            Self::SeveralResources(found) => {
                message!("import-error-several-resources", found = found.join(", "))
            }
            Self::NoSuchAddress { wanted, found } => {
                message!("import-error-no-such-address", wanted, found = found.join(", "))
            }
            Self::TooDeep(count) => message!("import-error-too-deep", count = *count),
            Self::NothingRecognised => message!("import-error-nothing-recognised"),
            Self::QuotesLeft(field) => message!("import-error-quotes-left", field),
        }
    }
}
