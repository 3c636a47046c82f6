//! Workflows that the change leaves alone.
//!
//! A workflow is unchanged when its file is the same on both sides, when its commands are, those of the files
//! that it calls among them, and when all this is so of each workflow that it calls or that calls it. Nothing of it
//! can differ, so it counts as examined and is not compared. Its checks stay candidates for "another job does
//! this now".

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::facts::commit::Facts;
use crate::formats::workflow::model::Workflow;

/// Returns the paths of the unchanged workflows.
///
/// Files are compared by identity: both sides must be understood through one
/// [`WorkflowStore`](crate::facts::store::WorkflowStore), which hands one fact out for the same bytes at the same path.
pub(super) fn unchanged<'a>(base: &'a Facts, head: &'a Facts) -> BTreeSet<&'a str> {
    let mut same: BTreeSet<&str> = base
        .workflows
        .iter()
        .filter(|old| {
            head.shared_workflow(&old.path).is_some_and(|new| Arc::ptr_eq(old, new))
                && base.commands_of(&old.path) == head.commands_of(&old.path)
                && base.unread_of(&old.path).eq(head.unread_of(&old.path))
        })
        .map(|fact| &*fact.path)
        .collect();
    let sides = base.models().chain(head.models());
    let calls: Vec<(&str, &str)> = sides
        .flat_map(|(fact, workflow)| called(workflow).map(|path| (&*fact.path, path)))
        .collect();
    // A difference goes along the calls, both ways, until nothing more is reached.
    loop {
        let before = same.len();
        for (caller, called) in &calls {
            if !(same.contains(caller) && same.contains(called)) {
                same.remove(caller);
                same.remove(called);
            }
        }
        if same.len() == before {
            return same;
        }
    }
}

/// The workflows of the repository that a workflow calls.
fn called(workflow: &Workflow) -> impl Iterator<Item = &str> {
    let uses = workflow.jobs.iter().filter_map(|job| job.uses.as_ref());
    uses.filter_map(|uses| uses.value.strip_prefix("./"))
}
