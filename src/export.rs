//! The same connection as something else: the flat parameters of the request, the request as nested
//! JSON, the line of the official CLI.
//!
//! Names [`crate::connection`] and [`crate::rpc`]; knows no network and no file.

mod aliyun;
mod key_display;
mod parameters;
mod request;

pub use aliyun::{CliError, aliyun_line};
pub use key_display::KeyDisplay;
pub use parameters::parameters;
pub use request::request_json;
