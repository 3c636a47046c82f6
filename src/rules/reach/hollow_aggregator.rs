#![doc = include_str!("hollow_aggregator.md")]

use std::collections::BTreeSet;

use super::quoted_ids;
use crate::case::Case;
use crate::catalog::purposes::judging_action;
use crate::facts::commands::CommandRole;
use crate::facts::commit::Facts;
use crate::facts::jobs::advisory::GatingJobs;
use crate::facts::jobs::check_names::check_names;
use crate::facts::jobs::runs_truegreen;
use crate::facts::path::answer::CheckAnswer;
use crate::facts::path::hearing::{BrokenBy, Heard};
use crate::facts::path::home::RepositoryContext;
use crate::facts::path::reach::{Reach, fails_openly};
use crate::facts::path::scenario::Scenario;
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::workflow::model::{Job, Step, Value, Workflow};
use crate::policy::{PATH, Policy};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::Location;

pub(crate) static RULE: Rule = Rule {
    id: "hollow-aggregator",
    family: RuleFamily::Reach,
    holds: "no hollow aggregator",
    summary: "a required job that stays green when a job that it sums up does not succeed",
    unit: ("job", "jobs"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("hollow_aggregator.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    if !policy.requires_any() {
        return sink.not_checked(
            "no job is required; name them by `required-jobs`, or below `workflows:` in the policy",
        );
    }
    sink.not_checked("no required job sums up others");
    let home = RepositoryContext::of(facts, policy);
    for (fact, workflow) in facts.models() {
        let scope = Aggregates::new(facts, policy, (fact, workflow), &home);
        scope.check(sink);
    }
}

/// A workflow with the jobs on which a merge waits.
struct Aggregates<'a> {
    facts: &'a Facts,
    policy: &'a Policy,
    fact: &'a WorkflowFact,
    workflow: &'a Workflow,
    reach: Reach<'a>,
    /// The required jobs, and the one that runs truegreen.
    judges: Vec<&'a Job>,
    /// The ids of the jobs in which something is judged.
    guards: BTreeSet<&'a str>,
}

/// A job of which no judge surely hears, in one of the ways in which it does not succeed.
struct Unheard<'a> {
    judge: &'a Job,
    job: &'a Job,
    broken: BrokenBy,
    heard: Heard,
}

impl<'a> Aggregates<'a> {
    fn new(
        facts: &'a Facts,
        policy: &'a Policy,
        (fact, workflow): (&'a WorkflowFact, &'a Workflow),
        home: &RepositoryContext,
    ) -> Self {
        let is_judge =
            |job: &&Job| policy.is_required(&fact.path, &job.id.value) || runs_truegreen(job);
        let guards = workflow.jobs.iter().filter(|job| guards(facts, fact, job));
        Self {
            facts,
            policy,
            fact,
            workflow,
            reach: Reach::new(workflow, home),
            judges: workflow.jobs.iter().filter(is_judge).collect(),
            guards: guards.map(|job| job.id.as_str()).collect(),
        }
    }

    fn check(&self, sink: &mut Sink) {
        self.judges.iter().filter(|judge| self.sums_up(judge)).for_each(|_| sink.examine());
        let open: Vec<&Job> =
            self.workflow.jobs.iter().filter(|job| self.may_go_unheard(job)).collect();
        for job in open.iter().filter(|job| self.is_left_out(job)) {
            sink.examine();
            sink.find(self.left_out(job));
        }
        let unheard: Vec<Unheard<'a>> = open
            .iter()
            .flat_map(|job| [(job, BrokenBy::Failure), (job, BrokenBy::Cancellation)])
            .filter_map(|(job, broken)| self.unheard(job, broken))
            .collect();
        for judge in &self.judges {
            let passes = |found: &Unheard<'a>| found.heard.answer.passes();
            let mut own: Vec<&Unheard<'a>> =
                unheard.iter().filter(|found| found.judge.id == judge.id).collect();
            // A failure that goes unheard says more than a cancellation that does.
            if own.iter().any(|found| found.broken == BrokenBy::Failure && passes(found)) {
                own.retain(|found| found.broken == BrokenBy::Failure);
            }
            if let Some(first) = own.iter().find(|found| passes(found)) {
                sink.find(self.hollow(first, &own));
            } else if let Some(first) = own.first() {
                sink.unknown(self.unread(first, &own));
            }
        }
    }

    /// Returns whether pull requests start a job that judges them, and no merge waits for it.
    fn is_left_out(&self, job: &Job) -> bool {
        let waits = |judge: &&Job| self.reach.before(judge).any(|other| other.id == job.id);
        let called = job.uses.as_ref().map(|uses| uses.value.trim_start_matches("./"));
        let is_required_within = called.is_some_and(|path| {
            self.policy.workflow(path).is_some_and(|called| !called.jobs.is_empty())
        });
        let skips = self.reach.skips(job);
        let is_skipped = skips.iter().any(|skip| skip.scenario == Scenario::SameRepository);
        self.guards.contains(job.id.as_str())
            && self.reach.judges_pull_requests()
            && !is_skipped
            && !is_required_within
            && !self.is_required_by_name(job)
            && !self.judges.iter().any(waits)
    }

    /// Returns whether the policy or the rules of the branch require a check of a job by its name.
    fn is_required_by_name(&self, job: &Job) -> bool {
        let ruled = self.facts.commit_checks.as_ref().and_then(|checks| checks.rules.as_ref());
        let ruled = ruled.into_iter().flat_map(|rules| &rules.checks).map(|check| &check.name);
        let named = self.policy.checks.iter().map(|check| &check.name.value);
        let own = check_names(job);
        named.chain(ruled).any(|name| own.contains(name))
    }

    fn sums_up(&self, judge: &Job) -> bool {
        self.reach.before(judge).any(|job| self.may_go_unheard(job))
    }

    /// Returns whether somebody has to hear of a job that does not succeed: it judges something, or a job behind it
    /// does, and its own check is not required.
    fn may_go_unheard(&self, job: &Job) -> bool {
        let (path, id) = (&self.fact.path, &job.id.value);
        let is_guard = |job: &Job| self.guards.contains(job.id.as_str());
        let guards_behind = || {
            let mut others = self.workflow.jobs.iter().filter(|other| is_guard(other));
            others.any(|other| self.reach.before(other).any(|before| before.id == job.id))
        };
        !self.policy.is_required(path, id)
            && !self.policy.is_advisory(path, id)
            && !runs_truegreen(job)
            && fails_openly(job, GatingJobs::of(self.policy, path, id))
            && (is_guard(job) || guards_behind())
    }

    /// Returns the judge that comes nearest to hearing of a job, where none surely does.
    fn unheard(&self, job: &'a Job, broken: BrokenBy) -> Option<Unheard<'a>> {
        let mut nearest: Option<Unheard<'a>> = None;
        for judge in self.judges.iter().copied() {
            let Some(heard) = self.reach.hears(judge, job, broken) else { continue };
            let rank = |answer: &CheckAnswer| match answer {
                CheckAnswer::Red => 3,
                CheckAnswer::Unknown(_) => 2,
                CheckAnswer::Green | CheckAnswer::Skipped { listens: true } => 1,
                CheckAnswer::Skipped { listens: false } => 0,
            };
            match heard.answer {
                CheckAnswer::Red => return None,
                // A job that is skipped like any other one behind a failure is the matter of `skippable-job`.
                CheckAnswer::Skipped { listens: false } => continue,
                _ => {}
            }
            let is_nearer = nearest
                .as_ref()
                .is_none_or(|found| rank(&heard.answer) > rank(&found.heard.answer));
            if is_nearer {
                nearest = Some(Unheard { judge, job, broken, heard });
            }
        }
        nearest
    }

    fn hollow(&self, first: &Unheard<'a>, own: &[&Unheard<'a>]) -> Finding {
        let id = &first.judge.id.value;
        let names = jobs_of(own.iter().filter(|found| found.heard.answer.passes()));
        let end = match first.broken {
            BrokenBy::Failure => "fails",
            BrokenBy::Cancellation => "is cancelled (by hand, or by its `timeout-minutes`)",
        };
        let there =
            first.heard.scenario.map_or(String::new(), |scenario| format!(" {}", scenario.words()));
        let condition = first.judge.condition.as_ref();
        let (message, label, help, span) = match first.heard.answer {
            CheckAnswer::Skipped { .. } => (
                format!(
                    "`{id}` sums up other jobs and is skipped{there} where {names} {end}, and a skipped check passes"
                ),
                "does not run then",
                format!("give `{id}` the condition `if: always()`"),
                condition.map_or(first.judge.id.span, |condition| condition.span),
            ),
            _ => (
                format!(
                    "`{id}` is green{there} where {names} {end}, and no other required job turns red for it"
                ),
                "no step fails then",
                format!(
                    "let a step of `{id}` fail unless every result in `needs` is `success`: \
                     `if: contains(needs.*.result, 'failure') || contains(needs.*.result, 'cancelled')` with `run: exit 1`, \
                     or truegreen with `needs: ${{{{ toJSON(needs) }}}}`; a job that may fail has `advisory: true` in `{PATH}`"
                ),
                first.judge.id.span,
            ),
        };
        self.finding(first.judge, Location::new(self.fact.path.clone(), span), message)
            .label(label)
            .help(help)
            .related(self.place(first.job), "nobody hears of this")
    }

    fn unread(&self, first: &Unheard<'a>, own: &[&Unheard<'a>]) -> Finding {
        let id = &first.judge.id.value;
        let why = match &first.heard.answer {
            CheckAnswer::Unknown(why) => why.as_str(),
            _ => "",
        };
        let message = format!(
            "whether `{id}` turns red where {} does not succeed cannot be told: {why}",
            jobs_of(own.iter())
        );
        self.finding(first.judge, Location::new(self.fact.path.clone(), first.judge.id.span), message)
            .label("not followed")
            .help(format!(
                "test `needs.*.result` in an `if:` or in a plain shell script, or require the jobs themselves in `{PATH}`"
            ))
    }

    /// Returns the finding for a job on which no merge waits.
    fn left_out(&self, job: &Job) -> Finding {
        let id = &job.id.value;
        let message = format!(
            "`{id}` judges pull requests, and no merge waits for it: it is not required, and no required job needs it"
        );
        let place = Location::new(self.fact.path.clone(), job.id.span);
        Finding::new(format!("{}/{id}", self.fact.name()), place, message)
            .label("blocks nothing")
            .help(format!(
                "list it below `jobs:` of `{}` in `{PATH}`, with `advisory: true` if it may fail",
                self.fact.name()
            ))
            .at_most(Severity::Warn)
    }

    fn finding(&self, judge: &Job, place: Location, message: String) -> Finding {
        Finding::new(format!("{}/{}", self.fact.name(), judge.id.value), place, message)
    }

    fn place(&self, job: &Job) -> Option<Location> {
        Some(Location::new(self.fact.path.clone(), job.id.span))
    }
}

/// Returns the ids of the jobs for a sentence, each once.
fn jobs_of<'a>(found: impl Iterator<Item = &'a &'a Unheard<'a>>) -> String {
    let mut jobs: Vec<&Job> = Vec::new();
    for found in found {
        if !jobs.iter().any(|job| job.id == found.job.id) {
            jobs.push(found.job);
        }
    }
    quoted_ids(&jobs)
}

/// Returns whether something in a job judges the change: a known tool, a script of the repository, an action that
/// does, or whatever the workflow runs that it calls.
fn guards(facts: &Facts, fact: &WorkflowFact, job: &Job) -> bool {
    let mut commands = facts.commands_of_job(&fact.path, &job.id.value);
    let judges = |step: &Step| {
        let uses = step.uses.as_ref().map(|uses| uses.value.to_lowercase());
        let name = uses.as_deref().and_then(|uses| uses.split('@').next()).unwrap_or_default();
        let inputs: Vec<&str> = step
            .with
            .iter()
            .filter_map(|(_, value)| match &value.value {
                Value::String(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        !name.is_empty() && judging_action(name, &inputs.join(" ")).is_some()
    };
    job.uses.is_some()
        || commands.any(|command| !matches!(command.role, CommandRole::Other))
        || job.steps.iter().any(judges)
}
