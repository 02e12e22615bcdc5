//! The customer gateways: one slot a tunnel above, the list of the region below, filtered as one types.

use std::collections::BTreeMap;

use crossterm::event::KeyEvent;
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr as _;

use crate::connection::{Arg, FieldPath, GatewayFacts, Key, Origin, Severity};
use crate::flow::CustomerGateway;
use crate::text::printable;
use crate::tui::app::{Account, App};
use crate::tui::document::Document;
use crate::tui::keymap::{Action, Area};
use crate::tui::msg::{Effect, Ticket};
use crate::tui::overlays::{Overlay, gateway::NewGatewayForm};
use crate::tui::steps::{FormItem, WizardStep};
use crate::tui::theme::Role;
use crate::tui::widgets::filter::{Cursor, matching};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::paper::{bar, fit, padded, wrapped};

/// How a list of gateways stands.
#[derive(Clone, Debug)]
enum Loading {
    /// Pages are still coming.
    Waiting(Ticket),
    /// All of it is there.
    Done,
    /// It could not be had, or not to its end.
    Failed(String),
}

/// A gateway and the text it is found by.
#[derive(Clone, Debug)]
struct Known {
    gateway: CustomerGateway,
    found_by: String,
}

/// The gateways of one region.
#[derive(Clone, Debug)]
struct List {
    rows: Vec<Known>,
    total: Option<u64>,
    state: Loading,
}

/// The lists by region, and what is seen of the one at hand.
#[derive(Clone, Debug, Default)]
pub struct GatewaysModel {
    lists: BTreeMap<String, List>,
    /// Which tunnel's gateway is being chosen, from 0.
    pub slot: usize,
    filter: LineInput,
    cursor: Cursor,
    /// Whether the cursor stays on the chosen gateway while the list grows and nobody has moved it, so
    /// that Enter takes no other one in its place.
    follows: bool,
    /// The rows that match, and what they were found for.
    matched: Vec<usize>,
    matched_for: Sought,
    /// Whether the chosen gateway is none of the list.
    lacks_chosen: bool,
    /// A gateway that was being filled in when its form was closed.
    pub unfinished: Option<Box<NewGatewayForm>>,
}

/// What decides which rows match and where the cursor stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Sought {
    region: String,
    filter: String,
    rows: usize,
    /// The gateway of the slot at hand; empty where none is chosen.
    chosen: String,
}

/// A line of the list that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// What was typed is taken as an id.
    Typed,
    /// The chosen gateway stays, though the list does not have it, or not yet.
    Chosen,
    /// A gateway of the list.
    Row(usize),
    /// Make a new one.
    New,
}

impl GatewaysModel {
    /// Forgets the lists: somebody else answers now. What is typed stays.
    pub fn forget(&mut self) {
        let (filter, cursor) = (std::mem::take(&mut self.filter), self.cursor);
        *self = Self { slot: self.slot, filter, cursor, ..Self::default() };
    }

    /// Another draft is at hand.
    pub fn reset_view(&mut self) {
        self.slot = 0;
        self.filter = LineInput::default();
        self.follow();
    }

    /// The slot at hand has the keys anew: the cursor goes to its gateway.
    pub fn follow(&mut self) {
        self.follows = true;
        self.cursor = Cursor::default();
        self.matched_for = Sought::default();
    }

    /// The person moves the cursor.
    fn step(&mut self, by: isize) {
        self.follows = false;
        let lines = self.lines().len();
        self.cursor.step(by, lines);
    }

    /// Whether pages of a region are still coming.
    pub fn is_loading(&self, region: &str) -> bool {
        matches!(self.lists.get(region).map(|list| &list.state), Some(Loading::Waiting(_)))
    }

    /// A page came in.
    pub fn page(&mut self, ticket: Ticket, rows: Vec<CustomerGateway>, total: Option<u64>) {
        let Some(list) = self.awaiting(ticket) else { return };
        list.total = total.or(list.total);
        let made: Vec<String> =
            list.rows.first().map(|row| row.gateway.id.clone()).into_iter().collect();
        let rows = rows.into_iter().filter(|row| !made.contains(&row.id));
        list.rows.extend(rows.map(known));
    }

    /// The last page came in, or none will come any more.
    pub fn ended(&mut self, ticket: Ticket, result: Result<(), String>) {
        if let Some(list) = self.awaiting(ticket) {
            list.state = match result {
                Ok(()) => Loading::Done,
                Err(why) => Loading::Failed(why),
            };
        }
    }

    /// A gateway was made: it stands first.
    pub fn add(&mut self, region: &str, gateway: CustomerGateway) {
        // A list that is not there yet will have it.
        if let Some(list) = self.lists.get_mut(region) {
            list.rows.retain(|row| row.gateway.id != gateway.id);
            list.rows.insert(0, known(gateway));
            list.total = list.total.map(|total| total + 1);
        }
        self.filter = LineInput::default();
        self.follow();
    }

    /// Whether the form that was closed waits for this answer.
    pub fn unfinished_is(&self, ticket: Ticket) -> bool {
        self.unfinished.as_ref().is_some_and(|form| form.waits_for(ticket))
    }

    fn awaiting(&mut self, ticket: Ticket) -> Option<&mut List> {
        self.lists
            .values_mut()
            .find(|list| matches!(list.state, Loading::Waiting(awaited) if awaited == ticket))
    }

    /// What is known of one gateway.
    pub fn facts(&self, region: &str, id: &str) -> Option<GatewayFacts> {
        self.find(region, id).map(GatewayFacts::from)
    }

    fn find(&self, region: &str, id: &str) -> Option<&CustomerGateway> {
        let rows = &self.lists.get(region)?.rows;
        rows.iter().map(|row| &row.gateway).find(|gateway| gateway.id == id)
    }

    /// Finds anew what matches, if anything has changed.
    fn sift(&mut self, region: String, chosen: String) {
        let rows = self.lists.get(&region).map(|list| list.rows.as_slice()).unwrap_or_default();
        let filter = self.filter.text().to_owned();
        let wanted = Sought { region, filter, rows: rows.len(), chosen };
        if self.matched_for == wanted {
            return;
        }
        let here = self.lines().get(self.cursor.at).copied();
        self.lacks_chosen =
            !wanted.chosen.is_empty() && rows.iter().all(|row| row.gateway.id != wanted.chosen);
        self.matched = matching(&wanted.filter, rows.iter().map(|row| row.found_by.as_str()));
        let is_chosen = |row: &&usize| rows[**row].gateway.id == wanted.chosen;
        let chosen =
            self.matched.iter().find(is_chosen).map_or(Line::Chosen, |row| Line::Row(*row));
        self.matched_for = wanted;
        let line = match here {
            _ if self.follows => self.filter.text().is_empty().then_some(chosen),
            Some(Line::Chosen) => Some(chosen),
            // A line above may be gone.
            here => here,
        };
        let lines = self.lines();
        if let Some(at) = lines.iter().position(|other| Some(*other) == line) {
            self.cursor.at = at;
        }
        self.cursor.clamp(lines.len());
    }

    fn lines(&self) -> Vec<Line> {
        let typed = self.filter.text().trim();
        let is_id = typed.starts_with("cgw-") && typed.len() > 8;
        let first = if is_id {
            Some(Line::Typed)
        } else if typed.is_empty() && self.lacks_chosen {
            Some(Line::Chosen)
        } else {
            None
        };
        let rows = self.matched.iter().map(|row| Line::Row(*row));
        first.into_iter().chain(rows).chain([Line::New]).collect()
    }
}

/// Finds anew what matches in the list at hand, if anything has changed.
pub fn sift(app: &mut App) {
    let (Some(path), Some(document)) = (slot(app), &app.document) else { return };
    let chosen = document.draft().text(path).unwrap_or_default().trim().to_owned();
    let region = app.region();
    app.gateways.sift(region, chosen);
}

fn known(gateway: CustomerGateway) -> Known {
    let mut found_by = gateway.name.clone().unwrap_or_default();
    for part in [Some(gateway.id.clone()), gateway.ip.clone(), gateway.asn.map(|n| n.to_string())] {
        found_by.push(' ');
        found_by.push_str(&part.unwrap_or_default());
    }
    Known { gateway, found_by }
}

/// Asks for the gateways of the draft's region, unless they are there or on their way.
pub fn load(app: &mut App, anew: bool) -> Option<Effect> {
    let region = app.region();
    let known = app.gateways.lists.get(&region).map(|list| &list.state);
    let there = match known {
        Some(Loading::Done | Loading::Waiting(_)) => !anew,
        Some(Loading::Failed(_)) | None => false,
    };
    if region.is_empty() || !app.is_signed_in() || there {
        return None;
    }
    let ticket = app.ticket();
    let list = List { rows: Vec::new(), total: None, state: Loading::Waiting(ticket) };
    app.gateways.lists.insert(region.clone(), list);
    app.gateways.matched_for = Sought::default();
    Some(Effect::LoadGateways(ticket, region))
}

/// Whether a gateway is chosen of which nothing is known.
pub fn any_unknown(app: &App) -> bool {
    let Some(document) = &app.document else { return false };
    let region = app.region();
    slots(app)
        .into_iter()
        .filter_map(|path| document.draft().text(path))
        .any(|id| app.gateways.facts(&region, id).is_none())
}

fn slots(app: &App) -> Vec<FieldPath> {
    let places = |document: &Document| document.draft().paths_of(Key::CustomerGatewayId);
    app.document.as_ref().map(places).unwrap_or_default()
}

fn slot(app: &App) -> Option<FieldPath> {
    let slots = slots(app);
    slots.get(app.gateways.slot.min(slots.len().saturating_sub(1))).copied()
}

/// A key among the gateways.
pub fn key(app: &mut App, key: KeyEvent, action: Option<Action>) -> Vec<Effect> {
    let region = app.region();
    if region.is_empty() && matches!(action, None | Some(Action::Accept)) {
        // Nothing can be chosen before the region is.
        return match action {
            Some(_) => app.go_to(FieldPath::own(Key::RegionId)),
            None => Vec::new(),
        };
    }
    sift(app);
    match action {
        Some(Action::Down) => app.gateways.step(1),
        Some(Action::Up) => app.gateways.step(-1),
        Some(Action::PageDown) => app.gateways.step(10),
        Some(Action::PageUp) => app.gateways.step(-10),
        Some(Action::Next) => return go_on(app, 1),
        Some(Action::Previous) => return go_on(app, -1),
        Some(Action::Accept) => return choose(app),
        Some(Action::Refresh) => return refresh(app),
        Some(Action::Create) => return create(app),
        Some(Action::Back) if !app.gateways.filter.text().is_empty() => {
            app.gateways.filter = LineInput::default();
            app.gateways.follow();
        }
        Some(Action::Back) => return app.step(-1),
        Some(_) => {}
        None => {
            if app.gateways.filter.key(key) {
                app.gateways.follow();
            }
        }
    }
    Vec::new()
}

/// A pasted id or name goes into the filter.
pub fn paste(app: &mut App, text: &str) {
    app.gateways.filter.paste(text.trim());
    app.gateways.follow();
}

/// To the other tunnel's slot, or out of the step.
fn go_on(app: &mut App, by: isize) -> Vec<Effect> {
    if let (Some(path), Some(document)) = (slot(app), &mut app.document) {
        document.visit(path);
    }
    let last = slots(app).len().saturating_sub(1);
    match app.gateways.slot.checked_add_signed(by) {
        Some(to) if to <= last => {
            app.gateways.slot = to;
            focus(app);
            Vec::new()
        }
        _ => app.step(by),
    }
}

/// The form's idea of where the keys are follows the slot, so that findings and help are its.
fn focus(app: &mut App) {
    app.gateways.follow();
    if let Some(path) = slot(app) {
        app.form.focus(WizardStep::Gateways, FormItem::Field(path));
    }
}

fn refresh(app: &mut App) -> Vec<Effect> {
    match load(app, true) {
        Some(effect) => vec![effect],
        None => {
            if app.region().is_empty() {
                app.decline("gateways-no-region", &accepting(app));
            } else {
                app.decline("gateways-signed-out", &[]);
            }
            Vec::new()
        }
    }
}

/// The key that leads to the region while there is none.
fn accepting(app: &App) -> [(&'static str, Arg); 1] {
    let key = app.keymap.shown(Area::Gateways, Action::Accept).unwrap_or_default();
    [("key", key.into())]
}

fn create(app: &mut App) -> Vec<Effect> {
    if app.region().is_empty() {
        app.decline("gateways-no-region", &accepting(app));
    } else if !app.is_signed_in() {
        app.decline("gateways-signed-out", &[]);
    } else {
        let typed = app.gateways.filter.text().trim().to_owned();
        let unfinished = app.gateways.unfinished.take();
        let form = unfinished.unwrap_or_else(|| Box::new(NewGatewayForm::new(&typed)));
        app.overlays.push(Overlay::Gateway(form));
    }
    Vec::new()
}

fn choose(app: &mut App) -> Vec<Effect> {
    let region = app.region();
    let lines = app.gateways.lines();
    let (Some(path), Some(line)) = (slot(app), lines.get(app.gateways.cursor.at).copied()) else {
        return Vec::new();
    };
    let id = match line {
        Line::New => return create(app),
        Line::Typed => Some(app.gateways.filter.text().trim().to_owned()),
        Line::Chosen => Some(app.gateways.matched_for.chosen.clone()),
        Line::Row(row) => {
            let list = app.gateways.lists.get(&region);
            list.and_then(|list| list.rows.get(row)).map(|row| row.gateway.id.clone())
        }
    };
    let Some(id) = id else { return Vec::new() };
    take(app, path, &id)
}

/// Puts a gateway into a slot. With nothing to say against it, the next slot has the keys.
pub fn take(app: &mut App, path: FieldPath, id: &str) -> Vec<Effect> {
    let Some(document) = &mut app.document else { return Vec::new() };
    let same = document.draft().text(path) == Some(id);
    document.choose(path, id, Origin::Typed);
    document.visit(path);
    app.tell_gateways();
    app.gateways.filter = LineInput::default();
    // With something against it, Enter once more means this one, and so goes on with it.
    app.gateways.follow();
    let Some(document) = &app.document else { return Vec::new() };
    let gravest = document.findings_at(path).find(|finding| {
        finding.severity() != Severity::Hint
            && !document.is_acknowledged(finding)
            && !document.is_missing(finding)
            && !Document::is_of_mode(finding)
    });
    if let Some(finding) = gravest.filter(|_| !same) {
        let is_error = finding.severity() == Severity::Error;
        app.decline(if is_error { "gateway-has-errors" } else { "gateway-has-findings" }, &[]);
        return Vec::new();
    }
    go_on(app, 1)
}

/// The slot the keys act on, for making a gateway.
pub fn current_slot(app: &App) -> Option<FieldPath> {
    slot(app)
}

/// Where what is drawn.
struct Parts {
    slots: Rect,
    filter: Rect,
    head: Rect,
    rows: Rect,
}

fn parts(app: &App, area: Rect) -> Parts {
    let slots = u16::try_from(slots(app).len()).unwrap_or(2).min(area.height);
    let gap = u16::from(area.height > 9);
    let row = |y: u16, height: u16| {
        let y = area.y + y.min(area.height);
        Rect { y, height: height.min(area.bottom() - y), ..area }
    };
    Parts {
        slots: row(0, slots),
        filter: row(slots + gap, 1),
        head: row(slots + gap + 1, 1),
        rows: row(slots + gap + 2, area.height),
    }
}

/// A click chooses a slot or a row.
pub fn click(app: &mut App, column: u16, row: u16) -> Vec<Effect> {
    let parts = parts(app, crate::tui::view::areas(app).main);
    let at = Position::new(column, row);
    if parts.slots.contains(at) {
        app.gateways.slot = usize::from(row - parts.slots.y);
        focus(app);
    } else if parts.rows.contains(at) {
        let lines = app.gateways.lines().len();
        let window = app.gateways.cursor.window(lines, parts.rows.height.into());
        let clicked = window.start + usize::from(row - parts.rows.y);
        if clicked < window.end {
            if app.gateways.cursor.at == clicked {
                return choose(app);
            }
            app.gateways.follows = false;
            app.gateways.cursor.at = clicked;
        }
    }
    Vec::new()
}

/// Draws slots, filter and list, and tells where the cursor is.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let parts = parts(app, area);
    for (index, path) in slots(app).into_iter().enumerate() {
        let y = parts.slots.y + u16::try_from(index).unwrap_or(0);
        if y < parts.slots.bottom() {
            draw_slot(app, index, path, Rect { y, height: 1, ..parts.slots }, buffer);
        }
    }
    let region = app.region();
    if region.is_empty() {
        let text = app.texts.say_with("gateways-no-region", &accepting(app));
        let style = app.theme.style(Role::Warning);
        let width = parts.head.width.into();
        for (line, y) in wrapped(&text, width).iter().zip(parts.head.y..parts.rows.bottom()) {
            buffer.set_stringn(parts.head.x, y, line, width, style);
        }
        return None;
    }
    let label = app.texts.say("gateways-filter");
    let label_width = u16::try_from(label.chars().count()).unwrap_or(0) + 1;
    buffer.set_string(parts.filter.x, parts.filter.y, &label, app.theme.style(Role::Title));
    let status = status(app, &region);
    let status_width = u16::try_from(status.chars().count()).unwrap_or(0);
    let field = Rect {
        x: parts.filter.x + label_width,
        width: parts.filter.width.saturating_sub(label_width + status_width + 2).max(4),
        ..parts.filter
    };
    buffer.set_stringn(
        parts.filter.right().saturating_sub(status_width),
        parts.filter.y,
        &status,
        status_width.into(),
        app.theme.style(Role::Dim),
    );
    let underlined = Style::new().add_modifier(Modifier::UNDERLINED);
    let cursor = app.gateways.filter.draw(field, buffer, underlined);
    draw_list(app, &region, &parts, buffer);
    Some(cursor)
}

fn status(app: &App, region: &str) -> String {
    let Some(list) = app.gateways.lists.get(region) else { return String::new() };
    let count = list.rows.len();
    let shown = if app.gateways.filter.text().trim().is_empty() {
        count
    } else {
        app.gateways.matched.len()
    };
    let total = list.total.map_or(count, |total| usize::try_from(total).unwrap_or(count));
    let args = [("shown", shown.into()), ("count", count.into()), ("total", total.into())];
    match &list.state {
        Loading::Waiting(_) => {
            let marks = app.theme.marks().spinner;
            let turning = marks[app.turn % marks.len()];
            // How many there are is known with the first page.
            match list.total {
                None => format!("{} {turning}", app.texts.say("gateways-asking")),
                Some(_) => format!("{} {turning}", app.texts.say_with("gateways-loading", &args)),
            }
        }
        _ => app.texts.say_with("gateways-count", &args),
    }
}

/// Address and ASN.
fn peer(app: &App, gateway: &CustomerGateway) -> String {
    let asn = gateway.asn.map_or_else(|| app.texts.say("gateway-no-asn"), |asn| format!("AS{asn}"));
    format!("{}  {asn}", gateway.ip.clone().unwrap_or_default())
}

/// All of the gateway at the cursor, of which a narrow window has not everything in its line.
pub fn pointed_at(app: &App) -> Option<String> {
    let Line::Row(row) = *app.gateways.lines().get(app.gateways.cursor.at)? else { return None };
    let gateway = &app.gateways.lists.get(&app.region())?.rows.get(row)?.gateway;
    let name = gateway.name.clone().unwrap_or_default();
    let text = format!("{}  {}  {name}", gateway.id, peer(app, gateway));
    Some(printable(text.trim_end()).into_owned())
}

fn draw_slot(app: &App, index: usize, path: FieldPath, rect: Rect, buffer: &mut Buffer) {
    let Some(document) = &app.document else { return };
    let theme = app.theme;
    let marks = theme.marks();
    let is_here = app.gateways.slot == index;
    let id = document.draft().text(path).unwrap_or_default();
    let known = app.gateways.find(&app.region(), id);
    let text = match (id, known) {
        ("", _) => app.texts.say("gateway-none"),
        (id, None) => printable(id).into_owned(),
        (id, Some(gateway)) => {
            let name = gateway.name.clone().unwrap_or_default();
            let name = fit(&printable(&name), 28, theme);
            let text = printable(&format!("{name}  {}  {id}", peer(app, gateway))).into_owned();
            // The id is what is sent: the address goes first where there is no room for all.
            if text.width() + 26 > usize::from(rect.width) {
                printable(&format!("{id}  {name}")).into_owned()
            } else {
                text
            }
        }
    };
    let label = super::form::label(app, path);
    let mark = if is_here { marks.here } else { " " };
    let head = format!("{mark} {} ", padded(&label, 20, theme));
    let width = usize::from(rect.width.saturating_sub(2));
    buffer.set_stringn(
        rect.x,
        rect.y,
        &head,
        width,
        theme.style(if is_here { Role::Title } else { Role::Plain }),
    );
    let room = width.saturating_sub(23);
    let role = match (is_here, id.is_empty()) {
        (true, _) => Role::Focus,
        (false, true) => Role::Dim,
        (false, false) => Role::Plain,
    };
    buffer.set_stringn(rect.x + 23, rect.y, fit(&text, room, theme), room, theme.style(role));
    if let Some((sign, role)) = super::form::sign(app, document, path) {
        buffer.set_string(rect.right().saturating_sub(1), rect.y, sign, theme.style(role));
    }
}

/// Columns of the list: name, address, ASN, id, age; the last ones only where there is room.
fn columns(width: u16) -> [usize; 5] {
    let width = usize::from(width).saturating_sub(3);
    let (ip, asn, id, age) = (16, 12, 26, 6);
    if width >= 16 + ip + asn + id + age {
        [width - ip - asn - id - age, ip, asn, id, age]
    } else if width >= 14 + ip + asn + age {
        [width - ip - asn - age, ip, asn, 0, age]
    } else {
        [width.saturating_sub(ip + asn), ip, asn, 0, 0]
    }
}

fn draw_list(app: &App, region: &str, parts: &Parts, buffer: &mut Buffer) {
    let theme = app.theme;
    let rows = parts.rows;
    let widths = columns(rows.width);
    let list = app.gateways.lists.get(region);
    let lines = app.gateways.lines();
    let trouble = match (&app.account, list.map(|list| &list.state)) {
        (Account::Out(_), None) => Some(app.texts.say("gateways-signed-out")),
        (_, Some(Loading::Failed(why))) => {
            Some(app.texts.say_with("gateways-failed", &[("why", why.clone().into())]))
        }
        _ => None,
    };
    let mut top = rows.y;
    if let Some(trouble) = trouble {
        for line in wrapped(&trouble, rows.width.into()) {
            if top < rows.bottom() {
                let style = theme.style(Role::Warning);
                buffer.set_stringn(rows.x, top, line, rows.width.into(), style);
                top += 1;
            }
        }
    } else {
        let heads = ["name", "address", "asn", "id", "age"];
        let heads = heads.map(|head| app.texts.say(&format!("gateways-head-{head}")));
        let head = columned(&heads, &widths, app);
        let style = theme.style(Role::Dim);
        buffer.set_stringn(parts.head.x + 2, parts.head.y, head, parts.head.width.into(), style);
    }
    let rows = Rect { y: top, height: rows.bottom() - top, ..rows };
    let window = app.gateways.cursor.window(lines.len(), rows.height.into());
    for (index, y) in window.clone().zip(rows.y..rows.bottom()) {
        let is_here = index == app.gateways.cursor.at;
        let text = match lines[index] {
            Line::Typed => {
                let id = app.gateways.filter.text().trim().to_owned();
                app.texts.say_with("gateways-typed", &[("id", id.into())])
            }
            Line::Chosen => {
                let id = app.gateways.matched_for.chosen.clone();
                app.texts.say_with("gateways-chosen", &[("id", id.into())])
            }
            Line::New => app.texts.say("gateways-new"),
            Line::Row(row) => match list.and_then(|list| list.rows.get(row)) {
                Some(row) => columned(&cells(app, &row.gateway), &widths, app),
                None => String::new(),
            },
        };
        let mark = if is_here { theme.marks().here } else { " " };
        let text = padded(&format!("{mark} {text}"), usize::from(rows.width) - 1, theme);
        let style = theme.style(if is_here { Role::Focus } else { Role::Plain });
        buffer.set_stringn(rows.x, y, text, rows.width.into(), style);
    }
    bar(window.start, lines.len(), rows, buffer, theme);
}

fn cells(app: &App, gateway: &CustomerGateway) -> [String; 5] {
    [
        gateway.name.clone().unwrap_or_default(),
        gateway.ip.clone().unwrap_or_default(),
        gateway.asn.map_or_else(|| "-".to_owned(), |asn| asn.to_string()),
        gateway.id.clone(),
        gateway.create_time_ms.map(|at| age(at, app.now)).unwrap_or_default(),
    ]
}

fn columned(cells: &[String; 5], widths: &[usize; 5], app: &App) -> String {
    let mut text = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        if *width > 0 {
            text.push_str(&padded(&printable(cell), width - 1, app.theme));
            text.push(' ');
        }
    }
    text
}

/// How long ago, in one number and one letter, as in many tools: `45m`, `3h`, `12d`, `2y`.
pub fn age(created_ms: i64, now: Timestamp) -> String {
    let seconds = (now.as_millisecond() - created_ms).max(0) / 1000;
    let (minute, hour, day) = (60, 3600, 86_400);
    match seconds {
        s if s < minute => format!("{s}s"),
        s if s < hour => format!("{}m", s / minute),
        s if s < 2 * day => format!("{}h", s / hour),
        s if s < 700 * day => format!("{}d", s / day),
        s => format!("{}y", s / (365 * day)),
    }
}
