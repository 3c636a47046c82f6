//! Findings, and the sink that collects them.
//!
//! A rule cannot fail, print or decide the verdict. It counts what it checked and reports what it
//! found, what it could not read, or why there was nothing to check. `verdict` does the rest.

use serde::Serialize;

use crate::span::Location;

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Severity {
    /// The rule is off.
    Off,
    /// Shown among the notes.
    Note,
    /// Shown, without failing the check.
    Warn,
    /// Fails the check.
    Fail,
}

impl Severity {
    /// Returns the word of the policy and the reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Note => "note",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

/// A problem that a rule found, before policy and waivers are applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The stable name of what the finding is about (`ci.yml/unit/Run tests`), which waivers use.
    pub subject: String,
    /// What is wrong and what it means, one sentence in lower case.
    pub message: String,
    /// A few words under the caret.
    pub label: String,
    /// The fix.
    pub help: String,
    /// The place; `None` if no file has one (a command-line flag).
    pub location: Option<Location>,
    /// Other places that explain the finding: the line of the policy that decided, the definition.
    pub related: Vec<(Location, String)>,
    /// Lowers the rule's severity for this one finding.
    pub at_most: Option<Severity>,
    /// Rules that say the same of the workflow at rest: a waiver of theirs at this target covers this finding too.
    pub at_rest: &'static [&'static str],
    /// Both sides, for a finding about a change.
    pub drift: Option<Box<BeforeAfter>>,
}

/// Both sides of a difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BeforeAfter {
    /// The base, in a few words.
    pub before: String,
    /// The head, in a few words.
    pub after: String,
    /// Why the difference matters.
    pub why: String,
}

impl Finding {
    /// Makes a finding about a subject at a place.
    pub fn new(
        subject: impl Into<String>,
        location: impl Into<Option<Location>>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            subject: subject.into(),
            message: message.into(),
            label: String::new(),
            help: String::new(),
            location: location.into(),
            related: Vec::new(),
            at_most: None,
            at_rest: &[],
            drift: None,
        }
    }

    /// Sets the words under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Sets the fix.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Adds another place that explains the finding.
    #[must_use]
    pub fn related(
        mut self,
        location: impl Into<Option<Location>>,
        label: impl Into<String>,
    ) -> Self {
        if let Some(location) = location.into() {
            self.related.push((location, label.into()));
        }
        self
    }

    /// Names the rules that say the same of the workflow at rest.
    #[must_use]
    pub fn at_rest(mut self, rules: &'static [&'static str]) -> Self {
        self.at_rest = rules;
        self
    }

    /// Sets both sides of the difference.
    #[must_use]
    pub fn drift(mut self, before: &str, after: &str, why: &str) -> Self {
        let [before, after, why] = [before, after, why].map(str::to_owned);
        self.drift = Some(Box::new(BeforeAfter { before, after, why }));
        self
    }

    /// Lowers the severity of this one finding.
    #[must_use]
    pub fn at_most(mut self, severity: Severity) -> Self {
        self.at_most = Some(severity);
        self
    }
}

/// Everything that one rule reported.
#[derive(Clone, Debug, Default)]
pub struct RuleOutcome {
    /// Number of checked subjects. Zero is never a pass.
    pub subjects: usize,
    /// The findings.
    pub findings: Vec<Finding>,
    /// Findings about what the policy requires and the rule could not read, one by one.
    pub unknown: Vec<Finding>,
    /// Why the rule as a whole could not be checked, although the policy requires it.
    pub inconclusive: Option<String>,
    /// Why there was nothing to check, and what to add.
    pub not_checked: Option<String>,
    /// What was not judged here beside what was, and why.
    pub left_out: Vec<String>,
}

/// The collector of what a rule reports.
#[derive(Debug, Default)]
pub struct Sink {
    outcome: RuleOutcome,
}

impl Sink {
    /// Counts one subject as checked.
    pub fn examine(&mut self) {
        self.examine_many(1);
    }

    /// Counts subjects as checked.
    pub fn examine_many(&mut self, count: usize) {
        self.outcome.subjects = self.outcome.subjects.saturating_add(count);
    }

    /// Reports a problem.
    pub fn find(&mut self, finding: Finding) {
        self.outcome.findings.push(finding);
    }

    /// Reports something that the policy requires and the rule could not read.
    pub fn unknown(&mut self, finding: Finding) {
        self.outcome.unknown.push(finding);
    }

    /// Reports that the rule as a whole could not be checked; the cause is a finding elsewhere.
    pub fn inconclusive(&mut self, reason: impl Into<String>) {
        self.outcome.inconclusive.get_or_insert_with(|| reason.into());
    }

    /// Reports that there was nothing to check, and what to add.
    pub fn not_checked(&mut self, reason: impl Into<String>) {
        self.outcome.not_checked.get_or_insert_with(|| reason.into());
    }

    /// Reports something that is not judged here, with its reason, beside what is.
    pub fn leave_out(&mut self, what: impl Into<String>) {
        self.outcome.left_out.push(what.into());
    }

    /// Returns whether something was counted as checked.
    #[must_use]
    pub const fn has_examined(&self) -> bool {
        self.outcome.subjects > 0
    }

    /// Returns everything that the rule reported.
    #[must_use]
    pub fn into_outcome(self) -> RuleOutcome {
        self.outcome
    }
}
