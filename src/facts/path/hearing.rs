//! What the check of a job says, over all scenarios, when another job does not succeed.

use std::collections::BTreeSet;

use super::answer::{CheckAnswer, answer};
use super::ends::{JobEnd, JobEnds, acts_by_event, key};
use super::reach::Reach;
use super::scenario::Scenario;
use crate::formats::workflow::model::Job;

/// What keeps a job from its success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BrokenBy {
    /// It fails.
    Failure,
    /// It is cancelled, while the run goes on: its time ran out, or somebody cancelled it.
    Cancellation,
}

/// What the check of a job says when another does not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The worst answer.
    pub answer: CheckAnswer,
    /// The scenario of an answer that passes; `None` if every scenario has it.
    pub scenario: Option<Scenario>,
}

impl Reach<'_> {
    /// Returns what the check of a job says in the runs in which another, which it needs directly or through others,
    /// does not succeed: the worst answer. `None` if it does not need it, or if no run has both.
    #[must_use]
    pub fn hears(&self, judge: &Job, of: &Job, broken: BrokenBy) -> Option<Heard> {
        let (id, broken_id) = (key(&judge.id.value), key(&of.id.value));
        if !self.graph.is_behind(&id, &broken_id) {
            return None;
        }
        let end = match broken {
            BrokenBy::Failure => JobEnd::Failure,
            BrokenBy::Cancellation => JobEnd::Cancelled,
        };
        let mut worst: Option<Heard> = None;
        let mut is_everywhere = true;
        // Where no text reads the event, all runs are alike.
        let by_event = acts_by_event(judge);
        let most = if by_event || self.graph.reads_event() { usize::MAX } else { 1 };
        let mut known: Vec<(JobEnds, CheckAnswer)> = Vec::new();
        for (scenario, roots, calm) in self.runs().take(most) {
            let is = |id: &String, end: JobEnd| calm.get(id) == Some(&end);
            if is(&broken_id, JobEnd::Skipped) {
                continue;
            }
            let is_open = calm.values().any(|end| *end == JobEnd::Unknown);
            let open = [JobEnd::Success, JobEnd::Skipped];
            let answers = open.iter().take(if is_open { 2 } else { 1 }).map(|open| {
                let ends = self.graph.ends_after(roots, calm, (&broken_id, end), *open);
                let same = known.iter().find(|(other, _)| !by_event && *other == ends);
                if let Some((_, answer)) = same {
                    return answer.clone();
                }
                let answer = answer(&self.graph, judge, roots, &ends);
                known.push((ends, answer.clone()));
                answer
            });
            let answer = answers.fold(CheckAnswer::Red, CheckAnswer::worse);
            // A job that such runs skip anyway answers nothing there; one that only a failure starts does.
            if is(&id, JobEnd::Skipped) && matches!(answer, CheckAnswer::Skipped { .. }) {
                continue;
            }
            is_everywhere &= answer.passes();
            let is_worse = worst
                .as_ref()
                .is_none_or(|worst| worst.answer.clone().worse(answer.clone()) != worst.answer);
            if is_worse {
                worst = Some(Heard { answer, scenario: Some(scenario) });
            }
        }
        let mut worst = worst?;
        if is_everywhere || !worst.answer.passes() {
            worst.scenario = None;
        }
        Some(worst)
    }

    /// Returns whether a job is skipped where another fails, and would turn red if it ran.
    #[must_use]
    pub fn would_hear(&self, judge: &Job, of: &Job) -> bool {
        let heard = self.hears(judge, of, BrokenBy::Failure);
        heard.is_some_and(|heard| heard.answer == CheckAnswer::Skipped { listens: true })
    }

    /// Returns the jobs from one behind a job up to that job, along `needs`, the shortest way.
    #[must_use]
    pub fn way(&self, from: &Job, to: &Job) -> Vec<String> {
        let mut ways: Vec<Vec<&Job>> = vec![vec![from]];
        let mut seen = BTreeSet::from([key(&from.id.value)]);
        let mut next = 0;
        while let Some(way) = ways.get(next).cloned() {
            next += 1;
            let last = way.last().map_or_else(String::new, |job| key(&job.id.value));
            if last == key(&to.id.value) {
                return way.iter().skip(1).map(|job| job.id.value.clone()).collect();
            }
            for job in &self.graph.workflow.jobs {
                let needs = job.needs.iter().any(|need| key(&need.value) == last);
                if needs && seen.insert(key(&job.id.value)) {
                    let mut longer = way.clone();
                    longer.push(job);
                    ways.push(longer);
                }
            }
        }
        Vec::new()
    }
}
