//! A rule: its identity, and the function that finds.

use jiff::civil::Date;

use crate::case::Case;
use crate::drift::inline_waivers::HeldWaiver;
use crate::facts::commit::Facts;
use crate::finding::{Severity, Sink};
use crate::policy::valid::Policy;
use crate::policy::waiver::WaiverUse;

/// A rule's identity and its check.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Names the bad pattern, so that "allow `continue-on-error`" reads as a sentence.
    pub id: &'static str,
    /// What it belongs to.
    pub family: RuleFamily,
    /// One line: what it holds, worded for the table of states ("no `continue-on-error`").
    pub holds: &'static str,
    /// One line: what it finds.
    pub summary: &'static str,
    /// How one examined thing is called, singular and plural ("job or step", "jobs and steps").
    pub unit: (&'static str, &'static str),
    /// Severity where the policy says nothing.
    pub severity: Severity,
    /// First version that has it.
    pub since: &'static str,
    /// Its document.
    pub docs: &'static str,
    /// What it does.
    pub check: RuleCheck,
}

/// Rules about one thing; each family has a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleFamily {
    /// What the policy demands of jobs, workflows, files and settings.
    Contract,
    /// The rates of coverage reports.
    Coverage,
    /// What a change makes weaker; an approval lets the findings of this family through, and of no other.
    Drift,
    /// The entries and waivers of the policy itself.
    Governance,
    /// Checks that a merge depends on, and whether they run.
    Reach,
    /// What the jobs of this run did.
    Run,
    /// Tests that must run one after the other.
    Serial,
    /// Failures that are swallowed.
    Signal,
    /// What the test reports of a run say.
    TestReports,
}

impl RuleFamily {
    /// Returns the name of its folder.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::Coverage => "coverage",
            Self::Drift => "drift",
            Self::Governance => "governance",
            Self::Reach => "reach",
            Self::Run => "run",
            Self::Serial => "serial",
            Self::Signal => "signal",
            Self::TestReports => "test_reports",
        }
    }
}

/// When and on what a rule works.
#[derive(Clone, Copy, Debug)]
pub enum RuleCheck {
    /// On the case.
    Case(fn(Case<'_>, &mut Sink)),
    /// After all others, on what their findings did to the waivers and exemptions of the policy.
    Waivers(fn(&WaiverRegister<'_>, &mut Sink)),
}

/// What a rule of kind [`RuleCheck::Waivers`] looks at.
#[derive(Debug)]
pub struct WaiverRegister<'a> {
    /// The facts.
    pub facts: &'a Facts,
    /// The policy.
    pub policy: &'a Policy,
    /// The waivers in comments of workflows, held against the base.
    pub comments: &'a [HeldWaiver],
    /// The waivers and what they did.
    pub waivers: &'a [WaiverUse],
    /// The day of the run, in UTC.
    pub today: Date,
    /// The ids of all rules: a waiver names one of them.
    pub ids: &'a [&'static str],
}
