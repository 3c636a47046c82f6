//! Keys of workflows and jobs that must stay as they are: what the check is called, when the job runs, where,
//! and what its token may do; which filters start it, and how its actions are pinned.

use serde_json::Value as Json;

use super::draft::{FiltersDraft, KeptDraft};
use super::scalar::{list, scalar};
use crate::facts::jobs::keys;
use crate::facts::jobs::keys::{JobKey, bare_condition};
use crate::formats::workflow::model::{Job, Trigger, Workflow};
use crate::policy::{Actual, Pinned};
use crate::span::Spanned;

/// A runner with more names than this is data.
const MOST_RUNNERS: usize = 8;

/// What most of these jobs of a workflow have in common, in the words of `every-listed`: each key that
/// something can be said about at all of them.
pub(super) fn common(workflow: &Workflow, jobs: &[&Job]) -> Vec<KeptDraft> {
    // A job that calls a workflow has no runner.
    let runners: Vec<&Job> = jobs.iter().copied().filter(|job| job.uses.is_none()).collect();
    let keys: [(&[&Job], Reader); 3] = [(jobs, name), (jobs, permissions), (&runners, runner)];
    keys.into_iter().filter_map(|(jobs, of)| usual(workflow, jobs, of)).collect()
}

type Reader = fn(&Workflow, &Job) -> Option<KeptDraft>;

/// The value that most jobs have, of several the first; none where no two agree or one cannot be told.
fn usual(workflow: &Workflow, jobs: &[&Job], of: Reader) -> Option<KeptDraft> {
    let all: Vec<KeptDraft> = jobs.iter().map(|job| of(workflow, job)).collect::<Option<_>>()?;
    let count = |kept: &KeptDraft| all.iter().filter(|other| *other == kept).count();
    let most = all.iter().map(count).max()?;
    let found = all.iter().find(|kept| count(kept) == most)?;
    (most > 1 || all.len() == 1).then(|| found.clone())
}

/// What one job has, besides what it has in common with the others.
pub(super) fn own(workflow: &Workflow, job: &Job, common: &[KeptDraft]) -> Vec<KeptDraft> {
    let kept =
        [name(workflow, job), condition(job), permissions(workflow, job), runner(workflow, job)];
    kept.into_iter().flatten().filter(|kept| !common.contains(kept)).collect()
}

fn kept(key: &'static str, value: impl Into<String>) -> KeptDraft {
    KeptDraft { key, value: value.into() }
}

/// The name of its check.
fn name(_: &Workflow, job: &Job) -> Option<KeptDraft> {
    let value = job.name.as_ref().map_or(ABSENT.to_owned(), |name| scalar(name.as_str()));
    Some(kept("name", value))
}

/// That nothing is written.
const ABSENT: &str = "{ present: false }";

/// The `if:` of a job that looks at how others ended: without it, it would be skipped where they fail.
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

/// The labels of its runner; of a matrix those that its legs have.
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
                Some(kept("runs-on", format!("{{ equals: {} }}", list(&labels?))))
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
        .then(|| kept("runs-on", format!("{{ only: {} }}", list(&labels))))
}

/// The filters of an event, one and all.
pub(super) fn filters(on: &Trigger) -> FiltersDraft {
    let one = |(name, values): &(Spanned<String>, Vec<Spanned<String>>)| {
        let values: Vec<String> = values.iter().map(|value| value.value.clone()).collect();
        (scalar(name.as_str()), values.iter().map(|value| scalar(value)).collect())
    };
    FiltersDraft { event: on.event.value.clone(), filters: on.filters.iter().map(one).collect() }
}

/// How the actions of a workflow are pinned, where all of them are.
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
