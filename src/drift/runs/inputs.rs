//! Runs in scripts that a step hands to an action: one that runs them on another machine, in a
//! container, under a display.

use std::sync::Arc;

use super::run::{ToolRun, is_void, named, once};
use crate::drift::pairs::JobRef;
use crate::facts::commands::script;
use crate::facts::commands::shells::Language;
use crate::formats::workflow::model::{Step, Value};
use crate::span::Location;

/// Inputs that are scripts in many actions.
const NAMES: [&str; 5] = ["run", "script", "command", "commands", "cmd"];

/// Actions whose script is in another language, or is read as a command of the step already.
const NOT: [&str; 2] = ["actions/github-script", "/retry"];

/// The runs of the scripts in a job's inputs.
pub(super) fn runs(job: JobRef<'_>) -> Vec<ToolRun> {
    once(job.job.steps.iter().flat_map(|step| of_step(step, job)).collect::<Vec<_>>().into_iter())
}

fn of_step(step: &Step, job: JobRef<'_>) -> Vec<ToolRun> {
    let Some(uses) = step.uses.as_ref().map(|uses| uses.value.to_lowercase()) else {
        return Vec::new();
    };
    if NOT.iter().any(|not| uses.contains(not)) {
        return Vec::new();
    }
    let inputs = step.with.iter().filter(|(name, _)| NAMES.contains(&name.value.as_str()));
    let mut found = Vec::new();
    for (_, value) in inputs {
        let Value::String(text) = &value.value else { continue };
        let place = Location::new(Arc::clone(&job.fact.path), value.span);
        for call in script::read(text, Language::Posix, &[]).invocations {
            let words = call.arguments.into_iter().map(|word| (word.text, place.clone()));
            found.push(named(ToolRun {
                tool: call.program,
                words: words.collect(),
                place: place.clone(),
                text: text.get(call.start..call.end).unwrap_or_default().to_owned(),
                subject: format!("{}/{}", job.subject(), step.label()),
                job: Some((Arc::clone(&job.fact.path), job.job.id.value.clone())),
                environment: Arc::new([]),
                step: Some(step.index),
                is_void: is_void(step, job.job),
            }));
        }
    }
    found
}
