//! The source as the compiler reads it: its files, the modules in them and the names that each module knows.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemUse, UseTree, Visibility};

/// The folder to look at: this checkout, or another one, to compare figures.
pub fn folder() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    std::env::var_os("TUNNELSMITH_SOURCE").map_or(own, PathBuf::from)
}

/// A file of the library, without what only tests see.
pub struct File {
    /// Below `src`, with slashes.
    pub name: String,
    pub text: String,
    pub syntax: syn::File,
    /// Whether a build on another system has it in place of something else.
    pub is_alternative: bool,
}

/// What a name in a module stands for.
enum Name {
    /// Defined here.
    Item,
    /// Imported or re-exported: the path as it is written.
    Import(Vec<String>),
}

#[derive(Default)]
struct Module {
    file: usize,
    /// The modules below this one, which may share their names with functions.
    modules: HashSet<String>,
    names: HashMap<String, Name>,
    globs: Vec<Vec<String>>,
}

/// The whole library.
pub struct Source {
    pub files: Vec<File>,
    modules: HashMap<Vec<String>, Module>,
}

impl Source {
    pub fn read(folder: &Path) -> Self {
        let mut source = Self { files: Vec::new(), modules: HashMap::new() };
        source.add(folder, "lib.rs", Vec::new(), false);
        source
    }

    /// A file and those that it declares.
    fn add(&mut self, folder: &Path, name: &str, path: Vec<String>, is_alternative: bool) {
        let text =
            fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        syntax.items.retain(|item| !is_for_tests(attributes(item)));
        let file = self.files.len();
        self.files.push(File {
            name: name.to_owned(),
            text,
            syntax: syntax.clone(),
            is_alternative,
        });
        self.add_module(folder, file, path, &syntax.items);
    }

    fn add_module(&mut self, folder: &Path, file: usize, path: Vec<String>, items: &[Item]) {
        let mut module = Module { file, ..Module::default() };
        let mut below = Vec::new();
        for item in items.iter().filter(|item| !is_for_tests(attributes(item))) {
            if let Item::Mod(declared) = item {
                let mut inner = path.clone();
                inner.push(declared.ident.to_string());
                below.push((inner, declared));
                module.modules.insert(declared.ident.to_string());
            } else if let Some(name) = defined(item) {
                module.names.insert(name, Name::Item);
            }
        }
        let mut imports = Imports::default();
        for item in items {
            imports.visit_item(item);
        }
        for (name, path) in imports.named {
            module.names.entry(name).or_insert(Name::Import(path));
        }
        module.globs = imports.globs;
        self.modules.insert(path, module);
        for (inner, declared) in below {
            let is_alternative = self.files[file].is_alternative || is_alternative(&declared.attrs);
            match &declared.content {
                Some((_, items)) => self.add_module(folder, file, inner, items),
                None => {
                    let name = format!("{}.rs", inner.join("/"));
                    self.add(folder, &name, inner, is_alternative);
                }
            }
        }
    }

    /// The module that a file is.
    pub fn module_of(&self, file: usize) -> Vec<String> {
        let name = self.files[file].name.trim_end_matches(".rs");
        if name == "lib" { Vec::new() } else { name.split('/').map(str::to_owned).collect() }
    }

    /// The file that defines what a path in a module leads to; none where that is another crate's,
    /// or a module.
    pub fn defines(&self, module: &[String], path: &[String]) -> Option<usize> {
        match self.resolve(module, path, 0)? {
            Found::Item(file) => Some(file),
            Found::Module(_) => None,
        }
    }

    fn resolve(&self, module: &[String], path: &[String], depth: usize) -> Option<Found> {
        let (mut at, mut rest) = (module.to_vec(), path);
        let mut is_explicit = false;
        while let Some((first, behind)) = rest.split_first() {
            match first.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => drop(at.pop()?),
                _ => break,
            }
            (rest, is_explicit) = (behind, true);
        }
        while let Some((name, behind)) = rest.split_first() {
            match self.look_up(&at, name, behind.is_empty(), depth) {
                Some(Found::Item(file)) => return Some(Found::Item(file)),
                Some(Found::Module(inner)) => (at, rest, is_explicit) = (inner, behind, true),
                // A macro of this module made it.
                None if is_explicit => return Some(Found::Item(self.modules[&at].file)),
                None => return None,
            }
        }
        Some(Found::Module(at))
    }

    /// What a name means in a module: the last one of a path rather an item, the others a module.
    fn look_up(&self, module: &[String], name: &str, is_last: bool, depth: usize) -> Option<Found> {
        // Two modules that import all of each other.
        if depth > 8 {
            return None;
        }
        let known = &self.modules[module];
        let is_module = known.modules.contains(name);
        match known.names.get(name) {
            _ if is_module && !is_last => {
                Some(Found::Module([module, &[name.to_owned()]].concat()))
            }
            Some(Name::Item) => Some(Found::Item(known.file)),
            // `use serde::Deserialize` names no module of ours.
            Some(Name::Import(path)) if path[0] == *name && path.len() > 1 && !is_module => None,
            Some(Name::Import(path)) => self.resolve(module, path, depth + 1),
            None if is_module => Some(Found::Module([module, &[name.to_owned()]].concat())),
            None => {
                known.globs.iter().find_map(|glob| match self.resolve(module, glob, depth + 1) {
                    Some(Found::Module(of)) if of != module => {
                        self.look_up(&of, name, is_last, depth + 1)
                    }
                    _ => None,
                })
            }
        }
    }
}

enum Found {
    Item(usize),
    Module(Vec<String>),
}

/// What the `use` lines of a module bring in, those inside its functions too.
#[derive(Default)]
struct Imports {
    named: Vec<(String, Vec<String>)>,
    globs: Vec<Vec<String>>,
}

impl<'ast> Visit<'ast> for Imports {
    fn visit_item(&mut self, item: &'ast Item) {
        // A module inside the file has names of its own.
        if !is_for_tests(attributes(item)) && !matches!(item, Item::Mod(_)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        for Leaf { name, path } in leaves(item) {
            match name {
                Some(name) => self.named.push((name, path)),
                None => self.globs.push(path),
            }
        }
    }
}

/// One path of a `use` line.
pub struct Leaf {
    /// What it is called here; none for all that a module has.
    pub name: Option<String>,
    pub path: Vec<String>,
}

pub fn leaves(item: &ItemUse) -> Vec<Leaf> {
    let mut found = Vec::new();
    branch(&item.tree, &mut Vec::new(), &mut found);
    found
}

fn branch(tree: &UseTree, before: &mut Vec<String>, found: &mut Vec<Leaf>) {
    let leaf = |name: &syn::Ident, before: &[String]| {
        let mut path = before.to_vec();
        if name != "self" || path.is_empty() {
            path.push(name.to_string());
        }
        path
    };
    match tree {
        UseTree::Path(part) => {
            before.push(part.ident.to_string());
            branch(&part.tree, before, found);
            before.pop();
        }
        UseTree::Name(part) => {
            let path = leaf(&part.ident, before);
            found.push(Leaf { name: path.last().cloned(), path });
        }
        UseTree::Rename(part) => {
            let path = leaf(&part.ident, before);
            found.push(Leaf { name: Some(part.rename.to_string()), path });
        }
        UseTree::Glob(_) => found.push(Leaf { name: None, path: before.clone() }),
        UseTree::Group(group) => {
            for tree in &group.items {
                branch(tree, before, found);
            }
        }
    }
}

/// Whether only a test build has it.
pub fn is_for_tests(attributes: &[Attribute]) -> bool {
    conditions(attributes).any(|condition| condition == "test")
}

/// Whether this is what a build on another system has in place of something else.
pub fn is_alternative(attributes: &[Attribute]) -> bool {
    conditions(attributes).any(|condition| condition.starts_with("not"))
}

/// What stands in `#[cfg(…)]`.
fn conditions(attributes: &[Attribute]) -> impl Iterator<Item = String> {
    let lists = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    lists.filter_map(|attribute| Some(attribute.meta.require_list().ok()?.tokens.to_string()))
}

pub fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// The name that an item has, other than by a `use` line or as a module.
fn defined(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        _ => type_name(item)?.0,
    };
    Some(name.to_string())
}

/// The name of a type or trait, and who sees it.
pub fn type_name(item: &Item) -> Option<(&syn::Ident, &Visibility)> {
    match item {
        Item::Enum(item) => Some((&item.ident, &item.vis)),
        Item::Struct(item) => Some((&item.ident, &item.vis)),
        Item::Trait(item) => Some((&item.ident, &item.vis)),
        Item::Type(item) => Some((&item.ident, &item.vis)),
        Item::Union(item) => Some((&item.ident, &item.vis)),
        _ => None,
    }
}
