//! The verdict of a higher rank that a run about no change finds on its commit and must not
//! replace. A failed one keeps the run from passing, because the job of the gate may itself be a
//! required check.

use super::request::ActionRequest;
use super::run_inputs::RunInputs;
use crate::github::Client;
use crate::publish::external_id::ExternalId;
use crate::publish::github::list_check_runs;

/// Returns the verdict of a higher rank in words, if it is no success. If the check runs cannot be
/// listed, none can be written either: then nothing is replaced, and the notice about the check run
/// says why.
pub(super) fn red(
    request: &ActionRequest,
    scene: &RunInputs,
    client: Option<&Client>,
) -> Option<String> {
    let run = &scene.run;
    if run.against.is_change || !request.check_run {
        return None;
    }
    let client = client?;
    let known = list_check_runs(client, &run.repository, &request.check_name, &run.head).ok()?;
    let known = known.genuine(client, &run.repository, &run.head, run.own);
    let standing = known.over(&ExternalId::new(run, ""))?;
    (!standing.passes).then_some(standing.what)
}
