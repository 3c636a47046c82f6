#![doc = include_str!("ambiguous_check.md")]

use std::collections::{BTreeMap, BTreeSet};

use super::join_words;
use crate::case::Case;
use crate::facts::commands::CommandRole;
use crate::facts::commit::Facts;
use crate::facts::jobs::checks::{CheckOfJob, job_checks};
use crate::facts::jobs::posted::{PostedPass, posted_by_action, posted_by_command};
use crate::facts::jobs::together::{
    StartTogether, is_about_changes, judges_changes, start_together,
};
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::workflow::model::{Job, Step, Workflow};
use crate::policy::Policy;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::{Location, Span};

pub(crate) static RULE: Rule = Rule {
    id: "ambiguous-check",
    family: RuleFamily::Reach,
    holds: "no two jobs make one check",
    summary: "two jobs whose checks have one name, or a posted status of that name, so that either stands for both",
    unit: ("job", "jobs"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("ambiguous_check.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    sink.not_checked("there is no job whose check has a name that is known before the run");
    let checks: Vec<Vec<CheckOfJob<'_>>> =
        facts.models().map(|(fact, workflow)| job_checks(facts, fact, workflow)).collect();
    let judged = Judged { facts, policy };
    for of_workflow in &checks {
        let jobs: BTreeSet<&str> =
            of_workflow.iter().map(|check| check.job.id.value.as_str()).collect();
        sink.examine_many(jobs.len());
        judged.within(of_workflow, sink);
    }
    let checks: Vec<CheckOfJob<'_>> = checks.into_iter().flatten().collect();
    judged.across(&checks, sink);
    judged.posted(&checks, sink);
}

/// What the checks are judged by.
struct Judged<'a> {
    facts: &'a Facts,
    policy: &'a Policy,
}

impl Judged<'_> {
    fn is_required(&self, check: &CheckOfJob<'_>) -> bool {
        self.policy.is_required(&check.workflow.path, &check.job.id.value)
            || self.policy.is_required(&check.home.path, &check.runs.id.value)
    }

    /// Returns whether a merge may wait for a check: the policy requires its job, or it requires none, so that any
    /// job that judges may be required.
    fn may_be_required(&self, check: &CheckOfJob<'_>) -> bool {
        self.is_required(check) || !self.policy.requires_any() && self.judges(check)
    }

    fn judges(&self, check: &CheckOfJob<'_>) -> bool {
        let mut own = self.facts.commands_of_job(&check.home.path, &check.runs.id.value);
        own.any(|command| matches!(command.role, CommandRole::Gate(_)))
    }

    /// Returns whether the steps of a job only print.
    fn only_prints(&self, check: &CheckOfJob<'_>) -> bool {
        const QUIET: [&str; 6] = ["echo", "printf", "true", ":", "exit", "sleep"];
        let mut own = self.facts.commands_of_job(&check.home.path, &check.runs.id.value);
        check.runs.steps.iter().all(|step| step.uses.is_none())
            && own.all(|command| QUIET.contains(&command.program.as_str()))
    }

    /// Finds jobs of one workflow that make one check.
    fn within(&self, checks: &[CheckOfJob<'_>], sink: &mut Sink) {
        let mut seen: BTreeMap<&str, &CheckOfJob<'_>> = BTreeMap::new();
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for check in checks {
            let Some(other) = seen.insert(&check.name, check) else { continue };
            // For a schedule nobody waits, and its matrix jobs are read as one.
            if other.job.id == check.job.id && !judges_changes(self.facts, check.workflow) {
                continue;
            }
            // One finding for each job is enough: its other matrix jobs are ambiguous in the same way.
            if told.insert(&check.job.id.value) {
                sink.find(self.of_one_workflow(check, other));
            }
        }
    }

    fn of_one_workflow(&self, check: &CheckOfJob<'_>, other: &CheckOfJob<'_>) -> Finding {
        let (id, first, name) = (&check.job.id.value, &other.job.id.value, &check.name);
        if id == first {
            return self.of_one_job(check);
        }
        let finding = Finding::new(
            subject(check.fact, check.job),
            place(check),
            format!(
                "jobs `{first}` and `{id}` both make a check `{name}`: a merge that waits for it may take the \
                 one for the other"
            ),
        )
        .label("the same name")
        .help("give each job a `name` of its own; the name that is required belongs to the one that judges")
        .related(place(other), "and here");
        let is_required = self.is_required(check) || self.is_required(other);
        if is_required { finding } else { finding.at_most(Severity::Warn) }
    }

    /// Returns the finding for matrix jobs that make one check, because the name lacks a value in which they differ.
    fn of_one_job(&self, check: &CheckOfJob<'_>) -> Finding {
        let (id, name) = (&check.job.id.value, &check.name);
        let finding = Finding::new(
            subject(check.fact, check.job),
            place(check),
            format!(
                "several matrix jobs of `{id}` make a check `{name}`: a merge that waits for it may take the one for the other"
            ),
        )
        .label("the same name for several")
        .help("put each value of the matrix into the `name`, or leave it out: then GitHub adds them all");
        let waits = self.is_required(check) || !self.policy.requires_any();
        finding.at_most(if waits { Severity::Warn } else { Severity::Note })
    }

    /// Finds jobs of several workflows that make one check on one commit.
    fn across(&self, checks: &[CheckOfJob<'_>], sink: &mut Sink) {
        let bases: Vec<&str> =
            self.policy.context.base.iter().map(|base| base.value.as_str()).collect();
        let mut by_name: BTreeMap<&str, Vec<&CheckOfJob<'_>>> = BTreeMap::new();
        for check in checks {
            by_name.entry(&check.name).or_default().push(check);
        }
        let mut told = BTreeSet::new();
        for all in by_name.values().filter(|all| all.len() > 1) {
            let own = all.iter().find(|check| self.is_required(check));
            let own = own.or_else(|| all.iter().find(|check| self.may_be_required(check)));
            let Some(own) = own else { continue };
            let twins: Vec<(&CheckOfJob<'_>, StartTogether)> = all
                .iter()
                .filter(|other| other.workflow.path != own.workflow.path)
                .map(|other| (*other, start_together(own.workflow, other.workflow, &bases)))
                .filter(|(_, together)| *together != StartTogether::No)
                .collect();
            if !twins.is_empty() && told.insert((own.fact.name(), &own.job.id.value)) {
                sink.find(self.of_workflows(own, &twins));
            }
        }
    }

    fn of_workflows(
        &self,
        own: &CheckOfJob<'_>,
        twins: &[(&CheckOfJob<'_>, StartTogether)],
    ) -> Finding {
        let (id, name) = (&own.job.id.value, &own.name);
        let in_turn = twins.iter().all(|(_, together)| *together == StartTogether::InTurn);
        let files: BTreeSet<&str> = twins.iter().map(|(twin, _)| twin.fact.name()).collect();
        let mut shown: Vec<String> = files.iter().take(3).map(|file| format!("`{file}`")).collect();
        if files.len() > shown.len() {
            shown.push(format!("{} more workflows", files.len() - shown.len()));
        }
        let makes = if files.len() == 1 { "makes" } else { "make" };
        let files = join_words(shown, "and");
        let quiet = twins.iter().any(|(twin, _)| self.only_prints(twin));
        let what = match (in_turn, quiet) {
            (true, _) => "both start where a change has files of both kinds",
            (false, true) => {
                "a merge that waits for it may take the one that only prints for the one that judges"
            }
            (false, false) => "a merge that waits for it may take the one for the other",
        };
        let help = match in_turn {
            true => "let one workflow start always, and let a step of the job look at the files",
            false => {
                "give each job a `name` of its own; the name that is required belongs to the one that judges"
            }
        };
        let mut finding = Finding::new(
            subject(own.fact, own.job),
            place(own),
            format!("{files} {makes} the check `{name}` too, which is that of job `{id}`: {what}"),
        )
        .label("the same name")
        .help(help)
        .at_most(if in_turn { Severity::Note } else { Severity::Warn });
        for (twin, _) in twins.iter().take(3) {
            finding = finding.related(place(twin), "and here");
        }
        finding
    }

    /// Finds steps that post a passing status under the name of a check for which a merge may wait.
    fn posted(&self, checks: &[CheckOfJob<'_>], sink: &mut Sink) {
        for (fact, workflow) in self.facts.models().filter(|(_, other)| is_about_changes(other)) {
            for job in &workflow.jobs {
                for (step, posted) in self.posts(workflow, job) {
                    if let Some(finding) = self.of_post((fact, job, step), &posted, checks) {
                        sink.find(finding);
                    }
                }
            }
        }
    }

    fn posts<'w>(&self, workflow: &Workflow, job: &'w Job) -> Vec<(&'w Step, PostedPass)> {
        let mut posts = Vec::new();
        for step in &job.steps {
            let by_action = posted_by_action(&workflow.path, job, step);
            posts.extend(by_action.into_iter().map(|posted| (step, posted)));
        }
        for command in self.facts.commands_of_job(&workflow.path, &job.id.value) {
            if let Some(step) = job.steps.get(command.step)
                && let Some(posted) = posted_by_command(command, job)
            {
                posts.push((step, posted));
            }
        }
        posts
    }

    fn of_post(
        &self,
        (fact, job, step): (&WorkflowFact, &Job, &Step),
        posted: &PostedPass,
        checks: &[CheckOfJob<'_>],
    ) -> Option<Finding> {
        let subject = format!("{}/{}", subject(fact, job), step.label());
        let found = |message| {
            Finding::new(subject.clone(), posted.place.clone(), message)
                .label("posted as passed")
                .at_most(Severity::Warn)
        };
        let Some(names) = &posted.names else {
            let message = "posts a status that passes, and only the run knows its name: it may be that of a check for which a merge waits";
            let help = "post the result of the job that ran, under a name that no job has";
            return self
                .policy
                .requires_any()
                .then(|| found(message.to_owned()).help(help).at_most(Severity::Note));
        };
        // A job that posts under its own name has got so far.
        let is_of_another = |check: &&CheckOfJob<'_>| {
            names.contains(&check.name)
                && !std::ptr::eq(check.runs, job)
                && self.may_be_required(check)
        };
        let other = checks.iter().find(is_of_another)?;
        let (id, name) = (&other.job.id.value, &other.name);
        let message = format!(
            "posts that `{name}` passed, which is the check of job `{id}` of `{}`: a merge that waits for it may take \
             the one for the other",
            other.fact.name()
        );
        let help = "post under a name that no job has; where the job has nothing to do, let it run and say so in its steps";
        Some(found(message).help(help).related(place(other), "this job makes the check"))
    }
}

fn subject(fact: &WorkflowFact, job: &Job) -> String {
    format!("{}/{}", fact.name(), job.id.value)
}

fn place(check: &CheckOfJob<'_>) -> Location {
    Location::new(check.fact.path.clone(), name_span(check.job))
}

fn name_span(job: &Job) -> Span {
    job.name.as_ref().map_or(job.id.span, |name| name.span)
}
