//! What a skipped job of another workflow says.

use super::end::CheckEnd;
use super::job::{RequiredJob, RunView, SKIPPED};
use super::scene::CommitScene;
use crate::facts::jobs::{JobResult, SkipGround, skip_ground};

impl RequiredJob<'_> {
    /// Returns the end of a skipped job: a skip that the policy allows passes where its condition
    /// decided it.
    pub(super) fn skipped(&self, scene: &CommitScene<'_>, view: &RunView<'_>) -> CheckEnd {
        let is_allowed = |id: &str| {
            let subject = format!("{}/{id}", self.fact.name());
            scene.policy.skips_allowed.iter().any(|allowed| allowed.job.value == subject)
        };
        let results = self.workflow.jobs.iter().zip(&view.all);
        let results = results.map(|(job, end)| JobResult {
            job,
            needs: None,
            api: Some(end.clone()),
            entries: Vec::new(),
        });
        let results: Vec<JobResult<'_>> = results.collect();
        if !is_allowed(&self.job.id.value) {
            let how = format!(
                "{SKIPPED} in run {}, which a required check takes for a success",
                view.run.id
            );
            let help = "find which `if:` or which job before it kept it from running; a skip that is right is \
                        listed under `skips-allowed` of the policy"
                .to_owned();
            return match skip_ground(&results, self.job, |_| true) {
                SkipGround::Decided => CheckEnd::Skipped { how, help },
                SkipGround::Broken(..) | SkipGround::Unseen(_) => CheckEnd::Failed { how, help },
            };
        }
        match skip_ground(&results, self.job, is_allowed) {
            SkipGround::Decided => CheckEnd::Passed,
            SkipGround::Broken(before, _) => CheckEnd::Failed {
                how: format!(
                    "{SKIPPED} because `{}` did not succeed: its own condition decided nothing",
                    before.id.value
                ),
                help: format!("see the log of `{}`", before.id.value),
            },
            SkipGround::Unseen(before) => CheckEnd::Unknown {
                why: format!(
                    "it was skipped, and nothing is known of `{}`, on which its skip depends",
                    before.id.value
                ),
                help: "run the workflow again".to_owned(),
            },
        }
    }
}
