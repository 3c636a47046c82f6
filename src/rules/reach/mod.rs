//! The family `reach`.

pub(crate) mod invalid_workflow;
