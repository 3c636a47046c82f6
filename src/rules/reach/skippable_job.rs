#![doc = include_str!("skippable_job.md")]

use std::collections::BTreeSet;

use super::{join_words, quoted_ids};
use crate::case::Case;
use crate::facts::commit::Facts;
use crate::facts::jobs::advisory::lets_step_fail;
use crate::facts::jobs::gate_steps::{GateSource, GateStep, gate_steps};
use crate::facts::path::allowed_skips::{AllowedSkips, policy_entry};
use crate::facts::path::decider::Decider;
use crate::facts::path::home::RepositoryContext;
use crate::facts::path::reach::{JobSkip, Reach};
use crate::facts::path::scenario::Scenario;
use crate::facts::path::step_reach::StepReach;
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::expr::context::Contexts;
use crate::formats::expr::evaluate_condition;
use crate::formats::workflow::model::{Job, Step};
use crate::policy::{PATH, Policy};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::rules::signal::shorten;
use crate::span::{Location, Span};

pub(crate) static RULE: Rule = Rule {
    id: "skippable-job",
    family: RuleFamily::Reach,
    holds: "no required job is skipped",
    summary: "a required job, or a gate step of it, that is skipped where a merge depends on it, and green all the same",
    unit: ("job", "jobs"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("skippable_job.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    if !policy.requires_any() {
        return sink.not_checked(
            "no job is required; name them by `required-jobs`, or below `workflows:` in the policy",
        );
    }
    let home = RepositoryContext::of(facts, policy);
    sink.not_checked("no required job is in a workflow that can be read");
    for (fact, workflow) in facts.models() {
        let is_required = |job: &&Job| policy.is_required(&fact.path, &job.id.value);
        if !workflow.jobs.iter().any(|job| is_required(&job)) {
            continue;
        }
        let reach = Reach::new(workflow, &home);
        for job in workflow.jobs.iter().filter(is_required) {
            sink.examine();
            let subject = format!("{}/{}", fact.name(), job.id.value);
            let allowed = AllowedSkips::of(policy, &subject);
            let required = Required { fact, job, policy, reach: &reach, subject };
            if let Some(finding) = required.judge(&allowed) {
                sink.find(finding);
            }
            let steps = SkippableSteps { facts, required: &required, of_job: &allowed };
            steps.check(sink);
        }
    }
}

/// A required job with what is known of the runs of its workflow.
struct Required<'a> {
    fact: &'a WorkflowFact,
    job: &'a Job,
    policy: &'a Policy,
    reach: &'a Reach<'a>,
    subject: String,
}

impl Required<'_> {
    fn judge(&self, allowed: &AllowedSkips) -> Option<Finding> {
        let mut skips = self.reach.skips(self.job);
        skips.retain(|skip| !allowed.covers(skip.scenario, self.job, skip.root));
        let known = |root: &Job| allowed.knows(self.job, root);
        let is_open = !allowed.all && !known(self.job) && !self.reach.before(self.job).any(known);
        let mut failing = Vec::new();
        if is_open {
            failing = self.reach.hidden_failures(self.job, self.policy);
            // A job that would turn red if it ran is the matter of `hollow-aggregator`.
            failing.retain(|failed| !self.reach.would_hear(self.job, failed));
        }
        match (skips.first(), failing.first()) {
            (Some(first), _) => Some(self.skipped(&skips, first, &failing)),
            (None, Some(first)) => Some(self.skipped_by_failure(first, &failing)),
            (None, None) => {
                let found = self.reach.decider(self.job);
                let found = found.filter(|(_, decider)| !allowed.covers_decider(decider));
                let (at, decider) = found.filter(|(at, _)| !known(at))?;
                Some(self.undecided(at, &decider))
            }
        }
    }

    fn skipped(&self, skips: &[JobSkip<'_>], first: &JobSkip<'_>, failing: &[&Job]) -> Finding {
        let id = &self.job.id.value;
        let mut message = format!("required job `{id}` is skipped {}", self.places(skips));
        if !failing.is_empty() {
            message += &format!(", and where {} fails", quoted_ids(failing));
        }
        let is_own = std::ptr::eq(first.root, self.job);
        let root = &first.root.id.value;
        let label = match &first.part {
            _ if !is_own => format!("`{root}` is skipped"),
            Some(part) => format!("`{}` is false", shorten(part, 60)),
            None => "false there".to_owned(),
        };
        let roster: Vec<Scenario> = skips.iter().map(|skip| skip.scenario).collect();
        let remedy = match roster.contains(&Scenario::Draft) {
            true => "let `ready_for_review` start the workflow, so that the end of a draft is seen",
            false => "let it run there",
        };
        let help = format!(
            "{remedy}; a skip that is right is listed in `{}`: {}",
            PATH,
            policy_entry(&self.subject, &roster)
        );
        let condition = first.root.condition.as_ref().filter(|_| !is_own);
        let place =
            condition.map(|condition| Location::new(self.fact.path.clone(), condition.span));
        let span = self.reach.deciding_span(self.job, first);
        let finding = self.finding(span, &format!("{message}, and a skipped check passes"), label);
        // Where pull requests start the jobs, no merge waits for the run of the push behind it.
        let is_after =
            roster == [Scenario::Push] && failing.is_empty() && self.reach.judges_pull_requests();
        let finding = if is_after { finding.at_most(Severity::Warn) } else { finding };
        finding.help(help).related(place, format!("this keeps `{root}` from running"))
    }

    /// Returns the finding for a job that is skipped when a job before it fails, while no other
    /// required job turns red.
    fn skipped_by_failure(&self, first: &Job, failing: &[&Job]) -> Finding {
        let (id, file) = (&self.job.id.value, self.fact.name());
        let message = format!(
            "required job `{id}` is skipped where {} fails, and a skipped check passes: no job that must \
             end green hears of it",
            quoted_ids(failing)
        );
        let jobs: Vec<String> =
            failing.iter().map(|job| format!("{}: {{}}", job.id.value)).collect();
        let help = format!(
            "require what it waits for too: `workflows: {{ {file}: {{ jobs: {{ {} }} }} }}`; or let a \
             required job under `if: always()` judge `needs`",
            jobs.join(", ")
        );
        self.finding(self.need(first), &message, "its failure is a skip here".to_owned()).help(help)
    }

    /// Returns the finding for a skip that an output, a label or another part of the run decides.
    fn undecided(&self, at: &Job, decider: &Decider) -> Finding {
        let id = &self.job.id.value;
        let what = decider_words(decider);
        let is_own = std::ptr::eq(at, self.job);
        let behind = if is_own { String::new() } else { format!(", by way of `{}`", at.id.value) };
        let message = format!(
            "whether required job `{id}` runs is decided by {what}{behind}; where it is skipped, its \
             check passes"
        );
        let roster =
            format!("a skip that is right is listed under `skips-allowed` as `{}`", self.subject);
        let span = at.condition.as_ref().map_or(at.id.span, |condition| condition.span);
        // A variable is set outside of the repository: no change shows it, and nobody reviews it.
        if matches!(decider, Decider::Variable(_)) {
            let message = format!("{message}, and no change to the repository shows it");
            return self
                .finding(span, &message, "set in the settings".to_owned())
                .help(format!("let it run whatever the settings are; {roster}"));
        }
        let help = format!("let a required job under `if: always()` judge both results; {roster}");
        self.finding(span, &message, "the run decides".to_owned())
            .help(help)
            .at_most(Severity::Note)
    }

    fn finding(&self, span: Span, message: &str, label: String) -> Finding {
        let contract = self.policy.job(&self.fact.path, &self.job.id.value);
        let required = contract.and_then(|contract| self.policy.locate(contract.id.span));
        Finding::new(self.subject.clone(), Location::new(self.fact.path.clone(), span), message)
            .label(label)
            .related(required, "required here")
    }

    /// Returns the scenarios in words, each with the job whose skip causes this one.
    fn places(&self, skips: &[JobSkip<'_>]) -> String {
        let behind = |skip: &JobSkip<'_>| match std::ptr::eq(skip.root, self.job) {
            true => String::new(),
            false => format!(" with `{}`", skip.root.id.value),
        };
        let mut places: Vec<(String, Vec<String>)> = Vec::new();
        for skip in skips {
            let (root, words) = (behind(skip), skip.scenario.words().to_owned());
            match places.iter_mut().find(|(other, _)| *other == root) {
                Some((_, all)) => all.push(words),
                None => places.push((root, vec![words])),
            }
        }
        let places = places.into_iter().map(|(root, all)| join_words(all, "and") + &root);
        join_words(places.collect(), "and")
    }

    /// Returns the place of the entry of `needs:` that leads to a job.
    fn need(&self, to: &Job) -> Span {
        self.reach.need(self.job, to).unwrap_or(self.job.id.span)
    }
}

/// The steps of a required job that surely judge.
struct SkippableSteps<'a> {
    facts: &'a Facts,
    required: &'a Required<'a>,
    of_job: &'a AllowedSkips,
}

impl SkippableSteps<'_> {
    fn check(&self, sink: &mut Sink) {
        let Required { fact, job, policy, reach, .. } = *self.required;
        let mut gates = gate_steps(self.facts, &fact.path, job);
        gates.retain(GateStep::surely_judges);
        let mut judged: BTreeSet<&str> = BTreeSet::new();
        for gate in &gates {
            let step = gate.step;
            let found = reach.step(job, step);
            let is_advisory = lets_step_fail(policy, &fact.path, job, step).is_some();
            // A condition that is false whatever happens is the matter of `constant-condition`.
            let is_constant = is_false_always(step.condition());
            // A repeat or a report of what a tool found, not the only run of another one. An action behind a failure
            // reports what judged before it, if anything did.
            let tools = gate.tools();
            let is_report = gate.source == GateSource::Action && !judged.is_empty();
            let is_retry = found.waits_for_a_failure && (is_report || tools.is_subset(&judged));
            if found.surely_runs() {
                judged.extend(tools);
            }
            if is_advisory || is_retry || is_constant {
                continue;
            }
            if let Some(finding) = self.judge(step, &found) {
                sink.find(finding);
            }
        }
    }

    fn judge(&self, step: &Step, found: &StepReach) -> Option<Finding> {
        let Required { job, policy, reach, subject, .. } = self.required;
        let label = step.label();
        let own = format!("{subject}/{label}");
        let allowed = AllowedSkips::of(policy, &own);
        let skips: Vec<Scenario> = found
            .skips
            .iter()
            .copied()
            .filter(|skip| {
                !allowed.covers_step(*skip, step) && !self.of_job.covers(*skip, job, job)
            })
            .collect();
        let id = &job.id.value;
        let what = format!("step `{label}` of required job `{id}`");
        if !skips.is_empty() {
            if found.waits_for_a_failure {
                return Some(self.finding(
                    step,
                    own,
                    format!("{what} runs only where the job has failed already, so its failure changes nothing"),
                    "false while all is well".to_owned(),
                ).help(format!("let it run always; a skip that is right is listed in `{PATH}`: {}", policy_entry(&format!("{subject}/{label}"), &skips))));
            }
            let words = skips.iter().map(|skip| skip.words().to_owned()).collect();
            let places = join_words(words, "and");
            let part = found.part.as_deref().unwrap_or(step.condition());
            let is_after = skips == [Scenario::Push] && reach.judges_pull_requests();
            let finding = self
                .finding(
                    step,
                    own.clone(),
                    format!("{what} is skipped {places}, and the job is green without it"),
                    format!("`{}` is false", shorten(part, 60)),
                )
                .help(format!(
                    "let it run there; a skip that is right is listed in `{PATH}`: {}",
                    policy_entry(&own, &skips)
                ));
            return Some(if is_after { finding.at_most(Severity::Warn) } else { finding });
        }
        let decider = found.decider.as_ref()?;
        let is_covered = |of: &AllowedSkips| of.covers_decider(decider);
        if allowed.knows_step(step) || is_covered(&allowed) || is_covered(self.of_job) {
            return None;
        }
        let by = decider_words(decider);
        let message = format!(
            "whether {what} runs is decided by {by}; where it is skipped, the job is green"
        );
        let finding = self.finding(step, own.clone(), message, "the run decides".to_owned());
        let roster = format!("a skip that is right is listed under `skips-allowed` as `{own}`");
        Some(match decider {
            Decider::Variable(_) => {
                finding.help(format!("let it run whatever the settings are; {roster}"))
            }
            _ => finding.help(roster).at_most(Severity::Note),
        })
    }

    fn finding(&self, step: &Step, subject: String, message: String, label: String) -> Finding {
        let span = step.condition.as_ref().map_or(step.span, |condition| condition.span);
        let place = Location::new(self.required.fact.path.clone(), span);
        Finding::new(subject, place, message).label(label)
    }
}

/// Returns what decides a skip, in words.
fn decider_words(decider: &Decider) -> String {
    match decider {
        Decider::Output(name) | Decider::Variable(name) | Decider::Run(name) => {
            format!("`{}`", shorten(name, 60))
        }
        Decider::Label => "a label".to_owned(),
        Decider::Words => "the words of the change".to_owned(),
        Decider::Branch => "the name of the branch".to_owned(),
    }
}

fn is_false_always(condition: &str) -> bool {
    let truth = evaluate_condition(condition, &Contexts::default());
    truth.is_ok_and(|truth| truth.truth() == Some(false))
}
