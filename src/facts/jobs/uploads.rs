//! Artifacts: what the run uploaded, by the API, and what the workflows upload, by their steps.

use super::resolve_text;
use crate::facts::commit::Facts;
use crate::formats::github::run_artifacts::RunArtifact;
use crate::formats::workflow::model::{Job, Step, Value};

/// Returns whether an earlier attempt made an artifact and every job was run again since, so that
/// this attempt did not make it. A job that is not run again keeps its artifacts. With unknown
/// times no artifact is stale.
#[must_use]
pub fn is_stale(artifact: &RunArtifact, facts: &Facts) -> bool {
    let jobs = facts.run_jobs.as_ref().and_then(|fact| fact.jobs.as_ref().ok());
    let (Some(jobs), Some(made)) = (jobs, artifact.created_at) else { return false };
    !jobs.is_empty() && jobs.iter().all(|job| job.started_at.is_some_and(|start| start > made))
}

/// The artifacts that the steps of all workflows upload.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uploads {
    /// Names of the artifacts, sorted.
    pub names: Vec<String>,
    /// Reasons why there may be other names: the run decides them, or a file was not read.
    pub unknown: Vec<String>,
}

/// Reads the steps that use `actions/upload-artifact`, for every matrix job.
#[must_use]
pub fn find_uploads(facts: &Facts) -> Uploads {
    let mut found = Uploads::default();
    for (file, workflow) in facts.models() {
        for job in &workflow.jobs {
            if let Some(uses) = job.uses.as_ref().filter(|uses| !uses.value.starts_with("./")) {
                found.unknown.push(format!("`{}` calls `{}`", job.id.value, uses.value));
            }
            for step in &job.steps {
                of_step(file.name(), job, step, &mut found);
            }
        }
    }
    found.names.sort();
    found.names.dedup();
    found
}

fn of_step(file: &str, job: &Job, step: &Step, found: &mut Uploads) {
    let Some(uses) = &step.uses else { return };
    let action = uses.value.split('@').next().unwrap_or_default().to_ascii_lowercase();
    let place = || format!("`{file}/{}/{}`", job.id.value, step.label());
    match action.as_str() {
        "actions/upload-artifact" | "actions/upload-artifact/merge" => {
            let named = step.with.iter().find(|(key, _)| key.value.eq_ignore_ascii_case("name"));
            let default = if action.ends_with("/merge") { "merged-artifacts" } else { "artifact" };
            let name = match named.map(|(_, value)| &value.value) {
                Some(Value::String(name)) => name.as_str(),
                Some(Value::Number { text, .. }) => text.as_str(),
                None | Some(Value::Null) => default,
                Some(_) => return found.unknown.push(format!("{} names no text", place())),
            };
            match resolve_text(name, job) {
                Ok(names) => found.names.extend(names),
                Err(why) => found.unknown.push(format!("{}: {why}", place())),
            }
        }
        local if local.starts_with("./") => {
            found.unknown.push(format!("{} uses `{}`", place(), uses.value));
        }
        _ => {}
    }
}
