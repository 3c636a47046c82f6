//! Waivers: a finding that the team knows, with an owner, a reason and an end.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::policy::pattern::Pattern;
use crate::span::{Location, Span, Spanned};

/// One entry of `waivers:`.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// The whole entry.
    pub span: Span,
    /// `rule:`, the id of a rule.
    pub rule: Spanned<String>,
    /// `at:`, a pattern over subjects.
    pub at: (Pattern, Span),
    /// `reason:`.
    pub reason: String,
    /// `owner:`.
    pub owner: String,
    /// `until:`, the last day on which it counts, in UTC.
    pub until: Spanned<Date>,
    /// `id:`, as the team's register names it.
    pub id: Option<String>,
    /// `exit:`, what will let it go.
    pub exit: Option<String>,
    /// `since:`, when it was discovered.
    pub since: Option<Date>,
    /// `blocker:`, what stands in the way.
    pub blocker: Option<String>,
    /// Stands on the base too. Only then it counts; always true where there is no base.
    pub on_base: bool,
}

/// Where a waiver stands that is a comment of a workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlinePlace {
    /// The comment.
    pub place: Location,
    /// The line that it is about: its own, or the next that holds more than a comment.
    pub covers: u32,
}

/// A waiver and what it did.
#[derive(Clone, Debug)]
pub struct WaiverUse {
    /// The waiver.
    pub waiver: Waiver,
    /// Its last day has passed.
    pub expired: bool,
    /// Where it stands as a comment; `None` for one of the policy.
    pub inline: Option<InlinePlace>,
    /// How many findings it covers, or would cover if it were live.
    pub matched: usize,
    /// The subjects of those, sorted, each once.
    pub subjects: BTreeSet<String>,
    /// How many of those are about files that the change surely leaves as they are.
    pub untouched: usize,
    /// Its rule examined what it was asked to: only then "covers nothing" means anything.
    pub examined: bool,
}

impl WaiverUse {
    /// Whether it can cover a finding: on the base, and not past its end.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.waiver.on_base && !self.expired
    }

    /// Whether it names a finding of a rule, by its subject, or by its place for a comment.
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

    /// Whether it is over, and the change has nothing to do with what it covered.
    #[must_use]
    pub fn is_over_elsewhere(&self) -> bool {
        self.expired && self.matched > 0 && self.matched == self.untouched
    }
}
