//! From screen to screen, to a field, to the next finding, back and forth in time.

use super::screen::Screen;
use super::state::App;
use crate::connection::{FieldPath, Mode};
use crate::tui::effect::Effect;
use crate::tui::progress::{rank, targets};
use crate::tui::rows::{FormButton, FormItem};
use crate::tui::steps::{WizardStep, step_of, steps};

impl App {
    /// Goes to a screen, and asks for what it needs.
    pub(in crate::tui) fn go(&mut self, screen: Screen) -> Vec<Effect> {
        if let (Some(document), Some(FormItem::Field(path))) =
            (&mut self.document, self.form.focused(self.screen))
        {
            let moved = document.leave(path);
            self.notify_address_moved(moved);
        }
        self.screen = screen;
        self.form.sync_with_document(screen, self.document.as_ref());
        let mut effects = self.load_for_screen();
        effects.push(self.save_bookmark());
        effects
    }

    /// What the screen at hand needs from outside.
    pub(in crate::tui) fn load_for_screen(&mut self) -> Vec<Effect> {
        match self.screen {
            Screen::Step(WizardStep::Gateways) => {
                self.gateways.reset_cursor();
                let lists = [self.load_gateways(false), self.load_region_facts(false)];
                lists.into_iter().flatten().collect()
            }
            Screen::Step(WizardStep::Review) => {
                if let Some(document) = &mut self.document {
                    document.is_reviewed = true;
                }
                let mut effects = self.name_after_connection();
                effects.extend(self.load_gateways(false));
                effects.extend(self.load_region_facts(false));
                effects
            }
            // What the chosen gateways make wrong is told on every step.
            Screen::Step(_) => {
                let gateways = match self.has_unknown_gateway() {
                    true => self.load_gateways(false),
                    false => None,
                };
                gateways.into_iter().chain(self.load_region_facts(false)).collect()
            }
            Screen::Home if self.shows_connections() => {
                self.load_connections(false).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// Says that the BGP address has followed its block.
    pub(in crate::tui) fn notify_address_moved(&mut self, moved: Option<String>) {
        if let Some(address) = moved {
            self.notify("address-followed", &[("address", address.into())]);
        }
    }

    /// Goes home, and keeps the draft first.
    pub(in crate::tui) fn go_home(&mut self) -> Vec<Effect> {
        let mut effects = self.name_after_connection();
        self.home.return_to_draft();
        effects.extend(self.go(Screen::Home));
        effects.extend(self.save());
        effects.push(Effect::LoadHome);
        effects
    }

    /// Goes to a step of the walk, from where the wizard is.
    pub(in crate::tui) fn move_step(&mut self, by: isize) -> Vec<Effect> {
        let (Screen::Step(step), Some(document)) = (self.screen, &self.document) else {
            return self.go_home();
        };
        let all = steps(document.draft().mode());
        let at = all.iter().position(|other| *other == step).unwrap_or(0);
        match at.checked_add_signed(by) {
            Some(at) if at < all.len() => self.go(Screen::Step(all[at])),
            Some(_) => Vec::new(),
            None => self.go_home(),
        }
    }

    /// Goes to the field, or to where the mode is chosen.
    pub(in crate::tui) fn go_to_item(&mut self, item: FormItem) -> Vec<Effect> {
        match item {
            FormItem::Field(path) => self.go_to(path),
            FormItem::Button(_) => {
                let effects = self.go(Screen::Step(WizardStep::Mode));
                self.form.focus(WizardStep::Mode, item);
                effects
            }
        }
    }

    /// Goes to the field where it is filled in.
    pub(in crate::tui) fn go_to(&mut self, path: FieldPath) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let step = step_of(path, document.draft().mode());
        let effects = self.go(Screen::Step(step));
        if step == WizardStep::Gateways {
            self.gateways.slot = match path.owner {
                crate::connection::FieldOwner::Tunnel(number) => {
                    usize::from(number.clamp(1, 2)) - 1
                }
                _ => 0,
            };
        }
        self.form.focus(step, FormItem::Field(path));
        effects
    }

    /// Goes to the next finding of weight, or the one before, in the order of the walk.
    pub(in crate::tui) fn go_to_next_finding(&mut self, forward: bool) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let targets = targets(document);
        if targets.is_empty() {
            self.notify("no-findings", &[]);
            return Vec::new();
        }
        let here = self.form.focused(self.screen).and_then(|item| match item {
            FormItem::Field(_) | FormItem::Button(FormButton::Mode(_)) => {
                Some(rank(item, document))
            }
            FormItem::Button(_) => None,
        });
        let of_step = match self.screen {
            Screen::Step(step) => (
                steps(document.draft().mode()).iter().position(|other| *other == step).unwrap_or(0),
                0,
            ),
            _ => (0, 0),
        };
        let here = here.unwrap_or(of_step);
        let ranked: Vec<_> = targets.iter().map(|item| (rank(*item, document), *item)).collect();
        let found = if forward {
            ranked.iter().find(|(rank, _)| *rank > here).or_else(|| ranked.first())
        } else {
            ranked.iter().rev().find(|(rank, _)| *rank < here).or_else(|| ranked.last())
        };
        let Some((_, item)) = found.copied() else { return Vec::new() };
        let effects = self.go_to_item(item);
        if let (Some(document), FormItem::Field(path)) = (&mut self.document, item) {
            document.visit(path);
        }
        effects
    }

    pub(in crate::tui) fn undo(&mut self, back: bool) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        let at = if back { document.undo() } else { document.redo() };
        let Some(at) = at else {
            self.warn(if back { "nothing-to-undo" } else { "nothing-to-redo" }, &[]);
            return Vec::new();
        };
        self.notify(if back { "undone" } else { "redone" }, &[]);
        match at {
            // What was changed on the review page is seen there.
            Some(_) if self.screen == Screen::Step(WizardStep::Review) => Vec::new(),
            Some(path) => self.go_to(path),
            None => {
                let mode = self.document.as_ref().map(|document| document.draft().mode());
                self.leave_missing_step(mode.unwrap_or_default())
            }
        }
    }

    /// Leaves a step that the mode does not have.
    pub(in crate::tui) fn leave_missing_step(&mut self, mode: Mode) -> Vec<Effect> {
        match self.screen {
            Screen::Step(step) if !steps(mode).contains(&step) => {
                self.go(Screen::Step(WizardStep::Connection))
            }
            _ => Vec::new(),
        }
    }
}
