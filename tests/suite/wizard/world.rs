//! The world outside the wizard, as far as its stories need one: drafts as the texts they are written
//! as, the customer gateways of the sandbox, an account.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::Timestamp;
use tempfile::TempDir;
use tunnelsmith::connection::{FieldPath, Kept as KeyKept, Mode, Secret, Severity, check};
use tunnelsmith::drafts::store::{Outcome as SaveOutcome, Revision, Saved};
use tunnelsmith::drafts::{At, DraftFile, DraftName, Identity, KeyReference, Sealed, read, write};
use tunnelsmith::flow::{
    CustomerGateway, DraftRow, Home, SealedKey, ServiceTrouble, TroubleKind, Who,
};
use tunnelsmith::sandbox::seeded;
use tunnelsmith::tui::{Done, Effect, Kept, Msg, Opened, Regions, Save, SignedOut};

/// The time in every story.
pub fn now() -> Timestamp {
    "2026-11-26T12:00:00Z".parse().unwrap()
}

/// Whoever seals the keys of these stories; made once.
fn identity() -> &'static Identity {
    static MADE: OnceLock<(TempDir, Identity)> = OnceLock::new();
    let (_, identity) = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let identity = Identity::load_or_make(&folder.path().join("identity")).expect("made");
        (folder, identity)
    });
    identity
}

pub fn signed_in() -> Result<Who, SignedOut> {
    Ok(Who {
        provider: "environment".to_owned(),
        masked_id: "LTAI\u{2026}ab12".to_owned(),
        region: Some("eu-central-1".to_owned()),
        sandbox: false,
        open_to_others: false,
    })
}

pub fn signed_out() -> Result<Who, SignedOut> {
    Err(SignedOut { why: "no access key was found".to_owned(), nothing: true })
}

pub struct World {
    /// The drafts, by name, as they lie on the disk.
    pub drafts: BTreeMap<String, String>,
    pub trash: BTreeMap<String, String>,
    /// Who signs in.
    pub account: Result<Who, SignedOut>,
    /// Why nothing can be saved, if nothing can.
    pub save_fails: Option<String>,
    /// Why the gateways cannot be listed, if they cannot.
    pub gateways_fail: Option<String>,
    /// What else stands at home.
    pub home: fn() -> Home,
}

impl Default for World {
    fn default() -> Self {
        Self {
            drafts: BTreeMap::new(),
            trash: BTreeMap::new(),
            account: signed_in(),
            save_fails: None,
            gateways_fail: None,
            home: Home::default,
        }
    }
}

impl World {
    /// What comes of an effect. What only a person can decide, how a submission ends or what an editor
    /// gives back, is not answered here.
    pub fn answer(&mut self, effect: Effect) -> Vec<Msg> {
        match effect {
            Effect::LoadHome => vec![Msg::Home(Box::new(self.at_home()), now())],
            Effect::SignIn(ticket) => vec![Msg::SignedIn(ticket, self.account.clone())],
            Effect::StartSandbox => vec![Msg::SandboxServes(Ok(sandbox_user()))],
            Effect::LoadRegions => {
                vec![Msg::Regions(Ok(Regions { ids: regions(), sandbox: false }))]
            }
            Effect::LoadGateways(ticket, _) => {
                let rows = gateways();
                let total = Some(rows.len() as u64);
                let mut pages: Vec<Msg> = rows
                    .chunks(4)
                    .map(|page| Msg::GatewayPage(ticket, page.to_vec(), total))
                    .collect();
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
                vec![Msg::GatewayCreated(ticket, Box::new(Ok(made)))]
            }
            Effect::OpenDraft(ticket, name) => {
                vec![Msg::DraftOpened(ticket, Box::new(self.open(&name)))]
            }
            Effect::SaveSoon(ticket) => vec![Msg::SaveDue(ticket)],
            Effect::Save(save) => vec![Msg::Saved(save.ticket, self.save(save))],
            Effect::Rename(from, to) => vec![Msg::Managed(self.rename(from, to))],
            Effect::Duplicate(from, to) => {
                let text = self.drafts[from.as_str()].clone();
                self.drafts.insert(to.to_string(), text);
                vec![Msg::Managed(Ok(Done::Duplicated(to)))]
            }
            Effect::Delete(name) => {
                let text = self.drafts.remove(name.as_str()).expect("it was there");
                self.trash.insert(name.to_string(), text);
                vec![Msg::Managed(Ok(Done::Deleted(name)))]
            }
            Effect::Restore(name) => {
                let text = self.trash.remove(name.as_str()).expect("it was there");
                self.drafts.insert(name.to_string(), text);
                vec![Msg::Managed(Ok(Done::Restored(name)))]
            }
            Effect::ListVersions(name) => vec![Msg::Versions(name, Ok(Vec::new()))],
            Effect::Compare(name, number) => vec![Msg::Compared(name, number, Ok(Vec::new()))],
            Effect::RestoreVersion(name, _) => vec![Msg::Managed(Ok(Done::Restored(name)))],
            Effect::OpenKey(ticket, path, file) => {
                vec![Msg::KeyOpened(ticket, path, open_key(&file, path))]
            }
            Effect::Copy(_) => vec![Msg::Copied(Ok(()))],
            Effect::Write(path, _) => vec![Msg::Written(Ok(path))],
            Effect::Submit(..)
            | Effect::Cancel(_)
            | Effect::Edit(..)
            | Effect::Mark(_)
            | Effect::LetGo
            | Effect::Mouse(_)
            | Effect::Redraw
            | Effect::Suspend
            | Effect::Quit => Vec::new(),
        }
    }

    /// A draft as it lies on the disk, read again.
    #[track_caller]
    pub fn kept(&self, name: &str) -> DraftFile {
        let text = self.drafts.get(name).unwrap_or_else(|| {
            panic!("no draft {name:?} among {:?}", self.drafts.keys().collect::<Vec<_>>())
        });
        read(text).unwrap_or_else(|errors| panic!("{errors:?} in {text}"))
    }

    /// Puts a draft there, its keys sealed.
    pub fn put(&mut self, name: &str, file: DraftFile) {
        let (file, _) = sealed(file);
        self.drafts.insert(name.to_owned(), write(&file).to_string());
    }

    fn at_home(&self) -> Home {
        let mut home = (self.home)();
        home.drafts = self.drafts.keys().map(|name| row(name, &self.kept(name))).collect();
        home
    }

    fn open(&self, name: &DraftName) -> Result<Opened, String> {
        let text = self.drafts.get(name.as_str()).ok_or_else(|| format!("no draft {name}"))?;
        let file = read(text).map_err(|errors| errors[0].to_string())?;
        let revision = Revision::of(text.as_bytes());
        Ok(Opened { name: name.clone(), file, revision, locked_by: None, notes: Vec::new() })
    }

    fn save(&mut self, save: Save) -> Result<Kept, String> {
        if let Some(why) = &self.save_fails {
            return Err(why.clone());
        }
        let wanted = if save.is_new { self.free(&save.name) } else { save.name.clone() };
        let here = self.drafts.get(wanted.as_str()).map(|text| Revision::of(text.as_bytes()));
        let conflict = !save.is_new && here != save.basis;
        let name = if conflict { self.free(&wanted) } else { wanted };
        let mut file = *save.file;
        file.name = Some(name.to_string());
        let (file, sealed) = sealed(file);
        let text = write(&file).to_string();
        let revision = Revision::of(text.as_bytes());
        self.drafts.insert(name.to_string(), text);
        let outcome = if conflict { SaveOutcome::Conflict } else { SaveOutcome::Written };
        Ok(Kept { saved: Saved { name, revision, outcome }, sealed, left_out: Vec::new() })
    }

    fn free(&self, name: &DraftName) -> DraftName {
        let numbered =
            (2..).filter_map(|number| DraftName::from_typed(&format!("{name} {number}")));
        std::iter::once(name.clone())
            .chain(numbered)
            .find(|name| !self.drafts.contains_key(name.as_str()))
            .expect("numbers do not end")
    }

    fn rename(&mut self, from: DraftName, to: DraftName) -> Result<Done, String> {
        if self.drafts.contains_key(to.as_str()) {
            return Err(format!("there is a draft {to} already"));
        }
        let text = self.drafts.remove(from.as_str()).ok_or_else(|| format!("no draft {from}"))?;
        let revision = Revision::of(text.as_bytes());
        self.drafts.insert(to.to_string(), text);
        Ok(Done::Renamed(from, to, Some(revision)))
    }
}

pub fn sandbox_user() -> Who {
    Who {
        provider: "sandbox".to_owned(),
        masked_id: "sand\u{2026}y-id".to_owned(),
        region: None,
        sandbox: true,
        open_to_others: false,
    }
}

fn regions() -> Vec<String> {
    ["cn-hangzhou", "cn-shanghai", "eu-central-1", "eu-west-1"].map(str::to_owned).to_vec()
}

/// The gateways that every region of the sandbox has.
pub fn gateways() -> Vec<CustomerGateway> {
    let day = 86_400_000;
    let rows = seeded().iter().zip(1..).map(|(seeded, days)| CustomerGateway {
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

pub fn trouble(text: &str) -> ServiceTrouble {
    ServiceTrouble {
        kind: TroubleKind::NotSent,
        text: text.to_owned(),
        request_id: None,
        sandbox: false,
    }
}

fn row(name: &str, file: &DraftFile) -> DraftRow {
    let findings = check(&file.draft);
    let count = |severity| findings.iter().filter(|one| one.severity() == severity).count();
    let text = |key| file.draft.text(FieldPath::own(key)).map(str::to_owned);
    DraftRow {
        name: name.to_owned(),
        mode: Some(file.draft.mode()).filter(|mode| *mode == Mode::Dual || *mode == Mode::Single),
        region: text(tunnelsmith::connection::Key::RegionId),
        connection: text(tunnelsmith::connection::Key::Name),
        changed: Some(now() - jiff::SignedDuration::from_hours(3)),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        unusable: None,
    }
}

/// The file with its loose keys sealed, as the desk does it before it writes.
fn sealed(mut file: DraftFile) -> (DraftFile, Vec<SealedKey>) {
    let loose: Vec<(FieldPath, Secret)> = file
        .draft
        .present()
        .filter(|path| file.referred(*path).is_none())
        .filter_map(|path| match file.draft.key(path)? {
            (key, KeyKept::Elsewhere) => Some((path, key.clone())),
            _ => None,
        })
        .collect();
    let mut sealed = Vec::new();
    for (path, key) in loose {
        let reference = Sealed::seal(&key, &[identity().recipient()]).expect("sealed");
        let reference = KeyReference::Sealed(reference);
        file.references.push((path, reference.clone(), At::START));
        sealed.push(SealedKey { field: path, reference, key });
    }
    (file, sealed)
}

fn open_key(file: &DraftFile, path: FieldPath) -> Result<Secret, String> {
    match file.referred(path) {
        Some(KeyReference::Sealed(sealed)) => {
            sealed.open(identity()).map_err(|error| error.to_string())
        }
        _ => Err(format!("{path} cannot be shown")),
    }
}
