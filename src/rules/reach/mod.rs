//! The family `reach`.

pub(crate) mod invalid_workflow;
pub(crate) mod skippable_job;
