//! The legs of matrices, as expanded, and the systems that jobs run on.
//!
//! A leg that is replaced by one of a later version is not gone, nor one that another job took over. What
//! the run decides on one side alone is told apart from what both sides write out.

mod known;
mod said;
mod table;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::known::{MatrixRows, UnknownMatrix, rows};
use self::said::{AxisFamily, AxisText, families};
use self::table::{MatrixRow, MissingMatrixJobs, distinct, lost};
use super::difference::{Difference, DifferenceSide, DriftAspect, DriftDirection, DriftReport};
use super::pairs::{JobRef, Pair};
use super::sides::DriftSides;
use crate::drift::versions::is_bump;
use crate::facts::CommandFact;
use crate::facts::commands::CommandRole;
use crate::facts::commit::Facts;
use crate::formats::expr::fold::fold_case;
use crate::formats::workflow::model::Step;
use crate::span::{Location, Span};

pub(super) fn compare_matrices(sides: &DriftSides<'_>, drift: &mut DriftReport) {
    for pair in &sides.pairs.jobs {
        let Some(head) = pair.head else { continue };
        let has_matrix =
            pair.base.job.strategy.as_ref().is_some_and(|strategy| strategy.matrix.is_some());
        if pair.is_unchanged && !has_matrix {
            continue;
        }
        let MatrixRows { base: ours, head: theirs, hidden } = rows(pair.base.job, head.job);
        if has_matrix {
            drift.examine(DriftAspect::LegRemoved, ours.len().max(1));
        }
        if pair.is_unchanged {
            continue;
        }
        hidden.into_iter().for_each(|hidden| drift.add(unknown(pair, &head, hidden)));
        let shards = shards(&pair.base, &head);
        let gone = removed(sides, pair, &head, (&ours, &theirs), &shards);
        let is_told = !gone.is_empty();
        gone.into_iter().for_each(|shift| drift.add(shift));
        let mirrored = Pair { base: head, head: Some(pair.base), is_unchanged: false };
        for shift in added(&mirrored, &pair.base, (&theirs, &ours), &shards) {
            drift.add(shift);
        }
        if !is_told {
            systems(sides, pair, &head).into_iter().for_each(|shift| drift.add(shift));
        }
    }
}

/// One group of legs that are gone: all with a value that none has any more, or the others one by one.
struct Group {
    /// The axis and its value.
    value: Option<(String, String)>,
    rows: Vec<MatrixRow>,
}

fn groups(rows: Vec<MatrixRow>, theirs: &[MatrixRow]) -> Vec<Group> {
    let is_gone = |(key, value): &&(String, String)| {
        !value.is_empty() && !distinct(theirs, key).contains(value)
    };
    let mut open = rows;
    let mut groups = Vec::new();
    while !open.is_empty() {
        let mut counts: Vec<((String, String), usize)> = Vec::new();
        for pair in open.iter().flat_map(|row| row.named().iter().filter(is_gone)) {
            match counts.iter_mut().find(|(known, _)| known == pair) {
                Some((_, count)) => *count += 1,
                None => counts.push((pair.clone(), 1)),
            }
        }
        // Of equals the first: the axes stand in the order of the file.
        let most = counts.iter().map(|(_, count)| *count).max();
        let found = counts.into_iter().find(|(_, count)| Some(*count) == most);
        let Some((value, _)) = found else { break };
        let (rows, rest) = open.into_iter().partition(|row| row.named().contains(&value));
        groups.push(Group { value: Some(value), rows });
        open = rest;
    }
    groups.extend(open.into_iter().map(|row| Group { value: None, rows: vec![row] }));
    groups
}

fn removed(
    sides: &DriftSides<'_>,
    pair: &Pair<'_>,
    head: &JobRef<'_>,
    (ours, theirs): (&[MatrixRow], &[MatrixRow]),
    shards: &BTreeSet<String>,
) -> Vec<Difference> {
    let MissingMatrixJobs { mut rows, mut axes } = lost(ours, theirs, &AxisText::of(head), shards);
    if rows.is_empty() && axes.is_empty() {
        return Vec::new();
    }
    let others = others(sides, pair);
    rows.retain(|row| !others.iter().any(|other| other.takes(row, ours)));
    for (key, values) in &mut axes {
        values.retain(|value| !others.iter().any(|other| other.has(key, value)));
    }
    axes.retain(|(_, values)| !values.is_empty());
    let job = &pair.base.job.id.value;
    let id = Some((Arc::clone(&pair.base.fact.path), job.clone()));
    let shift =
        |subject: String, message: String, shown: String, key: &str, value: &str| Difference {
            aspect: DriftAspect::LegRemoved,
            direction: DriftDirection::Weaker,
            subject: format!("{}/{subject}", pair.base.subject()),
            job: id.clone(),
            message,
            before: DifferenceSide::base(shown, pair.base.place_of(key, value)),
            after: DifferenceSide::head("gone", head.place_of(key, "")),
            why: "what fails only there is no longer seen".to_owned(),
            at_most: None,
        };
    let mut shifts = Vec::new();
    for Group { value, rows } in groups(rows, theirs) {
        let legs = count(rows.len());
        let labels: Vec<String> = rows.iter().map(MatrixRow::label).collect();
        shifts.push(match &value {
            Some((key, value)) => {
                let named = format!("{key}: {value}");
                let message = format!(
                    "`{job}` could turn red in {legs} with `{named}`; no leg of the head has it"
                );
                shift(named.clone(), message, format!("{legs} of {named}"), key, value)
            }
            None => {
                let label = labels.join("; ");
                let message = format!(
                    "`{job}` could turn red in its leg `{label}`; the head has no such leg"
                );
                shift(label.clone(), message, label, "", "")
            }
        });
    }
    for (key, values) in axes {
        let shown = values.join(", ");
        let message = format!(
            "`{job}` could turn red in legs with `{key}` of {}; the head has no `{key}`, and names them nowhere",
            values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ")
        );
        shifts.push(shift(key.clone(), message, format!("{key}: {shown}"), &key, ""));
    }
    shifts
}

/// The mirror image: here the "base" of the pair is the head.
fn added(
    mirrored: &Pair<'_>,
    base: &JobRef<'_>,
    (ours, theirs): (&[MatrixRow], &[MatrixRow]),
    shards: &BTreeSet<String>,
) -> Vec<Difference> {
    let new = lost(ours, theirs, &AxisText::of(base), shards);
    let head = mirrored.base;
    let shift = |subject: String, shown: String, (key, value): (&str, &str)| Difference {
        aspect: DriftAspect::LegRemoved,
        direction: DriftDirection::Stronger,
        subject: format!("{}/{subject}", head.subject()),
        job: Some((Arc::clone(&head.fact.path), head.job.id.value.clone())),
        message: format!("`{}` runs {shown} more", head.job.id.value),
        before: DifferenceSide::base("none", base.place_of(key, "")),
        after: DifferenceSide::head(shown, head.place_of(key, value)),
        why: "more is tested".to_owned(),
        at_most: None,
    };
    let groups = groups(new.rows, theirs).into_iter().map(|group| {
        let legs = count(group.rows.len());
        match group.value {
            Some((key, value)) => shift(
                format!("{key}: {value}"),
                format!("{legs} of {key}: {value}"),
                (&key, &value),
            ),
            None => {
                let label = group.rows.iter().map(MatrixRow::label).collect::<Vec<_>>().join("; ");
                shift(label.clone(), format!("the leg {label}"), ("", ""))
            }
        }
    });
    groups.collect()
}

fn count(legs: usize) -> String {
    if legs == 1 { "1 leg".to_owned() } else { format!("{legs} legs") }
}

fn unknown(pair: &Pair<'_>, head: &JobRef<'_>, hidden: UnknownMatrix) -> Difference {
    let job = &pair.base.job.id.value;
    let UnknownMatrix { key, before, after, span, why } = hidden;
    let path = |at: &JobRef<'_>| Arc::clone(&at.fact.path);
    Difference {
        aspect: DriftAspect::LegRemoved,
        direction: DriftDirection::Unknown,
        subject: format!("{}/{key}", pair.base.subject()),
        job: Some((path(&pair.base), job.clone())),
        message: format!(
            "the legs of `{job}` were written out; now {why}, so nobody can tell which of them are left"
        ),
        before: DifferenceSide::base(before, pair.base.place_of(&key, "")),
        after: DifferenceSide::head(after, Location::new(path(head), span)),
        why: "only the run knows what is tested".to_owned(),
        at_most: None,
    }
}

/// Systems that a job ran on whatever its legs are called.
fn systems(sides: &DriftSides<'_>, pair: &Pair<'_>, head: &JobRef<'_>) -> Vec<Difference> {
    let (Some(ours), Some(theirs)) = (families(&pair.base), families(head)) else {
        return Vec::new();
    };
    if ours == theirs {
        return Vec::new();
    }
    let others = others(sides, pair);
    let job = &pair.base.job.id.value;
    let shift = |family: &AxisFamily, direction, from: &JobRef<'_>, message: String| {
        let place = |at: &JobRef<'_>| {
            let runner = at.job.runs_on.as_ref();
            let span = runner.map_or(at.job.id.span, |runner| runner.span);
            Location::new(Arc::clone(&at.fact.path), span)
        };
        let shown = |of: &BTreeSet<AxisFamily>| {
            of.iter().map(|family| family.name()).collect::<Vec<_>>().join(", ")
        };
        Difference {
            aspect: DriftAspect::LegRemoved,
            direction,
            subject: format!("{}/{}", from.subject(), family.name()),
            job: Some((Arc::clone(&from.fact.path), from.job.id.value.clone())),
            message,
            before: DifferenceSide::base(shown(&ours), place(&pair.base)),
            after: DifferenceSide::head(shown(&theirs), place(head)),
            why: "what fails only there is no longer seen".to_owned(),
            at_most: None,
        }
    };
    let is_elsewhere = |family: &&AxisFamily| others.iter().any(|other| other.runs_on(**family));
    let lost = ours.difference(&theirs).filter(|family| !is_elsewhere(family)).map(|family| {
        let name = family.name();
        let message = format!("`{job}` could turn red on {name}; the head runs it on none");
        shift(family, DriftDirection::Weaker, &pair.base, message)
    });
    let new = theirs.difference(&ours).filter(|_| ours.is_subset(&theirs)).map(|family| {
        let message = format!("`{}` runs on {} too", head.job.id.value, family.name());
        shift(family, DriftDirection::Stronger, head, message)
    });
    lost.chain(new).collect()
}

/// A job of the head that may have taken legs over: it checks something of what the pair's checks, and
/// did not have them before.
struct Other {
    said: AxisText,
    rows: Vec<MatrixRow>,
    before: Vec<MatrixRow>,
    systems: BTreeSet<AxisFamily>,
}

impl Other {
    /// Whether all values that tell a leg from the others are found there.
    fn takes(&self, row: &MatrixRow, of: &[MatrixRow]) -> bool {
        let telling = row
            .named()
            .iter()
            .filter(|(key, value)| !value.is_empty() && distinct(of, key).len() > 1);
        let values: Vec<&String> = telling.map(|(_, value)| value).collect();
        let is_in = |rows: &[MatrixRow]| {
            rows.iter().any(|row| {
                values.iter().all(|value| {
                    row.values.iter().any(|(_, new)| is_bump(value, new)) || self.said.says(value)
                })
            })
        };
        is_in(&self.rows) && (self.before.is_empty() || !is_in(&self.before))
    }

    fn has(&self, key: &str, value: &str) -> bool {
        let is_in = |rows: &[MatrixRow]| distinct(rows, key).iter().any(|new| new == value);
        self.before.is_empty() && self.said.says(value) || is_in(&self.rows) && !is_in(&self.before)
    }

    fn runs_on(&self, family: AxisFamily) -> bool {
        self.systems.contains(&family)
    }
}

fn others(sides: &DriftSides<'_>, pair: &Pair<'_>) -> Vec<Other> {
    let checks = tools(sides.base, &pair.base);
    let is_like = |at: &JobRef<'_>| {
        let theirs = tools(sides.head, at);
        let called = |at: &JobRef<'_>| at.job.uses.as_ref().map(|uses| uses.value.clone());
        !checks.is_disjoint(&theirs)
            || called(at).is_some() && called(at) == called(&pair.base)
            || checks.is_empty() && shares_an_action(&pair.base, at)
    };
    let own = pair.head;
    let is_own = |at: &JobRef<'_>| own.is_some_and(|own| std::ptr::eq(own.job, at.job));
    let of = |at: JobRef<'_>, twin: Option<JobRef<'_>>| Other {
        said: AxisText::of(&at),
        rows: rows(at.job, at.job).base,
        before: twin.map(|twin| rows(twin.job, twin.job).base).unwrap_or_default(),
        systems: match (families(&at), twin.as_ref().map(families)) {
            (Some(now), None) => now,
            (Some(now), Some(Some(before))) => now.difference(&before).copied().collect(),
            _ => BTreeSet::new(),
        },
    };
    let new = sides.pairs.added.iter().map(|at| (*at, None));
    let paired = sides.pairs.jobs.iter().filter_map(|other| Some((other.head?, Some(other.base))));
    let all = new.chain(paired).filter(|(at, _)| !is_own(at) && is_like(at));
    all.map(|(at, twin)| of(at, twin)).collect()
}

/// The tools and scripts that a job runs.
fn tools(facts: &Facts, at: &JobRef<'_>) -> BTreeSet<String> {
    let named = |command: &CommandFact| match &command.role {
        CommandRole::Gate(gate) => Some(gate.tool.clone()),
        CommandRole::Script => Some(command.text.clone()),
        CommandRole::Other => None,
    };
    facts.commands_of_job(&at.fact.path, &at.job.id.value).filter_map(named).collect()
}

/// Jobs without any known check are alike by an action beside those that all jobs have.
fn shares_an_action(one: &JobRef<'_>, other: &JobRef<'_>) -> bool {
    let actions = |at: &JobRef<'_>| -> BTreeSet<String> {
        let uses = at.job.steps.iter().filter_map(|step| step.uses.as_ref());
        let names = uses.filter_map(|uses| uses.value.split('@').next().map(str::to_lowercase));
        names.filter(|name| !name.starts_with("actions/")).collect()
    };
    let scripts = |at: &JobRef<'_>| -> BTreeSet<String> {
        let runs = at.job.steps.iter().filter_map(|step| step.run.as_ref());
        runs.map(|run| run.text.trim().to_owned()).collect()
    };
    !actions(one).is_disjoint(&actions(other)) || !scripts(one).is_disjoint(&scripts(other))
}

/// Keys that only divide the work, where the division itself changed: a leg less is then no test less.
/// Where the commands stay as they are (`--shard ${{ matrix.shard }}/4`), a leg less is a part less.
fn shards(base: &JobRef<'_>, head: &JobRef<'_>) -> BTreeSet<String> {
    const WORDS: [&str; 8] =
        ["SHARD", "PARTITION", "CHUNK", "SPLIT", "GROUP", "BUCKET", "NODE_INDEX", "SLICE"];
    let keys = |at: &JobRef<'_>| -> Vec<String> {
        let rows = rows(at.job, at.job).base;
        rows.iter().flat_map(|row| row.values.iter().map(|(key, _)| fold_case(key))).collect()
    };
    let (ours, theirs) = (keys(base), keys(head));
    let is_shard = |key: &&String| WORDS.iter().any(|word| key.contains(word));
    let found: BTreeSet<String> = ours.iter().chain(&theirs).filter(is_shard).cloned().collect();
    let texts = |at: &JobRef<'_>| -> Vec<String> {
        at.job.steps.iter().flat_map(texts_of).filter(|text| text.contains("matrix.")).collect()
    };
    let (before, after) = (texts(base), texts(head));
    let divides_itself = after.iter().any(|text| text.contains("strategy.job-total"));
    let is_new =
        before != after || found.iter().any(|key| !(ours.contains(key) && theirs.contains(key)));
    if divides_itself || is_new || totals_change(base, head) { found } else { BTreeSet::new() }
}

/// A key beside them says how many there are, and says another number now.
fn totals_change(base: &JobRef<'_>, head: &JobRef<'_>) -> bool {
    let totals = |at: &JobRef<'_>| -> BTreeSet<String> {
        let rows = rows(at.job, at.job).base;
        let is_total = |key: &str| {
            ["TOTAL", "COUNT", "SHARDS", "NUM"].iter().any(|word| fold_case(key).contains(word))
        };
        rows.iter()
            .flat_map(|row| row.values.iter().filter(|(key, _)| is_total(key)))
            .map(|(_, value)| value.clone())
            .collect()
    };
    totals(base) != totals(head)
}

fn texts_of(step: &Step) -> Vec<String> {
    let run = step.run.iter().map(|run| run.text.clone());
    let env = step.env.vars.iter().map(|(_, value)| value.value.clone());
    let with = step.with.iter().map(|(_, value)| crate::drift::matrix::said::shown(&value.value));
    run.chain(env).chain(with).collect()
}

impl JobRef<'_> {
    /// Where an axis, or one value of it, is written; else the matrix, else the job.
    fn place_of(&self, key: &str, value: &str) -> Location {
        let span: Span = known::place(self.job, key, value).unwrap_or(self.job.id.span);
        Location::new(Arc::clone(&self.fact.path), span)
    }
}

#[cfg(test)]
mod tests;
