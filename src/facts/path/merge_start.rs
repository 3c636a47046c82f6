//! Whether a workflow runs before the merges that may depend on it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::climb::callers_of;
use super::home::{is_plain, trigger_filter};
use crate::facts::commit::Facts;
use crate::formats::workflow::filter::lets_through;
use crate::formats::workflow::model::{Trigger, Workflow};
use crate::span::Location;

/// When a workflow starts, seen from the merge of a pull request to a base branch. Ordered from never to always.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MergeStart {
    /// No pull request starts it, and no push to a base branch.
    Never(StartLimit),
    /// Another workflow, or one of another repository, starts it: when, its file does not say.
    Elsewhere,
    /// A push to a base branch starts it: it runs after the merge.
    After,
    /// Some commits of a pull request start it, others do not.
    Partly(StartLimit),
    /// Each commit of a pull request, or each group of the merge queue, starts it.
    Before,
}

/// What keeps a workflow from starting.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StartLimit {
    /// The reason, as a clause: "only pull requests to `develop` start it".
    pub why: String,
    /// The place that says so, in the workflow or in a caller.
    pub place: Location,
}

/// Returns when a workflow starts. A workflow that is called starts with its callers. Without a known base branch,
/// each branch that a filter spells out may be it.
#[must_use]
pub fn merge_start(facts: &Facts, workflow: &Workflow, bases: &[&str]) -> MergeStart {
    let mut seen = BTreeSet::from([workflow.path.as_ref()]);
    let mut open = vec![workflow];
    let mut best: Option<MergeStart> = None;
    while let Some(next) = open.pop() {
        for on in &next.on {
            let start = match on.event.value.as_str() {
                "workflow_call" => {
                    let callers = callers_of(facts, next).into_iter().map(|(caller, _)| caller);
                    open.extend(callers.filter(|caller| seen.insert(caller.path.as_ref())));
                    continue;
                }
                _ => start_by(&StartRead { path: &next.path, on, bases }),
            };
            best = best.max(Some(start));
        }
    }
    // Only `workflow_call` is left, and no workflow of this repository calls it.
    best.unwrap_or(MergeStart::Elsewhere)
}

/// One trigger of a workflow.
struct StartRead<'a> {
    path: &'a Arc<str>,
    on: &'a Trigger,
    bases: &'a [&'a str],
}

/// Names that a branch of a pull request may have.
const ANY_BRANCH: [&str; 2] = ["patch-1", "somebody/some-change"];

/// The base branches that a filter keeps out.
enum BranchShare {
    Passes,
    MissesSome(Vec<String>),
    MissesAll,
}

fn start_by(read: &StartRead<'_>) -> MergeStart {
    match read.on.event.value.as_str() {
        "pull_request" | "pull_request_target" => read.by_pull_requests(),
        "merge_group" => MergeStart::Before,
        "workflow_run" => MergeStart::Elsewhere,
        "push" => read.by_pushes(),
        "pull_request_review" => {
            MergeStart::Partly(read.limit("", "only a review starts it".to_owned()))
        }
        event => MergeStart::Never(read.limit("", format!("only `{event}` starts it"))),
    }
}

impl StartRead<'_> {
    /// Returns a limit at a filter, or at the event if it has no such filter.
    fn limit(&self, filter: &str, why: String) -> StartLimit {
        let key = self.on.filters.iter().find(|(key, _)| key.value == filter);
        let span = key.map_or(self.on.event.span, |(key, _)| key.span);
        StartLimit { why, place: Location::new(Arc::clone(self.path), span) }
    }

    fn branch_share(&self) -> BranchShare {
        let lets = |filter: &str, base: &str| {
            trigger_filter(self.on, filter).and_then(|patterns| lets_through(&patterns, base))
        };
        let passes = |base: &&&str| {
            lets("branches", base).unwrap_or(true)
                && !lets("branches-ignore", base).unwrap_or(false)
        };
        let missed: Vec<String> = self
            .bases
            .iter()
            .filter(|base| !passes(base))
            .map(|base| format!("`{base}`"))
            .collect();
        match missed.len() {
            0 => BranchShare::Passes,
            count if count == self.bases.len() => BranchShare::MissesAll,
            _ => BranchShare::MissesSome(missed),
        }
    }

    fn by_pull_requests(&self) -> MergeStart {
        let has = |filter: &str| trigger_filter(self.on, filter).is_some();
        let branches = if has("branches") { "branches" } else { "branches-ignore" };
        let by_branch = match self.branch_share() {
            BranchShare::Passes => MergeStart::Before,
            BranchShare::MissesSome(missed) => {
                let missed = missed.join(" or ");
                let why = format!("a pull request to {missed} does not start it");
                MergeStart::Partly(self.limit(branches, why))
            }
            BranchShare::MissesAll => {
                let bases: Vec<String> =
                    self.bases.iter().map(|base| format!("`{base}`")).collect();
                let why = format!("its filter leaves out pull requests to {}", bases.join(" and "));
                return MergeStart::Never(self.limit(branches, why));
            }
        };
        by_branch.min(self.by_types()).min(self.by_paths())
    }

    fn by_paths(&self) -> MergeStart {
        let mut filters = ["paths", "paths-ignore"].into_iter();
        match filters.find(|filter| trigger_filter(self.on, filter).is_some()) {
            Some(filter) => MergeStart::Partly(self.limit(
                filter,
                format!("`{filter}` keeps it from starting where no such file changes"),
            )),
            None => MergeStart::Before,
        }
    }

    fn by_types(&self) -> MergeStart {
        let Some(types) = trigger_filter(self.on, "types") else { return MergeStart::Before };
        let has = |name: &str| types.contains(&name);
        let why = match (has("opened"), has("synchronize")) {
            (true, true) => return MergeStart::Before,
            (true, false) => "a push to an open pull request does not start it".to_owned(),
            (false, true) => "a new pull request does not start it before its next push".to_owned(),
            (false, false) if types.iter().all(|name| *name == "closed") => {
                return MergeStart::After;
            }
            (false, false) => {
                let names: Vec<String> = types.iter().map(|name| format!("`{name}`")).collect();
                format!("no commit of a pull request starts it, only {}", names.join(" or "))
            }
        };
        MergeStart::Partly(self.limit("types", why))
    }

    fn by_pushes(&self) -> MergeStart {
        let has = |filter: &str| trigger_filter(self.on, filter).is_some();
        let branches = trigger_filter(self.on, "branches");
        if branches.is_none() && !has("branches-ignore") && (has("tags") || has("tags-ignore")) {
            return MergeStart::Never(self.limit("", "only tags start it".to_owned()));
        }
        let Some(patterns) = branches else { return MergeStart::Before };
        if ANY_BRANCH.iter().all(|name| lets_through(&patterns, name) == Some(true)) {
            return MergeStart::Before;
        }
        let limit = |why: &str| self.limit("branches", why.to_owned());
        match self.branch_share() {
            BranchShare::Passes | BranchShare::MissesSome(_) => MergeStart::After,
            // A name that is spelled out is that of a branch that stays.
            BranchShare::MissesAll if patterns.iter().all(|name| is_plain(name)) => {
                MergeStart::Never(limit("only pushes to other branches start it"))
            }
            BranchShare::MissesAll => {
                MergeStart::Partly(limit("only pushes to branches of some names start it"))
            }
        }
    }
}
