//! The family `run`: how the jobs of this run ended, and what they uploaded.

mod given;
pub(crate) mod green_on_rerun;
pub(crate) mod job_not_green;
pub(crate) mod missing_artifact;
mod own_job;
mod ran_steps;
