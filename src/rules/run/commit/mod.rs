//! What the check runs and the workflow runs of the judged commit say about what the policy
//! requires there, whatever run made them.
//!
//! - [`start`] says what must have started on the commit, [`way`] by which workflows a job runs,
//!   the one that holds it or those that call it;
//! - [`job`] judges a required job, [`named`] a check that is required by its name;
//! - [`subject`] joins them, and [`end`] is the result of one.

pub(crate) mod end;
mod job;
mod job_skip;
mod named;
mod run_checks;
mod scene;
pub(crate) mod start;
pub(crate) mod subject;
mod way;
