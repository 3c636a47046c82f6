//! Reads the inputs of the rules as bytes: workflows, configuration files, results and reports.

use std::sync::Arc;

use tracing::field::Empty;
use tracing::info_span;

use super::evidence;
use super::request::{CheckOptions, NeedsFrom, Sources, TARGET};
use crate::catalog::tools::lookup::ToolCatalog;
use crate::facts::documents;
use crate::facts::readable::Readable;
use crate::facts::store::WorkflowStore;
use crate::facts::understand::{SideInputs, called_files};
use crate::formats::github::run_artifacts::RunArtifact;
use crate::formats::settings::PYTEST_FILES;
use crate::inputs::{FoundFiles, Remote, Tree, Workspace, read_needs};
use crate::policy::Policy;
use crate::run::JudgedRun;

/// The name of the action's input in findings.
const NEEDS_INPUT: &str = "the input `needs`";

/// Reads the inputs, and the texts of files with findings.
pub(super) fn gather_inputs(
    asked: &CheckOptions,
    workspace: &Workspace,
    tree: &Tree<'_>,
    policy: &Policy,
) -> (SideInputs, Sources) {
    let span =
        info_span!(target: TARGET, "read", workflows = Empty, settings = Empty, reports = Empty);
    let _read = span.enter();
    let mut sources = Sources::new();
    let files = tree.files();
    let known = files.as_slice();
    let FoundFiles { paths, unusable } = tree.workflows();
    let unusable = unusable.into_iter().map(|(path, why)| (path, Err(why)));
    let workflows: Vec<(Arc<str>, Readable<Vec<u8>>)> = read(tree, paths, &mut sources)
        .into_iter()
        .chain(unusable)
        .map(|(path, read)| (Arc::from(path), read))
        .collect();
    let settings = read(tree, settings(tree, known), &mut sources);
    let store = Arc::new(WorkflowStore::new(ToolCatalog::of_policy(policy)));
    let called = called_files(&workflows, known, &store);
    let called = read(tree, called, &mut sources);
    let wanted = documents::wanted(policy, known, |path| tree.has(path));
    let documents = documents_of(tree, wanted, &[&settings, &called], &mut sources);
    let needs = asked.needs.as_ref().map(|from| needs(from, workspace, &mut sources));
    let material = SideInputs {
        workflows,
        settings,
        documents,
        store: Some(store),
        called,
        needs,
        suites: evidence::suites(workspace, policy),
        coverage: evidence::coverage(workspace, policy, known),
        files: Ok(files),
        ..SideInputs::default()
    };
    span.record("workflows", material.workflows.len());
    span.record("settings", material.settings.len() + material.documents.len());
    span.record("reports", material.suites.len() + material.coverage.len());
    (material, sources)
}

/// Files with their bytes, or why those could not be read.
type Gathered = Vec<(String, Readable<Vec<u8>>)>;

/// Returns the artifacts of the judged run, if the policy names any.
pub(super) fn artifacts(
    policy: &Policy,
    run: &JudgedRun,
    remote: Option<Remote<'_>>,
) -> Option<Readable<Vec<RunArtifact>>> {
    if policy.artifacts.is_empty() {
        return None;
    }
    let Some(remote) = remote else {
        return Some(Err("there is no token to list the run's artifacts with".to_owned()));
    };
    let list = remote.artifacts(run.judged.run);
    Some(list.map_err(|fault| format!("the run's artifacts cannot be listed: {fault}")))
}

fn read(tree: &Tree<'_>, paths: Vec<String>, sources: &mut Sources) -> Gathered {
    let read =
        tree.read_all(&paths).into_iter().map(|read| read.map_err(|error| error.to_string()));
    let read: Gathered = paths.into_iter().zip(read).collect();
    for (path, read) in &read {
        if let Ok(bytes) = read {
            sources.insert(path.clone(), Arc::from(String::from_utf8_lossy(bytes)));
        }
    }
    read
}

/// Reads the files that `settings:` of the policy names, without reading a file twice.
fn documents_of(
    tree: &Tree<'_>,
    wanted: Vec<String>,
    known: &[&Gathered],
    sources: &mut Sources,
) -> Gathered {
    let at_hand = |path: &String| {
        known.iter().flat_map(|files| files.iter()).find(|(known, _)| known == path).cloned()
    };
    let (mut found, mut missing) = (Gathered::new(), Vec::new());
    for path in wanted {
        match at_hand(&path) {
            Some(file) => found.push(file),
            None => missing.push(path),
        }
    }
    found.extend(read(tree, missing, sources));
    found
}

/// Returns the files that may contain pytest settings. Those at the root are listed by name,
/// because pytest reads them whether git knows them or not.
fn settings(tree: &Tree<'_>, files: &[String]) -> Vec<String> {
    let at_root = PYTEST_FILES.iter().filter(|path| tree.has(path)).map(|path| (*path).to_owned());
    let below = files
        .iter()
        .filter(|path| path.rsplit_once('/').is_some_and(|(_, name)| PYTEST_FILES.contains(&name)));
    at_root.chain(below.cloned()).collect()
}

fn needs(
    from: &NeedsFrom,
    workspace: &Workspace,
    sources: &mut Sources,
) -> (Arc<str>, Readable<String>) {
    let (name, text) = match from {
        NeedsFrom::Text(text) => (NEEDS_INPUT, Ok(text.clone())),
        NeedsFrom::File(named) => {
            let path = workspace.typed(named);
            (named.as_str(), read_needs(&path).map_err(|error| error.to_string()))
        }
    };
    if let Ok(text) = &text {
        sources.insert(name.to_owned(), Arc::from(text.as_str()));
    }
    (Arc::from(name), text)
}
