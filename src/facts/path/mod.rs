//! Failure paths: whether a failure gets from its command through script, step and job to the
//! check, in each scenario in which a merge may depend on it.
//!
//! - [`scenario`] are the kinds of run, [`home`] is the repository as expressions see it,
//!   [`payload`] the event;
//! - [`reach`] says whether a job runs in a scenario, [`decider`] what decides that,
//!   [`allowed_skips`] which skips the policy allows;
//! - [`ends`] says how all jobs end when one does not succeed, [`answer`](mod@answer) what the check of a job says
//!   then, [`hearing`] what it says over all scenarios;
//! - [`step_reach`] says whether a step runs in a scenario;
//! - [`step`] says whether the failure of a step reaches its job, [`climb`](mod@climb) whether the
//!   failure of a job reaches a check;
//! - [`merge_start`] says whether a workflow runs before a merge at all;
//! - [`failure_path`] joins them, and [`end`] is where a path ends.

pub mod allowed_skips;
pub mod answer;
pub(crate) mod climb;
pub(crate) mod decider;
pub mod end;
pub(crate) mod ends;
pub mod failure_path;
pub mod hearing;
pub mod home;
pub mod merge_start;
mod payload;
pub mod reach;
pub mod scenario;
pub mod step;
pub mod step_reach;
pub mod step_skip;
