//! The family `run`.

pub(crate) mod job_not_green;
pub(crate) mod missing_artifact;
