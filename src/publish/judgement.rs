//! Everything that a surface may show.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::drift::difference::Change;
use crate::facts::commit::Facts;
use crate::facts::jobs::GateScope;
use crate::facts::jobs::own_run::OwnRun;
use crate::facts::run_context::RunContext;
use crate::formats::workflow::model::Job;
use crate::policy::valid::Policy;
use crate::publish::notice::Refusal;
use crate::rules::rule::RuleFamily;
use crate::run::{JudgedRun, RunAttempt, VerdictKey};
use crate::span::Location;
use crate::verdict::report::{FindingState, RuleState, VerdictReport};

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
    /// What of the commit was seen besides the judged run.
    pub seen: SeenRuns,
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
    /// Whether nothing is asked for that a merge could wait for: no job, no check, no report.
    pub is_idle: bool,
    /// Whether something that is required is judged elsewhere or later, as the row of its rule says.
    pub is_partial: bool,
}

impl OpenEnds {
    /// Returns whether a pass is no true green.
    #[must_use]
    pub fn takes_the_tick(&self) -> bool {
        let Self { running, red, is_unseen, is_idle, is_partial: _ } = self;
        !running.is_empty() || !red.is_empty() || *is_unseen || *is_idle
    }
}

impl Judgement {
    /// Returns whether nothing but a red verdict of another run on the commit keeps this one from
    /// passing.
    #[must_use]
    pub fn is_held(&self) -> bool {
        let is_red = |state| matches!(state, FindingState::Broken | FindingState::Inconclusive);
        let mut red = self.report.findings.iter().filter(|judged| is_red(judged.state)).peekable();
        self.facts.place.standing.is_some()
            && red.peek().is_some()
            && red.all(|judged| judged.finding.subject == RunContext::STANDING)
    }

    /// Returns the branch that gave policy and comparison, if the run has one.
    #[must_use]
    pub fn ruling_branch(&self) -> Option<&str> {
        let key = self.run.as_ref()?.against.key.as_ref()?;
        Some(key.branch.as_str()).filter(|branch| *branch != VerdictKey::UNKNOWN)
    }

    /// Returns what a pass of this judgement leaves open.
    #[must_use]
    pub fn open_ends(&self) -> OpenEnds {
        let is_partial = self.report.rules.iter().any(RuleState::leaves_out);
        let ends = OpenEnds { is_idle: self.is_idle(), is_partial, ..OpenEnds::default() };
        if self.run.as_ref().is_none_or(|run| run.own != run.judged) {
            return ends;
        }
        let listed = self.facts.run_jobs.as_ref().is_some_and(|listed| listed.jobs.is_ok());
        let is_required = |path: &str, id: &str| self.policy.is_required(path, id);
        let gated =
            GateScope::find(&self.facts, |fact, job| is_required(&fact.path, &job.id.value));
        let is_unseen = !listed && self.facts.needs.is_none();
        let Ok(gated) = gated else { return OpenEnds { is_unseen, ..ends } };
        let is_unseen = is_unseen && gated.gate.is_none_or(|gate| gate.needs.is_empty());
        let found = OwnRun::of(&gated, &self.facts, &self.policy);
        let ids = |jobs: Vec<&Job>| jobs.into_iter().map(|job| job.id.value.clone()).collect();
        // A gate without `needs` answers for every job of its run.
        let is_idle = ends.is_idle && !(listed && gated.is_one_step);
        OpenEnds { running: ids(found.open), red: ids(found.red), is_unseen, is_idle, ..ends }
    }

    /// Returns what a gate cannot know whose own job ran commands before it.
    #[must_use]
    pub fn unknowable(&self) -> Option<&'static str> {
        let is_required = |path: &str, id: &str| self.policy.is_required(path, id);
        let gated =
            GateScope::find(&self.facts, |fact, job| is_required(&fact.path, &job.id.value));
        let follows = gated.is_ok_and(|gated| gated.follows_commands());
        follows.then_some(
            "commands of this job ran before the gate, so its reports are the word of the code that was tested",
        )
    }

    fn is_idle(&self) -> bool {
        let Self { policy, facts, .. } = self;
        let needs = facts.needs.as_ref().and_then(|given| given.needs.as_ref());
        let rules = facts.commit_checks.as_ref().and_then(|checks| checks.rules.as_ref());
        // A comparison of two commits asks for nothing but the difference.
        let is_whole = self.report.rules.iter().any(|state| state.rule.family != RuleFamily::Drift);
        is_whole
            && !policy.requires_any()
            && policy.checks.is_empty()
            && policy.tests.is_empty()
            && policy.coverage.is_empty()
            && policy.artifacts.is_empty()
            && policy.elsewhere.is_empty()
            && policy.settings.is_empty()
            && policy.files.is_empty()
            && policy.workflows.is_empty()
            && needs.is_none_or(|needs| needs.is_empty())
            && rules.is_none_or(|rules| rules.checks.is_empty())
    }
}

/// What of the commit was seen besides the judged run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeenRuns {
    /// The other runs whose checks were judged.
    pub runs: Vec<RunAttempt>,
    /// Whether the judged run skipped nothing that another run of its event did.
    pub is_complete: bool,
}

impl SeenRuns {
    /// Adds what was seen for another policy that counts.
    pub fn add(&mut self, other: Self) {
        self.runs.extend(other.runs);
        self.runs.sort_unstable();
        self.runs.dedup();
        self.is_complete &= other.is_complete;
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
