//! What the rule `unmatched-entry` reports of `workflow:` and `job:` of an entry that names evidence:
//! that they are there, and that some gate judges it there.

use std::collections::BTreeSet;

use super::find_missing;
use crate::facts::commit::Facts;
use crate::facts::jobs::runs_truegreen;
use crate::facts::jobs::tier::called;
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Sink};
use crate::formats::workflow::model::Workflow;
use crate::policy::{EvidenceTier, Pattern, Policy};

pub(super) fn check(
    facts: &Facts,
    policy: &Policy,
    entry: &str,
    tier: &EvidenceTier,
    sink: &mut Sink,
) {
    sink.examine();
    let written = tier.written();
    let finding = |message| {
        Finding::new(format!("policy:{entry}/{written}"), policy.locate(tier.span), message)
    };
    let missing = Pattern::new(&written).ok().and_then(|at| find_missing(facts, &at));
    if let Some((gone, near)) = missing {
        let message = format!("there is no {gone}, in whose runs `{entry}` is to be judged");
        return sink.find(
            finding(message)
                .label("names what is not there")
                .help(format!("correct the name{near}, or remove the key")),
        );
    }
    let runs = runs_of(facts, &tier.workflow);
    if facts.workflow(&format!(".github/workflows/{}", tier.workflow)).is_none()
        || runs.iter().any(|(fact, workflow)| may_judge(facts, fact, workflow))
        || facts.models().any(|(_, follower)| {
            follows(follower, &runs) && follower.jobs.iter().any(runs_truegreen)
        })
    {
        return;
    }
    let message = format!(
        "nothing judges `{entry}`: no job of `{}` runs truegreen, and no workflow that does follows it",
        tier.workflow
    );
    sink.find(finding(message).label("judged by nobody").help(format!(
        "run truegreen in `{}` behind what makes the report, or let a gate on `workflow_run` follow it",
        tier.workflow
    )));
}

/// Returns the workflows whose runs hold the jobs of a file: itself, those that call it, and what
/// these call besides.
fn runs_of<'f>(facts: &'f Facts, file: &str) -> Vec<(&'f WorkflowFact, &'f Workflow)> {
    let callers = closed(BTreeSet::from([file.to_owned()]), |names| {
        let calls = |workflow: &Workflow| called(workflow).any(|called| names.contains(called));
        let callers = facts.models().filter(|(_, workflow)| calls(workflow));
        callers.map(|(fact, _)| fact.name().to_owned()).collect()
    });
    let all = closed(callers, |names| {
        let inside = facts.models().filter(|(fact, _)| names.contains(fact.name()));
        inside.flat_map(|(_, workflow)| called(workflow)).map(str::to_owned).collect()
    });
    facts.models().filter(|(fact, _)| all.contains(fact.name())).collect()
}

/// Adds to a set until nothing new comes.
fn closed(
    mut names: BTreeSet<String>,
    more: impl Fn(&BTreeSet<String>) -> Vec<String>,
) -> BTreeSet<String> {
    loop {
        let before = names.len();
        names.extend(more(&names));
        if names.len() == before {
            return names;
        }
    }
}

/// Returns whether some job of a workflow runs truegreen, or may: in an action or a script that
/// nobody can look into here.
fn may_judge(facts: &Facts, fact: &WorkflowFact, workflow: &Workflow) -> bool {
    let is_local = |uses: &str| uses.starts_with("./") || uses.starts_with("$/");
    let hides = |uses: &str| is_local(uses) || uses.contains("truegreen");
    let calls = workflow.jobs.iter().filter_map(|job| job.uses.as_ref());
    let mut steps = workflow.jobs.iter().flat_map(|job| &job.steps);
    workflow.jobs.iter().any(runs_truegreen)
        || steps.any(|step| step.uses.as_ref().is_some_and(|uses| hides(&uses.value)))
        || calls.into_iter().any(|uses| !is_local(&uses.value))
        || facts.commands_of(&fact.path).iter().any(|command| command.text.contains("truegreen"))
        || facts.unread_of(&fact.path).next().is_some()
}

/// Returns whether a workflow is started by the end of one of these.
fn follows(follower: &Workflow, runs: &[(&WorkflowFact, &Workflow)]) -> bool {
    let events = follower.on.iter().filter(|on| on.event.value == "workflow_run");
    let mut names = events.flat_map(|on| &on.filters).filter(|(key, _)| key.value == "workflows");
    names.any(|(_, values)| {
        values.iter().any(|value| {
            runs.iter().any(|(fact, workflow)| match &workflow.name {
                Some(name) => name.value == value.value,
                None => *fact.path == *value.value,
            })
        })
    })
}
