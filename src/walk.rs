//! The walk through a draft: its steps, the fields of each, and the draft a person is working on.
//!
//! What the wizard and plain mode have in common: both lead through the same steps and fields, keep the
//! same document and know the same findings of it; they only ask and show in their own ways. Names
//! connection, drafts, flow, explain and peer. Pure: reads no clock, touches no file and knows no sentence.

pub mod device_rows;
pub mod document;
pub mod progress;
pub mod rows;
pub mod steps;

pub use document::{AdoptedValues, ComparedTunnel, Document, RefusedField};
pub use rows::{FormButton, FormItem};
pub use steps::{WizardStep, step_of, steps};
