#![doc = include_str!("continue_on_error.md")]

use crate::case::Case;
use crate::facts::jobs::advisory::{GatingJobs, lets_step_fail, selection_text};
use crate::facts::jobs::{FlagValue, resolve_flag};
use crate::facts::path::step::verdict_pair;
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::workflow::model::{Flag, Job, Step};
use crate::policy::{JobContract, PATH, Policy};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::Location;

pub(crate) static RULE: Rule = Rule {
    id: "continue-on-error",
    family: RuleFamily::Signal,
    holds: "no `continue-on-error`",
    summary: "a job or step whose failure is turned into success",
    unit: ("job or step", "jobs and steps"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("continue_on_error.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    for (fact, workflow) in facts.models() {
        for job in &workflow.jobs {
            let place =
                Place { fact, job, policy, contract: policy.job(&fact.path, &job.id.value) };
            sink.examine();
            if let Some(flag) = &job.continue_on_error {
                place.judge(flag, None, sink);
            }
            for step in &job.steps {
                sink.examine();
                if let Some(flag) = &step.continue_on_error {
                    place.judge(flag, Some(step), sink);
                }
            }
        }
    }
}

/// A job with its entry in the policy.
struct Place<'a> {
    fact: &'a WorkflowFact,
    job: &'a Job,
    policy: &'a Policy,
    contract: Option<&'a JobContract>,
}

impl Place<'_> {
    fn judge(&self, flag: &Flag, step: Option<&Step>, sink: &mut Sink) {
        let gating = GatingJobs::of(self.policy, &self.fact.path, self.job.id.as_str());
        let resolved = gating.flag(flag, self.job);
        if resolved == FlagValue::Never || self.is_advisory(step) || self.has_verdict(step) {
            return;
        }
        let (what, effect) = self.words(step);
        let message = match &resolved {
            FlagValue::Never | FlagValue::Always => {
                format!("`continue-on-error` turns a failure of {what} into success: {effect}")
            }
            FlagValue::InMatrixJobs { labels: legs, of, .. } => format!(
                "`continue-on-error` turns a failure of {what} into success in {} of {of} legs ({}): \
                 {effect}",
                legs.len(),
                shown(legs)
            ),
            FlagValue::Unknown(why) => {
                format!(
                    "whether `continue-on-error` hides a failure of {what} cannot be told: {why}"
                )
            }
        };
        let required = self.contract.and_then(|contract| self.policy.locate(contract.id.span));
        let finding = Finding::new(
            self.subject(step),
            Location::new(self.fact.path.clone(), flag.key.to(flag.value.span)),
            message,
        )
        .label(match (&resolved, step) {
            (FlagValue::Unknown(_), _) => "may hide a failure",
            (_, Some(_)) => "hides a failing step",
            (_, None) => "hides a failing job",
        })
        .help(self.help(flag, step))
        .related(required, "required here");
        match resolved {
            FlagValue::Unknown(_) => sink.unknown(finding),
            _ => sink.find(finding),
        }
    }

    fn is_advisory(&self, step: Option<&Step>) -> bool {
        let (path, job) = (&self.fact.path, self.job);
        match step {
            Some(step) => lets_step_fail(self.policy, path, job, step).is_some(),
            None => self.policy.is_advisory(path, job.id.as_str()),
        }
    }

    fn has_verdict(&self, step: Option<&Step>) -> bool {
        step.is_some_and(|step| {
            let index = self.job.steps.iter().position(|other| std::ptr::eq(other, step));
            index.is_some_and(|index| verdict_pair(self.job, index).is_some())
        })
    }

    fn subject(&self, step: Option<&Step>) -> String {
        let job = format!("{}/{}", self.fact.name(), self.job.id.value);
        step.map_or(job.clone(), |step| format!("{job}/{}", step.label()))
    }

    /// Returns what fails, and what the failure looks like, in words.
    fn words(&self, step: Option<&Step>) -> (String, String) {
        let id = &self.job.id.value;
        match step {
            Some(step) => (format!("step `{}`", step.label()), format!("job `{id}` stays green")),
            None => (
                format!("job `{id}`"),
                format!("the run and every `needs.{id}.result` say success"),
            ),
        }
    }

    /// Returns the fix, with the narrowest word of the policy that lets fail what may.
    fn help(&self, flag: &Flag, step: Option<&Step>) -> String {
        let (file, id) = (self.fact.name(), &self.job.id.value);
        let entry = |word: String| {
            format!(
                "declared in `{PATH}`: `workflows: {{ {file}: {{ jobs: {{ {id}: {{ advisory: {word} }} }} }} }}`"
            )
        };
        let remedy = match step {
            Some(step) => {
                let name = step.id.as_ref().map_or("<id>", |id| id.as_str());
                format!(
                    "remove it, or add a later step with `if: steps.{name}.outcome == 'failure'` that runs `exit 1`"
                )
            }
            None => "remove it".to_owned(),
        };
        let matrix = selection_text(flag, self.job).map(|text| format!("{{ matrix: {text} }}"));
        let resolved = resolve_flag(&flag.value.value, self.job);
        match (resolved, matrix, step) {
            (_, Some(word), _) => {
                format!("{remedy}; matrix jobs that may fail are {}", entry(word))
            }
            (FlagValue::InMatrixJobs { .. }, None, _) => format!(
                "{remedy}; to let only these matrix jobs fail, give them a value that no other has, such as `experimental: true`, \
                 and name it by `advisory: {{ matrix: {{ experimental: true }} }}`"
            ),
            (_, None, Some(step)) => {
                format!(
                    "{remedy}; a step that may fail is {}",
                    entry(format!("[{:?}]", step.label()))
                )
            }
            (_, None, None) => {
                format!("{remedy}; a job that gates nothing is {}", entry("true".to_owned()))
            }
        }
    }
}

/// Returns the first labels for a sentence, each in backticks.
fn shown(legs: &[String]) -> String {
    const MOST: usize = 4;
    let mut names: Vec<String> = legs.iter().take(MOST).map(|leg| format!("`{leg}`")).collect();
    if legs.len() > MOST {
        names.push(format!("{} more", legs.len() - MOST));
    }
    names.join(", ")
}
