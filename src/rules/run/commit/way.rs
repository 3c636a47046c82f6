//! The ways in which a job of a workflow runs: by the workflow itself, or by one that calls it.

use crate::facts::commit::Facts;
use crate::facts::jobs::check_names::check_names;
use crate::formats::github::run_jobs::RunJob;
use crate::formats::workflow::model::{Job, Workflow};

/// Most calls between a workflow and the one that starts: GitHub's own limit.
const DEEPEST: usize = 10;

/// One way: the workflow that starts, and the jobs that call, the first in that workflow.
#[derive(Clone, Debug)]
pub(super) struct CommitWay<'f> {
    pub(super) root: &'f Workflow,
    callers: Vec<&'f Job>,
}

/// Returns the ways in which the jobs of a workflow run.
pub(super) fn ways<'f>(facts: &'f Facts, workflow: &'f Workflow) -> Vec<CommitWay<'f>> {
    let mut found = Vec::new();
    let mut open = vec![CommitWay { root: workflow, callers: Vec::new() }];
    while let Some(way) = open.pop() {
        let is_call = |event: &str| event == "workflow_call";
        if way.root.on.iter().any(|on| !is_call(&on.event.value)) {
            found.push(way.clone());
        }
        if way.callers.len() >= DEEPEST || !way.root.on.iter().any(|on| is_call(&on.event.value)) {
            continue;
        }
        for (_, root) in facts.models() {
            for job in root.jobs.iter().filter(|job| calls(job, way.root)) {
                let callers = std::iter::once(job).chain(way.callers.iter().copied()).collect();
                open.push(CommitWay { root, callers });
            }
        }
    }
    found
}

/// Returns whether a job calls a workflow of this repository.
fn calls(job: &Job, called: &Workflow) -> bool {
    called_path(job) == Some(called.path.as_ref())
}

/// Returns the path of the workflow of this repository that a job calls.
fn called_path(job: &Job) -> Option<&str> {
    let uses = job.uses.as_ref()?.value.as_str();
    uses.strip_prefix("./").or_else(|| uses.strip_prefix("$/"))
}

impl<'f> CommitWay<'f> {
    /// Makes the way of a workflow that starts by itself.
    pub(super) const fn of(root: &'f Workflow) -> Self {
        Self { root, callers: Vec::new() }
    }

    /// Returns the entries of the jobs of the called workflow among those of a run, by their names
    /// there; those of the run itself where nothing is called.
    pub(super) fn within(&self, entries: Vec<RunJob>) -> Within<'f> {
        let mut entries = entries;
        let mut home: &'f str = &self.root.path;
        for caller in &self.callers {
            let names = check_names(caller);
            let inside: Vec<RunJob> = entries
                .iter()
                .filter_map(|entry| {
                    let name = names.iter().find_map(|name| called_name(name, &entry.name))?;
                    Some(RunJob { name: name.to_owned(), ..entry.clone() })
                })
                .collect();
            // A call that did not start has the name of its job alone.
            let whole = entries.iter().find(|entry| names.contains(&entry.name));
            match whole {
                Some(whole) if inside.is_empty() => {
                    return Within::Whole { call: whole.clone(), by: (home, caller.id.as_str()) };
                }
                _ => entries = inside,
            }
            home = called_path(caller).unwrap_or_default();
        }
        Within::Jobs(entries)
    }
}

/// What a run lists of a called workflow.
pub(super) enum Within<'f> {
    /// Its jobs.
    Jobs(Vec<RunJob>),
    /// The job that calls it did not come to call.
    Whole {
        /// Its entry.
        call: RunJob,
        /// The path of its workflow, and its id.
        by: (&'f str, &'f str),
    },
}

/// Returns the name of a called job behind that of its caller. Only the run knows some names.
fn called_name<'n>(caller: &str, name: &'n str) -> Option<&'n str> {
    match caller.split_once("${{") {
        None => name.strip_prefix(caller)?.strip_prefix(" / "),
        Some((start, _)) => Some(name.strip_prefix(start)?.split_once(" / ")?.1),
    }
}
