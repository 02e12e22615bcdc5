//! A panic in what answers ends the wizard.

use tokio::sync::mpsc;

use crate::tui::message::Msg;

/// Ends the wizard if what holds it panics: the terminal has been given back by then, and an answer
/// that is waited for would never come.
pub(super) struct PanicGuard(pub(super) mpsc::UnboundedSender<Msg>);

impl Drop for PanicGuard {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // The loop may have ended by itself.
            let _ = self.0.send(Msg::Terminate);
        }
    }
}
