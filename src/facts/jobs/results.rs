//! How the jobs of a workflow ended, by the list of the API.
//!
//! The API lists jobs by the names that it shows (`unit (3.12)`, `caller / callee`), not by their
//! ids, so each entry is assigned to the jobs that may have its name.

use super::check_names::check_names;
use super::matrix::expand_matrix;
use super::matrix_job::MatrixJobs;
use crate::formats::github::run_jobs::{RunConclusion, RunJob};
use crate::formats::workflow::model::{Job, Workflow};

/// Characters after which GitHub cuts names of jobs.
///
/// Source: `actions/runner`, `src/Sdk/WorkflowParser/Conversion/JobNameBuilder.cs`.
const LONGEST_NAME: usize = 100;

/// The end of one job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobConclusion {
    /// No entry has its name.
    NotListed,
    /// Some of its matrix jobs have no entry; the first of them.
    LacksMatrixJob(String),
    /// The job, or one of its matrix jobs, has not ended; the first of them.
    Running(String),
    /// The job or all of its matrix jobs ended; the worst conclusion.
    Ended(RunConclusion),
}

/// An entry of the list that belongs to a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobEntry<'e> {
    /// The entry.
    pub run: &'e RunJob,
    /// Its name without those of the jobs that call its workflow.
    pub name: &'e str,
    /// Whether another job of the workflow may have it as well.
    pub is_shared: bool,
}

impl<'e> JobEntry<'e> {
    /// Returns the entries of a run. That of the gate job is left out by its id.
    pub(super) fn of_run(entries: &'e [RunJob], own: Option<u64>) -> Vec<Self> {
        let others = entries.iter().filter(|entry| Some(entry.id) != own);
        others.map(|run| Self { run, name: &run.name, is_shared: false }).collect()
    }
}

/// Returns how each job of the workflow ended, in its order. The entry of the gate job is left out
/// by its id.
#[must_use]
pub fn job_conclusions(
    workflow: &Workflow,
    entries: &[RunJob],
    own: Option<u64>,
) -> Vec<JobConclusion> {
    let given = assign(workflow, &JobEntry::of_run(entries, own));
    workflow.jobs.iter().zip(given).map(|(job, given)| conclude(job, &given)).collect()
}

/// Returns the entries of each job of the workflow, in its order.
#[must_use]
pub(super) fn assign<'e>(workflow: &Workflow, entries: &[JobEntry<'e>]) -> Vec<Vec<JobEntry<'e>>> {
    let names: Vec<JobNames> = workflow.jobs.iter().map(JobNames::of).collect();
    let mut given: Vec<Vec<JobEntry<'e>>> = vec![Vec::new(); names.len()];
    for entry in entries {
        let owners = |fits: fn(&JobNames, &str) -> bool| -> Vec<usize> {
            let owns = names.iter().enumerate().filter(|(_, names)| fits(names, entry.name));
            owns.map(|(index, _)| index).collect()
        };
        let mut found = owners(JobNames::has);
        if found.is_empty() {
            found = owners(JobNames::may_have);
        }
        let is_shared = entry.is_shared || found.len() > 1;
        for index in found {
            if let Some(given) = given.get_mut(index) {
                given.push(JobEntry { is_shared, ..*entry });
            }
        }
    }
    given
}

/// Returns how a job ended, by its entries.
#[must_use]
pub(super) fn conclude(job: &Job, given: &[JobEntry<'_>]) -> JobConclusion {
    JobNames::of(job).ending(given)
}

/// Returns how those matrix jobs of a job ended that have these names, by their entries.
pub(super) fn conclude_named(
    job: &Job,
    given: &[JobEntry<'_>],
    names: Vec<String>,
) -> JobConclusion {
    JobNames { exact: names, ..JobNames::of(job) }.ending(given)
}

/// Returns the entries of the jobs of a called workflow, with the names that they have there.
#[must_use]
pub(super) fn of_called<'e>(caller: &Job, given: &[JobEntry<'e>]) -> Vec<JobEntry<'e>> {
    let names = JobNames::of(caller);
    let behind = |entry: &JobEntry<'e>| {
        let name: &'e str = entry.name;
        let of = |own: &String| name.strip_prefix(own.as_str())?.strip_prefix(" / ");
        let exact = names.exact.iter().find_map(of);
        let name = exact.or_else(|| name.split_once(" / ").map(|(_, name)| name))?;
        Some(JobEntry { name, ..*entry })
    };
    given.iter().filter_map(behind).collect()
}

/// Returns the job of an entry in the list of the API.
#[must_use]
pub fn job_of<'w>(workflow: &'w Workflow, entries: &[RunJob], id: u64) -> Option<&'w Job> {
    let entry = entries.iter().find(|entry| entry.id == id)?;
    let called = |fits: fn(&JobNames, &str) -> bool| {
        workflow.jobs.iter().find(|job| fits(&JobNames::of(job), &entry.name))
    };
    called(JobNames::has).or_else(|| called(JobNames::may_have))
}

/// The names that one job may have.
struct JobNames {
    /// One name for each matrix job, cut as GitHub cuts them.
    exact: Vec<String>,
    /// The name without evaluation, which a matrix that never started keeps.
    written: String,
    /// Whether only the run knows the matrix or a name.
    is_open: bool,
    /// Whether the job calls a workflow: ` / ` and the name of the called job follow.
    calls: bool,
}

impl JobNames {
    fn of(job: &Job) -> Self {
        let exact: Vec<String> = check_names(job).iter().map(|name| cut(name)).collect();
        let is_open = matches!(expand_matrix(job), MatrixJobs::Unknown(_))
            || exact.iter().any(|name| name.contains("${{"));
        let written = job.name.as_ref().unwrap_or(&job.id).value.clone();
        Self { exact, written, is_open, calls: job.uses.is_some() }
    }

    fn has(&self, name: &str) -> bool {
        let fits = |own: &String| {
            name == own
                || (self.calls
                    && name.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with(" / ")))
        };
        self.exact.iter().any(fits) || name == cut(&self.written)
    }

    /// Returns whether a name matches the written one, with any text in the place of each
    /// expression.
    fn may_have(&self, name: &str) -> bool {
        if !self.is_open {
            return false;
        }
        let mut rest = name;
        let mut parts = literals(&self.written).into_iter();
        let first = parts.next().unwrap_or_default();
        let Some(after) = rest.strip_prefix(first) else { return false };
        rest = after;
        for part in parts {
            let Some(at) = rest.find(part) else { return false };
            rest = rest.get(at + part.len()..).unwrap_or_default();
        }
        let ends_open = self.written.trim_end().ends_with("}}");
        ends_open || rest.is_empty() || rest.starts_with(" (") || rest.starts_with(" / ")
    }

    fn ending(&self, given: &[JobEntry<'_>]) -> JobConclusion {
        let Some(worst) = given.iter().map(|entry| entry.run.conclusion).max_by_key(|conclusion| {
            // A job that has not ended is worse than any conclusion.
            conclusion.map_or(u8::MAX, |conclusion| conclusion as u8)
        }) else {
            return JobConclusion::NotListed;
        };
        let Some(worst) = worst else {
            let running = given.iter().find(|entry| entry.run.conclusion.is_none());
            return JobConclusion::Running(
                running.map(|entry| entry.name.to_owned()).unwrap_or_default(),
            );
        };
        let never_expanded =
            worst == RunConclusion::Skipped || self.is_open || self.exact.len() < 2;
        let lacks = |name: &&String| {
            !given.iter().any(|entry| {
                entry.name == name.as_str() || (self.calls && entry.name.starts_with(name.as_str()))
            })
        };
        match self.exact.iter().find(lacks) {
            // A failure stays a failure, whatever the missing matrix job did.
            Some(leg) if !never_expanded && worst == RunConclusion::Success => {
                JobConclusion::LacksMatrixJob(leg.clone())
            }
            _ => JobConclusion::Ended(worst),
        }
    }
}

pub(super) fn cut(name: &str) -> String {
    name.chars().take(LONGEST_NAME).collect()
}

/// Returns the texts between the expressions of a template; one more than there are expressions.
fn literals(template: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("${{") {
        parts.push(before);
        rest = after.split_once("}}").map_or("", |(_, rest)| rest);
    }
    parts.push(rest);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::github::run_jobs::RunSteps;
    use crate::formats::workflow::read_workflow;

    fn workflow(jobs: &str) -> Workflow {
        let text = format!("on: push\njobs:\n{jobs}");
        let parsed = read_workflow(&std::sync::Arc::from("ci.yml"), text.as_bytes());
        assert_eq!(parsed.problems, []);
        parsed.value.unwrap()
    }

    fn entries(list: &[(&str, Option<RunConclusion>)]) -> Vec<RunJob> {
        let entry = |(index, (name, conclusion)): (usize, &(&str, Option<RunConclusion>))| RunJob {
            id: index as u64 + 1,
            name: (*name).to_owned(),
            conclusion: *conclusion,
            started_at: None,
            steps: RunSteps::Absent,
        };
        list.iter().enumerate().map(entry).collect()
    }

    const OK: Option<RunConclusion> = Some(RunConclusion::Success);
    const BAD: Option<RunConclusion> = Some(RunConclusion::Failure);
    const CI: &str = "  unit:
    runs-on: x
    strategy: { matrix: { python: ['3.11', '3.12'] } }
    steps: [{ run: a }]
  lint: { name: Lint it, runs-on: x, steps: [{ run: a }] }
  call: { uses: ./.github/workflows/other.yml }
  gate: { runs-on: x, steps: [{ run: a }] }
";

    fn ended(list: &[(&str, Option<RunConclusion>)]) -> Vec<JobConclusion> {
        job_conclusions(&workflow(CI), &entries(list), None)
    }

    #[test]
    fn every_leg_and_every_called_job_counts_and_the_worst_decides() {
        let found = ended(&[
            ("unit (3.11)", OK),
            ("unit (3.12)", BAD),
            ("Lint it", OK),
            ("call / build", OK),
            ("call / test (a)", None),
            ("gate", None),
        ]);
        let running = |name: &str| JobConclusion::Running(name.to_owned());
        assert_eq!(
            found,
            [
                JobConclusion::Ended(RunConclusion::Failure),
                JobConclusion::Ended(RunConclusion::Success),
                running("call / test (a)"),
                running("gate"),
            ]
        );
    }

    #[test]
    fn a_leg_that_is_not_listed_is_no_success() {
        let found = ended(&[("unit (3.11)", OK), ("linty", OK)]);
        assert_eq!(found[0], JobConclusion::LacksMatrixJob("unit (3.12)".to_owned()));
        assert_eq!(found[1], JobConclusion::NotListed);
        assert_eq!(found[2], JobConclusion::NotListed);
        // A failure stays a failure although a matrix job is missing.
        assert_eq!(ended(&[("unit (3.11)", BAD)])[0], JobConclusion::Ended(RunConclusion::Failure));
    }

    #[test]
    fn a_matrix_that_never_started_has_its_written_name() {
        let skipped = Some(RunConclusion::Skipped);
        assert_eq!(ended(&[("unit", skipped)])[0], JobConclusion::Ended(RunConclusion::Skipped));
        let named = workflow(
            "  unit:
    name: unit on ${{ matrix.os }}
    runs-on: x
    strategy: { matrix: { os: [a, b] } }
    steps: [{ run: a }]
",
        );
        let list = entries(&[("unit on ${{ matrix.os }}", skipped)]);
        assert_eq!(
            job_conclusions(&named, &list, None),
            [JobConclusion::Ended(RunConclusion::Skipped)]
        );
    }

    #[test]
    fn names_that_only_the_run_knows_are_matched_by_what_is_written() {
        let open = workflow(
            "  unit:
    name: unit ${{ matrix.os }} (slow)
    runs-on: x
    strategy: { matrix: '${{ fromJSON(needs.a.outputs.m) }}' }
    steps: [{ run: a }]
  other:
    runs-on: x
    strategy: { matrix: '${{ fromJSON(needs.a.outputs.m) }}' }
    steps: [{ run: a }]
  uni: { runs-on: x, steps: [{ run: a }] }
",
        );
        let list = entries(&[
            ("unit linux (slow)", OK),
            ("unit mac (slow)", BAD),
            ("other (1, 2)", OK),
            ("uni", OK),
            ("others", BAD),
        ]);
        let ended = |conclusion| JobConclusion::Ended(conclusion);
        assert_eq!(
            job_conclusions(&open, &list, None),
            [
                ended(RunConclusion::Failure),
                ended(RunConclusion::Success),
                ended(RunConclusion::Success)
            ]
        );
    }

    #[test]
    fn the_gates_own_entry_is_left_out_and_names_its_job() {
        let workflow = workflow(CI);
        let list = entries(&[("gate", None), ("Lint it", OK)]);
        assert_eq!(job_conclusions(&workflow, &list, Some(1))[3], JobConclusion::NotListed);
        assert_eq!(job_of(&workflow, &list, 1).unwrap().id.value, "gate");
        assert!(job_of(&workflow, &list, 9).is_none());
    }

    #[test]
    fn long_names_are_cut_as_github_cuts_them() {
        let long = "x".repeat(140);
        let workflow =
            workflow(&format!("  a: {{ name: {long}, runs-on: x, steps: [{{ run: a }}] }}\n"));
        let name = "x".repeat(100);
        let list = entries(&[(name.as_str(), OK)]);
        assert_eq!(
            job_conclusions(&workflow, &list, None),
            [JobConclusion::Ended(RunConclusion::Success)]
        );
    }
}
