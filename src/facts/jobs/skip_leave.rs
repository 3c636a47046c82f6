//! Whether the condition of a skipped job decided its skip, or a job before it did.

use std::collections::BTreeSet;

use super::gate::{GateScope, JobResult};
use crate::formats::github::run_jobs::RunConclusion;
use crate::formats::workflow::model::Job;

/// What a skip that the policy allows rests on.
#[derive(Clone, Copy, Debug)]
pub enum SkipGround<'f> {
    /// The condition of the job, or of a job before it whose skip is allowed too.
    Decided,
    /// A job before it that did not succeed: its condition decided nothing.
    Broken(&'f Job, RunConclusion),
    /// A job before it of which nothing is known.
    Unseen(&'f Job),
}

/// Returns what the skip of a job rests on. An allowed skip is allowed for what its condition decides. Where a job
/// that it needs, directly or through others, failed, was cancelled or was skipped without leave, GitHub skips it
/// without asking for its condition, or gives the condition nothing to read.
#[must_use]
pub fn skip_ground<'f>(
    gated: &GateScope<'f>,
    job: &'f Job,
    end: impl Fn(&JobResult<'_>) -> Option<RunConclusion>,
    is_allowed: impl Fn(&str) -> bool,
) -> SkipGround<'f> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&'f Job> = vec![job];
    let mut unseen = None;
    while let Some(next) = open.pop() {
        for need in read_needs(next) {
            let named = |result: &&JobResult<'f>| result.job.id.value.eq_ignore_ascii_case(need);
            let Some(result) = gated.results.iter().find(named) else { continue };
            if !seen.insert(result.job.id.as_str()) {
                continue;
            }
            match end(result) {
                Some(RunConclusion::Success) => {}
                Some(RunConclusion::Skipped) if is_allowed(&result.job.id.value) => {}
                Some(end) => return SkipGround::Broken(result.job, end),
                None => unseen = unseen.or(Some(result.job)),
            }
            open.push(result.job);
        }
    }
    unseen.map_or(SkipGround::Decided, SkipGround::Unseen)
}

/// Returns the ids of the needed jobs whose ends a condition depends on: all of them, unless it asks by a status
/// function; then those whose results or outputs it reads.
fn read_needs(job: &Job) -> impl Iterator<Item = &str> {
    let condition = job.condition().to_lowercase();
    let asks = ["always()", "failure()", "cancelled()"].iter().any(|call| condition.contains(call));
    let is_read = move |id: &str| {
        let id = id.to_lowercase();
        !asks
            || condition.contains("needs.*")
            || condition.contains(&format!("needs.{id}."))
            || condition.contains(&format!("needs['{id}']"))
            || condition.contains("tojson(needs)")
    };
    job.needs.iter().map(|need| need.value.as_str()).filter(move |id| is_read(id))
}
