//! What the token may do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::facts::change::pairs::JobAt;
use crate::facts::change::{Aspect, Direction, Drift, Half, Shift, Sides, Weight};
use crate::formats::workflow::model::Permissions;
use crate::span::{Location, Span, Spanned};

/// Scopes that only let a job report: none of them reaches code, merges or other checks.
const REPORTING: [&str; 3] = ["attestations", "artifact-metadata", "security-events"];

/// Compares what each job's token may do; what one block gives to several jobs is told once.
pub(super) fn shifts(sides: &Sides<'_>, drift: &mut Drift) {
    let mut told = BTreeSet::new();
    for pair in &sides.pairs.jobs {
        let Some(head) = pair.head else { continue };
        let (before, after) = (Granted::of(&pair.base), Granted::of(&head));
        if before.is_written {
            drift.examine(Aspect::GuardRelaxed, 1);
        }
        for (direction, scopes) in before.against(&after) {
            // By the block that says so, not by the job that has it.
            let (owner, span) = (&after.owner, after.span);
            let key = (direction, Arc::clone(&head.fact.path), span, scopes.clone());
            if !told.insert(key) {
                continue;
            }
            let base_name = if before.is_of_job || after.is_of_job {
                pair.base.subject()
            } else {
                pair.base.fact.name().to_owned()
            };
            let at_most = (direction == Direction::Weaker
                && !scopes.is_empty()
                && scopes.iter().all(|scope| REPORTING.contains(&scope.as_str())))
            .then_some(Weight::Note);
            let message = message(direction, owner, &scopes);
            drift.add(Shift {
                aspect: Aspect::GuardRelaxed,
                direction,
                subject: format!("{base_name}/permissions"),
                job: None,
                message,
                before: Half::base(
                    before.shown(&scopes),
                    Location::new(Arc::clone(&pair.base.fact.path), before.span),
                ),
                after: Half::head(
                    after.shown(&scopes),
                    Location::new(Arc::clone(&head.fact.path), span),
                ),
                why: "what a step may do grows with it".to_owned(),
                at_most,
            });
        }
    }
}

/// The scopes in which a job may do less than before, as far as both sides say.
pub(crate) fn lowered(base: &JobAt<'_>, head: &JobAt<'_>) -> Vec<String> {
    let (before, after) = (Granted::of(base), Granted::of(head));
    let (Some(before), Some(after)) = (before.levels, after.levels) else { return Vec::new() };
    // Where all scopes had a level, those that are not named any more lost it.
    let all = ["actions", "checks", "contents", "issues", "pull-requests", "statuses"];
    let named = before.scopes.keys().cloned().chain(all.into_iter().map(str::to_owned));
    let names: BTreeSet<String> = named.collect();
    names.into_iter().filter(|name| after.get(name) < before.get(name)).collect()
}

fn message(direction: Direction, owner: &str, scopes: &[String]) -> String {
    let named: Vec<String> = scopes.iter().map(|scope| format!("`{scope}`")).collect();
    match (direction, scopes.is_empty()) {
        (Direction::Stronger, true) => format!("the token of `{owner}` is limited now"),
        (Direction::Stronger, false) => {
            format!("the token of `{owner}` may do less with {}", named.join(", "))
        }
        (_, true) => format!(
            "the token of `{owner}` was limited; without `permissions` the settings of the repository decide, which may be write access to all"
        ),
        (_, false) => format!(
            "the token of `{owner}` could not write {}; now any step of it can",
            named.join(", ")
        ),
    }
}

/// The permissions in force in a job.
struct Granted {
    /// `None` where nothing is written.
    levels: Option<Levels>,
    is_written: bool,
    is_of_job: bool,
    /// The file or job that the block stands in.
    owner: String,
    span: Span,
}

/// Levels by scope, and that of all scopes that are not named.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Levels {
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
    fn of(at: &JobAt<'_>) -> Self {
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
    fn against(&self, after: &Self) -> Vec<(Direction, Vec<String>)> {
        let (before, now) = match (&self.levels, &after.levels) {
            (None, None) => return Vec::new(),
            (Some(_), None) => return vec![(Direction::Weaker, Vec::new())],
            (None, Some(now)) if now.others == 2 => return Vec::new(),
            (None, Some(_)) => return vec![(Direction::Stronger, Vec::new())],
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
        let both = [(Direction::Weaker, of(before, now)), (Direction::Stronger, of(now, before))];
        both.into_iter().filter(|(_, scopes)| !scopes.is_empty()).collect()
    }

    fn shown(&self, scopes: &[String]) -> String {
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
