//! The gate itself: the policy, the job that runs truegreen, and who owns both.

mod edits;
mod owners;
mod policy;
mod runner;

use super::{Drift, Sides};

pub(super) fn shifts(sides: &Sides<'_>, drift: &mut Drift) {
    policy::shifts(sides, drift);
    runner::shifts(sides, drift);
    owners::shifts(sides, drift);
}

#[cfg(test)]
mod tests;
