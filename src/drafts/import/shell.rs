//! Commands in pasted text: where they begin, which words they are made of, and the places where a
//! shell would have put something in.

mod command;
mod command_start;
mod dialect;
mod expression;
mod prompt;

pub(super) use command::Command;
pub(super) use command_start::starts;
pub(super) use expression::{Expression, Expressions};
