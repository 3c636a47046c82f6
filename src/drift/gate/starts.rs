//! What starts the workflow of the gate: a run about no pull request has no base that its author does
//! not choose, so an event that starts one is told.

use std::sync::Arc;

use crate::drift::difference::{
    Difference, DifferenceSide, DriftAspect, DriftDirection, DriftReport, SeverityCap,
};
use crate::drift::sides::DriftSides;
use crate::facts::jobs::runs_truegreen;
use crate::facts::path::scenario::USUAL;
use crate::formats::workflow::model::{Trigger, Workflow};
use crate::span::Location;

/// Events that bring their base with them, that run on the default branch alone, or that another
/// workflow decides.
const HELD: [&str; 8] = [
    "pull_request",
    "pull_request_target",
    "pull_request_review",
    "pull_request_review_comment",
    "merge_group",
    "schedule",
    "workflow_call",
    "workflow_run",
];

pub(super) fn compare_starts(sides: &DriftSides<'_>, drift: &mut DriftReport) {
    for &((old, before), head) in &sides.pairs.workflows {
        let Some((new, after)) = head.filter(|_| !sides.pairs.is_unchanged(&old.path)) else {
            continue;
        };
        if !before.jobs.iter().any(runs_truegreen) || !after.jobs.iter().any(runs_truegreen) {
            continue;
        }
        // Nothing starts a workflow without events.
        let Some(first) = before.on.first() else { continue };
        let free = |workflow: &Workflow| -> Vec<String> {
            let on = workflow.on.iter().filter(|on| !is_held(on, sides));
            on.map(|on| on.event.value.clone()).collect()
        };
        let had = free(before);
        let added = after.on.iter().filter(|on| !is_held(on, sides));
        for on in added.filter(|on| !had.contains(&on.event.value)) {
            let event = &on.event.value;
            let place = |path, span| Location::new(Arc::clone(path), span);
            let at = first.event.span;
            drift.add(Difference {
                aspect: DriftAspect::GateEdited,
                direction: DriftDirection::Weaker,
                subject: format!("{}/on/{event}", new.name()),
                job: None,
                message: format!(
                    "`{event}` starts truegreen now, also on commits of no pull request, where nothing but the \
                     default branch tells what was there before"
                ),
                before: DifferenceSide::base("not there", place(&old.path, at)),
                after: DifferenceSide::head(event.clone(), place(&new.path, on.event.span)),
                why: "more runs have a word about the commit".to_owned(),
                at_most: Some(SeverityCap::Warn),
            });
        }
    }
}

/// Returns whether each run that a trigger starts has a base that nobody chooses: a push does where
/// it goes to branches that changes are merged into.
fn is_held(on: &Trigger, sides: &DriftSides<'_>) -> bool {
    let event = on.event.value.as_str();
    if HELD.contains(&event) {
        return true;
    }
    let values = |name: &str| {
        let filter = on.filters.iter().find(|(key, _)| key.value == name);
        filter.map(|(_, values)| values.as_slice())
    };
    let base = sides.head.place.base_branch.as_deref();
    let is_target = |branch: &str| {
        base == Some(branch)
            || USUAL.contains(&branch)
            || sides.policy.context.base.iter().any(|allowed| allowed.value == branch)
    };
    event == "push"
        && values("tags").is_none()
        && values("tags-ignore").is_none()
        && values("branches")
            .is_some_and(|branches| branches.iter().all(|branch| is_target(&branch.value)))
}
