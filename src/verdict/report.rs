//! The result of a run: the verdict, the state of each rule, each finding with its place in the judgement.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::finding::{Finding, Severity};
use crate::policy::waiver::WaiverUse;
use crate::rules::rule::{Rule, RuleFamily};
use crate::verdict::approval::Grant;

/// The one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything asked for was examined and holds.
    Pass,
    /// Something asked for could not be examined.
    Inconclusive,
    /// Something is broken.
    Fail,
}

/// The state of a finding or of a rule. The order is from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingState {
    /// Nothing was given to examine, and nothing asked for.
    NotChecked,
    /// Examined, nothing wrong.
    Holds,
    /// A finding that a live waiver covers.
    Waived,
    /// A finding below the severity that fails.
    Advisory,
    /// Asked for and not examinable.
    Inconclusive,
    /// A finding that fails.
    Broken,
}

/// A finding with its place in the judgement.
#[derive(Clone, Debug)]
pub struct JudgedFinding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// Its severity here.
    pub severity: Severity,
    /// Its state.
    pub state: FindingState,
    /// What was found.
    pub finding: Finding,
    /// Index of the waiver that covers it, in [`VerdictReport::waivers`].
    pub waiver: Option<usize>,
    /// Somebody let it through for this one pull request, see [`VerdictReport::approval`].
    pub approved: bool,
}

/// A rule's line in the table of states.
#[derive(Clone, Debug)]
pub struct RuleState {
    /// The rule.
    pub rule: &'static Rule,
    /// Its severity in this policy.
    pub severity: Severity,
    /// Its state.
    pub state: FindingState,
    /// How many subjects it examined.
    pub subjects: usize,
    /// Why it is inconclusive or not checked, and what to add.
    pub reason: Option<String>,
}

impl RuleState {
    /// The state by two policies: the worse of both.
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

/// The whole judgement.
#[derive(Clone, Debug)]
pub struct VerdictReport {
    /// The one answer.
    pub verdict: Verdict,
    /// Every rule, by id.
    pub rules: Vec<RuleState>,
    /// Every finding: worst state first, then by place.
    pub findings: Vec<JudgedFinding>,
    /// Every waiver: those of the policy in its order, then those in comments of workflows.
    pub waivers: Vec<WaiverUse>,
    /// The day of the run, in UTC.
    pub today: Date,
    /// Who let drift of this pull request through, where somebody did.
    pub approval: Option<Grant>,
}

impl VerdictReport {
    /// Paths of what expired waivers would cover: whether a change touches them decides how red it is.
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

    /// Whether the change makes something weaker that nobody lets through.
    #[must_use]
    pub fn has_open_drift(&self) -> bool {
        self.findings.iter().any(|judged| {
            judged.rule.family == RuleFamily::Drift && judged.state == FindingState::Broken
        })
    }

    /// How many rules are in a state.
    #[must_use]
    pub fn count(&self, state: FindingState) -> usize {
        self.rules.iter().filter(|rule| rule.state == state).count()
    }
}
