//! Keys of workflows and jobs whose values must stay: the name of the check, when the job runs and
//! on which runner, what its token may do, the filters that start it, and how its actions are
//! pinned.

use serde_json::Value as Json;

use super::draft::{FiltersDraft, KeptDraft};
use super::scalar::{flow_list, scalar};
use crate::facts::jobs::keys;
use crate::facts::jobs::keys::{JobKey, bare_condition};
use crate::formats::workflow::model::{Job, Trigger, Workflow};
use crate::policy::{Actual, Pinned};
use crate::span::Spanned;

/// A job with more runners than this computes them, so they are not listed.
const MOST_RUNNERS: usize = 8;

/// Returns the values that most of these jobs share, as keys of `every-listed`. A key is left out
/// if its value is unknown for one of the jobs.
pub(super) fn common(workflow: &Workflow, jobs: &[&Job]) -> Vec<KeptDraft> {
    // GitHub allows no runner in a job that calls a workflow.
    let runners: Vec<&Job> = jobs.iter().copied().filter(|job| job.uses.is_none()).collect();
    let keys: [(&[&Job], Reader); 3] = [(jobs, name), (jobs, permissions), (&runners, runner)];
    keys.into_iter().filter_map(|(jobs, of)| usual(workflow, jobs, of)).collect()
}

type Reader = fn(&Workflow, &Job) -> Option<KeptDraft>;

/// Returns the value that most jobs have, the first of several; `None` if no two jobs agree or the
/// value of one is unknown.
fn usual(workflow: &Workflow, jobs: &[&Job], of: Reader) -> Option<KeptDraft> {
    let all: Vec<KeptDraft> = jobs.iter().map(|job| of(workflow, job)).collect::<Option<_>>()?;
    let count = |kept: &KeptDraft| all.iter().filter(|other| *other == kept).count();
    let most = all.iter().map(count).max()?;
    let found = all.iter().find(|kept| count(kept) == most)?;
    (most > 1 || all.len() == 1).then(|| found.clone())
}

/// Returns the values of one job without those that all jobs share.
pub(super) fn own(workflow: &Workflow, job: &Job, common: &[KeptDraft]) -> Vec<KeptDraft> {
    let kept =
        [name(workflow, job), condition(job), permissions(workflow, job), runner(workflow, job)];
    kept.into_iter().flatten().filter(|kept| !common.contains(kept)).collect()
}

fn kept(key: &'static str, value: impl Into<String>) -> KeptDraft {
    KeptDraft { key, value: value.into() }
}

/// Returns the name of the check.
fn name(_: &Workflow, job: &Job) -> Option<KeptDraft> {
    let value = job.name.as_ref().map_or(ABSENT.to_owned(), |name| scalar(name.as_str()));
    Some(kept("name", value))
}

/// Expectation that nothing is written.
const ABSENT: &str = "{ present: false }";

/// Returns the `if:` of a job that asks how other jobs ended. Without this `if:` the job would be
/// skipped when they fail.
fn condition(job: &Job) -> Option<KeptDraft> {
    let text = bare_condition(job.condition.as_ref()?.as_str());
    let tight: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let status = ["always()", "cancelled()", "failure()", "success()"];
    status.iter().any(|function| tight.contains(function)).then(|| kept("if", scalar(&text)))
}

fn permissions(workflow: &Workflow, job: &Job) -> Option<KeptDraft> {
    let JobKey { actual, .. } = keys::permissions(workflow, Some(job)).as_written();
    let value = match actual {
        Actual::Absent => ABSENT.to_owned(),
        Actual::Value(Json::String(word)) => scalar(&word),
        Actual::Value(Json::Object(scopes)) if scopes.is_empty() => "{ equals: {} }".to_owned(),
        Actual::Value(Json::Object(scopes)) => {
            let level = |level: &Json| scalar(level.as_str().unwrap_or_default());
            let scopes =
                scopes.iter().map(|(scope, at)| format!("{}: {}", scalar(scope), level(at)));
            format!("{{ {} }}", scopes.collect::<Vec<_>>().join(", "))
        }
        Actual::Value(_) | Actual::Unknown { .. } => return None,
    };
    Some(kept("permissions", value))
}

/// Returns the labels of the runner; for a matrix those of all matrix jobs.
fn runner(_: &Workflow, job: &Job) -> Option<KeptDraft> {
    job.runs_on.as_ref()?;
    let keys = keys::runs_on(job);
    let text = |value: &Json| value.as_str().map(str::to_owned);
    if let [one] = keys.as_slice() {
        let written = match &one.actual {
            Actual::Value(written) | Actual::Unknown { written, .. } => written,
            Actual::Absent => return None,
        };
        return match written {
            Json::String(label) => Some(kept("runs-on", scalar(label))),
            Json::Array(labels) => {
                let labels: Option<Vec<String>> = labels.iter().map(text).collect();
                Some(kept("runs-on", format!("{{ equals: {} }}", flow_list(&labels?))))
            }
            _ => None,
        };
    }
    let labels: Option<Vec<String>> = keys
        .iter()
        .map(|key| match &key.actual {
            Actual::Value(Json::String(label)) => Some(label.clone()),
            _ => None,
        })
        .collect();
    let mut labels = labels?;
    labels.sort();
    labels.dedup();
    (labels.len() <= MOST_RUNNERS)
        .then(|| kept("runs-on", format!("{{ only: {} }}", flow_list(&labels))))
}

/// Returns an event with all of its filters.
pub(super) fn filters(on: &Trigger) -> FiltersDraft {
    let one = |(name, values): &(Spanned<String>, Vec<Spanned<String>>)| {
        let values: Vec<String> = values.iter().map(|value| value.value.clone()).collect();
        (scalar(name.as_str()), values.iter().map(|value| scalar(value)).collect())
    };
    FiltersDraft { event: on.event.value.clone(), filters: on.filters.iter().map(one).collect() }
}

/// Returns how the actions of a workflow are pinned, if all of them are.
pub(super) fn pinned(workflow: &Workflow) -> Option<&'static str> {
    let steps = workflow.jobs.iter().flat_map(|job| &job.steps);
    let calls = workflow.jobs.iter().filter_map(|job| job.uses.as_ref());
    let all = steps.filter_map(|step| step.uses.as_ref()).chain(calls);
    let elsewhere =
        all.filter(|uses| !uses.value.starts_with("./") && !uses.value.starts_with("docker://"));
    let references: Vec<&str> =
        elsewhere.map(|uses| uses.value.rsplit_once('@').map_or("", |(_, at)| at)).collect();
    let hold = |way: Pinned| references.iter().all(|reference| way.takes(reference));
    match references.is_empty() {
        true => None,
        false if hold(Pinned::Commit) => Some("commit"),
        false => hold(Pinned::Version).then_some("version"),
    }
}
