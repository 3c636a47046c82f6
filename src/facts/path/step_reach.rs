//! Whether a step runs in the scenarios in which a merge may depend on it.
//!
//! Its `if:` is evaluated in every matrix job, with what the workflow itself says of the contexts: the combination, the
//! system of the runner, the environment, the steps and jobs that there are. GitHub counts a skipped step as a success.

use std::collections::BTreeMap;

use super::decider::{Decider, find_decider, open_context};
use super::ends::{JobEnd, truth};
use super::reach::Reach;
use super::scenario::Scenario;
use super::step::known_text;
use crate::facts::jobs::matrix::expand_matrix;
use crate::facts::jobs::matrix_job::MatrixJobs;
use crate::formats::expr::context::Contexts;
use crate::formats::expr::value::ExprValue;
use crate::formats::expr::{contexts_of, deciding_operand};
use crate::formats::workflow::model::{Env, Job, Step, Value, Workflow};

/// In which runs a step runs, while its job does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepReach {
    /// The scenarios in which it is skipped in every matrix job. A special case of another is left out.
    pub skips: Vec<Scenario>,
    /// Whether a merge waits for a run of one of those scenarios: not for a push behind a pull request.
    pub matters: bool,
    /// The part of its `if:` that is false there, if it is one part.
    pub part: Option<String>,
    /// Whether it runs where an earlier step of the job failed.
    pub waits_for_a_failure: bool,
    /// What in its `if:` only the run knows, where no scenario surely skips it.
    pub decider: Option<Decider>,
}

impl StepReach {
    /// Returns whether it runs in every run of its job.
    #[must_use]
    pub fn surely_runs(&self) -> bool {
        !self.matters && self.decider.is_none()
    }
}

/// How the steps before a step ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Green,
    /// They failed, and so did the job.
    Red,
    /// They failed under `continue-on-error`.
    Tolerated,
}

/// How many matrix jobs run a step in one run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Legs {
    /// At least one surely does.
    Some,
    /// None does.
    None,
    Unknown,
}

impl Reach<'_> {
    /// Evaluates the `if:` of a step.
    #[must_use]
    pub fn step(&self, job: &Job, step: &Step) -> StepReach {
        let mut found = StepReach::default();
        if step.condition.is_none() {
            return found;
        }
        let scene = StepScene { workflow: self.workflow(), job, step };
        let condition = step.condition();
        let mut open_in = None;
        let has_pulls = self.judges_pull_requests();
        for (scenario, events) in self.runs_of(job) {
            // No merge waits for a push behind a pull request.
            let is_behind = has_pulls && scenario == Scenario::Push;
            let mut skipped = !events.is_empty();
            for runs in events {
                let legs: Vec<Legs> =
                    runs.iter().map(|seen| scene.legs(seen, Before::Green)).collect();
                let open = legs.iter().position(|legs| *legs == Legs::Unknown);
                if let Some(seen) = open.filter(|_| !is_behind).and_then(|open| runs.get(open)) {
                    let seen = scene.contexts(seen, Before::Green).into_iter().next();
                    open_in = open_in.or(seen);
                }
                let first = legs.iter().position(|legs| *legs == Legs::None);
                skipped &= first.is_some();
                let Some(seen) = first.and_then(|first| runs.get(first)) else { continue };
                let waits = [Before::Red, Before::Tolerated];
                found.waits_for_a_failure |=
                    waits.into_iter().any(|before| scene.legs(seen, before) != Legs::None);
                if found.part.is_none() {
                    let contexts = scene.contexts(seen, Before::Green).into_iter().next();
                    let part = contexts.and_then(|seen| deciding_operand(condition, &seen));
                    found.part = part.map(str::to_owned);
                }
            }
            if skipped && !found.skips.iter().any(|known| scenario.is_case_of(*known)) {
                found.skips.push(scenario);
                found.matters |= !is_behind;
            }
        }
        if let Some(seen) = open_in.filter(|_| found.skips.is_empty()) {
            found.decider =
                find_decider(condition).or_else(|| Some(open_context(condition, &seen)));
        }
        found
    }

    /// Returns the runs of each scenario in which a job may run, by event: what its steps see of the events and of the
    /// jobs before.
    fn runs_of(&self, job: &Job) -> Vec<(Scenario, Vec<Vec<Contexts>>)> {
        let stages = self.calm_runs(job).into_iter();
        stages
            .map(|(scenario, events)| {
                let events = events.into_iter().map(|runs| {
                    let runs = runs.into_iter().filter(|(end, _)| *end != JobEnd::Skipped);
                    runs.map(|(_, seen)| seen).collect::<Vec<Contexts>>()
                });
                (scenario, events.filter(|runs| !runs.is_empty()).collect())
            })
            .collect()
    }
}

/// A step with what is around it.
struct StepScene<'s> {
    workflow: &'s Workflow,
    job: &'s Job,
    step: &'s Step,
}

impl StepScene<'_> {
    fn legs(&self, seen: &Contexts, before: Before) -> Legs {
        let mut answer = Legs::None;
        for contexts in self.contexts(seen, before) {
            match truth(self.step.condition(), &contexts) {
                Some(true) => return Legs::Some,
                None => answer = Legs::Unknown,
                Some(false) => {}
            }
        }
        answer
    }

    /// Returns what the `if:` sees in each matrix job.
    fn contexts(&self, seen: &Contexts, before: Before) -> Vec<Contexts> {
        let legs = match expand_matrix(self.job) {
            MatrixJobs::Single => vec![Some(ExprValue::Ordered(Vec::new()))],
            MatrixJobs::Expanded(legs) => {
                legs.iter().map(|leg| Some(leg.context().into_outcome())).collect()
            }
            MatrixJobs::Unknown(_) => vec![None],
        };
        let total = legs.len();
        let with_leg = |(index, leg): (usize, Option<ExprValue>)| {
            let is_green = before != Before::Red;
            let mut contexts = Contexts {
                success: Some(is_green),
                failure: Some(!is_green),
                cancelled: Some(false),
                ..seen.clone()
            };
            let number = |value: usize| {
                u32::try_from(value)
                    .map_or(ExprValue::Unknown, |value| ExprValue::Number(value.into()))
            };
            let is_known = leg.is_some();
            if let Some(leg) = leg {
                contexts.roots.insert("matrix".to_owned(), leg);
            }
            let known = |value| if is_known { value } else { ExprValue::Unknown };
            let strategy =
                [("job-index", known(number(index))), ("job-total", known(number(total)))];
            contexts.roots.insert("strategy".to_owned(), open(strategy));
            let status = if is_green { "success" } else { "failure" };
            contexts.roots.insert("job".to_owned(), open([("status", text(status))]));
            contexts.roots.insert("steps".to_owned(), self.steps(before));
            let system = self.system(&contexts).map_or(ExprValue::Unknown, text);
            contexts.roots.insert("runner".to_owned(), open([("os", system)]));
            let env = self.env(&contexts);
            contexts.roots.insert("env".to_owned(), ExprValue::Open(env));
            contexts
        };
        legs.into_iter().enumerate().map(with_leg).collect()
    }

    /// Returns the `steps` context: the steps before this one that have an id.
    fn steps(&self, state: Before) -> ExprValue {
        let before = self.job.steps.iter().take_while(|other| other.index < self.step.index);
        let steps = before.filter_map(|step| {
            let id = step.id.as_ref()?.value.to_lowercase();
            let always = step.condition.is_none() && step.background.is_none();
            let (outcome, conclusion) = match (always, state) {
                (true, Before::Green) => (text("success"), text("success")),
                (true, Before::Red) => (text("failure"), text("failure")),
                (true, Before::Tolerated) => (text("failure"), text("success")),
                (false, _) => (ExprValue::Unknown, ExprValue::Unknown),
            };
            Some((id, open([("outcome", outcome), ("conclusion", conclusion)])))
        });
        ExprValue::Object(steps.collect())
    }

    /// Returns the `env` context as far as the workflow says it: a variable that it nowhere mentions is not set, unless
    /// an action or a file may set it.
    fn env(&self, contexts: &Contexts) -> BTreeMap<String, ExprValue> {
        let mut env = BTreeMap::new();
        for level in [&self.workflow.env, &self.job.env, &self.step.env] {
            for (name, value) in &level.vars {
                let known = known_text(value.as_str(), contexts);
                env.insert(
                    name.value.to_lowercase(),
                    known.map_or(ExprValue::Unknown, ExprValue::String),
                );
            }
        }
        for name in contexts_of(self.step.condition()) {
            let Some(name) = name.strip_prefix("env.") else { continue };
            if !env.contains_key(name) && self.is_nowhere_set(name) {
                env.insert(name.to_owned(), ExprValue::Null);
            }
        }
        env
    }

    fn is_nowhere_set(&self, name: &str) -> bool {
        let may_set = |step: &Step| {
            let uses = step.uses.as_ref().map_or("", |uses| uses.as_str());
            let sets_none = ["actions/checkout@", "actions/cache@", "actions/upload-artifact@"];
            let run = step.run.as_ref().map_or("", |run| &run.text);
            !uses.is_empty() && !sets_none.iter().any(|known| uses.starts_with(known))
                || run.to_lowercase().contains(name)
                || run.contains("GITHUB_ENV") && run.contains('$')
        };
        let computed = |env: &Env| env.expression.is_some();
        let mut before = self.job.steps.iter().take_while(|other| other.index < self.step.index);
        // GitHub and the runner set variables of their own.
        let is_theirs = ["github_", "runner_", "actions_", "ci", "path", "home"];
        !is_theirs.iter().any(|start| name.starts_with(start))
            && !before.any(may_set)
            && ![&self.workflow.env, &self.job.env, &self.step.env].into_iter().any(computed)
    }

    /// Returns the system of the runner by its label, as `runner.os` names it; `None` for a label that does not say it.
    fn system(&self, contexts: &Contexts) -> Option<&'static str> {
        let Value::String(label) = &self.job.runs_on.as_ref()?.value else { return None };
        let label = known_text(label, contexts)?.to_lowercase();
        let systems = [("ubuntu-", "Linux"), ("windows-", "Windows"), ("macos-", "macOS")];
        systems.iter().find(|(start, _)| label.starts_with(start)).map(|(_, system)| *system)
    }
}

fn text(text: &str) -> ExprValue {
    ExprValue::String(text.to_owned())
}

fn open<const N: usize>(fields: [(&str, ExprValue); N]) -> ExprValue {
    ExprValue::Open(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}
