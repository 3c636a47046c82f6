//! What the rule `job-not-green` reports of a required job that was skipped.

use super::job_not_green::RunJobs;
use crate::facts::jobs::{SkipGround, skip_ground};
use crate::finding::{Finding, Sink};
use crate::formats::github::run_jobs::RunConclusion;
use crate::formats::workflow::model::Job;
use crate::rules::run::SKIPS_AT_REST;
use crate::span::Location;

impl<'a> RunJobs<'a> {
    /// Returns whether the policy allows a skip of a job.
    pub(super) fn may_be_skipped(&self, id: &str) -> bool {
        let subject = format!("{}/{id}", self.gated.fact.name());
        self.policy.skips_allowed.iter().any(|allowed| allowed.job.value == subject)
    }

    /// Returns the finding for a skip that the policy does not allow. Where a condition decided it, the rules that read
    /// the condition say so at rest.
    pub(super) fn skipped_without_leave(&self, job: &'a Job) -> Finding {
        let finding = self.ended(self.kind(job), job, RunConclusion::Skipped);
        match skip_ground(&self.gated.results, job, |_| true) {
            SkipGround::Decided => finding.at_rest(SKIPS_AT_REST),
            SkipGround::Broken(..) | SkipGround::Unseen(_) => finding,
        }
    }

    /// Reports a skip that the policy allows where the condition of the job did not decide it.
    pub(super) fn skipped(&self, job: &'a Job, sink: &mut Sink) {
        let id = &job.id.value;
        let (before, message) = match skip_ground(&self.gated.results, job, |id| {
            self.may_be_skipped(id)
        }) {
            SkipGround::Decided => return,
            SkipGround::Unseen(before) => {
                let needed = &before.id.value;
                let message = format!(
                    "`{id}` was skipped, and nothing is known of `{needed}`, on which its skip depends"
                );
                return sink.unknown(
                    self.finding(job, job.id.span, message).label("skipped").help(format!(
                        "add `{needed}` to the `needs` of the job that runs truegreen"
                    )),
                );
            }
            SkipGround::Broken(before, end) => {
                let needed = &before.id.value;
                let how = match end {
                    RunConclusion::Cancelled => "was cancelled",
                    RunConclusion::Skipped => "was skipped, which is not allowed",
                    RunConclusion::Failure | RunConclusion::Success => "failed",
                };
                (
                    before,
                    format!(
                        "{} `{id}` was skipped because `{needed}` {how}: its own condition decided nothing",
                        self.kind(job)
                    ),
                )
            }
        };
        let place = Location::new(self.gated.fact.path.clone(), before.id.span);
        sink.find(
            self.finding(job, job.id.span, message)
                .label("skipped without a decision")
                .related(Some(place), "this did not succeed")
                .help(format!(
                    "see the log of `{}`; `skips-allowed` covers what a condition decides",
                    before.id.value
                )),
        );
    }
}
