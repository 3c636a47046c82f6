//! Compares the commands and actions of a job with the terms `runs`, `never-runs`, `runs-in-order`
//! and `uses` of the policy.

use super::Party;
use crate::facts::CommandFact;
use crate::facts::commands::named;
use crate::facts::commit::Facts;
use crate::facts::jobs::advisory::{GatingJobs, lets_step_fail};
use crate::facts::jobs::{FlagValue, resolve_flag};
use crate::facts::path::home::RepositoryContext;
use crate::facts::path::reach::{skips_always, skips_on_pull_requests};
use crate::facts::path::step::{is_tolerated_in, job_runs_on_success, runs_on_success};
use crate::finding::{Finding, Sink};
use crate::formats::workflow::model::{Job, Step, Workflow};
use crate::policy::{CommandPattern, JobTerms, Pattern};
use crate::rules::signal::shorten;
use crate::span::{Span, Spanned};

/// Compares the commands and actions of one job with its terms.
pub(crate) fn hold(facts: &Facts, party: &Party<'_>, job: &Job, terms: &JobTerms, sink: &mut Sink) {
    let commands = facts.commands_of_job(&party.fact.path, &job.id.value).collect();
    let home = RepositoryContext::of(facts, party.policy);
    let scene = ContractScene { party, job, commands, home };
    for pattern in &terms.runs {
        sink.examine();
        scene.runs(pattern, sink);
    }
    for pattern in &terms.never_runs {
        sink.examine();
        scene.never_runs(pattern, sink);
    }
    if !terms.runs_in_order.is_empty() {
        sink.examine();
        scene.in_order(&terms.runs_in_order, sink);
    }
    for (pattern, span) in &terms.uses {
        sink.examine();
        scene.uses(pattern, *span, sink);
    }
}

/// Whether a step, or a command in it, can fail its job.
enum CommandStanding {
    /// The step or command runs, and its failure fails the job.
    Counts,
    /// The step or command does not run or its failure is lost; the reason.
    Lost(&'static str),
    /// The workflow does not decide it.
    Unknown,
}

struct ContractScene<'a> {
    party: &'a Party<'a>,
    job: &'a Job,
    commands: Vec<&'a CommandFact>,
    home: RepositoryContext,
}

impl ContractScene<'_> {
    fn finding(&self, span: impl Into<Option<Span>>, message: String, policy: Span) -> Finding {
        let span = span.into().unwrap_or(self.job.id.span);
        Finding::new(self.party.subject(), self.party.place(span), message)
            .related(self.party.policy.locate(policy), "expected here")
    }

    fn runs(&self, pattern: &Spanned<CommandPattern>, sink: &mut Sink) {
        let text = &pattern.value.text;
        let of = self.party.shown();
        let named: Vec<&CommandFact> = self.named_at_least(&pattern.value).collect();
        let Some(first) = named.first() else {
            let finding = self
                .finding(None, format!("{of} does not run `{text}`"), pattern.span)
                .label("does not run it")
                .help("restore the command, or change the policy on the base branch first");
            return sink.find(self.near(&pattern.value, finding));
        };
        let standings: Vec<CommandStanding> =
            named.iter().map(|command| self.standing(command)).collect();
        if standings.iter().any(|standing| matches!(standing, CommandStanding::Counts)) {
            return;
        }
        let lost = standings.iter().find_map(|standing| match standing {
            CommandStanding::Lost(why) => Some(*why),
            _ => None,
        });
        let unknown = standings.iter().any(|standing| matches!(standing, CommandStanding::Unknown));
        let finding = |message| {
            let at = Finding::new(self.party.subject(), first.location.clone(), message);
            at.related(self.party.policy.locate(pattern.span), "expected here")
        };
        match lost {
            Some(why) if !unknown => sink.find(
                finding(format!("{of} runs `{text}`, but {why}, so it holds nothing"))
                    .label("does not count as running")
                    .help("let its failure fail the job, or call the job or step `advisory` in the policy"),
            ),
            _ => sink.unknown(
                finding(format!("whether a failure of `{text}` fails {of} cannot be told"))
                    .label("its fate is not known"),
            ),
        }
    }

    fn never_runs(&self, pattern: &Spanned<CommandPattern>, sink: &mut Sink) {
        let of = self.party.shown();
        for command in self.named(&pattern.value) {
            let message = format!(
                "{of} runs `{}`; the policy says that it never runs `{}`",
                shorten(&command.text, 80),
                pattern.value.text
            );
            sink.find(
                Finding::new(self.party.subject(), command.location.clone(), message)
                    .label("never runs here")
                    .help("remove it, or change the policy on the base branch first")
                    .related(self.party.policy.locate(pattern.span), "expected here"),
            );
        }
    }

    /// Checks that the commands run in the order of the patterns. Each pattern takes the first
    /// command behind the one before.
    fn in_order(&self, patterns: &[Spanned<CommandPattern>], sink: &mut Sink) {
        let of = self.party.shown();
        let mut after: Option<(&CommandPattern, (usize, usize))> = None;
        for pattern in patterns {
            let mut places: Vec<(usize, usize)> = self
                .named_at_least(&pattern.value)
                .filter(|command| !matches!(self.standing(command), CommandStanding::Lost(_)))
                .map(|command| (command.step, command.range.0))
                .collect();
            places.sort_unstable();
            let next = places.iter().find(|place| after.is_none_or(|(_, before)| **place > before));
            let text = &pattern.value.text;
            let Some(place) = next else {
                let message = match after {
                    Some((before, _)) if !places.is_empty() => {
                        format!("{of} does not run `{text}` after `{}`", before.text)
                    }
                    _ => format!("{of} does not run `{text}` so that its failure counts"),
                };
                let finding = self
                    .finding(None, message, pattern.span)
                    .label("out of order")
                    .help("put the commands in the order of the policy");
                return sink.find(finding);
            };
            after = Some((&pattern.value, *place));
        }
    }

    fn uses(&self, pattern: &Pattern, span: Span, sink: &mut Sink) {
        let of = self.party.shown();
        let called = self.job.uses.as_ref().is_some_and(|uses| is_use(pattern, &uses.value));
        let named: Vec<&Step> = self
            .job
            .steps
            .iter()
            .filter(|step| step.uses.as_ref().is_some_and(|uses| is_use(pattern, &uses.value)))
            .collect();
        let counts = |step: &&Step| matches!(self.of_step(step), CommandStanding::Counts);
        if called || named.iter().any(counts) {
            return;
        }
        let text = pattern.as_str();
        let finding = match named.first() {
            None => self.finding(None, format!("{of} does not use `{text}`"), span),
            Some(step) => {
                let message = format!("{of} uses `{text}`, but a failure of it is lost");
                self.finding(step.uses.as_ref().map(|uses| uses.span), message, span)
            }
        };
        sink.find(
            finding
                .label("does not use it so that it counts")
                .help("restore the step, or change the policy on the base branch first"),
        );
    }

    fn named<'s>(
        &'s self,
        pattern: &'s CommandPattern,
    ) -> impl Iterator<Item = &'s CommandFact> + use<'s> {
        self.commands.iter().copied().filter(|command| named::fits(pattern, command))
    }

    /// Returns the commands that do what a pattern names, with limits that may be stricter: raising
    /// one is free.
    fn named_at_least<'s>(
        &'s self,
        pattern: &'s CommandPattern,
    ) -> impl Iterator<Item = &'s CommandFact> + use<'s> {
        self.commands.iter().copied().filter(|command| named::fits_at_least(pattern, command))
    }

    /// Returns whether a command counts. In a job or step that the policy allows to fail, a command
    /// whose failure is lost still counts as run.
    fn standing(&self, command: &CommandFact) -> CommandStanding {
        let Some(step) = self.job.steps.iter().find(|step| step.index == command.step) else {
            return CommandStanding::Unknown;
        };
        if !job_runs_on_success(self.job) {
            return CommandStanding::Lost("its job never runs while all is well");
        }
        if self.may_fail(step) {
            return match runs_on_success(step) && !self.skips(step, skips_on_pull_requests) {
                true => CommandStanding::Counts,
                false => CommandStanding::Lost("its step never runs"),
            };
        }
        match self.of_step(step) {
            CommandStanding::Counts => match named::fails_script(command) {
                Some(true) => CommandStanding::Counts,
                Some(false) => CommandStanding::Lost("its failure is lost in the script"),
                None => CommandStanding::Unknown,
            },
            other => other,
        }
    }

    fn of_step(&self, step: &Step) -> CommandStanding {
        if !job_runs_on_success(self.job) {
            return CommandStanding::Lost("its job never runs while all is well");
        }
        if !runs_on_success(step) {
            return CommandStanding::Lost("its step never runs while all is well");
        }
        if self.skips(step, skips_on_pull_requests) {
            return CommandStanding::Lost("its step never runs on a pull request");
        }
        if self.skips(step, skips_always) {
            return CommandStanding::Lost("its step never runs, whatever starts the workflow");
        }
        let flag = self.job.continue_on_error.as_ref();
        let job = flag.map(|flag| resolve_flag(&flag.value.value, self.job));
        let gating = GatingJobs::of(self.party.policy, &self.party.fact.path, self.job.id.as_str());
        if !self.may_fail(step)
            && (is_tolerated_in(step, self.job, gating) || job == Some(FlagValue::Always))
        {
            return CommandStanding::Lost("`continue-on-error` takes its failure");
        }
        CommandStanding::Counts
    }

    /// Returns whether the `if:` of a step surely skips it in the runs that a test asks for.
    fn skips(&self, step: &Step, test: fn(&Workflow, &RepositoryContext, &str) -> bool) -> bool {
        let model = self.party.fact.model.as_ref();
        step.condition.is_some()
            && model.is_some_and(|model| test(model, &self.home, step.condition()))
    }

    fn may_fail(&self, step: &Step) -> bool {
        lets_step_fail(self.party.policy, &self.party.fact.path, self.job, step).is_some()
    }

    /// Adds the most similar command: one of the same program with other words.
    fn near(&self, pattern: &CommandPattern, finding: Finding) -> Finding {
        let only_program = CommandPattern {
            text: pattern.text.clone(),
            words: pattern.words.iter().take(1).cloned().collect(),
        };
        let near = self
            .named(&only_program)
            .map(|command| (strsim::damerau_levenshtein(&command.text, &pattern.text), command));
        match near.min_by_key(|(distance, command)| (*distance, command.range)) {
            Some((_, command)) => finding.related(command.location.clone(), "this comes nearest"),
            None => finding,
        }
    }
}

/// Returns whether a pattern matches a `uses:`. `google/osv-scanner-action` matches its actions at
/// every version and in every folder.
fn is_use(pattern: &Pattern, uses: &str) -> bool {
    let name = uses.split_once('@').map_or(uses, |(name, _)| name);
    let name = if pattern.as_str().contains('@') { uses } else { name };
    let below = |folder: &str| name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    pattern.matches(name) || below(pattern.as_str())
}
