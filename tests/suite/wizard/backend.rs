//! What answers the wizard in its stories: a real workspace in a folder of its own,
//! the customer gateways of the sandbox, an account.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use tunnelsmith::connection::{
    AccessKeyFingerprint, Account, ConnectionFacts, FieldPath, Realm, RegionFacts,
};
use tunnelsmith::drafts::journal::JournalEntry;
use tunnelsmith::drafts::store::{EditSession, Revision, SaveWarning};
use tunnelsmith::drafts::{DraftFile, DraftName};
use tunnelsmith::explain::Refusal;
use tunnelsmith::flow::{
    CredentialsInfo, CustomerGateway, DraftSave, OpenedFile, ServiceFailure, ServiceFailureKind,
    Workspace, WorkspaceContents, read_device_text,
};
use tunnelsmith::sandbox::SEEDED_GATEWAYS;
use tunnelsmith::tui::clipboard::Copied;
use tunnelsmith::tui::{AccountRegions, DraftOperation, Effect, Msg, SignedOut, Ticket};

use super::super::connections::world::World;
use super::service::Service;

/// The time in every story.
pub fn now() -> Timestamp {
    "2026-11-26T12:00:00Z".parse().unwrap()
}

/// An account of the cloud.
pub fn account(number: &str) -> Account {
    Account::Numbered {
        number: number.to_owned(),
        key: AccessKeyFingerprint::of("LTAI5tExampleab12"),
    }
}

fn signed_in() -> Result<CredentialsInfo, SignedOut> {
    Ok(CredentialsInfo {
        provider: "environment".to_owned(),
        masked_id: "LTAI\u{2026}ab12".to_owned(),
        region: Some("eu-central-1".to_owned()),
        sandbox: false,
        open_to_others: false,
    })
}

fn signed_out() -> Result<CredentialsInfo, SignedOut> {
    Err(SignedOut { why: "no access key was found".to_owned(), nothing: true })
}

pub fn sandbox_user() -> CredentialsInfo {
    CredentialsInfo {
        provider: "sandbox".to_owned(),
        masked_id: "sand\u{2026}y-id".to_owned(),
        region: None,
        sandbox: true,
        open_to_others: false,
    }
}

pub struct Backend {
    /// The service, where a story is about connections.
    service: Option<Service>,
    folder: TempDir,
    workspace: Workspace,
    /// Who signs in.
    pub account: Result<CredentialsInfo, SignedOut>,
    /// Why nothing can be saved, if nothing can.
    pub save_fails: Option<String>,
    /// What is doubtful about every save.
    pub save_doubts: Vec<SaveWarning>,
    /// Why the gateways cannot be listed to their end, if they cannot.
    pub gateways_fail: Option<String>,
    /// The account that answers.
    pub number: Account,
    /// The connections of every region.
    pub connections: Vec<ConnectionFacts>,
    /// Whether they can run BGP, if the service says so.
    pub has_bgp: Option<bool>,
    /// Why they cannot be listed, if they cannot.
    pub connections_fail: Option<String>,
    /// The code with which the service refuses to list its regions, if it does.
    pub regions_refused: Option<&'static str>,
    /// Who else has every draft open.
    pub locked_by: Option<String>,
    /// What was submitted, the newest first.
    pub submissions: Vec<JournalEntry>,
    /// What else stands at home.
    pub add_to_home: fn(&mut WorkspaceContents),
}

impl Default for Backend {
    fn default() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let identity = folder.path().join("identity");
        let variables = move |name: &str| {
            (name == tunnelsmith::drafts::IDENTITY_VARIABLE)
                .then(|| identity.clone().into_os_string())
        };
        let workspace = Workspace::open(Some(folder.path()), variables).expect("a workspace");
        Self {
            service: None,
            folder,
            workspace,
            account: signed_in(),
            save_fails: None,
            save_doubts: Vec::new(),
            gateways_fail: None,
            number: account("1234567890123456"),
            connections: Vec::new(),
            has_bgp: None,
            connections_fail: None,
            regions_refused: None,
            locked_by: None,
            submissions: Vec::new(),
            add_to_home: |_| {},
        }
    }
}

impl Backend {
    /// Where nobody is signed in.
    pub fn signed_out() -> Self {
        Self { account: signed_out(), ..Self::default() }
    }

    /// The account is in this world from now on.
    pub fn serve(&mut self, world: World) {
        self.service = Some(Service::new(world, &self.workspace, now()));
    }

    /// The service that was begun with.
    pub fn service(&mut self) -> &mut Service {
        self.service.as_mut().expect("the story has a service")
    }

    /// What comes of an effect. What only a person decides, how a submission ends or what an editor
    /// gives back, is not answered here.
    pub fn answer(&mut self, effect: Effect) -> Vec<Msg> {
        if let Some(told) = self.service.as_mut().and_then(|service| service.answer(&effect)) {
            return told;
        }
        match effect {
            Effect::LoadHome => vec![Msg::Home(Box::new(self.at_home()), now())],
            Effect::SignIn(ticket) => vec![Msg::SignedIn(ticket, self.account.clone())],
            Effect::StartSandbox => vec![Msg::SandboxServes(Ok(sandbox_user()))],
            Effect::LoadRegions(ticket) => vec![self.regions(ticket)],
            Effect::LoadGateways(ticket, _) => self.pages(ticket),
            Effect::LoadRegionFacts(ticket, _) => {
                let listed = match &self.connections_fail {
                    Some(why) => Err(trouble(why)),
                    None => Ok(RegionFacts {
                        gateways: None,
                        connections: Some(self.connections.clone()),
                        has_bgp: self.has_bgp,
                    }),
                };
                vec![Msg::RegionFacts(ticket, listed)]
            }
            Effect::LoadRealm(ticket, region) => {
                let endpoint = format!("https://vpc.{region}.aliyuncs.com");
                let realm = Realm { account: self.number.clone(), region, endpoint };
                vec![Msg::Realm(ticket, Some(realm))]
            }
            Effect::PrintErrorsIn(_) => Vec::new(),
            Effect::SaveSetting(name, value) => vec![Msg::SettingSaved(name, value, Ok(()))],
            Effect::ListProfiles => {
                vec![Msg::Profiles(Ok(["default", "work"].map(str::to_owned).into()))]
            }
            Effect::UseProfile(ticket, name) => {
                let who = self.account.clone().map(|who| CredentialsInfo { provider: name, ..who });
                vec![Msg::SignedIn(ticket, who)]
            }
            Effect::CreateGateway(ticket, wanted) => {
                let made = CustomerGateway {
                    id: "cgw-madebythewizard000001".to_owned(),
                    name: wanted.name,
                    description: wanted.description,
                    ip: Some(wanted.ip),
                    asn: wanted.asn,
                    auth_key: None,
                    create_time_ms: Some(now().as_millisecond()),
                };
                vec![Msg::GatewayCreated(ticket, wanted.region, Box::new(Ok(made)))]
            }
            Effect::OpenDraft(ticket, name) => {
                vec![Msg::DraftOpened(ticket, Box::new(self.open(&name)))]
            }
            Effect::SaveSoon(ticket) => vec![Msg::SaveDue(ticket)],
            Effect::Save(ticket, save) => vec![Msg::Saved(ticket, self.save(*save))],
            Effect::Rename(from, to) => {
                let renamed = self.rename(&from, &to);
                vec![Msg::Renamed(from, to, renamed)]
            }
            Effect::Duplicate(from, to, parts) => {
                let done = match parts {
                    Some(parts) => self.workspace.duplicate_fresh(&from, &to, &parts),
                    None => self.workspace.duplicate(&from, &to),
                };
                let done = done.map_err(|error| error.to_string());
                vec![Msg::DraftsChanged(done.map(|()| DraftOperation::Duplicated(to)))]
            }
            Effect::Delete(name) => {
                let done = self.workspace.delete(&name).map_err(|error| error.to_string());
                vec![Msg::DraftsChanged(done.map(|()| DraftOperation::Deleted(name)))]
            }
            Effect::Restore(name, folder) => {
                let done =
                    self.workspace.restore(&name, Some(&folder)).map_err(|error| error.to_string());
                vec![Msg::DraftsChanged(done.map(|()| DraftOperation::Restored(name)))]
            }
            Effect::ListVersions(name) => {
                let found = self.workspace.versions(&name).map_err(|error| error.to_string());
                vec![Msg::Versions(name, found)]
            }
            Effect::Compare(name, number) => {
                let found = self.compare(&name, number);
                vec![Msg::Compared(name, number, found)]
            }
            Effect::RestoreVersion(name, number) => {
                let done = self.workspace.restore_version(&name, number);
                let done = done.map_err(|error| error.to_string());
                vec![Msg::DraftsChanged(done.map(|_| DraftOperation::Restored(name)))]
            }
            Effect::OpenKey(ticket, path, file) => {
                vec![Msg::KeyOpened(ticket, path, self.workspace.open_key(&file, path))]
            }
            Effect::Copy(_) => vec![Msg::Copied(Ok(Copied::ByTerminal))],
            Effect::Write(path, _) => vec![Msg::Written(Ok(path))],
            Effect::ListConnections(ticket, _) => vec![Msg::ConnectionsEnded(ticket, Ok(()))],
            Effect::ReadDevice(ticket, source, named) => {
                let read = read_device_text(Some(&self.workspace), &source, named.as_ref());
                vec![Msg::DeviceRead(ticket, Box::new(read))]
            }
            // That pause is over when a story says so.
            Effect::RetrySave(_)
            | Effect::Watch(..)
            | Effect::LoadRouters(..)
            | Effect::PlanChange(..)
            | Effect::ApplyChange(..)
            | Effect::Diagnose(..)
            | Effect::ImportConnection(..)
            | Effect::Submit(..)
            | Effect::Cancel(_)
            | Effect::Edit(..)
            | Effect::EditDevice
            | Effect::SaveBookmark(_)
            | Effect::CloseDraft
            | Effect::Mouse(_)
            | Effect::Redraw
            | Effect::Suspend
            | Effect::Quit => Vec::new(),
        }
    }

    /// The names of the drafts on the disk.
    pub fn names(&self) -> Vec<String> {
        let mut home = self.workspace.home();
        home.drafts.sort_by(|one, other| one.name.cmp(&other.name));
        home.drafts.into_iter().map(|draft| draft.name).collect()
    }

    /// A draft as it lies on the disk, read again; its keys are not opened.
    #[track_caller]
    pub fn kept(&self, name: &str) -> DraftFile {
        let exact = DraftName::exactly(name).expect("a name of a draft");
        match self.workspace.store().load(&exact) {
            Ok(loaded) => loaded.file,
            Err(error) => panic!("{error} among {:?}", self.names()),
        }
    }

    /// A key of such a draft, opened.
    #[track_caller]
    pub fn kept_key(&self, name: &str, path: FieldPath) -> String {
        let key = self.workspace.open_key(&self.kept(name), path);
        key.unwrap_or_else(|why| panic!("{why}")).expose().to_owned()
    }

    /// Puts a draft there, its keys sealed.
    pub fn put(&mut self, name: &str, file: DraftFile) {
        let name = DraftName::exactly(name).expect("a name of a draft");
        let basis = self.workspace.store().load(&name).ok().map(|loaded| loaded.revision);
        self.workspace.save(&name, file, basis, &EditSession::default()).expect("kept");
    }

    /// Which version of a draft is kept.
    pub fn version(&self, name: &str) -> String {
        let name = DraftName::exactly(name).expect("a name of a draft");
        self.workspace.store().load(&name).expect("it is kept").digest()
    }

    /// Where everything lies.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn at_home(&self) -> WorkspaceContents {
        let mut home = self.workspace.home();
        for draft in &mut home.drafts {
            draft.changed = Some(now() - SignedDuration::from_hours(3));
        }
        for deleted in &mut home.deleted {
            deleted.when = now() - SignedDuration::from_hours(5);
        }
        home.open.extend(self.submissions.iter().filter(|one| one.is_open()).cloned());
        home.submissions.extend(self.submissions.iter().cloned());
        (self.add_to_home)(&mut home);
        home
    }

    fn regions(&self, ticket: Ticket) -> Msg {
        let result = match self.regions_refused {
            Some(code) => Err(refused(code)),
            None => Ok(AccountRegions { ids: regions(), sandbox: false }),
        };
        Msg::Regions(ticket, result)
    }

    fn pages(&self, ticket: Ticket) -> Vec<Msg> {
        let rows = gateways();
        let total = Some(rows.len() as u64);
        let mut pages: Vec<Msg> =
            rows.chunks(4).map(|page| Msg::GatewayPage(ticket, page.to_vec(), total)).collect();
        let end = match &self.gateways_fail {
            None => Ok(()),
            Some(why) => {
                pages.truncate(1);
                Err(trouble(why))
            }
        };
        pages.push(Msg::GatewaysEnded(ticket, end));
        pages
    }

    fn open(&self, name: &DraftName) -> Result<(DraftName, OpenedFile), String> {
        let opened = self.workspace.open_draft(name).map_err(|error| error.to_string())?;
        let locked_by = self.locked_by.clone();
        Ok((name.clone(), OpenedFile { locked_by, ..opened }))
    }

    fn save(&mut self, save: DraftSave) -> Result<tunnelsmith::flow::WorkspaceSave, String> {
        if let Some(why) = &self.save_fails {
            return Err(why.clone());
        }
        let name = if save.is_new { self.free(save.name) } else { save.name };
        let mut file = save.file;
        file.name = Some(name.to_string());
        let stored = self.workspace.save(&name, file, save.basis, &save.session);
        let mut stored = stored.map_err(|error| error.to_string())?;
        stored.saved.doubts.extend(self.save_doubts.iter().cloned());
        Ok(stored)
    }

    fn free(&self, name: DraftName) -> DraftName {
        let numbered =
            (2..99).filter_map(|number| DraftName::from_typed(&format!("{name} {number}")));
        let names: Vec<DraftName> = std::iter::once(name.clone()).chain(numbered).collect();
        let is_free = |name: &DraftName| !self.workspace.store().has(name).expect("readable");
        names.into_iter().find(is_free).expect("one of a hundred names is free")
    }

    fn rename(&mut self, from: &DraftName, to: &DraftName) -> Result<Option<Revision>, String> {
        self.workspace.rename(from, to).map_err(|error| error.to_string())?;
        Ok(self.workspace.store().load(to).ok().map(|loaded| loaded.revision))
    }

    fn compare(
        &self,
        name: &DraftName,
        number: usize,
    ) -> Result<Vec<tunnelsmith::drafts::diff::Difference>, String> {
        let version = self.workspace.version(name, number).map_err(|error| error.to_string())?;
        let current = self.workspace.store().load(name).map_err(|error| error.to_string())?;
        Ok(self.workspace.diff(&version.file, &current.file))
    }
}

fn regions() -> Vec<String> {
    ["cn-hangzhou", "cn-shanghai", "eu-central-1", "eu-west-1"].map(str::to_owned).to_vec()
}

/// The gateways that every region of the sandbox has, each a day older than the one before.
pub fn gateways() -> Vec<CustomerGateway> {
    let day = 86_400_000;
    let rows = SEEDED_GATEWAYS.iter().zip(1..).map(|(seeded, days)| CustomerGateway {
        id: seeded.id.to_owned(),
        name: Some(seeded.name.to_owned()),
        description: Some(seeded.description.to_owned()),
        ip: Some(seeded.address.to_string()),
        asn: seeded.asn,
        auth_key: None,
        create_time_ms: Some(now().as_millisecond() - day * days),
    });
    rows.collect()
}

pub fn trouble(text: &str) -> ServiceFailure {
    ServiceFailure {
        kind: ServiceFailureKind::NotSent,
        text: text.to_owned(),
        request_id: None,
        sandbox: false,
    }
}

fn refused(code: &str) -> ServiceFailure {
    let refusal = Refusal { code: code.to_owned(), ..Refusal::default() };
    let text = format!("refused with {code}");
    ServiceFailure { kind: ServiceFailureKind::Refused(Box::new(refusal)), ..trouble(&text) }
}
