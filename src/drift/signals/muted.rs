//! `continue-on-error` of jobs and steps, leg by leg: what had to end well and may fail now.

use super::pair::JobPair;
use crate::catalog::purposes;
use crate::drift::checks::place;
use crate::drift::difference::{DifferenceSide, DriftDirection, DriftReport, SeverityCap};
use crate::drift::pairs::steps;
use crate::facts::jobs::advisory::GatingJobs;
use crate::facts::jobs::matrix::expand_matrix;
use crate::facts::jobs::matrix_job::{MatrixJob, MatrixJobs};
use crate::facts::jobs::{FlagValue, resolve_flag};
use crate::facts::path::step::is_tolerated;
use crate::formats::workflow::model::{Flag, Job, Step, Value};
use crate::span::Spanned;

pub(super) fn compare_muted(pair: &JobPair<'_, '_>, drift: &mut DriftReport) {
    let (base, head) = (pair.base().job, pair.head.job);
    if let Some(taken) = taken(Flagged::of_job(base), Flagged::of_job(head)) {
        of_job(pair, &taken, drift);
        return;
    }
    if let Some(flag) = base.continue_on_error.as_ref()
        && taken_back(flag, Flagged::of_job(base), Flagged::of_job(head))
    {
        heard_again(pair, pair.base().subject(), flag, drift);
    }
    for (old, new) in steps(base, head) {
        if let Some(new) = new {
            of_step(pair, (old, new), drift);
        }
    }
}

/// A flag and the job whose legs it is about.
#[derive(Clone, Copy)]
struct Flagged<'a> {
    flag: Option<&'a Flag>,
    job: &'a Job,
}

impl<'a> Flagged<'a> {
    const fn of_job(job: &'a Job) -> Self {
        Self { flag: job.continue_on_error.as_ref(), job }
    }

    const fn of_step(step: &'a Step, job: &'a Job) -> Self {
        Self { flag: step.continue_on_error.as_ref(), job }
    }

    fn resolved(self) -> FlagValue {
        self.flag.map_or(FlagValue::Never, |flag| resolve_flag(&flag.value.value, self.job))
    }
}

/// What a flag takes, and the head's flag.
struct Taken<'a> {
    flag: &'a Flag,
    /// The legs; none for all of them.
    legs: Vec<String>,
    /// The run decides.
    is_open: bool,
}

/// What may fail on the head and might not on the base. What is new on the head takes nothing away.
fn taken<'a>(base: Flagged<'a>, head: Flagged<'a>) -> Option<Taken<'a>> {
    let flag = head.flag?;
    let taken = |legs, is_open| Some(Taken { flag, legs, is_open });
    match (base.resolved(), head.resolved()) {
        (_, FlagValue::Never) | (FlagValue::Always, _) => None,
        (FlagValue::Unknown(_), FlagValue::Unknown(_)) => None,
        (_, FlagValue::Unknown(_)) => taken(Vec::new(), true),
        (FlagValue::Unknown(_), FlagValue::InMatrixJobs { .. }) => None,
        (_, FlagValue::Always) => taken(Vec::new(), false),
        (before, FlagValue::InMatrixJobs { labels: muted, .. }) => {
            let before = match before {
                FlagValue::InMatrixJobs { labels: legs, .. } => legs,
                _ => Vec::new(),
            };
            let lost = lost_legs((base.job, &before), (head.job, &muted));
            (!lost.is_empty()).then(|| taken(lost, false)).flatten()
        }
    }
}

/// The legs of the base that had to end well, and that the head has only with leave to fail.
fn lost_legs((base, before): (&Job, &[String]), (head, muted): (&Job, &[String])) -> Vec<String> {
    let (MatrixJobs::Expanded(old), MatrixJobs::Expanded(new)) =
        (expand_matrix(base), expand_matrix(head))
    else {
        return Vec::new();
    };
    let strict = old.iter().filter(|leg| !before.contains(&leg.label()));
    let is_lost = |leg: &&MatrixJob| {
        let is_muted = |leg: &MatrixJob| muted.contains(&leg.label());
        if let Some(same) = new.iter().find(|other| values(other) == values(leg)) {
            return is_muted(same);
        }
        let mut now = new.iter().filter(|other| is_same(leg, other)).peekable();
        now.peek().is_some() && now.all(is_muted)
    };
    strict.filter(is_lost).map(MatrixJob::label).collect()
}

/// Whether two legs have the same values where both have one; switches do not count.
fn is_same(one: &MatrixJob, other: &MatrixJob) -> bool {
    let is_switch = |value: &Value| match value {
        Value::Bool(_) | Value::Null => true,
        Value::String(text) => matches!(text.as_str(), "true" | "false" | ""),
        _ => false,
    };
    let mut shared = 0;
    for (key, value) in one.values.iter().filter(|(_, value)| !is_switch(value)) {
        let same = other.values.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        match same {
            Some((_, there)) if is_switch(there) => {}
            Some((_, there)) if text(there) == text(value) => shared += 1,
            Some(_) => return false,
            None => {}
        }
    }
    shared > 0
}

fn values(leg: &MatrixJob) -> std::collections::BTreeMap<String, String> {
    leg.values.iter().map(|(key, value)| (key.to_lowercase(), text(value))).collect()
}

/// A value without its places.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number { text, .. } | Value::String(text) => text.clone(),
        Value::List(items) => {
            items.iter().map(|item| text(&item.value)).collect::<Vec<_>>().join(",")
        }
        Value::Map(fields) => {
            let field = |(key, value): &(Spanned<String>, Spanned<Value>)| {
                format!("{}={}", key.value, text(&value.value))
            };
            fields.iter().map(field).collect::<Vec<_>>().join(",")
        }
    }
}

/// A flag of the base that lets nothing fail any more.
fn taken_back(flag: &Flag, base: Flagged<'_>, head: Flagged<'_>) -> bool {
    let before = resolve_flag(&flag.value.value, base.job);
    before != FlagValue::Never && head.resolved() == FlagValue::Never
}

fn of_job(pair: &JobPair<'_, '_>, taken: &Taken<'_>, drift: &mut DriftReport) {
    let id = &pair.head.job.id.value;
    let message = match (taken.is_open, taken.legs.as_slice()) {
        (true, _) => format!(
            "a failure of `{id}` stopped the run; where `continue-on-error` says so, it does not now"
        ),
        (_, []) => format!("a failure of `{id}` stopped the run; `continue-on-error` takes it now"),
        (_, legs) => format!(
            "a failure of `{id}` stopped the run; `continue-on-error` takes it now in {}",
            listed(legs)
        ),
    };
    let span = taken.flag.key.to(taken.flag.value.span);
    let halves = (
        DifferenceSide::base("has to end well", place(pair.base(), pair.base().job.id.span)),
        DifferenceSide::head("may fail", place(&pair.head, span)),
    );
    let mut shift = pair.shift(pair.base().subject(), message, halves);
    shift.at_most = may_fail(pair, taken).then_some(SeverityCap::Note);
    pair.add(shift, drift);
}

/// Whether the policy lets each of the base's legs fail that are muted now.
fn may_fail(pair: &JobPair<'_, '_>, taken: &Taken<'_>) -> bool {
    let base = pair.base();
    let gating = GatingJobs::of(pair.sides.policy, &base.fact.path, base.job.id.as_str());
    let MatrixJobs::Expanded(legs) = expand_matrix(base.job) else { return false };
    let muted = |leg: &&MatrixJob| taken.legs.contains(&leg.label());
    !taken.legs.is_empty() && !legs.iter().filter(muted).any(|leg| gating.has(leg))
}

fn listed(legs: &[String]) -> String {
    let shown = legs.iter().take(3).map(|leg| format!("`{leg}`")).collect::<Vec<_>>().join(", ");
    match legs.len() {
        0..=3 => shown,
        all => format!("{shown} and {} more legs", all - 3),
    }
}

fn of_step(pair: &JobPair<'_, '_>, (old, new): (&Step, &Step), drift: &mut DriftReport) {
    let (base, head) = (pair.base(), &pair.head);
    let subject = format!("{}/{}", base.subject(), old.label());
    let (before, after) = (Flagged::of_step(old, base.job), Flagged::of_step(new, head.job));
    let is_check =
        pair.checks().any(|check| check.step.is_some_and(|step| std::ptr::eq(step, old)));
    if let Some(flag) = old.continue_on_error.as_ref()
        && is_check
        && is_tolerated(old, base.job)
        && taken_back(flag, before, after)
    {
        return heard_again(pair, subject, flag, drift);
    }
    // A step that was judged by another one, and is judged no more, is as muted as by the flag.
    let was_heard = old.continue_on_error.is_none() || !is_tolerated(old, base.job);
    let before = if was_heard { Flagged { flag: None, job: base.job } } else { before };
    let Some(taken) = taken(before, after).filter(|_| is_tolerated(new, head.job)) else { return };
    let id = &head.job.id.value;
    let label = old.label();
    let message = match (taken.is_open, taken.legs.as_slice()) {
        (true, _) => format!(
            "step `{label}` could turn `{id}` red; where `continue-on-error` says so, it cannot now"
        ),
        (_, []) => format!(
            "step `{label}` could turn `{id}` red; `continue-on-error` takes its failure now"
        ),
        (_, legs) => format!(
            "step `{label}` could turn `{id}` red; `continue-on-error` takes its failure now in {}",
            listed(legs)
        ),
    };
    let span = taken.flag.key.to(taken.flag.value.span);
    let halves = (
        DifferenceSide::base("fails its job", place(base, old.span)),
        DifferenceSide::head("may fail", place(head, span)),
    );
    let mut shift = pair.shift(subject, message, halves);
    let is_light = !is_check && !says_that_it_checks(old) || may_fail(pair, &taken);
    shift.at_most = is_light.then_some(SeverityCap::Note);
    pair.add(shift, drift);
}

fn says_that_it_checks(step: &Step) -> bool {
    let label = step.name.as_ref().map_or("", |name| name.as_str());
    purposes::checks(label) && !purposes::carries(label)
}

fn heard_again(pair: &JobPair<'_, '_>, subject: String, flag: &Flag, drift: &mut DriftReport) {
    let id = &pair.head.job.id.value;
    let message = format!("a failure that `continue-on-error` took turns `{id}` red");
    let span = flag.key.to(flag.value.span);
    let halves = (
        DifferenceSide::base("may fail", place(pair.base(), span)),
        DifferenceSide::head("has to end well", place(&pair.head, pair.head.job.id.span)),
    );
    let mut shift = pair.shift(subject, message, halves);
    shift.direction = DriftDirection::Stronger;
    "a failure is heard again".clone_into(&mut shift.why);
    pair.add(shift, drift);
}
