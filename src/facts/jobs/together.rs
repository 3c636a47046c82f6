//! Whether two workflows run on one commit that a merge depends on.

use crate::facts::commit::Facts;
use crate::formats::workflow::filter::lets_through;
use crate::formats::workflow::model::{Trigger, Workflow};

/// How two workflows start on the commits of a pull request, or of a merge queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StartTogether {
    /// Never on one commit.
    No,
    /// The one starts for the files for which the other does not: both start where a change has files of both kinds.
    InTurn,
    /// On one commit.
    Yes,
}

/// Names that a branch of a pull request may have.
const ANY_BRANCH: [&str; 2] = ["patch-1", "somebody/some-change"];

/// Returns how two workflows start. The branches into which changes are merged are those given, or else those that
/// the filters spell out.
#[must_use]
pub fn start_together(one: &Workflow, other: &Workflow, bases: &[&str]) -> StartTogether {
    let pairs = one.on.iter().flat_map(|on| other.on.iter().map(move |too| (on, too)));
    pairs.map(|(on, too)| by_triggers(on, too, bases)).max().unwrap_or(StartTogether::No)
}

/// Returns whether a workflow runs on commits that are not merged yet, by itself or for a workflow that calls it.
#[must_use]
pub fn judges_changes(facts: &Facts, workflow: &Workflow) -> bool {
    let by_itself = |workflow: &Workflow| workflow.on.iter().any(|on| subject(on).is_some());
    let calls = |other: &Workflow| {
        let called = other.jobs.iter().filter_map(|job| job.uses.as_ref());
        called.into_iter().any(|uses| uses.value.trim_start_matches("./") == &*workflow.path)
    };
    by_itself(workflow) || facts.models().any(|(_, other)| calls(other) && by_itself(other))
}

/// What a trigger is about, as far as a merge depends on its runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    PullRequest,
    Branch,
    Group,
}

fn subject(on: &Trigger) -> Option<Subject> {
    match on.event.value.as_str() {
        "pull_request" | "pull_request_target" => {
            let types = filter(on, "types");
            let is_after = types.is_some_and(|types| types.iter().all(|name| *name == "closed"));
            (!is_after).then_some(Subject::PullRequest)
        }
        "push" => {
            let only_tags = filter(on, "branches").is_none()
                && filter(on, "branches-ignore").is_none()
                && (filter(on, "tags").is_some() || filter(on, "tags-ignore").is_some());
            let is_any = ANY_BRANCH.iter().all(|branch| takes(on, branch));
            (is_any && !only_tags).then_some(Subject::Branch)
        }
        "merge_group" => Some(Subject::Group),
        _ => None,
    }
}

fn by_triggers(one: &Trigger, other: &Trigger, bases: &[&str]) -> StartTogether {
    let (Some(subject), Some(too)) = (subject(one), subject(other)) else {
        return StartTogether::No;
    };
    if (subject == Subject::Group) != (too == Subject::Group) {
        return StartTogether::No;
    }
    let of_pulls = subject == Subject::PullRequest && too == Subject::PullRequest;
    if of_pulls && !share_a_base(one, other, bases) {
        return StartTogether::No;
    }
    let in_turn = fills_in(one, other) || fills_in(other, one);
    if in_turn { StartTogether::InTurn } else { StartTogether::Yes }
}

fn share_a_base(one: &Trigger, other: &Trigger, bases: &[&str]) -> bool {
    let is_plain = |name: &&str| !name.contains(['*', '?', '+', '[', '!']);
    let mut names: Vec<&str> = bases.to_vec();
    if names.is_empty() {
        let filters = [one, other].into_iter().filter_map(|on| filter(on, "branches"));
        names.extend(filters.flatten().filter(is_plain));
        names.extend(["main", "master", "develop"]);
    }
    names.iter().any(|base| takes(one, base) && takes(other, base))
}

/// Returns whether a trigger takes a branch; a pattern that is not valid counts as one that does.
fn takes(on: &Trigger, branch: &str) -> bool {
    let lets = |name: &str| filter(on, name).and_then(|patterns| lets_through(&patterns, branch));
    lets("branches").unwrap_or(true) && !lets("branches-ignore").unwrap_or(false)
}

/// Returns whether one trigger leaves out just the files for which the other starts.
fn fills_in(one: &Trigger, other: &Trigger) -> bool {
    let Some(paths) = filter(one, "paths") else { return false };
    let left_out: Vec<&str> = match (filter(other, "paths-ignore"), filter(other, "paths")) {
        (Some(ignored), _) => ignored,
        (None, Some(patterns)) => {
            patterns.into_iter().filter_map(|pattern| pattern.strip_prefix('!')).collect()
        }
        (None, None) => return false,
    };
    let taken: Vec<&&str> = paths.iter().filter(|pattern| !pattern.starts_with('!')).collect();
    !taken.is_empty() && taken.iter().all(|pattern| left_out.contains(pattern))
}

/// Returns the patterns of a filter of a trigger.
#[must_use]
pub fn filter<'t>(on: &'t Trigger, name: &str) -> Option<Vec<&'t str>> {
    let (_, values) = on.filters.iter().find(|(key, _)| key.value == name)?;
    Some(values.iter().map(|value| value.value.as_str()).collect())
}

/// Returns whether a workflow may run on a commit that is not merged yet: no schedule, no release, no push to a
/// branch that stays.
#[must_use]
pub fn is_about_changes(workflow: &Workflow) -> bool {
    workflow.on.iter().any(|on| match on.event.value.as_str() {
        "schedule" | "release" | "create" | "delete" => false,
        "push" | "pull_request" | "pull_request_target" => subject(on).is_some(),
        _ => true,
    })
}
