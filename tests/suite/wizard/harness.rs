//! A wizard under the hands of a story: it is told keys, and what it wants done outside is done by a
//! [`Backend`] at once, or later where the story holds the answers back.

use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use tunnelsmith::connection::{Draft, FieldPath, Key, Mode, Secret};
use tunnelsmith::drafts::{Bookmark, DraftFile, DraftName};
use tunnelsmith::flow::{ServiceError, Submission, SubmitOutcome};
use tunnelsmith::text::{Language, Texts};
use tunnelsmith::tui::{
    App, AppConfig, Document, Effect, FormItem, Keymap, Msg, Screen, SecretText, SubmitOrder,
    SubmitResult, Theme, Ticket, WizardStep, step_of, view,
};
use unicode_width::UnicodeWidthStr as _;

use super::backend::{Backend, now};

thread_local! {
    /// What the wizards of this story speak.
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::English) };
}

/// The story in a language. What screens say is looked at in English, and pictures are taken in each.
pub fn speaking(language: Language, story: impl FnOnce()) {
    LANGUAGE.set(language);
    story();
    LANGUAGE.set(Language::English);
}

pub struct Wizard {
    pub app: App,
    pub backend: Backend,
    /// Everything that was wanted since it was last looked at.
    wanted: Vec<Effect>,
    /// What is not answered yet.
    pub waiting: VecDeque<Effect>,
    /// Whether answers wait until the story lets them come.
    is_held: bool,
    terminal: Terminal<TestBackend>,
    /// What was drawn last.
    picture: Buffer,
    /// What must be on no picture.
    never: Vec<String>,
}

impl Wizard {
    /// At home, signed in, in a window of 80 columns and 24 rows, with no draft yet.
    pub fn new() -> Self {
        Self::with_backend(Backend::default())
    }

    pub fn with_backend(backend: Backend) -> Self {
        Self::with(backend, |_| {})
    }

    /// The wizard with a backend of its own, begun in a way of its own.
    pub fn with(backend: Backend, change: impl FnOnce(&mut AppConfig)) -> Self {
        let mut next = 0_u8;
        let mut setup = AppConfig {
            texts: Arc::new(Texts::new(LANGUAGE.get())),
            theme: Theme::new(false, true),
            keymap: Keymap::default(),
            size: (80, 24),
            now: now(),
            bookmark: Bookmark::default(),
            draft: None,
            region: None,
            sandbox: false,
            endpoint: None,
            note: None,
            mouse: false,
            entropy: Box::new(move |buffer: &mut [u8]| {
                for byte in buffer {
                    next = next.wrapping_add(37);
                    *byte = next;
                }
            }),
        };
        change(&mut setup);
        let (columns, rows) = setup.size;
        let (app, effects) = App::new(setup);
        let screen = TestBackend::new(columns, rows);
        let mut wizard = Self {
            app,
            backend,
            wanted: Vec::new(),
            waiting: VecDeque::new(),
            is_held: false,
            terminal: Terminal::new(screen).expect("a test backend has no errors"),
            picture: Buffer::default(),
            never: Vec::new(),
        };
        wizard.note(effects);
        wizard.pause();
        wizard
    }

    /// On the first step of a new draft.
    pub fn drafting(mode: Mode) -> Self {
        let mut wizard = Self::new();
        wizard.keys("n");
        if mode == Mode::Single {
            wizard.keys("<down><enter>").read_on();
        }
        wizard
    }

    /// In a draft that was kept, in a field of it, without a key pressed so far.
    #[track_caller]
    pub fn in_field(file: DraftFile, wire: &str) -> Self {
        let field = path(wire);
        let step = step_of(field, file.draft.mode());
        let mut wizard = Self::on_step(file, step, Some(field));
        let item = wizard.app.form.focused(wizard.app.screen);
        assert_eq!(item, Some(FormItem::Field(field)), "\n{}", wizard.screen());
        wizard.effects();
        wizard
    }

    /// On a step of a draft that was kept.
    pub fn on_step(file: DraftFile, step: WizardStep, field: Option<FieldPath>) -> Self {
        let mut backend = Backend::default();
        backend.put("kept", file);
        let draft = DraftName::exactly("kept");
        let step = Some(step.word().to_owned());
        let bookmark = Bookmark { draft, step, field, ..Bookmark::default() };
        Self::with(backend, |setup| setup.bookmark = bookmark)
    }

    /// A dual-tunnel draft with nothing left to fill in, on the step before the review.
    pub fn filled() -> Self {
        let mut wizard = Self::new();
        wizard.keys("n<alt-n>fra-dc1-a<enter>fra-dc1-b<enter><enter>");
        wizard.is_on(WizardStep::Connection);
        wizard.keys("fra-hq-2026<tab><tab>10.0.0.0/16<tab>192.168.0.0/16");
        wizard.keys("<alt-n>kT7mPq2vXw9bRd4c<alt-n>");
        wizard.is_on(WizardStep::Tunnel(2));
        wizard.keys("Zw4nLb8sYc6hJf3g");
        wizard
    }

    /// The same on the review with every warning accepted.
    pub fn reviewed() -> Self {
        let mut wizard = Self::filled();
        wizard.keys("<alt-n>");
        wizard.is_on(WizardStep::Review);
        wizard.accept_all();
        wizard.shows("Ready to send.");
        wizard
    }

    /// Accepts one warning after another.
    pub fn accept_all(&mut self) {
        for _ in 0..20 {
            let screen = self.screen();
            let said =
                |count: usize| self.app.texts.format("review-warnings", &[("count", count.into())]);
            if !(1..50).any(|count| screen.contains(&said(count))) {
                return;
            }
            self.keys("<space>");
        }
        panic!("warnings without end\n{}", self.screen());
    }

    /// Home from anywhere in the walk.
    pub fn go_home(&mut self) -> &mut Self {
        for _ in 0..20 {
            if self.app.screen == Screen::Home {
                return self;
            }
            self.keys("<esc>");
        }
        panic!("no way home\n{}", self.screen());
    }

    /// The draft of [`Wizard::filled`], opened again from the disk, with its keys sealed. A copy of it
    /// lies beside it.
    pub fn reopened() -> Self {
        let mut wizard = Self::filled();
        wizard.go_home().keys("<home><down>d<enter>yn<esc><home><down><enter>");
        wizard.is_on(WizardStep::Mode);
        assert!(wizard.draft().unopened().next().is_some(), "the keys are sealed");
        wizard
    }

    // What happens.

    /// Presses keys: letters as they are, others by name: `text<tab><enter><ctrl-s><alt-n><f1>`.
    pub fn keys(&mut self, script: &str) -> &mut Self {
        for key in parsed(script) {
            self.press(Msg::Key(key));
        }
        self.pause()
    }

    /// Types a text that may hold any letter.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.press(Msg::Key(letter_key(letter)));
        }
        self.pause()
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.tell(Msg::Paste(SecretText::new(text)));
        self
    }

    pub fn click(&mut self, column: u16, row: u16) -> &mut Self {
        self.mouse(MouseEventKind::Down(MouseButton::Left), column, row)
    }

    pub fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) -> &mut Self {
        let modifiers = KeyModifiers::NONE;
        self.tell(Msg::Mouse(MouseEvent { kind, column, row, modifiers }));
        self
    }

    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.terminal.backend_mut().resize(columns, rows);
        self.tell(Msg::Resize(columns, rows));
        self
    }

    /// The window has another size, and the wizard was not told yet.
    pub fn resize_unseen(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.terminal.backend_mut().resize(columns, rows);
        self.paint();
        self
    }

    /// Something happens; then everything that follows from it, unless answers are held back.
    pub fn tell(&mut self, msg: Msg) -> &mut Self {
        self.press(msg);
        self.pause()
    }

    /// Something happens, and more comes before any pause is over.
    fn press(&mut self, msg: Msg) {
        self.hear(msg);
        if !self.is_held {
            self.settle(false);
        }
        self.paint();
    }

    /// Nothing happens for a while, so that pauses are over.
    fn pause(&mut self) -> &mut Self {
        if !self.is_held {
            self.settle(true);
            self.paint();
        }
        self
    }

    fn hear(&mut self, msg: Msg) {
        let effects = self.app.update(msg);
        self.note(effects);
    }

    fn note(&mut self, effects: Vec<Effect>) {
        self.wanted.extend(effects.iter().cloned());
        self.waiting.extend(effects);
    }

    // When answers come.

    /// From now on answers come only when the story says so.
    pub fn hold(&mut self) -> &mut Self {
        self.is_held = true;
        self
    }

    /// Every answer comes, and from now on at once.
    pub fn release(&mut self) -> &mut Self {
        self.is_held = false;
        self.pause()
    }

    /// What is waiting is answered, and what follows from that; a pause, only if it is over.
    fn settle(&mut self, is_over: bool) {
        for _ in 0..10_000 {
            let next = self
                .waiting
                .iter()
                .position(|effect| is_over || !matches!(effect, Effect::SaveSoon(_)));
            let Some(effect) = next.and_then(|at| self.waiting.remove(at)) else { return };
            for msg in self.backend.answer(effect) {
                self.hear(msg);
            }
        }
        panic!("the wizard wants something without end: {:?}", self.waiting.front());
    }

    /// The answers to the first effect of a kind come, and to nothing else.
    #[track_caller]
    pub fn answer(&mut self, is_it: impl Fn(&Effect) -> bool) -> &mut Self {
        for msg in self.answers(is_it) {
            self.hear(msg);
        }
        self.paint();
        self
    }

    /// A pause that nobody waits for in other stories is over, and what follows happens.
    #[track_caller]
    pub fn over(&mut self, is_it: impl Fn(&Effect) -> bool) -> &mut Self {
        let ended = self.wanted.iter().rev().find(|effect| is_it(effect));
        let ended = ended.unwrap_or_else(|| panic!("no such pause: {:?}", self.wanted)).clone();
        let (Effect::RetrySave(ticket) | Effect::SaveSoon(ticket)) = ended else {
            panic!("{ended:?} is no pause")
        };
        self.tell(Msg::SaveDue(ticket))
    }

    /// The same, but they do not come yet.
    #[track_caller]
    pub fn answers(&mut self, is_it: impl Fn(&Effect) -> bool) -> Vec<Msg> {
        let at = self.waiting.iter().position(is_it);
        let at = at.unwrap_or_else(|| panic!("none such is waiting: {:?}", self.waiting));
        let effect = self.waiting.remove(at).expect("it is there");
        self.backend.answer(effect)
    }

    // What it wants.

    /// Everything that was wanted since this was last asked.
    pub fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.wanted)
    }

    /// The submission that was wanted last.
    #[track_caller]
    pub fn order(&self) -> (Ticket, &SubmitOrder) {
        let order = self.wanted.iter().rev().find_map(|effect| match effect {
            Effect::Submit(ticket, order) => Some((*ticket, &**order)),
            _ => None,
        });
        order.unwrap_or_else(|| panic!("nothing was submitted\n{}", self.screen()))
    }

    pub fn has_submitted(&self) -> bool {
        self.wanted.iter().any(|effect| matches!(effect, Effect::Submit(..)))
    }

    pub fn has_quit(&self) -> bool {
        self.wanted.iter().any(|effect| matches!(effect, Effect::Quit))
    }

    /// A submission ends.
    #[track_caller]
    pub fn submitted(&mut self, outcome: SubmitOutcome) -> &mut Self {
        let (ticket, order) = self.order();
        let draft = Box::new(order.file.draft.clone());
        let submission = Box::new(submission(outcome));
        self.tell(Msg::Submitted(ticket, Box::new(SubmitResult::Ended { submission, draft })))
    }

    /// The submission under way ends, if one is waited for at all.
    pub fn submission_ends(&mut self, outcome: SubmitOutcome) -> &mut Self {
        let Some(sending) = &self.app.sending else { return self };
        let ticket = sending.ticket;
        let draft =
            Box::new(self.app.document.as_ref().map(|one| one.draft().clone()).unwrap_or_default());
        let submission = Box::new(submission(outcome));
        self.tell(Msg::Submitted(ticket, Box::new(SubmitResult::Ended { submission, draft })))
    }

    // What it is.

    #[track_caller]
    pub fn document(&self) -> &Document {
        self.app.document.as_ref().expect("a draft is open")
    }

    pub fn draft(&self) -> &Draft {
        self.document().draft()
    }

    /// What stands in a field, by its wire name; an empty text where nothing does.
    #[track_caller]
    pub fn value(&self, wire: &str) -> String {
        let path = path(wire);
        let draft = self.draft();
        match draft.key(path) {
            Some((key, _)) => key.expose().to_owned(),
            None => draft.text(path).unwrap_or_default().to_owned(),
        }
    }

    /// What the bottom line tells; an empty text where it shows the keys.
    pub fn notice(&self) -> String {
        self.app.notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default()
    }

    #[track_caller]
    pub fn is_on(&self, step: WizardStep) {
        assert_eq!(self.app.screen, Screen::Step(step), "\n{}", self.screen());
    }

    /// Goes to a field by the palette, as a person in a hurry does.
    #[track_caller]
    pub fn go_to(&mut self, wire: &str) -> &mut Self {
        self.keys("<ctrl-g>").text(wire).keys("<enter>");
        let text = self.screen();
        assert!(self.app.overlays.is_empty(), "{wire} was not found\n{text}");
        self
    }

    /// Closes the text that lies over the screen.
    pub fn read_on(&mut self) -> &mut Self {
        if !self.app.overlays.is_empty() {
            self.keys("<esc>");
        }
        self
    }

    // What is seen.

    /// From now on no picture may show this.
    pub fn never_show(&mut self, text: &str) -> &mut Self {
        self.never.push(text.to_owned());
        self
    }

    fn paint(&mut self) {
        let app = &self.app;
        let drawn = self.terminal.draw(|frame| view(app, frame)).expect("no errors in tests");
        // Not what the test backend holds: it keeps the second cell of a wide letter that has gone.
        self.picture = drawn.buffer.clone();
        if !self.never.is_empty() {
            let screen = self.screen();
            for text in &self.never {
                assert!(!screen.contains(text.as_str()), "{text} is seen\n{screen}");
            }
        }
    }

    /// The picture as lines of text, blanks at their ends left out.
    pub fn screen(&self) -> String {
        lines(&self.picture).join("\n")
    }

    /// How each cell of the picture looks, under the lines of [`Self::screen`]: bold, dim, underlined,
    /// reversed; a capital where it is bold as well, a `b` where it is only bold. `?` is a colour.
    pub fn looks(&self) -> String {
        let area = self.picture.area;
        let look = |x: u16, y: u16| {
            let cell = &self.picture[(x, y)];
            let letters = [
                (Modifier::REVERSED, 'r'),
                (Modifier::UNDERLINED, 'u'),
                (Modifier::DIM, 'd'),
                (Modifier::BOLD, 'b'),
            ];
            if (cell.fg, cell.bg) != (Color::Reset, Color::Reset) {
                return '?';
            }
            let first = letters.iter().find(|(modifier, _)| cell.modifier.contains(*modifier));
            match first {
                Some((_, 'b')) => 'b',
                Some((_, letter)) if cell.modifier.contains(Modifier::BOLD) => {
                    letter.to_ascii_uppercase()
                }
                Some((_, letter)) => *letter,
                None => ' ',
            }
        };
        let row = |y: u16| (area.left()..area.right()).map(|x| look(x, y)).collect::<String>();
        let rows = (area.top()..area.bottom()).map(|y| row(y).trim_end().to_owned());
        rows.collect::<Vec<_>>().join("\n")
    }

    /// The first line that has a text in it.
    #[track_caller]
    pub fn line(&self, part: &str) -> String {
        let screen = self.screen();
        let found = screen.lines().find(|line| line.contains(part));
        found.unwrap_or_else(|| panic!("no {part:?} in\n{screen}")).to_owned()
    }

    #[track_caller]
    pub fn shows(&mut self, part: &str) -> &mut Self {
        if self.is_english() {
            self.line(part);
        }
        self
    }

    /// Whether a line has both.
    #[track_caller]
    pub fn shows_beside(&mut self, part: &str, other: &str) -> &mut Self {
        assert!(!self.is_english() || self.line(part).contains(other), "\n{}", self.screen());
        self
    }

    #[track_caller]
    pub fn shows_not(&mut self, part: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!self.is_english() || !screen.contains(part), "{part:?} is seen in\n{screen}");
        self
    }

    pub fn is_english(&self) -> bool {
        self.app.texts.language() == Language::English
    }

    /// The picture, each cell on its own: a wide letter and the empty one that belongs to it.
    pub fn picture(&self) -> &Buffer {
        &self.picture
    }
}

pub fn path(wire: &str) -> FieldPath {
    FieldPath::from_wire(wire).unwrap_or_else(|| panic!("{wire} is no field"))
}

/// A submission that went on its way once.
pub fn submission(outcome: SubmitOutcome) -> Submission {
    Submission {
        outcome,
        client_token: "5f1c7a52-0000-4000-8000-000000000001".to_owned(),
        attempts: 1,
        sandbox: false,
        overridden: Default::default(),
        made_before: false,
        is_recorded: true,
        held_back: false,
    }
}

pub fn created() -> SubmitOutcome {
    SubmitOutcome::Created {
        id: "vco-6xlj89qlpdn7gf5df2ax".to_owned(),
        request_id: Some("3F4A-1B2C".to_owned()),
        looked_up: false,
    }
}

/// A refusal with this code of the API.
pub fn refused(code: &str) -> SubmitOutcome {
    SubmitOutcome::Refused(Box::new(ServiceError {
        http: 400,
        code: code.to_owned(),
        message: "The specified value is invalid.".to_owned(),
        request_id: Some("251D591F-7CC9-4383-AB46-4502E1B30628".to_owned()),
        recommend: None,
        denied: None,
    }))
}

/// A draft with these values, written as `Name=value`; keys are taken as typed.
pub fn draft(mode: Mode, values: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::new(mode);
    for (wire, value) in values {
        let path = path(wire);
        if path.key == Key::Psk {
            draft.set_key(
                path,
                Secret::new(*value),
                tunnelsmith::connection::KeyStorage::Elsewhere,
            );
        } else {
            draft.set(path, *value);
        }
    }
    draft
}

/// The keys of a script.
pub fn parsed(script: &str) -> Vec<KeyEvent> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(first) = rest.chars().next() {
        if first == '<'
            && let Some((name, behind)) = rest[1..].split_once('>')
        {
            keys.push(named_key(name));
            rest = behind;
        } else {
            keys.push(letter_key(first));
            rest = &rest[first.len_utf8()..];
        }
    }
    keys
}

/// As terminals send it: a capital comes with Shift.
pub fn letter_key(letter: char) -> KeyEvent {
    let shift = if letter.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    KeyEvent::new(KeyCode::Char(letter), shift)
}

fn named_key(name: &str) -> KeyEvent {
    match name {
        "backtab" => KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT),
        _ => crokey::parse(name).unwrap_or_else(|error| panic!("{name}: {error}")).into(),
    }
}

/// A wide letter takes two cells, of which the second says nothing.
fn lines(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    let row = |y: u16| {
        let mut line = String::new();
        let mut x = area.left();
        while x < area.right() {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(symbol.width()).unwrap_or(1).max(1);
        }
        line.trim_end().to_owned()
    };
    (area.top()..area.bottom()).map(row).collect()
}
