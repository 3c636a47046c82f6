//! Timeouts, permissions and pins.
//!
//! What is told once is told where it is written: permissions of a workflow are one finding, however many
//! jobs have them.

mod permissions;
mod timeouts;

use std::sync::Arc;

pub(super) use self::permissions::lowered;
use super::pairs::{JobAt, Pair};
use super::{Aspect, Direction, Drift, Half, Shift, Sides, Weight};
use crate::formats::workflow::model::Job;
use crate::span::{Location, Span, Spanned};

pub(super) fn shifts(sides: &Sides<'_>, drift: &mut Drift) {
    permissions::shifts(sides, drift);
    for pair in &sides.pairs.jobs {
        let Some(head) = pair.head else { continue };
        timeouts::shifts(sides, pair, &head, drift);
        pins(pair, &head, drift);
    }
}

/// One guard of a job or of something in it.
struct Guard<'a> {
    base: &'a JobAt<'a>,
    head: &'a JobAt<'a>,
    /// What comes behind the job in the subject; empty for the job itself.
    part: String,
}

impl Guard<'_> {
    fn shift(
        &self,
        direction: Direction,
        message: String,
        before: (String, Span),
        after: (String, Span),
        why: &str,
    ) -> Shift {
        let part = if self.part.is_empty() { String::new() } else { format!("/{}", self.part) };
        let place = |at: &JobAt<'_>, span| Location::new(Arc::clone(&at.fact.path), span);
        Shift {
            aspect: Aspect::GuardRelaxed,
            direction,
            subject: format!("{}{part}", self.base.subject()),
            job: Some((Arc::clone(&self.base.fact.path), self.base.job.id.value.clone())),
            message,
            before: Half::base(before.0, place(self.base, before.1)),
            after: Half::head(after.0, place(self.head, after.1)),
            why: why.to_owned(),
            at_most: None,
        }
    }
}

/// A `uses:` of another repository, or an image.
pub(super) struct Pin<'a> {
    /// Without version, in lower case.
    pub(super) name: String,
    version: &'a str,
    span: Span,
}

impl<'a> Pin<'a> {
    pub(super) fn of(uses: &'a Spanned<String>) -> Option<Self> {
        let text = uses.value.as_str();
        if text.starts_with("./") || text.contains("${{") {
            return None;
        }
        let (name, version) = match text.split_once('@') {
            Some(parts) => parts,
            // An image by its tag: the last `:` behind the last `/`.
            None => {
                let image = text.strip_prefix("docker://")?;
                let at =
                    image.rfind(':').filter(|at| image.rfind('/').is_none_or(|slash| slash < *at));
                at.map_or((text, ""), |at| text.split_at(at + "docker://".len()))
            }
        };
        Some(Self { name: name.to_lowercase(), version, span: uses.span })
    }

    /// A commit, or the digest of an image: nobody can put another content there.
    pub(super) fn is_fixed(&self) -> bool {
        let digest = self.version.strip_prefix("sha256:").unwrap_or(self.version);
        matches!(digest.len(), 40 | 64) && digest.bytes().all(|byte| byte.is_ascii_hexdigit())
    }

    /// `v4`, `1.2.3`: moved with a release, if at all.
    fn is_version(&self) -> bool {
        let digits = self.version.trim_start_matches(['v', 'V', ':']);
        digits.starts_with(|first: char| first.is_ascii_digit())
    }

    /// A name under which branches go.
    fn is_branch(&self) -> bool {
        const NAMES: [&str; 7] = ["main", "master", "develop", "dev", "trunk", "latest", "stable"];
        NAMES.contains(&self.version.trim_start_matches(':'))
    }

    fn shown(&self) -> String {
        let version =
            if self.version.is_empty() { "latest" } else { self.version.trim_start_matches(':') };
        version.chars().take(12).collect()
    }
}

/// The `uses:` of a step, or of the job, beside what it became.
fn pins(pair: &Pair<'_>, head: &JobAt<'_>, drift: &mut Drift) {
    let before: Vec<Pin<'_>> = uses(pair.base.job).filter_map(Pin::of).collect();
    let mut free: Vec<Pin<'_>> = uses(head.job).filter_map(Pin::of).collect();
    drift.examine(Aspect::GuardRelaxed, before.iter().filter(|pin| pin.is_fixed()).count());
    for old in before {
        // The gate's own is told by what looks at the gate.
        if old.name.contains("truegreen") {
            continue;
        }
        let same = |new: &Pin<'_>| new.name == old.name;
        let exact = free.iter().position(|new| same(new) && new.version == old.version);
        let Some(at) = exact.or_else(|| free.iter().position(same)) else { continue };
        let new = free.remove(at);
        let (direction, message) = match (old.is_fixed(), new.is_fixed()) {
            (true, false) => (
                Direction::Weaker,
                format!(
                    "`{}` was fixed to a commit; `{}` can be moved to other code, which then judges without anybody's change",
                    old.name,
                    new.shown()
                ),
            ),
            (false, true) => (Direction::Stronger, format!("`{}` is fixed to a commit", new.name)),
            (false, false) if old.is_version() && new.is_branch() => (
                Direction::Weaker,
                format!(
                    "`{}` stood at version `{}`; `{}` is a branch, whose every commit judges at once",
                    old.name,
                    old.shown(),
                    new.shown()
                ),
            ),
            _ => continue,
        };
        let guard = Guard { base: &pair.base, head, part: old.name.clone() };
        let why = "its code can change without a change here";
        let mut shift =
            guard.shift(direction, message, (old.shown(), old.span), (new.shown(), new.span), why);
        // A version could be moved before too, by fewer hands.
        shift.at_most = (!old.is_fixed() && !new.is_fixed()).then_some(Weight::Warn);
        drift.add(shift);
    }
}

fn uses(job: &Job) -> impl Iterator<Item = &Spanned<String>> {
    job.steps.iter().filter_map(|step| step.uses.as_ref()).chain(&job.uses)
}

#[cfg(test)]
mod tests;
