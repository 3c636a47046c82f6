//! A required job of another workflow than the judged one, by the runs of the commit.

use std::collections::BTreeMap;

use super::end::CheckEnd;
use super::run_checks::latest;
use super::scene::{CommitScene, GATE, is_of_actions};
use super::start::{CommitStart, PathFilter, StartRule, start_rule};
use super::way::{CommitWay, Within, ways};
use crate::facts::jobs::advisory::AdvisoryScope;
use crate::facts::jobs::{JobConclusion, job_conclusions};
use crate::facts::workflow::WorkflowFact;
use crate::formats::github::check_runs::CheckRunEntry;
use crate::formats::github::run_jobs::{RunConclusion, RunJob};
use crate::formats::github::workflow_runs::{WorkflowRunEnd, WorkflowRunEntry};
use crate::formats::workflow::model::{Job, Workflow};
use crate::policy::paths::file_name;

/// A required job with its workflow.
#[derive(Clone, Copy)]
pub(super) struct RequiredJob<'f> {
    pub(super) fact: &'f WorkflowFact,
    pub(super) workflow: &'f Workflow,
    pub(super) job: &'f Job,
}

/// What one run says about a job.
enum RunWord {
    /// The job has not ended, or has not begun.
    Open(String),
    /// The job ran, or was skipped or cancelled.
    Ended(RunConclusion),
    /// A matrix job is not listed.
    Lacks(String),
    /// GitHub refused the file of the run.
    Refused,
    /// It was skipped with the required job that calls its workflow.
    SkippedWith(String),
    /// The run ended, and lists no such job.
    NotListed,
}

/// The word of a run, with the id of the newest check run that it rests on.
pub(super) struct RunView<'a> {
    pub(super) run: &'a WorkflowRunEntry,
    word: RunWord,
    newest: u64,
    /// The ends of all jobs of the workflow, for what a skip rests on.
    pub(super) all: Vec<JobConclusion>,
}

/// The start of what is said of a skipped job.
pub(super) const SKIPPED: &str = "was skipped";

/// Returns what counts of a workflow: what the base says, with the events of the head beside.
fn rule_of(scene: &CommitScene<'_>, way: &CommitWay<'_>, now: &StartRule) -> StartRule {
    let Some((_, root)) = scene.ruling().model(&way.root.path) else { return now.clone() };
    let mut rule = start_rule(scene.ruling(), root, &scene.fact.situation);
    // The change may move a workflow to another event; what it takes away is drift.
    rule.events.extend(now.events.iter().copied());
    rule
}

/// Returns why a gate is not judged: it is one, or nothing that calls it starts here. The second says
/// more: a suite after the merge that ends with a gate is to be named as what it is.
fn gate_reason(scene: &CommitScene<'_>, ways: &[CommitWay<'_>]) -> String {
    let starts = ways.iter().map(|way| {
        let now = start_rule(scene.facts, way.root, &scene.fact.situation);
        match rule_of(scene, way, &now).start {
            CommitStart::Left(why) => Some(why),
            _ => None,
        }
    });
    let elsewhere: Option<Vec<String>> = starts.collect();
    let first = elsewhere.and_then(|whys| whys.into_iter().next());
    first.unwrap_or_else(|| GATE.to_owned())
}

impl<'f> RequiredJob<'f> {
    /// Returns the name of the job in findings.
    pub(super) fn subject(&self) -> String {
        format!("{}/{}", self.fact.name(), self.job.id.value)
    }

    /// Returns how the job ended on the commit.
    pub(super) fn end(&self, scene: &CommitScene<'_>) -> CheckEnd {
        let ways = ways(scene.facts, self.workflow);
        if scene.is_gate(&self.fact.path, &self.job.id.value) {
            return CheckEnd::Left(gate_reason(scene, &ways));
        }
        let ends = ways.iter().map(|way| self.by_way(scene, way));
        let worst = ends.max_by_key(CheckEnd::rank);
        worst.unwrap_or_else(|| CheckEnd::Left("is called by no workflow here".to_owned()))
    }

    fn by_way(&self, scene: &CommitScene<'_>, way: &CommitWay<'_>) -> CheckEnd {
        let now = start_rule(scene.facts, way.root, &scene.fact.situation);
        let rule = rule_of(scene, way, &now);
        if scene.lists.is_none() {
            return match rule.start {
                CommitStart::Left(why) => CheckEnd::Left(why),
                _ => CheckEnd::Unread,
            };
        }
        let groups = self.groups(scene, way, &rule);
        let ends = groups.iter().map(|views| self.of_group(scene, views));
        ends.max_by_key(CheckEnd::rank).unwrap_or_else(|| self.absent(scene, way, &rule, &now))
    }

    /// Returns what the runs of the commit that count say about the job: one group for each event
    /// and pull request.
    fn groups<'s>(
        &self,
        scene: &CommitScene<'s>,
        way: &CommitWay<'_>,
        rule: &StartRule,
    ) -> Vec<Vec<RunView<'s>>> {
        let Some(lists) = scene.lists else { return Vec::new() };
        let counts = |run: &&WorkflowRunEntry| {
            *run.path == *way.root.path
                && rule.events.contains(&run.event.as_str())
                && scene.is_of_pull(run)
        };
        let (facts, policy) = (scene.facts, scene.policy);
        let scope = AdvisoryScope { facts, policy, path: &self.fact.path };
        let mut groups: BTreeMap<(&str, &[u64]), Vec<RunView<'_>>> = BTreeMap::new();
        for run in lists.runs.iter().filter(counts) {
            let view = self.view(run, way, &lists.checks, scope);
            let group = (run.event.as_str(), run.pull_requests.as_slice());
            groups.entry(group).or_default().push(view);
        }
        groups.into_values().collect()
    }

    /// Returns the end of a job that the judged run skipped, by the other runs of its event on the
    /// commit: a skip never takes the place of what ran there, runs still, or was cut short. `None`
    /// where no other run has more to say.
    pub(super) fn beside(&self, scene: &CommitScene<'_>) -> Option<CheckEnd> {
        let way = CommitWay::of(self.workflow);
        let now = start_rule(scene.facts, self.workflow, &scene.fact.situation);
        let rule = rule_of(scene, &way, &now);
        if scene.lists.is_none() {
            return (!rule.events.is_empty()).then_some(CheckEnd::Unread);
        }
        let ends = self.groups(scene, &way, &rule).into_iter().map(|mut views| {
            views.retain(|view| view.run.id != scene.fact.judged_run);
            self.of_group(scene, &views)
        });
        let worst = ends.max_by_key(CheckEnd::rank);
        worst.filter(|end| match end {
            CheckEnd::Failed { how, .. } => !how.starts_with(SKIPPED),
            CheckEnd::Pending { .. } => true,
            _ => false,
        })
    }

    /// Returns the runs of the commit that count for the job.
    pub(super) fn runs<'s>(&self, scene: &CommitScene<'s>) -> Vec<&'s WorkflowRunEntry> {
        let ways = ways(scene.facts, self.workflow);
        let of_way = |way: &CommitWay<'_>| {
            let now = start_rule(scene.facts, way.root, &scene.fact.situation);
            self.groups(scene, way, &rule_of(scene, way, &now))
        };
        let views = ways.iter().flat_map(of_way).flatten();
        views.map(|view| view.run).collect()
    }

    /// Returns whether another run of the same event on the commit ran the job, or still may.
    pub(super) fn ran_beside(&self, scene: &CommitScene<'_>) -> bool {
        let way = CommitWay::of(self.workflow);
        let now = start_rule(scene.facts, self.workflow, &scene.fact.situation);
        let groups = self.groups(scene, &way, &rule_of(scene, &way, &now));
        let mut others =
            groups.iter().flatten().filter(|view| view.run.id != scene.fact.judged_run);
        others.any(|view| match view.word {
            RunWord::Open(_) | RunWord::Lacks(_) => true,
            RunWord::Ended(end) => matches!(end, RunConclusion::Success | RunConclusion::Failure),
            RunWord::Refused | RunWord::SkippedWith(_) | RunWord::NotListed => false,
        })
    }

    /// Returns what a run says about the job.
    fn view<'r>(
        &self,
        run: &'r WorkflowRunEntry,
        way: &CommitWay<'_>,
        checks: &[CheckRunEntry],
        scope: AdvisoryScope<'_>,
    ) -> RunView<'r> {
        let index = self.workflow.jobs.iter().position(|job| std::ptr::eq(job, self.job));
        let word_of = |all: &[JobConclusion]| index.and_then(|index| all.get(index).cloned());
        let mut skipped_with = None;
        let (all, newest) = match way.within(latest(run, checks)) {
            Within::Whole { call, by } => {
                let (path, id) = by;
                if call.conclusion == Some(RunConclusion::Skipped)
                    && scope.policy.is_required(path, id)
                {
                    skipped_with = Some(format!("{}/{id}", file_name(path)));
                }
                let end = call.conclusion.map_or_else(
                    || JobConclusion::Running(call.name.clone()),
                    JobConclusion::Ended,
                );
                (vec![end; self.workflow.jobs.len()], call.id)
            }
            Within::Jobs(entries) => {
                let is_ours = |entry: &&RunJob| {
                    let alone = job_conclusions(self.workflow, std::slice::from_ref(*entry), None);
                    !matches!(word_of(&alone), None | Some(JobConclusion::NotListed))
                };
                let newest = entries.iter().filter(is_ours).map(|entry| entry.id).max();
                let mut all = job_conclusions(self.workflow, &entries, None);
                if let Some(index) = index
                    && let Some(own) = all.get_mut(index)
                    && let Some(end) = scope.conclusion(self.workflow, index, &entries)
                {
                    *own = end;
                }
                (all, newest.unwrap_or_default())
            }
        };
        let word = match (word_of(&all), run.end) {
            _ if skipped_with.is_some() => RunWord::SkippedWith(skipped_with.unwrap_or_default()),
            (Some(JobConclusion::Ended(end)), _) => RunWord::Ended(end),
            (Some(JobConclusion::Running(name)), _) => {
                RunWord::Open(format!("`{name}` has not ended"))
            }
            (_, None) => RunWord::Open(format!(
                "run {} of `{}` has not ended, and has no result of it yet",
                run.id,
                run.path.rsplit('/').next().unwrap_or_default()
            )),
            (Some(JobConclusion::LacksMatrixJob(name)), _) => RunWord::Lacks(name),
            (_, Some(WorkflowRunEnd::Refused)) => RunWord::Refused,
            (_, Some(WorkflowRunEnd::Cancelled)) => RunWord::Ended(RunConclusion::Cancelled),
            _ => RunWord::NotListed,
        };
        RunView { run, word, newest, all }
    }

    /// Returns the end of the job among runs of one event: the newest that ran decides, and one
    /// that was skipped or cancelled never takes its place.
    fn of_group(&self, scene: &CommitScene<'_>, views: &[RunView<'_>]) -> CheckEnd {
        // What has not begun will have a larger id than all that is there.
        let order = |view: &RunView<'_>| match (&view.word, view.newest) {
            (RunWord::Open(_), 0) => u64::MAX,
            (_, newest) => newest,
        };
        let ran = |view: &&RunView<'_>| match view.word {
            RunWord::Open(_) | RunWord::Lacks(_) => true,
            RunWord::Ended(end) => {
                matches!(end, RunConclusion::Success | RunConclusion::Failure)
            }
            RunWord::Refused | RunWord::NotListed | RunWord::SkippedWith(_) => false,
        };
        let newest = views.iter().filter(ran).max_by_key(|view| order(view));
        let rank = |view: &&RunView<'_>| match view.word {
            RunWord::Refused => 3,
            RunWord::Ended(RunConclusion::Cancelled) => 2,
            RunWord::NotListed => 1,
            _ => 0,
        };
        match newest.or_else(|| views.iter().max_by_key(rank)) {
            Some(view) => self.of_view(scene, view),
            None => CheckEnd::Unread,
        }
    }

    fn of_view(&self, scene: &CommitScene<'_>, view: &RunView<'_>) -> CheckEnd {
        let failed = |how: &str, help: &str| CheckEnd::Failed {
            how: format!("{how} in run {}", view.run.id),
            help: help.to_owned(),
        };
        let unknown = |why: String| CheckEnd::Unknown {
            why,
            help: "give each job and each matrix job a name that no other has".to_owned(),
        };
        match &view.word {
            RunWord::Open(why) => CheckEnd::Pending {
                why: why.clone(),
                can_wait: view.run.id != scene.fact.judged_run,
            },
            RunWord::Lacks(name) => unknown(format!("run {} lists no check `{name}`", view.run.id)),
            RunWord::NotListed => unknown(format!("run {} lists no check of it", view.run.id)),
            RunWord::Refused => failed(
                "never started: GitHub refused the file of its workflow",
                "see the page of the run, which says what is wrong with the file",
            ),
            RunWord::SkippedWith(by) => {
                CheckEnd::Left(format!("is skipped with `{by}`, which is judged itself"))
            }
            RunWord::Ended(RunConclusion::Success) => CheckEnd::Passed,
            RunWord::Ended(RunConclusion::Failure) => failed("failed", "see the log of the job"),
            RunWord::Ended(RunConclusion::Cancelled) => {
                failed("was cancelled", "run it again, or give it the time that it needs")
            }
            RunWord::Ended(RunConclusion::Skipped) => self.skipped(scene, view),
        }
    }

    /// Returns the end of a job of which no run of the commit counts.
    fn absent(
        &self,
        scene: &CommitScene<'_>,
        way: &CommitWay<'_>,
        rule: &StartRule,
        now: &StartRule,
    ) -> CheckEnd {
        let file = way.root.path.rsplit('/').next().unwrap_or_default();
        let path = way.root.path.as_ref();
        if let CommitStart::Left(why) = &rule.start {
            return CheckEnd::Left(why.clone());
        }
        let never = |why: String, help: &str| CheckEnd::Absent {
            why,
            help: help.to_owned(),
            may_come: false,
        };
        if scene.fact.disabled.iter().any(|disabled| disabled == path) {
            let help = "switch it on again on the page of the repository's actions";
            return never(format!("`{file}` is switched off"), help);
        }
        match &rule.start {
            CommitStart::Partly(why) => {
                return never(why.clone(), "let each commit of a change start it");
            }
            CommitStart::ByPaths(filter) => match due(scene, filter) {
                Ok(true) => {}
                Ok(false) => {
                    return CheckEnd::Left(format!(
                        "is not due: its `{}` let none of the changed files through",
                        filter.name
                    ));
                }
                Err(why) => {
                    return CheckEnd::ByFiles {
                        why: format!(
                            "it did not start, and whether its `{}` kept it from that cannot be told: {why}",
                            filter.name
                        ),
                        help: "start it for each change, and let its jobs decide what to do"
                            .to_owned(),
                    };
                }
            },
            CommitStart::Left(_) | CommitStart::Expected => {}
        }
        if now.start != rule.start && now.start != CommitStart::Expected {
            return CheckEnd::Unknown {
                why: format!("it did not start, and the change edits what starts `{file}`"),
                help: "change what starts it in a pull request of its own".to_owned(),
            };
        }
        if let Some(words) = scene.skip_words(&rule.events) {
            return CheckEnd::Absent {
                why: format!(
                    "no run of `{file}` is there, because the message of the commit has `{words}`"
                ),
                help: "push a commit whose message does not have it".to_owned(),
                may_come: true,
            };
        }
        let made = self.other_makers(scene);
        CheckEnd::Absent {
            why: format!("no run of `{file}` is on this commit{made}"),
            help: "see whether the workflow is switched off, whether its file is broken, and whether the commit \
                   was pushed with `GITHUB_TOKEN`, which starts nothing"
                .to_owned(),
            may_come: true,
        }
    }

    /// Returns who made checks of the name of the job, if not the job itself.
    fn other_makers(&self, scene: &CommitScene<'_>) -> String {
        let names = crate::facts::jobs::check_names::check_names(self.job);
        let all = scene.lists.map(|lists| lists.checks.as_slice()).unwrap_or_default();
        let mut same = all.iter().filter(|check| names.contains(&check.name));
        let Some(check) = same.next() else { return String::new() };
        match (&check.app, scene.run_of(check).filter(|_| check.is_job && is_of_actions(check))) {
            (_, Some(run)) => {
                let (name, event) = (&check.name, &run.event);
                format!("; the check `{name}` there is of a `{event}` run, which does not count")
            }
            (Some(app), None) => {
                let (name, app) = (&check.name, &app.slug);
                format!("; the check `{name}` there was made by `{app}` and by no job")
            }
            (None, None) => String::new(),
        }
    }
}

/// Returns whether a filter of paths lets the workflow start for the change.
fn due(scene: &CommitScene<'_>, filter: &PathFilter) -> Result<bool, String> {
    const MOST: usize = 300;
    let files = match &scene.fact.changed {
        Some(Ok(files)) => files,
        Some(Err(why)) => return Err(why.clone()),
        None => return Err("the changed files are not at hand".to_owned()),
    };
    if files.len() > MOST {
        return Err(format!("GitHub looks at {MOST} changed files, and these are more"));
    }
    filter.passes(files).ok_or_else(|| "one of its patterns is not valid".to_owned())
}
