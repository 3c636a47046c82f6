//! What a run that is about no change finds on its commit: the verdict of a stronger one, which it may not
//! replace. A red one there keeps it from passing, because a check that is required may be its own job.

use super::request::ActionRequest;
use super::run_inputs::RunInputs;
use crate::github::Client;
use crate::publish::external_id::ExternalId;
use crate::publish::github::list_check_runs;

/// The verdict that stands, in words, where it is no success. What cannot be listed cannot be written either:
/// then nothing is replaced, and the notice about the check run tells why.
pub(super) fn red(
    request: &ActionRequest,
    scene: &RunInputs,
    client: Option<&Client>,
) -> Option<String> {
    let run = &scene.run;
    if run.against.is_change || !request.check_run {
        return None;
    }
    let known = list_check_runs(client?, &run.repository, &request.check_name, &run.head).ok()?;
    let standing = known.over(&ExternalId::new(run, ""))?;
    (!standing.passes).then_some(standing.what)
}
