//! The family `contract`: workflows, jobs, settings and files as the policy expects them.

pub(crate) mod file_off_contract;
pub(crate) mod job_off_contract;
pub(crate) mod missing_job;
pub(crate) mod setting_off_contract;
mod terms;
pub(crate) mod workflow_off_contract;
pub(crate) mod wrong_context;
