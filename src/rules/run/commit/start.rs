//! What must have started on a commit: which events of a workflow count there, and what keeps it
//! from starting.

use crate::facts::commit::Facts;
use crate::facts::evidence::commit_checks::CommitSituation;
use crate::facts::path::merge_start::{MergeStart, merge_start};
use crate::formats::workflow::filter::lets_through;
use crate::formats::workflow::model::{Trigger, Workflow};

/// Events of a pull request that bring in commits.
const PULLS: [&str; 2] = ["pull_request", "pull_request_target"];

/// Whether a workflow starts on a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CommitStart {
    /// It is not to start there: why, as a clause ("runs after the merge").
    Left(String),
    /// It starts on other commits of the same change: why not on this one, as a clause.
    Partly(String),
    /// It starts where one of the changed files passes this filter.
    ByPaths(PathFilter),
    /// It starts.
    Expected,
}

impl CommitStart {
    const fn rank(&self) -> u8 {
        match self {
            Self::Left(_) => 0,
            Self::Partly(_) => 1,
            Self::ByPaths(_) => 2,
            Self::Expected => 3,
        }
    }
}

/// A filter by changed files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PathFilter {
    /// `paths` or `paths-ignore`.
    pub(super) name: &'static str,
    patterns: Vec<String>,
}

impl PathFilter {
    fn of(on: &Trigger) -> Option<Self> {
        ["paths", "paths-ignore"].into_iter().find_map(|name| {
            let patterns = filter(on, name)?.into_iter().map(str::to_owned).collect();
            Some(Self { name, patterns })
        })
    }

    /// Returns whether some file passes; `None` if a pattern is not valid.
    pub(super) fn passes(&self, files: &[String]) -> Option<bool> {
        let patterns: Vec<&str> = self.patterns.iter().map(String::as_str).collect();
        let wanted = self.name == "paths";
        let mut some = false;
        for file in files {
            some |= lets_through(&patterns, file)? == wanted;
        }
        Some(some)
    }
}

/// What counts of a workflow on a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StartRule {
    /// The events whose runs count. No other run replaces them.
    pub(super) events: Vec<&'static str>,
    pub(super) start: CommitStart,
}

impl StartRule {
    fn left(why: impl Into<String>) -> Self {
        Self { events: Vec::new(), start: CommitStart::Left(why.into()) }
    }
}

/// Returns what counts of a workflow that starts by itself, without its calls.
pub(super) fn start_rule(
    facts: &Facts,
    workflow: &Workflow,
    situation: &CommitSituation,
) -> StartRule {
    match situation {
        CommitSituation::PullRequest(base) => on_pull_request(facts, workflow, base.as_deref()),
        CommitSituation::MergeGroup(base) => in_queue(facts, workflow, base.as_deref()),
        CommitSituation::Push(branch) => on_push(workflow, branch),
        CommitSituation::Unmerged(event) => unmerged(facts, workflow, event),
        CommitSituation::Other(event) => {
            StartRule::left(format!("is not judged in a run of `{event}`"))
        }
    }
}

/// Returns what counts on a commit that is about no pull request and is not merged: the runs of pushes, for a
/// workflow that no pull request starts. Where one does, its own verdict says what its runs did.
fn unmerged(facts: &Facts, workflow: &Workflow, event: &str) -> StartRule {
    if PULLS.iter().any(|pull| trigger(workflow, pull).is_some()) {
        return StartRule::left(format!("is not judged in a run of `{event}`"));
    }
    by_others(facts, &without(workflow, &["merge_group"]), None)
}

fn on_pull_request(facts: &Facts, workflow: &Workflow, base: Option<&str>) -> StartRule {
    let pulls: Vec<(&'static str, &Trigger)> =
        PULLS.into_iter().filter_map(|event| Some((event, trigger(workflow, event)?))).collect();
    let by_pulls = pulls.iter().map(|(_, on)| by_pull(on, base)).max_by_key(CommitStart::rank);
    match by_pulls {
        Some(start) if start.rank() > 0 => {
            StartRule { events: pulls.into_iter().map(|(event, _)| event).collect(), start }
        }
        left => {
            let rest = without(workflow, &["pull_request", "pull_request_target", "merge_group"]);
            let others = by_others(facts, &rest, base);
            match left {
                Some(start) if others.start.rank() == 0 => StartRule { events: Vec::new(), start },
                _ => others,
            }
        }
    }
}

fn by_pull(on: &Trigger, base: Option<&str>) -> CommitStart {
    if let Some(base) = base.filter(|base| !takes_branch(on, base)) {
        return CommitStart::Left(format!("does not start for pull requests to `{base}`"));
    }
    if let Some(types) = filter(on, "types")
        && !types.contains(&"synchronize")
    {
        return match types.iter().all(|name| *name == "closed") {
            true => CommitStart::Left(AFTER.to_owned()),
            false => CommitStart::Partly(
                "its `types` lack `synchronize`: a push to an open pull request does not start it"
                    .to_owned(),
            ),
        };
    }
    PathFilter::of(on).map_or(CommitStart::Expected, CommitStart::ByPaths)
}

/// Words for a workflow that starts when the change is merged.
pub(crate) const AFTER: &str = "runs after the merge";

/// Returns what counts of a workflow that no pull request starts by its own event.
fn by_others(facts: &Facts, workflow: &Workflow, base: Option<&str>) -> StartRule {
    if workflow.on.is_empty() {
        return StartRule::left("runs in the merge queue");
    }
    let bases: Vec<&str> = base.into_iter().collect();
    let start = match merge_start(facts, workflow, &bases) {
        MergeStart::Before => trigger(workflow, "push")
            .and_then(PathFilter::of)
            .map_or(CommitStart::Expected, CommitStart::ByPaths),
        MergeStart::Partly(limit) => CommitStart::Partly(limit.why),
        MergeStart::After => return StartRule::left(AFTER),
        MergeStart::Elsewhere => return StartRule::left("is started by another workflow"),
        MergeStart::Never(limit) => {
            return StartRule::left(format!("does not start for a pull request: {}", limit.why));
        }
    };
    StartRule { events: vec!["push", "pull_request_review"], start }
}

fn in_queue(facts: &Facts, workflow: &Workflow, base: Option<&str>) -> StartRule {
    if let Some(on) = trigger(workflow, "merge_group") {
        return match base.filter(|base| !takes_branch(on, base)) {
            Some(base) => StartRule::left(format!("does not start in the queue of `{base}`")),
            None => StartRule { events: vec!["merge_group"], start: CommitStart::Expected },
        };
    }
    let queue = format!("gh-readonly-queue/{}/pr-1-{}", base.unwrap_or("main"), "0".repeat(40));
    if trigger(workflow, "push").is_some_and(|on| takes_push(on, &queue)) {
        return StartRule { events: vec!["push"], start: CommitStart::Expected };
    }
    match on_pull_request(facts, workflow, base) {
        left @ StartRule { start: CommitStart::Left(_), .. } => left,
        _ => StartRule {
            events: Vec::new(),
            start: CommitStart::Partly("no `merge_group` starts it in the queue".to_owned()),
        },
    }
}

fn on_push(workflow: &Workflow, branch: &str) -> StartRule {
    match trigger(workflow, "push").filter(|on| takes_push(on, branch)) {
        Some(on) => {
            let start = PathFilter::of(on).map_or(CommitStart::Expected, CommitStart::ByPaths);
            StartRule { events: vec!["push"], start }
        }
        None => StartRule::left(format!("does not start on a push to `{branch}`")),
    }
}

fn trigger<'w>(workflow: &'w Workflow, event: &str) -> Option<&'w Trigger> {
    workflow.on.iter().find(|on| on.event.value == event)
}

fn without(workflow: &Workflow, events: &[&str]) -> Workflow {
    let mut rest = workflow.clone();
    rest.on.retain(|on| !events.contains(&on.event.value.as_str()));
    rest
}

fn filter<'t>(on: &'t Trigger, name: &str) -> Option<Vec<&'t str>> {
    let (_, values) = on.filters.iter().find(|(key, _)| key.value == name)?;
    Some(values.iter().map(|value| value.value.as_str()).collect())
}

/// Returns whether a branch passes the filters. A pattern that is not valid keeps nothing out.
fn takes_branch(on: &Trigger, branch: &str) -> bool {
    let lets = |name: &str| filter(on, name).and_then(|patterns| lets_through(&patterns, branch));
    lets("branches").unwrap_or(true) && !lets("branches-ignore").unwrap_or(false)
}

fn takes_push(on: &Trigger, branch: &str) -> bool {
    let has = |name: &str| filter(on, name).is_some();
    let is_for_tags =
        (has("tags") || has("tags-ignore")) && !has("branches") && !has("branches-ignore");
    !is_for_tags && takes_branch(on, branch)
}
