//! Steps that turn their job red by themselves.

use crate::facts::commit::Facts;
use crate::formats::workflow::model::{Job, Step, Value, Workflow};
use crate::span::Span;

/// Returns whether a step turns its job red by itself: `exit 1`, `false`, `core.setFailed`.
#[must_use]
pub fn ends_red(facts: &Facts, workflow: &Workflow, job: &Job, step: &Step) -> bool {
    let mut own = facts.commands_of_job(&workflow.path, &job.id.value);
    let exits = own.any(|command| {
        let code = command.arguments.first().map(|(word, _)| word.text.as_str());
        let is_here = job.steps.get(command.step).is_some_and(|own| std::ptr::eq(own, step));
        is_here && (command.program == "false" || command.program == "exit" && code != Some("0"))
    });
    exits || step_texts(step).any(|(text, _)| text.contains("setFailed"))
}

/// Returns the texts of a step in which expressions may stand, beside its `if:`.
pub fn step_texts(step: &Step) -> impl Iterator<Item = (&str, Span)> {
    let run = step.run.as_ref().map(|run| (run.text.as_str(), run.span));
    let env = step.env.vars.iter().map(|(_, value)| (value.as_str(), value.span));
    let with = step.with.iter().filter_map(|(key, value)| match &value.value {
        Value::String(text) => Some((text.as_str(), key.span)),
        _ => None,
    });
    run.into_iter().chain(env).chain(with)
}
