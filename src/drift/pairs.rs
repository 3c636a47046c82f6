//! Which workflow, job and step of the head is which of the base: by place, by name, and by what they do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::drift::unchanged::unchanged;
use crate::facts::commit::Facts;
use crate::facts::workflow::WorkflowFact;
use crate::formats::workflow::model::{Job, Step, Workflow};

/// Jobs, and steps, that share less than this of what they do are not the same under another name.
const ALIKE: f64 = 0.5;

/// A workflow: its file, and its model.
pub type WorkflowRef<'a> = (&'a WorkflowFact, &'a Workflow);

/// Whether a step of the base is one of the head.
type IsSamePair<'p> = &'p dyn Fn(&Step, &Step) -> bool;

/// A job with its workflow.
#[derive(Clone, Copy, Debug)]
pub struct JobRef<'a> {
    /// The file.
    pub fact: &'a WorkflowFact,
    /// Its model.
    pub workflow: &'a Workflow,
    /// The job.
    pub job: &'a Job,
}

impl JobRef<'_> {
    /// `ci.yml/unit`.
    #[must_use]
    pub fn subject(&self) -> String {
        format!("{}/{}", self.fact.name(), self.job.id.value)
    }

    fn is(&self, other: &Self) -> bool {
        std::ptr::eq(self.job, other.job)
    }

    fn is_at(&self, path: &str, id: &str) -> bool {
        *self.fact.path == *path && self.job.id.value.eq_ignore_ascii_case(id)
    }
}

/// A job of the base, and what it became.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// The base's.
    pub base: JobRef<'a>,
    /// The head's; `None` where it is gone.
    pub head: Option<JobRef<'a>>,
    /// Whether its workflow is [unchanged](super::unchanged), so that nothing of the job can differ.
    pub is_unchanged: bool,
}

/// All that corresponds.
#[derive(Debug, Default)]
pub struct JobPairs<'a> {
    /// Every workflow of the base that can be read, with the head's, in the order of the paths.
    pub workflows: Vec<(WorkflowRef<'a>, Option<WorkflowRef<'a>>)>,
    /// Every job of the base, in the order of the files.
    pub jobs: Vec<Pair<'a>>,
    /// The jobs of the head that are none of the base.
    pub added: Vec<JobRef<'a>>,
    /// The paths of the workflows that the change leaves alone.
    unchanged: BTreeSet<&'a str>,
}

impl<'a> JobPairs<'a> {
    /// Finds them.
    #[must_use]
    pub fn new(base: &'a Facts, head: &'a Facts) -> Self {
        let unchanged = unchanged(base, head);
        let workflows = workflows(base, head);
        let is_open = |fact: &WorkflowFact| !unchanged.contains(&*fact.path);
        let before: Vec<JobRef<'a>> = jobs(base).filter(|at| is_open(at.fact)).collect();
        let after: Vec<JobRef<'a>> = jobs(head).filter(|at| is_open(at.fact)).collect();
        let mut matching = Matching { found: vec![None; before.len()], free: after };
        let renamed: BTreeMap<&str, &Arc<str>> = workflows
            .iter()
            .filter_map(|((old, _), new)| Some((&*old.path, &new.as_ref()?.0.path)))
            .collect();
        matching.take(&before, |old, new| {
            let path = renamed.get(&*old.fact.path);
            path.is_some_and(|path| new.is_at(path, &old.job.id.value))
        });
        matching.take(&before, |old, new| new.job.id.value == old.job.id.value && alike(old, new));
        matching.take_most_alike(&before);
        let mut found = before.into_iter().zip(matching.found);
        let mut jobs = Vec::new();
        for (fact, workflow) in base.models() {
            if let Some((_, now)) = head.model(&fact.path).filter(|_| !is_open(fact)) {
                let twins = workflow.jobs.iter().zip(&now.jobs);
                jobs.extend(twins.map(|(job, twin)| Pair {
                    base: JobRef { fact, workflow, job },
                    head: Some(JobRef { fact, workflow: now, job: twin }),
                    is_unchanged: true,
                }));
            } else {
                let own = found.by_ref().take(workflow.jobs.len());
                jobs.extend(own.map(|(base, head)| Pair { base, head, is_unchanged: false }));
            }
        }
        Self { workflows, jobs, added: matching.free, unchanged }
    }

    /// Returns whether the change leaves a workflow of the base alone.
    #[must_use]
    pub fn is_unchanged(&self, workflow: &str) -> bool {
        self.unchanged.contains(workflow)
    }

    /// Returns the jobs of the base that may differ.
    pub fn changed(&self) -> impl Iterator<Item = &Pair<'a>> {
        self.jobs.iter().filter(|pair| !pair.is_unchanged)
    }

    /// What a job of the base became.
    #[must_use]
    pub fn of(&self, path: &str, id: &str) -> Option<&Pair<'a>> {
        // They stand in the order of the files.
        let from = self.jobs.partition_point(|pair| *pair.base.fact.path < *path);
        let rest = self.jobs.get(from..).unwrap_or_default().iter();
        let mut own = rest.take_while(|pair| *pair.base.fact.path == *path);
        own.find(|pair| pair.base.is_at(path, id))
    }

    /// What a job of the head was.
    #[must_use]
    pub fn was(&self, path: &str, id: &str) -> Option<&Pair<'a>> {
        self.jobs.iter().find(|pair| pair.head.is_some_and(|head| head.is_at(path, id)))
    }
}

/// Jobs that found one another, and those of the head that are still alone.
struct Matching<'a> {
    found: Vec<Option<JobRef<'a>>>,
    free: Vec<JobRef<'a>>,
}

impl<'a> Matching<'a> {
    fn take(&mut self, before: &[JobRef<'a>], is_same: impl Fn(&JobRef<'a>, &JobRef<'a>) -> bool) {
        for (old, found) in before.iter().zip(&mut self.found).filter(|(_, found)| found.is_none())
        {
            if let Some(at) = self.free.iter().position(|new| is_same(old, new)) {
                *found = Some(self.free.remove(at));
            }
        }
    }

    /// Under another name: the most alike first, those of the same file before others.
    fn take_most_alike(&mut self, before: &[JobRef<'a>]) {
        let alone = before.iter().enumerate().zip(&self.found).filter(|(_, found)| found.is_none());
        let mut likely: Vec<(f64, bool, usize, JobRef<'a>)> = alone
            .flat_map(|((index, old), _)| {
                let of = |new: &JobRef<'a>| {
                    let share = likeness(&what_it_does(old.job), &what_it_does(new.job));
                    (share, old.fact.path == new.fact.path, index, *new)
                };
                self.free.iter().map(of).filter(|(share, ..)| *share >= ALIKE).collect::<Vec<_>>()
            })
            .collect();
        likely.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
        for (_, _, index, new) in likely {
            let Some(found) = self.found.get_mut(index).filter(|found| found.is_none()) else {
                continue;
            };
            if let Some(at) = self.free.iter().position(|free| free.is(&new)) {
                *found = Some(self.free.remove(at));
            }
        }
    }
}

fn jobs(facts: &Facts) -> impl Iterator<Item = JobRef<'_>> {
    facts.models().flat_map(|(fact, workflow)| {
        workflow.jobs.iter().map(move |job| JobRef { fact, workflow, job })
    })
}

/// By path; else the new file with the same name or most of the same jobs.
fn workflows<'a>(
    base: &'a Facts,
    head: &'a Facts,
) -> Vec<(WorkflowRef<'a>, Option<WorkflowRef<'a>>)> {
    let is_in = |facts: &Facts, path: &str| facts.workflow(path).is_some();
    let mut new: Vec<WorkflowRef<'a>> =
        head.models().filter(|(fact, _)| !is_in(base, &fact.path)).collect();
    let mut find = |old: WorkflowRef<'a>| {
        if is_in(head, &old.0.path) {
            return head.model(&old.0.path);
        }
        let shares = |(_, other): &WorkflowRef<'a>| {
            let ids: BTreeSet<&str> = other.jobs.iter().map(|job| job.id.as_str()).collect();
            old.1.jobs.iter().filter(|job| ids.contains(job.id.as_str())).count()
        };
        let is_same = |other: &WorkflowRef<'a>| {
            let name = |at: &WorkflowRef<'a>| at.1.name.as_ref().map(|name| name.value.clone());
            2 * shares(other) >= old.1.jobs.len().max(1)
                || (name(&old).is_some() && name(&old) == name(other))
        };
        let likely = (0..new.len()).filter(|at| new.get(*at).is_some_and(is_same));
        let best = likely.max_by_key(|at| (new.get(*at).map(shares), std::cmp::Reverse(*at)))?;
        Some(new.remove(best))
    };
    base.models().map(|old| (old, find(old))).collect()
}

fn alike(old: &JobRef<'_>, new: &JobRef<'_>) -> bool {
    likeness(&what_it_does(old.job), &what_it_does(new.job)) >= ALIKE
}

/// What a job does, line by line, whatever its steps are called.
fn what_it_does(job: &Job) -> BTreeSet<String> {
    let called = job.uses.iter().map(|uses| unversioned(&uses.value));
    job.steps.iter().flat_map(what_it_says).chain(called).collect()
}

fn what_it_says(step: &Step) -> impl Iterator<Item = String> {
    let run = step.run.iter().flat_map(|run| run.text.lines());
    let lines = run.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let uses = step.uses.iter().map(|uses| unversioned(&uses.value));
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).chain(uses)
}

fn unversioned(uses: &str) -> String {
    uses.split('@').next().unwrap_or_default().to_lowercase()
}

/// How much of two things is the same, from 0 to 1.
fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let all = one.union(other).count();
    if all == 0 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "lines of a job are few")]
    let share = one.intersection(other).count() as f64 / all as f64;
    share
}

/// The steps of a job of the base, each with what it became: by id, by name, by what it does, and at last
/// by the words that its script has in common with those that are left.
#[must_use]
pub fn steps<'a>(base: &'a Job, head: &'a Job) -> Vec<(&'a Step, Option<&'a Step>)> {
    let mut found: Vec<(&Step, Option<&Step>)> =
        base.steps.iter().map(|step| (step, None)).collect();
    let mut free: Vec<&Step> = head.steps.iter().collect();
    let id = |step: &Step| step.id.as_ref().map(|id| id.value.clone());
    let name = |step: &Step| step.name.as_ref().map(|name| name.value.clone());
    let says = |step: &Step| what_it_says(step).collect::<BTreeSet<_>>();
    let words = |step: &Step| -> BTreeSet<String> {
        what_it_says(step)
            .flat_map(|line| line.split(' ').map(str::to_owned).collect::<Vec<_>>())
            .collect()
    };
    let is_same: [IsSamePair<'_>; 5] = [
        &|old, new| says(old) == says(new) && name(old) == name(new),
        &|old, new| id(old).is_some() && id(old) == id(new),
        &|old, new| name(old).is_some() && name(old) == name(new),
        &|old, new| !says(old).is_empty() && says(old) == says(new),
        &|old, new| likeness(&words(old), &words(new)) >= ALIKE,
    ];
    for is_same in is_same {
        for (old, found) in found.iter_mut().filter(|(_, found)| found.is_none()) {
            if let Some(at) = free.iter().position(|new| is_same(old, new)) {
                *found = Some(free.remove(at));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::facts::commit::Facts;
    use std::sync::Arc;

    use super::*;
    use crate::facts::understand::SideInputs;

    fn facts(files: &[(&str, &str)]) -> Facts {
        let file = |(path, text): &(&str, &str)| {
            (Arc::from(format!(".github/workflows/{path}")), Ok(text.as_bytes().to_vec()))
        };
        Facts::new(SideInputs {
            workflows: files.iter().map(file).collect(),
            ..SideInputs::default()
        })
    }

    fn found(base: &[(&str, &str)], head: &[(&str, &str)]) -> Vec<(String, String)> {
        let (base, head) = (facts(base), facts(head));
        let pairs = JobPairs::new(&base, &head);
        let name = |at: Option<JobRef<'_>>| at.map_or_else(|| "gone".to_owned(), |at| at.subject());
        pairs.jobs.iter().map(|pair| (pair.base.subject(), name(pair.head))).collect()
    }

    const TWO: &str = "on: push\njobs:\n  unit:\n    runs-on: x\n    steps:\n      - run: pytest\n      - run: tox\n  lint:\n    runs-on: x\n    steps:\n      - run: ruff check\n";

    #[test]
    fn a_job_is_found_by_its_place_in_a_renamed_file_and_by_what_it_does() {
        let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
        assert_eq!(
            found(&[("ci.yml", TWO)], &[("main.yml", TWO)]),
            [pair("ci.yml/unit", "main.yml/unit"), pair("ci.yml/lint", "main.yml/lint")]
        );
        let renamed = TWO.replace("  unit:", "  tests:");
        assert_eq!(
            found(&[("ci.yml", TWO)], &[("ci.yml", &renamed)]),
            [pair("ci.yml/unit", "ci.yml/tests"), pair("ci.yml/lint", "ci.yml/lint")]
        );
        let (unit, lint) = TWO.split_once("  lint:").unwrap();
        let lint = format!("on: push\njobs:\n  lint:{lint}");
        assert_eq!(
            found(&[("ci.yml", TWO)], &[("ci.yml", unit), ("lint.yml", &lint)]),
            [pair("ci.yml/unit", "ci.yml/unit"), pair("ci.yml/lint", "lint.yml/lint")]
        );
        assert_eq!(
            found(&[("ci.yml", TWO)], &[("ci.yml", unit)]),
            [pair("ci.yml/unit", "ci.yml/unit"), pair("ci.yml/lint", "gone")]
        );
    }

    #[test]
    fn a_step_is_found_by_what_it_is_called_and_by_what_it_does() {
        let job = |steps: &str| {
            let facts = facts(&[(
                "ci.yml",
                &format!("on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n{steps}"),
            )]);
            facts.models().next().unwrap().1.jobs[0].clone()
        };
        let base = job(
            "      - uses: actions/checkout@v4\n      - name: Test\n        run: pytest -x tests\n      - run: ruff check\n",
        );
        let head = job(
            "      - run: ruff check .\n      - uses: actions/checkout@v5\n      - name: Unit tests\n        run: pytest -x tests\n",
        );
        let indices: Vec<Option<usize>> =
            steps(&base, &head).iter().map(|(_, new)| new.map(|step| step.index)).collect();
        assert_eq!(indices, [Some(1), Some(2), Some(0)]);
    }
}
