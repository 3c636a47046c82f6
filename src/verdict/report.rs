//! The result of a run: the verdict, the state of each rule, and each finding with its state.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::finding::{Finding, Severity};
use crate::policy::waiver::WaiverUse;
use crate::rules::rule::{Rule, RuleFamily};
use crate::verdict::approval::Grant;

/// The verdict of a run, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Verdict {
    /// Every rule that the policy asks for was checked, and no finding blocks.
    Pass,
    /// Something that the policy requires could not be read.
    Inconclusive,
    /// At least one finding fails.
    Fail,
}

/// The state of a finding or of a rule, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum FindingState {
    /// The rule had nothing to check, and the policy required nothing.
    NotChecked,
    /// The rule was checked and found nothing.
    Holds,
    /// A live waiver covers the finding.
    Waived,
    /// The severity of the finding does not fail the verdict.
    Advisory,
    /// The policy requires it and it could not be read.
    Inconclusive,
    /// The finding fails the verdict.
    Broken,
}

/// A finding with its severity and its state.
#[derive(Clone, Debug)]
pub struct JudgedFinding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// The severity of the finding in this policy.
    pub severity: Severity,
    /// The state of the finding.
    pub state: FindingState,
    /// The finding.
    pub finding: Finding,
    /// Index of the waiver that covers the finding, in [`VerdictReport::waivers`].
    pub waiver: Option<usize>,
    /// Whether an approval of this pull request covers the finding, see
    /// [`VerdictReport::approval`].
    pub approved: bool,
}

/// One rule as a row of the table of rules.
#[derive(Clone, Debug)]
pub struct RuleState {
    /// The rule.
    pub rule: &'static Rule,
    /// The severity of the rule in this policy.
    pub severity: Severity,
    /// The state of the rule.
    pub state: FindingState,
    /// Number of checked subjects.
    pub subjects: usize,
    /// Why the rule is inconclusive or not checked, and what to add.
    pub reason: Option<String>,
}

/// The start of a reason that names what is judged elsewhere or later.
pub(super) const LEFT_OUT: &str = "not judged here: ";

impl RuleState {
    /// Returns whether something that the rule is asked for is judged elsewhere or later.
    #[must_use]
    pub fn leaves_out(&self) -> bool {
        self.reason.as_ref().is_some_and(|reason| reason.starts_with(LEFT_OUT))
    }

    /// Merges the states of a rule in two policies: the worse one wins.
    pub(super) fn unite(&mut self, other: Self) {
        let reason = match other.state >= self.state {
            true => other.reason,
            false => self.reason.take(),
        };
        self.severity = self.severity.max(other.severity);
        self.state = self.state.max(other.state);
        self.subjects = self.subjects.max(other.subjects);
        self.reason = reason;
    }
}

/// The whole result of a run.
#[derive(Clone, Debug)]
pub struct VerdictReport {
    /// The verdict.
    pub verdict: Verdict,
    /// All rules, sorted by id.
    pub rules: Vec<RuleState>,
    /// All findings, by state with the worst first, then by place.
    pub findings: Vec<JudgedFinding>,
    /// All waivers: those of the policy in its order, then those in comments of workflows.
    pub waivers: Vec<WaiverUse>,
    /// The day of the run, in UTC.
    pub today: Date,
    /// The approval of this pull request, if it covers a finding.
    pub approval: Option<Grant>,
}

impl VerdictReport {
    /// Returns the paths of the findings that expired waivers match. Such a finding fails only if
    /// the change touches its file.
    #[must_use]
    pub fn over_paths(&self) -> BTreeSet<String> {
        let over = || self.waivers.iter().filter(|used| used.expired && used.waiver.on_base);
        let named = self.findings.iter().filter(|judged| {
            let Finding { subject, location, .. } = &judged.finding;
            over().any(|used| used.names(judged.rule.id, subject, location.as_ref()))
        });
        named
            .filter_map(|judged| Some(judged.finding.location.as_ref()?.path.to_string()))
            .collect()
    }

    /// Returns whether a finding of the drift family fails, so that an approval would matter.
    #[must_use]
    pub fn has_open_drift(&self) -> bool {
        self.findings.iter().any(|judged| {
            judged.rule.family == RuleFamily::Drift && judged.state == FindingState::Broken
        })
    }

    /// Returns how many rules are in a state.
    #[must_use]
    pub fn count(&self, state: FindingState) -> usize {
        self.rules.iter().filter(|rule| rule.state == state).count()
    }
}
