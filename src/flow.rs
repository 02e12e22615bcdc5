//! What a run does, step by step, for the wizard and the command line alike.
//!
//! [`submit()`] is the only door through which a connection is created: its line in the journal, the
//! creation, its careful repetition, the look-up after a lost answer and the taking up of what an
//! earlier run left open stand in one place. Names connection, rpc, cloud,
//! drafts, explain and export; prints nothing and knows no sentence.

mod lookup;
mod pace;
mod record;
mod resume;
mod submit;

pub use lookup::{Looked, Lookup, look_up};
pub use pace::{Pace, Turn};
pub use record::Record;
pub use submit::{Outcome, Plan, Step, Stop, Submission, submit, wanted};
