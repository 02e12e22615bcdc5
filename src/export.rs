//! The same connection as something else: the flat parameters of the request, the request as nested
//! JSON, the command of the official CLI, that of curl, a configuration for Terraform, a template for ROS.
//!
//! Names [`crate::connection`] and [`crate::rpc`]; knows no network and no file.

mod aliyun;
mod curl;
mod nested_tree;
mod parameters;
mod request;
mod ros;
mod shell;
mod terraform;

pub use aliyun::{aliyun_command, needs_force};
pub use curl::{SIGNATURE_MINUTES, curl_command};
pub use parameters::{KeyDisplay, parameters};
pub use request::request_json;
pub use ros::ros_template;
pub use shell::ShellQuoteError;
pub use terraform::terraform;
