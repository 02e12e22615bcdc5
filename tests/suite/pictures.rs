//! The pictures of the wizard in `assets/pictures`, drawn from its own screens, and the table of its keys
//! in docs/walk.md, so that they stay true. `UPDATE_PICTURES=1 cargo test --test suite pictures` makes them
//! anew.

mod svg;

use std::path::{Path, PathBuf};
use std::{env, fs};

use jiff::SignedDuration;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tunnelsmith::connection::{Account, Mode, Realm};
use tunnelsmith::drafts::journal::{JournalEntry, SubmissionRecord};
use tunnelsmith::flow::{DraftRow, Submission, SubmitOutcome, WorkspaceContents};
use tunnelsmith::text::Texts;
use tunnelsmith::tui::{
    Action, Area, Keymap, Msg, SubmitResult, Theme, WizardStep, action_words, view,
};

use crate::connections::world::World;
use crate::wizard::backend::{Backend, now};
use crate::wizard::harness::{Wizard, created, refused, submission};

const LARGE: (u16, u16) = (100, 30);
const MIDDLE: (u16, u16) = (80, 24);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/pictures")
}

/// In the sandbox, as a person would be who tries everything without an account.
fn wizard(size: (u16, u16)) -> Wizard {
    Wizard::with(Backend::default(), |setup| {
        setup.theme = Theme::new(true, true);
        setup.size = size;
        setup.sandbox = true;
    })
}

/// Compares the screen with its picture, or draws it.
#[track_caller]
fn is_pictured(name: &str, wizard: &Wizard) {
    let (columns, rows) = wizard.app.size;
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("it has no errors");
    terminal.draw(|frame| view(&wizard.app, frame)).expect("it has no errors");
    let backend = terminal.backend();
    let cursor = backend.cursor_visible().then(|| backend.cursor_position());
    let drawn = svg::svg(backend.buffer(), cursor);
    assert!(drawn.len() < 40_000, "{name}: {} bytes", drawn.len());
    is_written(&folder().join(name).with_extension("svg"), &drawn);
}

/// Compares a text with its file, or writes it.
#[track_caller]
fn is_written(path: &Path, text: &str) {
    if env::var_os("UPDATE_PICTURES").is_some() {
        fs::write(path, text).expect("it can be written");
        return;
    }
    assert!(
        fs::read_to_string(path).ok().as_deref() == Some(text),
        "{} is not what the wizard is like: run UPDATE_PICTURES=1 cargo test --test suite pictures",
        path.display(),
    );
}

/// A dual-tunnel draft with BGP, on the form of its first tunnel.
fn on_tunnel_1(size: (u16, u16)) -> Wizard {
    let mut wizard = wizard(size);
    wizard.keys("n").go_to("RegionId").keys("eu-central-1<enter>");
    wizard.keys("<alt-n>fra-dc1-a<enter>fra-dc1-b<enter><enter>");
    wizard.is_on(WizardStep::Connection);
    // A person types faster than a draft is kept.
    wizard.hold();
    wizard.keys("fra-dc1").go_to("LocalSubnet").paste("0.0.0.0/0");
    wizard.go_to("RemoteSubnet").paste("0.0.0.0/0");
    wizard.go_to("EnableTunnelsBgp").keys("<space>");
    wizard.go_to("1.TunnelIkeConfig.Psk").keys("<ctrl-t>").release();
    wizard
}

/// The same with nothing left to fill in.
fn filled(size: (u16, u16)) -> Wizard {
    let mut wizard = on_tunnel_1(size);
    wizard.hold();
    for field in ["1.TunnelBgpConfig.TunnelCidr", "2.TunnelBgpConfig.TunnelCidr"] {
        wizard.go_to(field).keys("<ctrl-t><tab><ctrl-t>");
    }
    wizard.go_to("2.TunnelIkeConfig.Psk").keys("<ctrl-t>").release();
    wizard
}

fn on_review(size: (u16, u16)) -> Wizard {
    let mut wizard = filled(size);
    wizard.keys("<alt-n>");
    wizard.is_on(WizardStep::Review);
    wizard.shows("Ready to send.");
    wizard
}

fn submit(wizard: &mut Wizard, outcome: SubmitOutcome) {
    wizard.keys("s").keys("y");
    let (ticket, order) = wizard.order();
    let draft = Box::new(order.file.draft.clone());
    let submission = Submission { sandbox: true, ..submission(outcome) };
    let ended = SubmitResult::Ended { submission: Box::new(submission), draft };
    wizard.tell(Msg::Submitted(ticket, Box::new(ended)));
}

/// A draft as home lists it: its name, region, mode, errors, warnings and age in hours.
fn row(name: &str, region: &str, mode: Mode, troubles: (usize, usize), hours: i64) -> DraftRow {
    DraftRow {
        digest: None,
        name: name.to_owned(),
        mode: Some(mode),
        region: Some(region.to_owned()),
        connection: Some(name.to_owned()),
        changed: Some(now() - SignedDuration::from_hours(hours)),
        errors: troubles.0,
        warnings: troubles.1,
        unusable: None,
    }
}

fn with_drafts(wizard: &mut Wizard, open: Vec<JournalEntry>) {
    let drafts = vec![
        row("fra-dc1", "eu-central-1", Mode::Dual, (0, 0), 3),
        row("muc-plant", "eu-central-1", Mode::Single, (0, 2), 50),
        row("sgp-core", "ap-southeast-1", Mode::Dual, (4, 1), 200),
        row("上海总部", "cn-shanghai", Mode::Dual, (0, 0), 700),
    ];
    let home = WorkspaceContents { drafts, open, ..WorkspaceContents::default() };
    wizard.tell(Msg::Home(Box::new(home), now()));
}

#[test]
fn home() {
    let mut wizard = wizard(MIDDLE);
    with_drafts(&mut wizard, Vec::new());
    wizard.keys("<down>");
    is_pictured("home", &wizard);
}

#[test]
fn home_with_something_unfinished() {
    let mut wizard = Wizard::with(Backend::default(), |setup| {
        setup.theme = Theme::new(true, true);
        setup.size = MIDDLE;
    });
    let begun = SubmissionRecord {
        submission: "1".to_owned(),
        at: now() - SignedDuration::from_mins(4),
        token: "5f1c7a52-0000-4000-8000-000000000001".parse().unwrap(),
        parameters: String::new(),
        salt: String::new(),
        secrets: String::new(),
        realm: Realm {
            account: Account::Unknown,
            endpoint: "https://vpc.eu-central-1.aliyuncs.com".to_owned(),
            region: "eu-central-1".to_owned(),
        },
        name: Some("fra-dc1".to_owned()),
        file: "@fra-dc1".to_owned(),
        draft: String::new(),
        dry_run: false,
    };
    with_drafts(
        &mut wizard,
        vec![JournalEntry { begun, attempts: 1, last_attempt: None, settled: None }],
    );
    wizard.keys("<home>");
    is_pictured("unfinished", &wizard);
}

#[test]
fn mode_and_region() {
    let mut wizard = wizard(LARGE);
    wizard.keys("n");
    is_pictured("mode", &wizard);
}

#[test]
fn gateways_while_filtering() {
    let mut wizard = wizard(LARGE);
    wizard.keys("n").go_to("RegionId").keys("eu-central-1<enter>");
    wizard.keys("<alt-n>fra-dc1-a<enter>203.0.113<down>");
    wizard.is_on(WizardStep::Gateways);
    is_pictured("gateways", &wizard);
}

#[test]
fn connection() {
    let mut wizard = filled(MIDDLE);
    wizard.go_to("RemoteSubnet");
    is_pictured("connection", &wizard);
}

#[test]
fn a_finding_with_its_repair() {
    let mut wizard = on_tunnel_1(LARGE);
    wizard.go_to("1.TunnelBgpConfig.TunnelCidr").paste("169.254.10.1/30");
    wizard.keys("<tab><up>");
    wizard.shows("ctrl-r: ");
    is_pictured("tunnel", &wizard);
}

#[test]
fn review_with_findings() {
    let mut wizard = filled(LARGE);
    wizard.hold();
    wizard.go_to("1.TunnelIkeConfig.IkeEncAlg").keys("3des<enter>");
    wizard.go_to("2.TunnelBgpConfig.LocalBgpIp").keys("<ctrl-u>").text("169.254.10.5");
    wizard.go_to("LocalSubnet").keys("<ctrl-u>").text("10.0.0.0/16");
    wizard.release().keys("<alt-n><alt-n><alt-n>");
    wizard.is_on(WizardStep::Review);
    is_pictured("review", &wizard);
}

#[test]
fn parameters() {
    let mut wizard = on_review(LARGE);
    wizard.keys("<right><right><right>");
    is_pictured("parameters", &wizard);
}

#[test]
fn the_question() {
    let mut wizard = on_review(MIDDLE);
    wizard.keys("<right>").keys("s");
    is_pictured("question", &wizard);
}

#[test]
fn what_was_created() {
    let mut wizard = on_review(MIDDLE);
    submit(&mut wizard, created());
    is_pictured("created", &wizard);
}

#[test]
fn a_refusal_at_its_field() {
    let mut wizard = on_review(LARGE);
    submit(&mut wizard, refused("IllegalParam.LocalSubnet"));
    wizard.keys("<enter>");
    wizard.is_on(WizardStep::Connection);
    is_pictured("refused", &wizard);
}

/// Watching a connection of an account, which is as a recorded answer says.
fn watching(life: &'static str, diagnosis: &'static str) -> Wizard {
    let mut backend = Backend::default();
    backend.serve(World::with(|state| {
        state.bound = true;
        state.life = vec![life];
        state.diagnosis = diagnosis;
    }));
    let mut wizard = Wizard::with(backend, |setup| {
        setup.theme = Theme::new(true, true);
        setup.size = LARGE;
    });
    wizard.keys("<right><enter>");
    wizard
}

#[test]
fn both_tunnels() {
    is_pictured("watch", &watching("dual.06.half", "diagnose.empty"));
}

#[test]
fn what_is_wrong() {
    let mut wizard = watching("dual.03.attached-silent", "diagnose.hash");
    wizard.keys("d").shows("AuthenticationAlgorithmMismatch");
    is_pictured("diagnosis", &wizard);
}

#[test]
fn a_small_window() {
    let mut wizard = filled((60, 16));
    wizard.go_to("1.TunnelIkeConfig.IkeEncAlg");
    is_pictured("small", &wizard);
}

fn walk() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/walk.md")
}

#[test]
fn the_walk_lists_every_key() {
    const BEGIN: &str = "<!-- keys: drawn by the tests, like the pictures -->\n";
    const END: &str = "<!-- end of keys -->";
    let walk_text = fs::read_to_string(walk()).expect("it is there");
    let (before, rest) = walk_text.split_once(BEGIN).expect("the table has its place");
    let (_, after) = rest.split_once(END).expect("the table ends");
    let text = format!("{before}{BEGIN}{}{END}{after}", table_of_keys());
    is_written(&walk(), &text);
}

/// Keys that do something; those that move are told in a sentence.
fn table_of_keys() -> String {
    let (keymap, texts) = (Keymap::default(), Texts::default());
    let places = [
        (Area::Anywhere, "everywhere"),
        (Area::Gateways, "gateways"),
        (Area::Home, "home"),
        (Area::Connections, "connections"),
        (Area::Watch, "watch"),
        (Area::Diagnosis, "diagnosis"),
        (Area::Review, "review"),
        (Area::Result, "result"),
        (Area::Question, "questions"),
        (Area::TextPager, "texts"),
    ];
    let everywhere = keymap.listed(Area::Anywhere);
    // The places where a key means this, and the action, its name and its keys.
    type Row<'a> = (Vec<&'a str>, (Action, &'a str, String), String);
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (area, place) in places {
        for key in keymap.listed(area) {
            let is_told = area != Area::Anywhere && everywhere.contains(&key);
            if is_told || moves(key.0) {
                continue;
            }
            let in_steps_alone = area == Area::Anywhere && !Area::Result.has_action(key.0);
            let place = if in_steps_alone { "steps" } else { place };
            let does = match key.0 {
                // It calls itself by the screen that is seen.
                Action::Help => "the keys of the place at hand".to_owned(),
                action => action_words(&texts, area, action, key.1),
            };
            let is_same = |row: &&mut Row<'_>| row.1 == key && row.2 == does;
            match rows.iter_mut().find(is_same) {
                Some((places, ..)) => places.push(place),
                None => rows.push((vec![place], key, does)),
            }
        }
    }
    let mut table =
        "\n| Keys | What they do | Where | Name |\n| --- | --- | --- | --- |\n".to_owned();
    for (places, (_, name, keys), does) in rows {
        let keys: Vec<String> = keys.split(' ').map(|key| format!("`{key}`")).collect();
        table.push_str(&format!(
            "| {} | {does} | {} | `{name}` |\n",
            keys.join(" "),
            places.join(", ")
        ));
    }
    table.push('\n');
    table
}

fn moves(action: Action) -> bool {
    matches!(
        action,
        Action::Next
            | Action::Previous
            | Action::Up
            | Action::Down
            | Action::Left
            | Action::Right
            | Action::First
            | Action::Last
            | Action::PageUp
            | Action::PageDown
            | Action::Accept
            | Action::Back
    )
}
