//! The screens: one line each.

use super::handlers::Handlers;
use super::{device, diagnosis, form, gateways, home, result, review, sending, watch};
use crate::tui::app::Screen;
use crate::tui::steps::WizardStep;

/// What the screen at hand does.
pub const fn handlers(screen: Screen) -> &'static Handlers {
    match screen {
        Screen::Home => &home::HANDLERS,
        Screen::Step(WizardStep::Gateways) => &gateways::HANDLERS,
        Screen::Step(WizardStep::Device) => &device::HANDLERS,
        Screen::Step(WizardStep::Review) => &review::HANDLERS,
        Screen::Step(_) => &form::HANDLERS,
        Screen::Sending => &sending::HANDLERS,
        Screen::Result => &result::HANDLERS,
        Screen::Watch => &watch::HANDLERS,
        Screen::Diagnosis => &diagnosis::HANDLERS,
    }
}
