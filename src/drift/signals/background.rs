//! Steps that run beside their job now, and for which nobody waits.

use super::pair::JobPair;
use crate::drift::checks::place;
use crate::drift::difference::{DifferenceSide, DriftReport};
use crate::drift::pairs::steps;
use crate::facts::path::step::left_behind;

pub(super) fn compare_background_steps(pair: &JobPair<'_, '_>, drift: &mut DriftReport) {
    let (base, head) = (pair.base().job, pair.head.job);
    for (old, new) in steps(base, head) {
        let Some(new) = new else { continue };
        let Some((why, _)) = left_behind(head, new).filter(|_| left_behind(base, old).is_none())
        else {
            continue;
        };
        if !pair.checks().any(|check| check.step.is_some_and(|step| std::ptr::eq(step, old))) {
            continue;
        }
        let (label, id) = (old.label(), &head.id.value);
        let message = format!(
            "step `{label}` could turn `{id}` red; it runs in the background now and {why}"
        );
        let span = new.background.as_ref().map_or(new.span, |background| background.span);
        let halves = (
            DifferenceSide::base("waited for", place(pair.base(), old.span)),
            DifferenceSide::head("background: true", place(&pair.head, span)),
        );
        let subject = format!("{}/{label}", pair.base().subject());
        pair.add(pair.shift(subject, message, halves), drift);
    }
}
