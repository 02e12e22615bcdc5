//! Tunnelsmith creates IPsec-VPN connections on Alibaba Cloud.
//!
//! The rooms of the house, and which rooms each may name (a test holds the code to this table):
//!
//! - [`connection`]: what a connection is and when one is sound; names no other room
//! - [`rpc`]: the protocol, shared by client and sandbox; names connection
//! - [`text`]: words for people, in their language; names connection
//! - [`explain`]: what the service's refusals mean and what to do; names connection, rpc, text
//! - [`peer`]: the other end: the configurations of companies' devices; names connection
//! - [`export`]: the same connection as something else; names connection, rpc
//! - [`drafts`]: drafts on disk; names connection
//! - [`cloud`]: the client of the service; names connection, rpc
//! - [`flow`]: what a run does, step by step; names connection, rpc, cloud, drafts, explain, export
//! - [`sandbox`]: a local server that behaves as the service does; names connection, rpc
//! - [`tui`]: the wizard; names connection, text, flow, drafts, explain, export
//! - [`cli`]: the command line; names all of them
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod cli;
pub mod cloud;
pub mod connection;
pub mod drafts;
pub mod explain;
pub mod export;
pub mod flow;
pub mod peer;
pub mod rpc;
pub mod sandbox;
pub mod text;
pub mod tui;
