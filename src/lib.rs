//! Tunnelsmith creates IPsec-VPN connections on Alibaba Cloud.
//!
//! The rooms of the house, and which rooms each may name:
//!
//! - [`connection`]: what a connection is and when one is sound; names no other room
//! - [`rpc`]: the protocol, shared by client and sandbox; names connection
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod connection;
pub mod rpc;
