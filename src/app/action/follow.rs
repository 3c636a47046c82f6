//! A run that follows another one: what it is about is that run's commit.

use std::sync::Arc;

use super::matter::{Matter, MatterFinder, Matters, permission};
use crate::formats::github::event::{EventGroup, FollowedRun, is_of_pull_request};
use crate::formats::workflow;
use crate::inputs::Remote;
use crate::run::RunAttempt;

impl MatterFinder<'_> {
    /// Returns the matters of another run that has ended: that of a push to a branch that speaks,
    /// or the open pull requests of its commit.
    pub(super) fn followed(
        &self,
        remote: Remote<'_>,
        head: &str,
        followed: &FollowedRun,
    ) -> Matters {
        if followed.event == "merge_group" {
            return match followed.branch.as_deref().and_then(EventGroup::of_branch) {
                Some(group) => Matters::Judged(vec![self.group(remote, head, &group)]),
                None => {
                    self.unread("the followed run is of a merge queue, and its branch is unknown")
                }
            };
        }
        if let (Some(branch), "push") = (&followed.branch, followed.event.as_str()) {
            match self.pushed(remote, head, branch, None) {
                Ok(Some(matter)) => return Matters::Judged(vec![matter]),
                Ok(None) => {}
                Err(why) => return self.unread(&why),
            }
        }
        let pulls = match followed.source.as_ref().filter(|_| followed.is_of_pull_request()) {
            Some(source) => remote.pull_requests_from(source, head),
            None => remote.pull_requests_of(head),
        };
        let pulls = match pulls {
            Ok(pulls) => pulls,
            Err(fault) => {
                let help = permission(&fault, "pull-requests: read");
                return self.unread(&format!("the pull request cannot be read: {fault}{help}"));
            }
        };
        if pulls.is_empty() {
            return Matters::Nothing(format!(
                "no open pull request has its head at `{head}`, and no branch that decides about merges was pushed \
                 there, so there is nothing to judge"
            ));
        }
        let changes = pulls.into_iter().map(|pull| {
            let matter = self.change(remote, pull, false);
            if followed.is_of_pull_request() { matter } else { stand_in(remote, matter, followed) }
        });
        Matters::Judged(changes.collect())
    }
}

/// Returns the matter of a pull request that a run of another event tells of: the run of the same
/// workflow that the pull request started is judged. A run of a push stands in for it where the
/// base starts the workflow for no pull request.
fn stand_in(remote: Remote<'_>, matter: Matter, followed: &FollowedRun) -> Matter {
    let unread = |matter: Matter, why: String| Matter { base: Err(why), ..matter };
    let runs = match remote.workflow_runs(&matter.head) {
        Ok(runs) => runs,
        Err(fault) => {
            let why = format!("the runs of {} cannot be read: {fault}", matter.head);
            return unread(matter, why);
        }
    };
    let of_pull = runs.iter().filter(|run| {
        is_of_pull_request(&run.event) && Some(&run.path) == followed.workflow.as_ref()
    });
    if let Some(run) = of_pull.max_by_key(|run| run.id) {
        return Matter { judged: RunAttempt { run: run.id, number: run.attempt }, ..matter };
    }
    let starts = |path: &str| {
        let tip = matter.ruler.as_ref().map_err(Clone::clone)?;
        let bytes = remote.file(tip, path).map_err(|fault| fault.to_string())?;
        let Some(bytes) = bytes else { return Ok(false) };
        let model = workflow::read_workflow(&Arc::from(path), &bytes).value;
        let model = model.ok_or("the workflow on the base cannot be parsed")?;
        Ok::<bool, String>(model.on.iter().any(|on| is_of_pull_request(&on.event.value)))
    };
    match followed.workflow.as_deref().filter(|_| followed.event == "push").map(starts) {
        Some(Ok(false)) => matter,
        Some(Err(why)) => unread(matter, why),
        None | Some(Ok(true)) => {
            let why = format!(
                "run {} was started by `{}`, and no run of the pull request is there to judge",
                followed.run, followed.event
            );
            unread(matter, why)
        }
    }
}
