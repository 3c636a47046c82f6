//! What keeps the jobs and steps of a workflow from running, and how the draft treats each skip: one that the change
//! or its author decides is allowed, in words; one on every pull request of the repository itself is wrong today.

use crate::catalog::purposes::releases;
use crate::facts::commit::Facts;
use crate::facts::jobs::gate_steps::{GateStep, gate_steps};
use crate::facts::jobs::keys::bare_condition;
use crate::facts::path::allowed_skips::{BY_CHANGE, situation_words};
use crate::facts::path::answer::CheckAnswer;
use crate::facts::path::decider::Decider;
use crate::facts::path::hearing::BrokenBy;
use crate::facts::path::reach::Reach;
use crate::facts::path::scenario::Scenario;
use crate::formats::workflow::model::{Job, Step, Workflow};

/// How the draft treats the skips of a job or a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SkipDecision {
    /// Nothing skips it where a merge depends on it.
    None,
    /// The change decides: `when:` of an allowed skip.
    Allowed(String),
    /// It is skipped although nothing about the change asks for that; where, in words.
    Wrong(String),
}

/// Returns what skips a job.
pub(super) fn of_job(facts: &Facts, reach: &Reach<'_>, job: &Job) -> SkipDecision {
    let skips = reach.skips(job);
    let wrong = skips.iter().find(|skip| !is_decided(skip.scenario, reach));
    if let Some(skip) = wrong {
        let behind = match std::ptr::eq(skip.root, job) {
            true => String::new(),
            false => format!(" with `{}`", skip.root.id.value),
        };
        return SkipDecision::Wrong(format!("{}{behind}", skip.scenario.words()));
    }
    let scenarios: Vec<Scenario> = skips.iter().map(|skip| skip.scenario).collect();
    let decider = reach.decider(job);
    if let Some((at, Decider::Run(_))) = &decider {
        // No word says what decides: the skip is allowed as long as the condition stays.
        return SkipDecision::Allowed(bare_condition(at.condition()));
    }
    of(facts, reach, &scenarios, decider.map(|(_, decider)| decider))
}

/// Returns what skips a step while its job runs.
pub(super) fn of_step(facts: &Facts, reach: &Reach<'_>, job: &Job, step: &Step) -> SkipDecision {
    let found = reach.step(job, step);
    // The rules report a step that runs only after a failure, and a note says what only the run knows.
    if found.waits_for_a_failure || !found.matters && found.decider.is_none() {
        return SkipDecision::None;
    }
    if let Some(skip) = found.skips.iter().find(|skip| !is_decided(**skip, reach)) {
        return SkipDecision::Wrong(skip.words().to_owned());
    }
    let decider = found.decider.filter(|decider| !matches!(decider, Decider::Run(_)));
    of(facts, reach, &found.skips, decider)
}

/// Returns whether the kind of a run decides that says who brought a change, or a run for which no merge waits.
fn is_decided(scenario: Scenario, reach: &Reach<'_>) -> bool {
    match scenario {
        Scenario::Fork | Scenario::Dependabot | Scenario::Renovate | Scenario::Draft => true,
        Scenario::Push => reach.judges_pull_requests(),
        Scenario::SameRepository | Scenario::MergeGroup | Scenario::Any => false,
    }
}

fn of(
    facts: &Facts,
    reach: &Reach<'_>,
    scenarios: &[Scenario],
    decider: Option<Decider>,
) -> SkipDecision {
    let mut words: Vec<String> = Vec::new();
    if !scenarios.is_empty() {
        words.push(situation_words(scenarios));
    }
    words.extend(match decider {
        None | Some(Decider::Run(_)) => None,
        Some(Decider::Variable(name)) => {
            return SkipDecision::Wrong(format!("where `{name}` of the settings says so"));
        }
        Some(Decider::Output(name)) => Some(by_output(facts, reach.workflow(), &name)),
        Some(Decider::Label) => Some(format!("{BY_CHANGE} a label")),
        Some(Decider::Words) => Some(format!("{BY_CHANGE} the title or the message")),
        Some(Decider::Branch) => Some(format!("{BY_CHANGE} the name of the branch")),
    });
    match words.is_empty() {
        true => SkipDecision::None,
        false => SkipDecision::Allowed(words.join(", ")),
    }
}

/// Returns the words for an output of another job: `needs.changes.outputs.src`.
fn by_output(facts: &Facts, workflow: &Workflow, name: &str) -> String {
    let mut parts = name.split('.').skip(1);
    let (id, output) = (parts.next().unwrap_or_default(), parts.nth(1).unwrap_or_default());
    let job = workflow.jobs.iter().find(|job| job.id.value.eq_ignore_ascii_case(id));
    let compares = job.is_some_and(|job| compares_files(facts, workflow, job));
    let output =
        if output.is_empty() { "an output".to_owned() } else { format!("output {output}") };
    match compares {
        true => format!("{BY_CHANGE} changed files ({output} of job {id})"),
        false => format!("{BY_CHANGE} {output} of job {id}"),
    }
}

/// Returns whether a step of a job compares files of two commits.
fn compares_files(facts: &Facts, workflow: &Workflow, job: &Job) -> bool {
    const ACTIONS: [&str; 4] = ["changed-files", "path-filter", "paths-changes", "paths-filter"];
    let by_action = |step: &Step| {
        let uses = step.uses.as_ref().map_or("", |uses| uses.as_str());
        ACTIONS.iter().any(|known| uses.contains(known))
    };
    let mut commands = facts.commands_of_job(&workflow.path, job.id.as_str());
    job.steps.iter().any(by_action)
        || commands.any(|command| {
            command.program == "git"
                && command.arguments.iter().any(|(word, _)| word.text.starts_with("diff"))
        })
}

/// Returns whether a skip of a job on every pull request is worth telling: the job surely judges, or sums up
/// others, it hands nothing out, and no job of its workflow that runs judges the same.
pub(super) fn is_missed(facts: &Facts, reach: &Reach<'_>, job: &Job) -> bool {
    let workflow = reach.workflow();
    let own = judging_steps(facts, workflow, job, 0);
    let runs = |other: &&Job| {
        !std::ptr::eq(*other, job) && !matches!(of_job(facts, reach, other), SkipDecision::Wrong(_))
    };
    let others: Vec<GateStep<'_>> = workflow
        .jobs
        .iter()
        .filter(runs)
        .flat_map(|other| judging_steps(facts, workflow, other, 0))
        .collect();
    let is_only = own.iter().any(|own| !others.iter().any(|other| own.is_done_by(other)));
    let hears = |needed: &Job| {
        let heard = reach.hears(job, needed, BrokenBy::Failure);
        heard.is_some_and(|heard| heard.answer == CheckAnswer::Red)
    };
    let sums_up = reach.before(job).any(hears);
    !releases(job) && (is_only || sums_up)
}

/// Returns whether a job surely judges and hands nothing out.
pub(super) fn is_judge(facts: &Facts, workflow: &Workflow, job: &Job) -> bool {
    !releases(job) && !judging_steps(facts, workflow, job, 0).is_empty()
}

/// Most workflows that call each other.
const DEEPEST: usize = 9;

/// Returns the steps that surely judge, of a job or of the workflow that it calls.
fn judging_steps<'f>(
    facts: &'f Facts,
    workflow: &'f Workflow,
    job: &'f Job,
    depth: usize,
) -> Vec<GateStep<'f>> {
    if let Some(uses) = &job.uses {
        let called = facts.model(uses.value.trim_start_matches("./"));
        let jobs = called.filter(|_| depth < DEEPEST).into_iter();
        return jobs
            .flat_map(|(_, model)| model.jobs.iter().map(move |job| (model, job)))
            .flat_map(|(model, job)| judging_steps(facts, model, job, depth + 1))
            .collect();
    }
    let mut gates = gate_steps(facts, &workflow.path, job);
    gates.retain(|gate| gate.surely_judges() && !gate.hands_out());
    gates
}
