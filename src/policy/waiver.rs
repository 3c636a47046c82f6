//! Waivers: findings that the team knows, with an owner, a reason and an end date.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::policy::pattern::Pattern;
use crate::span::{Location, Span, Spanned};

/// One entry of `waivers:`.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// Place of the whole entry.
    pub span: Span,
    /// `rule:`, the id of a rule.
    pub rule: Spanned<String>,
    /// `at:`, a pattern over targets.
    pub at: (Pattern, Span),
    /// `reason:`.
    pub reason: String,
    /// `owner:`.
    pub owner: String,
    /// `until:`, the last day on which it counts, in UTC.
    pub until: Spanned<Date>,
    /// `id:`, the number in the team's register.
    pub id: Option<String>,
    /// `exit:`, what will make the waiver unnecessary.
    pub exit: Option<String>,
    /// `since:`, the day on which the problem was discovered.
    pub since: Option<Date>,
    /// `blocker:`, what prevents the fix.
    pub blocker: Option<String>,
    /// Whether the waiver is on the base too. Only then it counts; always true if there is no base.
    pub on_base: bool,
}

/// Place of a waiver that is a comment of a workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlinePlace {
    /// Place of the comment.
    pub place: Location,
    /// The line that the waiver covers: its own, or the next line that holds more than a comment.
    pub covers: u32,
}

/// A waiver with what it covers.
#[derive(Clone, Debug)]
pub struct WaiverUse {
    /// The waiver.
    pub waiver: Waiver,
    /// Whether its last day has passed.
    pub expired: bool,
    /// Place of the comment; `None` for a waiver of the policy.
    pub inline: Option<InlinePlace>,
    /// Number of findings that the waiver covers, or would cover if it were live.
    pub matched: usize,
    /// The subjects of those findings, sorted, each once.
    pub subjects: BTreeSet<String>,
    /// Number of those findings in files that the change surely leaves as they are.
    pub untouched: usize,
    /// Whether its rule was checked: only then "covers nothing" means anything.
    pub examined: bool,
}

impl WaiverUse {
    /// Returns whether the waiver can cover a finding: it is on the base and has not ended.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.waiver.on_base && !self.expired
    }

    /// Returns whether the waiver matches a finding of a rule, by its subject, or by its place for
    /// a comment.
    #[must_use]
    pub fn names(&self, rule: &str, subject: &str, place: Option<&Location>) -> bool {
        let here = match &self.inline {
            None => self.waiver.at.0.matches(subject),
            Some(inline) => place.is_some_and(|place| {
                let lines = [inline.covers, inline.place.span.line];
                place.path == inline.place.path && lines.contains(&place.span.line)
            }),
        };
        self.waiver.rule.value == rule && here
    }

    /// Returns whether the waiver has ended and the change leaves all that it covered as it is.
    #[must_use]
    pub fn is_over_elsewhere(&self) -> bool {
        self.expired && self.matched > 0 && self.matched == self.untouched
    }
}
