//! The changes of files that the policy freezes: two commits compared by their object ids, or the
//! base compared with the working tree.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::drift::frozen::{FileChange, FrozenFile, FrozenFiles};
use crate::drift::inline_waivers::BaseWorkflows;
use crate::facts::readable::Readable;
use crate::inputs::{
    BaseFiles, Content, EntryKind, Listing, ListingEntry, Tree, Workspace, is_blob, is_large_file,
};
use crate::policy::{Policy, inline};

/// Compares the frozen files. Nothing is read if the policy freezes nothing.
pub(super) fn frozen(
    policy: &Policy,
    tree: &Tree<'_>,
    base: Option<&dyn BaseFiles>,
) -> FrozenFiles {
    let globs = || policy.files.iter().filter(|contract| contract.frozen.is_some());
    if globs().next().is_none() {
        return FrozenFiles::NotAsked;
    }
    let Some(base) = base else { return FrozenFiles::NoBase };
    let is_frozen = |path: &String| globs().any(|contract| contract.path.matches(path));
    compared(tree, base, is_frozen).map_or_else(FrozenFiles::Unreadable, FrozenFiles::Compared)
}

/// Returns the base's versions of the workflows with waivers in comments.
pub(super) fn base_workflows(
    workflows: &[(Arc<str>, Readable<Vec<u8>>)],
    base: &dyn BaseFiles,
) -> BaseWorkflows {
    let holds =
        |bytes: &Readable<Vec<u8>>| bytes.as_ref().is_ok_and(|bytes| inline::mentions(bytes));
    let with = workflows.iter().filter(|(_, bytes)| holds(bytes));
    let shown = |path: &str| base.show(path).map_err(|error| error.to_string());
    with.map(|(path, _)| (path.to_string(), shown(path))).collect()
}

/// Returns for each file whether the change touches it, by comparing the bytes. A file that the base
/// does not have counts as touched.
pub(super) fn touched(
    tree: &Tree<'_>,
    base: &dyn BaseFiles,
    paths: BTreeSet<String>,
) -> Vec<(String, Readable<bool>)> {
    let one = |path: &str| {
        let before = base.show(path).map_err(|error| error.to_string())?;
        let after = tree.read_if_there(path).map_err(|error| error.to_string())?;
        Ok(before.is_none() || before != after)
    };
    let told = |path: String| {
        let touched = one(&path);
        (path, touched)
    };
    paths.into_iter().map(told).collect()
}

fn compared(
    tree: &Tree<'_>,
    base: &dyn BaseFiles,
    is_frozen: impl Fn(&String) -> bool,
) -> Result<Vec<FrozenFile>, String> {
    let before = base.listing()?;
    let listed = tree.listing();
    let names: Vec<String> = match (listed, tree.workspace()) {
        (Some(after), _) => after.keys().cloned().collect(),
        (None, Some(workspace)) => workspace.files(),
        (None, None) => Vec::new(),
    };
    let paths: BTreeSet<&String> =
        before.keys().chain(&names).filter(|path| is_frozen(path)).collect();
    let fate = |path: &str| match (listed, tree.workspace()) {
        (None, Some(workspace)) => in_working_tree(workspace, before.get(path), path, base),
        _ => between(before, listed, path),
    };
    Ok(paths.into_iter().map(|path| FrozenFile { path: path.clone(), fate: fate(path) }).collect())
}

fn between(before: &Listing, after: Option<&Listing>, path: &str) -> FileChange {
    match (before.get(path), after.and_then(|after| after.get(path))) {
        (None, _) => FileChange::Added,
        (Some(_), None) => FileChange::Removed,
        (Some(old), Some(new)) if !old.kind.is_like(new.kind) => FileChange::Kind,
        (Some(old), Some(new)) if old.id != new.id => FileChange::Content,
        (Some(old), Some(new)) if old.kind != new.kind => FileChange::Mode,
        _ => FileChange::Same,
    }
}

fn in_working_tree(
    workspace: &Workspace,
    before: Option<&ListingEntry>,
    path: &str,
    base: &dyn BaseFiles,
) -> FileChange {
    let Some(before) = before else { return FileChange::Added };
    if before.kind == EntryKind::Submodule {
        let why = "it is a submodule, whose commit a working tree does not tell";
        return FileChange::Unknown(why.to_owned());
    }
    match workspace.content(path) {
        Err(error) => FileChange::Unknown(error.to_string()),
        Ok(None) => FileChange::Removed,
        Ok(Some(Content::Link(target))) => match before.kind {
            EntryKind::Link if is_blob(&target, &before.id) => FileChange::Same,
            EntryKind::Link => FileChange::Content,
            _ => FileChange::Kind,
        },
        Ok(Some(Content::File(_))) if before.kind == EntryKind::Link => FileChange::Kind,
        Ok(Some(Content::File(bytes))) if is_blob(&bytes, &before.id) => FileChange::Same,
        Ok(Some(Content::File(bytes))) => match base.show(path) {
            Ok(Some(pointer)) if is_large_file(&bytes, &pointer) => FileChange::Same,
            Ok(_) => FileChange::Content,
            Err(error) => FileChange::Unknown(error.to_string()),
        },
    }
}
