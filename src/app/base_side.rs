//! The base's side of the comparison: its workflows, what they call, and the settings files that hold
//! thresholds. What the change leaves alone is known by its id and taken from the head.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::approval::Merged;
use super::judge_inputs::JudgeInputs;
use super::request::Sources;
use crate::catalog::settings::files::is_watched;
use crate::catalog::tools::lookup::ToolCatalog;
use crate::drift::behind::BehindBase;
use crate::drift::compare::compare;
use crate::drift::difference::DriftComparison;
use crate::facts::commit::Facts;
use crate::facts::readable::Readable;
use crate::facts::settings_file::SettingsFile;
use crate::facts::store::WorkflowStore;
use crate::facts::understand::{SideInputs, called_files};
use crate::formats::settings::PYTEST_FILES;
use crate::formats::workflow::read_workflow;
use crate::inputs::error::ReadError;
use crate::inputs::{
    BaseFiles, Content, EntryKind, Listing, ListingEntry, Tree, followed, is_blob,
};
use crate::policy::Policy;
use crate::policy::paths::file_name;

/// Files of the base that are asked for at the same time.
const SIDE_BY_SIDE: usize = 8;

/// What the base is understood from.
pub(super) enum BaseSide {
    /// There is none.
    None,
    /// It cannot be read, and why.
    Unreadable(String),
    /// Nothing that is compared differs.
    Same { settings: usize },
    /// It differs.
    Differs {
        facts: Box<Facts>,
        settings: usize,
        /// Texts of the base's files that findings may point into.
        sources: Sources,
    },
}

/// Gathers it; `material`, the head's, gets the watched files that differ.
pub(super) fn gather(
    material: &mut SideInputs,
    policy: &Policy,
    tree: &Tree<'_>,
    base: Option<&dyn BaseFiles>,
) -> BaseSide {
    let Some(base) = base else { return BaseSide::None };
    let listing = match base.listing() {
        Ok(listing) => listing,
        Err(why) => return BaseSide::Unreadable(why),
    };
    let known: BTreeMap<&str, &Vec<u8>> = bytes_of(material).collect();
    let side = SideReader { base, listing, tree, known };
    let names: Vec<String> = listing
        .iter()
        .filter(|(_, entry)| entry.kind != EntryKind::Submodule)
        .map(|(path, _)| path.clone())
        .collect();
    let of_name = |is: &dyn Fn(&str) -> bool| -> Vec<String> {
        names.iter().filter(|path| is(path)).cloned().collect()
    };
    let workflows = side.read_all(of_name(&Tree::is_workflow));
    let workflows: Vec<(Arc<str>, Readable<Vec<u8>>)> =
        workflows.into_iter().map(|(path, read)| (Arc::from(path), read)).collect();
    // The head's own store: what the change leaves alone is understood already.
    let store = material
        .store
        .clone()
        .unwrap_or_else(|| Arc::new(WorkflowStore::new(ToolCatalog::of_policy(policy))));
    let called = side.read_all(called_files(&workflows, &names, &store));
    let settings = side.read_all(of_name(&|path| PYTEST_FILES.contains(&file_name(path))));
    let of_workflows = workflows.iter().map(|(_, read)| read);
    let mut reads = of_workflows.chain(settings.iter().chain(&called).map(|(_, read)| read));
    // Of what could not be read nobody knows what it held, so nothing could be said to be gone from it.
    if let Some(why) = reads.find_map(|read| read.as_ref().err()) {
        return BaseSide::Unreadable(why.clone());
    }
    let watches = |path: &str| is_watched(path) || path == policy.origin.path;
    let count = names.iter().filter(|path| watches(path)).count();
    let head = material.files.as_deref().unwrap_or_default();
    let mut paths: Vec<&String> = names.iter().chain(head).filter(|path| watches(path)).collect();
    paths.sort_unstable();
    paths.dedup();
    paths.retain(|path| !side.is_same(path));
    let there = paths.iter().filter(|path| listing.contains_key(**path));
    let old = side.read_all(there.map(|path| (*path).clone()).collect());
    let old: Vec<SettingsFile> = old.into_iter().map(|(path, read)| watched(&path, read)).collect();
    let new = paths.into_iter().filter_map(|path| {
        let read = tree.read_if_there(path).map_err(|error| error.to_string());
        read.transpose().map(|read| watched(path, read))
    });
    let new: Vec<SettingsFile> = new.collect();
    let is_same = new.is_empty()
        && old.is_empty()
        && workflows == material.workflows
        && settings == material.settings
        && called == material.called;
    if is_same {
        return BaseSide::Same { settings: count };
    }
    let text = |bytes: &Vec<u8>| Arc::from(String::from_utf8_lossy(bytes));
    let read = workflows
        .iter()
        .map(|(path, read)| (path.to_string(), read))
        .chain(settings.iter().chain(&called).map(|(path, read)| (path.clone(), read)));
    let mut sources: Sources =
        read.filter_map(|(path, read)| Some((path, text(read.as_ref().ok()?)))).collect();
    let texts = old
        .iter()
        .filter_map(|file| Some((file.path.clone(), Arc::clone(file.text.as_ref().ok()?))));
    sources.extend(texts);
    let before = SideInputs {
        workflows,
        settings,
        called,
        watched: old,
        store: Some(store),
        files: Ok(names),
        place: material.place.clone(),
        ..SideInputs::default()
    };
    material.watched = new;
    BaseSide::Differs { facts: Box::new(Facts::new(before)), settings: count, sources }
}

/// Compares the head with it.
pub(super) fn comparison(side: &BaseSide, head: &Facts, policy: &Policy) -> DriftComparison {
    let (mut drift, settings) = match side {
        BaseSide::None => return DriftComparison::NoBase,
        BaseSide::Unreadable(why) => return DriftComparison::Unreadable(why.clone()),
        BaseSide::Same { settings } => (compare(head, head, policy), *settings),
        BaseSide::Differs { facts, settings, .. } => (compare(facts, head, policy), *settings),
    };
    drift.scope.settings = settings;
    DriftComparison::Done(drift)
}

/// Finds what the change lacks because it is behind the tip whose policy counts. A push over the tip leaves
/// nothing behind: what it lacks of the tip is gone.
pub(super) fn behind(
    side: &BaseSide,
    head: &Facts,
    policy: &Policy,
    bench: &JudgeInputs<'_>,
) -> BehindBase {
    let base = bench.base.as_ref().ok().and_then(Option::as_deref);
    let ruler = bench.ruler.as_ref().and_then(|ruler| ruler.as_deref().ok());
    let fork = bench.fork.as_ref().ok().and_then(Option::as_deref);
    let (Some(tip), Some(left_at)) = (ruler.or(base), fork.or(base)) else {
        return BehindBase::default();
    };
    if tip.commit() == left_at.commit() || matches!(bench.merges, Merged::ByPush(_)) {
        return BehindBase::default();
    }
    let left_at = match side {
        BaseSide::None | BaseSide::Unreadable(_) => return BehindBase::default(),
        BaseSide::Same { .. } => head,
        BaseSide::Differs { facts, .. } => facts,
    };
    BehindBase::find(policy, head, left_at, |file| {
        let path = format!(".github/workflows/{file}");
        let bytes = tip.show(&path).ok().flatten()?;
        let read = read_workflow(&Arc::from(path), &bytes);
        read.value.filter(|_| read.problems.is_empty())
    })
}

fn bytes_of(material: &SideInputs) -> impl Iterator<Item = (&str, &Vec<u8>)> {
    let workflows = material.workflows.iter().map(|(path, read)| (path.as_ref(), read));
    let others = [&material.settings, &material.called, &material.documents];
    let others = others.into_iter().flatten().map(|(path, read)| (path.as_str(), read));
    workflows.chain(others).filter_map(|(path, read)| Some((path, read.as_ref().ok()?)))
}

fn watched(path: &str, read: Readable<Vec<u8>>) -> SettingsFile {
    let text = read.map(|bytes| Arc::from(String::from_utf8_lossy(&bytes)));
    SettingsFile { path: path.to_owned(), text }
}

/// The base beside the head.
struct SideReader<'a> {
    base: &'a dyn BaseFiles,
    listing: &'a Listing,
    tree: &'a Tree<'a>,
    /// What was read of the head.
    known: BTreeMap<&'a str, &'a Vec<u8>>,
}

impl SideReader<'_> {
    /// The base's version of a file that it lists.
    fn read(&self, path: &str) -> Readable<Vec<u8>> {
        let target = |path: &str, entry: &ListingEntry| {
            let target = self.base.target(path, &entry.id);
            target.map_err(|error| ReadError::Git { why: error.to_string() })
        };
        let place = followed(self.listing, path, target).map_err(|error| error.to_string())?;
        let entry = self.listing.get(&place);
        if let (Some(bytes), Some(entry)) = (self.known.get(path), entry)
            && is_blob(bytes, &entry.id)
        {
            return Ok((*bytes).clone());
        }
        let shown = self.base.show(&place).map_err(|error| error.to_string())?;
        shown.ok_or_else(|| format!("the base lists `{path}` and has no such file"))
    }

    /// Those of several files, those that must be asked for side by side.
    fn read_all(&self, paths: Vec<String>) -> Vec<(String, Readable<Vec<u8>>)> {
        let mut all = Vec::with_capacity(paths.len());
        for some in paths.chunks(SIDE_BY_SIDE) {
            std::thread::scope(|scope| {
                let reads: Vec<_> =
                    some.iter().map(|path| (path, scope.spawn(|| self.read(path)))).collect();
                all.extend(reads.into_iter().map(|(path, read)| {
                    let crashed = || Err(format!("the reader of `{path}` crashed"));
                    (path.clone(), read.join().unwrap_or_else(|_| crashed()))
                }));
            });
        }
        all
    }

    /// Whether the change leaves a file alone. What cannot be read is not the same.
    fn is_same(&self, path: &str) -> bool {
        let Some(entry) = self.listing.get(path) else { return false };
        if entry.kind == EntryKind::Link {
            // It may be the same link, and lead to something else.
            return false;
        }
        if let Some(bytes) = self.known.get(path) {
            return is_blob(bytes, &entry.id);
        }
        let Some(workspace) = self.tree.workspace() else {
            let head = self.tree.listing().and_then(|head| head.get(path));
            return head.is_some_and(|head| head.id == entry.id);
        };
        match workspace.content(path) {
            Ok(Some(Content::File(content) | Content::Link(content))) => {
                is_blob(&content, &entry.id)
            }
            Ok(None) | Err(_) => false,
        }
    }
}
