//! The wizard: asks for a connection on a terminal, sends it and tells what came of it.
//!
//! Uses ratatui, crossterm and tokio. Asks `flow` for whatever touches the network or the disk, and
//! knows no rule about a field.

pub mod clipboard;
pub mod terminal;
