//! The gate itself: the policy, the job that runs truegreen, and who owns both.

mod direction;
mod edits;
mod monotone;
mod owners;
mod policy;
mod runner;
mod starts;

use super::difference::DriftReport;
use super::sides::DriftSides;

pub(super) fn compare_gate(sides: &DriftSides<'_>, drift: &mut DriftReport) {
    policy::compare_policy(sides, drift);
    runner::compare_runner(sides, drift);
    starts::compare_starts(sides, drift);
    owners::compare_owners(sides, drift);
}

#[cfg(test)]
mod tests;
