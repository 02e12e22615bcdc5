//! The sandbox, asked over the wire as any client would.

mod faults;
mod lab;
mod operations;
mod protocol;
mod refusals;
