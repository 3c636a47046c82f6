//! Arrows between files: which file names something of which other file.

use std::collections::BTreeSet;

use super::source::{Binding, Mention};
use super::tree::Tree;

/// One file uses something of another.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Arrow {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) line: usize,
    /// The path as it is written.
    pub(super) path: String,
}

impl Arrow {
    /// Returns `file:line: path`.
    pub(super) fn shown(&self) -> String {
        format!("{}:{}: `{}` is in {}", self.from, self.line, self.path, self.to)
    }
}

/// Returns every arrow, sorted.
pub(super) fn arrows(tree: &Tree) -> Vec<Arrow> {
    let mut found = BTreeSet::new();
    for (index, module) in tree.modules.iter().enumerate() {
        for mention in &module.mentions {
            for target in targets(tree, index, &mention.path) {
                if tree.modules[target].file != module.file {
                    found.insert(arrow(tree, index, target, mention));
                }
            }
        }
    }
    found.into_iter().collect()
}

/// Returns the faces that hand on what is not below them: they hide where a path leads. Sorted.
pub(super) fn bad_faces(tree: &Tree) -> Vec<Arrow> {
    let mut bad = BTreeSet::new();
    for (index, module) in tree.modules.iter().enumerate() {
        for mention in module.mentions.iter().filter(|mention| mention.handed_on) {
            for target in targets(tree, index, &mention.path) {
                if !tree.modules[target].path.starts_with(&module.path) {
                    bad.insert(arrow(tree, index, target, mention));
                }
            }
        }
    }
    bad.into_iter().collect()
}

fn arrow(tree: &Tree, from: usize, to: usize, mention: &Mention) -> Arrow {
    Arrow {
        from: tree.modules[from].file.clone(),
        to: tree.modules[to].file.clone(),
        line: mention.line,
        path: mention.path.join("::"),
    }
}

/// Returns the modules of what a path names in a module: more than one if a name stands for several
/// things, none if the path leads out of the crate.
fn targets(tree: &Tree, module: usize, path: &[String]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    Resolver { tree, seen: BTreeSet::new(), found: &mut found }.resolve(module, path);
    found
}

struct Resolver<'a> {
    tree: &'a Tree,
    /// Imports that were followed already, so that one that names itself ends.
    seen: BTreeSet<(usize, String)>,
    found: &'a mut BTreeSet<usize>,
}

impl Resolver<'_> {
    /// Follows a path from the module in which it stands.
    fn resolve(&mut self, module: usize, path: &[String]) {
        let asker = module;
        // A path that begins with `::` starts at a crate.
        let (path, is_extern) = match path.first() {
            Some(first) if first.is_empty() => (&path[1..], true),
            _ => (path, false),
        };
        let Some(first) = path.first() else { return };
        let root = &self.tree.modules[module].path[0];
        match first.as_str() {
            "truegreen" => self.descend_from_root(asker, "crate", &path[1..]),
            _ if is_extern => {}
            "crate" => self.descend_from_root(asker, &root.clone(), &path[1..]),
            "self" => self.ascend(module, &path[1..]),
            "super" => self.ascend(module, path),
            name => {
                let scope = &self.tree.modules[module];
                if scope.names.contains_key(name) || scope.children.contains_key(name) {
                    self.descend(asker, module, path);
                }
            }
        }
    }

    fn descend_from_root(&mut self, asker: usize, root: &str, rest: &[String]) {
        if let Some(root) = self.tree.modules.iter().position(|module| module.path == [root]) {
            self.descend(asker, root, rest);
        }
    }

    fn is_within(&self, asker: usize, module: usize) -> bool {
        let around = &self.tree.modules[module].path;
        self.tree.modules[asker].path.starts_with(around)
    }

    /// Goes up for each `super`, then down.
    fn ascend(&mut self, module: usize, path: &[String]) {
        let asker = module;
        let mut module = module;
        let mut rest = path;
        while rest.first().is_some_and(|first| first == "super") {
            let Some(parent) = self.tree.modules[module].parent else { return };
            module = parent;
            rest = &rest[1..];
        }
        self.descend(asker, module, rest);
    }

    /// Goes down into a module, through the names that its imports hand on to the asking module.
    fn descend(&mut self, asker: usize, index: usize, rest: &[String]) {
        let Some(name) = rest.first() else {
            self.found.insert(index);
            return;
        };
        let module = &self.tree.modules[index];
        let mut is_known = false;
        if let Some(&child) = module.children.get(name) {
            is_known = true;
            self.descend(asker, child, &rest[1..]);
        }
        for binding in module.names.get(name).into_iter().flatten() {
            is_known = true;
            match binding {
                Binding::Value if rest.len() > 1 => {}
                Binding::Type | Binding::Value => {
                    self.found.insert(index);
                }
                Binding::Import { path, handed_on } => {
                    // A name without a visibility can be used in the module and those below it.
                    let is_there = *handed_on || self.is_within(asker, index);
                    if is_there && self.seen.insert((index, path.join("::"))) {
                        self.resolve(index, &[path.as_slice(), &rest[1..]].concat());
                    }
                }
            }
        }
        // A macro may make items that no parser sees.
        if !is_known {
            self.found.insert(index);
        }
    }
}
