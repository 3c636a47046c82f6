//! Everything that the policy requires of the commit besides the jobs of the judged workflow.

use super::end::CheckEnd;
use super::job::RequiredJob;
use super::named::{MakerApp, NamedCheck};
use super::scene::{CommitScene, GATE};
use crate::facts::commit::Facts;
use crate::facts::evidence::commit_checks::{CommitChecksFact, CommitLists};
use crate::facts::jobs::check_names::check_names;
use crate::facts::jobs::{GateScope, JobConclusion, JobResult};
use crate::formats::github::branch_rules::RequiredCheck;
use crate::formats::github::needs::NeedResult;
use crate::formats::github::run_jobs::RunConclusion;
use crate::formats::github::workflow_runs::{WorkflowRunEnd, WorkflowRunEntry};
use crate::formats::workflow::model::{Job, Workflow};
use crate::policy::waiver::Waiver;
use crate::policy::{CheckContract, Policy, WorkflowContract};
use crate::rules::run::SKIPS_AT_REST;
use crate::span::Location;

/// Something that the policy requires of the commit.
#[derive(Clone, Debug)]
pub(crate) struct CommitSubject {
    /// Its name in findings.
    pub(crate) subject: String,
    /// Its name in sentences: "required job `ruff`".
    pub(crate) words: String,
    /// The job, or the line of the policy.
    pub(crate) place: Option<Location>,
    /// The line of the policy that requires a job.
    pub(crate) asked: Option<Location>,
    /// Seconds for which the gate waits for it.
    pub(crate) wait: u64,
    /// The path of its workflow, if it is one of this repository.
    pub(crate) workflow: Option<String>,
    /// Whether a commit status may stand for it.
    pub(crate) may_be_status: bool,
    /// How it ended.
    pub(crate) end: CheckEnd,
}

/// Returns what the policy requires of the commit, each with its end there.
pub(crate) fn commit_subjects(
    facts: &Facts,
    policy: &Policy,
    fact: &CommitChecksFact,
) -> Vec<CommitSubject> {
    let scene = CommitScene::new(facts, policy, fact);
    let mut subjects: Vec<CommitSubject> = required_jobs(facts, policy)
        .iter()
        .map(|required| of_job(policy, required, required.end(&scene)))
        .collect();
    let refused = policy.workflows.iter().filter_map(|contract| refused(&scene, contract));
    subjects.extend(refused);
    subjects.extend(policy.checks.iter().map(|entry| of_entry(&scene, entry)));
    subjects.extend(by_rules(&scene));
    let skipped = skipped_jobs(facts, policy);
    subjects.extend(
        skipped
            .iter()
            .filter_map(|required| Some(of_job(policy, required, required.beside(&scene)?))),
    );
    subjects
}

/// Returns whether the run skipped a job with the leave of the policy, so that other runs of its
/// event on the commit count.
pub(crate) fn skips_with_leave(facts: &Facts, policy: &Policy) -> bool {
    !skipped_jobs(facts, policy).is_empty()
}

/// Returns the runs of the commit whose checks were judged besides the judged run, each with its
/// latest attempt.
pub(crate) fn judged_runs(
    facts: &Facts,
    policy: &Policy,
    fact: &CommitChecksFact,
) -> Vec<(u64, u64)> {
    let scene = CommitScene::new(facts, policy, fact);
    let required = required_jobs(facts, policy);
    let runs = required.iter().flat_map(|required| required.runs(&scene));
    let mut all: Vec<(u64, u64)> = runs.map(|run| (run.id, run.attempt)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Returns whether the judged run skipped no required job that another run of its event ran.
pub(crate) fn is_complete(facts: &Facts, policy: &Policy, fact: &CommitChecksFact) -> bool {
    let scene = CommitScene::new(facts, policy, fact);
    let skipped = skipped_jobs(facts, policy);
    skipped.is_empty()
        || (scene.lists.is_some() && !skipped.iter().any(|required| required.ran_beside(&scene)))
}

/// Returns the jobs of the judged workflow that were skipped with the leave of the policy, or with a waiver. Without
/// one the skip is red by itself.
fn skipped_jobs<'f>(facts: &'f Facts, policy: &Policy) -> Vec<RequiredJob<'f>> {
    let judged = GateScope::find(facts, |fact, job| policy.is_required(&fact.path, &job.id.value));
    let Ok(judged) = judged else { return Vec::new() };
    let skipped = |result: &&JobResult<'_>| {
        let subject = format!("{}/{}", judged.fact.name(), result.job.id.value);
        let is_skipped = result.needs == Some(NeedResult::Skipped)
            || result.api == Some(JobConclusion::Ended(RunConclusion::Skipped));
        let waives = |waiver: &Waiver| {
            SKIPS_AT_REST.contains(&waiver.rule.as_str()) && waiver.at.0.matches(&subject)
        };
        let is_left = policy.skips_allowed.iter().any(|allowed| allowed.job.value == subject)
            || policy.waivers.iter().any(waives);
        is_skipped && is_left
    };
    let jobs = judged.results.iter().filter(skipped).map(|result| result.job);
    jobs.map(|job| RequiredJob { fact: judged.fact, workflow: judged.workflow, job }).collect()
}

/// Returns the names of what the policy requires besides the jobs of the judged workflow.
pub(crate) fn asked_of_commit(facts: &Facts, policy: &Policy) -> Vec<String> {
    let jobs = required_jobs(facts, policy);
    let jobs = jobs.iter().map(|required| format!("`{}`", required.subject()));
    let checks = policy.checks.iter().map(|entry| format!("check `{}`", entry.name.value));
    jobs.chain(checks).collect()
}

fn of_job(policy: &Policy, required: &RequiredJob<'_>, end: CheckEnd) -> CommitSubject {
    let RequiredJob { fact, job, .. } = required;
    let contract = policy.job(&fact.path, &job.id.value);
    CommitSubject {
        subject: required.subject(),
        words: format!("required job `{}` of `{}`", job.id.value, fact.name()),
        place: Some(Location::new(fact.path.clone(), job.id.span)),
        asked: contract.and_then(|contract| policy.locate(contract.id.span)),
        wait: policy.wait.seconds,
        workflow: Some(fact.path.to_string()),
        may_be_status: false,
        end,
    }
}

fn of_entry(scene: &CommitScene<'_>, entry: &CheckContract) -> CommitSubject {
    let named = NamedCheck {
        name: &entry.name.value,
        workflow: entry.workflow.as_ref().map(|workflow| workflow.value.as_str()),
        app: MakerApp::Named(&entry.app),
    };
    CommitSubject {
        subject: format!("checks/{}", entry.name.value),
        words: format!("required check `{}`", entry.name.value),
        place: scene.policy.locate(entry.name.span),
        asked: None,
        wait: entry.wait.seconds,
        workflow: None,
        may_be_status: false,
        end: named.end(scene),
    }
}

/// Returns the checks that the rules of the branch require, besides those that the policy names.
/// The jobs of the judged run that are required or waited for are judged one by one.
fn by_rules(scene: &CommitScene<'_>) -> Vec<CommitSubject> {
    let Some(rules) = &scene.fact.rules else { return Vec::new() };
    let (facts, policy) = (scene.facts, scene.policy);
    let mut known: Vec<String> =
        policy.checks.iter().map(|entry| entry.name.value.clone()).collect();
    known
        .extend(required_jobs(facts, policy).iter().flat_map(|required| check_names(required.job)));
    if let Ok(judged) = GateScope::find(facts, |_, _| false) {
        let is_judged = |job: &&Job| {
            policy.is_required(&judged.fact.path, &job.id.value) || judged.waits_for(job)
        };
        known.extend(judged.workflow.jobs.iter().filter(is_judged).flat_map(check_names));
    }
    let rest = rules.checks.iter().filter(|check| !known.contains(&check.name));
    rest.map(|check| by_rule(scene, &rules.branch, check)).collect()
}

fn by_rule(scene: &CommitScene<'_>, branch: &str, check: &RequiredCheck) -> CommitSubject {
    let app = check.app.map_or(MakerApp::Any, MakerApp::Id);
    let named = NamedCheck { name: &check.name, workflow: None, app };
    let end = match named.end(scene) {
        CheckEnd::Pending { can_wait: false, .. } => CheckEnd::Left(format!(
            "has not ended in this run, and the rules of `{branch}` wait for it"
        )),
        // GitHub waits for it, whatever kept it from starting.
        CheckEnd::Left(why) if why != GATE => CheckEnd::Absent {
            why,
            help: format!("let it start for each change, or take it off the rules of `{branch}`"),
            may_come: false,
        },
        absent @ CheckEnd::Absent { .. } => of_status(scene, check, absent),
        end => end,
    };
    CommitSubject {
        subject: format!("checks/{}", check.name),
        words: format!("check `{}`, which the rules of `{branch}` require,", check.name),
        place: None,
        asked: None,
        wait: scene.policy.wait.seconds,
        workflow: None,
        may_be_status: check.app.is_none() || check.app != Some(MakerApp::ACTIONS),
        end,
    }
}

/// Returns the end of a check that is there as a commit status, if it is.
fn of_status(scene: &CommitScene<'_>, check: &RequiredCheck, absent: CheckEnd) -> CheckEnd {
    let statuses = scene.lists.and_then(|lists| lists.statuses.as_ref());
    let found = match statuses {
        None => return absent,
        Some(Err(why)) => {
            return CheckEnd::Unknown {
                why: why.clone(),
                help: "add `statuses: read` to `permissions:` of this job".to_owned(),
            };
        }
        Some(Ok(statuses)) => statuses.iter().find(|status| status.context == check.name),
    };
    match found.map(|status| status.state.as_str()) {
        None => absent,
        Some("success") => CheckEnd::Passed,
        Some("pending") => {
            CheckEnd::Pending { why: "its commit status is `pending`".to_owned(), can_wait: true }
        }
        Some(state) => CheckEnd::Failed {
            how: format!("has the commit status `{state}`"),
            help: "see what its page says".to_owned(),
        },
    }
}

/// Returns the required jobs of other workflows than the judged one.
fn required_jobs<'f>(facts: &'f Facts, policy: &Policy) -> Vec<RequiredJob<'f>> {
    let judged = GateScope::find(facts, |fact, job| policy.is_required(&fact.path, &job.id.value));
    let judged = judged.ok().map(|scope| (scope.fact, scope.workflow));
    // A bare name is a job of the judged workflow where that has one of the name.
    let is_bare = |id: &str| {
        let of_judged =
            |(_, workflow): &(_, &Workflow)| workflow.jobs.iter().any(|job| job.id.value == id);
        judged.as_ref().is_some_and(of_judged)
    };
    let mut found = Vec::new();
    for (fact, workflow) in facts.models() {
        if judged.as_ref().is_some_and(|(own, _)| own.path == fact.path) {
            continue;
        }
        for job in &workflow.jobs {
            let id = &job.id.value;
            let full = format!("{}/{id}", fact.name());
            let by_flag = policy.required_by_flag.contains(&full);
            let is_listed = policy.job(&fact.path, id).is_some() || by_flag || !is_bare(id);
            if policy.is_required(&fact.path, id) && is_listed {
                found.push(RequiredJob { fact, workflow, job });
            }
        }
    }
    found
}

/// Returns the finding about a workflow whose file GitHub refused: nobody knows its jobs.
fn refused(scene: &CommitScene<'_>, contract: &WorkflowContract) -> Option<CommitSubject> {
    let CommitLists { runs, .. } = scene.lists?;
    let fact = scene.facts.workflows.iter().find(|fact| fact.name() == contract.file.value)?;
    let is_it = |run: &&WorkflowRunEntry| {
        run.path == *fact.path && run.end == Some(WorkflowRunEnd::Refused)
    };
    let run = runs.iter().find(is_it).filter(|_| fact.model.is_none())?;
    Some(CommitSubject {
        subject: contract.file.value.clone(),
        words: format!("workflow `{}`", contract.file.value),
        place: scene.policy.locate(contract.file.span),
        asked: None,
        wait: 0,
        workflow: Some(fact.path.to_string()),
        may_be_status: false,
        end: CheckEnd::Failed {
            how: format!("never started: GitHub refused the file in run {}", run.id),
            help: "mend the file; the page of the run says what is wrong with it".to_owned(),
        },
    })
}
