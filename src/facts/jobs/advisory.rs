//! The matrix jobs that may fail by the policy, and what is left of a job without them: the jobs that gate.

use super::check_names::check_names;
use super::flags::{FlagValue, flag_in_legs, resolve_flag};
use super::gate::JobResult;
use super::matrix::expand_matrix;
use super::matrix_job::{MatrixJob, MatrixJobs};
use super::results::{JobConclusion, JobEntry, assign, conclude, conclude_named, cut, of_called};
use super::run_matrix::is_named;
use crate::facts::commit::Facts;
use crate::formats::expr::context::Contexts;
use crate::formats::expr::evaluate_condition;
use crate::formats::github::needs::NeedResult;
use crate::formats::github::run_jobs::{RunConclusion, RunJob};
use crate::formats::workflow::model::{Flag, Job, Step, Value, Workflow};
use crate::policy::{MatrixSelection, Policy};
use crate::span::{Span, Spanned};

/// The matrix jobs of a job that gate: all but those that the policy lets fail.
#[derive(Clone, Copy, Debug, Default)]
pub struct GatingJobs<'p> {
    selection: Option<&'p MatrixSelection>,
}

/// Returns whether a selection names a matrix job: its combination has one of the values of each key.
#[must_use]
pub fn selects(selection: &MatrixSelection, leg: &MatrixJob) -> bool {
    selection.keys.iter().all(|(key, values)| {
        let own = leg.values.iter().find(|(name, _)| name.eq_ignore_ascii_case(&key.value));
        own.is_some_and(|(_, own)| values.iter().any(|value| is_value(own, &value.value)))
    })
}

/// Returns whether a value of the matrix is the one that the policy writes. `3.10` and `"3.10"` are the same here,
/// as they are in the name of the check.
#[must_use]
pub fn is_value(own: &Value, written: &str) -> bool {
    match own {
        Value::Bool(own) => written == own.to_string(),
        Value::String(own) => own == written,
        Value::Number { value, text } => {
            text == written
                || written.parse::<f64>().is_ok_and(|other| other.total_cmp(value).is_eq())
        }
        Value::Null | Value::List(_) | Value::Map(_) => false,
    }
}

impl<'p> GatingJobs<'p> {
    /// Returns the matrix jobs of a job that gate by the policy.
    #[must_use]
    pub fn of(policy: &'p Policy, path: &str, id: &str) -> Self {
        Self { selection: policy.advisory_matrix(path, id) }
    }

    /// Returns the matrix jobs that a selection leaves.
    #[must_use]
    pub const fn without(selection: &'p MatrixSelection) -> Self {
        Self { selection: Some(selection) }
    }

    /// Returns whether every matrix job gates.
    #[must_use]
    pub const fn is_all(self) -> bool {
        self.selection.is_none()
    }

    /// Returns whether a matrix job gates.
    #[must_use]
    pub fn has(self, leg: &MatrixJob) -> bool {
        !self.selection.is_some_and(|selection| selects(selection, leg))
    }

    /// Resolves `continue-on-error` of a job, or of a step in it, over the matrix jobs that gate.
    #[must_use]
    pub fn flag(self, flag: &Flag, job: &Job) -> FlagValue {
        match expand_matrix(job) {
            MatrixJobs::Expanded(legs) if !self.is_all() => {
                flag_in_legs(&flag.value.value, &legs, |leg| self.has(leg))
            }
            _ => resolve_flag(&flag.value.value, job),
        }
    }

    /// Returns whether the failure of a step fails each job that gates.
    #[must_use]
    pub fn fails_job(self, step: &Step, job: &Job) -> bool {
        let flag = step.continue_on_error.as_ref();
        flag.is_none_or(|flag| self.flag(flag, job) == FlagValue::Never)
    }

    /// Returns whether a step surely runs in no job that gates, by its own `if:`.
    #[must_use]
    pub fn leaves_out(self, step: &Step, job: &Job) -> bool {
        if self.is_all() || step.condition.is_none() {
            return false;
        }
        let MatrixJobs::Expanded(legs) = expand_matrix(job) else { return false };
        let is_skipped = |leg: &MatrixJob| {
            let contexts = Contexts {
                roots: [("matrix".to_owned(), leg.context().into_outcome())].into(),
                success: Some(true),
                failure: Some(false),
                cancelled: Some(false),
            };
            let outcome = evaluate_condition(step.condition(), &contexts);
            outcome.is_ok_and(|outcome| outcome.truth() == Some(false))
        };
        let mut gating = legs.iter().filter(|leg| self.has(leg)).peekable();
        gating.peek().is_some() && gating.all(is_skipped)
    }

    /// Returns the entries of the list of the API that are those of jobs that gate. One whose name may be of either
    /// kind gates, and so do all where none would be left: then the selection names no part.
    pub(crate) fn entries<'e>(self, job: &Job, entries: &[JobEntry<'e>]) -> Vec<JobEntry<'e>> {
        if let (Some(selection), MatrixJobs::Unknown(_)) = (self.selection, expand_matrix(job)) {
            let is_kept = |entry: &&JobEntry<'_>| !is_named(selection, job, entry.name);
            let kept: Vec<JobEntry<'e>> = entries.iter().filter(is_kept).copied().collect();
            return if kept.is_empty() { entries.to_vec() } else { kept };
        }
        let (gating, others) = self.names(job);
        let has = |names: &[String], entry: &JobEntry<'_>| {
            names.iter().any(|name| {
                let rest = entry.name.strip_prefix(name.as_str());
                rest == Some("")
                    || job.uses.is_some() && rest.is_some_and(|rest| rest.starts_with(" / "))
            })
        };
        let is_free = |entry: &&JobEntry<'_>| has(&others, entry) && !has(&gating, entry);
        entries.iter().filter(|entry| !is_free(entry)).copied().collect()
    }

    /// Returns the names of the checks of the jobs that gate, and of the others.
    fn names(self, job: &Job) -> (Vec<String>, Vec<String>) {
        let names: Vec<String> = check_names(job).iter().map(|name| cut(name)).collect();
        match expand_matrix(job) {
            MatrixJobs::Expanded(legs) if !self.is_all() && legs.len() == names.len() => {
                let (mut gating, mut others) = (Vec::new(), Vec::new());
                for (leg, name) in legs.iter().zip(names) {
                    if self.has(leg) { gating.push(name) } else { others.push(name) }
                }
                (gating, others)
            }
            _ => (names, Vec::new()),
        }
    }
}

/// What of a workflow may fail by the policy.
#[derive(Clone, Copy, Debug)]
pub struct AdvisoryScope<'f> {
    /// The facts, for the workflows that jobs call.
    pub facts: &'f Facts,
    /// The policy.
    pub policy: &'f Policy,
    /// Path of the workflow.
    pub path: &'f str,
}

impl<'f> AdvisoryScope<'f> {
    /// Returns the matrix jobs of a job that gate.
    #[must_use]
    pub fn gating(self, job: &Job) -> GatingJobs<'f> {
        GatingJobs::of(self.policy, self.path, job.id.as_str())
    }

    /// Returns the ids of the entries that may fail: those of matrix jobs that the policy names, and in a called
    /// workflow those of jobs that are advisory there.
    fn free(self, job: &Job, entries: &[JobEntry<'_>], depth: usize) -> Vec<u64> {
        let kept = self.gating(job).entries(job, entries);
        let is_kept = |entry: &JobEntry<'_>| kept.iter().any(|other| other.run.id == entry.run.id);
        let mut free: Vec<u64> =
            entries.iter().filter(|entry| !is_kept(entry)).map(|entry| entry.run.id).collect();
        let path = job.uses.as_ref().map(|uses| uses.value.trim_start_matches("./"));
        let called = path.and_then(|path| self.facts.model(path)).filter(|_| depth < DEEPEST);
        let Some((fact, workflow)) = called else { return free };
        let inner = Self { path: &fact.path, ..self };
        let given = assign(workflow, &of_called(job, &kept));
        for (job, entries) in workflow.jobs.iter().zip(given) {
            match self.policy.is_advisory(&fact.path, job.id.as_str()) {
                true => free.extend(entries.iter().map(|entry| entry.run.id)),
                false => free.extend(inner.free(job, &entries, depth + 1)),
            }
        }
        free
    }

    /// Returns the result of what of a job gates. A failure of the rest may be in `needs` too, which has one result
    /// for all; only the list of the API tells them apart.
    #[must_use]
    pub fn result<'r>(self, result: &JobResult<'r>) -> JobResult<'r> {
        let job = result.job;
        let free = self.free(job, &result.entries, 0);
        if free.is_empty() || result.api.is_none() {
            return result.clone();
        }
        let (free, entries): (Vec<JobEntry<'r>>, Vec<JobEntry<'r>>) =
            result.entries.iter().partition(|entry| free.contains(&entry.run.id));
        let api = match entries.is_empty() {
            true => JobConclusion::Ended(RunConclusion::Success),
            false => conclude_named(job, &entries, self.gating(job).names(job).0),
        };
        let is_red = |entry: &JobEntry<'_>| {
            matches!(entry.run.conclusion, Some(RunConclusion::Failure | RunConclusion::Cancelled))
        };
        let is_explained =
            api == JobConclusion::Ended(RunConclusion::Success) && free.iter().any(is_red);
        let needs = match is_explained {
            true => result.needs.map(|_| NeedResult::Success),
            false => result.needs,
        };
        JobResult { job, needs, api: Some(api), entries }
    }

    /// Returns how what of a job gates ended, by the list of a run.
    #[must_use]
    pub fn conclusion(
        self,
        workflow: &Workflow,
        index: usize,
        entries: &[RunJob],
    ) -> Option<JobConclusion> {
        let job = workflow.jobs.get(index)?;
        let entries = assign(workflow, &JobEntry::of_run(entries, None)).into_iter().nth(index)?;
        let api = Some(conclude(job, &entries));
        self.result(&JobResult { job, needs: None, api, entries }).api
    }
}

/// Most workflows that call each other.
///
/// Source: GitHub documentation, "Reusing workflow configurations": ten levels with the top one.
const DEEPEST: usize = 9;

/// Returns the line of the policy that lets a step fail: that of its job, its own, or the one for the matrix jobs in
/// which alone it runs.
#[must_use]
pub fn lets_step_fail(policy: &Policy, path: &str, job: &Job, step: &Step) -> Option<Span> {
    let id = job.id.as_str();
    let gating = GatingJobs::of(policy, path, id);
    let of_matrix = || {
        gating.selection.filter(|_| gating.leaves_out(step, job)).map(|selection| selection.span)
    };
    policy.lets_fail(path, id, Some(&step.label())).or_else(of_matrix)
}

/// Returns the narrowest word for the matrix jobs in which a flag is true: `{ experimental: true }`; `None` where no
/// key tells them from the others.
#[must_use]
pub fn selection_text(flag: &Flag, job: &Job) -> Option<String> {
    let (key, values) = flag_selection(flag, job)?;
    let written: Vec<String> = values.iter().map(scalar).collect();
    let value = match written.as_slice() {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    Some(format!("{{ {}: {value} }}", scalar(&Value::String(key))))
}

/// Returns the key that tells the matrix jobs in which a flag is true from the others, with its values there.
#[must_use]
pub fn flag_selection(flag: &Flag, job: &Job) -> Option<(String, Vec<Value>)> {
    let MatrixJobs::Expanded(legs) = expand_matrix(job) else { return None };
    let FlagValue::InMatrixJobs { at, .. } = resolve_flag(&flag.value.value, job) else {
        return None;
    };
    let expression = match &flag.value.value {
        crate::formats::workflow::model::OrExpr::Expr(text) => text.as_str(),
        crate::formats::workflow::model::OrExpr::Literal(_) => "",
    };
    let named = |key: &str| expression.contains(&format!("matrix.{key}"));
    let mut keys: Vec<&str> =
        legs.iter().flat_map(|leg| leg.values.iter().map(|(key, _)| key.as_str())).collect();
    keys.sort_by_key(|key| !named(key));
    keys.dedup();
    let tells_apart = |key: &&str| {
        let values = values_at(&legs, &at, key)?;
        let selection = selection(&[(key, &values)]);
        let fits =
            |(index, leg): (usize, &MatrixJob)| selects(&selection, leg) == at.contains(&index);
        legs.iter().enumerate().all(fits).then_some(values)
    };
    keys.iter().find_map(|key| Some(((*key).to_owned(), tells_apart(key)?)))
}

/// Returns the values that some matrix jobs have of a key; `None` if one of them has no scalar.
fn values_at(legs: &[MatrixJob], at: &[usize], key: &str) -> Option<Vec<Value>> {
    let mut values: Vec<Value> = Vec::new();
    for index in at {
        let (_, value) = legs.get(*index)?.values.iter().find(|(name, _)| name == key)?;
        if matches!(value, Value::Null | Value::List(_) | Value::Map(_)) {
            return None;
        }
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    (!values.is_empty()).then_some(values)
}

fn selection(keys: &[(&str, &Vec<Value>)]) -> MatrixSelection {
    let place = |text: String| Spanned::new(text, Span::start_of_file());
    let plain = |value: &Value| match value {
        Value::Bool(value) => value.to_string(),
        Value::Number { text, .. } | Value::String(text) => text.clone(),
        Value::Null | Value::List(_) | Value::Map(_) => String::new(),
    };
    let keys = keys.iter().map(|(key, values)| {
        (place((*key).to_owned()), values.iter().map(|value| place(plain(value))).collect())
    });
    MatrixSelection { span: Span::start_of_file(), keys: keys.collect() }
}

/// Returns a value as YAML reads it back.
fn scalar(value: &Value) -> String {
    match value {
        Value::Bool(value) => value.to_string(),
        Value::Number { text, .. } => text.clone(),
        Value::String(text) => {
            let is_plain = !text.is_empty()
                && text.parse::<f64>().is_err()
                && !["true", "false", "null", "yes", "no", "on", "off"]
                    .contains(&text.to_lowercase().as_str())
                && text.starts_with(|char: char| char.is_ascii_alphabetic())
                && text.chars().all(|char| char.is_ascii_alphanumeric() || "-_.".contains(char));
            if is_plain { text.clone() } else { serde_json::Value::from(text.as_str()).to_string() }
        }
        Value::Null | Value::List(_) | Value::Map(_) => "null".to_owned(),
    }
}

#[cfg(test)]
#[path = "advisory_tests.rs"]
mod tests;
