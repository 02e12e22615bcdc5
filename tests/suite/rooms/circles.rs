//! Which file names what another defines, and where that goes round in a circle.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, ItemMod, ItemUse, Macro, Meta, Path, TraitItem, Visibility};

use super::source::{Source, attributes, is_for_tests, leaves};

/// A file that names what another defines: the line, and the path as it stands there.
pub type Arrows = BTreeMap<(usize, usize), (usize, String)>;

/// The arrows between files. `mod name;` and a re-export are none: who reaches an item through a
/// facade depends on the file that defines it, and the facade on neither.
pub fn arrows(source: &Source) -> Arrows {
    let mut arrows = Arrows::new();
    for (at, file) in source.files.iter().enumerate() {
        let module = source.module_of(at);
        Reader { source, file: at, module, arrows: &mut arrows }.visit_file(&file.syntax);
    }
    arrows
}

struct Reader<'a> {
    source: &'a Source,
    file: usize,
    module: Vec<String>,
    arrows: &'a mut Arrows,
}

impl Reader<'_> {
    fn names(&mut self, path: &[String], line: usize) {
        let defined_in = self.source.defines(&self.module, path);
        if let Some(file) = defined_in.filter(|file| *file != self.file) {
            self.arrows.entry((self.file, file)).or_insert_with(|| (line, path.join("::")));
        }
    }

    /// The paths among the tokens of a macro or an attribute.
    fn tokens(&mut self, tokens: TokenStream) {
        let (mut path, mut line, mut colons) = (Vec::new(), 0, 2);
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons < 2 {
                        self.names(&std::mem::take(&mut path), line);
                    }
                    path.push(ident.to_string());
                    (line, colons) = (ident.span().start().line, 0);
                }
                TokenTree::Punct(sign) if sign.as_char() == ':' && !path.is_empty() => colons += 1,
                other => {
                    self.names(&std::mem::take(&mut path), line);
                    colons = 2;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.names(&path, line);
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_for_tests(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        if !matches!(item, ImplItem::Fn(item) if is_for_tests(&item.attrs)) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_trait_item(&mut self, item: &'ast TraitItem) {
        if !matches!(item, TraitItem::Fn(item) if is_for_tests(&item.attrs)) {
            visit::visit_trait_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if item.content.is_some() {
            self.module.push(item.ident.to_string());
            visit::visit_item_mod(self, item);
            self.module.pop();
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if matches!(item.vis, Visibility::Inherited) {
            let line = item.span().start().line;
            for leaf in leaves(item) {
                self.names(&leaf.path, line);
            }
        }
    }

    fn visit_path(&mut self, path: &'ast Path) {
        if path.leading_colon.is_none() {
            let segments: Vec<String> =
                path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            self.names(&segments, path.span().start().line);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        visit::visit_macro(self, called);
        self.tokens(called.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
    }
}

/// The groups of files in which each leads to each other, with the shortest circle of each.
pub fn circles(files: usize, arrows: &Arrows) -> Vec<(BTreeSet<usize>, Vec<usize>)> {
    let reached: Vec<BTreeSet<usize>> = (0..files).map(|file| reach(file, arrows)).collect();
    let mut circles = Vec::new();
    let mut known: BTreeSet<usize> = BTreeSet::new();
    for file in 0..files {
        if reached[file].contains(&file) && !known.contains(&file) {
            let group: BTreeSet<usize> = reached[file]
                .iter()
                .copied()
                .filter(|other| reached[*other].contains(&file))
                .collect();
            known.extend(&group);
            let shortest = group.iter().map(|file| way_back(*file, arrows)).min_by_key(Vec::len);
            circles.push((group, shortest.unwrap_or_default()));
        }
    }
    circles
}

fn named(file: usize, arrows: &Arrows) -> impl Iterator<Item = usize> {
    arrows.range((file, 0)..=(file, usize::MAX)).map(|((_, to), _)| *to)
}

fn reach(file: usize, arrows: &Arrows) -> BTreeSet<usize> {
    let (mut reached, mut next) = (BTreeSet::new(), vec![file]);
    while let Some(file) = next.pop() {
        next.extend(named(file, arrows).filter(|to| reached.insert(*to)));
    }
    reached
}

/// The shortest way from a file to itself, both ends left out but one.
fn way_back(file: usize, arrows: &Arrows) -> Vec<usize> {
    let (mut before, mut next) = (BTreeMap::new(), VecDeque::from([file]));
    while let Some(at) = next.pop_front() {
        for to in named(at, arrows) {
            if to == file {
                let mut way = vec![at];
                while let Some(at) =
                    way.last().filter(|at| **at != file).and_then(|at| before.get(at))
                {
                    way.push(*at);
                }
                way.reverse();
                return way;
            }
            if let Entry::Vacant(unseen) = before.entry(to) {
                unseen.insert(at);
                next.push_back(to);
            }
        }
    }
    Vec::new()
}

/// A circle in words: who names what of whom.
pub fn told(source: &Source, arrows: &Arrows, circle: &[usize]) -> String {
    let next = circle.iter().cycle().skip(1);
    let steps = circle.iter().zip(next).map(|(from, to)| {
        let (line, path) = &arrows[&(*from, *to)];
        let (from, to) = (&source.files[*from].name, &source.files[*to].name);
        format!("  src/{from}:{line} names {path} of src/{to}")
    });
    steps.collect::<Vec<_>>().join("\n")
}
