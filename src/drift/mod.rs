//! Base against head: what a change takes away from the pipeline and what it adds, and what it does to the
//! frozen files.
//!
//! Both sides are understood as the same [`Facts`](crate::facts::commit::Facts) and compared as such, never as
//! text: what is reformatted, reordered or only moved is no removal. [`pairs`] says which job of the head a job
//! of the base is; each other module compares one aspect of the pairs and writes down
//! [`Difference`](difference::Difference)s, in both directions. The rules of the family `drift` report the weaker
//! ones; the stronger ones are shown beside them.

pub(super) mod guard;

pub mod behind;
mod checks;
pub mod compare;
pub mod difference;
pub mod frozen;
mod gate;
mod guards;
pub mod inline_waivers;
mod matching;
mod matrix;
mod needs;
pub mod pairs;
pub mod pins;
mod removed;
mod runs;
mod settings;
pub mod sides;
mod signals;
mod thresholds;
mod triggers;
mod unchanged;
mod values;
mod versions;

/// What the tests of the aspects have in common.
#[cfg(test)]
pub(crate) mod told {
    use std::sync::Arc;

    use super::difference::{Difference, DriftAspect, DriftDirection, DriftReport, SeverityCap};
    use crate::facts::commit::Facts;
    use crate::facts::understand::SideInputs;

    /// Workflows by their files' names.
    pub(crate) fn workflows(files: &[(&str, &str)]) -> Facts {
        let file = |(name, text): &(&str, &str)| {
            (Arc::from(format!(".github/workflows/{name}")), Ok(text.as_bytes().to_vec()))
        };
        Facts::new(SideInputs {
            workflows: files.iter().map(file).collect(),
            ..SideInputs::default()
        })
    }

    /// The shifts of an aspect, each behind its direction and weight.
    pub(crate) fn signed(
        drift: &DriftReport,
        aspect: DriftAspect,
        shown: impl Fn(&Difference) -> String,
    ) -> Vec<String> {
        let sign = |shift: &Difference| match (shift.direction, shift.at_most) {
            (DriftDirection::Stronger, _) => "+",
            (DriftDirection::Unknown, _) => "?",
            (DriftDirection::Weaker, Some(SeverityCap::Note)) => "note",
            (DriftDirection::Weaker, Some(SeverityCap::Warn)) => "warn",
            (DriftDirection::Weaker, None) => "-",
        };
        drift.of(aspect).map(|shift| format!("{} {}", sign(shift), shown(shift))).collect()
    }
}
