//! The sandbox, asked over the wire as any client would.

mod faults;
mod lab;
mod life;
mod operations;
mod peers;
mod protocol;
mod refusals;
