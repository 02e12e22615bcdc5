//! The state of the wizard and what every screen does with it. The screens name it; it names their
//! models, and never what their keys do or how they look.

mod account;
mod beside;
mod changing;
mod connections;
mod device;
mod diagnosing;
mod gateways;
mod leaving;
mod navigation;
mod neighbours;
mod opening;
mod pending;
mod saving;
mod state;
mod status;
mod watching;

pub use pending::PendingAction;
pub use state::{App, SMALLEST, Setup};
pub use status::{Notice, Screen, SignInState};
