//! The same connection as something else: the flat parameters of the request, the request as nested
//! JSON, the line of the official CLI.
//!
//! Names [`crate::connection`] and [`crate::rpc`]; knows no network and no file.

mod aliyun;
mod parameters;
mod request;

pub use aliyun::{CliError, aliyun_line};
pub use parameters::parameters;
pub use request::request_json;

/// Whether keys may be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyDisplay {
    /// Shown as a mask, or in a command as a variable to be set.
    #[default]
    Masked,
    /// Shown as they are.
    Revealed,
}
