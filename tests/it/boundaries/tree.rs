//! The tree of modules, as the compiler builds it: from `lib.rs` and `main.rs` along every `mod`.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Binding, ChildFile, Mention, Source};

/// Files below `src`, by their path from there.
pub(super) type Sources = BTreeMap<String, Source>;

/// A module of the crate, of a file or inline.
#[derive(Debug)]
pub(super) struct Module {
    pub(super) file: String,
    /// The names of the module from the root, the root first: `crate`, `facts`, `commit`.
    pub(super) path: Vec<String>,
    pub(super) parent: Option<usize>,
    pub(super) children: BTreeMap<String, usize>,
    pub(super) names: BTreeMap<String, Vec<Binding>>,
    pub(super) mentions: Vec<Mention>,
}

/// All modules that belong to the product.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) modules: Vec<Module>,
    /// Files that contain only tests.
    pub(super) tests: BTreeSet<String>,
    /// Constructs that the walls cannot look through: `file:line: what`.
    pub(super) faults: Vec<String>,
}

/// The place of the files of a module's children: a folder, or the folder of the file itself.
struct Place<'a> {
    file: &'a str,
    folder: String,
}

impl Tree {
    /// Follows every `mod`.
    pub(super) fn new(sources: &Sources) -> Self {
        let mut tree = Self::default();
        let mut reached = BTreeSet::new();
        for (name, root) in [("crate", "lib.rs"), ("main", "main.rs")] {
            if sources.contains_key(root) {
                tree.mount(sources, root, vec![name.to_owned()], None, &mut reached);
            }
        }
        for file in sources.keys().filter(|file| !reached.contains(*file)) {
            tree.faults.push(format!("{file}: no `mod` reaches it"));
        }
        tree
    }

    /// Adds the modules of a product file, and those below it.
    fn mount(
        &mut self,
        sources: &Sources,
        file: &str,
        path: Vec<String>,
        parent: Option<usize>,
        reached: &mut BTreeSet<String>,
    ) -> Option<usize> {
        if !self.reach(file, reached) {
            return None;
        }
        let source = &sources[file];
        for fault in &source.faults {
            self.faults.push(format!("{file}:{}: {}", fault.line, fault.what));
        }
        let first = self.modules.len();
        for inner in &source.modules {
            let around = inner.parent.map(|parent| first + parent).or(parent);
            let mut own =
                inner.parent.map_or(path.clone(), |at| self.modules[first + at].path.clone());
            if let Some(at) = inner.parent {
                own.push(inner.name.clone());
                let index = self.modules.len();
                self.modules[first + at].children.insert(inner.name.clone(), index);
            }
            self.modules.push(Module {
                file: file.to_owned(),
                path: own,
                parent: around,
                children: BTreeMap::new(),
                names: inner.names.clone(),
                mentions: inner.mentions.clone(),
            });
        }
        for (at, inner) in source.modules.iter().enumerate() {
            for child in &inner.child_files {
                self.mount_child(sources, first + at, first, child, reached);
            }
        }
        Some(first)
    }

    fn mount_child(
        &mut self,
        sources: &Sources,
        module: usize,
        file_module: usize,
        child: &ChildFile,
        reached: &mut BTreeSet<String>,
    ) {
        let file = self.modules[module].file.clone();
        let inline = self.modules[module].path[self.modules[file_module].path.len()..].to_vec();
        let place = Place { file: &file, folder: folder(&file, &inline) };
        let Some(found) = place.find(child, sources) else {
            self.faults.push(format!("{file}:{}: no file for `mod {}`", child.line, child.name));
            return;
        };
        if child.is_test {
            return self.reach_tests(sources, &found, reached);
        }
        let mut path = self.modules[module].path.clone();
        path.push(child.name.clone());
        if let Some(index) = self.mount(sources, &found, path, Some(module), reached) {
            self.modules[module].children.insert(child.name.clone(), index);
        }
    }

    /// Marks a file of tests, and those that it mounts.
    fn reach_tests(&mut self, sources: &Sources, file: &str, reached: &mut BTreeSet<String>) {
        if !self.reach(file, reached) {
            return;
        }
        self.tests.insert(file.to_owned());
        let children = sources[file].modules.iter().flat_map(|inner| &inner.child_files);
        for child in children {
            let place = Place { file, folder: folder(file, &[]) };
            match place.find(child, sources) {
                Some(found) => self.reach_tests(sources, &found, reached),
                None => self
                    .faults
                    .push(format!("{file}:{}: no file for `mod {}`", child.line, child.name)),
            }
        }
    }

    fn reach(&mut self, file: &str, reached: &mut BTreeSet<String>) -> bool {
        let is_new = reached.insert(file.to_owned());
        if !is_new {
            self.faults.push(format!("{file}: two `mod` reach it"));
        }
        is_new
    }
}

impl Place<'_> {
    fn find(&self, child: &ChildFile, sources: &Sources) -> Option<String> {
        let candidates = match &child.beside {
            Some(beside) => {
                let folder = self.file.rsplit_once('/').map_or("", |(folder, _)| folder);
                vec![joined(folder, beside)]
            }
            None => vec![
                joined(&self.folder, &format!("{}.rs", child.name)),
                joined(&self.folder, &format!("{}/mod.rs", child.name)),
            ],
        };
        candidates.into_iter().find(|candidate| sources.contains_key(candidate))
    }
}

/// Returns the folder with the files of a module's children.
fn folder(file: &str, inline: &[String]) -> String {
    let (mut folder, name) = match file.rsplit_once('/') {
        Some((folder, name)) => (folder.to_owned(), name),
        None => (String::new(), file),
    };
    let stem = name.strip_suffix(".rs").unwrap_or(name);
    if !matches!(stem, "mod" | "lib" | "main") {
        folder = joined(&folder, stem);
    }
    inline.iter().fold(folder, |folder, name| joined(&folder, name))
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
