//! The customer gateways: one slot a tunnel above, the list of the region below, filtered as one types.

mod keys;
mod model;
mod view;

pub use keys::assign_gateway;
pub use model::GatewaysModel;
pub use view::selected_gateway_text;

use super::handlers::Handlers;

/// The screen to the rest of the wizard.
pub const HANDLERS: Handlers =
    Handlers { key: keys::key, paste: keys::paste, click: keys::click, view: view::view };
