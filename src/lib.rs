//! Tunnelsmith creates IPsec-VPN connections on Alibaba Cloud.
//!
//! Its modules, called rooms, and which rooms each may name (a test holds the code to this table):
//!
//! - [`files`]: files opened, read, made and replaced safely; names no other room
//! - [`connection`]: what a connection is and when one is sound; names no other room
//! - [`rpc`]: the protocol, shared by client and sandbox; names connection
//! - [`text`]: words for people, in their language; names connection
//! - [`explain`]: what the service's refusals mean and what to do; names connection, rpc, text
//! - [`peer`]: the other end: the configurations of companies' devices; names connection
//! - [`export`]: the same connection as something else; names connection, rpc, text
//! - [`drafts`]: drafts on disk; names files, connection, text
//! - [`cloud`]: the client of the service; names files, connection, rpc, text
//! - [`flow`]: what a run does, step by step; names files, connection, rpc, text, cloud, drafts, explain, export, peer
//! - [`present`]: what became of a submission, in words for both front ends; names connection, text, drafts, flow, explain, peer
//! - [`sandbox`]: a local server that behaves as the service does; names connection, rpc, text
//! - [`walk`]: the steps of the walk and the draft under work, for the wizard and plain mode; names connection, drafts, flow, explain, peer
//! - [`tui`]: the wizard; names files, connection, text, flow, drafts, explain, export, peer, present, walk
//! - [`plain`]: the same walk as questions and answers; names connection, text, flow, drafts, explain, export, peer, present, walk
//! - [`cli`]: the command line; names all of them
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod cli;
pub mod cloud;
pub mod connection;
pub mod drafts;
pub mod explain;
pub mod export;
pub mod files;
pub mod flow;
pub mod peer;
pub mod plain;
pub mod present;
pub mod rpc;
pub mod sandbox;
pub mod text;
pub mod tui;
pub mod walk;
