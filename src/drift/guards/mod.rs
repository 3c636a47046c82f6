//! Timeouts, permissions and pins.
//!
//! What is told once is told where it is written: permissions of a workflow are one finding, however many
//! jobs have them.

mod permissions;
mod timeouts;

use super::difference::DriftReport;
use super::sides::DriftSides;
use crate::drift::pins::pins;

pub(super) fn compare_guards(sides: &DriftSides<'_>, drift: &mut DriftReport) {
    permissions::compare_permissions(sides, drift);
    for pair in &sides.pairs.jobs {
        let Some(head) = pair.head else { continue };
        timeouts::compare_timeouts(sides, pair, &head, drift);
        pins(pair, &head, drift);
    }
}

#[cfg(test)]
mod tests;
