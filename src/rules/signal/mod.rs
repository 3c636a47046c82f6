//! The family `signal`: failures that are lost. This file selects the gate commands for the rules,
//! so that all rules look at the same ones.

pub(crate) mod background_step;
pub(crate) mod continue_on_error;
pub(crate) mod lax_shell;
pub(crate) mod lenient_action;
pub(crate) mod lenient_flag;
pub(crate) mod muted_command;
pub(crate) mod unchecked_pipe;

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::CommandFact;
use crate::facts::commands::fact::UnreadScript;
use crate::facts::commands::fate::ending::Cause;
use crate::facts::commands::{CommandFate, CommandRole};
use crate::facts::commit::Facts;
use crate::facts::jobs::advisory::{GatingJobs, lets_step_fail};
use crate::facts::path::step::{is_tolerated_in, runs_on_success, starts_on_change};
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity};
use crate::formats::workflow::model::{Job, Step};
use crate::policy::paths::file_name;
use crate::policy::{JobContract, PATH, Policy};

/// A step whose failure fails its job, so that the commands in it matter.
struct HeardStep<'a> {
    fact: &'a WorkflowFact,
    job: &'a Job,
    step: &'a Step,
    policy: &'a Policy,
    contract: Option<&'a JobContract>,
}

/// A gate command or a script of the repository, in a step whose failure fails its job.
struct HeardCommand<'a> {
    command: &'a CommandFact,
    heard: HeardStep<'a>,
    /// Whether a pull request, a push or a merge group starts the workflow.
    guards: bool,
}

impl<'a> HeardStep<'a> {
    /// Returns the step; `None` where the policy allows it to fail, where `continue-on-error`
    /// discards its failure (the rule `continue-on-error` reports that), or where it runs only
    /// after a failure.
    fn new(
        fact: &'a WorkflowFact,
        job: &'a Job,
        step: &'a Step,
        policy: &'a Policy,
    ) -> Option<Self> {
        let contract = policy.job(&fact.path, &job.id.value);
        let heard = Self { fact, job, step, policy, contract };
        let silent = heard.is_advisory()
            || is_tolerated_in(step, job, heard.gating())
            || !runs_on_success(step);
        (!silent).then_some(heard)
    }

    fn is_advisory(&self) -> bool {
        lets_step_fail(self.policy, &self.fact.path, self.job, self.step).is_some()
    }

    /// Returns the matrix jobs that the policy does not let fail.
    fn gating(&self) -> GatingJobs<'a> {
        GatingJobs::of(self.policy, &self.fact.path, self.job.id.as_str())
    }

    fn is_required(&self) -> bool {
        self.policy.is_required(&self.fact.path, &self.job.id.value)
    }

    fn subject(&self) -> String {
        format!("{}/{}/{}", self.fact.name(), self.job.id.value, self.step.label())
    }

    /// Adds the place in the policy that makes the job required.
    fn required(&self, finding: Finding) -> Finding {
        let place = self.contract.and_then(|contract| self.policy.locate(contract.id.span));
        finding.related(place, "required here")
    }

    /// Returns the line of the policy that allows the step to fail.
    fn advisory_help(&self) -> String {
        format!(
            "a step that may fail is declared in `{}`: \
             `workflows: {{ {}: {{ jobs: {{ {}: {{ advisory: [{:?}] }} }} }} }}`",
            PATH,
            self.fact.name(),
            self.job.id.value,
            self.step.label()
        )
    }
}

impl HeardCommand<'_> {
    /// Makes a finding for the command. A gate command of the catalog gives an error, or a warning
    /// where no change starts the workflow (a schedule, a release). A script of the repository may
    /// be no gate, so it gives an error in a required job and a note elsewhere.
    fn finding(&self, message: String) -> Finding {
        let command = self.command;
        let via = command.via.as_ref();
        let finding = Finding::new(command.subject.clone(), command.location.clone(), message)
            .related(via.map(|via| via.location.clone()), "run by this step");
        let finding = match command.role {
            _ if self.heard.is_required() => finding,
            CommandRole::Gate(_) if self.guards => finding,
            CommandRole::Gate(_) => finding.at_most(Severity::Warn),
            _ => finding.at_most(Severity::Note),
        };
        self.heard.required(finding)
    }

    /// Returns whether a merge may depend on the result of the command.
    fn blocks(&self) -> bool {
        self.heard.is_required() || self.guards && matches!(self.command.role, CommandRole::Gate(_))
    }

    /// Returns which option of the shell is missing and why, as the end of a sentence.
    fn shell_lacks(&self, option: &str) -> String {
        let command = self.command;
        if let (None, Some(uses)) = (&command.via, &self.heard.step.uses) {
            return format!("`{}` runs it in a shell without `{option}`", uses.value);
        }
        match (&command.via, &command.shell.named) {
            (Some(_), None) => {
                let path = &command.location.path;
                format!("`{}` runs it in a shell without `{option}`", file_name(path))
            }
            (_, Some(_)) => format!("`shell: {}` runs without `{option}`", command.shell.shown()),
            (None, None) => {
                format!("a step without `shell:` runs under `bash -e`, without `{option}`")
            }
        }
    }

    /// Returns the command for a sentence.
    fn shown(&self) -> String {
        format!("`{}`", shorten(&self.command.text, 60))
    }
}

/// Returns every gate command and every script of the repository in a step whose failure fails its
/// job.
fn gated<'a>(facts: &'a Facts, policy: &'a Policy) -> Vec<HeardCommand<'a>> {
    let workflows: BTreeMap<&str, _> =
        facts.models().map(|(fact, workflow)| (fact.path.as_ref(), (fact, workflow))).collect();
    let gated = |command: &'a CommandFact| {
        if matches!(command.role, CommandRole::Other) {
            return None;
        }
        let (fact, workflow) = workflows.get(command.workflow.as_ref())?;
        let job = workflow.jobs.iter().find(|job| job.id.value == command.job)?;
        let heard = HeardStep::new(fact, job, job.steps.get(command.step)?, policy)?;
        // A server in the background and a value that is only printed are not expected to fail the
        // step.
        let is_help = matches!(
            &command.fate,
            Some(CommandFate::Swallowed { by: Cause::Background | Cause::Substitution, .. })
        );
        if is_help && matches!(command.role, CommandRole::Script) && !heard.is_required() {
            return None;
        }
        Some(HeardCommand { command, heard, guards: starts_on_change(workflow) })
    };
    let mut called = BTreeSet::new();
    let gated = facts.commands.iter().filter_map(gated);
    // Several steps can call the same line; one finding is enough.
    gated
        .filter(|gated| gated.command.via.is_none() || called.insert(&gated.command.location))
        .collect()
}

/// A script or called file that could not be read and may hold a gate command, in a step whose
/// failure fails its job.
struct UnreadPart<'a> {
    script: &'a UnreadScript,
    heard: HeardStep<'a>,
    guards: bool,
}

impl UnreadPart<'_> {
    /// Returns whether a merge may depend on the result of the script.
    fn blocks(&self) -> bool {
        self.heard.is_required() || self.guards && self.script.gate.is_some()
    }

    fn finding(&self) -> Finding {
        let (script, heard) = (self.script, &self.heard);
        let what = match &script.gate {
            Some(gate) if script.text.is_some() => {
                format!("a gate (`{}`) stands in what", shorten(&gate.tool, 60))
            }
            _ => "a gate may stand in what".to_owned(),
        };
        let message = format!(
            "{what} could not be read, so that nobody can tell whether its failure fails step `{}`: {}",
            heard.step.label(),
            script.why
        );
        let via = script.via.as_ref().map(|via| via.location.clone());
        let finding = Finding::new(script.subject.clone(), script.location.clone(), message)
            .label("could not be read")
            .help(format!(
                "write it in a form that its shell or tool accepts; {}",
                heard.advisory_help()
            ))
            .related(via, "run by this step");
        heard.required(finding)
    }
}

/// Returns all such scripts; those with a known text only if the text names a gate command.
fn unread_parts<'a>(facts: &'a Facts, policy: &'a Policy) -> Vec<UnreadPart<'a>> {
    let workflows: BTreeMap<&str, _> =
        facts.models().map(|(fact, workflow)| (fact.path.as_ref(), (fact, workflow))).collect();
    let may_gate = |script: &&UnreadScript| script.gate.is_some() || script.text.is_none();
    let found = |script: &'a UnreadScript| {
        let (fact, workflow) = workflows.get(script.workflow.as_ref())?;
        let job = workflow.jobs.iter().find(|job| job.id.value == script.job)?;
        let heard = HeardStep::new(fact, job, job.steps.get(script.step)?, policy)?;
        Some(UnreadPart { script, heard, guards: starts_on_change(workflow) })
    };
    let mut seen = BTreeSet::new();
    let found = facts.unread_scripts.iter().filter(may_gate).filter_map(found);
    // Several steps can call the same line; one finding is enough.
    found.filter(|unread| seen.insert((&unread.script.location, &unread.script.why))).collect()
}

/// Returns the first characters of a text.
pub(super) fn shorten(text: &str, most: usize) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= most && line.len() == text.len() {
        return line.to_owned();
    }
    let kept: String = line.chars().take(most).collect();
    format!("{}...", kept.trim_end())
}
