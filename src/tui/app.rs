//! The state of the wizard and what every screen does with it. The screens name it; it names their
//! models, and never what their keys do or how they look.

mod account;
mod changing;
mod connections;
mod device;
mod diagnosing;
mod gateways;
mod navigation;
mod opening;
mod pending;
mod quit;
mod region_facts;
mod region_facts_cache;
mod saving;
mod screen;
mod state;
mod watching;

pub use pending::PendingAction;
pub use screen::{Notice, Screen, SignInState};
pub use state::{App, AppConfig, SMALLEST};
