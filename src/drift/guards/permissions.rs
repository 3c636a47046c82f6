//! What the token may do.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::drift::difference::{
    Difference, DifferenceSide, DriftAspect, DriftDirection, DriftReport, SeverityCap,
};
use crate::drift::pins::Granted;
use crate::drift::sides::DriftSides;
use crate::span::Location;

/// Scopes that only let a job report: none of them reaches code, merges or other checks.
const REPORTING: [&str; 3] = ["attestations", "artifact-metadata", "security-events"];

/// Compares what each job's token may do; what one block gives to several jobs is told once.
pub(super) fn compare_permissions(sides: &DriftSides<'_>, drift: &mut DriftReport) {
    let mut told = BTreeSet::new();
    for pair in &sides.pairs.jobs {
        let Some(head) = pair.head else { continue };
        let before = Granted::of(&pair.base);
        if before.is_written {
            drift.examine(DriftAspect::GuardRelaxed, 1);
        }
        if pair.is_unchanged {
            continue;
        }
        let after = Granted::of(&head);
        for (direction, scopes) in before.against(&after) {
            // By the block that says so, not by the job that has it.
            let (owner, span) = (&after.owner, after.span);
            let key = (direction, Arc::clone(&head.fact.path), span, scopes.clone());
            if !told.insert(key) {
                continue;
            }
            let base_name = if before.is_of_job || after.is_of_job {
                pair.base.subject()
            } else {
                pair.base.fact.name().to_owned()
            };
            let at_most = (direction == DriftDirection::Weaker
                && !scopes.is_empty()
                && scopes.iter().all(|scope| REPORTING.contains(&scope.as_str())))
            .then_some(SeverityCap::Note);
            let message = message(direction, owner, &scopes);
            drift.add(Difference {
                aspect: DriftAspect::GuardRelaxed,
                direction,
                subject: format!("{base_name}/permissions"),
                job: None,
                message,
                before: DifferenceSide::base(
                    before.shown(&scopes),
                    Location::new(Arc::clone(&pair.base.fact.path), before.span),
                ),
                after: DifferenceSide::head(
                    after.shown(&scopes),
                    Location::new(Arc::clone(&head.fact.path), span),
                ),
                why: "what a step may do grows with it".to_owned(),
                at_most,
            });
        }
    }
}

fn message(direction: DriftDirection, owner: &str, scopes: &[String]) -> String {
    let named: Vec<String> = scopes.iter().map(|scope| format!("`{scope}`")).collect();
    match (direction, scopes.is_empty()) {
        (DriftDirection::Stronger, true) => format!("the token of `{owner}` is limited now"),
        (DriftDirection::Stronger, false) => {
            format!("the token of `{owner}` may do less with {}", named.join(", "))
        }
        (_, true) => format!(
            "the token of `{owner}` was limited; without `permissions` the settings of the repository decide, which may be write access to all"
        ),
        (_, false) => format!(
            "the token of `{owner}` could not write {}; now any step of it can",
            named.join(", ")
        ),
    }
}
