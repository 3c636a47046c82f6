//! The verdicts that stand on the commit before the run is judged. A red one that this run does not
//! lift keeps it from passing, because the job of the gate may itself be a required check.

use super::request::ActionRequest;
use crate::app::judge_inputs::HeldBack;
use crate::github::Client;
use crate::publish::external_id::ExternalId;
use crate::publish::github::{CheckRuns, list_check_runs};
use crate::run::JudgedRun;

/// The check runs of the verdict's name on the commit. If they cannot be listed, none can be written
/// either: then nothing is replaced, and the notice about the check run says why.
pub(super) fn listed(
    request: &ActionRequest,
    run: &JudgedRun,
    client: Option<&Client>,
) -> Option<CheckRuns> {
    let key = run.against.key.as_ref().filter(|_| request.check_run)?;
    let (client, name) = (client?, key.check_name(&request.check_name));
    let known = list_check_runs(client, &run.repository, &name, &run.head).ok()?;
    Some(known.genuine(client, &run.repository, &run.head, run.own))
}

/// Returns the red verdicts that a pass of the run does not lift, in words.
pub(super) fn held(run: &JudgedRun, known: &CheckRuns) -> HeldBack {
    let wanted = ExternalId::new(run, "", true, &[]);
    let by = |is_complete| {
        let reds = known.reds_beside(&wanted, is_complete);
        let standing = known.standing(&reds).filter(|_| !reds.is_empty())?;
        Some(standing.what)
    };
    HeldBack { of_complete: by(true), of_partial: by(false) }
}
