//! The family `governance`: entries of the policy that match nothing, and waivers.

mod advisory;
pub(crate) mod bad_waiver;
mod tiers;
pub(crate) mod unmatched_entry;
mod waivers;

use crate::facts::commit::Facts;
use crate::finding::Finding;
use crate::policy::{Pattern, Policy};
use crate::rules::contract::missing_job::rename_hint;
use crate::span::Spanned;

/// Returns the workflow or job that a pattern over targets spells out and that does not exist, in
/// words, with the most similar name that exists.
fn find_missing(facts: &Facts, at: &Pattern) -> Option<(String, String)> {
    let spelled = |part: &&str| !part.contains(['*', '?', '[', '{', '\\']);
    let mut parts = at.as_str().split('/');
    let file = parts.next().filter(spelled)?;
    let is_workflow = file.ends_with(".yml") || file.ends_with(".yaml");
    // Files at the root have targets of the same form: `compose.yml` need not be a workflow.
    if !is_workflow || facts.files_problem.is_some() || facts.files.iter().any(|path| path == file)
    {
        return None;
    }
    let Some(fact) = facts.workflows.iter().find(|fact| fact.name() == file) else {
        let near = rename_hint(file, facts.workflows.iter().map(|fact| fact.name()));
        return Some((format!("workflow `{file}`"), near));
    };
    let id = parts.next().filter(spelled)?;
    let jobs = &fact.model.as_ref()?.jobs;
    let near = || rename_hint(id, jobs.iter().map(|job| job.id.value.as_str()));
    let there = jobs.iter().any(|job| job.id.value == id);
    (!there).then(|| (format!("job `{id}` in `{file}`"), near()))
}

/// Returns the finding for a name of the policy that exempts nothing.
fn stale(policy: &Policy, name: &Spanned<String>, message: String) -> Finding {
    Finding::new(format!("policy:{}", name.value), policy.locate(name.span), message)
        .label("exempts nothing")
        .help("remove it from the policy, or correct the name")
}
