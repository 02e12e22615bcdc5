//! Who is signed in, and which regions the account has.

use super::state::App;
use super::status::Account;
use crate::flow::{ServiceTrouble, Who};
use crate::tui::effect::{Effect, Ticket};
use crate::tui::message::{Regions, SignedOut};

impl App {
    /// Finds out anew who is signed in.
    pub(in crate::tui) fn sign_in(&mut self) -> Effect {
        let ticket = self.ticket();
        self.account = Account::Asking(ticket);
        // What the account before is told does not count any more.
        self.regions_asked = None;
        Effect::SignIn(ticket)
    }

    pub(in crate::tui) fn signed_in(
        &mut self,
        ticket: Ticket,
        result: Result<Who, SignedOut>,
    ) -> Vec<Effect> {
        if self.account != Account::Asking(ticket) {
            return Vec::new();
        }
        match result {
            Ok(who) => {
                if self.region.is_none() {
                    self.region.clone_from(&who.region);
                }
                self.enter_as(who)
            }
            Err(out) => {
                self.account = Account::Out(out);
                Vec::new()
            }
        }
    }

    /// Somebody is signed in: what was known of another account holds no more.
    pub(in crate::tui) fn enter_as(&mut self, who: Who) -> Vec<Effect> {
        self.account = Account::In(who);
        self.regions = None;
        self.gateways.forget();
        let ticket = self.ticket();
        self.regions_asked = Some(ticket);
        let mut effects = vec![Effect::LoadRegions(ticket)];
        effects.extend(self.entered());
        effects
    }

    pub(in crate::tui) fn regions_listed(
        &mut self,
        ticket: Ticket,
        result: Result<Regions, ServiceTrouble>,
    ) {
        if self.regions_asked.take_if(|asked| *asked == ticket).is_none() {
            return;
        }
        match result {
            Ok(regions) => {
                self.sandbox_endpoint |= regions.sandbox;
                self.regions = Some(regions.ids);
            }
            // This was the first time that the key was used. The sandbox's is always good.
            Err(trouble) if trouble.is_about_key() && !self.sandbox => {
                let why = self.explained(&trouble);
                self.account = Account::Out(SignedOut { why, nothing: false });
            }
            // The built-in list serves as well, and what else there is to tell goes first.
            Err(trouble) => {
                if self.notice.is_none() {
                    self.warn("regions-built-in", &[("why", trouble.text.into())]);
                }
            }
        }
    }
}
