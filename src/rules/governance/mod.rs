//! The family `governance`.

pub(crate) mod bad_waiver;
pub(crate) mod unmatched_entry;
mod waivers;

use crate::facts::commit::Facts;
use crate::policy::Pattern;
use crate::rules::contract::missing_job::find_closest;

/// The workflow or job that a pattern over subjects spells out and that is not there, in words, and what
/// was probably meant.
fn gone(facts: &Facts, at: &Pattern) -> Option<(String, String)> {
    let spelled = |part: &&str| !part.contains(['*', '?', '[', '{', '\\']);
    let mut parts = at.as_str().split('/');
    let file = parts.next().filter(spelled)?;
    let is_workflow = file.ends_with(".yml") || file.ends_with(".yaml");
    // Settings files have subjects of the same form.
    if !is_workflow || facts.files_problem.is_some() || facts.files.iter().any(|path| path == file)
    {
        return None;
    }
    let Some(fact) = facts.workflows.iter().find(|fact| fact.name() == file) else {
        let near = find_closest(file, facts.workflows.iter().map(|fact| fact.name()));
        return Some((format!("workflow `{file}`"), near));
    };
    let id = parts.next().filter(spelled)?;
    let jobs = &fact.model.as_ref()?.jobs;
    let near = || find_closest(id, jobs.iter().map(|job| job.id.value.as_str()));
    let there = jobs.iter().any(|job| job.id.value == id);
    (!there).then(|| (format!("job `{id}` in `{file}`"), near()))
}
