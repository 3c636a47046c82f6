//! What the rule `bad-waiver` reports of `advisory:`: jobs, matrix jobs and steps that gate all the same, and names
//! of what is not there.

use super::stale;
use crate::catalog::actions::lenient;
use crate::facts::CommandFact;
use crate::facts::commit::Facts;
use crate::facts::jobs::advisory::{GatingJobs, is_value};
use crate::facts::jobs::matrix::expand_matrix;
use crate::facts::jobs::matrix_job::{MatrixJob, MatrixJobs};
use crate::facts::jobs::run_matrix::names_tell;
use crate::facts::jobs::{FlagValue, resolve_flag, runs_truegreen, tolerates_failure};
use crate::facts::path::answer::CheckAnswer;
use crate::facts::path::hearing::BrokenBy;
use crate::facts::path::home::RepositoryContext;
use crate::facts::path::reach::Reach;
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Sink};
use crate::formats::workflow::model::{Job, Step, Value};
use crate::policy::{Advisory, JobContract, MatrixSelection, Policy};
use crate::rules::contract::missing_job::rename_hint;
use crate::span::{Location, Span, Spanned};

/// Reports what of a job the policy lets fail although it gates, or is not there.
pub(super) fn check(
    facts: &Facts,
    policy: &Policy,
    file: &str,
    contract: &JobContract,
    sink: &mut Sink,
) {
    let found = facts.models().find(|(fact, _)| fact.name() == file).and_then(|(fact, model)| {
        Some((fact, model.jobs.iter().find(|job| job.id.value == contract.id.value)?))
    });
    // The rule `missing-job` reports a job that does not exist.
    let Some((fact, job)) = found else { return };
    let entry = AdvisoryEntry { facts, policy, fact, job };
    match &contract.advisory {
        Advisory::No => {}
        Advisory::Job(span) => {
            sink.examine();
            if let Some(gates) = entry.gates() {
                sink.find(entry.gating(&format!("job `{}`", job.id.value), &gates, *span));
            }
        }
        Advisory::Steps(names) => {
            for name in names {
                sink.examine();
                if let Some(finding) = entry.step(name) {
                    sink.find(finding);
                }
            }
        }
        Advisory::Matrix(selection) => {
            sink.examine();
            entry.matrix(selection, sink);
        }
    }
}

/// A job with an `advisory:` in the policy.
struct AdvisoryEntry<'a> {
    facts: &'a Facts,
    policy: &'a Policy,
    fact: &'a WorkflowFact,
    job: &'a Job,
}

/// How something gates that the policy lets fail.
enum Gates {
    /// A required job turns red for it.
    Job(String),
    /// Only its own check turns red.
    Own,
}

impl AdvisoryEntry<'_> {
    fn subject(&self) -> String {
        format!("{}/{}", self.fact.name(), self.job.id.value)
    }

    fn gating(&self, what: &str, gates: &Gates, span: Span) -> Finding {
        let id = &self.job.id.value;
        let (how, fix) = match gates {
            Gates::Job(judge) => (
                format!("required job `{judge}` turns red for it"),
                format!("let `{judge}` not turn red for `{id}`"),
            ),
            Gates::Own => (
                "its check turns red when it fails, and no required job waits for it".to_owned(),
                format!("let only what may fail of `{id}` end without a failure"),
            ),
        };
        Finding::new(
            self.subject(),
            Location::new(self.fact.path.clone(), self.job.id.span),
            format!("{what} is advisory in the policy, but {how}: it gates"),
        )
        .label("gates")
        .help(format!(
            "remove `advisory` from the policy, so that it says what is so; or {fix}, and the policy is right"
        ))
        .related(self.policy.locate(span), "advisory here")
    }

    fn step(&self, name: &Spanned<String>) -> Option<Finding> {
        let id = &self.job.id.value;
        let mut named = self.job.steps.iter().filter(|step| step.label() == name.value).peekable();
        if named.peek().is_none() {
            let labels: Vec<String> = self.job.steps.iter().map(Step::label).collect();
            let near = rename_hint(&name.value, labels.iter().map(String::as_str));
            let message =
                format!("`advisory` of job `{id}` names step `{}`, and there is none", name.value);
            let finding = stale(self.policy, name, message);
            return Some(
                finding.help(format!("correct the name{near}, or remove it from the policy")),
            );
        }
        let lets = named.any(|step| lets_failure_through(self.facts, self.fact, self.job, step));
        (!lets).then(|| {
            let message = format!(
                "step `{}` of job `{id}` is advisory in the policy, but it lets no failure through",
                name.value
            );
            stale(self.policy, name, message)
        })
    }

    fn matrix(&self, selection: &MatrixSelection, sink: &mut Sink) {
        let id = &self.job.id.value;
        let place = self.policy.locate(selection.span);
        let found = |message: String| {
            Finding::new(self.subject(), place.clone(), message).label("names matrix jobs")
        };
        let legs = match expand_matrix(self.job) {
            MatrixJobs::Expanded(legs) => legs,
            MatrixJobs::Single => {
                let message = format!(
                    "job `{id}` has no matrix, so `advisory: {{ matrix: ... }}` lets nothing of it fail"
                );
                return sink.find(
                    found(message).help("remove it from the policy, or name steps by a list"),
                );
            }
            // The run has told which they are, and each is judged by its name.
            MatrixJobs::Unknown(_) if self.is_told(selection) => return,
            MatrixJobs::Unknown(why) => {
                let message = format!("which matrix jobs of `{id}` may fail cannot be told: {why}");
                return sink.unknown(
                    found(message)
                        .help("write the matrix into the workflow, or let each of its jobs gate"),
                );
            }
        };
        if let Some(finding) = self.missing(selection, &legs) {
            return sink.find(finding);
        }
        let gating = GatingJobs::without(selection);
        let free = legs.iter().filter(|leg| !gating.has(leg)).count();
        if free == 0 {
            let message =
                format!("no matrix job of `{id}` has all the values that `advisory` names");
            return sink
                .find(found(message).help("correct the values, or remove it from the policy"));
        }
        if free == legs.len() {
            let message =
                format!("`advisory` names every matrix job of `{id}`, so none of them gates");
            return sink
                .find(found(message).help(
                    "name those that may fail; a job that gates nothing is `advisory: true`",
                ));
        }
        if let Some(gates) = self.gates() {
            let what = format!("a part of the matrix of `{id}`");
            sink.find(self.gating(&what, &gates, selection.span));
        }
    }

    /// Returns whether the jobs of the run are listed, and their names tell the matrix jobs that may fail.
    fn is_told(&self, selection: &MatrixSelection) -> bool {
        let listed = self.facts.run_jobs.as_ref().is_some_and(|listed| listed.jobs.is_ok());
        listed && names_tell(selection, self.job)
    }

    /// Returns the finding for a key or a value that no matrix job has.
    fn missing(&self, selection: &MatrixSelection, legs: &[MatrixJob]) -> Option<Finding> {
        let id = &self.job.id.value;
        for (key, values) in &selection.keys {
            let is_key = |name: &str| name.eq_ignore_ascii_case(&key.value);
            let own: Vec<&Value> = legs
                .iter()
                .flat_map(|leg| leg.values.iter().filter(|(name, _)| is_key(name)))
                .map(|(_, value)| value)
                .collect();
            if own.is_empty() {
                let names =
                    legs.iter().flat_map(|leg| leg.values.iter().map(|(name, _)| name.as_str()));
                let near = rename_hint(&key.value, names);
                let message = format!("no matrix job of `{id}` has the key `{}`", key.value);
                let finding = stale(self.policy, key, message);
                return Some(
                    finding.help(format!("correct the key{near}, or remove it from the policy")),
                );
            }
            let is_missing =
                |value: &&Spanned<String>| !own.iter().any(|own| is_value(own, &value.value));
            if let Some(value) = values.iter().find(is_missing) {
                let message = format!(
                    "no matrix job of `{id}` has the value `{}` of `{}`",
                    value.value, key.value
                );
                let finding = stale(self.policy, value, message);
                return Some(finding.help("correct the value, or remove it from the policy"));
            }
        }
        None
    }

    /// Returns how the job gates all the same: a required job turns red for it, or nothing lets its failure through
    /// and no required job takes it in.
    fn gates(&self) -> Option<Gates> {
        let (path, job) = (&self.fact.path, self.job);
        if tolerates_failure(job) {
            return None;
        }
        let (_, workflow) = self.facts.model(path)?;
        let reach = Reach::new(workflow, &RepositoryContext::of(self.facts, self.policy));
        let is_required = |other: &&Job| {
            self.policy.is_required(path, &other.id.value) && !std::ptr::eq(*other, job)
        };
        // No merge waits for a workflow without a required job.
        let mut is_taken_in = !workflow.jobs.iter().any(|job| is_required(&job));
        for judge in workflow.jobs.iter().filter(is_required) {
            // truegreen lets an advisory job fail.
            let heard = reach.hears(judge, job, BrokenBy::Failure).map(|heard| heard.answer);
            match heard {
                Some(CheckAnswer::Red) if !runs_truegreen(judge) => {
                    return Some(Gates::Job(judge.id.value.clone()));
                }
                heard => is_taken_in |= heard.is_some(),
            }
        }
        (!is_taken_in).then_some(Gates::Own)
    }
}

/// Returns whether a step lets a failure through: by `continue-on-error`, in its script, or by an
/// action that passes where it should fail.
fn lets_failure_through(facts: &Facts, fact: &WorkflowFact, job: &Job, step: &Step) -> bool {
    let flag = step.continue_on_error.as_ref();
    let of_step = |command: &&CommandFact| command.step == step.index;
    let mut commands = facts.commands_of_job(&fact.path, &job.id.value).filter(of_step);
    flag.is_some_and(|flag| resolve_flag(&flag.value.value, job) != FlagValue::Never)
        || lenient(step).is_some()
        || commands.any(CommandFact::may_fail_unseen)
}
