//! Whether the condition of a skipped job decided its skip, or a job before it did.

use std::collections::BTreeSet;

use super::gate::JobResult;
use crate::formats::expr::context::Contexts;
use crate::formats::expr::{contexts_of, evaluate_condition};
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
    results: &[JobResult<'f>],
    job: &'f Job,
    is_allowed: impl Fn(&str) -> bool,
) -> SkipGround<'f> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&'f Job> = vec![job];
    let mut unseen = None;
    while let Some(next) = open.pop() {
        for need in read_needs(next) {
            let named = |result: &&JobResult<'f>| result.job.id.value.eq_ignore_ascii_case(need);
            let Some(result) = results.iter().find(named) else { continue };
            if !seen.insert(result.job.id.as_str()) {
                continue;
            }
            match result.worst() {
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

/// Returns the ids of the needed jobs whose ends a condition depends on: all of them, unless it may hold where one
/// did not succeed; then those that it reads, and all again where it reads `needs` in another way than by an id.
fn read_needs(job: &Job) -> impl Iterator<Item = &str> {
    let one_failed = Contexts {
        success: Some(false),
        failure: Some(true),
        cancelled: Some(false),
        ..Contexts::default()
    };
    let outcome = evaluate_condition(job.condition(), &one_failed);
    let waits = outcome.map_or(true, |outcome| outcome.truth() == Some(false));
    let mut names = contexts_of(job.condition());
    names.retain(|name| name.starts_with("needs"));
    let reads = |name: &str, id: &str| {
        let rest =
            name.strip_prefix("needs.").and_then(|rest| rest.strip_prefix(&*id.to_lowercase()));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let by_id = |name: &String| job.needs.iter().any(|need| reads(name, &need.value));
    let all = waits || !names.iter().all(by_id);
    let ids = job.needs.iter().map(|need| need.value.as_str());
    ids.filter(move |id| all || names.iter().any(|name| reads(name, id)))
}
