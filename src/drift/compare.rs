//! Compares base and head, aspect by aspect.

use crate::drift::difference::{Difference, DriftReport};
use crate::drift::matching::CheckMatches;
use crate::drift::sides::DriftSides;
use crate::drift::{gate, guards, matrix, needs, removed, settings, signals, thresholds, triggers};
use crate::facts::commit::Facts;
use crate::policy::valid::Policy;

/// Compares two sides.
#[must_use]
pub fn compare(base: &Facts, head: &Facts, policy: &Policy) -> DriftReport {
    let sides = DriftSides::new(base, head, policy);
    let mut drift = DriftReport::default();
    drift.scope.workflows = base.workflows.len();
    drift.scope.jobs = base.models().map(|(_, workflow)| workflow.jobs.len()).sum();
    let matched = CheckMatches::new(&sides);
    removed::compare_jobs(&sides, &matched, &mut drift);
    signals::compare_signals(&sides, &matched, &mut drift);
    needs::compare_needs(&sides, &matched, &mut drift);
    for aspect in [
        matrix::compare_matrices,
        triggers::compare_triggers,
        thresholds::compare_thresholds,
        settings::compare_settings,
        guards::compare_guards,
        gate::compare_gate,
    ] {
        aspect(&sides, &mut drift);
    }
    drift.shifts.sort_by(|a, b| {
        let place =
            |shift: &Difference| shift.after.place.clone().or_else(|| shift.before.place.clone());
        (a.direction, a.aspect, place(a), &a.subject).cmp(&(
            b.direction,
            b.aspect,
            place(b),
            &b.subject,
        ))
    });
    drift.shifts.dedup();
    drift
}
