//! Commands in pasted text: where they begin, which words they are made of, and the places where a
//! shell would have put something in.

mod command;
mod dialect;
mod expression;
mod locate;
mod prompt;

pub(super) use command::Command;
pub(super) use expression::{Expression, Expressions};
pub(super) use locate::starts;
