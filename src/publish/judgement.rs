//! Everything that a surface may show.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::drift::difference::Change;
use crate::facts::commit::Facts;
use crate::facts::jobs::GateScope;
use crate::facts::jobs::own_run::OwnRun;
use crate::formats::workflow::model::Job;
use crate::policy::valid::Policy;
use crate::publish::notice::Refusal;
use crate::run::JudgedRun;
use crate::span::Location;
use crate::verdict::report::VerdictReport;

/// A verdict with all that it is based on: everything that a surface may show.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The verdict with its findings.
    pub report: VerdictReport,
    /// The facts of the head.
    pub facts: Facts,
    /// The differences from the base.
    pub change: Change,
    /// The policy that was used.
    pub policy: Policy,
    /// The compared commits.
    pub commits: Commits,
    /// The run of GitHub Actions; `None` at a terminal.
    pub run: Option<JudgedRun>,
    /// Texts of the files with findings, by path; reports are not among them.
    pub sources: BTreeMap<String, Arc<str>>,
    /// Texts of the same files on the base, by path.
    pub base_sources: BTreeMap<String, Arc<str>>,
}

impl Judgement {
    /// Returns the text of the file that has a place.
    #[must_use]
    pub fn source(&self, place: &Location) -> Option<&Arc<str>> {
        let sources = if place.on_base { &self.base_sources } else { &self.sources };
        sources.get(&*place.path)
    }
}

/// What of the gate's own run is not told by a pass: no surface says that all is green while one of these is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenEnds {
    /// Ids of the jobs that have not ended.
    pub running: Vec<String>,
    /// Ids of the jobs that failed, and that neither the policy nor `needs` asks for.
    pub red: Vec<String>,
    /// Whether the gate answers for the whole run, and the jobs of the run could not be read.
    pub is_unseen: bool,
}

impl Judgement {
    /// Returns what a pass of this judgement leaves open.
    #[must_use]
    pub fn open_ends(&self) -> OpenEnds {
        if self.run.as_ref().is_none_or(|run| run.own != run.judged) {
            return OpenEnds::default();
        }
        let listed = self.facts.run_jobs.as_ref().is_some_and(|listed| listed.jobs.is_ok());
        let is_required = |path: &str, id: &str| self.policy.is_required(path, id);
        let gated =
            GateScope::find(&self.facts, |fact, job| is_required(&fact.path, &job.id.value));
        let is_unseen = !listed && self.facts.needs.is_none();
        let Ok(gated) = gated else { return OpenEnds { is_unseen, ..OpenEnds::default() } };
        let is_unseen = is_unseen && gated.gate.is_none_or(|gate| gate.needs.is_empty());
        let found = OwnRun::of(&gated, &self.facts, &self.policy);
        let ids = |jobs: Vec<&Job>| jobs.into_iter().map(|job| job.id.value.clone()).collect();
        OpenEnds { running: ids(found.open), red: ids(found.red), is_unseen }
    }
}

/// The result of a step of the action.
#[derive(Clone, Debug)]
pub struct Ruling {
    /// The run that the result is about.
    pub run: JudgedRun,
    /// The judgement, or why there is none.
    pub judged: Result<Box<Judgement>, Refusal>,
}

/// The commits of a judgement, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commits {
    /// The judged commit.
    pub head: Option<String>,
    /// The commit of the base.
    pub base: Option<String>,
    /// The commit that CI was compared with: the base, or the merge base.
    pub compared: Option<String>,
}
