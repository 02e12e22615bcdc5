//! Why an import gives nothing.

use crate::connection::characters::is_hidden;

/// Why nothing at all could be made of a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Nothing but white space.
    #[error("there is nothing in it")]
    Empty,
    /// Not JSON.
    #[error("{line}:{column}: not JSON: {what}")]
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The character in it, from 1.
        column: usize,
        /// What the parser says.
        what: String,
    },
    /// JSON, but no object.
    #[error("not a JSON object; a request is one, with a field for each parameter")]
    NotObject,
    /// Neither JSON nor a query.
    #[error(
        "neither a JSON object nor a query of name=value pairs; \
         give the request as JSON, as a URL or as a form body"
    )]
    NotRequest,
    /// No command that creates a connection.
    #[error("no `aliyun vpc CreateVpnAttachment` command stands in it")]
    NotCommand,
    /// Several commands that do.
    #[error("{0} such commands stand in it; give one at a time")]
    SeveralCommands(usize),
    /// Another operation of the service.
    #[error("{0:?} is another operation; only CreateVpnAttachment makes a draft")]
    OtherOperation(String),
    /// A quotation mark or bracket without its partner.
    #[error("line {line}: what begins with {mark} is never closed; copy the whole command")]
    Unclosed {
        /// Where it begins, from 1.
        line: usize,
        /// The opening mark.
        mark: &'static str,
    },
    /// A character that means nothing anywhere (a Unicode non-character).
    #[error("it holds a character that is none (U+FDD0 or U+FDD1); copy it again")]
    NonCharacter,
    /// Terraform's own state file.
    #[error("this is a state file; give the output of `terraform show -json`")]
    StateFile,
    /// JSON of another make.
    #[error("neither a state nor a plan; give the output of `terraform show -json`")]
    NotTerraform,
    /// No resource of the kind.
    #[error("it has no resource of type alicloud_vpn_gateway_vpn_attachment")]
    NoResource,
    /// Several, and none was chosen.
    #[error("it has several such resources; choose one with --address: {}", listed(.0))]
    SeveralResources(Vec<String>),
    /// The chosen one is not there.
    #[error("it has no such resource {wanted:?}; there are: {}", listed(found))]
    NoSuchAddress {
        /// What was asked for.
        wanted: String,
        /// What is there.
        found: Vec<String>,
    },
    /// Modules within modules without end.
    #[error("its modules are nested more than {0} deep")]
    TooDeep(usize),
}

/// Addresses as a file has them, in one line; what would act on a terminal is spelled out.
fn listed(addresses: &[String]) -> String {
    let mut shown = String::new();
    for (index, address) in addresses.iter().enumerate() {
        if index > 0 {
            shown.push_str(", ");
        }
        for letter in address.chars() {
            if is_hidden(letter) {
                shown.extend(letter.escape_unicode());
            } else {
                shown.push(letter);
            }
        }
    }
    shown
}
