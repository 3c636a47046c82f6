//! `truegreen init`: writes a policy for a repository that has none, from what its workflows do
//! today.
//!
//! Pure: facts and a report in, a [`Draft`] and its text out. `app` reads the inputs, judges with
//! the draft, turns the remaining problems into waivers, and writes the file. A draft asks for
//! nothing that does not hold today; each problem of today is a waiver with an owner and an end
//! date.

pub mod branch;
mod carried;
pub mod draft;
mod floor;
pub mod gate;
pub mod jobs;
mod kept;
pub mod lacks;
mod makers;
pub mod options;
pub mod owners;
pub mod reports;
pub mod scalar;
mod skips;
pub mod summary;
mod terms;
pub mod text;
mod tiers;
pub mod waivers;

use jiff::civil::Date;

pub use self::draft::Draft;
pub use self::owners::Owners;
use crate::facts::commit::Facts;

/// Drafts the policy, without waivers.
#[must_use]
pub fn draft(facts: &Facts, settings: &[(String, String)], today: Date) -> Draft {
    let (mut workflows, skips) = jobs::listed(facts);
    let unread = facts.workflows.iter().filter(|fact| fact.model.is_none());
    let unread = unread.map(|fact| {
        let why = fact.problems.first().map_or("it cannot be read", |problem| &problem.message);
        (fact.name().to_owned(), format!("GitHub refuses it: {why}"))
    });
    let unread = unread.collect();
    // The gate job can download only the artifacts of its own run.
    let gated = gate::chosen(facts, &workflows);
    let (tests, coverage) =
        gated.map(|gated| reports::written(facts, gated, settings)).unwrap_or_default();
    // The gate job is added to that file and names a version until a user pins it, so
    // `pinned: commit` would not hold.
    let gated = gated.map(|gated| gated.file.clone());
    for workflow in workflows.iter_mut().filter(|workflow| Some(&workflow.file) == gated.as_ref()) {
        workflow.pinned = workflow.pinned.map(|_| "version");
    }
    let idle = tiers::idle(facts, &workflows);
    Draft { today, workflows, unread, idle, skips, tests, coverage, waivers: Vec::new() }
}

#[cfg(test)]
mod tests;
