//! The family `run`.

pub(crate) mod job_not_green;
