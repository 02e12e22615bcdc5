//! Where the answers go.

use tokio::sync::mpsc;

use crate::tui::message::Msg;

/// Where the answers go. Cheap to clone.
#[derive(Clone)]
pub(super) struct Answers(pub(super) mpsc::UnboundedSender<Msg>);

impl Answers {
    /// Gives an answer; false if nobody listens any more, as once the wizard has ended.
    pub(super) fn send(&self, msg: Msg) -> bool {
        self.0.send(msg).is_ok()
    }

    /// Ends the wizard if what holds the guard panics.
    pub(super) fn panic_guard(&self) -> PanicGuard {
        PanicGuard(self.clone())
    }
}

/// Ends the wizard if what holds it panics: the terminal has been given back by then, and an answer
/// that is waited for would never come.
pub(super) struct PanicGuard(Answers);

impl Drop for PanicGuard {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.send(Msg::Terminate);
        }
    }
}
