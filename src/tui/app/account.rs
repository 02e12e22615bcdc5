//! Who is signed in, and which regions the account has.

use super::screen::SignInState;
use super::state::App;
use crate::connection::key::generate;
use crate::connection::{Account, Realm, RealmMatch};
use crate::drafts::DraftName;
use crate::drafts::journal::{JournalEntry, SubmissionRecord};
use crate::flow::{ConnectionRef, CredentialsInfo, DuplicateOptions, ServiceFailure};
use crate::tui::action::Area;
use crate::tui::effect::{Effect, Ticket};
use crate::tui::message::{AccountRegions, SignedOut};
use crate::tui::overlays::pick_list;
use crate::tui::screens::watch::WatchModel;

/// Where whose account it is can be asked when no region is known yet.
const ANY_REGION: &str = "cn-hangzhou";

impl App {
    /// Finds out anew who is signed in.
    pub(in crate::tui) fn sign_in(&mut self) -> Effect {
        let ticket = self.ticket();
        self.account = SignInState::Asking(ticket);
        // What the account before is told does not count any more.
        self.requests.regions = None;
        Effect::SignIn(ticket)
    }

    /// Signs in with another profile. Its region takes the place of the one before.
    pub(in crate::tui) fn use_profile(&mut self, name: &str) -> Effect {
        let ticket = self.ticket();
        self.account = SignInState::Asking(ticket);
        self.requests.regions = None;
        self.requests.realm = None;
        self.region = None;
        Effect::UseProfile(ticket, name.to_owned())
    }

    /// The profiles are there to choose from.
    pub(in crate::tui) fn profiles_listed(&mut self, result: Result<Vec<String>, String>) {
        match result {
            // Whoever is at something else by now types there.
            _ if self.area() != Area::Home => {}
            Ok(names) if names.is_empty() => self.warn("profiles-none", &[]),
            Ok(names) => self.show_list(pick_list::profiles(names, &self.texts)),
            Err(why) => self.report_error(why),
        }
    }

    /// What a copy of a draft gets that shall not be the original's.
    pub(in crate::tui) fn fresh_parts(&mut self) -> DuplicateOptions {
        let keys = [(); 2].map(|()| generate(self.entropy.as_mut()));
        let blocks = self.home.home_data().map(|home| home.blocks.nets()).unwrap_or_default();
        let taken = blocks.into_iter().chain(self.tunnel_cidrs_in_use()).collect();
        DuplicateOptions { keys: keys.into(), taken }
    }

    pub(in crate::tui) fn signed_in(
        &mut self,
        ticket: Ticket,
        result: Result<CredentialsInfo, SignedOut>,
    ) -> Vec<Effect> {
        if self.account != SignInState::Asking(ticket) {
            return Vec::new();
        }
        match result {
            Ok(who) => {
                if self.region.is_none() {
                    self.region.clone_from(&who.region);
                }
                self.signed_in_as(who)
            }
            Err(out) => {
                self.account = SignInState::Out(out);
                Vec::new()
            }
        }
    }

    /// The sandbox serves, or why not.
    pub(in crate::tui) fn sandbox_serves(
        &mut self,
        result: Result<CredentialsInfo, String>,
    ) -> Vec<Effect> {
        self.sandbox = result.is_ok();
        match result {
            Ok(who) => self.signed_in_as(who),
            Err(why) => {
                if self.account == SignInState::Asking(Ticket(0)) {
                    self.account = SignInState::Out(SignedOut { why: why.clone(), nothing: false });
                }
                self.report_error(why);
                Vec::new()
            }
        }
    }

    /// Somebody is signed in: what was known of another account holds no more.
    fn signed_in_as(&mut self, who: CredentialsInfo) -> Vec<Effect> {
        self.account = SignInState::In(who);
        self.regions = None;
        self.gateways.forget();
        self.region_facts.forget();
        let mut effects = self.forget_connections();
        let ticket = self.ticket();
        self.requests.regions = Some(ticket);
        effects.push(Effect::LoadRegions(ticket));
        // Of whom it is asked does not matter: an account is one in all regions.
        let region = self.region.clone().unwrap_or_else(|| ANY_REGION.to_owned());
        let ticket = self.ticket();
        self.realm = None;
        self.update_elsewhere();
        self.requests.realm = Some(ticket);
        effects.push(Effect::LoadRealm(ticket, region));
        effects.extend(self.load_for_screen());
        effects
    }

    /// Whose account it is.
    pub(in crate::tui) fn realm_loaded(&mut self, ticket: Ticket, realm: Option<Realm>) {
        if self.requests.realm.take_if(|asked| *asked == ticket).is_some() {
            self.realm = realm;
            self.update_elsewhere();
        }
    }

    /// Whether what the journal tells of was done here: by the account that is asked, or at the very sandbox
    /// that answers.
    pub fn match_entry_realm(&self, begun: &SubmissionRecord) -> RealmMatch {
        self.match_realm(&begun.realm)
    }

    /// Whether a realm is the one that is asked, whatever the region.
    pub fn match_realm(&self, there: &Realm) -> RealmMatch {
        match &self.realm {
            Some(here) => Realm { region: there.region.clone(), ..here.clone() }.compare(there),
            // A sandbox and the cloud are told apart before anybody has answered.
            None if self.is_local() != there.is_local() => RealmMatch::Other,
            None => RealmMatch::Unclear,
        }
    }

    /// Tells home which submissions and changes were made elsewhere.
    pub(in crate::tui) fn update_elsewhere(&mut self) {
        let Some(home) = self.home.home_data() else { return };
        let entries = home.open.iter().chain(&home.submissions);
        let elsewhere =
            entries.filter(|entry| self.match_entry_realm(&entry.begun) == RealmMatch::Other);
        let elsewhere = elsewhere.map(|entry| entry.begun.submission.clone());
        let changes = home.changes.iter().map(|change| &change.begun);
        let changes = changes.filter(|begun| {
            let at =
                ConnectionRef { region: begun.realm.region.clone(), id: begun.connection.clone() };
            let is_under_way = self.watches.get(&at).is_some_and(WatchModel::is_sending);
            is_under_way || self.match_realm(&begun.realm) == RealmMatch::Other
        });
        let elsewhere = elsewhere.chain(changes.map(|begun| begun.submission.clone())).collect();
        self.home.set_elsewhere(elsewhere);
    }

    /// Where it was made instead, in words: at a sandbox, or in another account.
    pub(in crate::tui) fn realm_word(&self, realm: &Realm) -> String {
        match &realm.account {
            _ if realm.is_local() => self.texts.say("realm-sandbox"),
            account @ Account::Numbered { .. } => {
                self.texts.format("realm-account", &[("account", account.to_string().into())])
            }
            _ => self.texts.say("realm-other"),
        }
    }

    /// Whether a server on this machine is asked.
    fn is_local(&self) -> bool {
        let loopback = |endpoint: &String| {
            let host = endpoint.split_once("://").map_or(endpoint.as_str(), |(_, host)| host);
            host.starts_with("127.") || host.starts_with("localhost") || host.starts_with("[::1]")
        };
        self.sandbox || self.endpoint.as_ref().is_some_and(loopback)
    }

    /// The last submission of the kept draft of this name that may have been made here, and whether it
    /// certainly was. One for another region than the draft's says nothing of the draft.
    pub fn last_submission(
        &self,
        name: &DraftName,
        region: Option<&str>,
    ) -> Option<(&JournalEntry, RealmMatch)> {
        let home = self.home.home_data()?;
        let of_draft = |entry: &&JournalEntry| {
            entry.begun.draft_name() == Some(name.as_str())
                && !entry.begun.dry_run
                && region.is_none_or(|region| entry.begun.realm.region == region)
        };
        let entries = home.open.iter().chain(&home.submissions).chain(&home.latest);
        let entries = entries.filter(of_draft);
        let mut placed = entries.map(|entry| (entry, self.match_entry_realm(&entry.begun)));
        placed.find(|(_, place)| *place != RealmMatch::Other)
    }

    pub(in crate::tui) fn regions_listed(
        &mut self,
        ticket: Ticket,
        result: Result<AccountRegions, ServiceFailure>,
    ) {
        if self.requests.regions.take_if(|asked| *asked == ticket).is_none() {
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
                self.account = SignInState::Out(SignedOut { why, nothing: false });
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
