//! The terms of a contract: keys of workflows and jobs, compared with what the policy expects of
//! them.

pub(super) mod commands;
pub(super) mod triggers;

use crate::facts::jobs::keys::JobKey;
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Sink};
use crate::policy::{Expectation, ExpectationComparison, Miss, Policy};
use crate::span::{Location, Span};

/// A workflow, or a job in it, that has a contract.
#[derive(Clone, Copy)]
pub(crate) struct Party<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) fact: &'a WorkflowFact,
    /// Id of the job; `None` for the workflow as a whole.
    pub(crate) job: Option<&'a str>,
}

impl Party<'_> {
    /// Returns the target: `ci.yml/unit`, or `ci.yml`.
    pub(crate) fn subject(&self) -> String {
        match self.job {
            Some(id) => format!("{}/{id}", self.fact.name()),
            None => self.fact.name().to_owned(),
        }
    }

    /// Returns the name for a sentence: "job `unit`".
    pub(crate) fn shown(&self) -> String {
        match self.job {
            Some(id) => format!("job `{id}`"),
            None => format!("`{}`", self.fact.name()),
        }
    }

    pub(crate) fn place(&self, span: Span) -> Location {
        Location::new(self.fact.path.clone(), span)
    }

    /// Compares one key with its expectation.
    pub(crate) fn hold(
        &self,
        name: &str,
        expectation: &Expectation,
        key: &JobKey,
        sink: &mut Sink,
    ) {
        sink.examine();
        for miss in expectation.misses(&key.actual, ExpectationComparison::AsText) {
            self.report_miss(name, &miss, key, sink);
        }
    }

    /// Reports a term that does not hold, or one that only a run can decide.
    pub(crate) fn report_miss(&self, name: &str, miss: &Miss, key: &JobKey, sink: &mut Sink) {
        let of = self.shown();
        let keys: String = miss.keys.iter().map(|key| format!(".{key}")).collect();
        let legs = match key.matrix_jobs.as_slice() {
            [] => String::new(),
            [one] => format!(" in leg `{one}`"),
            many => format!(" in legs `{}`", many.join("`, `")),
        };
        let expected = &miss.expected;
        let (message, label) = match &miss.unknown {
            Some(why) => (
                format!("whether `{name}{keys}` of {of} is {expected} cannot be told{legs}: {why}"),
                "not known before the run".to_owned(),
            ),
            None if miss.found == "nothing" => (
                format!("`{name}{keys}` of {of} is not set{legs}; the policy expects {expected}"),
                format!("expected {expected}"),
            ),
            None => (
                format!(
                    "`{name}{keys}` of {of} is {}{legs}; the policy expects {expected}",
                    miss.found
                ),
                format!("expected {expected}"),
            ),
        };
        let finding = Finding::new(self.subject(), self.place(key.span), message)
            .label(label)
            .related(self.policy.locate(miss.span), "expected here");
        match miss.unknown {
            Some(_) => sink.unknown(finding.help("write the value out, or take it off the policy")),
            None => sink.find(
                finding.help("change it back, or change the policy on the base branch first"),
            ),
        }
    }
}
