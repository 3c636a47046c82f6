//! What a rule says: findings, and the sink that takes them.
//!
//! A rule cannot fail, print or decide the verdict. It counts what it examined and says what it found,
//! what it could not see, or why there was nothing to look at. `verdict` does the rest.

use serde::Serialize;

use crate::span::Location;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Not looked at.
    Off,
    /// Worth knowing.
    Note,
    /// Worth changing.
    Warn,
    /// Breaks the gate.
    Fail,
}

impl Severity {
    /// As the policy and the reports spell it.
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

/// Something that a rule found, before policy and waivers are applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The stable name of the thing (`ci.yml/unit/Run tests`); waivers name it.
    pub subject: String,
    /// What is wrong and what it means, one sentence in lower case.
    pub message: String,
    /// A few words under the caret.
    pub label: String,
    /// What to do.
    pub help: String,
    /// Where; `None` when no file has a place for it (a command-line flag).
    pub location: Option<Location>,
    /// Other places that explain it: the policy line that decided, the definition.
    pub related: Vec<(Location, String)>,
    /// Lowers the rule's severity for this one finding.
    pub at_most: Option<Severity>,
    /// Both sides of it, where it is about what a change does.
    pub drift: Option<Box<BeforeAfter>>,
}

/// Both sides of what a change does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BeforeAfter {
    /// How the base has it, in a few words.
    pub before: String,
    /// How the head has it.
    pub after: String,
    /// Why it matters.
    pub why: String,
}

impl Finding {
    /// A finding about a subject at a place.
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
            drift: None,
        }
    }

    /// The words under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// What to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Another place that explains it.
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

    /// Both sides of it.
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

/// All that one rule said.
#[derive(Clone, Debug, Default)]
pub struct RuleOutcome {
    /// How many subjects it examined. Zero is never a pass.
    pub subjects: usize,
    /// What it found.
    pub findings: Vec<Finding>,
    /// What the policy asks for and it could not examine, thing by thing.
    pub unknown: Vec<Finding>,
    /// Why the rule as a whole could not be examined, although asked for.
    pub inconclusive: Option<String>,
    /// Why there was nothing to look at, and what to add.
    pub not_checked: Option<String>,
}

/// Where a rule puts what it says.
#[derive(Debug, Default)]
pub struct Sink {
    outcome: RuleOutcome,
}

impl Sink {
    /// Counts one subject as examined.
    pub fn examine(&mut self) {
        self.examine_many(1);
    }

    /// Counts subjects as examined.
    pub fn examine_many(&mut self, count: usize) {
        self.outcome.subjects = self.outcome.subjects.saturating_add(count);
    }

    /// Says what is wrong.
    pub fn find(&mut self, finding: Finding) {
        self.outcome.findings.push(finding);
    }

    /// Says what was asked for and could not be examined.
    pub fn unknown(&mut self, finding: Finding) {
        self.outcome.unknown.push(finding);
    }

    /// Says that the rule as a whole could not be examined; the cause is a finding elsewhere.
    pub fn inconclusive(&mut self, reason: impl Into<String>) {
        self.outcome.inconclusive.get_or_insert_with(|| reason.into());
    }

    /// Says why there was nothing to look at, and what to add.
    pub fn not_checked(&mut self, reason: impl Into<String>) {
        self.outcome.not_checked.get_or_insert_with(|| reason.into());
    }

    /// Ends the rule.
    #[must_use]
    pub fn into_outcome(self) -> RuleOutcome {
        self.outcome
    }
}
