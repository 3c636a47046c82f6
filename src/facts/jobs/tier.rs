//! Tiers: in which run an entry of `tests`, `coverage` or `artifacts` is judged.
//!
//! One policy serves several workflows: each judges what its own run leaves behind. An entry that
//! names another workflow is taken out of the policy before anything is read, so that no rule has
//! to ask, and is named as not judged.

use std::collections::BTreeSet;

use super::gate::runs_truegreen;
use crate::facts::workflow::WorkflowFact;
use crate::formats::workflow::model::{Job, Workflow};
use crate::policy::paths::file_name;
use crate::policy::{EntryElsewhere, EvidenceKey, EvidenceTier, Pattern, Policy};
use crate::span::Span;

/// The run whose evidence is judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum EvidenceRun {
    /// There is none: somebody checks at a terminal.
    #[default]
    None,
    /// A run on GitHub.
    Run {
        /// Path of its workflow; without it every entry is judged.
        workflow: Option<String>,
        /// Id of the job of this run that runs truegreen; `None` where it follows the run, or where
        /// nobody knows.
        gate: Option<String>,
    },
}

/// Takes the entries that a run does not judge out of the policy. `is_there` says whether a file
/// matches a glob.
pub fn settle_tiers(
    policy: &mut Policy,
    workflows: &[WorkflowFact],
    run: &EvidenceRun,
    is_there: impl Fn(&Pattern) -> bool,
) {
    let scene = TierScene { workflows, run, is_there };
    let mut elsewhere = Vec::new();
    let mut settle = |key, name: &str, tier: &Option<EvidenceTier>, reports: Option<&mut Globs>| {
        let Some(tier) = tier else { return true };
        let (is_judged, why) = scene.place(tier, reports);
        if let Some(why) = why {
            let (name, tier) = (name.to_owned(), tier.clone());
            elsewhere.push(EntryElsewhere { key, name, why, tier });
        }
        is_judged
    };
    policy.tests.retain_mut(|entry| {
        settle(EvidenceKey::Tests, &entry.name, &entry.tier, Some(&mut entry.reports))
    });
    policy.coverage.retain_mut(|entry| {
        settle(EvidenceKey::Coverage, &entry.name, &entry.tier, Some(&mut entry.reports))
    });
    policy
        .artifacts
        .retain(|entry| settle(EvidenceKey::Artifacts, &entry.name.value, &entry.tier, None));
    policy.elsewhere = elsewhere;
}

/// The reports of an entry.
type Globs = Vec<(Pattern, Option<Span>)>;

struct TierScene<'a, F> {
    workflows: &'a [WorkflowFact],
    run: &'a EvidenceRun,
    is_there: F,
}

impl<F: Fn(&Pattern) -> bool> TierScene<'_, F> {
    /// Returns whether an entry is judged, and why not all of it is.
    fn place(&self, tier: &EvidenceTier, reports: Option<&mut Globs>) -> (bool, Option<String>) {
        match (self.run, reports) {
            (EvidenceRun::Run { workflow: Some(path), gate }, _) => {
                let why = self.elsewhere(tier, path, gate.as_deref());
                (why.is_none(), why)
            }
            (EvidenceRun::None, Some(reports)) => self.without_run(tier, reports),
            (EvidenceRun::Run { workflow: None, .. } | EvidenceRun::None, _) => (true, None),
        }
    }

    /// Takes the reports that are not there out of an entry: at a terminal nobody knows whether
    /// the run that makes them was to have been.
    fn without_run(&self, tier: &EvidenceTier, reports: &mut Globs) -> (bool, Option<String>) {
        let mut absent = Vec::new();
        reports.retain(|(glob, _)| {
            let is_there = (self.is_there)(glob);
            if !is_there {
                absent.push(format!("`{}`", glob.as_str()));
            }
            is_there
        });
        let why = (!absent.is_empty()).then(|| {
            let of = tier.written();
            format!("is judged in a run of `{of}`, and {} is not there", absent.join(", "))
        });
        (!reports.is_empty(), why)
    }

    /// Returns where an entry is judged, if not in a run of this workflow by this job.
    fn elsewhere(&self, tier: &EvidenceTier, path: &str, gate: Option<&str>) -> Option<String> {
        if file_name(path) != tier.workflow {
            let judged = self.named(file_name(path));
            return match judged.is_some_and(|judged| self.calls(judged, &tier.workflow)) {
                true => None,
                false => Some(format!("is judged in a run of `{}`", tier.workflow)),
            };
        }
        let (gate, wanted, model) = (gate?, tier.job.as_deref()?, self.named(&tier.workflow)?);
        let here = model.jobs.iter().find(|job| job.id.value == gate)?;
        if is_at(model, here, wanted) {
            return None;
        }
        // Only where another gate judges it, this one may leave it alone.
        let other =
            model.jobs.iter().find(|job| runs_truegreen(job) && is_at(model, job, wanted))?;
        Some(format!("is judged by job `{}` of `{}`", other.id.value, tier.workflow))
    }

    fn named(&self, file: &str) -> Option<&Workflow> {
        let fact = self.workflows.iter().find(|fact| fact.name() == file)?;
        fact.model.as_ref()
    }

    /// Returns whether a run of a workflow runs the jobs of another one too.
    fn calls(&self, from: &Workflow, wanted: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&str> = called(from).collect();
        while let Some(file) = open.pop() {
            if file == wanted {
                return true;
            }
            if seen.insert(file) {
                open.extend(self.named(file).into_iter().flat_map(called));
            }
        }
        false
    }
}

/// Returns the files of this repository that a workflow calls.
pub fn called(workflow: &Workflow) -> impl Iterator<Item = &str> {
    let uses = workflow.jobs.iter().filter_map(|job| job.uses.as_ref());
    uses.filter_map(|uses| {
        let path = uses.value.strip_prefix("./").or_else(|| uses.value.strip_prefix("$/"))?;
        Some(file_name(path))
    })
}

/// Returns whether a job is the wanted one, or cannot start before that one has ended.
fn is_at(workflow: &Workflow, job: &Job, wanted: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![job.id.as_str()];
    while let Some(id) = open.pop() {
        if id.eq_ignore_ascii_case(wanted) {
            return true;
        }
        if seen.insert(id) {
            let found = workflow.jobs.iter().find(|job| job.id.as_str().eq_ignore_ascii_case(id));
            open.extend(found.into_iter().flat_map(|job| &job.needs).map(|need| need.as_str()));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::formats::workflow::read_workflow;
    use crate::policy::raw;

    const POLICY: &str = "version: 1\ntests:\n  - { name: unit, reports: [u.xml] }\n  - { name: slow, workflow: slow.yml, reports: [s.xml, t.xml] }\n  - { name: half, job: slow.yml/half, reports: [h.xml] }\ncoverage: [{ name: all, workflow: all.yml, reports: [c.xml] }]\nartifacts: [log, { name: image, workflow: slow.yml }]\n";

    /// The workflow `slow.yml` with gates in two jobs, one that calls it, and another one.
    fn workflows() -> Vec<WorkflowFact> {
        let gate = "    steps: [{ uses: truegreen/truegreen@v1 }]\n";
        let job = |id: &str, keys: &str| format!("  {id}:\n    runs-on: x\n{keys}{gate}");
        let slow = format!(
            "on: [push, workflow_call]\njobs:\n{}{}{}",
            job("half", ""),
            job("other", ""),
            job("late", "    needs: [half]\n"),
        );
        let all = "on: push\njobs: { all: { uses: ./.github/workflows/slow.yml } }\n".to_owned();
        let ci = format!("on: push\njobs:\n{}", job("unit", ""));
        let files = [("slow.yml", slow), ("all.yml", all), ("ci.yml", ci)];
        let read = |(name, text): (&str, String)| {
            let path: Arc<str> = Arc::from(format!(".github/workflows/{name}"));
            let parsed = read_workflow(&path, text.as_bytes());
            assert!(parsed.problems.is_empty(), "{text}: {:?}", parsed.problems);
            WorkflowFact { path, model: parsed.value, problems: Vec::new(), is_unread: false }
        };
        files.into_iter().map(read).collect()
    }

    /// What a run judges, and what it leaves to others.
    fn settled(run: &EvidenceRun, there: &[&str]) -> (Vec<String>, Vec<String>) {
        let mut policy = raw::read(POLICY.as_bytes(), &[]).value.expect("a policy");
        settle_tiers(&mut policy, &workflows(), run, |glob| there.contains(&glob.as_str()));
        let reports = |globs: &Globs| {
            globs.iter().map(|(glob, _)| glob.as_str()).collect::<Vec<_>>().join(" ")
        };
        let tests = policy.tests.iter().map(|entry| reports(&entry.reports));
        let coverage = policy.coverage.iter().map(|entry| reports(&entry.reports));
        let artifacts = policy.artifacts.iter().map(|entry| entry.name.value.clone());
        let keys = [EvidenceKey::Tests, EvidenceKey::Coverage, EvidenceKey::Artifacts];
        let left = policy.left_elsewhere(&keys).collect();
        (tests.chain(coverage).chain(artifacts).collect(), left)
    }

    fn run(file: &str, gate: Option<&str>) -> EvidenceRun {
        EvidenceRun::Run {
            workflow: Some(format!(".github/workflows/{file}")),
            gate: gate.map(str::to_owned),
        }
    }

    #[test]
    fn an_entry_is_judged_in_a_run_of_its_workflow_and_named_elsewhere() {
        let (here, left) = settled(&run("ci.yml", Some("unit")), &["s.xml"]);
        assert_eq!(here, ["u.xml", "log"]);
        assert_eq!(
            left,
            [
                "`tests:slow` is judged in a run of `slow.yml`",
                "`tests:half` is judged in a run of `slow.yml`",
                "`coverage:all` is judged in a run of `all.yml`",
                "`artifact:image` is judged in a run of `slow.yml`",
            ]
        );
        let (here, left) = settled(&run("slow.yml", None), &[]);
        assert_eq!(here, ["u.xml", "s.xml t.xml", "h.xml", "log", "image"]);
        assert_eq!(left, ["`coverage:all` is judged in a run of `all.yml`"]);
    }

    #[test]
    fn a_run_that_calls_the_workflow_is_a_run_of_it() {
        let (here, left) = settled(&run("all.yml", Some("half")), &[]);
        assert_eq!(here, ["u.xml", "s.xml t.xml", "h.xml", "c.xml", "log", "image"]);
        assert_eq!(left, [""; 0]);
    }

    #[test]
    fn the_gate_of_another_job_leaves_an_entry_to_the_one_that_waits_for_its_job() {
        let left = |gate| settled(&run("slow.yml", Some(gate)), &[]).1;
        let coverage = "`coverage:all` is judged in a run of `all.yml`";
        assert_eq!(left("half"), [coverage]);
        assert_eq!(left("late"), [coverage]);
        assert_eq!(left("other"), ["`tests:half` is judged by job `half` of `slow.yml`", coverage]);
    }

    #[test]
    fn at_a_terminal_the_reports_that_are_there_are_judged() {
        let (here, left) = settled(&EvidenceRun::None, &["s.xml", "c.xml"]);
        assert_eq!(here, ["u.xml", "s.xml", "c.xml", "log", "image"]);
        assert_eq!(
            left,
            [
                "`tests:slow` is judged in a run of `slow.yml`, and `t.xml` is not there",
                "`tests:half` is judged in a run of `slow.yml/half`, and `h.xml` is not there",
            ]
        );
    }

    #[test]
    fn a_run_whose_workflow_nobody_knows_judges_everything() {
        let unknown = EvidenceRun::Run { workflow: None, gate: None };
        let (here, left) = settled(&unknown, &[]);
        assert_eq!((here.len(), left.len()), (6, 0));
    }
}
