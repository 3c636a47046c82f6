//! The family `run`: how the jobs of this run and the checks of its commit ended, and what was
//! uploaded.

pub(crate) mod commit;
mod given;
pub(crate) mod green_on_rerun;
pub(crate) mod job_not_green;
mod job_skips;
pub(crate) mod missing_artifact;
pub(crate) mod missing_check;
mod own_job;
mod ran_steps;
pub(crate) mod skip_ci;

/// Rules that report a skip of a job or step by its condition, before any run.
const SKIPS_AT_REST: &[&str] = &["constant-condition", "skippable-job"];
