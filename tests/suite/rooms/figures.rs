//! The figures by which a reader can judge the size of what there is to read.

use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{ImplItem, Item, Signature, Visibility};

use super::source::{Source, attributes, is_alternative, is_for_tests, type_name};

/// Files longer than this have a reason: a table, or one `match`.
pub const LONG_FILE: usize = 450;

/// A function longer than this is hard to take in at once.
pub const LONG_FUNCTION: usize = 60;

/// The files past `LONG_FILE` lines, longest first.
pub fn long_files(source: &Source) -> Vec<(usize, &str)> {
    let lengths = source.files.iter().map(|file| (file.text.lines().count(), &*file.name));
    let mut long: Vec<_> = lengths.filter(|(lines, _)| *lines > LONG_FILE).collect();
    long.sort_unstable_by(|one, other| other.cmp(one));
    long
}

/// Every function of the library, its lines from `fn` to the last brace, longest first.
pub fn functions(source: &Source) -> Vec<(usize, String)> {
    let mut functions = Vec::new();
    for file in &source.files {
        let mut reader = Functions { file: &file.name, found: &mut functions };
        reader.visit_file(&file.syntax);
    }
    functions.sort_unstable_by(|one, other| other.cmp(one));
    functions
}

struct Functions<'a> {
    file: &'a str,
    found: &'a mut Vec<(usize, String)>,
}

impl Functions<'_> {
    fn add(&mut self, signature: &Signature, end: Span) {
        let first = signature.span().start().line;
        let lines = end.end().line - first + 1;
        self.found.push((lines, format!("src/{}:{first} {}", self.file, signature.ident)));
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if is_for_tests(attributes(item)) {
            return;
        }
        if let Item::Fn(function) = item {
            self.add(&function.sig, function.block.span());
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        if let ImplItem::Fn(function) = item
            && !is_for_tests(&function.attrs)
        {
            self.add(&function.sig, function.block.span());
        }
        visit::visit_impl_item(self, item);
    }
}

/// Where each public type or trait is defined, by its name. Alternatives of which a build has only
/// one count once.
pub fn public_types(source: &Source) -> BTreeMap<String, Vec<String>> {
    let mut types: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in source.files.iter().filter(|file| !file.is_alternative) {
        let mut reader = Types { file: &file.name, found: &mut types };
        reader.visit_file(&file.syntax);
    }
    types
}

struct Types<'a> {
    file: &'a str,
    found: &'a mut BTreeMap<String, Vec<String>>,
}

impl<'ast> Visit<'ast> for Types<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if is_alternative(attributes(item)) || is_for_tests(attributes(item)) {
            return;
        }
        if let Some((name, Visibility::Public(_))) = type_name(item) {
            let line = name.span().start().line;
            let place = format!("src/{}:{line}", self.file);
            self.found.entry(name.to_string()).or_default().push(place);
        }
        visit::visit_item(self, item);
    }
}
