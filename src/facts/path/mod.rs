//! Does a failure arrive? The way from the command through script, step and job to the check, in each scenario
//! in which a merge may depend on it.
//!
//! - [`scenario`] are the kinds of run, [`home`] the repository as expressions see it, [`payload`] the event;
//! - [`reach`] says whether a job runs in a scenario, [`decider`] what decides it, [`allowed_skips`] which skips
//!   the policy allows;
//! - [`step`] says whether a step's failure reaches its job, [`climb`](mod@climb) whether a job's failure reaches a check;
//! - [`failure_path`] joins them, and [`end`] is where a path ends.

pub mod allowed_skips;
pub(crate) mod climb;
pub(crate) mod decider;
pub mod end;
pub mod failure_path;
pub mod home;
mod payload;
pub mod reach;
pub mod scenario;
pub mod step;
