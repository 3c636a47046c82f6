//! Versions of actions and permissions, as guards and the gate's own step compare them.

use std::collections::{BTreeMap, BTreeSet};

use crate::drift::difference::{DriftAspect, DriftDirection, DriftReport, SeverityCap};
use crate::drift::guard::Guard;
use crate::drift::pairs::{JobRef, Pair};
use crate::formats::workflow::model::{Job, Permissions};
use crate::span::{Span, Spanned};

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
pub(super) fn pins(pair: &Pair<'_>, head: &JobRef<'_>, drift: &mut DriftReport) {
    let before: Vec<Pin<'_>> = uses(pair.base.job).filter_map(Pin::of).collect();
    drift.examine(DriftAspect::GuardRelaxed, before.iter().filter(|pin| pin.is_fixed()).count());
    if pair.is_unchanged {
        return;
    }
    let mut free: Vec<Pin<'_>> = uses(head.job).filter_map(Pin::of).collect();
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
                DriftDirection::Weaker,
                format!(
                    "`{}` was fixed to a commit; `{}` can be moved to other code, which then judges without anybody's change",
                    old.name,
                    new.shown()
                ),
            ),
            (false, true) => {
                (DriftDirection::Stronger, format!("`{}` is fixed to a commit", new.name))
            }
            (false, false) if old.is_version() && new.is_branch() => (
                DriftDirection::Weaker,
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
        shift.at_most = (!old.is_fixed() && !new.is_fixed()).then_some(SeverityCap::Warn);
        drift.add(shift);
    }
}

pub(super) fn uses(job: &Job) -> impl Iterator<Item = &Spanned<String>> {
    job.steps.iter().filter_map(|step| step.uses.as_ref()).chain(&job.uses)
}

/// The scopes in which a job may do less than before, as far as both sides say.
pub(crate) fn lowered(base: &JobRef<'_>, head: &JobRef<'_>) -> Vec<String> {
    let (before, after) = (Granted::of(base), Granted::of(head));
    let (Some(before), Some(after)) = (before.levels, after.levels) else { return Vec::new() };
    // Where all scopes had a level, those that are not named any more lost it.
    let all = ["actions", "checks", "contents", "issues", "pull-requests", "statuses"];
    let named = before.scopes.keys().cloned().chain(all.into_iter().map(str::to_owned));
    let names: BTreeSet<String> = named.collect();
    names.into_iter().filter(|name| after.get(name) < before.get(name)).collect()
}

/// The permissions in force in a job.
pub(super) struct Granted {
    /// `None` where nothing is written.
    levels: Option<Levels>,
    pub(super) is_written: bool,
    pub(super) is_of_job: bool,
    /// The file or job that the block stands in.
    pub(super) owner: String,
    pub(super) span: Span,
}

/// Levels by scope, and that of all scopes that are not named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Levels {
    scopes: BTreeMap<String, u8>,
    others: u8,
}

impl Levels {
    fn of(written: &Permissions) -> Self {
        let level = |text: &str| match text {
            "write" | "write-all" => 2,
            "read" | "read-all" => 1,
            _ => 0,
        };
        match written {
            Permissions::All(text) => Self { scopes: BTreeMap::new(), others: level(text) },
            Permissions::Scopes(scopes) => {
                let each =
                    scopes.iter().map(|(name, value)| (name.value.clone(), level(&value.value)));
                Self { scopes: each.collect(), others: 0 }
            }
        }
    }

    fn get(&self, scope: &str) -> u8 {
        self.scopes.get(scope).copied().unwrap_or(self.others)
    }
}

impl Granted {
    pub(super) fn of(at: &JobRef<'_>) -> Self {
        let own = at.job.permissions.as_ref();
        let written: Option<&Spanned<Permissions>> = own.or(at.workflow.permissions.as_ref());
        let owner = match own {
            Some(_) => at.subject(),
            None => at.fact.name().to_owned(),
        };
        Self {
            levels: written.map(|written| Levels::of(&written.value)),
            is_written: written.is_some(),
            is_of_job: own.is_some(),
            owner,
            span: written.map_or(at.workflow.jobs_span, |written| written.span),
        }
    }

    /// Each direction with the scopes in which write access comes or goes; none for all of them.
    pub(super) fn against(&self, after: &Self) -> Vec<(DriftDirection, Vec<String>)> {
        let (before, now) = match (&self.levels, &after.levels) {
            (None, None) => return Vec::new(),
            (Some(_), None) => return vec![(DriftDirection::Weaker, Vec::new())],
            (None, Some(now)) if now.others == 2 => return Vec::new(),
            (None, Some(_)) => return vec![(DriftDirection::Stronger, Vec::new())],
            (Some(before), Some(now)) => (before, now),
        };
        let rest = "all others".to_owned();
        let names: BTreeSet<&String> = before.scopes.keys().chain(now.scopes.keys()).collect();
        let level = |levels: &Levels, name: &String| {
            if *name == rest { levels.others } else { levels.get(name) }
        };
        let of = |from: &Levels, to: &Levels| -> Vec<String> {
            let grows = |name: &&String| level(from, name) < 2 && level(to, name) == 2;
            names.iter().copied().chain([&rest]).filter(grows).cloned().collect()
        };
        let both = [
            (DriftDirection::Weaker, of(before, now)),
            (DriftDirection::Stronger, of(now, before)),
        ];
        both.into_iter().filter(|(_, scopes)| !scopes.is_empty()).collect()
    }

    pub(super) fn shown(&self, scopes: &[String]) -> String {
        let Some(levels) = &self.levels else { return "not set".to_owned() };
        if scopes.is_empty() {
            return "set".to_owned();
        }
        let word = |level: u8| match level {
            0 => "none",
            1 => "read",
            _ => "write",
        };
        let each = scopes.iter().map(|scope| {
            let level = if scope == "all others" { levels.others } else { levels.get(scope) };
            format!("{scope}: {}", word(level))
        });
        each.collect::<Vec<_>>().join(", ")
    }
}
