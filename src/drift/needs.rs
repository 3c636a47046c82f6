//! Edges between jobs: what an aggregator, a deployment or a required job waits for.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::checks::{CheckSource, JobCheck, SideChecks, place};
use super::difference::{Difference, DifferenceSide, DriftAspect, DriftDirection, DriftReport};
use super::matching::CheckMatches;
use super::pairs::JobRef;
use super::sides::DriftSides;
use crate::catalog::purposes;
use crate::facts::jobs::runs_truegreen;
use crate::facts::path::climb::aggregated_jobs;
use crate::formats::workflow::model::{Job, Workflow};
use crate::span::Span;

/// Why it matters what a job waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NeedsSink {
    /// It sums others up, or the policy requires it.
    Gate,
    /// It gives something out of hand.
    Release,
}

pub(super) fn compare_needs(
    sides: &DriftSides<'_>,
    matched: &CheckMatches<'_>,
    drift: &mut DriftReport,
) {
    let edges = Edges { sides, base: &matched.base, head: &matched.head };
    for pair in &sides.pairs.jobs {
        let Some(head) = pair.head else { continue };
        let (old, new) =
            (edges.sink(&pair.base, NeedsSide::Base), edges.sink(&head, NeedsSide::Head));
        if let Some(sink) = old {
            edges.dropped(sink, (&pair.base, &head), drift);
        }
        if old == Some(NeedsSink::Gate) && ran_whatever(pair.base.job) && !ran_whatever(head.job) {
            unheard((&pair.base, &head), drift);
        }
        if new.is_some() {
            edges.added((&pair.base, &head), drift);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NeedsSide {
    Base,
    Head,
}

struct Edges<'s, 'a> {
    sides: &'s DriftSides<'a>,
    base: &'s SideChecks<'a>,
    head: &'s SideChecks<'a>,
}

impl<'a> Edges<'_, 'a> {
    fn checks(&self, at: &JobRef<'_>, side: NeedsSide) -> &[JobCheck<'a>] {
        if side == NeedsSide::Base { self.base.of(at) } else { self.head.of(at) }
    }

    fn has_checks(&self, at: &JobRef<'_>, side: NeedsSide) -> bool {
        !self.checks(at, side).is_empty()
    }

    fn sink(&self, at: &JobRef<'_>, side: NeedsSide) -> Option<NeedsSink> {
        let job = at.job;
        if job.needs.is_empty() && side == NeedsSide::Base {
            return None;
        }
        let is_required = self.sides.policy.is_required(&at.fact.path, &job.id.value);
        if is_required || sums_up(job, at.workflow) || self.only_waits(at, side) {
            return Some(NeedsSink::Gate);
        }
        purposes::releases(job).then_some(NeedsSink::Release)
    }

    /// Nothing but its needs can keep it from being green: it stands for them.
    fn only_waits(&self, at: &JobRef<'_>, side: NeedsSide) -> bool {
        let steps = &at.job.steps;
        !steps.is_empty()
            && !at.job.needs.is_empty()
            && steps.iter().all(|step| step.run.is_some())
            && self.checks(at, side).iter().all(|check| check.of == CheckSource::Unknown)
            && !purposes::releases(at.job)
            && steps.iter().all(|step| {
                let lines = step.run.iter().flat_map(|run| run.text.lines());
                let mut words = lines.filter_map(|line| line.split_whitespace().next());
                words.all(|word| {
                    matches!(word, "echo" | "exit" | "true" | ":" | "printf")
                        || word.starts_with('#')
                })
            })
    }

    fn dropped(
        &self,
        sink: NeedsSink,
        (base, head): (&JobRef<'a>, &JobRef<'a>),
        drift: &mut DriftReport,
    ) {
        let waited = behind(base.workflow, base.job);
        let waits = behind(head.workflow, head.job);
        let mut lost: Vec<(JobRef<'a>, JobRef<'a>)> = Vec::new();
        for needed in base.workflow.jobs.iter().filter(|job| waited.contains(job.id.as_str())) {
            let needed = JobRef { fact: base.fact, workflow: base.workflow, job: needed };
            if !self.has_checks(&needed, NeedsSide::Base) {
                continue;
            }
            drift.examine(DriftAspect::NeedsDropped, 1);
            let pair = self.sides.pairs.of(&needed.fact.path, &needed.job.id.value);
            let Some(now) = pair.and_then(|pair| pair.head) else { continue };
            let is_here = now.fact.path == head.fact.path;
            if is_here && !waits.contains(now.job.id.as_str()) && !self.is_held(sink, head, &now) {
                lost.push((needed, now));
            }
        }
        let all = lost.clone();
        // What is lost together with a job that waits for it is told there.
        lost.retain(|(needed, _)| {
            !all.iter()
                .any(|(other, _)| behind(base.workflow, other.job).contains(needed.job.id.as_str()))
        });
        for (needed, now) in lost {
            drift.add(shift(sink, (base, head), (&needed, &now)));
        }
    }

    /// Another job that sums up waits for it now, and did not before or is the gate of this one too.
    fn is_held(&self, sink: NeedsSink, head: &JobRef<'a>, needed: &JobRef<'a>) -> bool {
        if self.sides.policy.is_required(&head.fact.path, &head.job.id.value) {
            return false;
        }
        head.workflow.jobs.iter().any(|job| {
            let at = JobRef { fact: head.fact, workflow: head.workflow, job };
            let waits = behind(head.workflow, job).contains(needed.job.id.as_str());
            if !waits || self.sink(&at, NeedsSide::Head) != Some(NeedsSink::Gate) {
                return false;
            }
            let waited = self.sides.pairs.was(&at.fact.path, &job.id.value).is_some_and(|pair| {
                let was = self.sides.pairs.was(&needed.fact.path, &needed.job.id.value);
                was.is_some_and(|was| {
                    behind(pair.base.workflow, pair.base.job).contains(was.base.job.id.as_str())
                })
            });
            sink == NeedsSink::Gate || !waited
        })
    }

    fn added(&self, (base, head): (&JobRef<'a>, &JobRef<'a>), drift: &mut DriftReport) {
        let waited = behind(base.workflow, base.job);
        for need in &head.job.needs {
            let mut jobs = head.workflow.jobs.iter();
            let Some(job) = jobs.find(|job| job.id.value == need.value) else { continue };
            let at = JobRef { fact: head.fact, workflow: head.workflow, job };
            let was = self.sides.pairs.was(&at.fact.path, &job.id.value);
            let is_old = was.is_some_and(|pair| waited.contains(pair.base.job.id.as_str()));
            if is_old || !self.has_checks(&at, NeedsSide::Head) {
                continue;
            }
            drift.add(Difference {
                aspect: DriftAspect::NeedsDropped,
                direction: DriftDirection::Stronger,
                subject: base.subject(),
                job: Some((Arc::clone(&base.fact.path), base.job.id.value.clone())),
                message: format!("`{}` waits for `{}` now", head.job.id.value, need.value),
                before: DifferenceSide::default(),
                after: DifferenceSide::head(
                    format!("needs `{}`", need.value),
                    place(head, need.span),
                ),
                why: "one more check is waited for".to_owned(),
                at_most: None,
            });
        }
    }
}

fn shift(
    sink: NeedsSink,
    (base, head): (&JobRef<'_>, &JobRef<'_>),
    (needed, now): (&JobRef<'_>, &JobRef<'_>),
) -> Difference {
    let (id, need) = (&base.job.id.value, &needed.job.id.value);
    let message = match sink {
        NeedsSink::Gate => format!(
            "a failure of `{need}` kept `{id}` from being green; `{}` does not wait for it now",
            head.job.id.value
        ),
        NeedsSink::Release => format!(
            "a failure of `{need}` stopped `{id}`; `{}` does not wait for it now and goes on",
            head.job.id.value
        ),
    };
    let direct = base.job.needs.iter().find(|edge| edge.value.eq_ignore_ascii_case(need));
    let before = direct.map_or_else(|| first_need(base.job), |edge| edge.span);
    Difference {
        aspect: DriftAspect::NeedsDropped,
        direction: DriftDirection::Weaker,
        subject: base.subject(),
        job: Some((Arc::clone(&base.fact.path), id.clone())),
        message,
        before: DifferenceSide::base(format!("waits for `{need}`"), place(base, before)),
        after: DifferenceSide::head(
            format!("does not wait for `{}`", now.job.id.value),
            place(head, first_need(head.job)),
        ),
        why: "a failed check stops nothing".to_owned(),
        at_most: None,
    }
}

fn first_need(job: &Job) -> Span {
    job.needs.first().map_or(job.id.span, |need| need.span)
}

/// Whether the `if:` lets a job run though one that it waits for failed.
fn ran_whatever(job: &Job) -> bool {
    let words = ["always()", "cancelled()", "failure()"];
    words.iter().any(|word| job.condition().contains(word))
}

/// A gate that was red where what it waits for failed, and is skipped there now.
fn unheard((base, head): (&JobRef<'_>, &JobRef<'_>), drift: &mut DriftReport) {
    // The gate's own job is told by what looks at it.
    if head.job.needs.is_empty() || runs_truegreen(base.job) {
        return;
    }
    let id = &head.job.id.value;
    let span = head.job.condition.as_ref().map_or(head.job.id.span, |condition| condition.span);
    let was = base.job.condition.as_ref().map_or(base.job.id.span, |condition| condition.span);
    drift.add(Difference {
        aspect: DriftAspect::SignalLost,
        direction: DriftDirection::Weaker,
        subject: base.subject(),
        job: Some((Arc::clone(&base.fact.path), base.job.id.value.clone())),
        message: format!(
            "`{id}` ran where a job that it waits for failed; it is skipped there now, and a skipped check passes"
        ),
        before: DifferenceSide::base(base.job.condition(), place(base, was)),
        after: DifferenceSide::head("is skipped where one of them fails", place(head, span)),
        why: "a failure goes unheard".to_owned(),
        at_most: None,
    });
}

/// A job that runs whatever happened and looks at what it needs.
fn sums_up(job: &Job, workflow: &Workflow) -> bool {
    let texts = || {
        let steps = job.steps.iter();
        steps.flat_map(|step| {
            let run = step.run.as_ref().map(|run| run.text.clone());
            let given = step.with.iter().map(|(_, value)| format!("{:?}", value.value));
            let env = step.env.vars.iter().map(|(_, value)| value.value.clone());
            run.into_iter()
                .chain(given)
                .chain(env)
                .chain([step.condition().to_owned()])
                .collect::<Vec<_>>()
        })
    };
    let looks = || texts().any(|text| text.contains("needs.") || text.contains("(needs)"));
    !aggregated_jobs(job, workflow).is_empty() || (ran_whatever(job) && looks())
}

/// All that a job waits for, however far back.
fn behind<'w>(workflow: &'w Workflow, job: &'w Job) -> BTreeSet<&'w str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&Job> = vec![job];
    while let Some(job) = open.pop() {
        for need in &job.needs {
            let mut jobs = workflow.jobs.iter();
            let Some(needed) = jobs.find(|job| job.id.value.eq_ignore_ascii_case(&need.value))
            else {
                continue;
            };
            if found.insert(needed.id.as_str()) {
                open.push(needed);
            }
        }
    }
    found
}
