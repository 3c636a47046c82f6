//! The family `run`.

pub(crate) mod green_on_rerun;
pub(crate) mod job_not_green;
pub(crate) mod missing_artifact;
