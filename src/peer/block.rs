//! Configurations made of indented blocks: IOS and its relatives, ASA, VRP, Comware, StoneOS.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use zeroize::Zeroizing;

use super::clean::SourceLine;
use super::note::{Note, Notes};
use super::source_line::SettingLines;

/// A command and the lines that belong to it.
pub struct ConfigBlock {
    /// The command without the blanks in front; it may hold a key.
    pub text: Zeroizing<String>,
    /// Its line.
    pub line: usize,
    /// What belongs to it.
    pub children: Vec<ConfigBlock>,
    seen: Cell<bool>,
    /// Which children begin with some words, by the hash of those; made when it is first asked for.
    index: OnceCell<HashMap<u64, Vec<usize>>>,
}

/// How many words of a line can be asked for at once.
const INDEXED: usize = 6;

fn hash_of<'a>(words: impl Iterator<Item = &'a str>) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.for_each(|word| word.hash(&mut hasher));
    hasher.finish()
}

/// How a family of devices writes its blocks.
pub struct BlockSyntax {
    /// What commands of the outermost level begin with: where the indentation got lost, or a line
    /// was wrapped, these words tell where a block begins.
    pub top_commands: &'static [&'static str],
    /// Words that end a block when they stand alone.
    pub end_words: &'static [&'static str],
    /// What a comment or a separator begins with.
    pub comment_prefixes: &'static [&'static str],
}

impl ConfigBlock {
    fn new(text: &str, line: usize) -> Self {
        let text = Zeroizing::new(text.to_owned());
        Self { text, line, children: Vec::new(), seen: Cell::new(false), index: OnceCell::new() }
    }

    /// What follows a prefix of whole words; marks the line as understood.
    pub fn after(&self, prefix: &str) -> Option<&str> {
        let rest = strip_words(&self.text, prefix)?;
        self.seen.set(true);
        Some(rest)
    }

    /// The first line below that begins with the prefix, and what follows it.
    pub fn get(&self, prefix: &str) -> Option<&str> {
        self.all(prefix).next().map(|(_, rest)| rest)
    }

    /// Like [`Self::get`], with the line it stands in.
    pub fn find(&self, prefix: &str) -> Option<(&Self, &str)> {
        self.all(prefix).next()
    }

    /// The lines directly below that begin with the prefix.
    pub fn all<'a>(&'a self, prefix: &str) -> impl Iterator<Item = (&'a Self, &'a str)> {
        let words = prefix.split_whitespace();
        let counted = words.clone().count();
        let index = (1..=INDEXED).contains(&counted).then(|| self.index());
        let rows = index.and_then(|index| index.get(&hash_of(words)));
        let every = if index.is_none() { self.children.as_slice() } else { &[] };
        let found = rows.into_iter().flatten().map(|row| &self.children[*row]).chain(every);
        found.filter_map(move |child| Some((child, child.after(prefix)?)))
    }

    /// The block of that kind and name, which is all that stands in its line.
    pub fn named(&self, kind: &str, name: &str) -> Option<&Self> {
        self.all(&format!("{kind} {name}"))
            .find(|(_, rest)| rest.is_empty())
            .map(|(block, _)| block)
    }

    fn index(&self) -> &HashMap<u64, Vec<usize>> {
        self.index.get_or_init(|| {
            let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
            for (row, child) in self.children.iter().enumerate() {
                let mut hasher = DefaultHasher::new();
                for word in child.text.split_whitespace().take(INDEXED) {
                    word.hash(&mut hasher);
                    index.entry(hasher.finish()).or_default().push(row);
                }
            }
            index
        })
    }

    /// Everything below, at any depth, in order.
    pub fn descendants(&self) -> Vec<&Self> {
        let mut all = Vec::new();
        for child in &self.children {
            all.push(child);
            all.extend(child.descendants());
        }
        all
    }

    /// The first line below at any depth that begins with the prefix.
    pub fn find_deep(&self, prefix: &str) -> Option<&str> {
        self.children
            .iter()
            .find_map(|child| child.after(prefix).or_else(|| child.find_deep(prefix)))
    }

    /// Marks this and everything below as understood.
    pub fn mark_read(&self) {
        self.seen.set(true);
        self.children.iter().for_each(Self::mark_read);
    }

    /// The lines that no reader asked for.
    pub fn collect_unread(&self, lines: &mut Vec<usize>) {
        if !self.seen.get() {
            lines.push(self.line);
        }
        self.children.iter().for_each(|child| child.collect_unread(lines));
    }

    /// The lines that no reader asked for in the blocks of some kinds; of those the ones that count.
    pub fn unread_below(&self, kinds: &[&str], counts: impl Fn(&Self, &str) -> bool) -> Vec<usize> {
        let mut lines = Vec::new();
        for kind in kinds {
            for (block, _) in self.all(kind).filter(|(block, rest)| counts(block, rest)) {
                block.children.iter().for_each(|child| child.collect_unread(&mut lines));
            }
        }
        lines
    }

    /// Whether a reader asked for it.
    pub fn is_read(&self) -> bool {
        self.seen.get()
    }
}

impl SettingLines for ConfigBlock {
    fn setting_line(&self, words: &str) -> Option<usize> {
        let rows = self.index().get(&hash_of(words.split_whitespace()))?;
        let mut children = rows.iter().map(|row| &self.children[*row]);
        children.find(|child| strip_words(&child.text, words).is_some()).map(|child| child.line)
    }
}

/// What follows whole words, whatever blanks stand between.
pub fn strip_words<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let mut rest = text;
    for word in prefix.split(' ').filter(|word| !word.is_empty()) {
        rest = rest.strip_prefix(word)?;
        if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
            return None;
        }
        rest = rest.trim_start();
    }
    Some(rest)
}

/// The first word of a text.
pub fn first_word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default()
}

/// The text of a quoted word, or the word itself.
pub fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner
        .or_else(|| text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')))
        .unwrap_or(text)
}

/// Makes blocks of lines; the answer is a root that holds the outermost ones.
pub fn blocks(lines: &[SourceLine], dialect: &BlockSyntax, notes: &mut Notes) -> ConfigBlock {
    let lines = joined(lines, dialect, notes);
    let indented = lines.iter().any(|line| line.indent() > 0 && line.indent_kept);
    let mut root = ConfigBlock::new("", 0);
    // The indentation of every open block, outermost first.
    let mut open: Vec<usize> = Vec::new();
    // A block may be indented as a whole; the outermost commands tell by how much.
    let base = lines
        .iter()
        .filter(|line| line.indent_kept && is_top(&line.text, dialect))
        .map(SourceLine::indent)
        .min()
        .unwrap_or(0);
    for line in &lines {
        let text = line.text.trim();
        if dialect.comment_prefixes.iter().any(|mark| text.starts_with(mark)) {
            if !indented || text.len() == line.text.len() {
                open.clear();
            }
            continue;
        }
        if dialect.end_words.contains(&text) {
            open.pop();
            continue;
        }
        let depth = if indented && line.indent_kept {
            let indent = line.indent().max(base);
            while open.last().is_some_and(|last| *last >= indent) {
                open.pop();
            }
            open.push(indent);
            open.len() - 1
        } else {
            let top = is_top(text, dialect) && !belongs(&root, text, &open);
            open.truncate(if top { 0 } else { 1 });
            open.push(base + open.len());
            open.len() - 1
        };
        place(&mut root, depth, ConfigBlock::new(text, line.number));
    }
    root
}

fn is_top(text: &str, dialect: &BlockSyntax) -> bool {
    dialect.top_commands.iter().any(|top| strip_words(text.trim(), top).is_some())
}

/// Commands that stand on the outermost level with more words, and inside an interface with these.
fn belongs(root: &ConfigBlock, text: &str, open: &[usize]) -> bool {
    let Some(last) = root.children.last() else { return false };
    if open.is_empty() || strip_words(&last.text, "interface").is_none() {
        return false;
    }
    let count = text.split_whitespace().count();
    let named = ["crypto map", "ipsec policy", "ipsec profile"];
    (count == 3 && named.iter().any(|words| strip_words(text, words).is_some()))
        || strip_words(text, "ipsec apply").is_some()
}

fn place(root: &mut ConfigBlock, depth: usize, block: ConfigBlock) {
    let mut parent = root;
    for _ in 0..depth.min(8) {
        if parent.children.is_empty() {
            break;
        }
        let last = parent.children.len() - 1;
        parent = &mut parent.children[last];
    }
    parent.children.push(block);
}

/// Joins lines that a mail or a terminal wrapped: a line at the margin that is no command continues
/// the one before, if that one had no room for its first word.
fn joined(lines: &[SourceLine], dialect: &BlockSyntax, notes: &mut Notes) -> Vec<SourceLine> {
    let widest = lines.iter().map(|line| line.text.chars().count()).max().unwrap_or(0);
    let mut out: Vec<SourceLine> = Vec::with_capacity(lines.len());
    let mut last_width = 0;
    for line in lines {
        let width = line.text.chars().count();
        let first = line.text.split_whitespace().next().unwrap_or_default();
        let no_room = last_width + 1 + first.chars().count() > widest.min(132);
        let known = line.indent() > 0
            || is_top(&line.text, dialect)
            || dialect.end_words.contains(&line.text.trim())
            || dialect.comment_prefixes.iter().any(|mark| line.text.starts_with(mark));
        if let Some(last) = out.last_mut().filter(|_| !known && no_room && widest >= 40) {
            last.text.push(' ');
            last.text.push_str(&line.text);
            notes.add(Note::new("wrapped").on(line.number));
        } else {
            out.push(line.clone());
        }
        last_width = width;
    }
    out
}
