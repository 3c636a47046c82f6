//! Failures that turned a check red on the base and do not any more: checks that are gone, commands whose
//! failure is swallowed, steps and jobs that may fail or never run. A job that lost all of its checks is
//! gutted.

mod background;
mod muted;
pub(super) mod pair;
mod skipped;
mod swallowed;

use super::difference::{DriftAspect, DriftReport};
use super::matching::CheckMatches;
use super::sides::DriftSides;
use crate::drift::signals::pair::JobPair;

pub(super) fn compare_signals(
    sides: &DriftSides<'_>,
    matched: &CheckMatches<'_>,
    drift: &mut DriftReport,
) {
    for pair in &sides.pairs.jobs {
        let Some(head) = pair.head else { continue };
        let job = JobPair { sides, matched, pair, head };
        if job.checks().next().is_none() {
            continue;
        }
        drift.examine(DriftAspect::JobGutted, 1);
        drift.examine(DriftAspect::SignalLost, job.checks().count());
        if pair.is_unchanged {
            continue;
        }
        if !job.is_gutted(drift) {
            job.gone(drift);
        }
        job.gained(drift);
        muted::compare_muted(&job, drift);
        skipped::compare_skipped(&job, drift);
        background::compare_background_steps(&job, drift);
    }
    swallowed::compare_swallowed(sides, matched, drift);
}
