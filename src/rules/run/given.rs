//! What the gate was given of its run: the text of `needs`, and the list of the API.

use crate::facts::commit::Facts;
use crate::facts::evidence::run::NeedsFact;
use crate::finding::{Finding, Sink};
use crate::policy::Policy;
use crate::span::{Location, Span};

/// Returns the finding for `needs` that cannot be read.
pub(super) fn unreadable(given: &NeedsFact) -> Option<Finding> {
    if given.needs.is_some() {
        return None;
    }
    let problem = given.problems.first();
    let why = problem.map_or("it holds nothing", |problem| &problem.message);
    let span = problem.map_or(Span::start_of_file(), |problem| problem.span);
    let message = format!("`{}` cannot be read as `toJSON(needs)`: {why}", given.path);
    let place = Location::new(given.path.clone(), span);
    Some(
        Finding::new(given.path.to_string(), place, message)
            .label("no verdict on the jobs")
            .help("hand over `${{ toJSON(needs) }}` of the gate's own job, unchanged"),
    )
}

/// Returns whether the results of jobs are known without `needs`, from the API. Where they are not
/// and the policy or a flag requires a job by name, the rule cannot tell.
pub(super) fn asked_for_jobs(facts: &Facts, policy: &Policy, sink: &mut Sink) -> bool {
    let Some(listed) = &facts.run_jobs else {
        sink.not_checked("no `needs` were given; hand over the text of `toJSON(needs)` by `needs`");
        return false;
    };
    let Err(why) = &listed.jobs else { return true };
    let names_some = facts.models().any(|(fact, workflow)| {
        workflow.jobs.iter().any(|job| policy.is_required(&fact.path, &job.id.value))
    });
    if names_some {
        sink.inconclusive(format!("how the jobs of this run ended cannot be read: {why}"));
    } else {
        sink.not_checked(
            "no job is required by name, and neither `needs` nor the run's jobs are at hand",
        );
    }
    false
}
