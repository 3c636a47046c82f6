//! A check that is required by its name, whoever makes it.

use std::collections::BTreeMap;

use super::end::CheckEnd;
use super::job::RequiredJob;
use super::run_checks::ran;
use super::scene::{ACTIONS, CommitScene, GATE, is_of_actions, uses_truegreen};
use super::start::start_rule;
use crate::facts::evidence::commit_checks::CommitSituation;
use crate::facts::jobs::check_names::check_names;
use crate::formats::github::check_runs::{CheckRunConclusion, CheckRunEntry};
use crate::formats::github::workflow_runs::WorkflowRunEntry;
use crate::formats::workflow::model::{Job, Value, Workflow};

/// Name of truegreen's check run where the workflow gives it none.
const OWN_NAME: &str = "truegreen";

/// A check that is required by its name.
#[derive(Clone, Copy, Debug)]
pub(super) struct NamedCheck<'a> {
    pub(super) name: &'a str,
    /// The workflow of its job, by its name or its file.
    pub(super) workflow: Option<&'a str>,
    /// The app that makes it.
    pub(super) app: MakerApp<'a>,
}

/// The app that makes a check.
#[derive(Clone, Copy, Debug)]
pub(super) enum MakerApp<'a> {
    /// By its name in URLs.
    Named(&'a str),
    /// By its id.
    Id(u64),
    /// Any.
    Any,
}

impl MakerApp<'_> {
    /// Id of the app of GitHub Actions.
    pub(super) const ACTIONS: u64 = 15_368;

    fn made(self, check: &CheckRunEntry) -> bool {
        match (self, &check.app) {
            (Self::Any, _) => true,
            (Self::Named(name), Some(app)) => app.slug == name,
            (Self::Id(id), Some(app)) => app.id == id,
            (_, None) => false,
        }
    }

    /// Returns whether a job may make the check.
    fn may_be_actions(self) -> bool {
        match self {
            Self::Named(name) => name == ACTIONS,
            Self::Id(id) => id == Self::ACTIONS,
            Self::Any => true,
        }
    }

    fn words(self) -> String {
        match self {
            Self::Named(name) => format!("`{name}`"),
            Self::Id(id) => format!("the app {id}"),
            Self::Any => "any app".to_owned(),
        }
    }
}

/// What the check runs of one group are about: path of the workflow, event, pull requests. All are
/// empty for those that no job made.
type GroupKey<'a> = (&'a str, &'a str, &'a [u64]);

impl NamedCheck<'_> {
    /// Returns how the check ended on the commit.
    pub(super) fn end(&self, scene: &CommitScene<'_>) -> CheckEnd {
        if self.is_of_gate(scene) {
            return CheckEnd::Left(GATE.to_owned());
        }
        if let CommitSituation::Other(event) | CommitSituation::Unmerged(event) =
            &scene.fact.situation
        {
            return CheckEnd::Left(format!("is not judged in a run of `{event}`"));
        }
        let Some(lists) = scene.lists else { return CheckEnd::Unread };
        let mut groups: BTreeMap<GroupKey<'_>, &CheckRunEntry> = BTreeMap::new();
        let mut others = Vec::new();
        for check in lists.checks.iter().filter(|check| check.name == self.name) {
            let run = scene.run_of(check).filter(|_| check.is_job && is_of_actions(check));
            if !self.counts(scene, check, run) {
                others.push((check, run));
                continue;
            }
            let group = run.map_or(("", "", &[][..]), |run| {
                (run.path.as_str(), run.event.as_str(), run.pull_requests.as_slice())
            });
            let newest = groups.entry(group).or_insert(check);
            if (ran(check), check.id) > (ran(newest), newest.id) {
                *newest = check;
            }
        }
        let ends = groups.into_iter().map(|(group, check)| self.of_check(scene, group, check));
        ends.max_by_key(CheckEnd::rank).unwrap_or_else(|| self.absent(scene, &others))
    }

    /// Returns whether truegreen itself makes the check, on the base: as its check run, or as the
    /// job that runs it.
    fn is_of_gate(&self, scene: &CommitScene<'_>) -> bool {
        let is_own = |job: &Job| {
            let named = job.steps.iter().flat_map(|step| &step.with);
            let mut given = named.filter(|(key, _)| key.value == "check-name");
            let is_given = given.any(|(_, value)| match &value.value {
                Value::String(name) => name == self.name,
                _ => false,
            });
            is_given || check_names(job).iter().any(|name| name == self.name)
        };
        let is_base = |name: &str| {
            let rest = self.name.strip_prefix(name).unwrap_or_default();
            self.name == name || rest.starts_with(" (") && rest.ends_with(')')
        };
        let is_gate =
            |path: &str, job: &Job| uses_truegreen(job) || scene.is_gate(path, &job.id.value);
        is_base(OWN_NAME)
            || scene.ruling().models().any(|(fact, workflow)| {
                self.is_of_workflow(scene, &fact.path, "")
                    && workflow.jobs.iter().any(|job| is_gate(&fact.path, job) && is_own(job))
            })
    }

    /// Returns whether a workflow is the one that the entry names, if it names one.
    fn is_of_workflow(&self, scene: &CommitScene<'_>, path: &str, run_name: &str) -> bool {
        let Some(wanted) = self.workflow else { return true };
        let file = path.rsplit('/').next().unwrap_or_default();
        let model = scene.ruling_model(path).and_then(|workflow| workflow.name.as_ref());
        wanted == file
            || wanted == path
            || wanted == run_name
            || model.is_some_and(|name| name.value == wanted)
    }

    fn counts(
        &self,
        scene: &CommitScene<'_>,
        check: &CheckRunEntry,
        run: Option<&WorkflowRunEntry>,
    ) -> bool {
        if !self.app.made(check) {
            return false;
        }
        // Of a job whose run is not listed nobody knows what started it.
        let is_lost = check.is_job && is_of_actions(check);
        let Some(run) = run else { return self.workflow.is_none() && !is_lost };
        let events = match scene.ruling_model(&run.path) {
            Some(root) => {
                let mut rule = start_rule(scene.ruling(), root, &scene.fact.situation);
                let now = scene.facts.model(&run.path);
                rule.events.extend(now.into_iter().flat_map(|(_, root)| {
                    start_rule(scene.facts, root, &scene.fact.situation).events
                }));
                rule.events
            }
            None => match scene.fact.situation {
                CommitSituation::PullRequest(_) => {
                    vec!["pull_request", "pull_request_target", "dynamic"]
                }
                CommitSituation::MergeGroup(_) => vec!["merge_group", "dynamic"],
                CommitSituation::Push(_)
                | CommitSituation::Other(_)
                | CommitSituation::Unmerged(_) => vec!["push", "dynamic"],
            },
        };
        self.is_of_workflow(scene, &run.path, &run.name)
            && events.contains(&run.event.as_str())
            && scene.is_of_pull(run)
    }

    fn of_check(
        &self,
        scene: &CommitScene<'_>,
        (path, ..): GroupKey<'_>,
        check: &CheckRunEntry,
    ) -> CheckEnd {
        let failed = |how: &str| CheckEnd::Failed {
            how: how.to_owned(),
            help: "see what it reports, and run it again where that helps".to_owned(),
        };
        let run = scene.run_of(check).map(|run| run.id);
        match check.conclusion {
            None => CheckEnd::Pending {
                why: "it has not ended, or waits for somebody".to_owned(),
                can_wait: path.is_empty() || run != Some(scene.fact.judged_run),
            },
            Some(CheckRunConclusion::Success) => CheckEnd::Passed,
            Some(CheckRunConclusion::Neutral | CheckRunConclusion::Skipped) => {
                if self.may_be_skipped(scene, path) {
                    return CheckEnd::Passed;
                }
                CheckEnd::Failed {
                    how: "was skipped, or says nothing, which a required check takes for a success"
                        .to_owned(),
                    help: format!(
                        "find what kept it from judging; a skip that is right is listed as \
                         `skips-allowed: [{{ job: checks/{}, reason: \"...\" }}]`",
                        self.name
                    ),
                }
            }
            Some(CheckRunConclusion::Cancelled) => failed("was cancelled"),
            Some(CheckRunConclusion::TimedOut) => failed("took too long and was ended"),
            Some(CheckRunConclusion::Failure) => failed("failed"),
        }
    }

    /// Returns whether the policy allows the skip, of the check or of the job that makes it.
    fn may_be_skipped(&self, scene: &CommitScene<'_>, path: &str) -> bool {
        let makes = |job: &&Job| check_names(job).iter().any(|name| name == self.name);
        let file = path.rsplit('/').next().unwrap_or_default();
        let jobs = scene.ruling_model(path).map(|workflow| workflow.jobs.as_slice());
        let jobs = jobs.unwrap_or_default().iter().filter(makes);
        let mut subjects: Vec<String> =
            jobs.map(|job| format!("{file}/{}", job.id.value)).collect();
        subjects.push(format!("checks/{}", self.name));
        scene.policy.skips_allowed.iter().any(|allowed| subjects.contains(&allowed.job.value))
    }

    /// Returns the end of a check that nothing on the commit counts for.
    fn absent(
        &self,
        scene: &CommitScene<'_>,
        others: &[(&CheckRunEntry, Option<&WorkflowRunEntry>)],
    ) -> CheckEnd {
        if let Some((check, _)) = others.iter().find(|(check, _)| !self.app.made(check)) {
            let by = check.app.as_ref().map_or("a deleted app", |app| app.slug.as_str());
            return CheckEnd::Failed {
                how: format!("was made by `{by}`, and not by {}", self.app.words()),
                help: match self.app {
                    MakerApp::Named(_) => {
                        format!("where `{by}` is the app that is meant, write `app: {by}`")
                    }
                    _ => "see who makes the check, and which app the rules of the branch name"
                        .to_owned(),
                },
            };
        }
        let jobs = if self.app.may_be_actions() { self.makers(scene) } else { Vec::new() };
        let ends = jobs.iter().map(|job| job.end(scene));
        if let Some(end) = ends.max_by_key(CheckEnd::rank) {
            return end;
        }
        let why = match others.iter().find_map(|(_, run)| *run) {
            Some(run) => format!("only a `{}` run made it there, which does not count", run.event),
            None => match scene.skip_words(&["pull_request"]).filter(|_| self.app.may_be_actions())
            {
                Some(words) => format!(
                    "no check of this name is there, and the message of the commit has `{words}`"
                ),
                None => "no check of this name is there".to_owned(),
            },
        };
        CheckEnd::Absent {
            why,
            help: "write the name as the API lists it, without the name of the workflow; or remove the entry"
                .to_owned(),
            may_come: true,
        }
    }

    /// Returns the jobs that make a check of this name.
    fn makers<'s>(&self, scene: &'s CommitScene<'_>) -> Vec<RequiredJob<'s>> {
        let mut found = Vec::new();
        for (fact, workflow) in scene.facts.models() {
            if !self.is_of_workflow(scene, &fact.path, "") {
                continue;
            }
            let makes = |job: &&Job| check_names(job).iter().any(|name| name == self.name);
            let jobs = workflow.jobs.iter().filter(makes);
            found.extend(jobs.map(|job| RequiredJob { fact, workflow, job }));
            found.extend(self.called(scene, workflow));
        }
        found
    }

    /// Returns the jobs of called workflows that make the check under the name of a caller.
    fn called<'s>(&self, scene: &'s CommitScene<'_>, root: &Workflow) -> Vec<RequiredJob<'s>> {
        let Some((caller, callee)) = self.name.rsplit_once(" / ") else { return Vec::new() };
        let is_caller = |job: &&Job| check_names(job).iter().any(|name| name == caller);
        let callers = root.jobs.iter().filter(is_caller).filter_map(|job| job.uses.as_ref());
        let called = callers.filter_map(|uses| scene.facts.model(uses.value.strip_prefix("./")?));
        let jobs = called.flat_map(|(fact, workflow)| {
            let jobs = workflow.jobs.iter();
            jobs.map(move |job| RequiredJob { fact, workflow, job })
        });
        jobs.filter(|required| check_names(required.job).iter().any(|name| name == callee))
            .collect()
    }
}
