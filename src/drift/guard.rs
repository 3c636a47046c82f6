//! A guard of a job: what is lost where it is relaxed.

use std::sync::Arc;

use crate::drift::difference::{Difference, DifferenceSide, DriftAspect, DriftDirection};
use crate::drift::pairs::JobRef;
use crate::span::{Location, Span};

/// One guard of a job or of something in it.
pub(crate) struct Guard<'a> {
    pub(crate) base: &'a JobRef<'a>,
    pub(crate) head: &'a JobRef<'a>,
    /// What comes behind the job in the subject; empty for the job itself.
    pub(crate) part: String,
}

impl Guard<'_> {
    pub(crate) fn shift(
        &self,
        direction: DriftDirection,
        message: String,
        before: (String, Span),
        after: (String, Span),
        why: &str,
    ) -> Difference {
        let part = if self.part.is_empty() { String::new() } else { format!("/{}", self.part) };
        let place = |at: &JobRef<'_>, span| Location::new(Arc::clone(&at.fact.path), span);
        Difference {
            aspect: DriftAspect::GuardRelaxed,
            direction,
            subject: format!("{}{part}", self.base.subject()),
            job: Some((Arc::clone(&self.base.fact.path), self.base.job.id.value.clone())),
            message,
            before: DifferenceSide::base(before.0, place(self.base, before.1)),
            after: DifferenceSide::head(after.0, place(self.head, after.1)),
            why: why.to_owned(),
            at_most: None,
        }
    }
}
