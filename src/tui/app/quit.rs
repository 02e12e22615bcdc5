//! How the wizard is left: after the last save and the last answer, or at once if somebody insists.

use super::pending::PendingAction;
use super::state::App;
use crate::tui::effect::Effect;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::question::Question;
use crate::tui::screens::sending::SendingModel;

impl App {
    /// Ctrl-C: asks if something is unsaved or under way, and saves in any case.
    pub(in crate::tui) fn ask_to_quit(&mut self) -> Vec<Effect> {
        if self.save_state.is_quitting() {
            // A disk or a service that hangs does not keep anybody here.
            return self.end().into_iter().collect();
        }
        if let Some(Overlay::Question(question)) = self.overlays.last()
            && question.question == Question::Quit
        {
            return self.quit();
        }
        let is_sending = self.sending.is_some() || self.is_changing();
        if !self.is_unsaved() && !is_sending && !self.save_state.is_busy() {
            return self.quit();
        }
        self.ask(Question::Quit);
        self.save().into_iter().collect()
    }

    /// Ends, after the last save and the last answer.
    pub(in crate::tui) fn quit(&mut self) -> Vec<Effect> {
        let mut effects = vec![self.save_bookmark()];
        if !self.cancel_unsent() {
            effects.extend(self.sending.as_mut().map(SendingModel::cancel));
        }
        effects.extend(self.stop_changes());
        effects.extend(self.when_saved(PendingAction::Quit));
        effects
    }

    /// Nobody can be asked any more.
    pub(in crate::tui) fn terminate(&mut self) -> Vec<Effect> {
        self.save_state.terminating = true;
        self.quit()
    }

    /// Ends at once.
    pub(in crate::tui) fn end(&mut self) -> Option<Effect> {
        let first = !self.save_state.ended;
        self.save_state.ended = true;
        first.then_some(Effect::Quit)
    }
}
