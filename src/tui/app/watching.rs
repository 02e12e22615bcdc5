//! Connections are watched: begun, told of, left, and come back to.

use jiff::Timestamp;

use super::screen::Screen;
use super::state::App;
use crate::connection::{Draft, FieldPath, RealmMatch};
use crate::drafts::DraftName;
use crate::drafts::journal::{ChangeKind, JournalEntry, stored_digest};
use crate::flow::{ConnectionRef, ConnectionVerdict, DraftRow, DraftSource, ServiceFailure};
use crate::present::{self, DeviceFileRequest, device_file};
use crate::tui::action::{Action, Area};
use crate::tui::effect::{Effect, Ticket};
use crate::tui::message::WatchUpdate;
use crate::tui::overlays::prompt::PromptPurpose;

impl App {
    /// Watches a connection, and shows it. Whoever comes back to one finds what has happened meanwhile.
    pub(in crate::tui) fn watch(&mut self, at: ConnectionRef) -> Vec<Effect> {
        let effects = self.start_watch(&at);
        self.show_connection(at, Screen::Watch).into_iter().chain(effects).collect()
    }

    /// Shows what is known of a connection on one of its two screens.
    pub(super) fn show_connection(&mut self, at: ConnectionRef, screen: Screen) -> Vec<Effect> {
        if !matches!(self.screen, Screen::Watch | Screen::Diagnosis) {
            self.watches.from = Some(self.screen);
        }
        self.watches.here = Some(at);
        self.go(screen)
    }

    /// Watches a connection without leaving the screen at hand.
    pub(super) fn start_watch(&mut self, at: &ConnectionRef) -> Vec<Effect> {
        let ticket = self.ticket();
        let listed = self.connections.lists.find(&at.region, |row| row.id == at.id).cloned();
        let name = listed.as_ref().and_then(|row| row.name.clone());
        let watch = self.watches.entry(at, name);
        if watch.ticket.is_some() || watch.verdict().0 == ConnectionVerdict::Gone {
            return Vec::new();
        }
        watch.ticket = Some(ticket);
        watch.ended = None;
        vec![Effect::Watch(ticket, at.clone())]
    }

    /// Looks at a connection now, and soon again.
    pub(super) fn restart_watch(&mut self, at: &ConnectionRef) -> Vec<Effect> {
        let before = match self.watches.get(at) {
            Some(watch) if watch.verdict().0 == ConnectionVerdict::Gone => return Vec::new(),
            Some(watch) => watch.ticket,
            None => None,
        };
        self.watches.entry(at, None).ticket = None;
        let effects = self.start_watch(at);
        before.map(Effect::Cancel).into_iter().chain(effects).collect()
    }

    /// Asks for the file of the configuration that the device of a connection needs, with the addresses that
    /// the connection has by now.
    pub(in crate::tui) fn write_device_file(&mut self, at: &ConnectionRef) {
        let is_its = self.is_draft_of(at);
        let Some(document) = self.document.as_ref().filter(|_| is_its) else {
            let open = self.keymap.first_key(Area::Watch, Action::Open).unwrap_or_default();
            return self.warn("watch-other-draft", &[("key", open.into())]);
        };
        let status = self.watches.get(at).and_then(|watch| watch.latest());
        let tunnels = match status {
            Some(status) => document.bound_tunnels(status),
            None => document.cloud_tunnels(),
        };
        let request = DeviceFileRequest {
            draft: document.draft(),
            peer: document.peer(),
            tunnels: &tunnels,
            only: None,
            with_keys: false,
        };
        match device_file(&self.texts, &request) {
            Ok(file) => {
                let name = document.name.as_ref().map(ToString::to_string);
                let name = name.unwrap_or_else(|| at.id.clone());
                let purpose = PromptPurpose::Write(file.text().into());
                self.prompt(purpose, &format!("{name}.conf"));
            }
            Err(obstacles) => {
                let head = self.texts.say("device-page-obstacles");
                self.report_error(format!("{head}\n{}", obstacles.join("\n")));
            }
        }
    }

    /// Leaves the connection for where it was come from. It is watched on.
    pub(in crate::tui) fn leave_watch(&mut self) -> Vec<Effect> {
        let is_there = |screen: &Screen| match screen {
            Screen::Result => self.result.is_some(),
            Screen::Step(_) => self.document.is_some(),
            Screen::Home => true,
            _ => false,
        };
        match self.watches.from.filter(is_there) {
            Some(Screen::Home) | None => self.go(Screen::Home),
            Some(screen) => self.go(screen),
        }
    }

    /// Enter on a connection that is watched: to what is wrong with it, or to what comes next.
    pub(in crate::tui) fn follow_watch(&mut self, at: &ConnectionRef) -> Vec<Effect> {
        let Some(watch) = self.watches.get(at) else { return Vec::new() };
        let has_fault = watch.fault().is_some();
        match watch.verdict().0 {
            ConnectionVerdict::Gone => self.leave_watch(),
            ConnectionVerdict::NotBound => self.ask_for_routers(at.clone()),
            _ if has_fault => self.go(Screen::Diagnosis),
            _ => self.diagnose(at, true),
        }
    }

    /// A watch has something to tell.
    pub(in crate::tui) fn watched(
        &mut self,
        ticket: Ticket,
        news: WatchUpdate,
        at: Timestamp,
    ) -> Vec<Effect> {
        let here = self.watches.here.clone().filter(|_| self.screen == Screen::Watch);
        let Some(watch) = self.watches.watched_as(ticket) else { return Vec::new() };
        let place = watch.at.clone();
        let is_seen = here.as_ref() == Some(&place);
        match news {
            WatchUpdate::Seen(status) => {
                let seen = watch.record_status((*status).clone(), at);
                let verdict = watch.verdict().0;
                if verdict == ConnectionVerdict::Up {
                    watch.diagnosis.clear_findings();
                }
                self.connections.update_row(self.connection_row(*status));
                if seen.turns && !is_seen {
                    self.tell_verdict(&place, verdict);
                }
                // What was up and is not any more is no matter of patience.
                if seen.loses {
                    return self.diagnose(&place, false);
                }
            }
            WatchUpdate::Standstill => return self.diagnose(&place, false),
            WatchUpdate::Trouble(trouble) => {
                let why = present::trouble(&self.texts, &trouble);
                if let Some(watch) = self.watches.watched_as(ticket) {
                    watch.trouble = Some(why);
                }
            }
            WatchUpdate::Recovered => watch.trouble = None,
            WatchUpdate::Gone => {
                watch.record_deletion(at);
                self.connections.drop_row(&place.region, &place.id);
                if !is_seen {
                    self.tell_verdict(&place, ConnectionVerdict::Gone);
                }
            }
        }
        Vec::new()
    }

    /// Says in the bottom line what has become of a connection that is not seen.
    fn tell_verdict(&mut self, at: &ConnectionRef, verdict: ConnectionVerdict) {
        let name = self.connection_name(at);
        let verdict = present::verdict(&self.texts, verdict);
        self.notify("watch-told", &[("name", name.into()), ("verdict", verdict.into())]);
    }

    /// A watch has ended, and why if it cannot go on.
    pub(in crate::tui) fn watch_ended(&mut self, ticket: Ticket, why: Option<ServiceFailure>) {
        let why = why.map(|trouble| present::trouble(&self.texts, &trouble));
        let key = self
            .keymap
            .first_key(crate::tui::action::Area::Watch, crate::tui::action::Action::Refresh);
        let Some(watch) = self.watches.watched_as(ticket) else { return };
        watch.ticket = None;
        watch.trouble = None;
        watch.ended = why.map(|why| {
            let args = [("why", why.into()), ("key", key.unwrap_or_default().into())];
            self.texts.format("watch-stopped", &args)
        });
    }

    /// Somebody else answers now: nothing that was known of connections holds any more.
    pub(super) fn forget_connections(&mut self) -> Vec<Effect> {
        self.connections.forget();
        self.requests.document_connection = None;
        self.watches.forget().into_iter().map(Effect::Cancel).collect()
    }

    /// The draft that a connection was made from, or the one that was made of it: at hand, or on the disk.
    pub(in crate::tui) fn draft_of(&self, at: &ConnectionRef) -> Option<DraftSource> {
        if let (Some(document), true) = (&self.document, self.is_draft_of(at)) {
            return Some(DraftSource::AtHand(Box::new(document.file().clone())));
        }
        let name = self.kept_draft_of(at)?;
        Some(DraftSource::Kept(name))
    }

    /// Whether the draft at hand is a connection's.
    pub(in crate::tui) fn is_draft_of(&self, at: &ConnectionRef) -> bool {
        self.connection_of_document().as_ref() == Some(at)
    }

    /// The connection that the draft at hand has created, or that it was made of.
    pub(in crate::tui) fn connection_of_document(&self) -> Option<ConnectionRef> {
        let document = self.document.as_ref()?;
        if let Some((number, at)) = &self.requests.document_connection
            && *number == self.document_number
        {
            return Some(at.clone());
        }
        let name = document.name.as_ref()?;
        let (entry, _) = self.last_submission(name, Some(document.draft().region()))?;
        let (_, id) = entry.created()?;
        Some(ConnectionRef { region: entry.begun.realm.region.clone(), id: id.to_owned() })
    }

    /// The kept draft that has created a connection, as the journal tells.
    pub(super) fn kept_draft_of(&self, at: &ConnectionRef) -> Option<DraftName> {
        let entry = self.home.home_data()?.submissions.iter().find(|entry| self.made(entry, at))?;
        let name = entry.begun.draft_name().and_then(DraftName::exactly)?;
        self.home.has_draft(&name).then_some(name)
    }

    /// Whether a submission has created this connection.
    fn made(&self, entry: &JournalEntry, at: &ConnectionRef) -> bool {
        entry.begun.realm.region == at.region
            && entry.created().is_some_and(|(_, id)| id == at.id)
            && self.match_entry_realm(&entry.begun) != RealmMatch::Other
    }

    /// Whether the draft of a connection has been changed since it was sent to the connection or made of it.
    pub(in crate::tui) fn has_change_to_send(&self, at: &ConnectionRef) -> bool {
        let sent = self.watches.get(at).and_then(|watch| watch.sent.as_deref());
        let version = match (self.draft_of(at), sent) {
            (Some(DraftSource::AtHand(file)), Some(sent)) => {
                return !is_same_request(&file.draft, sent);
            }
            (Some(DraftSource::AtHand(file)), None) => Some(stored_digest(&file)),
            (Some(DraftSource::Kept(name)), _) => {
                self.home.draft(name.as_str()).and_then(|draft| draft.digest.clone())
            }
            (None, _) => None,
        };
        version.is_some() && version != self.sent_version(at)
    }

    /// The version of its draft that a connection has, as the journal tells it.
    fn sent_version(&self, at: &ConnectionRef) -> Option<String> {
        let home = self.home.home_data()?;
        let mut entries = home.submissions.iter().chain(&home.latest);
        let begun = &entries.find(|entry| self.made(entry, at))?.begun;
        // Of a change it does not tell which version was sent, only when.
        let was_sent = |draft: &&DraftRow| {
            home.changes.iter().any(|change| {
                change.begun.kind == ChangeKind::Modify
                    && change.begun.connection == at.id
                    && change.is_applied()
                    && Some(change.begun.at) >= draft.changed
            })
        };
        let draft = begun.draft_name().and_then(|name| self.home.draft(name)).filter(was_sent);
        draft.map_or_else(|| Some(begun.draft.clone()), |draft| draft.digest.clone())
    }
}

/// Whether two drafts have the same values. Of a key that is not opened nothing is known.
fn is_same_request(one: &Draft, other: &Draft) -> bool {
    let is_same = |path: FieldPath| match (one.key(path), other.key(path)) {
        (Some((one, _)), Some((other, _))) => one == other,
        (None, None) => one.text(path) == other.text(path),
        _ => true,
    };
    one.mode() == other.mode()
        && one.present_paths().eq(other.present_paths())
        && one.present_paths().all(is_same)
}
