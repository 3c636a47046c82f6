//! Does a failure arrive? From command through script, step and job to the check, in each scenario.

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
