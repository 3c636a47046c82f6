//! The family `contract`.

pub(crate) mod file_off_contract;
pub(crate) mod missing_job;
pub(crate) mod workflow_off_contract;
pub(crate) mod wrong_context;
